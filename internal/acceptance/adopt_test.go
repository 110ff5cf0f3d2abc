package acceptance

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// load reads an example, or what no example has.
func load(t *testing.T, example string) *schema.Inventory {
	t.Helper()
	dir, file := filepath.Join("..", "..", "examples", example), "inventory.yaml"
	if example == "awkward" {
		dir, file = "testdata", "awkward.yaml"
	}
	src, err := os.ReadFile(filepath.Join(dir, file))
	require.NoError(t, err)
	return parse(t, src, dir)
}

// parse reads an inventory whose files are in a directory.
func parse(t *testing.T, src []byte, dir string) *schema.Inventory {
	t.Helper()
	inv, diags := schema.Load("inventory.yaml", src, kinds.Registry(), os.DirFS(dir))
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	return inv
}

// generate writes the snapshot of the first account.
func generate(t *testing.T, inv *schema.Inventory, target schema.Target) (generator.Files, *generator.Survey) {
	t.Helper()
	files, survey, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target})
	require.NoError(t, err)
	return files, survey
}

// adopted counts what a survey imports.
func adopted(s *generator.Survey) int {
	n := 0
	for _, it := range s.Items {
		if it.Address != "" {
			n++
		}
	}
	return n
}

// examples are the inventories that every promise is tested with.
var examples = []string{"full-zone", "rtopacks", "awkward"}

func eachExample(t *testing.T, f func(t *testing.T, inv *schema.Inventory, target schema.Target)) {
	for _, example := range examples {
		for _, target := range schema.Targets() {
			t.Run(example+"/"+string(target), func(t *testing.T) {
				t.Parallel()
				f(t, load(t, example), target)
			})
		}
	}
}

// Adopting plans no change and writes nothing, and leaves nothing to plan, and
// no difference.
func TestAdoptingChangesNothing(t *testing.T) {
	eachExample(t, func(t *testing.T, inv *schema.Inventory, target schema.Target) {
		s := standin.New()
		s.Seed(inv, inv.Accounts[0])
		files, survey := generate(t, inv, target)
		d := snapshot(t, target, s, files)
		d.check()
		adopts(t, d, s, survey)
		d.inStep(inv, target)
		if t.Name() == "TestAdoptingChangesNothing/full-zone/"+string(target) {
			keep(t, "full-zone-"+string(target), d.read("terraform.tfstate"))
		}
	})
}

// The same holds for every shape in the test data of each kind.
func TestAdoptingEveryKindChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes; run without -short")
	}
	for _, k := range kinds.Registry().Kinds() {
		for _, target := range schema.Targets() {
			t.Run(k.Name+"/"+string(target), func(t *testing.T) {
				t.Parallel()
				dir := filepath.Join("..", "..", "generator", "testdata", "kinds", k.Name)
				src, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
				require.NoError(t, err)
				inv := parse(t, src, dir)
				s := standin.New()
				s.Seed(inv, inv.Accounts[0])
				files, survey := generate(t, inv, target)
				if adopted(survey) == 0 {
					return
				}
				d := snapshot(t, target, s, files)
				d.check()
				adopts(t, d, s, survey)
				d.inStep(inv, target)
			})
		}
	}
}

// adopts checks that a snapshot adopts all of a survey and changes nothing.
func adopts(t *testing.T, d *directory, s *standin.Server, survey *generator.Survey) {
	t.Helper()
	before := s.Dump()
	s.ResetLog()
	if !assert.Equal(t, fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", adopted(survey)), d.plan()) {
		t.Fatal(d.explain())
	}
	d.apply()
	if !assert.Equal(t, "No changes.", d.plan()) {
		t.Error(d.explain())
	}
	assert.Empty(t, s.Writes())
	assert.Empty(t, s.Unserved())
	assert.Equal(t, string(before), string(s.Dump()))
}
