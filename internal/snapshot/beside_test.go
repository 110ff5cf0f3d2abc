package snapshot

import (
	"errors"
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
	require.NoError(t, (*Lock)(nil).WriteBeside(name, []byte("cfdr: 1\n"), Files{"workers/api/index.js": []byte("1")}))
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "cfdr: 1\n", string(text))
	info, err := os.Stat(filepath.Join(dir, "workers/api/index.js"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	require.NoError(t, os.Chmod(name, 0o644))
	require.NoError(t, (*Lock)(nil).WriteBeside(name, []byte("cfdr: 1\n# more\n"), nil))
	info, err = os.Stat(name)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o644), info.Mode().Perm())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2)
}

// Wherever a write ends, every file is the old or the new one, the inventory is
// not newer than what it names, and the next write completes it.
func TestWriteBesideInterrupted(t *testing.T) {
	old := Files{"content/api/index.js": []byte("1"), "content/api/util.js": []byte("same")}
	files := Files{"content/api/index.js": []byte("2"), "content/api/util.js": []byte("same"), "content/new/index.js": []byte("3"), "content/.gitignore": []byte("*\n")}
	stop := errors.New("killed")
	for last := 0; ; last++ {
		dir := t.TempDir()
		name := filepath.Join(dir, "inventory.yaml")
		require.NoError(t, (*Lock)(nil).WriteBeside(name, []byte("old"), old))
		steps := 0
		err := (*Lock)(nil).writeBeside(disk{step: func(string, string) error {
			if steps++; steps > last {
				return stop // and no step after it succeeds
			}
			return nil
		}}, name, []byte("new"), files)
		read := func(p string) string {
			b, err := os.ReadFile(filepath.Join(dir, p))
			if err != nil {
				return "none"
			}
			return string(b)
		}
		inventory := read("inventory.yaml")
		for p, body := range files {
			now := read(p)
			was, had := old[p]
			if !had {
				was = []byte("none")
			}
			assert.Contains(t, []string{string(was), string(body)}, now, "%s after %d steps", p, last)
			if inventory == "new" {
				assert.Equal(t, string(body), now, "%s after %d steps", p, last)
			}
		}
		assert.Contains(t, []string{"old", "new"}, inventory)
		require.NoError(t, (*Lock)(nil).WriteBeside(name, []byte("new"), files))
		assert.Equal(t, "new", read("inventory.yaml"))
		for p, body := range files {
			assert.Equal(t, string(body), read(p))
		}
		if err == nil {
			assert.Greater(t, last, 10)
			return
		}
		require.ErrorIs(t, err, stop)
	}
}

// No path of a worker's code leads out of the directory, and none is the
// inventory.
func TestWriteBesideRefusesOtherPaths(t *testing.T) {
	dir := t.TempDir()
	for _, p := range []string{"../x", "/x", "a/../../x", ".", "inventory.yaml"} {
		assert.Error(t, (*Lock)(nil).WriteBeside(filepath.Join(dir, "inventory.yaml"), []byte("cfdr: 1\n"), Files{p: nil}), p)
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
}

// What stands beside an inventory is its owner's alone, whoever changed that;
// the inventory is when somebody asks for it.
func TestPrivate(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	require.NoError(t, MakePrivate(name), "there is none yet")
	mode := func(path string) os.FileMode {
		info, err := os.Stat(filepath.Join(dir, path))
		require.NoError(t, err)
		return info.Mode().Perm()
	}
	for range 2 {
		require.NoError(t, (*Lock)(nil).WriteBeside(name, []byte("a"), Files{"content/a.js": []byte("b")}))
		assert.Equal(t, os.FileMode(0o600), mode("content/a.js"))
		require.NoError(t, os.Chmod(filepath.Join(dir, "content/a.js"), 0o644))
		require.NoError(t, os.Chmod(name, 0o644))
	}
	assert.Equal(t, os.FileMode(0o644), mode("inventory.yaml"))
	require.NoError(t, MakePrivate(name))
	assert.Equal(t, os.FileMode(0o600), mode("inventory.yaml"))
}
