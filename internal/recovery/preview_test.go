package recovery

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// preview is what rebuild.sh says without --apply, of an account that has all
// of the inventory for which want is true.
func preview(t *testing.T, inv *schema.Inventory, want func(*schema.Object) bool) (*rescue, rebuilding) {
	t.Helper()
	needTools(t)
	s := standin.New()
	s.Seed(inv, inv.Accounts[0], standin.SeedOnly(want))
	x := rescues(t, inv, s)
	return x, x.rebuild(t)
}

// between is the part of a text from one line up to the next empty one.
func between(text, from string) string {
	_, rest, found := strings.Cut(text, "\n"+from+"\n")
	if !found {
		return ""
	}
	part, _, _ := strings.Cut(rest, "\n-- ")
	part, _, _ = strings.Cut(part, "\n\n")
	return part
}

const differ = "There, not lost, and different from the snapshot (live -> snapshot). It is left as it is; --align KEY changes it:"

// An account as it was when the snapshot was taken differs in nothing, whatever
// kinds it has.
func TestHealthyAccountDiffersInNothing(t *testing.T) {
	t.Parallel()
	var kinds []string
	for _, k := range registry.Kinds() {
		if k.Parent != "" {
			kinds = append(kinds, k.Name)
		}
	}
	for _, kind := range deep.Sample(kinds, 1) {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			inv := load(t, filepath.Join("..", "..", "generator", "testdata", "kinds", kind, "inventory.yaml"))
			_, r := preview(t, inv, func(*schema.Object) bool { return true })
			require.Contains(t, []int{0, 2}, r.code, r.text)
			assert.Empty(t, between(r.text, differ), r.text)
		})
	}
}

// What a person must do before a rebuild is said before anything is written,
// and only where something is lost that needs it.
func TestWhatComesBeforeARebuild(t *testing.T) {
	t.Parallel()
	inv := small(t, `
    pages_projects:
      - name: site
        production_branch: main
        source: {type: github, config: {owner: example, repo_name: site, production_branch: main}}
    access_groups: [{name: Staff, include: [{email_domain: example.com}]}]
`)
	const before = "To do before a rebuild:"
	const pages = `  pages project "site": Before anything is created, let Cloudflare Pages read the repository: dashboard, Workers & Pages, Create, Connect to Git. (github example/site)`
	if deep.Enabled() {
		_, r := preview(t, inv, func(*schema.Object) bool { return true })
		assert.NotContains(t, r.text, before)
	}
	x, r := preview(t, inv, func(*schema.Object) bool { return false })
	const organization = "  Where the account has no Zero Trust organization yet, make one in the Zero Trust dashboard. The API says: 11020 access.api.error.organization_not_found: Access is not set up for this account (HTTP 404).\n"
	assert.Equal(t, organization+pages, between(r.text, before), r.text)
	r = x.rebuild(t, "--apply")
	assert.Equal(t, organization+pages, between(r.text, before), r.text)
	assert.Less(t, strings.Index(r.text, before), strings.Index(r.text, "== What Terraform needs first"))
}

// What was refused and not created is no longer a rebuild's to write to: when a
// person creates it in another way, the next run lists that and leaves it.
func TestWhatAPersonCreatedIsLeft(t *testing.T) {
	t.Parallel()
	needTools(t)
	inv := small(t, `
    d1_databases: [{name: app, read_replication: {mode: auto}}]
    access_groups: [{name: Staff, id: 9f0a1b2c-0000-4000-8000-000000000009, include: [{email_domain: example.com}]}]
`)
	const groups = "/accounts/" + accountID + "/access/groups"
	for _, byScript := range deep.Sample([]bool{true, false}, 1) {
		t.Run(fmt.Sprint(byScript), func(t *testing.T) {
			t.Parallel()
			s := standin.New()
			s.Seed(inv, inv.Accounts[0], standin.SeedOnly(func(o *schema.Object) bool { return byScript != (o.Name == "app") }))
			x := rescues(t, inv, s)
			path, body, line := d1Path, map[string]any{"uuid": "0123abcd-0000-4000-8000-000000000000", "name": "app", "read_replication": map[string]any{"mode": "disabled"}},
				`    D1 database "app": read_replication.mode: "disabled" -> "auto"`
			if !byScript {
				path, body = groups, map[string]any{"id": "9f0a1b2c-0000-4000-8000-000000000001", "name": "Staff", "include": []any{map[string]any{"email_domain": map[string]any{"domain": "example.org"}}}}
				line = `    access group "Staff": include.1.email_domain.domain: "example.org" -> "example.com"`
			}
			x.Fail(standin.Fault{Method: http.MethodPost, Path: path, Times: -1, Status: http.StatusForbidden, Code: 99001, Message: apiWords})
			first := x.rebuild(t, everything...)
			require.Equal(t, 2, first.code, first.text)
			require.NotEmpty(t, first.lines(apiWords), first.text)
			assert.Equal(t, byScript, len(first.lines(", 1 to create, 0 to change")) == 0, first.text)
			x.Put(path, body)
			x.Heal()
			x.ResetLog()
			second := x.rebuild(t, everything...)
			assert.Empty(t, writes(x.account), second.text)
			assert.Contains(t, second.text, line)
		})
	}
}

