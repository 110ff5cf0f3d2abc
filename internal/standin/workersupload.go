package standin

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
)

// upload makes or replaces a worker. What the metadata does not say is reset: in particular all bindings, secrets too, are replaced, except the types
// named in keep_bindings and single ones of type "inherit". That is why an update by a client that does not know all of a worker destroys the rest.
func upload(c *call) (any, error) {
	meta, modules, err := c.parts()
	if err != nil {
		return nil, err
	}
	path, name := c.path(workers.path), c.param("script")
	old := c.s.lookup(path, name)
	o := object{"id": name}
	if old != nil {
		// What hangs on the worker by its name is not part of an upload.
		for _, f := range []string{"tag", "created_on", "schedules", "subdomain", "versions", "migration_tag", "secrets", "exports"} {
			keepField(o, old, f)
		}
		o = clone(o)
	}
	for _, f := range []string{
		"compatibility_date", "compatibility_flags", "usage_model", "placement", "observability", "limits", "logpush", "tail_consumers", "tags", "exports",
		"cache_options", "annotations",
	} {
		if v, ok := meta[f]; ok && v != nil {
			o[f] = v
		}
	}
	if text(o, "usage_model") == "" {
		delete(o, "usage_model")
	}
	// Nothing of the state may change before everything is checked.
	change, err := c.s.migrate(c.param("account"), name, old, meta)
	if err != nil {
		return nil, err
	}
	if err := c.bind(o, old, meta, change); err != nil {
		return nil, err
	}
	main, es := mainModule(meta, c.r.Header)
	if len(modules) == 0 && old != nil {
		for _, f := range []string{"modules", "main_module", "has_modules", "etag"} {
			keepField(o, old, f)
		}
	} else {
		if es && !slices.ContainsFunc(modules, func(m module) bool { return m.name == main }) {
			return nil, refuse(http.StatusBadRequest, 10021, "Uncaught Error: No such module %q.", main)
		}
		setModules(o, modules, main, es)
	}
	change.apply(c.s, c.param("account"), o)
	o["modified_on"] = epoch
	if assets := sub(meta, "assets"); assets != nil || meta["keep_assets"] == true && old != nil && old["has_assets"] == true {
		o["has_assets"] = true
	}
	c.s.store(workers, workers.params(c), o)
	version := c.s.addVersion(c.param("account"), o)
	out := showWorker(c, clone(o))
	out["startup_time_ms"], out["deployment_id"] = 5.0, version["id"]
	out["bindings"] = c.s.shownBindings(c.param("account"), o)
	return out, nil
}

// uploadVersion is upload with the answer of the versions API, which wrangler uses for a worker that exists. The stand-in has no version that is not
// deployed: the upload takes effect at once.
func uploadVersion(c *call) (any, error) {
	if c.s.lookup(c.path(workers.path), c.param("script")) == nil {
		return nil, scriptMissing
	}
	if _, err := upload(c); err != nil {
		return nil, err
	}
	o := c.s.lookup(c.path(workers.path), c.param("script"))
	v := c.version(o, list(o, "versions")[0].(object))
	v["startup_time_ms"] = 5.0
	return v, nil
}

// uploadContent replaces the code of a worker and nothing else.
func uploadContent(c *call, o object) (any, error) {
	meta, modules, err := c.parts()
	if err != nil {
		return nil, err
	}
	if len(modules) == 0 {
		return nil, refuse(http.StatusBadRequest, 10021, "The uploaded script has no content.")
	}
	main, es := mainModule(meta, c.r.Header)
	setModules(o, modules, main, es)
	c.s.addVersion(c.param("account"), o)
	return showWorker(c, clone(o)), nil
}

// mainModule says which part is the worker's entry, and whether it is an ES module.
func mainModule(meta object, header http.Header) (name string, es bool) {
	if m := text(meta, "main_module"); m != "" {
		return m, true
	}
	if m := header.Get("Cf-Worker-Main-Module-Part"); m != "" {
		return m, true
	}
	if b := text(meta, "body_part"); b != "" {
		return b, false
	}
	return "script", false
}

// parts splits an upload into its metadata and its files. A body that is not multipart is a script of the older syntax, without metadata.
func (c *call) parts() (object, []module, error) {
	kind, params, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if !strings.HasPrefix(kind, "multipart/") {
		return object{}, []module{{"script", "application/javascript", c.raw}}, nil
	}
	meta, modules := object{}, []module(nil)
	bad := refuse(http.StatusBadRequest, 10001, "Could not parse the uploaded form.")
	r := multipart.NewReader(bytes.NewReader(c.raw), params["boundary"])
	for {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return meta, modules, nil
		}
		if err != nil {
			return nil, nil, bad
		}
		content, err := io.ReadAll(p)
		if err != nil {
			return nil, nil, bad
		}
		// Not FileName, which cuts a path such as lib/a.mjs down to its last part.
		if p.FormName() == "metadata" {
			if err := json.Unmarshal(content, &meta); err != nil {
				return nil, nil, refuse(http.StatusBadRequest, 10001, "Could not parse the uploaded metadata.")
			}
			continue
		}
		t := p.Header.Get("Content-Type")
		if t == "" {
			t = "application/javascript"
		}
		modules = append(modules, module{p.FormName(), t, content})
	}
}

