package plan

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// fullZone is the example that the kept states are of.
const fullZone = "../../examples/full-zone"

// The kept states are what the real providers made of the example. The
// acceptance test TestAdoptingChangesNothing compares them with what they make
// today, and writes them with -update.
func keptState(t testing.TB, target schema.Target) *state.State {
	t.Helper()
	text, err := os.ReadFile("testdata/states/full-zone-" + string(target) + ".state.json")
	require.NoError(t, err)
	st, err := state.Read(text)
	require.NoError(t, err)
	require.Equal(t, target, TargetOf(st))
	return st
}

// fullZoneText is the inventory of the example.
func fullZoneText(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(fullZone + "/inventory.yaml")
	require.NoError(t, err)
	return string(text)
}

// loadFullZone reads the inventory of the example after a change of its text.
func loadFullZone(t testing.TB, text string) *schema.Inventory {
	t.Helper()
	inv, diags := schema.Load("inventory.yaml", []byte(text), kinds.Registry(), os.DirFS(fullZone))
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	return inv
}

func compareKept(inv *schema.Inventory, target schema.Target, st *state.State) *Diff {
	return Compare(inv, inv.Accounts[0], target, st)
}

// TestKeptStates: a state that a real provider made does not differ.
func TestKeptStates(t *testing.T) {
	want := map[schema.Target]Summary{
		schema.V4: {Gaps: 71, NotRecorded: 75, InStep: 63},
		schema.V5: {Gaps: 37, NotRecorded: 44, InStep: 128},
	}
	for _, target := range schema.Targets() {
		t.Run(string(target), func(t *testing.T) {
			d := compareKept(loadFullZone(t, fullZoneText(t)), target, keptState(t, target))
			assert.False(t, d.Differs())
			assert.Equal(t, want[target], d.Summary())
			var text bytes.Buffer
			require.NoError(t, d.WriteText(&text, false))
			goldenFile(t, "testdata/states/full-zone-"+string(target)+".txt", text.String())
		})
	}
}

// goldenFile compares with a file, or rewrites it.
func goldenFile(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run with -update")
	assert.Equal(t, string(want), got)
}

// An edit is one of full-zone-changes.yaml, which says what its parts are.
type edit struct {
	What, Kind string
	Alone      bool
	Everywhere bool
	Edits      []string
	Unread     map[schema.Target]string
}

// edits are all of them.
func edits(t testing.TB) []*edit {
	t.Helper()
	src, err := os.ReadFile("testdata/states/full-zone-changes.yaml")
	require.NoError(t, err)
	var out []*edit
	dec := yaml.NewDecoder(bytes.NewReader(src))
	dec.KnownFields(true)
	require.NoError(t, dec.Decode(&out))
	return out
}

// apply changes the text of the inventory.
func (e *edit) apply(t testing.TB, text string) string {
	t.Helper()
	for i := 0; i < len(e.Edits); i += 2 {
		n := strings.Count(text, e.Edits[i])
		require.True(t, n == 1 || n > 1 && e.Everywhere, "%q is %d times in the inventory", e.Edits[i], n)
		text = strings.ReplaceAll(text, e.Edits[i], e.Edits[i+1])
	}
	return text
}

// saying is what a difference says of each object, by what the configuration
// calls it.
type saying map[string]*Change

func said(d *Diff) saying {
	out := saying{}
	for _, c := range d.Changes {
		out[cmp.Or(c.Address, c.Key)] = c
	}
	return out
}

// beside are the lines of what is said of an object, and was not said before.
func (after saying) beside(before saying) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		c, was := after[name], before[name]
		if was == nil && c.Previous != "" {
			was = before[c.Previous]
		}
		if was == nil {
			was = &Change{}
		}
		if line := c.line(was); line != was.line(was) || c.Previous != was.Previous {
			if c.Previous != "" {
				line += " (was " + c.Previous + ")"
			}
			out = append(out, name+": "+line)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		moved := func(c *Change) bool { return c.Previous == name }
		if after[name] == nil && !slices.ContainsFunc(slices.Collect(maps.Values(after)), moved) {
			out = append(out, name+": no longer there")
		}
	}
	return out
}

