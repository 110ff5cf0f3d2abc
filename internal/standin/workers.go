package standin

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
)

// scripts is where the workers of an account are kept.
const scripts = "/workers/scripts"

// scriptMissing is what every path below a worker says when there is none.
var scriptMissing = refuse(http.StatusNotFound, 10007, "This Worker does not exist on your account.")

// workers keeps each worker as one object: its modules (base64), bindings, settings, the SHA-256 of its secrets, and what hangs on it by name
// (schedules, subdomain, versions). Clients see slices of it.
//
// Source: https://developers.cloudflare.com/api/resources/workers/subresources/scripts/
var workers = &collection{
	path: "/accounts/{account}/workers/scripts", id: "id", item: "script", form: byName, key: []string{"id"},
	missing:  scriptMissing,
	volatile: []string{"tag", "versions", "last_deployed_from", "secrets"}, unordered: []string{"bindings", "compatibility_flags"},
	fill: func(s *Server, p map[string]string, o object) {
		if text(o, "tag") == "" {
			o["tag"] = s.newID(hexID, "/accounts/"+p["account"]+scripts, text(o, "id"))
		}
		defaults(o, "bindings", []any{}, "secrets", object{}, "compatibility_date", nil, "compatibility_flags", []any{}, "usage_model", "standard",
			"placement", object{}, "logpush", false, "tail_consumers", nil, "tags", nil, "migration_tag", nil, "handlers", []any{"fetch"},
			"named_handlers", []any{}, "has_assets", false, "schedules", []any{}, "subdomain", object{"enabled": false, "previews_enabled": false},
			"versions", []any{}, "last_deployed_from", "api", "created_on", epoch, "modified_on", epoch)
		// Provider 5 has this default in its schema, and plans it for every worker that does not have it.
		for _, f := range []string{"logs", "traces"} {
			if o := sub(sub(o, "observability"), f); o != nil {
				defaults(o, "persist", true)
			}
		}
	},
	show: showWorker,
}

// A Worker is a worker to seed; see [Server.PutWorker]. Zero fields mean what the API gives when nothing was set.
type Worker struct {
	Name    string
	Modules []Module
	// Main is the name of the main module; empty is the first one.
	Main string
	// ServiceWorker is set for the older syntax: the first module is the whole script, served as a single body.
	ServiceWorker bool

	// Bindings in the API's form and order, e.g. {"type": "d1", "name": "DB", "id": "…"}. They are not checked.
	Bindings []map[string]any
	// Secrets are names; they are added to the bindings, without values.
	Secrets []string

	CompatibilityDate  string
	CompatibilityFlags []string
	UsageModel         string
	Placement          map[string]any
	Observability      map[string]any
	Limits             map[string]any
	TailConsumers      []map[string]any
	Tags               []string
	Logpush            bool

	// Assets says that static files were uploaded with it.
	Assets bool

	// MigrationTag is the last applied Durable Object migration, Classes what the migrations have made.
	MigrationTag string
	Classes      []Class

	// Schedules are cron expressions.
	Schedules []string
	// Enabled and Previews are the switches of the worker's name on workers.dev.
	Enabled  bool
	Previews bool
}

// A Module is one file of a worker.
type Module struct {
	Name        string
	ContentType string // "application/javascript+module" if empty
	Content     []byte
}

// A Class is a Durable Object class, that is, a namespace.
type Class struct {
	Name   string
	SQLite bool
	ID     string // of the namespace; made if empty
}

