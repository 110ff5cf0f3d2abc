package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// arguments are what the resource of an item says, in the order of the kind's
// table.
func (s *Survey) arguments(it *Item) []arg {
	given, derived := it.Kind.API.Given, it.Kind.API.Derived
	if s.Target != schema.API {
		given, derived = it.Kind.On(s.Target).Given, it.Kind.On(s.Target).Derived
	}
	var out []arg
	for _, g := range given {
		out = put(out, strings.Split(g.Name, "."), s.given(it, g))
	}
	out = append(out, s.shape(it, it.Kind.Fields, it.Fields)...)
	for _, d := range derived {
		if v := d.Value(it.Object); v != nil {
			out = append(out, arg{d.Name, s.finish(it, v)})
		}
	}
	return out
}

// put sets a nested argument.
func put(args []arg, path []string, v any) []arg {
	if len(path) == 1 {
		return append(args, arg{path[0], v})
	}
	return append(args, arg{path[0], put(nil, path[1:], v)})
}

func (s *Survey) given(it *Item, g schema.Given) any {
	if f := it.Kind.Field(g.From); f != nil && f.Ref != nil {
		name := it.Text(g.From)
		return s.finish(it, schema.Reference{To: s.Inventory.Find(it.Object, f.Ref.Kind, name), Name: name, Kind: f.Ref.Kind, By: g.By})
	}
	up := it.Up(g.From)
	return s.finish(it, schema.Reference{To: up, Name: up.Name, Kind: up.Kind.Name, By: g.By})
}

// shape turns the values of fields into arguments of the target.
func (s *Survey) shape(it *Item, fields []schema.Field, values map[string]any) []arg {
	var out []arg
	for i := range fields {
		f := &fields[i]
		v, set := values[f.Name]
		if !set {
			v = f.Default
		}
		v = unredacted(f, v)
		form := f.On(s.Target)
		if v == nil || f.Local || form.Lack.Of(v) || it.without[f] {
			continue
		}
		name := argument(f, s.Target)
		switch {
		case form.Encode != nil:
			if v = form.Encode(it.Object, s.refer(it, f, s.undropped(it, f, v))); v != nil {
				out = append(out, arg{name, s.finish(it, v)})
			}
		case f.Variants != nil:
			out = append(out, s.variants(it, f, name, v.([]any))...)
		default:
			out = append(out, arg{name, s.value(it, f, form, v)})
		}
	}
	return out
}

// isDropped says whether an element of a list is left out of the
// configuration to break a ring of references.
func (s *Survey) isDropped(it *Item, f *schema.Field, i int) bool {
	return s.Target != schema.API && s.resolve == nil && it.dropped[fmt.Sprintf("%s/%d", f.Name, i)]
}

// undropped is a list without the elements that are left out.
func (s *Survey) undropped(it *Item, f *schema.Field, v any) any {
	list, isList := v.([]any)
	if it.dropped == nil || s.resolve != nil || !isList {
		return v
	}
	var out []any
	for i, e := range list {
		if !s.isDropped(it, f, i) {
			out = append(out, e)
		}
	}
	return out
}

// value writes what one field holds.
func (s *Survey) value(it *Item, f *schema.Field, form *schema.Form, v any) any {
	one := func(v any) any {
		m, isMap := v.(map[string]any)
		switch {
		case isMap && f.Fields != nil && form.Unwrap != "":
			sub := fieldNamed(f.Fields, form.Unwrap)
			return s.element(it, sub, m[form.Unwrap])
		case isMap && f.Fields != nil:
			return s.shape(it, f.Fields, m)
		case form.Wrap != "":
			return []arg{{form.Wrap, s.element(it, f, v)}}
		}
		return s.element(it, f, v)
	}
	switch f.Many {
	case schema.ListOf, schema.SetOf:
		list, _ := v.([]any)
		if form.Block {
			blocks := make([]block, 0, len(list))
			for _, e := range list {
				blocks = append(blocks, block(one(e).([]arg)))
			}
			return blocks
		}
		out := make([]any, 0, len(list))
		for i, e := range list {
			if m, ok := e.(map[string]any); ok && (s.leftOut(f, m) || s.isDropped(it, f, i)) {
				continue
			}
			out = append(out, one(e))
		}
		return out
	case schema.MapOf:
		m, _ := v.(map[string]any)
		out := make(map[string]any, len(m))
		for k, e := range m {
			out[k] = one(e)
		}
		if form.Block {
			return []block{asArgs(out)}
		}
		return out
	}
	shaped := one(v)
	if args, ok := shaped.([]arg); ok && form.Block {
		return []block{args}
	}
	return shaped
}

func asArgs(m map[string]any) []arg {
	out := make([]arg, 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, arg{k, m[k]})
	}
	return out
}

// element writes a scalar, or the reference that it names.
func (s *Survey) element(it *Item, f *schema.Field, v any) any {
	return s.finish(it, s.reference(it, f, v))
}

