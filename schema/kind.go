package schema

import (
	"reflect"
	"regexp"

	"github.com/zclconf/go-cty/cty"
)

// A Target is a major version of the cloudflare/cloudflare provider that
// configuration is written for.
type Target string

// The provider majors that every kind answers for.
const (
	V4 Target = "4"
	V5 Target = "5"
)

// API stands beside the targets where it is asked how a field is written: in
// the words of Cloudflare's REST API, which recreation scripts send.
const API Target = "api"

// Targets lists the provider majors, oldest first.
func Targets() []Target { return []Target{V4, V5} }

// A Kind is a sort of thing that an account holds. It is a logically constant
// value: one file in schema/kinds states the whole truth about it, and the
// reading of the inventory, the editor's completion, the configuration of both
// targets, the import blocks, the reading of a state and the document of the
// gaps all come from it.
type Kind struct {
	// Name is the word for one of them, in snake case: "dns_record".
	Name string
	// Doc says what it is. Up to the first full stop it is the title.
	Doc string
	// Parent is the kind whose mapping holds these objects: "account", "zone",
	// "worker". Only the account has none.
	Parent string
	// Section is the key in the parent's mapping: "dns_records".
	Section string
	// Shape is how the section holds its objects.
	Shape Shape
	// Key names the fields that tell one object from another among those of
	// its parent. The label of the object is made from them.
	Key []string
	// PerParent: a name stands for one object of its parent only; the names of
	// other kinds stand for one object of the account.
	PerParent bool
	// Slug turns the natural key into a readable label and says whether two
	// different keys could give the same one. Nil takes [Slug].
	Slug func(o *Object) (slug string, lossless bool)
	// ID is the form of the identifier that Cloudflare gives.
	ID *ID
	// Fields is what the inventory says of one.
	Fields []Field
	// Holds says what data lives in such a thing, that no configuration brings
	// back ("rows").
	Holds string
	// Bound: something is expected to bind one, so one that nothing refers to is
	// worth a warning.
	Bound bool
	// Protected: destroying one loses something, so the configuration forbids
	// it.
	Protected bool
	// Dumped: a backup can hold its contents, so one that none covers is worth
	// a warning.
	Dumped bool
	// Stored is where the API lists the files that one holds, nil where it holds
	// none or does not tell. Its header is that of the kind.
	Stored *Endpoint
	// Recreate is how one comes back where the target cannot create it.
	Recreate Way
	// Before is what a person has to do first, nil for nothing.
	Before *Before
	// Starts: it makes something run or reachable, so a rebuild holds it back
	// until the data is there.
	Starts bool
	// Owner names what creates an object on its own ("the custom domain of a
	// worker"), or is empty. Such an object is recorded and never written.
	Owner func(o *Object) string
	// Serves gives the hosts that an object makes reachable, Covers those that
	// it protects: what serves a host comes after what covers it. Either may be
	// nil. A host may begin with an asterisk and end in a path.
	Serves, Covers func(o *Object) []string
	// Modules gives the files that belong to an object, by their path below its
	// directory: the code of a worker, or what stands in for it. It may be nil.
	Modules func(o *Object) map[string][]byte
	// Origin says where a person finds what an object is made from. It may be
	// nil.
	Origin func(o *Object) string
	// Source is the directory of its source and the environment of the
	// configuration there, empty where they are not known. It may be nil.
	Source func(o *Object) (directory, environment string)
	// Check finds what the table cannot say. It may be nil.
	Check func(o *Object, report Report)
	// V4 and V5 are how the targets hold it.
	V4, V5 Resource
	// API is where Cloudflare's REST API has them.
	API Endpoint
	// Extras are small things that an object needs beside itself, and that no
	// inventory lists. It may be nil.
	Extras func(o *Object) []Extra
	// Secrets are the secrets of an object that a script can set. It may be nil.
	Secrets func(o *Object) []Secret
	// Placeholder is the module that stands in for an object until it can be
	// made whole. It may be nil.
	Placeholder func(o *Object) []byte
}

