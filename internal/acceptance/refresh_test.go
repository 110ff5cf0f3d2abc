package acceptance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// shop is a small account that the tests of this file change.
const shop = `cfdr: 1
accounts:
  - name: Shop
    id: 01a7362d577a6c3019a474fd6f485823
    zones:
      - name: example.com
        id: 023e105f4ecef8ad9ca31a8372d0c353
        dns_records:
          - {name: example.com, type: A, content: 192.0.2.10, proxied: true, id: 372e67954025e0ba6aaa6d586b9e0b59}
          - {name: www.example.com, type: CNAME, content: example.com, proxied: true, id: a1e70eaf20065a736abe1204c8c31e52}
          - {name: example.com, type: TXT, content: '"one"', id: c7e47ea0c3b1761733a5db7210c7bc9a}
    d1_databases:
      - {name: ops-db, id: f8c5b913-da09-4181-ae79-5fab71f2ad6c}
      - {name: app, id: 82656482-7e29-43ae-aa3e-3bff9916f023}
    kv_namespaces:
      - {title: SESSIONS, id: e61a9a04f95f19aa5456b09e4029af1e}
      - {title: FLAGS, id: 93d877eb1358db4cfdd86005b1225579}
    r2_buckets:
      - {name: assets}
    queues:
      - {name: orders, id: 4bf400684dcba5b9ef4466d5355e1094}
    workers:
      - name: storefront
        source: workers/storefront
        compatibility_date: 2025-09-01
        bindings:
          - {type: d1, name: DB, database: app}
          - {type: kv_namespace, name: SESSIONS, namespace: SESSIONS}
        secrets: [TOKEN]
        schedules: ["0 3 * * *"]
        routes:
          - {pattern: example.com/*, zone: example.com, id: 254a7e536d3ed36140f86ced2b10f0c2}
    access_identity_providers:
      - {name: PIN, id: e4e7bf2b-47d8-40c1-a334-6f4151b8f7a7, type: onetimepin}
    access_groups:
      - {name: staff, id: 218b9332-0e81-42e1-a977-2fa95d6c83a4, include: [email_domain: example.com]}
    access_policies:
      - {name: Staff, id: 29f04407-e887-4e23-a658-fa3d08823695, decision: allow, include: [group: staff]}
    access_applications:
      - {name: Shop, id: 62ffb814-a629-4f18-a9fd-b20f0f855209, domain: example.com, policies: [Staff]}
`

func account(text string, edits ...string) string {
	return strings.NewReplacer(edits...).Replace(text)
}

// A kept is an account that was adopted once: what is left on disk.
type kept struct {
	state    []byte
	manifest *generator.Manifest
}

// adopt adopts an account and gives what a refresh finds.
func adopt(t *testing.T, target schema.Target, text string) kept {
	t.Helper()
	inv := parse(t, []byte(text), ".")
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	files, survey := generate(t, inv, target)
	d := snapshot(t, target, s, files)
	adopts(t, d, s, survey)
	d.inStep(inv, target)
	m, err := generator.ParseManifest(files[generator.ManifestFile])
	require.NoError(t, err)
	return kept{d.read("terraform.tfstate"), m}
}

// refreshed is the directory after the account, and the inventory with it, has
// become what text says.
func (k kept) refreshed(t *testing.T, target schema.Target, text string) (*directory, *standin.Server) {
	t.Helper()
	inv := parse(t, []byte(text), ".")
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	held, err := state.Read(k.state)
	require.NoError(t, err)
	files, _, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target, Previous: k.manifest, State: held, Match: plan.Match})
	require.NoError(t, err)
	d := snapshot(t, target, s, files)
	d.write(generator.Files{"terraform.tfstate": k.state})
	d.check()
	return d, s
}

func eachTarget(t *testing.T, f func(t *testing.T, target schema.Target)) {
	for _, target := range schema.Targets() {
		t.Run(string(target), func(t *testing.T) {
			t.Parallel()
			f(t, target)
		})
	}
}

