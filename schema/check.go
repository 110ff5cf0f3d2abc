package schema

import (
	"fmt"
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

// maxHints is for how many references, and for how many keys, a near name is
// looked for. Each search goes through the whole account or all kinds, and
// nobody reads more.
const maxHints = 100

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
	names, ids := map[nameKey]*Object{}, map[idKey]*Object{}
	for _, o := range objects {
		if slices.ContainsFunc(o.Kind.Key, func(key string) bool { return o.Kind.Field(key).Required && o.Fields[key] == nil }) {
			continue // it has no name, which is reported
		}
		k := nameKey{scope(o), o.Kind.Name, identity(o)}
		if first := names[k]; first != nil {
			c.errorf(CodeDuplicate, o, nil, "Two entries describe %s; the other is on line %d. Keep one, or give them the names they have.", o, first.Range().Start.Line)
		} else {
			names[k] = o
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

// scope is that within which a name stands for one object.
func scope(o *Object) *Object {
	switch {
	case o.Parent == nil || o.Kind.PerParent || len(o.Kind.Key) == 0:
		return o.Parent
	}
	return o.Account()
}

// resolve finds what a reference of an object names, or reports why it cannot.
func (c *checker) resolve(o *Object, at []any, kind, name string) *Object {
	return c.resolveIn(o.Account(), kind, name, upper(o.String()), func(sev hcl.DiagnosticSeverity, code Code, detail string) {
		c.add(sev, code, o, at, "%s", detail)
	})
}

// resolveIn finds what somebody refers to in an account.
func (c *checker) resolveIn(account *Object, kind, name, who string, report func(hcl.DiagnosticSeverity, Code, string)) *Object {
	if to := c.inv.Find(account, kind, name); to != nil {
		return to
	}
	extra := c.inv.AccountNotes(account)
	for i := range extra.Undefined {
		if u := &extra.Undefined[i]; u.Kind == kind && u.Name == name {
			if !c.reported[u] {
				report(hcl.DiagWarning, CodeUndefined, fmt.Sprintf("The %s %q is used here and described nowhere; what it is cannot be rebuilt.", Humane(kind), name))
				c.reported[u] = true
			}
			return nil
		}
	}
	for _, t := range extra.Tombstones {
		if t.Kind == kind && t.Name == name {
			report(hcl.DiagWarning, CodeTombstone, fmt.Sprintf("The %s %q %s.", Humane(kind), name, t.fate()))
			return nil
		}
	}
	report(hcl.DiagError, CodeReference, fmt.Sprintf("%s refers to the %s %q, and there is none.%s", who, Humane(kind), name, c.hint(account, kind, name)))
	return nil
}

func (t *Tombstone) fate() string {
	switch {
	case t.Phantom:
		return "never existed" + on(", as was found on ", t.Date)
	default:
		return "was deleted" + on(" on ", t.Date)
	}
}

func on(prefix, date string) string {
	if date == "" {
		return ""
	}
	return prefix + date
}

// hint helps with a name that is not there: another kind has it, it is an
// alias, or a near one is there.
func (c *checker) hint(account *Object, kind, name string) string {
	if c.hints++; c.hints > maxHints {
		return ""
	}
	var other, alias *Object
	var names []string
	Walk(account.Children, func(o *Object) {
		if o.Kind.Name != kind {
			if o.Name == name && other == nil {
				other = o
			}
			return
		}
		names = append(names, o.Name)
		if o.Notes != nil && slices.ContainsFunc(o.Notes.Aliases, func(a Alias) bool { return a.Name == name }) {
			alias = o
		}
	})
	switch {
	case alias != nil:
		return fmt.Sprintf(" It is another name of %q; refer to it by that.", alias.Name)
	case near(name, names) != "":
		return didYouMean(name, names)
	case other != nil:
		return fmt.Sprintf(" There is %s of that name.", WithArticle(other.Kind.Name))
	}
	return fmt.Sprintf(" Describe it, or list it under \"undefined\" with kind: %s.", kind)
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

// usedBy compares what is said to use an object with the bindings.
func (c *checker) usedBy(o *Object, i int, u UsedBy) {
	at := []any{"used_by", i}
	user := c.inv.Find(o, "worker", u.Worker)
	if user == nil {
		c.resolve(o, at, "worker", u.Worker)
		return
	}
	bound := c.bound[user]
	if bound == nil {
		bound = make(map[indexKey]bool)
		c.bound[user] = bound
		Walk([]*Object{user}, func(part *Object) {
			EachRef(part, func(_ []any, f *Field, name string) { bound[indexKey{kind: f.Ref.Kind, name: name}] = true })
		})
	}
	if !bound[indexKey{kind: o.Kind.Name, name: o.Name}] {
		c.warnf(CodeUsedBy, o, at, "%s is said to be used by %q, whose bindings do not have it.", upper(o.String()), u.Worker)
	}
}

// EachRef calls f for every reference that the fields of an object hold, with
// the path to it.
func EachRef(o *Object, f func(at []any, field *Field, name string)) {
	for i := range o.Kind.Fields {
		field := &o.Kind.Fields[i]
		if field.Ref == nil && field.Fields == nil && field.Variants == nil {
			continue
		}
		if v, ok := o.Fields[field.Name]; ok {
			eachRef(field, v, []any{field.Name}, f)
		}
	}
}

func eachRef(field *Field, v any, at []any, f func([]any, *Field, string)) {
	switch v := v.(type) {
	case string:
		if field.Ref != nil && v != "" {
			f(slices.Clone(at), field, v)
		}
	case []any:
		for i, item := range v {
			eachRef(field, item, append(at, i), f)
		}
	case map[string]any:
		if field.Many == MapOf && len(at) > 0 {
			if _, isKey := at[len(at)-1].(mapKey); !isKey {
				for _, k := range sortedKeys(v) {
					eachRef(field, v[k], append(at, mapKey(k)), f)
				}
				return
			}
		}
		fields := subfields(field, v)
		for i := range fields {
			sub := &fields[i]
			if item, ok := v[sub.Name]; ok {
				eachRef(sub, item, append(at, sub.Name), f)
			}
		}
	}
}

// A mapKey is a step into a mapping whose keys are data.
type mapKey string

// subfields are the fields that a mapping has: the field's own, or those of
// the variant that its tag chooses.
func subfields(field *Field, v map[string]any) []Field {
	if field.Variants == nil {
		return field.Fields
	}
	tag, _ := v[field.Tag].(string)
	for i := range field.Variants {
		if field.Variants[i].Name == tag {
			return field.Variants[i].Fields
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
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

// census compares the latest number of each kind with the list.
func (c *checker) census(a *Object) {
	latest := map[string]*Census{}
	extra := c.inv.AccountNotes(a)
	for i := range extra.Census {
		e := &extra.Census[i]
		if c.inv.registry.Kind(e.Kind) == nil {
			c.errorf(CodeBadValue, a, append(e.path, "kind"), "%q is no kind of thing.%s", e.Kind, didYouMean(e.Kind, c.kindNames()))
			continue
		}
		if e.What == "" && (latest[e.Kind] == nil || e.Date > latest[e.Kind].Date) {
			latest[e.Kind] = e
		}
	}
	listed := map[string]int{}
	Walk(a.Children, func(o *Object) { listed[o.Kind.Name]++ })
	for _, kind := range sortedKeys(latest) {
		e := latest[kind]
		switch n := listed[kind]; {
		case a.faulty:
		case n < e.Count:
			c.censusf(a, e, "%s counted on %s, %d listed: %d not described here.", counted(e.Count, kind), e.Date, n, e.Count-n)
		case n > e.Count:
			c.censusf(a, e, "%s counted on %s, %d listed: %d more than were there.", counted(e.Count, kind), e.Date, n, n-e.Count)
		}
	}
	for i, list := range [][]string{kindsOf(extra.Undefined, func(u Undefined) string { return u.Kind }), kindsOf(extra.Tombstones, func(t Tombstone) string { return t.Kind }), kindsOf(extra.Corrections, func(t Correction) string { return t.Kind })} {
		for j, kind := range list {
			if c.inv.registry.Kind(kind) == nil {
				key := []string{"undefined", "tombstones", "corrections"}[i]
				c.errorf(CodeBadValue, a, []any{key, j, "kind"}, "%q is no kind of thing.%s", kind, didYouMean(kind, c.kindNames()))
			}
		}
	}
}

func counted(n int, kind string) string { return fmt.Sprintf("%d of kind %s", n, kind) }

// censusf reports a difference under a name of its own, so that each can be
// accepted alone.
func (c *checker) censusf(a *Object, e *Census, format string, args ...any) {
	c.warnf(CodeCensus, a, append(e.path, "count"), format, args...)
	c.diags[len(c.diags)-1].Extra.(*Finding).Object = "census." + e.Kind
}

func kindsOf[T any](list []T, kind func(T) string) []string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = kind(e)
	}
	return out
}

func (c *checker) kindNames() []string {
	var out []string
	for _, k := range c.inv.registry.Kinds() {
		out = append(out, k.Name)
	}
	return out
}

// snapshot checks which account the directory is of.
func (c *checker) snapshot() {
	want := c.inv.Snapshot.Account
	var names []string
	for _, a := range c.inv.Accounts {
		names = append(names, a.Name)
	}
	switch {
	case want != "" && c.inv.Account(want) == nil:
		c.top(hcl.DiagError, CodeReference, []any{"snapshot", "account"}, "The snapshot is of the account %q, and there is none.%s", want, didYouMean(want, names))
	}
}

// SnapshotAccount is the account that the generated directory is of.
// It is nil when there are several accounts and nothing says which.
func (inv *Inventory) SnapshotAccount() *Object {
	if inv.Snapshot.Account == "" && len(inv.Accounts) == 1 {
		return inv.Accounts[0]
	}
	return inv.Account(inv.Snapshot.Account)
}

// backups checks what is copied, and what is not.
func (c *checker) backups() {
	covered, deferred := map[*Object]bool{}, map[*Object]bool{}
	for _, b := range c.inv.Backups {
		for i, s := range b.Schedule {
			if text := s.contradiction(); text != "" {
				c.backup(&b, CodeSchedule, hcl.DiagWarning, []any{"schedule", i}, text)
			}
		}
		if account := c.accountOf(&b, "by", b.By.Account); account != nil && c.inv.registry.Kind(b.By.Kind) != nil && b.By.Name != "" {
			c.backupRef(&b, account, []any{"by", "name"}, b.By.Kind, b.By.Name)
		}
		if account := c.accountOf(&b, "to", b.To.Account); account != nil && b.To.Bucket != "" {
			c.backupRef(&b, account, []any{"to", "bucket"}, "r2_bucket", b.To.Bucket)
		}
		for i, d := range b.Databases {
			at := append(slices.Clone(b.path), "databases", i)
			if o := c.database(at, d.Account, d.Database); o != nil {
				covered[o] = true
				c.assumed(o, at, b.Name, d.As, d.Assumed)
			}
		}
		for i, d := range b.Deferred {
			at := append(slices.Clone(b.path), "deferred", i)
			if o := c.database(at, d.Account, d.Database); o != nil {
				deferred[o] = true
				c.assumed(o, at, b.Name, d.As, d.Assumed)
				reason := ""
				if d.Reason != "" {
					reason = ": " + strings.TrimSuffix(d.Reason, ".")
				}
				c.topOf(o, CodeDeferred, at, "The backup %q leaves out %s for now%s.", b.Name, o, reason)
			}
		}
	}
	account := c.inv.SnapshotAccount()
	if account == nil {
		return
	}
	Walk(account.Children, func(o *Object) {
		if o.Kind.Dumped && !o.faulty && !covered[o] && !deferred[o] {
			c.warnf(CodeNoBackup, o, nil, "No backup covers %s.", o)
		}
	})
}

// backup reports something about a backup, which is no object but can be named
// in an acceptance: "backup.nightly".
func (c *checker) backup(b *Backup, code Code, sev hcl.DiagnosticSeverity, at []any, detail string) {
	c.top(sev, code, append(slices.Clone(b.path), at...), "%s", detail)
	f := c.diags[len(c.diags)-1].Extra.(*Finding)
	f.Object, f.Name = "backup."+b.Name, "backup "+quote(b.Name)
}

// accountOf finds the account that a part of a backup is in, that of the
// snapshot when nothing is said; nil, when there is none of that name.
func (c *checker) accountOf(b *Backup, part, name string) *Object {
	if name == "" {
		return c.inv.SnapshotAccount()
	}
	a := c.inv.Account(name)
	if a == nil {
		c.backup(b, CodeReference, hcl.DiagError, []any{part, "account"}, c.noAccount(name))
	}
	return a
}

func (c *checker) noAccount(name string) string {
	var names []string
	for _, a := range c.inv.Accounts {
		names = append(names, a.Name)
	}
	return fmt.Sprintf("There is no account %q.%s", name, didYouMean(name, names))
}

func (c *checker) backupRef(b *Backup, account *Object, at []any, kind, name string) {
	c.resolveIn(account, kind, name, fmt.Sprintf("The backup %q", b.Name), func(sev hcl.DiagnosticSeverity, code Code, detail string) {
		c.backup(b, code, sev, at, detail)
	})
}

func (c *checker) topOf(o *Object, code Code, at []any, format string, args ...any) {
	c.top(hcl.DiagWarning, code, at, format, args...)
	c.diags[len(c.diags)-1].Extra.(*Finding).about(o)
}

func (c *checker) assumed(o *Object, at []any, backup, as string, assumed bool) {
	if assumed {
		c.topOf(o, CodeAssumed, at, "That %q of the backup %q is %s is an inference; nobody has confirmed it.", as, backup, o)
	}
}

// database finds what a backup speaks of: account and name, never name alone.
func (c *checker) database(at []any, account, name string) *Object {
	a := c.inv.SnapshotAccount()
	if account != "" {
		if a = c.inv.Account(account); a == nil {
			c.top(hcl.DiagError, CodeReference, append(at, "account"), "%s", c.noAccount(account))
		}
	}
	if a == nil {
		return nil
	}
	dumped := ""
	for _, k := range c.inv.registry.Kinds() {
		if !k.Dumped {
			continue
		}
		if o := c.inv.Find(a, k.Name, name); o != nil {
			return o
		}
		dumped = k.Name
	}
	c.top(hcl.DiagError, CodeReference, append(at, "database"), "The account %q has no %s %q.%s", a.Name, Humane(dumped), name, c.hint(a, dumped, name))
	return nil
}

// accept marks the warnings that somebody lives with.
func (c *checker) accept() {
	for i := range c.inv.Accepted {
		a := &c.inv.Accepted[i]
		var codes []string
		for _, w := range warnings {
			codes = append(codes, string(w))
		}
		if !slices.Contains(codes, a.Warning) {
			c.top(hcl.DiagError, CodeBadValue, append(a.path, "warning"), "%q is not the code of a warning.%s", a.Warning, didYouMean(a.Warning, codes))
			continue
		}
		used := false
		for _, d := range c.diags {
			f := d.Extra.(*Finding)
			if d.Severity == hcl.DiagWarning && string(f.Code) == a.Warning && a.covers(f) {
				used = true
				if f.Accepted == nil {
					f.Accepted = a
				}
			}
		}
		if !used {
			c.top(hcl.DiagWarning, CodeAcceptance, append(a.path, "warning"), "No warning %q is left that this acceptance of %s covers; remove it.", a.Warning, a.Date)
		}
	}
}

// covers matches the patterns of an acceptance: kind.name or kind.label, where
// an asterisk stands for anything; an account and a slash may come before.
func (a *Acceptance) covers(f *Finding) bool {
	if len(a.Objects) == 0 {
		return true
	}
	for _, p := range a.Objects {
		for _, name := range []string{f.Object, f.kindName} {
			if glob(p, name) || glob(p, f.account+"/"+name) {
				return true
			}
		}
	}
	return false
}

// glob matches a pattern in which an asterisk stands for any text.
func glob(pattern, s string) bool {
	first, rest, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == s
	}
	if !strings.HasPrefix(s, first) {
		return false
	}
	s = s[len(first):]
	for {
		part, more, again := strings.Cut(rest, "*")
		if !again {
			return strings.HasSuffix(s, part)
		}
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s, rest = s[i+len(part):], more
	}
}
