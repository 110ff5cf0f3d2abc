package schema

import (
	"github.com/hashicorp/hcl/v2"
	"go.yaml.in/yaml/v3"
)

// Version is the version of the inventory language that this package reads.
const Version = 1

// An Inventory is the canonical description of one or more accounts. It is
// complete and consistent when [Load] reported no error; what a reader other
// than Load makes must go through [Inventory.Link] first.
type Inventory struct {
	// Taken is the day the facts were read, as "2026-05-25", or empty.
	Taken string
	// Snapshot says what the generated directory is of.
	Snapshot Snapshot
	// Accounts in the order of the file.
	Accounts []*Object
	// Backups, Accepted and References are people's knowledge.
	Backups    []Backup
	Accepted   []Acceptance
	References []string

	registry *Registry
	source   *Source
	index    map[indexKey]*Object
	extras   map[*Object]*AccountNotes
}

// A Snapshot is what the inventory says of the directory made from it.
type Snapshot struct {
	// Account is the name of the account that the directory is of.
	Account string `json:"account"`
	// Provider and Terraform are version constraints: "~> 4.52", ">= 1.7".
	Provider  string `json:"provider"`
	Terraform string `json:"terraform"`
	// Location is where the directory is kept: "infra/terraform".
	Location string `json:"location"`
	// Backend is the sort of Terraform backend, empty for a local state.
	Backend string `json:"backend"`
	// State says where the state is and where it is copied to.
	State StateCopy `json:"state"`
	Notes []string  `json:"notes"`
	From  []string  `json:"from"`
}

// A StateCopy is where the Terraform state lives.
type StateCopy struct {
	File     string   `json:"file"`
	CopiedBy string   `json:"copied_by"`
	CopiedTo string   `json:"copied_to"`
	Notes    []string `json:"notes"`
}

// AccountNotes is what people know of an account beside its objects.
type AccountNotes struct {
	Census      []Census
	Undefined   []Undefined
	Tombstones  []Tombstone
	Corrections []Correction
	Blind       []Blind
}

// A Census is a number of things that somebody counted.
type Census struct {
	Kind  string   `json:"kind"`
	Count int      `json:"count"`
	Date  string   `json:"date"`
	What  string   `json:"what"`
	Notes []string `json:"notes"`
	From  []string `json:"from"`
	path  []any
}

// An Undefined thing is used and nowhere described.
type Undefined struct {
	Kind   string   `json:"kind"`
	Name   string   `json:"name"`
	UsedBy []string `json:"used_by"`
	Notes  []string `json:"notes"`
	From   []string `json:"from"`
}

// A Tombstone remembers something that was deleted, or never was.
type Tombstone struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	// ID may be the beginning of one.
	ID      string   `json:"id"`
	Date    string   `json:"date"`
	Phantom bool     `json:"phantom"`
	Reason  string   `json:"reason"`
	Notes   []string `json:"notes"`
	From    []string `json:"from"`
}

// A Correction remembers what was once written wrongly.
type Correction struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Field string   `json:"field"`
	Was   string   `json:"was"`
	Is    string   `json:"is"`
	Date  string   `json:"date"`
	Notes []string `json:"notes"`
	From  []string `json:"from"`
}

// A Blind spot is something the account has and the inventory does not list.
type Blind struct {
	What  string   `json:"what"`
	Notes []string `json:"notes"`
	From  []string `json:"from"`
}

// A Backup is one job that copies databases somewhere.
type Backup struct {
	Name      string           `json:"name"`
	By        BackupJob        `json:"by"`
	Schedule  []Schedule       `json:"schedule"`
	To        BackupTarget     `json:"to"`
	Retention string           `json:"retention"`
	Method    string           `json:"method"`
	Databases []BackupDatabase `json:"databases"`
	Deferred  []BackupDeferred `json:"deferred"`
	Notes     []string         `json:"notes"`
	From      []string         `json:"from"`
	path      []any
}

// A BackupJob is what runs a backup.
type BackupJob struct {
	Account string   `json:"account"`
	Kind    string   `json:"kind"`
	Name    string   `json:"name"`
	Secrets []string `json:"secrets"`
}

// A BackupTarget is where a backup is written to.
type BackupTarget struct {
	Account string `json:"account"`
	Bucket  string `json:"bucket"`
	Prefix  string `json:"prefix"`
	File    string `json:"file"`
}

// A BackupDatabase is one database that a backup covers.
type BackupDatabase struct {
	Account  string `json:"account"`
	Database string `json:"database"`
	// As is the name the backup gives it, when that is another.
	As string `json:"as"`
	// Assumed: that the two names mean one database is an inference.
	Assumed bool     `json:"assumed"`
	File    string   `json:"file"`
	Prefix  string   `json:"prefix"`
	Size    string   `json:"size"`
	Token   string   `json:"token"`
	Notes   []string `json:"notes"`
}

