package plan

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/schema"
)

// columns is the width that sentences are broken at, as Terraform does where
// there is no terminal.
const columns = 78

// shown is how many objects of a group are named, and some of one in which
// the names say little.
const shown, some = 20, 5

// WriteText writes the difference as `terraform plan` writes a plan, and then
// what only cfdr knows.
func (d *Diff) WriteText(w io.Writer, color bool) error {
	var b strings.Builder
	style := func(code, text string) string {
		if color {
			return code + text + "\x1b[0m"
		}
		return text
	}
	s := d.Summary()
	if d.Differs() {
		d.legend(&b, style)
		for _, c := range d.Changes {
			if g := c.drawing(d.Target); g != nil {
				g.write(&b, color)
				b.WriteByte('\n')
			}
		}
	}
	for _, section := range d.sections() {
		b.WriteString(wrapped(section.title, ""))
		b.WriteByte('\n')
		for _, g := range section.groups {
			b.WriteString(wrapped(g.head, "  "))
			for _, line := range g.lines {
				b.WriteString(wrapped(line, "      "))
			}
		}
		b.WriteByte('\n')
	}
	if d.Differs() {
		b.WriteString(style("\x1b[1m", "Plan:") + strings.TrimPrefix(s.String(), "Plan:") + "\n")
	} else {
		fmt.Fprintf(&b, "%s %s\n\n", style("\x1b[1m\x1b[32m", "No changes."), d.noChanges())
		b.WriteString(wrapped(s.counts(), ""))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Diff) noChanges() string {
	if d.Target == "" {
		return "Both inventories say the same."
	}
	return "The state matches the inventory."
}

// counts is the sentence below "No changes."
func (s Summary) counts() string {
	return fmt.Sprintf("%d in step, %d gaps, %d not recorded, %d unmanaged.", s.InStep, s.Gaps, s.NotRecorded, s.Unmanaged)
}

func (d *Diff) legend(b *strings.Builder, style func(code, text string) string) {
	w := d.words()
	b.WriteString(wrapped(w.compared, ""))
	has := func(a Action) bool {
		return slices.ContainsFunc(d.Changes, func(c *Change) bool { return c.Action == a && c.drawn() })
	}
	const red, green, yellow = "\x1b[31m", "\x1b[32m", "\x1b[33m"
	if has(Update) {
		fmt.Fprintf(b, "  %s %s\n", style(yellow, "~"), w.update)
	}
	if has(Delete) {
		fmt.Fprintf(b, "  %s destroy\n", style(red, "-"))
	}
	if has(Replace) {
		fmt.Fprintf(b, "%s/%s destroy and then create replacement\n", style(red, "-"), style(green, "+"))
	}
	if has(Drop) {
		fmt.Fprintf(b, "  %s %s\n", style(red, "."), w.forget)
	}
	fmt.Fprintf(b, "\n%s\n\n", w.blocks)
}

// drawn says whether a change is shown as a block.
func (c *Change) drawn() bool {
	return c.Class == Changed || c.Class == Import || c.Class == Forget || c.Class == Leftover
}

// drawing is the block of a change, nil for one that has none.
func (c *Change) drawing(t schema.Target) *drawing {
	if !c.drawn() {
		return nil
	}
	g := &drawing{Address: c.Address, Type: c.Type, Name: c.Label, Before: c.Before, After: c.After}
	if t != "" {
		g.Shape = provider.Of(t, c.Type)
	}
	address := c.Address
	if c.Deposed != "" {
		address += " (deposed object " + c.Deposed + ")"
	}
	head := ""
	switch {
	case c.Class == Import:
		head, g.Before, g.All = "will be imported", c.After, true
	case c.Class == Forget:
		g.Symbol, g.After = ".", c.Before
		head = "will no longer be managed by Terraform, but will not be destroyed"
	case c.Class == Leftover:
		g.Symbol, head = "-", "will be destroyed"
	case c.Tainted:
		g.Symbol, head = "-/+", "is tainted, so must be replaced"
	case c.Action == Replace:
		g.Symbol, head = "-/+", "must be replaced"
	case c.NewID != "":
		g.Symbol, head = "~", "is another object of the same name"
	case c.Ignored:
		g.Symbol, head = "~", "has changed"
	default:
		g.Symbol, head = "~", "will be updated in-place"
	}
	if t == "" {
		head = c.told()
		g.All = g.All || c.Class == Forget
	}
	g.Headings = []string{address + " " + head}
	if c.Previous != "" && t != "" {
		g.Headings = append(g.Headings, "(moved from "+c.Previous+")")
	}
	for _, r := range c.Reasons {
		g.Headings = append(g.Headings, "("+oneLine(r)+")")
	}
	if c.Ignored {
		g.Headings = append(g.Headings, "(the configuration ignores it, so terraform plan says nothing)")
	}
	if len(c.Missing) > 0 {
		g.Headings = append(g.Headings, "(not recorded in the state: "+missingNames(c.Missing)+")")
	}
	for name, m := range c.members {
		if g.Keys == nil {
			g.Keys = map[string]string{}
		}
		g.Keys[name] = m.Key
	}
	for _, path := range c.Replacing {
		if g.Replaces == nil {
			g.Replaces = map[string]bool{}
		}
		g.Replaces[withoutIndices(path)] = true
	}
	return g
}

// withoutIndices is a path without indices, with dots.
func withoutIndices(path []any) string { return strings.ReplaceAll(joined(path), "\x00", ".") }

func missingNames(blanks []generator.Blank) string {
	out := make([]string, len(blanks))
	for i, b := range blanks {
		out[i] = oneLine(b.Path)
	}
	return strings.Join(out, ", ")
}

// oneLine keeps what stands in an inventory from ending a line, or from
// reaching the terminal as a command.
func oneLine(s string) string { return generator.PlainText(strings.Join(strings.Fields(s), " ")) }

// A section says in sentences what is in no block.
type section struct {
	title  string
	groups []group
}

// A group is objects of which one sentence is true.
type group struct {
	head  string
	lines []string
}

// sections are the gaps, what is not recorded, what is unmanaged, and what has
// another address.
func (d *Diff) sections() []section {
	var out []section
	add := func(title string, groups []group) {
		if groups != nil {
			out = append(out, section{title, groups})
		}
	}
	add("Gaps: in the inventory, and never in this state:", d.grouped(Gap, shown, func(c *Change) string {
		return strings.Join(c.Reasons, " ")
	}))
	add("Not recorded in the state, so it cannot be compared:", d.grouped(NotRecorded, some, func(c *Change) string {
		return missingNames(c.Missing)
	}))
	add("Unmanaged: of kinds that cfdr does not know, and left alone:", d.grouped(Unmanaged, shown, func(*Change) string { return "" }))
	var moved, other []string
	for _, c := range d.Changes {
		if c.Previous == "" || c.drawn() {
			continue
		}
		line := oneLine(c.Previous) + " -> " + oneLine(c.Address)
		// Terraform moves within a module and a type only.
		if d.Target == "" || strings.HasPrefix(c.Previous, c.Type+".") {
			moved = append(moved, line)
		} else {
			other = append(other, line)
		}
	}
	objects := func(lines []string) []group {
		if lines == nil {
			return nil
		}
		return []group{{count(len(lines), "object", "objects"), lines[:min(len(lines), shown)]}}
	}
	add(d.words().moved, objects(moved))
	add("In a module, or under an older name of their type; cfdr generate with --state forgets them there and imports them again:", objects(other))
	return out
}

// grouped puts the objects of a class together of which the same is to be said,
// and names at most so many of each group.
func (d *Diff) grouped(class Class, most int, say func(*Change) string) []group {
	type key struct{ what, said string }
	members := map[key][]string{}
	var order []key
	for _, c := range d.Changes {
		if c.Class != class {
			continue
		}
		k := key{schema.Humane(c.Kind), oneLine(say(c))}
		name := cmp.Or(c.Address, c.Key)
		if class == Unmanaged {
			k.what = c.Type
		}
		if members[k] == nil {
			order = append(order, k)
		}
		members[k] = append(members[k], oneLine(name))
	}
	slices.SortStableFunc(order, func(a, b key) int { return cmp.Compare(a.what, b.what) })
	var out []group
	for _, k := range order {
		head := fmt.Sprintf("%s (%d)", k.what, len(members[k]))
		if k.said != "" {
			head += ": " + k.said
		}
		out = append(out, group{head, capped(members[k], most)})
	}
	return out
}

// capped names some of many in a line.
func capped(names []string, most int) []string {
	more := len(names) - most
	if more > 0 {
		names = names[:most]
	}
	text := strings.Join(names, ", ")
	if more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return []string{text}
}

// wrapped breaks a sentence into lines that begin alike; what follows the first
// line is indented further.
func wrapped(text, indent string) string {
	var b strings.Builder
	line := indent
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
			line += word
		case len(line)+1+len(word) > columns:
			b.WriteString(line + "\n")
			line = indent + word
			if indent != "" {
				line = indent + "  " + word
			}
		default:
			line += " " + word
		}
	}
	b.WriteString(line + "\n")
	return b.String()
}