// reference makes a Reference of a name, when the field refers to something.
func (s *Survey) reference(it *Item, f *schema.Field, v any) any {
	name, ok := v.(string)
	if f == nil || f.Ref == nil || !ok {
		return v
	}
	return schema.Reference{To: s.Inventory.Find(it.Object, f.Ref.Kind, name), Name: name, Kind: f.Ref.Kind, By: f.Ref.By, Suffix: f.Ref.Suffix}
}

// refer makes References of every name within a value, and leaves its shape.
func (s *Survey) refer(it *Item, f *schema.Field, v any) any {
	one := func(v any) any {
		m, isMap := v.(map[string]any)
		if !isMap {
			return s.reference(it, f, v)
		}
		fields := f.Fields
		if variant := variantOf(f, m); variant != nil {
			fields = variant.Fields
		}
		out := make(map[string]any, len(m))
		for k, e := range m {
			out[k] = e
			if sub := fieldNamed(fields, k); sub != nil {
				out[k] = s.refer(it, sub, e)
			}
		}
		return out
	}
	switch list := v.(type) {
	case []any:
		out := make([]any, len(list))
		for i := range list {
			out[i] = one(list[i])
		}
		return out
	case map[string]any:
		if f.Many == schema.MapOf { // the keys are data, not fields
			out := make(map[string]any, len(list))
			for k, e := range list {
				out[k] = one(e)
			}
			return out
		}
	}
	return one(v)
}

func fieldNamed(fields []schema.Field, name string) *schema.Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// variants writes a list of tagged values: as one list, or as a block for each
// variant that has one.
func (s *Survey) variants(it *Item, f *schema.Field, name string, list []any) []arg {
	var whole []any
	blocks := map[string][]block{}
	for i, e := range list {
		m, _ := e.(map[string]any)
		v := variantOf(f, m)
		if v == nil || s.leftOut(f, m) || s.isDropped(it, f, i) {
			continue
		}
		form := v.On(s.Target)
		args := s.shape(it, v.Fields, m)
		if form.Block {
			blocks[form.Name] = append(blocks[form.Name], args)
			continue
		}
		whole = append(whole, append([]arg{{f.Tag, v.Name}}, args...))
	}
	var out []arg
	if whole != nil {
		out = append(out, arg{name, whole})
	}
	for _, b := range slices.Sorted(maps.Keys(blocks)) {
		out = append(out, arg{b, blocks[b]})
	}
	return out
}

