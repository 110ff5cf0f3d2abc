package snapshot

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
)

var errKilled = errors.New("killed")

// A killer ends the process at step n: that step and all after it do not happen.
type killer struct {
	n, at int
	fired bool
}

func (k *killer) step(string, string) error {
	if k.at >= k.n {
		k.fired = true
		return errKilled
	}
	k.at++
	return nil
}

// The two versions differ in every way they can.
var (
	before = generated(map[string]string{
		"same.tf": "s", "main.tf": "1", "gone.tf": "1", "old/deep/file.md": "1",
		"dir/inner": "1", "file": "1", "modules/dns/main.tf": "1", "modules/gone/main.tf": "1", "run.sh": "1",
	})
	after = generated(map[string]string{
		"same.tf": "s", "main.tf": "2", "new.tf": "2", "new/deep/file.md": "1",
		"dir": "2", "file/inner": "1", "modules/dns/main.tf": "2", "modules/new/main.tf": "2", "run.sh": "1",
	})
	others = map[string]string{StateName: "{}", "my.tfvars": "", "modules/dns/notes.txt": "n", "void/": ""}
)

func old(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	mustWrite(t, dir, before)
	for p, c := range others {
		if p[len(p)-1] == '/' {
			require.NoError(t, os.Mkdir(filepath.Join(dir, p), 0o755))
		} else {
			put(t, dir, p, c)
		}
	}
	require.Equal(t, with(before, others), tree(t, dir))
	return dir
}

// attempt opens and writes and closes with a step function, as far as it gets.
func attempt(dir string, files Files, step func(op, p string) error) error {
	d, err := open(dir, Options{}, step)
	if err != nil {
		return err
	}
	_, err = d.Write(files)
	return errors.Join(err, d.Close())
}

func hasJournal(t *testing.T, dir string) bool {
	t.Helper()
	_, err := os.Lstat(filepath.Join(dir, journalPath))
	return err == nil
}

func visible(t *testing.T, dir string) map[string]string {
	all := tree(t, dir)
	for p := range all {
		if p == private+"/" || len(p) > len(private) && p[:len(private)+1] == private+"/" {
			delete(all, p)
		}
	}
	return all
}

func TestKilledAtEveryStep(t *testing.T) {
	journals, mixtures := 0, 0
	for n := 0; ; n++ {
		dir := old(t)
		k := &killer{n: n}
		err := attempt(dir, after, k.step)
		if !k.fired {
			require.NoError(t, err)
			require.Equal(t, with(after, others), tree(t, dir))
			require.Greater(t, n, 40, "the hook is asked at every step")
			break
		}
		shown := visible(t, dir)
		c := inspect(t, dir, after)
		again := inspect(t, dir, before)
		assert.Equal(t, shown, visible(t, dir), "looking repairs nothing")
		if hasJournal(t, dir) {
			journals++
			assert.NotEmpty(t, c.Pending)
			c.Pending = nil
			assert.Equal(t, &Changes{Unchanged: sorted(after)}, c, "step %d", n)
			assert.Empty(t, again.Conflicts, "step %d", n)
			// As long as the configuration is a mixture, Terraform is stopped.
			if mix := config(shown); !slices.ContainsFunc([]Files{before, after}, func(f Files) bool {
				return assert.ObjectsAreEqual(config(with(f, nil)), mix)
			}) {
				assert.Equal(t, guardText, shown[guardName], "step %d", n)
				assert.Equal(t, guardText, shown["modules/dns/"+guardName], "step %d", n)
				mixtures++
			}
		} else {
			assert.Empty(t, c.Pending)
			assert.Contains(t, []map[string]string{with(before, others), with(after, others)}, shown, "step %d", n)
		}

		pending := hasJournal(t, dir)
		d, err := Open(dir, Options{})
		require.NoError(t, err, "step %d", n)
		assert.Equal(t, pending, d.Completed() != nil)
		if pending {
			assert.Empty(t, d.Completed().Kept)
			assert.Equal(t, after[ManifestName], d.Manifest())
		}
		require.NoError(t, d.Close())
		if pending {
			assert.Equal(t, with(after, others), tree(t, dir), "step %d", n)
		} else {
			assert.Equal(t, shown, tree(t, dir), "step %d", n)
		}
		mustWrite(t, dir, after)
		require.Equal(t, with(after, others), tree(t, dir), "step %d", n)
	}
	assert.Greater(t, journals, 15)
	assert.Greater(t, mixtures, 5)
}

