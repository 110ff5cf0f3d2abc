package plan

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
)

// The comparison of this file goes through what the inventory wants and what
// the other side has at the same time. What means the same in two spellings is
// taken as the other side spells it, so that a plain comparison afterwards
// shows what differs and nothing else.

// A comparison is of one object.
type comparison struct {
	// blanks are the arguments that may be missing on the other side, by their
	// path without indices.
	blanks map[string]generator.Blank
	// members are the lists whose elements have names.
	members map[string]generator.Members
	// beside are names of elements that may be there without being wanted.
	beside map[string]bool

	// differ are the paths of what differs, missing those of what the other
	// side does not have.
	differ  [][]any
	missing []generator.Blank
}

// joined is a path as a key of blanks: names only.
func joined(path []any) string {
	var parts []string
	for _, step := range path {
		if s, ok := step.(string); ok {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\x00")
}

// pathOf reads a path of ignore_changes: a[0].b["c"].
func pathOf(s string) []any {
	var out []any
	for s != "" {
		switch {
		case s[0] == '.':
			s = s[1:]
		case strings.HasPrefix(s, `["`):
			end := strings.Index(s, `"]`)
			if end < 0 {
				return append(out, s)
			}
			key := s[1 : end+1]
			if text, err := strconv.Unquote(key); err == nil {
				key = text
			}
			out = append(out, key)
			s = s[end+2:]
		case s[0] == '[':
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return append(out, s)
			}
			if n, err := strconv.ParseInt(s[1:end], 10, 64); err == nil {
				out = append(out, n)
			}
			s = s[end+1:]
		default:
			end := strings.IndexAny(s, ".[")
			if end < 0 {
				end = len(s)
			}
			out = append(out, s[:end])
			s = s[end:]
		}
	}
	return out
}

// merge gives what the inventory wants in the spelling of the other side, and
// the other side's own value where nothing differs.
func (c *comparison) merge(path []any, want, have any, shape *provider.Shape) any {
	n := len(c.differ)
	if after := c.merged(path, want, have, shape); len(c.differ) > n {
		return after
	}
	return have
}

func (c *comparison) merged(path []any, want, have any, shape *provider.Shape) any {
	if _, is := want.(unknown); is {
		return have
	}
	if isEmpty(want, shape) && isEmpty(have, shape) {
		return have
	}
	if blank, is := c.blank(path); is {
		switch {
		case blank.Vague && isEmpty(want, shape):
			return have
		case blank.Same != nil && sameText(want, have, blank.Same):
			return have
		case isEmpty(have, shape), blank.Vague && !means(want, have, shape):
			blank.Same = nil // a change is data
			c.missing = append(c.missing, blank)
			return have
		}
	}
	switch w := want.(type) {
	case map[string]any:
		if h, ok := have.(map[string]any); ok {
			return c.mergeObject(path, w, h, shape)
		}
		// A block that there is one of is a list in a state.
		if h, ok := have.([]any); ok && len(h) == 1 {
			if m, ok := h[0].(map[string]any); ok {
				return []any{c.mergeObject(path, w, m, elem(shape))}
			}
		}
	case []any:
		if h, ok := have.([]any); ok {
			return c.mergeList(path, w, h, shape)
		}
		if have == nil {
			return c.mergeList(path, w, nil, shape)
		}
	default:
		if sameScalar(want, have) {
			return have
		}
	}
	c.differ = append(c.differ, slices.Clone(path))
	return want
}

// mergeObject goes through the attributes of an object, or the entries of a
// map.
func (c *comparison) mergeObject(path []any, want, have map[string]any, shape *provider.Shape) map[string]any {
	after := have
	put := func(k string, v any) {
		if sameMap(after, have) {
			after = make(map[string]any, len(have))
			maps.Copy(after, have)
		}
		after[k] = v
	}
	for k, h := range have {
		w, s := want[k], below(shape, k)
		if saysSame(w, h, s) {
			continue
		}
		n, at := len(c.differ), append(path, k)
		if w == nil && s != nil && s.Default != "" && !c.isBlank(at) {
			w = s.Default
		}
		switch {
		case w != nil:
			w = c.merge(at, w, h, s)
		case isEmpty(h, s) || c.isBlank(at) || !removable(s, shape) || c.allMembers(k, h):
			continue
		default:
			// Of what is not said, only what a configuration could have said
			// goes away. Provider 5 reads a rule back with other sorts of rules
			// beside it that are empty and are not there (measured).
			m, is := h.(map[string]any)
			if is && len(m) == 0 && !isEmpty(want, shape) {
				continue
			}
			if is && len(m) > 0 && !isMap(s) {
				c.mergeObject(at, nil, m, s)
				if len(c.differ) == n {
					continue
				}
				c.differ = c.differ[:n]
			}
			c.differ = append(c.differ, slices.Clone(at))
		}
		if len(c.differ) > n {
			put(k, w)
		}
	}
	for k, w := range want {
		if _, there := have[k]; !there && w != nil {
			if v := c.merge(append(path, k), w, nil, below(shape, k)); v != nil {
				put(k, v)
			}
		}
	}
	return after
}

// saysSame says whether two values are one text, or nobody speaks of them. Most
// of a state is like that.
func saysSame(want, have any, shape *provider.Shape) bool {
	if want == nil {
		return (shape == nil || shape.Default == "") && isEmpty(have, shape)
	}
	w, is := want.(string)
	h, both := have.(string)
	return is && both && w == h
}

func sameText(want, have any, same func(want, have string) bool) bool {
	w, is := want.(string)
	h, both := have.(string)
	return is && both && same(w, h)
}

func (c *comparison) blank(path []any) (b generator.Blank, is bool) {
	switch {
	case len(c.blanks) == 0 || len(path) == 0:
		return b, false
	case len(path) == 1:
		name, _ := path[0].(string)
		b, is = c.blanks[name]
	default:
		b, is = c.blanks[joined(path)]
	}
	return b, is
}

func (c *comparison) isBlank(path []any) bool {
	_, is := c.blank(path)
	return is
}

// allMembers says whether a list that the inventory does not speak of holds
// only what it need not speak of.
func (c *comparison) allMembers(name string, have any) bool {
	m, named := c.members[name]
	list, isList := have.([]any)
	if !named {
		m = generator.Members{Key: "name"}
	}
	if !isList {
		return false
	}
	return !slices.ContainsFunc(list, func(e any) bool { return !c.unsaid(e, m) })
}

// unsaid says whether an element of a list may be there without the inventory
// saying so.
func (c *comparison) unsaid(e any, m generator.Members) bool {
	object, _ := e.(map[string]any)
	name, _ := object[m.Key].(string)
	return m.Open || c.beside[name]
}

func (c *comparison) mergeList(path []any, want, have []any, shape *provider.Shape) any {
	if name, ok := last(path).(string); ok && len(path) == 1 {
		if m, named := c.members[name]; named {
			return c.mergeMembers(path, want, have, shape, m)
		}
	}
	if isSet(shape) {
		return c.mergeSet(path, want, have, shape)
	}
	after := make([]any, len(want))
	if len(want) == len(have) {
		for i := range want {
			after[i] = c.merge(append(path, int64(i)), want[i], have[i], elem(shape))
		}
		return after
	}
	c.differ = append(c.differ, slices.Clone(path))
	// What stays keeps the spelling of the other side.
	for i, w := range want {
		after[i] = w
		if j := slices.IndexFunc(have, func(h any) bool { return means(w, h, elem(shape)) }); j >= 0 {
			after[i] = have[j]
		}
	}
	return after
}

// mergeMembers compares elements of one name. Those of the other side come
// first, in its order.
func (c *comparison) mergeMembers(path []any, want, have []any, shape *provider.Shape, m generator.Members) any {
	wanted := make(map[string][]int, len(want))
	for i, w := range want {
		name := memberName(w, m)
		wanted[name] = append(wanted[name], i)
	}
	after := make([]any, 0, len(want))
	seen := make([]bool, len(want))
	for i, h := range have {
		name := memberName(h, m)
		switch same := wanted[name]; {
		case len(same) > 0:
			wanted[name], seen[same[0]] = same[1:], true
			after = append(after, c.merge(append(path, int64(i)), want[same[0]], h, elem(shape)))
		case c.unsaid(h, m):
			after = append(after, h)
		default:
			c.differ = append(c.differ, append(slices.Clone(path), int64(i)))
		}
	}
	for i, w := range want {
		if !seen[i] {
			c.differ = append(c.differ, append(slices.Clone(path), int64(len(have)+i)))
			after = append(after, w)
		}
	}
	return after
}

// memberName is the name of an element, or all of it where it has none.
func memberName(e any, m generator.Members) string {
	object, _ := e.(map[string]any)
	if name, ok := object[m.Key].(string); ok {
		return name
	}
	b, err := json.Marshal(canonical(e))
	if err != nil {
		return ""
	}
	return "\x00" + string(b)
}

// mergeSet pairs elements that mean the same; what is left over differs. One
// that is empty can mean several things, so those that say the same of the same
// attributes find each other first.
func (c *comparison) mergeSet(path []any, want, have []any, shape *provider.Shape) any {
	index := map[string][]int{}
	for j, h := range have {
		if key, is := scalarText(h); is {
			index[key] = append(index[key], j)
		}
	}
	paired, used := make([]int, len(want)), make([]bool, len(have))
	for i, w := range want {
		paired[i] = -1
		if key, is := scalarText(w); is && len(index[key]) > 0 {
			paired[i], index[key] = index[key][0], index[key][1:]
			used[paired[i]] = true
		}
	}
	for _, alike := range []func(w, h any) bool{saysOfSame, func(any, any) bool { return true }} {
		for i, w := range want {
			if _, is := scalarText(w); is || paired[i] >= 0 {
				continue
			}
			for j, h := range have {
				if !used[j] && alike(w, h) && means(w, h, elem(shape)) {
					paired[i], used[j] = j, true
					break
				}
			}
		}
	}
	if !slices.Contains(paired, -1) && !slices.Contains(used, false) {
		return have
	}
	c.differ = append(c.differ, slices.Clone(path))
	after := make([]any, 0, len(want))
	var added []any
	for i, w := range want {
		if paired[i] < 0 {
			added = append(added, w)
		} else {
			after = append(after, have[paired[i]])
		}
	}
	return append(after, added...)
}

// saysOfSame says whether two objects have something under the same names.
func saysOfSame(a, b any) bool {
	x, _ := a.(map[string]any)
	y, _ := b.(map[string]any)
	covers := func(x, y map[string]any) bool {
		for k, v := range x {
			if v != nil && y[k] == nil {
				return false
			}
		}
		return true
	}
	return covers(x, y) && covers(y, x)
}

// means says whether a value that the inventory wants is what the other side
// has.
func means(want, have any, shape *provider.Shape) bool {
	var c comparison
	c.merge(nil, want, have, shape)
	return len(c.differ) == 0
}

func last(path []any) any {
	if len(path) == 0 {
		return nil
	}
	return path[len(path)-1]
}

// isEmpty says whether a value says nothing. The API and both providers tell
// "off", "none" and "not said" apart only by chance. An object that cannot have
// attributes says something by being there.
func isEmpty(v any, shape *provider.Shape) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case int64:
		return v == 0
	case float64:
		return v == 0
	case json.Number:
		f, err := v.Float64()
		return err == nil && f == 0
	case []any:
		if shape != nil && !shape.Block && len(v) > 0 {
			return false // an element says something by being there
		}
		return !slices.ContainsFunc(v, func(e any) bool {
			m, is := e.(map[string]any)
			return !is || !isEmpty(m, elem(shape))
		})
	case map[string]any:
		if shape != nil && shape.Sort == "object" && len(shape.Fields) == 0 {
			return false
		}
		for k, e := range v {
			if !isEmpty(e, below(shape, k)) {
				return false
			}
		}
		return true
	}
	return false
}

