package plan

import (
	"fmt"
	"io"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// WriteMarkdown writes the difference for a pull request: a table of the counts
// first, then the blocks in a fence that colours lines by their first
// character.
func (d *Diff) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	s := d.Summary()
	title := d.words().title
	if d.Account != "" {
		title += " of " + generator.Markdown(d.Account)
	}
	fmt.Fprintf(&b, "### %s\n\n", title)
	if d.Differs() {
		fmt.Fprintf(&b, "%s\n\n", s)
	} else {
		fmt.Fprintf(&b, "No changes. %s\n\n", d.noChanges())
	}
	b.WriteString("| | objects |\n|---|---:|\n")
	for _, row := range d.rows(s) {
		fmt.Fprintf(&b, "| %s | %d |\n", row.what, row.n)
	}
	d.markdownBlocks(&b)
	for _, section := range d.sections() {
		fmt.Fprintf(&b, "\n<details><summary>%s</summary>\n\n", strings.TrimSuffix(section.title, ":"))
		for _, g := range section.groups {
			fmt.Fprintf(&b, "- %s\n", generator.Markdown(g.head))
			for _, line := range g.lines {
				fmt.Fprintf(&b, "  - %s\n", generator.Markdown(line))
			}
		}
		b.WriteString("\n</details>\n")
	}
	_, err := io.WriteString(w, schema.VisibleText(b.String()))
	return err
}

// A row of the table is a number of objects.
type row struct {
	what string
	n    int
}

// rows are what can be counted. Of two inventories that is less.
func (d *Diff) rows(s Summary) []row {
	if d.Target == "" {
		return []row{
			{"only in the newer inventory", s.Import}, {"in both, and different", s.Change},
			{"only in the older inventory", s.Forget}, {"the same in both", s.InStep},
		}
	}
	return []row{
		{"to import", s.Import}, {"to add", s.Add}, {"to change", s.Change}, {"to destroy", s.Destroy}, {"to forget", s.Forget},
		{"gaps", s.Gaps}, {"not recorded", s.NotRecorded}, {"in step", s.InStep}, {"unmanaged", s.Unmanaged},
	}
}

// markdownBlocks writes the blocks of each class below a summary of its own.
func (d *Diff) markdownBlocks(b *strings.Builder) {
	w := d.words()
	for _, part := range []struct {
		class Class
		title string
	}{{Changed, w.changes}, {Import, w.imports}, {Forget, w.forgets}, {Leftover, "To destroy"}} {
		var text strings.Builder
		n := 0
		for _, c := range d.Changes {
			if c.Class != part.class {
				continue
			}
			if n > 0 {
				text.WriteByte('\n')
			}
			n++
			c.drawing(d.Target).write(&text, false)
		}
		if n == 0 {
			continue
		}
		fence := fenceFor(text.String())
		fmt.Fprintf(b, "\n<details><summary>%s: %d</summary>\n\n%sdiff\n%s%s\n\n</details>\n", part.title, n, fence, gutter(text.String()), fence)
	}
}

// fenceFor is longer than every run of backticks within.
func fenceFor(text string) string {
	longest, run := 0, 0
	for i := range len(text) {
		if text[i] == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return strings.Repeat("`", max(3, longest+1))
}

// gutter puts the symbol of each line into its first column, where a fence of
// the language diff looks for it. What is changed in place gets an exclamation
// mark, which is coloured there.
func gutter(text string) string {
	var b strings.Builder
	for _, line := range strings.SplitAfter(text, "\n") {
		rest := strings.TrimLeft(line, " ")
		indent := len(line) - len(rest)
		switch {
		case strings.HasPrefix(rest, "-/+ "):
			b.WriteString("!" + strings.Repeat(" ", max(0, indent-1)) + line[indent:])
		case indent > 0 && len(rest) > 1 && rest[1] == ' ' && strings.ContainsRune("+-~.", rune(rest[0])):
			mark := rest[:1]
			switch mark {
			case "~":
				mark = "!"
			case ".":
				mark = "-"
			}
			b.WriteString(mark + line[1:indent] + " " + rest[1:])
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}
