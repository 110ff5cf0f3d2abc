package standin

import (
	"encoding/json"
	"fmt"
	"mime"
	"mime/multipart"
	"strings"
	"testing"
)

const formType = "multipart/form-data; boundary=b"

// form makes a worker upload: metadata and modules as pairs of name and source.
func form(meta object, modules ...string) string {
	raw, _ := json.Marshal(meta)
	var b strings.Builder
	fmt.Fprintf(&b, "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n%s\r\n", raw)
	for i := 0; i+1 < len(modules); i += 2 {
		kind := "application/javascript+module"
		if modules[i] == "script" {
			kind = "application/javascript"
		}
		fmt.Fprintf(&b, "--b\r\nContent-Disposition: form-data; name=%q; filename=%[1]q\r\nContent-Type: %s\r\n\r\n%s\r\n", modules[i], kind, modules[i+1])
	}
	return b.String() + "--b--\r\n"
}

const (
	worker   = "/accounts/" + acc1 + "/workers/scripts/w"
	account1 = "/accounts/" + acc1
)

// put uploads the worker w.
func (c client) put(meta object) (int, object) {
	c.t.Helper()
	if text(meta, "main_module") == "" {
		meta["main_module"] = "index.js"
	}
	return c.do("PUT", worker, form(meta, "index.js", "export default {}"), "Content-Type", formType)
}

func binding(kind, name string, pairs ...string) object {
	b := object{"type": kind, "name": name}
	for i := 0; i+1 < len(pairs); i += 2 {
		b[pairs[i]] = pairs[i+1]
	}
	return b
}

func TestUploadRefusesMissingTargets(t *testing.T) {
	for _, tc := range []struct {
		b    object
		code int
	}{
		{binding("kv_namespace", "B", "namespace_id", "0123"), 10041},
		{binding("r2_bucket", "B", "bucket_name", "none"), 10085},
		{binding("d1", "B", "id", "0123"), 10181},
		{binding("queue", "B", "queue_name", "none"), 11000},
		{binding("service", "B", "service", "none"), 10143},
		{binding("durable_object_namespace", "B", "class_name", "C", "script_name", "none"), 10061},
		{binding("durable_object_namespace", "B", "class_name", "C"), 10061},
		{binding("inherit", "B"), 10057},
		{object{"type": "plain_text"}, 10016},
	} {
		t.Run(text(tc.b, "type"), func(t *testing.T) {
			c := account(t)
			status, out := c.put(object{"bindings": []any{tc.b}})
			if status != 400 || errorCode(out) != tc.code {
				t.Errorf("status %d code %d, want 400 and %d", status, errorCode(out), tc.code)
			}
			if got := c.s.All(account1 + scripts); len(got) != 0 {
				t.Errorf("a refused upload left %v", got)
			}
		})
	}
}

