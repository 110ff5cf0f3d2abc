package cli_test

import (
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

// account starts a stand-in with what an example describes.
func account(t *testing.T, example string) (s *standin.Server, id string) {
	t.Helper()
	dir := filepath.Join(root, "examples", example)
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), os.DirFS(dir))
	for _, d := range diags {
		require.NotEqual(t, hcl.DiagError, d.Severity, d.Detail)
	}
	s = standin.New()
	s.Seed(inv, inv.Accounts[0])
	base, stop, err := s.Listen()
	require.NoError(t, err)
	t.Cleanup(stop)
	t.Setenv("CLOUDFLARE_API_BASE_URL", base)
	t.Setenv("CLOUDFLARE_API_TOKEN", standin.DefaultToken)
	return s, inv.Accounts[0].ID
}

// A new inventory is complete and valid, is not written twice, and generates a
// snapshot; the account is only read.
func TestPullWritesANewInventory(t *testing.T) {
	s, id := account(t, "minimal")
	dir := t.TempDir()
	code, out := run(t, dir, "pull", "--account", id)
	require.Equal(t, 0, code, out)
	assert.Contains(t, out, "inventory.yaml is written: zone 1, DNS record 3, zone setting 44, D1 database 1, worker 1, worker schedule 1, worker subdomain 1.\n"+
		"The code of workers is in content, which git ignores; --commit-content leaves it to git.\nNext: cfdr generate inventory.yaml --out snapshot")
	first, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	info, err := os.Stat(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	code, out = run(t, dir, "validate", "inventory.yaml")
	assert.Equal(t, 0, code, out)
	ignore, err := os.ReadFile(filepath.Join(dir, "content/.gitignore"))
	require.NoError(t, err)
	assert.Contains(t, string(ignore), "\n*\n")

	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	assert.Contains(t, out, "inventory.yaml is up to date.\n")
	second, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.Equal(t, string(first), string(second))

	code, out = run(t, dir, "pull", "--keep-raw", "raw")
	assert.Equal(t, 0, code, out)
	index, err := os.ReadFile(filepath.Join(dir, "raw", id+".txt"))
	require.NoError(t, err)
	assert.Contains(t, string(index), " /accounts/"+id+"\n")
	answers, err := os.ReadDir(filepath.Join(dir, "raw", id))
	require.NoError(t, err)
	assert.Len(t, answers, strings.Count(string(index), "\n"))

	code, out = run(t, dir, "generate", "inventory.yaml", "--out", "snapshot", "--target", "5")
	assert.Equal(t, 0, code, out)
	assert.Empty(t, s.Writes())
	assert.NotContains(t, string(first)+out, standin.DefaultToken)
}

// Two accounts that one token may read come into one new inventory.
func TestPullTwoAccounts(t *testing.T) {
	s, id := account(t, "minimal")
	const other = "f0000000000000000000000000000001"
	s.AddAccount(other, "Other")
	s.Put("/accounts/"+other+"/queues", map[string]any{"queue_name": "orders"})
	dir := t.TempDir()
	code, out := run(t, dir, "pull", "--account", id+","+other)
	require.Equal(t, 0, code, out)
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.Contains(t, string(text), "  - name: Example\n    id: "+id+"\n")
	assert.Contains(t, string(text), "  - name: Other\n    id: "+other+"\n")
	code, out = run(t, dir, "pull", "--account", id+","+other)
	assert.Equal(t, 0, code, out)
	assert.Contains(t, out, "is up to date.\n")
}

// What people wrote stays; a dry run says what would change, and writes
// nothing.
func TestPullIntoAnInventory(t *testing.T) {
	s, id := account(t, "minimal")
	dir := t.TempDir()
	code, out := run(t, dir, "pull", "--account", id)
	require.Equal(t, 0, code, out)
	name := filepath.Join(dir, "inventory.yaml")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	kept := strings.Replace(string(text), "name: notes\n", "name: notes   # what people write down\n        purpose: The notes of everybody.\n", 1)
	require.NotEqual(t, string(text), kept)
	require.NoError(t, os.WriteFile(name, []byte(kept), 0o600))
	code, out = run(t, dir, "pull")
	require.Equal(t, 0, code, out)
	assert.Contains(t, out, "is up to date.\n")

	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
	code, out = run(t, dir, "pull", "--dry-run")
	assert.Equal(t, 2, code, out)
	assert.Contains(t, out, "New (1)\n  queue \"orders\"\n")
	after, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, kept, string(after))
	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	after, err = os.ReadFile(name)
	require.NoError(t, err)
	assert.Contains(t, string(after), "name: notes   # what people write down\n        purpose: The notes of everybody.\n")
	assert.Contains(t, string(after), "name: orders")
}

