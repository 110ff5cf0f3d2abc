package snapshot

import (
	"errors"
	"io/fs"
	"path"
)

// While a write is unfinished a directory holds resources twice or not at all,
// and Terraform, run there, would plan to create or to destroy them. The guard
// is a file of configuration that no Terraform accepts: init, plan and apply
// stop, and show this line.
const guardText = `terraform {
  required_version = "< 0.0.1" # cfdr was interrupted while it wrote this directory: run it again
}
`

var guardDigest = digestOf([]byte(guardText))

func guardIn(dir string) string { return path.Join(dir, guardName) }

// raise puts a guard into each directory that is there. In one that is not,
// Terraform can not run either.
func (d *Dir) raise(dirs []string) error {
	for _, dir := range dirs {
		if dir != "." {
			if e, err := d.disk.look(dir); err != nil {
				return d.failed(guardIn(dir), err)
			} else if e.kind != directory {
				continue
			}
		}
		p := guardIn(dir)
		e, err := d.disk.look(p)
		if err != nil {
			return d.failed(p, err)
		}
		if e.kind != absent {
			continue
		}
		const draft = stagingPath + "/guard"
		if err := d.disk.remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return d.failed(p, err)
		}
		if err := d.disk.create(draft, []byte(guardText), 0o644); err != nil {
			return d.failed(p, err)
		}
		if err := d.disk.rename(draft, p); err != nil {
			return d.failed(p, err)
		}
		// Before the first operation, also after a power failure.
		if err := d.disk.sync(dir); err != nil {
			return d.failed(p, err)
		}
	}
	return nil
}

// lower removes the guards, and a directory that held nothing else.
func (d *Dir) lower(dirs []string) error {
	for _, dir := range dirs {
		p := guardIn(dir)
		e, err := d.disk.look(p)
		if err != nil {
			return d.failed(p, err)
		}
		if !e.is(guardDigest) {
			continue
		}
		if err := d.disk.remove(p); err != nil {
			return d.failed(p, err)
		}
		if err := d.disk.prune(p); err != nil {
			return d.failed(p, err)
		}
	}
	return nil
}
