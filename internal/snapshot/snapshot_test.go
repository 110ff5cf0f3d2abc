package snapshot

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// generated is what a generator hands over: the files and their manifest.
func generated(contents map[string]string) Files {
	files := make(Files)
	list := make(map[string]string)
	for p, c := range contents {
		files[p] = []byte(c)
		list[p] = digestOf([]byte(c))
	}
	data, err := json.MarshalIndent(map[string]any{"format": 1, "files": list}, "", "  ")
	if err != nil {
		panic(err)
	}
	files[ManifestName] = data
	return files
}

// tree is everything below dir: files with their contents, empty directories
// with a slash, links with an arrow.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	require.NoError(t, filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		switch {
		case e.IsDir():
			left, err := os.ReadDir(p)
			if err != nil {
				return err
			}
			if len(left) == 0 && rel != "." {
				all[rel+"/"] = ""
			}
		case e.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(p)
			if err != nil {
				return err
			}
			all[rel] = "-> " + to
		default:
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			all[rel] = string(data)
		}
		return nil
	}))
	return all
}

// with is a tree of generated files and others.
func with(files Files, others map[string]string) map[string]string {
	all := make(map[string]string)
	for p, data := range files {
		all[p] = string(data)
	}
	for p, c := range others {
		all[p] = c
	}
	return all
}

func put(t *testing.T, dir, p, contents string) {
	t.Helper()
	p = filepath.Join(dir, filepath.FromSlash(p))
	require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
	require.NoError(t, os.WriteFile(p, []byte(contents), 0o644))
}

func write(t *testing.T, dir string, opts Options, files Files) (*Changes, error) {
	t.Helper()
	d, err := Open(dir, opts)
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close()) }()
	return d.Write(files)
}

func mustWrite(t *testing.T, dir string, files Files) *Changes {
	t.Helper()
	c, err := write(t, dir, Options{}, files)
	require.NoError(t, err)
	return c
}

func inspect(t *testing.T, dir string, files Files) *Changes {
	t.Helper()
	d, err := Inspect(dir)
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close()) }()
	c, err := d.Plan(files)
	require.NoError(t, err)
	return c
}

func TestCycle(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "infra", "terraform")
	first := generated(map[string]string{"main.tf": "a", "rebuild.sh": "b", "docs/gaps.md": "c", "empty": ""})
	all := []string{"docs/gaps.md", "empty", "main.tf", "manifest.json", "rebuild.sh"}

	assert.Equal(t, &Changes{Created: all}, inspect(t, dir, first))
	assert.NoDirExists(t, dir)
	assert.Equal(t, &Changes{Created: all}, mustWrite(t, dir, first))
	assert.Equal(t, with(first, nil), tree(t, dir))

	second := generated(map[string]string{"main.tf": "a2", "rebuild.sh": "b", "scripts/deep/x.sh": "d"})
	want := &Changes{
		Created:   []string{"scripts/deep/x.sh"},
		Replaced:  []string{"main.tf", "manifest.json"},
		Deleted:   []string{"docs/gaps.md", "empty"},
		Unchanged: []string{"rebuild.sh"},
	}
	assert.Equal(t, want, inspect(t, dir, second))
	assert.True(t, want.Differ())
	assert.Equal(t, with(first, nil), tree(t, dir))
	assert.Equal(t, want, mustWrite(t, dir, second))
	assert.Equal(t, with(second, nil), tree(t, dir))

	d, err := Open(dir, Options{})
	require.NoError(t, err)
	assert.Equal(t, second[ManifestName], d.Manifest())
	assert.Nil(t, d.Completed())
	// Two writes without closing, and back.
	_, err = d.Write(first)
	require.NoError(t, err)
	assert.Equal(t, first[ManifestName], d.Manifest())
	_, err = d.Write(second)
	require.NoError(t, err)
	require.NoError(t, d.Close())
	require.NoError(t, d.Close())
	assert.Equal(t, with(second, nil), tree(t, dir))
}

