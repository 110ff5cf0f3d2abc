package cli

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/refresh"
	"github.com/cfdr/cfdr/internal/secrets"
	"github.com/cfdr/cfdr/internal/snapshot"
	"github.com/cfdr/cfdr/schema"
)

// exposed are the secrets that one account has where everybody can read them.
type exposed struct {
	account *schema.Object
	found   secrets.Findings
	// taken: they were taken out of what is written.
	taken bool
	// before are those of the inventory as it was.
	before secrets.Findings
}

// look searches an account for secrets, and takes them out where somebody asks
// for that. What was taken out once stays out: a flag that is forgotten must
// not bring it back.
func (p *pulling) look(res *pull.Result, was *schema.Object) *exposed {
	x := &exposed{account: res.Account, taken: p.options.redact || !p.options.plain && wasRedacted(p.inventory)}
	if x.taken {
		x.found = secrets.Take(res.Account)
	} else {
		x.found = secrets.Find(res.Account)
	}
	if was != nil {
		x.before = secrets.Find(was)
	}
	p.exposed = append(p.exposed, x)
	return x
}

// wasRedacted says whether anything was taken out of an inventory.
func wasRedacted(inv *schema.Inventory) bool {
	if inv == nil {
		return false
	}
	redacted := false
	schema.Walk(inv.Accounts, func(o *schema.Object) {
		schema.EachText(o, func(t schema.Text) string {
			redacted = redacted || schema.IsRedacted(t.Value)
			return t.Value
		})
		for i := range o.Kind.Fields {
			if !o.Kind.Fields[i].Files {
				continue
			}
			for _, e := range o.Values(o.Kind.Fields[i].Name) {
				m, _ := e.(map[string]any)
				redacted = redacted || m["redacted"] == true
			}
		}
	})
	return redacted
}

// hide takes the secrets out of what is told of changes.
func (x *exposed) hide(r *merge.Report) *merge.Report {
	all := slices.Concat(x.found, x.before)
	for _, items := range [][]merge.Item{r.New, r.Gone, r.Moved, r.Renamed, r.Replaced, r.Changed, r.Filled, r.Confirmed} {
		for i := range items {
			it := &items[i]
			it.Key, it.Name, it.Detail = all.Hide(it.Key), all.Hide(it.Name), all.Hide(it.Detail)
		}
	}
	return r
}

// remembered takes the secrets out of what the inventory keeps of the one before.
func (x *exposed) remembered() func(string) string {
	if !x.taken {
		return nil
	}
	return slices.Concat(x.found, x.before).Hide
}

// showExposed names every secret that was found, and says what to do. None is
// shown.
func (p *pulling) showExposed() {
	for _, x := range p.exposed {
		if x.found == nil {
			continue
		}
		say(p.Err, "%s %s in the open in %s:\n", p.paint(yellow+bold, "warning:"), p.paint(bold, plural(len(x.found), "secret", "secrets")), visible(x.account.Name))
		for _, f := range x.found {
			what := f.Rule.Doc
			if f.Shown != "" {
				what += ", " + f.Shown + "…"
			}
			if f.Times > 1 {
				what += fmt.Sprintf(", %d times", f.Times)
			}
			say(p.Err, "  %s: %s [%s]\n", visible(x.found.Hide(where(f))), visible(what), f.Rule.Name)
		}
		fmt.Fprintln(p.Err, "  Change each of them where it opens something, and give the new one as a secret: wrangler secret put NAME, or wrangler pages secret put NAME.")
		if x.taken {
			fmt.Fprintln(p.Err, "  They are taken out of what is written. A rebuild deploys no code of which something was taken, and sets no variable without its value; it lists both.")
		} else {
			fmt.Fprintln(p.Err, "  They stand in what is written; --redact takes them out, or `redact: true` in cfdr.yaml.")
		}
	}
}

// where is the place of a finding: of code, in the file that holds it.
func where(f *secrets.Finding) string {
	if f.Module == "" {
		return f.Object.String() + ": " + f.Field
	}
	at := fmt.Sprintf(":%d:%d", f.Line, f.Column)
	if f.Line == 0 {
		at = fmt.Sprintf(", byte %d", f.Column)
	}
	for i := range f.Object.Kind.Fields {
		if !f.Object.Kind.Fields[i].Files {
			continue
		}
		for _, e := range f.Object.Values(f.Object.Kind.Fields[i].Name) {
			m, _ := e.(map[string]any)
			if file, is := m["file"].(string); is && m["name"] == f.Module {
				return file + at
			}
		}
	}
	return f.Object.String() + ": " + f.Module + at
}

const (
	ignoreFile  = schema.ContentDir + "/.gitignore"
	codeOutside = "# The code of workers, as it was deployed. It may hold secrets.\n*\n"
	codeInside  = "# The code of workers, as it was deployed. It is in git because somebody said --commit-content.\n"
)

// unshared is the directory of code that git does not have, empty where it has
// all. A snapshot holds the same code.
type unshared string

// unsharedIn looks beside an inventory.
func unsharedIn(file string) unshared {
	text, err := readRegular(filepath.Join(filepath.Dir(file), filepath.FromSlash(ignoreFile)))
	if file == "-" || err != nil || string(text) != codeOutside {
		return ""
	}
	return schema.ContentDir + "/"
}

