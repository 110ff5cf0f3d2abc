package snapshot

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// Changes compare the directory with what was generated. Each list is sorted.
type Changes struct {
	// Created, Replaced and Deleted are what a write does. With edited files
	// it is what a forced write does: Edited are among them.
	Created  []string `json:"created,omitempty"`
	Replaced []string `json:"replaced,omitempty"`
	Deleted  []string `json:"deleted,omitempty"`
	// Unchanged files have the generated contents. Those among them that
	// cfdr did not write and from now on counts as its own are also Adopted.
	Unchanged []string `json:"unchanged,omitempty"`
	Adopted   []string `json:"adopted,omitempty"`
	Conflicts
	// Pending are the files of an interrupted write, which the next write
	// completes first. The other lists compare with what it will leave.
	Pending []string `json:"pending,omitempty"`
}

// Differ says whether there is anything to write, to complete or to solve.
func (c *Changes) Differ() bool {
	return len(c.Created)+len(c.Replaced)+len(c.Deleted)+len(c.Pending) > 0 || c.Conflicts.any()
}

// Plan says what Write would do, and what it would stop at. It writes nothing.
func (d *Dir) Plan(files Files) (*Changes, error) {
	c, err := d.compare(files)
	if err != nil {
		return nil, err
	}
	if d.lock == nil && d.disk.root != nil {
		// Nothing kept another run from writing meanwhile.
		manifest, err := d.disk.read(ManifestName)
		if err != nil {
			return nil, &ManifestError{Dir: d.name, Err: cause(err)}
		}
		pending, err := d.disk.read(journalPath)
		if err != nil {
			return nil, &JournalError{Dir: d.name, Err: cause(err)}
		}
		if !bytes.Equal(pending, d.pendingData) || d.pending == nil && !bytes.Equal(manifest, d.manifest) {
			return nil, &BusyError{Dir: d.name}
		}
	}
	return c, nil
}

// Rehearse is Plan with the error that Write would stop with.
func (d *Dir) Rehearse(files Files, force bool) (*Changes, error) {
	c, err := d.Plan(files)
	if err != nil {
		return nil, err
	}
	return c, d.refusal(c, force)
}

// see is look, with a pending write counted as done.
func (d *Dir) see(p string) (entry, error) {
	if d.disk.root == nil {
		return entry{kind: absent, at: p}, nil
	}
	e, err := d.disk.look(p)
	if err != nil {
		return entry{}, fmt.Errorf("read %q: %w", d.at(p), cause(err))
	}
	op, ok := d.pending[p]
	switch {
	case !ok && e.kind == blocked:
		// By a file that the pending write removes?
		if at, err := d.see(e.at); err != nil || at.kind == absent {
			return entry{kind: absent, at: p}, err
		}
	case !ok:
	case op.To == "":
		if e.is(op.From) {
			e = entry{kind: absent, at: p}
		}
	case e.kind == absent || e.kind == blocked || e.kind == directory || e.is(op.From):
		e = entry{kind: regular, at: p, digest: op.To, info: e.info}
	}
	return e, nil
}

func (d *Dir) compare(files Files) (*Changes, error) {
	if err := checkFiles(files); err != nil {
		return nil, err
	}
	c := &Changes{Pending: d.pendingPaths()}
	folded := make(map[string]string, len(files))
	for _, p := range slices.Sorted(maps.Keys(files)) {
		folded[fold(p)] = p
		if err := d.compareFile(c, files, p); err != nil {
			return nil, err
		}
	}
	for _, p := range slices.Sorted(maps.Keys(d.listed)) {
		if _, ok := files[p]; ok {
			continue
		}
		if err := d.compareGone(c, folded, p); err != nil {
			return nil, err
		}
	}
	if err := d.compareConfig(c, files); err != nil {
		return nil, err
	}
	for _, list := range []*[]string{&c.Created, &c.Replaced, &c.Deleted, &c.Unchanged, &c.Adopted, &c.Edited, &c.Foreign, &c.Config, &c.Symlinks} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return c, nil
}

