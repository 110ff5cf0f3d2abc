package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Write makes the directory hold files and nothing else that cfdr wrote before.
// It stops with a ConflictError, and the changes it would have made, before it
// touches anything; and does nothing at all if nothing differs.
func (d *Dir) Write(files Files) (*Changes, error) {
	s, c, err := d.Stage(files)
	if err != nil {
		return c, err
	}
	return c, s.Commit()
}

// A Staged write has everything beside its place; what is left are renames.
type Staged struct {
	dir     *Dir
	journal *journal // nil where nothing differs
	changes *Changes
	files   Files
	// begun: Commit was called, and what is staged is needed until it is done.
	begun bool
}

// Stage is Write up to the moment from which on it is done. What can be wrong
// with the directory, or with the room on the disk, is found here. It is followed
// by Commit or Discard.
func (d *Dir) Stage(files Files) (*Staged, *Changes, error) {
	if d.lock == nil {
		return nil, nil, fmt.Errorf("directory %q is not open for writing", d.name)
	}
	if d.unfinished {
		return nil, nil, fmt.Errorf("an earlier write to %q is unfinished: open it again, which completes it", d.name)
	}
	c, err := d.compare(files)
	if err != nil {
		return nil, nil, err
	}
	if err := d.refusal(c, d.opts.Force); err != nil {
		return nil, c, err
	}
	s := &Staged{dir: d, changes: c, files: files}
	if !c.Differ() {
		return s, c, nil
	}
	if s.journal, err = d.prepare(c, files); err == nil {
		err = d.stage(s.journal, files)
	}
	if err != nil {
		// The write is nothing but staging files so far. If they can not
		// be removed either, the next Open does it.
		_ = d.discard()
		return nil, c, err
	}
	return s, c, nil
}

// refusal is the error that a write stops with, nil where nothing is in its way.
func (d *Dir) refusal(c *Changes, force bool) error {
	stop := c.Conflicts
	if force {
		stop.Edited = nil
	}
	if stop.any() {
		return &ConflictError{Dir: d.name, Conflicts: stop}
	}
	return nil
}

// Discard gives a staged write up: the directory is as it was. After Commit it
// does nothing, since a write that was begun is completed by the next Open.
func (s *Staged) Discard() error {
	if s.begun {
		return nil
	}
	return s.dir.discard()
}

// Commit carries a staged write out.
func (s *Staged) Commit() error {
	d := s.dir
	s.begun = true
	if s.journal == nil {
		return d.modes(s.changes)
	}
	if err := d.disk.rename(draftPath, journalPath); err != nil {
		_ = d.discard()
		return d.failed(journalPath, err)
	}
	kept, err := d.run(s.journal)
	if err != nil {
		return err
	}
	d.manifest = s.files[ManifestName]
	if err := d.readListed(); err != nil {
		return err
	}
	if err := d.modes(s.changes); err != nil {
		return err
	}
	if kept != nil {
		return &ConflictError{Dir: d.name, Conflicts: Conflicts{Edited: kept}, Written: true}
	}
	return nil
}

func (d *Dir) mode(p string) fs.FileMode {
	if d.opts.Mode == nil {
		return DefaultMode(p)
	}
	return d.opts.Mode(p).Perm()
}

// modes gives back to unchanged files what a checkout loses: the right to run,
// and the secrecy of a file nobody else may read. It does not fight over more,
// since the rest depends on the umask of whoever cloned the repository.
func (d *Dir) modes(c *Changes) error {
	for _, p := range c.Unchanged {
		info, err := d.disk.root.Lstat(p)
		if err != nil {
			return d.failed(p, err)
		}
		have, want := info.Mode().Perm(), d.mode(p)
		runs := want&0o100 == 0 || have&0o100 != 0
		secret := want&0o077 != 0 || have&0o077 == 0
		if runs && secret {
			continue
		}
		if err := d.disk.chmod(p, want); err != nil {
			return fmt.Errorf("set the permissions of %q: %w", d.at(p), cause(err))
		}
	}
	return nil
}

