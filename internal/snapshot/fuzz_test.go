package snapshot

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whatever a manifest says, no path out of it leads away from the generated files.
func FuzzManifest(f *testing.F) {
	f.Add(after[ManifestName])
	f.Add([]byte(`{"files":{}}`))
	f.Add([]byte(`{"files":{"../x":"00"}}`))
	f.Add([]byte(`{"files":{"terraform.tfstate":"` + guardDigest + `"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		listed, err := readManifest(data)
		if err != nil {
			return
		}
		for p, digest := range listed {
			assert.Empty(t, checkPath(p))
			assert.True(t, isDigest(digest))
			assert.NotEqual(t, ManifestName, p)
		}
	})
}

// Neither does a journal, and one that can be read can be written.
func FuzzJournal(f *testing.F) {
	j := &journal{Version: journalVersion, Guards: []string{".", "modules"}, Ops: []operation{
		{Path: "a", From: guardDigest}, {Path: "b/c", To: guardDigest}, {Path: ManifestName, From: guardDigest, To: guardDigest},
	}}
	f.Add(j.encode())
	f.Add([]byte(`{"version":1,"guards":["../.."],"operations":[{"path":"manifest.json","to":"` + guardDigest + `"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		j, err := decodeJournal(data)
		if err != nil {
			return
		}
		for _, op := range j.Ops {
			assert.Empty(t, checkPath(op.Path))
		}
		again, err := decodeJournal(j.encode())
		require.NoError(t, err)
		a, err := json.Marshal(j)
		require.NoError(t, err)
		b, err := json.Marshal(again)
		require.NoError(t, err)
		assert.Equal(t, string(a), string(b))
	})
}