// On is the resource of the kind on a provider major.
func (k *Kind) On(t Target) *Resource {
	if t == V4 {
		return &k.V4
	}
	return &k.V5
}

// Field finds a field by its name, nil when there is none.
func (k *Kind) Field(name string) *Field { return findField(k.Fields, name) }

func findField(fields []Field, name string) *Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// A Shape is how a section of the inventory holds the objects of a kind.
type Shape int

// The shapes of a section.
const (
	// List: a sequence of mappings, an object each.
	List Shape = iota
	// Single: one mapping, one object without a name of its own.
	Single
	// Table: a mapping; each key names an object, each value is its field
	// "value".
	Table
	// Whole: the section's value, whatever it is, is the only field of one
	// object, under the section's name.
	Whole
)

// An ID is the form of an identifier.
type ID struct {
	// Form is what a person would call it: "32 hexadecimal digits".
	Form string
	// Pattern is what it matches; nil when the API addresses the object by its
	// name, so that no id is recorded.
	Pattern *regexp.Regexp
}

// The forms of identifier that the API gives.
var (
	// HexID is what zones, records, namespaces, queues and routes have.
	HexID = &ID{Form: "32 hexadecimal digits", Pattern: regexp.MustCompile(`^[0-9a-f]{32}$`)}
	// UUID is what databases and Access objects have.
	UUID = &ID{Form: "a UUID in lower case", Pattern: regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)}
	// ByName says that the name is the id: workers, buckets, Pages projects.
	ByName = &ID{Form: "its name"}
	// ByParent says that there is one per parent, addressed through it.
	ByParent = &ID{Form: "the id of what holds it"}
)

// A Field is one key of an object's mapping, or of a mapping within.
type Field struct {
	Name string
	Doc  string
	// Type is the type of the value, or of each element: cty.String,
	// cty.Number, cty.Bool, or cty.DynamicPseudoType for any scalar, list or
	// mapping. It is ignored when Fields or Variants are given.
	Type cty.Type
	// Many is whether there is one value, a list of them, or a mapping.
	Many Many
	// Fields makes the value (each value) a mapping of these.
	Fields []Field
	// Variants makes each value a mapping whose key Tag chooses the fields.
	Variants []Variant
	// Tag is the key that names the variant: "type".
	Tag string
	// Words: people may say it in words of their own, which say more than the
	// account tells; what is said is kept.
	Words bool
	// Elsewhere are values of the tag that another field tells of.
	Elsewhere []string
	// Opens names a list of the object that is not all of it when this text is
	// there: what the source says instead of the rest.
	Opens string
	// Files: each mapping of the list is a file of the object, under its
	// "name", with its contents in "text" or read from "file".
	Files bool
	// Short names the field of the mapping that a bare scalar stands for:
	// `secrets: [TOKEN]` is `secrets: [{name: TOKEN}]`.
	Short    string
	Required bool
	// Default is written to the target when the inventory does not say.
	// It is the value the API gives, so that adopting plans no change.
	Default any
	// Enum lists the values allowed, when they are few.
	Enum []string
	// Form checks the text of a scalar and says what is wrong with it, "" for
	// nothing.
	Form func(string) string
	// Normal brings a string into the API's own form: lower case.
	Normal func(string) string
	// Ref says that the value is the name of another object.
	Ref *Ref
	// Local marks what is no target's business: it is for people, for the
	// scripts, or an input of a derived argument.
	Local bool
	// Needs names a key without which a mapping of the list is only half known:
	// it is recorded, checked, and not written.
	Needs string
	// Decides: the value says what the object, or the mapping, is. With one that
	// cfdr does not know it would be taken for something else, so that it is not
	// read at all.
	Decides bool
	// Secret marks a value that is never shown.
	Secret bool
	// Public: anybody can read it, as a DNS record, so that no secret is looked
	// for in it.
	Public bool
	// Variable: it is the value of a variable, or a mapping of them by their
	// names, which tell what may be a secret. One that was redacted is left out,
	// and the rest of the object is written; anywhere else, a redacted value
	// keeps the whole object out of Terraform.
	Variable bool
	// Told finds the value in all that the API tells of the object (of the
	// mapping that the field is in), where its own key does not say it. A Local
	// field without it is never read from the API. It may be nil.
	Told func(raw map[string]any) any
	// V4 and V5 are how the targets write it; the zero Form is an argument of
	// the same name.
	V4, V5 Form
	// API is how the REST API writes it. Provider 5 was made from the API's own
	// description, so nil says that they agree in everything but what that
	// provider lacks or cannot read back.
	API *Form
}

