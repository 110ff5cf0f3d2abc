package cli_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/standin"
)

// The values are put together here, so that nobody who searches this repository
// takes them for secrets.
var (
	githubToken = "gh" + "p_" + strings.Repeat("a1B2c3D4e", 4)
	apiKey      = "letme" + "in-please"
	urlPassword = "correct" + "-horse"
	hookToken   = "7f3kQ9" + "zLw02VbXn5TgRd"
)

const zoneOfMinimal = "023e105f4ecef8ad9ca31a8372d0c353"

// careless is an account in which somebody wrote secrets into code, variables
// and a route.
func careless(t *testing.T) (s *standin.Server, id, code string) {
	t.Helper()
	s, id = account(t, "minimal")
	code = "const plain = 1;\nexport default { fetch: () => fetch(\"https://api.github.com\", { headers: { authorization: `token " + githubToken + "` } }) };\n" +
		"const again = \"" + githubToken + "\";\n"
	s.PutWorker(id, standin.Worker{
		Name:    "careless",
		Modules: []standin.Module{{Name: "index.js", Content: []byte(code)}, {Name: "lib.js", Content: []byte("export const u = \"https://monitor:" + urlPassword + "@status.example.com/\";\n")}},
		Bindings: []map[string]any{
			{"type": "plain_text", "name": "API_KEY", "text": apiKey},
			{"type": "plain_text", "name": "MODE", "text": "fast"},
		},
	})
	s.Put("/zones/"+zoneOfMinimal+"/workers/routes", map[string]any{"id": "00000000000000000000000000000077", "pattern": "example.com/hook?token=" + hookToken, "script": "careless"})
	s.Put("/accounts/"+id+"/pages/projects", map[string]any{
		"name": "site", "production_branch": "main",
		"deployment_configs": map[string]any{"production": map[string]any{"env_vars": map[string]any{
			"TITLE": map[string]any{"type": "plain_text", "value": "Site"}, "SEARCH_TOKEN": map[string]any{"type": "plain_text", "value": apiKey + "2"},
		}}},
	})
	return s, id, code
}

// everything reads all files of a directory.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Fprintf(&b, "%s\n%s\n", path, text)
		return err
	}))
	return b.String()
}

func assertNoSecret(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{githubToken, apiKey, urlPassword, hookToken} {
		assert.NotContains(t, text, secret)
	}
}

const exposedInCareless = `warning: 5 secrets in the open in Example:
  worker "careless": bindings.API_KEY.text: value under the name of a secret [named-secret]
  content/careless/index.js:2:98: GitHub token, ghp_…, 2 times [github-token]
  content/careless/lib.js:1:35: password in a URL [url-password]
  worker route "example.com/hook?token=REDACTED-url-parameter-withheld": pattern: secret in the query of a URL [url-parameter]
  pages project "site": deployment_configs.production.env_vars.SEARCH_TOKEN: value under the name of a secret [named-secret]
  Change each of them where it opens something, and give the new one as a secret: wrangler secret put NAME, or wrangler pages secret put NAME.
`

// What stands in the open is named with its place and never shown, and the
// files that hold it are for their owner alone.
func TestPullTellsOfSecrets(t *testing.T) {
	_, id, code := careless(t)
	dir := t.TempDir()
	for _, dry := range []bool{true, false} {
		args := []string{"pull", "--account", id}
		if dry {
			args = append(args, "--dry-run")
		}
		_, out := run(t, dir, args...)
		assert.Contains(t, out, exposedInCareless+"  They stand in what is written; --redact takes them out, or `redact: true` in cfdr.yaml.\n")
		assertNoSecret(t, out)
	}
	name := filepath.Join(dir, "inventory.yaml")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Contains(t, string(text), apiKey)
	body, err := os.ReadFile(filepath.Join(dir, "content/careless/index.js"))
	require.NoError(t, err)
	assert.Equal(t, code, string(body))

	// Somebody made them readable; the next pull takes that back.
	for _, file := range []string{"inventory.yaml", "content/careless/index.js"} {
		require.NoError(t, os.Chmod(filepath.Join(dir, file), 0o644))
	}
	status, out := run(t, dir, "pull")
	assert.Equal(t, 0, status, out)
	assert.Contains(t, out, "is up to date.\n")
	for _, file := range []string{"inventory.yaml", "content/careless/index.js", "content/careless/lib.js"} {
		info, err := os.Stat(filepath.Join(dir, file))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), file)
	}

	// Taking them out of what was written before leaves none, not even in what
	// is remembered or told of it.
	status, out = run(t, dir, "pull", "--redact")
	assert.Equal(t, 0, status, out)
	assertNoSecret(t, out)
	assertNoSecret(t, everything(t, dir))
}

