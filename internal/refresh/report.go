package refresh

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/schema"
)

// A Report is what one refresh found.
type Report struct {
	// Now is when it was made, Before when the snapshot was last refreshed: the
	// zero time where nothing says it.
	Now, Before time.Time
	// DryRun: nothing was written.
	DryRun bool
	// Inventory is its path, Written whether it was changed.
	Inventory string
	Written   bool
	Accounts  []*Account
	Dumps     []*Dump
	// Refused are the reasons why nothing was written.
	Refused []Refusal
}

// A Refusal is a reason to write nothing: what stands in the way, and what to do.
type Refusal struct {
	// Account is the one that it is about, empty for all.
	Account, Summary string
	Details          []string
	Hint             string
}

// An Account is what was found of one account.
type Account struct {
	Name, ID          string
	Objects, Requests int
	// First: nothing was known of it.
	First bool
	// Facts are what the account told that the inventory did not say.
	Facts  merge.Report
	Unread []Unread
	// Blind are sentences of what the account has and the inventory cannot say.
	Blind []string
	// Exposed counts the secrets that stand in the open, Taken says that they
	// were taken out of what is written.
	Exposed int
	Taken   bool
	// Snapshot is nil for an account that is only read.
	Snapshot *Snapshot
}

// Unread is a part of an account that could not be read.
type Unread struct {
	Kind string `json:"kind"`
	Of   string `json:"of,omitempty"`
	// Fields are all that it is about, where the rest was read.
	Fields []string `json:"fields,omitempty"`
	// Permission is what the token lacks, empty where it is something else.
	Permission string `json:"permission,omitempty"`
	Why        string `json:"why"`
	// Since is when it was first not read.
	Since time.Time `json:"since"`
}

// A Snapshot is what became of the snapshot of one account.
type Snapshot struct {
	Dir    string
	Target schema.Target
	// Created, Replaced, Deleted and Unchanged count its files.
	Created, Replaced, Deleted, Unchanged int
	// Gaps and Before are what Terraform does not hold, now and at the last
	// time; Before is nil where there was no snapshot.
	Gaps, Before *generator.Report
	// State is the file that was compared with, empty where there is none; Diff
	// is nil then.
	State string
	Diff  *plan.Diff
	// Expect is what terraform plan must say.
	Expect string
	// TakeOver is the command that makes the state of a rebuild the one of the
	// directory, empty where that is not needed.
	TakeOver string
	// Refused: it would be written but for the reasons of the report.
	Refused bool
}

// GapChanges are the gaps that came and that went, as sentences.
func (s *Snapshot) GapChanges() (came, went []string) {
	now, before := gapsOf(s.Gaps), gapsOf(s.Before)
	for _, g := range now {
		if !slices.Contains(before, g) {
			came = append(came, g)
		}
	}
	for _, g := range before {
		if !slices.Contains(now, g) {
			went = append(went, g)
		}
	}
	return came, went
}

func gapsOf(r *generator.Report) []string {
	if r == nil {
		return nil
	}
	var out []string
	for _, g := range r.Gaps {
		for _, o := range g.Objects {
			text := fmt.Sprintf("%s %s: %s", schema.Humane(g.Kind), o.Name, g.Title())
			if o.What != "" {
				text += " (" + o.What + ")"
			}
			out = append(out, text)
		}
	}
	return out
}

// Differs says whether anything of the snapshot is, or would be, written.
func (r *Report) Differs() bool {
	return r.Written || slices.ContainsFunc(r.Accounts, func(a *Account) bool {
		return a.Snapshot != nil && a.Snapshot.Created+a.Snapshot.Replaced+a.Snapshot.Deleted > 0
	})
}

// A section is a part of the report: a title, what it comes to, and what it is
// of.
type section struct {
	title, summary string
	items          []string
	// table has a row for each item, instead of items.
	head  []string
	table [][]string
	// all: none of the items is left out.
	all bool
}

func (r *Report) sections() []section {
	var out []section
	for _, a := range r.Accounts {
		out = append(out, r.account(a)...)
	}
	if s := r.dumps(); s.title != "" {
		out = append(out, s)
	}
	for _, refusal := range r.Refused {
		s := section{title: "Refused", summary: refusal.Summary, items: slices.Clone(refusal.Details), all: true}
		if refusal.Account != "" && len(r.Accounts) > 1 {
			s.title += " for " + refusal.Account
		}
		if refusal.Hint != "" {
			s.items = append(s.items, "What to do: "+refusal.Hint)
		}
		out = append(out, s)
	}
	return out
}

