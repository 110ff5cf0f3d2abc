package snapshot

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"
)

// Files is what a generator made: slash-separated paths below the directory, and
// their contents. [ManifestName] is one of them and lists the digests of all the
// others.
type Files = map[string][]byte

// Options say how a directory is written.
type Options struct {
	// Force overwrites and removes generated files that were changed by hand.
	// It does not extend to foreign files.
	Force bool
	// By is what another run is told of this one.
	By string
	// Mode gives the permissions of a file; nil is [DefaultMode].
	Mode func(path string) fs.FileMode
}

// DefaultMode lets everybody read, and run what is a shell script.
func DefaultMode(path string) fs.FileMode {
	if strings.HasSuffix(path, ".sh") {
		return 0o755
	}
	return 0o644
}

// A Dir is a directory with a snapshot in it, or without one yet.
type Dir struct {
	name string
	opts Options
	disk disk

	lock     *flock.Flock // nil after Inspect
	made     []string     // directories Open made, innermost first
	manifest []byte
	listed   map[string]string // path -> digest, by the manifest

	// pending is an interrupted write that Inspect found, by path.
	pending     map[string]operation
	pendingData []byte

	completed  *Completion
	unfinished bool
}

// A Completion is what Open did to complete an interrupted write.
type Completion struct {
	// Paths are the files the write was about.
	Paths []string `json:"paths"`
	// Kept are those of them that somebody changed in the meantime. They
	// were left as they are, and count as edited or foreign from now on.
	Kept []string `json:"kept,omitempty"`
}

// Open readies a directory for writing: it makes it if there is none, locks it
// against other runs until Close, and completes a write that was interrupted.
func Open(name string, opts Options) (*Dir, error) {
	return open(name, opts, nil)
}

func open(name string, opts Options, step func(op, p string) error) (_ *Dir, err error) {
	d := &Dir{name: name, opts: opts}
	if err := d.makeDir(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			if cerr := d.Close(); cerr != nil {
				err = errors.Join(err, cerr)
			}
		}
	}()
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", name, cause(err))
	}
	d.disk = disk{root: root, step: step}
	if d.lock, err = takeLock(root, name, lockPath, opts.By, false); err != nil {
		return nil, err
	}
	j, _, err := d.readJournal()
	if err != nil {
		return nil, err
	}
	if j != nil {
		if err := d.complete(j); err != nil {
			return nil, err
		}
	} else if err := d.discard(); err != nil {
		return nil, &WriteError{Path: d.at(stagingPath), Err: cause(err)}
	}
	if d.manifest, err = d.disk.read(ManifestName); err != nil {
		return nil, &ManifestError{Dir: name, Err: cause(err)}
	}
	if err := d.readListed(); err != nil {
		return nil, err
	}
	return d, nil
}

// Inspect readies a directory for looking: nothing is written, not even a lock,
// and nothing is completed. What a pending write will do counts as done, and
// [Changes] say that it is pending.
func Inspect(name string) (_ *Dir, err error) {
	d := &Dir{name: name}
	root, err := os.OpenRoot(name)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", name, cause(err))
	}
	d.disk = disk{root: root}
	defer func() {
		if err != nil {
			if cerr := d.Close(); cerr != nil {
				err = errors.Join(err, cerr)
			}
		}
	}()
	// What is being written right now looks interrupted; it must not be called so.
	if is, by := held(root, name); is {
		return nil, &BusyError{Dir: name, By: by}
	}
	j, data, err := d.readJournal()
	if err != nil {
		return nil, err
	}
	if j != nil {
		if err := d.checkStaged(j); err != nil {
			return nil, err
		}
		if d.manifest, err = d.stagedManifest(j); err != nil {
			return nil, err
		}
		d.pendingData = data
		d.pending = make(map[string]operation)
		for _, op := range j.Ops {
			d.pending[op.Path] = op
		}
		for _, dir := range j.Guards {
			d.pending[guardIn(dir)] = operation{Path: guardIn(dir), From: guardDigest}
		}
	} else if d.manifest, err = d.disk.read(ManifestName); err != nil {
		return nil, &ManifestError{Dir: name, Err: cause(err)}
	}
	if err := d.readListed(); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *Dir) readListed() (err error) {
	if d.manifest == nil {
		d.listed = nil
		return nil
	}
	if d.listed, err = readManifest(d.manifest); err != nil {
		return &ManifestError{Dir: d.name, Err: err}
	}
	return nil
}

// makeDir makes the directory and remembers what it made.
func (d *Dir) makeDir() error {
	var missing []string
	for p := filepath.Clean(d.name); ; p = filepath.Dir(p) {
		if _, err := os.Lstat(p); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, p)
	}
	if missing == nil {
		return nil
	}
	if err := os.MkdirAll(d.name, 0o755); err != nil {
		return fmt.Errorf("make directory %q: %w", d.name, cause(err))
	}
	d.made = missing
	return nil
}

// syncMade puts the names of the directories that were made on stable storage.
func (d *Dir) syncMade() error {
	for _, p := range d.made {
		f, err := os.Open(filepath.Dir(p))
		if err == nil {
			err = syncDir(f)
		}
		if err != nil {
			return &WriteError{Path: p, Err: cause(err)}
		}
	}
	return nil
}

// Close ends the work in the directory and leaves nothing behind that is not
// part of the snapshot: not the lock, and not a directory that stayed empty. An
// unfinished write stays, for the next Open. Close may be called twice.
func (d *Dir) Close() error {
	var err error
	if d.lock != nil {
		// The name goes while the lock is held; see lock. Both removals may
		// fail rightly, the second one because of a journal or another run.
		_ = d.disk.remove(lockPath)
		_ = d.disk.remove(private)
		err = d.lock.Close()
		d.lock = nil
	}
	if d.disk.root != nil {
		err = errors.Join(err, d.disk.root.Close())
		d.disk.root = nil
	}
	for _, p := range d.made {
		if os.Remove(p) != nil {
			break // it has something in it by now
		}
	}
	d.made = nil
	return err
}

// Manifest returns the manifest of the snapshot in the directory, nil if there
// is no snapshot.
func (d *Dir) Manifest() []byte { return bytes.Clone(d.manifest) }

// maxState is the size of the largest state that is read.
const maxState = 512 << 20

// State returns Terraform's local state, nil if there is none. It may be a link
// to anywhere: it is only read, and the operator put it there.
func (d *Dir) State() ([]byte, error) {
	p := d.at(StateName)
	info, err := os.Stat(p)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = errors.New("not a regular file")
	case info.Size() > maxState:
		err = fmt.Errorf("it has %d bytes, and at most %d are read", info.Size(), maxState)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(p)
	}
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", p, cause(err))
	}
	return data, nil
}

// Completed says what Open completed, nil if no write had been interrupted.
func (d *Dir) Completed() *Completion { return d.completed }

func (d *Dir) at(p string) string { return filepath.Join(d.name, filepath.FromSlash(p)) }

func (d *Dir) failed(p string, err error) error {
	return &WriteError{Path: d.at(p), Err: cause(err)}
}

// pendingPaths lists what a pending write is about.
func (d *Dir) pendingPaths() []string {
	var list []string
	for p, op := range d.pending {
		if op.From != guardDigest {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return list
}