// On is the form of the field on a target, or in the API.
func (f *Field) On(t Target) *Form {
	switch {
	case t == V4:
		return &f.V4
	case t == V5:
		return &f.V5
	case f.API != nil:
		return f.API
	}
	return &Form{Name: f.V5.Name, Wrap: f.V5.Wrap, Unwrap: f.V5.Unwrap, Encode: f.V5.Encode, Decode: f.V5.Decode, Sift: f.V5.Sift}
}

// A Many is how many values a field has.
type Many int

// The numbers of values.
const (
	One Many = iota
	ListOf
	// SetOf is a list whose order says nothing; it is kept sorted.
	SetOf
	MapOf
)

// A Variant is one shape of a tagged mapping: one type of binding.
type Variant struct {
	// Name is the value of the tag.
	Name   string
	Doc    string
	Fields []Field
	// V4 and V5: how the target writes such a value. The name of the form is
	// the block or argument that the variant has on the target instead of the
	// field's own.
	V4, V5 Form
}

// On is the form of the variant on a target, or in the API, which takes every
// variant as it is.
func (v *Variant) On(t Target) *Form {
	switch t {
	case V4:
		return &v.V4
	case V5:
		return &v.V5
	}
	return &Form{}
}

// A Form is what differs when a target writes a field.
type Form struct {
	// Name of the argument, when it is not the field's.
	Name string
	// Block: written as nested blocks, not as an attribute.
	Block bool
	// Wrap: each value v is written as { Wrap = v }.
	Wrap string
	// Unwrap: each mapping is written as the value of this one of its fields.
	Unwrap string
	// Lack: the target has no argument for it; a value that is set is a gap.
	Lack *Lack
	// Encode makes the value that the target wants. It is given the value of
	// the inventory in which every name that refers to an object has become a
	// [Reference], and what it gives is written as it is: the forms of fields
	// within are not applied. It may hold [Reference] and [Blocks]; nil is not
	// written.
	Encode func(o *Object, v any) any
	// Decode is Encode backwards, for a value read from a state or from the API.
	Decode func(v any) any
	// Sift is applied to what the API tells before it is read: it leaves out
	// what is no part of the field. It may be nil.
	Sift func(v any) any
	// Ignore: the provider does not read it back, or not in a form that can be
	// compared; it becomes an entry of ignore_changes. Always says that it does
	// so even on an object that does not set the field, because an import
	// leaves something there.
	Ignore *Reason
	Always bool
	// IgnoreOnly says which values Ignore is about; nil is all of them.
	IgnoreOnly func(v any) bool
	// Vague: what a state has there cannot be compared, if it has anything.
	Vague bool
	// Same says of an ignored text whether a state has it in another spelling. It
	// may be nil.
	Same func(o *Object, want, have string) bool
}

// A Reason says why, and where that is known from. Both are required wherever
// one is given.
type Reason struct {
	Text   string
	Source string
}

