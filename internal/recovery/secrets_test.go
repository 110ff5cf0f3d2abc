package recovery

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

const secretive = `
    workers:
      - name: app
        source: {path: app}
        modules: [{name: index.js, text: "export default {}"}]
        compatibility_date: 2025-01-01
        secrets: [PLAIN, QUOTES, EQUALS, UNICODE, MISSING, {name: KEY, type: secret_key}]
    pages_projects:
      - name: site
        production_branch: main
        deployment_configs: {production: {secrets: [TOKEN]}, preview: {secrets: [TOKEN]}}
    access_identity_providers:
      - {name: GitHub, type: github, config: {client_id: x}}
`

// values of secrets, by what --secrets calls them. Each has the word by which
// it is looked for where it must not be.
var values = map[string]string{
	"app.PLAIN":              "SeCrEt-1",
	"app.QUOTES":             `"SeCrEt" 'two' \ $(touch PWNED) %s`,
	"app.EQUALS":             "SeCrEt=three==",
	"app.UNICODE":            "SeCrEt ü 東京 🦊  ",
	"site.production.TOKEN":  "SeCrEt-4",
	"site.preview.TOKEN":     "SeCrEt-5",
	"app.NOBODY_ASKS_FOR_IT": "SeCrEt-6",
	"access_identity_provider.github__275cebd5.client_secret": "SeCrEt-7",
}

// stored is what the stand-in keeps of a secret.
func stored(t *testing.T, value string) any {
	t.Helper()
	s := standin.New()
	s.AddAccount(accountID, accountName)
	return s.Get("/accounts/"+accountID+"/access/identity_providers", s.Put("/accounts/"+accountID+"/access/identity_providers",
		map[string]any{"name": "x", "type": "github", "config": map[string]any{"client_secret": value}}))["config"].(map[string]any)["client_secret"]
}

// Secrets come from a file of lines or of JSON, reach the API byte by byte, and
// are seen nowhere else: not in what is printed, not in a file that is left,
// not in the process list at any time. What is not given is listed, and the run
// goes on.
func TestSecretsReachTheAPIAlone(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, secretive), schema.V5)
	lines, keyed, nested := "# a comment\n\n", map[string]any{}, map[string]any{"app": map[string]any{}, "site": map[string]any{}}
	for name, value := range values {
		lines += name + "=" + value + "\n"
		keyed[name] = value
		at, rest, _ := strings.Cut(name, ".")
		if m, ok := nested[at].(map[string]any); ok {
			if env, secret, deeper := strings.Cut(rest, "."); deeper {
				m[env] = map[string]any{secret: value}
			} else {
				m[rest] = value
			}
		} else {
			nested[name] = value
		}
	}
	keyed["app.MISSING"] = nil
	keyed["app.PLAIN"] = "SeCrEt\nof two lines\n"
	texts := map[string]string{"nested JSON": compact(nested), "lines": lines, "JSON": compact(keyed)}
	for _, form := range deep.Sample(slices.Sorted(maps.Keys(texts)), 1) {
		text := texts[form]
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "secrets' \"file")
			require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
			a := p.only(t, func(o *schema.Object) bool { return o.Kind.Name == "worker" || o.Kind.Name == "pages_project" })
			forgetSecrets(t, a)
			a.ResetLog()

			script := p.script(t, "secrets")
			dry := p.run(t, a, script, "--secrets", file)
			assert.Empty(t, writes(a))
			assert.Equal(t, 2, dry.code)
			// Slow enough that the process list is looked at during each request.
			a.Fail(standin.Fault{Method: "PUT", Delay: 50 * time.Millisecond, Times: -1})
			a.Fail(standin.Fault{Method: "PATCH", Delay: 50 * time.Millisecond, Times: -1})
			stop := watchProcesses(t, "SeCrEt")
			r := p.run(t, a, script, "--apply", "--secrets", file)
			assert.Greater(t, stop(), 5, "the process list was looked at")
			a.Heal()
			assert.Equal(t, result{code: 2, out: `Secrets
  secret app.PLAIN: set
  secret app.QUOTES: set
  secret app.EQUALS: set
  secret app.UNICODE: set
  secret app.MISSING: still to be set
  secret app.KEY: still to be set
  secret site.production.TOKEN: set
  secret site.preview.TOKEN: set
secrets: 0 created, 6 changed, 0 already there, 2 left.
`}, r)
			assert.NotContains(t, dry.out, "SeCrEt")
			want := map[string]any{}
			for _, name := range []string{"PLAIN", "QUOTES", "EQUALS", "UNICODE"} {
				want[name] = stored(t, values["app."+name])
			}
			if form == "JSON" {
				want["PLAIN"] = stored(t, "SeCrEt\nof two lines\n")
			}
			assert.Equal(t, want, a.Get("/accounts/"+accountID+"/workers/scripts", "app")["secrets"])
			configs := a.Get("/accounts/"+accountID+"/pages/projects", "site")["deployment_configs"].(map[string]any)
			for env, value := range map[string]string{"production": "SeCrEt-4", "preview": "SeCrEt-5"} {
				assert.Equal(t, map[string]any{"TOKEN": map[string]any{"type": "secret_text", "value": stored(t, value)}}, configs[env].(map[string]any)["env_vars"])
			}

			a.ResetLog()
			again := p.run(t, a, script, "--apply", "--secrets", file)
			assert.Empty(t, writes(a))
			assert.Equal(t, strings.ReplaceAll(strings.ReplaceAll(r.out, ": set\n", ": already set\n"), "6 changed, 0 already there", "0 changed, 6 already there"), again.out)
		})
	}
}

