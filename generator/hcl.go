package generator

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/cfdr/cfdr/schema"
)

// The writer of this file makes what `terraform fmt` would leave alone. It is
// ours because the tree of hclwrite costs more than the rest of the generator
// together; quoting, where a mistake would be an injection, stays with
// hclwrite for every string that is not plain.

// An arg is one argument of a body. Its value is a literal (string, bool,
// int64, float64, []any, map[string]any), a raw expression, or blocks.
type arg struct {
	name  string
	value any
}

// raw is an expression that is written as it stands.
type raw string

// block is a nested block's body.
type block []arg

// table is a mapping with a line for each of its entries, of which none is
// aligned with another: one more changes no line of the others. terraform fmt
// aligns equals signs and leaves colons alone.
type table map[string]any

// writer collects the text of one file.
type writer struct {
	buf bytes.Buffer
	// texts is the room for the values of one run of arguments.
	texts []string
}

func (w *writer) indent(n int) {
	for range n {
		w.buf.WriteString("  ")
	}
}

func (w *writer) line(indent int, parts ...string) {
	w.indent(indent)
	for _, p := range parts {
		w.buf.WriteString(p)
	}
	w.buf.WriteByte('\n')
}

// comment writes a paragraph as comment lines of at most 78 columns. A comment
// holds text of the inventory, so line ends must not end it.
func (w *writer) comment(text string) {
	const width = 76
	line := ""
	for _, word := range strings.Fields(PlainText(text)) {
		if line != "" && len(line)+1+len(word) > width {
			w.line(0, "# ", line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		w.line(0, "# ", line)
	}
}

// PlainText drops what is not to be seen: control and format characters, among
// them those that reverse the direction of text. A separator of lines becomes a
// space.
func PlainText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028', r == '\u2029':
			return ' '
		case schema.Hidden(r) && r != '\n' && r != '\t':
			return -1
		}
		return r
	}, s)
}

// open begins a block: `resource "type" "label" {`.
func (w *writer) open(indent int, keyword string, labels ...string) { //nolint:unparam // as line and body take it
	for _, l := range labels {
		keyword += " " + quoted(l)
	}
	w.line(indent, keyword, " {")
}

// body writes arguments, those on one line aligned as terraform fmt does, and
// then nested blocks with a blank line before each.
func (w *writer) body(indent int, args []arg) {
	// A run is the arguments between two that take several lines.
	first, widest := 0, 0
	texts := w.texts[:0]
	flush := func(end int) {
		i := 0
		for _, a := range args[first:end] {
			if isBlock(a) {
				continue
			}
			w.indent(indent)
			w.buf.WriteString(a.name)
			for range widest - len(a.name) {
				w.buf.WriteByte(' ')
			}
			w.buf.WriteString(" = ")
			w.buf.WriteString(texts[i])
			w.buf.WriteByte('\n')
			i++
		}
		first, widest, texts = end, 0, texts[:0]
	}
	blocks := 0
	for i, a := range args {
		if isBlock(a) {
			blocks++
			continue
		}
		text := expression(a.value, indent)
		if strings.Contains(text, "\n") {
			flush(i)
			w.line(indent, a.name, " = ", text)
			first = i + 1
			continue
		}
		texts, widest = append(texts, text), max(widest, len(a.name))
	}
	flush(len(args))
	w.texts = texts
	if blocks == 0 {
		return
	}
	blank := false
	nested := func(name string, b block) {
		if blank || blocks < len(args) {
			w.buf.WriteByte('\n')
		}
		blank = true
		w.block(indent, name, b)
	}
	for _, a := range args {
		switch v := a.value.(type) {
		case []block:
			for _, b := range v {
				nested(a.name, b)
			}
		case block:
			nested(a.name, v)
		}
	}
}

func isBlock(a arg) bool {
	switch a.value.(type) {
	case block, []block:
		return true
	}
	return false
}

func (w *writer) block(indent int, name string, b block) {
	w.line(indent, name, " {")
	w.body(indent+1, b)
	w.line(indent, "}")
}

// expression writes a value. One that takes several lines continues at the
// given indentation.
func expression(v any, indent int) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case raw:
		return string(v)
	case string:
		return quoted(v)
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		return tuple(v, indent)
	case map[string]any:
		args := make([]arg, 0, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			args = append(args, arg{k, v[k]})
		}
		return object(args, indent)
	case []arg:
		return object(v, indent)
	case table:
		if len(v) == 0 {
			return "{}"
		}
		pad := strings.Repeat("  ", indent)
		var b strings.Builder
		b.WriteString("{\n")
		for _, k := range slices.Sorted(maps.Keys(v)) {
			b.WriteString(pad + "  " + quoted(k) + " : " + expression(v[k], indent+1) + "\n")
		}
		b.WriteString(pad + "}")
		return b.String()
	}
	panic("a value of an unknown type reached the writer") // a mistake in this package
}

// wide is the length from which a list is written with a line for each element.
const wide = 60

func tuple(v []any, indent int) string {
	if len(v) == 0 {
		return "[]"
	}
	texts := make([]string, len(v))
	length, multi := 0, false
	for i := range v {
		texts[i] = expression(v[i], indent+1)
		length += len(texts[i]) + 2
		multi = multi || strings.Contains(texts[i], "\n")
	}
	if !multi && length < wide {
		return "[" + strings.Join(texts, ", ") + "]"
	}
	return stacked(texts, indent)
}

// lines is a list with a line for each element, however short, so that one
// more is one line more.
func lines(v []any, indent int) string {
	texts := make([]string, len(v))
	for i := range v {
		texts[i] = expression(v[i], indent+1)
	}
	return stacked(texts, indent)
}

func stacked(texts []string, indent int) string {
	pad := strings.Repeat("  ", indent)
	var b strings.Builder
	b.WriteString("[\n")
	for _, t := range texts {
		b.WriteString(pad + "  " + t + ",\n")
	}
	b.WriteString(pad + "]")
	return b.String()
}

func object(args []arg, indent int) string {
	if len(args) == 0 {
		return "{}"
	}
	for i := range args {
		if !hclsyntax.ValidIdentifier(args[i].name) {
			args[i].name = quoted(args[i].name)
		}
	}
	inner := &writer{}
	inner.buf.WriteString("{\n")
	inner.body(indent+1, args)
	inner.buf.WriteString(strings.Repeat("  ", indent) + "}")
	return inner.buf.String()
}

// quoted is a string literal. What Terraform would take for a template is
// escaped, so that every name is data.
func quoted(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '$' || c == '%' {
			return string(hclwrite.TokensForValue(cty.StringVal(s)).Bytes())
		}
	}
	return `"` + s + `"`
}
