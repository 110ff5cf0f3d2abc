package cli_test

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// examples is where they are, wherever a test has gone to.
var examples, _ = filepath.Abs(filepath.Join(root, "examples"))

const newAccount = "0f5d0c9e3f2b4a6d8c7e1b2a3d4c5e6f"

var anyID = regexp.MustCompile(`\b([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\b`)

// rebuilt is an example of which everything was lost and made again: no id is what
// it was. As another account it has that id, and that name. It stands in for the
// account from now on.
func rebuilt(t *testing.T, example, id, name string) *standin.Server {
	t.Helper()
	dir := filepath.Join(examples, example)
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	load := func(text []byte) *schema.Inventory {
		inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), os.DirFS(dir))
		for _, d := range diags {
			require.NotEqual(t, hcl.DiagError, d.Severity, d.Detail)
		}
		return inv
	}
	ids := map[string]string{}
	before := load(text).Accounts[0]
	schema.Walk(before.Children, func(o *schema.Object) {
		x := fmt.Sprintf("%x", sha256.Sum256([]byte(o.ID)))
		switch len(o.ID) {
		case 32:
			ids[o.ID] = x[:32]
		case 36:
			ids[o.ID] = x[:8] + "-" + x[8:12] + "-4" + x[13:16] + "-a" + x[17:20] + "-" + x[20:32]
		}
	})
	ids[before.ID] = id
	text = anyID.ReplaceAllFunc(text, func(old []byte) []byte {
		if is := ids[string(old)]; is != "" {
			return []byte(is)
		}
		return old
	})
	inv := load(text)
	after := inv.Accounts[0]
	after.Name, after.Fields["name"] = name, name
	s := standin.New()
	s.Seed(inv, after)
	base, stop, err := s.Listen()
	require.NoError(t, err)
	t.Cleanup(stop)
	t.Setenv("CLOUDFLARE_API_BASE_URL", base)
	return s
}

// snapshotOf is an example, refreshed once, with what people know of it.
func snapshotOf(t *testing.T, example, target string) (s *standin.Server, id, dir string) {
	t.Helper()
	t.Chdir(filepath.Join(examples, "..", "internal", "cli"))
	s, id = account(t, example)
	t.Setenv("EXAMPLE_CLOUDFLARE_TOKEN", standin.DefaultToken)
	dir = t.TempDir()
	from := filepath.Join(examples, example)
	require.NoError(t, os.CopyFS(dir, os.DirFS(from)))
	for _, name := range []string{"provider4", "provider5", "snapshot"} {
		require.NoError(t, os.RemoveAll(filepath.Join(dir, name)))
	}
	write(t, dir, "cfdr.yaml", "cfdr: 1\naccounts:\n  - {id: "+id+", target: "+target+", snapshot: snapshot} # ours\n")
	code, out, messages := at(t, dir, "2026-11-20 09:00", "refresh")
	require.Equal(t, 0, code, out+messages)
	return s, id, dir
}