// The completion is interrupted as well, each time one step later, until it gets
// through.
func TestKilledWhileCompleting(t *testing.T) {
	for n := 0; ; n += deep.Count(12, 3) {
		dir := old(t)
		k := &killer{n: n}
		_ = attempt(dir, after, k.step)
		if !k.fired {
			break
		}
		for m := 0; ; m++ {
			k := &killer{n: m}
			err := attempt(dir, after, k.step)
			if !k.fired {
				require.NoError(t, err, "steps %d, %d", n, m)
				break
			}
		}
		require.Equal(t, with(after, others), tree(t, dir), "step %d", n)
	}
}

// One step fails, as on a full disk, and the process goes on.
func TestFailureAtEveryStep(t *testing.T) {
	unchanged, pending := 0, 0
	for n := 0; ; n++ {
		dir := old(t)
		at, fired := 0, ""
		err := attempt(dir, after, func(op, p string) error {
			at++
			if at-1 != n {
				return nil
			}
			fired = op + " " + p
			return &os.PathError{Op: op, Path: p, Err: syscall.ENOSPC}
		})
		if fired == "" {
			require.NoError(t, err)
			break
		}
		var we *WriteError
		switch {
		case err == nil:
			// Leftovers that could not be removed, and mean nothing.
			assert.Equal(t, with(after, others), visible(t, dir), fired)
		case !assert.ErrorAs(t, err, &we, fired):
		case we.Pending:
			pending++
			assert.Equal(t, syscall.ENOSPC, we.Err)
		default:
			unchanged++
			assert.Equal(t, syscall.ENOSPC, we.Err)
			assert.Equal(t, with(before, others), tree(t, dir), fired)
			assert.Equal(t, "write "+quoted([]string{we.Path})+": no space left on device; nothing was changed", we.Problem())
		}
		mustWrite(t, dir, after)
		require.Equal(t, with(after, others), tree(t, dir), fired)
	}
	assert.Greater(t, unchanged, 10)
	assert.Greater(t, pending, 10)
}

// pendingWrite kills a write at the first step that concerns a path.
func pendingWrite(t *testing.T, dir string, files Files, op, p string) {
	t.Helper()
	killed := false
	err := attempt(dir, files, func(o, q string) error {
		if killed = killed || o == op && q == p; killed {
			return errKilled
		}
		return nil
	})
	require.ErrorIs(t, err, errKilled)
	require.True(t, hasJournal(t, dir))
}

func TestPendingWriteIsReported(t *testing.T) {
	dir := old(t)
	pendingWrite(t, dir, after, "rename", "new.tf")
	shown := tree(t, dir)
	c := inspect(t, dir, before)
	assert.Equal(t, []string{
		"dir", "dir/inner", "file", "file/inner", "gone.tf", "main.tf", "manifest.json",
		"modules/dns/main.tf", "modules/gone/main.tf", "modules/new/main.tf",
		"new.tf", "new/deep/file.md", "old/deep/file.md",
	}, c.Pending)
	assert.True(t, c.Differ())
	assert.Equal(t, shown, tree(t, dir))
	assert.Equal(t, guardText, shown[guardName])

	d, err := Open(dir, Options{})
	require.NoError(t, err)
	assert.Equal(t, &Completion{Paths: c.Pending}, d.Completed())
	require.NoError(t, d.Close())
	assert.Equal(t, with(after, others), tree(t, dir))
}

// Whoever edits a file between an interruption and its completion keeps the edit.
func TestEditsSinceTheInterruptionAreKept(t *testing.T) {
	dir := old(t)
	pendingWrite(t, dir, after, "rename", "main.tf")
	put(t, dir, "main.tf", "edited")             // yet to be replaced
	put(t, dir, "gone.tf", "edited")             // yet to be removed
	put(t, dir, "new.tf", "edited")              // yet to be created
	put(t, dir, "modules/new/main.tf", "edited") // likewise

	want := Conflicts{Edited: []string{"main.tf", "modules/new/main.tf", "new.tf"}, Config: []string{"gone.tf"}}
	c := inspect(t, dir, after)
	assert.Equal(t, want, c.Conflicts)

	d, err := Open(dir, Options{})
	require.NoError(t, err)
	assert.Equal(t, []string{"gone.tf", "main.tf", "modules/new/main.tf", "new.tf"}, slices.Sorted(slices.Values(d.Completed().Kept)))
	_, err = d.Write(after)
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: want}, err)
	require.NoError(t, d.Close())
	all := with(after, others)
	for _, p := range d.Completed().Kept {
		all[p] = "edited"
	}
	assert.Equal(t, all, tree(t, dir))
}

