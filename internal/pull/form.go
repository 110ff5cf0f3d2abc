package pull

import (
	"errors"
	"slices"
	"strconv"

	"github.com/cfdr/cfdr/schema"
)

// malformed says what is wrong with a value that the inventory must have, so
// that it could not be read again.
func malformed(o *schema.Object) error {
	problem := malformedIn(o.Kind.Fields, o.Fields, "")
	for _, key := range o.Kind.Key {
		if f := o.Kind.Field(key); f.Required && o.Fields[key] == "" {
			problem = "it says nothing under " + strconv.Quote(key)
		}
	}
	if p := o.Kind.ID.Pattern; p != nil && !p.MatchString(o.ID) {
		problem = "its id has a form that cfdr does not know: " + strconv.Quote(o.ID)
	}
	if problem == "" {
		return nil
	}
	return errors.New(problem)
}

// malformedIn looks into the mappings within, too.
func malformedIn(fields []schema.Field, values map[string]any, at string) string {
	for i := range fields {
		f := &fields[i]
		v, said := values[f.Name]
		if f.Required && !said {
			return "it says nothing under " + strconv.Quote(at+f.Name)
		}
		if f.Required {
			if problem := wrong(f, v); problem != "" {
				return problem
			}
		}
		if f.Fields == nil || f.Many == schema.MapOf {
			continue
		}
		list, isList := v.([]any)
		if !isList {
			list = []any{v}
		}
		for _, e := range list {
			if m, is := e.(map[string]any); is {
				if problem := malformedIn(f.Fields, m, at+f.Name+"."); problem != "" {
					return problem
				}
			}
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
