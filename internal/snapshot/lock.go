package snapshot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lock takes DIR/.cfdr/lock, or fails with a BusyError without waiting. The lock
// is the kernel's and ends with the process, so no lock is ever stale.
func lock(root *os.Root, dir string) (*flock.Flock, error) {
	// A run that ends removes the file it holds. Whoever locks it in that
	// moment holds a file nobody else can find, and must try again; each turn
	// means that another run has ended, so a few are plenty.
	for range 100 {
		err := root.Mkdir(private, 0o700)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, &WriteError{Path: filepath.Join(dir, private), Err: cause(err)}
		}
		info, err := root.Lstat(private)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && !info.IsDir() {
			err = errors.New("not a directory")
		}
		if err != nil {
			return nil, &WriteError{Path: filepath.Join(dir, private), Err: cause(err)}
		}
		f, err := root.OpenFile(lockPath, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			err = f.Close()
		} else if errors.Is(err, fs.ErrExist) {
			err = nil
		}
		if err == nil {
			// The lock library is given a path, and would follow a link out
			// of the directory.
			info, err = root.Lstat(lockPath)
		}
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && !info.Mode().IsRegular() {
			err = errors.New("not a regular file")
		}
		if err != nil {
			return nil, &WriteError{Path: filepath.Join(dir, lockPath), Err: cause(err)}
		}
		l := flock.New(filepath.Join(dir, lockPath), flock.SetFlag(os.O_RDWR))
		ok, err := l.TryLock()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, &WriteError{Path: filepath.Join(dir, lockPath), Err: cause(err)}
		case !ok:
			return nil, &BusyError{Dir: dir}
		}
		held, err := l.Stat()
		if err == nil {
			var named fs.FileInfo
			if named, err = root.Lstat(lockPath); err == nil && os.SameFile(held, named) {
				return l, nil
			}
		}
		if uerr := l.Unlock(); uerr != nil {
			return nil, &WriteError{Path: filepath.Join(dir, lockPath), Err: cause(uerr)}
		}
	}
	return nil, &BusyError{Dir: dir}
}

// held says whether another run has the lock, without making a file for it.
func held(root *os.Root, dir string) bool {
	if info, err := root.Lstat(private); err != nil || !info.IsDir() {
		return false
	}
	if info, err := root.Lstat(lockPath); err != nil || !info.Mode().IsRegular() {
		return false
	}
	l := flock.New(filepath.Join(dir, lockPath), flock.SetFlag(os.O_RDONLY))
	ok, err := l.TryRLock()
	if ok {
		err = l.Unlock()
	}
	return !ok && err == nil
}
