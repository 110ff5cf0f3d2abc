package recovery

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
)

// --align changes what it names to what the snapshot says, and nothing else;
// --align-all changes all that differs. Each change is shown before. Without a
// terminal it is refused unless --yes is given, and then nothing is written.
func TestAlign(t *testing.T) {
	deep.Require(t)
	needTools(t)
	t.Parallel()
	for n := range deep.Random(1, 1) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			x := disasterOf(t, uint64(1000+20*n), 100)
			for seed := 1001 + 20*n; len(x.edited) == 0; seed++ {
				x = disasterOf(t, uint64(seed), 100)
			}
			before := x.Dump()
			_, had := x.live()
			refused := x.rebuild(t, "--apply", "--align-all")
			assert.Equal(t, 1, refused.code, refused.text)
			assert.Empty(t, writes(x.account), refused.text)
			unknown := x.rebuild(t, "--apply", "--yes", "--align", "dns_record.nowhere")
			assert.Equal(t, 1, unknown.code, unknown.text)
			assert.Empty(t, writes(x.account), unknown.text)

			one := x.edited[0]
			only := x.rebuild(t, append([]string{"--align", one.key, "--yes"}, everything...)...)
			require.Contains(t, []int{0, 2}, only.code, only.text)
			x.listed(t, one, only)
			x.aligned(t, one, only)
			x.restBut(t, before, had, map[string]bool{one.key: true}, only.text)

			all := x.rebuild(t, append([]string{"--align-all", "--yes"}, everything...)...)
			require.Contains(t, []int{0, 2}, all.code, all.text)
			for _, e := range x.edited {
				x.aligned(t, e, all)
			}
			x.ResetLog()
			again := x.rebuild(t, append([]string{"--align-all", "--yes"}, everything...)...)
			assert.Empty(t, writes(x.account), again.text)
		})
	}
}

// What the snapshot does not record of a live object stays when --align changes
// another field of it, even where the API replaces the whole object.
func TestAlignKeepsTheRest(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	needTools(t)
	const id = "9f0a1b2c-0000-4000-8000-000000000002"
	inv := small(t, `
    access_policies: [{name: Staff, id: `+id+`, decision: allow, include: [{email_domain: example.com}], session_duration: 12h}]
`)
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	x := rescues(t, inv, s)
	const policies = "/accounts/" + accountID + "/access/policies"
	policy := x.Get(policies, id)
	policy["session_duration"] = "1h"
	policy["purpose_justification_required"] = true
	policy["purpose_justification_prompt"] = "Why?"
	x.Put(policies, policy)
	r := x.rebuild(t, "--apply", "--align-all", "--yes")
	assert.Contains(t, r.text, `session_duration: "1h" -> "12h"`)
	policy["session_duration"] = "12h"
	is := x.Get(policies, id)
	delete(policy, "updated_at")
	delete(is, "updated_at")
	assert.Equal(t, compact(policy), compact(is), r.text)
}

// aligned checks that something is as the snapshot says again, or that the run
// says why it cannot be.
func (x *disaster) aligned(t *testing.T, e edited, by rebuilding) {
	t.Helper()
	live, ids := x.live()
	if len(by.lines(printable(e.name)+": cannot be aligned: ")) > 0 || len(by.lines(printable(e.name)+": accepted and not stored: ")) > 0 {
		return
	}
	if assert.NotNil(t, live[e.key], e.key) {
		assert.True(t, live[e.key].whole(ids), "%s is %s, and the snapshot says %s\n%s", e.key, compact(live[e.key].stored), live[e.key].file.Body, by.text)
	}
}
