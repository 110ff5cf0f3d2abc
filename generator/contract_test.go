package generator_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zclconf/go-cty/cty"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// registry is one for all tests, so that kinds can be compared.
var registry = kinds.Registry()

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file below testdata, or rewrites it.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	path = filepath.Join("testdata", filepath.FromSlash(path))
	if *update {
		if got == nil {
			require.NoError(t, os.RemoveAll(path))
			return
		}
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
		return
	}
	want, err := os.ReadFile(path)
	if got == nil {
		require.True(t, os.IsNotExist(err), "%s is no longer written; run with -update", path)
		return
	}
	require.NoError(t, err, "run with -update")
	assert.Equal(t, string(want), string(got))
}

// load reads an inventory that must have no errors.
func load(t testing.TB, path string) *schema.Inventory {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	inv, diags := schema.Load(filepath.Base(path), text, registry, os.DirFS(filepath.Dir(path)))
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	return inv
}

func generate(t testing.TB, inv *schema.Inventory, target schema.Target) (generator.Files, *generator.Survey) {
	t.Helper()
	files, survey, err := generator.Generate(inv, generator.Options{Account: inv.SnapshotAccount(), Target: target})
	require.NoError(t, err)
	return files, survey
}

// TestKinds is the contract of every kind. Adding a kind adds no code here,
// only a folder of test data.
func TestKinds(t *testing.T) {
	set := map[*schema.Field]bool{} // a table that stands in two places is one
	inventories := map[*schema.Kind]*schema.Inventory{}
	for _, k := range registry.Kinds() {
		inv := load(t, "testdata/kinds/"+k.Name+"/inventory.yaml")
		inventories[k] = inv
		schema.Walk(inv.Accounts, func(o *schema.Object) {
			eachValue(o.Kind.Fields, o.Fields, func(f *schema.Field) { set[f] = true })
		})
	}
	for _, k := range registry.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			dir, inv := "kinds/"+k.Name, inventories[k]
			found := false
			schema.Walk(inv.Accounts, func(o *schema.Object) { found = found || o.Kind == k })
			require.True(t, found, "the test data of %s describes none", k.Name)
			checkCoverage(t, k, set)
			for _, target := range schema.Targets() {
				t.Run("provider "+string(target), func(t *testing.T) {
					files, survey := generate(t, inv, target)
					golden(t, fmt.Sprintf("%s/provider%s.tf", dir, target), files[k.Name+".tf"])
					golden(t, fmt.Sprintf("%s/gaps%s.txt", dir, target), generator.NewReport(survey).Text())
					checkConfiguration(t, files, target)
					checkNothingLost(t, inv, k, target)
				})
			}
		})
	}
}

// checkCoverage finds fields and variants of a kind that no test data sets, so
// that the goldens say nothing of them.
func checkCoverage(t *testing.T, k *schema.Kind, set map[*schema.Field]bool) {
	t.Helper()
	var missing []string
	var look func(fields []schema.Field, at string)
	look = func(fields []schema.Field, at string) {
		for i := range fields {
			f := &fields[i]
			if !f.Secret && !set[f] {
				missing = append(missing, at+f.Name)
			}
			look(f.Fields, at+f.Name+".")
			for j := range f.Variants {
				look(f.Variants[j].Fields, at+f.Name+"."+f.Variants[j].Name+".")
			}
		}
	}
	look(k.Fields, "")
	assert.Empty(t, missing, "the test data never sets these fields")
}

// eachValue calls f for every field that is set, also of those within.
func eachValue(fields []schema.Field, values map[string]any, f func(*schema.Field)) {
	for i := range fields {
		field := &fields[i]
		v, set := values[field.Name]
		if !set {
			continue
		}
		f(field)
		for _, e := range elementsOf(field, v) {
			if m, isMap := e.(map[string]any); isMap {
				eachValue(within(field, m), m, f)
			}
		}
	}
}

func elementsOf(field *schema.Field, v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case map[string]any:
		if field.Many == schema.MapOf {
			return slices.Collect(maps.Values(v))
		}
	}
	return []any{v}
}

