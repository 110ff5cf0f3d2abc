package standin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// A shelf holds the objects of one collection path in the order they were made.
type shelf struct {
	kind  *collection
	items map[string]object // by id
	order []string          // ids; an empty one is a hole left by a deletion
	at    map[string]int    // id to place in order
	keys  map[string]string // natural key to id
	near  map[string][]string
}

func newShelf(k *collection) *shelf {
	return &shelf{kind: k, items: map[string]object{}, at: map[string]int{}, keys: map[string]string{}, near: map[string][]string{}}
}

// put adds or replaces the object with the id.
func (sh *shelf) put(id string, o object) {
	if old, ok := sh.items[id]; ok {
		sh.forget(id, old)
	} else {
		sh.at[id] = len(sh.order)
		sh.order = append(sh.order, id)
	}
	sh.items[id] = o
	if key := sh.kind.keyOf(o); key != "" {
		sh.keys[key] = id
	}
	if sh.kind.near != nil {
		n := sh.kind.near(o)
		sh.near[n] = append(sh.near[n], id)
	}
}

// remove takes the object with the id away. Holes are closed when they are the majority, so that removing all is not quadratic.
func (sh *shelf) remove(id string) {
	o, ok := sh.items[id]
	if !ok {
		return
	}
	sh.forget(id, o)
	delete(sh.items, id)
	sh.order[sh.at[id]] = ""
	delete(sh.at, id)
	if len(sh.order) > 2*len(sh.items)+16 {
		sh.order = slices.DeleteFunc(sh.order, func(id string) bool { return id == "" })
		for i, id := range sh.order {
			sh.at[id] = i
		}
	}
}

// forget takes an object out of the indexes.
func (sh *shelf) forget(id string, o object) {
	if key := sh.kind.keyOf(o); sh.keys[key] == id {
		delete(sh.keys, key)
	}
	if sh.kind.near != nil {
		n := sh.kind.near(o)
		sh.near[n] = slices.DeleteFunc(sh.near[n], func(x string) bool { return x == id })
	}
}

// all returns the objects in the order they were made.
func (sh *shelf) all() []object {
	out := make([]object, 0, len(sh.items))
	for _, id := range sh.order {
		if id != "" {
			out = append(out, sh.items[id])
		}
	}
	return out
}

// shelf returns the shelf of a path, making it if need be.
func (s *Server) shelf(k *collection, path string) *shelf {
	sh, ok := s.shelves[path]
	if !ok {
		sh = newShelf(k)
		s.shelves[path] = sh
	}
	return sh
}

// under returns the paths of the shelves and singles at or below a path, sorted.
func (s *Server) under(path string) []string {
	var out []string
	for p := range s.shelves {
		if p == path || strings.HasPrefix(p, path+"/") {
			out = append(out, p)
		}
	}
	for p := range s.singles {
		if p == path || strings.HasPrefix(p, path+"/") {
			out = append(out, p)
		}
	}
	sort.Strings(out)
	return out
}

// drop forgets everything at or below a path, as the API does with what belongs to a deleted zone, queue or bucket.
func (s *Server) drop(path string) {
	for _, p := range s.under(path) {
		delete(s.shelves, p)
		delete(s.singles, p)
	}
}

// Put stores an object, with its id in the API's own field, under an API path such as "/accounts/A/d1/database" or "/zones/Z/dns_records". An object
// of the same id is replaced. A missing id is made, missing read-only fields get the API's defaults, and no rule of the API is enforced: a seed may be
// as odd as a real account is. A path of a single thing, such as "/accounts/A/workers/subdomain", takes that thing. Put returns the id, and panics on a
// path that no collection has or whose account or zone is missing, since that is a mistake in the test.
func (s *Server) Put(path string, o map[string]any) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	o = clone(o)
	path = strings.TrimSuffix(path, "/")
	for _, k := range s.collections {
		params, ok := match(k.path, path)
		if !ok {
			continue
		}
		if err := s.scope(params); err != nil {
			panic(fmt.Sprintf("standin: Put %s: %v", path, err))
		}
		if k.single {
			if k.fill != nil {
				k.fill(s, params, o)
			}
			s.singles[path] = o
			return ""
		}
		if old := s.lookup(path, text(o, k.id)); k.overlay && old != nil {
			o = merged(old, o)
		}
		return s.store(k, params, o)
	}
	panic("standin: Put: no collection has the path " + path)
}

// scope reports an account or a zone among the parameters that does not exist.
func (s *Server) scope(params map[string]string) error {
	if a, ok := params["account"]; ok && s.lookup("/accounts", a) == nil {
		return fmt.Errorf("no account %q", a)
	}
	if z, ok := params["zone"]; ok && s.lookup("/zones", z) == nil {
		return fmt.Errorf("no zone %q", z)
	}
	return nil
}

// store gives an object its id and defaults and puts it on its shelf.
func (s *Server) store(k *collection, params map[string]string, o object) string {
	path := k.shelfPath(params, o)
	id := text(o, k.id)
	if id == "" {
		id = s.newID(k.form, path, k.keyOf(o))
		o[k.id] = id
	}
	if k.fill != nil {
		k.fill(s, params, o)
	}
	s.shelf(k, path).put(id, o)
	if k.stored != nil {
		k.stored(s, params, o)
	}
	return id
}

// lookup returns the object with the id under a path, nil if there is none.
func (s *Server) lookup(path, id string) object {
	if sh, ok := s.shelves[path]; ok {
		return sh.items[id]
	}
	return nil
}

