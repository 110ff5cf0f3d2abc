package pull_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// untold are the fields that the API never tells, with the reason. Every other
// field of an inventory must come back as it was.
var untold = map[string]string{
	"account.token":              "the name of a variable on somebody's machine",
	"account.plan":               "what people say the account pays for",
	"d1_database.location":       "primary_location_hint is taken and never told",
	"queue.producers":            "what people say; the bindings of the workers tell",
	"queue_consumer.as":          "how a document names the worker",
	"worker.source":              "where people keep the source",
	"worker.bindings_incomplete": "what a document says instead of the rest",
	"worker.exports_entrypoints": "the code has them, the API does not list them",
	"worker.modules.file":        "where people keep a copy of the code",
	"worker.modules.text":        "compared as the contents of the file",
	"worker.modules.sha256":      "made where the code is written to a file",
	"worker.main":                "compared as the module that is called",
	"worker.secrets.purpose":     "what people say",
	"pages_project.deployment_configs.production.secrets.notes": "what people say",
	"pages_project.deployment_configs.preview.secrets.notes":    "what people say",
}

// said are what people say beside a schedule; dns_record.owned_by is in their
// words.
var said = []string{"says", "notes", "time_zone"}

// A comparison finds the facts of an inventory that another one of the same
// account lacks or contradicts.
type comparison struct {
	t         *testing.T
	want, got *schema.Inventory
	ids       standin.Seeded
	byID      map[string]*schema.Object
	byPath    map[string]*schema.Object
	out       []string
}

// lost lists what is missing or different. What the other one has beside is
// fine.
func lost(t *testing.T, want, got *schema.Inventory, unset []*schema.Object, ids standin.Seeded) []string {
	t.Helper()
	c := &comparison{t: t, want: want, got: got, ids: ids, byID: map[string]*schema.Object{}, byPath: map[string]*schema.Object{}}
	schema.Walk(got.Accounts, func(o *schema.Object) {
		c.byID[o.Kind.Name+" "+o.ID] = o
		c.byPath[o.Kind.Name+" "+o.Path()] = o
	})
	for _, o := range unset {
		c.byPath[o.Kind.Name+" "+o.Path()] = o
	}
	schema.Walk(want.Accounts[:1], c.object)
	sort.Strings(c.out)
	return c.out
}

// match is the same object in the other inventory.
func (c *comparison) match(o *schema.Object) *schema.Object {
	switch {
	case o.Parent == nil:
		return c.got.Accounts[0]
	case o.Kind.ID.Pattern != nil:
		return c.byID[o.Kind.Name+" "+c.ids.IDs[o]]
	}
	return c.byPath[o.Kind.Name+" "+o.Path()]
}

func (c *comparison) object(o *schema.Object) {
	other := c.match(o)
	if zone := o.Text("zone"); other == nil && zone != "" && c.want.Find(o, "zone", zone) == nil {
		return // in a zone of somebody else, which no list goes through
	}
	if other == nil {
		c.out = append(c.out, o.Kind.Name+" "+o.Path()+" is missing")
		return
	}
	if o.Parent != nil && c.match(o.Parent) != other.Parent {
		c.out = append(c.out, o.Kind.Name+" "+o.Path()+" stands in "+other.Parent.String())
	}
	if o.ID != "" && o.ID != other.ID {
		c.out = append(c.out, o.Kind.Name+" "+o.Path()+" has the id "+other.ID)
	}
	c.fields(o, o.Kind.Name+" "+o.Path(), o.Kind.Name, o.Kind.Fields, o.Fields, other.Fields)
	c.code(o, other)
}

// code compares the modules, and which of them is called. A script in the old
// syntax has no name.
func (c *comparison) code(o, other *schema.Object) {
	main := func(o *schema.Object) string {
		if m := o.Text("main"); m != "" || len(o.Files) == 0 {
			return m
		}
		return o.Values("modules")[0].(map[string]any)["name"].(string)
	}
	for name, body := range o.Files {
		told := name
		if o.Text("syntax") == "service-worker" && name == main(o) {
			told = main(other)
		}
		if string(other.Files[told]) != string(body) {
			c.out = append(c.out, fmt.Sprintf("worker %s: the module %s is %q and not %q", o.Name, name, other.Files[told], body))
		}
	}
	if len(o.Files) > 0 && o.Text("syntax") != "service-worker" && main(o) != main(other) {
		c.out = append(c.out, "worker "+o.Name+" calls "+main(other)+" and not "+main(o))
	}
}