// A Lack is something that a target cannot hold.
type Lack struct {
	Reason
	// Only says which values it is about; nil is all of them.
	Only func(v any) bool
	// Harmless values are lost without loss: nothing is reported when the
	// value equals this.
	Harmless any
	// Whole: an element of a list would be wrong without the value, so it is
	// lost with it.
	Whole bool
	// Effect of losing it; Lossy when nothing is said.
	Effect Effect
	// Way is how it comes back, when not as the kind's Recreate says.
	Way *Way
}

// Of says whether a value is not written.
func (l *Lack) Of(v any) bool { return l != nil && (l.Only == nil || l.Only(v)) }

// Loses says whether anything is lost with a value.
func (l *Lack) Loses(v any) bool {
	return l.Of(v) && (l.Harmless == nil || !reflect.DeepEqual(l.Harmless, v))
}

// A Way is how something comes back that Terraform does not bring back:
// by a step of a script, or by a person.
type Way struct {
	// Script is the topic of the recreation script: "queues".
	Script string
	// Hand tells a person what to do.
	Hand string
	// Deploy: that is to deploy the object from its source.
	Deploy bool
	// Before: it must be done before a rebuild writes anything.
	Before bool
}

// A Before is a step for a person that must be done before objects of a kind
// can be created: what the account is to have first.
type Before struct {
	Text string
	// Path is what the API refuses while it is not done.
	Path string
}

// A Ref says that a value names an object of another kind in the same account.
type Ref struct {
	Kind string
	// By is what the target wants of the object: "id", or the name of one of
	// its fields ("name").
	By string
	// Within is where the API has the id when that is inside another field of
	// the same mapping ("action_parameters.id"). Only the id of an object that
	// the account has is taken out of there; any other is no reference.
	Within string
	// Suffix is what follows the id wherever it is written (".example.com").
	// With it, what the id is within keeps it: that field says it too.
	Suffix string
}

// A Resource is how one target holds a kind.
type Resource struct {
	// Type is the resource type, empty when the target has none: then Absent
	// says why.
	Type string
	// Aliases are older names of the type, as an older state has them.
	Aliases []string
	// ImportID is the template of the import id: "{account_id}/{id}". A hole
	// is account_id, zone_id, id, or a field of the object or of what it
	// stands in ("worker.name"); of a field that refers to another object, that
	// object's id ("application.id").
	ImportID string
	// ImportIDFor is the template for an object whose import id has another
	// form, "" for one that has not. It may be nil.
	ImportIDFor func(o *Object) string
	// Given are the arguments that come from where the object stands.
	Given []Given
	// Derived are the arguments that are made from the whole object.
	Derived []Derived
	// Refer maps what a reference asks for ("id", "name") to the attribute
	// that gives it. What is missing is an attribute of the same name, or the
	// field's own argument.
	Refer map[string]string
	// Unread are arguments that have no field of their own, and are ignored.
	Unread []Unread
	// UnreadFor are more of them, that depend on the object. It may be nil.
	UnreadFor func(o *Object) []Unread
	// Frozen: every argument is ignored once the object is adopted or created,
	// for this reason.
	Frozen *Reason
	// StateID is the attribute of a state that holds the object's id, "id"
	// where nothing is said; for one without an id, what identifies it.
	StateID string
	// StateIDValue is the template of the value of StateID, "{id}" where
	// nothing is said.
	StateIDValue string
	// Elsewhere are arguments that put a thing where no object of the kind is: an
	// instance of a state that has one is another thing, whatever its id.
	Elsewhere []string
	// Absent says why the target cannot hold the kind at all.
	Absent *Lack
	// Gaps are the shapes of it that the target cannot hold. Those of a kind
	// that is absent say what is left to do after a script has made one.
	Gaps []Gap
}

// A Given is an argument whose value comes from the surroundings.
type Given struct {
	// Name of the argument; a dot makes a nested attribute ("account.id").
	Name string
	// From names what is referred to: "account", "zone", or the kind of the
	// parent, or a field of the object that is a reference.
	From string
	// By is what is asked of it, "id" or a field name.
	By string
}

