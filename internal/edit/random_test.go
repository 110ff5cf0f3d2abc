package edit

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A writer makes a random document, as a person might keep one by hand: with
// comments, blank lines and both styles. Each comment is another.
type writer struct {
	*rand.Rand
	b        strings.Builder
	comments int
	keys     int
	nl       string
}

func randomDocument(r *rand.Rand) []byte {
	w := &writer{Rand: r, nl: "\n"}
	if w.IntN(8) == 0 {
		w.nl = "\r\n"
	}
	if w.IntN(10) == 0 {
		w.b.WriteString(byteOrderMark)
	}
	if w.IntN(6) == 0 {
		w.line("# a comment at the head")
		w.line("")
	}
	if w.IntN(6) == 0 {
		w.line("---")
	}
	w.mapping(0, 4, "")
	if w.IntN(6) == 0 {
		w.line("# the end")
	}
	s := w.b.String()
	if w.IntN(6) == 0 {
		s = strings.TrimSuffix(s, w.nl)
	}
	return []byte(s)
}

func (w *writer) line(s string) { w.b.WriteString(s + w.nl) }

func (w *writer) comment() string {
	w.comments++
	return fmt.Sprintf("# remark\t%d.", w.comments)
}

// between writes what may stand above an entry.
func (w *writer) between(pad string) {
	if w.IntN(7) == 0 {
		w.line("")
	}
	for w.IntN(6) == 0 {
		w.line(pad + w.comment())
	}
	if w.IntN(15) == 0 {
		w.line("")
	}
}

func (w *writer) remark() string {
	if w.IntN(5) == 0 {
		return " " + w.comment()
	}
	return ""
}

func (w *writer) key() string {
	w.keys++
	switch w.IntN(12) {
	case 0:
		return fmt.Sprintf(`"key: %d"`, w.keys)
	case 1:
		return fmt.Sprintf(`'key %d'`, w.keys)
	case 2:
		return fmt.Sprintf(`%d`, w.keys)
	}
	return fmt.Sprintf("k%d", w.keys)
}

var plainTexts = []string{"a", "two words", "it's", "192.0.2.1", "12", "1.5", "true", "null", "~", "2026-01-01", "a#b", "x:y", "Grüße", "🦊", `"quoted"`, `'single'`, `"a \"b\" \\ # c"`, `'it''s # no: comment'`, `""`}

func (w *writer) mapping(col, depth int, first string) {
	pad := strings.Repeat(" ", col)
	for i := range 1 + w.IntN(4) {
		if i > 0 || first == "" {
			w.between(pad)
			w.b.WriteString(pad)
		} else {
			w.b.WriteString(first)
		}
		w.b.WriteString(w.key() + ":")
		w.value(col, depth, false)
	}
	w.tail(pad)
}

func (w *writer) list(col, depth int, first string) {
	pad := strings.Repeat(" ", col)
	for i := range 1 + w.IntN(4) {
		if i > 0 || first == "" {
			w.between(pad)
			w.b.WriteString(pad)
		} else {
			w.b.WriteString(first)
		}
		w.b.WriteString("-")
		w.value(col, depth, true)
	}
	w.tail(pad)
}

func (w *writer) tail(pad string) {
	if w.IntN(10) == 0 {
		w.line(pad + w.comment())
	}
}

