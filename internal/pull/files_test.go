package pull_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// The files of a bucket come page by page, by their prefix, also where the bucket
// is of a jurisdiction; nothing is asked of what holds none.
func TestFiles(t *testing.T) {
	inv, diags := schema.Load("inventory.yaml", []byte(`cfdr: 1
accounts:
  - name: Shop
    id: 01a7362d577a6c3019a474fd6f485823
    r2_buckets: [{name: dumps, jurisdiction: eu}, {name: plain}]
`), kinds.Registry(), nil)
	require.False(t, diags.HasErrors(), diags)
	s := standin.New()
	account := inv.Accounts[0]
	s.Seed(inv, account)
	at := "/accounts/" + account.ID + "/r2/buckets/dumps@eu/objects"
	for i := range 2100 {
		s.Put(at, map[string]any{"key": fmt.Sprintf("d1/a b&c/%04d.sql", i), "size": float64(i), "last_modified": "2026-11-22T03:01:10.000Z"})
	}
	s.Put(at, map[string]any{"key": "other/1.sql"})
	base, stop, err := s.Listen()
	require.NoError(t, err)
	t.Cleanup(stop)
	client, err := pull.New(standin.DefaultToken, pull.Options{BaseURL: base})
	require.NoError(t, err)
	files, err := client.Files(t.Context(), account.Children[0], "d1/a b&c/")
	require.NoError(t, err)
	require.Len(t, files, 2100)
	assert.Equal(t, pull.File{Name: "d1/a b&c/0017.sql", Size: 17, Modified: time.Date(2026, 11, 22, 3, 1, 10, 0, time.UTC)}, files[17])
	assert.Equal(t, 3, client.Requests())
	files, err = client.Files(t.Context(), account.Children[1], "")
	require.NoError(t, err)
	assert.Empty(t, files)
	_, err = client.Files(t.Context(), account, "")
	assert.ErrorContains(t, err, "the API does not list what")
	s.Fail(standin.Fault{Path: "/accounts/.*/objects", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
	_, err = client.Files(t.Context(), account.Children[1], "")
	var failure *pull.Failure
	require.ErrorAs(t, err, &failure)
	assert.True(t, failure.Forbidden())
}
