package plan

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// TestStateOfInventory: of a state that says what the inventory says, nothing
// differs, whatever the inventory is.
func TestStateOfInventory(t *testing.T) {
	for _, target := range schema.Targets() {
		for seed := range uint64(40) {
			t.Run(fmt.Sprintf("%s/%d", target, seed), func(t *testing.T) {
				_, inv := randomInventory(t, seed)
				survey := generator.NewSurvey(inv, inv.Accounts[0], target)
				b, _ := pretend(t, rand.New(rand.NewPCG(seed, 5)), survey)
				d := Compare(inv, inv.Accounts[0], target, readState(t, b))
				requireInStep(t, d)
			})
		}
	}
}

func requireInStep(t *testing.T, d *Diff) {
	t.Helper()
	if !d.Differs() {
		return
	}
	var b strings.Builder
	require.NoError(t, d.WriteText(&b, false))
	require.Fail(t, "something differs", "%s", b.String())
}