// The document shows what is told.
func TestPullDocumentShowsSecrets(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "pull.md"))
	require.NoError(t, err)
	assert.Contains(t, string(text), "```text\n"+exposedInCareless+"  They stand in what is written; --redact takes them out, or `redact: true` in cfdr.yaml.\n```\n")
}

// With --redact no file holds any of them; another pull changes nothing, also
// without the flag; a change of the code is still told; and nothing that was
// taken out is ever written to an account.
func TestPullRedacts(t *testing.T) {
	s, id, code := careless(t)
	dir := t.TempDir()
	status, out := run(t, dir, "pull", "--account", id, "--redact")
	require.Equal(t, 0, status, out)
	assert.Contains(t, out, exposedInCareless+"  They are taken out of what is written.")
	assertNoSecret(t, out)
	assertNoSecret(t, everything(t, dir))
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	assert.Contains(t, string(text), fmt.Sprintf("%x", sha256.Sum256([]byte(code))), "the digest is of what the account has")
	assert.Contains(t, string(text), "REDACTED-named-secret-withheld")
	body, err := os.ReadFile(filepath.Join(dir, "content/careless/index.js"))
	require.NoError(t, err)
	assert.Regexp(t, "token REDACTED-github-token-[0-9a-f]{8}`", string(body))

	for _, args := range [][]string{{"pull", "--redact"}, {"pull"}, {"pull", "--dry-run"}} {
		status, out = run(t, dir, args...)
		assert.Equal(t, 0, status, out)
		assert.Contains(t, out, "inventory.yaml is up to date.\n")
	}
	assertNoSecret(t, everything(t, dir))

	for _, target := range []string{"4", "5"} {
		status, out = run(t, dir, "generate", "inventory.yaml", "--out", "snapshot"+target, "--target", target)
		assert.Equal(t, 0, status, out)
		snapshot := filepath.Join(dir, "snapshot"+target)
		assert.NoFileExists(t, filepath.Join(snapshot, "workers/careless/index.js"))
		assert.FileExists(t, filepath.Join(snapshot, "workers/careless/placeholder.mjs"))
		files := everything(t, snapshot)
		for _, line := range strings.Split(files, "\n") {
			if strings.Contains(line, "REDACTED-") && strings.Contains(line, "withheld") {
				// A name by which people find it, and by which a script looks.
				assert.Contains(t, line, "hook?token=REDACTED-url-parameter-withheld", line)
			}
		}
		for _, name := range []string{"worker_route.tf", "worker.tf", "pages_project.tf"} {
			hcl, err := os.ReadFile(filepath.Join(snapshot, name))
			if err == nil {
				assert.NotContains(t, string(hcl), "REDACTED-")
			}
		}
	}

	s.PutWorker(id, standin.Worker{Name: "careless", Modules: []standin.Module{{Name: "index.js", Content: []byte(code + "\n// more\n")}, {Name: "lib.js", Content: []byte("export const u = 1;\n")}},
		Bindings: []map[string]any{{"type": "plain_text", "name": "MODE", "text": "slow"}}, Secrets: []string{"API_KEY"}})
	status, out = run(t, dir, "pull", "--dry-run")
	assert.Equal(t, 2, status, out)
	assert.Contains(t, out, "worker \"careless\": modules.0.sha256: was")
	assert.Contains(t, out, "worker \"careless\": modules.1: true is gone")

	// Whoever wants them back says so.
	status, out = run(t, dir, "pull", "--redact=false")
	assert.Equal(t, 0, status, out)
	assertNoSecret(t, out)
	assert.Contains(t, everything(t, dir), githubToken)
	assert.Empty(t, s.Writes())
}

