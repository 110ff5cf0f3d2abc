package standin

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A SeedOption changes what [Server.Seed] puts.
type SeedOption func(*seeding)

// SeedOnly puts only the objects for which want is true, as after a loss of the others. What is left out takes along what lives in it.
func SeedOnly(want func(*schema.Object) bool) SeedOption { return func(x *seeding) { x.want = want } }

// SeedNewIDs makes up every id but that of the account, as an account has them in which everything was made again. What is put refers to what is left
// out by the id that the Server will give it.
func SeedNewIDs() SeedOption { return func(x *seeding) { x.fresh = true } }

// A Seeded says under which ids an inventory was put.
type Seeded struct {
	// IDs of the objects; for those that are left out, the ids they would have.
	IDs map[*schema.Object]string
	// Undefined are the ids of what the inventory only declares as undefined, by kind and name: "kv_namespace AB_TESTS".
	Undefined map[string]string
}

// Seed makes an account of an inventory with everything the inventory says of it, each thing in the API's own shape. What has no recorded id gets one,
// a name that is only documented is taken as it is, a binding whose variable is not known gets a name, a worker without code a script, and what the
// inventory only declares as undefined exists under its name. What is known to be owned by a product is marked as the API marks it.
func (s *Server) Seed(inv *schema.Inventory, account *schema.Object, opts ...SeedOption) Seeded {
	x := &seeding{
		Server: s, inv: inv, account: account, at: "/accounts/" + account.ID,
		ids: map[*schema.Object]string{}, undefined: map[string]string{}, births: map[string]int{}, want: func(*schema.Object) bool { return true },
	}
	for _, o := range opts {
		o(x)
	}
	s.AddAccount(account.ID, account.Name)
	if name := account.Text("workers_subdomain"); name != "" {
		s.Put(x.at+"/workers/subdomain", object{"subdomain": name})
	}
	schema.Walk([]*schema.Object{account}, func(o *schema.Object) { x.ids[o] = x.idFor(o) })
	for _, u := range inv.AccountNotes(account).Undefined {
		x.undefined[u.Kind+" "+u.Name] = x.putUndefined(u)
	}
	schema.Walk(account.Children, func(o *schema.Object) {
		if put := seeders[o.Kind.Name]; put != nil && x.wanted(o) {
			put(x, o)
		}
	})
	return Seeded{IDs: x.ids, Undefined: x.undefined}
}

// seeders put an object of each kind. The classes of a worker are put with it.
var seeders = map[string]func(*seeding, *schema.Object){
	"tunnel":                   (*seeding).tunnel,
	"tunnel_config":            (*seeding).tunnelConfig,
	"zone":                     (*seeding).zone,
	"dns_record":               (*seeding).record,
	"zone_setting":             (*seeding).setting,
	"route_exclusion":          (*seeding).routeExclusion,
	"zone_dnssec":              (*seeding).dnssec,
	"page_rule":                (*seeding).pageRule,
	"zone_ruleset":             (*seeding).zoneRuleset,
	"account_ruleset":          (*seeding).accountRuleset,
	"email_routing_address":    (*seeding).mailAddress,
	"email_routing_rule":       (*seeding).mailRule,
	"email_routing_catch_all":  (*seeding).catchAll,
	"email_routing_settings":   (*seeding).mailSettings,
	"d1_database":              (*seeding).database,
	"kv_namespace":             (*seeding).namespace,
	"r2_bucket":                (*seeding).bucket,
	"r2_bucket_cors":           (*seeding).bucketCORS,
	"r2_bucket_lifecycle":      (*seeding).bucketLifecycle,
	"r2_managed_domain":        (*seeding).bucketPublic,
	"r2_custom_domain":         (*seeding).bucketDomain,
	"r2_event_notification":    (*seeding).bucketNotification,
	"turnstile_widget":         (*seeding).widget,
	"queue":                    (*seeding).queue,
	"queue_consumer":           (*seeding).consumer,
	"worker":                   (*seeding).worker,
	"worker_schedule":          (*seeding).schedule,
	"worker_subdomain":         (*seeding).subdomain,
	"worker_route":             (*seeding).route,
	"worker_domain":            (*seeding).domain,
	"workflow":                 (*seeding).workflow,
	"access_identity_provider": (*seeding).provider,
	"access_service_token":     (*seeding).serviceToken,
	"access_group":             (*seeding).group,
	"access_policy":            (*seeding).policy,
	"access_application":       (*seeding).application,
	"pages_project":            (*seeding).project,
	"pages_domain":             (*seeding).pagesDomain,
}