// byKey returns the object with the natural key under a path, nil if there is none.
func (s *Server) byKey(path, key string) object {
	if sh, ok := s.shelves[path]; ok {
		return sh.items[sh.keys[key]]
	}
	return nil
}

// near returns the objects of one group under a path; see [collection].
func (s *Server) near(path, group string) []object {
	sh, ok := s.shelves[path]
	if !ok {
		return nil
	}
	var out []object
	for _, id := range sh.near[group] {
		out = append(out, sh.items[id])
	}
	return out
}

// all returns the objects under a path.
func (s *Server) all(path string) []object {
	if sh, ok := s.shelves[path]; ok {
		return sh.all()
	}
	return nil
}

// Get returns a copy of the object with the id under a collection path, or of the single thing at a path if id is empty, as it is stored; nil if there
// is none.
func (s *Server) Get(path, id string) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id == "" {
		return clone(s.singles[path])
	}
	return clone(s.lookup(path, id))
}

// All returns copies of the objects under a collection path, as they are stored, in the order they were made.
func (s *Server) All(path string) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []map[string]any
	for _, o := range s.all(path) {
		out = append(out, clone(o))
	}
	return out
}

// Dump returns the whole state as indented JSON: an object from API path to the list of objects there, sorted by id. Secret values are not in it, only
// their SHA-256. Equal bytes mean equal state.
func (s *Server) Dump() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := object{}
	for path, o := range s.singles {
		out[path] = o
	}
	for path, sh := range s.shelves {
		if len(sh.items) == 0 {
			continue
		}
		ids := make([]string, 0, len(sh.items))
		for id := range sh.items {
			ids = append(ids, id)
		}
		sort.Strings(ids)
		items := make([]any, len(ids))
		for i, id := range ids {
			items[i] = sh.items[id]
		}
		out[path] = items
	}
	return indent(out)
}

// volatile are fields that differ between an object and its rebuilt self, in any collection.
var volatile = []string{"created_on", "modified_on", "created_at", "updated_at", "creation_date", "expires_at", "created", "modified", "createdAt", "ruleId"}

// DumpComparable is Dump with what a rebuild cannot keep taken out or made neutral: ids are replaced, wherever they occur, by what the object is
// ("<d1/database main-db>"), times, versions and issued credentials are left out, and the order of a worker's bindings, which provider 4 sends as chance
// has it, is forgotten. An account and its rebuilt copy have equal bytes.
func (s *Server) DumpComparable() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	neutral := s.neutral()
	out := object{}
	for path, o := range s.singles {
		out[neutral.Replace(path)] = tidy(o, neutral, nil)
	}
	for path, sh := range s.shelves {
		if len(sh.items) == 0 {
			continue
		}
		items := make([]string, 0, len(sh.items))
		for _, o := range sh.items {
			t := tidy(o, neutral, sh.kind.volatile).(object)
			for _, f := range sh.kind.unordered {
				slices.SortFunc(list(t, f), func(a, b any) int { return bytes.Compare(indent(a), indent(b)) })
			}
			items = append(items, string(indent(t)))
		}
		sort.Strings(items)
		list := make([]any, len(items))
		for i, it := range items {
			list[i] = json.RawMessage(it)
		}
		out[neutral.Replace(path)] = list
	}
	return indent(out)
}

// A neutral says what ids stand for.
type neutral map[string]string

var anyID = regexp.MustCompile(`0x[0-9A-Za-z_-]{14,}|[0-9a-f-]{16,}`)

// Replace puts what they stand for in the place of ids. Digits that only begin as an id does, as of a certificate, are none.
func (n neutral) Replace(s string) string {
	return anyID.ReplaceAllStringFunc(s, func(id string) string {
		if what, ok := n[id]; ok {
			return what
		}
		return id
	})
}

// neutral tells what all ids stand for. Short ids, which only a seed can have, are left alone: they could be part of a word.
func (s *Server) neutral() neutral {
	out := neutral{}
	for _, path := range sortedKeys(s.shelves) {
		sh := s.shelves[path]
		if sh.kind.form == byName {
			continue
		}
		segments := strings.Split(sh.kind.path, "/")
		var words []string
		for _, g := range segments[1:] {
			if !strings.HasPrefix(g, "{") && g != "accounts" && g != "zones" || len(segments) == 2 {
				words = append(words, g)
			}
		}
		for _, id := range sh.order {
			if len(id) >= 16 {
				out[id] = "<" + strings.Join(words, "/") + " " + sh.kind.keyOf(sh.items[id]) + ">"
			}
		}
	}
	return out
}

// tidy copies a JSON value with ids replaced and volatile fields left out.
func tidy(v any, neutral neutral, own []string) any {
	switch v := v.(type) {
	case string:
		return neutral.Replace(v)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = tidy(e, neutral, nil)
		}
		return out
	case object:
		out := object{}
		for k, e := range v {
			if !slices.Contains(volatile, k) && !slices.Contains(own, k) {
				out[neutral.Replace(k)] = tidy(e, neutral, nil)
			}
		}
		return out
	}
	return v
}

// indent renders with sorted keys, two spaces, and < > & as they are.
func indent(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic("standin: state is not JSON: " + err.Error())
	}
	return b.Bytes()
}

// clone copies an object through JSON, so that all of the state has the types that JSON decodes to.
func clone(o object) object {
	if o == nil {
		return nil
	}
	b, err := json.Marshal(o)
	if err != nil {
		panic("standin: not JSON: " + err.Error())
	}
	var out object
	if err := json.Unmarshal(b, &out); err != nil {
		panic("standin: not JSON: " + err.Error())
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