func (c *comparison) fields(o *schema.Object, at, key string, fields []schema.Field, want, got map[string]any) {
	for i := range fields {
		f := &fields[i]
		v, there := want[f.Name]
		switch {
		case !there, untold[key+"."+f.Name] != "", f.Name == "distinct", f.Secret, strings.HasSuffix(key, "schedules") && slices.Contains(said, f.Name):
			continue
		case key+"."+f.Name == "dns_record.owned_by":
			if got[f.Name] == nil {
				c.differs(at+" "+f.Name, v, nil) // the words are people's
			}
			continue
		case key == "worker.secrets" && v == "secret_text", key == "worker.modules" && v == "esm", f.Name == "script" && v == o.Name, v == "module":
			continue // what nothing means
		case f.Name == "modules" && o.Text("syntax") == "service-worker":
			continue // a script has no name
		case f.Name == "json":
			assert.JSONEq(c.t, v.(string), fmt.Sprint(got[f.Name]))
			continue
		}
		if tunnel := o.Text("tunnel"); f.Name == "content" && tunnel != "" {
			v = c.ids.IDs[c.want.Find(o, "tunnel", tunnel)] + ".cfargotunnel.com"
		}
		c.value(o, at+" "+f.Name, key+"."+f.Name, f, v, got[f.Name])
	}
}

func (c *comparison) value(o *schema.Object, at, key string, f *schema.Field, want, got any) {
	if got == nil && f.Default != nil && reflect.DeepEqual(want, f.Default) || got == nil && empty(want) {
		return
	}
	switch w := want.(type) {
	case []any:
		g, _ := got.([]any)
		switch key {
		case "access_application.policies":
			w, g = byPlace(c.there(o, w)), byPlace(g) // the order says nothing, the places do
		case "worker.secrets", "worker.modules", "pages_project.deployment_configs.production.secrets", "pages_project.deployment_configs.preview.secrets":
			w, g = byName(w), byName(g)
		}
		if len(w) != len(g) {
			c.differs(at, want, got)
			return
		}
		if f.Many == schema.SetOf {
			w = slices.Clone(w)
			for i := range w {
				w[i] = c.translated(o, f, w[i])
			}
			if !reflect.DeepEqual(sortedTexts(w), sortedTexts(g)) {
				c.differs(at, want, got)
			}
			return
		}
		for i := range w {
			c.one(o, fmt.Sprintf("%s[%d]", at, i), key, f, w[i], g[i])
		}
	case map[string]any:
		g, _ := got.(map[string]any)
		if f.Many != schema.MapOf {
			c.one(o, at, key, f, want, got)
			return
		}
		for name, e := range w {
			c.one(o, at+" "+name, key, f, e, g[name])
		}
	default:
		c.one(o, at, key, f, want, got)
	}
}

func (c *comparison) one(o *schema.Object, at, key string, f *schema.Field, want, got any) {
	w, isMap := want.(map[string]any)
	g, _ := got.(map[string]any)
	switch {
	case isMap && f.Variants != nil:
		if w[f.Tag] != g[f.Tag] {
			c.differs(at, want, got)
			return
		}
		for i := range f.Variants {
			if f.Variants[i].Name == w[f.Tag] {
				c.fields(o, at, key, f.Variants[i].Fields, w, g)
			}
		}
	case isMap && f.Fields != nil:
		if g == nil && len(w) > 0 {
			c.differs(at, want, got)
			return
		}
		c.fields(o, at, key, f.Fields, w, g)
	default:
		if want = c.translated(o, f, want); !reflect.DeepEqual(want, got) {
			c.differs(at, want, got)
		}
	}
}

// translated is what the other inventory calls the object that a name means.
func (c *comparison) translated(o *schema.Object, f *schema.Field, v any) any {
	name, isText := v.(string)
	if !isText || f.Ref == nil {
		return v
	}
	if to := c.want.Find(o, f.Ref.Kind, name); to != nil {
		if other := c.match(to); other != nil {
			return other.Name
		}
	}
	id := c.ids.Undefined[f.Ref.Kind+" "+name]
	if other := c.byID[f.Ref.Kind+" "+id]; other != nil {
		return other.Name
	}
	if id != "" && f.Ref.By == "id" {
		return id
	}
	return v
}

func (c *comparison) differs(at string, want, got any) {
	c.out = append(c.out, fmt.Sprintf("%s is %v and not %v", at, got, want))
}

func empty(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

func sortedTexts(list []any) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = fmt.Sprint(v)
	}
	slices.Sort(out)
	return out
}

// there leaves out links to policies that nobody described: the stand-in does
// not have them.
func (c *comparison) there(o *schema.Object, links []any) []any {
	return slices.DeleteFunc(slices.Clone(links), func(v any) bool {
		return c.want.Find(o, "access_policy", v.(map[string]any)["policy"].(string)) == nil
	})
}

func byName(list []any) []any {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b any) int {
		return strings.Compare(fmt.Sprint(a.(map[string]any)["name"]), fmt.Sprint(b.(map[string]any)["name"]))
	})
	return list
}

func byPlace(links []any) []any {
	out := make([]any, len(links))
	for i, v := range links {
		m := maps.Clone(v.(map[string]any))
		if m["precedence"] == nil {
			m["precedence"] = int64(i + 1)
		}
		out[i] = m
	}
	slices.SortStableFunc(out, func(a, b any) int {
		p, q := a.(map[string]any), b.(map[string]any)
		if d := p["precedence"].(int64) - q["precedence"].(int64); d != 0 {
			return int(d)
		}
		return 0
	})
	return out
}
