package merge_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// A bad day is an account after which an inventory must be brought up to date:
// it changes a copy of the account, and names what a merge must speak of. It says
// nothing where the account has nothing of the sort.
type badDay struct {
	name string
	// change changes the account around one object. It gives what the report
	// must name, nil where the object cannot be changed that way.
	change func(account *schema.Object, o *schema.Object) []string
}

// freshID is an id that the kind may have, another for each text.
func freshID(k *schema.Kind, text string) string {
	if k.ID.Pattern == nil {
		return ""
	}
	x := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
	for _, id := range []string{x[:32], x[:8] + "-" + x[8:12] + "-4" + x[13:16] + "-a" + x[17:20] + "-" + x[20:32], "0x4AAAAAAA" + x[:12]} {
		if k.ID.Pattern.MatchString(id) {
			return id
		}
	}
	panic("no id of " + k.Name + " is known")
}

// called is what a report calls an object, up to the word that tells it apart: the
// file has another word perhaps.
func called(o *schema.Object) string {
	name := strings.TrimSuffix(o.String(), `"`)
	if word := o.Text("distinct"); word != "" {
		return strings.TrimSuffix(name, " "+word)
	}
	return name
}

func replaceID(o *schema.Object) bool {
	if o.ID == "" || o.Kind.ID.Pattern == nil {
		return false
	}
	o.ID = freshID(o.Kind, o.ID)
	return true
}

// rename gives an object another name, and everything that refers to it too.
func rename(account, o *schema.Object, to func(string) string) bool {
	was := o.Name
	changed := false
	for _, name := range o.Kind.Key {
		f := o.Kind.Field(name)
		if f.Ref != nil || f.Enum != nil || f.Local || changed {
			continue
		}
		o.Fields[name] = alter(o.Fields[name], func(s string) string {
			if changed {
				return s
			}
			changed = true
			return to(s)
		})
	}
	if !changed {
		return false
	}
	schema.Normalise(o)
	refer(account, o.Kind.Name, map[string]string{was: o.Name})
	return o.Name != was
}

func refer(account *schema.Object, kind string, names map[string]string) {
	schema.Walk([]*schema.Object{account}, func(o *schema.Object) {
		merge.Resolve(o.Kind.Fields, o.Fields, func(k, name string) string {
			if k == kind {
				return names[name]
			}
			return ""
		})
		schema.Normalise(o)
	})
}

// alter changes the texts of a value, in the order of their keys.
func alter(v any, f func(string) string) any {
	switch v := v.(type) {
	case string:
		return f(v)
	case []any:
		for i := range v {
			v[i] = alter(v[i], f)
		}
	case map[string]any:
		for _, k := range slices.Backward(slices.Sorted(maps.Keys(v))) {
			if k != "type" && k != "field" {
				v[k] = alter(v[k], f)
			}
		}
	}
	return v
}

// renamings are ways to change a name; which of them are legal depends on the kind.
var renamings = []func(string) string{
	func(s string) string { return s + "-renamed" },
	func(s string) string { return "renamed." + s },
	func(s string) string { return "renamed-" + s },
	func(s string) string { return s + "/renamed" },
	func(s string) string { return s + "_renamed" },
}

func without(o *schema.Object) {
	o.Parent.Children = slices.DeleteFunc(o.Parent.Children, func(c *schema.Object) bool { return c == o })
}

// elsewhere is another object that can hold what this one holds.
func elsewhere(account, o *schema.Object) *schema.Object {
	var out *schema.Object
	schema.Walk([]*schema.Object{account}, func(p *schema.Object) {
		taken := o.Kind.Shape != schema.List && slices.ContainsFunc(p.Children, func(c *schema.Object) bool { return c.Kind == o.Kind })
		if p.Kind == o.Parent.Kind && p != o.Parent && !taken {
			out = p
		}
	})
	return out
}

