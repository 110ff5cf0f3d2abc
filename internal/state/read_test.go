package state_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/state"
)

// rawState is a state of everything that a state file can say.
const rawState = `{
  "version": 4, "terraform_version": "1.11.4", "serial": 9, "lineage": "50a07c2d-040e-7e59-3621-2dee3f0d36c3",
  "outputs": {
    "open": {"value": "seen", "type": "string"},
    "token": {"value": "hidden", "type": "string", "sensitive": true},
    "none": {"value": null, "type": "string", "sensitive": true},
    "many": {"value": ["a", 1], "type": ["tuple", ["string", "number"]], "sensitive": true}
  },
  "resources": [
    {"mode": "data", "type": "cloudflare_zones", "name": "all", "provider": "x", "instances": [{"attributes": 1}]},
    {"mode": "managed", "type": "cloudflare_zone", "name": "main", "provider": "provider[\"registry.terraform.io/cloudflare/cloudflare\"]", "instances": [
      {"schema_version": 500, "private": "eA==", "dependencies": ["a.b"], "attributes": {"id": "z", "ttl": 12345678901234567890, "nothing": null}, "identity": {}, "unknown": 1},
      {"schema_version": 500, "deposed": "01234567", "attributes": {"id": "old"}}
    ]},
    {"module": "module.shop[\"a.b\"].module.api[0]", "mode": "managed", "type": "cloudflare_workers_route", "name": "all", "each": "map",
      "provider": "module.shop.provider[\"registry.opentofu.org/cloudflare/cloudflare\"].second", "instances": [
      {"index_key": "it's \"${a}\"", "status": "tainted", "attributes": {"id": "r"}},
      {"index_key": 0, "attributes": {}},
      {"index_key": 1}
    ]},
    {"mode": "managed", "type": "random_id", "name": "x", "provider": "provider.random.b", "instances": [
      {"attributes": {"a": {"b": 1}}, "sensitive_attributes": [
        [{"type": "get_attr", "value": "b"}, {"type": "index", "value": {"value": 10, "type": "number"}}, {"type": "get_attr", "value": "c"}],
        [{"type": "get_attr", "value": "b"}, {"type": "index", "value": {"value": 2, "type": "number"}}],
        [{"type": "get_attr", "value": "a"}, {"type": "index", "value": {"value": "k", "type": "string"}}],
        [{"type": "get_attr", "value": "a"}, {"type": "index", "value": {"value": "k", "type": "string"}}],
        [{"type": "get_attr", "value": "d"}, {"type": "index", "value": {"value": {}, "type": ["object", {}]}}, {"type": "get_attr", "value": "e"}],
        [{"type": "get_attr", "value": "f"}, {"type": "splat"}]
      ]}
    ]}
  ],
  "check_results": null
}`

var rawInstances = []*state.Instance{
	{Address: "cloudflare_zone.main", Bare: "cloudflare_zone.main", Type: "cloudflare_zone", Name: "main",
		Provider: "registry.terraform.io/cloudflare/cloudflare", SchemaVersion: 500,
		Attributes: map[string]any{"id": "z", "ttl": json.Number("12345678901234567890"), "nothing": nil}},
	{Address: "cloudflare_zone.main", Bare: "cloudflare_zone.main", Type: "cloudflare_zone", Name: "main", Deposed: "01234567",
		Provider: "registry.terraform.io/cloudflare/cloudflare", SchemaVersion: 500,
		Attributes: map[string]any{"id": "old"}},
	{Address: `module.shop["a.b"].module.api[0].cloudflare_workers_route.all["it's \"$${a}\""]`, Bare: "module.shop.module.api.cloudflare_workers_route.all",
		Module: `module.shop["a.b"].module.api[0]`, Type: "cloudflare_workers_route", Name: "all", Index: `it's "${a}"`, Tainted: true,
		Provider: "registry.opentofu.org/cloudflare/cloudflare", Alias: "second", Attributes: map[string]any{"id": "r"}},
	{Address: `module.shop["a.b"].module.api[0].cloudflare_workers_route.all[0]`, Bare: "module.shop.module.api.cloudflare_workers_route.all",
		Module: `module.shop["a.b"].module.api[0]`, Type: "cloudflare_workers_route", Name: "all", Index: int64(0),
		Provider: "registry.opentofu.org/cloudflare/cloudflare", Alias: "second", Attributes: map[string]any{}},
	{Address: `module.shop["a.b"].module.api[0].cloudflare_workers_route.all[1]`, Bare: "module.shop.module.api.cloudflare_workers_route.all",
		Module: `module.shop["a.b"].module.api[0]`, Type: "cloudflare_workers_route", Name: "all", Index: int64(1),
		Provider: "registry.opentofu.org/cloudflare/cloudflare", Alias: "second"},
	{Address: "random_id.x", Bare: "random_id.x", Type: "random_id", Name: "x", Provider: "registry.terraform.io/-/random", Alias: "b",
		Attributes: map[string]any{"a": map[string]any{"b": json.Number("1")}},
		Sensitive:  [][]any{{"a", "k"}, {"b", int64(2)}, {"b", int64(10), "c"}, {"d"}, {"f"}}},
}