// Code is for git only where somebody says so, and then it stays so.
func TestPullCommitsContent(t *testing.T) {
	_, id := account(t, "minimal")
	dir := t.TempDir()
	ignored := func() bool {
		text, err := os.ReadFile(filepath.Join(dir, "content/.gitignore"))
		return err == nil && strings.Contains(string(text), "\n*\n")
	}
	for _, step := range []struct {
		args    []string
		ignored bool
	}{{[]string{"--account", id}, true}, {nil, true}, {[]string{"--commit-content"}, false}, {nil, false}} {
		status, out := run(t, dir, append([]string{"pull"}, step.args...)...)
		require.Equal(t, 0, status, out)
		assert.Equal(t, step.ignored, ignored(), step.args)
	}
}

// What no kind reads is counted, and what cannot be looked for is said; neither
// makes the run fail.
func TestPullTellsOfBlindSpots(t *testing.T) {
	documents, err := filepath.Abs(filepath.Join(root, "docs", "pull.md"))
	require.NoError(t, err)
	s, id := account(t, "minimal")
	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders", "colour": "red"})
	s.Fail(standin.Fault{Method: "GET", Path: "/accounts/.*/gateway/rules.*", Times: -1, Status: 403, Code: 10000, Message: "Authentication error"})
	s.Fail(standin.Fault{Method: "GET", Path: "/zones/.*/waiting_rooms.*", Times: -1, Status: 500, Code: 1, Message: "broken"})
	behind, err := url.Parse(strings.TrimSuffix(os.Getenv("CLOUDFLARE_API_BASE_URL"), "/client/v4"))
	require.NoError(t, err)
	proxy := httputil.NewSingleHostReverseProxy(behind)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		result := ""
		switch {
		case strings.HasSuffix(r.URL.Path, "/accounts/"+id+"/stream"):
			result = `[{"uid":"a"},{"uid":"b"}]`
		case strings.HasSuffix(r.URL.Path, "/zones/"+zoneOfMinimal+"/custom_hostnames"):
			result = `[{"id":"a"}]`
		case strings.HasSuffix(r.URL.Path, "/zones/"+zoneOfMinimal+"/snippets"):
			result = `[{"id":"a"},{"id":"b"},{"id":"c"}]`
		default:
			proxy.ServeHTTP(w, r)
			return
		}
		fmt.Fprintf(w, `{"success":true,"errors":[],"messages":[],"result":%s}`, result)
	}))
	t.Cleanup(front.Close)
	dir := t.TempDir()
	args := []string{"pull", "--account", id, "--base-url", front.URL + strings.TrimPrefix(os.Getenv("CLOUDFLARE_API_BASE_URL"), behind.String())}
	status, out := run(t, dir, append(args, "--dry-run")...)
	assert.Equal(t, 2, status, out)
	var told strings.Builder
	for _, line := range strings.SplitAfter(out, "\n") {
		if strings.HasPrefix(line, "blind spot: ") {
			told.WriteString(line)
		}
	}
	document(t, documents, "blind spots", told.String())
	before := len(s.Requests())
	status, out = run(t, dir, append(args, "--blind-spots=false")...)
	assert.Equal(t, 0, status, out)
	assert.NotContains(t, out, "cfdr does not read")
	assert.Less(t, len(s.Requests())-before, before)
}

// What is left out is named too, and its name may hold a secret.
func TestWhatIsLeftOutShowsNoSecret(t *testing.T) {
	s, id := account(t, "minimal")
	s.Put("/accounts/"+id+"/access/groups", map[string]any{"name": githubToken + "\x01", "include": []any{map[string]any{"everyone": map[string]any{}}}})
	dir := t.TempDir()
	for _, args := range [][]string{{"pull", "--account", id}, {"pull", "--redact"}} {
		code, out := run(t, dir, args...)
		require.Equal(t, 0, code, out)
		assert.Contains(t, out, "not read: access group of ")
		assertNoSecret(t, out)
		assertNoSecret(t, everything(t, dir))
	}
}
