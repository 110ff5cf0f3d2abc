package merge

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/schema"
)

// Options say how to merge.
type Options struct {
	// Date is the day of the facts: "2026-11-22".
	Date string
	// Knows says of an object of the file whether it is gone where the account
	// did not tell of it, and which of its fields could not be read. Nil: all
	// was read.
	Knows func(o *schema.Object) (known bool, unread []string)
	// Unset are objects of the account that are as they are where nobody ever
	// set them. They are compared with what the file says, and never added.
	Unset []*schema.Object
	// Hide takes out of a text what must not be remembered of it: the name of
	// something may hold a secret that was taken out now. Nil: all may stay.
	Hide func(text string) string
}

// A Report says what the account told that the inventory did not say.
type Report struct {
	New, Gone, Moved, Renamed, Replaced, Changed []Item
	// Filled is what nobody had said, Confirmed what nobody had been sure of.
	Filled, Confirmed []Item
}

// An Item is one object and what is to be said of it.
type Item struct {
	Kind, Key, Name string
	// Detail is what happened, in words: "name: was a, is b".
	Detail string
}

// Empty says whether nothing happened.
func (r *Report) Empty() bool {
	return len(r.New)+len(r.Gone)+len(r.Moved)+len(r.Renamed)+len(r.Replaced)+len(r.Changed)+len(r.Filled)+len(r.Confirmed) == 0
}

// merging is one merge of an account.
type merging struct {
	registry *schema.Registry
	options  Options
	places   places
	notes    *schema.AccountNotes
	edits    []edit.Edit
	report   Report

	// were are the objects of the file, are those of the account.
	pairs map[*schema.Object]*schema.Object
	back  map[*schema.Object]*schema.Object
	// moved are objects of the account that the file has in something else,
	// with what they are there; left are these.
	moved map[*schema.Object]*schema.Object
	left  map[*schema.Object]bool
	inv   *schema.Inventory

	tombstones, corrections, undefined []any
	// unread are the fields of the object at hand that could not be read.
	unread []string
	// known is the name that the file has for an id, or "".
	known func(kind, id string) string
	// renamed are names that changed, by kind.
	renamed map[string]map[string]string
}

// Into brings what an account told into the inventory that people keep. It
// gives the edits of the file, and what happened. Both inventories are of the
// same registry; was is the account in the file, is the one that was read.
func Into(inv *schema.Inventory, was, is *schema.Object, told *schema.AccountNotes, o Options) ([]edit.Edit, *Report) {
	m := &merging{
		registry: inv.Registry(), options: o, places: placesOf(inv), notes: inv.AccountNotes(was),
		pairs: map[*schema.Object]*schema.Object{was: is}, back: map[*schema.Object]*schema.Object{is: was},
		renamed: map[string]map[string]string{}, moved: map[*schema.Object]*schema.Object{}, left: map[*schema.Object]bool{}, inv: inv,
	}
	known := map[[2]string]string{}
	schema.Walk(was.Children, func(o *schema.Object) {
		// Where a list was read, an id that it does not have is a dead one.
		read := true
		if m.options.Knows != nil {
			read, _ = m.options.Knows(o)
		}
		if o.ID != "" && !read {
			known[[2]string{o.Kind.Name, o.ID}] = o.Name
		}
	})
	m.known = func(kind, id string) string { return known[[2]string{kind, id}] }
	schema.Walk(is.Children, func(o *schema.Object) { resolve(o.Kind.Fields, o.Fields, m.known) })
	m.match(was, is)
	m.tellApart(is)
	m.merge(was, is)
	schema.Walk(was.Children, func(old *schema.Object) {
		if new := m.pairs[old]; new != nil {
			m.merge(old, new)
		} else if m.pairs[old.Parent] != nil {
			m.gone(old)
		}
	})
	m.added(is)
	m.knowledge(was, told)
	return m.edits, &m.report
}