// A Derived is an argument that is computed from the whole object.
type Derived struct {
	Name string
	// Doc says what it is made of.
	Doc string
	// Value is nil when there is nothing to write. It may hold [Reference],
	// [ModuleFile] and [Blocks].
	Value func(o *Object) any
}

// An Unread is an argument without a field that the provider does not read
// back.
type Unread struct {
	// Attr is the path that ignore_changes takes, as Terraform writes it.
	Attr string
	Reason
	// Vague: what a state has there cannot be compared, if it has anything.
	Vague bool
}

// An Effect is what a gap does to the object.
type Effect int

// What a gap can do.
const (
	// Outside: the object is not in Terraform at all.
	Outside Effect = iota + 1
	// Lossy: adopted, but Terraform would not create all of it.
	Lossy
	// Premade: adopted, but Terraform must not create it; a script does.
	Premade
)

// A Gap is a shape of a kind that a target cannot hold.
type Gap struct {
	// Name is stable and unique within the kind: "own-class-durable-object".
	Name string
	// When finds it: what of the object has the shape ("binding ROOMS"), none
	// when it has not.
	When func(o *Object) []string
	Effect
	Reason
	// Way is how it comes back, when not as the kind's Recreate says.
	Way *Way
	// Field is what a script completes, where that is one field.
	Field string
}

// Paging is how an endpoint of the API divides a list.
type Paging string

// The styles of paging.
const (
	NoPaging Paging = "none"
	ByPage   Paging = "page"
	ByCursor Paging = "cursor"
)

// An Endpoint is where the API has the objects of a kind, and how they are
// made and changed there. Paths are below the API's base and have holes:
// account_id, zone_id, id, or the id or name of what the object stands in or
// refers to ("queue.id", "worker.name").
type Endpoint struct {
	// Path of the list.
	Path string
	Paging
	// PerPage is how many to ask for at once, none to take what the API gives.
	PerPage int
	// Permission is the token permission that reading it needs, in
	// Cloudflare's words. Writing needs the same with Write for Read.
	Permission string
	// Result is the key under which the answer has the list ("buckets"), empty
	// where the answer is the list.
	Result string
	// Get is the path of one object. It tells of those that the list does not
	// have, and Brief says that the list tells of none all there is to tell.
	Get   string
	Brief bool
	// One: the path gives one object, which is there as soon as what it stands
	// in is.
	One bool
	// ID is what the API calls the identifier, "id" when nothing is said.
	ID string
	// Header of every request; its values may have the name of a field as a
	// hole, also of a field of what the object stands in ("bucket.jurisdiction").
	Header map[string]string
	// Create and Update are requests with the object as the API writes it. A
	// kind without an Update cannot be changed, or not without loss.
	Create, Update Request
	// Upload: what makes it is a form with its modules, and the object itself
	// as their metadata. Parts are those modules, the main one first; none
	// where the inventory has none.
	Upload bool
	Parts  func(o *Object) []Part
	// Body names the argument that alone is the body of a request, empty where
	// all of them are.
	Body string
	// Given and Derived are arguments beside the fields, as those of a
	// [Resource].
	Given   []Given
	Derived []Derived
	// Other is where an object is instead that the API has elsewhere, nil for
	// one that it has here. It may be nil. Lists are all endpoints that it can
	// give; the field that names what an object of them belongs to is a hole of
	// their paths.
	Other func(o *Object) *Endpoint
	Lists []*Endpoint
	// Pick says which elements of the list are objects of the kind; nil takes
	// all of them.
	Pick func(raw map[string]any) bool
	// If says, of what the API told of what the list belongs to, whether the
	// list is worth a request. It may be nil.
	If func(raw map[string]any) bool
	// Unset says, of what the API tells of an object, that it is as it is where
	// nobody ever set it. Such a one is not recorded, but an inventory that
	// records it all the same keeps it. It may be nil.
	Unset func(raw map[string]any) bool
	// Alone are the ids of objects that no list has; Get tells of each.
	Alone []string
	// Aside is what the API tells of an object elsewhere.
	Aside []Aside
	// Content is the path of the files of an object, which come as a form.
	// Blob is the path of one more file, that a binding of the old syntax names
	// as its part; the binding is a hole of it.
	Content, Blob string
	// Hides: the list leaves out what the token may not read, without a word. One
	// that it does not have is asked for at Get before it counts as gone.
	Hides bool
	// Off are what the API answers where the account, or the zone, does not have
	// the product, so that there are none: an error code, or a part of the
	// message.
	Off []string
	// None are what the API answers, in the same way, where what the list
	// belongs to has none of them.
	None []string
	// ReadOnly are keys that the API tells and nobody sets: states, counts, and
	// what repeats another key. Dots lead into mappings.
	ReadOnly []string
	// Takes are, for an argument that is a list of mappings, the keys that an
	// update may send of each, where the API returns more than it takes.
	Takes map[string][]string
	// Apart are, for an argument that is a list of mappings, the keys and values
	// by which elements are told that are objects of their own: the list is
	// compared without them.
	Apart map[string]map[string]any
	// Merges: a PATCH keeps what a nested mapping of its body does not name. Of
	// any other PATCH, only the top level does.
	Merges bool
	// Secrets are values that making an object needs, by the argument that
	// takes each ("config.client_secret"). It may be nil.
	Secrets func(o *Object) []string
	// Once is what the API tells of an object only when it is made.
	Once *Once
}

