package schema

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// check finds what only the whole inventory shows: references, duplicates, and
// everything that is a warning. It is called once the reading had no error.
func check(inv *Inventory) hcl.Diagnostics {
	c := &checker{inv: inv, users: make(map[*Object]int), reported: make(map[*Undefined]bool), bound: make(map[*Object]map[indexKey]bool)}
	for _, a := range inv.Accounts {
		c.account(a)
	}
	c.duplicates(inv.Accounts)
	c.snapshot()
	c.backups()
	c.accept()
	return c.diags
}

type checker struct {
	inv   *Inventory
	diags hcl.Diagnostics
	// users counts the references to each object.
	users map[*Object]int
	// reported are the undefined things that were spoken of.
	reported map[*Undefined]bool
	// bound is what each worker refers to, of those that were asked for.
	bound map[*Object]map[indexKey]bool
	// hints counts the near names that were looked for.
	hints int
}

func (c *checker) add(sev hcl.DiagnosticSeverity, code Code, o *Object, at []any, format string, args ...any) {
	d := diagnostic(sev, code, o.Range(at...), format, args...)
	f := d.Extra.(*Finding)
	f.about(o)
	c.diags = append(c.diags, d)
}

func (c *checker) errorf(code Code, o *Object, at []any, format string, args ...any) {
	c.add(hcl.DiagError, code, o, at, format, args...)
}

func (c *checker) warnf(code Code, o *Object, at []any, format string, args ...any) {
	c.add(hcl.DiagWarning, code, o, at, format, args...)
}

// top reports something about a part of the inventory that is no object.
func (c *checker) top(sev hcl.DiagnosticSeverity, code Code, at []any, format string, args ...any) {
	r := hcl.Range{}
	if c.inv.source != nil {
		r = c.inv.source.rangeOf(descend(c.inv.source.root, at))
	}
	c.diags = append(c.diags, diagnostic(sev, code, r, format, args...))
}

func (c *checker) account(a *Object) {
	var all []*Object
	Walk(a.Children, func(o *Object) { all = append(all, o) })
	c.duplicates(all)
	for _, o := range all {
		EachRef(o, func(at []any, f *Field, name string) {
			if to := c.resolve(o, at, f.Ref.Kind, name); to != nil {
				c.users[to]++
			}
		})
	}
	if a.Kind.Check != nil {
		c.kindCheck(a)
	}
	c.object(a)
	for _, o := range all {
		c.object(o)
		if o.Kind.Check != nil {
			c.kindCheck(o)
		}
	}
	c.census(a)
}

func (c *checker) kindCheck(o *Object) {
	if o.faulty || o.Parent != nil && o.Parent.faulty {
		return
	}
	o.Kind.Check(o, func(code Code, at []any, detail string) {
		if code.IsWarning() {
			c.warnf(code, o, at, "%s", detail)
		} else {
			c.errorf(code, o, at, "%s", detail)
		}
	})
}

var warnings = []Code{CodeNoID, CodeUnverified, CodeIncomplete, CodeCensus, CodeNoSource, CodeNoBackup, CodeDeferred, CodeAssumed, CodeUnbound, CodeUsedBy, CodeTombstone, CodeSchedule, CodeUndefined, CodeSecretLooking, CodeAcceptance}

// Warnings lists the codes that are warnings.
func Warnings() []Code { return warnings }

// IsWarning says whether findings of the code leave the inventory usable.
func (c Code) IsWarning() bool { return slices.Contains(warnings, c) }

