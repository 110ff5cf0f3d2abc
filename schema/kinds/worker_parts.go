package kinds

import (
	"regexp"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// The kinds of this file live in the mapping of a worker. Each is an object of
// its own, because each has an import of its own and is lost on its own.

var durableObjectClass = &schema.Kind{
	Name:      "durable_object_class",
	Doc:       "A class of Durable Objects that a worker has.",
	Parent:    "worker",
	Section:   "durable_objects",
	PerParent: true,
	Key:       []string{"class_name"},
	ID:        schema.HexID,
	Holds:     "the storage of its objects",
	Slug: func(o *schema.Object) (string, bool) {
		slug, _ := schema.Slug(o.Parent.Name + "-" + o.Name)
		return slug, false
	},
	Fields: []schema.Field{
		{Name: "class_name", Doc: "The class.", Type: cty.String, Required: true, API: &schema.Form{Name: "class"}},
		{Name: "storage", Doc: "sqlite or key-value. It can never be changed, and a class recreated with the other kind does not work.", Type: cty.String, Required: true, Enum: []string{"sqlite", "key-value"}, API: &schema.Form{Name: "use_sqlite", Encode: asSQLite, Decode: fromSQLite}},
	},
	Owner:    func(*schema.Object) string { return "the migration that is uploaded with its worker" },
	Recreate: schema.Way{Script: "workers"},
	V4:       schema.Resource{Absent: lack("The provider knows neither the classes nor their migrations.", schema4)},
	V5:       schema.Resource{Absent: lack("A class has no resource of its own; the worker's migrations make it.", schema5)},
	API: schema.Endpoint{Path: "/accounts/{account_id}/workers/durable_objects/namespaces", Paging: schema.ByPage, PerPage: 1000, Permission: "Workers Scripts Read",
		Given:    []schema.Given{{Name: "script", From: "worker", By: "name"}},
		ReadOnly: []string{"name"},
	},
}

func asSQLite(_ *schema.Object, v any) any { return v == "sqlite" }

func fromSQLite(v any) any {
	if v == true {
		return "sqlite"
	}
	return "key-value"
}

var workerSchedule = &schema.Kind{
	Name:    "worker_schedule",
	Doc:     "The cron triggers of a worker, all of them: the API has them as one list.",
	Parent:  "worker",
	Section: "schedules",
	Shape:   schema.Whole,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "schedules", Doc: "When the worker is called, and what people say about it.", Many: schema.ListOf, Short: "cron", Fields: schema.ScheduleFields(), Required: true,
			V4:  schema.Form{Unwrap: "cron"},
			V5:  schema.Form{Ignore: reason("An import does not restore it, and an update to the same value would be planned.", measured5)},
			API: &schema.Form{Encode: onlyCrons}},
	},
	Protected: true,
	Starts:    true,
	Recreate:  schema.Way{Script: "schedules"},
	V4: schema.Resource{
		Type: "cloudflare_workers_cron_trigger", Aliases: []string{"cloudflare_worker_cron_trigger"}, ImportID: "{account_id}/{worker.name}",
		Given:   append(accountGiven[:1:1], schema.Given{Name: "script_name", From: "worker", By: "name"}),
		StateID: "script_name", StateIDValue: "{worker.name}",
	},
	V5: schema.Resource{
		Type: "cloudflare_workers_cron_trigger", ImportID: "{account_id}/{worker.name}",
		Given:   append(accountGiven[:1:1], schema.Given{Name: "script_name", From: "worker", By: "name"}),
		StateID: "script_name", StateIDValue: "{worker.name}",
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/workers/scripts/{worker.name}/schedules", Paging: schema.NoPaging, Permission: "Workers Scripts Read",
		Result: "schedules", Body: "schedules",
		Create: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/workers/scripts/{worker.name}/schedules"},
		Update: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/workers/scripts/{worker.name}/schedules"},
	},
}

// onlyCrons leaves out what people say about a schedule.
func onlyCrons(_ *schema.Object, v any) any {
	list, _ := v.([]any)
	out := []any{}
	for _, s := range list {
		m, _ := s.(map[string]any)
		out = append(out, map[string]any{"cron": m["cron"]})
	}
	return out
}

var workerSubdomain = &schema.Kind{
	Name:    "worker_subdomain",
	Doc:     "Whether a worker answers on workers.dev.",
	Parent:  "worker",
	Section: "workers_dev",
	Shape:   schema.Single,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "enabled", Doc: "It answers on its own name.", Type: cty.Bool, Required: true},
		{Name: "previews_enabled", Doc: "Its versions answer on names of their own.", Type: cty.Bool},
	},
	Serves: func(o *schema.Object) []string {
		if sub := o.Account().Text("workers_subdomain"); sub != "" && o.Flag("enabled") {
			return []string{o.Parent.Name + "." + sub + ".workers.dev"}
		}
		return nil
	},
	Recreate: schema.Way{Script: "workers-dev"},
	V4:       schema.Resource{Absent: lack("There is no resource for it.", schema4)},
	V5: schema.Resource{
		Type: "cloudflare_workers_script_subdomain", ImportID: "{account_id}/{worker.name}",
		Given:   append(accountGiven[:1:1], schema.Given{Name: "script_name", From: "worker", By: "name"}),
		StateID: "script_name", StateIDValue: "{worker.name}",
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/workers/scripts/{worker.name}/subdomain", Paging: schema.NoPaging, Permission: "Workers Scripts Read",
		One:    true,
		Update: schema.Request{Method: "POST", Path: "/accounts/{account_id}/workers/scripts/{worker.name}/subdomain"},
	},
}

