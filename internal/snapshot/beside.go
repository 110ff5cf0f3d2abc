package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// WriteBeside writes an inventory and the files that it names below its
// directory. These come first and the inventory last, each as a whole: a run
// that ends in between leaves the old inventory, with files that it may not
// name yet. What is already there with the same contents is left alone.
//
// name is the path of the inventory; the paths of files are below its
// directory, with slashes. All are readable by their owner only: code and
// variables may hold what somebody thought to be hidden. An inventory that is
// there keeps its mode, since people may share it; see [MakePrivate].
func WriteBeside(name string, inventory []byte, files Files) error {
	return writeBeside(name, inventory, files, nil)
}

func writeBeside(name string, inventory []byte, files Files, step func(op, p string) error) error {
	dir, base := filepath.Split(name)
	if dir == "" {
		dir = "."
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	d := disk{root: root, step: step}
	var paths []string
	for p := range files {
		if !fs.ValidPath(p) || p == "." || p == base {
			return fmt.Errorf("%q is no path below %s", p, dir)
		}
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		if err := d.mkdir(path.Dir(p), 0o700); err != nil {
			return err
		}
		if info, err := d.root.Stat(p); err == nil && info.Mode().Perm() != ownerOnly {
			if err := d.root.Chmod(p, ownerOnly); err != nil {
				return err
			}
		}
		if err := d.put(p, files[p]); err != nil {
			return err
		}
	}
	// A link stays one: what it leads to is replaced.
	if target, err := filepath.EvalSymlinks(name); err == nil && filepath.Base(target) != base || err == nil && !sameDir(filepath.Dir(target), dir) {
		aside, err := os.OpenRoot(filepath.Dir(target))
		if err != nil {
			return err
		}
		defer aside.Close()
		return disk{root: aside, step: step}.put(filepath.Base(target), inventory)
	}
	return d.put(base, inventory)
}

func sameDir(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// WriteFile writes one file as a whole, readable by its owner only where it is a
// new one.
func WriteFile(name string, data []byte) error { return WriteBeside(name, data, nil) }

// ownerOnly is the mode of what only its owner may read.
const ownerOnly fs.FileMode = 0o600

// MakePrivate takes a file away from all but its owner, if it is there.
func MakePrivate(name string) error {
	if err := os.Chmod(name, ownerOnly); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// MakeDir makes a directory that only its owner may enter, if it is not there.
func MakeDir(dir string) error { return os.MkdirAll(dir, 0o700) }

// put replaces one file by a rename.
func (d disk) put(p string, data []byte) error {
	if old, err := fs.ReadFile(d.root.FS(), p); err == nil && string(old) == string(data) {
		return nil
	}
	mode := ownerOnly
	if info, err := d.root.Stat(p); err == nil {
		mode = info.Mode().Perm()
	}
	aside := path.Join(path.Dir(p), "."+path.Base(p)+".cfdr")
	if err := d.root.Remove(aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.create(aside, data, mode); err != nil {
		_ = d.root.Remove(aside)
		return err
	}
	if err := d.rename(aside, p); err != nil {
		_ = d.root.Remove(aside)
		return err
	}
	return d.sync(path.Dir(p))
}
