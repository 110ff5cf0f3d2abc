package edit

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

const (
	// maxColumns is the longest line that a mapping or list is put on.
	maxColumns = 120
	// maxShort is the longest text of a list that stands on one line unasked.
	maxShort = 60
	// step is how much deeper a level stands.
	step = 2
)

// Document writes a whole new document. The comment stands at its head, each
// line of it behind "# ", and a blank line below it.
func Document(root Map, comment string) ([]byte, error) {
	v, err := newMapping(root)
	if err != nil {
		return nil, err
	}
	lines, err := commentLines(comment)
	if err != nil {
		return nil, err
	}
	if lines != nil {
		lines = append(lines, "")
	}
	if len(v.kids) == 0 {
		lines = append(lines, "{}")
	}
	lines = append(lines, v.block(0)...)
	out := []byte(strings.Join(lines, "\n") + "\n")
	return out, reads(out, v)
}

// Render writes a value as the lines that stand in a block at an indentation. A
// scalar, and what stands on one line, is written alone.
func Render(x any, indent int) ([]byte, error) {
	v, err := newValue(x)
	if err != nil {
		return nil, err
	}
	pad := strings.Repeat(" ", indent)
	lines := []string{}
	if text, fits := v.inline(indent); fits {
		lines = append(lines, pad+text)
	} else if v.kind == yaml.ScalarNode {
		head, body := v.parts(indent, indent-step, true)
		lines = append(append(lines, pad+head), body...)
	} else {
		lines = v.block(indent)
	}
	out := []byte(strings.Join(lines, "\n") + "\n")
	return out, reads(out, v)
}

// reads proves that a text means a value.
func reads(text []byte, v *value) error {
	n, err := parse(text)
	if err != nil {
		return err
	}
	if !v.is(n) {
		return &Error{Index: -1, Reason: "what was written reads back as something else"}
	}
	return nil
}

// block are the lines of a list or mapping that is not empty, at a column.
func (v *value) block(col int) []string {
	pad := strings.Repeat(" ", col)
	var lines []string
	for i, kid := range v.kids {
		if kid.space && i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, v.entry(i, pad)...)
	}
	return lines
}

// entry are the lines of one item or key.
func (v *value) entry(i int, pad string) []string {
	var lines []string
	for _, c := range v.kids[i].comment {
		lines = append(lines, pad+c)
	}
	mark := pad + "-"
	if v.kind == yaml.MappingNode {
		mark = pad + keyText(v.keys[i], false) + ":"
	}
	head, body := v.kids[i].parts(utf8.RuneCountInString(mark)+1, len(pad), true)
	switch {
	case head != "":
		mark += " " + head
	case v.kind == yaml.SequenceNode:
		mark += " " + strings.TrimLeft(body[0], " ")
		body = body[1:]
	}
	return append(append(lines, mark), body...)
}

// parts are what stands behind a dash or colon, and the lines below it. The
// value begins at the column at; its key or dash stands at the column col.
func (v *value) parts(at, col int, literal bool) (head string, body []string) {
	return v.partsAt(at, col+step, literal)
}

// partsAt is parts with the column of the lines below.
func (v *value) partsAt(at, below int, literal bool) (head string, body []string) {
	if v.kind == yaml.ScalarNode {
		multi := strings.Contains(v.text, "\n") && v.style != Quoted || v.style == Literal
		if lh := literalHead(v.text); literal && multi && lh != "" && v.tag == "!!str" {
			pad := strings.Repeat(" ", max(below, 1))
			for _, line := range strings.Split(strings.TrimSuffix(v.text, "\n"), "\n") {
				if line != "" {
					line = pad + line
				}
				body = append(body, line)
			}
			return lh, body
		}
		return v.scalarText(false), nil
	}
	if text, fits := v.inline(at); fits {
		return text, nil
	}
	return "", v.block(below)
}

// inline is a value on one line, if it may stand on one from a column on.
func (v *value) inline(at int) (string, bool) {
	if len(v.kids) == 0 {
		if v.kind != yaml.ScalarNode {
			return v.flowText(), true
		}
		if literalHead(v.text) != "" && v.tag == "!!str" && (v.style == Literal || strings.Contains(v.text, "\n") && v.style != Quoted) {
			return "", false
		}
		return v.scalarText(false), true
	}
	if v.style == Block || v.commented() || v.style != Flow && !v.plainKids() {
		return "", false
	}
	text := v.flowText()
	width := utf8.RuneCountInString(text)
	if v.kind == yaml.SequenceNode && v.style != Flow && width > maxShort {
		return "", false
	}
	return text, at+width <= maxColumns
}

// commented says whether something inside has a comment or text of several
// lines, which need lines of their own.
func (v *value) commented() bool {
	for _, kid := range v.kids {
		if kid.comment != nil || kid.space || kid.style == Literal || kid.style == Block || kid.commented() ||
			kid.tag == "!!str" && kid.style != Quoted && strings.Contains(kid.text, "\n") && literalHead(kid.text) != "" {
			return true
		}
	}
	return false
}

// plainKids says whether a mapping holds scalars and short lists only, a list
// scalars only.
func (v *value) plainKids() bool {
	for _, kid := range v.kids {
		switch {
		case kid.kind == yaml.ScalarNode || len(kid.kids) == 0:
		case v.kind == yaml.SequenceNode || kid.kind == yaml.MappingNode:
			return false
		case !kid.plainKids() || utf8.RuneCountInString(kid.flowText()) > maxShort:
			return false
		}
	}
	return true
}

// flowText is a value on one line, as it stands within brackets.
func (v *value) flowText() string {
	if v.kind == yaml.ScalarNode {
		return v.scalarText(true)
	}
	parts := make([]string, len(v.kids))
	for i := range v.kids {
		parts[i] = v.flowEntry(i)
	}
	if v.kind == yaml.SequenceNode {
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (v *value) flowEntry(i int) string {
	if v.kind == yaml.SequenceNode {
		return v.kids[i].flowText()
	}
	return keyText(v.keys[i], true) + ": " + v.kids[i].flowText()
}