// duplicates finds two objects of one name or one id.
func (c *checker) duplicates(objects []*Object) {
	type nameKey struct {
		scope      *Object
		kind, name string
	}
	type idKey struct{ kind, id string }
	names, ids, called := map[nameKey]*Object{}, map[idKey]*Object{}, map[nameKey]*Object{}
	for _, o := range objects {
		if slices.ContainsFunc(o.Kind.Key, func(key string) bool { return o.Kind.Field(key).Required && o.Fields[key] == nil }) {
			continue // it has no name, which is reported
		}
		k := nameKey{scope(o), o.Kind.Name, identity(o)}
		if first := names[k]; first != nil {
			c.errorf(CodeDuplicate, o, nil, "Two entries describe %s; the other is on line %d. Keep one, or give them the names they have%s.", o, first.Range().Start.Line, tellApart(o))
		} else {
			names[k] = o
		}
		if o.Kind.Field("distinct") != nil && names[k] == o {
			k.name = o.Name
			if first := called[k]; first != nil {
				c.errorf(CodeDuplicate, o, nil, "This entry and the one on line %d are both referred to as %q. Give one of them another \"distinct\".", first.Range().Start.Line, o.Name)
			}
			called[k] = o
		}
		if o.ID == "" {
			continue
		}
		i := idKey{o.Kind.Name, o.ID}
		if first := ids[i]; first != nil {
			c.errorf(CodeDuplicate, o, []any{"id"}, "%s and %s have the same id; the other is on line %d. One of the two is wrong.", upper(o.String()), first, first.Range("id").Start.Line)
		} else {
			ids[i] = o
		}
	}
}

func tellApart(o *Object) string {
	if o.Kind.Field("distinct") == nil {
		return ""
	}
	return ", or tell two of one name apart with \"distinct\""
}

// scope is that within which a name stands for one object.
func scope(o *Object) *Object {
	switch {
	case o.Parent == nil || o.Kind.PerParent || len(o.Kind.Key) == 0:
		return o.Parent
	}
	return o.Account()
}

// object finds what is worth a warning about one object.
func (c *checker) object(o *Object) {
	if o.faulty {
		return // what it lacks may be what could not be read
	}
	if o.Kind.ID.Pattern != nil && o.ID == "" && o.Owner() == "" && (o.Kind.Parent == "" || o.Kind.V4.Type+o.Kind.V5.Type != "") {
		without := "It cannot be adopted; a script creates it by name."
		if o.Parent == nil {
			without = "Nothing that is made for it can be pinned to it."
		}
		c.warnf(CodeNoID, o, nil, "%s has no id. %s", upper(o.String()), without)
	}
	for i := range o.Kind.Fields {
		f := &o.Kind.Fields[i]
		if text := o.Text(f.Name); f.Opens != "" && text != "" {
			c.warnf(CodeIncomplete, o, []any{f.Name}, "The list of %s of %s is not all of them; the source says %q.", f.Opens, o, text)
		}
	}
	for _, schedule := range schedulesOf(o) {
		if text := schedule.contradiction(); text != "" {
			c.warnf(CodeSchedule, o, append(schedule.at, "says"), "%s", text)
		}
	}
	if o.Kind.Bound && c.users[o] == 0 && o.Owner() == "" {
		c.warnf(CodeUnbound, o, nil, "Nothing in the inventory binds %s.", o)
	}
	n := o.Notes
	if n == nil {
		return
	}
	if len(n.Unverified) > 0 {
		c.warnf(CodeUnverified, o, []any{"unverified"}, "Only documented, not confirmed by the account: %s of %s.", strings.Join(n.Unverified, ", "), o)
	}
	for i, u := range n.UsedBy {
		c.usedBy(o, i, u)
	}
	for i, m := range n.Mentions {
		c.resolve(o, []any{"mentions", i, "name"}, m.Kind, m.Name)
	}
	if n.Counterpart != nil && n.Counterpart.Name != "" {
		c.resolve(o, []any{"counterpart"}, o.Kind.Name, n.Counterpart.Name)
	}
}

// A placedSchedule is a schedule and where it stands.
type placedSchedule struct {
	Schedule
	at []any
}

// schedulesOf finds every list of schedules among the fields of an object.
func schedulesOf(o *Object) []placedSchedule {
	var out []placedSchedule
	for i := range o.Kind.Fields {
		f := &o.Kind.Fields[i]
		if f.Many != ListOf || findField(f.Fields, "says") == nil {
			continue
		}
		for j, v := range o.Values(f.Name) {
			m, _ := v.(map[string]any)
			cron, _ := m["cron"].(string)
			says, _ := m["says"].(string)
			zone, _ := m["time_zone"].(string)
			at := []any{f.Name, j}
			if o.Kind.Shape == Whole {
				at = []any{j}
			}
			out = append(out, placedSchedule{Schedule{Cron: cron, Says: says, TimeZone: zone}, at})
		}
	}
	return out
}
