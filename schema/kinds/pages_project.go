package kinds

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var pagesProject = &schema.Kind{
	Name:      "pages_project",
	Doc:       "A Pages project: how a site is built, and what its functions are bound to.",
	Parent:    "account",
	Section:   "pages_projects",
	Key:       []string{"name"},
	ID:        schema.ByName,
	Protected: true,
	Holds:     "deployments",
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name, the first label of its pages.dev address.", Type: cty.String, Required: true},
		{Name: "production_branch", Doc: "The branch whose deployments are production.", Type: cty.String, Required: true},
		{Name: "build_config", Doc: "How it is built.", V4: schema.Form{Block: true}, V5: schema.Form{Encode: unlessUnset}, Fields: []schema.Field{
			{Name: "build_command", Doc: "The command.", Type: cty.String},
			{Name: "destination_dir", Doc: "The directory with the result.", Type: cty.String},
			{Name: "root_dir", Doc: "The directory it is built in.", Type: cty.String},
			{Name: "build_caching", Doc: "What it fetched is kept for the next build.", Type: cty.Bool},
			{Name: "web_analytics_tag", Doc: "What Web Analytics calls it.", Type: cty.String},
			{Name: "web_analytics_token", Doc: "The token of Web Analytics. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
		}},
		{Name: "source", Doc: "The repository that it is built from; a project without one is uploaded.", V4: schema.Form{Block: true}, Fields: []schema.Field{
			{Name: "type", Doc: "github or gitlab.", Type: cty.String, Required: true, Enum: []string{"github", "gitlab"}},
			{Name: "config", Doc: "Which repository, and what of it.", Required: true, V4: schema.Form{Block: true}, Fields: []schema.Field{
				{Name: "owner", Doc: "Whose it is.", Type: cty.String},
				{Name: "repo_name", Doc: "Its name.", Type: cty.String},
				{Name: "production_branch", Doc: "The branch whose deployments are production.", Type: cty.String, Required: true},
				{Name: "pr_comments_enabled", Doc: "Pull requests get a comment.", Type: cty.Bool},
				{Name: "deployments_enabled", Doc: "It is built at all; production_deployments_enabled and preview_deployment_setting took its place.", Type: cty.Bool,
					V5: schema.Form{Encode: func(_ *schema.Object, v any) any { return unless(true, v) }, Lack: &schema.Lack{Reason: because("The argument is deprecated; production_deployments_enabled and preview_deployment_setting took its place.", schema5), Harmless: true}}},
				{Name: "production_deployments_enabled", Doc: "The production branch is built.", Type: cty.Bool, V4: schema.Form{Name: "production_deployment_enabled"}},
				{Name: "preview_deployment_setting", Doc: "Which other branches are built: all, none, custom.", Type: cty.String, Enum: []string{"all", "none", "custom"}},
				{Name: "preview_branch_includes", Doc: "These (custom).", Type: cty.String, Many: schema.ListOf, V5: schema.Form{Encode: unlessEmpty}},
				{Name: "preview_branch_excludes", Doc: "Not these (custom).", Type: cty.String, Many: schema.ListOf, V5: schema.Form{Encode: unlessEmpty}},
				{Name: "path_includes", Doc: "Only for changes of these paths.", Type: cty.String, Many: schema.ListOf,
					V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource does not know paths.", schema4), Harmless: []any{"*"}}}, V5: schema.Form{Encode: unlessEmpty}},
				{Name: "path_excludes", Doc: "Not for changes of these paths.", Type: cty.String, Many: schema.ListOf,
					V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource does not know paths.", schema4), Harmless: []any{}}}, V5: schema.Form{Encode: unlessEmpty}},
			}},
		}},
		{Name: "deployment_configs", Doc: "What its functions run with.", V4: schema.Form{Block: true}, Fields: []schema.Field{
			{Name: "production", Doc: "In production.", V4: schema.Form{Block: true}, Fields: pagesEnvironment},
			{Name: "preview", Doc: "In previews.", V4: schema.Form{Block: true}, Fields: pagesEnvironment},
		}},
	},
	Recreate: schema.Way{Script: "pages"},
	Secrets: func(o *schema.Object) []schema.Secret {
		var out []schema.Secret
		for _, s := range pagesSecrets(o) {
			out = append(out, schema.Secret{Name: s[0] + "." + s[1], Path: "/accounts/{account_id}/pages/projects/{id}"})
		}
		return out
	},
	V4: schema.Resource{
		Type: "cloudflare_pages_project", ImportID: "{account_id}/{name}",
		Given:   accountGiven,
		StateID: "name", StateIDValue: "{name}",
		UnreadFor: func(o *schema.Object) []schema.Unread {
			build, _ := o.Fields["build_config"].(map[string]any)
			switch {
			case saysNothing(build):
				return []schema.Unread{{Attr: "build_config", Reason: because("It is read back also where nobody set it up, and its removal would be planned.", measured4)}}
			case build["web_analytics_tag"] != nil:
				return []schema.Unread{{Attr: "build_config[0].web_analytics_token", Reason: because("It is read back, and stands in no inventory.", "pages_project of provider 4.52.8")}}
			}
			return nil
		},
		Gaps: append([]schema.Gap{{
			Name: "entrypoint", Effect: schema.Lossy, Field: "deployment_configs",
			Reason: because("The binding of a worker has no entrypoint.", schema4),
			When: func(o *schema.Object) []string {
				return eachEnvironment(o, func(env string, config map[string]any) (out []string) {
					services, _ := config["services"].(map[string]any)
					for name, v := range services {
						if m, _ := v.(map[string]any); m["entrypoint"] != nil {
							out = append(out, env+" "+name)
						}
					}
					return out
				})
			},
		}}, pagesGaps...),
	},
	V5: schema.Resource{
		Type: "cloudflare_pages_project", ImportID: "{account_id}/{name}",
		Given:   accountGiven,
		StateID: "name", StateIDValue: "{name}",
		UnreadFor: func(o *schema.Object) []schema.Unread {
			out := pagesUnsaid(o)
			for _, s := range pagesSecrets(o) {
				out = append(out, schema.Unread{
					Attr:   fmt.Sprintf("deployment_configs.%s.env_vars[%q]", s[0], s[1]),
					Reason: because("A secret variable is read back without its value, and stands in no configuration.", measured5),
				})
			}
			return out
		},
		Gaps: pagesGaps,
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/pages/projects", Paging: schema.ByPage, Permission: "Pages Read",
		ID:     "name",
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/pages/projects"},
		Update: schema.Request{Method: "PATCH", Path: "/accounts/{account_id}/pages/projects/{id}"},
		Merges: true,
		ReadOnly: []string{
			"subdomain", "domains", "latest_deployment", "canonical_deployment", "framework", "framework_version", "uses_functions", "preview_script_name",
			"production_script_name", "build_config.web_analytics_token", "production_branch", "source.config.owner_id", "source.config.repo_id",
		},
	},
}

// pagesEnvironment is what the functions of production, and those of previews,
// run with. A binding is under the name of its variable.
var pagesEnvironment = []schema.Field{
	{Name: "env_vars", Doc: "Variables that are no secrets, by name.", Type: cty.String, Many: schema.MapOf, Variable: true,
		V4: schema.Form{Name: "environment_variables"}, V5: schema.Form{Encode: plainVariables, Decode: readPlainVariables}, API: &schema.Form{Encode: plainVariables, Sift: siftPlainVariables}},
	{Name: "secrets", Doc: "The names of the variables that are secrets.", Many: schema.ListOf, Short: "name", Local: true, Told: toldSecretVariables, Fields: []schema.Field{
		{Name: "name", Doc: "The name.", Type: cty.String, Required: true, Form: schema.IsSecretName},
		{Name: "notes", Doc: "Anything worth knowing, a sentence each.", Type: cty.String, Many: schema.ListOf},
	}},
	{Name: "kv_namespaces", Doc: "KV namespaces.", Type: cty.String, Many: schema.MapOf, Ref: &schema.Ref{Kind: "kv_namespace", By: "id"}, V5: schema.Form{Wrap: "namespace_id"}},
	{Name: "d1_databases", Doc: "D1 databases.", Type: cty.String, Many: schema.MapOf, Ref: &schema.Ref{Kind: "d1_database", By: "id"}, V5: schema.Form{Wrap: "id"}},
	{Name: "r2_buckets", Doc: "R2 buckets.", Many: schema.MapOf, Short: "bucket", V4: schema.Form{Unwrap: "bucket"}, Fields: []schema.Field{
		{Name: "bucket", Doc: "The bucket.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "r2_bucket", By: "name"}, V5: schema.Form{Name: "name"}},
		{Name: "jurisdiction", Doc: "The jurisdiction it must stay in.", Type: cty.String, V4: schema.Form{Lack: &schema.Lack{Reason: because("The binding of a bucket has no jurisdiction.", schema4), Harmless: "default"}}},
	}},
	{Name: "queue_producers", Doc: "Queues to send to.", Type: cty.String, Many: schema.MapOf, Ref: &schema.Ref{Kind: "queue", By: "name"},
		V4: schema.Form{Lack: noPagesBinding}, V5: schema.Form{Wrap: "name"}},
	{Name: "services", Doc: "Workers to call.", Many: schema.MapOf, Short: "service",
		V4: schema.Form{Name: "service_binding", Block: true, Encode: serviceBlocks, Decode: readServiceBlocks}, Fields: []schema.Field{
			{Name: "service", Doc: "The worker.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "worker", By: "name"}},
			{Name: "environment", Doc: "Its environment, where the API names one.", Type: cty.String},
			{Name: "entrypoint", Doc: "The class that is called, when not the default one.", Type: cty.String},
		}},
	{Name: "durable_object_namespaces", Doc: "Durable Object namespaces, by their ids.", Type: cty.String, Many: schema.MapOf, V5: schema.Form{Wrap: "namespace_id"}},
	newPagesBinding("hyperdrive_bindings", "Hyperdrive configurations, by their ids.", "id"),
	newPagesBinding("mtls_certificates", "Client certificates, by their ids.", "certificate_id"),
	newPagesBinding("vectorize_bindings", "Vectorize indexes, by name.", "index_name"),
	newPagesBinding("analytics_engine_datasets", "Analytics Engine datasets, by name.", "dataset"),
	{Name: "ai_bindings", Doc: "Workers AI, with its project or \"\".", Type: cty.String, Many: schema.MapOf, V4: schema.Form{Lack: noPagesBinding},
		V5: schema.Form{Wrap: "project_id"}, API: &schema.Form{Wrap: "project_id", Sift: siftProjects}},
	{Name: "browsers", Doc: "The variables that Browser Rendering is bound to.", Type: cty.String, Many: schema.SetOf, V4: schema.Form{Lack: noPagesBinding},
		V5: schema.Form{Encode: emptyObjects, Decode: readKeys}},
	{Name: "compatibility_date", Doc: "The day whose runtime they expect.", Type: cty.String, Form: schema.IsDate},
	{Name: "compatibility_flags", Doc: "What of the runtime they want otherwise.", Type: cty.String, Many: schema.ListOf, V5: schema.Form{Encode: unlessEmpty}},
	{Name: "always_use_latest_compatibility_date", Doc: "They take the latest runtime.", Type: cty.Bool, Default: false},
	{Name: "fail_open", Doc: "The site answers without them when their limit is reached.", Type: cty.Bool, Default: true},
	{Name: "usage_model", Doc: "How they are paid for: standard, bundled, unbound.", Type: cty.String, Default: "standard", Enum: []string{"standard", "bundled", "unbound"},
		V5: schema.Form{Encode: func(_ *schema.Object, v any) any { return unless("standard", v) }, Lack: &schema.Lack{Reason: because("The argument is deprecated: all new projects have the standard usage model.", schema5), Harmless: "standard"}}},
	{Name: "build_image_major_version", Doc: "The build image, by the number of its major version.", Type: cty.Number, Default: int64(3),
		V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource does not know build images.", schema4), Harmless: int64(3)}}},
	{Name: "placement", Doc: "Where they run.", V4: schema.Form{Block: true}, Fields: []schema.Field{
		{Name: "mode", Doc: "smart, or off.", Type: cty.String},
	}},
	{Name: "limits", Doc: "What they may use.", V4: schema.Form{Lack: lack("The resource knows no limits.", schema4)}, Fields: []schema.Field{
		{Name: "cpu_ms", Doc: "Milliseconds of CPU for a request.", Type: cty.Number, Required: true},
	}},
	{Name: "wrangler_config_hash", Doc: "The hash of the wrangler configuration that they were deployed with.", Type: cty.String,
		V4: schema.Form{Lack: lack("The resource does not know wrangler configurations.", schema4)}},
}

var noPagesBinding = lack("The resource has no such binding, and passes over it when it reads.", schema4)

func newPagesBinding(name, doc, wrap string) schema.Field {
	return schema.Field{Name: name, Doc: doc, Type: cty.String, Many: schema.MapOf, V4: schema.Form{Lack: noPagesBinding}, V5: schema.Form{Wrap: wrap}}
}

// pagesGaps are the same on both targets.
var pagesGaps = []schema.Gap{
	{
		Name: "secret-variable", Effect: schema.Lossy,
		Reason: because("The values of secret variables are in no inventory, and secrets are never Terraform's to set.", "https://developers.cloudflare.com/pages/functions/bindings/#secrets"),
		Way:    byScript("secrets"),
		When: func(o *schema.Object) []string {
			var out []string
			for _, s := range pagesSecrets(o) {
				out = append(out, s[0]+" "+s[1])
			}
			return out
		},
	},
	{
		Name: "uploaded-files", Effect: schema.Lossy,
		Reason: because("The files of a project without a repository are uploaded, and no resource holds them.", "https://developers.cloudflare.com/pages/get-started/direct-upload/"),
		Way:    byHand("Upload the files again: `wrangler pages deploy DIRECTORY --project-name NAME`."),
		When: func(o *schema.Object) []string {
			if o.Fields["source"] != nil {
				return nil
			}
			return []string{"deployments"}
		},
	},
	{
		Name: "git-connection", Effect: schema.Lossy,
		Reason: because("A project with a repository is refused while Pages may not read the repository.", "https://developers.cloudflare.com/pages/configuration/git-integration/"),
		Way:    &schema.Way{Hand: "Before anything is created, let Cloudflare Pages read the repository: dashboard, Workers & Pages, Create, Connect to Git.", Before: true},
		When: func(o *schema.Object) []string {
			source, _ := o.Fields["source"].(map[string]any)
			config, _ := source["config"].(map[string]any)
			if source == nil {
				return nil
			}
			return []string{fmt.Sprintf("%v %v/%v", source["type"], cmp.Or(config["owner"], any("?")), cmp.Or(config["repo_name"], any("?")))}
		},
	},
	{
		Name: "foreign-id", Effect: schema.Premade,
		Reason: because("It names a Durable Object namespace, a Hyperdrive configuration or a client certificate by its id; an account that is rebuilt gives another.", "the documentation of cloudflare_pages_project in 5.22.0"),
		Way:    byHand("Create what is named, write its new id into the inventory, and generate again."),
		When: func(o *schema.Object) []string {
			return eachEnvironment(o, func(env string, config map[string]any) (out []string) {
				for _, sort := range []string{"durable_object_namespaces", "hyperdrive_bindings", "mtls_certificates"} {
					bindings, _ := config[sort].(map[string]any)
					for _, name := range slices.Sorted(maps.Keys(bindings)) {
						out = append(out, env+" binding "+name)
					}
				}
				return out
			})
		},
	},
}

// pagesUnsaid are the environments that nobody described: provider 5 compares
// them with values that it takes for granted.
func pagesUnsaid(o *schema.Object) []schema.Unread {
	why := because("Nobody described it, and a value that differs from what the provider takes for granted would be planned away.", measured5)
	configs, _ := o.Fields["deployment_configs"].(map[string]any)
	if len(configs) == 0 {
		return []schema.Unread{{Attr: "deployment_configs", Reason: why}}
	}
	var out []schema.Unread
	for _, env := range []string{"production", "preview"} {
		if configs[env] == nil {
			out = append(out, schema.Unread{Attr: "deployment_configs." + env, Reason: why})
		}
	}
	return out
}

// eachEnvironment gathers what f finds in production and in previews.
func eachEnvironment(o *schema.Object, f func(env string, config map[string]any) []string) []string {
	configs, _ := o.Fields["deployment_configs"].(map[string]any)
	var out []string
	for _, env := range []string{"production", "preview"} {
		config, _ := configs[env].(map[string]any)
		out = append(out, f(env, config)...)
	}
	return out
}

// pagesSecrets are the secret variables: environment and name.
func pagesSecrets(o *schema.Object) [][2]string {
	var out [][2]string
	eachEnvironment(o, func(env string, config map[string]any) []string {
		secrets, _ := config["secrets"].([]any)
		for _, v := range secrets {
			m, _ := v.(map[string]any)
			if name, isText := m["name"].(string); isText {
				out = append(out, [2]string{env, name})
			}
		}
		return nil
	})
	return out
}

// unless leaves out the value that the API takes for granted.
func unless(usual, v any) any {
	if v == usual {
		return nil
	}
	return v
}

// saysNothing says whether all that is said is empty.
func saysNothing(m map[string]any) bool {
	for _, v := range m {
		if v != "" && v != nil {
			return false
		}
	}
	return true
}

// unlessUnset leaves out how a project is built where nothing of it is set:
// provider 5 reads that as none at all, and fails where it was told otherwise.
func unlessUnset(_ *schema.Object, v any) any {
	m, _ := v.(map[string]any)
	if saysNothing(m) {
		return nil
	}
	m = maps.Clone(m)
	delete(m, "web_analytics_token")
	return m
}

// unlessEmpty leaves out an empty list, which provider 5 reads as none.
func unlessEmpty(_ *schema.Object, v any) any {
	if list, _ := v.([]any); len(list) == 0 {
		return nil
	}
	return v
}

func plainVariables(_ *schema.Object, v any) any {
	variables, _ := v.(map[string]any)
	out := map[string]any{}
	for name, value := range variables {
		out[name] = map[string]any{"type": "plain_text", "value": value}
	}
	return out
}

// toldSecretVariables are the names of the variables that are secrets.
func toldSecretVariables(raw map[string]any) any {
	variables, isMap := raw["env_vars"].(map[string]any)
	if !isMap && raw["env_vars"] != nil {
		return []any{unreadable(raw["env_vars"])}
	}
	out := []any{}
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		m, isMap := variables[name].(map[string]any)
		_, isText := m["type"].(string)
		switch {
		case variables[name] == nil:
		case !isMap, !isText && m["type"] != nil:
			out = append(out, unreadable(variables[name])) // it may be one
		case m["type"] == "secret_text":
			out = append(out, map[string]any{"name": name})
		}
	}
	return out
}

func readPlainVariables(v any) any {
	variables, _ := v.(map[string]any)
	out := map[string]any{}
	for name, value := range variables {
		if m, _ := value.(map[string]any); m["type"] == "plain_text" {
			out[name] = m["value"]
		}
	}
	return out
}

// siftPlainVariables leaves the values of the variables that are no secrets. One
// without a type is a plain one, from before there were types; one of another
// type stays as it is, for the reader to stumble over.
func siftPlainVariables(v any) any {
	variables, isMap := v.(map[string]any)
	if !isMap {
		return v
	}
	out := map[string]any{}
	for name, value := range variables {
		m, _ := value.(map[string]any)
		text, isText := m["value"].(string)
		switch {
		case m["type"] == "secret_text":
		case (m["type"] == "plain_text" || m["type"] == nil) && isText:
			out[name] = text
		default:
			out[name] = value
		}
	}
	return out
}

// siftProjects gives "" to the bindings to Workers AI that name no project.
func siftProjects(v any) any {
	bindings, isMap := v.(map[string]any)
	if !isMap {
		return v
	}
	out := map[string]any{}
	for name, value := range bindings {
		if m, _ := value.(map[string]any); m != nil && m["project_id"] == nil {
			m = maps.Clone(m)
			m["project_id"] = ""
			value = m
		}
		out[name] = value
	}
	return out
}

// serviceBlocks writes the bindings of workers as provider 4 has them.
func serviceBlocks(_ *schema.Object, v any) any {
	services, _ := v.(map[string]any)
	out := schema.Blocks{}
	for _, name := range slices.Sorted(maps.Keys(services)) {
		m, _ := services[name].(map[string]any)
		out = append(out, map[string]any{"name": name, "service": m["service"], "environment": m["environment"]})
	}
	return out
}

func readServiceBlocks(v any) any {
	list, _ := v.([]any)
	out := map[string]any{}
	for _, b := range list {
		m, _ := b.(map[string]any)
		if name, isText := m["name"].(string); isText {
			m = maps.Clone(m)
			delete(m, "name")
			out[name] = m
		}
	}
	return out
}

func emptyObjects(_ *schema.Object, v any) any {
	names, _ := v.([]any)
	out := map[string]any{}
	for _, n := range names {
		if name, isText := n.(string); isText {
			out[name] = map[string]any{}
		}
	}
	return out
}

func readKeys(v any) any {
	m, _ := v.(map[string]any)
	out := []any{}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, name)
	}
	return out
}