// match pairs the objects of the file with those of the account: by id, then
// by name, then by what the same binding of the same worker is bound to.
func (m *merging) match(was, is *schema.Object) {
	type key struct{ kind, value string }
	byID, byPath := map[key]*schema.Object{}, map[key]*schema.Object{}
	var olds []*schema.Object
	schema.Walk(was.Children, func(o *schema.Object) { olds = append(olds, o) })
	schema.Walk(is.Children, func(o *schema.Object) {
		if o.ID != "" {
			byID[key{o.Kind.Name, o.ID}] = o
		}
		byPath[key{o.Kind.Name, o.Path()}] = o
	})
	pair := func(old, new *schema.Object) {
		if new != nil && m.pairs[old] == nil && m.back[new] == nil {
			m.pairs[old], m.back[new] = new, old
		}
	}
	// Parents come first, so that what lives in something is looked for in what
	// that is now. What is in something else moved.
	within := func(old, new *schema.Object) *schema.Object {
		if new != nil && m.pairs[old.Parent] == new.Parent {
			return new
		}
		return nil
	}
	byDepth := map[int][]*schema.Object{}
	for _, old := range olds {
		depth := 0
		for up := old.Parent; up != nil; up = up.Parent {
			depth++
		}
		byDepth[depth] = append(byDepth[depth], old)
	}
	all := func() {
		for depth := 1; byDepth[depth] != nil; depth++ {
			// An id says more than a name, whoever comes first.
			for _, old := range byDepth[depth] {
				if old.ID != "" {
					pair(old, within(old, byID[key{old.Kind.Name, old.ID}]))
				}
			}
			for _, old := range byDepth[depth] {
				pair(old, within(old, byPath[key{old.Kind.Name, old.Path()}]))
			}
			for _, old := range byDepth[depth] {
				m.matchIn(old, pair)
			}
		}
	}
	all()
	for _, old := range olds {
		if new := m.pairs[old]; new != nil {
			m.matchBound(was, is, old, new, pair)
		}
	}
	all()
	for _, old := range olds {
		m.matchNamesakes(old, pair)
	}
	m.matchNaming(olds, pair)
	move := func(old, new *schema.Object) {
		if m.pairs[old] == nil && !m.left[old] && new != nil && m.back[new] == nil && m.moved[new] == nil {
			m.moved[new], m.left[old] = old, true
		}
	}
	for _, old := range olds {
		if old.ID != "" {
			move(old, byID[key{old.Kind.Name, old.ID}])
		}
	}
	// Of a name that stands for one object of the account, what was made again
	// in something else is the same thing for everybody but the API.
	byName := map[key]*schema.Object{}
	schema.Walk(is.Children, func(o *schema.Object) { byName[key{o.Kind.Name, o.Name}] = o })
	for _, old := range olds {
		if !old.Kind.PerParent && old.Kind.Shape == schema.List && old.Name != "" {
			move(old, byName[key{old.Kind.Name, old.Name}])
		}
	}
}

// matchNaming pairs objects whose names have the id of another in them, where that
// one has another id now: the record that points at a tunnel.
func (m *merging) matchNaming(olds []*schema.Object, pair func(old, new *schema.Object)) {
	var ids []string
	for _, old := range olds {
		if new := m.pairs[old]; new != nil && old.ID != "" && new.ID != "" && old.ID != new.ID && old.Kind.ID.Pattern != nil {
			ids = append(ids, old.ID, new.ID)
		}
	}
	if ids == nil {
		return
	}
	now := strings.NewReplacer(ids...)
	for _, old := range olds {
		parent := m.pairs[old.Parent]
		if m.pairs[old] != nil || parent == nil {
			continue
		}
		name := now.Replace(old.Name)
		for _, new := range parent.Children {
			if name != old.Name && new.Kind == old.Kind && new.Name == name {
				pair(old, new)
			}
		}
	}
}

// matchNamesakes pairs objects that a word of the file tells apart, where all of
// one name were made again: those first that are the same but for the id, then
// the rest in their order, if none is missing.
func (m *merging) matchNamesakes(old *schema.Object, pair func(old, new *schema.Object)) {
	parent := m.pairs[old.Parent]
	if m.pairs[old] != nil || parent == nil || old.Kind.Field(distinct) == nil {
		return
	}
	name := undistinguished(old)
	namesakes := func(of *schema.Object, paired map[*schema.Object]*schema.Object) []*schema.Object {
		var out []*schema.Object
		for _, o := range of.Children {
			if o.Kind == old.Kind && paired[o] == nil && undistinguished(o) == name {
				out = append(out, o)
			}
		}
		return out
	}
	olds, news := namesakes(old.Parent, m.pairs), namesakes(parent, m.back)
	for _, o := range olds {
		for _, n := range news {
			if m.pairs[o] == nil && m.back[n] == nil && m.sameFacts(o, n) {
				pair(o, n)
			}
		}
	}
	olds, news = namesakes(old.Parent, m.pairs), namesakes(parent, m.back)
	if len(olds) != len(news) {
		return
	}
	for i := range olds {
		pair(olds[i], news[i])
	}
}