func TestUnchangedRunWritesNothing(t *testing.T) {
	dir := t.TempDir()
	files := generated(map[string]string{"main.tf": "a", "docs/x.md": "b"})
	mustWrite(t, dir, files)
	past := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, p := range []string{"main.tf", "docs/x.md", "docs", ManifestName} {
		require.NoError(t, os.Chtimes(filepath.Join(dir, p), past, past))
	}
	c := mustWrite(t, dir, files)
	assert.Equal(t, &Changes{Unchanged: []string{"docs/x.md", "main.tf", "manifest.json"}}, c)
	assert.False(t, c.Differ())
	for _, p := range []string{"main.tf", "docs/x.md", "docs", ManifestName} {
		info, err := os.Stat(filepath.Join(dir, p))
		require.NoError(t, err)
		assert.True(t, info.ModTime().Equal(past), p)
	}

	// One file missing is put back, and the manifest stays as it is.
	require.NoError(t, os.Remove(filepath.Join(dir, "main.tf")))
	c = mustWrite(t, dir, files)
	assert.Equal(t, &Changes{Created: []string{"main.tf"}, Unchanged: []string{"docs/x.md", "manifest.json"}}, c)
	info, err := os.Stat(filepath.Join(dir, ManifestName))
	require.NoError(t, err)
	assert.True(t, info.ModTime().Equal(past))
	assert.Equal(t, with(files, nil), tree(t, dir))
}

func TestAFailedRunLeavesNoDirectory(t *testing.T) {
	top := t.TempDir()
	d, err := Open(filepath.Join(top, "a", "b"), Options{})
	require.NoError(t, err)
	_, err = d.Write(Files{"main.tf": nil})
	assert.EqualError(t, err, `the generated files have no "manifest.json"`)
	require.NoError(t, d.Close())
	assert.Empty(t, tree(t, top))
}

func TestDirectoryAndFileTradePlaces(t *testing.T) {
	dir := t.TempDir()
	one := generated(map[string]string{"a/b/c": "1", "a/d": "2", "x": "3"})
	two := generated(map[string]string{"a": "1", "x/y/z": "3"})
	for _, files := range []Files{one, two, one} {
		mustWrite(t, dir, files)
		assert.Equal(t, with(files, nil), tree(t, dir))
	}

	put(t, dir, "a/b/mine", "m")
	c, err := write(t, dir, Options{Force: true}, two)
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: Conflicts{Foreign: []string{"a"}}}, err)
	assert.Equal(t, []string{"a"}, c.Foreign)
	assert.Equal(t, with(one, map[string]string{"a/b/mine": "m"}), tree(t, dir))
}

func TestEmptiedDirectoriesGoAndOthersStay(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, generated(map[string]string{"a/b/c/file": "1", "d/e": "2", "f/g": "3"}))
	put(t, dir, "d/mine", "m")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "hollow"), 0o755))
	none := generated(nil)
	mustWrite(t, dir, none)
	assert.Equal(t, with(none, map[string]string{"d/mine": "m", "hollow/": ""}), tree(t, dir))
}

func TestModes(t *testing.T) {
	dir := t.TempDir()
	files := generated(map[string]string{"main.tf": "a", "rebuild.sh": "b", "ids.json": "c"})
	opts := Options{Mode: func(p string) fs.FileMode {
		if p == "ids.json" {
			return 0o600
		}
		return DefaultMode(p)
	}}
	modes := func() map[string]fs.FileMode {
		all := make(map[string]fs.FileMode)
		for p := range files {
			info, err := os.Stat(filepath.Join(dir, p))
			require.NoError(t, err)
			all[p] = info.Mode()
		}
		return all
	}
	want := map[string]fs.FileMode{"main.tf": 0o644, "rebuild.sh": 0o755, "ids.json": 0o600, ManifestName: 0o644}
	_, err := write(t, dir, opts, files)
	require.NoError(t, err)
	assert.Equal(t, want, modes())

	// As a checkout with another umask leaves it.
	for p, m := range map[string]fs.FileMode{"main.tf": 0o664, "rebuild.sh": 0o664, "ids.json": 0o664} {
		require.NoError(t, os.Chmod(filepath.Join(dir, p), m))
	}
	c, err := write(t, dir, opts, files)
	require.NoError(t, err)
	assert.False(t, c.Differ())
	want["main.tf"] = 0o664
	assert.Equal(t, want, modes())
}

func TestState(t *testing.T) {
	dir := t.TempDir()
	d, err := Inspect(dir)
	require.NoError(t, err)
	defer d.Close()
	state, err := d.State()
	require.NoError(t, err)
	assert.Nil(t, state)
	put(t, dir, StateName, "{}")
	state, err = d.State()
	require.NoError(t, err)
	assert.Equal(t, []byte("{}"), state)
	require.NoError(t, os.Remove(filepath.Join(dir, StateName)))
	require.NoError(t, os.Mkdir(filepath.Join(dir, StateName), 0o755))
	_, err = d.State()
	assert.EqualError(t, err, `read "`+filepath.Join(dir, StateName)+`": not a regular file`)
}

func TestInspectedDirectoryIsNotWritten(t *testing.T) {
	dir := t.TempDir()
	d, err := Inspect(dir)
	require.NoError(t, err)
	defer d.Close()
	_, err = d.Write(generated(nil))
	assert.EqualError(t, err, `directory "`+dir+`" is not open for writing`)
	assert.Empty(t, tree(t, dir))
}

