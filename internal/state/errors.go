package state

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// An Error says why bytes cannot be read as a state. Neither of its texts holds
// a value of the state, which may be a secret.
type Error struct{ problem, hint string }

// Problem says what is wrong. It goes on after the name of the file: "it is
// empty".
func (e *Error) Problem() string { return e.problem }

// Hint says what to do.
func (e *Error) Hint() string { return e.hint }

func (e *Error) Error() string { return e.problem + ": " + e.hint }

const (
	hintGive  = "give what terraform state pull prints, or terraform show -json"
	hintAgain = "get it again with terraform state pull; a state that was cut, merged or edited is not safe to use"
	hintNewer = "it was written by a newer Terraform; use a newer cfdr"
)

// ErrEmpty says that there is nothing in what should be a state.
var ErrEmpty error = &Error{"it is empty",
	"terraform state pull prints nothing where nothing was ever applied; run it in the directory of the configuration, after terraform init"}

// What is often taken for a state.
var (
	errUTF16 = &Error{"it is UTF-16, and a state is UTF-8",
		`the > of Windows PowerShell writes that, and may damage letters; write it with: cmd /c "terraform state pull > FILE"`}
	errZip = &Error{"it is a zip archive, as a saved plan is",
		"give what terraform show -json PLANFILE prints"}
	errBinary = &Error{"it is not text", hintGive}
	errHCL    = &Error{"it is HCL, as configuration is and what terraform show prints for people",
		hintGive}
	errText      = &Error{"it is text that is not JSON", hintGive}
	errInventory = &Error{"it is an inventory",
		"the inventory is an argument of its own; " + hintGive}
	errNeither   = &Error{"it has neither version nor format_version, and so is no state", hintGive}
	errOther     = &Error{"it is JSON of Terraform, but neither a state nor a plan", hintGive}
	errEncrypted = &Error{"it is encrypted by OpenTofu",
		"give what tofu state pull prints where the key is configured"}
	errBackend = &Error{"it says where the state is, and is not the state",
		"a backend keeps the state; give what terraform state pull prints in the directory of the configuration"}
	errLock = &Error{"it is the lock of a state",
		"Terraform keeps it beside the state while it works; " + hintGive}
	errStream = &Error{"it is a stream of events, as terraform plan -json and terraform apply -json print it",
		"save the plan with terraform plan -out=PLANFILE, and give what terraform show -json PLANFILE prints"}
	errVersion = &Error{"its version is not a whole number", hintAgain}
)

func damaged(format string, args ...any) *Error {
	return &Error{"it is damaged: " + fmt.Sprintf(format, args...), hintAgain}
}

// place is where an offset is, as editors count.
func place(b []byte, offset int) string {
	before := b[:min(offset, len(b))]
	line := bytes.LastIndexByte(before, '\n') + 1
	return fmt.Sprintf("line %d, column %d", bytes.Count(before, []byte("\n"))+1, utf8.RuneCount(before[line:])+1)
}

// A misfit is a value of another JSON type than it must have.
type misfit struct{ path, have, want string }

func (m *misfit) Error() string { return m.path + " is " + m.have + " and must be " + m.want }

// within puts what surrounds a misfit in front of its path. Other errors stay
// as they are.
func within(err error, around string) error {
	var m *misfit
	if !errors.As(err, &m) {
		return err
	}
	path := around
	if m.path != "" {
		path += "." + m.path
	}
	return &misfit{path, m.have, m.want}
}

// named is a key in a path, which somebody chose.
func named(key string) string {
	if isName(key) {
		return key
	}
	return strconv.Quote(key)
}