func TestRead(t *testing.T) {
	for name, text := range map[string]string{"": rawState, " with a byte order mark": "\ufeff" + rawState + "\r\n"} {
		t.Run("state"+name, func(t *testing.T) {
			got, err := state.Read([]byte(text))
			require.NoError(t, err)
			assert.Equal(t, &state.State{
				Source: "state", TerraformVersion: "1.11.4", Instances: rawInstances,
				Secrets: []any{[]any{"a", json.Number("1")}, "hidden"},
			}, got)
		})
	}
}

// shown is the values of a state, as `terraform show -json` prints them.
const shown = `{
  "outputs": {"token": {"sensitive": true, "value": "hidden", "type": "string"}, "open": {"sensitive": false, "value": "seen"}},
  "root_module": {
    "resources": [
      {"address": "data.a.b", "mode": "data", "type": "a", "name": "b"},
      {"address": "cloudflare_zone.main[0]", "mode": "managed", "type": "cloudflare_zone", "name": "main", "index": 0, "provider_name": "registry.terraform.io/cloudflare/cloudflare",
       "schema_version": 500, "values": {"id": "z", "n": 1.5, "value": {"value": "on", "type": "string"}}, "sensitive_values": {"b": [false, true], "a": true, "m": {"k": true}, "e": {}}, "depends_on": []},
      {"address": "cloudflare_zone.main[0]", "mode": "managed", "type": "cloudflare_zone", "name": "main", "index": 0, "provider_name": "registry.terraform.io/cloudflare/cloudflare",
       "schema_version": 500, "values": {"id": "y"}, "sensitive_values": {}, "deposed_key": "01234567"}
    ],
    "child_modules": [
      {"address": "module.a", "child_modules": [
        {"address": "module.a.module.b[\"x\"]", "resources": [
          {"address": "c.d[\"k\"]", "mode": "managed", "type": "c", "name": "d", "index": "k", "provider_name": "cloudflare", "values": {}, "tainted": true}
        ]}
      ]}
    ]
  }
}`

var shownInstances = []*state.Instance{
	{Address: "cloudflare_zone.main[0]", Bare: "cloudflare_zone.main", Type: "cloudflare_zone", Name: "main", Index: int64(0),
		Provider: "registry.terraform.io/cloudflare/cloudflare", SchemaVersion: 500,
		Attributes: map[string]any{"id": "z", "n": json.Number("1.5"), "value": map[string]any{"value": "on", "type": "string"}},
		Sensitive:  [][]any{{"a"}, {"b", int64(1)}, {"m", "k"}}},
	{Address: "cloudflare_zone.main[0]", Bare: "cloudflare_zone.main", Type: "cloudflare_zone", Name: "main", Index: int64(0), Deposed: "01234567",
		Provider: "registry.terraform.io/cloudflare/cloudflare", SchemaVersion: 500, Attributes: map[string]any{"id": "y"}},
	{Address: `module.a.module.b["x"].c.d["k"]`, Bare: "module.a.module.b.c.d", Module: `module.a.module.b["x"]`, Type: "c", Name: "d", Index: "k", Tainted: true,
		Provider: "registry.terraform.io/-/cloudflare", Attributes: map[string]any{}},
}