// PutWorker stores a worker, with its Durable Object namespaces, in an account. A worker of the same name is replaced. Routes, custom domains,
// workflows and queue consumers are seeded by [Server.Put] under their own paths, after it.
func (s *Server) PutWorker(account string, w Worker) {
	o := object{"id": w.Name, "migration_tag": nil, "tail_consumers": nil, "tags": nil, "compatibility_flags": w.CompatibilityFlags, "logpush": w.Logpush}
	set := func(field string, present bool, v any) {
		if present {
			o[field] = v
		}
	}
	set("compatibility_date", w.CompatibilityDate != "", w.CompatibilityDate)
	set("compatibility_flags", w.CompatibilityFlags == nil, []string{})
	set("usage_model", w.UsageModel != "", w.UsageModel)
	set("placement", w.Placement != nil, w.Placement)
	set("observability", w.Observability != nil, w.Observability)
	set("limits", w.Limits != nil, w.Limits)
	set("tail_consumers", w.TailConsumers != nil, w.TailConsumers)
	set("tags", w.Tags != nil, w.Tags)
	set("has_assets", w.Assets, true)
	set("migration_tag", w.MigrationTag != "", w.MigrationTag)
	o["subdomain"] = object{"enabled": w.Enabled, "previews_enabled": w.Previews}

	bindings, secrets := []any{}, object{}
	for _, b := range w.Bindings {
		bindings = append(bindings, b)
	}
	for _, name := range w.Secrets {
		bindings = append(bindings, object{"type": "secret_text", "name": name})
		secrets[name] = ""
	}
	o["bindings"], o["secrets"] = bindings, secrets
	o["schedules"] = scheduleObjects(w.Schedules)
	main := w.Main
	if main == "" && len(w.Modules) > 0 {
		main = w.Modules[0].Name
	}
	modules := []module{}
	for _, m := range w.Modules {
		kind := m.ContentType
		switch {
		case w.ServiceWorker && kind == "":
			kind = "application/javascript"
		case kind == "":
			kind = "application/javascript+module"
		}
		modules = append(modules, module{m.Name, kind, m.Content})
	}
	setModules(o, modules, main, !w.ServiceWorker)

	s.Put("/accounts/"+account+scripts, o)
	s.mu.Lock()
	defer s.mu.Unlock()
	stored := s.lookup("/accounts/"+account+scripts, w.Name)
	s.addVersion(account, stored)
	for _, c := range w.Classes {
		n := object{"script": w.Name, "class": c.Name, "use_sqlite": c.SQLite}
		if c.ID != "" {
			n["id"] = c.ID
		}
		s.store(namespaces, map[string]string{"account": account}, n)
	}
}

// module is one file of a worker as it came.
type module struct {
	name, kind string
	content    []byte
}

// setModules stores the code of a worker. The etag is made from it, so the same code has the same.
func setModules(o object, modules []module, main string, esModules bool) {
	parts := []string{main}
	stored := []any{}
	for _, m := range modules {
		stored = append(stored, object{"name": m.name, "content_type": m.kind, "base64": base64.StdEncoding.EncodeToString(m.content)})
		parts = append(parts, m.name, m.kind, string(m.content))
	}
	o["modules"], o["main_module"], o["has_modules"], o["etag"] = stored, main, esModules, digest(parts...)
}

// addVersion notes a version of the worker; the newest is the one deployed.
func (s *Server) addVersion(account string, o object) object {
	number := float64(len(list(o, "versions")) + 1)
	v := object{
		"id": s.newID(uuidID, "/accounts/"+account+scripts+"/"+text(o, "id")+"/versions", text(o, "id")), "number": number,
		"metadata": object{"created_on": epoch, "modified_on": epoch, "source": "api", "author_email": "operator@example.com"},
	}
	o["versions"] = append([]any{v}, list(o, "versions")...)
	return v
}

// showWorker is the form of a worker in lists and after uploads.
func showWorker(_ *call, o object) object {
	out := object{}
	for _, f := range []string{
		"id", "tag", "etag", "handlers", "named_handlers", "has_assets", "has_modules", "migration_tag", "compatibility_date", "compatibility_flags",
		"usage_model", "logpush", "observability", "placement", "tail_consumers", "tags", "exports", "last_deployed_from", "created_on", "modified_on",
	} {
		if v, ok := o[f]; ok {
			out[f] = v
		}
	}
	if m := text(sub(o, "placement"), "mode"); m != "" {
		out["placement_mode"] = m
	}
	return out
}