// A rebuild makes every id new, in the same account or in another one. One refresh
// brings inventory and snapshot back to the truth: addresses and notes stay, and a
// second refresh has nothing to say.
func TestRefreshAfterARebuild(t *testing.T) {
	for _, c := range []struct{ example, target, id, name string }{
		{"minimal", "4", "", ""}, {"minimal", "5", newAccount, "Elsewhere"}, {"full-zone", "4", newAccount, "Else's ${where}"}, {"full-zone", "5", "", ""},
	} {
		t.Run(fmt.Sprintf("%s on %s as %q", c.example, c.target, c.name), func(t *testing.T) {
			s, id, dir := snapshotOf(t, c.example, c.target)
			name, _ := s.All("/accounts")[0]["name"].(string)
			moved := c.id != ""
			if !moved {
				c.id, c.name = id, name
			}
			before := tree(t, dir)
			s = rebuilt(t, c.example, c.id, c.name)

			args := []string{"refresh"}
			if moved {
				// Nobody moves a snapshot by a token alone.
				code, out, messages := at(t, dir, "2026-11-22 07:12", "refresh", "--no-state")
				assert.Equal(t, 1, code, out)
				assert.Contains(t, messages, "--new-account")
				code, out, messages = at(t, dir, "2026-11-22 07:12", "refresh", "--no-state", "--new-account", c.id, "--new-account-name", "Another")
				assert.Equal(t, 1, code, out)
				assert.Contains(t, messages, `--new-account-name says "Another"`)
				assert.Equal(t, before, tree(t, dir))
				args = append(args, "--new-account", strings.ToUpper(c.id), "--new-account-name", c.name)
			}

			// Without any state nobody knows what it holds at these addresses.
			code, out, messages := at(t, dir, "2026-11-22 07:12", args...)
			assert.Equal(t, 1, code, out+messages)
			assert.Contains(t, out, "Not refreshed 2026-11-22 07:12 UTC")
			assert.Contains(t, out, "Refused")
			assert.Contains(t, out, "--no-state")
			assert.Contains(t, out, "\nReplaced")
			assert.Equal(t, before, tree(t, dir))

			// The state of the rebuild says it.
			write(t, dir, "snapshot/rebuild.tfstate", stateOfNothing(c.target))
			code, out, messages = at(t, dir, "2026-11-22 07:12", append(args, "--dry-run")...)
			assert.Equal(t, 2, code, out+messages)
			code, out, messages = at(t, dir, "2026-11-22 07:13", args...)
			require.Equal(t, 0, code, out+messages)
			assert.Empty(t, s.Writes(), "a refresh only reads")
			assert.Contains(t, out, "cp rebuild.tfstate terraform.tfstate && terraform init && terraform plan")
			for _, part := range []string{"New  ", "Gone  "} {
				assert.NotContains(t, out, "\n"+part)
			}
			after := tree(t, dir)
			assert.Equal(t, addresses(t, before), addresses(t, after), "addresses stay")
			for _, old := range anyID.FindAllString(before["snapshot/imports.tf"], -1) {
				if moved || old != id {
					assert.NotContains(t, after["snapshot/imports.tf"], old)
				}
			}
			for _, word := range []string{"#", "purpose:", "retire:", "accept:", "says:", "notes:"} {
				assert.LessOrEqual(t, strings.Count(before["inventory.yaml"], word), strings.Count(after["inventory.yaml"], word), word)
			}
			if moved {
				assert.Contains(t, after["inventory.yaml"], "was: "+id)
				assert.Equal(t, strings.Replace(before["cfdr.yaml"], id, c.id, 1), after["cfdr.yaml"])
				assert.Contains(t, after["refresh.json"], c.id)
			}

			// Once more, as the report says: the state of the rebuild is the one.
			require.NoError(t, os.Rename(filepath.Join(dir, "snapshot/rebuild.tfstate"), filepath.Join(dir, "snapshot/terraform.tfstate")))
			code, out, messages = at(t, dir, "2026-11-23 07:12", "generate", "inventory.yaml", "--out", "snapshot", "--target", c.target, "--account", c.id, "--check")
			assert.Equal(t, 0, code, out+messages)
			code, out, messages = at(t, dir, "2026-11-23 07:12", args...)
			require.Equal(t, 0, code, out+messages)
			assert.Contains(t, out, "nothing new\n")
			assert.Contains(t, out, ": no file changed\n")
		})
	}
}

// stateOfNothing is a state that holds something of a provider and nothing of the
// account.
func stateOfNothing(target string) string {
	if target == "4" {
		return `{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[{"mode":"managed","type":"cloudflare_zone","name":"of_the_rebuild","provider":"provider[\"registry.terraform.io/cloudflare/cloudflare\"]","instances":[{"schema_version":0,"attributes":{"id":"ffffffffffffffffffffffffffffffff","zone":"rebuild.example"}}]}]}`
	}
	return `{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[{"mode":"managed","type":"cloudflare_zone","name":"of_the_rebuild","provider":"provider[\"registry.terraform.io/cloudflare/cloudflare\"]","instances":[{"schema_version":500,"attributes":{"id":"ffffffffffffffffffffffffffffffff","name":"rebuild.example"}}]}]}`
}

var writtenAddress = regexp.MustCompile(`(?m)^  "(cloudflare_[^"]*)": `)

// addresses are those of a snapshot.
func addresses(t *testing.T, files map[string]string) []string {
	t.Helper()
	var out []string
	for _, m := range writtenAddress.FindAllStringSubmatch(files["snapshot/manifest.json"], -1) {
		out = append(out, m[1])
	}
	require.NotEmpty(t, out)
	return out
}