func badDays() []badDay {
	days := []badDay{
		{"another id", func(_, o *schema.Object) []string {
			if !replaceID(o) {
				return nil
			}
			return []string{called(o)}
		}},
		{"made again with all in it", func(_, o *schema.Object) []string {
			var names []string
			schema.Walk([]*schema.Object{o}, func(part *schema.Object) {
				if replaceID(part) {
					names = append(names, called(part))
				}
			})
			return names
		}},
		{"deleted", func(_, o *schema.Object) []string {
			without(o)
			return []string{called(o)}
		}},
		{"moved", func(account, o *schema.Object) []string {
			to := elsewhere(account, o)
			if to == nil {
				return nil
			}
			was := called(o)
			without(o)
			o.Parent = to
			to.Children = append(to.Children, o)
			return []string{was}
		}},
		{"made again elsewhere", func(account, o *schema.Object) []string {
			to := elsewhere(account, o)
			if to == nil || !replaceID(o) {
				return nil
			}
			was := called(o)
			without(o)
			o.Parent = to
			to.Children = append(to.Children, o)
			return []string{was}
		}},
		{"exchanged ids", func(account, o *schema.Object) []string {
			other := sibling(o)
			if other == nil || o.ID == "" || other.ID == "" || !canBeRenamed(o.Kind) {
				return nil
			}
			o.ID, other.ID = other.ID, o.ID
			return []string{called(o), called(other)}
		}},
		{"exchanged owners", func(account, o *schema.Object) []string {
			if o.Kind.Shape != schema.List && o.ID == "" {
				return nil // their values are exchanged, if they differ
			}
			var other *schema.Object
			schema.Walk([]*schema.Object{account}, func(p *schema.Object) {
				if p.Kind == o.Kind && p.Parent != o.Parent && other == nil {
					other = p
				}
			})
			if other == nil {
				return nil
			}
			names := []string{called(o), called(other)}
			without(o)
			without(other)
			o.Parent, other.Parent = other.Parent, o.Parent
			o.Parent.Children = append(o.Parent.Children, o)
			other.Parent.Children = append(other.Parent.Children, other)
			return names
		}},
	}
	for i, to := range renamings {
		days = append(days, badDay{fmt.Sprintf("renamed %d", i), func(account, o *schema.Object) []string {
			if was := called(o); canBeRenamed(o.Kind) && rename(account, o, to) {
				return []string{was}
			}
			return nil
		}})
		days = append(days, badDay{fmt.Sprintf("renamed and made again %d", i), func(account, o *schema.Object) []string {
			if was := called(o); rename(account, o, to) {
				if replaceID(o) {
					return []string{was, called(o)}
				}
				return []string{was} // it may be known again by what is bound to it
			}
			return nil
		}})
	}
	return days
}

// canBeRenamed: what is addressed by its name is another object under another one,
// and a zone of another name has another id.
func canBeRenamed(k *schema.Kind) bool {
	return k.ID.Pattern != nil && k.Name != "zone"
}

// sibling is another object of the kind in the same parent.
func sibling(o *schema.Object) *schema.Object {
	for _, c := range o.Parent.Children {
		if c != o && c.Kind == o.Kind {
			return c
		}
	}
	return nil
}

// A rebuilt account is one that an inventory is in sync with.
type rebuilt struct {
	t *testing.T
	// file is the inventory, told the account alone.
	file, told []byte
	was        *schema.Inventory
	files      fs.FS
}

// synced are the accounts of directories that were read once.
var synced = map[string]*rebuilt{}

// inSync brings the inventory of a directory up to date with its account.
func inSync(t *testing.T, dir string) *rebuilt {
	t.Helper()
	if r := synced[dir]; r != nil {
		again := *r
		again.t = t
		return &again
	}
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	was := loadIn(t, text, os.DirFS(dir))
	res := read(t, was)
	files := beside{merge.Content(res.Account, was.Accounts[0], "content"), os.DirFS(dir)}
	edits, _ := merge.Into(was, was.Accounts[0], res.Account, res.Inventory.AccountNotes(res.Account), merge.Options{Date: "2026-11-22", Knows: res.Knows, Unset: res.Unset})
	out, err := edit.Apply(text, edits)
	require.NoError(t, err)
	again := read(t, was)
	merge.Content(again.Account, was.Accounts[0], "content")
	told, err := merge.New(again.Inventory, merge.Options{Date: "2026-11-22"})
	require.NoError(t, err)
	r := &rebuilt{t, out, told, loadIn(t, out, files), files}
	synced[dir] = r
	return r
}

// legal loads an inventory, nil where it has errors.
func (r *rebuilt) legal(text []byte) *schema.Inventory {
	inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), r.files)
	if diags.HasErrors() {
		return nil
	}
	return inv
}

func (r *rebuilt) load(text []byte) *schema.Inventory { return loadIn(r.t, text, r.files) }

