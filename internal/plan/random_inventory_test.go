package plan

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/zclconf/go-cty/cty"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// A sketch is an object of a random inventory before it is text: what is
// written of it, and what stands in it.
type sketch struct {
	kind     *schema.Kind
	values   map[string]any
	children []*sketch
	up       *sketch
	// from is what it is a copy of.
	from *sketch
	// line is where it began when it was last written.
	line int
}

func (s *sketch) clone(up *sketch) *sketch {
	out := &sketch{kind: s.kind, values: copied(s.values).(map[string]any), up: up, from: s}
	for _, c := range s.children {
		out.children = append(out.children, c.clone(out))
	}
	return out
}

func copied(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = copied(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = copied(e)
		}
		return out
	}
	return v
}

func (s *sketch) walk(f func(*sketch)) {
	f(s)
	for _, c := range s.children {
		c.walk(f)
	}
}

// all are the objects below the account.
func (s *sketch) all() []*sketch {
	var out []*sketch
	s.walk(func(c *sketch) {
		if c != s {
			out = append(out, c)
		}
	})
	return out
}

// name is what references call it.
func (s *sketch) name() string {
	var parts []string
	for _, k := range s.kind.Key {
		if text, ok := s.values[k].(string); ok {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

func (s *sketch) drop() {
	s.up.children = slices.DeleteFunc(s.up.children, func(c *sketch) bool { return c == s })
}

// A draft makes random inventories from the tables of the kinds.
type draft struct {
	*rand.Rand
	reg     *schema.Registry
	account *sketch
	n       int
}

func newDraft(seed uint64) *draft {
	return &draft{Rand: rand.New(rand.NewPCG(seed, 4)), reg: kinds.Registry()}
}

func (d *draft) chance(percent int) bool { return d.IntN(100) < percent }

// fill makes an account of objects of all kinds.
func (d *draft) fill() {
	d.account = &sketch{kind: d.reg.Kind("account"), values: map[string]any{"name": "Example", "id": "0123456789abcdef0123456789abcdef"}}
	if d.chance(50) {
		d.account.values["workers_subdomain"] = "example"
	}
	d.below(d.account)
	for _, s := range d.account.all() {
		d.describe(s)
	}
}

// below makes what stands in something, with names and nothing else.
func (d *draft) below(up *sketch) {
	for _, k := range d.reg.Children(up.kind.Name) {
		n := 1
		switch {
		case k.Shape == schema.Single || k.Shape == schema.Whole:
			n = d.IntN(2)
		case k.PerParent:
			n = 2 + d.IntN(4)
		case up == d.account:
			n = 2 + d.IntN(3)
		}
		for range n {
			d.add(up, k)
		}
	}
}

func (d *draft) add(up *sketch, k *schema.Kind) *sketch {
	s := &sketch{kind: k, values: map[string]any{}, up: up}
	for _, name := range k.Key {
		if f := k.Field(name); f.Required && f.Ref == nil && f.Enum == nil && f.Type == cty.String {
			s.values[name] = d.text(s, f)
		}
	}
	if k.ID.Pattern != nil && !d.chance(5) {
		s.values["id"] = d.id(k)
	}
	up.children = append(up.children, s)
	d.below(s)
	return s
}

// id makes an identifier of the form of a kind.
func (d *draft) id(k *schema.Kind) string {
	digits := fmt.Sprintf("%016x%016x", d.Uint64(), d.Uint64())
	for _, id := range []string{digits, digits[:8] + "-" + digits[8:12] + "-" + digits[12:16] + "-" + digits[16:20] + "-" + digits[20:], "0x" + digits[:22]} {
		if k.ID.Pattern.MatchString(id) {
			return id
		}
	}
	panic("plan: the id of " + k.Name + " has a form of its own")
}

// describe gives something values for the rest of its fields.
func (d *draft) describe(s *sketch) {
	for i := range s.kind.Fields {
		f := &s.kind.Fields[i]
		if f.Name == "tunnel" {
			continue // it fits the content, see mend
		}
		if s.values[f.Name] == nil && (f.Required || d.chance(30)) && (f.Name != "owned_by" || d.chance(10)) {
			d.set(s, f)
		}
	}
	d.mend(s)
	if d.chance(5) {
		s.values["unverified"] = []any{s.kind.Fields[d.IntN(len(s.kind.Fields))].Name}
	}
}

// mend makes the values of several fields fit one another, as the checks of
// the kinds want them.
func (d *draft) mend(s *sketch) {
	v := s.values
	switch s.kind.Name {
	case "dns_record":
		delete(v, "data")
		delete(v, "content")
		switch v["type"] {
		case "A":
			v["content"] = fmt.Sprintf("192.0.2.%d", d.IntN(256))
		case "AAAA":
			v["content"] = fmt.Sprintf("2001:db8::%x", d.IntN(1<<16))
		case "CNAME", "NS", "PTR", "SOA", "OPENPGPKEY", "TXT", "MX":
			v["content"] = d.text(s, &schema.Field{Name: "content"})
		default:
			v["data"] = d.value(s, s.kind.Field("data"), 0)
		}
		delete(v, "tunnel")
		if v["type"] == "CNAME" && d.n%2 == 0 {
			d.account.walk(func(o *sketch) {
				if id := o.values["id"]; o.kind.Name == "tunnel" && id != nil {
					v["tunnel"], v["content"] = o.name(), fmt.Sprint(id, ".cfargotunnel.com")
				}
			})
		}
		if v["type"] == "MX" {
			v["priority"] = d.IntN(100)
		}
		delete(v, "ttl")
		if v["proxied"] != true && d.chance(50) {
			v["ttl"] = 30 + d.IntN(1000)
		}
	case "queue_consumer":
		if v["worker"] != nil {
			v["type"] = "worker"
		} else {
			v["type"] = "http_pull"
		}
	case "access_policy":
		delete(v, "precedence")
		if v["application"] != nil {
			v["precedence"] = 1 + d.IntN(9)
		} else if rules, is := v["connection_rules"].(map[string]any); is {
			delete(rules, "ssh")
		}
	case "worker":
		delete(v, "main")
		modules, _ := v["modules"].([]any)
		for _, m := range modules {
			delete(m.(map[string]any), "file")
			m.(map[string]any)["text"] = d.text(s, &schema.Field{Name: "text"})
		}
	}
}

// set gives one field another value, or none where there is none to give.
func (d *draft) set(s *sketch, f *schema.Field) {
	if v := d.value(s, f, 0); v != nil {
		s.values[f.Name] = v
	}
}

func (d *draft) value(s *sketch, f *schema.Field, depth int) any {
	if f.Secret {
		return nil
	}
	n := d.IntN(4)
	if f.Required {
		n++
	}
	switch f.Many {
	case schema.ListOf, schema.SetOf:
		out := []any{}
		for range n {
			v := d.one(s, f, depth)
			if v != nil && (f.Many == schema.ListOf || !slices.Contains(out, v)) {
				out = append(out, v)
			}
		}
		return out
	case schema.MapOf:
		out := map[string]any{}
		for range n {
			if v := d.one(s, f, depth); v != nil {
				out[d.pick("KEY", "key with spaces", "ключ", "a.b", "0")+fmt.Sprint(d.IntN(9))] = v
			}
		}
		return out
	}
	return d.one(s, f, depth)
}

func (d *draft) pick(of ...string) string { return of[d.IntN(len(of))] }

// one makes one value, or one element.
func (d *draft) one(s *sketch, f *schema.Field, depth int) any {
	switch {
	case f.Variants != nil:
		v := f.Variants[d.IntN(len(f.Variants))]
		out := d.mapping(s, v.Fields, depth, 80)
		out[f.Tag] = v.Name
		return out
	case f.Fields != nil:
		if depth > 4 {
			return nil
		}
		if f.Many == schema.ListOf && len(f.Fields) > 15 { // a rule
			for {
				rule := &f.Fields[d.IntN(len(f.Fields))]
				if v := d.value(s, rule, depth+1); v != nil {
					if v == false {
						v = true
					}
					return map[string]any{rule.Name: v}
				}
			}
		}
		return d.mapping(s, f.Fields, depth, 40)
	case f.Ref != nil:
		var names []string
		d.account.walk(func(o *sketch) {
			if o.kind.Name == f.Ref.Kind {
				names = append(names, o.name())
			}
		})
		if names == nil {
			return nil
		}
		return d.pick(names...)
	case f.Enum != nil:
		return d.pick(f.Enum...)
	}
	switch f.Type {
	case cty.Bool:
		return d.chance(50)
	case cty.Number:
		if d.chance(10) {
			return 0.25
		}
		return d.IntN(1000)
	case cty.DynamicPseudoType:
		return d.anything()
	}
	return d.text(s, f)
}

// mapping makes a mapping of some of its fields: all that are required, and
// sometimes only one of the others.
func (d *draft) mapping(s *sketch, fields []schema.Field, depth, percent int) map[string]any {
	out := map[string]any{}
	only := -1
	if len(fields) > 3 && d.chance(50) {
		only = d.IntN(len(fields))
	}
	for i := range fields {
		f := &fields[i]
		if f.Required || i == only || only < 0 && d.chance(percent) {
			if v := d.value(s, f, depth+1); v != nil {
				out[f.Name] = v
			}
		}
	}
	return out
}

// anything is what a setting may be.
func (d *draft) anything() any {
	switch d.IntN(6) {
	case 0:
		return d.IntN(100)
	case 1:
		return d.chance(50)
	case 2:
		return []any{"a", "b"}[:d.IntN(3)]
	case 3:
		return map[string]any{"enabled": d.chance(50), "css": d.pick("on", "off"), "nested": map[string]any{"n": d.IntN(5)}}
	}
	return d.pick("on", "off", "1.2", "", "null")
}

// text makes a text that the form of a field takes. Those of the natural key
// are all different.
func (d *draft) text(s *sketch, f *schema.Field) any {
	d.n++
	host := fmt.Sprintf("h%d.example.com", d.n)
	for z := s; z != nil; z = z.up {
		if name, is := z.values["name"].(string); is && z.kind.Name == "zone" {
			host = fmt.Sprintf("h%d.%s", d.n, name)
			if d.chance(10) {
				host = "*." + host
			}
		}
	}
	plain := []string{fmt.Sprintf("name-%d", d.n), fmt.Sprintf("NAME_%d", d.n), host, fmt.Sprintf("name_%d", d.n)}
	if f.Form == nil || f.Form("") == "" {
		plain = append(plain, fmt.Sprintf("192.0.2.%d", d.n%256), fmt.Sprintf("2001:db8::%x", d.n))
		if f.Form == nil {
			plain = append(plain, fmt.Sprintf("Name %d ${x} %%{y}", d.n), fmt.Sprintf("東京 %d", d.n), fmt.Sprintf(`"v=%d"`, d.n), fmt.Sprintf("a\nb%d\n", d.n),
				fmt.Sprintf(`{"n": %d, "a": [1, "x"]}`, d.n), fmt.Sprintf("[%d]", d.n), fmt.Sprint(d.n), fmt.Sprintf("%d.0", d.n))
		}
	}
	if s.kind.Name == "zone" || s.kind.Name == "dns_record" && f.Name == "name" {
		plain = []string{host}
	}
	if !slices.Contains(s.kind.Key, f.Name) {
		plain = append(plain, "true", "null", "1")
		if !f.Required {
			plain = append(plain, "")
		}
	}
	d.Shuffle(len(plain), func(i, j int) { plain[i], plain[j] = plain[j], plain[i] })
	for _, text := range append(plain, host, "2026-05-25", "*/5 * * * *", "0 3 * * 1", "AU", "index.mjs", "x1", "abc") {
		if f.Form == nil || f.Form(text) == "" {
			return text
		}
	}
	return nil
}

// text writes an inventory, each object on a line of its own.
func (s *sketch) text(reg *schema.Registry) []byte {
	w := &yamlWriter{reg: reg, line: 1}
	w.put("{\"cfdr\": 1, \"accounts\": [\n")
	w.object(s)
	w.put("]}\n")
	return []byte(w.b.String())
}

type yamlWriter struct {
	b    strings.Builder
	reg  *schema.Registry
	line int
}

func (w *yamlWriter) put(text string) {
	w.line += strings.Count(text, "\n")
	w.b.WriteString(text)
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (w *yamlWriter) object(s *sketch) {
	s.line = w.line
	w.put("{")
	for i, k := range slices.Sorted(maps.Keys(s.values)) {
		if i > 0 {
			w.put(", ")
		}
		w.put(asJSON(k) + ": " + asJSON(s.values[k]))
	}
	for _, k := range w.reg.Children(s.kind.Name) {
		var of []*sketch
		for _, c := range s.children {
			if c.kind == k {
				of = append(of, c)
			}
		}
		if of != nil {
			w.put(",\n" + asJSON(k.Section) + ": ")
			w.section(k, of)
		}
	}
	w.put("}")
}

func (w *yamlWriter) section(k *schema.Kind, of []*sketch) {
	switch k.Shape {
	case schema.Single:
		w.object(of[0])
		return
	case schema.Whole:
		of[0].line = w.line
		w.put(asJSON(of[0].values[k.Fields[0].Name]))
		return
	case schema.Table:
		w.put("{\n")
		for i, s := range of {
			if i > 0 {
				w.put(",\n")
			}
			s.line = w.line
			w.put(asJSON(s.values[k.Fields[0].Name]) + ": " + asJSON(s.values[k.Fields[1].Name]))
		}
		w.put("}")
		return
	}
	w.put("[\n")
	for i, s := range of {
		if i > 0 {
			w.put(",\n")
		}
		w.object(s)
	}
	w.put("]")
}

// load reads the inventory, and gives which object came from which sketch. It
// is nil where the inventory has a mistake, of which it then gives the lines.
func (s *sketch) load(reg *schema.Registry) (inv *schema.Inventory, objects map[*sketch]*schema.Object, wrong []int) {
	inv, diags := schema.Load("random.yaml", s.text(reg), reg, nil)
	if inv == nil {
		for _, diag := range diags {
			if !schema.FindingOf(diag).Code.IsWarning() {
				wrong = append(wrong, diag.Subject.Start.Line)
			}
		}
		return nil, nil, wrong
	}
	objects = map[*sketch]*schema.Object{}
	type place struct {
		kind *schema.Kind
		line int
	}
	at := map[place]*schema.Object{}
	schema.Walk(inv.Accounts, func(o *schema.Object) { at[place{o.Kind, o.Range().Start.Line}] = o })
	s.walk(func(c *sketch) { objects[c] = at[place{c.kind, c.line}] })
	return inv, objects, nil
}

// randomInventory makes one without mistakes: what has one is left out.
func randomInventory(t testing.TB, seed uint64) (*draft, *schema.Inventory) {
	d := newDraft(seed)
	d.fill()
	for range 100 {
		inv, _, wrong := d.account.load(d.reg)
		if inv != nil {
			return d, inv
		}
		for _, line := range wrong {
			var worst *sketch
			d.account.walk(func(s *sketch) {
				if s.line <= line && (worst == nil || s.line >= worst.line) {
					worst = s
				}
			})
			if worst != d.account && worst.up != nil {
				worst.drop()
			}
		}
	}
	require.Fail(t, "no inventory without mistakes", "seed %d", seed)
	return nil, nil
}
