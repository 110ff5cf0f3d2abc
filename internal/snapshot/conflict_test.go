//go:build unix

package snapshot

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEditedFilesStopTheWrite(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, generated(map[string]string{"main.tf": "a", "old.tf": "b", "same.tf": "c", "new.tf": "d"}))
	put(t, dir, "main.tf", "mine")
	put(t, dir, "old.tf", "mine too")
	put(t, dir, "new.tf", "d2") // by chance what is generated next: no edit is lost
	before := tree(t, dir)
	next := generated(map[string]string{"main.tf": "a2", "same.tf": "c", "new.tf": "d2", "also.tf": "e"})
	want := &Changes{
		Created:   []string{"also.tf"},
		Replaced:  []string{"main.tf", "manifest.json"},
		Deleted:   []string{"old.tf"},
		Unchanged: []string{"new.tf", "same.tf"},
		Conflicts: Conflicts{Edited: []string{"main.tf", "old.tf"}},
	}

	assert.Equal(t, want, inspect(t, dir, next))
	c, err := write(t, dir, Options{}, next)
	assert.Equal(t, want, c)
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: want.Conflicts}, err)
	assert.EqualError(t, err, `directory "`+dir+`" has 2 generated files changed by hand: "main.tf", "old.tf"; nothing was changed: `+
		`take the edits over into the inventory, then let cfdr overwrite them with --force`)
	assert.Equal(t, before, tree(t, dir))

	c, err = write(t, dir, Options{Force: true}, next)
	require.NoError(t, err)
	assert.Equal(t, want, c)
	assert.Equal(t, with(next, nil), tree(t, dir))
}

func TestAnEditIsNoticedEvenIfTheGeneratedFileStays(t *testing.T) {
	dir := t.TempDir()
	files := generated(map[string]string{"main.tf": "a"})
	mustWrite(t, dir, files)
	put(t, dir, "main.tf", "mine")
	c, err := write(t, dir, Options{}, files)
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: Conflicts{Edited: []string{"main.tf"}}}, err)
	assert.Equal(t, &Changes{
		Replaced:  []string{"main.tf"},
		Unchanged: []string{"manifest.json"},
		Conflicts: Conflicts{Edited: []string{"main.tf"}},
	}, c)
}

func TestForeignFilesAreNeverTouched(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "README.md", "mine")
	put(t, dir, "same.tf", "s")
	put(t, dir, "docs/gaps.md/deep", "mine")
	put(t, dir, "scripts", "mine")
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644))
	files := generated(map[string]string{"README.md": "r", "same.tf": "s", "docs/gaps.md": "g", "scripts/x.sh": "x", "pipe": "p"})
	want := Conflicts{Foreign: []string{"README.md", "docs/gaps.md", "pipe", "scripts"}}
	for _, opts := range []Options{{}, {Force: true}} {
		c, err := write(t, dir, opts, files)
		assert.Equal(t, &ConflictError{Dir: dir, Conflicts: want}, err)
		assert.Equal(t, &Changes{
			Created:   []string{"manifest.json"},
			Unchanged: []string{"same.tf"},
			Adopted:   []string{"same.tf"},
			Conflicts: want,
		}, c)
	}
	require.NoError(t, os.Remove(filepath.Join(dir, "pipe")))
	assert.Equal(t, map[string]string{"README.md": "mine", "same.tf": "s", "docs/gaps.md/deep": "mine", "scripts": "mine"}, tree(t, dir))

	// What was adopted is cfdr's: it goes when it is no longer generated.
	dir = t.TempDir()
	put(t, dir, "same.tf", "s")
	files = generated(map[string]string{"same.tf": "s"})
	assert.Equal(t, &Changes{
		Created:   []string{"manifest.json"},
		Unchanged: []string{"same.tf"},
		Adopted:   []string{"same.tf"},
	}, mustWrite(t, dir, files))
	none := generated(nil)
	mustWrite(t, dir, none)
	assert.Equal(t, with(none, nil), tree(t, dir))
}

