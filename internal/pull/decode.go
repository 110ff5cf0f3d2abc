package pull

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/cfdr/cfdr/schema"
)

// The table that says how the API is written to is read backwards here: a
// field has the name, the wrapping and the reference that its form for the API
// has, and Decode takes back what Encode makes.

// A decoder makes objects of what was found.
type decoder struct {
	reader *reader
	// names finds an object by kind and id.
	names map[identity]string
	// unknown counts what no field has.
	unknown  map[string]int
	dangling map[identity]bool
	// distinct tells objects of one name apart.
	distinct map[*found]string
	// doubt is why the field that is being read is not known whole, nil where it
	// is.
	doubt error
	// strangers are the types of elements that the list which is being read has
	// and cfdr does not know.
	strangers []string
}

// A doubt is a field of which a part is not known.
type doubt struct {
	field string
	err   error
}

// doubtful notes the first reason why a field is not known whole.
func (d *decoder) doubtful(err error) {
	if d.doubt == nil {
		d.doubt = err
	}
}

// strange notes a value in a form that no field has. It may be a secret, so it
// is not told.
func (d *decoder) strange(f *schema.Field) {
	d.doubtful(fmt.Errorf("%s holds something in a form that cfdr does not know", f.Name))
}

type identity struct{ kind, id string }

// decode makes the result. It is an error where the account itself is nothing
// that an inventory can hold, because everything stands in it.
func (r *reader) decode(root *schema.Kind) (*Result, error) {
	d := &decoder{reader: r, names: map[identity]string{}, unknown: map[string]int{}, dangling: map[identity]bool{}, distinct: map[*found]string{}}
	d.sort()
	d.call()
	parents := map[identity]*schema.Object{}
	var account *schema.Object
	var unset []*schema.Object
	for _, k := range r.registry.Kinds() {
		var made []*schema.Object
		single := map[*schema.Object]bool{}
		for _, f := range r.found[k] {
			err := d.undecided(k.Fields, f.raw)
			var o *schema.Object
			if err == nil {
				o = d.object(f)
				err = malformed(o)
			}
			if err != nil && k == root {
				return nil, fmt.Errorf("the API tells of the account %s what no inventory can hold: %w", f.id, err)
			}
			if err != nil {
				r.broke(f, nil, err)
				continue
			}
			f.object = o
			if k == root {
				account = o
				continue
			}
			if o.Parent = d.parent(f, parents); o.Parent == nil {
				d.orphan(f)
				continue
			}
			if k.Shape != schema.List && len(k.Key) == 0 {
				if single[o.Parent] {
					d.unknown[k.Name+" beside another"]++
					continue
				}
				single[o.Parent] = true
			}
			if k.API.Unset != nil && k.API.Unset(f.raw) {
				unset = append(unset, o)
				continue
			}
			made = append(made, o)
			parents[identity{k.Name, f.name}] = o
		}
		slices.SortStableFunc(made, func(a, b *schema.Object) int {
			return strings.Compare(a.Name+"\x00"+a.ID, b.Name+"\x00"+b.ID)
		})
		for _, o := range made {
			o.Parent.Children = append(o.Parent.Children, o)
		}
	}
	res := &Result{Account: account, Unset: unset, Unknown: d.unknown, Inventory: &schema.Inventory{Accounts: []*schema.Object{account}}}
	res.Inventory.Link(r.registry)
	d.undefined(res)
	return res, nil
}

// sort brings what came in the order of chance into one of its own.
func (d *decoder) sort() {
	for _, list := range d.reader.found {
		slices.SortStableFunc(list, func(a, b *found) int {
			return strings.Compare(a.scope.path()+"\x00"+a.name+"\x00"+a.id, b.scope.path()+"\x00"+b.name+"\x00"+b.id)
		})
	}
}

func (f *found) path() string {
	if f == nil {
		return ""
	}
	return f.scope.path() + "/" + f.name
}

// parent is what an object stands in: what its list belongs to, or what an
// argument of it names.
func (d *decoder) parent(f *found, parents map[identity]*schema.Object) *schema.Object {
	if up := f.up(f.kind.Parent); up != nil && up != f {
		return up.object
	}
	if name := d.parentName(f); name != "" {
		return parents[identity{f.kind.Parent, name}]
	}
	return nil
}

func (d *decoder) parentName(f *found) string {
	for _, g := range f.kind.API.Given {
		if g.From == f.kind.Parent {
			return d.usually(f.kind.Parent, textOf(at(f.raw, g.Name)))
		}
	}
	return ""
}

// usually is the name of an object of a kind in the form that names of it have.
func (d *decoder) usually(kind, name string) string {
	if k := d.reader.registry.Kind(kind); len(k.Key) > 0 {
		if f := k.Field(k.Key[0]); f != nil && f.Normal != nil {
			return f.Normal(name)
		}
	}
	return name
}

