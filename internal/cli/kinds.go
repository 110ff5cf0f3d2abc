package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

func newKinds(s Streams) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:     "kinds [KIND]",
		Short:   "Show every kind of thing and what each provider can do with it",
		Example: "  cfdr kinds\n  cfdr kinds worker",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return runKinds(s, args, format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, json or markdown (the page docs/kinds.md)")
	return c
}

func runKinds(s Streams, args []string, format string) error {
	if err := oneOf("format", format, "text", "json", "markdown"); err != nil {
		return err
	}
	reg := kinds.Registry()
	list := reg.Kinds()
	if len(args) == 1 {
		k := reg.Kind(args[0])
		if k == nil {
			return noKind(reg, args[0])
		}
		list = []*schema.Kind{k}
	}
	var out []byte
	switch format {
	case "markdown":
		out = kindsMarkdown(list)
	case "json":
		b, err := json.MarshalIndent(kindPages(list), "", "  ")
		if err != nil {
			return err
		}
		out = append(b, '\n')
	default:
		out = kindsText(list, len(args) == 1)
	}
	_, err := s.Out.Write(out)
	return err
}

// A kindPage is what is shown of a kind.
type kindPage struct {
	Kind       string                        `json:"kind"`
	Section    string                        `json:"section"`
	In         string                        `json:"in,omitempty"`
	Doc        string                        `json:"doc"`
	Permission string                        `json:"permission"`
	Recreate   string                        `json:"recreate"`
	Fields     []fieldPage                   `json:"fields"`
	Targets    map[schema.Target]kindOnStage `json:"targets"`
}

type fieldPage struct {
	Name     string `json:"name"`
	Doc      string `json:"doc"`
	Required bool   `json:"required,omitempty"`
}

type kindOnStage struct {
	Type     string    `json:"type,omitempty"`
	ImportID string    `json:"import_id,omitempty"`
	Cannot   []lacking `json:"cannot,omitempty"`
}

// lacking is one thing that a target cannot do, always with reason and source.
type lacking struct {
	What   string `json:"what"`
	Reason string `json:"reason"`
	Source string `json:"source"`
}

func kindPages(list []*schema.Kind) []kindPage {
	var out []kindPage
	for _, k := range list {
		p := kindPage{Kind: k.Name, Section: k.Section, In: k.Parent, Doc: k.Doc, Permission: k.API.Permission, Recreate: wayText(k.Recreate), Targets: map[schema.Target]kindOnStage{}}
		p.Fields = fieldPages(k.Fields, "")
		for _, t := range schema.Targets() {
			p.Targets[t] = onStage(k, t)
		}
		out = append(out, p)
	}
	return out
}

// fieldPages lists fields with those within, by the path of their keys. A key
// behind [] stands in each entry of a list.
func fieldPages(fields []schema.Field, at string) []fieldPage {
	var out []fieldPage
	for i := range fields {
		f := &fields[i]
		if f.Secret {
			continue
		}
		out = append(out, fieldPage{at + f.Name, f.Doc, f.Required})
		below := at + f.Name + "."
		switch f.Many {
		case schema.ListOf, schema.SetOf:
			below = at + f.Name + "[]."
		case schema.MapOf:
			below = at + f.Name + ".NAME."
		}
		out = append(out, fieldPages(f.Fields, below)...)
		for j := range f.Variants {
			v := &f.Variants[j]
			out = append(out, fieldPage{below + f.Tag + ": " + v.Name, v.Doc, false})
			out = append(out, fieldPages(v.Fields, below[:len(below)-1]+"("+v.Name+").")...)
		}
	}
	return out
}

func wayText(w schema.Way) string {
	if w.Script != "" {
		return "script, step " + w.Script
	}
	return w.Hand
}

func onStage(k *schema.Kind, t schema.Target) kindOnStage {
	res := k.On(t)
	if res.Absent != nil {
		out := kindOnStage{Cannot: []lacking{{"all of it", res.Absent.Text, res.Absent.Source}}}
		for _, g := range res.Gaps {
			out.Cannot = append(out.Cannot, lacking{strings.ReplaceAll(g.Name, "-", " "), g.Reason.Text, g.Source})
		}
		return out
	}
	out := kindOnStage{Type: res.Type, ImportID: res.ImportID}
	add := func(what string, r schema.Reason) {
		// What has one reason stands in one line.
		for i := range out.Cannot {
			if out.Cannot[i].Reason == r.Text && out.Cannot[i].Source == r.Source {
				out.Cannot[i].What += ", " + what
				return
			}
		}
		out.Cannot = append(out.Cannot, lacking{what, r.Text, r.Source})
	}
	for _, g := range res.Gaps {
		add(strings.ReplaceAll(g.Name, "-", " "), g.Reason)
	}
	if res.Frozen != nil {
		add("update it", *res.Frozen)
	}
	for _, u := range res.Unread {
		add("read back "+u.Attr, u.Reason)
	}
	lacks(k.Fields, t, "", add)
	return out
}

