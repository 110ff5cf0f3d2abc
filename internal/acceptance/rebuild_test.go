package acceptance

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// A loss is an account in which nothing is left but what Terraform does not
// create: what scripts and people have made again, under new ids.
type loss struct {
	*standin.Server
	created, premade int
	vars             generator.Files
	// first are the addresses of what must be there before a script can make
	// what refers to it.
	first []string
	// ids are those of what scripts and people have made, by key.
	ids map[string]string
}

const varFile = "rebuild.tfvars.json"

// lose makes the account after a loss, and the variables that a rebuild gives.
func lose(t *testing.T, survey *generator.Survey) *loss {
	t.Helper()
	l := &loss{Server: standin.New(standin.WithSeed("rebuilt"))}
	byTerraform := func(o *schema.Object) bool {
		it := survey.Item(o)
		return it.Address != "" && !it.Premade
	}
	seeded := l.Seed(survey.Inventory, survey.Account, standin.SeedNewIDs(), standin.SeedOnly(func(o *schema.Object) bool {
		return !byTerraform(o) && survey.Item(o).Owner == ""
	}))
	ids, lost := map[string]string{}, []string{}
	for _, it := range survey.Items {
		switch {
		case byTerraform(it.Object):
			l.created++
			lost = append(lost, it.Key())
		default:
			if it.Premade && it.Address != "" {
				l.premade++
				schema.EachRef(it.Object, func(_ []any, f *schema.Field, name string) {
					if to := survey.Inventory.Find(it.Object, f.Ref.Kind, name); to != nil && f.Ref.By == "id" && byTerraform(to) {
						l.first = append(l.first, survey.Item(to).Address)
					}
				})
			}
			ids[it.Key()] = seeded.IDs[it.Object]
		}
	}
	for _, u := range survey.Inventory.AccountNotes(survey.Account).Undefined {
		slug, _ := schema.Slug(u.Name)
		ids[u.Kind+"."+slug] = seeded.Undefined[u.Kind+" "+u.Name]
	}
	vars, err := json.Marshal(map[string]any{"lost": lost, "ids": ids})
	require.NoError(t, err)
	l.vars, l.ids = generator.Files{varFile: vars}, ids
	return l
}

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file below testdata, or rewrites it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	path = filepath.Join("testdata", filepath.FromSlash(path))
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run with -update")
	assert.Equal(t, string(want), got)
}

// What is lost is created, all of it, wired to the new ids. The golden files
// say in what the account differs afterwards: all of it is a loss that the gap
// document tells.
func TestRebuildingIsComplete(t *testing.T) {
	eachExample(t, func(t *testing.T, inv *schema.Inventory, target schema.Target) {
		live := standin.New()
		live.Seed(inv, inv.Accounts[0])
		files, survey := generate(t, inv, target)
		l := lose(t, survey)
		d := snapshot(t, target, l.Server, files)
		l.rebuild(d)
		if !assert.Equal(t, "No changes.", d.plan("-var-file="+varFile)) {
			t.Error(d.explain())
		}
		assert.Empty(t, l.Unserved())
		name := strings.ReplaceAll(strings.TrimPrefix(t.Name(), "TestRebuildingIsComplete/"), "/", "-on-")
		golden(t, "rebuild/"+name+".txt", differences(t, live, l.Server))
		golden(t, "diff/created-"+name+".txt", l.compared(d, survey))
	})
}

// rebuild creates what is lost.
func (l *loss) rebuild(d *directory) {
	d.t.Helper()
	d.write(l.vars)
	for _, args := range l.targets() {
		var n int
		_, err := fmt.Sscanf(d.plan(args...), "Plan: %d to add, 0 to change, 0 to destroy.", &n)
		require.NoError(d.t, err)
		l.created -= n
		d.apply()
	}
	want := fmt.Sprintf("Plan: %d to add, 0 to change, 0 to destroy.", l.created)
	if l.premade > 0 {
		want = fmt.Sprintf("Plan: %d to import, %d to add, 0 to change, 0 to destroy.", l.premade, l.created)
	}
	if !assert.Equal(d.t, want, d.plan("-var-file="+varFile)) {
		d.t.Fatal(d.explain())
	}
	d.apply()
}