// What a rebuild has held back is not gone.
func TestRefreshDuringARebuild(t *testing.T) {
	s, id, dir := snapshotOf(t, "minimal", "5")
	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
	code, out, messages := at(t, dir, "2026-11-20 10:00", "refresh")
	require.Equal(t, 0, code, out+messages)
	queue := standinID(s, id, "/queues", "queue_id")
	remove(t, "/accounts/"+id+"/queues/"+queue)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "snapshot/.rebuild"), 0o755))
	lost := filepath.Join(dir, "snapshot/.rebuild/lost.json")
	write(t, dir, "snapshot/.rebuild/lost.json", `["queue.orders", "worker.other"]`)
	when := func(text string) {
		moment, err := time.Parse("2006-01-02", text)
		require.NoError(t, err)
		require.NoError(t, os.Chtimes(lost, moment, moment))
	}
	when("2026-11-21")
	before := tree(t, dir)
	code, out, messages = at(t, dir, "2026-11-22 07:12", "refresh")
	assert.Equal(t, 1, code, out+messages)
	assert.Contains(t, out, "Gone      1\n          queue \"orders\"")
	assert.Contains(t, out, "Refused   a rebuild has not brought back all that was lost, and a refresh would take it for gone\n          queue \"orders\"\n          What to do: finish the rebuild first: ./rebuild.sh --apply --start; or, if these are not to come back, remove snapshot/.rebuild/lost.json\n")
	assert.Equal(t, before, tree(t, dir))
	when("2026-11-19") // a rebuild of long ago, and what somebody deleted since
	code, out, messages = at(t, dir, "2026-11-22 07:12", "refresh")
	assert.Equal(t, 0, code, out+messages)
	assert.Contains(t, out, "queue \"orders\": the account does not have it")
}

