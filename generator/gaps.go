package generator

import (
	"fmt"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A Report is the document of the gaps of one target; its texts and its JSON
// are renderings of this struct.
type Report struct {
	Account AccountPin    `json:"account"`
	Target  schema.Target `json:"target"`
	Taken   string        `json:"taken,omitempty"`
	// Summary is the counts in a sentence.
	Summary string       `json:"summary"`
	Counts  Counts       `json:"counts"`
	Kinds   []KindCounts `json:"kinds"`
	Gaps    []GapGroup   `json:"gaps"`
	// Objects are those that Terraform alone does not bring back.
	Objects     []ObjectFate  `json:"objects"`
	Data        []DataCopy    `json:"data"`
	Deferred    []Deferral    `json:"deferred"`
	Unconfirmed []Unconfirmed `json:"unconfirmed"`
	BlindSpots  []string      `json:"blind_spots"`
}

// Counts says how many objects there are and what brings them back.
type Counts struct {
	Objects   int `json:"objects"`
	Adopted   int `json:"adopted"`
	Terraform int `json:"terraform"`
	Script    int `json:"script"`
	Hand      int `json:"hand"`
	Owner     int `json:"owner"`
}

// KindCounts are the counts of one kind.
type KindCounts struct {
	Kind string `json:"kind"`
	Counts
}

// A GapGroup is one reason with the objects it holds for.
type GapGroup struct {
	Kind    string      `json:"kind"`
	Gap     string      `json:"gap"`
	Reason  string      `json:"reason"`
	Source  string      `json:"source"`
	Script  string      `json:"script,omitempty"`
	Hand    string      `json:"hand,omitempty"`
	Objects []GapObject `json:"objects"`
}

// Title is the gap in words.
func (g GapGroup) Title() string { return strings.ReplaceAll(g.Gap, "-", " ") }

// A GapObject is one object of a group.
type GapObject struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	What     string `json:"what,omitempty"`
	Origin   string `json:"origin,omitempty"`
	Retiring bool   `json:"retiring,omitempty"`
}

// An ObjectFate is what becomes of one object.
type ObjectFate struct {
	Key     string `json:"key"`
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Class   Class  `json:"class"`
	Address string `json:"address,omitempty"`
	Owner   string `json:"owner,omitempty"`
	Losses  []Loss `json:"losses,omitempty"`
}

// A DataCopy says whether anything holds a copy of what is in an object.
type DataCopy struct {
	Key    string `json:"key"`
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Holds  string `json:"holds"`
	Copies []Copy `json:"copies,omitempty"`
}

// A Copy is where a backup puts the contents of a database.
type Copy struct {
	Backup    string `json:"backup"`
	Account   string `json:"account,omitempty"`
	Bucket    string `json:"bucket,omitempty"`
	Prefix    string `json:"prefix,omitempty"`
	File      string `json:"file,omitempty"`
	Frequency string `json:"frequency,omitempty"`
	Retention string `json:"retention,omitempty"`
	Token     string `json:"token,omitempty"`
	Size      string `json:"size,omitempty"`
	Assumed   bool   `json:"assumed,omitempty"`
	// As is the name that the backup gives it, where that is another.
	As string `json:"as,omitempty"`
}

// A Deferral is a database that a backup leaves out for now.
type Deferral struct {
	Database   string `json:"database"`
	Backup     string `json:"backup"`
	Reason     string `json:"reason,omitempty"`
	Mitigation string `json:"mitigation,omitempty"`
}

// Unconfirmed is what the inventory has only from a document.
type Unconfirmed struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	What string `json:"what"`
}

// NewReport makes the document of a survey.
func NewReport(s *Survey) *Report {
	r := &Report{
		Account: AccountPin{ID: s.Account.ID, Name: s.Account.Name}, Target: s.Target, Taken: s.Inventory.Taken,
		Kinds: []KindCounts{}, Gaps: []GapGroup{}, Objects: []ObjectFate{}, Data: []DataCopy{},
		Deferred: []Deferral{}, Unconfirmed: []Unconfirmed{}, BlindSpots: []string{},
	}
	groups := map[string]int{}
	for _, it := range s.Items {
		r.count(it)
		if it.Losses != nil || it.Owner != "" {
			r.Objects = append(r.Objects, ObjectFate{
				Key: it.Key(), Kind: it.Kind.Name, Name: it.Path(), Class: it.Class(),
				Address: it.Address, Owner: it.Owner, Losses: it.Losses,
			})
		}
		for _, l := range it.Losses {
			r.group(groups, it, l)
		}
		r.unconfirmed(it)
		if it.Kind.Holds != "" {
			r.Data = append(r.Data, DataCopy{Key: it.Key(), Kind: humane(it.Kind.Name), Name: it.Path(), Holds: it.Kind.Holds, Copies: copies(s, it)})
		}
	}
	for _, b := range s.Inventory.Backups {
		for _, d := range b.Deferred {
			if s.ours(d.Account) {
				r.Deferred = append(r.Deferred, Deferral{Database: d.Database, Backup: b.Name, Reason: d.Reason, Mitigation: d.Mitigation})
			}
		}
	}
	r.blindSpots(s)
	r.Summary = r.Counts.String()
	return r
}

// String is the counts in a sentence.
func (c Counts) String() string {
	text := fmt.Sprintf("Of %d objects: %d by Terraform, %d by script, %d by hand", c.Objects, c.Terraform, c.Script, c.Hand)
	if c.Owner > 0 {
		text += fmt.Sprintf(", %d with what owns them", c.Owner)
	}
	return text + "."
}