// seeding is one run of Seed.
type seeding struct {
	*Server
	inv       *schema.Inventory
	account   *schema.Object
	at        string // the path of the account
	ids       map[*schema.Object]string
	undefined map[string]string // by kind and name
	births    map[string]int
	want      func(*schema.Object) bool
	fresh     bool
}

func (x *seeding) wanted(o *schema.Object) bool {
	for ; o != x.account; o = o.Parent {
		if !x.want(o) {
			return false
		}
	}
	return true
}

// idFor is the recorded id of an object, or one that is made up from what the object is.
func (x *seeding) idFor(o *schema.Object) string {
	switch {
	case o.Kind.ID.Pattern == nil:
		return o.Name
	case o == x.account || o.ID != "" && !x.fresh:
		return o.ID
	}
	if at, key := places[o.Kind.Name], o.Name; at != "" && !x.wanted(o) {
		if o.Kind.Name == "access_identity_provider" {
			key = o.Text("type") + " " + key
		}
		form := hexID
		if o.Kind.ID == schema.UUID {
			form = uuidID
		}
		return x.idOf(form, x.at+at, key, 0)
	}
	return x.madeUp(o.Kind, o.Path())
}

// places are the collections of what others refer to by an id.
var places = map[string]string{
	"d1_database": "/d1/database", "kv_namespace": "/storage/kv/namespaces", "queue": "/queues", "access_group": "/access/groups",
	"access_identity_provider": "/access/identity_providers", "access_policy": "/access/policies", "access_service_token": "/access/service_tokens",
	"account_ruleset": "/rulesets", "tunnel": "/cfd_tunnel",
}

func (x *seeding) madeUp(k *schema.Kind, name string) string {
	key := k.Name + " " + name
	sum := digest("seed", x.seed, key, fmt.Sprint(x.births[key]))
	x.births[key]++
	if k.ID == schema.UUID {
		return uuid(sum)
	}
	if p := k.ID.Pattern; p != nil && !p.MatchString(sum[:32]) {
		return "0x" + sum[:22] // a sitekey
	}
	return sum[:32]
}

// putUndefined puts what is used and nowhere described, for the kinds that a binding can name.
func (x *seeding) putUndefined(u schema.Undefined) string {
	id := x.madeUp(x.inv.Registry().Kind(u.Kind), u.Name)
	switch u.Kind {
	case "d1_database":
		x.Put(x.at+"/d1/database", object{"uuid": id, "name": u.Name})
	case "kv_namespace":
		x.Put(x.at+"/storage/kv/namespaces", object{"id": id, "title": u.Name})
	case "queue":
		x.Put(x.at+"/queues", object{"queue_id": id, "queue_name": u.Name})
	case "r2_bucket":
		x.Put(x.at+"/r2/buckets", object{"name": u.Name})
	case "worker":
		x.PutWorker(x.account.ID, Worker{Name: u.Name, Modules: []Module{inventedModule(u.Name)}})
	}
	return id
}

// ref is the id of the object that a field names.
func (x *seeding) ref(from *schema.Object, kind, name string) string {
	if o := x.inv.Find(from, kind, name); o != nil {
		return x.ids[o]
	}
	return x.undefined[kind+" "+name]
}

// refs is ref for a list.
func (x *seeding) refs(from *schema.Object, kind string, names []any) []any {
	out := []any{}
	for _, n := range names {
		out = append(out, x.ref(from, kind, n.(string)))
	}
	return out
}

// fields copies the named fields that are set.
func fields(from map[string]any, names ...string) object {
	out := object{}
	for _, n := range names {
		if v, ok := from[n]; ok {
			out[n] = v
		}
	}
	return out
}

