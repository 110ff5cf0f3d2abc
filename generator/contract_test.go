package generator_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

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
	inv, diags := schema.Load(filepath.Base(path), text, kinds.Registry(), os.DirFS(filepath.Dir(path)))
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
	for _, k := range kinds.Registry().Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			dir := "kinds/" + k.Name
			inv := load(t, filepath.Join("testdata", filepath.FromSlash(dir), "inventory.yaml"))
			found := false
			schema.Walk(inv.Accounts, func(o *schema.Object) { found = found || o.Kind == k || o.Kind.Name == k.Name })
			require.True(t, found, "the test data of %s describes none", k.Name)
			for _, target := range schema.Targets() {
				t.Run("provider "+string(target), func(t *testing.T) {
					files, survey := generate(t, inv, target)
					golden(t, fmt.Sprintf("%s/provider%s.tf", dir, target), files[k.Name+".tf"])
					golden(t, fmt.Sprintf("%s/gaps%s.txt", dir, target), generator.NewReport(survey).Text())
					checkConfiguration(t, files, target)
				})
			}
		})
	}
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
	provider := providerSchema(t, target)
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
				s, known := provider.Resources[b.Labels[0]]
				if assert.True(t, known, "provider %s has no %s", target, b.Labels[0]) {
					checkBlock(t, address, b.Body, &s.Block, true)
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
	slices.Sort(resources)
	slices.Sort(imports)
	assert.Equal(t, resources, imports, "every resource is imported, and nothing else")
}

// A provider schema as the provider tells it, reduced to the types in use.
type providerSchemas struct {
	Resources map[string]struct {
		Block schemaBlock `json:"block"`
	} `json:"resource_schemas"`
}

type schemaBlock struct {
	Attributes map[string]*schemaAttribute  `json:"attributes"`
	BlockTypes map[string]*schemaNestedType `json:"block_types"`
}

type schemaNestedType struct {
	Mode  string      `json:"nesting_mode"`
	Block schemaBlock `json:"block"`
	Max   int         `json:"max_items"`
}

type schemaAttribute struct {
	Type     json.RawMessage `json:"type"`
	Required bool            `json:"required"`
	Optional bool            `json:"optional"`
	Computed bool            `json:"computed"`
	Nested   *struct {
		Mode       string                      `json:"nesting_mode"`
		Attributes map[string]*schemaAttribute `json:"attributes"`
	} `json:"nested_type"`
}

func providerSchema(t *testing.T, target schema.Target) *providerSchemas {
	t.Helper()
	text, err := os.ReadFile("testdata/provider/" + string(target) + ".json")
	require.NoError(t, err)
	s := new(providerSchemas)
	require.NoError(t, json.Unmarshal(text, s))
	return s
}

// meta are the arguments that Terraform itself takes.
var meta = []string{"count", "for_each", "depends_on", "provider"}

func checkBlock(t *testing.T, at string, body *hclsyntax.Body, s *schemaBlock, top bool) {
	t.Helper()
	for name, a := range body.Attributes {
		if top && slices.Contains(meta, name) {
			continue
		}
		attribute := s.Attributes[name]
		if !assert.NotNil(t, attribute, "%s has no argument %s (a block: %v)", at, name, s.BlockTypes[name] != nil) {
			continue
		}
		checkAttribute(t, at+"."+name, a.Expr, attribute)
	}
	counts := map[string]int{}
	for _, b := range body.Blocks {
		if top && b.Type == "lifecycle" {
			checkIgnored(t, at, b.Body, s)
			continue
		}
		counts[b.Type]++
		nested := s.BlockTypes[b.Type]
		if assert.NotNil(t, nested, "%s has no block %s (an argument: %v)", at, b.Type, s.Attributes[b.Type] != nil) {
			checkBlock(t, at+"."+b.Type, b.Body, &nested.Block, false)
			if nested.Max > 0 {
				assert.LessOrEqual(t, counts[b.Type], nested.Max, "%s has too many blocks %s", at, b.Type)
			}
		}
	}
	for name, attribute := range s.Attributes {
		if attribute.Required {
			assert.Contains(t, body.Attributes, name, "%s lacks the required argument %s", at, name)
		}
	}
}

// checkIgnored finds entries of ignore_changes that are no argument.
func checkIgnored(t *testing.T, at string, lifecycle *hclsyntax.Body, s *schemaBlock) {
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
		name := traversal[0].(hcl.TraverseAttr).Name
		assert.True(t, s.Attributes[name] != nil || s.BlockTypes[name] != nil, "%s ignores %s, which it has not", at, name)
	}
}

func checkAttribute(t *testing.T, at string, expr hclsyntax.Expression, a *schemaAttribute) {
	t.Helper()
	assert.True(t, a.Required || a.Optional, "%s is computed only", at)
	if a.Nested == nil {
		checkShape(t, at, expr, a.Type)
		return
	}
	switch a.Nested.Mode {
	case "single":
		checkObject(t, at, expr, a.Nested.Attributes)
	case "map":
		if object, ok := expr.(*hclsyntax.ObjectConsExpr); assert.True(t, ok, "%s is a mapping", at) {
			for _, item := range object.Items {
				checkObject(t, at+"[]", item.ValueExpr, a.Nested.Attributes)
			}
		}
	default:
		if list, ok := expr.(*hclsyntax.TupleConsExpr); assert.True(t, ok, "%s is a list", at) {
			for i, e := range list.Exprs {
				checkObject(t, fmt.Sprintf("%s[%d]", at, i), e, a.Nested.Attributes)
			}
		}
	}
}

func checkObject(t *testing.T, at string, expr hclsyntax.Expression, attributes map[string]*schemaAttribute) {
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

// checkShape compares a literal with a type such as ["set", "string"]. A
// reference may be of any type.
func checkShape(t *testing.T, at string, expr hclsyntax.Expression, kind json.RawMessage) {
	t.Helper()
	var scalar string
	if json.Unmarshal(kind, &scalar) == nil {
		switch expr.(type) {
		case *hclsyntax.TupleConsExpr, *hclsyntax.ObjectConsExpr:
			assert.Equal(t, "dynamic", scalar, "%s is one value", at)
		}
		return
	}
	var parts []json.RawMessage
	require.NoError(t, json.Unmarshal(kind, &parts), at)
	var collection string
	require.NoError(t, json.Unmarshal(parts[0], &collection), at)
	switch e := expr.(type) {
	case *hclsyntax.TupleConsExpr:
		assert.Contains(t, []string{"list", "set"}, collection, "%s is a %s", at, collection)
		for _, item := range e.Exprs {
			checkShape(t, at+"[]", item, parts[1])
		}
	case *hclsyntax.ObjectConsExpr:
		assert.Contains(t, []string{"map", "object"}, collection, "%s is a %s", at, collection)
	case *hclsyntax.TemplateExpr, *hclsyntax.LiteralValueExpr:
		assert.Fail(t, "not a collection", "%s is a %s", at, collection)
	}
}
