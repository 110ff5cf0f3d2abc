package generator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// The scripts of a snapshot are the same for every account; what they work on
// are the files made here, one for each kind of object. An object in them says
// where the API lists it and by what it is found there, so that a script can
// see what is lost; and, where a script makes or completes it, the requests.
//
// In paths and bodies an object stands by its key, which a script replaces by
// the id that it has now: "/zones/{zone.example_com}/dns_records" in a path,
// {"$id_of": "d1_database.app"} in a body, where "$suffix" beside it is text that
// follows the id. A value of the inventory that looks
// like that is within {"$data": …}, which the script takes away.

// A recreation is what the scripts know of the objects of one kind.
type recreation struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	// Permission is what reading needs, in Cloudflare's words.
	Permission string        `json:"permission"`
	Paging     schema.Paging `json:"paging"`
	PerPage    int           `json:"per_page,omitempty"`
	// Result is the key of the answer that has the list.
	Result string `json:"result,omitempty"`
	// ID is what the API calls the id of one, StateID what Terraform does.
	ID      string `json:"id"`
	StateID string `json:"state_id,omitempty"`
	// One: the answer is the object itself. Whole: the list is.
	One bool `json:"one,omitempty"`
	// Named: an object is addressed by its name, so it has no id to tell.
	Named bool `json:"named,omitempty"`
	// Brief: the list does not tell all of an object.
	Brief bool `json:"brief,omitempty"`
	// Uploaded: a form with modules makes one. What asking for one alone returns
	// is added to what the list has.
	Uploaded bool `json:"uploaded,omitempty"`
	Whole    bool `json:"whole,omitempty"`

	// Once is what is told only when an object is made.
	Once *schema.Once `json:"once,omitempty"`
	// Off are the error codes, or parts of the message, with which the API says
	// that there are none: the account does not have the product, or what the
	// list belongs to has none.
	Off []string `json:"off,omitempty"`
	// ReadOnly are the keys that the API returns and refuses, or ignores, in an
	// update. Hidden are the paths of values that are never shown.
	ReadOnly []string   `json:"read_only,omitempty"`
	Hidden   [][]string `json:"hidden,omitempty"`
	// Takes are, for a list of mappings, the keys that an update may send of each.
	Takes map[string][]string `json:"takes,omitempty"`
	// Apart are, for a list of mappings, by which keys and values elements are
	// told that the list is compared without.
	Apart map[string]map[string]any `json:"apart,omitempty"`
	// Merges: a PATCH keeps what a nested mapping of its body does not name.
	Merges bool `json:"merges,omitempty"`

	Objects []*remade `json:"-"`
}

// A remade is one object as the scripts know it.
type remade struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	// By is what brings it back: terraform, script, hand.
	By Class `json:"by"`
	// Address in Terraform, with its index.
	Address string `json:"address,omitempty"`
	// Recorded is the id that the inventory has.
	Recorded string `json:"recorded,omitempty"`
	// List is where the API lists it, Header what the requests say.
	List   string            `json:"list"`
	Header map[string]string `json:"header,omitempty"`
	// Match are the values that tell it from the others in the list.
	Match map[string]any `json:"match,omitempty"`
	// Get is where the API tells of it alone.
	Get string `json:"get,omitempty"`
	// Undefined: it is used and described nowhere, so nothing makes it.
	Undefined bool `json:"undefined,omitempty"`
	// Held: a rebuild makes it with --start only, and when the zone with the
	// key Zone is active.
	Held bool   `json:"held,omitempty"`
	Zone string `json:"zone,omitempty"`

	// Needs are the keys of what it refers to, and, for something that exposes a
	// host, of what protects that host: while one of them is not restored, an
	// object that is held stays held.
	Needs []string `json:"needs,omitempty"`

	// Topic is the script that makes or completes it, if one does.
	Topic string `json:"topic,omitempty"`
	// Early: Terraform refers to it or adopts it, so it is made before.
	Early bool `json:"early,omitempty"`
	// Retiring objects are left out unless somebody asks for them.
	Retiring bool `json:"retiring,omitempty"`
	// Create and Update are requests with Body, which is the object in the
	// API's own words. Of an object with an address, a script completes the
	// arguments that Compare names; of one without, all. Ignore are the
	// arguments that the API does not return, or that nobody has confirmed.
	Create  *request        `json:"create,omitempty"`
	Update  *request        `json:"update,omitempty"`
	Compare []string        `json:"compare,omitempty"`
	Ignore  []string        `json:"ignore,omitempty"`
	Secrets []string        `json:"secrets,omitempty"`
	Upload  *upload         `json:"upload,omitempty"`
	Body    json.RawMessage `json:"body,omitempty"`
}

