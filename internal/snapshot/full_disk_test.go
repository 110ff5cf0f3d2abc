package snapshot

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A fullFile is one on a disk that is full: a call on it fails, or says that it
// did not and kept half of what it was given.
type fullFile struct {
	file
	fails string
}

var errFull = &fs.PathError{Op: "write", Path: "draft", Err: syscall.ENOSPC}

func (f *fullFile) Write(b []byte) (int, error) {
	switch f.fails {
	case "write":
		n, _ := f.file.Write(b[:len(b)/2])
		return n, errFull
	case "short":
		return f.file.Write(b[:len(b)/2])
	case "lost":
		_, err := f.file.Write(b[:len(b)/2])
		return len(b), err
	}
	return f.file.Write(b)
}

func (f *fullFile) Chmod(mode fs.FileMode) error {
	if f.fails == "chmod" {
		return errFull
	}
	return f.file.Chmod(mode)
}

func (f *fullFile) Sync() error {
	if f.fails == "sync" {
		return errFull
	}
	return f.file.Sync()
}

func (f *fullFile) Stat() (fs.FileInfo, error) {
	if f.fails == "stat" {
		return nil, errFull
	}
	return f.file.Stat()
}

func (f *fullFile) Close() error {
	if err := f.file.Close(); err != nil || f.fails != "close" {
		return err
	}
	return errFull
}

var fileFaults = []string{"write", "short", "lost", "chmod", "sync", "stat", "close"}

// fullAt gives files of which the nth is on a full disk, and those after it.
func fullAt(n int, fails string) (wrap func(string, file) file, reached *bool) {
	i, reached := 0, new(bool)
	return func(_ string, f file) file {
		if i++; i <= n {
			return f
		}
		*reached = true
		return &fullFile{f, fails}
	}, reached
}

// A disk that is full ends a write, whichever call says so: no file that is
// there is shorter than it was or shall be, and no draft is left.
func TestFullDiskBeside(t *testing.T) {
	old := map[string]string{"inventory.yaml": "old inventory", "content/a.js": "old code"}
	files := Files{"content/a.js": []byte("new code"), "content/b.js": []byte("more code")}
	for _, fails := range fileFaults {
		for n := 0; ; n++ {
			dir := t.TempDir()
			for p, body := range old {
				put(t, dir, p, body)
			}
			name := filepath.Join(dir, "inventory.yaml")
			l, err := Hold(name, "")
			require.NoError(t, err)
			wrap, reached := fullAt(n, fails)
			err = l.writeInventory(disk{wrap: wrap}, name, []byte(old["inventory.yaml"]), []byte("new inventory"), files)
			require.NoError(t, l.Close())
			got := tree(t, dir)
			if !*reached {
				require.NoError(t, err)
				assert.Equal(t, map[string]string{"inventory.yaml": "new inventory", "content/a.js": "new code", "content/b.js": "more code"}, got)
				assert.Equal(t, 3, n)
				break
			}
			var failed *BesideError
			require.ErrorAs(t, err, &failed, "%s of file %d", fails, n)
			assert.Equal(t, "old inventory", got["inventory.yaml"])
			for p, body := range got {
				if body != old[p] {
					assert.Equal(t, string(files[p]), body, "%s after %s of file %d", p, fails, n)
				}
			}
			assert.Len(t, got, len(old)+map[bool]int{true: 1}[n == 2], "%v", got)
		}
	}
}

// The same of a snapshot: it is the old one, or the next run completes it. Each
// call fails on one of the files, and one call on each of them.
func TestFullDiskSnapshot(t *testing.T) {
	for i, fails := range fileFaults {
		for n := i; ; n++ {
			if fails != "write" && n > i {
				break
			}
			dir := old(t)
			d, err := Open(dir, Options{})
			require.NoError(t, err)
			wrap, reached := fullAt(n, fails)
			d.disk.wrap = wrap
			_, err = d.Write(after)
			require.NoError(t, d.Close())
			if !*reached {
				require.NoError(t, err)
				assert.Equal(t, with(after, others), tree(t, dir))
				break
			}
			var failed *WriteError
			require.ErrorAs(t, err, &failed, "%s of file %d", fails, n)
			if !failed.Pending {
				assert.Equal(t, with(before, others), tree(t, dir), "%s of file %d", fails, n)
			}
			mustWrite(t, dir, after)
			assert.Equal(t, with(after, others), tree(t, dir))
		}
	}
}