// line is what is said of an object, beside what was said of it before.
func (c *Change) line(was *Change) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s", c.Class, c.Action)
	if c.Ignored {
		b.WriteString(" (ignored)")
	}
	for _, p := range c.Differ {
		b.WriteString(" ~ " + dotted(p))
	}
	for _, p := range c.Replacing {
		b.WriteString(" -/+ " + dotted(p))
	}
	among := func(m generator.Blank, all []generator.Blank) bool {
		return slices.ContainsFunc(all, func(x generator.Blank) bool { return x.Path == m.Path && x.Reason == m.Reason })
	}
	for _, m := range c.Missing {
		if !among(m, was.Missing) {
			b.WriteString(" ? " + m.Path)
		}
	}
	for _, m := range was.Missing {
		if !among(m, c.Missing) && c.Class != Import && c.Class != Forget {
			b.WriteString(" no longer ? " + m.Path)
		}
	}
	return b.String()
}

func dotted(path []any) string {
	var b strings.Builder
	for i, step := range path {
		if s, ok := step.(string); ok {
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s)
			continue
		}
		fmt.Fprintf(&b, "[%d]", step)
	}
	return b.String()
}

// TestChangesBesideKeptStates: of a change of the inventory exactly that is
// said. What is not seen has a reason.
func TestChangesBesideKeptStates(t *testing.T) {
	base := fullZoneText(t)
	states, before := map[schema.Target]*state.State{}, map[schema.Target]saying{}
	changed := map[schema.Target]map[string]bool{}
	for _, target := range schema.Targets() {
		states[target] = keptState(t, target)
		before[target] = said(compareKept(loadFullZone(t, base), target, states[target]))
		changed[target] = map[string]bool{}
	}
	var out strings.Builder
	out.WriteString("~ differs, -/+ makes the provider replace it, ? is not recorded in the state\n")
	for _, e := range edits(t) {
		fmt.Fprintf(&out, "\n%s: %s\n", schema.Humane(e.Kind), e.What)
		inv := loadFullZone(t, e.apply(t, base))
		for _, target := range schema.Targets() {
			lines := said(compareKept(inv, target, states[target])).beside(before[target])
			reason := e.Unread[target]
			for _, line := range lines {
				fmt.Fprintf(&out, "  on %s %s\n", target, line)
				if strings.Contains(line, " ~ ") {
					changed[target][e.Kind] = true
				}
			}
			if lines == nil {
				assert.NotEmpty(t, reason, "on %s nothing is said of it: %s", target, e.What)
			} else if reason == "" {
				continue
			}
			fmt.Fprintf(&out, "  on %s unseen: %s\n", target, reason)
		}
	}
	goldenFile(t, "testdata/states/full-zone-changes.txt", out.String())
	// Every kind that a state holds was changed, and that was seen, but for what
	// is another object with another name, and what is not read back.
	changed[schema.V4]["pages_domain"], changed[schema.V5]["pages_domain"] = true, true
	changed[schema.V5]["worker_schedule"] = true
	for _, target := range schema.Targets() {
		held := map[string]bool{}
		for _, c := range before[target] {
			if c.Class == InStep || c.Class == NotRecorded {
				held[c.Kind] = true
			}
		}
		assert.Equal(t, slices.Sorted(maps.Keys(held)), slices.Sorted(maps.Keys(changed[target])), "on %s", target)
	}
}

