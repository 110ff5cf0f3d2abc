package merge

import (
	"cmp"
	"strings"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/schema"
)

// renames follows names that changed in what people know: a backup names what it
// copies, what runs it and where to; notes name the counterpart, the users and
// what is mentioned; corrections and accepted warnings name objects.
func (m *merging) renames(was *schema.Object) {
	if len(m.renamed) == 0 {
		return
	}
	f := &follower{m: m, account: was}
	for i := range m.inv.Backups {
		f.backup(&m.inv.Backups[i], "backups", i)
	}
	schema.Walk([]*schema.Object{was}, func(o *schema.Object) {
		if o.Notes != nil && (o == was || m.pairs[o] != nil) {
			f.notes(o)
		}
	})
	for i, c := range m.notes.Corrections {
		f.name(c.Kind, c.Name, "name", join(m.places[was], "corrections", i)...)
	}
	f.called(m.inv.Snapshot.Account, "snapshot", "account")
	f.accepted()
}

// A follower replaces names of one account that changed.
type follower struct {
	m       *merging
	account *schema.Object
}

// ours says whether a name is of this account: no account is the snapshot's.
func (f *follower) ours(account string) bool {
	if account == "" {
		s := f.m.inv.SnapshotAccount()
		return s == nil || s == f.account
	}
	return account == f.account.Name
}

// name replaces a name that stands under a key, or alone where the place has the
// short form.
func (f *follower) name(kind, name, key string, path ...any) {
	to := f.m.renamed[kind][name]
	if to == "" {
		return
	}
	if !f.m.inv.Shortened(path...) {
		path = join(path, key)
	}
	f.m.edit(edit.Edit{Path: path, Op: edit.Set, Value: to})
}

// called replaces the name of the account itself, where a place has it.
func (f *follower) called(name string, path ...any) {
	if to := f.m.renamed[f.account.Kind.Name][name]; to != "" {
		f.m.edit(edit.Edit{Path: path, Op: edit.Set, Value: to})
	}
}

func (f *follower) backup(b *schema.Backup, at ...any) {
	f.called(b.By.Account, join(at, "by", "account")...)
	f.called(b.To.Account, join(at, "to", "account")...)
	for i, d := range b.Databases {
		f.called(d.Account, join(at, "databases", i, "account")...)
	}
	for i, d := range b.Deferred {
		f.called(d.Account, join(at, "deferred", i, "account")...)
	}
	if f.ours(b.By.Account) {
		f.name(b.By.Kind, b.By.Name, "name", join(at, "by")...)
	}
	for _, k := range f.m.registry.Kinds() {
		if k.Stored != nil && f.ours(b.To.Account) {
			f.name(k.Name, b.To.Bucket, "bucket", join(at, "to")...)
		}
		if !k.Dumped {
			continue
		}
		for i, d := range b.Databases {
			if f.ours(d.Account) {
				f.copied(k.Name, b, d, join(at, "databases", i)...)
			}
		}
		for i, d := range b.Deferred {
			if f.ours(d.Account) {
				f.name(k.Name, d.Database, "database", join(at, "deferred", i)...)
			}
		}
	}
}

// copied follows the name of a database that a backup copies. Its copies keep
// their old name, as far as anybody knows.
func (f *follower) copied(kind string, b *schema.Backup, d schema.BackupDatabase, at ...any) {
	to := f.m.renamed[kind][d.Database]
	switch named := strings.Contains(b.To.File, "<name>") && d.File == "" && d.As == ""; {
	case to == "" || !named:
		f.name(kind, d.Database, "database", at...)
	case f.m.inv.Shortened(at...):
		f.m.edit(edit.Edit{Path: at, Op: edit.Set, Value: edit.Map{{Key: "database", Value: to}, {Key: "as", Value: d.Database}, {Key: "assumed", Value: true}}})
	default:
		f.name(kind, d.Database, "database", at...)
		f.m.edit(edit.Edit{Path: at, Op: edit.Add, Key: "as", After: "database", Value: d.Database})
		f.m.edit(edit.Edit{Path: at, Op: edit.Add, Key: "assumed", After: "as", Value: true})
	}
}

func (f *follower) notes(o *schema.Object) {
	at := f.m.places[o]
	if o.Notes.Counterpart != nil {
		f.name(o.Kind.Name, o.Notes.Counterpart.Name, "name", join(at, "counterpart")...)
	}
	for i, u := range o.Notes.UsedBy {
		f.name("worker", u.Worker, "worker", join(at, "used_by", i)...)
	}
	for i, it := range o.Notes.Mentions {
		f.name(it.Kind, it.Name, "name", join(at, "mentions", i)...)
	}
}

// accepted follows the keys of objects whose warnings somebody accepted.
func (f *follower) accepted() {
	keys := map[string]string{}
	for old, is := range f.m.pairs {
		if old.Key() != is.Key() && f.m.renamed[old.Kind.Name][old.Name] != "" {
			keys[old.Key()] = is.Key()
		}
	}
	for i, a := range f.m.inv.Accepted {
		for j, key := range a.Objects {
			of, rest, qualified := strings.Cut(key, "/")
			if !qualified {
				of, rest = "", key
			}
			if qualified && of != f.account.Name {
				continue
			}
			to := cmp.Or(keys[rest], rest)
			if qualified {
				to = cmp.Or(f.m.renamed[f.account.Kind.Name][of], of) + "/" + to
			}
			if to != key {
				f.m.edit(edit.Edit{Path: []any{"accept", i, "objects", j}, Op: edit.Set, Value: to})
			}
		}
	}
}