// A BackupDeferred is a database that a backup does not cover yet.
type BackupDeferred struct {
	Account    string   `json:"account"`
	Database   string   `json:"database"`
	As         string   `json:"as"`
	Assumed    bool     `json:"assumed"`
	Size       string   `json:"size"`
	Reason     string   `json:"reason"`
	Mitigation string   `json:"mitigation"`
	Notes      []string `json:"notes"`
}

// A Schedule is a cron expression and what people say about it.
type Schedule struct {
	Cron string `json:"cron"`
	Says string `json:"says"`
	// TimeZone is the zone of Says, when Says does not name it.
	TimeZone string   `json:"time_zone"`
	Notes    []string `json:"notes"`
}

// An Acceptance is a warning that somebody has looked at and lives with.
type Acceptance struct {
	Warning string   `json:"warning"`
	Objects []string `json:"objects"`
	Reason  string   `json:"reason"`
	Date    string   `json:"date"`
	path    []any
}

// An Object is one thing of a kind. Its identity is account, zone if any,
// kind and name.
type Object struct {
	Kind   *Kind
	Parent *Object
	// Name is the natural key within the parent, as people would say it.
	Name string
	// ID is what Cloudflare gave it, empty when it is not known.
	ID string
	// Fields holds the values of the kind's fields that are set: string, bool,
	// int64, float64, []any and map[string]any.
	Fields map[string]any
	// Notes is what people know; nil when nothing was said.
	Notes *Notes
	// Children are the objects that live in this one, in the order of the
	// kinds and then of the file.
	Children []*Object

	// Files are the contents of the worker modules, by module name, and Sources
	// the files they were read from, relative to the inventory.
	Files   map[string][]byte
	Sources []string

	// faulty: a part of it could not be read, so what it lacks says nothing.
	faulty bool
	label  string
	node   *yaml.Node
	from   *Source
}

// Notes is people's knowledge of an object. None of it reaches a target.
type Notes struct {
	Purpose string   `json:"purpose"`
	Notes   []string `json:"notes"`
	// From says where the facts were read.
	From []string `json:"from"`
	// Unverified names the fields that are only documented.
	Unverified []string `json:"unverified"`
	Aliases    []Alias  `json:"aliases"`
	// Environment is "production", "staging" or the like.
	Environment string       `json:"environment"`
	Counterpart *Counterpart `json:"counterpart"`
	// SharedWith names other environments that use the same thing.
	SharedWith []string  `json:"shared_with"`
	UsedBy     []UsedBy  `json:"used_by"`
	Broken     *Broken   `json:"broken"`
	Retire     *Retire   `json:"retire"`
	Rename     *Rename   `json:"rename"`
	Size       string    `json:"size"`
	Mentions   []Mention `json:"mentions"`
	New        string    `json:"new"`
}

// An Alias is another name of an object.
type Alias struct {
	Name string `json:"name"`
	// Sort is "binding", "name" or "backup".
	Sort    string   `json:"sort"`
	Assumed bool     `json:"assumed"`
	Notes   []string `json:"notes"`
}

// A Counterpart is the same thing in another environment.
type Counterpart struct {
	Name  string   `json:"name"`
	Notes []string `json:"notes"`
}

// UsedBy says that something uses the object.
type UsedBy struct {
	Worker string `json:"worker"`
	// As is how the source names the user, when it is not the worker's name.
	As    string   `json:"as"`
	Notes []string `json:"notes"`
}

// Broken says since when something does not work.
type Broken struct {
	Since    string `json:"since"`
	Because  string `json:"because"`
	Tracking string `json:"tracking"`
}

// Retire is a planned end.
type Retire struct {
	Reason    string   `json:"reason"`
	Tracking  string   `json:"tracking"`
	BlockedBy []string `json:"blocked_by"`
}

// Rename is a planned new name.
type Rename struct {
	To       string `json:"to"`
	Tracking string `json:"tracking"`
}

// A Mention is a reference to something that may no longer be there.
type Mention struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Notes []string `json:"notes"`
}

type indexKey struct {
	scope *Object
	kind  string
	name  string
}

// Registry is the list of kinds the inventory was read with.
func (inv *Inventory) Registry() *Registry { return inv.registry }

// Source is the file the inventory was read from, nil when it was not read
// from one.
func (inv *Inventory) Source() *Source { return inv.source }

// AccountNotes is what people know of an account beside its objects; never
// nil.
func (inv *Inventory) AccountNotes(account *Object) *AccountNotes {
	if n := inv.extras[account]; n != nil {
		return n
	}
	return &AccountNotes{}
}

// SetAccountNotes says what is known of an account beside its objects. A reader
// that builds an inventory by hand calls it.
func (inv *Inventory) SetAccountNotes(account *Object, n *AccountNotes) {
	if inv.extras == nil {
		inv.extras = make(map[*Object]*AccountNotes)
	}
	inv.extras[account] = n
}

// Release forgets where in the file everything stood, and gives the memory of
// the file back. Ranges are empty afterwards.
func (inv *Inventory) Release() {
	if inv.source != nil {
		inv.source.root = nil
	}
	Walk(inv.Accounts, func(o *Object) { o.node = nil })
}

