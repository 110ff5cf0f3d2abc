package merge

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/schema"
)

// gone takes an object out that the account does not have, and remembers it.
func (m *merging) gone(o *schema.Object) {
	if m.left[o] {
		m.edit(edit.Edit{Path: m.places[o], Op: edit.Remove})
		return // it is told where it is now
	}
	if o.Kind.API.Path == "" {
		return
	}
	if m.options.Knows != nil {
		if known, _ := m.options.Knows(o); !known {
			return
		}
	}
	m.edit(edit.Edit{Path: m.places[o], Op: edit.Remove})
	m.report.Gone = append(m.report.Gone, item(o, "the account does not have it"))
	known := m.remembered(o)
	if o.Name == "" && known == nil || o.Kind.Shape == schema.Table {
		return
	}
	// What has no name of its own goes by that of what it was in, as its key does.
	stone := edit.Map{{Key: "kind", Value: o.Kind.Name}, {Key: "name", Value: m.hidden(cmp.Or(o.Name, o.Parent.Name))}}
	if o.ID != "" {
		stone = append(stone, edit.Pair{Key: "id", Value: o.ID})
	}
	stone = append(stone, edit.Pair{Key: "date", Value: plain(m.options.Date)})
	if o.ID == "" && o.Kind.ID.Pattern != nil {
		stone = append(stone, edit.Pair{Key: "phantom", Value: true})
	}
	stone = append(stone, edit.Pair{Key: "reason", Value: "The account did not have it when it was read."})
	if known != nil {
		stone = append(stone, edit.Pair{Key: "notes", Value: known})
	}
	m.tombstones = append(m.tombstones, stone)
}

// remembered is what people knew of something that is gone, and of what went with
// it.
func (m *merging) remembered(o *schema.Object) []any {
	var out []any
	schema.Walk([]*schema.Object{o}, func(part *schema.Object) {
		if part.Notes == nil || m.left[part] {
			return
		}
		of := ""
		if part != o {
			of = part.String() + ": "
		}
		if part.Notes.Purpose != "" {
			out = append(out, cmp.Or(of, "Its purpose was: ")+part.Notes.Purpose)
		}
		for _, n := range part.Notes.Notes {
			out = append(out, of+n)
		}
	})
	return out
}

// added puts what only the account has into the sections where it belongs.
func (m *merging) added(is *schema.Object) {
	byParent := map[*schema.Object][]*schema.Object{}
	var parents []*schema.Object
	schema.Walk(is.Children, func(o *schema.Object) {
		from := m.moved[o]
		if from != nil {
			m.report.Moved = append(m.report.Moved, item(from, "it is in "+o.Parent.String()+" now, was in "+from.Parent.String()))
			if from.ID != "" && o.ID != "" && from.ID != o.ID && o.Kind.ID.Pattern != nil {
				m.correct(o, "id", from.ID, o.ID)
				m.report.Replaced = append(m.report.Replaced, item(from, replaced(from, o)))
			}
		}
		old := m.back[o.Parent]
		if m.back[o] != nil || old == nil {
			return // it is there, or is written with what it is in
		}
		if byParent[old] == nil {
			parents = append(parents, old)
		}
		byParent[old] = append(byParent[old], o)
		if from == nil {
			m.report.New = append(m.report.New, item(o, ""))
		}
	})
	for _, parent := range parents {
		for _, k := range m.registry.Children(parent.Kind.Name) {
			var all []*schema.Object
			for _, o := range byParent[parent] {
				if o.Kind == k {
					all = append(all, o)
				}
			}
			if all != nil {
				m.place(parent, k, all)
			}
		}
	}
}

// place writes new objects of one kind into what they stand in. The section may
// be there and empty.
func (m *merging) place(parent *schema.Object, k *schema.Kind, all []*schema.Object) {
	at := m.places[parent]
	said := m.inv.Said(at, k.Section)
	mark := m.options.Date
	list := make([]any, len(all))
	for i, o := range all {
		list[i] = m.object(o, mark)
	}
	whole := any(list)
	if k.Shape != schema.List {
		whole = m.section(k, all)
	}
	comments := func(of ...*schema.Object) string {
		var out []string
		for _, o := range of {
			out = append(out, m.comments(o)...)
		}
		return strings.Join(out, "\n")
	}
	switch {
	case k.Shape == schema.Table && said == "mapping":
		for _, o := range all {
			m.edit(edit.Edit{Path: join(at, k.Section), Op: edit.Add, Key: o.Name, Value: written(&k.Fields[1], o.Fields[k.Fields[1].Name])})
		}
	case k.Shape == schema.List && said == "list":
		for i, e := range list {
			m.edit(edit.Edit{Path: join(at, k.Section), Op: edit.Append, Value: e, Comment: comments(all[i])})
		}
	case said != "":
		m.edit(edit.Edit{Path: join(at, k.Section), Op: edit.Set, Value: whole, Comment: comments(all...)})
	default:
		m.edit(edit.Edit{Path: at, Op: edit.Add, Key: k.Section, Value: whole, Comment: comments(all...)})
	}
}

// comments are those of the file on what moved, and on what moved with it.
func (m *merging) comments(o *schema.Object) []string {
	var out []string
	schema.Walk([]*schema.Object{o}, func(part *schema.Object) {
		if from := m.moved[part]; from != nil {
			out = append(out, from.Comments()...)
		}
	})
	return out
}