// What is there and refers to something that was created again gets the new id,
// and nothing else of it changes: not what somebody has added since, and not
// what somebody has pointed at something else. What the API detached together
// with what was lost is attached again where nothing else of that list changed;
// where it did, that is listed and left.
func TestReferencesFollow(t *testing.T) {
	t.Parallel()
	inv := small(t, `
    kv_namespaces:
      - {title: FLAGS, id: 0f2ac74b498b48028cb68387c421e279}
      - {title: OTHER, id: 0f2ac74b498b48028cb68387c421e270}
    access_groups:
      - {name: Staff, id: 9f0a1b2c-0000-4000-8000-000000000001, include: [{email_domain: example.com}]}
    access_policies:
      - {name: Staff only, id: 9f0a1b2c-0000-4000-8000-000000000002, decision: allow, include: [{group: Staff}]}
      - {name: Detached, id: 9f0a1b2c-0000-4000-8000-000000000003, decision: allow, include: [{email: a@example.com}, {group: Staff}]}
      - {name: Changed, id: 9f0a1b2c-0000-4000-8000-000000000004, decision: allow, include: [{email: a@example.com}, {group: Staff}]}
    pages_projects:
      - {name: site, production_branch: main, deployment_configs: {production: {kv_namespaces: {FLAGS: FLAGS}}, preview: {kv_namespaces: {FLAGS: FLAGS}}}}
`)
	needTools(t)
	s := standin.New()
	s.Seed(inv, inv.Accounts[0], standin.SeedOnly(func(o *schema.Object) bool { return o.Name != "FLAGS" && o.Name != "Staff" }))
	x := rescues(t, inv, s)
	const policies, projects = "/accounts/" + accountID + "/access/policies", "/accounts/" + accountID + "/pages/projects"
	policy := x.Get(policies, "9f0a1b2c-0000-4000-8000-000000000002")
	policy["require"] = []any{map[string]any{"email": map[string]any{"email": "new@example.com"}}}
	x.Put(policies, policy)
	email := func(of string) any { return map[string]any{"email": map[string]any{"email": of}} }
	detached, changed := x.Get(policies, "9f0a1b2c-0000-4000-8000-000000000003"), x.Get(policies, "9f0a1b2c-0000-4000-8000-000000000004")
	detached["include"], changed["include"] = []any{email("a@example.com")}, []any{email("a@example.com"), email("new@example.com")}
	x.Put(policies, detached)
	x.Put(policies, changed)
	site := x.Get(projects, "site")
	config := site["deployment_configs"].(map[string]any)
	config["preview"].(map[string]any)["kv_namespaces"] = map[string]any{"FLAGS": map[string]any{"namespace_id": "0f2ac74b498b48028cb68387c421e270"}}
	config["production"].(map[string]any)["env_vars"] = map[string]any{"TOKEN": map[string]any{"type": "secret_text", "value": "kept"}}
	x.Put(projects, site)
	config = x.Get(projects, "site")["deployment_configs"].(map[string]any) // secrets as they are kept
	x.ResetLog()

	r := x.rebuild(t, everything...)
	assert.Contains(t, r.text, `  access policy "Staff only": refers to the new ids in include`)
	// What is sent is the object as it is now, and not as it was when all was
	// looked at.
	requests := x.Requests()
	first := slices.IndexFunc(requests, func(q standin.Request) bool { return q.Method == http.MethodPut && strings.HasPrefix(q.Path, policies) })
	require.Positive(t, first)
	assert.True(t, slices.ContainsFunc(requests[max(0, first-3):first], func(q standin.Request) bool { return q.Method == http.MethodGet && q.Path == policies }))
	assert.Contains(t, r.text, `  pages project "site": refers to the new ids in deployment_configs`)
	group := x.All("/accounts/" + accountID + "/access/groups")[0]["id"]
	assert.NotEqual(t, "9f0a1b2c-0000-4000-8000-000000000001", group)
	var flags any
	for _, n := range x.All(kvPath) {
		if n["title"] == "FLAGS" {
			flags = n["id"]
		}
	}
	staff := map[string]any{"group": map[string]any{"id": group}}
	policy["include"] = []any{staff}
	detached["include"] = []any{email("a@example.com"), staff}
	for _, want := range []map[string]any{policy, detached, changed} {
		is := x.Get(policies, want["id"].(string))
		delete(want, "updated_at")
		delete(is, "updated_at")
		assert.Equal(t, compact(want), compact(is))
	}
	assert.Contains(t, r.text, `  access policy "Detached": refers to the new ids in include`)
	assert.Contains(t, r.text, `    access policy "Changed": include`)
	config["production"].(map[string]any)["kv_namespaces"] = map[string]any{"FLAGS": map[string]any{"namespace_id": flags}}
	assert.Equal(t, compact(config), compact(x.Get(projects, "site")["deployment_configs"]))
}
