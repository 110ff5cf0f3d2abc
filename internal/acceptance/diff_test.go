package acceptance

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// compared is what cfdr diff says of a state.
func compared(t *testing.T, inv *schema.Inventory, target schema.Target, text []byte) *plan.Diff {
	t.Helper()
	st, err := state.Read(text)
	require.NoError(t, err)
	require.Equal(t, target, plan.TargetOf(st))
	return plan.Compare(inv, inv.Accounts[0], target, st)
}

// told is the text of a difference.
func told(t *testing.T, d *plan.Diff) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, d.WriteText(&b, false))
	return b.String()
}

// inStep checks that the state of a directory does not differ from an
// inventory, whichever way it is written down.
func (d *directory) inStep(inv *schema.Inventory, target schema.Target) {
	d.t.Helper()
	file := compared(d.t, inv, target, d.read("terraform.tfstate"))
	assert.False(d.t, file.Differs(), told(d.t, file))
	shown := compared(d.t, inv, target, []byte(d.run("show", "-json")))
	// Which provider configuration a resource has, only the file tells.
	assert.Equal(d.t, told(d.t, file), told(d.t, shown))
}

// keptStates are the states that the tests of internal/plan read.
const keptStates = "../plan/testdata/states"

// keep compares a state with the one that is kept under a name, or keeps it.
func keep(t *testing.T, name string, text []byte) {
	t.Helper()
	path := filepath.Join(keptStates, name+".state.json")
	if *update {
		require.NoError(t, os.MkdirAll(keptStates, 0o755))
		require.NoError(t, os.WriteFile(path, lined(t, text), 0o644))
		return
	}
	kept, err := os.ReadFile(path)
	require.NoError(t, err, "run with -update")
	want, got := bytes.Split(kept, []byte("\n")), bytes.Split(lined(t, text), []byte("\n"))
	require.Len(t, got, len(want))
	for i := 1; i < len(want); i++ { // the first has the version of terraform
		assert.Equal(t, string(want[i]), string(got[i]))
	}
}