// undistinguished is the name of an object without the word that tells it apart.
func undistinguished(o *schema.Object) string {
	if word := o.Text(distinct); word != "" {
		return strings.TrimSuffix(o.Name, " "+word)
	}
	return o.Name
}

// sameFacts says whether all that the account tells of an object is what the file
// says of another.
func (m *merging) sameFacts(old, new *schema.Object) bool {
	for i := range old.Kind.Fields {
		f := &old.Kind.Fields[i]
		was, is := old.Fields[f.Name], new.Fields[f.Name]
		if f.Local || is == nil && (!isTold(f) || isDefault(f, was) || saysNothing(was)) {
			continue
		}
		if f.Ref == nil && !reflect.DeepEqual(was, is) {
			return false
		}
	}
	return true
}

// matchIn pairs what has one name in what is one object, though that may be
// called otherwise now.
func (m *merging) matchIn(old *schema.Object, pair func(old, new *schema.Object)) {
	parent := m.pairs[old.Parent]
	if m.pairs[old] != nil || parent == nil {
		return
	}
	for _, list := range [][]*schema.Object{parent.Children, m.options.Unset} {
		for _, new := range list {
			if new.Parent == parent && new.Kind == old.Kind && new.Name == old.Name {
				pair(old, new)
			}
		}
	}
}

// matchBound pairs what two bindings of one name are bound to.
func (m *merging) matchBound(was, is, old, new *schema.Object, pair func(old, new *schema.Object)) {
	for i := range old.Kind.Fields {
		f := &old.Kind.Fields[i]
		if f.Variants == nil || f.Needs == "" {
			continue
		}
		for _, e := range old.Values(f.Name) {
			a, _ := e.(map[string]any)
			for _, n := range new.Values(f.Name) {
				b, _ := n.(map[string]any)
				if a[f.Needs] == nil || a[f.Needs] != b[f.Needs] || a[f.Tag] != b[f.Tag] {
					continue
				}
				for j := range f.Variants {
					for k := range f.Variants[j].Fields {
						sub := &f.Variants[j].Fields[k]
						if f.Variants[j].Name != a[f.Tag] || sub.Ref == nil {
							continue
						}
						from, to := find(was, sub.Ref.Kind, a[sub.Name]), find(is, sub.Ref.Kind, b[sub.Name])
						if from != nil && to != nil && from.ID == "" {
							pair(from, to)
						}
					}
				}
			}
		}
	}
}

// isStill says whether two names, in the file and in the account, are of one
// object.
func (m *merging) isStill(o *schema.Object, kind string, was, is any) bool {
	old := find(o.Account(), kind, was)
	new := m.pairs[old]
	return old != nil && new != nil && new.Name == is
}

func find(account *schema.Object, kind string, name any) *schema.Object {
	for _, o := range account.Children {
		if o.Kind.Name == kind && o.Name == name {
			return o
		}
	}
	return nil
}

func (m *merging) hidden(text string) string {
	if m.options.Hide == nil {
		return text
	}
	return m.options.Hide(text)
}

func (m *merging) edit(e edit.Edit) { m.edits = append(m.edits, e) }

func item(o *schema.Object, detail string) Item {
	return Item{Kind: o.Kind.Name, Key: o.Key(), Name: o.String(), Detail: detail}
}

// merge brings the facts of one object up to date.
func (m *merging) merge(old, new *schema.Object) {
	at := m.places[old]
	m.unread = nil
	if m.options.Knows != nil {
		_, m.unread = m.options.Knows(old)
	}
	if new.ID != "" && new.ID != old.ID && new.Kind.ID.Pattern != nil {
		if old.ID == "" {
			m.edit(edit.Edit{Path: at, Op: edit.Add, Key: "id", After: m.behind(old), Value: new.ID})
			m.report.Confirmed = append(m.report.Confirmed, item(old, "its id is "+new.ID))
		} else {
			m.edit(edit.Edit{Path: join(at, "id"), Op: edit.Set, Value: new.ID})
			m.correct(new, "id", old.ID, new.ID)
			m.report.Replaced = append(m.report.Replaced, item(old, replaced(old, new)))
		}
	}
	if old.Name != new.Name {
		m.rename(old, new)
	}
	switch old.Kind.Shape {
	case schema.Table:
		f := &old.Kind.Fields[1]
		m.value(old, at, f, old.Fields[f.Name], new.Fields[f.Name], func(v any) { m.edit(edit.Edit{Path: at, Op: edit.Set, Value: v}) })
	case schema.Whole:
		f := &old.Kind.Fields[0]
		m.value(old, at, f, old.Fields[f.Name], new.Fields[f.Name], func(v any) { m.edit(edit.Edit{Path: at, Op: edit.Set, Value: v}) })
	default:
		m.fields(old, at, old.Kind.Fields, old.Fields, new.Fields)
	}
	m.confirm(old, new)
}