// after is the account after a bad day, nil where there can be no such day.
func (r *rebuilt) after(change func(account *schema.Object) []string) (*schema.Inventory, []byte, []string) {
	inv := r.load(r.told)
	names := change(inv.Accounts[0])
	if names == nil {
		return nil, nil, nil
	}
	inv.Link(kinds.Registry())
	text, err := merge.New(inv, merge.Options{Date: "2026-11-22"})
	require.NoError(r.t, err)
	told := r.legal(text)
	if told == nil {
		// Something may name an id: a record points at a tunnel by it.
		old := map[string]string{}
		schema.Walk(r.was.Accounts[:1], func(o *schema.Object) {
			if strings.Contains(o.ID, "-") {
				old[o.ID] = freshID(o.Kind, o.ID)
			}
		})
		for was, is := range old {
			text = bytes.ReplaceAll(text, []byte(was), []byte(is))
		}
		told = r.legal(text)
	}
	return told, text, names
}

// check merges the account after a bad day into the inventory, and holds the
// result to everything that a merge promises.
func (r *rebuilt) check(told *schema.Inventory, text []byte, names []string) {
	t := r.t
	t.Helper()
	into := func(was, is *schema.Inventory, file []byte) ([]byte, *merge.Report) {
		edits, report := merge.Into(was, was.Accounts[0], is.Accounts[0], is.AccountNotes(is.Accounts[0]), merge.Options{Date: "2026-11-23"})
		out, err := edit.Apply(file, edits)
		require.NoError(t, err)
		return out, report
	}
	want := factsOf(told)
	out, report := into(r.was, told, r.file)
	now, diags := schema.Load("inventory.yaml", out, kinds.Registry(), r.files)
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			assert.Failf(t, "what was merged has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	if diags.HasErrors() {
		return
	}
	said := lines(report)
	for _, name := range names {
		assert.Contains(t, said, name, "the report does not name it")
	}
	got := factsOf(now)
	lacks := slices.DeleteFunc(slices.Clone(want), func(s string) bool { return slices.Contains(got, s) })
	added := slices.DeleteFunc(slices.Clone(got), func(s string) bool { return slices.Contains(want, s) })
	assert.Empty(t, lacks, "facts of the account that the inventory lacks; it has %q", added)
	assert.Len(t, got, len(want))
	if len(report.Gone) == 0 {
		for _, word := range []string{"purpose:", "says:", "retire:", "accept:", "counterpart:", "#"} {
			assert.LessOrEqual(t, strings.Count(string(r.file), word), strings.Count(string(out), word), word)
		}
	}
	again, second := into(now, r.load(text), out)
	assert.Equal(t, string(out), string(again), "a second merge changes nothing")
	assert.True(t, second.Empty(), lines(second))
}

// factsOf says which objects an account has, in what, under which name, and which
// objects each refers to: by ids, and by names only where there is no id.
func factsOf(inv *schema.Inventory) []string {
	var sign func(o *schema.Object) string
	sign = func(o *schema.Object) string {
		switch {
		case o.Parent == nil:
			return o.Kind.Name
		case o.ID != "" && o.Kind.ID.Pattern != nil:
			return o.Kind.Name + " " + o.ID
		}
		return o.Kind.Name + " " + o.Name + " in " + sign(o.Parent)
	}
	var out []string
	schema.Walk(inv.Accounts[:1], func(o *schema.Object) {
		if o.Kind.API.Path == "" {
			return // nobody reads it
		}
		line := sign(o)
		if o.Parent != nil {
			line += " in " + sign(o.Parent)
		}
		for _, name := range o.Kind.Key {
			if f := o.Kind.Field(name); f.Ref == nil && !f.Local {
				v := o.Fields[name]
				if v == nil {
					v = f.Default
				}
				line += fmt.Sprintf(", %s = %v", name, v)
			}
		}
		var refs []string
		schema.EachRef(o, func(at []any, f *schema.Field, name string) {
			to := inv.Find(o, f.Ref.Kind, name)
			top, _ := at[0].(string)
			switch field := o.Kind.Field(top); {
			case field.Local && field.Told == nil && field.Ref == nil:
				// Only people say it.
			case to == nil:
				refs = append(refs, "-> "+name)
			default:
				refs = append(refs, "-> "+sign(to))
			}
		})
		slices.Sort(refs)
		out = append(out, line+" "+strings.Join(refs, " "))
	})
	slices.Sort(out)
	return out
}

