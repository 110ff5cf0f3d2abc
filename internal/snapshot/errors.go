package snapshot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// Each error a person can do something about is a type of its own. Problem says
// what is wrong, Hint what to do; Error is both.
type hinted interface {
	error
	Problem() string
	Hint() string
}

var (
	_ hinted = (*ConflictError)(nil)
	_ hinted = (*BusyError)(nil)
	_ hinted = (*ChangedError)(nil)
	_ hinted = (*BesideError)(nil)
	_ hinted = (*JournalError)(nil)
	_ hinted = (*ManifestError)(nil)
	_ hinted = (*WriteError)(nil)
)

// Conflicts are the files a write stops at. Each list is sorted.
type Conflicts struct {
	// Edited files were written by cfdr and changed since by somebody else.
	Edited []string `json:"edited,omitempty"`
	// Foreign files are where a generated file must go, and are not cfdr's.
	Foreign []string `json:"foreign,omitempty"`
	// Config files are not cfdr's, and Terraform would read them together
	// with the generated ones.
	Config []string `json:"config,omitempty"`
	// Symlinks are where a generated file, or its directory, is or must go.
	Symlinks []string `json:"symlinks,omitempty"`
}

func (c Conflicts) any() bool {
	return len(c.Edited)+len(c.Foreign)+len(c.Config)+len(c.Symlinks) > 0
}

// A ConflictError lists everything a write stopped at.
type ConflictError struct {
	Dir string
	Conflicts
	// Written is set if the files were changed while cfdr wrote the others:
	// everything else is done, and these were left as they are.
	Written bool
}

func (e *ConflictError) Problem() string {
	var parts []string
	add := func(paths []string, one, many string) {
		switch len(paths) {
		case 0:
		case 1:
			parts = append(parts, one+" "+strconv.Quote(paths[0]))
		default:
			parts = append(parts, strconv.Itoa(len(paths))+" "+many+" "+quoted(paths))
		}
	}
	add(e.Edited, "a generated file changed by hand:", "generated files changed by hand:")
	add(e.Foreign, "a file in the way that cfdr did not write:", "files in the way that cfdr did not write:")
	add(e.Config, "configuration beside the snapshot that Terraform would read with it:",
		"files of configuration beside the snapshot that Terraform would read with it:")
	add(e.Symlinks, "a symbolic link where a generated file goes:", "symbolic links where generated files go:")
	s := fmt.Sprintf("directory %q has %s", e.Dir, strings.Join(parts, "; "))
	switch {
	case e.Written && len(e.Edited) == 1:
		return s + "; it changed while cfdr wrote, and everything else is written"
	case e.Written:
		return s + "; they changed while cfdr wrote, and everything else is written"
	}
	return s + "; nothing was changed"
}

func (e *ConflictError) Hint() string {
	var parts []string
	if len(e.Edited) > 0 {
		parts = append(parts, "take the edits over into the inventory, then let cfdr overwrite them with --force")
	}
	if len(e.Config) > 0 {
		parts = append(parts, "move the other configuration to another directory, keep terraform.tfstate where it is, and run again")
	}
	if len(e.Foreign) > 0 {
		parts = append(parts, "move the files in the way to another place; --force does not overwrite them")
	}
	if len(e.Symlinks) > 0 {
		parts = append(parts, "replace the links by what they point to, or remove them")
	}
	return strings.Join(parts, "; ")
}

func (e *ConflictError) Error() string { return e.Problem() + ": " + e.Hint() }

// A BusyError says that another run is at work in the directory.
type BusyError struct {
	Dir string
	// By is what that run says of itself, empty where it does not.
	By string
}

func (e *BusyError) Problem() string {
	if e.By != "" {
		return fmt.Sprintf("another cfdr is at work in %q: %s", e.Dir, e.By)
	}
	return fmt.Sprintf("another cfdr is at work in %q", e.Dir)
}

func (e *BusyError) Hint() string {
	return "wait for it and run again; the lock ends with the process that holds it, so there is nothing to remove"
}
func (e *BusyError) Error() string { return e.Problem() + ": " + e.Hint() }

