package schema

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"go.yaml.in/yaml/v3"
)

// SettingsName is the file that says how a snapshot is refreshed.
const SettingsName = "cfdr.yaml"

// Settings say how a snapshot is refreshed. Paths are relative to the directory
// of the file, with slashes.
type Settings struct {
	// Inventory is the path of the inventory; Report that of the Markdown which
	// a refresh leaves, empty for none.
	Inventory string `json:"inventory"`
	Report    string `json:"report"`
	// MaxAge is how old the snapshot may be, as "30d"; empty for any age.
	MaxAge        string           `json:"max_age"`
	CommitContent bool             `json:"commit_content"`
	Redact        bool             `json:"redact"`
	Accounts      []AccountSetting `json:"accounts"`
}

// An AccountSetting says how one account is read, and where its snapshot is.
type AccountSetting struct {
	ID string `json:"id"`
	// Token is the name of the environment variable with the token, empty for
	// what the inventory says, or else CLOUDFLARE_API_TOKEN.
	Token string `json:"token"`
	// Snapshot is the directory of the snapshot, empty for an account that is
	// only read. Where only one account is named it is "." unless something
	// else is said.
	Snapshot string `json:"snapshot"`
	// Target is empty for what the inventory says.
	Target Target `json:"target"`
	// State is the file of the Terraform state, empty for the one in the
	// snapshot directory, if there is one.
	State string `json:"state"`
}

var settingsFields = []Field{
	{Name: "cfdr", Doc: "The version of this language: 1.", Type: cty.Number, Required: true, Local: true},
	{Name: "inventory", Doc: "The inventory: inventory.yaml beside this file when left out.", Type: cty.String, Form: isRelative, Local: true},
	{Name: "report", Doc: "Where a refresh leaves its report, in Markdown.", Type: cty.String, Form: isRelative, Local: true},
	{Name: "max_age", Doc: "How old the snapshot may be: 30d, 2w or 36h. `cfdr status` exits with 2 past it.", Type: cty.String, Form: isAge, Local: true},
	{Name: "commit_content", Doc: "Leave the code of workers to git; otherwise git is told to ignore it.", Type: cty.Bool, Local: true},
	{Name: "redact", Doc: "Take out what looks like a secret, as cfdr pull --redact does.", Type: cty.Bool, Local: true},
	{Name: "accounts", Doc: "The accounts to read.", Many: ListOf, Short: "id", Required: true, Local: true, Fields: []Field{
		{Name: "id", Doc: "The id of the account; the dashboard shows it on the account's overview.", Type: cty.String, Required: true, Local: true},
		{Name: "token", Doc: "The name of the environment variable that holds the token.", Type: cty.String, Form: IsSecretName, Local: true},
		{Name: "snapshot", Doc: "The directory of the snapshot; the one of this file when only one account is named. Without it the account is only read.", Type: cty.String, Form: isRelative, Local: true},
		{Name: "target", Doc: "The major version of the provider, 4 or 5; as the inventory says when left out.", Type: cty.Number, Form: isTarget, Local: true},
		{Name: "state", Doc: "The file of the Terraform state; terraform.tfstate in the directory of the snapshot when left out.", Type: cty.String, Local: true},
	}},
}

func isTarget(s string) string {
	if s == "4" || s == "5" {
		return ""
	}
	return "The targets are 4 and 5, majors of the cloudflare provider."
}

func isRelative(s string) string {
	if s == "" || strings.HasPrefix(s, "/") || strings.ContainsAny(s, "\\\x00") {
		return "This is a path from the directory of this file, with slashes: inventory.yaml or ../inventory.yaml."
	}
	return ""
}

func isAge(s string) string {
	if _, ok := ParseAge(s); ok {
		return ""
	}
	return "An age is a number of days, weeks or hours: 30d, 2w or 36h."
}

var age = regexp.MustCompile(`^([0-9]{1,6})([hdw])$`)

