package cli_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/cli"
	"github.com/cfdr/cfdr/internal/standin"
)

// at runs a command line at a moment, and gives results and messages apart.
func at(t *testing.T, dir, moment string, args ...string) (code int, out, messages string) {
	t.Helper()
	t.Chdir(dir)
	now, err := time.Parse("2006-01-02 15:04", moment)
	require.NoError(t, err)
	var o, m bytes.Buffer
	code = cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &o, Err: &m, Now: func() time.Time { return now }})
	return code, o.String(), m.String()
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
}

// tree reads all files of a directory.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		name, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(name)] = string(b)
		return err
	}))
	return out
}

// remove deletes an object of the stand-in, as somebody in the dashboard would.
func remove(t *testing.T, path string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, os.Getenv("CLOUDFLARE_API_BASE_URL")+path, http.NoBody)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+standin.DefaultToken)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Less(t, res.StatusCode, 300)
}

const backups = `
backups:
  - name: nightly dump
    schedule: ["0 3 * * *"]
    to: {bucket: dumps, prefix: d1/, file: YYYY-MM-DD/<name>.sql}
    databases: [notes, orders, ledger]
    deferred:
      - {database: archive, reason: Its export takes more than an hour.}
`

// refreshed is an account that is refreshed once, with its backups.
func refreshed(t *testing.T) (s *standin.Server, id, dir string) {
	t.Helper()
	s, id = account(t, "minimal")
	for _, name := range []string{"orders", "ledger", "archive", "scratch"} {
		s.Put("/accounts/"+id+"/d1/database", map[string]any{"name": name})
	}
	s.Put("/accounts/"+id+"/r2/buckets", map[string]any{"name": "dumps"})
	files := "/accounts/" + id + "/r2/buckets/dumps/objects"
	for key, when := range map[string]string{
		"d1/2026-11-20/notes.sql": "2026-11-20T03:01:10.000Z", "d1/2026-11-21/notes.sql": "2026-11-21T03:01:12.000Z",
		"d1/2026-11-22/notes.sql": "2026-11-22T03:01:11.000Z", "d1/2026-11-22/notes.sql.part": "2026-11-22T03:01:14.000Z",
		"d1/2026-11-03/orders.sql": "2026-11-03T03:04:00.000Z", "other/2026-11-22/ledger.sql": "2026-11-22T03:00:00.000Z",
	} {
		s.Put(files, map[string]any{"key": key, "size": 374_000.0, "last_modified": when})
	}
	dir = t.TempDir()
	write(t, dir, "cfdr.yaml", "cfdr: 1\nmax_age: 30d\nreport: refresh.md\naccounts:\n  - {id: "+id+", target: 5}\n")
	code, out, messages := at(t, dir, "2026-10-20 09:00", "refresh")
	require.Equal(t, 0, code, out+messages)
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	write(t, dir, "inventory.yaml", string(text)+backups)
	return s, id, dir
}