// bind puts the bindings of an upload on o: as given, with kept and inherited ones from old, without secret values, and only if what they name exists.
func (c *call) bind(o, old, meta object, change *migration) error {
	account := "/accounts/" + c.param("account")
	before := map[string]object{}
	for _, b := range list(old, "bindings") {
		if b, _ := b.(object); b != nil {
			before[text(b, "name")] = b
		}
	}
	secrets, had := object{}, sub(old, "secrets")
	bindings, names := []any{}, map[string]bool{}
	for _, v := range list(meta, "bindings") {
		b, _ := v.(object)
		name, kind := text(b, "name"), text(b, "type")
		switch {
		case name == "" || kind == "":
			return refuse(http.StatusBadRequest, 10016, "A binding needs a name and a type.")
		case names[name]:
			return refuse(http.StatusBadRequest, 10053, "Binding name %q already in use.", name)
		}
		names[name] = true
		if kind == "inherit" {
			from := name
			if n := text(b, "old_name"); n != "" {
				from = n
			}
			inherited, ok := before[from]
			if !ok {
				return refuse(http.StatusBadRequest, 10057, "Cannot inherit the binding %q: the previous version has none.", from)
			}
			b = clone(inherited)
			b["name"] = name
			if h, ok := had[from]; ok {
				secrets[name] = h
			}
			bindings = append(bindings, b)
			continue
		}
		b = clone(b)
		if kind == "secret_text" || kind == "secret_key" {
			secrets[name] = hidden(text(b, "text") + text(b, "key_base64") + plain(b["key_jwk"]))
			for _, f := range []string{"text", "key_base64", "key_jwk"} {
				delete(b, f)
			}
		}
		if err := c.s.target(account, c.param("script"), b, change); err != nil {
			return err
		}
		bindings = append(bindings, b)
	}
	for _, v := range list(old, "bindings") {
		b, _ := v.(object)
		if name := text(b, "name"); slices.Contains(list(meta, "keep_bindings"), b["type"]) && !names[name] {
			bindings = append(bindings, clone(b))
			if h, ok := had[name]; ok {
				secrets[name] = h
			}
		}
	}
	for _, v := range list(meta, "tail_consumers") {
		if t, _ := v.(object); c.s.lookup(account+scripts, text(t, "service")) == nil {
			return refuse(http.StatusBadRequest, 10143, "The tail consumer %q does not exist.", text(t, "service"))
		}
	}
	o["bindings"], o["secrets"] = bindings, secrets
	return nil
}

// target checks that what a binding names exists, with the codes of the live API (alchemy PR #753), and brings the binding into the API's form.
func (s *Server) target(account, script string, b object, change *migration) error {
	no := func(code int, format, what string) error { return refuse(http.StatusBadRequest, code, format, what) }
	switch text(b, "type") {
	case "kv_namespace":
		if id := text(b, "namespace_id"); s.lookup(account+"/storage/kv/namespaces", id) == nil {
			return no(10041, "KV namespace '%s' not found.", id)
		}
	case "r2_bucket":
		if name := text(b, "bucket_name"); s.lookup(account+"/r2/buckets"+jurisdictionSuffix(text(b, "jurisdiction")), name) == nil {
			return no(10085, "R2 bucket '%s' not found.", name)
		}
	case "d1":
		if text(b, "id") == "" {
			b["id"] = b["database_id"]
		}
		delete(b, "database_id")
		if id := text(b, "id"); s.lookup(account+"/d1/database", id) == nil {
			return no(10181, "D1 binding '%s' references a database that was not found.", id)
		}
	case "queue":
		if name := text(b, "queue_name"); s.byKey(account+"/queues", name) == nil {
			return no(11000, "Queue '%s' does not exist.", name)
		}
	case "service":
		if name := text(b, "service"); name != script && s.lookup(account+scripts, name) == nil {
			return no(10143, "Could not resolve service binding: the service '%s' was not found.", name)
		}
	case "durable_object_namespace":
		host, class := text(b, "script_name"), text(b, "class_name")
		if host == script {
			host = ""
			delete(b, "script_name")
		}
		if text(b, "class_name") == "" && text(b, "namespace_id") != "" {
			n := s.lookup(account+namespacesBase, text(b, "namespace_id"))
			if n == nil {
				return no(10061, "Durable Object namespace '%s' not found.", text(b, "namespace_id"))
			}
			b["class_name"] = n["class"]
			return nil
		}
		delete(b, "namespace_id") // is told from the class when read
		switch {
		case host != "" && s.byKey(account+namespacesBase, host+" "+class) == nil:
			return no(10061, "Cannot create binding for class '%s': the script does not exist or does not have the class.", class)
		case host == "" && !change.has(class):
			return no(10061, "Cannot create binding for class '%s' because it is not currently configured to implement Durable Objects. Did you forget to apply a new-class migration?", class)
		}
	}
	return nil
}

// shownBindings are the bindings of a worker as the settings have them: secrets without values, Durable Objects with the id of their namespace.
func (s *Server) shownBindings(account string, o object) []any {
	out := []any{}
	for _, v := range list(o, "bindings") {
		b := clone(v.(object))
		if text(b, "type") == "durable_object_namespace" && text(b, "namespace_id") == "" {
			host := text(b, "script_name")
			if host == "" {
				host = text(o, "id")
			}
			if n := s.byKey("/accounts/"+account+namespacesBase, host+" "+text(b, "class_name")); n != nil {
				b["namespace_id"] = n["id"]
			}
		}
		out = append(out, b)
	}
	return out
}