func TestEditsWhileWritingAreKept(t *testing.T) {
	dir := old(t)
	d, err := open(dir, Options{}, func(op, p string) error {
		if op == "rename" && p == journalPath {
			put(t, dir, "main.tf", "edited")
		}
		return nil
	})
	require.NoError(t, err)
	_, err = d.Write(after)
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: Conflicts{Edited: []string{"main.tf"}}, Written: true}, err)
	require.NoError(t, d.Close())
	all := with(after, others)
	all["main.tf"] = "edited"
	assert.Equal(t, all, tree(t, dir))
	assert.Equal(t, []string{"main.tf"}, inspect(t, dir, after).Edited)
}

// A write that fails half-way is completed by the next run, also where somebody
// discards what he staged.
func TestDiscardAfterAnUnfinishedCommit(t *testing.T) {
	dir := old(t)
	begun := false
	d, err := open(dir, Options{}, func(op, p string) error {
		if begun && op == "rename" && p == "new.tf" {
			return syscall.EIO
		}
		return nil
	})
	require.NoError(t, err)
	s, _, err := d.Stage(after)
	require.NoError(t, err)
	begun = true
	require.Error(t, s.Commit())
	require.NoError(t, s.Discard())
	require.NoError(t, d.Close())
	d, err = Open(dir, Options{})
	require.NoError(t, err)
	require.NotNil(t, d.Completed())
	require.NoError(t, d.Close())
	assert.Equal(t, with(after, others), tree(t, dir))
}

// What was staged and given up leaves nothing.
func TestDiscard(t *testing.T) {
	dir := old(t)
	was := tree(t, dir)
	d, err := Open(dir, Options{})
	require.NoError(t, err)
	s, _, err := d.Stage(after)
	require.NoError(t, err)
	require.NoError(t, s.Discard())
	require.NoError(t, d.Close())
	assert.Equal(t, was, tree(t, dir))
	d, err = Open(dir, Options{})
	require.NoError(t, err)
	assert.Nil(t, d.Completed())
	require.NoError(t, d.Close())
}

func TestUnfinishedWriteTakesNoOther(t *testing.T) {
	dir := old(t)
	failing := true
	d, err := open(dir, Options{}, func(op, p string) error {
		if failing && p == "new.tf" {
			return syscall.EIO
		}
		return nil
	})
	require.NoError(t, err)
	_, err = d.Write(after)
	want := &WriteError{Path: filepath.Join(dir, "new.tf"), Err: syscall.EIO, Pending: true}
	assert.Equal(t, want, err)
	assert.EqualError(t, err, `write "`+want.Path+`": input/output error; the snapshot is unfinished: `+
		`remove the cause and run again, which first completes this write`)
	_, err = d.Write(before)
	assert.EqualError(t, err, `an earlier write to "`+dir+`" is unfinished: open it again, which completes it`)
	require.NoError(t, d.Close())

	// As long as the cause is there the completion says the same.
	_, err = open(dir, Options{}, func(_, p string) error {
		if p == "new.tf" {
			return syscall.EIO
		}
		return nil
	})
	assert.Equal(t, want, err)
	mustWrite(t, dir, before)
	assert.Equal(t, with(before, others), tree(t, dir))
}

