package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cfdr/cfdr/internal/state"
)

// stateLimit is the most that a state may have, in bytes. One of a hundred
// thousand objects has 150 MB. Some of what else is read is a line or a page.
const (
	stateLimit = 512 << 20
	tokenLimit = 16 << 10
	pageLimit  = 64 << 20
)

// readAtMost reads a file, a pipe or a stream to its end, if that comes before a
// limit.
func readAtMost(in io.Reader, label string, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, &hinted{fmt.Errorf("%s has more than %d bytes, the most that are read", label, limit), "see whether it is the right one"}
	}
	return b, nil
}

// readFileAtMost is readAtMost of a file that is one.
func readFileAtMost(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a directory", name)
	}
	return readAtMost(f, name, limit)
}

// stateOf reads a state; "-" is standard input. otherwise ends the hint where
// it is empty.
func stateOf(s Streams, name, otherwise string) (*state.State, error) {
	in := s.In
	label := name
	if name == "-" {
		label = "on standard input"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, &hinted{err, "give the file that Terraform keeps its state in, or pipe it: terraform state pull | cfdr … --state -"}
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, &hinted{fmt.Errorf("%s is a directory", name), "give the file in it that Terraform keeps its state in: terraform.tfstate"}
		}
		in = f
	}
	b, err := readAtMost(in, "the state "+label, stateLimit)
	if err != nil {
		return nil, err
	}
	held, err := state.Read(b)
	if err != nil {
		return nil, &stateError{label, err, otherwise}
	}
	return held, nil
}

// A stateError says which state cannot be used, and why.
type stateError struct {
	name string
	err  error
	// otherwise ends the hint where the state is empty.
	otherwise string
}

func (e *stateError) Error() string { return e.Problem() + ": " + e.Hint() }
func (e *stateError) Unwrap() error { return e.err }

// Problem says what is wrong with which file.
func (e *stateError) Problem() string {
	var reason *state.Error
	if !errors.As(e.err, &reason) {
		return fmt.Sprintf("the state %s cannot be used: %v", e.name, e.err)
	}
	return fmt.Sprintf("the state %s cannot be used: %s", e.name, reason.Problem())
}

// Hint says what to do.
func (e *stateError) Hint() string {
	var reason *state.Error
	switch {
	case !errors.As(e.err, &reason):
		return ""
	case errors.Is(e.err, state.ErrEmpty):
		return reason.Hint() + e.otherwise
	}
	return reason.Hint()
}