// TestIntoAfterABadDay makes each object of every kind again, renames, moves,
// deletes and exchanges it.
func TestIntoAfterABadDay(t *testing.T) {
	done := map[string]map[string]int{}
	for _, dir := range inventories(t) {
		kind := filepath.Base(dir)
		if kinds.Registry().Kind(kind) == nil {
			continue
		}
		t.Run(kind, func(t *testing.T) {
			r := inSync(t, dir)
			days := map[string]int{}
			done[kind] = days
			eachPath(r.load(r.told).Accounts[0], nil, func(o *schema.Object, at []int) {
				if o.Kind.Name != kind {
					return
				}
				legal := map[string]bool{}
				for _, day := range badDays() {
					sort := strings.TrimRight(day.name, " 0123456789")
					if legal[sort] || days[sort] >= 2 {
						continue // one legal name of an object, and two objects, are enough
					}
					told, text, names := r.after(func(account *schema.Object) []string { return day.change(account, follow(account, at)) })
					if told == nil {
						continue
					}
					legal[sort] = true
					days[sort]++
					t.Run(sort+" "+o.String(), func(t *testing.T) {
						r := *r
						r.t = t
						r.check(told, text, names)
					})
				}
			})
		})
	}
	all := 0
	for _, kind := range slices.Sorted(maps.Keys(done)) {
		t.Log(kind, done[kind])
		for sort, n := range done[kind] {
			all += n
			done[sort] = nil
		}
	}
	for _, day := range badDays() {
		_, ever := done[strings.TrimRight(day.name, " 0123456789")]
		assert.True(t, ever, "no object ever had this day: %s", day.name)
	}
	t.Log(all, "merges")
}

// TestIntoAfterEveryIDChanged is the merge after a rebuild, of the same account
// and into another one.
func TestIntoAfterEveryIDChanged(t *testing.T) {
	for _, dir := range inventories(t) {
		for _, another := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, another account: %t", filepath.Base(dir), another), func(t *testing.T) {
				r := inSync(t, dir)
				told, text, names := r.after(func(account *schema.Object) []string {
					var all []string
					schema.Walk(account.Children, func(o *schema.Object) {
						if replaceID(o) {
							all = append(all, "replaced: "+called(o))
						}
					})
					if another {
						replaceID(account)
						all = append(all, "replaced: "+called(account), "renamed: "+called(account)+"\": it is called Elsewhere")
						account.Fields["name"] = "Elsewhere"
						account.Name = "Elsewhere"
					}
					return all
				})
				if names != nil {
					require.NotNil(t, told)
					r.check(told, text, names)
				}
			})
		}
	}
}

// TestIntoAfterManyChanges gives a third of the objects of an example a bad day
// each, of a random sort.
func TestIntoAfterManyChanges(t *testing.T) {
	merged := 0
	for _, name := range []string{"minimal", "full-zone", "rtopacks"} {
		t.Run(name, func(t *testing.T) {
			r := inSync(t, filepath.Join("../../examples", name))
			days := badDays()
			for seed := range uint64(20) {
				random := rand.New(rand.NewPCG(seed, 11))
				told, text, _ := r.after(func(account *schema.Object) []string {
					var all []*schema.Object
					schema.Walk(account.Children, func(o *schema.Object) { all = append(all, o) })
					for _, o := range all {
						if random.IntN(3) > 0 || !slices.Contains(o.Parent.Children, o) {
							continue
						}
						day := days[random.IntN(len(days))]
						unsure := strings.HasPrefix(day.name, "renamed") || day.name == "deleted" // the account may be one that cannot be
						if o.Kind.Name != "zone" && o.Kind.ID.Pattern != nil && (!unsure || random.IntN(30) == 0) {
							day.change(account, o)
						}
					}
					return []string{}
				})
				if told == nil {
					continue // such an account cannot be
				}
				merged++
				t.Run(fmt.Sprint(seed), func(t *testing.T) {
					r := *r
					r.t = t
					r.check(told, text, nil)
				})
			}
		})
	}
	assert.Greater(t, merged, 20)
	t.Log(merged, "merges")
}

func eachPath(o *schema.Object, at []int, f func(o *schema.Object, at []int)) {
	for i, child := range o.Children {
		path := append(slices.Clone(at), i)
		f(child, path)
		eachPath(child, path, f)
	}
}

func follow(o *schema.Object, at []int) *schema.Object {
	for _, i := range at {
		o = o.Children[i]
	}
	return o
}
