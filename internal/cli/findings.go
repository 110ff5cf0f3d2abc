package cli

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/internal/pull"
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
	for _, items := range [][]merge.Item{r.New, r.Gone, r.Renamed, r.Replaced, r.Changed, r.Filled, r.Confirmed} {
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
		fmt.Fprintf(p.Err, "%s %s in the open in %s:\n", p.paint(yellow+bold, "warning:"), p.paint(bold, plural(len(x.found), "secret", "secrets")), visible(x.account.Name))
		for _, f := range x.found {
			what := f.Rule.Doc
			if f.Shown != "" {
				what += ", " + f.Shown + "…"
			}
			if f.Times > 1 {
				what += fmt.Sprintf(", %d times", f.Times)
			}
			fmt.Fprintf(p.Err, "  %s: %s [%s]\n", visible(x.found.Hide(where(f))), visible(what), f.Rule.Name)
		}
		fmt.Fprintln(p.Err, "  Change each of them where it opens something, and give the new one as a secret: wrangler secret put NAME, or wrangler pages secret put NAME.")
		if x.taken {
			fmt.Fprintln(p.Err, "  They are taken out of what is written. A rebuild deploys no code of which something was taken, and sets no variable without its value; it lists both.")
		} else {
			fmt.Fprintln(p.Err, "  They stand in what is written; --redact takes them out.")
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

// guard keeps what is about to be written from those who need not see it: the
// code from git, unless somebody wants it there, and an inventory with a secret
// in it from other people of the machine.
func (p *pulling) guard() error {
	const (
		ignore = contentDir + "/.gitignore"
		out    = "# The code of workers, as it was deployed. It may hold secrets.\n*\n"
		in     = "# The code of workers, as it was deployed. It is in git because somebody said --commit-content.\n"
	)
	there, err := os.ReadFile(filepath.Join(filepath.Dir(p.options.inventory), filepath.FromSlash(ignore)))
	switch {
	case len(p.files) == 0:
	case p.options.commitContent && err == nil && string(there) == out:
		p.files[ignore] = []byte(in)
	case !p.options.commitContent && (err != nil || string(there) != in):
		p.files[ignore] = []byte(out)
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
		fmt.Fprintf(p.Err, "%s %s\n", p.paint(yellow, "blind spot:"), line)
	}
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