// The screen of a refresh: what the account told, what the state lacks, gaps,
// dumps, ages. It stands in docs/refresh.md.
func TestRefresh(t *testing.T) {
	documents, err := filepath.Abs(filepath.Join(root, "docs", "refresh.md"))
	require.NoError(t, err)
	state, err := os.ReadFile(filepath.Join(root, "examples/minimal/earlier.state.json"))
	require.NoError(t, err)
	s, id, dir := refreshed(t)
	write(t, dir, "terraform.tfstate", string(state))

	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
	s.Put("/accounts/"+id+"/queues/"+standinID(s, id, "/queues", "queue_id")+"/consumers", map[string]any{"type": "worker", "script_name": "notes-api"})
	remove(t, "/zones/023e105f4ecef8ad9ca31a8372d0c353/dns_records/372e67954025e0ba6aaa6d586b9e0b5a")
	s.Put("/accounts/"+id+"/d1/database", map[string]any{"uuid": "0f2ac74b-0fe2-4a6e-9a3b-3d7a2b9e8c10", "name": "notes-db"})
	s.Fail(standin.Fault{Method: "GET", Path: "/accounts/.*/storage/kv/namespaces.*", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
	s.ResetLog()

	before := tree(t, dir)
	code, dry, messages := at(t, dir, "2026-11-22 07:12", "refresh", "--dry-run")
	assert.Equal(t, 2, code, dry+messages)
	assert.Equal(t, before, tree(t, dir), "a dry run writes nothing")

	code, out, messages := at(t, dir, "2026-11-22 07:12", "refresh")
	require.Equal(t, 0, code, out+messages)
	assert.Contains(t, messages, "not read: KV namespace: the token needs \"Workers KV Storage Read\"\n")
	assert.Empty(t, s.Writes(), "a refresh only reads")
	document(t, documents, "refresh", out)
	report, err := os.ReadFile(filepath.Join(dir, "refresh.md"))
	require.NoError(t, err)
	document(t, documents, "markdown", string(report))
	assert.Equal(t, strings.Replace(strings.SplitN(out, "\n", 2)[1], "Next", "", 1)[:200], strings.SplitN(dry, "\n", 2)[1][:200], "the dry run says the same")
	for name, text := range tree(t, dir) {
		assert.NotContains(t, text, standin.DefaultToken, name)
	}
	code, out, messages = at(t, dir, "2026-11-22 07:13", "diff", "inventory.yaml", "--state", "terraform.tfstate")
	assert.Equal(t, 2, code, out+messages)
	code, out, messages = at(t, dir, "2026-11-22 07:13", "generate", "inventory.yaml", "--out", ".", "--check")
	assert.Equal(t, 0, code, out+messages)

	// Once more: nothing but the record differs.
	first := tree(t, dir)
	code, out, messages = at(t, dir, "2026-11-23 07:12", "refresh")
	require.Equal(t, 0, code, out+messages)
	assert.Contains(t, out, "the snapshot was 24 hours old.")
	assert.Contains(t, out, "nothing new\n")
	assert.Contains(t, out, "KV namespace: the token needs \"Workers KV Storage Read\"; for 1 day now\n")
	second := tree(t, dir)
	for _, name := range []string{"refresh.json", "refresh.md"} {
		assert.NotEqual(t, first[name], second[name])
		delete(first, name)
		delete(second, name)
	}
	assert.Equal(t, first, second)
}

func standinID(s *standin.Server, account, section, key string) string {
	id, _ := s.All("/accounts/" + account + section)[0][key].(string)
	return id
}

// document compares a block of a document with an output: the one after a
// comment that names it.
func document(t *testing.T, path, name, output string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(text), "<!-- output: "+name+" -->\n")
	require.True(t, ok, name)
	fence, rest, _ := strings.Cut(rest, "\n")
	ticks := strings.TrimRight(fence, "abcdefghijklmnopqrstuvwxyz")
	shown, tail, ok := strings.Cut(rest, ticks+"\n")
	require.True(t, ok, name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(head+"<!-- output: "+name+" -->\n"+fence+"\n"+output+ticks+"\n"+tail), 0o644))
		return
	}
	assert.Equal(t, shown, output)
}

