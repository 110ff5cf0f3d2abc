package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cfdr/cfdr/internal/state"
)

// stateLimit is the most that a state may have, in bytes. One of a hundred
// thousand objects has 150 MB.
const stateLimit = 1 << 30

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
	b, err := io.ReadAll(io.LimitReader(in, stateLimit+1))
	if err != nil {
		return nil, err
	}
	if len(b) > stateLimit {
		return nil, fmt.Errorf("the state %s has more than %d bytes", label, stateLimit)
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
