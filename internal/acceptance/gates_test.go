package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// empty is an account in which nothing is left.
func empty(inv *schema.Inventory) *standin.Server {
	s := standin.New(standin.WithSeed("rebuilt"))
	s.AddAccount(inv.Accounts[0].ID, inv.Accounts[0].Name)
	return s
}

// reachable is the shop with one of everything that runs or is reached.
var reachable = account(shop, "        routes:\n", "        domains:\n          - {hostname: shop.example.com, zone: example.com, id: e2294f88f31c8c618c0daddcccc290a5}\n        routes:\n")

// What is held is neither created nor adopted until it is let go, each on its
// own; and holding it again does not stop what runs.
func TestWhatIsHeldWaits(t *testing.T) {
	keys := []string{"worker_schedule.storefront", "worker_route.example_com__fae3bea0", "worker_domain.shop_example_com"}
	held := func(keys ...string) string { return "-var=held=" + text(append([]string{}, keys...)) }
	eachTarget(t, func(t *testing.T, target schema.Target) {
		inv := parse(t, []byte(reachable), ".")
		files, survey := generate(t, inv, target)
		n := adopted(survey)

		s := empty(inv)
		// running are the numbers of schedules, routes and domains.
		running := func() [3]int {
			in := "/accounts/" + inv.Accounts[0].ID
			schedules, _ := s.Get(in+"/workers/scripts", "storefront")["schedules"].([]any)
			zone := s.All("/zones")[0]["id"].(string)
			return [3]int{len(schedules), len(s.All("/zones/" + zone + "/workers/routes")), len(s.All(in + "/workers/domains"))}
		}
		d := snapshot(t, target, s, files)
		require.Equal(t, fmt.Sprintf("Plan: %d to add, 0 to change, 0 to destroy.", n-3), d.plan("-var=adopt=false", held(keys...)))
		d.apply()
		assert.Equal(t, [3]int{0, 0, 0}, running())
		for i, want := range [][3]int{{1, 0, 0}, {1, 1, 0}, {1, 1, 1}} {
			require.Equal(t, "Plan: 1 to add, 0 to change, 0 to destroy.", d.plan("-var=adopt=false", held(keys[i+1:]...)))
			d.apply()
			assert.Equal(t, want, running())
		}
		assert.Equal(t, "No changes.", d.plan("-var=adopt=false"))
		for _, key := range keys {
			out, err := d.try("plan", "-no-color", "-input=false", "-var=adopt=false", held(key))
			assert.Error(t, err, "%s is not stopped by the variable", key)
			assert.Contains(t, out, "Instance cannot be destroyed")
		}

		live := standin.New()
		live.Seed(inv, inv.Accounts[0])
		d = snapshot(t, target, live, files)
		for i := range keys {
			assert.Equal(t, fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", n-i-1), d.plan(held(keys[:i+1]...)))
		}
	})
}

// What is known to be lost is created, and everything else adopted.
func TestOneLostObjectAmongMany(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		inv := parse(t, []byte(shop), ".")
		files, survey := generate(t, inv, target)
		s := standin.New()
		s.Seed(inv, inv.Accounts[0], standin.SeedOnly(func(o *schema.Object) bool { return o.Name != "FLAGS" }))
		d := snapshot(t, target, s, files)
		vars := `-var=lost=["kv_namespace.FLAGS"]`
		require.Equal(t, fmt.Sprintf("Plan: %d to import, 1 to add, 0 to change, 0 to destroy.", adopted(survey)-1), d.plan(vars))
		d.apply()
		assert.Len(t, s.Writes(), 1)
		assert.Equal(t, "No changes.", d.plan(vars))
	})
}