// checkNothingLost proves that every recorded value shows: it is taken away,
// and then the configuration, or what the survey says is lost, must be another.
// What is in Terraform not at all is lost as a whole, and says so.
func checkNothingLost(t *testing.T, inv *schema.Inventory, k *schema.Kind, target schema.Target) {
	t.Helper()
	_, before := generate(t, inv, target)
	items := slices.DeleteFunc(slices.Clone(before.Items), func(it *generator.Item) bool { return it.Kind != k || it.Owner != "" })
	for _, it := range deep.Sample(items, 2) {
		if it.Address == "" {
			outside := slices.ContainsFunc(it.Losses, func(l generator.Loss) bool { return l.Effect == schema.Outside })
			assert.True(t, outside, "%s is nowhere, and no gap says so", it)
			continue
		}
		file, losses := shown(t, inv, it.Object, target)
		var walk func(fields []schema.Field, values map[string]any, at string)
		// without says whether the value is in the configuration; if it is among
		// the gaps, those speak of all that is in it.
		without := func(at string, take, put, instead func()) bool {
			take()
			defer put()
			f, l := shown(t, inv, it.Object, target)
			if f == file && l == losses && instead != nil {
				// What the provider takes for granted is not written; then another
				// value must be.
				instead()
				f, l = shown(t, inv, it.Object, target)
			}
			assert.True(t, f != file || l != losses, "%s: %s is neither in the configuration nor among the gaps", it, at)
			return f != file
		}
		walk = func(fields []schema.Field, values map[string]any, at string) {
			for i := range fields {
				f := &fields[i]
				v, set := values[f.Name]
				if !set || f.Local || slices.Contains(k.Key, f.Name) && at == "" {
					continue
				}
				lack := f.On(target).Lack
				if lack != nil && lack.Harmless != nil && reflect.DeepEqual(lack.Harmless, v) || reflect.DeepEqual(v, f.Default) || usual(v) {
					continue
				}
				if !without(at+f.Name, func() { delete(values, f.Name) }, func() { values[f.Name] = v }, another(f, v, func(v any) { values[f.Name] = v })) {
					continue
				}
				switch v := v.(type) {
				case []any:
					for j, e := range v {
						place := fmt.Sprintf("%s%s[%d]", at, f.Name, j)
						written := without(place, func() { values[f.Name] = slices.Delete(slices.Clone(v), j, j+1) }, func() { values[f.Name] = v }, nil)
						if m, isMap := e.(map[string]any); isMap && written {
							walk(within(f, m), m, place+".")
						}
					}
				case map[string]any:
					if f.Many == schema.One {
						walk(f.Fields, v, at+f.Name+".")
						break
					}
					for _, key := range slices.Sorted(maps.Keys(v)) {
						e, place := v[key], at+f.Name+"."+key
						written := without(place, func() { delete(v, key) }, func() { v[key] = e }, nil)
						if m, isMap := e.(map[string]any); isMap && written {
							walk(f.Fields, m, place+".")
						}
					}
				}
			}
		}
		walk(it.Kind.Fields, it.Fields, "")
	}
}

// usual says whether a value is what the API takes for granted of a list that
// is not there.
func usual(v any) bool {
	list, isList := v.([]any)
	return isList && len(list) == 0
}

// another sets another value of a switch or of an enumeration; it is nil for
// what has no other.
func another(f *schema.Field, v any, set func(any)) func() {
	switch v := v.(type) {
	case bool:
		return func() { set(!v) }
	case int64:
		return func() { set(v + 1) }
	case float64:
		return func() { set(v + 1) }
	case string:
		for _, e := range f.Enum {
			if e != v {
				return func() { set(e) }
			}
		}
		if v == f.Default {
			return func() { set(v + "-other") }
		}
	}
	return nil
}

// within are the fields of an element of a list.
func within(f *schema.Field, m map[string]any) []schema.Field {
	for i := range f.Variants {
		if v := &f.Variants[i]; v.Name == m[f.Tag] {
			return v.Fields
		}
	}
	return f.Fields
}

// shown is what a snapshot says of an object: the file of its kind, and what
// the object loses.
func shown(t *testing.T, inv *schema.Inventory, o *schema.Object, target schema.Target) (file, losses string) {
	t.Helper()
	files, s := generate(t, inv, target)
	return string(files[o.Kind.Name+".tf"]), fmt.Sprintf("%+v", s.Item(o).Losses)
}