// code renders the modules as the API downloads them: a multipart body for ES modules, the script itself for the older syntax.
func code(o object) (verbatim, error) {
	modules := list(o, "modules")
	header := http.Header{"Etag": {`"` + text(o, "etag") + `"`}}
	if o["has_modules"] != true {
		var body []byte
		if len(modules) > 0 {
			m, _ := modules[0].(object)
			body, _ = base64.StdEncoding.DecodeString(text(m, "base64"))
		}
		header.Set("Content-Type", "application/javascript")
		return verbatim{http.StatusOK, header, body}, nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary("standin" + text(o, "etag")[:32]); err != nil {
		return verbatim{}, err
	}
	for _, m := range modules {
		m, _ := m.(object)
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%[1]s"`, text(m, "name"))},
			"Content-Type":        {text(m, "content_type")},
		})
		if err != nil {
			return verbatim{}, err
		}
		content, err := base64.StdEncoding.DecodeString(text(m, "base64"))
		if err != nil {
			return verbatim{}, err
		}
		if _, err := part.Write(content); err != nil {
			return verbatim{}, err
		}
	}
	if err := w.Close(); err != nil {
		return verbatim{}, err
	}
	header.Set("Content-Type", w.FormDataContentType())
	header.Set("Cf-Entrypoint", text(o, "main_module"))
	return verbatim{http.StatusOK, header, b.Bytes()}, nil
}

// workersProduct serves workers and what hangs on one.
func workersProduct() product {
	content := onWorker(func(_ *call, o object) (any, error) { return code(o) })
	one := workers.path + "/{script}"
	routes := append(workers.routes("l"),
		route{"GET " + one, content},
		route{"GET " + one + "/content", content},
		route{"GET " + one + "/content/v2", content},
		route{"PUT " + one, upload},
		route{"PUT " + one + "/content", onWorker(uploadContent)},
		route{"DELETE " + one, deleteWorker},
		route{"GET " + one + "/bindings", onWorker(legacyBindings)},
		route{"GET " + one + "/bindings/{binding}/content", onWorker(bindingContent)},
		route{"GET " + one + "/versions", onWorker(func(c *call, o object) (any, error) { return object{"items": o["versions"]}, nil })},
		route{"GET " + one + "/versions/{version}", onWorker(getVersion)},
		route{"POST " + one + "/versions", uploadVersion},
		route{"GET " + one + "/deployments", onWorker(listDeployments)},
		route{"POST " + one + "/deployments", onWorker(func(c *call, o object) (any, error) { return deployments(o)[0], nil })},
	)
	routes = append(routes, workerSettingsRoutes(one)...)
	return product{permission: "Workers Scripts", collections: []*collection{workers, namespaces}, routes: routes}
}

// onWorker serves a path below a worker with that worker's object, the stored one.
func onWorker(h func(c *call, o object) (any, error)) handler {
	return func(c *call) (any, error) {
		o := c.s.lookup(c.path(workers.path), c.param("script"))
		if o == nil {
			return nil, scriptMissing
		}
		return h(c, o)
	}
}

// legacyBindings is the list that only provider 4 reads; see [WithSparseBindings].
func legacyBindings(c *call, o object) (any, error) {
	out := []object{}
	for _, b := range list(o, "bindings") {
		b := clone(b.(object))
		switch text(b, "type") {
		case "d1":
			if !c.s.sparse {
				b["database_id"] = b["id"]
			}
		case "service":
			if c.s.sparse && b["environment"] == "" {
				delete(b, "environment")
			}
		}
		out = append(out, b)
	}
	return listing{items: out}, nil
}