func (r *Report) account(a *Account) []section {
	of := ""
	if len(r.Accounts) > 1 {
		of = " of " + a.Name
	}
	out := []section{{title: "Account", summary: fmt.Sprintf("%s: %s, read with %s", a.Name, count(a.Objects, "object", "objects"), count(a.Requests, "request", "requests"))}}
	if a.First {
		out[0].summary += "; nothing was known of it"
	}
	for _, part := range a.Facts.Parts() {
		out = append(out, section{title: part.Title + of, summary: fmt.Sprint(len(part.Items)), items: part.Lines()})
	}
	if len(out) == 1 && !a.First {
		out[0].summary += "; nothing new"
	}
	if len(a.Unread) > 0 {
		s := section{title: "Not read" + of, summary: fmt.Sprintf("%d, of which nothing counts as gone", len(a.Unread))}
		s.items = Told(a.Unread, r.Now)
		out = append(out, s)
	}
	if len(a.Blind) > 0 {
		out = append(out, section{title: "Blind spots" + of, summary: fmt.Sprint(len(a.Blind)), items: a.Blind})
	}
	if a.Exposed > 0 {
		what := "they stand in what was written"
		if a.Taken {
			what = "they were taken out of what was written"
		}
		out = append(out, section{title: "Secrets" + of, summary: fmt.Sprintf("%s in the open; %s", count(a.Exposed, "secret", "secrets"), what)})
	}
	switch {
	case a.Snapshot != nil:
		out = append(out, a.Snapshot.sections(of)...)
	case r.none() && r.Refused == nil:
		out = append(out, section{title: "Snapshot" + of, summary: "none: cfdr.yaml names no directory for it (snapshot: DIR)"})
	}
	return out
}

// Told says what could not be read: what lacks one permission in one sentence.
func Told(unread []Unread, now time.Time) []string {
	type key struct{ permission, kind string }
	of := map[key][]string{}
	kinds := map[string][]string{}
	since := map[string]time.Time{}
	var order, out []string
	for _, u := range unread {
		if u.Permission == "" || u.Fields != nil {
			if u.Permission != "" {
				u.Why = fmt.Sprintf("the token needs %q", u.Permission)
			}
			out = append(out, u.called()+": "+u.Why+u.lasting(now))
			continue
		}
		k := key{u.Permission, u.Kind}
		if kinds[u.Permission] == nil {
			order = append(order, u.Permission)
		}
		if of[k] == nil {
			kinds[u.Permission] = append(kinds[u.Permission], u.Kind)
		}
		of[k] = append(of[k], u.Of)
		if t := since[u.Permission]; t.IsZero() || u.Since.Before(t) {
			since[u.Permission] = u.Since
		}
	}
	var forbidden []string
	for _, p := range order {
		var parts []string
		for _, kind := range kinds[p] {
			names := slices.DeleteFunc(of[key{p, kind}], func(s string) bool { return s == "" })
			part := schema.Humane(kind)
			switch {
			case len(names) > some:
				part += fmt.Sprintf(" of %s and %d more", strings.Join(names[:some], ", "), len(names)-some)
			case len(names) > 0:
				part += " of " + strings.Join(names, ", ")
			}
			parts = append(parts, part)
		}
		u := Unread{Since: since[p]}
		forbidden = append(forbidden, fmt.Sprintf("%s: the token needs %q%s", strings.Join(parts, "; "), p, u.lasting(now)))
	}
	return append(forbidden, out...)
}

func (u *Unread) called() string {
	if u.Fields != nil {
		rest := Unread{Kind: u.Kind, Of: u.Of}
		return strings.Join(u.Fields, ", ") + " of " + rest.called()
	}
	if u.Of == "" {
		return schema.Humane(u.Kind)
	}
	return schema.Humane(u.Kind) + " of " + u.Of
}

func (u *Unread) lasting(now time.Time) string {
	if days := int(now.Sub(u.Since).Hours() / 24); days > 0 {
		return "; for " + count(days, "day", "days") + " now"
	}
	return ""
}

// none says whether no account has a snapshot, which is hardly meant.
func (r *Report) none() bool {
	return !slices.ContainsFunc(r.Accounts, func(a *Account) bool { return a.Snapshot != nil })
}

