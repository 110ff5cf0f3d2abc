package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

const (
	idA = "00000000-0000-4000-8000-00000000000a"
	idB = "00000000-0000-4000-8000-00000000000b"
	idC = "00000000-0000-4000-8000-00000000000c"

	accountID = "01a7362d577a6c3019a474fd6f485823"
	zoneID    = "023e105f4ecef8ad9ca31a8372d0c353"

	cloudflareProvider = `provider["registry.terraform.io/cloudflare/cloudflare"]`
)

// inventoryOf reads an account with these sections, indented by four.
func inventoryOf(t *testing.T, sections string) *schema.Inventory {
	t.Helper()
	text := "cfdr: 1\naccounts:\n  - name: Example\n    id: " + accountID + "\n" + sections
	inv, diags := schema.Load("inventory.yaml", []byte(text), kinds.Registry(), nil)
	require.False(t, diags.HasErrors(), "%v", diags)
	return inv
}

// databases is a section with a database for each pair of name and id.
func databases(pairs ...string) string {
	var b strings.Builder
	b.WriteString("    d1_databases:\n")
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, "      - {name: %s, id: %s}\n", pairs[i], pairs[i+1])
	}
	return b.String()
}

func moved(from, to string) string {
	return "moved {\n  from = " + from + "\n  to   = " + to + "\n}\n"
}

func removed(from string) string {
	return "removed {\n  from = " + from + "\n\n  lifecycle {\n    destroy = false\n  }\n}\n"
}

// blocks is the whole of moved.tf.
func blocks(blocks ...string) string {
	if blocks == nil {
		return ""
	}
	return `# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# Where addresses of earlier runs have gone. What left the inventory is
# forgotten by Terraform and never destroyed.

` + strings.Join(blocks, "\n")
}

// stateOf is a Terraform state of these resources.
func stateOf(resources ...string) string {
	return `{"version": 4, "terraform_version": "1.11.4", "serial": 1, "resources": [` + strings.Join(resources, ",") + "]}"
}

// held is a managed resource with these instances.
func held(address, provider string, instances ...string) string {
	module := ""
	if i := strings.LastIndex(address, ".cloudflare_"); i > 0 {
		module, address = address[:i], address[i+1:]
	}
	kind, name, _ := strings.Cut(address, ".")
	return fmt.Sprintf(`{"module": %q, "mode": "managed", "type": %q, "name": %q, "provider": %q, "instances": [%s]}`, module, kind, name, provider, strings.Join(instances, ","))
}

// database is an instance of a database, with more keys such as an index.
func database(id string, keys ...string) string {
	return "{" + strings.Join(append(keys, fmt.Sprintf(`"attributes": {"id": %q, "account_id": %q}`, id, accountID)), ",") + "}"
}

