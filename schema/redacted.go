package schema

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// redaction is what stands in the place of a secret that cfdr pull --redact
// found: the rule that found it, and what tells two values apart.
var redaction = regexp.MustCompile(`REDACTED-[a-z0-9]+(?:-[a-z0-9]+)*-(?:[0-9a-f]{8}|withheld)`)

// Redacted is what stands in the place of a secret: "REDACTED-github-token-1f0a9c2e".
// The digits are of its digest, 32 bits; for a secret that somebody could guess,
// give none.
func Redacted(rule, secret string) string {
	if secret == "" {
		return "REDACTED-" + rule + "-withheld"
	}
	return fmt.Sprintf("REDACTED-%s-%x", rule, sha256.Sum256([]byte(secret)))[:len("REDACTED-")+len(rule)+len("-00000000")]
}

// IsRedacted says whether a secret was taken out of a text, so that the text is
// not what the account has.
func IsRedacted(text string) bool {
	return strings.Contains(text, "REDACTED-") && redaction.MatchString(text)
}

// A Text is a text of an object that somebody typed.
type Text struct {
	Field *Field
	// At is its path as the table has it, Words as people read it: an element
	// of a list is called what names it.
	At    []any
	Words []string
	// Variable is the name of the variable whose value it is, if it is one.
	Variable string
	Value    string
}

// EachText calls f for every text of an object in which somebody could have
// written a secret, and puts what f gives in its place. Names of other objects,
// words of a fixed list and what is public by its nature are left out, and so
// are the files of an object.
func EachText(o *Object, f func(Text) string) {
	for i := range o.Kind.Fields {
		field := &o.Kind.Fields[i]
		if v, said := o.Fields[field.Name]; said {
			t := Text{Field: field, At: []any{field.Name}, Words: []string{field.Name}}
			if is := eachText(t, v, f); is != nil {
				o.Fields[field.Name] = is
			}
		}
	}
}

// eachText gives the value that a text became, nil where nothing changed that is
// not changed in place.
func eachText(t Text, v any, f func(Text) string) any {
	field := t.Field
	if field.Ref != nil || field.Enum != nil || field.Secret || field.Public || field.Files || field.Local && field.Told == nil {
		return nil
	}
	switch v := v.(type) {
	case string:
		if t.Value = v; v == "" {
			return nil
		}
		if is := f(t); is != v {
			return is
		}
	case []any:
		for i, e := range v {
			if is := eachText(t.below(i, elementName(field, e, i), field), e, f); is != nil {
				v[i] = is
			}
		}
	case map[string]any:
		fields := subfields(field, v)
		if field.Many == MapOf && len(t.At) > 0 {
			if _, within := t.At[len(t.At)-1].(mapKey); !within {
				fields = nil
			}
		}
		if fields == nil {
			for _, k := range slices.Sorted(maps.Keys(v)) {
				inner := t.below(mapKey(k), k, field)
				if field.Variable {
					inner.Variable = k
				}
				if is := eachText(inner, v[k], f); is != nil {
					v[k] = is
				}
			}
			return nil
		}
		for i := range fields {
			sub := &fields[i]
			e, said := v[sub.Name]
			if !said {
				continue
			}
			inner := t.below(sub.Name, sub.Name, sub)
			if sub.Variable && field.Needs != "" {
				inner.Variable, _ = v[field.Needs].(string)
			}
			if is := eachText(inner, e, f); is != nil {
				v[sub.Name] = is
			}
		}
	}
	return nil
}

// below is where a value stands within another.
func (t Text) below(step any, word string, field *Field) Text {
	return Text{Field: field, At: append(slices.Clip(t.At), step), Words: append(slices.Clip(t.Words), word), Variable: t.Variable}
}

// elementName is what names an element of a list, its number where nothing does.
func elementName(f *Field, e any, i int) string {
	m, _ := e.(map[string]any)
	for _, key := range []string{f.Needs, f.Short, "name"} {
		if name, is := m[key].(string); is && key != "" {
			return name
		}
	}
	return fmt.Sprint(i)
}