// bindingContent is the file behind a binding of the older syntax, which provider 4 fetches for WebAssembly.
func bindingContent(c *call, o object) (any, error) {
	for _, v := range list(o, "bindings") {
		b, _ := v.(object)
		for _, m := range list(o, "modules") {
			if m, _ := m.(object); text(b, "name") == c.param("binding") && text(m, "name") == text(b, "part") {
				body, err := base64.StdEncoding.DecodeString(text(m, "base64"))
				if err != nil {
					return nil, err
				}
				return verbatim{http.StatusOK, http.Header{"Content-Type": {text(m, "content_type")}}, body}, nil
			}
		}
		if text(b, "name") == c.param("binding") && b["part"] != nil { // of a seed without the file
			return verbatim{http.StatusOK, http.Header{"Content-Type": {"application/wasm"}}, []byte("\x00asm\x01\x00\x00\x00")}, nil
		}
	}
	return nil, refuse(http.StatusNotFound, 10056, "Binding not found.")
}

// deleteWorker removes a worker with its namespaces and custom domains, unless something else needs it and the client does not insist.
func deleteWorker(c *call) (any, error) {
	name, account := c.param("script"), "/accounts/"+c.param("account")
	o := c.s.lookup(account+scripts, name)
	if o == nil {
		return nil, scriptMissing
	}
	if c.query("force") != "true" {
		if who := c.s.dependent(account, name); who != "" {
			return nil, refuse(http.StatusBadRequest, 10064, "Cannot delete this Worker: %s depends on it.", who)
		}
	}
	for _, n := range c.s.all(account + namespacesBase) {
		if text(n, "script") == name {
			c.s.shelves[account+namespacesBase].remove(text(n, "id"))
		}
	}
	for _, d := range c.s.all(account + domainsBase) {
		if text(d, "service") == name {
			c.s.removeDomain(account, d)
		}
	}
	c.s.shelves[account+scripts].remove(name)
	return object{"id": name}, nil
}

// dependent names something that would break without the worker, empty if nothing would.
func (s *Server) dependent(account, name string) string {
	for _, w := range s.all(account + scripts) {
		if text(w, "id") == name {
			continue
		}
		for _, b := range list(w, "bindings") {
			if b, _ := b.(object); text(b, "service") == name || text(b, "script_name") == name {
				return fmt.Sprintf("the binding %q of the Worker %q", text(b, "name"), text(w, "id"))
			}
		}
	}
	for _, q := range s.all(account + "/queues") {
		for _, r := range s.all(account + "/queues/" + text(q, "queue_id") + "/consumers") {
			if text(r, "script_name") == name {
				return fmt.Sprintf("the queue %q", text(q, "queue_name"))
			}
		}
	}
	return ""
}

// deployments renders the one deployment a worker has: its newest version at 100 %.
func deployments(o object) []object {
	versions := list(o, "versions")
	if len(versions) == 0 {
		return []object{}
	}
	v, _ := versions[0].(object)
	return []object{{
		"id": uuid(digest("deployment", text(v, "id"))), "source": "api", "strategy": "percentage", "author_email": "operator@example.com",
		"created_on": epoch, "versions": []any{object{"version_id": v["id"], "percentage": 100.0}},
	}}
}

func listDeployments(_ *call, o object) (any, error) {
	return object{"deployments": deployments(o)}, nil
}

func getVersion(c *call, o object) (any, error) {
	for _, v := range list(o, "versions") {
		if v, _ := v.(object); text(v, "id") == c.param("version") {
			return c.version(o, v), nil
		}
	}
	return nil, refuse(http.StatusNotFound, 10083, "The Worker version does not exist.")
}

// version renders a version with what it is made of. The stand-in keeps only the newest, so an older one shows the newest's.
func (c *call) version(o, v object) object {
	out := clone(v)
	out["resources"] = object{"bindings": c.s.shownBindings(c.param("account"), o), "script": showWorker(c, o), "script_runtime": object{
		"compatibility_date": o["compatibility_date"], "compatibility_flags": o["compatibility_flags"], "usage_model": o["usage_model"],
	}}
	return out
}