// A request is a method and a path, the way the scripts read them.
type request struct {
	Method string `json:"method"`
	Path   string `json:"path"`
}

// An upload says which files of the snapshot are the code of a worker.
type upload struct {
	// Made: a script uploads it. What is not made is only looked after: a
	// binding whose target was lost gets the new one.
	Made bool `json:"made,omitempty"`
	// Placeholder is the module that stands in for it.
	Placeholder string `json:"placeholder,omitempty"`
	// Parts are its code; none where the snapshot has none.
	Parts []part `json:"parts,omitempty"`
	// Deploy says what a person deploys, where the snapshot has not all of it.
	Deploy *deploy `json:"deploy,omitempty"`
}

// A deploy is where the source of a worker is, as far as it is known.
type deploy struct {
	Directory   string `json:"directory,omitempty"`
	Environment string `json:"environment,omitempty"`
	// Partial: the code is in the snapshot, and not all that belongs to it.
	Partial bool `json:"partial,omitempty"`
	// Was has the recorded ids of what it is bound to, by key.
	Was map[string]string `json:"was,omitempty"`
}

// A part is one file of an upload.
type part struct {
	Name string `json:"name"`
	File string `json:"file"`
	Type string `json:"type"`
}

// recreations are the objects of the account by kind, in the order of the
// kinds, with the small things that they need first.
func (s *Survey) recreations() []*recreation {
	api := *s
	api.Target = schema.API
	early := s.early()
	small := map[string]bool{}
	var out []*recreation
	byKind := map[string]*recreation{}
	group := func(kind string, e *schema.Endpoint, k *schema.Kind) *recreation {
		if byKind[kind] == nil {
			r := &recreation{
				Kind: kind, Title: humane(kind), Permission: e.Permission, Paging: e.Paging, PerPage: e.PerPage, Result: e.Result,
				ID: cmp.Or(e.ID, "id"), One: e.One, Whole: e.Body != "", Brief: e.Brief, Once: e.Once,
				Off: slices.Concat(e.Off, e.None), Takes: e.Takes, Apart: e.Apart, Merges: e.Merges,
			}
			if e.Upload {
				r.Uploaded, r.Brief = true, true
			}
			if k != nil {
				r.ReadOnly, r.Hidden = readOnly(k), hidden(k.Fields, nil)
			}
			r.Named = k == nil || k.ID.Pattern == nil
			if k != nil && k.On(s.Target).Type != "" && !r.Named {
				r.StateID = attribute(k, s.Target, "id")
			}
			byKind[kind] = r
			out = append(out, r)
		}
		return byKind[kind]
	}
	for _, it := range s.Items {
		if it.Owner != "" {
			continue
		}
		r := group(it.Kind.Name, &it.Kind.API, it.Kind)
		o := api.remade(it, early[it])
		o.Needs = s.needed(it)
		r.Objects = append(r.Objects, o)
	}
	for _, r := range out {
		s.sortForMaking(r)
	}
	beside := func(from *schema.Object) {
		if from.Kind.Extras == nil || from.Owner() != "" {
			return
		}
		for _, x := range from.Kind.Extras(from) {
			small[x.Kind] = true
			r := group(x.Kind, &x.Endpoint, nil)
			key := undefinedKey(schema.Reference{Kind: x.Kind, Name: x.Name})
			if slices.ContainsFunc(r.Objects, func(o *remade) bool { return o.Key == key }) {
				continue
			}
			o := &remade{
				Key: key, Name: humane(x.Kind) + " " + strconv.Quote(x.Name), By: ByScript, Topic: x.Script, Early: true,
				List: path(x.Path), Match: map[string]any{r.ID: x.Name},
				Create: &request{x.Create.Method, path(x.Create.Path)}, Body: encoded(x.Body), Ignore: slices.Sorted(maps.Keys(x.Body)),
			}
			r.Objects = append(r.Objects, o)
		}
	}
	beside(s.Account)
	for _, it := range s.Items {
		beside(it.Object)
	}
	s.undefined(group)
	// What objects need comes before them.
	slices.SortStableFunc(out, func(a, b *recreation) int {
		switch {
		case small[a.Kind] && !small[b.Kind]:
			return -1
		case small[b.Kind] && !small[a.Kind]:
			return 1
		}
		return 0
	})
	return out
}