func TestUploadReplacesBindings(t *testing.T) {
	c := account(t)
	kv := c.s.Put(account1+"/storage/kv/namespaces", object{"title": "A"})
	c.put(object{"bindings": []any{
		binding("kv_namespace", "KV", "namespace_id", kv), binding("secret_text", "S", "text", "hidden"), binding("plain_text", "T", "text", "1"), binding("browser", "BR"),
	}})
	if strings.Contains(string(c.s.Dump()), "hidden") {
		t.Error("the secret is in the dump")
	}
	names := func() string {
		var out []string
		for _, b := range list(c.must("GET", worker+"/settings", nil).(object), "bindings") {
			out = append(out, text(b.(object), "name"))
		}
		return strings.Join(out, " ")
	}
	for _, tc := range []struct {
		name string
		meta object
		want string
	}{
		{"kept by type", object{"bindings": []any{binding("plain_text", "T", "text", "2")}, "keep_bindings": []any{"secret_text", "kv_namespace"}}, "T KV S"},
		{"inherited", object{"bindings": []any{binding("inherit", "S"), binding("inherit", "OTHER", "old_name", "KV")}}, "S OTHER"},
		{"nothing said", object{}, ""},
	} {
		if status, out := c.put(tc.meta); status != 200 {
			t.Fatalf("%s: %v", tc.name, out)
		}
		if got := names(); got != tc.want {
			t.Errorf("%s: bindings %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestSettingsAndLegacyBindings(t *testing.T) {
	for _, tc := range []struct {
		name   string
		opts   []Option
		legacy string
	}{
		{"as provider 4 can read", nil, `[
			{"type":"d1","name":"DB","id":"d1-id","database_id":"d1-id"},
			{"type":"durable_object_namespace","name":"OWN","class_name":"C"},
			{"type":"service","name":"SVC","service":"other","environment":""},
			{"type":"secret_text","name":"S"}]`},
		{"sparse", []Option{WithSparseBindings()}, `[
			{"type":"d1","name":"DB","id":"d1-id"},
			{"type":"durable_object_namespace","name":"OWN","class_name":"C"},
			{"type":"service","name":"SVC","service":"other"},
			{"type":"secret_text","name":"S"}]`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := account(t, tc.opts...)
			c.s.PutWorker(acc1, Worker{
				Name: "w", Modules: []Module{{Name: "index.js", Content: []byte("export default {}")}}, CompatibilityDate: "2025-05-05", Secrets: []string{"S"},
				Bindings: []map[string]any{
					binding("d1", "DB", "id", "d1-id"), binding("durable_object_namespace", "OWN", "class_name", "C"), binding("service", "SVC", "service", "other", "environment", ""),
				},
				MigrationTag: "v1", Classes: []Class{{Name: "C", SQLite: true, ID: "dddd0000000000000000000000000001"}},
			})
			same(t, "bindings", c.must("GET", worker+"/bindings", nil), tc.legacy)
			same(t, "settings", c.must("GET", worker+"/settings", nil), `{
				"bindings":[
					{"type":"d1","name":"DB","id":"d1-id"},
					{"type":"durable_object_namespace","name":"OWN","class_name":"C","namespace_id":"dddd0000000000000000000000000001"},
					{"type":"service","name":"SVC","service":"other","environment":""},
					{"type":"secret_text","name":"S"}],
				"compatibility_date":"2025-05-05","compatibility_flags":[],"usage_model":"standard","placement":{},"logpush":false,"tail_consumers":null,"tags":null}`)
		})
	}
}

func TestMigrations(t *testing.T) {
	step := func(pairs ...any) object {
		m := object{}
		for i := 0; i+1 < len(pairs); i += 2 {
			m[pairs[i].(string)] = pairs[i+1]
		}
		return m
	}
	c := account(t)
	own := binding("durable_object_namespace", "OWN", "class_name", "C")
	classes := func() string {
		var out []string
		for _, n := range c.s.All(account1 + namespacesBase) {
			out = append(out, fmt.Sprintf("%s.%s:%v", n["script"], n["class"], n["use_sqlite"]))
		}
		return strings.Join(out, " ")
	}
	for _, tc := range []struct {
		name   string
		meta   object
		status int
		code   int
		want   string
	}{
		{"new class", object{"bindings": []any{own}, "migrations": step("new_tag", "v1", "steps", []any{step("new_sqlite_classes", []any{"C"})})}, 200, 0, "w.C:true"},
		{"no tag", object{"migrations": step("new_tag", "v2", "new_classes", []any{"D"})}, 412, 10079, "w.C:true"},
		{"wrong tag", object{"migrations": step("old_tag", "v9", "new_tag", "v2", "new_classes", []any{"D"})}, 412, 10079, "w.C:true"},
		{"exists", object{"migrations": step("old_tag", "v1", "new_tag", "v2", "new_classes", []any{"C"})}, 400, 10074, "w.C:true"},
		{"second", object{"bindings": []any{own}, "migrations": step("old_tag", "v1", "new_tag", "v2", "new_classes", []any{"D"})}, 200, 0, "w.C:true w.D:false"},
		{"rename", object{"migrations": step("old_tag", "v2", "new_tag", "v3", "renamed_classes", []any{step("from", "D", "to", "E")})}, 200, 0, "w.C:true w.E:false"},
		{"delete", object{"migrations": step("old_tag", "v3", "new_tag", "v4", "deleted_classes", []any{"C"})}, 200, 0, "w.E:false"},
		{"deleted class bound", object{"bindings": []any{own}}, 400, 10061, "w.E:false"},
	} {
		status, out := c.put(tc.meta)
		if status != tc.status || errorCode(out) != tc.code {
			t.Errorf("%s: status %d code %d, want %d and %d", tc.name, status, errorCode(out), tc.status, tc.code)
		}
		if got := classes(); got != tc.want {
			t.Errorf("%s: classes %q, want %q", tc.name, got, tc.want)
		}
	}
	c.do("PUT", account1+"/workers/scripts/x", form(object{"main_module": "i.js", "migrations": step("new_tag", "t", "transferred_classes",
		[]any{step("from", "E", "from_script", "w", "to", "F")})}, "i.js", ""), "Content-Type", formType)
	if got := classes(); got != "x.F:false" {
		t.Errorf("transferred: %q", got)
	}
	service := c.must("GET", account1+"/workers/services/w", nil).(object)
	if got := text(sub(sub(service, "default_environment"), "script"), "migration_tag"); got != "v4" {
		t.Errorf("migration_tag %q", got)
	}
	c.must("DELETE", account1+"/workers/scripts/x", nil)
	if got := classes(); got != "" {
		t.Errorf("after the worker is deleted: %q", got)
	}
}

func TestContent(t *testing.T) {
	c := account(t)
	c.must("PUT", worker, form(object{"main_module": "index.js"}, "index.js", "main", "lib/a.mjs", "a"), "Content-Type", formType)
	_, out := c.do("GET", worker+"/content/v2", nil)
	if text(out, "entry") != "index.js" {
		t.Errorf("cf-entrypoint %q", text(out, "entry"))
	}
	kind, params, _ := mime.ParseMediaType(text(out, "type"))
	r := multipart.NewReader(strings.NewReader(text(out, "body")), params["boundary"])
	var parts []string
	for {
		p, err := r.NextRawPart()
		if err != nil {
			break
		}
		parts = append(parts, p.FormName()+" "+p.Header.Get("Content-Type"))
	}
	want := "index.js application/javascript+module,lib/a.mjs application/javascript+module"
	if kind != "multipart/form-data" || strings.Join(parts, ",") != want {
		t.Errorf("%s: %v", kind, parts)
	}

	c.must("PUT", worker, "addEventListener('fetch', f)", "Content-Type", "application/javascript")
	_, out = c.do("GET", worker+"/content/v2", nil)
	if text(out, "body") != "addEventListener('fetch', f)" || text(out, "type") != "application/javascript" {
		t.Errorf("service worker: %v", out)
	}
	c.refused(404, 10007, "GET", account1+"/workers/scripts/none/content/v2", nil)
	c.refused(404, 10090, "GET", account1+"/workers/services/none", nil)
	status, o := c.do("PUT", worker, form(object{"main_module": "other.js"}, "index.js", ""), "Content-Type", formType)
	if status != 400 || errorCode(o) != 10021 {
		t.Errorf("missing main module: %d %v", status, o)
	}
}

func TestWhatHangsOnAWorker(t *testing.T) {
	c := account(t)
	c.refused(404, 10007, "GET", worker+"/schedules", nil)
	c.put(object{})
	c.must("PUT", worker+"/schedules", []any{object{"cron": "0 * * * *"}, object{"cron": "1 * * * *"}})
	c.must("PUT", worker+"/schedules", []any{object{"cron": "2 * * * *"}})
	same(t, "schedules", c.must("GET", worker+"/schedules", nil),
		`{"schedules":[{"cron":"2 * * * *","created_on":"2026-01-01T00:00:00Z","modified_on":"2026-01-01T00:00:00Z"}]}`)
	c.refused(400, 10100, "PUT", worker+"/schedules", []any{object{"cron": "often"}})

	c.refused(404, 10007, "GET", account1+"/workers/subdomain", nil)
	c.refused(400, 10063, "POST", worker+"/subdomain", object{"enabled": true})
	c.must("PUT", account1+"/workers/subdomain", object{"subdomain": "acme"})
	same(t, "subdomain", c.must("POST", worker+"/subdomain", object{"enabled": true, "previews_enabled": false}), `{"enabled":true,"previews_enabled":false}`)

	c.must("PUT", worker+"/secrets", object{"name": "A", "text": "1", "type": "secret_text"})
	c.must("PATCH", worker+"/secrets-bulk", object{"secrets": object{"B": object{"text": "2", "type": "secret_text"}, "C": object{"text": "3"}}})
	c.must("PATCH", worker+"/secrets-bulk", object{"secrets": object{"C": nil}})
	same(t, "secrets", c.must("GET", worker+"/secrets", nil), `[{"name":"A","type":"secret_text"},{"name":"B","type":"secret_text"}]`)
	c.must("DELETE", worker+"/secrets/A", nil)
	c.refused(404, 10056, "DELETE", worker+"/secrets/A", nil)

	// An upload leaves them alone, but not the secrets.
	c.put(object{})
	view := c.must("GET", account1+"/workers/workers/w", nil).(object)
	same(t, "subdomain after an upload", view["subdomain"], `{"enabled":true,"previews_enabled":false}`)
	same(t, "secrets after an upload", c.must("GET", worker+"/secrets", nil), `[]`)
	if got := len(list(c.must("GET", worker+"/schedules", nil).(object), "schedules")); got != 1 {
		t.Errorf("%d schedules after an upload", got)
	}
	if got := len(list(c.must("GET", worker+"/versions", nil).(object), "items")); got != 2 {
		t.Errorf("%d versions", got)
	}
	same(t, "script settings", c.must("PATCH", worker+"/script-settings", object{"logpush": true}),
		`{"logpush":true,"observability":null,"tail_consumers":null,"tags":null}`)
}

func TestDeletingAWorkerSomethingNeeds(t *testing.T) {
	c := account(t)
	c.put(object{})
	c.must("PUT", account1+"/workers/scripts/user", form(object{"main_module": "i.js", "bindings": []any{binding("service", "W", "service", "w")}}, "i.js", ""), "Content-Type", formType)
	c.refused(400, 10064, "DELETE", worker, nil)
	c.must("DELETE", worker+"?force=true", nil)
}

func TestRoutesAndDomains(t *testing.T) {
	c := account(t)
	c.put(object{})
	routes := "/zones/" + zone1 + "/workers/routes"
	id := c.must("POST", routes, object{"pattern": "example.com/*", "script": "w"}).(object)["id"].(string)
	c.refused(409, 10020, "POST", routes, object{"pattern": "example.com/*"})
	c.refused(400, 10007, "POST", routes, object{"pattern": "example.com/x", "script": "none"})
	c.refused(400, 10022, "POST", routes, object{"pattern": "example.org/x", "script": "w"})
	same(t, "route without a worker", c.must("PUT", routes+"/"+id, object{"pattern": "example.com/y"}), `{"id":"`+id+`","pattern":"example.com/y"}`)

	domains := account1 + "/workers/domains"
	c.refused(404, 10007, "PUT", domains, object{"hostname": "app.example.com", "service": "none"})
	c.refused(400, 10082, "PUT", domains, object{"hostname": "app.example.org", "service": "w"})
	c.s.Put("/zones/"+zone1+"/dns_records", object{"type": "A", "name": "app.example.com", "content": "192.0.2.1"})
	c.refused(409, 100117, "PUT", domains, object{"hostname": "app.example.com", "service": "w"})
	d := c.must("PUT", domains, object{"hostname": "app.example.com", "service": "w", "override_existing_dns_record": true}).(object)
	owned := c.s.All("/zones/" + zone1 + "/dns_records")
	if len(owned) != 1 || owned[0]["type"] != "AAAA" || owned[0]["content"] != "100::" || sub(owned[0], "meta")["read_only"] != true {
		t.Fatalf("records %v", owned)
	}
	c.refused(400, 1043, "DELETE", "/zones/"+zone1+"/dns_records/"+text(owned[0], "id"), nil)
	c.refused(400, 1043, "PATCH", "/zones/"+zone1+"/dns_records/"+text(owned[0], "id"), object{"ttl": 60})
	c.must("DELETE", domains+"/"+text(d, "id"), nil)
	if got := c.s.All("/zones/" + zone1 + "/dns_records"); len(got) != 0 {
		t.Errorf("the domain is gone, its record is not: %v", got)
	}
}

// What wrangler sends after an upload.
func TestTriggersOfWrangler(t *testing.T) {
	c := account(t)
	c.put(object{})
	routes := "/zones/" + zone1 + "/workers/routes"
	c.must("POST", routes, object{"pattern": "example.com/old", "script": "w"})
	c.must("PUT", worker+"/routes", []any{object{"pattern": "example.com/new", "zone_name": "example.com"}, object{"pattern": "*.example.com/any"}})
	var got []string
	for _, r := range c.s.All(routes) {
		got = append(got, text(r, "pattern"))
	}
	if strings.Join(got, " ") != "example.com/new *.example.com/any" {
		t.Errorf("routes %v", got)
	}
	want := []any{object{"hostname": "app.example.com"}}
	same(t, "changes", c.must("POST", worker+"/domains/changeset?replace_state=true", want),
		`{"added":[{"hostname":"app.example.com"}],"updated":[],"removed":[],"conflicting":[]}`)
	c.must("PUT", worker+"/domains/records", object{"override_existing_dns_record": true, "origins": want})
	if got := c.s.All(account1 + "/workers/domains"); len(got) != 1 || got[0]["service"] != "w" {
		t.Errorf("domains %v", got)
	}
}
