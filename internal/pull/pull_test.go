package pull_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// fast is a clock on which nobody waits: who sleeps makes it go on.
type fast struct {
	mu  sync.Mutex
	now time.Time
}

func (f *fast) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (f *fast) Sleep(ctx context.Context, d time.Duration) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
	return ctx.Err()
}

func load(t *testing.T, dir string) *schema.Inventory {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	inv, diags := schema.Load("inventory.yaml", src, kinds.Registry(), os.DirFS(dir))
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	return inv
}

// dirs are the inventories that everything is tested with: every shape of each
// kind, and whole accounts.
func dirs(t *testing.T) []string {
	t.Helper()
	out, err := filepath.Glob("../../generator/testdata/kinds/*")
	require.NoError(t, err)
	return append(out, "../../examples/minimal", "../../examples/full-zone", "../../examples/rtopacks")
}

// serve puts an inventory into a stand-in and gives its address.
func serve(t *testing.T, inv *schema.Inventory) (*standin.Server, standin.Seeded, string) {
	t.Helper()
	s := standin.New()
	ids := s.Seed(inv, inv.Accounts[0])
	base, stop, err := s.Listen()
	require.NoError(t, err)
	t.Cleanup(stop)
	return s, ids, base
}

// Everything that an inventory says as a fact comes back equal.
func TestPullGivesWhatIsThere(t *testing.T) {
	for _, dir := range dirs(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			inv := load(t, dir)
			_, ids, base := serve(t, inv)
			c, err := pull.New(standin.DefaultToken, pull.Options{BaseURL: base, Clock: &fast{}})
			require.NoError(t, err)
			res, err := pull.Pull(context.Background(), c, kinds.Registry(), inv.Accounts[0].ID, nil)
			require.NoError(t, err)
			for _, u := range res.Unreadable {
				t.Errorf("unreadable: %s %s of %q: %v", u.Kind, u.Name, u.Of, u.Err)
			}
			for _, l := range lost(t, inv, res.Inventory, res.Unset, ids) {
				t.Error(l)
			}
			assert.Empty(t, res.Unknown)
		})
	}
}