func TestForeignConfigurationIsRefused(t *testing.T) {
	dir := t.TempDir()
	others := map[string]string{
		"backend.tf": "1", "x.tf.json": "2", "y.tofu": "3", "modules/dns/extra.tf": "4",
		// Not read by Terraform, or not as configuration.
		".hidden.tf": "", "x.tf~": "", "prod.tfvars": "", "other/main.tf": "",
		"terraform.tfstate": "{}", "terraform.tfstate.backup": "{}", ".terraform/x.tf": "", ".terraform.lock.hcl": "",
	}
	for p, c := range others {
		put(t, dir, p, c)
	}
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "dir.tf"), 0o755))
	require.NoError(t, os.Symlink("/nowhere", filepath.Join(dir, "link.tf")))
	others["dir.tf/"], others["link.tf"] = "", "-> /nowhere"
	files := generated(map[string]string{"main.tf": "a", "modules/dns/main.tf": "b"})
	want := Conflicts{Config: []string{"backend.tf", "link.tf", "modules/dns/extra.tf", "x.tf.json", "y.tofu"}}
	_, err := write(t, dir, Options{Force: true}, files)
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: want}, err)
	assert.EqualError(t, err, `directory "`+dir+`" has 5 files of configuration beside the snapshot that Terraform would read with it: `+
		`"backend.tf", "link.tf", "modules/dns/extra.tf", "x.tf.json", "y.tofu"; nothing was changed: `+
		`move the other configuration to another directory, keep terraform.tfstate where it is, and run again`)
	assert.Equal(t, others, tree(t, dir))

	for _, p := range want.Config {
		require.NoError(t, os.Remove(filepath.Join(dir, p)))
		delete(others, p)
	}
	mustWrite(t, dir, files)
	assert.Equal(t, with(files, others), tree(t, dir))
	mustWrite(t, dir, generated(nil))
	assert.Equal(t, with(generated(nil), others), tree(t, dir))
}

func TestSymlinks(t *testing.T) {
	files := generated(map[string]string{"main.tf": "a", "docs/gaps.md": "b"})
	next := generated(map[string]string{"main.tf": "a2"})
	for name, c := range map[string]struct {
		replace, target string
	}{
		"file to outside":      {"main.tf", "OUT/victim"},
		"file to inside":       {"main.tf", "docs/gaps.md"},
		"dangling":             {"main.tf", "OUT/new"},
		"directory to outside": {"docs", "OUT"},
		"directory to inside":  {"docs", "elsewhere"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, out := t.TempDir(), t.TempDir()
			put(t, out, "victim", "v")
			put(t, out, "gaps.md", "b")
			mustWrite(t, dir, files)
			put(t, dir, "elsewhere/gaps.md", "b")
			require.NoError(t, os.RemoveAll(filepath.Join(dir, c.replace)))
			require.NoError(t, os.Symlink(strings.Replace(c.target, "OUT", out, 1), filepath.Join(dir, c.replace)))
			before := tree(t, dir)
			for _, f := range []Files{files, next} {
				_, err := write(t, dir, Options{Force: true}, f)
				assert.Equal(t, &ConflictError{Dir: dir, Conflicts: Conflicts{Symlinks: []string{c.replace}}}, err)
			}
			assert.Equal(t, before, tree(t, dir))
			assert.Equal(t, map[string]string{"victim": "v", "gaps.md": "b"}, tree(t, out))
		})
	}
}

func TestTheDirectoryItselfMayBeASymlink(t *testing.T) {
	real, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(real, link))
	files := generated(map[string]string{"main.tf": "a"})
	mustWrite(t, link, files)
	assert.Equal(t, with(files, nil), tree(t, real))
}

func TestManifestIsASymlink(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	put(t, out, "m", string(generated(nil)[ManifestName]))
	require.NoError(t, os.Symlink(filepath.Join(out, "m"), filepath.Join(dir, ManifestName)))
	_, err := Open(dir, Options{})
	var me *ManifestError
	require.ErrorAs(t, err, &me)
	assert.Equal(t, `manifest "`+dir+`/manifest.json" can not be used: not a regular file`, me.Problem())
}