// prepare turns changes into operations, in an order that can be carried out.
func (d *Dir) prepare(c *Changes, files Files) (*journal, error) {
	j := &journal{Version: journalVersion, Guards: []string{}}
	var before, writes, after, manifest []operation
	made := make(map[string]bool) // paths of new files and the directories they need
	guards := make(map[string]bool)
	guard := func(p string) {
		if isConfig(p) {
			guards[path.Dir(p)] = true
		}
	}
	for _, p := range slices.Concat(c.Created, c.Replaced, []string{ManifestName}) {
		if manifest != nil && p == ManifestName {
			continue
		}
		e, err := d.disk.look(p)
		if err != nil {
			return nil, fmt.Errorf("read %q: %w", d.at(p), cause(err))
		}
		op := operation{Path: p, From: e.digest, To: digestOf(files[p])}
		guard(p)
		made[p] = true
		for _, dir := range parents(p) {
			made[dir] = true
		}
		if p == ManifestName {
			manifest = append(manifest, op)
		} else {
			writes = append(writes, op)
		}
	}
	for _, p := range c.Deleted {
		guard(p)
		if path.Base(p) == guardName {
			continue // lowering the guards removes it
		}
		e, err := d.disk.look(p)
		if err != nil {
			return nil, fmt.Errorf("read %q: %w", d.at(p), cause(err))
		}
		op := operation{Path: p, From: e.digest}
		// What is removed goes last, so that a reader rather finds too much
		// than too little; unless something new needs its place.
		needed := made[p]
		for _, dir := range parents(p) {
			_, file := files[dir]
			needed = needed || file
		}
		if needed {
			before = append(before, op)
		} else {
			after = append(after, op)
		}
	}
	j.Ops = slices.Concat(before, writes, after, manifest)
	j.Guards = append(j.Guards, slices.Sorted(maps.Keys(guards))...)

	// Ask whether every directory can be changed before changing any.
	asked := make(map[string]bool)
	for _, op := range j.Ops {
		for dir := path.Dir(op.Path); ; dir = path.Dir(dir) {
			if asked[dir] {
				break
			}
			if dir != "." {
				e, err := d.disk.look(dir)
				if err != nil {
					return nil, d.failed(op.Path, err)
				}
				if e.kind != directory {
					continue // it is yet to be made, in the one above
				}
			}
			asked[dir] = true
			if err := canRename(d.at(private), d.at(dir)); err != nil {
				return nil, d.failed(op.Path, err)
			}
			break
		}
	}
	return j, nil
}

// stage writes the new contents aside, and a draft of the journal.
func (d *Dir) stage(j *journal, files Files) error {
	if err := d.discard(); err != nil {
		return d.failed(stagingPath, err)
	}
	if err := d.disk.mkdir(stagingPath, 0o700); err != nil {
		return d.failed(stagingPath, err)
	}
	for i, op := range j.Ops {
		if op.To == "" {
			continue
		}
		if err := d.disk.create(staged(i), files[op.Path], d.mode(op.Path)); err != nil {
			return d.failed(op.Path, err)
		}
	}
	if err := d.disk.create(draftPath, j.encode(), 0o600); err != nil {
		return d.failed(journalPath, err)
	}
	// Outermost last: the journal must not be found without what it names.
	for _, dir := range []string{stagingPath, private, "."} {
		if err := d.disk.sync(dir); err != nil {
			return d.failed(dir, err)
		}
	}
	return nil
}

// discard removes what a write left that never came to its journal.
func (d *Dir) discard() error {
	if _, err := d.disk.root.Lstat(stagingPath); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return d.disk.removeAll(stagingPath)
}