func TestJournalThatCanNotBeUsed(t *testing.T) {
	a, b := digestOf([]byte("a")), digestOf([]byte("b"))
	manifest := `{"path":"manifest.json","from":"","to":"` + a + `"}`
	journalOf := func(ops string) string { return `{"version":1,"guards":[],"operations":[` + ops + `]}` }
	for name, c := range map[string]struct{ journal, want string }{
		"empty":          {``, `journal: EOF`},
		"torn":           {`{"version":1,"guards":[],"oper`, `journal: unexpected EOF`},
		"zeros":          {"\x00\x00", `journal: invalid character '\x00' looking for beginning of value`},
		"two":            {journalOf(manifest) + "{}", `journal: something follows its end`},
		"newer":          {`{"version":2}`, `journal: its version is 2, this cfdr reads 1`},
		"unknown field":  {`{"version":1,"also":1}`, `journal: json: unknown field "also"`},
		"nothing":        {journalOf(``), `journal: it has no operation`},
		"no manifest":    {journalOf(`{"path":"x","from":"","to":"` + a + `"}`), `journal: it does not end with the manifest`},
		"manifest goes":  {journalOf(`{"path":"manifest.json","from":"` + a + `","to":""}`), `journal: it does not end with the manifest`},
		"outside":        {journalOf(`{"path":"../x","from":"","to":"` + a + `"},` + manifest), `journal: path "../x" is not a plain path below the directory`},
		"state":          {journalOf(`{"path":"terraform.tfstate","from":"` + a + `","to":""},` + manifest), `journal: path "terraform.tfstate" has the part "terraform.tfstate", which belongs to somebody else`},
		"guard outside":  {`{"version":1,"guards":["../x"],"operations":[` + manifest + `]}`, `journal: path "../x" is not a plain path below the directory`},
		"twice":          {journalOf(`{"path":"x","from":"","to":"` + a + `"},{"path":"x","from":"","to":"` + a + `"},` + manifest), `journal: path "x" is there twice`},
		"no digest":      {journalOf(`{"path":"x","from":"1","to":""},` + manifest), `journal: operation on "x" makes no sense`},
		"no change":      {journalOf(`{"path":"x","from":"` + a + `","to":"` + a + `"},` + manifest), `journal: operation on "x" makes no sense`},
		"nothing staged": {journalOf(manifest), `what "manifest.json" is to become is not in ".cfdr/staging/000000"`},
		"other staged":   {journalOf(`{"path":"x","from":"","to":"` + b + `"},` + manifest), `what "x" is to become is not in ".cfdr/staging/000000"`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, journalPath, c.journal)
			if name == "other staged" {
				put(t, dir, staged(0), "not b")
			}
			put(t, dir, StateName, "a")
			shown := visible(t, dir)
			for range 2 {
				_, err := Open(dir, Options{Force: true})
				var je *JournalError
				require.ErrorAs(t, err, &je)
				assert.Equal(t, `an interrupted write to "`+dir+`" can not be completed: `+c.want, je.Problem())
				assert.Equal(t, `bring the directory back to a committed version, or keep it as it is; then remove "`+dir+
					`/.cfdr" and run again (what the interrupted write left counts as changed by hand)`, je.Hint())
				_, err = Inspect(dir)
				require.ErrorAs(t, err, &je)
			}
			assert.Equal(t, shown, visible(t, dir))
			assert.True(t, hasJournal(t, dir))
		})
	}

	t.Run("a link", func(t *testing.T) {
		dir, out := t.TempDir(), t.TempDir()
		put(t, out, "j", "x")
		require.NoError(t, os.Mkdir(filepath.Join(dir, private), 0o755))
		require.NoError(t, os.Symlink(filepath.Join(out, "j"), filepath.Join(dir, journalPath)))
		_, err := Open(dir, Options{})
		var je *JournalError
		require.ErrorAs(t, err, &je)
		assert.Equal(t, `an interrupted write to "`+dir+`" can not be completed: journal: not a regular file`, je.Problem())
	})
}

// Another version was checked out over an interrupted write.
func TestPendingWriteOfAnotherSnapshot(t *testing.T) {
	dir := old(t)
	pendingWrite(t, dir, after, "rename", "main.tf")
	put(t, dir, ManifestName, string(generated(map[string]string{"main.tf": "3"})[ManifestName]))
	_, err := Open(dir, Options{})
	var je *JournalError
	require.ErrorAs(t, err, &je)
	assert.Equal(t, `an interrupted write to "`+dir+`" can not be completed: "manifest.json" was changed since`, je.Problem())
}

// The way out of the hints: .cfdr is removed, and what the write left is judged
// like any other file. The guard is known as what it is.
func TestGivenUpWrite(t *testing.T) {
	dir := old(t)
	pendingWrite(t, dir, after, "remove", "gone.tf")
	require.NoError(t, os.RemoveAll(filepath.Join(dir, private)))
	assert.Equal(t, &Changes{
		Deleted:   []string{guardName, "gone.tf", "modules/dns/" + guardName, "modules/gone/" + guardName, "modules/gone/main.tf", "old/deep/file.md"},
		Replaced:  []string{"manifest.json"},
		Unchanged: []string{"dir", "file/inner", "main.tf", "modules/dns/main.tf", "modules/new/main.tf", "new.tf", "new/deep/file.md", "run.sh", "same.tf"},
		Adopted:   []string{"dir", "file/inner", "modules/new/main.tf", "new.tf", "new/deep/file.md"},
	}, mustWrite(t, dir, after))
	assert.Equal(t, with(after, others), tree(t, dir))

	// Back to the old version, some of it is in the way.
	dir = old(t)
	pendingWrite(t, dir, after, "rename", "new.tf")
	require.NoError(t, os.RemoveAll(filepath.Join(dir, private)))
	shown := tree(t, dir)
	_, err := write(t, dir, Options{Force: true}, before)
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: Conflicts{Foreign: []string{"dir", "file"}}}, err)
	assert.Equal(t, shown, tree(t, dir))
}

// config is the part of a tree that Terraform reads, but for the guards.
func config(all map[string]string) map[string]string {
	part := make(map[string]string)
	for p, c := range all {
		if isConfig(p) && filepath.Base(p) != guardName {
			part[p] = c
		}
	}
	return part
}

func sorted(files Files) []string {
	var list []string
	for p := range files {
		list = append(list, p)
	}
	slices.Sort(list)
	return list
}