// TestManifest follows addresses from run to run, as the manifest of each run
// says them to the next.
func TestManifest(t *testing.T) {
	const d1 = "cloudflare_d1_database."
	type run struct {
		sections string
		want     string
	}
	for _, c := range []struct {
		name string
		runs []run
	}{
		{"nothing changes", []run{
			{databases("a", idA), ""},
			{databases("a", idA), ""},
		}},
		{"a new name", []run{
			{databases("a", idA), ""},
			{databases("b", idA), blocks(moved(d1+"a", d1+"b"))},
			{databases("b", idA), blocks(moved(d1+"a", d1+"b"))},
		}},
		{"a chain of names, of which each is moved to by one", []run{
			{databases("a", idA), ""},
			{databases("b", idA), blocks(moved(d1+"a", d1+"b"))},
			{databases("c", idA), blocks(moved(d1+"a", d1+"b"), moved(d1+"b", d1+"c"))},
			{databases("d", idA), blocks(moved(d1+"a", d1+"b"), moved(d1+"b", d1+"c"), moved(d1+"c", d1+"d"))},
		}},
		{"back to an old name", []run{
			{databases("a", idA), ""},
			{databases("b", idA), blocks(moved(d1+"a", d1+"b"))},
			{databases("a", idA), blocks(moved(d1+"b", d1+"a"))},
			{databases("c", idA), blocks(moved(d1+"a", d1+"c"), moved(d1+"b", d1+"a"))},
			{databases("b", idA), blocks(moved(d1+"a", d1+"c"), moved(d1+"c", d1+"b"))},
		}},
		{"to and fro between two names and a third", []run{
			{databases("a", idA), ""},
			{databases("c", idA), blocks(moved(d1+"a", d1+"c"))},
			{databases("b", idA), blocks(moved(d1+"a", d1+"c"), moved(d1+"c", d1+"b"))},
			{databases("c", idA), blocks(moved(d1+"a", d1+"b"), moved(d1+"b", d1+"c"))},
		}},
		{"one goes", []run{
			{databases("a", idA, "b", idB), ""},
			{databases("b", idB), blocks(removed(d1 + "a"))},
			{databases("b", idB), blocks(removed(d1 + "a"))},
			{databases("a", idA, "b", idB), ""},
		}},
		{"one goes that had another name before", []run{
			{databases("a", idA), ""},
			{databases("b", idA), blocks(moved(d1+"a", d1+"b"))},
			{databases("c", idC), blocks(removed(d1+"a"), removed(d1+"b"))},
		}},
		{"a name becomes another thing's while the first goes", []run{
			{databases("a", idA, "b", idB), ""},
			{databases("c", idB), blocks(removed(d1+"a"), moved(d1+"b", d1+"c"))},
		}},
		{"an id becomes known", []run{
			{"    d1_databases: [{name: a}]\n", ""},
			{databases("a", idA), ""},
		}},
		{"an id is no longer known, so that it leaves Terraform", []run{
			{databases("a", idA), ""},
			{"    d1_databases: [{name: a}]\n", blocks(removed(d1 + "a"))},
		}},
		{"a kind addressed by its name", []run{
			{"    r2_buckets: [{name: one}]\n", ""},
			{"    r2_buckets: [{name: two}]\n", blocks(removed("cloudflare_r2_bucket.one"))},
		}},
		{"what has count moves as a whole", []run{
			{"    workers: [{name: one, source: a, schedules: [\"0 3 * * *\"]}]\n", ""},
			{"    workers: [{name: one, source: a}]\n", blocks(removed("cloudflare_workers_cron_trigger.one"))},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var previous *generator.Manifest
			for i, r := range c.runs {
				inv := inventoryOf(t, r.sections)
				files, _, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: schema.V5, Previous: previous})
				require.NoError(t, err)
				assert.Equal(t, sorted(r.want), string(files["moved.tf"]), "run %d", i+1)
				previous, err = generator.ParseManifest(files[generator.ManifestFile])
				require.NoError(t, err)
			}
		})
	}
}

// sorted puts the removed blocks of an expectation behind the moved ones, as
// they are written.
func sorted(want string) string {
	head, rest, found := strings.Cut(want, "\n\n")
	if !found {
		return want
	}
	var first, second []string
	for _, b := range strings.Split(strings.TrimSuffix(rest, "\n"), "\n}\n\n") {
		b = strings.TrimSuffix(b, "\n}") + "\n}\n"
		if strings.HasPrefix(b, "moved") {
			first = append(first, b)
		} else {
			second = append(second, b)
		}
	}
	return head + "\n\n" + strings.Join(append(first, second...), "\n")
}

// TestManifestOfAnother refuses a directory of another account or target.
func TestManifestOfAnother(t *testing.T) {
	inv := inventoryOf(t, databases("a", idA))
	options := generator.Options{Account: inv.Accounts[0], Target: schema.V5}
	for name, previous := range map[string]*generator.Manifest{
		"the directory is the snapshot of another account: Other (x)":                                                               {Account: generator.AccountPin{ID: "x", Name: "Other"}, Target: schema.V5},
		"the directory is written for provider 4, and a state of one major cannot be carried to the other without losing addresses": {Account: generator.AccountPin{ID: accountID}, Target: schema.V4},
	} {
		options.Previous = previous
		files, _, err := generator.Generate(inv, options)
		assert.EqualError(t, err, name)
		assert.Nil(t, files)
	}
}

