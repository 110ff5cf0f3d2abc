package recovery

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
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
			x := disasterOf(t, uint64(1000+n), 100)
			before := x.Dump()
			_, had := x.live()
			refused := x.rebuild(t, "--apply", "--align-all")
			assert.Equal(t, 1, refused.code, refused.text)
			assert.Empty(t, writes(x.account), refused.text)
			unknown := x.rebuild(t, "--apply", "--yes", "--align", "dns_record.nowhere")
			assert.Equal(t, 1, unknown.code, unknown.text)
			assert.Empty(t, writes(x.account), unknown.text)
			if len(x.edited) == 0 {
				return
			}

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
