package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

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
	for _, kind := range slices.Sorted(maps.Keys(latest)) {
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
	if sev, code, detail := c.remembered(a, dumped, name); code != "" {
		if detail != "" {
			c.top(sev, code, append(at, "database"), "%s", detail)
		}
		return nil
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
