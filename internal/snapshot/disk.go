package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"syscall"
)

// A disk is the directory below which everything happens. Its root is held open,
// and no path leads out of it. Each method that changes something first asks
// step, so that a test can end the process at every one of them.
//
// The writing of one file is not left to a library (renameio, natefinch/atomic):
// they take paths of the whole file system, which is what [os.Root] is here to
// prevent.
type disk struct {
	root *os.Root
	step func(op, p string) error
	// wrap stands between the disk and a new file, so that a test can let each
	// call on it fail as a full disk does; nil leaves the file as it is.
	wrap func(p string, f file) file
}

// A file is what is written to, an [os.File] but in tests.
type file interface {
	io.Writer
	Chmod(fs.FileMode) error
	Stat() (fs.FileInfo, error)
	Sync() error
	Close() error
}

var _ file = (*os.File)(nil)

func (d disk) may(op, p string) error {
	if d.step == nil {
		return nil
	}
	return d.step(op, p)
}

// create writes a file that must not exist and has it on stable storage, but for
// its name, which takes a sync of its directory.
func (d disk) create(p string, data []byte, mode fs.FileMode) (err error) {
	if err := d.may("create", p); err != nil {
		return err
	}
	opened, err := d.root.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	f := file(opened)
	if d.wrap != nil {
		f = d.wrap(p, f)
	}
	// A network file system may say only now that the disk is full.
	defer func() { err = errors.Join(err, f.Close()) }()
	n, err := f.Write(data)
	if err != nil {
		return err
	}
	// Not left to the umask, so that the same run gives the same tree.
	if err := f.Chmod(mode); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if n != len(data) || info.Size() != int64(len(data)) {
		return io.ErrShortWrite
	}
	return nil
}

func (d disk) mkdir(p string, mode fs.FileMode) error {
	if err := d.may("mkdir", p); err != nil {
		return err
	}
	return d.root.MkdirAll(p, mode)
}

func (d disk) rename(from, to string) error {
	if err := d.may("rename", to); err != nil {
		return err
	}
	return d.root.Rename(from, to)
}

func (d disk) chmod(p string, mode fs.FileMode) error {
	if err := d.may("chmod", p); err != nil {
		return err
	}
	return d.root.Chmod(p, mode)
}

func (d disk) remove(p string) error {
	if err := d.may("remove", p); err != nil {
		return err
	}
	return d.root.Remove(p)
}

func (d disk) removeAll(p string) error {
	if err := d.may("removeAll", p); err != nil {
		return err
	}
	return d.root.RemoveAll(p)
}

// prune removes the directories above p that are empty, innermost first. A
// component that is not a directory is somebody's file and ends it.
func (d disk) prune(p string) error {
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		info, err := d.root.Lstat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || !info.IsDir() {
			return nil //nolint:nilerr // an empty directory left behind is no failure
		}
		left, err := fs.ReadDir(d.root.FS(), dir)
		if err != nil || len(left) > 0 {
			return nil //nolint:nilerr // the same
		}
		if err := d.remove(dir); err != nil {
			return err
		}
	}
	return nil
}

// sync puts the names in a directory on stable storage.
func (d disk) sync(dir string) error {
	if err := d.may("sync", dir); err != nil {
		return err
	}
	f, err := d.root.Open(dir)
	if err != nil {
		return err
	}
	return syncDir(f)
}

func syncDir(f *os.File) error {
	defer f.Close()
	if runtime.GOOS == "windows" {
		return nil // it keeps no such promise and refuses to be asked
	}
	err := f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // neither do some network file systems
	}
	return err
}

type entryKind int

const (
	absent    entryKind = iota
	regular             // a file, with its digest
	directory           // a directory where a file is asked for
	link                // a symbolic link, at the path or above it
	blocked             // something that is no directory, above the path
	special             // a pipe, socket or device
)

// An entry is what there is at a path.
type entry struct {
	kind   entryKind
	at     string // the path, or the component of it that is link or blocked
	digest string
	info   fs.FileInfo
}

// is says whether the entry is a regular file with these contents.
func (e entry) is(digest string) bool { return e.kind == regular && e.digest == digest }

// look follows no link, not even one that stays inside the directory: a file
// reached through it would be listed under two names and removed under one.
func (d disk) look(p string) (entry, error) {
	for _, dir := range parents(p) {
		info, err := d.root.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return entry{kind: absent, at: p}, nil
		case err != nil:
			return entry{}, err
		case info.Mode()&fs.ModeSymlink != 0:
			return entry{kind: link, at: dir}, nil
		case !info.IsDir():
			return entry{kind: blocked, at: dir}, nil
		}
	}
	info, err := d.root.Lstat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return entry{kind: absent, at: p}, nil
	case err != nil:
		return entry{}, err
	case info.Mode()&fs.ModeSymlink != 0:
		return entry{kind: link, at: p}, nil
	case info.IsDir():
		return entry{kind: directory, at: p, info: info}, nil
	case !info.Mode().IsRegular():
		return entry{kind: special, at: p}, nil
	}
	f, err := d.root.Open(p)
	if err != nil {
		return entry{}, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return entry{}, err
	}
	return entry{kind: regular, at: p, digest: hex.EncodeToString(h.Sum(nil)), info: info}, nil
}

// read returns the contents of a regular file, nil if there is none.
func (d disk) read(p string) ([]byte, error) {
	e, err := d.look(p)
	switch {
	case err != nil:
		return nil, err
	case e.kind == absent:
		return nil, nil
	case e.kind != regular:
		return nil, &fs.PathError{Op: "read", Path: e.at, Err: errors.New("not a regular file")}
	}
	return d.root.ReadFile(p)
}
