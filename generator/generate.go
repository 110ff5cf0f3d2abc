package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/go-version"

	"github.com/cfdr/cfdr/internal/state"
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
	// there is none. See [state.Read].
	State *state.State
	// Match finds which instance of the State is which item, and what Terraform
	// would do to it. It is required with a State; internal/plan has it.
	Match func(s *Survey, st *state.State) (map[*state.Instance]Match, error)
	// NoState says that nothing was ever applied, so that no state holds any
	// address.
	NoState bool
	// MovedFrom is the id of the account that the directory was of, where that
	// account was rebuilt as this one. Its addresses stay.
	MovedFrom string
	// Unshared says of an object that git must not have its code. Nil: it may
	// have all.
	Unshared func(o *schema.Object) bool
}

// DefaultConstraint is the version constraint of the provider for a target,
// when the inventory says none of that major version.
func DefaultConstraint(t schema.Target) string {
	if t == schema.V4 {
		return "~> 4.52"
	}
	return "~> 5.22"
}

// measured are the versions of the provider that everything here was measured
// with.
var measured = map[schema.Target]*version.Version{
	schema.V4: version.Must(version.NewVersion("4.52.8")),
	schema.V5: version.Must(version.NewVersion("5.22.0")),
}

// TargetOf reads the target from a version constraint of the provider: the
// major whose measured version it allows. It is the last one when nothing is
// said. A constraint that allows none of them, or versions of several majors,
// is an error.
func TargetOf(constraint string) (schema.Target, error) {
	if strings.TrimSpace(constraint) == "" {
		return schema.V5, nil
	}
	c, err := version.NewConstraint(constraint)
	if err != nil {
		return "", fmt.Errorf("%q is not a version constraint", constraint)
	}
	var found []schema.Target
	for _, t := range schema.Targets() {
		if c.Check(measured[t]) {
			found = append(found, t)
		}
	}
	// The majors on both sides must be out of reach too.
	for _, other := range []string{"3.99.0", "6.0.0", "7.0.0"} {
		if c.Check(version.Must(version.NewVersion(other))) {
			found = append(found, "")
		}
	}
	if len(found) != 1 || found[0] == "" {
		return "", fmt.Errorf("the constraint %q does not name one major of the provider that cfdr knows: it was measured with %s and %s", constraint, measured[schema.V4], measured[schema.V5])
	}
	return found[0], nil
}

// GapsFile has the [Report] of a snapshot as JSON.
const GapsFile = "gaps.json"

// Generate makes the files of a snapshot. The error says why nothing may be
// written: the directory is of another account or target, or a state would
// lose something.
func Generate(inv *schema.Inventory, opts Options) (Files, *Survey, error) {
	if prev := opts.Previous; prev != nil {
		if prev.Account.ID != opts.Account.ID && (opts.MovedFrom == "" || prev.Account.ID != opts.MovedFrom) {
			return nil, nil, &RefusalError{
				Summary: fmt.Sprintf("the directory is the snapshot of another account: %s (%s)", prev.Account.Name, prev.Account.ID),
				Hint:    fmt.Sprintf("give %q a directory of its own; or, if %s was rebuilt as this account: cfdr refresh --new-account %s --new-account-name NAME", opts.Account.Name, prev.Account.Name, opts.Account.ID),
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
	h, err := s.history(opts)
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
	scripts := s.recreate(files)
	report := NewReport(s)
	files["GAPS.md"] = report.Markdown()
	files[GapsFile] = report.JSON()
	unshared := s.unshared(files, opts.Unshared)
	files["README.md"] = readme(s, report, constraint, scripts, len(unshared))
	files[".gitignore"] = gitignore(unshared)
	m := &Manifest{
		Version:   manifestVersion,
		Account:   AccountPin{ID: opts.Account.ID, Name: opts.Account.Name},
		Target:    opts.Target,
		Files:     make(map[string]string, len(files)),
		Addresses: s.identities(),
		Moved:     h.moved,
		Removed:   h.removed,
		Past:      s.past(opts),
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
				Hint:    "one of them may be there twice, such as two CNAME records of one name; if both are right, change a character of one name",
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

// unshared are the directories with code that git must not have.
func (s *Survey) unshared(files Files, is func(o *schema.Object) bool) []string {
	if is == nil {
		return nil
	}
	var out []string
	for _, it := range s.Items {
		dir := modulePath(it.Object, "")
		if it.Object.Files != nil && is(it.Object) && slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(p string) bool { return strings.HasPrefix(p, dir) }) {
			out = append(out, dir)
		}
	}
	return out
}

func gitignore(unshared []string) []byte {
	code := ""
	if unshared != nil {
		code = "\n# The code of workers, as it was deployed. It may hold secrets.\n/" + strings.Join(unshared, "\n/") + "\n"
	}
	return []byte(`# State holds every value that Terraform knows, some of them secret.
*.tfstate
*.tfstate.*
.terraform/
*.tfvars
*.tfvars.json
/secrets*
/.rebuild/
/*.log
` + code)
}