// replaced says that something has another id.
func replaced(old, new *schema.Object) string {
	return fmt.Sprintf("its id was %s and is %s", old.ID, new.ID)
}

// rename remembers a name that changed, for those who say it elsewhere.
func (m *merging) rename(old, new *schema.Object) {
	if m.renamed[old.Kind.Name] == nil {
		m.renamed[old.Kind.Name] = map[string]string{}
	}
	m.renamed[old.Kind.Name][old.Name] = new.Name
}

// behind is the key behind which an id is read best: what names the object.
func (m *merging) behind(o *schema.Object) string {
	for _, name := range o.Kind.Key {
		if _, said := o.Fields[name]; said {
			return name
		}
	}
	return ""
}

// correct remembers what was written wrongly. A correction names its object, so an
// object without a name of its own, such as the consumer of a queue, has none.
func (m *merging) correct(o *schema.Object, field, was, is string) {
	if was = m.hidden(was); was == is || o.Name == "" {
		return
	}
	m.corrections = append(m.corrections, edit.Map{
		{Key: "kind", Value: o.Kind.Name}, {Key: "name", Value: o.Name}, {Key: "field", Value: field},
		{Key: "was", Value: was}, {Key: "is", Value: is}, {Key: "date", Value: plain(m.options.Date)},
	})
}

// confirm takes away the doubts that the account has settled.
func (m *merging) confirm(old, new *schema.Object) {
	if old.Notes == nil || old.Notes.Unverified == nil {
		return
	}
	var left []any
	var settled, same []string
	for _, name := range old.Notes.Unverified {
		f := old.Kind.Field(name)
		// What something refers to can be told by where it was found.
		if name == "id" && new.ID != "" || f != nil && (isTold(f) || f.Ref != nil && new.Fields[name] != nil) {
			settled = append(settled, name)
			if f == nil || reflect.DeepEqual(old.Fields[name], new.Fields[name]) {
				same = append(same, name)
			}
		} else {
			left = append(left, name)
		}
	}
	at := join(m.places[old], "unverified")
	switch {
	case settled == nil:
		return
	case left == nil:
		m.edit(edit.Edit{Path: at, Op: edit.Remove})
	default:
		m.edit(edit.Edit{Path: at, Op: edit.Set, Value: left})
	}
	if same != nil { // the rest was wrong, and is told as that
		m.report.Confirmed = append(m.report.Confirmed, item(old, strings.Join(same, ", ")))
	}
}

// isTold says whether the API tells of a field, so that saying nothing says
// something.
func isTold(f *schema.Field) bool {
	if f.Local {
		return f.Told != nil
	}
	form := f.On(schema.API)
	return form.Ignore == nil && form.Lack == nil
}

// fields brings the fields of a mapping up to date.
func (m *merging) fields(o *schema.Object, at []any, fields []schema.Field, old, new map[string]any) {
	for i := range fields {
		f := &fields[i]
		was, said := old[f.Name]
		is, told := new[f.Name]
		switch {
		case said && f.Words, len(at) == len(m.places[o]) && slices.Contains(m.unread, f.Name):
			continue
		case said && told && f.Local && f.Told == nil && f.Ref == nil && !f.Files:
			continue // the reader made it up, as it must where nobody said
		case said && !told && f.Opens != "" && new[f.Opens] != nil:
			// The account told all of the list.
			m.edit(edit.Edit{Path: join(at, f.Name), Op: edit.Remove})
			m.report.Confirmed = append(m.report.Confirmed, item(o, f.Opens))
		case !told && (!said || !isTold(f) && !m.isNaming(o, at, f) || isDefault(f, was) || saysNothing(was)):
			continue
		case !told:
			m.edit(edit.Edit{Path: join(at, f.Name), Op: edit.Remove})
			m.changed(o, at, f, was, nil)
		case !said:
			m.edit(edit.Edit{Path: at, Op: edit.Add, Key: f.Name, Value: written(f, is)})
			n := len(m.report.Changed)
			m.changed(o, at, f, nil, is)
			m.report.Filled = append(m.report.Filled, m.report.Changed[n:]...)
			m.report.Changed = m.report.Changed[:n]
		default:
			path := join(at, f.Name)
			m.value(o, path, f, was, is, func(v any) { m.edit(edit.Edit{Path: path, Op: edit.Set, Value: v}) })
		}
	}
}

