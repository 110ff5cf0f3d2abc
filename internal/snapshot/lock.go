package snapshot

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// takeLock takes the lock file p, which lies in DIR/.cfdr, or fails with a
// BusyError without waiting. The lock is the kernel's and ends with the process,
// so no lock is ever stale. by is what a second run is told of this one. Several
// may hold a lock that is shared.
func takeLock(root *os.Root, dir, p, by string, shared bool) (*flock.Flock, error) {
	busy := &BusyError{Dir: dir}
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
		f, err := root.OpenFile(p, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			err = f.Close()
		} else if errors.Is(err, fs.ErrExist) {
			err = nil
		}
		if err == nil {
			// The lock library is given a path, and would follow a link out
			// of the directory.
			info, err = root.Lstat(p)
		}
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && !info.Mode().IsRegular() {
			err = errors.New("not a regular file")
		}
		if err != nil {
			return nil, &WriteError{Path: filepath.Join(dir, p), Err: cause(err)}
		}
		l := flock.New(filepath.Join(dir, p), flock.SetFlag(os.O_RDWR))
		try := l.TryLock
		if shared {
			try = l.TryRLock
		}
		ok, err := try()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, &WriteError{Path: filepath.Join(dir, p), Err: cause(err)}
		case !ok:
			busy.By = holder(root, p)
			return nil, busy
		}
		held, err := l.Stat()
		if err == nil {
			var named fs.FileInfo
			if named, err = root.Lstat(p); err == nil && os.SameFile(held, named) {
				sign(root, p, by)
				return l, nil
			}
		}
		if uerr := l.Unlock(); uerr != nil {
			return nil, &WriteError{Path: filepath.Join(dir, p), Err: cause(uerr)}
		}
	}
	return nil, busy
}

// maxHolder is how much of a lock file is read, in bytes.
const maxHolder = 200

// sign writes into a lock file who holds it. A lock without that is a lock as
// well, so a disk that is full is no reason to stop here.
func sign(root *os.Root, p, by string) {
	f, err := root.OpenFile(p, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return
	}
	_, _ = io.WriteString(f, by)
	_ = f.Close()
}

// holder reads from a lock file who holds it, empty where it does not say.
func holder(root *os.Root, p string) string {
	f, err := root.Open(p)
	if err != nil {
		return ""
	}
	defer f.Close()
	by, err := io.ReadAll(io.LimitReader(f, maxHolder))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(strings.ToValidUTF8(string(by), ""))
}

// held says whether another run has the lock of a snapshot, without making a
// file for it, and who it is.
func held(root *os.Root, dir string) (is bool, by string) {
	if info, err := root.Lstat(private); err != nil || !info.IsDir() {
		return false, ""
	}
	if info, err := root.Lstat(lockPath); err != nil || !info.Mode().IsRegular() {
		return false, ""
	}
	l := flock.New(filepath.Join(dir, lockPath), flock.SetFlag(os.O_RDONLY))
	ok, err := l.TryRLock()
	if ok {
		err = l.Unlock()
	}
	if ok || err != nil {
		return false, ""
	}
	return true, holder(root, lockPath)
}

// A Lock is held by whoever reads an inventory in order to write something from
// it, until that is written: pull and refresh alone, generate together with
// others that only read. It is one for a directory, because inventories that lie
// in one directory share the files of code beside them.
type Lock struct {
	dir    string
	root   *os.Root
	lock   *flock.Flock
	shared bool
}

// The other run may be about to end: a generate takes less than a second.
const (
	lockTries = 20
	lockPause = 50 * time.Millisecond
)

// Hold takes the lock of an inventory, which need not be there yet. by is what
// another run is told of this one. The error is a [BusyError] where another run
// has the lock and keeps it for more than a second.
func Hold(inventory, by string) (*Lock, error) { return hold(inventory, by, false, lockTries) }

// HoldShared is Hold for a run that does not write the inventory.
func HoldShared(inventory, by string) (*Lock, error) { return hold(inventory, by, true, lockTries) }

func hold(inventory, by string, shared bool, tries int) (*Lock, error) {
	dir := filepath.Dir(target(inventory))
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	for i := 0; ; i++ {
		l, err := takeLock(root, dir, inventoryLockPath, by, shared)
		var busy *BusyError
		switch {
		case err == nil:
			return &Lock{dir: dir, root: root, lock: l, shared: shared}, nil
		case errors.As(err, &busy) && i < tries:
			time.Sleep(lockPause)
		default:
			_ = root.Close()
			return nil, err
		}
	}
}

// target is what an inventory is, where its name is a link to it, so that two
// names of one inventory have one lock.
func target(name string) string {
	if to, err := filepath.EvalSymlinks(name); err == nil {
		return to
	}
	return name
}

// Close gives the lock back. It may be called twice, and for no lock.
func (l *Lock) Close() error {
	if l == nil || l.lock == nil {
		return nil
	}
	alone := !l.shared
	if l.shared {
		// Another run that shares the lock needs the file; the last one removes it.
		alone, _ = l.lock.TryLock()
		alone = alone && l.named()
	}
	if alone {
		// The name goes while the lock is held; see takeLock. Both removals may
		// fail rightly, the second one because of a snapshot in the directory.
		_ = l.root.Remove(inventoryLockPath)
		_ = l.root.Remove(private)
	}
	err := errors.Join(l.lock.Close(), l.root.Close())
	l.lock = nil
	return err
}

// named says whether the lock file is still the one that is held: changing a
// shared lock into one of a single run gives it up for a moment.
func (l *Lock) named() bool {
	held, err := l.lock.Stat()
	if err != nil {
		return false
	}
	there, err := l.root.Lstat(inventoryLockPath)
	return err == nil && os.SameFile(held, there)
}