// Whatever fails, what is there stays as it was.
func TestRefreshFails(t *testing.T) {
	s, id, dir := refreshed(t)
	code, out, messages := at(t, dir, "2026-10-20 10:00", "refresh")
	require.Equal(t, 0, code, out+messages)
	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
	good := tree(t, dir)
	settings, inventory := good["cfdr.yaml"], good["inventory.yaml"]
	for _, c := range []struct {
		name, says string
		// spoil changes something; mend takes it back.
		spoil, mend func()
		args        []string
	}{
		{"the token is of another account", "the token cannot see the account", func() {
			s.Fail(standin.Fault{Path: "/accounts/" + id, Times: -1, Status: 404, Code: 7003, Message: "Could not route"})
		}, s.Heal, nil},
		{"strict", "could not be read, and --strict says that all must be", func() {
			s.Fail(standin.Fault{Path: "/accounts/.*/d1/database.*", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
		}, s.Heal, []string{"--strict"}},
		{"no token", "there is no token in OTHER", func() {
			write(t, dir, "cfdr.yaml", strings.Replace(settings, "target: 5", "target: 5, token: OTHER", 1))
		}, nil, nil},
		{"a file that was changed by hand", "worker.tf", func() { write(t, dir, "worker.tf", good["worker.tf"]+"# by hand\n") }, nil, nil},
		{"a foreign file", "mine.tf", func() { write(t, dir, "mine.tf", "locals {}\n") }, func() { _ = os.Remove(filepath.Join(dir, "mine.tf")) }, nil},
		{"a state that is none", "terraform.tfstate", func() { write(t, dir, "terraform.tfstate", "{") }, func() { _ = os.Remove(filepath.Join(dir, "terraform.tfstate")) }, nil},
		{"an inventory with an error", "inventory.yaml:", func() { write(t, dir, "inventory.yaml", inventory+"nonsense: 1\n") }, nil, nil},
		{"a record of another program", "refresh.json", func() { write(t, dir, "refresh.json", "{\"version\": 7}\n") }, nil, nil},
		{"another account", "has no account", func() {
			write(t, dir, "cfdr.yaml", strings.Replace(settings, id, "f0000000000000000000000000000001", 1))
		}, nil, nil},
		{"two directories", "2 directories were given", func() {}, nil, []string{".", "there"}},
		{"an unknown format", "format", func() {}, nil, []string{"--format", "xml"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.spoil()
			before := tree(t, dir)
			code, out, messages := at(t, dir, "2026-11-22 07:12", append([]string{"refresh"}, c.args...)...)
			assert.Equal(t, 1, code, out+messages)
			assert.Contains(t, out+messages, c.says)
			assert.Equal(t, before, tree(t, dir))
			code, out, messages = at(t, dir, "2026-11-22 07:12", append([]string{"refresh", "--dry-run"}, c.args...)...)
			assert.Equal(t, 1, code, "a dry run says the same: "+out+messages)
			assert.Contains(t, out+messages, c.says)
			if c.mend != nil {
				c.mend()
			}
			for _, name := range []string{"cfdr.yaml", "inventory.yaml", "worker.tf", "refresh.json"} {
				write(t, dir, name, good[name])
			}
		})
	}
	code, out, messages = at(t, dir, "2026-11-22 07:12", "refresh")
	assert.Equal(t, 0, code, out+messages)
	assert.Contains(t, out, "queue \"orders\"")
}

// A worker changed while a pull was killed between its code and the inventory:
// the next one brings both together again.
func TestRefreshAfterAKill(t *testing.T) {
	_, _, dir := refreshed(t)
	var module string
	for name := range tree(t, dir) {
		if strings.HasPrefix(name, "content/notes_api/") {
			module = name
		}
	}
	require.NotEmpty(t, module)
	good := tree(t, dir)[module]
	write(t, dir, module, "// of a pull that was killed\n")
	code, out, messages := at(t, dir, "2026-11-22 07:12", "generate", "inventory.yaml", "--out", ".")
	assert.Equal(t, 1, code, out+messages)
	assert.Contains(t, messages, "is not what its digest says")
	code, out, messages = at(t, dir, "2026-11-22 07:12", "refresh")
	assert.Equal(t, 0, code, out+messages)
	assert.Equal(t, good, tree(t, dir)[module])
}

// How old a snapshot is, without a network.
func TestStatus(t *testing.T) {
	s, id, dir := refreshed(t)
	s.Fail(standin.Fault{Path: "/accounts/" + id + "/storage/kv/namespaces.*", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
	code, out, messages := at(t, dir, "2026-10-20 10:00", "refresh")
	require.Equal(t, 0, code, out+messages)
	s.Heal()
	t.Setenv("CLOUDFLARE_API_BASE_URL", "http://127.0.0.1:1")
	const unread = "  KV namespace could not be read since 2026-10-20.\n"
	const summary = "  Of 57 objects: 53 by Terraform, 3 by script, 0 by hand, 1 with what owns them.\n"
	for _, c := range []struct {
		now  string
		args []string
		code int
		want string
	}{
		{"2026-10-22 10:00", nil, 0, "The account was last read 2 days ago, on 2026-10-20.\nExample: 57 objects.\n" + unread + summary + "  . is what inventory.yaml makes.\n"},
		{"2026-10-22 10:00", []string{"--max-age", "24h"}, 2, "The account was last read 2 days ago, on 2026-10-20. That is more than 24 hours.\nExample: 57 objects.\n" + strings.Replace(unread, "\n", " That is more than 24 hours.\n", 1) + summary + "  . is what inventory.yaml makes.\n"},
		{"2026-11-22 10:00", nil, 2, "The account was last read 33 days ago, on 2026-10-20. That is more than 30 days.\nExample: 57 objects.\n" + strings.Replace(unread, "\n", " That is more than 30 days.\n", 1) + summary + "  . is what inventory.yaml makes.\n"},
		{"2026-11-22 10:00", []string{"--max-age", "9w"}, 0, "The account was last read 33 days ago, on 2026-10-20.\nExample: 57 objects.\n" + unread + summary + "  . is what inventory.yaml makes.\n"},
		{"2026-11-22 10:00", []string{"--max-age", "soon"}, 1, ""},
	} {
		before := tree(t, dir)
		code, out, messages := at(t, dir, c.now, append([]string{"status"}, c.args...)...)
		assert.Equal(t, c.code, code, messages)
		assert.Equal(t, c.want, out)
		assert.Equal(t, before, tree(t, dir))
	}
	code, out, messages = at(t, t.TempDir(), "2026-11-22 10:00", "status")
	assert.Equal(t, 1, code, out+messages)
	assert.Contains(t, messages, "there is no cfdr.yaml")
	require.NoError(t, os.Remove(filepath.Join(dir, "refresh.json")))
	inventory := tree(t, dir)["inventory.yaml"]
	write(t, dir, "inventory.yaml", strings.Replace(inventory, "purpose: ", "purpose: A ", 1)+"references: [nothing]\n")
	code, out, messages = at(t, dir, "2026-11-22 10:00", "status", "--max-age", "52w")
	assert.Equal(t, 0, code, out+messages)
	assert.Contains(t, out, "last read 33 days ago, on 2026-10-20.\n", "the day of the facts stands in for the record")
}

// A snapshot whose inventory is not at hand is no place to begin a new one: what
// people wrote into the old one would be gone from the snapshot.
func TestRefreshWithoutTheInventory(t *testing.T) {
	_, _, dir := refreshed(t)
	require.NoError(t, os.Remove(filepath.Join(dir, "inventory.yaml")))
	before := tree(t, dir)
	code, out, messages := at(t, dir, "2026-10-21 10:00", "refresh")
	assert.Equal(t, 1, code, out+messages)
	assert.Contains(t, messages, "there is no inventory.yaml, and . was made from an inventory")
	assert.Contains(t, messages, "inventory: FILE")
	assert.Equal(t, before, tree(t, dir))
}

// Secrets in the open and blind spots are on the screen; by the settings the
// secrets are taken out, and the screen says that.
func TestRefreshTellsOfSecrets(t *testing.T) {
	s, id, dir := refreshed(t)
	token := "ghp_" + strings.Repeat("aB3dE6gH9", 4)
	s.PutWorker(id, standin.Worker{
		Name: "notes-api", CompatibilityDate: "2026-01-01", Modules: []standin.Module{{Name: "index.js", Content: []byte("export default {};\n")}},
		Bindings: []map[string]any{{"type": "plain_text", "name": "DEPLOY", "text": token}},
	})
	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders", "colour": "red"})
	code, out, messages := at(t, dir, "2026-11-22 07:12", "refresh")
	require.Equal(t, 0, code, out+messages)
	assert.Contains(t, out, "1 secret in the open; they stand in what was written\n")
	assert.Contains(t, out, "the API told of what no field of the inventory has: queue colour (1).")
	assert.NotContains(t, out+messages, token)
	assert.Contains(t, tree(t, dir)["inventory.yaml"], token)
	settings := tree(t, dir)["cfdr.yaml"]
	write(t, dir, "cfdr.yaml", settings+"redact: true\n")
	code, out, messages = at(t, dir, "2026-11-22 07:13", "refresh")
	require.Equal(t, 0, code, out+messages)
	assert.Contains(t, out, "1 secret in the open; they were taken out of what was written\n")
	for name, text := range tree(t, dir) {
		assert.NotContains(t, text, token, name)
	}
}

// Git has the code of workers where somebody says so, in the snapshot as beside
// the inventory; a file with a secret in it is for its owner alone.
func TestRefreshKeepsCodeFromGit(t *testing.T) {
	s, id, dir := refreshed(t)
	assert.Contains(t, tree(t, dir)[".gitignore"], "\n/workers/notes_api/\n")
	assert.Contains(t, tree(t, dir)["README.md"], "The code of 1 worker is here and not in git")
	s.PutWorker(id, standin.Worker{
		Name: "notes-api", CompatibilityDate: "2026-01-01", Modules: []standin.Module{{Name: "index.js", Content: []byte("export default {};\n")}},
		Bindings: []map[string]any{{"type": "plain_text", "name": "DEPLOY", "text": "ghp_" + strings.Repeat("aB3dE6gH9", 4)}},
	})
	code, out, messages := at(t, dir, "2026-11-22 07:12", "refresh")
	require.Equal(t, 0, code, out+messages)
	for name, text := range tree(t, dir) {
		info, err := os.Stat(filepath.Join(dir, name))
		require.NoError(t, err)
		if strings.Contains(text, "ghp_") {
			assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), name)
		}
	}
	write(t, dir, "cfdr.yaml", tree(t, dir)["cfdr.yaml"]+"commit_content: true\n")
	code, out, messages = at(t, dir, "2026-11-22 07:13", "refresh")
	require.Equal(t, 0, code, out+messages)
	assert.NotContains(t, tree(t, dir)[".gitignore"], "workers")
	code, out, messages = at(t, dir, "2026-11-22 07:13", "generate", "inventory.yaml", "--out", ".", "--target", "5", "--check")
	assert.Equal(t, 0, code, out+messages)
}