// lined writes a state with a line for each resource, and without what is
// another one each time: its lineage, and the order of some lists.
func lined(t *testing.T, text []byte) []byte {
	t.Helper()
	var s map[string]any
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&s))
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	resources, _ := s["resources"].([]any)
	fmt.Fprintf(&b, "{\"version\":%v,\"terraform_version\":%q,\"serial\":1,\"lineage\":\"00000000-0000-0000-0000-000000000000\",\"outputs\":\n", s["version"], s["terraform_version"])
	require.NoError(t, enc.Encode(s["outputs"]))
	b.WriteString(",\"resources\":[\n")
	for i, r := range resources {
		for _, in := range r.(map[string]any)["instances"].([]any) {
			if marks, is := in.(map[string]any)["sensitive_attributes"].([]any); is {
				slices.SortFunc(marks, func(a, b any) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
		}
		if i > 0 {
			b.WriteByte(',')
		}
		require.NoError(t, enc.Encode(r))
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

// An edit is one of the changes that internal/plan tries without terraform; the
// file says what its parts are.
type edit struct {
	What, Kind string
	Alone      bool
	Everywhere bool
	Edits      []string
	Unread     map[schema.Target]string
}

// edited is the inventory of an example after all changes that can be put
// together.
func edited(t *testing.T, example string) *schema.Inventory {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(keptStates, example+"-changes.yaml"))
	require.NoError(t, err)
	var edits []edit
	require.NoError(t, yaml.Unmarshal(src, &edits))
	dir := filepath.Join("..", "..", "examples", example)
	b, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	text := string(b)
	// What is renamed everywhere is renamed last, so that the others find it.
	slices.SortStableFunc(edits, func(a, b edit) int { return strings.Compare(fmt.Sprint(a.Everywhere), fmt.Sprint(b.Everywhere)) })
	for _, e := range edits {
		if e.Alone {
			continue
		}
		for i := 0; i < len(e.Edits); i += 2 {
			require.Positive(t, strings.Count(text, e.Edits[i]), e.What)
			text = strings.ReplaceAll(text, e.Edits[i], e.Edits[i+1])
		}
	}
	return parse(t, []byte(text), dir)
}

// beside runs terraform plan on a state after the inventory has changed, and
// gives what it prints and what cfdr prints of the same. Without a manifest the
// configuration is written as if there were no state.
func (k kept) beside(t *testing.T, target schema.Target, inv *schema.Inventory) (theirs, ours printed) {
	t.Helper()
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	o := generator.Options{Account: inv.Accounts[0], Target: target, Previous: k.manifest}
	if k.manifest != nil {
		held, err := state.Read(k.state)
		require.NoError(t, err)
		o.State, o.Match = held, plan.Match
	}
	files, _, err := generator.Generate(inv, o)
	require.NoError(t, err)
	for name, body := range files {
		// Terraform prints no plan at all of what it must not destroy.
		files[name] = bytes.ReplaceAll(body, []byte("prevent_destroy = true"), []byte("prevent_destroy = false"))
	}
	d := snapshot(t, target, s, files)
	d.write(generator.Files{"terraform.tfstate": k.state})
	// What is in the account has changed too, so Terraform is told to compare
	// with the state alone.
	theirs = printed{text: d.run("plan", "-no-color", "-input=false", "-refresh=false", "-out=plan")}
	theirs.read(t, []byte(d.run("show", "-json", "plan")))
	diff := compared(t, inv, target, k.state)
	ours = printed{text: told(t, diff)}
	var b bytes.Buffer
	require.NoError(t, diff.WriteJSON(&b))
	ours.read(t, b.Bytes())
	return theirs, ours
}

// A printed is a plan, or a difference: its text, and its JSON by address.
type printed struct {
	text    string
	changes map[string]*tfjson.ResourceChange
	// reasons are those of actions.
	reasons map[string]string
	// ignored are those of which cfdr says that terraform plan says nothing.
	ignored map[string]bool
	version string
}

func (p *printed) read(t *testing.T, text []byte) {
	t.Helper()
	var j tfjson.Plan
	require.NoError(t, j.UnmarshalJSON(text))
	p.changes, p.reasons, p.ignored, p.version = map[string]*tfjson.ResourceChange{}, map[string]string{}, map[string]bool{}, j.FormatVersion
	for _, c := range j.ResourceChanges {
		p.changes[strings.TrimSpace(c.Address+" "+c.DeposedKey)] = c
	}
	var own struct {
		Changes []struct {
			Address, Deposed string
			Reason           string `json:"action_reason"`
		} `json:"resource_changes"`
		Cfdr struct {
			Objects []struct {
				Address string
				Ignored bool
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &own))
	for _, c := range own.Changes {
		p.reasons[strings.TrimSpace(c.Address+" "+c.Deposed)] = c.Reason
	}
	for _, o := range own.Cfdr.Objects {
		p.ignored[o.Address] = o.Ignored
	}
}

// TestDiffBesideTerraform compares what both say of many changes at once.
func TestDiffBesideTerraform(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		before := adoptExample(t, target, "full-zone")
		theirs, ours := before.beside(t, target, edited(t, "full-zone"))
		besides(t, theirs, ours)
	})
}

// What Terraform would replace or destroy by itself is shown as it shows it.
func TestDiffOfAccidents(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		before := adopt(t, target, shop)
		s := standin.New()
		inv := parse(t, []byte(shop), ".")
		s.Seed(inv, inv.Accounts[0])
		d := snapshot(t, target, s, nil)
		d.write(generator.Files{"terraform.tfstate": before.state})
		d.run("taint", "cloudflare_d1_database.app")
		d.run("taint", "cloudflare_workers_script.storefront")
		var st map[string]any
		require.NoError(t, json.Unmarshal(d.read("terraform.tfstate"), &st))
		for _, r := range st["resources"].([]any) {
			r := r.(map[string]any)
			if r["type"] == "cloudflare_r2_bucket" || r["name"] == "ops_db" {
				// A replacement failed; of the one what came instead is there.
				was := maps.Clone(r["instances"].([]any)[0].(map[string]any))
				was["deposed"] = "0a1b2c3d"
				if r["name"] == "ops_db" {
					r["instances"] = []any{was}
				} else {
					r["instances"] = append(r["instances"].([]any), was)
				}
			}
		}
		theirs, ours := kept{state: []byte(text(st))}.beside(t, target, inv)
		besides(t, theirs, ours)
		golden(t, "diff/accidents-on-"+string(target)+".txt", ours.text)
	})
}

// adoptExample adopts an example.
func adoptExample(t *testing.T, target schema.Target, example string) kept {
	t.Helper()
	inv := load(t, example)
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	files, _ := generate(t, inv, target)
	d := snapshot(t, target, s, files)
	d.plan()
	d.apply()
	m, err := generator.ParseManifest(files[generator.ManifestFile])
	require.NoError(t, err)
	return kept{d.read("terraform.tfstate"), m}
}

