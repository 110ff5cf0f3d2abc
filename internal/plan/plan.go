package plan

import (
	"fmt"
	"slices"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// A Class says how an object of one side stands to the other side. Every
// object of either side is in exactly one.
type Class string

// The classes of objects.
const (
	// InStep: both sides say the same.
	InStep Class = "in-step"
	// NotRecorded: what both sides say is the same, and the state does not have
	// all that the inventory says.
	NotRecorded Class = "not-recorded"
	// Changed: something differs.
	Changed Class = "changed"
	// Import: only the inventory has it.
	Import Class = "import"
	// Forget: only the state has it.
	Forget Class = "forget"
	// Gap: only the inventory has it, and no state can.
	Gap Class = "gap"
	// Leftover: a failed replacement left it in the state.
	Leftover Class = "leftover"
	// Unmanaged: only the state has it, and cfdr does not know its kind.
	Unmanaged Class = "unmanaged"
)

// Classes lists them in the order of reports.
func Classes() []Class {
	return []Class{InStep, NotRecorded, Changed, Import, Forget, Gap, Leftover, Unmanaged}
}

// An Action is what Terraform would call what is to be done.
type Action string

// The actions, by their names in a plan.
const (
	NoOp    Action = "no-op"
	Update  Action = "update"
	Delete  Action = "delete"
	Replace Action = "replace"
	Drop    Action = "forget"
)

// A Change is one object in both sides. In words of Terraform it is a resource
// change, also where nothing changes.
type Change struct {
	Class  Class
	Action Action
	// Kind is the kind of the object, empty where it is unmanaged; Key its
	// address in the inventory, Name what a person calls it.
	Kind, Key, Name string
	// Address as Terraform writes it; Previous is the one that the state has,
	// where that is another. Module, Type, Label and Index are its parts.
	Address, Previous   string
	Module, Type, Label string
	Index               any
	Provider, Deposed   string
	// ID is what the other side knows it by. NewID is the inventory's, where
	// an object of the same name has another id.
	ID, NewID string
	// ImportID is what it is imported by.
	ImportID string
	// Before and After are the values of either side; nil where it is not there.
	Before, After map[string]any
	// Differ are the paths of what differs, Replacing those of them that make
	// the provider replace the object.
	Differ, Replacing [][]any
	// members are the lists whose elements have names.
	members map[string]generator.Members
	// Missing are the arguments that the state does not have.
	Missing []generator.Blank
	// Reasons are sentences: why it goes, why it is a gap, what else is known.
	Reasons []string
	// Tainted: Terraform would replace it.
	Tainted bool
	// Ignored: the configuration ignores all that differs, so terraform plan
	// says nothing of it.
	Ignored bool
	// Tombstone is what the inventory remembers of an object that went.
	Tombstone *schema.Tombstone
}

// A Diff is how two descriptions of one account differ.
type Diff struct {
	// Account is its name.
	Account string
	// Target is the provider major of the state, empty for two inventories.
	Target schema.Target
	// Terraform is the version that wrote the state.
	Terraform string
	// Older and Newer are the days that two inventories were taken on, where
	// they say it.
	Older, Newer string
	// Changes of all objects, in the order of kinds and keys; what is in step is
	// among them.
	Changes []*Change
}

// Differs says whether there is anything to do.
func (d *Diff) Differs() bool {
	return slices.ContainsFunc(d.Changes, func(c *Change) bool {
		return c.Class == Changed || c.Class == Import || c.Class == Forget || c.Class == Leftover
	})
}

// A Summary counts.
type Summary struct {
	Import      int `json:"import"`
	Add         int `json:"add"`
	Change      int `json:"change"`
	Destroy     int `json:"destroy"`
	Forget      int `json:"forget"`
	Gaps        int `json:"gaps"`
	NotRecorded int `json:"not_recorded"`
	InStep      int `json:"in_step"`
	Unmanaged   int `json:"unmanaged"`
}

// Summary counts as Terraform does: what is replaced is added and destroyed.
func (d *Diff) Summary() Summary {
	var s Summary
	for _, c := range d.Changes {
		switch c.Class {
		case InStep:
			s.InStep++
		case NotRecorded:
			s.NotRecorded++
		case Import:
			s.Import++
		case Forget:
			s.Forget++
		case Gap:
			s.Gaps++
		case Unmanaged:
			s.Unmanaged++
		case Leftover:
			s.Destroy++
		case Changed:
			if c.Action == Replace {
				s.Add++
				s.Destroy++
			} else {
				s.Change++
			}
		}
	}
	return s
}

// String is the line that ends a plan. Programs read it, so no word of it
// depends on a number.
func (s Summary) String() string {
	return fmt.Sprintf("Plan: %d to import, %d to add, %d to change, %d to destroy, %d to forget, %d gaps, %d not recorded.",
		s.Import, s.Add, s.Change, s.Destroy, s.Forget, s.Gaps, s.NotRecorded)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Only keeps the objects of some kinds.
func (d *Diff) Only(kinds []string) {
	d.Changes = slices.DeleteFunc(d.Changes, func(c *Change) bool { return !slices.Contains(kinds, c.Kind) })
}