// compareFile judges one generated file.
func (d *Dir) compareFile(c *Changes, files Files, p string) error {
	e, err := d.see(p)
	if err != nil {
		return err
	}
	was, listed := d.listed[p]
	if p == ManifestName && d.manifest != nil {
		// It can not list itself. That Open could read it is what makes it ours.
		was, listed = digestOf(d.manifest), true
	}
	switch e.kind {
	case absent:
		c.Created = append(c.Created, p)
	case link:
		c.Symlinks = append(c.Symlinks, e.at)
	case blocked:
		// A generated file becomes a directory, if it goes; whether it may
		// go is judged with it.
		_, stays := files[e.at]
		if _, ours := d.listed[e.at]; !ours || stays {
			c.Foreign = append(c.Foreign, e.at)
			return nil
		}
		c.Created = append(c.Created, p)
	case directory:
		empties, err := d.empties(p, files)
		if err != nil {
			return err
		}
		if !empties {
			c.Foreign = append(c.Foreign, p)
			return nil
		}
		c.Created = append(c.Created, p)
	case special:
		c.Foreign = append(c.Foreign, p)
	case regular:
		switch {
		case e.is(digestOf(files[p])):
			c.Unchanged = append(c.Unchanged, p)
			if !listed {
				c.Adopted = append(c.Adopted, p)
			}
		case !listed:
			c.Foreign = append(c.Foreign, p)
		default:
			if !e.is(was) {
				c.Edited = append(c.Edited, p)
			}
			c.Replaced = append(c.Replaced, p)
		}
	}
	return nil
}

// compareGone judges a file that is no longer generated.
func (d *Dir) compareGone(c *Changes, folded map[string]string, p string) error {
	e, err := d.see(p)
	if err != nil {
		return err
	}
	switch e.kind {
	case absent, blocked, directory, special:
		return nil // the file is gone already, and what is there now is not ours
	case link:
		c.Symlinks = append(c.Symlinks, e.at)
		return nil
	}
	if q, ok := folded[fold(p)]; ok {
		// On a file system that ignores case, old and new are one file, and
		// removing the one would remove the other.
		o, err := d.see(q)
		if err != nil {
			return err
		}
		if o.info != nil && e.info != nil && os.SameFile(o.info, e.info) {
			c.Foreign = append(c.Foreign, p)
			return nil
		}
	}
	if !e.is(d.listed[p]) {
		c.Edited = append(c.Edited, p)
	}
	c.Deleted = append(c.Deleted, p)
	return nil
}

// empties says whether nothing is left of a directory once the files go that are
// no longer generated.
func (d *Dir) empties(dir string, files Files) (bool, error) {
	goes := func(p string) bool {
		_, listed := d.listed[p]
		_, stays := files[p]
		return listed && !stays
	}
	list, err := fs.ReadDir(d.disk.root.FS(), dir)
	if err != nil {
		return false, fmt.Errorf("read %q: %w", d.at(dir), cause(err))
	}
	ours := len(list) > 0 // an empty directory held nothing of ours
	for p, op := range d.pending {
		if strings.HasPrefix(p, dir+"/") {
			ours = true
			if op.To != "" && !goes(p) {
				return false, nil
			}
		}
	}
	for _, f := range list {
		p := path.Join(dir, f.Name())
		if f.IsDir() {
			if ok, err := d.empties(p, files); !ok || err != nil {
				return false, err
			}
			continue
		}
		e, err := d.see(p)
		if err != nil {
			return false, err
		}
		if e.kind != absent && !goes(p) {
			return false, nil
		}
	}
	return ours, nil
}

// compareConfig looks for configuration that Terraform would read together with
// ours: at the top, and wherever a generated file is configuration.
func (d *Dir) compareConfig(c *Changes, files Files) error {
	if d.disk.root == nil {
		return nil
	}
	// A directory that configuration is going from may have a guard left.
	dirs := make(map[string]bool)
	for p := range d.listed {
		if isConfig(p) {
			dirs[path.Dir(p)] = false
		}
	}
	for p := range files {
		if isConfig(p) {
			dirs[path.Dir(p)] = true
		}
	}
	dirs["."] = true
	for dir, ours := range dirs {
		if dir != "." {
			if e, err := d.see(dir); err != nil {
				return err
			} else if e.kind != directory {
				continue
			}
		}
		list, err := fs.ReadDir(d.disk.root.FS(), dir)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			return fmt.Errorf("read %q: %w", d.at(dir), cause(err))
		}
		for _, f := range list {
			p := path.Join(dir, f.Name())
			_, generated := files[p]
			_, listed := d.listed[p]
			if !isConfig(p) || generated || listed || f.IsDir() {
				continue
			}
			e, err := d.see(p)
			switch {
			case err != nil:
				return err
			case e.kind == absent:
			case f.Name() == guardName && e.is(guardDigest):
				// Somebody gave up an unfinished write by removing .cfdr.
				c.Deleted = append(c.Deleted, p)
			case ours:
				c.Config = append(c.Config, p)
			}
		}
	}
	return nil
}