// ParseAge reads an age as people write it: 30d, 2w, 36h.
func ParseAge(s string) (time.Duration, bool) {
	m := age.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	unit := map[string]time.Duration{"h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}[m[2]]
	return time.Duration(n) * unit, err == nil
}

// LoadSettings reads how a snapshot is refreshed. All problems are collected and
// sorted; when there is one the settings are nil.
func LoadSettings(filename string, src []byte, reg *Registry) (*Settings, hcl.Diagnostics) {
	size := len(src)
	if size > MaxBytes {
		src = nil
	}
	l := &loader{src: newSource(filename, src), reg: reg, budget: 2*len(src) + 1000, secret: make(map[*Field]bool)}
	s := new(Settings)
	if root := l.parse(src, size); root != nil {
		l.src.root = root
		l.settings(s)
	}
	l.hideLines()
	SortDiagnostics(l.diags)
	if l.diags.HasErrors() {
		return nil, l.diags
	}
	return s, l.diags
}

// What stands beside the settings, and beside the inventory.
const (
	// RecordName is the file that remembers the last refresh.
	RecordName = "refresh.json"
	// ContentDir is where a pull keeps the code of workers.
	ContentDir = "content"
)

// collisions finds two things that would be written to one place.
func (l *loader) collisions(root *yaml.Node, values map[string]any, dirs map[string]bool) {
	inventory := "inventory.yaml"
	if s, said := values["inventory"].(string); said {
		inventory = path.Clean(s)
	}
	code := path.Join(path.Dir(inventory), ContentDir)
	taken := map[string]string{SettingsName: "this file", RecordName: "the record of the refreshes"}
	for _, key := range []string{"inventory", "report"} {
		s, said := values[key].(string)
		at := path.Clean(s)
		switch what := taken[at]; {
		case !said:
		case what != "":
			l.errorf(CodeBadValue, resolved(lookup(root, key)), "%q is where %s is. Give it another name.", s, what)
		case strings.HasPrefix(at, code+"/"):
			l.errorf(CodeBadValue, resolved(lookup(root, key)), "%q would stand among the code of workers. Give it another place.", s)
		}
		taken[inventory] = "the inventory"
	}
	if report, said := values["report"].(string); said {
		// Markdown is its form, and no file of a snapshot but two has it.
		if base := path.Base(report); path.Ext(base) != ".md" || dirs[path.Dir(path.Clean(report))] && (base == "README.md" || base == "GAPS.md") {
			l.errorf(CodeBadValue, resolved(lookup(root, "report")), "A report is a Markdown file of its own, such as refresh.md.")
		}
	}
	for dir := range dirs {
		if dir == code || strings.HasPrefix(dir, code+"/") {
			l.errorf(CodeBadValue, resolved(lookup(root, "accounts")), "The snapshot directory %q is where the code of workers is kept. Give it another name.", dir)
		}
	}
}

func (l *loader) settings(s *Settings) {
	root := resolved(l.src.root)
	if !l.mapping(root, "The settings") {
		return
	}
	l.enter(root)
	defer l.leave()
	values := map[string]any{}
	for _, p := range l.pairs(root) {
		f := findField(settingsFields, p.key.Value)
		if f == nil {
			l.unknown(p.key, "the settings", fieldNames(settingsFields))
			continue
		}
		if v, ok := l.value(p.value, f); ok {
			values[f.Name] = v
		}
	}
	l.require(root, settingsFields, values, func() string { return "The file" })
	if v, ok := values["cfdr"]; ok && v != int64(Version) {
		l.errorf(CodeBadValue, resolved(lookup(root, "cfdr")), "This cfdr reads version %d of the language.", Version)
	}
	accounts, _ := values["accounts"].([]any)
	at := func(path ...any) *yaml.Node { return descend(root, append([]any{"accounts"}, path...)) }
	pattern := l.reg.Kind("account").ID.Pattern
	seen, dirs := map[string]bool{}, map[string]bool{}
	for i, a := range accounts {
		m, _ := a.(map[string]any)
		id, _ := m["id"].(string)
		switch {
		case id == "":
			continue // that is reported
		case !pattern.MatchString(id):
			l.errorf(CodeBadID, at(i, "id"), "This is not the id of an account. The dashboard shows it on the account's overview.")
		case seen[id]:
			l.errorf(CodeDuplicate, at(i, "id"), "The account %s is named twice.", id)
		}
		seen[id] = true
		if t, ok := m["target"].(int64); ok {
			m["target"] = strconv.FormatInt(t, 10)
		}
		if _, said := m["snapshot"]; !said && len(accounts) == 1 {
			m["snapshot"] = "."
		}
		if dir, said := m["snapshot"].(string); said {
			if dir = path.Clean(dir); dirs[dir] {
				l.errorf(CodeDuplicate, at(i, "snapshot"), "Two accounts cannot have one snapshot directory.")
			}
			dirs[dir] = true
		}
	}
	l.collisions(root, values, dirs)
	if len(accounts) == 0 && values["accounts"] != nil {
		l.errorf(CodeMissing, resolved(lookup(root, "accounts")), "No account is named. Add the id of one: accounts: [{id: …}].")
	}
	if l.diags.HasErrors() {
		return
	}
	if _, said := values["inventory"]; !said {
		values["inventory"] = "inventory.yaml"
	}
	into(values, s)
}
