package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// What cfdr pull --redact took out of an inventory is not what the account has,
// so it must never be written to it: not by Terraform, not by a script.

// redacted finds what was taken out of an item, and says whether that keeps all
// of it from being made. A variable or another element that has a name is left
// out, and the rest is written; what is there stays. So is a field of something
// that is uploaded, which others wait for. Of anything else nobody knows what
// the object would be without: a rule that no longer protects.
func (s *Survey) redacted(it *Item) bool {
	var left, rest []string
	schema.EachText(it.Object, func(t schema.Text) string {
		if !schema.IsRedacted(t.Value) {
			return t.Value
		}
		top := it.Kind.Field(t.At[0].(string))
		what := strings.Join(t.Words, " ")
		switch {
		case t.Variable != "":
			left = append(left, what)
			if path, written := s.pathOf(it, t.At); written && it.Kind.On(s.Target).Frozen == nil {
				if t.Field.Many == schema.MapOf {
					path += fmt.Sprintf("[%q]", t.Variable)
				}
				it.keep(path, "Where a secret was taken out of a variable, what is there must stay.")
			}
		case it.Kind.API.Upload && top.Needs != "":
			left = append(left, what)
		case it.Kind.API.Upload && !top.Required:
			left = append(left, what)
			if it.without == nil {
				it.without = map[*schema.Field]bool{}
			}
			it.without[top] = true
		default:
			rest = append(rest, what)
		}
		return t.Value
	})
	why := schema.Reason{Text: "It held a secret, which was taken out when the account was read (cfdr pull --redact).", Source: "the inventory"}
	if rest != nil {
		it.withheld = true
		s.lose(it, "redacted", rest, schema.Outside, why, &schema.Way{Hand: "Make it by hand, with what was taken out."})
		return true
	}
	if left != nil {
		s.lose(it, "redacted-value", left, schema.Lossy, why, &schema.Way{Hand: "Set what was taken out again, a variable as a secret, in the dashboard or with wrangler."})
	}
	return false
}

// isRedacted says whether something was taken out of a value, or of one within.
func isRedacted(v any) bool {
	switch v := v.(type) {
	case string:
		return schema.IsRedacted(v)
	case []any:
		return slices.ContainsFunc(v, isRedacted)
	case map[string]any:
		for _, e := range v {
			if isRedacted(e) {
				return true
			}
		}
	}
	return false
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