// rename copies a mapping with some of its keys changed; given pairs of old and new, where a new one that is empty drops the key.
func rename(from map[string]any, pairs ...string) object {
	out := object{}
	for k, v := range from {
		out[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if v, ok := out[pairs[i]]; ok {
			delete(out, pairs[i])
			if pairs[i+1] != "" {
				out[pairs[i+1]] = v
			}
		}
	}
	return out
}

// mappings are the elements of a list field.
func mappings(v any) []map[string]any {
	var out []map[string]any
	l, _ := v.([]any)
	for _, e := range l {
		if m, ok := e.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

func (x *seeding) tunnel(o *schema.Object) {
	t := fields(o.Fields, "name", "config_src")
	t["id"] = x.ids[o]
	x.Put(x.at+"/cfd_tunnel", t)
}

func (x *seeding) tunnelConfig(o *schema.Object) {
	origin := func(of map[string]any) object {
		said, is := of["origin_request"].(map[string]any)
		if !is {
			return nil
		}
		out := object{}
		for name, v := range said {
			switch name {
			case "match_sni_to_host":
				name = "matchSNItoHost"
			case "no_tls_verify":
				name = "noTLSVerify"
			case "access":
				v = rename(v.(map[string]any), "aud_tag", "audTag", "team_name", "teamName")
			default:
				words := strings.Split(name, "_")
				for i, w := range words[1:] {
					words[i+1] = strings.ToUpper(w[:1]) + w[1:]
				}
				name = strings.Join(words, "")
			}
			out[name] = v
		}
		return out
	}
	said, _ := o.Fields["config"].(map[string]any)
	config, rules := object{}, []any{}
	for _, r := range mappings(said["ingress"]) {
		rule := fields(r, "hostname", "path", "service")
		if out := origin(r); out != nil {
			rule["originRequest"] = out
		}
		rules = append(rules, rule)
	}
	if len(rules) > 0 {
		config["ingress"] = rules
	}
	if out := origin(said); out != nil {
		config["originRequest"] = out
	}
	if on, is := said["warp_routing"]; is {
		config["warp-routing"] = object{"enabled": on}
	}
	x.Put(x.at+"/cfd_tunnel/"+x.ids[o.Parent]+"/configurations", object{"config": config})
}

func (x *seeding) zone(o *schema.Object) {
	z := fields(o.Fields, "name", "type", "paused", "vanity_name_servers", "name_servers")
	z["id"], z["account"] = x.ids[o], object{"id": x.account.ID}
	if r := o.Text("registrar"); r != "" {
		z["original_registrar"] = r
	}
	for _, p := range plans {
		if p.legacy == o.Text("plan") {
			z["plan"] = plan(p.legacy, p.name)
		}
	}
	x.Put("/zones", z)
	fixed, _ := o.Fields["fixed_settings"].(map[string]any)
	for name, value := range fixed {
		x.Put("/zones/"+x.ids[o]+"/settings", object{"id": name, "value": value, "editable": false})
	}
}

// below is a path in the zone that an object lives in.
func (x *seeding) below(o *schema.Object, path string) string {
	return "/zones/" + x.ids[o.Up("zone")] + path
}

func (x *seeding) record(o *schema.Object) {
	r := fields(o.Fields, "name", "type", "content", "data", "ttl", "priority", "proxied", "comment", "tags", "settings", "private_routing")
	r["id"] = x.ids[o]
	if name := o.Text("tunnel"); name != "" {
		r["content"] = x.ref(o, "tunnel", name) + ".cfargotunnel.com"
	}
	if by := o.Text("owned_by"); by != "" && x.inv.Find(o, "worker_domain", o.Text("name")) == nil { // a custom domain marks its own record
		meta := object{"auto_added": true, "managed_by_apps": false, "managed_by_argo_tunnel": false, "read_only": true}
		if strings.Contains(by, "email") {
			meta["email_routing"] = true
		}
		r["meta"] = meta
	}
	x.Put(x.below(o, "/dns_records"), r)
}

func (x *seeding) setting(o *schema.Object) {
	x.Put(x.below(o, "/settings"), object{"id": o.Text("setting"), "value": o.Fields["value"], "editable": true})
}

func (x *seeding) routeExclusion(o *schema.Object) {
	x.Put(x.below(o, "/workers/routes"), object{"id": x.ids[o], "pattern": o.Text("pattern")})
}

func (x *seeding) dnssec(o *schema.Object) {
	d := fields(o.Fields, "status")
	for _, f := range []string{"multi_signer", "presigned", "use_nsec3"} {
		if v, said := o.Fields[f]; said {
			d["dnssec_"+f] = v
		}
	}
	x.Put(x.below(o, "/dnssec"), d)
}

func (x *seeding) pageRule(o *schema.Object) {
	r := fields(o.Fields, "priority", "status")
	r["id"] = x.ids[o]
	r["targets"] = []any{object{"target": "url", "constraint": object{"operator": "matches", "value": o.Text("target")}}}
	actions, _ := o.Fields["actions"].(map[string]any)
	var list []any
	for _, name := range sortedKeys(actions) {
		action := object{"id": name}
		if actions[name] != true {
			action["value"] = actions[name]
		}
		list = append(list, action)
	}
	r["actions"] = list
	x.Put(x.below(o, "/pagerules"), r)
}

func (x *seeding) zoneRuleset(o *schema.Object) {
	x.Put(x.below(o, "/rulesets"), x.ruleset(o, "zone"))
}

func (x *seeding) accountRuleset(o *schema.Object) {
	x.Put(x.at+"/rulesets", x.ruleset(o, "root"))
}

// ruleset is a ruleset with its rules. One that calls another of the account has the id that this one has here.
func (x *seeding) ruleset(o *schema.Object, kind string) object {
	r := fields(o.Fields, "name", "description", "kind", "phase", "rules")
	r["id"] = x.ids[o]
	defaults(r, "kind", kind)
	r = clone(r)
	for _, rule := range mappings(r["rules"]) {
		params := sub(rule, "action_parameters")
		if called := text(rule, "calls"); called != "" {
			if params == nil {
				params = object{}
				rule["action_parameters"] = params
			}
			params["id"] = x.ref(o, "account_ruleset", called)
			delete(rule, "calls")
		}
		for other, id := range x.ids {
			if other.Kind.Name == "account_ruleset" && other.ID != "" && params["id"] == other.ID {
				params["id"] = id
			}
		}
	}
	return r
}

func (x *seeding) mailAddress(o *schema.Object) {
	a := object{"id": x.ids[o], "email": o.Text("email"), "verified": epoch}
	if o.Fields["verified"] == false {
		a["verified"] = nil
	}
	x.Put(x.at+"/email/routing/addresses", a)
}

func (x *seeding) mailRule(o *schema.Object) {
	r := fields(o.Fields, "name", "enabled", "priority", "matchers", "actions", "source")
	r["id"] = x.ids[o]
	x.Put(x.below(o, "/email/routing/rules"), r)
}

func (x *seeding) catchAll(o *schema.Object) {
	x.Put(x.below(o, "/email/routing/rules/catch_all"), fields(o.Fields, "name", "enabled", "actions", "source"))
}

func (x *seeding) mailSettings(o *schema.Object) {
	x.Put(x.below(o, "/email/routing"), fields(o.Fields, "enabled"))
}

func (x *seeding) database(o *schema.Object) {
	d := fields(o.Fields, "name", "jurisdiction", "read_replication")
	d["uuid"] = x.ids[o]
	if l := o.Text("location"); l != "" {
		d["running_in_region"] = strings.ToUpper(l) // the hint itself is never told
	}
	x.Put(x.at+"/d1/database", d)
}

func (x *seeding) namespace(o *schema.Object) {
	x.Put(x.at+"/storage/kv/namespaces", object{"id": x.ids[o], "title": o.Text("title")})
}

func (x *seeding) bucket(o *schema.Object) {
	b := fields(o.Fields, "name", "storage_class", "jurisdiction")
	if l := o.Text("location"); l != "" {
		b["location"] = strings.ToUpper(l)
	}
	x.Put(x.at+"/r2/buckets", b)
}

// inBucket is a path of what hangs on the bucket that an object lives in.
func (x *seeding) inBucket(base string, o *schema.Object, path string) string {
	return x.at + base + o.Parent.Name + jurisdictionSuffix(o.Parent.Text("jurisdiction")) + path
}

func (x *seeding) bucketCORS(o *schema.Object) {
	var rules []any
	for _, r := range mappings(o.Fields["cors"]) {
		rule := rename(r, "expose_headers", "exposeHeaders", "max_age_seconds", "maxAgeSeconds", "methods", "", "origins", "", "headers", "")
		rule["allowed"] = fields(r, "methods", "origins", "headers")
		rules = append(rules, rule)
	}
	x.Put(x.inBucket("/r2/buckets/", o, "/cors"), object{"rules": rules})
}

func (x *seeding) bucketLifecycle(o *schema.Object) {
	when := func(m map[string]any) object { return rename(m, "max_age", "maxAge") }
	rules := []any{}
	for _, r := range mappings(o.Fields["lifecycle"]) {
		rule := fields(r, "id", "enabled")
		rule["conditions"] = object{"prefix": ""}
		if prefix, said := r["prefix"]; said {
			rule["conditions"] = object{"prefix": prefix}
		}
		if m, said := r["delete_objects_transition"].(map[string]any); said {
			rule["deleteObjectsTransition"] = object{"condition": when(m)}
		}
		if m, said := r["abort_multipart_uploads_transition"].(map[string]any); said {
			rule["abortMultipartUploadsTransition"] = object{"condition": when(m)}
		}
		var moves []any
		for _, m := range mappings(r["storage_class_transitions"]) {
			moves = append(moves, object{"storageClass": m["storage_class"], "condition": rename(when(m), "storage_class", "")})
		}
		if moves != nil {
			rule["storageClassTransitions"] = moves
		}
		rules = append(rules, rule)
	}
	x.Put(x.inBucket("/r2/buckets/", o, "/lifecycle"), object{"rules": rules})
}

func (x *seeding) bucketPublic(o *schema.Object) {
	x.Put(x.inBucket("/r2/buckets/", o, "/domains/managed"), fields(o.Fields, "enabled"))
}

func (x *seeding) bucketDomain(o *schema.Object) {
	d := rename(fields(o.Fields, "domain", "enabled", "min_tls", "ciphers"), "min_tls", "minTLS")
	d["zoneId"] = x.ref(o, "zone", o.Text("zone"))
	x.Put(x.inBucket("/r2/buckets/", o, "/domains/custom"), d)
}

func (x *seeding) bucketNotification(o *schema.Object) {
	x.Put(x.inBucket("/event_notifications/r2/", o, "/configuration/queues"), object{"queueId": x.ref(o, "queue", o.Text("queue")), "rules": o.Fields["rules"]})
}

func (x *seeding) widget(o *schema.Object) {
	w := fields(o.Fields, "name", "domains", "mode", "region", "bot_fight_mode", "offlabel", "clearance_level", "ephemeral_id")
	w["sitekey"] = x.ids[o]
	x.Put(x.at+"/challenges/widgets", w)
}

func (x *seeding) queue(o *schema.Object) {
	q := fields(o.Fields, "settings")
	q["queue_id"], q["queue_name"] = x.ids[o], o.Text("name")
	x.Put(x.at+"/queues", q)
}

func (x *seeding) consumer(o *schema.Object) {
	c := fields(o.Fields, "type", "dead_letter_queue")
	c["consumer_id"] = x.ids[o]
	if w := o.Text("worker"); w != "" {
		c["script_name"] = w
	}
	c["settings"] = fields(o.Fields, "batch_size", "max_retries", "max_wait_time_ms", "max_concurrency", "retry_delay", "visibility_timeout_ms")
	x.Put(x.at+"/queues/"+x.ids[o.Parent]+"/consumers", c)
}

// inventedDate is the compatibility date of a worker whose date is not recorded. Whatever wrangler or the dashboard deployed has one.
const inventedDate = "2025-01-01"

// inventedModule is the code of a worker of which nothing is known.
func inventedModule(name string) Module {
	return Module{Name: "index.js", Content: []byte("// " + name + "\nexport default { async fetch(request, env) { return new Response(\"hello\"); } };\n")}
}

// contentTypes are those of the sorts of modules.
var contentTypes = map[string]string{
	"commonjs": "application/javascript", "text": "text/plain", "data": "application/octet-stream", "wasm": "application/wasm",
	"json": "application/json", "python": "text/x-python", "sourcemap": "application/source-map",
}

func (x *seeding) worker(o *schema.Object) {
	w := Worker{
		Name: o.Name, Main: o.Text("main"), ServiceWorker: o.Text("syntax") == "service-worker",
		CompatibilityDate: o.Text("compatibility_date"), CompatibilityFlags: texts(o.Values("compatibility_flags")), UsageModel: o.Text("usage_model"),
		Tags: texts(o.Values("tags")), Logpush: o.Flag("logpush"), MigrationTag: o.Text("migration_tag"), Assets: o.Flag("static_assets"),
	}
	if _, said := o.Fields["compatibility_date"]; !said {
		w.CompatibilityDate = inventedDate
	}
	w.Placement, _ = o.Fields["placement"].(map[string]any)
	w.Observability, _ = o.Fields["observability"].(map[string]any)
	w.Limits, _ = o.Fields["limits"].(map[string]any)
	for _, t := range mappings(o.Fields["tail_consumers"]) {
		w.TailConsumers = append(w.TailConsumers, rename(t, "worker", "service"))
	}
	for _, m := range mappings(o.Fields["modules"]) {
		name, _ := m["name"].(string)
		kind, _ := m["type"].(string)
		w.Modules = append(w.Modules, Module{Name: name, ContentType: contentTypes[kind], Content: o.Files[name]})
	}
	if len(o.Files) == 0 {
		w.Modules, w.Main = []Module{inventedModule(o.Name)}, ""
	}
	for i, b := range mappings(o.Fields["bindings"]) {
		w.Bindings = append(w.Bindings, x.binding(o, i, b))
	}
	for _, s := range mappings(o.Fields["secrets"]) {
		name, _ := s["name"].(string)
		if s["type"] == "secret_key" {
			w.Bindings = append(w.Bindings, object{
				"type": "secret_key", "name": name, "format": "raw", "algorithm": object{"name": "HMAC", "hash": "SHA-256"}, "usages": []any{"sign"},
			})
			continue
		}
		w.Secrets = append(w.Secrets, name)
	}
	for _, c := range o.Children {
		if c.Kind.Name == "durable_object_class" {
			w.Classes = append(w.Classes, Class{Name: c.Text("class_name"), SQLite: c.Text("storage") == "sqlite", ID: x.ids[c]})
		}
	}
	x.PutWorker(x.account.ID, w)
}

func texts(list []any) []string {
	var out []string
	for _, v := range list {
		s, _ := v.(string)
		out = append(out, s)
	}
	return out
}

// binding makes the API's form of a binding. One whose variable is not known gets the name of its place.
func (x *seeding) binding(o *schema.Object, i int, m map[string]any) object {
	b := rename(m, "bucket", "bucket_name", "queue", "queue_name", "script", "script_name")
	name := func(field string) string { s, _ := m[field].(string); return s }
	switch m["type"] {
	case "d1":
		b = rename(b, "database", "id")
		b["id"] = x.ref(o, "d1_database", name("database"))
	case "kv_namespace":
		b = rename(b, "namespace", "namespace_id")
		b["namespace_id"] = x.ref(o, "kv_namespace", name("namespace"))
	case "json":
		var v any
		if err := json.Unmarshal([]byte(name("json")), &v); err == nil {
			b["json"] = v
		}
	case "durable_object_namespace":
		if b["script_name"] == o.Name {
			delete(b, "script_name") // a class of its own is told without the worker
		}
	}
	if b["name"] == nil {
		b["name"] = fmt.Sprintf("BINDING_%d", i+1)
	}
	return b
}

// change replaces a worker by one with some fields set.
func (x *seeding) change(o *schema.Object, set object) {
	worker := x.Get(x.at+scripts, o.Parent.Name)
	if worker == nil {
		return
	}
	merge(worker, set, false)
	x.Put(x.at+scripts, worker)
}

func (x *seeding) schedule(o *schema.Object) {
	var crons []string
	for _, s := range mappings(o.Fields["schedules"]) {
		cron, _ := s["cron"].(string)
		crons = append(crons, cron)
	}
	x.change(o, object{"schedules": scheduleObjects(crons)})
}

func (x *seeding) subdomain(o *schema.Object) {
	x.change(o, object{"subdomain": object{"enabled": o.Flag("enabled"), "previews_enabled": o.Flag("previews_enabled")}})
}

func (x *seeding) route(o *schema.Object) {
	zone := x.ref(o, "zone", o.Text("zone"))
	if x.Get("/zones", zone) != nil {
		x.Put("/zones/"+zone+"/workers/routes", object{"id": x.ids[o], "pattern": o.Text("pattern"), "script": o.Parent.Name})
	}
}

func (x *seeding) domain(o *schema.Object) {
	d := object{"id": x.ids[o], "hostname": o.Text("hostname"), "service": o.Parent.Name, "zone_id": x.ref(o, "zone", o.Text("zone")), "zone_name": o.Text("zone")}
	merge(d, fields(o.Fields, "environment"), false)
	x.Put(x.at+domainsBase, d)
}

func (x *seeding) workflow(o *schema.Object) {
	w := fields(o.Fields, "name", "class_name", "limits")
	w["script_name"] = o.Text("worker")
	var crons []any
	for _, s := range mappings(o.Fields["schedules"]) {
		crons = append(crons, object{"cron": s["cron"]})
	}
	if crons != nil {
		w["schedules"] = crons
	}
	x.Put(x.at+"/workflows", w)
}

// secretless are the types of identity provider that need no secret.
var secretless = map[string]bool{"onetimepin": true, "saml": true, "cloudflare": true}

func (x *seeding) provider(o *schema.Object) {
	p := fields(o.Fields, "name", "type", "scim_config", "read_only", "saml_certificate_set_id")
	p["id"] = x.ids[o]
	config := object{}
	if c, ok := o.Fields["config"].(map[string]any); ok {
		config = rename(c)
	}
	if !secretless[o.Text("type")] {
		config["client_secret"] = "invented"
	}
	p["config"] = config
	x.Put(x.at+"/access/identity_providers", p)
}

func (x *seeding) serviceToken(o *schema.Object) {
	t := fields(o.Fields, "name", "duration", "client_id")
	t["id"] = x.ids[o]
	x.Put(x.at+"/access/service_tokens", t)
}

// ruleForms say how the API writes a rule that has one value: under which key, and what the value stands under within.
var ruleForms = map[string][2]string{
	"email": {"email", "email"}, "email_domain": {"email_domain", "domain"}, "email_list": {"email_list", "id"}, "ip": {"ip", "ip"},
	"ip_list": {"ip_list", "id"}, "geo": {"geo", "country_code"}, "group": {"group", "id"}, "service_token": {"service_token", "token_id"},
	"login_method": {"login_method", "id"}, "common_name": {"common_name", "common_name"}, "auth_method": {"auth_method", "auth_method"},
	"device_posture": {"device_posture", "integration_uid"}, "linked_app_token": {"linked_app_token", "app_uid"},
	"user_risk_score": {"user_risk_score", "user_risk_score"},
	// These have several values, or none.
	"azure_ad": {"azureAD"}, "github_organization": {"github-organization"},
}

// ruleKinds are the kinds that a rule names an object of.
var ruleKinds = map[string]string{
	"group": "access_group", "service_token": "access_service_token", "login_method": "access_identity_provider", "linked_app_token": "access_application",
}

func (x *seeding) rules(o *schema.Object, list string) []any {
	out := []any{}
	for _, rule := range mappings(o.Fields[list]) {
		for sort, value := range rule {
			if kind := ruleKinds[sort]; kind != "" {
				value = x.ref(o, kind, value.(string))
			}
			form, known := ruleForms[sort]
			if !known {
				form[0] = sort
			}
			switch v := value.(type) {
			case bool:
				value = object{}
			case map[string]any:
				m := rename(v, "identity_provider", "identity_provider_id")
				if name, ok := v["identity_provider"].(string); ok {
					m["identity_provider_id"] = x.ref(o, "access_identity_provider", name)
				}
				value = m
			default:
				value = object{form[1]: v}
			}
			out = append(out, object{form[0]: value})
		}
	}
	return out
}

// ruled completes what groups and policies have in common.
func (x *seeding) ruled(o *schema.Object, more ...string) object {
	g := fields(o.Fields, append(more, "name")...)
	g["id"] = x.ids[o]
	for _, list := range []string{"include", "exclude", "require"} {
		g[list] = x.rules(o, list)
	}
	return g
}

func (x *seeding) group(o *schema.Object) {
	x.Put(x.at+"/access/groups", x.ruled(o, "is_default"))
}

func (x *seeding) policy(o *schema.Object) {
	p := x.ruled(o, "decision", "session_duration", "isolation_required", "purpose_justification_required", "purpose_justification_prompt", "approval_required",
		"approval_groups", "connection_rules", "mfa_config")
	app := o.Text("application")
	if app == "" {
		x.Put(x.at+"/access/policies", p)
		return
	}
	if a := x.inv.Find(o, "access_application", app); a != nil && !x.wanted(a) {
		return
	}
	p["precedence"] = o.Fields["precedence"]
	x.Put(x.at+"/access/apps/"+x.ref(o, "access_application", app)+"/policies", p)
}

func (x *seeding) application(o *schema.Object) {
	for _, tag := range texts(o.Values("tags")) {
		x.Put(x.at+"/access/tags", object{"name": tag})
	}
	a := rename(o.Fields, "policies", "", "allowed_idps", "", "scim_config", "", "target_criteria", "", "saas_app", "")
	a["id"] = x.ids[o]
	if list := mappings(o.Fields["destinations"]); list != nil {
		var told []any
		for _, d := range list {
			d = rename(d)
			defaults(d, "type", "public")
			told = append(told, d)
		}
		a["destinations"] = told
	}
	links := []any{}
	for i, p := range mappings(o.Fields["policies"]) {
		link := object{"id": x.ref(o, "access_policy", p["policy"].(string)), "precedence": i + 1}
		merge(link, fields(p, "precedence"), false)
		links = append(links, link)
	}
	a["policies"] = links
	a["allowed_idps"] = x.refs(o, "access_identity_provider", o.Values("allowed_idps"))
	if scim, ok := o.Fields["scim_config"].(map[string]any); ok {
		scim = rename(scim)
		if idp, ok := scim["idp_uid"].(string); ok {
			scim["idp_uid"] = x.ref(o, "access_identity_provider", idp)
		}
		a["scim_config"] = scim
	}
	if saas, ok := o.Fields["saas_app"].(map[string]any); ok {
		saas = rename(saas)
		if saas["auth_type"] == "oidc" {
			saas["client_id"] = digest("oidc", x.ids[o])
		}
		saas["custom_attributes"] = x.attributes(o, saas["custom_attributes"])
		if saas["custom_attributes"] == nil {
			delete(saas, "custom_attributes")
		}
		a["saas_app"] = saas
	}
	var targets []any
	for _, t := range mappings(o.Fields["target_criteria"]) {
		t = rename(t)
		attributes := object{}
		for _, a := range mappings(t["target_attributes"]) {
			attributes[a["name"].(string)] = a["values"]
		}
		t["target_attributes"] = attributes
		targets = append(targets, t)
	}
	if targets != nil {
		a["target_criteria"] = targets
	}
	x.Put(x.at+"/access/apps", a)
}

// attributes puts the ids of identity providers into the attributes of a SAML application.
func (x *seeding) attributes(o *schema.Object, v any) any {
	var out []any
	for _, a := range mappings(v) {
		a = rename(a)
		if source, ok := a["source"].(map[string]any); ok && source["name_by_idp"] != nil {
			source = rename(source)
			var names []any
			for _, n := range mappings(source["name_by_idp"]) {
				names = append(names, object{"idp_id": x.ref(o, "access_identity_provider", n["identity_provider"].(string)), "source_name": n["source_name"]})
			}
			source["name_by_idp"] = names
			a["source"] = source
		}
		out = append(out, a)
	}
	if out == nil {
		return nil
	}
	return out
}

func (x *seeding) project(o *schema.Object) {
	p := fields(o.Fields, "name", "production_branch", "build_config", "source")
	configs := object{}
	environments, _ := o.Fields["deployment_configs"].(map[string]any)
	for env, v := range environments {
		config, _ := v.(map[string]any)
		configs[env] = x.environment(o, config)
	}
	p["deployment_configs"] = configs
	x.Put(x.at+"/pages/projects", p)
}

// environment is what the functions of a project run with.
func (x *seeding) environment(o *schema.Object, config map[string]any) object {
	out := fields(config, "compatibility_date", "compatibility_flags", "always_use_latest_compatibility_date", "fail_open", "usage_model",
		"build_image_major_version", "placement", "limits", "wrangler_config_hash")
	each := func(field string, form func(v any) any) {
		bindings, _ := config[field].(map[string]any)
		made := object{}
		for name, v := range bindings {
			made[name] = form(v)
		}
		if len(made) > 0 {
			out[field] = made
		}
	}
	under := func(key string) func(any) any { return func(v any) any { return object{key: v} } }
	byID := func(kind, key string) func(any) any {
		return func(v any) any { return object{key: x.ref(o, kind, v.(string))} }
	}
	each("env_vars", func(v any) any { return object{"type": "plain_text", "value": v} })
	for _, s := range mappings(config["secrets"]) {
		vars, _ := out["env_vars"].(object)
		if vars == nil {
			vars = object{}
			out["env_vars"] = vars
		}
		vars[s["name"].(string)] = object{"type": "secret_text", "value": hidden("invented")}
	}
	each("kv_namespaces", byID("kv_namespace", "namespace_id"))
	each("d1_databases", byID("d1_database", "id"))
	each("r2_buckets", func(v any) any { return rename(v.(map[string]any), "bucket", "name") })
	each("queue_producers", under("name"))
	each("services", func(v any) any { return v })
	each("durable_object_namespaces", under("namespace_id"))
	each("hyperdrive_bindings", under("id"))
	each("mtls_certificates", under("certificate_id"))
	each("vectorize_bindings", under("index_name"))
	each("analytics_engine_datasets", under("dataset"))
	each("ai_bindings", under("project_id"))
	if browsers, ok := config["browsers"].([]any); ok {
		made := object{}
		for _, name := range browsers {
			made[name.(string)] = object{}
		}
		out["browsers"] = made
	}
	return out
}

func (x *seeding) pagesDomain(o *schema.Object) {
	x.Put(x.at+"/pages/projects/"+o.Parent.Name+"/domains", object{"name": o.Text("name")})
}
