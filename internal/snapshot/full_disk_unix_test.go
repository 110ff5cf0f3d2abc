//go:build unix

package snapshot

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// writeLimited writes an inventory that is longer than the kernel lets any file
// of this process become.
func writeLimited(name string) error {
	signal.Ignore(syscall.SIGXFSZ) // the write fails then, as on a full disk
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 4096, Max: 4096}); err != nil {
		return err
	}
	was, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	l, err := Hold(name, "")
	if err != nil {
		return err
	}
	err = l.WriteInventory(name, was, []byte(strings.Repeat("x", 1<<20)), Files{"content/a.js": []byte("small")})
	return errors.Join(err, l.Close())
}

// What the kernel itself refuses to write ends in the same way as what a test
// refuses. The limit is the process's, so there is a process for it.
func TestLimitedFileSize(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	put(t, dir, "inventory.yaml", "old inventory")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), limitInventory+"="+name)
	said, err := child.CombinedOutput()
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit, "%s", said)
	assert.Equal(t, `write "`+name+`": file too large; "`+name+`" is as it was: remove the cause and run again`+"\n", string(said))
	assert.Equal(t, map[string]string{"inventory.yaml": "old inventory", "content/a.js": "small"}, tree(t, dir))
}

// What is not a regular file is never taken for one, nor waited for.
func TestWriteBesidePipe(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "directory"), 0o700))
	for p, want := range map[string]string{
		"pipe":      `write "` + filepath.Join(dir, "pipe") + `": it is not a regular file; "` + name + `" is as it was`,
		"directory": `write "` + filepath.Join(dir, "directory") + `": it is not a regular file; "` + name + `" is as it was`,
	} {
		err := (*Lock)(nil).WriteBeside(name, []byte("new"), Files{p: []byte("a")})
		var failed *BesideError
		require.ErrorAs(t, err, &failed)
		assert.Equal(t, want, failed.Problem())
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2)
}