// value writes what stands behind a dash or colon, to the end of the line.
func (w *writer) value(col, depth int, item bool) {
	deeper := col + 2 + w.IntN(2)*w.IntN(3)
	n := w.IntN(20)
	if depth == 0 && n < 9 {
		n = 10
	}
	switch {
	case n < 3:
		if item && w.IntN(3) > 0 {
			w.mapping(deeper, depth-1, strings.Repeat(" ", deeper-col-1))
			return
		}
		w.line(w.remark())
		w.mapping(deeper, depth-1, "")
	case n < 6:
		if item && w.IntN(3) > 0 {
			w.list(deeper, depth-1, strings.Repeat(" ", deeper-col-1))
			return
		}
		if !item && w.IntN(3) == 0 {
			deeper = col
		}
		w.line(w.remark())
		w.list(deeper, depth-1, "")
	case n < 9:
		w.line(" " + w.flow(2, deeper) + w.remark())
	case n == 9:
		pad := strings.Repeat(" ", deeper)
		w.line(" " + []string{"|", ">", "|-", "|+", ">-"}[w.IntN(5)] + w.remark())
		w.line(pad + "text # no comment")
		if w.IntN(2) == 0 {
			w.line("")
			w.line(pad + "  more")
		}
		if w.IntN(4) == 0 {
			w.line("")
		}
	case n == 10:
		w.line(w.remark())
	case n == 11:
		w.line(" " + []string{"[]", "{}", "[ ]", "{ }"}[w.IntN(4)] + w.remark())
	case n == 12:
		w.line(" a text" + w.nl + strings.Repeat(" ", deeper) + "of two lines" + w.remark())
	case n == 13:
		w.line(" \"a text" + w.nl + strings.Repeat(" ", deeper) + "# of two lines\"" + w.remark())
	case n == 14 && !item:
		w.line(w.nl + strings.Repeat(" ", deeper) + "below" + w.remark())
	default:
		w.line(strings.Repeat(" ", 1+w.IntN(2)*w.IntN(3)) + plainTexts[w.IntN(len(plainTexts))] + w.remark())
	}
}

// flow writes brackets, perhaps broken over lines.
func (w *writer) flow(depth, col int) string {
	open, closing, pairs := "[", "]", w.IntN(2) == 0
	if pairs {
		open, closing = "{", "}"
	}
	lines, pad := w.IntN(4) == 0, w.IntN(5) == 0
	var b strings.Builder
	b.WriteString(open)
	n := w.IntN(4)
	for i := range n {
		switch {
		case lines && (i > 0 || w.IntN(2) == 0):
			if w.IntN(4) == 0 {
				b.WriteString(" " + w.comment())
			}
			b.WriteString(w.nl)
			if w.IntN(6) == 0 {
				b.WriteString(strings.Repeat(" ", col) + w.comment() + w.nl)
			}
			b.WriteString(strings.Repeat(" ", col))
		case i > 0 || pad:
			b.WriteString(" ")
		}
		if pairs {
			b.WriteString(w.key() + ": ")
		}
		if depth > 0 && w.IntN(4) == 0 {
			b.WriteString(w.flow(depth-1, col))
		} else {
			b.WriteString(plainTexts[w.IntN(len(plainTexts))])
		}
		if i+1 < n || w.IntN(8) == 0 {
			b.WriteString(",")
		}
	}
	switch {
	case lines && w.IntN(2) == 0:
		b.WriteString(w.nl + strings.Repeat(" ", col))
	case pad:
		b.WriteString(" ")
	}
	return b.String() + closing
}

var newTexts = []string{"new", "two words", "yes", "1e3", "0x1f", "2026-01-02", "00000000000000000000000000000001", "~", "null", "a: b", "a #b", " x ", "tab\there", "two\nlines", "two\nlines\n", "three\n\n\n", "\n", "# x", "- x", "[x", "---", "<<", "it's", `say "x"`, "🦊", "", "\x01", "a,b", "\u2028", "é\r\n"}

// randomValue is something that an edit may put in.
func randomValue(r *rand.Rand, depth int) any {
	switch n := r.IntN(12); {
	case n == 0:
		return nil
	case n == 1:
		return r.IntN(2) == 0
	case n == 2:
		return r.Int64() - r.Int64()
	case n == 3:
		return r.NormFloat64() * 1e6
	case n < 6 && depth > 0:
		list := make([]any, r.IntN(4))
		for i := range list {
			list[i] = randomValue(r, depth-1)
		}
		return list
	case n < 8 && depth > 0:
		m := make(Map, r.IntN(4))
		for i := range m {
			m[i] = Pair{Key: fmt.Sprintf("%s%d", newTexts[r.IntN(len(newTexts))], i), Value: randomValue(r, depth-1)}
		}
		return m
	case n == 8:
		return Styled{Value: randomValue(r, depth), Style: Style(r.IntN(4))}
	}
	return newTexts[r.IntN(len(newTexts))]
}