func TestReadShow(t *testing.T) {
	for text, want := range map[string]*state.State{
		`{"format_version": "1.0"}`: {Source: "terraform show -json"},
		`{"format_version": "0.1", "terraform_version": "0.12.31", "checks": []}`: {Source: "terraform show -json", TerraformVersion: "0.12.31"},
		`{"format_version": "1.0", "terraform_version": "1.11.4", "values": ` + shown + `}`: {
			Source: "terraform show -json", TerraformVersion: "1.11.4", Instances: shownInstances, Secrets: []any{"hidden"}},
		`{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {}, "resource_changes": []}`: {Source: "plan", TerraformVersion: "1.11.4"},
		`{"format_version": "1.2", "terraform_version": "1.12.0", "planned_values": {"root_module": {"resources": [1]}},
		  "variables": {"token": {"value": "t0p"}, "region": {"value": "eu"}, "unset": {}, "gone": {"value": 1}},
		  "prior_state": {"format_version": "1.0", "terraform_version": "1.11.4", "values": ` + shown + `},
		  "configuration": {"root_module": {"variables": {"token": {"sensitive": true}, "region": {}, "unset": {"sensitive": true}}}}}`: {
			Source: "plan", TerraformVersion: "1.12.0", Instances: shownInstances, Secrets: []any{"hidden", "t0p"}},
	} {
		got, err := state.Read([]byte(text))
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
}

// TestDynamic tells values with their types from maps of two keys.
func TestDynamic(t *testing.T) {
	for text, want := range map[string]string{
		`{"value": "on", "type": "string"}`:                            `"on"`,
		`{"type": "string", "value": "on"}`:                            `"on"`,
		`{"value": 3, "type": "number"}`:                               `3`,
		`{"value": true, "type": "bool"}`:                              `true`,
		`{"value": null, "type": "string"}`:                            `null`,
		`{"value": [], "type": ["list", "dynamic"]}`:                   `[]`,
		`{"value": ["a"], "type": ["set", "string"]}`:                  `["a"]`,
		`{"value": {"k": 1}, "type": ["map", "number"]}`:               `{"k": 1}`,
		`{"value": ["a", 1], "type": ["tuple", ["string", "number"]]}`: `["a", 1]`,
		`{"value": {"a": null}, "type": ["object", {"a": "dynamic"}]}`: `{"a": null}`,
		`{"value": {}, "type": ["object", {"a": "string"}, ["a"]]}`:    `{}`,
		// Inside of another object, as the flags of a DNS record are.
		`{"flags": {"value": 0, "type": "number"}, "tag": "issue"}`: `{"flags": 0, "tag": "issue"}`,
		// A value that has the form too is unwrapped once.
		`{"value": {"value": "a", "type": "string"}, "type": ["object", {"value": "string", "type": "string"}]}`: `{"value": "a", "type": "string"}`,
		`{"value": {"a": {"value": "a", "type": "string"}}, "type": ["map", ["map", "string"]]}`:                 `{"a": {"value": "a", "type": "string"}}`,
		// None of these is a value with its type.
		`{"value": "x", "type": "plain_text"}`:                     "",
		`{"value": ["a@example.com"], "type": "forward"}`:          "",
		`{"value": 1, "type": "string"}`:                           "",
		`{"value": "1", "type": "number"}`:                         "",
		`{"value": {}, "type": "string"}`:                          "",
		`{"value": "x", "type": "dynamic"}`:                        "",
		`{"value": "x", "type": ["list", "string"]}`:               "",
		`{"value": [1], "type": ["list", "string"]}`:               "",
		`{"value": {"a": 1}, "type": ["map", "string"]}`:           "",
		`{"value": [1], "type": ["list"]}`:                         "",
		`{"value": [1], "type": ["list", "number", 1]}`:            "",
		`{"value": [1], "type": ["bag", "number"]}`:                "",
		`{"value": [1], "type": ["tuple", []]}`:                    "",
		`{"value": [1], "type": ["tuple", "number"]}`:              "",
		`{"value": [1], "type": ["tuple", ["no"]]}`:                "",
		`{"value": {"a": 1}, "type": ["object", {}]}`:              "",
		`{"value": {}, "type": ["object", {"a": "string"}]}`:       "",
		`{"value": {"b": 1}, "type": ["object", {"a": "number"}]}`: "",
		`{"value": {}, "type": ["object", {"a": "no"}]}`:           "",
		`{"value": {}, "type": ["object", {}, "a"]}`:               "",
		`{"value": "x", "type": "string", "more": 1}`:              "",
		`{"value": "x"}`:                                             "",
		`{"value": "x", "kind": "string"}`:                           "",
		`{"other": "x", "type": "string"}`:                           "",
		`{"value": "x", "type": null}`:                               "",
		`[{"value": "x", "type": "string"}]`:                         "",
		`{"rules": [{"headers": {"value": "x", "type": "string"}}]}`: "",
		`{"deep": {"value": [1], "type": "string"}}`:                 "",
	} {
		if want == "" {
			want = text
		}
		got, err := state.Read([]byte(one(`"attributes": {"a": ` + text + `}`)))
		require.NoError(t, err, text)
		b, err := json.Marshal(got.Instances[0].Attributes["a"])
		require.NoError(t, err)
		assert.JSONEq(t, want, string(b), text)
	}
}

// one is a state with one instance.
func one(members string) string {
	return `{"version": 4, "resources": [{"mode": "managed", "type": "cloudflare_zone", "name": "a", "provider": "provider[\"registry.terraform.io/cloudflare/cloudflare\"]", "instances": [{` + members + `}]}]}`
}

// TestBothWays reads real states as a file and as they are shown.
func TestBothWays(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.state.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		base := strings.TrimSuffix(name, ".state.json")
		t.Run(filepath.Base(base), func(t *testing.T) { sameBothWays(t, name, base+".show.json") })
	}
}

