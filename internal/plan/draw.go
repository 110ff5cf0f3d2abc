package plan

import (
	"strconv"
	"strings"

	"github.com/cfdr/cfdr/internal/provider"
)

// The text of a resource is made in two steps: draw_compare.go finds what
// differs and makes a tree of it, and draw_value.go writes that tree. What is
// the same of two lists is decided in draw_match.go, and how a string is shown
// in draw_text.go. Each of them follows what Terraform 1.11 prints, to the
// byte; draw_terraform_test.go compares the two. Where a file departs from
// Terraform, it says so and why.

// A drawing is what the text of one resource is made from.
type drawing struct {
	// Symbol is the action as Terraform marks it: "+", "~", "-", "-/+", "+/-",
	// ".", or empty for what is imported, moved or left alone.
	Symbol string
	// Headings are the lines in front, without "# ". The first begins with the
	// address.
	Headings []string
	// Address is the part of the first heading that is shown bold.
	Address string
	// Type and Name are the labels of the block.
	Type, Name string
	// Before and After are the values of either side; nil where there is none.
	// Numbers are json.Number, int64 or float64. [unknown] stands for what is
	// known after apply, [secret] for what is not shown.
	Before, After map[string]any
	// Shape says what is a block, a set, a map; nil where nothing is known.
	Shape *provider.Shape
	// All: unchanged values are shown too, as those of an import are.
	All bool
	// Keys names the lists whose elements have names, by their path, and what
	// they are called: "bindings" -> "name". Terraform compares them place by
	// place, so that one element less changes all that follow. It may be nil.
	Keys map[string]string
	// Replaces names the arguments whose change forces a replacement, by their
	// path with dots: "network.name". Neither the place in a list nor the key
	// of a map is part of it. It may be nil.
	Replaces map[string]bool
}

// unknown is a value that nobody knows before an apply.
type unknown struct{}

// secret is a value that is not shown. Two of them differ when what they hide
// differs.
type secret struct{ digest [32]byte }

// write writes the headings and the block, with an end of line after its last
// brace. Without color there is no escape sequence in it, and with it none
// that a value brought along.
func (d *drawing) write(w *strings.Builder, color bool) {
	p := &pen{w: w, color: color}
	for i, line := range d.Headings {
		d.heading(p, i, line)
	}
	switch d.Symbol {
	case "-/+":
		p.paint(red, "-")
		p.text("/")
		p.paint(green, "+")
	case "+/-":
		p.paint(green, "+")
		p.text("/")
		p.paint(red, "-")
	case ".":
		p.text(" ")
		p.paint(red, ".")
	default:
		p.mark(d.act())
	}
	p.text(" resource ", strconv.Quote(d.Type), " ", strconv.Quote(d.Name), " ")
	p.body(d.difference(), 0, look{all: d.All})
	p.text("\n")
}

// act is the action of the symbol, where it is one that a value can have too.
func (d *drawing) act() act {
	switch d.Symbol {
	case "+":
		return added
	case "~":
		return changed
	case "-":
		return dropped
	}
	return same
}

// heading writes a line in front of the block.
func (d *drawing) heading(p *pen, i int, line string) {
	// What is forgotten stands one column further left, as in Terraform, whose
	// symbol for it is a column short.
	lead := "  # "
	if d.Symbol == "." {
		lead = " # "
	}
	rest, ok := strings.CutPrefix(line, d.Address)
	switch {
	case i == 0 && ok && d.Address != "":
		p.paint(bold, lead+visible(d.Address))
		d.fate(p, rest)
	case strings.HasPrefix(line, "Warning: "):
		p.text(lead)
		p.paint(yellow, visible(line))
	default:
		p.text(lead, visible(line))
	}
	p.text("\n")
}

// fate writes what happens to the address, with the words that should stop a
// reader in red.
func (d *drawing) fate(p *pen, text string) {
	var alarm string
	switch d.Symbol {
	case "-":
		alarm = "destroyed"
	case "-/+", "+/-":
		alarm = "replaced"
	case ".":
		alarm = "will not be destroyed"
	default:
		if to, ok := strings.CutPrefix(text, " has moved to "); ok {
			p.text(" has moved to ")
			p.paint(bold, visible(to))
			return
		}
	}
	if start, end, ok := strings.Cut(text, alarm); ok && alarm != "" {
		p.text(visible(start))
		p.paint(bold+red, alarm)
		text = end
	}
	p.text(visible(text))
}

// The colours are those of Terraform.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	grey   = "\x1b[90m"
	reset  = "\x1b[0m"
)

// A pen writes text, in colour or not.
type pen struct {
	w     *strings.Builder
	color bool
}

func (p *pen) text(parts ...string) {
	for _, s := range parts {
		p.w.WriteString(s)
	}
}

func (p *pen) paint(style, s string) {
	if p.color {
		p.text(style, s, reset)
		return
	}
	p.text(s)
}

func (p *pen) indent(n int) {
	for range n {
		p.w.WriteString("    ")
	}
}

// mark writes the symbol of an action, which is three columns wide.
func (p *pen) mark(a act) {
	p.text("  ")
	switch a {
	case added:
		p.paint(green, "+")
	case changed:
		p.paint(yellow, "~")
	case dropped:
		p.paint(red, "-")
	default:
		p.text(" ")
	}
}

// line begins a line at a depth: its indentation and its symbol.
func (p *pen) line(depth int, a act) {
	p.indent(depth)
	p.mark(a)
	p.text(" ")
}

// arrow stands between what was and what will be.
func (p *pen) arrow() {
	p.text(" ")
	p.paint(yellow, "->")
	p.text(" ")
}

// gone ends what is dropped.
func (p *pen) gone(a act, l look) {
	if a == dropped && !l.quiet {
		p.text(" ")
		p.paint(grey, "-> null")
	}
}

// forces ends the first line of what makes Terraform replace the resource.
func (p *pen) forces(replaces bool, l look) {
	if replaces && !l.forbid || l.force {
		p.text(" ")
		p.paint(red, "# forces replacement")
	}
}

// hidden says how many unchanged things are not shown.
func (p *pen) hidden(depth, n int, noun string) {
	if n != 1 {
		noun += "s"
	}
	p.line(depth, same)
	p.paint(grey, "# ("+strconv.Itoa(n)+" unchanged "+noun+" hidden)")
	p.text("\n")
}