// undefined adds what is used and described nowhere: it may be there under its
// name, and nothing makes it.
func (s *Survey) undefined(group func(string, *schema.Endpoint, *schema.Kind) *recreation) {
	for _, u := range s.Inventory.AccountNotes(s.Account).Undefined {
		k := s.Inventory.Registry().Kind(u.Kind)
		if k == nil || k.Parent != "account" || len(k.Key) == 0 {
			continue
		}
		r := group(k.Name, &k.API, k)
		r.Objects = append(r.Objects, &remade{
			Key: undefinedKey(schema.Reference{Kind: u.Kind, Name: u.Name}), Name: humane(u.Kind) + " " + strconv.Quote(u.Name), By: ByHand, Undefined: true,
			List: path(k.API.Path), Match: map[string]any{argument(k.Field(k.Key[0]), schema.API): u.Name},
		})
	}
}

// remade says how the scripts find an object, and how they make it.
func (s *Survey) remade(it *Item, early bool) *remade {
	e := it.Kind.API.For(it.Object)
	o := &remade{
		Key: it.Key(), Name: named(it.Object), By: it.Class(), Recorded: confirmedID(it.Object),
		List: s.path(it, e.Path), Match: s.match(it), Early: early,
		Retiring: it.leave,
	}
	if it.Address != "" {
		o.Address = it.Address + index(it)
	}
	if e.Get != "" {
		o.Get = s.path(it, e.Get)
	}
	if it.Kind.ID.Pattern == nil {
		o.Recorded = "" // it is found by its name
	}
	for name, value := range e.Header {
		of, field := s.locate(it.Object, strings.Trim(value, "{}"))
		if text := valueText(of, field); text != "" && text != "default" {
			o.Header = map[string]string{name: text}
		}
	}
	if it.Kind.Starts {
		o.Held = true
		if f := it.Kind.Field("zone"); f != nil {
			if z := s.Inventory.Find(it.Object, "zone", it.Text("zone")); z != nil {
				o.Zone = z.Key()
			}
		}
	}
	if it.withheld {
		return o
	}
	if it.Kind.API.Upload {
		s.uploaded(it, o)
		return o
	}
	o.Body = encoded(s.body(it))
	o.Ignore = s.untold(it)
	if e.Update.Method != "" {
		o.Update = s.request(it, e.Update)
	}
	if e.Secrets != nil {
		o.Secrets = e.Secrets(it.Object)
	}
	topic, compare := s.scripted(it)
	if topic == "" && !early {
		return o
	}
	o.Topic = cmp.Or(topic, it.Kind.Recreate.Script)
	if (it.Address == "" || it.Premade || early) && e.Create.Method != "" {
		o.Create = s.request(it, e.Create)
	}
	if it.Address != "" && e.Update.Method != "" {
		o.Compare = compare
	}
	return o
}