func sameBothWays(t *testing.T, rawName, shownName string) {
	raw, shown := readFile(t, rawName), readFile(t, shownName)
	assert.Equal(t, "state", raw.Source)
	assert.Equal(t, "terraform show -json", shown.Source)
	assert.NotEmpty(t, raw.Instances)
	raw.Source = shown.Source
	assert.Equal(t, raw, shown)

	// And as HashiCorp's own reader takes it.
	text, err := os.ReadFile(shownName)
	require.NoError(t, err)
	var theirs tfjson.State
	theirs.UseJSONNumber(true)
	require.NoError(t, theirs.UnmarshalJSON(text))
	var want, have []string
	var walk func(m *tfjson.StateModule)
	walk = func(m *tfjson.StateModule) {
		for _, r := range m.Resources {
			if r.Mode == tfjson.ManagedResourceMode {
				want = append(want, fmt.Sprint(r.Address, r.Type, r.Name, r.Index, r.ProviderName, r.SchemaVersion, r.Tainted, r.DeposedKey, r.AttributeValues))
			}
		}
		for _, c := range m.ChildModules {
			walk(c)
		}
	}
	walk(theirs.Values.RootModule)
	for _, in := range shown.Instances {
		have = append(have, fmt.Sprint(in.Address, in.Type, in.Name, in.Index, in.Provider, in.SchemaVersion, in.Tainted, in.Deposed, in.Attributes))
	}
	assert.Equal(t, want, have)
}

func readFile(t *testing.T, name string) *state.State {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	s, err := state.Read(text)
	require.NoError(t, err)
	return s
}

func TestIsCloudflare(t *testing.T) {
	for source, want := range map[string]bool{
		"registry.terraform.io/cloudflare/cloudflare": true,
		"registry.opentofu.org/cloudflare/cloudflare": true,
		"registry.example.com/acme/cloudflare":        false,
		"registry.terraform.io/-/cloudflare":          false,
		"":                                            false,
	} {
		assert.Equal(t, want, (&state.Instance{Provider: source}).IsCloudflare(), source)
	}
}

func TestBare(t *testing.T) {
	for address, want := range map[string]string{
		"a.b":    "a.b",
		"a.b[0]": "a.b",
		`module.m["x]\"["].module.n[1].a.b["$${c}"]`: "module.m.module.n.a.b",
	} {
		assert.Equal(t, want, state.Bare(address))
		assert.True(t, state.IsAddress(address), address)
	}
	for _, s := range []string{"", "a", "a.", ".a", "a.b }", "a.b\n", "a.b # c", "a.b[", "a.b[c]", "a.0", "a.b[*]", "a b.c"} {
		assert.False(t, state.IsAddress(s), s)
	}
}
