package recovery

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

const scriptsPath = "/accounts/" + accountID + "/workers/scripts"

// crew is an inventory of workers that the scripts make: with classes of both
// kinds, with several modules, in the old syntax, without code, in a ring.
func crew(t *testing.T) *schema.Inventory {
	t.Helper()
	return inventory(t, "cfdr: 1\naccounts:\n  - name: "+accountName+"\n    id: "+accountID+`
    d1_databases: [{name: app}]
    kv_namespaces: [{title: CACHE}]
    workers:
      - name: rooms
        modules: [{name: index.js, file: index.js}, {name: lib/a b.js, file: lib.js}, {name: codec.wasm, type: wasm, file: codec.wasm}]
        compatibility_date: 2025-01-01
        migration_tag: v3
        durable_objects: [{class_name: Room, storage: sqlite}, {class_name: Presence, storage: key-value}]
        bindings:
          - {type: durable_object_namespace, name: ROOMS, class_name: Room}
          - {type: durable_object_namespace, name: PRESENCE, class_name: Presence}
          - {type: d1, name: DB, database: app}
          - {type: service, name: MAILER, service: mailer}
          - {type: json, name: CONFIG, json: '{"a": [1, null]}'}
        secrets: [KEY]
      - name: mailer
        syntax: service-worker
        modules: [{name: worker.js, file: worker.js}, {name: codec.wasm, type: wasm, file: codec.wasm}]
        compatibility_date: 2022-02-02
        bindings:
          - {type: wasm_module, name: CODEC, part: codec.wasm}
          - {type: service, name: ROOMS, service: rooms}
      - name: reports
        source: workers/reports
        compatibility_date: 2025-01-01
        exports_entrypoints: [Api]
        bindings:
          - {type: kv_namespace, name: CACHE, namespace: CACHE}
          - {type: d1, name: DB, database: app}
          - {type: service, name: MAILER, service: mailer}
`, fstest.MapFS{
		"index.js": {Data: []byte("import './lib/a b.js'\nexport class Room {}\nexport class Presence {}\nexport default {}\n")},
		"lib.js":   {Data: []byte("// no line end, and \r\n a carriage return")}, "worker.js": {Data: []byte("addEventListener('fetch', () => {})")},
		"codec.wasm": {Data: []byte("\x00asm\x01\x00\x00\x00\xff\xfe\r\n--cfdr")},
	})
}

// Lost workers come back whole: every module byte by byte, every class with its
// kind of storage under the recorded tag, every binding to what is there now.
// One without code gets a placeholder with its bindings.
func TestWorkersComeBack(t *testing.T) {
	t.Parallel()
	p := write(t, crew(t), schema.V4)
	a := p.lost(t)
	p.run(t, a, p.script(t, "stores"), "--apply")
	r := p.run(t, a, p.script(t, "workers"), "--apply")
	assert.Equal(t, result{out: workersBack}, r)

	full := p.full(t)
	for _, name := range []string{"rooms", "mailer"} {
		assert.Equal(t, full.Get(scriptsPath, name)["modules"], a.Get(scriptsPath, name)["modules"])
	}
	for _, name := range []string{"rooms", "reports"} {
		main := a.Get(scriptsPath, name)["modules"].([]any)[0].(map[string]any)
		content, err := base64.StdEncoding.DecodeString(main["base64"].(string))
		require.NoError(t, err)
		assert.Equal(t, name == "reports", main["name"] == "placeholder.mjs")
		assert.Equal(t, name == "reports", string(content) == string(p.files["workers/reports/placeholder.mjs"]))
	}
	assert.Equal(t, `- /workers/scripts reports etag: "ETAG"
+ /workers/scripts reports etag: "ETAG"
- /workers/scripts reports main_module: "index.js"
+ /workers/scripts reports main_module: "placeholder.mjs"
+ /workers/scripts reports modules []: MODULE
- /workers/scripts reports modules []: MODULE
- /workers/scripts rooms bindings []: "{\"name\":\"KEY\",\"type\":\"secret_text\"}"
`, plainer(differences(t, full.Server, a.Server)))

	a.ResetLog()
	again := p.run(t, a, p.script(t, "workers"), "--apply")
	assert.Empty(t, writes(a))
	assert.Equal(t, strings.Replace(workersThere, `"reports": already there`, `"reports": a placeholder is there; its code is to be deployed`, 1), again.out)
}

// plainer leaves out what says nothing to a person.
func plainer(s string) string {
	s = regexp.MustCompile(`etag: "[0-9a-f]+"`).ReplaceAllString(s, `etag: "ETAG"`)
	return regexp.MustCompile(`(modules \[\]: ).*`).ReplaceAllString(s, "${1}MODULE")
}

const workersBack = `Placeholders
  worker "rooms": a placeholder, until its code comes
  worker "mailer": a placeholder, until its code comes
  worker "reports": a placeholder, until its code comes
Code
  worker "rooms": uploaded
  worker "mailer": uploaded
  worker "reports": a placeholder with its bindings; its code is to be deployed
Bindings
workers: 3 created, 0 changed, 0 already there, 0 left.
`

const workersThere = `Placeholders
Code
  worker "rooms": already there
  worker "mailer": already there
  worker "reports": already there
Bindings
workers: 0 created, 0 changed, 3 already there, 0 left.
`