// Once is what is told a single time.
type Once struct {
	// Fields of the answer: "client_secret".
	Fields []string `json:"fields"`
	// Lost says what to do where nobody saw them.
	Lost string `json:"lost"`
}

// For is the endpoint of one object.
func (e *Endpoint) For(o *Object) *Endpoint {
	if e.Other != nil {
		if other := e.Other(o); other != nil {
			return other
		}
	}
	return e
}

// An Aside is a part of an object that the API tells at a path of its own.
type Aside struct {
	Path string
	// Key is where it is put in the object; empty puts its keys beside those of
	// the object.
	Key string
	// If says of what the list told whether it is worth a request. It may be
	// nil.
	If func(raw map[string]any) bool
	// Paging of a list; nothing where the answer is one object.
	Paging
	// Fields are all that is read from it, where the object is worth having
	// without. Without them an object whose part cannot be read is none.
	Fields []string
	// Permission that it needs, when another than the list.
	Permission string
}

// A Secret is a value that no inventory holds: its name in the API, its type,
// and the path at which the object tells the names of those it has.
type Secret struct{ Name, Type, Path string }

// A Part is a module of an upload: its name, and its media type.
type Part struct{ Name, Type string }

// A Request is a method and the template of a path.
type Request struct{ Method, Path string }

// An Extra is something small that an object needs and no inventory lists: the
// tag of an application. It has a name, and is made when the list at its path
// does not have it.
type Extra struct {
	// Kind is the word for it: "access_tag".
	Kind string
	Name string
	// Script is the topic of the script that makes it.
	Script string
	Endpoint
	// Body is what makes it.
	Body map[string]any
}

// A Reference stands in a value for an attribute of another object.
type Reference struct {
	To *Object
	// Name is what the inventory calls it, also when To is unknown.
	Name string
	Kind string
	// By is what is asked of it: "id" or a field name.
	By string
	// Suffix is text that follows.
	Suffix string
}

// A ModuleFile stands in a value for the text of a file of the snapshot, below
// the directory of the worker.
type ModuleFile struct {
	Of   *Object
	Path string
}

// Blocks is written as nested blocks.
type Blocks []map[string]any

// A Report takes a problem that a kind's own check has found: where (a field
// of the object, with indices), what, and what to do.
type Report func(code Code, path []any, detail string)