// orphan notes an object that stands in nothing that was read.
func (d *decoder) orphan(f *found) {
	r := d.reader
	name := d.parentName(f)
	if up := f.up(f.kind.Parent); up != nil {
		name = up.name
	}
	kind := r.registry.Kind(f.kind.Parent)
	unread := slices.ContainsFunc(r.bad, func(u Unreadable) bool {
		return u.Kind == kind.Name && len(u.Fields) == 0 && (u.Name == "" || u.Name == name)
	})
	if unread {
		r.bad = append(r.bad, Unreadable{Kind: f.kind.Name, Of: name, Name: f.known(), Permission: kind.API.Permission, Err: errAround})
		return
	}
	d.unknown[f.kind.Name+" of a "+f.kind.Parent+" that is not there"]++
}

// object makes one object.
func (d *decoder) object(f *found) *schema.Object {
	k := f.kind
	o := &schema.Object{Kind: k}
	if k.ID.Pattern != nil {
		o.ID = f.id
	}
	var doubts []doubt
	o.Fields, doubts = d.all(k, f.raw)
	d.tell(f, doubts)
	d.given(f, o)
	for name, v := range f.set {
		if scope, isObject := v.(*found); isObject {
			v = d.called(scope)
		}
		o.Fields[name] = v
	}
	if word := d.distinct[f]; word != "" {
		o.Fields[distinctField] = word
	}
	d.content(o, f)
	schema.Normalise(o)
	d.unknownOf(f)
	return o
}

// given reads the references that stand beside the fields.
func (d *decoder) given(f *found, o *schema.Object) {
	for _, g := range f.kind.API.Given {
		field := f.kind.Field(g.From)
		if field == nil || field.Ref == nil {
			continue
		}
		if id := textOf(at(f.raw, g.Name)); id != "" {
			o.Fields[g.From] = d.referred(field.Ref, id)
		}
	}
}

// content puts the modules of a worker into its fields.
func (d *decoder) content(o *schema.Object, f *found) {
	c := f.content
	if c == nil {
		return
	}
	if c.isPlaceholder() {
		// What the worker is made from is elsewhere; all else of it is told.
		var doubts []doubt
		for i := range o.Kind.Fields {
			if field := &o.Kind.Fields[i]; field.Files {
				doubts = append(doubts, doubt{field.Name, errPlaceholder})
			}
		}
		d.tell(f, doubts)
		return
	}
	list := make([]any, 0, len(c.modules))
	o.Files = make(map[string][]byte, len(c.modules))
	for _, m := range c.modules {
		entry := map[string]any{"name": m.name}
		if m.kind != "" {
			entry["type"] = m.kind
		}
		if isText(m.text) {
			entry["text"] = string(m.text)
		}
		o.Files[m.name] = m.text
		list = append(list, entry)
	}
	for i := range o.Kind.Fields {
		if field := &o.Kind.Fields[i]; field.Files {
			o.Fields[field.Name] = list
		}
	}
	if c.script {
		o.Fields["syntax"] = "service-worker"
	}
	if len(c.modules) > 1 && c.main != c.modules[0].name {
		o.Fields["main"] = c.main
	}
}

// all reads the fields of an object, and names those of which a part is not
// known: it refers to something that could not be read, or has a form that no
// field has.
func (d *decoder) all(k *schema.Kind, raw map[string]any) (out map[string]any, doubts []doubt) {
	out = map[string]any{}
	for i := range k.Fields {
		f := &k.Fields[i]
		d.doubt, d.strangers = nil, nil
		maps.Copy(out, d.fields(k.Fields[i:i+1], raw, false))
		if d.strangers != nil {
			what := strings.Join(d.strangers, ", ") + ", which cfdr does not know"
			if opener := openerOf(k, f); opener != "" {
				// The list is told as one that is not whole.
				out[opener] = what
			} else {
				d.doubtful(fmt.Errorf("%s has elements of the %s %s", f.Name, f.Tag, what))
			}
		}
		if d.doubt == nil {
			continue
		}
		doubts = append(doubts, doubt{f.Name, d.doubt})
		if f.Required && isNothing(out[f.Name]) {
			delete(out, f.Name) // what is left is no object
		}
	}
	return out, doubts
}

// openerOf is the field that says of a list that it is not whole, empty where
// none does.
func openerOf(k *schema.Kind, list *schema.Field) string {
	for i := range k.Fields {
		if k.Fields[i].Opens == list.Name {
			return k.Fields[i].Name
		}
	}
	return ""
}