// Whatever stands in the way, the screen names every edit before it names that.
func TestRefusalsHideNothing(t *testing.T) {
	type edit struct {
		says string
		do   func(t *testing.T, s *standin.Server, id string)
	}
	const zone = "/zones/023e105f4ecef8ad9ca31a8372d0c353"
	edits := []edit{
		{`queue "orders"`, func(_ *testing.T, s *standin.Server, id string) {
			s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
		}},
		{`R2 bucket "dumps"`, func(_ *testing.T, s *standin.Server, id string) {
			s.Put("/accounts/"+id+"/r2/buckets", map[string]any{"name": "dumps"})
		}},
		{`KV namespace "CACHE"`, func(_ *testing.T, s *standin.Server, id string) {
			s.Put("/accounts/"+id+"/storage/kv/namespaces", map[string]any{"title": "CACHE"})
		}},
		{`D1 database "second"`, func(_ *testing.T, s *standin.Server, id string) {
			s.Put("/accounts/"+id+"/d1/database", map[string]any{"name": "second"})
		}},
		{`DNS record "www.example.com CNAME example.com": the account does not have it`, func(t *testing.T, _ *standin.Server, _ string) {
			remove(t, zone+"/dns_records/372e67954025e0ba6aaa6d586b9e0b5a")
		}},
		{`zone setting "ssl": value: was`, func(t *testing.T, _ *standin.Server, _ string) {
			patch(t, zone+"/settings/ssl", `{"value":"flexible"}`)
		}},
		{`zone setting "always_online": value: was`, func(t *testing.T, _ *standin.Server, _ string) {
			patch(t, zone+"/settings/always_online", `{"value":"on"}`)
		}},
	}
	causes := []struct {
		name, says string
		spoil      func(t *testing.T, s *standin.Server, id, dir string)
		args       []string
	}{
		{"made again without a state", "stood for id", func(*testing.T, *standin.Server, string, string) {}, nil},
		{"a state that holds something else", "terraform state rm", func(t *testing.T, _ *standin.Server, _, dir string) {
			write(t, dir, "snapshot/terraform.tfstate", strings.ReplaceAll(stateOfNothing("5"), "of_the_rebuild", "example_com"))
		}, nil},
		{"a state that is none", "terraform.tfstate cannot be used", func(t *testing.T, _ *standin.Server, _, dir string) { write(t, dir, "snapshot/terraform.tfstate", "{") }, nil},
		{"a file that was changed by hand", "worker.tf", func(t *testing.T, _ *standin.Server, _, dir string) {
			write(t, dir, "snapshot/worker.tf", "# by hand\n")
		}, []string{"--no-state"}},
		{"a foreign file", "mine.tf", func(t *testing.T, _ *standin.Server, _, dir string) {
			write(t, dir, "snapshot/mine.tf", "locals {}\n")
		}, []string{"--no-state"}},
		{"another account's directory", "is the snapshot of another account", func(t *testing.T, _ *standin.Server, id, dir string) {
			write(t, dir, "snapshot/manifest.json", strings.ReplaceAll(tree(t, dir)["snapshot/manifest.json"], id, newAccount))
		}, []string{"--no-state"}},
		{"another target", "is written for provider 5", func(t *testing.T, _ *standin.Server, _, dir string) {
			write(t, dir, "cfdr.yaml", strings.Replace(tree(t, dir)["cfdr.yaml"], "target: 5", "target: 4", 1))
		}, []string{"--no-state"}},
		{"an account that cannot be read", "the token cannot see the account", func(t *testing.T, _ *standin.Server, id, dir string) {
			write(t, dir, "inventory.yaml", strings.Replace(tree(t, dir)["inventory.yaml"], "accounts:\n", "accounts:\n  - name: Second\n    id: "+newAccount+"\n", 1))
			write(t, dir, "cfdr.yaml", strings.TrimSuffix(tree(t, dir)["cfdr.yaml"], "\n")+"\n  - {id: "+newAccount+"}\n")
		}, []string{"--no-state"}},
		{"strict", "--strict says that all must be", func(_ *testing.T, s *standin.Server, id, _ string) {
			s.Fail(standin.Fault{Method: "GET", Path: "/accounts/" + id + "/rulesets", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
		}, []string{"--no-state", "--strict"}},
	}
	random := rand.New(rand.NewPCG(8, 11))
	for _, cause := range causes {
		for round := range 2 {
			t.Run(fmt.Sprint(cause.name, round), func(t *testing.T) {
				s, id, dir := snapshotOf(t, "minimal", "5")
				cause.spoil(t, s, id, dir)
				// The database is made again under its name.
				old, _ := s.All("/accounts/" + id + "/d1/database")[0]["uuid"].(string)
				again := s.All("/accounts/" + id + "/d1/database")[0]
				remove(t, "/accounts/"+id+"/d1/database/"+old)
				again["uuid"] = "5b1c7d20-3a4e-4f6b-8c9d-0e1f2a3b4c5d"
				s.Put("/accounts/"+id+"/d1/database", map[string]any{"name": again["name"], "uuid": again["uuid"]})
				var done []edit
				for _, e := range edits {
					if random.IntN(3) > 0 {
						done = append(done, e)
						e.do(t, s, id)
					}
				}
				before := tree(t, dir)
				for _, mode := range []string{"--dry-run", "--format=text"} {
					code, out, messages := at(t, dir, "2026-11-22 07:12", append([]string{"refresh", mode}, cause.args...)...)
					assert.Equal(t, 1, code, out+messages)
					for _, e := range done {
						assert.Contains(t, out, e.says, "an edit is not on the screen")
					}
					assert.Contains(t, out, fmt.Sprintf("D1 database %q: its id was %s and is %s", again["name"], old, again["uuid"]))
					_, end, refused := strings.Cut(out, "\nRefused")
					assert.True(t, refused, out)
					assert.Contains(t, end, cause.says)
					assert.NotContains(t, end, "\nNew ", "the refusal is the last of all")
					assert.Contains(t, messages, "cfdr: error: nothing was written; the last lines of the report say why\n")
					assert.Equal(t, before, tree(t, dir))
				}
			})
		}
	}
}

// With the word of the operator it is done in one go; and where a state shows that
// nothing is at stake, nobody is asked.
func TestRefreshWhereSomethingWasMadeAgain(t *testing.T) {
	for _, c := range []struct {
		name  string
		state bool
		args  []string
	}{{"said", false, []string{"--no-state"}}, {"seen", true, nil}} {
		t.Run(c.name, func(t *testing.T) {
			s, id, dir := snapshotOf(t, "minimal", "5")
			old, _ := s.All("/accounts/" + id + "/d1/database")[0]["uuid"].(string)
			name := s.All("/accounts/" + id + "/d1/database")[0]["name"]
			remove(t, "/accounts/"+id+"/d1/database/"+old)
			s.Put("/accounts/"+id+"/d1/database", map[string]any{"name": name})
			if c.state {
				write(t, dir, "snapshot/terraform.tfstate", stateOfNothing("5"))
			}
			code, out, messages := at(t, dir, "2026-11-22 07:12", append([]string{"refresh"}, c.args...)...)
			require.Equal(t, 0, code, out+messages)
			assert.Contains(t, out, "\nReplaced")
			code, out, messages = at(t, dir, "2026-11-22 07:13", "refresh")
			require.Equal(t, 0, code, out+messages)
			assert.Contains(t, out, "nothing new\n")
		})
	}
}

// patch changes something in the dashboard.
func patch(t *testing.T, path, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, os.Getenv("CLOUDFLARE_API_BASE_URL")+path, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+standin.DefaultToken)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Less(t, res.StatusCode, 300)
}
