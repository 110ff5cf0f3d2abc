package generator

import (
	"fmt"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// Files are what a generator makes: slash-separated paths below the directory
// of the snapshot, with their contents.
type Files = map[string][]byte

// Options are what a snapshot is made from beside the inventory.
type Options struct {
	// Account that the snapshot is of.
	Account *schema.Object
	Target  schema.Target
	// Previous is the manifest of the run before, nil when there was none.
	Previous *Manifest
	// State is the Terraform state that the snapshot is used with, nil when
	// there is none. See [ParseState].
	State *State
}

// DefaultConstraint is the version constraint of the provider for a target,
// when the inventory says none of that major version.
func DefaultConstraint(t schema.Target) string {
	if t == schema.V4 {
		return "~> 4.52"
	}
	return "~> 5.22"
}

// TargetOf reads the target from a version constraint of the provider; it is
// the last major version when nothing is said.
func TargetOf(constraint string) (schema.Target, error) {
	digits := strings.TrimLeft(constraint, "~>=<! ")
	major, _, _ := strings.Cut(digits, ".")
	switch strings.TrimSpace(strings.Trim(major, ", ")) {
	case "4":
		return schema.V4, nil
	case "5", "":
		return schema.V5, nil
	}
	return "", fmt.Errorf("the constraint %q is of no provider major that cfdr writes for; those are 4 and 5", constraint)
}

// Generate makes the files of a snapshot. The error says why nothing may be
// written: the directory is of another account or target, or a state would
// lose something.
func Generate(inv *schema.Inventory, opts Options) (Files, *Survey, error) {
	if prev := opts.Previous; prev != nil {
		if prev.Account.ID != opts.Account.ID {
			return nil, nil, &RefusalError{
				Summary: fmt.Sprintf("the directory is the snapshot of another account: %s (%s)", prev.Account.Name, prev.Account.ID),
				Hint:    fmt.Sprintf("give %q a directory of its own", opts.Account.Name),
			}
		}
		if prev.Target != opts.Target {
			return nil, nil, &RefusalError{
				Summary: fmt.Sprintf("the directory is written for provider %s, and a state of one major cannot be carried to the other without losing addresses", prev.Target),
				Hint:    fmt.Sprintf("generate for provider %s into a new directory: the imports adopt there everything that exists; keep the old one until that plan is clean", opts.Target),
			}
		}
	}
	s := NewSurvey(inv, opts.Account, opts.Target)
	if err := s.uniqueAddresses(); err != nil {
		return nil, nil, err
	}
	h, err := s.history(opts.Previous, opts.State)
	if err != nil {
		return nil, nil, err
	}
	constraint := inv.Snapshot.Provider
	if t, err := TargetOf(constraint); constraint == "" || err != nil || t != opts.Target {
		constraint = DefaultConstraint(opts.Target)
	}
	files := Files{}
	s.terraform(files, constraint)
	if text := h.text(); text != nil {
		files["moved.tf"] = text
	}
	report := NewReport(s)
	files["GAPS.md"] = report.Markdown()
	files["gaps.json"] = report.JSON()
	files["README.md"] = readme(report, constraint)
	files[".gitignore"] = gitignore()
	m := &Manifest{
		Version:   manifestVersion,
		Account:   AccountPin{ID: opts.Account.ID, Name: opts.Account.Name},
		Target:    opts.Target,
		Files:     make(map[string]string, len(files)),
		Addresses: s.identities(),
		Moved:     h.moved,
		Removed:   h.removed,
	}
	if src := inv.Source(); src != nil {
		m.Inventory = digest(src.Bytes)
	}
	for path, body := range files {
		m.Files[path] = digest(body)
	}
	files[ManifestFile] = m.encode()
	return files, s, nil
}

// A RefusalError says why nothing was written, and the way out.
type RefusalError struct {
	Summary string
	Details []string
	Hint    string
}

func (e *RefusalError) Error() string {
	var b strings.Builder
	b.WriteString(e.Summary)
	for _, d := range e.Details {
		b.WriteString("\n  " + d)
	}
	return b.String()
}

func (s *Survey) uniqueAddresses() error {
	seen := make(map[string]*Item, len(s.Items))
	for _, it := range s.Items {
		if it.Address == "" {
			continue
		}
		if other := seen[it.Address]; other != nil {
			return &RefusalError{
				Summary: fmt.Sprintf("%s and %s would have the same address %s", other, it, it.Address),
				Hint:    "the hash in their labels collides; rename one of them by a character",
			}
		}
		seen[it.Address] = it
	}
	return nil
}

func (s *Survey) identities() map[string]Identity {
	out := make(map[string]Identity, len(s.Items))
	for _, it := range s.Items {
		if it.Address != "" {
			out[it.Address] = Identity{Kind: it.Kind.Name, Path: it.Path(), ID: it.ID}
		}
	}
	return out
}

func gitignore() []byte {
	return []byte(`# State holds every value that Terraform knows, some of them secret.
*.tfstate
*.tfstate.*
.terraform/
*.tfvars
*.tfvars.json
secrets*
*.log
`)
}