// finish replaces what stands for something else by expressions.
func (s *Survey) finish(it *Item, v any) any {
	switch v := v.(type) {
	case schema.Reference:
		switch {
		case s.resolve != nil:
			return s.resolve.Reference(v)
		case s.Target == schema.API:
			return s.pointer(v)
		}
		return followed(s.expressionFor(it, v), v.Suffix)
	case schema.ModuleFile:
		if s.resolve != nil {
			return s.resolve.Module(v)
		}
		return raw("file(\"${path.module}/" + inTemplate(modulePath(v.Of, v.Path)) + "\")")
	case schema.Blocks:
		out := make([]block, len(v))
		for i := range v {
			out[i] = asArgs(s.finish(it, v[i]).(map[string]any))
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = s.finish(it, e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = s.finish(it, e)
		}
		return out
	}
	return v
}

// expressionFor is how an item gets at another object: through its resource
// where there is one; a name as it is; an id through the map of ids.
func (s *Survey) expressionFor(it *Item, r schema.Reference) any {
	if r.To == s.Account && r.By == "id" {
		return raw("var.account_id")
	}
	to := s.byObject[r.To]
	if to != nil && to.Address != "" && to != it {
		return raw(s.attributeOf(to, r.By))
	}
	if r.By != "id" {
		if r.To != nil {
			return valueText(r.To, r.By)
		}
		return r.Name
	}
	if r.To != nil {
		return raw("local.ids[" + quoted(r.To.Key()) + "]")
	}
	return raw("local.ids[" + quoted(undefinedKey(r)) + "]")
}

// followed is an expression or a text with what follows it.
func followed(v any, suffix string) any {
	switch e := v.(type) {
	case raw:
		if suffix != "" {
			return raw(`"${` + string(e) + "}" + inTemplate(suffix) + `"`)
		}
	case string:
		return e + suffix
	}
	return v
}

// undefinedKey is the key in the map of ids of something that the inventory
// only declares as undefined.
func undefinedKey(r schema.Reference) string {
	slug, lossless := schema.Slug(r.Name)
	if !lossless {
		slug += "__" + digest([]byte(r.Name))[:8]
	}
	return r.Kind + "." + slug
}

// attributeOf is the expression for an attribute of a resource. What is left
// out has none.
func (s *Survey) attributeOf(it *Item, by string) string {
	name := attribute(it.Kind, s.Target, by)
	if it.leave {
		return "one(" + it.Address + "[*]." + name + ")"
	}
	return it.Address + index(it) + "." + name
}

// index is what follows the address of a resource with count.
func index(it *Item) string {
	if it.held() {
		return "[0]"
	}
	return ""
}

// attribute is what a resource calls the id or a field of its object.
func attribute(k *schema.Kind, t schema.Target, by string) string {
	res := k.On(t)
	if a, ok := res.Refer[by]; ok {
		return a
	}
	if f := k.Field(by); f != nil && f.On(t).Name != "" {
		return f.On(t).Name
	}
	return by
}

// inTemplate escapes text that stands inside a quoted template.
func inTemplate(s string) string {
	q := quoted(s)
	return q[1 : len(q)-1]
}

// ignored are the attributes that Terraform must not look at, sorted, or
// "all".
func (s *Survey) ignored(it *Item) []string {
	res := it.Kind.On(s.Target)
	if res.Frozen != nil {
		return []string{"all"}
	}
	var out []string
	for _, u := range res.Unread {
		out = append(out, u.Attr)
	}
	if res.UnreadFor != nil {
		for _, u := range res.UnreadFor(it.Object) {
			out = append(out, u.Attr)
		}
	}
	eachIgnored(it.Kind.Fields, it.Fields, s.Target, "", func(path string, _ *schema.Form) { out = append(out, path) })
	for i := range it.Kind.Fields {
		if f := &it.Kind.Fields[i]; !f.Local && !f.On(s.Target).Lack.Of(it.Fields[f.Name]) && it.Unverified(f.Name) {
			out = append(out, argument(f, s.Target))
		}
	}
	out = append(out, slices.Sorted(maps.Keys(it.kept))...)
	slices.Sort(out)
	return slices.Compact(out)
}

// eachIgnored finds the arguments that the provider does not read back, by the
// path that ignore_changes takes. It looks into mappings, but not into lists:
// their elements have no path that lasts.
func eachIgnored(fields []schema.Field, values map[string]any, t schema.Target, at string, found func(path string, form *schema.Form)) {
	for i := range fields {
		f := &fields[i]
		form := f.On(t)
		if f.Local || form.Lack.Of(values[f.Name]) {
			continue
		}
		if form.Ignore != nil && (values[f.Name] != nil || f.Default != nil || form.Always) && (form.IgnoreOnly == nil || form.IgnoreOnly(values[f.Name])) {
			found(at+argument(f, t), form)
			continue
		}
		if f.Fields == nil || f.Many != schema.One {
			continue
		}
		if inner, ok := values[f.Name].(map[string]any); ok {
			path := at + argument(f, t)
			if form.Block {
				path += "[0]"
			}
			eachIgnored(f.Fields, inner, t, path+".", found)
		}
	}
}

// reasons are the sentences that explain what the items of one kind ignore.
func (s *Survey) reasons(items []*Item) []string {
	k := items[0].Kind
	res := k.On(s.Target)
	if res.Frozen != nil {
		return []string{"Every argument is ignored once a " + humane(k.Name) + " is there. " + res.Frozen.Text}
	}
	why := map[string][]string{}
	add := func(attr, text string) {
		if !slices.Contains(why[attr], text) {
			why[attr] = append(why[attr], text)
		}
	}
	for _, it := range items {
		if it.Address == "" {
			continue
		}
		for _, u := range res.Unread {
			add(u.Attr, u.Text)
		}
		eachIgnored(k.Fields, it.Fields, s.Target, "", func(path string, form *schema.Form) { add(path, form.Ignore.Text) })
		if res.UnreadFor != nil {
			for _, u := range res.UnreadFor(it.Object) {
				add(u.Attr, u.Text)
			}
		}
		for _, a := range slices.Sorted(maps.Keys(it.kept)) {
			add(a, it.kept[a])
		}
		for i := range k.Fields {
			if f := &k.Fields[i]; !f.Local && f.On(s.Target).Lack == nil && it.Unverified(f.Name) {
				add(argument(f, s.Target), "Where the inventory has it only from a document, it must not change what is there.")
			}
		}
	}
	var out []string
	for _, a := range slices.Sorted(maps.Keys(why)) {
		slices.Sort(why[a])
		out = append(out, "Ignored: "+a+". "+strings.Join(why[a], " "))
	}
	return out
}

// argument is what a target calls a field.
func argument(f *schema.Field, t schema.Target) string {
	if name := f.On(t).Name; name != "" {
		return name
	}
	return f.Name
}

func humane(name string) string { return schema.Humane(name) }

// modulePath is where a module of a worker is kept in the snapshot.
func modulePath(o *schema.Object, module string) string {
	label := o.Label()
	if schema.IsDeviceName(label) {
		label = "_" + label // Windows has no such directory
	}
	return "workers/" + label + "/" + module
}
