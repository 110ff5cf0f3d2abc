package merge

import (
	"fmt"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A Part is one sort of thing that a merge did.
type Part struct {
	Title string
	Items []Item
}

// Parts are what the merge did, by sort, without those that are empty.
func (r *Report) Parts() []Part {
	var out []Part
	for _, p := range []Part{{"New", r.New}, {"Gone", r.Gone}, {"Moved", r.Moved}, {"Renamed", r.Renamed}, {"Replaced", r.Replaced}, {"Changed", r.Changed}, {"Filled in", r.Filled}, {"Confirmed", r.Confirmed}} {
		if len(p.Items) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// some is how many of those of which the same is to be said are named.
const some = 3

// Lines say each item in a line; of more than some of one kind of which the same
// is to be said, all of them in one.
func (p *Part) Lines() []string {
	type key struct{ kind, detail string }
	of := map[key][]string{}
	for _, it := range p.Items {
		k := key{it.Kind, it.Detail}
		of[k] = append(of[k], it.Name)
	}
	var out []string
	for _, it := range p.Items {
		k := key{it.Kind, it.Detail}
		names := of[k]
		switch {
		case names == nil: // they are said
			continue
		case len(names) <= some:
			names = []string{it.Name}
		default:
			names = []string{fmt.Sprintf("%s (%d): %s and %d more", schema.Humane(it.Kind), len(names), strings.Join(bare(names[:some], it.Kind), ", "), len(names)-some)}
			of[k] = nil
		}
		line := names[0]
		if it.Detail != "" {
			line += ": " + it.Detail
		}
		out = append(out, line)
	}
	return out
}

// bare takes the name of the kind from names that begin with it.
func bare(names []string, kind string) []string {
	var out []string
	for _, name := range names {
		name = strings.TrimPrefix(name, schema.Humane(kind)+" ")
		out = append(out, strings.TrimPrefix(name, "of "))
	}
	return out
}
