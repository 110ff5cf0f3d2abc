package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// A journal is the order in which a prepared write is carried out.
type journal struct {
	// Version is of this format; another one is refused.
	Version int `json:"version"`
	// Guards are the directories that get a guard while the write lasts.
	Guards []string `json:"guards"`
	// Ops end with the manifest, even if it stays as it is.
	Ops []operation `json:"operations"`
}

const journalVersion = 1

// An operation changes one file.
type operation struct {
	Path string `json:"path"`
	// From is the digest the file has before, empty if there is none.
	From string `json:"from"`
	// To is the digest it has after, empty if it is to be gone.
	To string `json:"to"`
}

// staged is where the contents of operation i wait. It is not in the journal, so
// that a journal can name nothing but the paths it changes.
func staged(i int) string { return fmt.Sprintf("%s/%06d", stagingPath, i) }

func (j *journal) encode() []byte {
	data, err := json.MarshalIndent(j, "", "  ")
	if err != nil {
		panic(err) // strings and ints
	}
	return append(data, '\n')
}

// decodeJournal reads a journal and trusts it no further than the generator: the
// directory may have come from anywhere.
func decodeJournal(data []byte) (*journal, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	j := new(journal)
	if err := d.Decode(j); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("journal: something follows its end")
	}
	if j.Version != journalVersion {
		return nil, fmt.Errorf("journal: its version is %d, this cfdr reads %d", j.Version, journalVersion)
	}
	for _, g := range j.Guards {
		if g == "." {
			continue
		}
		if reason := checkPath(g); reason != "" {
			return nil, fmt.Errorf("journal: path %q %s", g, reason)
		}
	}
	seen := make(map[string]bool)
	for i, op := range j.Ops {
		if reason := checkPath(op.Path); reason != "" {
			return nil, fmt.Errorf("journal: path %q %s", op.Path, reason)
		}
		if seen[op.Path] {
			return nil, fmt.Errorf("journal: path %q is there twice", op.Path)
		}
		seen[op.Path] = true
		if (op.From != "" && !isDigest(op.From)) || (op.To != "" && !isDigest(op.To)) ||
			op.From == op.To && op.Path != ManifestName {
			return nil, fmt.Errorf("journal: operation on %q makes no sense", op.Path)
		}
		if last := i == len(j.Ops)-1; last != (op.Path == ManifestName) || last && op.To == "" {
			return nil, errors.New("journal: it does not end with the manifest")
		}
	}
	if len(j.Ops) == 0 {
		return nil, errors.New("journal: it has no operation")
	}
	return j, nil
}

// readJournal returns the journal of a pending write, nil if none is pending.
func (d *Dir) readJournal() (*journal, []byte, error) {
	data, err := d.disk.read(journalPath)
	if err != nil {
		return nil, nil, &JournalError{Dir: d.name, Err: fmt.Errorf("journal: %w", cause(err))}
	}
	if data == nil {
		return nil, nil, nil
	}
	j, err := decodeJournal(data)
	if err != nil {
		return nil, nil, &JournalError{Dir: d.name, Err: err}
	}
	return j, data, nil
}

// checkStaged makes sure that a pending write can be completed, so that
// completing it does not stop half-way for a reason that was there before.
func (d *Dir) checkStaged(j *journal) error {
	for i, op := range j.Ops {
		e, err := d.disk.look(op.Path)
		if err != nil {
			return &JournalError{Dir: d.name, Err: fmt.Errorf("%q: %w", op.Path, cause(err))}
		}
		if op.Path == ManifestName && e.kind != absent && !e.is(op.From) && !e.is(op.To) {
			// A checkout of another version: the files are another snapshot's.
			return &JournalError{Dir: d.name, Err: fmt.Errorf("%q was changed since", op.Path)}
		}
		if op.To == "" || e.is(op.To) {
			continue
		}
		s, err := d.disk.look(staged(i))
		if err != nil {
			return &JournalError{Dir: d.name, Err: fmt.Errorf("%q: %w", staged(i), cause(err))}
		}
		// What was already put in place, and edited there since, is no longer
		// staged and needs not be.
		if !s.is(op.To) && (s.kind != absent || e.kind != regular || e.is(op.From)) {
			return &JournalError{Dir: d.name, Err: fmt.Errorf("what %q is to become is not in %q", op.Path, staged(i))}
		}
	}
	return nil
}

// stagedManifest is the manifest a pending write will leave.
func (d *Dir) stagedManifest(j *journal) ([]byte, error) {
	i := len(j.Ops) - 1
	for _, p := range []string{ManifestName, staged(i)} {
		data, err := d.disk.read(p)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, &JournalError{Dir: d.name, Err: fmt.Errorf("%q: %w", p, cause(err))}
		}
		if digestOf(data) == j.Ops[i].To {
			return data, nil
		}
	}
	return nil, &JournalError{Dir: d.name, Err: fmt.Errorf("what %q is to become is not in %q", ManifestName, staged(i))}
}