// What could not be read is told, and nothing of it is gone.
func TestPullWithoutAPermission(t *testing.T) {
	s, id := account(t, "minimal")
	dir := t.TempDir()
	code, out := run(t, dir, "pull", "--account", id)
	require.Equal(t, 0, code, out)
	s.Fail(standin.Fault{Method: "GET", Path: "/accounts/.*/d1/database.*", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	assert.Contains(t, out, "not read: D1 database: the token needs \"D1 Read\"\n  Nothing of that counts as gone.\n")
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.Contains(t, string(text), "Not read: D1 database: the token needs \"D1 Read\"", "so that the gaps say it")
	assert.Contains(t, string(text), "name: notes\n")
	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	assert.Contains(t, out, "is up to date.\n")
	s.Heal()
	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	text, err = os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.NotContains(t, string(text), "blind_spots")
	s.Fail(standin.Fault{Method: "GET", Path: "/accounts/.*/d1/database.*", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
	code, out = run(t, dir, "pull", "--strict")
	assert.Equal(t, 1, code, out)
}

// What cannot be meant is refused before anything is asked.
func TestPullRefuses(t *testing.T) {
	s, _ := account(t, "minimal")
	dir := t.TempDir()
	code, out := run(t, dir, "pull")
	assert.Equal(t, 1, code, out)
	assert.Contains(t, out, "there is no inventory inventory.yaml, and no account was given")
	t.Setenv("CLOUDFLARE_API_TOKEN", "")
	code, out = run(t, dir, "pull", "--account", "023e105f4ecef8ad9ca31a8372d0c353")
	assert.Equal(t, 1, code, out)
	assert.Contains(t, out, "there is no token in CLOUDFLARE_API_TOKEN")
	t.Setenv("CLOUDFLARE_API_TOKEN", standin.DefaultToken)
	code, out = run(t, dir, "pull", "--account", "ffffffffffffffffffffffffffffffff")
	assert.Equal(t, 1, code, out)
	assert.NotContains(t, out, standin.DefaultToken)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
	assert.Empty(t, s.Writes())
}

// One object that no inventory can hold is named and left out; the others are
// read, and what the file has of it stays.
func TestPullLeavesAnOddObjectOut(t *testing.T) {
	s, id := account(t, "minimal")
	at := "/accounts/" + id
	s.Put(at+"/storage/kv/namespaces", map[string]any{"title": ""})
	s.Put(at+"/access/identity_providers", map[string]any{"name": "", "type": "onetimepin", "config": map[string]any{}})
	odd := s.Put(at+"/access/groups", map[string]any{"name": "Odd\x01", "include": []any{map[string]any{"everyone": map[string]any{}}}})
	s.Put(at+"/access/policies", map[string]any{"name": "Staff", "decision": "allow", "include": []any{map[string]any{"group": map[string]any{"id": odd}}}})
	s.Put(at+"/queues", map[string]any{"queue_name": "orders"})
	dir := t.TempDir()
	code, out := run(t, dir, "pull", "--account", id)
	require.Equal(t, 0, code, out)
	assert.Contains(t, out, "not read: KV namespace")
	assert.Contains(t, out, "not read: access identity provider")
	assert.Contains(t, out, "not read: access group of Odd")
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.Contains(t, string(text), "name: orders")
	code, out = run(t, dir, "validate", "inventory.yaml")
	assert.Equal(t, 0, code, out)
	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	assert.Contains(t, out, "inventory.yaml is up to date.\n")
	code, out = run(t, dir, "pull", "--strict")
	assert.Equal(t, 1, code, out)
}

// What somebody saves while the account is read is not overwritten.
func TestPullWhileSomebodyWrites(t *testing.T) {
	s, id := account(t, "minimal")
	dir := t.TempDir()
	code, out := run(t, dir, "pull", "--account", id)
	require.Equal(t, 0, code, out)
	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
	name := filepath.Join(dir, "inventory.yaml")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	saved := string(text) + "references: [the runbook]\n"
	s.Fail(standin.Fault{Method: "GET", Path: "/accounts/.*/workers/scripts", Delay: 2 * time.Second})
	done := make(chan struct{})
	go func() {
		defer close(done)
		time.Sleep(500 * time.Millisecond)
		_ = os.WriteFile(name, []byte(saved), 0o600)
	}()
	code, out = run(t, dir, "pull")
	<-done
	assert.Equal(t, 1, code, out)
	assert.Contains(t, out, "inventory.yaml was changed while the account was read; it was not written")
	now, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, saved, string(now))
	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	now, err = os.ReadFile(name)
	require.NoError(t, err)
	assert.Contains(t, string(now), "references: [the runbook]\n")
	assert.Contains(t, string(now), "name: orders")
}

// A file that somebody keeps is not written over with what is deployed, and an
// inventory that is a link stays one.
func TestPullKeepsFiles(t *testing.T) {
	_, id := account(t, "minimal")
	dir, elsewhere := t.TempDir(), t.TempDir()
	code, out := run(t, dir, "pull", "--account", id)
	require.Equal(t, 0, code, out)
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	lines := regexp.MustCompile(`file: content/\S*`).ReplaceAllString(string(text), "file: src/api.js")
	lines = regexp.MustCompile(`(?m)^ *sha256: .*\n`).ReplaceAllString(lines, "")
	require.NotEqual(t, string(text), lines)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "src"), 0o700))
	write(t, dir, "src/api.js", "// the source\n")
	require.NoError(t, os.Remove(filepath.Join(dir, "inventory.yaml")))
	write(t, elsewhere, "shop.yaml", lines)
	require.NoError(t, os.Symlink(filepath.Join(elsewhere, "shop.yaml"), filepath.Join(dir, "inventory.yaml")))
	code, out = run(t, dir, "pull")
	require.Equal(t, 0, code, out)
	source, err := os.ReadFile(filepath.Join(dir, "src/api.js"))
	require.NoError(t, err)
	assert.Equal(t, "// the source\n", string(source))
	info, err := os.Lstat(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink)
	now, err := os.ReadFile(filepath.Join(elsewhere, "shop.yaml"))
	require.NoError(t, err)
	assert.Contains(t, string(now), "file: content/")
	code, out = run(t, dir, "pull")
	assert.Equal(t, 0, code, out)
	assert.Contains(t, out, "is up to date.\n")
}