// TestExamplesConfiguration holds the examples to the same contract.
func TestExamplesConfiguration(t *testing.T) {
	for _, example := range []string{"minimal", "full-zone", "rtopacks"} {
		for _, target := range schema.Targets() {
			t.Run(example+" on "+string(target), func(t *testing.T) {
				files, _ := generate(t, load(t, "../examples/"+example+"/inventory.yaml"), target)
				checkConfiguration(t, files, target)
			})
		}
	}
}

// checkConfiguration holds generated files to what Terraform and the provider
// would say, without either.
func checkConfiguration(t *testing.T, files generator.Files, target schema.Target) {
	t.Helper()
	var resources, imports []string
	for path, text := range files {
		if !strings.HasSuffix(path, ".tf") {
			continue
		}
		assert.Equal(t, string(hclwrite.Format(text)), string(text), "%s is not as terraform fmt leaves it", path)
		file, diags := hclsyntax.ParseConfig(text, path, hcl.InitialPos)
		require.False(t, diags.HasErrors(), "%s: %s", path, diags)
		for _, b := range file.Body.(*hclsyntax.Body).Blocks {
			switch b.Type {
			case "resource":
				address := strings.Join(b.Labels, ".")
				assert.True(t, hclsyntax.ValidIdentifier(b.Labels[1]), "%s is not a valid address", address)
				resources = append(resources, address)
				s := provider.Of(target, b.Labels[0])
				if assert.True(t, s != nil && !s.Partial, "provider %s has no %s", target, b.Labels[0]) {
					checkBlock(t, address, b.Body, s, true)
				}
			case "import":
				to := string(b.Body.Attributes["to"].Expr.Range().SliceBytes(text))
				imports = append(imports, strings.TrimSuffix(to, "[0]"))
				id := string(b.Body.Attributes["for_each"].Expr.Range().SliceBytes(text))
				assert.NotContains(t, id, "//", "the import id of %s has a hole", to)
				assert.NotContains(t, id, `toset([""])`, "the import id of %s is empty", to)
			}
		}
	}
	checkIDs(t, files)
	slices.Sort(resources)
	slices.Sort(imports)
	assert.Equal(t, resources, imports, "every resource is imported, and nothing else")
}

var askedID = regexp.MustCompile(`local\.ids\["((?:[^"\\]|\\.)*)"\]`)

// checkIDs finds ids that are asked for and stand in no table, which would fail
// every plan.
func checkIDs(t *testing.T, files generator.Files) {
	t.Helper()
	for path, text := range files {
		for _, m := range askedID.FindAllSubmatch(text, -1) {
			assert.Contains(t, string(files["ids.tf"]), "\n    \""+string(m[1])+"\" : ", "%s asks for an id", path)
		}
	}
}

// meta are the arguments that Terraform itself takes.
var meta = []string{"count", "for_each", "depends_on", "provider"}

func checkBlock(t *testing.T, at string, body *hclsyntax.Body, s *provider.Shape, top bool) {
	t.Helper()
	for name, a := range body.Attributes {
		if top && slices.Contains(meta, name) {
			continue
		}
		attribute := s.Fields[name]
		if assert.True(t, attribute != nil && !attribute.Block, "%s has no argument %s (a block: %v)", at, name, attribute != nil) {
			checkAttribute(t, at+"."+name, a.Expr, attribute)
		}
	}
	counts := map[string]int{}
	for _, b := range body.Blocks {
		if top && b.Type == "lifecycle" {
			checkIgnored(t, at, b.Body, s)
			continue
		}
		counts[b.Type]++
		nested := s.Fields[b.Type]
		if !assert.True(t, nested != nil && nested.Block, "%s has no block %s (an argument: %v)", at, b.Type, nested != nil) {
			continue
		}
		object := nested
		if nested.Elem != nil {
			object = nested.Elem
		}
		checkBlock(t, at+"."+b.Type, b.Body, object, false)
		if nested.Max > 0 {
			assert.LessOrEqual(t, counts[b.Type], nested.Max, "%s has too many blocks %s", at, b.Type)
		}
		if nested.Sort == "object" {
			assert.Equal(t, 1, counts[b.Type], "%s has the single block %s twice", at, b.Type)
		}
	}
	for name, field := range s.Fields {
		switch {
		case !field.Required:
		case field.Block:
			assert.NotZero(t, counts[name], "%s lacks the required block %s", at, name)
		default:
			assert.Contains(t, body.Attributes, name, "%s lacks the required argument %s", at, name)
		}
	}
}

