package merge

import "github.com/cfdr/cfdr/schema"

// places are where the objects of an inventory stand in its file.
type places map[*schema.Object][]any

func placesOf(inv *schema.Inventory) places {
	out := places{}
	for i, a := range inv.Accounts {
		out.put(a, []any{"accounts", i})
	}
	return out
}

func (p places) put(o *schema.Object, at []any) {
	p[o] = at
	next := map[*schema.Kind]int{}
	for _, child := range o.Children {
		path := append(append([]any{}, at...), child.Kind.Section)
		switch child.Kind.Shape {
		case schema.List:
			path = append(path, next[child.Kind])
			next[child.Kind]++
		case schema.Table:
			path = append(path, child.Name)
		}
		p.put(child, path)
	}
}
