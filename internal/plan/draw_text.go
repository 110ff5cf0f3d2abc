package plan

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A textLine is a line of a heredoc.
type textLine struct {
	act  act
	text string
}

// text compares strings. One that holds JSON is compared by what is in it, and
// one of several lines by its lines.
func text(b, a side) *difference {
	d := &difference{form: plainForm, act: actOf(b, a), before: b.value, after: a.value}
	was, wasJSON := decoded(b.value)
	will, willJSON := decoded(a.value)
	if d.act == changed && wasJSON != willJSON {
		return &difference{form: retypedForm, act: changed, parts: []*difference{
			text(side{value: b.value, told: true}, side{}), text(side{}, side{value: a.value, told: true}),
		}}
	}
	if wasJSON || willJSON {
		d.form = jsonForm
		// What is in a string has no path of its own, and its numbers keep
		// their spelling: another one is another string.
		inner := scope{}.free(side{was, d.act != added}, side{will, d.act != dropped})
		d.parts = []*difference{inner}
		return d
	}
	before, long1 := lines(b.value)
	after, long2 := lines(a.value)
	if !long1 && !long2 {
		return d
	}
	d.form = linesForm
	if d.act != changed {
		// As one block, all of it is added, dropped or left.
		if d.act == dropped {
			after = before
		}
		for _, l := range after {
			d.lines = append(d.lines, textLine{same, l})
		}
		return d
	}
	n := numbering{}
	for _, p := range align(n.lines(before), n.lines(after), func(int, int) bool { return false }) {
		switch {
		case p.before < 0:
			d.lines = append(d.lines, textLine{added, after[p.after]})
		case p.after < 0:
			d.lines = append(d.lines, textLine{dropped, before[p.before]})
		case before[p.before] == after[p.after]:
			d.lines = append(d.lines, textLine{same, after[p.after]})
		default:
			d.lines = append(d.lines, textLine{dropped, before[p.before]}, textLine{added, after[p.after]})
		}
	}
	return d
}

// lines gives the lines of a string, and whether it is shown as several. As in
// Terraform, blank space around such a string is not shown.
func lines(v any) ([]string, bool) {
	s, ok := v.(string)
	if !ok {
		return []string{"null"}, false
	}
	if !strings.Contains(s, "\n") {
		return []string{s}, false
	}
	return strings.Split(strings.TrimSpace(s), "\n"), true
}

// decoded gives what is in a string that holds an object or a list as JSON.
func decoded(v any) (any, bool) {
	s, _ := v.(string)
	if !strings.HasPrefix(s, "{") && !strings.HasPrefix(s, "[") || tooNested(s) {
		return nil, false
	}
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	var out any
	if err := dec.Decode(&out); err != nil {
		return nil, false
	}
	_, err := dec.Token()
	return out, err == io.EOF
}

// tooNested says whether JSON is nested so deeply that it stays a string. Each
// level is indented by one more, so its text would be far longer than it.
func tooNested(s string) bool {
	depth := 0
	quoted := false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			quoted = !quoted
		case '{', '[':
			if !quoted {
				depth++
			}
		case '}', ']':
			if !quoted {
				depth--
			}
		}
		if depth > tooDeep/2 {
			return true
		}
	}
	return false
}

// flat gives a value as text on one line.
func flat(s side) side {
	switch s.value.(type) {
	case []any, map[string]any:
	default:
		return s
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	// A value is made of nothing that JSON lacks.
	_ = enc.Encode(plainJSON(s.value))
	// The space in front keeps it from being taken for JSON once more.
	return side{" " + strings.TrimSpace(buf.String()), s.told}
}

// plainJSON puts words in the place of what is not known or not shown.
func plainJSON(v any) any {
	switch v := v.(type) {
	case unknown:
		return "(known after apply)"
	case secret:
		return "(sensitive value)"
	case []any:
		out := slices.Clone(v)
		for i := range out {
			out[i] = plainJSON(out[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = plainJSON(v[k])
		}
		return out
	}
	return v
}

// visible is how a line of a string is shown. Terraform prints the lines of a
// string and the keys of instances as they are: a value could then take the
// place of what was printed before it.
func visible(s string) string { return schema.Visible(s) }