// targets are the arguments for what must be there first, if anything must.
func (l *loss) targets() [][]string {
	if len(l.first) == 0 {
		return nil
	}
	args := []string{"-var-file=" + varFile}
	for _, a := range l.first {
		args = append(args, "-target="+a)
	}
	return [][]string{args}
}

// compared says in what a state of things that were created differs from the
// inventory: with the ids that they have now, and with those that they had.
func (l *loss) compared(d *directory, survey *generator.Survey) string {
	d.t.Helper()
	var out strings.Builder
	tell := func(diff *plan.Diff) {
		for _, c := range diff.Changes {
			if c.Class == plan.InStep || c.Class == plan.NotRecorded || c.Class == plan.Gap {
				continue
			}
			fmt.Fprintf(&out, "%s %s", cmp.Or(c.Address, c.Key), c.Class)
			for _, p := range c.Differ {
				fmt.Fprintf(&out, " ~ %v", p)
			}
			out.WriteByte('\n')
			if c.NewID != "" {
				assert.Equal(d.t, []string{fmt.Sprintf("matched by name: its id is %s in the state, and %s in the inventory", c.ID, c.NewID)}, c.Reasons)
			}
		}
	}
	text := d.read("terraform.tfstate")
	st, err := state.Read(text)
	require.NoError(d.t, err)
	out.WriteString("with the old ids\n")
	tell(compared(d.t, survey.Inventory, survey.Target, text))
	at := map[string]string{}
	for _, in := range st.Instances {
		at[in.Address], _ = in.Attributes["id"].(string)
	}
	for _, it := range survey.Items {
		switch {
		case it.Kind.ID.Pattern == nil:
		case at[it.Instance()] != "":
			it.Object.ID = at[it.Instance()]
		case l.ids[it.Key()] != "":
			it.Object.ID = l.ids[it.Key()]
		}
	}
	survey.Inventory.Link(survey.Inventory.Registry())
	// What nobody knew the id of is to be imported now that it has one.
	out.WriteString("with the new ids\n")
	now := compared(d.t, survey.Inventory, survey.Target, text)
	for _, c := range now.Changes {
		assert.NotContains(d.t, []plan.Class{plan.Changed, plan.Forget, plan.Leftover}, c.Class, c.Address)
	}
	tell(now)
	return out.String()
}

// differences compares two accounts, object by object, by what they are. What
// says nothing (null, false, 0, nothing in it) is the same as what is not
// said, and the order of lists is forgotten.
func differences(t *testing.T, want, got *standin.Server) string {
	t.Helper()
	var a, b map[string]any
	require.NoError(t, json.Unmarshal(want.DumpComparable(), &a))
	require.NoError(t, json.Unmarshal(got.DumpComparable(), &b))
	var out strings.Builder
	for _, path := range slices.Sorted(keys(a, b)) {
		as, bs := named(a[path]), named(b[path])
		for _, name := range slices.Sorted(keys(as, bs)) {
			differ(&out, accountPath.ReplaceAllString(path, "")+" "+name, as[name], bs[name])
		}
	}
	return out.String()
}

var accountPath = regexp.MustCompile(`^/accounts/(<[^>]*>|[0-9a-f]{32})`)

func differ(out *strings.Builder, at string, was, is any) {
	x, isMap := was.(map[string]any)
	y, areMaps := is.(map[string]any)
	l, isList := was.([]any)
	m, areLists := is.([]any)
	switch {
	case reflect.DeepEqual(was, is):
	case isList && areLists:
		for _, e := range without(l, m) {
			fmt.Fprintf(out, "%s: without %s\n", at, text(e))
		}
		for _, e := range without(m, l) {
			fmt.Fprintf(out, "%s: with %s\n", at, text(e))
		}
	case isMap && areMaps:
		for _, k := range slices.Sorted(keys(x, y)) {
			differ(out, at+" "+k, x[k], y[k])
		}
	case was == nil:
		fmt.Fprintf(out, "%s: %s, was nothing\n", at, text(is))
	case is == nil:
		fmt.Fprintf(out, "%s: nothing, was %s\n", at, text(was))
	default:
		fmt.Fprintf(out, "%s: %s, was %s\n", at, text(is), text(was))
	}
}

