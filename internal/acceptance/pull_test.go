package acceptance

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// impatient is a clock on which nobody waits.
type impatient struct{}

func (impatient) Now() time.Time                                   { return time.Now() }
func (impatient) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// pulled is what a server tells of the account of an inventory.
func pulled(t *testing.T, s *standin.Server, account string) *schema.Inventory {
	t.Helper()
	base, stop, err := s.Listen()
	require.NoError(t, err)
	defer stop()
	c, err := pull.New(standin.DefaultToken, pull.Options{BaseURL: base, Clock: impatient{}})
	require.NoError(t, err)
	res, err := pull.Pull(context.Background(), c, kinds.Registry(), account, nil)
	require.NoError(t, err)
	assert.Empty(t, res.Unreadable)
	return res.Inventory
}

// What was read of a live account adopts it: nothing is added, changed or
// destroyed.
func TestAdoptingWhatWasPulledChangesNothing(t *testing.T) {
	eachExample(t, func(t *testing.T, inv *schema.Inventory, target schema.Target) {
		adoptsPulled(t, inv, target)
	})
}

// The same holds for every shape in the test data of each kind.
func TestAdoptingEveryPulledKindChangesNothing(t *testing.T) {
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
				adoptsPulled(t, parse(t, src, dir), target)
			})
		}
	}
}

func adoptsPulled(t *testing.T, inv *schema.Inventory, target schema.Target) {
	t.Helper()
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	files, survey := generate(t, pulled(t, s, inv.Accounts[0].ID), target)
	if adopted(survey) == 0 {
		return
	}
	adopts(t, snapshot(t, target, s, files), s, survey)
}
