package snapshot

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// WriteInventory writes an inventory and the files that it names below its
// directory, while its lock is held. The files come first and the inventory
// last, each as a whole: a run that ends in between leaves the old inventory,
// with files that it may not name yet. What is already there with the same
// contents is left alone.
//
// was is the inventory as it was read, nil where there was none. One that is
// another by now is left alone, and the error is a [ChangedError]: somebody
// saved it meanwhile. That is asked before the first file is written, and once
// more when nothing but the rename of the inventory is left to do.
//
// name is the path of the inventory; the paths of files are below its
// directory, with slashes. All are readable by their owner only: code and
// variables may hold what somebody thought to be hidden. An inventory that is
// there keeps its mode, since people may share it; see [MakePrivate].
func (l *Lock) WriteInventory(name string, was, inventory []byte, files Files) error {
	return l.writeInventory(disk{}, name, was, inventory, files)
}

func (l *Lock) writeInventory(d disk, name string, was, inventory []byte, files Files) error {
	return l.write(d, name, inventory, files, func() error {
		now, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if !bytes.Equal(now, was) {
			return &ChangedError{Path: name}
		}
		return nil
	})
}

// WriteBeside writes files as WriteInventory does, one of them last, whatever
// is there. It takes the lock of the directory for that time where it is not
// the one that is held; l may be nil.
func (l *Lock) WriteBeside(name string, last []byte, files Files) error {
	return l.writeBeside(disk{}, name, last, files)
}

// WriteFile writes one file as a whole, readable by its owner only where it is a
// new one.
func (l *Lock) WriteFile(name string, data []byte) error { return l.WriteBeside(name, data, nil) }

func (l *Lock) writeBeside(d disk, name string, last []byte, files Files) (err error) {
	if l == nil || !sameDir(l.dir, filepath.Dir(target(name))) {
		if l, err = Hold(name, "cfdr"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, l.Close()) }()
	}
	return l.write(d, name, last, files, func() error { return nil })
}

// write needs of d what a test puts there; the directory is that of name.
func (l *Lock) write(d disk, name string, last []byte, files Files, may func() error) error {
	dir, base := filepath.Split(name)
	if dir == "" {
		dir = "."
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	d.root = root
	paths, dirs := []string{}, []string{"."}
	for p := range files {
		if !fs.ValidPath(p) || p == "." || p == base {
			return fmt.Errorf("%q is no path below %s", p, dir)
		}
		paths, dirs = append(paths, p), append(dirs, path.Dir(p))
	}
	slices.Sort(paths)
	slices.Sort(dirs)
	if err := may(); err != nil {
		return err
	}
	for _, at := range slices.Compact(dirs) {
		if err := d.sweep(at); err != nil {
			return failedBeside(dir, at, name, err)
		}
	}
	for _, p := range paths {
		if err := d.putPrivate(p, files[p]); err != nil {
			return failedBeside(dir, p, name, err)
		}
	}
	// A link stays one: what it leads to is replaced.
	if to := target(name); filepath.Base(to) != base || !sameDir(filepath.Dir(to), dir) {
		other, err := os.OpenRoot(filepath.Dir(to))
		if err != nil {
			return err
		}
		defer other.Close()
		d.root, base = other, filepath.Base(to)
		if err := d.sweep("."); err != nil {
			return failedBeside(filepath.Dir(to), ".", to, err)
		}
		return failedBeside(filepath.Dir(to), base, to, d.put(base, last, may))
	}
	return failedBeside(dir, base, name, d.put(base, last, may))
}

// putPrivate puts a file that only its owner may read.
func (d disk) putPrivate(p string, data []byte) error {
	if err := d.mkdir(path.Dir(p), 0o700); err != nil {
		return err
	}
	if info, err := d.root.Stat(p); err == nil && info.Mode().IsRegular() && info.Mode().Perm() != ownerOnly {
		if err := d.root.Chmod(p, ownerOnly); err != nil {
			return err
		}
	}
	return d.put(p, data, nil)
}

func sameDir(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

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

// draft is the name under which a file is written before it takes its place. No
// two runs have the same one, so no run can rename what another one is writing.
var draft = regexp.MustCompile(`^\..+\.cfdr-[0-9a-f]{16}$`)

func draftOf(p string) string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // it never fails
	base := path.Base(p)
	// A name has at most maxComponent bytes.
	base = strings.ToValidUTF8(base[:min(len(base), maxComponent-len(".")-len(".cfdr-")-2*len(b))], "")
	return path.Join(path.Dir(p), "."+base+".cfdr-"+hex.EncodeToString(b[:]))
}

// sweep removes the drafts that a killed run left in a directory. Whoever writes
// there holds the lock, so nobody is writing them.
func (d disk) sweep(dir string) error {
	entries, err := fs.ReadDir(d.root.FS(), dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if draft.MatchString(e.Name()) && e.Type().IsRegular() {
			if err := d.remove(path.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// put replaces one file by a rename. may is asked when nothing else is left to
// do; nil allows it.
func (d disk) put(p string, data []byte, may func() error) error {
	mode := ownerOnly
	if info, err := d.root.Stat(p); err == nil {
		mode = info.Mode().Perm()
		if info.Mode().IsRegular() { // reading a pipe would wait for ever
			if old, err := d.root.ReadFile(p); err == nil && bytes.Equal(old, data) {
				return nil
			}
		} else {
			return errors.New("it is not a regular file")
		}
	}
	from := draftOf(p)
	err := d.create(from, data, mode)
	if err == nil && may != nil {
		err = may()
	}
	if err == nil {
		err = d.rename(from, p)
	}
	if err != nil {
		// Only the draft of this run: its name is new.
		_ = d.root.Remove(from)
		return err
	}
	if err := d.sync(path.Dir(p)); err != nil {
		return &replacedError{err}
	}
	return nil
}

// A replacedError is a failure after a file took its place.
type replacedError struct{ error }

func (e *replacedError) Unwrap() error { return e.error }

// failedBeside says at which file the disk failed, and whether the last file is
// still the old one.
func failedBeside(dir, p, last string, err error) error {
	var changed *ChangedError
	if err == nil || errors.As(err, &changed) {
		return err
	}
	var replaced *replacedError
	return &BesideError{Path: filepath.Join(dir, filepath.FromSlash(p)), Last: last, Err: cause(err), Replaced: p == filepath.Base(last) && errors.As(err, &replaced)}
}
