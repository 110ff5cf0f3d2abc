package edit

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// A tree is what a document says, without its text. It is changed by the plain
// meaning of an edit, to compare with what Apply makes.
type tree struct {
	Text  string // tag and value of a scalar
	Keys  []string
	Kids  []*tree
	List  bool
	Map   bool
	first int // the first line of the entry, counted from 1
	last  int // its last line, with comments and blank lines below
	gone  bool
	adds  map[int][]*tree // behind an index
	names map[int][]string
	flow  bool
}

// atEnd is the index of what comes behind everything.
const atEnd = 1 << 30

func treeOf(n *yaml.Node) *tree {
	t := &tree{first: n.Line, flow: n.Style&yaml.FlowStyle != 0}
	switch n.Kind {
	case yaml.SequenceNode:
		t.List = true
		for _, kid := range n.Content {
			t.Kids = append(t.Kids, treeOf(kid))
		}
	case yaml.MappingNode:
		t.Map = true
		for i := 0; i < len(n.Content); i += 2 {
			t.Keys = append(t.Keys, n.Content[i].Value)
			t.Kids = append(t.Kids, treeOf(n.Content[i+1]))
			t.Kids[i/2].first = n.Content[i].Line
		}
	default:
		tag := n.ShortTag()
		if tag == "!!timestamp" {
			tag = "!!str" // a date that takes the place of one has no quotes either
		}
		t.Text = tag + " " + n.Value
	}
	return t
}

func treeOfValue(x any) *tree {
	switch x := x.(type) {
	case Styled:
		return treeOfValue(x.Value)
	case nil:
		return &tree{Text: "!!null null"}
	case bool:
		return &tree{Text: fmt.Sprintf("!!bool %v", x)}
	case int64:
		return &tree{Text: "!!int " + strconv.FormatInt(x, 10)}
	case float64:
		return &tree{Text: "!!float " + floatText(x)}
	case string:
		return &tree{Text: "!!str " + x}
	case []any:
		t := &tree{List: true}
		for _, v := range x {
			t.Kids = append(t.Kids, treeOfValue(v))
		}
		return t
	case Map:
		t := &tree{Map: true}
		for _, p := range x {
			t.Keys = append(t.Keys, p.Key)
			t.Kids = append(t.Kids, treeOfValue(p.Value))
		}
		return t
	}
	panic("no value")
}

func (t *tree) at(path []any) *tree {
	for _, step := range path {
		switch step := step.(type) {
		case int:
			t = t.Kids[step]
		case string:
			for i, k := range t.Keys {
				if k == step {
					t = t.Kids[i]
					break
				}
			}
		}
	}
	return t
}

// settle carries out what was removed and added.
func (t *tree) settle() {
	old, keys := t.Kids, t.Keys
	t.Kids, t.Keys = nil, nil
	for i := -1; i < len(old); i++ {
		if i >= 0 && !old[i].gone {
			old[i].settle()
			t.Kids = append(t.Kids, old[i])
			if t.Map {
				t.Keys = append(t.Keys, keys[i])
			}
		}
		t.Kids = append(t.Kids, t.adds[i]...)
		t.Keys = append(t.Keys, t.names[i]...)
	}
	t.Kids = append(t.Kids, t.adds[atEnd]...)
	t.Keys = append(t.Keys, t.names[atEnd]...)
	t.first, t.last, t.flow, t.adds, t.names = 0, 0, false, nil, nil
}

// lines says where each entry ends: where the next one begins.
func (t *tree) lines(last int) {
	t.last = last
	for i, kid := range t.Kids {
		end := last
		if i+1 < len(t.Kids) {
			end = max(kid.first, t.Kids[i+1].first-1)
		}
		kid.lines(end)
	}
}

func (t *tree) paths(path []any, visit func([]any, *tree)) {
	visit(path, t)
	for i, kid := range t.Kids {
		var step any = i
		if t.Map {
			step = t.Keys[i]
		}
		kid.paths(append(path[:len(path):len(path)], step), visit)
	}
}

// value is a tree as something that can be set; a scalar that is no text, null
// or boolean becomes text.
func (t *tree) value() any {
	switch {
	case t.List:
		list := make([]any, len(t.Kids))
		for i, kid := range t.Kids {
			list[i] = kid.value()
		}
		return list
	case t.Map:
		m := make(Map, len(t.Kids))
		for i, kid := range t.Kids {
			m[i] = Pair{Key: t.Keys[i], Value: kid.value()}
		}
		return m
	}
	tag, text, _ := strings.Cut(t.Text, " ")
	switch tag {
	case "!!null":
		return nil
	case "!!bool":
		return text == "true"
	}
	return text
}

// plain takes all scalars for text.
func (t *tree) plain() *tree {
	out := &tree{List: t.List, Map: t.Map, Keys: t.Keys}
	if _, out.Text, _ = strings.Cut(t.Text, " "); t.null() {
		out.Text = ""
	}
	for _, kid := range t.Kids {
		out.Kids = append(out.Kids, kid.plain())
	}
	return out
}

func (t *tree) null() bool { return len(t.Text) > 6 && t.Text[:6] == "!!null" }

// randomEdits makes edits that do not contradict each other, and carries them
// out on the tree.
func randomEdits(r *rand.Rand, root *tree) []Edit {
	var edits []Edit
	rate := 2 + r.IntN(12)
	var visit func(path []any, t, up *tree)
	visit = func(path []any, t, up *tree) {
		if up != nil && r.IntN(rate) == 0 {
			if r.IntN(2) == 0 {
				t.gone = true
				edits = append(edits, Edit{Path: path, Op: Remove})
				return
			}
			v := randomValue(r, 2)
			edits = append(edits, Edit{Path: path, Op: Set, Value: v})
			*t = *treeOfValue(v)
			return
		}
		for r.IntN(rate) == 0 && (t.List || t.Map || t.null()) {
			n := atEnd
			if t.adds == nil {
				t.adds, t.names = map[int][]*tree{}, map[int][]string{}
			}
			v := randomValue(r, 2)
			if t.Map || t.null() && r.IntN(2) == 0 {
				e := Edit{Path: path, Op: Add, Key: fmt.Sprintf("new %d", len(edits)), Value: v}
				if len(t.Kids) > 0 && r.IntN(2) == 0 {
					// No word says the end, so nothing can be put behind an
					// entry that has none for a key.
					if i := r.IntN(len(t.Kids)); t.Keys[i] != "" {
						n, e.After = i, t.Keys[i]
					}
				}
				edits = append(edits, e)
				t.names[n] = append(t.names[n], e.Key)
				t.Map = true
			} else {
				edits = append(edits, Edit{Path: path, Op: Append, Value: v})
				t.List = true
			}
			t.Text = ""
			t.adds[n] = append(t.adds[n], treeOfValue(v))
		}
		for i, kid := range t.Kids {
			var step any = i
			if t.Map {
				step = t.Keys[i]
			}
			visit(append(path[:len(path):len(path)], step), kid, t)
		}
	}
	visit(nil, root, nil)
	return edits
}

func parsed(t testing.TB, text []byte) *tree {
	t.Helper()
	root, err := parse(text)
	require.NoError(t, err, "%s", text)
	out := treeOf(root)
	out.settle()
	return out
}
