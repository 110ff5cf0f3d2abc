package generator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"
	"unicode"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/templates"
)

// Text is the copy in a line.
func (c Copy) Text() string {
	text := c.Backup
	if c.Bucket != "" {
		text += ": " + c.Bucket + "/" + c.Prefix + c.File
	} else {
		text += ", where to is not recorded"
	}
	if c.Account != "" {
		text += " in " + c.Account
	}
	for _, part := range []struct{ before, value string }{
		{", cron ", c.Frequency}, {", kept ", c.Retention}, {", read with ", c.Token}, {", last known size ", c.Size},
	} {
		if part.value != "" {
			text += part.before + part.value
		}
	}
	if c.Assumed {
		text += "; that this is the database is an inference"
	}
	return text
}

// JSON is the report for programs.
func (r *Report) JSON() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		panic(err) // strings and numbers always encode
	}
	return schema.VisibleJSON(b.Bytes())
}

// Markdown is the report for people.
func (r *Report) Markdown() []byte { return render("GAPS.md.tmpl", r) }

// Text is the report for a terminal.
func (r *Report) Text() []byte {
	var b strings.Builder
	b.WriteString(r.Summary + "\n")
	for _, g := range r.Gaps {
		fmt.Fprintf(&b, "\n%s: %s (%d)\n  %s\n  Source: %s.\n", humane(g.Kind), g.Title(), len(g.Objects), plainLine(g.Reason), plainLine(g.Source))
		if g.Script != "" {
			fmt.Fprintf(&b, "  Comes back by script, step %s.\n", g.Script)
		} else {
			fmt.Fprintf(&b, "  %s\n", plainLine(g.Hand))
		}
		for _, o := range g.Objects {
			line := o.Name
			if o.What != "" {
				line += ": " + o.What
			}
			if o.Origin != "" {
				line += " (" + o.Origin + ")"
			}
			fmt.Fprintf(&b, "    %s\n", plainLine(line))
		}
	}
	return []byte(b.String())
}

// plainLine is text without line ends and control characters, which a terminal
// would obey.
func plainLine(s string) string { return strings.Join(strings.Fields(PlainText(s)), " ") }

func readme(s *Survey, r *Report, constraint string, scripts []scriptOf, unshared int) []byte {
	return render("README.md.tmpl", struct {
		*Report
		Constraint string
		Adopted    int
		Premade    []string
		Scripts    []scriptOf
		Unshared   int
	}{r, constraint, r.Counts.Adopted, s.premade(), scripts, unshared})
}

var parsed = template.Must(template.New("").Funcs(template.FuncMap{
	"md":    Markdown,
	"cite":  cited,
	"title": func(s string) string { return capital(humane(s)) },
}).ParseFS(templates.FS, "*.tmpl", "recreate/*.tmpl"))

func render(name string, data any) []byte {
	var b bytes.Buffer
	if err := parsed.ExecuteTemplate(&b, name, data); err != nil {
		panic(err) // a mistake in a template, which the tests render
	}
	return b.Bytes()
}

// Markdown writes text so that Markdown shows it as it is, on one line, and
// makes no link of it: a name may look like an address.
func Markdown(s string) string { return escaped(s, true) }

// cited is Markdown for the words of this program, whose addresses are links.
func cited(s string) string { return escaped(s, false) }

func escaped(s string, breakLinks bool) string {
	runes := []rune(plainLine(s))
	follows := func(i int, text string) bool {
		return strings.HasPrefix(strings.ToLower(string(runes[i:min(len(runes), i+len(text))])), text)
	}
	digits := 0 // at the beginning: they may number a list
	var b strings.Builder
	for i, r := range runes {
		if r >= '0' && r <= '9' && digits == i {
			digits++
		}
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '_' && i > 0 && i+1 < len(runes) && wordRune(runes[i-1]) && wordRune(runes[i+1]):
			b.WriteRune(r) // within a word it means nothing
		case strings.ContainsRune("\\`*_[]|~$#", r),
			i == 0 && strings.ContainsRune(">+-=", r),
			i > 0 && digits == i && (r == '.' || r == ')'),
			breakLinks && (r == '@' || r == ':' && follows(i, "://") || r == '.' && i >= 3 && follows(i-3, "www.")):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