// What somebody deployed stays, however it differs from the snapshot.
func TestDeployedWorkerStays(t *testing.T) {
	t.Parallel()
	p := write(t, crew(t), schema.V4)
	a := p.full(t)
	for _, name := range []string{"rooms", "mailer", "reports"} {
		a.PutWorker(accountID, standin.Worker{
			Name: name, Modules: []standin.Module{{Name: "other.js", Content: []byte("// deployed since")}}, CompatibilityDate: "2024-01-01",
			Secrets: []string{"OTHER"}, Bindings: []map[string]any{{"type": "plain_text", "name": "DB", "text": "not a database"}},
			MigrationTag: "v9", Classes: []standin.Class{{Name: "Room", SQLite: true}, {Name: "Presence"}},
		})
	}
	before := string(a.Dump())
	a.ResetLog()
	r := p.run(t, a, p.script(t, "workers"), "--apply")
	assert.Equal(t, result{out: workersThere}, r)
	assert.Empty(t, writes(a))
	assert.Equal(t, before, string(a.Dump()))

	// Nor does it go where the list of workers lacks it.
	a.Fail(standin.Fault{Method: "GET", Path: scriptsPath, Times: -1, Body: []byte(`{"success": true, "result": []}`)})
	r = p.run(t, a, p.script(t, "workers"), "--apply")
	assert.Equal(t, 2, r.code)
	assert.Contains(t, r.out, `  worker "rooms": it is there, although the list of workers lacks it; it stays as it is`)
	assert.Empty(t, writes(a))
}

// A binding to a database or namespace that was lost gets the new one. All else
// of the worker is inherited: code, other bindings, secrets. One to something
// that is there, though the snapshot names another, is somebody's and stays.
func TestDeadBindingsAreMended(t *testing.T) {
	t.Parallel()
	p := write(t, crew(t), schema.V4)
	a := p.full(t)
	const d1, kv = "/accounts/" + accountID + "/d1/database", "/accounts/" + accountID + "/storage/kv/namespaces"
	other := a.Put(kv, map[string]any{"title": "somebody's"})
	const dead = "00000000-0000-4000-8000-00000000dead"
	for name, set := range map[string]map[string]any{"rooms": {"DB": dead}, "reports": {"DB": dead, "CACHE": other}} {
		w := a.Get(scriptsPath, name)
		for _, b := range w["bindings"].([]any) {
			b := b.(map[string]any)
			if id := set[fmt.Sprint(b["name"])]; id != nil && b["type"] == "d1" {
				b["id"] = id
			} else if id != nil {
				b["namespace_id"] = id
			}
		}
		a.Put(scriptsPath, w)
	}
	before := map[string]map[string]any{"rooms": a.Get(scriptsPath, "rooms"), "reports": a.Get(scriptsPath, "reports")}
	a.ResetLog()
	dry := p.run(t, a, p.script(t, "workers"))
	assert.Empty(t, writes(a))
	assert.Equal(t, 2, dry.code)
	r := p.run(t, a, p.script(t, "workers"), "--apply")
	assert.Equal(t, result{out: mended}, r)
	assert.Equal(t, []string{"PATCH " + scriptsPath + "/rooms/settings 200", "PATCH " + scriptsPath + "/reports/settings 200"}, writes(a))
	id := a.All(d1)[0]["uuid"]
	for name, was := range before {
		for _, b := range was["bindings"].([]any) {
			if b := b.(map[string]any); b["type"] == "d1" {
				b["id"] = id
			}
		}
		is := a.Get(scriptsPath, name)
		for _, f := range []string{"bindings", "secrets", "modules", "migration_tag", "compatibility_date"} {
			assert.Equal(t, was[f], is[f], "%s of %s", f, name)
		}
	}
}

const mended = `Placeholders
Code
  worker "rooms": already there
  worker "mailer": already there
  worker "reports": already there
Bindings
  worker "rooms": bound to DB again
  worker "reports": bound to DB again
workers: 0 created, 2 changed, 3 already there, 0 left.
`

// A namespace whose title is only documented is found by a worker that is there
// and bound to it, and is not made a second time under that title.
func TestDocumentedTitleIsRecognised(t *testing.T) {
	t.Parallel()
	inv := small(t, `
    kv_namespaces:
      - {title: CONFIG, unverified: [title]}
      - {title: NOWHERE, unverified: [title]}
    d1_databases: [{name: ops, unverified: [name]}]
    workers:
      - name: hook
        source: hook
        bindings: [{type: kv_namespace, name: CONFIG, namespace: CONFIG}, {type: d1, name: OPS, database: ops}]
`)
	p := write(t, inv, schema.V5)
	a := p.full(t)
	const d1, kv = "/accounts/" + accountID + "/d1/database", "/accounts/" + accountID + "/storage/kv/namespaces"
	for _, n := range a.All(kv) {
		n["title"] = "really " + n["title"].(string)
		a.Put(kv, n)
	}
	for _, d := range a.All(d1) {
		d["name"] = "operations"
		a.Put(d1, d)
	}
	a.ResetLog()
	r := p.run(t, a, p.script(t, "stores"), "--apply")
	assert.Equal(t, result{out: `D1 databases
  D1 database "ops": already there
KV namespaces
  KV namespace "CONFIG": already there
  KV namespace "NOWHERE": created
stores: 1 created, 0 changed, 2 already there, 0 left.
`}, r)
	assert.Equal(t, []string{"POST " + kv + " 200"}, writes(a))
}