// tell notes the fields of an object that are not known whole, those of one
// reason together.
func (d *decoder) tell(f *found, doubts []doubt) {
	at := map[string]int{}
	for _, one := range doubts {
		reason := one.err.Error()
		i, known := at[reason]
		if !known {
			i = len(d.reader.bad)
			at[reason] = i
			u := Unreadable{Kind: f.kind.Name, Of: f.scope.called(), Name: f.known(), ID: f.own(), Err: one.err}
			if errors.Is(one.err, errAround) {
				u.Permission = f.kind.API.Permission
			}
			d.reader.bad = append(d.reader.bad, u)
		}
		d.reader.bad[i].Fields = append(d.reader.bad[i].Fields, one.field)
	}
}

// undecided says why it is not known what a mapping is: a field that decides it
// has a value that cfdr does not know.
func (d *decoder) undecided(fields []schema.Field, raw map[string]any) error {
	for i := range fields {
		f := &fields[i]
		if !f.Decides {
			continue
		}
		if v := d.read(f, at(raw, nameIn(f))); v != nil {
			if problem := wrong(f, v); problem != "" {
				return errors.New(problem)
			}
		}
	}
	return nil
}

// lifted takes ids out of where they stand, for the fields that refer to what
// they are the ids of.
func (d *decoder) lifted(fields []schema.Field, raw, out map[string]any) map[string]any {
	for i := range fields {
		ref := fields[i].Ref
		if ref == nil || ref.Within == "" {
			continue
		}
		id, ends := strings.CutSuffix(textOf(at(raw, ref.Within)), ref.Suffix)
		if !ends {
			continue
		}
		if name, known := d.names[identity{ref.Kind, id}]; known {
			out[fields[i].Name] = name
			if ref.Suffix == "" {
				raw = taken(raw, ref.Within)
			}
		} else if id != "" && d.unread(ref.Kind) {
			d.doubtful(errAround)
		}
	}
	return raw
}

// taken is a mapping without what a name with dots leads to.
func taken(raw map[string]any, name string) map[string]any {
	raw = maps.Clone(raw)
	first, rest, dotted := strings.Cut(name, ".")
	if m, _ := raw[first].(map[string]any); dotted && m != nil {
		raw[first] = taken(m, rest)
	} else {
		delete(raw, first)
	}
	return raw
}

// unread says whether a list of a kind could not be read.
func (d *decoder) unread(kind string) bool {
	return slices.ContainsFunc(d.reader.bad, func(b Unreadable) bool { return b.Kind == kind && len(b.Fields) == 0 })
}

// fields reads the values of fields from an object of the API. An empty list
// says nothing in an object, where the API tells one for whatever could be set;
// within a mapping somebody has set it.
func (d *decoder) fields(fields []schema.Field, raw map[string]any, within bool) map[string]any {
	out := map[string]any{}
	raw = d.lifted(fields, raw, out)
	for i := range fields {
		f := &fields[i]
		if f.Local && f.Told == nil || f.Secret || f.Ref != nil && f.Ref.Within != "" {
			continue
		}
		var v any
		if f.Told != nil {
			v = f.Told(raw)
		} else {
			v = at(raw, nameIn(f))
		}
		if v == nil && f.Told == nil && blocked(raw, nameIn(f)) {
			d.strange(f)
		}
		if v == nil {
			continue
		}
		// A mapping that a form reads says something by being there.
		_, isList := v.([]any)
		there := f.Required || within && isList || f.Many == schema.One && f.Fields != nil && f.On(schema.API).Decode != nil
		v = d.read(f, v)
		if s, isText := v.(string); isText && f.Normal != nil {
			v = f.Normal(s)
		}
		if v == nil || isNothing(v) && !there || f.Default != nil && reflect.DeepEqual(v, f.Default) {
			continue
		}
		if !f.Required && wrong(f, v) != "" {
			// What was there before is nearer to the truth than nothing.
			if f.Enum == nil {
				d.strange(f)
			} else {
				d.doubtful(errors.New(wrong(f, v)))
			}
			continue
		}
		out[f.Name] = v
	}
	return out
}

// read is the value that the API's means.
func (d *decoder) read(f *schema.Field, v any) any {
	form := f.On(schema.API)
	if form.Sift != nil {
		_, isList := v.([]any)
		if (f.Many == schema.ListOf || f.Many == schema.SetOf) && !isList && !saysNothing(v) {
			d.strange(f)
			return nil
		}
		if v = form.Sift(v); v == nil {
			return nil
		}
	}
	if form.Decode != nil {
		return native(form.Decode(v))
	}
	return d.value(f, form, v)
}

// nameIn is what the API calls a field; dots lead into it.
func nameIn(f *schema.Field) string {
	if name := f.On(schema.API).Name; name != "" {
		return name
	}
	return f.Name
}