// TestKeptStatesOfOtherIDs: of an account that was made again, everything is
// found by its name, also what stands in a zone or names something by its id.
func TestKeptStatesOfOtherIDs(t *testing.T) {
	hexDigits := strings.NewReplacer("0", "f", "1", "e", "2", "d", "3", "c", "4", "b", "5", "a", "6", "9", "7", "8", "8", "7", "9", "6", "a", "5", "b", "4", "c", "3", "d", "2", "e", "1", "f", "0")
	for _, target := range schema.Targets() {
		t.Run(string(target), func(t *testing.T) {
			inv := loadFullZone(t, fullZoneText(t))
			var ids []string
			now := map[string]string{}
			schema.Walk(inv.Accounts[0].Children, func(o *schema.Object) {
				if o.ID != "" && o.Kind.ID.Pattern != nil {
					prefix, _ := strings.CutSuffix(o.ID, strings.TrimPrefix(o.ID, "0x")) // of a sitekey
					now[o.ID] = prefix + hexDigits.Replace(strings.TrimPrefix(o.ID, "0x"))
					ids = append(ids, strconv.Quote(o.ID), strconv.Quote(now[o.ID]))
				}
			})
			text, err := os.ReadFile("testdata/states/full-zone-" + string(target) + ".state.json")
			require.NoError(t, err)
			st, err := state.Read([]byte(strings.NewReplacer(ids...).Replace(string(text))))
			require.NoError(t, err)
			before := said(compareKept(inv, target, keptState(t, target)))
			after := said(compareKept(inv, target, st))
			require.Equal(t, slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
			for name, c := range after {
				if c.Class == Gap {
					continue
				}
				assert.NotContains(t, []Class{Import, Forget}, c.Class, name)
				assert.Equal(t, before[name].Key, c.Key)
				if was := before[name].ID; now[was] != "" && inv.Registry().Kind(c.Kind).ID.Pattern != nil {
					assert.Equal(t, []any{Changed, now[was], was, []any{"id"}}, []any{c.Class, c.ID, c.NewID, c.Differ[0]}, name)
					assert.Contains(t, c.Reasons, fmt.Sprintf("matched by name: its id is %s in the state, and %s in the inventory", now[was], was))
				}
				// But for ids nothing differs. The order of a set is another.
				assert.Equal(t, piecesOf(t, c.Before, nil), piecesOf(t, c.After, now), name)
			}
		})
	}
}

// piecesOf are the pieces of a value as JSON, sorted, after each id has become
// another.
func piecesOf(t *testing.T, v map[string]any, ids map[string]string) []string {
	t.Helper()
	b, err := json.Marshal(canonical(v))
	require.NoError(t, err)
	text := string(b)
	for was, is := range ids {
		text = strings.ReplaceAll(text, strconv.Quote(was), strconv.Quote(is))
	}
	pieces := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '[' || r == ']' })
	slices.Sort(pieces)
	return pieces
}

// TestComingAndGoingBesideKeptStates takes away an object of each kind, from
// the state and from the inventory.
func TestComingAndGoingBesideKeptStates(t *testing.T) {
	inv := loadFullZone(t, fullZoneText(t))
	for _, target := range schema.Targets() {
		t.Run(string(target), func(t *testing.T) {
			whole := compareKept(inv, target, keptState(t, target))
			before := said(whole)
			var out strings.Builder
			seen := map[string]bool{}
			for _, c := range whole.Changes {
				if seen[c.Kind] || c.Class != InStep && c.Class != NotRecorded {
					continue
				}
				seen[c.Kind] = true
				fmt.Fprintf(&out, "%s %s\n", schema.Humane(c.Kind), c.Name)

				st := keptState(t, target)
				st.Instances = slices.DeleteFunc(st.Instances, func(in *state.Instance) bool { return in.Address == c.Address })
				d := compareKept(inv, target, st)
				want := whole.Summary()
				want.Import++
				if c.Class == InStep {
					want.InStep--
				} else {
					want.NotRecorded--
				}
				assert.Equal(t, want, d.Summary(), c.Address)
				for _, line := range said(d).beside(before) {
					fmt.Fprintf(&out, "  not in the state: %s\n", line)
				}

				inv := loadFullZone(t, fullZoneText(t))
				n := without(inv, c.Kind, c.Key)
				d = compareKept(inv, target, keptState(t, target))
				for _, line := range said(d).beside(before) {
					fmt.Fprintf(&out, "  not in the inventory: %s\n", line)
				}
				if n == 1 {
					want.Import--
					want.Forget++
					assert.Equal(t, want, d.Summary(), c.Address)
				}
				forgotten := said(d)[c.Address]
				assert.Equal(t, []any{Forget, Drop, []string{"it is not in the inventory"}}, []any{forgotten.Class, forgotten.Action, forgotten.Reasons}, c.Address)
			}
			goldenFile(t, "testdata/states/full-zone-coming-and-going-"+string(target)+".txt", out.String())
		})
	}
}

// without takes an object and all that lives in it out of an inventory, and
// gives how many they were.
func without(inv *schema.Inventory, kind, key string) int {
	n := 0
	var from func(list []*schema.Object) []*schema.Object
	from = func(list []*schema.Object) []*schema.Object {
		out := list[:0]
		for _, o := range list {
			if o.Kind.Name == kind && o.Key() == key {
				schema.Walk([]*schema.Object{o}, func(*schema.Object) { n++ })
				continue
			}
			o.Children = from(o.Children)
			out = append(out, o)
		}
		return out
	}
	inv.Accounts = from(inv.Accounts)
	inv.Link(kinds.Registry()) // what referred to it is no matter of this test
	return n
}