func lacks(fields []schema.Field, t schema.Target, path string, add func(string, schema.Reason)) {
	for i := range fields {
		f := &fields[i]
		form := f.On(t)
		switch {
		case f.Local:
			continue
		case form.Lack != nil:
			add(path+f.Name, form.Lack.Reason)
			continue
		case form.Ignore != nil:
			add("read back "+path+f.Name, *form.Ignore)
		}
		lacks(f.Fields, t, path+f.Name+".", add)
		for j := range f.Variants {
			v := &f.Variants[j]
			if lack := v.On(t).Lack; lack != nil {
				add(f.Name+" of type "+v.Name, lack.Reason)
				continue
			}
			lacks(v.Fields, t, f.Name+" "+v.Name+".", add)
		}
	}
}

func kindsText(list []*schema.Kind, whole bool) []byte {
	var b strings.Builder
	if !whole {
		four := len("PROVIDER 4")
		for _, k := range list {
			four = max(four, len(k.V4.Type))
		}
		fmt.Fprintf(&b, "%-26s %-*s  %s\n", "KIND", four, "PROVIDER 4", "PROVIDER 5")
		for _, k := range list {
			cell := func(t schema.Target) string {
				if res := k.On(t); res.Type != "" {
					return res.Type
				}
				return "-"
			}
			fmt.Fprintf(&b, "%-26s %-*s  %s\n", k.Name, four, cell(schema.V4), cell(schema.V5))
		}
		b.WriteString("\n`cfdr kinds KIND` shows one with its fields, and what each provider cannot do with it and why.\n")
		return []byte(b.String())
	}
	for _, p := range kindPages(list) {
		fmt.Fprintf(&b, "%s: %s\n", p.Kind, p.Doc)
		if p.In != "" {
			fmt.Fprintf(&b, "Section %q of %s. ", p.Section, schema.WithArticle(p.In))
		}
		fmt.Fprintf(&b, "Reading it needs the permission %q. Otherwise recreated by: %s\n\nFields:\n", p.Permission, p.Recreate)
		for _, f := range p.Fields {
			mark := ""
			if f.Required {
				mark = " (required)"
			}
			fmt.Fprintf(&b, "  %-32s %s%s\n", f.Name, f.Doc, mark)
		}
		for _, t := range schema.Targets() {
			on := p.Targets[t]
			fmt.Fprintf(&b, "\nProvider %s: ", t)
			if on.Type != "" {
				fmt.Fprintf(&b, "%s, imported as %s\n", on.Type, on.ImportID)
			} else {
				b.WriteString("none\n")
			}
			for _, c := range on.Cannot {
				fmt.Fprintf(&b, "  cannot %s: %s (%s)\n", c.What, c.Reason, c.Source)
			}
		}
	}
	return []byte(b.String())
}

func kindsMarkdown(list []*schema.Kind) []byte {
	var b strings.Builder
	b.WriteString("# Kinds\n\nWritten by `cfdr kinds --format markdown`; a test keeps it current.\n\n")
	b.WriteString("| kind | provider 4 | provider 5 |\n|---|---|---|\n")
	for _, k := range list {
		cell := func(t schema.Target) string {
			if res := k.On(t); res.Type != "" {
				return "`" + res.Type + "`"
			}
			return "no"
		}
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", k.Name, k.Name, cell(schema.V4), cell(schema.V5))
	}
	for _, p := range kindPages(list) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", p.Kind, p.Doc)
		if p.In != "" {
			fmt.Fprintf(&b, "Section `%s` of %s. ", p.Section, schema.WithArticle(p.In))
		}
		fmt.Fprintf(&b, "Reading it from the API needs the permission *%s*. Where Terraform does not bring it back: %s\n\n", p.Permission, p.Recreate)
		b.WriteString("| field | |\n|---|---|\n")
		for _, f := range p.Fields {
			mark := ""
			if f.Required {
				mark = " **Required.**"
			}
			fmt.Fprintf(&b, "| `%s` | %s%s |\n", f.Name, strings.ReplaceAll(f.Doc, "|", `\|`), mark)
		}
		for _, t := range schema.Targets() {
			on := p.Targets[t]
			if on.Type != "" {
				fmt.Fprintf(&b, "\n**Provider %s:** `%s`, imported as `%s`.\n", t, on.Type, on.ImportID)
			} else {
				fmt.Fprintf(&b, "\n**Provider %s:** no.\n", t)
			}
			if on.Cannot == nil {
				continue
			}
			b.WriteString("\n| cannot | why | known from |\n|---|---|---|\n")
			for _, c := range on.Cannot {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", c.What, strings.ReplaceAll(c.Reason, "|", `\|`), c.Source)
			}
		}
	}
	return []byte(b.String())
}

// noKind refuses what no kind is called.
func noKind(reg *schema.Registry, name string) error {
	hint := "`cfdr kinds` lists them"
	if near := reg.Near(name); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return &hinted{fmt.Errorf("there is no kind %q", name), hint}
}