// without gives what of a list is not in another.
func without(list, other []any) []any {
	return slices.DeleteFunc(slices.Clone(list), func(e any) bool {
		return slices.ContainsFunc(other, func(o any) bool { return reflect.DeepEqual(e, o) })
	})
}

// telling leaves out what says nothing, sorts lists, and reduces the code of a
// worker to its main module: the providers upload one file, and 4 names it.
func telling(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if modules, ok := v["modules"].([]any); ok && v["etag"] != nil {
			v = maps.Clone(v)
			for _, m := range modules {
				if m, _ := m.(map[string]any); m["name"] == v["main_module"] || len(modules) == 1 {
					b, err := base64.StdEncoding.DecodeString(fmt.Sprint(m["base64"]))
					if err == nil {
						v["code"] = string(b)
					}
				}
			}
			for _, f := range []string{"modules", "etag", "main_module"} {
				delete(v, f)
			}
		}
		out := map[string]any{}
		for k, e := range v {
			if e = telling(e); e != nil {
				out[k] = e
			}
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case []any:
		var out []any
		for _, e := range v {
			if e = telling(e); e != nil {
				out = append(out, e)
			}
		}
		if out == nil {
			return nil
		}
		slices.SortFunc(out, func(a, b any) int { return strings.Compare(text(a), text(b)) })
		return out
	case string, bool, float64:
		if reflect.ValueOf(v).IsZero() {
			return nil
		}
	}
	return v
}

// named gives the objects of a collection by what they are called.
func named(v any) map[string]any {
	list, isList := v.([]any)
	if !isList {
		return map[string]any{"": telling(v)}
	}
	out := map[string]any{}
	for _, e := range list {
		o, _ := e.(map[string]any)
		name := ""
		for _, f := range []string{"name", "title", "queue_name", "hostname", "pattern", "class", "id"} {
			if s, ok := o[f].(string); ok {
				name = s
				break
			}
		}
		for _, f := range []string{"type", "phase", "content", "priority"} {
			if v, ok := o[f]; ok && o["zone_name"] == nil && (f == "type" || f == "phase" || o["ttl"] != nil) {
				name += " " + fmt.Sprint(v)
			}
		}
		for base := name; out[name] != nil; {
			name = base + " again"
			base = name
		}
		out[name] = telling(o)
	}
	return out
}

// The states of what is created are compared for every shape in the test data
// of each kind. The golden files say in what they differ from the inventories.
func TestStatesOfEveryCreatedKind(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes; run without -short")
	}
	eachTarget(t, func(t *testing.T, target schema.Target) {
		var mu sync.Mutex
		said := map[string]string{}
		t.Run("kinds", func(t *testing.T) {
			for _, k := range kinds.Registry().Kinds() {
				t.Run(k.Name, func(t *testing.T) {
					t.Parallel()
					dir := filepath.Join("..", "..", "generator", "testdata", "kinds", k.Name)
					src, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
					require.NoError(t, err)
					files, survey := generate(t, parse(t, src, dir), target)
					l := lose(t, survey)
					if l.created+l.premade == 0 {
						return
					}
					d := snapshot(t, target, l.Server, files)
					d.write(l.vars)
					// The inventories have what is not there, and what the providers
					// cannot create; what they could create is compared.
					text := ""
					for _, args := range append(l.targets(), []string{"-var-file=" + varFile}) {
						if _, err := d.try(append([]string{"apply", "-no-color", "-input=false", "-auto-approve"}, args...)...); err != nil {
							text = "not all of it could be created\n"
						}
					}
					text += l.compared(d, survey)
					mu.Lock()
					defer mu.Unlock()
					said[k.Name] = text
				})
			}
		})
		var out strings.Builder
		for _, name := range slices.Sorted(maps.Keys(said)) {
			fmt.Fprintf(&out, "%s\n%s\n", name, said[name])
		}
		if out.Len() > 0 {
			golden(t, "diff/created-kinds-on-"+string(target)+".txt", out.String())
		}
	})
}
