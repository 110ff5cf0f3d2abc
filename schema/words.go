package schema

import (
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"
)

// NoteFields are the keys that every object may have beside its kind's, in the
// order in which they are written.
func NoteFields() []Field { return noteFields }

// Values are the notes as an inventory has them, by key, without what is empty.
// Nil notes have none.
func (n *Notes) Values() map[string]any {
	out := map[string]any{}
	if n == nil {
		return out
	}
	b, err := json.Marshal(n)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		panic(err) // texts, flags and lists of them always encode
	}
	return filled(out)
}

// filled leaves out what says nothing: nil, "", false, and lists and mappings in
// which nothing is left.
func filled(m map[string]any) map[string]any {
	for key, v := range m {
		keep := true
		switch v := v.(type) {
		case nil:
			keep = false
		case string:
			keep = v != ""
		case bool:
			keep = v
		case map[string]any:
			keep = len(filled(v)) > 0
		case []any:
			for _, e := range v {
				if e, isMap := e.(map[string]any); isMap {
					filled(e)
				}
			}
			keep = len(v) > 0
		}
		if !keep {
			delete(m, key)
		}
	}
	return m
}

// Comments are the comments in the mapping of an object, line by line and in the
// order of the file, with those of what lives in it. There are none after
// [Inventory.Release].
func (o *Object) Comments() []string {
	var out []string
	var walk func(n *yaml.Node)
	add := func(text string) {
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "#")); line != "" {
				out = append(out, line)
			}
		}
	}
	walk = func(n *yaml.Node) {
		add(n.HeadComment)
		add(n.LineComment)
		for _, child := range n.Content {
			walk(child)
		}
		add(n.FootComment)
	}
	if o.node != nil {
		walk(o.node)
	}
	return out
}