func TestTwoRuns(t *testing.T) {
	dir := t.TempDir()
	files := generated(map[string]string{"a": "1"})
	d, err := Open(dir, Options{})
	require.NoError(t, err)
	_, err = Open(dir, Options{})
	assert.Equal(t, &BusyError{Dir: dir}, err)
	_, err = Inspect(dir)
	assert.Equal(t, &BusyError{Dir: dir}, err)
	assert.EqualError(t, err, `another cfdr is at work in "`+dir+`": wait for it and run again; `+
		`the lock ends with the process that holds it, so there is nothing to remove`)
	_, err = d.Write(files)
	require.NoError(t, err)
	require.NoError(t, d.Close())
	assert.Equal(t, with(files, nil), tree(t, dir))

	// Somebody writes between the opening and the comparison of a reader.
	r, err := Inspect(dir)
	require.NoError(t, err)
	defer r.Close()
	mustWrite(t, dir, generated(map[string]string{"a": "2"}))
	_, err = r.Plan(files)
	assert.Equal(t, &BusyError{Dir: dir}, err)
}

func TestManyRunsAtOnce(t *testing.T) {
	dir := t.TempDir()
	versions := make([]Files, 4)
	results := make(chan error)
	for i := range versions {
		versions[i] = generated(map[string]string{"main.tf": strings.Repeat("x", i), "same": "s"})
		go func() {
			var err error
			for n := 0; n < 10 && err == nil; {
				var d *Dir
				d, err = Open(dir, Options{})
				var busy *BusyError
				if errors.As(err, &busy) {
					err = nil
					time.Sleep(time.Millisecond)
					continue
				}
				if err == nil {
					_, err = d.Write(versions[i])
					if cerr := d.Close(); err == nil {
						err = cerr
					}
				}
				n++
			}
			results <- err
		}()
	}
	for range versions {
		assert.NoError(t, <-results)
	}
	var want []map[string]string
	for _, v := range versions {
		want = append(want, with(v, nil))
	}
	assert.Contains(t, want, tree(t, dir))
}

func TestManifestThatIsNotOurs(t *testing.T) {
	a := digestOf([]byte("a"))
	for contents, problem := range map[string]string{
		``:                           `unexpected end of JSON input`,
		`{"name": "app"}`:            `it has no "files"`,
		`{"files": {"a": "1234"}}`:   `the digest of "a" is not SHA-256 in lower-case hex`,
		`{"files": {"a/../b": "x"}}`: `path "a/../b" is not a plain path below the directory`,
		`{"files": {"/etc/x": "x"}}`: `path "/etc/x" is not a plain path below the directory`,
		`{"files": {"manifest.json":"` + a + `"}}`:     `it lists itself`,
		`{"files": {"manifest.json/x":"` + a + `"}}`:   `path "manifest.json/x" needs a directory where the file "manifest.json" is`,
		`{"files": {"terraform.tfstate":"` + a + `"}}`: `path "terraform.tfstate" has the part "terraform.tfstate", which belongs to somebody else`,
		`{"files": {"sub/.GIT/config":"` + a + `"}}`:   `path "sub/.GIT/config" has the part ".GIT", which belongs to somebody else`,
	} {
		t.Run(contents, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, ManifestName, contents)
			put(t, dir, StateName, "a")
			before := tree(t, dir)
			problem := `manifest "` + dir + `/manifest.json" can not be used: ` + problem
			_, err := Open(dir, Options{Force: true})
			var me *ManifestError
			require.ErrorAs(t, err, &me)
			assert.Equal(t, problem, me.Problem())
			_, err = Inspect(dir)
			require.ErrorAs(t, err, &me)
			assert.Equal(t, problem, me.Problem())
			assert.Equal(t, before, tree(t, dir))
		})
	}
}

func TestManifestMustDescribeTheFiles(t *testing.T) {
	dir := t.TempDir()
	d, err := Inspect(dir)
	require.NoError(t, err)
	defer d.Close()

	files := generated(map[string]string{"a": "1"})
	files["a"] = []byte("2")
	_, err = d.Plan(files)
	assert.EqualError(t, err, `generated "manifest.json" does not have the digest of "a"`)

	files = generated(map[string]string{"a": "1"})
	delete(files, "a")
	_, err = d.Plan(files)
	assert.EqualError(t, err, `generated "manifest.json" lists "a", which was not generated`)

	_, err = d.Plan(Files{ManifestName: []byte("x")})
	assert.EqualError(t, err, `generated "manifest.json": invalid character 'x' looking for beginning of value`)
}