func (c *Counts) add(it *Item) {
	c.Objects++
	if it.Address != "" {
		c.Adopted++
	}
	switch it.Class() {
	case ByTerraform:
		c.Terraform++
	case ByScript:
		c.Script++
	case ByHand:
		c.Hand++
	case ByOwner:
		c.Owner++
	}
}

func (r *Report) count(it *Item) {
	r.Counts.add(it)
	if n := len(r.Kinds); n == 0 || r.Kinds[n-1].Kind != it.Kind.Name {
		r.Kinds = append(r.Kinds, KindCounts{Kind: it.Kind.Name})
	}
	r.Kinds[len(r.Kinds)-1].add(it)
}

func (r *Report) group(groups map[string]int, it *Item, l Loss) {
	// The same argument may be missing in two places, for two reasons.
	key := strings.Join([]string{it.Kind.Name, l.Gap, l.Reason, l.Script, l.Hand}, "\x00")
	i, known := groups[key]
	if !known {
		i = len(r.Gaps)
		groups[key] = i
		r.Gaps = append(r.Gaps, GapGroup{Kind: it.Kind.Name, Gap: l.Gap, Reason: l.Reason, Source: l.Source, Script: l.Script, Hand: l.Hand})
	}
	g := &r.Gaps[i]
	o := GapObject{Key: it.Key(), Name: nameOf(it), What: strings.Join(l.What, ", "), Retiring: it.Notes != nil && it.Notes.Retire != nil}
	if it.Kind.Origin != nil && l.Hand != "" {
		o.Origin = it.Kind.Origin(it.Object)
	}
	if n := len(g.Objects); n > 0 && g.Objects[n-1].Key == o.Key {
		g.Objects[n-1].What += ", " + o.What
		return
	}
	g.Objects = append(g.Objects, o)
}

func nameOf(it *Item) string {
	if it.Name == "" {
		return it.Parent.Name
	}
	return it.Path()
}

func (r *Report) unconfirmed(it *Item) {
	var open []string
	note := func(what string) { open = append(open, what) }
	defer func() {
		if open != nil {
			r.Unconfirmed = append(r.Unconfirmed, Unconfirmed{Key: it.Key(), Name: it.String(), What: strings.Join(open, "; ")})
		}
	}()
	if it.Kind.ID.Pattern != nil && it.ID == "" && it.Owner == "" && it.Kind.V4.Type+it.Kind.V5.Type != "" {
		note("its id is not recorded")
	}
	if it.Notes != nil && len(it.Notes.Unverified) > 0 {
		note("only documented: " + strings.Join(it.Notes.Unverified, ", "))
	}
	for i := range it.Kind.Fields {
		f := &it.Kind.Fields[i]
		if text := it.Text(f.Name); f.Opens != "" && text != "" {
			note(fmt.Sprintf("its list of %s is incomplete (%q)", f.Opens, text))
		}
		if f.Needs == "" {
			continue
		}
		var half []string
		for _, e := range it.Values(f.Name) {
			if m, ok := e.(map[string]any); ok && m[f.Needs] == nil {
				half = append(half, describe(f, m))
			}
		}
		if half != nil {
			note(fmt.Sprintf("without %s: %s", f.Needs, strings.Join(half, ", ")))
		}
	}
}

func (s *Survey) ours(account string) bool {
	return account == "" || account == s.Account.Name || account == s.Account.ID
}

// copies finds what the backups hold of an object.
func copies(s *Survey, it *Item) []Copy {
	if !it.Kind.Dumped {
		return nil
	}
	var out []Copy
	for _, b := range s.Inventory.Backups {
		var crons []string
		for _, c := range b.Schedule {
			crons = append(crons, c.Cron)
		}
		for _, d := range b.Databases {
			if d.Database != it.Name || !s.ours(d.Account) {
				continue
			}
			name := d.Database
			if d.As != "" {
				name = d.As
			}
			out = append(out, Copy{
				Backup: b.Name, Account: b.To.Account, Bucket: b.To.Bucket,
				Prefix:    orText(d.Prefix, b.To.Prefix),
				File:      orText(d.File, strings.NewReplacer("<name>", name, "<database>", d.Database).Replace(b.To.File)),
				Frequency: strings.Join(crons, ", "), Retention: b.Retention, Token: d.Token, Size: d.Size, Assumed: d.Assumed, As: d.As,
			})
		}
	}
	return out
}

// blindSpots says what the account has that nobody wrote down.
func (r *Report) blindSpots(s *Survey) {
	extra := s.Inventory.AccountNotes(s.Account)
	listed := map[string]int{}
	for _, it := range s.Items {
		listed[it.Kind.Name]++
	}
	for _, c := range extra.Census {
		text := fmt.Sprintf("%s: %d counted on %s", humane(c.Kind), c.Count, c.Date)
		if n := listed[c.Kind]; c.What == "" && n != c.Count {
			r.BlindSpots = append(r.BlindSpots, fmt.Sprintf("%s, %d listed.", text, n))
		}
	}
	for _, u := range extra.Undefined {
		text := fmt.Sprintf("%s %s is used and described nowhere", humane(u.Kind), u.Name)
		if len(u.UsedBy) > 0 {
			text += ", by " + strings.Join(u.UsedBy, ", ")
		}
		r.BlindSpots = append(r.BlindSpots, text+".")
	}
	for _, b := range extra.Blind {
		r.BlindSpots = append(r.BlindSpots, b.What)
	}
}
