package pull

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A Result is what an account told.
type Result struct {
	Inventory *schema.Inventory
	// Account is the one that was read, in the inventory.
	Account *schema.Object
	// Unset are objects that are as they are where nobody ever set them. They
	// stand in their parents, and not among their children.
	Unset []*schema.Object
	// Unreadable is what could not be read. Nothing of it is gone.
	Unreadable []Unreadable
	// Notes are what is not there for this account, such as a product that it
	// never set up. That is no failure.
	Notes []Note
	// Dangling are ids that something refers to and the account does not tell
	// of. Each is declared as undefined in the inventory, under the id.
	Dangling []Dangling
	// Unknown are parts of objects that cfdr does not know, by kind and what,
	// and how often: "worker cache_options".
	Unknown map[string]int
	// Blind are products that cfdr does not read, where [Options.BlindSpots]
	// asks for them.
	Blind []Blind
	// Unseen are products that were not looked for, because the token may not
	// read them.
	Unseen []string
	// Unasked is the number of zones where [Options.MostZones] kept products
	// from being asked for.
	Unasked int
	// Raw has every answer by path, where [Options.KeepRaw] asks for them.
	// Secrets in it are blanked.
	Raw map[string][]byte
	// Requests is how many were made, attempts counted each.
	Requests int
}

// Unreadable is a list, an object or some fields that could not be read. What
// they hold is not known, so nothing of it is gone.
type Unreadable struct {
	Kind string
	// Of is what the list belongs to, empty for the account.
	Of string
	// Name is the only object that it is about, where it is not the whole list.
	Name string
	// ID of that object, where it has one; it says more than the name.
	ID string
	// Fields are all that it is about, where the rest of the object was read.
	Fields []string
	// Permission is what reading it needs, in the words of the dashboard.
	Permission string
	Err        error
}

// Forbidden says whether the token lacks the permission.
func (u *Unreadable) Forbidden() bool {
	var failure *Failure
	return errors.As(u.Err, &failure) && failure.Forbidden()
}

// A Note says that an account, or a zone, does not have something, so that nothing could be
// read: a product, or the buckets of a jurisdiction. An object that somebody
// recorded of it is not gone for that: accounts were told so by mistake.
type Note struct {
	Kind string
	// Of is what the list belongs to, empty for the account.
	Of string
	// Field and Value say of which objects, where not of all.
	Field, Value string
	Text         string
}

// A Dangling is an id that something refers to.
type Dangling struct {
	Kind, ID string
	// Unreadable: the account may have it; its list could not be read.
	Unreadable bool
}

// Knows says whether the result would have an object that an inventory of the
// same account describes, if the account had it: whether its absence means that
// it is gone. Where a part of the object could not be read, fields are those.
func (r *Result) Knows(o *schema.Object) (known bool, fields []string) {
	known = true
	for at := o; at != nil; at = at.Parent {
		around := surroundings(at)
		for i := range r.Unreadable {
			u := &r.Unreadable[i]
			if u.Kind != at.Kind.Name || u.Of != "" && !slices.Contains(around, u.Of) || !u.isAbout(at, around) {
				continue
			}
			known = known && len(u.Fields) > 0
			if at == o {
				fields = append(fields, u.Fields...)
			}
		}
		for _, n := range r.Notes {
			if n.Kind == at.Kind.Name && (n.Of == "" || slices.Contains(around, n.Of)) && (n.Field == "" || at.Text(n.Field) == n.Value) {
				known = false
			}
		}
	}
	return known, fields
}

// isAbout says whether an object may be the one that could not be read.
func (u *Unreadable) isAbout(o *schema.Object, around []string) bool {
	if u.ID != "" && o.ID != "" {
		return u.ID == o.ID // others may have the name: rulesets of one phase
	}
	return u.Name == "" || u.Name == o.Name || u.Name == o.ID || slices.Contains(around, u.Name)
}

// surroundings are the names of what an object stands in and refers to, and its
// own.
func surroundings(o *schema.Object) []string {
	out := []string{o.Name}
	for up := o.Parent; up != nil; up = up.Parent {
		out = append(out, up.Name)
	}
	for _, key := range o.Kind.Key {
		out = append(out, o.Text(key))
	}
	schema.EachRef(o, func(_ []any, _ *schema.Field, name string) { out = append(out, name) })
	return out
}

func (r *reader) note(n Note) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes = append(r.notes, n)
}

func (r *reader) unreadable(u Unreadable) {
	if errors.Is(u.Err, context.Canceled) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bad = append(r.bad, u)
}

// broke notes that a part of an object could not be read.
func (r *reader) broke(f *found, a *schema.Aside, err error) {
	u := Unreadable{Kind: f.kind.Name, Name: f.known(), ID: f.own(), Permission: f.kind.API.Permission, Err: err}
	if f.scope != nil {
		u.Of = f.scope.called()
	}
	if a != nil {
		u.Permission, u.Fields = orDefault(a.Permission, u.Permission), a.Fields
	}
	r.unreadable(u)
	if len(u.Fields) > 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.broken[f.kind] = append(r.broken[f.kind], f)
}

// known is the name by which an inventory knows an object. It is empty where the
// kind has no name and the object no id that an inventory could have: it may be
// any of those in what it stands in.
func (f *found) known() string {
	if len(f.kind.Key) == 0 && f.own() == "" {
		return ""
	}
	return f.name
}

// own is the id by which an inventory knows an object, empty where its kind has
// none.
func (f *found) own() string {
	if p := f.kind.ID.Pattern; p == nil || !p.MatchString(f.id) {
		return ""
	}
	return f.id
}

var errAround = errors.New("what it belongs to could not be read")

// unreadableWith notes what cannot be asked for, because what it belongs to
// could not be read.
func (r *reader) unreadableWith(k, around *schema.Kind) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, u := range slices.Clone(r.bad) {
		if u.Kind != around.Name || len(u.Fields) > 0 {
			continue
		}
		r.bad = append(r.bad, Unreadable{Kind: k.Name, Of: u.Name, Permission: u.Permission, Err: errors.Join(errAround, u.Err)})
	}
}

func (r *reader) sortedBad() []Unreadable {
	r.mu.Lock()
	defer r.mu.Unlock()
	slices.SortStableFunc(r.bad, func(a, b Unreadable) int {
		return strings.Compare(a.Kind+"\x00"+a.Of+"\x00"+a.Name+"\x00"+a.Err.Error(), b.Kind+"\x00"+b.Of+"\x00"+b.Name+"\x00"+b.Err.Error())
	})
	return slices.CompactFunc(r.bad, func(a, b Unreadable) bool {
		return a.Kind == b.Kind && a.Of == b.Of && a.Name == b.Name && a.ID == b.ID && len(a.Fields)+len(b.Fields) == 0 && a.Err.Error() == b.Err.Error()
	})
}
