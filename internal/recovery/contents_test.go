package recovery

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

const replicated = `
    d1_databases: [{name: app, read_replication: {mode: auto}}, {name: logs, read_replication: {mode: auto}}]
`

// settled is a zone with settings that come with it, and are then set.
const settled = `
    zones: [{name: example.com, settings: {ssl: strict, min_tls_version: "1.2"}}]
`

const d1Path, kvPath = "/accounts/" + accountID + "/d1/database", "/accounts/" + accountID + "/storage/kv/namespaces"

// setReplication changes what nobody lost.
func setReplication(t *testing.T, a *account, name, mode string) {
	t.Helper()
	for _, d := range a.All(d1Path) {
		if d["name"] == name {
			d["read_replication"] = map[string]any{"mode": mode}
			a.Put(d1Path, d)
			return
		}
	}
	require.Failf(t, "no such database", "%q", name)
}

// What is there and was not lost stays as somebody has set it, and is listed;
// what was lost beside it comes back whole.
func TestWhatIsThereIsListedAndNotWritten(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, replicated), schema.V4)
	a := p.only(t, func(o *schema.Object) bool { return o.Name != "logs" })
	setReplication(t, a, "app", "disabled")
	a.ResetLog()
	r := p.run(t, a, p.script(t, "stores"), "--apply")
	assert.Equal(t, result{code: 2, out: `D1 databases
  D1 database "app": already there, and differs
    read_replication.mode: "disabled" -> "auto"
  D1 database "logs": created
stores: 1 created, 0 changed, 0 already there, 1 differing, 0 left.
`}, r)
	assert.Equal(t, []string{"POST " + d1Path + " 200"}, writes(a))
}

// A run that ends between creating and completing is gone on with, and what is
// whole is nobody's to write to any more. What comes with something that is
// created is as unfinished as that.
func TestUnfinishedIsCompleted(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, settled), schema.V4)
	a := prepared(t, p, "stores")
	require.Zero(t, p.run(t, a, p.script(t, "zones"), "--apply").code)
	a.Fail(standin.Fault{Method: http.MethodPatch, Path: "/zones/.*/settings/ssl", Status: 400, Code: 1004, Message: "not now"})
	r := p.run(t, a, p.script(t, "zone-settings"), "--apply")
	assert.Equal(t, result{code: 2, out: `Zone settings
  zone setting "ssl" of zone "example.com": refused: 1004 not now (HTTP 400)
  zone setting "min_tls_version" of zone "example.com": changed value
zone-settings: 0 created, 1 changed, 0 already there, 1 left.
`}, r)
	kept, err := os.ReadFile(a.unfinished)
	require.NoError(t, err)
	assert.Equal(t, "zone_setting.example_com__ssl\n", string(kept))

	r = p.run(t, a, p.script(t, "zone-settings"), "--apply")
	assert.Equal(t, result{out: `Zone settings
  zone setting "min_tls_version" of zone "example.com": already there
  zone setting "ssl" of zone "example.com": changed value
zone-settings: 0 created, 1 changed, 1 already there, 0 left.
`}, r)
	assert.NoFileExists(t, a.unfinished)

	settings := "/zones/" + a.All("/zones")[0]["id"].(string) + "/settings"
	ssl := a.Get(settings, "ssl")
	ssl["value"] = "full"
	a.Put(settings, ssl)
	a.ResetLog()
	r = p.run(t, a, p.script(t, "zone-settings"), "--apply")
	assert.Equal(t, result{code: 2, out: `Zone settings
  zone setting "min_tls_version" of zone "example.com": already there
  zone setting "ssl" of zone "example.com": already there, and differs
    value: "full" -> "strict"
zone-settings: 0 created, 0 changed, 1 already there, 1 differing, 0 left.
`}, r)
	assert.Empty(t, writes(a))
}