// checkIgnored finds entries of ignore_changes that are no argument.
func checkIgnored(t *testing.T, at string, lifecycle *hclsyntax.Body, s *provider.Shape) {
	t.Helper()
	ignored := lifecycle.Attributes["ignore_changes"]
	if ignored == nil {
		return
	}
	list, ok := ignored.Expr.(*hclsyntax.TupleConsExpr)
	if !ok {
		return // all
	}
	for _, e := range list.Exprs {
		traversal, diags := hcl.RelTraversalForExpr(e)
		require.False(t, diags.HasErrors(), "%s: %s", at, diags)
		if named := s.At(steps(t, traversal)...); assert.NotNil(t, named, "%s ignores %s, which it has not", at, spelled(traversal)) {
			assert.False(t, named.Deprecated, "%s ignores %s, which is deprecated: the provider warns of that too", at, spelled(traversal))
		}
	}
}

// steps are those of a traversal, as a shape takes them.
func steps(t *testing.T, traversal hcl.Traversal) []any {
	t.Helper()
	var out []any
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			out = append(out, step.Name)
		case hcl.TraverseIndex:
			if step.Key.Type() == cty.String {
				out = append(out, step.Key.AsString())
			} else {
				out = append(out, 0)
			}
		default:
			require.Failf(t, "not a step", "%T", step)
		}
	}
	return out
}

func spelled(traversal hcl.Traversal) string {
	return string(hclwrite.TokensForTraversal(traversal).Bytes())
}

// checkAttribute holds an argument to its nature, and its value to its type.
func checkAttribute(t *testing.T, at string, expr hclsyntax.Expression, s *provider.Shape) {
	t.Helper()
	assert.False(t, s.ComputedOnly(), "%s is computed only", at)
	assert.False(t, s.Deprecated, "%s is deprecated, so that every plan would warn", at)
	checkValue(t, at, expr, s)
}

// checkValue compares what is written with a shape. A reference may be of any
// type; but an object is written out, and so is what holds objects, because
// there are arguments in it.
func checkValue(t *testing.T, at string, expr hclsyntax.Expression, s *provider.Shape) {
	t.Helper()
	switch s.Sort {
	case "dynamic":
	case "object":
		checkObject(t, at, expr, s.Fields)
	case "map", "list", "set":
		var elements []hclsyntax.Expression
		switch e := expr.(type) {
		case *hclsyntax.TupleConsExpr:
			assert.NotEqual(t, "map", s.Sort, "%s is a map", at)
			elements = e.Exprs
		case *hclsyntax.ObjectConsExpr:
			assert.Equal(t, "map", s.Sort, "%s is a %s", at, s.Sort)
			for _, item := range e.Items {
				elements = append(elements, item.ValueExpr)
			}
		case *hclsyntax.TemplateExpr, *hclsyntax.LiteralValueExpr:
			assert.Fail(t, "not a collection", "%s is a %s", at, s.Sort)
		default:
			assert.NotEqual(t, "object", s.Elem.Sort, "%s is a %s of objects, and none is written out", at, s.Sort)
		}
		for i, e := range elements {
			checkValue(t, fmt.Sprintf("%s[%d]", at, i), e, s.Elem)
		}
	default:
		switch expr.(type) {
		case *hclsyntax.TupleConsExpr, *hclsyntax.ObjectConsExpr:
			assert.Fail(t, "not one value", "%s is one value", at)
		}
	}
}

func checkObject(t *testing.T, at string, expr hclsyntax.Expression, attributes map[string]*provider.Shape) {
	t.Helper()
	object, ok := expr.(*hclsyntax.ObjectConsExpr)
	if !assert.True(t, ok, "%s is an object", at) {
		return
	}
	seen := map[string]bool{}
	for _, item := range object.Items {
		key, diags := item.KeyExpr.Value(nil)
		require.False(t, diags.HasErrors(), "%s: %s", at, diags)
		name := key.AsString()
		seen[name] = true
		if a := attributes[name]; assert.NotNil(t, a, "%s has no attribute %s", at, name) {
			checkAttribute(t, at+"."+name, item.ValueExpr, a)
		}
	}
	for name, a := range attributes {
		if a.Required {
			assert.True(t, seen[name], "%s lacks the required attribute %s", at, name)
		}
	}
}