// forgetSecrets takes the secrets away that a full account has.
func forgetSecrets(t *testing.T, a *account) {
	t.Helper()
	scripts := "/accounts/" + accountID + "/workers/scripts"
	worker := a.Get(scripts, "app")
	worker["bindings"], worker["secrets"] = []any{}, map[string]any{}
	a.Put(scripts, worker)
	projects := "/accounts/" + accountID + "/pages/projects"
	site := a.Get(projects, "site")
	for _, config := range site["deployment_configs"].(map[string]any) {
		config.(map[string]any)["env_vars"] = map[string]any{}
	}
	a.Put(projects, site)
}

// watchProcesses looks for a word in the command lines and the surroundings of
// all processes until it is stopped, which tells how often it looked.
func watchProcesses(t *testing.T, word string) (stop func() int) {
	t.Helper()
	if _, err := os.Stat("/proc/self/cmdline"); err != nil {
		return func() int { return 1 << 30 } // another system has no such list
	}
	end, looked := make(chan struct{}), make(chan int)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-end:
				looked <- n
				return
			case <-time.After(5 * time.Millisecond):
			}
			for _, name := range []string{"cmdline", "environ"} {
				files, _ := filepath.Glob("/proc/[0-9]*/" + name)
				for _, f := range files {
					if text, err := os.ReadFile(f); err == nil && strings.Contains(string(text), word) && !strings.Contains(f, fmt.Sprintf("/%d/", os.Getpid())) {
						t.Errorf("%s has %q: %q", f, word, text)
					}
				}
			}
		}
	}()
	return func() int { close(end); return <-looked }
}

// The secret that an identity provider is made with is given, or something
// stands for it and a person is told.
func TestSecretOfAnIdentityProvider(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, secretive), schema.V5)
	file := filepath.Join(t.TempDir(), "secrets")
	require.NoError(t, os.WriteFile(file, []byte("access_identity_provider.github__275cebd5.client_secret=SeCrEt-7\n"), 0o600))
	const path = "/accounts/" + accountID + "/access/identity_providers"
	secret := func(a *account) any { return a.All(path)[0]["config"].(map[string]any)["client_secret"] }

	a := p.lost(t)
	r := p.run(t, a, p.script(t, "access"), "--apply", "--secrets", file)
	assert.Equal(t, result{out: `Access identity providers
  access identity provider "GitHub": created
access: 1 created, 0 changed, 0 already there, 0 left.
`}, r)
	assert.Equal(t, stored(t, "SeCrEt-7"), secret(a))

	a = p.lost(t)
	r = p.run(t, a, p.script(t, "access"), "--apply")
	assert.Equal(t, result{code: 2, out: `Access identity providers
  access identity provider "GitHub": created
  access identity provider "GitHub": its client_secret is a stand-in until it is set in the dashboard; --secrets gives it as access_identity_provider.github__275cebd5.client_secret when it is made
access: 1 created, 0 changed, 0 already there, 1 left.
`}, r)
	assert.Equal(t, stored(t, "to-be-set-by-a-person"), secret(a))
}

// What --secrets names must be a file of one of the two forms.
func TestSecretsFileIsLookedAtFirst(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, secretive), schema.V5)
	a := p.full(t)
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.json")
	require.NoError(t, os.WriteFile(broken, []byte("{\"app.PLAIN\": \"SeCrEt\",}"), 0o600))
	for file, err := range map[string]string{
		dir:                           "cannot read the secrets in " + dir + "; it must be a file, since it is read more than once\n",
		filepath.Join(dir, "nothing"): "cannot read the secrets in " + filepath.Join(dir, "nothing") + "; it must be a file, since it is read more than once\n",
		broken:                        "the secrets in " + broken + " are no JSON object, and no lines NAME=value\n",
	} {
		assert.Equal(t, result{code: 1, err: err}, p.run(t, a, p.script(t, "secrets"), "--apply", "--secrets", file))
	}
	assert.Empty(t, a.Requests())
}

// A service token is told once, where nothing is kept.
func TestServiceTokenIsToldOnce(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, "    access_service_tokens: [{name: \"ci $(id)\", duration: 8760h}]\n"), schema.V5)
	a := p.lost(t)
	r := p.run(t, a, p.script(t, "access"), "--apply")
	assert.Regexp(t, `^\n  access service token "ci \$\(id\)" is told once, here:\n    client id      [^\n]+\n    client secret  [^\n]+\n\n$`, r.told)
	assert.Equal(t, result{out: `Access service tokens
  access service token "ci $(id)": created
access: 1 created, 0 changed, 0 already there, 0 left.
`, told: r.told}, r)
}