// isNaming says whether a field is part of the name of an object. The account tells
// of it by where the object was found, if not in its answer: a policy that was made
// reusable has no application any more.
func (m *merging) isNaming(o *schema.Object, at []any, f *schema.Field) bool {
	return len(at) == len(m.places[o]) && !f.Local && slices.Contains(o.Kind.Key, f.Name)
}

// saysNothing says whether a value is an empty list or mapping.
func saysNothing(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

func isDefault(f *schema.Field, v any) bool {
	return f.Default != nil && reflect.DeepEqual(f.Default, v)
}

// value brings one value up to date, as far down as it differs.
func (m *merging) value(o *schema.Object, at []any, f *schema.Field, was, is any, set func(v any)) {
	if reflect.DeepEqual(was, is) || sameJSON(was, is) {
		return
	}
	a, isMap := was.(map[string]any)
	b, alsoMap := is.(map[string]any)
	if isMap && alsoMap && f.Many == schema.One && f.Fields != nil {
		m.fields(o, at, f.Fields, a, b)
		return
	}
	olds, isList := was.([]any)
	news, alsoList := is.([]any)
	if isList && alsoList && (f.Fields != nil || f.Variants != nil) {
		m.list(o, at, f, olds, news, set)
		return
	}
	set(written(f, is))
	m.changed(o, at, f, was, is)
}

// sameJSON says whether two texts are one value in JSON, of which the API keeps
// no spaces.
func sameJSON(a, b any) bool {
	ta, _ := a.(string)
	tb, _ := b.(string)
	if ta == "" || tb == "" || ta[0] != '{' && ta[0] != '[' {
		return false
	}
	var va, vb any
	return json.Unmarshal([]byte(ta), &va) == nil && json.Unmarshal([]byte(tb), &vb) == nil && reflect.DeepEqual(va, vb)
}

func (m *merging) changed(o *schema.Object, at []any, f *schema.Field, was, is any) {
	name := f.Name
	if len(m.places[o]) < len(at) {
		var parts []string
		for _, step := range at[len(m.places[o]):] {
			parts = append(parts, fmt.Sprint(step))
		}
		if _, index := at[len(at)-1].(int); !index && parts[len(parts)-1] != f.Name {
			parts = append(parts, f.Name)
		}
		name = strings.Join(parts, ".")
	}
	if slices.Contains(o.Kind.Key, f.Name) && len(o.Kind.Key) == 1 && len(at) <= len(m.places[o])+1 {
		from, to := fmt.Sprint(was), fmt.Sprint(is)
		m.correct(m.pairs[o], f.Name, from, to)
		m.report.Renamed = append(m.report.Renamed, item(o, fmt.Sprintf("it is called %s", to)))
		return
	}
	if f.Ref != nil && m.isStill(o, f.Ref.Kind, was, is) {
		return // what it refers to is told to have another name
	}
	detail := fmt.Sprintf("%s: was %s, is %s", name, short(was), short(is))
	switch {
	case was == nil:
		detail = fmt.Sprintf("%s: now %s", name, short(is))
	case is == nil:
		detail = fmt.Sprintf("%s: %s is gone", name, short(was))
	}
	m.report.Changed = append(m.report.Changed, item(o, detail))
}

func join(at []any, steps ...any) []any {
	return append(append(make([]any, 0, len(at)+len(steps)), at...), steps...)
}

// short is a value in a few words.
func short(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		if len(v) > 60 || strings.Contains(v, "\n") {
			return fmt.Sprintf("%d bytes", len(v))
		}
		return fmt.Sprintf("%q", v)
	case []any:
		return fmt.Sprintf("a list of %d", len(v))
	case map[string]any:
		for _, k := range []string{"name", "cron", "type"} {
			if s, is := v[k].(string); is {
				return s
			}
		}
		return "a mapping"
	}
	return fmt.Sprint(v)
}
