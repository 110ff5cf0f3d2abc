package edit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Op says what an edit does.
type Op int

// The operations.
const (
	// Set replaces the value at Path. A comment on its line stays, and text
	// keeps the quotes it had.
	Set Op = iota + 1
	// Add puts Key with Value into the mapping at Path: after the key After, or
	// else after the last one. What is empty or null becomes a mapping.
	Add
	// Append puts Value behind the last item of the list at Path. What is empty
	// or null becomes a list.
	Append
	// Remove takes out the key or the item at Path.
	Remove
)

func (op Op) String() string {
	switch op {
	case Set:
		return "set"
	case Add:
		return "add"
	case Append:
		return "append"
	case Remove:
		return "remove"
	}
	return "Op(" + strconv.Itoa(int(op)) + ")"
}

// An Edit is one change.
type Edit struct {
	// Path leads to the value in the document as it is given: a string is a key
	// of a mapping, an int an index of a list. The empty path is the root.
	Path []any
	Op   Op
	// Key is what Add adds.
	Key string
	// After is the key that Add adds behind; it may be one that another edit
	// adds. If it is empty, the new key is the last.
	After string
	// Value is a string, bool, int, int64, float64, nil, []any, [Map] or
	// [Styled].
	Value any
	// Comment stands above the line that is new or changed, each line of it
	// behind "# ". Remove does not look at it.
	Comment string
}

// An Error says that a file cannot be edited at a place, and why. It holds keys
// of the document and none of its values.
type Error struct {
	// Index is which of the edits it is about, -1 if that is not known.
	Index int
	// Path is the place as keys and indices, nil if the whole file is meant.
	Path []any
	// Line and Column are where in the given file that is, counted from 1 and in
	// characters; 0 if there is no such place.
	Line, Column int
	Reason       string
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d, column %d: ", e.Line, e.Column)
	}
	if len(e.Path) > 0 {
		b.WriteString(pathString(e.Path) + ": ")
	}
	b.WriteString("this file cannot be edited there: " + e.Reason)
	return b.String()
}

// pathString writes a path as accounts[0].zones.
func pathString(path []any) string {
	var b strings.Builder
	for _, step := range path {
		switch step := step.(type) {
		case int:
			fmt.Fprintf(&b, "[%d]", step)
		case string:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			if strings.ContainsAny(step, ". []\"\n\t") || step == "" {
				step = strconv.Quote(step)
			}
			b.WriteString(step)
		default:
			fmt.Fprintf(&b, "(%T)", step)
		}
	}
	return b.String()
}

// Apply makes the edits. Where one of them cannot be made it makes none, and
// its error joins an [Error] for each edit that stands in the way, in the order
// of the file.
func Apply(src []byte, edits []Edit) ([]byte, error) {
	if len(edits) == 0 {
		return bytes.Clone(src), nil
	}
	root, err := parse(src)
	if err != nil {
		return nil, err
	}
	d := newDocument(src, root)
	if err := d.plan(edits); err != nil {
		return nil, err
	}
	for _, e := range d.touched {
		d.emit(e)
	}
	if err := sorted(d.errs); err != nil {
		return nil, err
	}
	out := d.assemble()
	// A file without a line break at its end stays one, unless the last text is
	// a block, which needs it.
	if short := bytes.TrimSuffix(out, []byte(d.nl)); !endsLine(src) && len(short) < len(out) && d.prove(short) == nil {
		return short, nil
	}
	if err := d.prove(out); err != nil {
		return nil, err
	}
	return out, nil
}

// prove reads the result again.
func (d *document) prove(out []byte) error {
	root, err := parse(out)
	if err != nil {
		return d.unreadable()
	}
	return d.verify(root)
}

// sorted joins errors in the order of the file.
func sorted(errs []*Error) error {
	if len(errs) == 0 {
		return nil
	}
	slices.SortStableFunc(errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Index, b.Index))
	})
	out := make([]error, len(errs))
	for i, e := range errs {
		out[i] = e
	}
	return errors.Join(out...)
}

// parse reads the one document of a file. The reader of YAML may panic on input
// that no person writes; that is a problem of the input.
func parse(src []byte) (root *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, &Error{Index: -1, Reason: "it is not YAML"}
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(src))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil || len(doc.Content) != 1 {
		return nil, &Error{Index: -1, Reason: "it is empty or not YAML"}
	}
	switch err := dec.Decode(&second); {
	case err == nil:
		return nil, &Error{Index: -1, Line: second.Line, Column: 1, Reason: "a second document begins here"}
	case !errors.Is(err, io.EOF):
		return nil, &Error{Index: -1, Reason: "it is not YAML"}
	}
	return doc.Content[0], nil
}