// An API that answers that it was done and does nothing is found out: each
// write is read back.
func TestWritesAreReadBack(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, settled+`
    d1_databases: [{name: app, location: weur}]
    workers:
      - name: rooms
        source: rooms
        bindings: [{type: d1, name: DB, database: app}]
        secrets: [KEY]
`), schema.V4)
	done := []byte(`{"success": true, "errors": [], "messages": [], "result": {}}`)
	a := prepared(t, p, "stores")
	a.Fail(standin.Fault{Method: http.MethodPost, Path: d1Path, Body: done})
	a.Fail(standin.Fault{Method: http.MethodPatch, Path: "/zones/.*/settings/ssl", Body: done})
	r := p.run(t, a, p.script(t, "stores"), "--apply")
	assert.Equal(t, result{code: 2, out: `D1 databases
  D1 database "app": the API accepted it, and does not have it
stores: 0 created, 0 changed, 0 already there, 1 left.
`}, r)
	require.Zero(t, p.run(t, a, p.script(t, "zones"), "--apply").code)
	r = p.run(t, a, p.script(t, "zone-settings"), "--apply")
	assert.Equal(t, result{code: 2, out: `Zone settings
  zone setting "min_tls_version" of zone "example.com": changed value
  zone setting "ssl" of zone "example.com": accepted and not stored: value: "full" -> "strict"
zone-settings: 0 created, 1 changed, 0 already there, 1 left.
`}, r)

	a = p.full(t)
	w := a.Get(scriptsPath, "rooms")
	for _, b := range w["bindings"].([]any) {
		if b := b.(map[string]any); b["type"] == "d1" {
			b["id"] = "0123abcd-0000-4000-8000-000000000000"
		}
	}
	w["secrets"] = map[string]any{}
	w["bindings"] = w["bindings"].([]any)[:1]
	a.Put(scriptsPath, w)
	a.Fail(standin.Fault{Method: http.MethodPatch, Path: scriptsPath + "/rooms/settings", Body: done, Times: -1})
	a.Fail(standin.Fault{Method: http.MethodPut, Path: scriptsPath + "/rooms/secrets", Body: done, Times: -1})
	r = p.run(t, a, p.script(t, "workers"), "--apply")
	assert.Equal(t, 2, r.code)
	assert.Contains(t, r.out, "  worker \"rooms\": accepted and not stored: the binding to DB\n")
	assert.NotContains(t, r.out, "bound to DB again")
	file := t.TempDir() + "/secrets"
	require.NoError(t, os.WriteFile(file, []byte("rooms.KEY=sesame-sesame\n"), 0o600))
	r = p.run(t, a, p.script(t, "secrets"), "--apply", "--secrets", file)
	assert.Equal(t, result{code: 2, out: `Secrets
  secret rooms.KEY: accepted and not stored
secrets: 0 created, 0 changed, 0 already there, 1 left.
`}, r)
}

// What is refused for good ends neither the script nor what does not depend on
// it, and what depends on it waits.
func TestARefusalEndsNothing(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, flaky), schema.V4)
	for _, status := range deep.Sample([]int{403, 429}, 1) {
		a := prepared(t, p, "stores")
		a.Fail(standin.Fault{Method: http.MethodPost, Path: d1Path, Status: status, Code: 7400, Message: "no\x1b[31m\u009b\u202e", Times: -1})
		r := p.run(t, a, p.script(t, "stores"), "--apply")
		assert.Equal(t, 2, r.code, r.err)
		assert.Contains(t, r.out, "  D1 database \"app\": refused: 7400 no [31m   (HTTP ")
		w := p.run(t, a, p.script(t, "workers"), "--apply")
		assert.Equal(t, 2, w.code, w.err)
		assert.Contains(t, w.out, "waits for d1_database.app")
		a.Heal()
		assert.Empty(t, a.All(d1Path))
		assert.Zero(t, p.run(t, a, p.script(t, "stores"), "--apply").code)
		assert.Zero(t, p.run(t, a, p.script(t, "workers"), "--apply").code)
	}
}

// Whatever an answer repeats or holds, the terminal gets neither the token nor
// a value of --secrets, and nothing that it would act on.
func TestNothingFromOutsideReachesTheTerminal(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, replicated), schema.V4)
	file := t.TempDir() + "/secrets"
	require.NoError(t, os.WriteFile(file, []byte("app.KEY=sesame-sesame\n"), 0o600))
	a := prepared(t, p, "stores")
	a.Fail(standin.Fault{Method: http.MethodPost, Times: -1, Status: 403, Code: 1, Message: "bad Bearer " + standin.DefaultToken + " sesame-sesame \x1b]0;title\x07 \u009b2J \u202e\u2066\u200b\ufeff\u061c end"})
	a.Fail(standin.Fault{Method: http.MethodGet, Path: kvPath, Times: -1, Status: 403, Code: 1, Message: "bad " + standin.DefaultToken + " \u009b2J"})
	r := p.run(t, a, p.script(t, "stores"), "--apply", "--secrets", file)
	assert.Equal(t, 2, r.code)
	assert.Contains(t, r.out, "refused: 1 bad Bearer (hidden) (hidden)  ]0;title   2J       end (HTTP 403)")
	for _, text := range []string{r.out, r.err} {
		assert.NotContains(t, text, standin.DefaultToken)
		assert.NotContains(t, text, "sesame")
		assert.False(t, strings.ContainsFunc(text, func(c rune) bool {
			return c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 || c >= 0x200b && c <= 0x200f || c >= 0x2028 && c <= 0x202e || c >= 0x2060 && c <= 0x206f || c == 0xfeff || c == 0x61c
		}), "%q", text)
	}
}