// needed are the keys of what an item refers to, and of what protects the hosts
// that it exposes.
func (s *Survey) needed(it *Item) []string {
	out := slices.Clone(it.protectors)
	for _, to := range s.referred(it) {
		out = append(out, to.Key())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// readOnly are the keys of a kind that no update takes. Those that a field has
// all the same are of the object, as its content is.
func readOnly(k *schema.Kind) []string {
	var out []string
	for _, name := range k.API.ReadOnly {
		if !slices.ContainsFunc(k.Fields, func(f schema.Field) bool {
			top, _, _ := strings.Cut(argument(&f, schema.API), ".")
			return !f.Local && f.On(schema.API).Lack == nil && top == name
		}) {
			out = append(out, name)
		}
	}
	return out
}

// hidden are the paths, in the API's words, of values that may be secret: those
// of secrets, and of plain variables. "*" stands for any element or key.
func hidden(fields []schema.Field, at []string) [][]string {
	var out [][]string
	for i := range fields {
		f := &fields[i]
		path := append(slices.Clone(at), strings.Split(argument(f, schema.API), ".")...)
		if f.Secret || f.Variable {
			out = append(out, path)
			continue
		}
		if f.Many != schema.One {
			path = append(path, "*")
		}
		out = append(out, hidden(f.Fields, path)...)
		for j := range f.Variants {
			out = append(out, hidden(f.Variants[j].Fields, path)...)
		}
	}
	return out
}

// named is what a person calls an object, with what it stands in where its own
// name does not say that.
func named(o *schema.Object) string {
	if o.Kind.PerParent && o.Name != "" && !strings.Contains(o.Name, o.Parent.Name) {
		return o.String() + " of " + o.Parent.String()
	}
	return o.String()
}

// scripted is the topic of the script that an item needs, and the arguments
// that it completes. Values of secrets are the business of a script of their
// own.
func (s *Survey) scripted(it *Item) (topic string, compare []string) {
	for _, l := range it.Losses {
		if l.Script == "" || l.Script != it.Kind.Recreate.Script {
			continue
		}
		topic = l.Script
		if f := it.Kind.Field(l.field); f != nil {
			name, _, _ := strings.Cut(argument(f, schema.API), ".")
			compare = append(compare, name)
		}
	}
	if it.Premade {
		topic = it.Kind.Recreate.Script
	}
	slices.Sort(compare)
	return topic, slices.Compact(compare)
}

// uploaded says what a script does about a worker.
func (s *Survey) uploaded(it *Item, o *remade) {
	o.Body = encoded(s.body(it))
	o.Get = s.path(it, it.Kind.API.Aside[0].Path)
	o.Ignore = s.untold(it)
	for _, d := range it.Kind.API.Derived {
		o.Ignore = append(o.Ignore, d.Name) // it is of the upload, not of what comes of it
	}
	o.Topic = it.Kind.Recreate.Script
	up := &upload{Made: it.Address == "" || it.Premade}
	o.Upload = up
	if slices.ContainsFunc(it.Losses, func(l Loss) bool { return l.deploy }) {
		up.Deploy = &deploy{Partial: len(it.Kind.API.Parts(it.Object)) > 0}
		up.Deploy.Directory, up.Deploy.Environment = it.Kind.Source(it.Object)
		schema.EachRef(it.Object, func(_ []any, f *schema.Field, name string) {
			if to := s.Inventory.Find(it.Object, f.Ref.Kind, name); to != nil && f.Ref.By == "id" && to.ID != "" {
				if up.Deploy.Was == nil {
					up.Deploy.Was = map[string]string{}
				}
				up.Deploy.Was[to.Key()] = to.ID
			}
		})
	}
	if !up.Made {
		return
	}
	o.Create = s.request(it, it.Kind.API.Create)
	up.Placeholder = modulePath(it.Object, schema.PlaceholderModule)
	for _, m := range it.Kind.API.Parts(it.Object) {
		up.Parts = append(up.Parts, part{Name: m.Name, File: modulePath(it.Object, m.Name), Type: m.Type})
	}
}

// body is an object as the API writes it.
func (s *Survey) body(it *Item) any {
	out := nested(s.arguments(it))
	if name := it.Kind.API.Body; name != "" {
		return out[name]
	}
	return out
}

// match are the values that tell an object from the others in its list.
func (s *Survey) match(it *Item) map[string]any {
	out := map[string]any{}
	for _, name := range it.Kind.Key {
		f := it.Kind.Field(name)
		v, set := it.Fields[name]
		if !set || f.Local || f.Ref != nil && f.Ref.By == "id" {
			continue
		}
		form := *f.On(schema.API)
		form.Lack = nil
		if form.Encode != nil {
			if v = form.Encode(it.Object, v); v != nil {
				out[argument(f, schema.API)] = jsonValue(v)
			}
			continue
		}
		out[argument(f, schema.API)] = jsonValue(s.value(it, f, &form, v))
	}
	return out
}

// untold are the arguments whose value the API does not tell back, or that are
// only documented, so that nothing live may be changed for them.
func (s *Survey) untold(it *Item) []string {
	var out []string
	for i := range it.Kind.Fields {
		f := &it.Kind.Fields[i]
		if _, set := it.Fields[f.Name]; set && !f.Local && (f.On(schema.API).Ignore != nil || it.Unverified(f.Name)) {
			out = append(out, argument(f, schema.API))
		}
	}
	slices.Sort(out)
	return out
}

// A pointer stands in a body for an id that only a script knows, and for the
// text that follows it. It is what lib.jq resolves.
type pointer struct {
	Key    string `json:"$id_of"`
	Suffix string `json:"$suffix,omitempty"`
}

// pointer is what stands for an object in a body; a name stays what it is.
func (s *Survey) pointer(r schema.Reference) any {
	switch {
	case r.To == s.Account && r.By == "id":
		return pointer{"account", r.Suffix}
	case r.By != "id" && r.To != nil:
		return valueText(r.To, r.By) + r.Suffix
	case r.By != "id":
		return r.Name + r.Suffix
	case r.To != nil && r.To.Kind.ID.Pattern == nil:
		return r.To.Name + r.Suffix
	case r.To != nil:
		return pointer{r.To.Key(), r.Suffix}
	}
	return pointer{undefinedKey(r), r.Suffix}
}

func (s *Survey) request(it *Item, r schema.Request) *request {
	return &request{Method: r.Method, Path: s.path(it, r.Path)}
}

// path fills the holes of a path: with the keys of objects whose id a script
// looks up, and with what never changes.
func (s *Survey) path(it *Item, template string) string {
	for _, hole := range holes(template) {
		key := ""
		switch hole {
		case "account_id":
			key = "account"
		case "id":
			key = it.Key()
		default:
			asked := strings.Replace(hole, "zone_id", "zone.id", 1)
			if at, _ := s.locate(it.Object, asked); at != nil {
				key = at.Key()
			} else {
				owner, _, _ := strings.Cut(asked, ".")
				key = undefinedKey(schema.Reference{Kind: owner, Name: it.Text(owner)})
			}
		}
		template = strings.Replace(template, "{"+hole+"}", "{"+key+"}", 1)
	}
	return template
}

// path fills the holes of the path of something that only stands in an account.
func path(template string) string {
	return strings.ReplaceAll(template, "{account_id}", "{account}")
}

// early are the items that must be there before Terraform runs: what it adopts
// and cannot make, what it refers to and does not hold, and what those refer to.
func (s *Survey) early() map[*Item]bool {
	out := map[*Item]bool{}
	var add func(it *Item)
	add = func(it *Item) {
		if it == nil || out[it] || it.Owner != "" || it.Kind.API.Upload {
			return
		}
		out[it] = true
		if it.Parent != s.Account {
			add(s.byObject[it.Parent])
		}
		for _, to := range s.referred(it) {
			add(to)
		}
	}
	for _, it := range s.Items {
		if it.Address == "" {
			continue
		}
		if it.Premade {
			add(it)
		}
		for _, to := range s.referred(it) {
			if to.Address == "" {
				add(to)
			}
		}
	}
	return out
}

// sortForMaking brings objects into the order in which they are made: what is
// to be retired last, production before what is not, and before an object
// those of its kind that it refers to, or that what lives in it refers to: a
// dead letter queue before the queue whose consumer names it.
func (s *Survey) sortForMaking(r *recreation) {
	items := map[string]*Item{}
	made := map[string]*remade{}
	for _, it := range s.Items {
		if it.Kind.Name == r.Kind {
			items[it.Key()] = it
		}
	}
	rank := func(o *remade) int {
		it := items[o.Key]
		switch {
		case o.Retiring:
			return 2
		case it.Notes != nil && it.Notes.Environment != "" && it.Notes.Environment != "production":
			return 1
		}
		return 0
	}
	slices.SortStableFunc(r.Objects, func(a, b *remade) int { return rank(a) - rank(b) })
	for _, o := range r.Objects {
		made[o.Key] = o
	}
	out := make([]*remade, 0, len(r.Objects))
	seen := map[*remade]bool{}
	var place func(o *remade)
	place = func(o *remade) {
		if seen[o] {
			return
		}
		seen[o] = true
		schema.Walk([]*schema.Object{items[o.Key].Object}, func(inner *schema.Object) {
			schema.EachRef(inner, func(_ []any, f *schema.Field, name string) {
				if to := s.Inventory.Find(inner, f.Ref.Kind, name); to != nil && f.Ref.Kind == r.Kind {
					if other := made[to.Key()]; other != nil {
						place(other)
					}
				}
			})
		})
		out = append(out, o)
	}
	for _, o := range r.Objects {
		place(o)
	}
	r.Objects = out
}

// nested turns arguments into a JSON object; a dot in a name makes one within.
func nested(args []arg) map[string]any {
	out := map[string]any{}
	for _, a := range args {
		at := out
		path := strings.Split(a.name, ".")
		for _, step := range path[:len(path)-1] {
			inner, _ := at[step].(map[string]any)
			if inner == nil {
				inner = map[string]any{}
				at[step] = inner
			}
			at = inner
		}
		last, v := path[len(path)-1], jsonValue(a.value)
		if both, ok := at[last].(map[string]any); ok {
			if more, ok := v.(map[string]any); ok {
				maps.Copy(both, more)
				continue
			}
		}
		at[last] = v
	}
	return out
}

// jsonValue is a value of the configuration as JSON has it.
func jsonValue(v any) any {
	switch v := v.(type) {
	case []arg:
		return nested(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = jsonValue(v[i])
		}
		return out
	case map[string]any:
		_, pointed := v["$id_of"]
		_, follows := v["$suffix"]
		_, wrapped := v["$data"]
		if len(v) == 1 && (pointed || wrapped) || len(v) == 2 && pointed && follows {
			return map[string]any{"$data": v}
		}
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = jsonValue(e)
		}
		return out
	}
	return v
}

// encoded is JSON on one line, in which < and > stand as they are.
func encoded(v any) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("cannot encode %T: %v", v, err)) // values of an inventory always encode
	}
	return bytes.TrimSpace(b.Bytes())
}

// encode writes the file: a line for each object that no script makes or
// completes, several for one that a script does.
func (r *recreation) encode() []byte {
	var b bytes.Buffer
	head := encoded(r)
	b.Write(head[:len(head)-1])
	b.WriteString(",\n \"objects\": [")
	for i, o := range r.Objects {
		b.WriteString(separators[min(i, 1)])
		line := encoded(o)
		if o.Topic == "" {
			b.Write(line)
			continue
		}
		if err := json.Indent(&b, line, "  ", " "); err != nil {
			panic(err) // it was just encoded
		}
	}
	b.WriteString("\n ]\n}\n")
	return b.Bytes()
}
