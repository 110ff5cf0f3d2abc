package plan

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

var colours = regexp.MustCompile(`\x1b\[[0-9]+m`)

// requireClean: each format is written, and nothing in it could move a cursor.
func requireClean(t testing.TB, d *Diff) {
	t.Helper()
	all := formats(t, d)
	require.Equal(t, all["text"], colours.ReplaceAllString(all["colour"], ""))
	delete(all, "colour")
	for name, out := range all {
		at := strings.IndexFunc(out, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
		require.Negative(t, at, "%s holds a control character at %d: %q", name, at, out[max(0, at-40):min(len(out), max(0, at)+10)])
	}
}

// FuzzCompare compares anything that is a state with a small inventory.
func FuzzCompare(f *testing.F) {
	inv := load(f, []byte(strings.ReplaceAll(secretsInventory, "REASON", "It went.")))
	f.Add([]byte(asJSON(map[string]any{"version": 4, "resources": []any{managed("cloudflare_dns_record", "x", nil, nil, record("\u007f\u009b\U000e0001\u202e", nil))}})))
	for _, l := range leaks("s3cr3t-of-the-state") {
		f.Add([]byte(asJSON(map[string]any{"version": 4, "terraform_version": "1.11.4", "outputs": l.outputs, "resources": l.resources})))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		st, err := state.Read(b)
		if err != nil {
			return
		}
		for _, target := range schema.Targets() {
			requireClean(t, Compare(inv, inv.Accounts[0], target, st))
		}
	})
}

// nonsense is what no provider writes.
var nonsense = []string{
	`null`, `true`, `-1`, `1e400`, `0.1e-400`, `123456789012345678901234567890`, `""`, `"\u0000\u001b[31m\u202e\n"`, `"{\"a\": [1"`, `"[[[[]]]]"`,
	`[]`, `[null]`, `[[[]]]`, `[{}]`, `{}`, `{"": null}`, `{"a": {"a": {"a": []}}}`, `{"value": 1, "type": "number"}`, `[1, "x", {"id": []}]`,
	strings.Repeat("[", 120) + strings.Repeat("]", 120), strings.Repeat(`{"a":`, 120) + "1" + strings.Repeat("}", 120),
}

// TestNonsense puts nonsense at the arguments of something of every kind, and
// within those that have parts.
func TestNonsense(t *testing.T) {
	_, inv := randomInventory(t, 3)
	for _, target := range schema.Targets() {
		p := &pretender{Rand: newDraft(3).Rand, t: t, survey: generator.NewSurvey(inv, inv.Accounts[0], target)}
		var file map[string]any
		require.NoError(t, json.Unmarshal(p.pretend(), &file))
		seen := map[any]bool{}
		file["resources"] = slices.DeleteFunc(file["resources"].([]any), func(r any) bool {
			typ := r.(map[string]any)["type"]
			another := seen[typ]
			seen[typ] = true
			return another
		})
		for n, text := range nonsense {
			wrong := copied(file).(map[string]any)
			for i, r := range wrong["resources"].([]any) {
				r := r.(map[string]any)
				instance := r["instances"].([]any)[0].(map[string]any)
				instance["attributes"] = spoiled(instance["attributes"], json.RawMessage(text), 1+(n+i)%3, i)
			}
			st, err := state.Read([]byte(asJSON(wrong)))
			require.NoError(t, err)
			requireClean(t, Compare(inv, inv.Accounts[0], target, st))
		}
	}
}

// spoiled puts a value in the place of some of those at a depth.
func spoiled(v any, by any, depth, turn int) any {
	switch m := v.(type) {
	case map[string]any:
		for i, k := range slices.Sorted(maps.Keys(m)) {
			if depth == 1 && (i+turn)%3 == 0 {
				m[k] = by
			} else if depth > 1 {
				m[k] = spoiled(m[k], by, depth-1, turn)
			}
		}
	case []any:
		for i := range m {
			if depth == 1 {
				m[i] = by
			} else {
				m[i] = spoiled(m[i], by, depth-1, turn)
			}
		}
	}
	return v
}

// TestEveryAttributeIsNonsense goes through all types that a kind may have.
func TestEveryAttributeIsNonsense(t *testing.T) {
	inv := load(t, []byte(strings.ReplaceAll(secretsInventory, "REASON", "It went.")))
	for _, target := range schema.Targets() {
		for n := range nonsense {
			var resources []any
			for i, typ := range provider.Types(target) {
				shape := provider.Of(target, typ)
				if shape.Partial {
					continue
				}
				attributes := map[string]any{}
				for j, name := range slices.Sorted(maps.Keys(shape.Fields)) {
					attributes[name] = json.RawMessage(nonsense[(n+i+j)%len(nonsense)])
				}
				resources = append(resources, managed(typ, fmt.Sprintf("x%d", i), nil, nil, attributes))
			}
			st := readState(t, []byte(asJSON(map[string]any{"version": 4, "resources": resources})))
			d := Compare(inv, inv.Accounts[0], target, st)
			assert.GreaterOrEqual(t, len(d.Changes), len(resources))
			requireClean(t, d)
		}
	}
}

// TestTwice: what a state has twice is said of one object once.
func TestTwice(t *testing.T) {
	inv := load(t, []byte(strings.ReplaceAll(secretsInventory, "REASON", "It went.")))
	other := record("hello", map[string]any{"zone_id": "ffffffffffffffffffffffffffffffff"})
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		all := []any{
			managed("cloudflare_dns_record", "a", nil, nil, record("hello", nil)),
			managed("cloudflare_dns_record", "b", nil, nil, record("hello", nil)),
			managed("cloudflare_dns_record", "c", nil, nil, other),
		}
		var resources []any
		for _, i := range order {
			resources = append(resources, all[i])
		}
		d := Compare(inv, inv.Accounts[0], schema.V5, readState(t, []byte(asJSON(map[string]any{"version": 4, "resources": resources}))))
		d.Only([]string{"dns_record"})
		var classes []string
		for _, c := range d.Changes {
			classes = append(classes, string(c.Class))
		}
		slices.Sort(classes)
		assert.Equal(t, []string{"forget", "forget", "in-step"}, classes)
	}
}