func TestParseManifest(t *testing.T) {
	for text, want := range map[string]string{
		`{`:             "manifest.json is not a manifest: unexpected end of JSON input",
		`[]`:            "manifest.json is not a manifest: json: cannot unmarshal array into Go value of type generator.Manifest",
		`{}`:            "manifest.json has version 0; this cfdr knows 1",
		`{"version":2}`: "manifest.json has version 2; this cfdr knows 1",
		`{"version":1,"removed":["a.b } resource \"x\" \"y\" {"]}`:    `manifest.json is not a manifest: "a.b } resource \"x\" \"y\" {" is no address`,
		`{"version":1,"moved":[{"from":"a.b","to":"a.c\nd"}]}`:        `manifest.json is not a manifest: "a.c\nd" is no address`,
		`{"version":1,"addresses":{"a.b # c":{"kind":"","path":""}}}`: `manifest.json is not a manifest: "a.b # c" is no address`,
	} {
		_, err := generator.ParseManifest([]byte(text))
		assert.EqualError(t, err, want, text)
	}
	m, err := generator.ParseManifest([]byte(`{"version":1,"moved":[{"from":"module.m[\"a // b\"].x.y[\"$${z}\"]","to":"x.y[0]"}]}`))
	require.NoError(t, err)
	assert.Len(t, m.Moved, 1)
}

