package cli

import (
	"io"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// An edge is where text leaves the program. Whatever is printed has passed it, so
// that a name, a message of the API or an error of a library cannot move the
// cursor, name the window, turn the direction of a line or look like nothing,
// also where the place that printed it took no care. Ends of lines and tabs stay,
// and of escapes those of this program.
//
// JSON has to be made of visible characters before; see [schema.VisibleJSON].
type edge struct {
	to io.Writer
	// ours are the escapes that may pass.
	ours []string
}

// rewind begins the line of a terminal again.
const rewind = "\r\x1b[K"

// styles are the colours of this program and of the package plan, which draws
// with the same.
var styles = []string{bold, red, yellow, grey, reset, "\x1b[32m"}

// guarded puts an edge at each stream.
func (s Streams) guarded() Streams {
	out, err := &edge{to: s.Out}, &edge{to: s.Err}
	if s.OutColor {
		out.ours = styles
	}
	if s.Color {
		err.ours = append(err.ours, styles...)
	}
	if s.Width > 0 {
		err.ours = append(err.ours, rewind)
	}
	s.Out, s.Err = out, err
	return s
}

// Write implements [io.Writer]. What is written is whole text.
func (e *edge) Write(p []byte) (int, error) {
	if _, err := io.WriteString(e.to, e.visible(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (e *edge) visible(s string) string {
	if e.ours == nil || !strings.ContainsAny(s, "\x1b\r") {
		return schema.VisibleText(s)
	}
	var b strings.Builder
	begin := 0
next:
	for i := 0; i < len(s); {
		if s[i] == '\x1b' || s[i] == '\r' {
			for _, escape := range e.ours {
				if strings.HasPrefix(s[i:], escape) {
					b.WriteString(schema.VisibleText(s[begin:i]))
					b.WriteString(escape)
					i += len(escape)
					begin = i
					continue next
				}
			}
		}
		i++
	}
	b.WriteString(schema.VisibleText(s[begin:]))
	return b.String()
}