// complete carries out the journal of an interrupted write.
func (d *Dir) complete(j *journal) error {
	if err := d.checkStaged(j); err != nil {
		return err
	}
	kept, err := d.carryOut(j, new(int))
	if err == nil {
		err = d.finish(j)
	}
	if err != nil {
		return stuck(err)
	}
	d.completed = &Completion{Kept: kept}
	for _, op := range j.Ops {
		d.completed.Paths = append(d.completed.Paths, op.Path)
	}
	slices.Sort(d.completed.Paths)
	return nil
}

// run carries out a journal that was just written. As long as nothing came of
// it, a failure takes it back.
func (d *Dir) run(j *journal) ([]string, error) {
	done := 0
	err := d.disk.sync(private) // the name of the journal
	if err != nil {
		err = d.failed(journalPath, err)
	}
	var kept []string
	if err == nil {
		kept, err = d.carryOut(j, &done)
	}
	if err == nil {
		err = d.finish(j)
	}
	if err == nil {
		return kept, nil
	}
	if done == 0 && d.withdraw(j) == nil {
		return nil, err
	}
	d.unfinished = true
	return nil, stuck(err)
}

func stuck(err error) error {
	var e *WriteError
	if errors.As(err, &e) {
		e.Pending = true
	}
	return err
}

// withdraw takes back a journal of which no operation was carried out.
func (d *Dir) withdraw(j *journal) error {
	for _, op := range j.Ops {
		if err := d.disk.prune(op.Path); err != nil {
			return err
		}
	}
	if err := d.lower(j.Guards); err != nil {
		return err
	}
	if err := d.disk.remove(journalPath); err != nil {
		return err
	}
	if err := d.disk.sync(private); err != nil {
		return err
	}
	return d.discard()
}

// carryOut does what is not yet done of the operations, and returns the files it
// left alone because they are neither as before nor as after. It counts in done
// what it changed.
func (d *Dir) carryOut(j *journal, done *int) (kept []string, err error) {
	if err := d.raise(j.Guards); err != nil {
		return nil, err
	}
	for i, op := range j.Ops {
		e, err := d.disk.look(op.Path)
		if err != nil {
			return nil, d.failed(op.Path, err)
		}
		switch {
		case op.To != "" && e.is(op.To):
		case op.To == "" && e.is(op.From):
			if err := d.disk.remove(op.Path); err != nil {
				return nil, d.failed(op.Path, err)
			}
			*done++
		case op.To == "" && e.kind != regular && e.kind != link:
			// Removed before, and perhaps something new is in its place.
		case op.To != "" && (e.kind == absent || e.is(op.From)):
			if dir := path.Dir(op.Path); dir != "." {
				if err := d.disk.mkdir(dir, 0o755); err != nil {
					return nil, d.failed(op.Path, err)
				}
			}
			if err := d.disk.rename(staged(i), op.Path); err != nil {
				return nil, d.failed(op.Path, err)
			}
			*done++
		default:
			kept = append(kept, op.Path)
		}
		if op.To == "" {
			if err := d.disk.prune(op.Path); err != nil {
				return nil, d.failed(op.Path, err)
			}
		}
	}
	return kept, d.lower(j.Guards)
}

// finish ends a write whose operations are all carried out, once that is on
// stable storage.
func (d *Dir) finish(j *journal) error {
	dirs := map[string]bool{".": true}
	for _, op := range j.Ops {
		for _, dir := range parents(op.Path) {
			dirs[dir] = true
		}
	}
	for _, dir := range slices.SortedFunc(maps.Keys(dirs), func(a, b string) int {
		return strings.Compare(b, a) // inner before outer
	}) {
		e, err := d.disk.look(dir)
		if err == nil && e.kind == directory {
			err = d.disk.sync(dir)
		}
		if err != nil {
			return d.failed(dir, err)
		}
	}
	if err := d.syncMade(); err != nil {
		return err
	}
	if err := d.disk.remove(journalPath); err != nil {
		return d.failed(journalPath, err)
	}
	if err := d.disk.sync(private); err != nil {
		return d.failed(journalPath, err)
	}
	// Leftovers from here on mean nothing, and the next Open removes them.
	_ = d.discard()
	return nil
}