// object is an object where the file has none, with all that lives in it. One
// that moved keeps what people said of it; another gets what they knew while it
// was undefined.
func (m *merging) object(o *schema.Object, mark string) edit.Map {
	if from := m.moved[o]; from != nil {
		return m.carried(o, from)
	}
	var said edit.Map
	if mark != "" {
		said = edit.Map{{Key: "new", Value: plain(mark)}}
	}
	out := m.objectWith(o, o.Fields, said)
	for _, u := range m.notes.Undefined {
		if u.Kind != o.Kind.Name || u.Name != o.Name && (o.ID == "" || u.Name != o.ID) {
			continue
		}
		var notes []any
		for _, n := range u.Notes {
			notes = append(notes, n)
		}
		if len(u.UsedBy) > 0 {
			notes = append(notes, "Said to be used by "+strings.Join(u.UsedBy, ", ")+".")
		}
		if notes != nil {
			out = append(out, edit.Pair{Key: "notes", Value: notes})
		}
		if u.From != nil {
			var from []any
			for _, f := range u.From {
				from = append(from, f)
			}
			out = append(out, edit.Pair{Key: "from", Value: from})
		}
	}
	return out
}

// carried is an object that moved: the facts of the account, and what the account
// never tells as the file has it.
func (m *merging) carried(o, from *schema.Object) edit.Map {
	values := maps.Clone(o.Fields)
	for i := range o.Kind.Fields {
		f := &o.Kind.Fields[i]
		if _, told := values[f.Name]; !told && from.Fields[f.Name] != nil && !isTold(f) {
			values[f.Name] = from.Fields[f.Name]
		}
	}
	return m.objectWith(o, values, mapping(schema.NoteFields(), from.Notes.Values()))
}

// knowledge brings what is remembered of the account up to date.
func (m *merging) knowledge(was *schema.Object, told *schema.AccountNotes) {
	at := m.places[was]
	m.note(at, "tombstones", m.tombstones)
	m.note(at, "corrections", m.corrections)
	var defined []int
	for i, u := range m.notes.Undefined {
		// What was not read is undefined by its id.
		if slices.ContainsFunc(m.pairs[was].Children, func(o *schema.Object) bool {
			return o.Kind.Name == u.Kind && (o.Name == u.Name || o.ID != "" && o.ID == u.Name)
		}) {
			defined = append(defined, i)
		}
	}
	for _, u := range told.Undefined {
		if m.known(u.Kind, u.Name) != "" {
			continue // it was not read
		}
		if !slices.ContainsFunc(m.notes.Undefined, func(v schema.Undefined) bool { return v.Kind == u.Kind && v.Name == u.Name }) {
			m.undefined = append(m.undefined, edit.Map{{Key: "kind", Value: u.Kind}, {Key: "name", Value: u.Name}})
		}
	}
	if len(defined) > 0 && len(defined) == len(m.notes.Undefined) && m.undefined == nil {
		m.edit(edit.Edit{Path: join(at, "undefined"), Op: edit.Remove})
	} else {
		for _, i := range defined {
			m.edit(edit.Edit{Path: join(at, "undefined", i), Op: edit.Remove})
		}
	}
	m.note(at, "undefined", m.undefined)
	m.blind(at, told.Blind)
	m.renames(was)
	if m.inv.Taken != "" {
		if m.inv.Taken != m.options.Date && len(m.edits) > 0 {
			m.edit(edit.Edit{Path: []any{"taken"}, Op: edit.Set, Value: plain(m.options.Date)})
		}
	}
}

// FromPull is the source of the blind spots that a pull writes, by which the next
// one knows them. Those of people stay.
const FromPull = "cfdr pull"

// blind brings the blind spots of a pull up to date; nil leaves them.
func (m *merging) blind(at []any, told []schema.Blind) {
	if told == nil {
		return
	}
	has := func(all []schema.Blind, what string) bool {
		return slices.ContainsFunc(all, func(b schema.Blind) bool { return b.What == what })
	}
	var gone []int
	for i, b := range m.notes.Blind {
		if slices.Equal(b.From, []string{FromPull}) && !has(told, b.What) {
			gone = append(gone, i)
		}
	}
	news := slices.DeleteFunc(slices.Clone(told), func(b schema.Blind) bool { return has(m.notes.Blind, b.What) })
	if len(gone) > 0 && len(gone) == len(m.notes.Blind) && len(news) == 0 {
		m.edit(edit.Edit{Path: join(at, "blind_spots"), Op: edit.Remove})
		return
	}
	for _, i := range gone {
		m.edit(edit.Edit{Path: join(at, "blind_spots", i), Op: edit.Remove})
	}
	if len(news) > 0 {
		m.note(at, "blind_spots", blindSpots(news))
	}
}

func blindSpots(all []schema.Blind) []any {
	var out []any
	for _, b := range all {
		out = append(out, edit.Map{{Key: "what", Value: b.What}, {Key: "from", Value: []any{FromPull}}})
	}
	return out
}

// note adds entries to a list of the account, which may not be there yet.
func (m *merging) note(at []any, key string, entries []any) {
	if entries == nil {
		return
	}
	switch m.inv.Said(at, key) {
	case "":
		m.edit(edit.Edit{Path: at, Op: edit.Add, Key: key, Value: entries})
	case "list":
		for _, e := range entries {
			m.edit(edit.Edit{Path: join(at, key), Op: edit.Append, Value: e})
		}
	default:
		m.edit(edit.Edit{Path: join(at, key), Op: edit.Set, Value: entries})
	}
}