func (s *Snapshot) sections(of string) []section {
	files := "no file changed"
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{s.Created, "created"}, {s.Replaced, "replaced"}, {s.Deleted, "deleted"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if parts != nil {
		if s.Unchanged > 0 {
			parts = append(parts, fmt.Sprintf("%d unchanged", s.Unchanged))
		}
		files = strings.Join(parts, ", ")
	}
	if s.Refused {
		files = "it stays as it is"
	}
	out := []section{{title: "Snapshot" + of, summary: fmt.Sprintf("%s for provider %s: %s", s.Dir, s.Target, files)}}
	if s.Gaps == nil {
		return out
	}
	out = append(out, s.state(of))
	gaps := section{title: "Gaps" + of, summary: count(len(gapsOf(s.Gaps)), "gap", "gaps")}
	if s.Before != nil {
		came, went := s.GapChanges()
		if gaps.summary += fmt.Sprintf(", %d before", len(gapsOf(s.Before))); came == nil && went == nil {
			gaps.summary += "; the same"
		}
		for _, g := range came {
			gaps.items = append(gaps.items, "+ "+g)
		}
		for _, g := range went {
			gaps.items = append(gaps.items, "- "+g)
		}
	}
	gaps.summary += ". " + s.Gaps.Summary
	return append(out, gaps)
}

// state says what the state lacks, and what it has wrongly.
func (s *Snapshot) state(of string) section {
	out := section{title: "State" + of}
	if s.Diff == nil {
		out.summary = "none is here, so nothing was compared"
		return out
	}
	out.summary = s.State + ": " + strings.TrimSuffix(s.Diff.Summary().String(), ".")
	if !s.Diff.Differs() {
		out.summary = s.State + ": it lacks nothing and differs in nothing"
	}
	for _, c := range s.Diff.Changes {
		var text string
		switch c.Class {
		case plan.Import:
			text = "lacks " + c.Key
		case plan.Changed:
			text = "differs in " + c.Key
		case plan.Forget:
			text = "still has " + c.Address
		case plan.Leftover:
			text = "has a leftover of " + c.Address
		default:
			continue
		}
		out.items = append(out.items, text)
	}
	return out
}

func (r *Report) dumps() section {
	if !slices.ContainsFunc(r.Dumps, func(d *Dump) bool { return d.Backup != "" }) {
		if len(r.Dumps) > 0 {
			return section{title: "Dumps", summary: fmt.Sprintf("the inventory describes no backup, so nothing is known of copies of %s", count(len(r.Dumps), "database", "databases"))}
		}
		return section{}
	}
	s := section{title: "Dumps", head: []string{"database", "newest dump", "size", "age"}}
	bad := 0
	for _, d := range r.Dumps {
		if d.Fate != Fresh {
			bad++
		}
		row := []string{d.Database, d.File, "", ""}
		if len(r.Accounts) > 1 || d.Account != r.Accounts[0].Name {
			row[0] = d.Account + "/" + d.Database
		}
		if d.File != "" {
			row[2] = size(d.Size)
		}
		if d.Time != nil {
			row[3] = Age(r.Now.Sub(*d.Time))
		}
		switch d.Fate {
		case Fresh:
		case Late:
			row[3] = strings.TrimSpace(row[3] + " " + d.Why)
		case Unknown:
			row[1] = "not known: " + d.Why
		case Deferred:
			row[1] = "none, deferred: " + d.Why
		case Missing:
			row[1] = fmt.Sprintf("MISSING: the bucket %s has none", d.Bucket)
		case Uncovered:
			row[1] = "NONE: no backup names it"
		}
		s.table = append(s.table, row)
	}
	s.summary = fmt.Sprintf("%s, all fresh", count(len(r.Dumps), "copy", "copies"))
	if bad > 0 {
		s.summary = fmt.Sprintf("%d of %d to look at", bad, len(r.Dumps))
	}
	return s
}

// Age is a span of time as people say it: "3 days".
func Age(d time.Duration) string {
	switch {
	case d < time.Hour: // a clock that is behind makes it less than nothing
		return count(max(0, int(d.Minutes())), "minute", "minutes")
	case d < 48*time.Hour:
		return count(int(d.Hours()), "hour", "hours")
	}
	return count(int(d.Hours()/24), "day", "days")
}

// Ago says when something was, of a moment or of a day: "3 days ago".
func Ago(now, then time.Time) string {
	if sameDay(now, then) {
		return "today"
	}
	return Age(now.Sub(then)) + " ago"
}

// sameDay says whether only the day of something is known, and it is this one.
func sameDay(now, then time.Time) bool {
	return then.Equal(then.Truncate(24*time.Hour)) && now.UTC().Truncate(24*time.Hour).Equal(then)
}

func size(n int64) string {
	f, unit := float64(n), 0
	units := []string{"B", "KB", "MB", "GB", "TB"}
	for f >= 1000 && unit < len(units)-1 {
		f, unit = f/1000, unit+1
	}
	if unit == 0 || f >= 100 {
		return fmt.Sprintf("%.0f %s", f, units[unit])
	}
	return fmt.Sprintf("%.1f %s", f, units[unit])
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// headline says when, and how old the snapshot was.
func (r *Report) headline() string {
	what := "Refreshed"
	switch {
	case r.Refused != nil:
		what = "Not refreshed"
	case r.DryRun:
		what = "Would refresh"
	}
	text := fmt.Sprintf("%s %s UTC", what, r.Now.UTC().Format("2006-01-02 15:04"))
	if !slices.ContainsFunc(r.Accounts, func(a *Account) bool { return !a.First }) {
		return text + "; there was nothing before."
	}
	if r.Before.IsZero() {
		return text + "; when the snapshot was last refreshed is not recorded."
	}
	if sameDay(r.Now, r.Before) {
		return text + "; the snapshot was of this day."
	}
	return text + fmt.Sprintf("; the snapshot was %s old.", Age(r.Now.Sub(r.Before)))
}