// readRegular reads a small file that nobody named, so that a pipe in its place
// would be waited for without anybody knowing.
func readRegular(name string) ([]byte, error) {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	return readFileAtMost(name, pageLimit)
}

func (u unshared) holds(o *schema.Object) bool {
	return u != "" && slices.ContainsFunc(o.Sources, func(p string) bool { return strings.HasPrefix(p, string(u)) })
}

// guardSnapshot finds the files of a snapshot in which a secret stands, because
// somebody wrote it where everybody can read it.
func guardSnapshot(files snapshot.Files, account *schema.Object, private map[string]bool) {
	found := secrets.Find(account)
	if len(found) == 0 {
		return
	}
	for path, body := range files {
		if text := string(body); found.Hide(text) != text {
			private[path] = true
		}
	}
}

// ignores says whether git shall not have the code: somebody says once that it
// may.
func (p *pulling) ignores() bool {
	there, err := readRegular(filepath.Join(filepath.Dir(p.options.inventory), filepath.FromSlash(ignoreFile)))
	return !p.options.commitContent && (err != nil || string(there) != codeInside)
}

// guard keeps what is about to be written from those who need not see it: the
// code from git, unless somebody wants it there, and an inventory with a secret
// in it from other people of the machine.
func (p *pulling) guard() error {
	if len(p.files) > 0 {
		p.files[ignoreFile] = []byte(codeInside)
		if p.ignores() {
			p.files[ignoreFile] = []byte(codeOutside)
		}
	}
	for _, x := range p.exposed {
		if !x.taken && slices.ContainsFunc(x.found, func(f *secrets.Finding) bool { return f.Module == "" }) {
			return snapshot.MakePrivate(p.options.inventory)
		}
	}
	return nil
}

// manyUnknown is how many of what is not known are named.
const manyUnknown = 12

// showBlind says what the account has and the inventory will not: products that
// cfdr does not read, and parts of objects that it does not know.
func (p *pulling) showBlind(res *pull.Result) {
	for _, line := range blindSpots(res) {
		say(p.Err, "%s %s\n", p.paint(yellow, "blind spot:"), visible(line))
	}
}

// blindNotes are what the inventory keeps of what it does not hold, so that the
// gaps of the snapshot say it too. Numbers are left out: they change.
func (p *pulling) blindNotes(res *pull.Result) []schema.Blind {
	out := []schema.Blind{}
	add := func(what string) {
		what = generator.PlainText(what)
		if !slices.ContainsFunc(out, func(b schema.Blind) bool { return b.What == what }) {
			out = append(out, schema.Blind{What: what, From: []string{merge.FromPull}})
		}
	}
	for _, line := range refresh.Told(p.unread(res.Unreadable), p.now()) {
		add("Not read: " + line)
	}
	for _, b := range res.Blind {
		if b.Of == "" {
			add("Not read, because cfdr does not know it: " + b.What)
		} else {
			add("Not read, because cfdr does not know it: " + b.What + " of " + b.Of)
		}
	}
	for _, what := range res.Unseen {
		add("Not looked for, because the token may not: " + what)
	}
	if res.Unasked > 0 {
		add("Not looked for, because there are too many zones: products of zones")
	}
	return out
}

// blindSpots are sentences.
func blindSpots(res *pull.Result) []string {
	var out []string
	tell := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if len(res.Blind) > 0 {
		var parts []string
		of := ""
		for _, b := range res.Blind {
			count := fmt.Sprint(b.Count)
			if b.More {
				count = "at least " + count
			}
			part := fmt.Sprintf("%s (%s)", b.What, count)
			if b.Of != of && b.Of != "" {
				part = fmt.Sprintf("in %s: %s", visible(b.Of), part)
			}
			of = b.Of
			parts = append(parts, part)
		}
		tell("the account has what cfdr does not read, so that it is in no snapshot: %s.", strings.Join(parts, ", "))
	}
	if len(res.Unseen) > 0 {
		tell("%s that the token may not read %s not looked for: %s.",
			plural(len(res.Unseen), "product", "products"), map[bool]string{true: "was", false: "were"}[len(res.Unseen) == 1], few(res.Unseen))
	}
	if res.Unasked > 0 {
		tell("products of zones were not looked for, because there are %d zones; cfdr pull --blind-spots does.", res.Unasked)
	}
	if len(res.Unknown) > 0 {
		names := slices.SortedFunc(maps.Keys(res.Unknown), func(a, b string) int {
			return cmp.Or(cmp.Compare(res.Unknown[b], res.Unknown[a]), strings.Compare(a, b))
		})
		for i, name := range names {
			names[i] = fmt.Sprintf("%s (%d)", visible(name), res.Unknown[name])
		}
		tell("the API told of what no field of the inventory has: %s. cfdr pull --keep-raw DIR keeps all that it told.", few(names))
	}
	return out
}

// few names some of many.
func few(names []string) string {
	if len(names) <= manyUnknown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:manyUnknown], ", "), len(names)-manyUnknown)
}
