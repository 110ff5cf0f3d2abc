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
		for seed := range uint64(25) {
			t.Run(fmt.Sprintf("%s/%d", target, seed), func(t *testing.T) {
				_, inv := randomInventory(t, seed)
				survey := generator.NewSurvey(inv, inv.Accounts[0], target)
				p := &pretender{Rand: rand.New(rand.NewPCG(seed, 5)), t: t, survey: survey}
				d := Compare(inv, inv.Accounts[0], target, readState(t, p.pretend()))
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
