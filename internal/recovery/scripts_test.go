package recovery

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

// all asks for everything that a script can make.
var all = []string{"--start", "--with-retiring"}

// An account in which everything is lost that the scripts make. A dry run tells
// of it and writes nothing, one run makes all of it, and another one finds it
// there. What the account then still lacks is in the golden file: it is
// Terraform's, since it lives in what the scripts made, or a person's.
func TestLostAccountComesBack(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	for _, name := range []string{"full-zone-4", "rtopacks"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := example(t, name)
			a := p.lost(t)
			dry, code := p.runAll(t, a, all...)
			assert.Equal(t, 2, code)
			assert.Empty(t, writes(a), "a dry run writes nothing")
			applied, _ := p.runAll(t, a, append([]string{"--apply"}, all...)...)
			a.ResetLog()
			again, _ := p.runAll(t, a, append([]string{"--apply"}, all...)...)
			assert.Empty(t, writes(a), "a second run writes nothing")
			golden(t, name+".txt", dry+"\n"+applied+"\n"+again)
			golden(t, name+".differs.txt", differences(t, p.full(t).Server, a.Server))
		})
	}
}

// An account in which each second object of the scripts is there, under the
// recorded id: what is there stays, and the others are made.
func TestHalfLostAccountComesBack(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	p := example(t, "full-zone-5")
	kept := map[*schema.Object]bool{}
	for i, it := range p.survey.Items {
		kept[it.Object] = p.byTerraform(it.Object) || i%2 == 0
	}
	a := p.only(t, func(o *schema.Object) bool { return kept[o] })
	applied, _ := p.runAll(t, a, append([]string{"--apply"}, all...)...)
	golden(t, "full-zone-5-half.txt", applied)
	golden(t, "full-zone-5-half.differs.txt", differences(t, p.full(t).Server, a.Server))
}

// A healthy account stays as it is, to the byte. What the scripts say is left
// is what a person knows of: it is in the golden file.
func TestHealthyAccountStays(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	for _, name := range []string{"full-zone-4", "rtopacks"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := example(t, name)
			a := p.full(t)
			before := string(a.Dump())
			a.ResetLog()
			said, _ := p.runAll(t, a, append([]string{"--apply"}, all...)...)
			assert.Empty(t, writes(a))
			assert.Equal(t, before, string(a.Dump()))
			golden(t, name+"-healthy.txt", said)
		})
	}
}

// examples are the larger inventories.
var examples = map[string]struct {
	path   string
	target schema.Target
}{
	"full-zone-4": {"../../examples/full-zone/inventory.yaml", schema.V4},
	"full-zone-5": {"../../examples/full-zone/inventory.yaml", schema.V5},
	"rtopacks":    {"../../examples/rtopacks/inventory.yaml", schema.V5},
}

func example(t *testing.T, name string) *snapshot {
	t.Helper()
	return write(t, load(t, examples[name].path), examples[name].target)
}