// TestState follows the addresses of a state.
func TestState(t *testing.T) {
	const d1 = "cloudflare_d1_database."
	two := databases("app", idA, "ops", idB)
	worker := "    workers: [{name: reports, source: a, schedules: [\"0 3 * * *\"], modules: [{name: a.js, text: \"\"}]}]\n"
	cron := func(name string) string {
		return fmt.Sprintf(`{"index_key": 0, "attributes": {"id": "x", "account_id": %q, "script_name": %q}}`, accountID, name)
	}
	// A route and a domain, which have count too, and a state from before they
	// had one.
	const route, domain = "cloudflare_workers_route.", "cloudflare_workers_domain."
	served := "    zones: [{name: example.com, id: " + zoneID + "}]\n    workers:\n      - name: reports\n        source: a\n        modules: [{name: a.js, text: \"\"}]\n" +
		"        routes: [{pattern: example.com/*, zone: example.com, id: 254a7e536d3ed36140f86ced2b10f0c2}]\n" +
		"        domains: [{hostname: shop.example.com, zone: example.com, id: e2294f88f31c8c618c0daddcccc290a5}]\n"
	aRoute := fmt.Sprintf(`{"attributes": {"id": "254a7e536d3ed36140f86ced2b10f0c2", "zone_id": %q}}`, zoneID)
	aDomain := fmt.Sprintf(`{"attributes": {"id": "e2294f88f31c8c618c0daddcccc290a5", "account_id": %q}}`, accountID)
	for _, c := range []struct {
		name     string
		target   schema.Target
		sections string
		state    string
		previous *generator.Manifest
		want     string
		refusal  string
	}{
		{name: "nothing in it", sections: two, state: stateOf()},
		{name: "all in place", sections: two, state: stateOf(
			held(d1+"app", cloudflareProvider, database(idA)), held(d1+"ops", cloudflareProvider, database(idB)))},
		{name: "another label", sections: two, state: stateOf(held(d1+"shop", cloudflareProvider, database(idA))),
			want: blocks(moved(d1+"shop", d1+"app"))},
		{name: "no longer in the inventory", sections: two, state: stateOf(held(d1+"old", cloudflareProvider, database(idC))),
			want: blocks(removed(d1 + "old"))},
		{name: "two databases whose ids were exchanged", sections: databases("app", idB, "ops", idA), state: stateOf(
			held(d1+"app", cloudflareProvider, database(idA)), held(d1+"ops", cloudflareProvider, database(idB))),
			refusal: `the state holds what the new configuration would destroy or overwrite
  cloudflare_d1_database.app holds id ` + idA + `, and stands for D1 database "app" now; forget it with: terraform state rm 'cloudflare_d1_database.app'
  cloudflare_d1_database.ops holds id ` + idB + `, and stands for D1 database "ops" now; forget it with: terraform state rm 'cloudflare_d1_database.ops'`},
		{name: "count, where the first instance is the resource", sections: two, state: stateOf(held(d1+"app", cloudflareProvider, database(idA, `"index_key": 0`)))},
		{name: "count under another label", sections: two, state: stateOf(held(d1+"all", cloudflareProvider, database(idA, `"index_key": 0`), database(idB, `"index_key": 1`))),
			want: blocks(moved(d1+"all[0]", d1+"app"), moved(d1+"all[1]", d1+"ops"))},
		{name: "for_each under another label, and one that is not in the inventory", sections: two,
			state: stateOf(held(d1+"all", cloudflareProvider, database(idA, `"index_key": "it's \"${a}\""`), database(idC, `"index_key": "c"`))),
			want:  blocks(moved(d1+`all["it's \"$${a}\""]`, d1+"app"), removed(d1+"all"))},
		{name: "for_each under the label of one of them", sections: two,
			state: stateOf(held(d1+"app", cloudflareProvider, database(idA, `"index_key": "a"`), database(idB, `"index_key": "b"`))),
			want:  blocks(moved(d1+`app["a"]`, d1+"app"), moved(d1+`app["b"]`, d1+"ops"))},
		{name: "an instance of a label that is written, of something else", sections: two,
			state: stateOf(held(d1+"app", cloudflareProvider, database(idA, `"index_key": 0`), database(idC, `"index_key": 1`))),
			refusal: `the state holds what the new configuration would destroy or overwrite
  cloudflare_d1_database.app[1] holds id ` + idC + `, and cloudflare_d1_database.app has no such instance; forget it with: terraform state rm 'cloudflare_d1_database.app[1]'`},
		{name: "what is written with count, in place", sections: worker, state: stateOf(held("cloudflare_workers_cron_trigger.reports", cloudflareProvider, cron("reports")))},
		{name: "what is written with count, under another label", sections: worker, state: stateOf(held("cloudflare_workers_cron_trigger.old", cloudflareProvider, cron("reports"))),
			want: blocks(moved("cloudflare_workers_cron_trigger.old", "cloudflare_workers_cron_trigger.reports"))},
		{name: "what is written with count, and the manifest knows it too", sections: worker, state: stateOf(held("cloudflare_workers_cron_trigger.old", cloudflareProvider, cron("reports"))),
			previous: &generator.Manifest{Addresses: map[string]generator.Identity{"cloudflare_workers_cron_trigger.old": {Kind: "worker_schedule", Path: "reports"}}},
			want:     blocks(moved("cloudflare_workers_cron_trigger.old", "cloudflare_workers_cron_trigger.reports"))},
		{name: "without count where it is written with it, in place", sections: served, state: stateOf(
			held(route+"example_com__fae3bea0", cloudflareProvider, aRoute), held(domain+"shop_example_com", cloudflareProvider, aDomain))},
		{name: "without count where it is written with it, under another label", sections: served, state: stateOf(
			held(route+"all", cloudflareProvider, aRoute), held(domain+"shop", cloudflareProvider, aDomain)),
			want: blocks(moved(domain+"shop", domain+"shop_example_com[0]"), moved(route+"all", route+"example_com__fae3bea0[0]"))},
		{name: "without count under another label, and the manifest knows it too", sections: served, state: stateOf(held(route+"all", cloudflareProvider, aRoute)),
			previous: &generator.Manifest{Addresses: map[string]generator.Identity{route + "all": {Kind: "worker_route", Path: "reports/example.com/*", ID: "254a7e536d3ed36140f86ced2b10f0c2"}}},
			want:     blocks(moved(route+"all", route+"example_com__fae3bea0[0]"))},
		{name: "with for_each where it is written with count", sections: served, state: stateOf(
			held(route+"all", cloudflareProvider, strings.Replace(aRoute, "{", `{"index_key": "a", `, 1))),
			want: blocks(moved(route+`all["a"]`, route+"example_com__fae3bea0[0]"))},
		{name: "in a module", sections: two, state: stateOf(held(`module.stores["a"].`+d1+"app", cloudflareProvider, database(idA))),
			want: blocks(removed("module.stores." + d1 + "app"))},
		{name: "an older name of the type", target: schema.V4, sections: "    workers: [{name: reports, source: a}]\n",
			state: stateOf(held("cloudflare_worker_script.reports", cloudflareProvider, `{"attributes": {"id": "reports", "name": "reports"}}`)),
			want:  blocks(removed("cloudflare_worker_script.reports"))},
		{name: "a type that cfdr does not know", sections: two, state: stateOf(held("cloudflare_list.waf", cloudflareProvider, `{"attributes": {"id": "x"}}`)),
			want: blocks(removed("cloudflare_list.waf"))},
		{name: "data sources", sections: two, state: stateOf(`{"mode": "data", "type": "cloudflare_zones", "name": "all", "provider": "x", "instances": [{"attributes": {}}]}`)},
		{name: "a deposed instance", sections: two, state: stateOf(held(d1+"app", cloudflareProvider, database(idA), database(idC, `"deposed": "01234567"`))),
			refusal: `the state holds what the new configuration would destroy or overwrite
  cloudflare_d1_database.app has a deposed instance, which the next plan would destroy; finish or undo that replacement first`},
		{name: "another provider", sections: two, state: stateOf(held("random_id.x", `provider["registry.terraform.io/hashicorp/random"]`, `{"attributes": {}}`)),
			refusal: `the state holds what the new configuration would destroy or overwrite
  random_id.x belongs to another provider; keep it in a directory and a state of its own (terraform state mv)`},
		{name: "somebody else's provider of that name", sections: two, state: stateOf(held(d1+"app", `provider["registry.example.com/acme/cloudflare"]`, database(idA))),
			refusal: `the state holds what the new configuration would destroy or overwrite
  cloudflare_d1_database.app belongs to another provider; keep it in a directory and a state of its own (terraform state mv)`},
		{name: "another registry, an alias", sections: two, state: stateOf(held(d1+"app", `provider["registry.opentofu.org/cloudflare/cloudflare"].second`, database(idA)))},
		{name: "one object twice", sections: two, state: stateOf(held(d1+"app", cloudflareProvider, database(idA)), held(d1+"shop", cloudflareProvider, database(idA))),
			refusal: `the state holds what the new configuration would destroy or overwrite
  cloudflare_d1_database.app and cloudflare_d1_database.shop are both D1 database "app"; forget one of them with: terraform state rm 'cloudflare_d1_database.shop'`},
		{name: "one object twice, under old labels", sections: two, state: stateOf(held(d1+"x", cloudflareProvider, database(idA)), held(d1+"y", cloudflareProvider, database(idA))),
			refusal: `the state holds what the new configuration would destroy or overwrite
  cloudflare_d1_database.x and cloudflare_d1_database.y are both D1 database "app"; forget one of them with: terraform state rm 'cloudflare_d1_database.y'`},
		{name: "an object of another account", sections: two, state: stateOf(held(d1+"x", cloudflareProvider, `{"attributes": {"id": "`+idA+`", "account_id": "01a7362d577a6c3019a474fd6f485824"}}`)),
			refusal: `the state holds what the new configuration would destroy or overwrite
  cloudflare_d1_database.x belongs to the account 01a7362d577a6c3019a474fd6f485824; keep it in a directory and a state of its own (terraform state mv)`},
		{name: "a setting, known by its zone and name", target: schema.V5, sections: "    zones:\n      - {name: example.com, id: " + zoneID + ", settings: {ssl: strict}}\n      - {name: example.org, id: 023e105f4ecef8ad9ca31a8372d0c354, settings: {ssl: strict}}\n",
			state: stateOf(
				held("cloudflare_zone_setting.ours", cloudflareProvider, `{"schema_version": 500, "attributes": {"id": "ssl", "setting_id": "ssl", "value": "strict", "zone_id": "023e105f4ecef8ad9ca31a8372d0c354"}}`),
				held("cloudflare_zone_setting.gone", cloudflareProvider, `{"schema_version": 500, "attributes": {"id": "brotli", "setting_id": "brotli", "zone_id": "`+zoneID+`"}}`),
				held("cloudflare_zone_setting.foreign", cloudflareProvider, `{"schema_version": 500, "attributes": {"id": "ssl", "setting_id": "ssl", "zone_id": "023e105f4ecef8ad9ca31a8372d0c355"}}`)),
			previous: &generator.Manifest{Addresses: map[string]generator.Identity{"cloudflare_zone_setting.ours": {Kind: "zone_setting", Path: "example.org/old"}}},
			want:     blocks(moved("cloudflare_zone_setting.ours", "cloudflare_zone_setting.example_org__ssl"), removed("cloudflare_zone_setting.foreign"), removed("cloudflare_zone_setting.gone"))},
		{name: "the state knows better than the manifest", sections: two, state: stateOf(held(d1+"old", cloudflareProvider, database(idC))),
			previous: &generator.Manifest{Addresses: map[string]generator.Identity{d1 + "old": {Kind: "d1_database", Path: "app", ID: idA}}},
			want:     blocks(removed(d1 + "old"))},
		{name: "the manifest and the state agree", sections: two, state: stateOf(held(d1+"b", cloudflareProvider, database(idA))),
			previous: &generator.Manifest{Moved: []generator.Move{{From: d1 + "a", To: d1 + "b"}}, Addresses: map[string]generator.Identity{d1 + "b": {Kind: "d1_database", Path: "b", ID: idA}}},
			want:     blocks(moved(d1+"a", d1+"b"), moved(d1+"b", d1+"app"))},
	} {
		t.Run(c.name, func(t *testing.T) {
			inv := inventoryOf(t, c.sections)
			held, err := state.Read([]byte(c.state))
			require.NoError(t, err)
			options := generator.Options{Account: inv.Accounts[0], Target: schema.V4, State: held, Match: plan.Match, Previous: c.previous}
			if c.target != "" {
				options.Target = c.target
			}
			if c.previous != nil {
				c.previous.Account.ID, c.previous.Target = accountID, options.Target
			}
			files, _, err := generator.Generate(inv, options)
			if c.refusal != "" {
				assert.EqualError(t, err, c.refusal)
				assert.Nil(t, files)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, string(files["moved.tf"]))
		})
	}
}