// at follows a name with dots.
func at(raw map[string]any, name string) any {
	if v, ok := raw[name]; ok {
		return v
	}
	first, rest, dotted := strings.Cut(name, ".")
	if !dotted {
		return nil
	}
	m, _ := raw[first].(map[string]any)
	if m == nil {
		return nil
	}
	return at(m, rest)
}

// blocked says whether what a name with dots leads through is no mapping.
func blocked(raw map[string]any, name string) bool {
	for {
		first, rest, dotted := strings.Cut(name, ".")
		if !dotted || saysNothing(raw[first]) {
			return false
		}
		m, isMap := raw[first].(map[string]any)
		if !isMap {
			return true
		}
		raw, name = m, rest
	}
}

// value reads what one field holds.
func (d *decoder) value(f *schema.Field, form *schema.Form, v any) any {
	switch f.Many {
	case schema.ListOf, schema.SetOf:
		list, ok := v.([]any)
		if !ok {
			if !saysNothing(v) {
				d.strange(f)
			}
			return nil
		}
		out := make([]any, 0, len(list))
		for _, e := range list {
			if one := d.one(f, form, e); one != nil {
				out = append(out, one)
			}
		}
		if f.Many == schema.SetOf {
			slices.SortStableFunc(out, func(a, b any) int { return strings.Compare(textOf(a), textOf(b)) })
		}
		return out
	case schema.MapOf:
		m, ok := v.(map[string]any)
		if !ok && !saysNothing(v) {
			d.strange(f)
		}
		out := make(map[string]any, len(m))
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if one := d.one(f, form, m[key]); one != nil {
				out[key] = one
			}
		}
		return out
	}
	return d.one(f, form, v)
}

// one reads one value. It gives nil for one that says nothing, and for one that
// it cannot read, of which it notes a doubt.
func (d *decoder) one(f *schema.Field, form *schema.Form, v any) any {
	if form.Wrap != "" && v != nil {
		m, _ := v.(map[string]any)
		if v = m[form.Wrap]; v == nil {
			d.strange(f)
		}
	}
	if form.Unwrap != "" {
		v = map[string]any{form.Unwrap: v}
	}
	m, isMap := v.(map[string]any)
	if v != nil && !isMap && f.Short != "" {
		m, isMap = map[string]any{f.Short: v}, true
	}
	if v == nil {
		return nil
	}
	var out any
	switch {
	case (f.Variants != nil || f.Fields != nil) && !isMap:
	case f.Variants != nil:
		return d.variant(f, m)
	case f.Fields != nil:
		if err := d.undecided(f.Fields, m); err != nil {
			d.doubtful(err)
			return nil
		}
		return d.fields(f.Fields, m, true)
	case f.Ref != nil && f.Ref.By == "id":
		if id := textOf(v); isText([]byte(id)) {
			out = d.referred(f.Ref, id)
		}
	case f.Ref != nil:
		if name := textOf(v); name != "" && isText([]byte(name)) {
			out = d.usually(f.Ref.Kind, name)
		}
	default:
		out = scalar(f.Type, v)
	}
	if out == nil && (!saysNothing(v) || hasParts(v)) {
		d.strange(f)
	}
	return out
}

// hasParts says whether a value is a list or a mapping with something in it. Where
// one value should be, that is nothing that can be left out, whatever is in it.
func hasParts(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return false
}

func (d *decoder) variant(f *schema.Field, m map[string]any) any {
	tag := textOf(m[f.Tag])
	for i := range f.Variants {
		if f.Variants[i].Name == tag {
			out := d.fields(f.Variants[i].Fields, m, true)
			out[f.Tag] = tag
			return out
		}
	}
	if !slices.Contains(f.Elsewhere, tag) {
		d.unknown[f.Name+" of the "+f.Tag+" "+tag]++
		if tag == "" {
			d.strange(f)
		} else if !slices.Contains(d.strangers, tag) {
			d.strangers = append(d.strangers, tag)
		}
	}
	return nil
}

// scalar brings a value into the type that the inventory has, and gives nil for
// one that has another.
func scalar(t cty.Type, v any) any {
	switch t {
	case cty.String:
		switch v.(type) {
		case string, json.Number, bool:
			return textOf(v)
		}
		return nil
	case cty.Number:
		switch v := v.(type) {
		case string:
			return number(json.Number(v))
		case bool, []any, map[string]any:
			return nil
		}
	case cty.Bool:
		switch v := v.(type) {
		case bool:
			return v
		case string:
			if b, err := strconv.ParseBool(v); err == nil {
				return b
			}
		}
		return nil
	}
	return native(v)
}
