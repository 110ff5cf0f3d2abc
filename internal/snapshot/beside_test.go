package snapshot

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An inventory is replaced as a whole, after the files that it names; what a
// person allowed to read it stays allowed.
func TestWriteBeside(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	require.NoError(t, WriteBeside(name, []byte("cfdr: 1\n"), Files{"workers/api/index.js": []byte("1")}))
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "cfdr: 1\n", string(text))
	info, err := os.Stat(filepath.Join(dir, "workers/api/index.js"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	require.NoError(t, os.Chmod(name, 0o644))
	require.NoError(t, WriteBeside(name, []byte("cfdr: 1\n# more\n"), nil))
	info, err = os.Stat(name)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o644), info.Mode().Perm())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2)
}

// No path of a worker's code leads out of the directory, and none is the
// inventory.
func TestWriteBesideRefusesOtherPaths(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{"../x", "/x", "a/../../x", ".", "inventory.yaml"} {
		assert.Error(t, WriteBeside(filepath.Join(dir, "inventory.yaml"), []byte("cfdr: 1\n"), Files{p: nil}), p)
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
}
