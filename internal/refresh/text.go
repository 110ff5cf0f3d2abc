package refresh

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// some is how many items of a section one screen has; the Markdown has most of
// them.
const (
	some = 6
	most = 500
)

// WriteText writes the report for a terminal: one screen, whatever was found.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	b.WriteString(r.headline() + "\n\n")
	sections := r.sections()
	wide := 0
	for _, s := range sections {
		wide = max(wide, runewidth.StringWidth(s.title))
	}
	for _, s := range sections {
		fmt.Fprintf(&b, "%s  %s\n", runewidth.FillRight(s.title, wide), generator.PlainText(s.summary))
		lines := s.items
		if s.table != nil {
			lines = aligned(s.table)
		}
		indent := strings.Repeat(" ", wide+2)
		keep := some
		if s.table != nil {
			keep = 3 * some
		}
		for i, line := range lines {
			if i == keep && len(lines) > keep+1 && !s.all {
				fmt.Fprintf(&b, "%sand %d more\n", indent, len(lines)-i)
				break
			}
			fmt.Fprintf(&b, "%s%s\n", indent, generator.PlainText(line))
		}
	}
	for _, next := range r.next() {
		fmt.Fprintf(&b, "%s  %s\n", runewidth.FillRight("Next", wide), next[0]+"; "+next[1])
	}
	_, err := io.WriteString(w, schema.VisibleText(b.String()))
	return err
}

func aligned(table [][]string) []string {
	var wide []int
	for _, row := range table {
		for i, cell := range row {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			if i < len(row)-1 && (i != 1 || row[2] != "") {
				wide[i] = max(wide[i], runewidth.StringWidth(cell))
			}
		}
	}
	var out []string
	for _, row := range table {
		var b strings.Builder
		for i, cell := range row {
			switch {
			case i == 2:
				cell = strings.Repeat(" ", max(0, wide[i]-runewidth.StringWidth(cell))) + cell
			case i < len(row)-1:
				cell = runewidth.FillRight(cell, wide[i])
			}
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(cell)
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}

// next are commands, each with what it must say.
func (r *Report) next() [][2]string {
	var out [][2]string
	for _, a := range r.Accounts {
		if s := a.Snapshot; s != nil && s.Expect != "" && !r.DryRun && r.Refused == nil {
			there := ""
			if s.Dir != "." {
				there = "cd " + s.Dir + " && "
			}
			if s.TakeOver != "" {
				there += s.TakeOver + " && "
			}
			out = append(out, [2]string{there + "terraform init && terraform plan", "it must say: " + s.Expect + "."})
		}
	}
	return out
}

// WriteMarkdown writes the report for a commit or a pull request.
func (r *Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### Refresh of the Cloudflare snapshot\n\n%s\n", r.headline())
	for _, s := range r.sections() {
		fmt.Fprintf(&b, "\n**%s**: %s\n", generator.Markdown(s.title), generator.Markdown(s.summary))
		if s.table != nil {
			fmt.Fprintf(&b, "\n| %s |\n|%s\n", strings.Join(s.head, " | "), strings.Repeat("---|", len(s.head)))
			for _, row := range s.table {
				b.WriteString("|")
				for _, cell := range row {
					fmt.Fprintf(&b, " %s |", generator.Markdown(cell))
				}
				b.WriteString("\n")
			}
			continue
		}
		if len(s.items) > 0 {
			b.WriteString("\n")
		}
		for i, item := range s.items {
			if i == most {
				fmt.Fprintf(&b, "- and %d more\n", len(s.items)-i)
				break
			}
			fmt.Fprintf(&b, "- %s\n", generator.Markdown(item))
		}
	}
	for i, next := range r.next() {
		if i == 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "Next: `%s`; %s\n", strings.ReplaceAll(next[0], "`", "'"), next[1])
	}
	_, err := io.WriteString(w, schema.VisibleText(b.String()))
	return err
}