// What cfdr keeps for itself must not be led elsewhere either.
func TestPrivateDirectoryIsNotWhatItSeems(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T, dir, out string)
		want    string
	}{
		"link": {
			func(t *testing.T, dir, out string) { require.NoError(t, os.Symlink(out, filepath.Join(dir, ".cfdr"))) },
			`/.cfdr": not a directory; nothing was changed: remove the cause and run again`,
		},
		"link to inside": {
			func(t *testing.T, dir, _ string) {
				put(t, dir, "docs/x", "")
				require.NoError(t, os.Symlink("docs", filepath.Join(dir, ".cfdr")))
			},
			`/.cfdr": not a directory; nothing was changed: remove the cause and run again`,
		},
		"file": {
			func(t *testing.T, dir, _ string) { put(t, dir, ".cfdr", "") },
			`/.cfdr": not a directory; nothing was changed: remove the cause and run again`,
		},
		"lock is a link": {
			func(t *testing.T, dir, out string) {
				put(t, out, "victim", "v")
				require.NoError(t, os.Mkdir(filepath.Join(dir, ".cfdr"), 0o755))
				require.NoError(t, os.Symlink(filepath.Join(out, "victim"), filepath.Join(dir, lockPath)))
			},
			`/.cfdr/lock": not a regular file; nothing was changed: remove the cause and run again`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, out := t.TempDir(), t.TempDir()
			c.prepare(t, dir, out)
			before, outside := tree(t, dir), tree(t, out)
			_, err := Open(dir, Options{})
			assert.EqualError(t, err, `write "`+dir+c.want)
			assert.Equal(t, before, tree(t, dir))
			assert.Equal(t, outside, tree(t, out))
		})
	}

	// Staging that is a link is removed, not followed.
	dir, out := t.TempDir(), t.TempDir()
	put(t, out, "000000", "v")
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".cfdr"), 0o755))
	require.NoError(t, os.Symlink(out, filepath.Join(dir, stagingPath)))
	files := generated(map[string]string{"main.tf": "a"})
	mustWrite(t, dir, files)
	assert.Equal(t, with(files, nil), tree(t, dir))
	assert.Equal(t, map[string]string{"000000": "v"}, tree(t, out))
}

// A hard link stands in for a file system that ignores case: one file, two names.
func TestRenameInCaseOnly(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, generated(map[string]string{"Main.tf": "a"}))
	require.NoError(t, os.Link(filepath.Join(dir, "Main.tf"), filepath.Join(dir, "main.tf")))
	_, err := write(t, dir, Options{}, generated(map[string]string{"main.tf": "a"}))
	assert.Equal(t, &ConflictError{Dir: dir, Conflicts: Conflicts{Foreign: []string{"Main.tf"}}}, err)

	dir = t.TempDir()
	mustWrite(t, dir, generated(map[string]string{"Main.tf": "a"}))
	if _, err := os.Stat(filepath.Join(dir, "main.tf")); err == nil {
		t.Skip("on this file system Main.tf and main.tf are one file; run where case counts")
	}
	files := generated(map[string]string{"main.tf": "a"})
	mustWrite(t, dir, files)
	assert.Equal(t, with(files, nil), tree(t, dir))
}

// Nobody may be asked to mend permissions in the middle of a write.
func TestPermissionsAreAskedFirst(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere; run as another user")
	}
	dir := t.TempDir()
	mustWrite(t, dir, generated(map[string]string{"a/x": "1", "b/x": "1"}))
	require.NoError(t, os.Chmod(filepath.Join(dir, "b"), 0o555))
	defer func() { require.NoError(t, os.Chmod(filepath.Join(dir, "b"), 0o755)) }()
	before := tree(t, dir)
	_, err := write(t, dir, Options{}, generated(map[string]string{"a/x": "2", "b/deep/y": "2"}))
	assert.Equal(t, &WriteError{Path: filepath.Join(dir, "b/deep/y"), Err: syscall.EACCES}, err)
	assert.Equal(t, before, tree(t, dir))

	require.NoError(t, os.Chmod(dir, 0o555))
	defer func() { require.NoError(t, os.Chmod(dir, 0o755)) }()
	_, err = Open(dir, Options{})
	assert.Equal(t, &WriteError{Path: filepath.Join(dir, ".cfdr"), Err: syscall.EACCES}, err)
	// Looking needs no more than reading.
	assert.Equal(t, before[ManifestName] != "", inspect(t, dir, generated(nil)).Differ())
}