// What serves a host is created after the Access application that covers it.
func TestAccessComesBeforeWhatItCovers(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		text := account(shop, "        routes:\n", "        domains:\n          - {hostname: admin.example.com, zone: example.com, id: e2294f88f31c8c618c0daddcccc290a5}\n        routes:\n",
			"    access_applications:\n", "    access_applications:\n      - {name: Admin, id: 72ffb814-a629-4f18-a9fd-b20f0f855209, domain: admin.example.com, policies: [Staff]}\n")
		inv := parse(t, []byte(text), ".")
		files, _ := generate(t, inv, target)
		s := empty(inv)
		d := snapshot(t, target, s, files)
		d.plan("-var=adopt=false")
		d.apply()
		at := func(path, body string) int {
			i := slices.IndexFunc(s.Writes(), func(r standin.Request) bool {
				return strings.HasSuffix(r.Path, path) && strings.Contains(r.Body, body) && r.Status < 400
			})
			require.GreaterOrEqual(t, i, 0, "no request to %s with %s", path, body)
			return i
		}
		app, admin := at("/access/apps", `"name":"Shop"`), at("/access/apps", `"name":"Admin"`)
		assert.Less(t, app, at("/workers/routes", "example.com/*"))
		assert.Less(t, app, at("/dns_records", `192.0.2.10`))
		assert.Less(t, admin, at("/workers/domains", "admin.example.com"))
	})
}

// What the inventory has only from a document, or only in part, strips, renames
// and replaces nothing.
func TestDoubtChangesNothing(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		for _, tc := range []struct {
			name string
			// live are edits of what is there, known of what is said of it.
			live, known []string
			// differs is what cfdr diff says then, which Terraform ignores.
			differs map[schema.Target][]string
		}{
			{
				"names from a document",
				[]string{"{name: ops-db,", "{name: rto-ops-db,", "title: FLAGS", "title: production-flags"},
				[]string{"{name: ops-db,", "{name: ops-db, unverified: [name],", "title: FLAGS", "title: FLAGS, unverified: [title]"},
				nil,
			},
			{
				"a list of bindings that is incomplete",
				[]string{"        secrets: [TOKEN]", "          - {type: plain_text, name: MODE, text: live}\n          - {type: ai, name: AI}\n        secrets: [TOKEN, KEY]"},
				[]string{"        secrets: [TOKEN]", "        bindings_incomplete: + others", "name: DB, ", ""},
				nil,
			},
			{
				"where databases were asked to be",
				[]string{"{name: app,", "{name: app, location: oc,", "{name: ops-db,", "{name: ops-db, read_replication: {mode: auto},"},
				[]string{"{name: app,", "{name: app, location: weur,"},
				nil,
			},
			{
				"where buckets were asked to be",
				[]string{"{name: assets}", "{name: assets, location: oc}"},
				[]string{"{name: assets}", "{name: assets, location: weur}"},
				map[schema.Target][]string{schema.V4: {"cloudflare_r2_bucket.assets [[location]]"}, schema.V5: {"cloudflare_r2_bucket.assets [[location]]"}},
			},
			{
				"workers of which nothing is known",
				[]string{"        compatibility_date: 2025-09-01\n", "        compatibility_date: 2025-09-01\n        compatibility_flags: [nodejs_compat]\n        placement: {mode: smart}\n        logpush: true\n        limits: {cpu_ms: 50}\n"},
				[]string{"        compatibility_date: 2025-09-01\n", ""},
				// Of the others nobody can say that they were to be none.
				map[schema.Target][]string{schema.V5: {"cloudflare_workers_script.storefront [[limits]]"}},
			},
		} {
			t.Run(tc.name, func(t *testing.T) {
				there := parse(t, []byte(account(shop, tc.live...)), ".")
				s := standin.New()
				s.Seed(there, there.Accounts[0])
				inv := parse(t, []byte(account(shop, tc.known...)), ".")
				files, survey := generate(t, inv, target)
				d := snapshot(t, target, s, files)
				adopts(t, d, s, survey)
				var differs []string
				for _, c := range compared(t, inv, target, d.read("terraform.tfstate")).Changes {
					if c.Class != plan.InStep && c.Class != plan.NotRecorded && c.Class != plan.Gap {
						assert.True(t, c.Ignored)
						differs = append(differs, fmt.Sprint(c.Address, " ", c.Differ))
					}
				}
				assert.Equal(t, tc.differs[target], differs)
			})
		}
	})
}
