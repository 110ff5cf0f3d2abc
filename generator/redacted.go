package generator

import (
	"fmt"
	"maps"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// What cfdr pull --redact took out of an inventory is not what the account has,
// so it must never be written to it: not by Terraform, not by a script.

// redacted finds what was taken out of an item, and says whether that keeps all
// of it from being made. A variable is left out, and the rest is written; what
// is there stays. Of anything else nobody knows what the object would be
// without.
func (s *Survey) redacted(it *Item) bool {
	var variables, rest []string
	schema.EachText(it.Object, func(t schema.Text) string {
		switch {
		case !schema.IsRedacted(t.Value):
		case t.Variable != "":
			variables = append(variables, strings.Join(t.Words, " "))
			if path, written := s.pathOf(it, t.At); written && it.Kind.On(s.Target).Frozen == nil {
				if t.Field.Many == schema.MapOf {
					path += fmt.Sprintf("[%q]", t.Variable)
				}
				it.keep(path, "Where a secret was taken out of a variable, what is there must stay.")
			}
		default:
			rest = append(rest, strings.Join(t.Words, " "))
		}
		return t.Value
	})
	why := schema.Reason{Text: "It held a secret, which was taken out when the account was read (cfdr pull --redact).", Source: "the inventory"}
	if rest != nil {
		it.withheld = true
		s.lose(it, "redacted", rest, schema.Outside, why, &schema.Way{Hand: "Make it by hand, with what was taken out."})
		return true
	}
	if variables != nil {
		s.lose(it, "redacted-variable", variables, schema.Lossy, why, &schema.Way{Hand: "Set what was taken out again, as a secret and not as a variable, in the dashboard or with wrangler."})
	}
	return false
}

func isRedacted(v any) bool {
	text, _ := v.(string)
	return schema.IsRedacted(text)
}

// unredacted is a mapping of variables without those that were redacted.
func unredacted(f *schema.Field, v any) any {
	m, isMap := v.(map[string]any)
	if !f.Variable || !isMap {
		return v
	}
	out := maps.Clone(m)
	maps.DeleteFunc(out, func(_ string, e any) bool { return isRedacted(e) })
	return out
}