// Whatever changes in the account and the inventory, a refresh destroys and
// changes nothing.
func TestRefreshingDestroysNothing(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		before := adopt(t, target, shop)
		for _, tc := range []struct {
			name, text string
			imports    int
		}{
			{"nothing new", shop, 0},
			{"a record has another content", account(shop, "192.0.2.10", "192.0.2.11", `"one"`, `"two"`), 0},
			{"a namespace has another title", account(shop, "title: SESSIONS", "title: sessions (new)", "namespace: SESSIONS", "namespace: sessions (new)"), 0},
			{"much was changed in the dashboard", account(shop, "proxied: true, id: a1e7", "proxied: false, ttl: 300, comment: moved, id: a1e7", "email_domain: example.com", "email_domain: example.org",
				"decision: allow", "session_duration: 8h, decision: allow", "domain: example.com, policies", "domain: example.com/shop, session_duration: 1h, app_launcher_visible: false, policies",
				"0 3 * * *", "0 4 * * *", "pattern: example.com/*", "pattern: example.com/shop/*", "2025-09-01", "2025-10-01", "name: DB,", "name: DATA,", "[TOKEN]", "[TOKEN, OTHER]",
				"{name: PIN,", "{name: One-time PIN,"), 0},
			{"a worker has another name", account(shop, "name: storefront", "name: front"), 2},
			{"objects have gone", account(shop, "      - {name: ops-db, id: f8c5b913-da09-4181-ae79-5fab71f2ad6c}\n", "",
				"      - {title: FLAGS, id: 93d877eb1358db4cfdd86005b1225579}\n", "", "        schedules: [\"0 3 * * *\"]\n", "",
				"          - {name: www.example.com, type: CNAME, content: example.com, proxied: true, id: a1e70eaf20065a736abe1204c8c31e52}\n", ""), 0},
			{"objects have come", account(shop, "    d1_databases:\n", "    d1_databases:\n      - {name: aaa, id: 02656482-7e29-43ae-aa3e-3bff9916f023}\n",
				"        dns_records:\n", "        dns_records:\n          - {name: a.example.com, type: A, content: 192.0.2.1, id: 072e67954025e0ba6aaa6d586b9e0b59}\n"), 2},
		} {
			t.Run(tc.name, func(t *testing.T) {
				d, s := before.refreshed(t, target, tc.text)
				want := "Plan: 0 to add, 0 to change, 0 to destroy."
				switch {
				case tc.imports > 0:
					want = fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", tc.imports)
				case tc.text == shop:
					want = "No changes."
				}
				if !assert.Equal(t, want, d.plan()) {
					t.Fatal(d.explain())
				}
				d.apply()
				if !assert.Equal(t, "No changes.", d.plan()) {
					t.Error(d.explain())
				}
				assert.Empty(t, s.Writes())
			})
		}
	})
}

// An id that was wrong, or an object that was made again, is first forgotten:
// nothing is written until the state no longer holds the other one.
func TestRefreshingAfterAnotherID(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		before := adopt(t, target, shop)
		for _, tc := range []struct{ name, old, new, address string }{
			{"a database", "f8c5b913-da09-4181-ae79-5fab71f2ad6c", "18c5b913-da09-4181-ae79-5fab71f2ad6c", "cloudflare_d1_database.ops_db"},
			{"a namespace", "93d877eb1358db4cfdd86005b1225579", "13d877eb1358db4cfdd86005b1225579", "cloudflare_workers_kv_namespace.FLAGS"},
		} {
			t.Run(tc.name, func(t *testing.T) {
				text := account(shop, tc.old, tc.new)
				inv := parse(t, []byte(text), ".")
				held, err := state.Read(before.state)
				require.NoError(t, err)
				_, _, err = generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target, Previous: before.manifest, State: held, Match: plan.Match})
				var refusal *generator.RefusalError
				require.ErrorAs(t, err, &refusal)
				require.Len(t, refusal.Details, 1)
				require.Contains(t, refusal.Details[0], "terraform state rm '"+tc.address+"'")

				s := standin.New()
				s.Seed(inv, inv.Accounts[0])
				d := snapshot(t, target, s, generator.Files{"terraform.tfstate": before.state})
				d.run("state", "rm", tc.address)
				left, err := os.ReadFile(filepath.Join(d.path, "terraform.tfstate"))
				require.NoError(t, err)
				held, err = state.Read(left)
				require.NoError(t, err)
				files, _, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target, Previous: before.manifest, State: held, Match: plan.Match})
				require.NoError(t, err)
				d.replace(files)
				if !assert.Equal(t, "Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.", d.plan()) {
					t.Error(d.explain())
				}
			})
		}
	})
}

// A state may hold without count what is written with it: somebody made it by
// hand, or an earlier version of the configuration had no count. Terraform
// moves it to the first instance, also under another label.
func TestStateWithoutCount(t *testing.T) {
	counted := map[string]string{"cloudflare_workers_cron_trigger": "crons", "cloudflare_workers_route": "shop", "cloudflare_workers_domain": "shop", "cloudflare_workers_custom_domain": "shop"}
	eachTarget(t, func(t *testing.T, target schema.Target) {
		before := adopt(t, target, reachable)
		for name, relabel := range map[string]bool{"the same labels": false, "other labels": true} {
			t.Run(name, func(t *testing.T) {
				var state map[string]any
				require.NoError(t, json.Unmarshal(before.state, &state))
				found := 0
				for _, r := range state["resources"].([]any) {
					r := r.(map[string]any)
					other, isCounted := counted[r["type"].(string)]
					if !isCounted {
						continue
					}
					found++
					delete(r["instances"].([]any)[0].(map[string]any), "index_key")
					if relabel {
						r["name"] = other
					}
				}
				require.Equal(t, 3, found)
				d, s := kept{state: []byte(text(state))}.refreshed(t, target, reachable)
				want := "Plan: 0 to add, 0 to change, 0 to destroy."
				if relabel && target == schema.V5 {
					want = "Plan: 3 to import, 0 to add, 0 to change, 0 to destroy."
				}
				if !assert.Equal(t, want, d.plan()) {
					t.Fatal(d.explain())
				}
				d.apply()
				assert.Equal(t, "No changes.", d.plan())
				assert.Empty(t, s.Writes())
				assert.ElementsMatch(t, addresses(t, before.state), addresses(t, d.read("terraform.tfstate")))
			})
		}
	})
}

// addresses are all that a state holds.
func addresses(t *testing.T, text []byte) []string {
	t.Helper()
	held, err := state.Read(text)
	require.NoError(t, err)
	var out []string
	for _, in := range held.Instances {
		out = append(out, in.Address)
	}
	return out
}