// sameScalar compares as Terraform converts: "1" is 1, "true" is true. Texts
// that are JSON are compared as JSON.
func sameScalar(a, b any) bool {
	ta, ok := scalarText(a)
	tb, okb := scalarText(b)
	if !ok || !okb {
		return reflect.DeepEqual(a, b)
	}
	if ta == tb {
		return true
	}
	if len(ta) == 0 || len(tb) == 0 || (ta[0] != '{' && ta[0] != '[') || ta[0] != tb[0] {
		return false
	}
	va, oka := decodedJSON(ta)
	vb, okb := decodedJSON(tb)
	return oka && okb && reflect.DeepEqual(va, vb)
}

func decodedJSON(s string) (any, bool) {
	var v any
	err := json.Unmarshal([]byte(s), &v)
	return v, err == nil
}

// scalarText writes a scalar so that equal ones are written the same way.
func scalarText(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return numberText(strconv.FormatFloat(v, 'g', -1, 64)), true
	case json.Number:
		return numberText(string(v)), true
	}
	return "", false
}

// numberText writes 1, 1.0 and 1e0 alike.
func numberText(s string) string {
	if _, err := strconv.ParseInt(s, 10, 64); err == nil {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	if f == float64(int64(f)) && f < 1<<53 && f > -(1<<53) {
		return strconv.FormatInt(int64(f), 10)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// below is the shape of an attribute, or of an entry of a map.
func below(s *provider.Shape, name string) *provider.Shape {
	switch {
	case s == nil:
		return nil
	case s.Sort == "map":
		return s.Elem
	case s.Fields != nil:
		return s.Fields[name]
	case s.Elem != nil: // a block that there is one of
		return below(s.Elem, name)
	}
	return nil
}

func elem(s *provider.Shape) *provider.Shape {
	if s == nil {
		return nil
	}
	if s.Elem != nil {
		return s.Elem
	}
	return s
}

func isSet(s *provider.Shape) bool { return s != nil && s.Sort == "set" }
func isMap(s *provider.Shape) bool { return s != nil && s.Sort == "map" }

// removable says whether leaving an argument out of a configuration takes it
// away from what is there. Entries of a map go with their key.
func removable(s, parent *provider.Shape) bool {
	if parent == nil || isMap(parent) {
		return true
	}
	if s == nil {
		return false
	}
	return s.Required || s.Optional && !s.Computed
}

// compare brings the values of the inventory into the spelling of the state. It
// gives those of the state where nothing differs.
func compare(want, have map[string]any, shape *provider.Shape, c *comparison) map[string]any {
	after := c.mergeObject(nil, want, have, shape)
	slices.SortStableFunc(c.differ, comparePaths)
	slices.SortStableFunc(c.missing, func(a, b generator.Blank) int { return cmp.Compare(a.Path, b.Path) })
	c.missing = slices.CompactFunc(c.missing, func(a, b generator.Blank) bool { return a.Path == b.Path })
	return after
}

// comparePaths sorts by names and indices, step by step.
func comparePaths(a, b []any) int {
	return slices.CompareFunc(a, b, func(a, b any) int {
		n, isIndex := a.(int64)
		m, both := b.(int64)
		if isIndex && both {
			return cmp.Compare(n, m)
		}
		return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
}
