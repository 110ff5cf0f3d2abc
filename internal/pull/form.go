package pull

import (
	"slices"
	"strconv"

	"github.com/cfdr/cfdr/schema"
)

// malformed says what is wrong with a value that the inventory must have, so
// that it could not be read again.
func malformed(o *schema.Object) string {
	if p := o.Kind.ID.Pattern; p != nil && !p.MatchString(o.ID) {
		return "its id has a form that cfdr does not know: " + strconv.Quote(o.ID)
	}
	for i := range o.Kind.Fields {
		f := &o.Kind.Fields[i]
		v, said := o.Fields[f.Name]
		if !f.Required {
			continue
		}
		if !said {
			return "it says nothing under " + strconv.Quote(f.Name)
		}
		if problem := wrong(f, v); problem != "" {
			return problem
		}
	}
	return ""
}

// wrong says what is wrong with a scalar.
func wrong(f *schema.Field, v any) string {
	s, is := v.(string)
	switch {
	case !is:
		return ""
	case f.Enum != nil && !slices.Contains(f.Enum, s):
		return strconv.Quote(s) + " is a value of " + f.Name + " that cfdr does not know"
	case f.Form != nil:
		return f.Form(s)
	case !isText([]byte(s)):
		return f.Name + " holds a control character"
	}
	return ""
}