// zoneField names the zone that something of a worker is in.
var zoneField = schema.Field{Name: "zone", Doc: "The zone it is in.", Type: cty.String, Required: true, Local: true, Ref: &schema.Ref{Kind: "zone", By: "id"}}

var workerRoute = &schema.Kind{
	Name:    "worker_route",
	Doc:     "A pattern of addresses that a worker answers.",
	Parent:  "worker",
	Section: "routes",
	Key:     []string{"pattern"},
	ID:      schema.HexID,
	Fields: []schema.Field{
		{Name: "pattern", Doc: "The pattern: example.com/api/*.", Type: cty.String, Required: true},
		zoneField,
	},
	Serves:    func(o *schema.Object) []string { return []string{o.Text("pattern")} },
	Protected: true,
	Starts:    true,
	Recreate:  schema.Way{Script: "routes"},
	V4: schema.Resource{
		Type: "cloudflare_workers_route", Aliases: []string{"cloudflare_worker_route"}, ImportID: "{zone.id}/{id}",
		Given: append(zoneGiven[:1:1], schema.Given{Name: "script_name", From: "worker", By: "name"}),
	},
	V5: schema.Resource{
		Type: "cloudflare_workers_route", ImportID: "{zone.id}/{id}",
		Given: append(zoneGiven[:1:1], schema.Given{Name: "script", From: "worker", By: "name"}),
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/workers/routes", Paging: schema.NoPaging, Permission: "Workers Routes Read",
		Create: schema.Request{Method: "POST", Path: "/zones/{zone_id}/workers/routes"},
		Update: schema.Request{Method: "PUT", Path: "/zones/{zone_id}/workers/routes/{id}"},
		Given:  []schema.Given{{Name: "script", From: "worker", By: "name"}},
		Pick:   hasScript,
	},
}

func hasScript(raw map[string]any) bool {
	script, _ := raw["script"].(string)
	return script != ""
}

var routeExclusion = &schema.Kind{
	Name:      "route_exclusion",
	Doc:       "A pattern of addresses that no worker answers, though a wider route would.",
	Parent:    "zone",
	Section:   "route_exclusions",
	PerParent: true,
	Key:       []string{"pattern"},
	ID:        schema.HexID,
	Fields: []schema.Field{
		{Name: "pattern", Doc: "The pattern: example.com/static/*.", Type: cty.String, Required: true},
	},
	Recreate: schema.Way{Script: "routes"},
	V4: schema.Resource{
		Type: "cloudflare_workers_route", ImportID: "{zone.id}/{id}",
		Given: zoneGiven,
	},
	V5: schema.Resource{
		Type: "cloudflare_workers_route", ImportID: "{zone.id}/{id}",
		Given: zoneGiven,
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/workers/routes", Paging: schema.NoPaging, Permission: "Workers Routes Read",
		Create: schema.Request{Method: "POST", Path: "/zones/{zone_id}/workers/routes"},
		Update: schema.Request{Method: "PUT", Path: "/zones/{zone_id}/workers/routes/{id}"},
		Pick:   func(raw map[string]any) bool { return !hasScript(raw) },
	},
}

// domainID is what the API gives a custom domain: hexadecimal digits, of which
// there were 32 and later 40.
var domainID = &schema.ID{Form: "32 or more hexadecimal digits", Pattern: regexp.MustCompile(`^[0-9a-f]{32,64}$`)}

var workerDomain = &schema.Kind{
	Name:    "worker_domain",
	Doc:     "A host that is a worker: Cloudflare makes its DNS record and certificate.",
	Parent:  "worker",
	Section: "domains",
	Key:     []string{"hostname"},
	Slug:    func(o *schema.Object) (string, bool) { return schema.HostSlug(o.Name) },
	ID:      domainID,
	Fields: []schema.Field{
		{Name: "hostname", Doc: "The host.", Type: cty.String, Required: true, Form: schema.IsHostname, Normal: schema.LowerHost, V4: eitherHost(""), V5: eitherHost("")},
		zoneField,
		{Name: "environment", Doc: "The environment of the worker.", Type: cty.String, Default: "production",
			V5:  schema.Form{Lack: &schema.Lack{Reason: because("The argument is deprecated; every worker has one environment.", schema5), Harmless: "production"}},
			API: &schema.Form{}},
	},
	Serves:    func(o *schema.Object) []string { return []string{o.Text("hostname")} },
	Protected: true,
	Starts:    true,
	Recreate:  schema.Way{Script: "routes"},
	V4: schema.Resource{
		Type: "cloudflare_workers_domain", Aliases: []string{"cloudflare_worker_domain"}, ImportID: "{account_id}/{id}",
		Given: append(accountGiven[:1:1], zoneGiven[0], schema.Given{Name: "service", From: "worker", By: "name"}),
	},
	V5: schema.Resource{
		Type: "cloudflare_workers_custom_domain", ImportID: "{account_id}/{id}",
		Given: append(accountGiven[:1:1], zoneGiven[0], schema.Given{Name: "service", From: "worker", By: "name"}),
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/workers/domains", Paging: schema.NoPaging, Permission: "Workers Scripts Read",
		Create:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/workers/domains"},
		Update:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/workers/domains"},
		Given:    []schema.Given{{Name: "zone_id", From: "zone", By: "id"}, {Name: "service", From: "worker", By: "name"}},
		ReadOnly: []string{"zone_name", "cert_id"},
	},
}
