package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// An edge is a reference from an element of a list to another item.
type edge struct {
	to    *Item
	field string
	index int
	what  string
}

// breakCycles finds rings of references among what Terraform would create, and
// leaves out the element that closes each: Terraform cannot order a ring, and
// the API refuses a binding to a worker that is not there yet. A script adds
// the element afterwards. Which one is left out depends on the names in the
// ring alone, so that nothing outside of it can change that.
func (s *Survey) breakCycles() {
	graph := make(map[*Item][]edge)
	var nodes []*Item
	for _, it := range s.Items {
		if it.Address == "" {
			continue
		}
		schema.EachRef(it.Object, func(at []any, f *schema.Field, name string) {
			if len(at) < 2 {
				return
			}
			index, ok := at[1].(int)
			field, _ := at[0].(string)
			if to := s.byObject[s.Inventory.Find(it.Object, f.Ref.Kind, name)]; ok && to != nil && (to != it || f.Ref.By == "id") && to.Address != "" && s.written(it, field, index) {
				graph[it] = append(graph[it], edge{to, field, index, describe(it.Kind.Field(field), it.Values(field)[index].(map[string]any))})
			}
		})
		if graph[it] != nil {
			nodes = append(nodes, it)
		}
	}
	const (
		white = iota
		grey
		black
	)
	colour := make(map[*Item]int)
	ring := rings(nodes, graph)
	var visit func(*Item)
	visit = func(it *Item) {
		colour[it] = grey
		for _, e := range graph[it] {
			switch {
			case e.to == it:
				s.drop(it, e)
			case ring[e.to] != ring[it]:
			case colour[e.to] == white:
				visit(e.to)
			case colour[e.to] == grey:
				s.drop(it, e)
			}
		}
		colour[it] = black
	}
	for _, it := range nodes {
		if colour[it] == white {
			visit(it)
		}
	}
}

// rings numbers the items so that those which can all be reached from one
// another, and no others, have the same number (Tarjan).
func rings(nodes []*Item, graph map[*Item][]edge) map[*Item]int {
	number, low, ring := make(map[*Item]int), make(map[*Item]int), make(map[*Item]int)
	var stack []*Item
	var visit func(*Item)
	visit = func(it *Item) {
		number[it] = len(number) + 1
		low[it] = number[it]
		stack = append(stack, it)
		for _, e := range graph[it] {
			if number[e.to] == 0 {
				visit(e.to)
				low[it] = min(low[it], low[e.to])
			} else if ring[e.to] == 0 {
				low[it] = min(low[it], number[e.to])
			}
		}
		if low[it] != number[it] {
			return
		}
		for ring[it] == 0 {
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			ring[last] = number[it]
		}
	}
	for _, it := range nodes {
		if number[it] == 0 {
			visit(it)
		}
	}
	return ring
}

// written says whether an element of a list reaches the target at all.
func (s *Survey) written(it *Item, field string, index int) bool {
	f := it.Kind.Field(field)
	if f == nil || f.Local || f.On(s.Target).Lack.Of(it.Fields[field]) {
		return false
	}
	m, ok := it.Values(field)[index].(map[string]any)
	return ok && !s.leftOut(f, m)
}

func (s *Survey) drop(it *Item, e edge) {
	if it.dropped == nil {
		it.dropped = make(map[string]bool)
	}
	it.dropped[fmt.Sprintf("%s/%d", e.field, e.index)] = true
	if it.Kind.On(s.Target).Frozen == nil {
		it.keep(argument(it.Kind.Field(e.field), s.Target), "What closes a ring of references is left out here, and must stay where it is.")
	}
	f := it.Kind.Field(e.field)
	effect := schema.Lossy
	if f.Required && len(s.undropped(it, f, it.Fields[e.field]).([]any)) == 0 {
		// Nothing is left of what the resource must have.
		effect, it.Address = schema.Outside, ""
	}
	s.lose(it, "ring-of-references", []string{fmt.Sprintf("%s to the %s", e.what, e.to)}, effect, schema.Reason{
		Text:   "It closes a ring of references, of which none could be created first.",
		Source: "Terraform orders resources by their references",
	}, nil)
}

// orderByCover makes everything that a host is reached through wait for the
// Access applications that protect the host.
func (s *Survey) orderByCover() {
	covers := newHostIndex()
	address := map[string]string{}
	for _, it := range s.Items {
		if it.Kind.Covers == nil || it.Owner != "" {
			continue
		}
		address[it.Key()] = it.Address
		for _, pattern := range it.Kind.Covers(it.Object) {
			if host := hostOf(pattern); host != "" {
				covers.add(host, it.Key())
			}
		}
	}
	if covers.empty() {
		return
	}
	for _, it := range s.Items {
		if it.Kind.Serves == nil || it.Owner != "" {
			continue
		}
		for _, pattern := range it.Kind.Serves(it.Object) {
			it.protectors = append(it.protectors, covers.find(hostOf(pattern))...)
		}
		slices.Sort(it.protectors)
		it.protectors = slices.Compact(it.protectors)
		for _, key := range it.protectors {
			if it.Address != "" && address[key] != "" {
				it.after = append(it.after, address[key])
			}
		}
		slices.Sort(it.after)
	}
}

// hostOf is the host of an address or pattern: without scheme, path and port.
func hostOf(pattern string) string {
	if _, rest, ok := strings.Cut(pattern, "://"); ok {
		pattern = rest
	}
	pattern, _, _ = strings.Cut(pattern, "/")
	pattern, _, _ = strings.Cut(pattern, ":")
	return strings.ToLower(pattern)
}

// A hostIndex finds the objects whose pattern overlaps a host, without
// comparing each with each. Where it is not sure it says yes: one dependency
// too many does no harm.
type hostIndex struct {
	exact map[string][]string
	wild  map[string][]string // by the domain behind the asterisk: ".example.com"
	under map[string][]string // by every domain that any pattern is in
}

func newHostIndex() *hostIndex {
	return &hostIndex{exact: map[string][]string{}, wild: map[string][]string{}, under: map[string][]string{}}
}

func (x *hostIndex) empty() bool { return len(x.exact)+len(x.wild) == 0 }

func (x *hostIndex) add(host, address string) {
	domains := parents(host)
	if domain, ok := wildcard(host); ok {
		domains = parents(domain)
		x.wild[domain] = append(x.wild[domain], address)
	} else {
		x.exact[host] = append(x.exact[host], address)
	}
	for _, d := range domains {
		x.under[d] = append(x.under[d], address)
	}
}

func (x *hostIndex) find(host string) []string {
	domain, ok := wildcard(host)
	if !ok {
		out := slices.Clone(x.exact[host])
		for _, d := range parents(host) {
			out = append(out, x.wild[d]...)
		}
		return out
	}
	// A wildcard also leads to every host below it.
	out := slices.Clone(x.under[domain])
	for _, d := range parents(domain) {
		out = append(out, x.wild[d]...)
	}
	return out
}

// wildcard is the domain behind the last asterisk of a pattern, with its dot.
// What stands between the asterisk and the dot is left out.
func wildcard(host string) (domain string, ok bool) {
	i := strings.LastIndexByte(host, '*')
	if i < 0 {
		return "", false
	}
	rest := host[i+1:]
	if dot := strings.IndexByte(rest, '.'); dot >= 0 {
		return rest[dot:], true
	}
	return "", true
}

// parents are the endings of a host from each of its dots on: ".example.com",
// ".com".
func parents(host string) []string {
	out := []string{""}
	for i := range len(host) {
		if host[i] == '.' {
			out = append(out, host[i:])
		}
	}
	return out
}