// TestReassigned is about addresses that stand for another object than before:
// what a state that nobody showed holds there would be turned into it.
func TestReassigned(t *testing.T) {
	first := inventoryOf(t, databases("a", idA))
	files, _, err := generator.Generate(first, generator.Options{Account: first.Accounts[0], Target: schema.V5})
	require.NoError(t, err)
	previous, err := generator.ParseManifest(files[generator.ManifestFile])
	require.NoError(t, err)
	second := inventoryOf(t, databases("a", idB, "b", idA))
	options := generator.Options{Account: second.Accounts[0], Target: schema.V5, Previous: previous}
	files, _, err = generator.Generate(second, options)
	require.EqualError(t, err, `addresses stand for other objects than before, and what the state holds there is not known
  cloudflare_d1_database.a stood for id `+idA+`, and stands for id `+idB+` now`)
	require.Nil(t, files)

	// An empty state is what lies in a directory whose state is elsewhere.
	options.Match = plan.Match
	options.State, err = state.Read([]byte(`{"version": 4, "resources": []}`))
	require.NoError(t, err)
	_, _, err = generator.Generate(second, options)
	require.Error(t, err)

	options.State, options.NoState = nil, true
	files, _, err = generator.Generate(second, options)
	require.NoError(t, err)
	assert.NotContains(t, files, "moved.tf")
}