// Some things Terraform says otherwise, and that is right. What is so for every
// resource is in the functions below: attributes that only an apply can tell
// (settled, differing), what an import reads beside what the inventory has
// (beyond), and what the configuration ignores. Here is what is left, by
// address, with the reason; what both say of it is in testdata/diff.
const (
	madeAnew  = "what is replaced is made from the configuration alone, so what that ignores counts too"
	otherZone = "Terraform does not know the id of a zone that is replaced; cfdr has it from the inventory"
	notRead   = "the provider does not read it back, or not all of it; cfdr shows what the inventory has"
	hiddenToo = "what only an apply can tell is shown as sensitive, if it is that too"
)

var apart = map[string]string{
	"cloudflare_d1_database.ops_db":                                  "nothing is imported to an address at which something is left over; cfdr says so, and still calls it an import",
	"cloudflare_d1_database.eu_clients":                              madeAnew,
	"cloudflare_record.api_example_com_aaaa__5053580e":               madeAnew,
	"cloudflare_record.wildcard_previews_example_com_aaaa__1765054a": madeAnew,
	"cloudflare_zone._113_0_204_in-addr_arpa":                        "an empty attribute that only an apply can tell is not counted as unchanged",
	"cloudflare_record._10_113_0_204_in-addr_arpa_ptr__d7960de0":     otherZone,
	"cloudflare_record._11_113_0_204_in-addr_arpa_ptr__2b354dd3":     otherZone,
	"cloudflare_dns_record._10_113_0_204_in-addr_arpa_ptr__d7960de0": otherZone,
	"cloudflare_dns_record._11_113_0_204_in-addr_arpa_ptr__2b354dd3": otherZone,
	"cloudflare_pages_project.example_docs":                          hiddenToo,
	"cloudflare_turnstile_widget.contact_us__472590c4":               hiddenToo,
	"cloudflare_turnstile_widget.sign_up":                            hiddenToo,
	"cloudflare_zero_trust_access_service_token.deployments":         "the provider has a default that an import does not set, and that says nothing",
	"cloudflare_record.example_edu_txt__1757b598":                    notRead,
	"cloudflare_workers_script.ticker":                               notRead,
	"cloudflare_zero_trust_access_application.guest_book__9ff08e19":  notRead,
	"cloudflare_workers_cron_trigger.ticker[0]":                      notRead,
}

// besides compares what both print of every resource.
func besides(t *testing.T, theirs, ours printed) {
	t.Helper()
	var otherwise strings.Builder
	assert.Equal(t, theirs.version, ours.version)
	blocks, order := blocksOf(theirs.text)
	own, ownOrder := blocksOf(ours.text)
	fmt.Fprintf(&otherwise, "Terraform: %s\ncfdr: %s\n\n", summary.FindString(theirs.text), summary.FindString(ours.text))
	both := func(address string) bool { return blocks[address] != "" && own[address] != "" }
	assert.Equal(t, only(order, both), only(ownOrder, both))
	for _, address := range slices.Sorted(keysOf(theirs.changes, ours.changes)) {
		x, y := theirs.changes[address], ours.changes[address]
		switch {
		case x == nil || y == nil:
			assert.Fail(t, "only one has it", "%s: Terraform %t, cfdr %t", address, x != nil, y != nil)
			continue
		case ours.ignored[address]:
			// The configuration ignores all that differs: cfdr tells it, and
			// Terraform does not.
			assert.True(t, x.Change.Actions.NoOp(), address)
			assert.True(t, y.Change.Actions.Update(), address)
			assert.Contains(t, own[address], "(the configuration ignores it, so terraform plan says nothing)")
			assert.Equal(t, x.PreviousAddress, y.PreviousAddress, address)
			continue
		}
		want, got := factsOf(x), factsOf(y)
		want.Reason, got.Reason = theirs.reasons[address], ours.reasons[address]
		open := strings.Contains(blocks[address], "(known after apply)")
		wantText, gotText := settled(blocks[address], open), settled(own[address], open)
		switch {
		case x.Change.Actions.NoOp() && x.PreviousAddress != "":
			// Terraform draws what only moves; cfdr names it.
			assert.Contains(t, strings.Join(strings.Fields(ours.text), " "), y.PreviousAddress+" -> "+address)
			wantText = ""
		case x.Change.Importing != nil:
			// An import reads what no inventory has.
			got.Differ = beyond(y.Change.After, x.Change.After, "")
			wantText, gotText = firstLine(wantText), firstLine(gotText)
		}
		same := reflect.DeepEqual(want, got) && wantText == gotText
		switch why := apart[address]; {
		case same:
		case why != "":
			fmt.Fprintf(&otherwise, "%s: %s\n\nTerraform: %s\n%s\ncfdr: %s\n%s\n\n", address, why, text(want), wantText, text(got), gotText)
		default:
			assert.Equal(t, want, got, address)
			assert.Equal(t, wantText, gotText, address)
		}
	}
	golden(t, "diff/"+strings.ReplaceAll(t.Name(), "/", "-on-")+".txt", otherwise.String())
}

