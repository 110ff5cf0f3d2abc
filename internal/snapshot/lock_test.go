package snapshot

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// One run at a time may write an inventory; several may read it meanwhile, and
// then none may write it. Whoever comes second hears who came first.
func TestHold(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	put(t, dir, "inventory.yaml", "cfdr: 1\n")
	require.NoError(t, os.Symlink(name, filepath.Join(dir, "link.yaml")))

	l, err := Hold(name, "cfdr pull, process 7")
	require.NoError(t, err)
	for _, other := range []string{name, filepath.Join(dir, "link.yaml"), filepath.Join(dir, "none.yaml")} {
		_, err = hold(other, "cfdr refresh", false, 1)
		assert.Equal(t, &BusyError{Dir: dir, By: "cfdr pull, process 7"}, err, other)
		_, err = hold(other, "cfdr generate", true, 1)
		assert.Equal(t, &BusyError{Dir: dir, By: "cfdr pull, process 7"}, err, other)
	}
	require.NoError(t, l.Close())
	require.NoError(t, l.Close())
	require.NoError(t, (*Lock)(nil).Close())

	a, err := HoldShared(name, "cfdr generate, process 8")
	require.NoError(t, err)
	b, err := HoldShared(name, "cfdr generate, process 9")
	require.NoError(t, err)
	require.NoError(t, b.Close())
	_, err = hold(name, "cfdr pull", false, 1)
	assert.Equal(t, &BusyError{Dir: dir, By: "cfdr generate, process 9"}, err)
	require.NoError(t, a.Close())

	// In the directory of its own snapshot, too.
	l, err = Hold(name, "cfdr refresh")
	require.NoError(t, err)
	d, err := Open(dir, Options{By: "cfdr refresh"})
	require.NoError(t, err)
	_, err = Open(dir, Options{})
	assert.Equal(t, &BusyError{Dir: dir, By: "cfdr refresh"}, err)
	require.NoError(t, d.Close())
	_, err = hold(name, "cfdr pull", false, 1)
	assert.Equal(t, &BusyError{Dir: dir, By: "cfdr refresh"}, err)
	require.NoError(t, l.Close())

	_, err = Hold(filepath.Join(dir, "none", "inventory.yaml"), "")
	assert.ErrorIs(t, err, os.ErrNotExist)
	assert.Equal(t, map[string]string{"inventory.yaml": "cfdr: 1\n", "link.yaml": "-> " + name}, tree(t, dir))
}

// Runs that write one inventory at once, each from what it read, lose nothing of
// each other, and nobody ever finds half of one.
func TestManyWritersOfOneInventory(t *testing.T) {
	const runs, lines = 4, 8
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	put(t, dir, "inventory.yaml", "begin\n")
	var all sync.WaitGroup
	for run := range runs {
		all.Go(func() {
			for line := 0; line < lines; {
				l, err := Hold(name, "")
				var busy *BusyError
				if errors.As(err, &busy) {
					continue
				}
				if !assert.NoError(t, err) {
					return
				}
				was, err := os.ReadFile(name)
				assert.NoError(t, err)
				text := fmt.Sprintf("%srun %d line %d\n", was, run, line)
				assert.NoError(t, l.WriteInventory(name, was, []byte(text), Files{fmt.Sprintf("content/%d.js", run): []byte(text)}))
				assert.NoError(t, l.Close())
				line++
			}
		})
	}
	done := make(chan struct{})
	var reader sync.WaitGroup
	reader.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			b, err := os.ReadFile(name)
			assert.NoError(t, err)
			assert.True(t, strings.HasPrefix(string(b), "begin\n") && strings.HasSuffix(string(b), "\n"), "%q", b)
		}
	})
	all.Wait()
	close(done)
	reader.Wait()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	for run := range runs {
		for line := range lines {
			assert.Contains(t, string(b), fmt.Sprintf("run %d line %d\n", run, line))
		}
	}
	assert.Equal(t, 1+runs*lines, strings.Count(string(b), "\n"))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2)
}

// What somebody saved since the inventory was read stays, whether it was saved
// before the first file was written or when the last one already was.
func TestWriteInventoryKeepsAnEdit(t *testing.T) {
	for _, late := range []bool{false, true} {
		dir := t.TempDir()
		name := filepath.Join(dir, "inventory.yaml")
		put(t, dir, "inventory.yaml", "old")
		l, err := Hold(name, "")
		require.NoError(t, err)
		if !late {
			put(t, dir, "inventory.yaml", "edited")
		}
		d := disk{step: func(op, p string) error {
			if late && op == "create" && strings.HasPrefix(p, ".inventory.yaml.") {
				put(t, dir, "inventory.yaml", "edited")
			}
			return nil
		}}
		err = l.writeInventory(d, name, []byte("old"), []byte("new"), Files{"content/a.js": []byte("a")})
		assert.Equal(t, &ChangedError{Path: name}, err)
		require.NoError(t, l.Close())
		want := map[string]string{"inventory.yaml": "edited"}
		if late {
			want["content/a.js"] = "a"
		}
		assert.Equal(t, want, tree(t, dir))
	}

	// Nor is one that somebody made meanwhile replaced.
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	l, err := Hold(name, "")
	require.NoError(t, err)
	put(t, dir, "inventory.yaml", "mine")
	assert.Equal(t, &ChangedError{Path: name}, l.WriteInventory(name, nil, []byte("new"), nil))
	require.NoError(t, l.Close())
	assert.Equal(t, map[string]string{"inventory.yaml": "mine"}, tree(t, dir))
}

// The drafts of killed runs go with the next write, and nothing else does.
func TestWriteBesideSweeps(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "inventory.yaml")
	kept := map[string]string{
		".inventory.yaml.cfdr": "k", "content/.a.js.cfdr-0123456789abcdeX": "k", "a.cfdr-0123456789abcdef": "k",
		"other/.a.js.cfdr-0123456789abcdef": "not a directory that is written to",
	}
	for p, body := range kept {
		put(t, dir, p, body)
	}
	put(t, dir, ".inventory.yaml.cfdr-0123456789abcdef", "half")
	put(t, dir, ".other.yaml.cfdr-fedcba9876543210", "half")
	put(t, dir, "content/.gone.js.cfdr-0123456789abcdef", "half")
	require.NoError(t, (*Lock)(nil).WriteBeside(name, []byte("new"), Files{"content/a.js": []byte("a")}))
	want := map[string]string{"inventory.yaml": "new", "content/a.js": "a"}
	for p, body := range kept {
		want[p] = body
	}
	assert.Equal(t, want, tree(t, dir))
}

// A name as long as any may be gets a draft as well.
func TestDraftOf(t *testing.T) {
	for _, base := range []string{"a", strings.Repeat("a", maxComponent), strings.Repeat("ü", maxComponent/2)} {
		p := draftOf("dir/" + base)
		assert.NotEqual(t, p, draftOf("dir/"+base))
		assert.Regexp(t, draft, filepath.Base(p))
		assert.LessOrEqual(t, len(filepath.Base(p)), maxComponent)
		assert.Equal(t, "dir", filepath.Dir(p))
	}
}