// TestReassignedLater remembers what an address stood for over the runs in
// between, in which it stood for nothing.
func TestReassignedLater(t *testing.T) {
	var previous *generator.Manifest
	for _, sections := range []string{databases("a", idA, "b", idB), databases("a", idA)} {
		inv := inventoryOf(t, sections)
		files, _, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: schema.V5, Previous: previous})
		require.NoError(t, err)
		previous, err = generator.ParseManifest(files[generator.ManifestFile])
		require.NoError(t, err)
	}
	require.Equal(t, map[string]string{"cloudflare_d1_database.b": idB}, previous.Past)
	inv := inventoryOf(t, databases("b", idA))
	_, _, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: schema.V5, Previous: previous})
	require.EqualError(t, err, `addresses stand for other objects than before, and what the state holds there is not known
  cloudflare_d1_database.b stood for id `+idB+`, and stands for id `+idA+` now`)
}

// TestGroupsInRings are groups that include themselves and each other: nothing
// of them may ask for what is not there.
func TestGroupsInRings(t *testing.T) {
	inv := inventoryOf(t, `    access_groups:
      - {name: self, id: 00000000-0000-4000-8000-000000000001, include: [group: self, email: a@example.com]}
      - {name: only, id: 00000000-0000-4000-8000-000000000002, include: [group: other]}
      - {name: other, id: 00000000-0000-4000-8000-000000000003, include: [group: only]}
`)
	for _, target := range schema.Targets() {
		files, survey, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target})
		require.NoError(t, err)
		checkConfiguration(t, files, target)
		assert.NotContains(t, string(files["access_group.tf"]), "local.ids[\"access_group.self\"]")
		outside := 0
		for _, it := range survey.Items {
			if it.Address == "" {
				outside++
			}
		}
		assert.Equal(t, 1, outside, "the group of which nothing is left is a script's")
	}
}