// facts are what a plan says of a resource in JSON, but for its values.
type facts struct {
	Actions            tfjson.Actions
	Previous, Reason   string
	Deposed, Importing string
	Differ, Replacing  []string
}

func factsOf(c *tfjson.ResourceChange) facts {
	f := facts{Actions: c.Change.Actions, Previous: c.PreviousAddress, Deposed: c.DeposedKey}
	if c.Change.Importing != nil {
		f.Importing = c.Change.Importing.ID
	}
	for _, p := range c.Change.ReplacePaths {
		f.Replacing = append(f.Replacing, fmt.Sprint(p))
	}
	slices.Sort(f.Replacing)
	if c.Change.Actions.Update() {
		f.Differ = differing(c.Change.Before, c.Change.After, c.Change.AfterUnknown, "")
	}
	return f
}

// differing are the paths at which two values differ. What only an apply can
// tell does not count, and none is the same as empty: the older SDK does not
// tell the two from each other.
func differing(before, after, unknown any, at string) []string {
	b, isMap := before.(map[string]any)
	a, areMaps := after.(map[string]any)
	u, _ := unknown.(map[string]any)
	was, _ := before.([]any)
	will, _ := after.([]any)
	// An element that cfdr does not show is empty, and it is one all the same.
	counts := len(was) > 0 && len(will) > 0 && len(was) != len(will)
	if unknown == true || reflect.DeepEqual(before, after) || !counts && telling(before) == nil && telling(after) == nil {
		return nil
	}
	if isMap && areMaps {
		var out []string
		for _, k := range slices.Sorted(keys(b, a)) {
			out = append(out, differing(b[k], a[k], u[k], at+"."+k)...)
		}
		return out
	}
	bl, isList := before.([]any)
	al, areLists := after.([]any)
	ul, _ := unknown.([]any)
	if isList && areLists && len(al) == len(bl) && len(al) > 0 && reflect.TypeOf(al[0]) == reflect.TypeFor[map[string]any]() {
		var out []string
		for i := range al {
			var u any
			if i < len(ul) {
				u = ul[i]
			}
			out = append(out, differing(bl[i], al[i], u, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return out
	}
	return []string{at}
}

// beyond are the paths at which a value says what another does not.
func beyond(v, other any, at string) []string {
	if telling(v) == nil || reflect.DeepEqual(v, other) || v == "(sensitive value)" && telling(other) != nil {
		return nil
	}
	m, isMap := v.(map[string]any)
	o, areMaps := other.(map[string]any)
	if isMap && areMaps {
		var out []string
		for _, k := range slices.Sorted(keys(m)) {
			out = append(out, beyond(m[k], o[k], at+"."+k)...)
		}
		return out
	}
	l, isList := v.([]any)
	ol, areLists := other.([]any)
	if isList && areLists && len(l) == len(ol) {
		var out []string
		for i := range l {
			out = append(out, beyond(l[i], ol[i], fmt.Sprintf("%s[%d]", at, i))...)
		}
		return out
	}
	return []string{fmt.Sprintf("%s: %s, not %s", at, text(v), text(other))}
}

func keysOf[V any](ms ...map[string]V) func(func(string) bool) {
	all := map[string]any{}
	for _, m := range ms {
		for k := range m {
			all[k] = true
		}
	}
	return keys(all)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// only are those of a list that are so.
func only(list []string, is func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !is(s) })
}

// blocksOf are the blocks of a plan by the address that stands over them, and
// the addresses in their order.
func blocksOf(text string) (out map[string]string, order []string) {
	out = map[string]string{}
	for _, part := range strings.Split(text, "\n\n") {
		part = strings.TrimRight(part, "\n")
		heading := strings.TrimLeft(firstLine(part), " ")
		rest, isHeading := strings.CutPrefix(heading, "# ")
		if !isHeading {
			continue
		}
		for _, fate := range []string{" will be ", " must be ", " will no longer ", " has moved to ", " has changed", " is tainted", " (deposed object "} {
			if address, after, ok := strings.Cut(rest, fate); ok {
				switch fate {
				case " has moved to ":
					address = after
				case " (deposed object ":
					key, _, _ := strings.Cut(after, ")")
					address += " " + key
				}
				out[address] = part
				order = append(order, address)
				break
			}
		}
	}
	return out, order
}

// A node is a line of a block, with the lines between its brackets.
type node struct {
	text string
	kids []*node
	end  string
}

// settled is a block without what only an apply can tell, and without what only
// cfdr says.
func settled(block string, open bool) string {
	var body []string
	var out strings.Builder
	lines := strings.Split(block, "\n")
	for i, line := range lines {
		trimmed := strings.TrimLeft(line, " ")
		if !strings.HasPrefix(trimmed, "# ") {
			body = lines[i:]
			break
		}
		if !strings.HasPrefix(trimmed, "# (") || strings.HasPrefix(trimmed, "# (moved from ") {
			out.WriteString(trimmed + "\n")
		}
	}
	if !open {
		out.WriteString(strings.Join(body, "\n"))
		return out.String()
	}
	root := &node{}
	tree(body, 0, root)
	root.settle(true)
	root.write(&out, "")
	return out.String()
}

// tree reads lines into a node, up to the bracket that closes it.
func tree(lines []string, i int, into *node) int {
	for i < len(lines) {
		line := strings.TrimSpace(lines[i])
		i++
		if strings.HasSuffix(into.text, "<<-EOT") && line != "EOT" {
			into.kids = append(into.kids, &node{text: line})
			continue
		}
		if closing.MatchString(line) {
			into.end = line
			return i
		}
		n := &node{text: spaces.ReplaceAllString(line, " = ")}
		into.kids = append(into.kids, n)
		if opening.MatchString(line) {
			i = tree(lines, i, n)
		}
	}
	return i
}

var (
	spaces  = regexp.MustCompile(` += `)
	opening = regexp.MustCompile(`([\[{(]|<<-EOT)$`)
	closing = regexp.MustCompile(`^(?:- )?([\]})]+|EOT)(,| -> null| # forces replacement| -> \(known after apply\))*$`)
	hiddens = regexp.MustCompile(`^# \((\d+) unchanged (attribute|element|block)s? hidden\)$`)
)

// settle takes away what only an apply can tell, and says whether anything is
// left that changes.
func (n *node) settle(top bool) (changes bool) {
	var left []*node
	gone := map[string]int{}
	for _, kid := range n.kids {
		changed := kid.kids != nil && kid.settle(top && n.text == "")
		mark := strings.SplitN(kid.text, " ", 2)[0]
		isMark := mark == "~" || mark == "+" || mark == "-" || mark == "-/+" || mark == "+/-"
		name := strings.TrimPrefix(strings.TrimPrefix(kid.text, mark), " ")
		switch {
		case strings.HasSuffix(strings.TrimSuffix(kid.end, ","), "-> (known after apply)"):
			if strings.HasPrefix(name, "tags = ") {
				left = append(left, &node{text: "tags = []"})
			} else {
				gone["attribute"]++
			}
		case strings.HasSuffix(strings.TrimSuffix(kid.text, ","), "(known after apply)"):
			was, _, had := strings.Cut(name, " -> (known after apply)")
			shown := strings.HasPrefix(name, "id = ") || strings.HasPrefix(name, "name = ") || strings.HasPrefix(name, "tags = ")
			if had && shown {
				left = append(left, &node{text: was})
			} else if had {
				gone["attribute"]++
			}
		case mark == "~" && kid.kids != nil && !changed && !strings.HasPrefix(name, "resource "):
			gone["attribute"]++
		default:
			changes = changes || isMark || changed
			left = append(left, kid)
		}
	}
	for noun, more := range gone {
		found := false
		for _, kid := range left {
			if m := hiddens.FindStringSubmatch(kid.text); m != nil && m[2] == noun {
				was, _ := strconv.Atoi(m[1])
				kid.text, found = fmt.Sprintf("# (%d unchanged %ss hidden)", was+more, noun), true
			}
		}
		if !found {
			left = append(left, &node{text: fmt.Sprintf("# (%d unchanged %ss hidden)", more, noun)})
		}
	}
	n.kids = left
	return changes
}

func (n *node) write(b *strings.Builder, indent string) {
	for _, kid := range n.kids {
		b.WriteString(indent + kid.text + "\n")
		if kid.end != "" {
			kid.write(b, indent+"  ")
			b.WriteString(indent + kid.end + "\n")
		}
	}
}