// A BesideError says at which file the disk failed, of those that are written
// one after the other.
type BesideError struct {
	// Path is the file, Last the one that is written last.
	Path, Last string
	Err        error
	// Replaced is set once Last was replaced.
	Replaced bool
}

func (e *BesideError) Problem() string {
	s := fmt.Sprintf("write %q: %v", e.Path, e.Err)
	if e.Replaced {
		return s + "; it is written, and may be lost when the power fails now"
	}
	return s + fmt.Sprintf("; %q is as it was", e.Last)
}
func (e *BesideError) Hint() string  { return "remove the cause and run again" }
func (e *BesideError) Error() string { return e.Problem() + ": " + e.Hint() }
func (e *BesideError) Unwrap() error { return e.Err }

// A ChangedError says that somebody changed the inventory since it was read.
type ChangedError struct{ Path string }

func (e *ChangedError) Problem() string {
	return fmt.Sprintf("%s was changed while the account was read; it was not written", e.Path)
}
func (e *ChangedError) Hint() string  { return "run it again: what was changed is merged then" }
func (e *ChangedError) Error() string { return e.Problem() + ": " + e.Hint() }

// A JournalError says that a write was interrupted and can not be completed.
type JournalError struct {
	Dir string
	Err error
}

func (e *JournalError) Problem() string {
	return fmt.Sprintf("an interrupted write to %q can not be completed: %v", e.Dir, e.Err)
}

func (e *JournalError) Hint() string {
	return fmt.Sprintf("bring the directory back to a committed version, or keep it as it is; "+
		"then remove %q and run again (what the interrupted write left counts as changed by hand)", e.Dir+"/"+private)
}
func (e *JournalError) Error() string { return e.Problem() + ": " + e.Hint() }
func (e *JournalError) Unwrap() error { return e.Err }

// A ManifestError says that the manifest in the directory is not one of cfdr's,
// so that nothing there can be told apart from foreign files.
type ManifestError struct {
	Dir string
	Err error
}

func (e *ManifestError) Problem() string {
	return fmt.Sprintf("manifest %q can not be used: %v", e.Dir+"/"+ManifestName, e.Err)
}

func (e *ManifestError) Hint() string {
	return "restore it from version control, or move it away: then every file in the way counts as foreign, unless its contents are the generated ones"
}
func (e *ManifestError) Error() string { return e.Problem() + ": " + e.Hint() }
func (e *ManifestError) Unwrap() error { return e.Err }

// A WriteError says at which file the disk failed.
type WriteError struct {
	// Path is the file, with the directory.
	Path string
	Err  error
	// Pending is set once the write can not be taken back: the next Open
	// completes it. Otherwise nothing was changed.
	Pending bool
}

func (e *WriteError) Problem() string {
	s := fmt.Sprintf("write %q: %v", e.Path, e.Err)
	if e.Pending {
		return s + "; the snapshot is unfinished"
	}
	return s + "; nothing was changed"
}

func (e *WriteError) Hint() string {
	if e.Pending {
		return "remove the cause and run again, which first completes this write"
	}
	return "remove the cause and run again"
}
func (e *WriteError) Error() string { return e.Problem() + ": " + e.Hint() }
func (e *WriteError) Unwrap() error { return e.Err }

// A PathError lists the paths that can not be written on every system.
type PathError struct{ Paths []BadPath }

// A BadPath is one path of a PathError; "path "+Path+" "+Reason is a sentence.
type BadPath struct{ Path, Reason string }

func (e *PathError) Error() string {
	parts := make([]string, len(e.Paths))
	for i, p := range e.Paths {
		parts[i] = fmt.Sprintf("path %q %s", p.Path, p.Reason)
	}
	return strings.Join(parts, "; ")
}

// cause strips the operation and path the os package adds, which name the staged
// file where a person wants to hear of the one it becomes.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

func quoted(paths []string) string {
	list := make([]string, len(paths))
	for i, p := range paths {
		list[i] = strconv.Quote(p)
	}
	return strings.Join(list, ", ")
}