// Said is what stands under a key of a mapping of the file: nothing at all, ""; or
// "null", "list", "mapping" or "scalar". It is "" after [Inventory.Release].
func (inv *Inventory) Said(at []any, key string) string {
	if inv.source == nil || inv.source.root == nil {
		return ""
	}
	v := resolved(lookup(descend(inv.source.root, at), key))
	switch {
	case v == nil:
		return ""
	case isNull(v):
		return "null"
	case v.Kind == yaml.SequenceNode:
		return "list"
	case v.Kind == yaml.MappingNode:
		return "mapping"
	}
	return "scalar"
}

// Shortened says whether a place of the file has the short form of a mapping: a
// scalar. It is false after [Inventory.Release].
func (inv *Inventory) Shortened(path ...any) bool {
	return inv.source != nil && inv.source.root != nil && descend(inv.source.root, path).Kind == yaml.ScalarNode
}

// Account finds an account by name or id, nil when there is none.
func (inv *Inventory) Account(name string) *Object {
	for _, a := range inv.Accounts {
		if a.Name == name || a.ID == name {
			return a
		}
	}
	return nil
}

// Walk calls f for every object in and below the given ones, parents first.
func Walk(objects []*Object, f func(*Object)) {
	for _, o := range objects {
		f(o)
		Walk(o.Children, f)
	}
}

// Account is the account that the object belongs to.
func (o *Object) Account() *Object {
	for o.Parent != nil {
		o = o.Parent
	}
	return o
}

// Up is the nearest object of a kind among this one and what holds it, nil
// when there is none.
func (o *Object) Up(kind string) *Object {
	for ; o != nil; o = o.Parent {
		if o.Kind.Name == kind {
			return o
		}
	}
	return nil
}

// Key is the address of the object within its account: kind and label, as
// "d1_database.ops_db". Maps, scripts and reports use it.
func (o *Object) Key() string { return o.Kind.Name + "." + o.Label() }

// Path tells the object from every other of its kind in the account: the names
// of what holds it and its own, with slashes between.
func (o *Object) Path() string {
	if o.Parent == nil || o.Parent.Parent == nil {
		return o.Name
	}
	if o.Name == "" {
		return o.Parent.Path()
	}
	return o.Parent.Path() + "/" + o.Name
}

// String is what a diagnostic calls the object: worker "tga-sync".
func (o *Object) String() string {
	s := Humane(o.Kind.Name)
	if o.Name == "" {
		if o.Parent == nil {
			return s
		}
		return s + " of " + o.Parent.String()
	}
	return s + " " + quote(o.Name)
}

// Text is a field's value when it is a string, else "".
func (o *Object) Text(field string) string {
	s, _ := o.Fields[field].(string)
	return s
}

// Values is a field's value when it is a list, else nil.
func (o *Object) Values(field string) []any {
	l, _ := o.Fields[field].([]any)
	return l
}

// Flag is a field's value when it is true.
func (o *Object) Flag(field string) bool {
	b, _ := o.Fields[field].(bool)
	return b
}

// Unverified says whether a field is only documented, and not confirmed.
func (o *Object) Unverified(field string) bool {
	if o.Notes == nil {
		return false
	}
	for _, f := range o.Notes.Unverified {
		if f == field {
			return true
		}
	}
	return false
}

// Owner is what creates the object on its own, or "".
func (o *Object) Owner() string {
	if o.Kind.Owner == nil {
		return ""
	}
	return o.Kind.Owner(o)
}

// Find gives the object that a reference from another one names, nil when the
// inventory does not list it. The scope is the account of the referring
// object.
func (inv *Inventory) Find(from *Object, kind, name string) *Object {
	return inv.index[indexKey{from.Account(), kind, name}]
}

// Link makes the index that references are resolved with. Load does it; a
// reader that builds an inventory by hand calls it when it is done.
func (inv *Inventory) Link(reg *Registry) {
	inv.registry = reg
	inv.index = make(map[indexKey]*Object)
	for _, a := range inv.Accounts {
		Walk([]*Object{a}, func(o *Object) {
			k := indexKey{a, o.Kind.Name, o.Name}
			if _, taken := inv.index[k]; !taken {
				inv.index[k] = o
			}
		})
	}
}

// Range is where in the file a part of the object stands: the object itself,
// or a field with indices below. It is the zero range when the object was not
// read from a file.
func (o *Object) Range(path ...any) hcl.Range {
	if o.node == nil {
		return hcl.Range{}
	}
	return o.from.rangeOf(descend(o.node, path))
}

// PlaceholderModule is the name of the module that stands in for a worker
// whose code is not in the snapshot.
const PlaceholderModule = "placeholder.mjs"

// PlaceholderMark stands in every such module, so that a script can tell one
// from what somebody deployed.
const PlaceholderMark = "This stands in for a worker whose code is not in the snapshot."
