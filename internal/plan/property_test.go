package plan

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/schema"
)

// TestStateOfInventory: of a state that says what the inventory says, nothing
// differs, whatever the inventory is.
func TestStateOfInventory(t *testing.T) {
	for _, target := range schema.Targets() {
		for seed := range uint64(deep.Count(4, 25)) {
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

// TestRulesOfOneSet: which rules a set has is what it says, whether or not
// anything is in them.
func TestRulesOfOneSet(t *testing.T) {
	empty := map[string]any{}
	rule := func(sort string) map[string]any { return map[string]any{sort: empty} }
	read := func(sort string, inside any) map[string]any {
		out := map[string]any{"everyone": nil, "certificate": nil, "any_valid_service_token": nil, "cloudflare_account_member": nil, "group": nil}
		out[sort] = inside
		return out
	}
	member := read("cloudflare_account_member", map[string]any{"account_id": nil})
	shape := provider.Of(schema.V5, "cloudflare_zero_trust_access_policy").Fields["include"]
	for _, c := range []struct {
		want, have []any
		same       bool
	}{
		{[]any{rule("everyone")}, []any{read("everyone", empty)}, true},
		{[]any{rule("everyone")}, []any{read("certificate", empty)}, false},
		{[]any{rule("cloudflare_account_member")}, []any{member}, true},
		{[]any{rule("cloudflare_account_member")}, []any{read("everyone", empty)}, false},
		{[]any{rule("cloudflare_account_member"), rule("certificate")}, []any{read("certificate", empty), member}, true},
		{[]any{rule("certificate"), rule("cloudflare_account_member")}, []any{member, read("certificate", empty)}, true},
		{[]any{rule("everyone"), rule("everyone")}, []any{read("everyone", empty)}, false},
	} {
		require.Equal(t, c.same, means(c.want, c.have, shape), "%v and %v", c.want, c.have)
	}
}
