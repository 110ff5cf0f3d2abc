package kinds

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var worker = &schema.Kind{
	Name:      "worker",
	Doc:       "A worker script with everything that is deployed with it.",
	Parent:    "account",
	Section:   "workers",
	Key:       []string{"name"},
	ID:        schema.ByName,
	Protected: true,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true, Form: isScriptName, V5: schema.Form{Name: "script_name"}, API: &schema.Form{Name: "id", Lack: lack("It is a part of the path.", apiSays)}},
		{Name: "source", Doc: "Where its source is kept.", Local: true, Short: "path", Fields: []schema.Field{
			{Name: "path", Doc: "The directory in the repository.", Type: cty.String},
			{Name: "environment", Doc: "The environment of its wrangler configuration.", Type: cty.String},
			{Name: "none", Doc: "There is no source: it was deployed from the dashboard.", Type: cty.Bool},
			{Name: "notes", Doc: "Anything worth knowing about the source.", Type: cty.String, Many: schema.ListOf},
		}},
		{Name: "syntax", Doc: "module (ES modules) or service-worker (addEventListener).", Type: cty.String, Enum: []string{"module", "service-worker"}, Local: true},
		{Name: "main", Doc: "The module that is called; the first one when nothing is said.", Type: cty.String, Local: true},
		{Name: "modules", Files: true, Doc: "Its code, as deployed. Without it the worker is adopted, and a rebuild puts a placeholder in its place.", Many: schema.ListOf, Local: true, Fields: []schema.Field{
			{Name: "name", Doc: "The name that other modules import it by.", Type: cty.String, Required: true, Form: isModuleName},
			{Name: "type", Doc: "esm, commonjs, text, data, wasm, json, python or sourcemap.", Type: cty.String, Default: "esm", Enum: []string{"esm", "commonjs", "text", "data", "wasm", "json", "python", "sourcemap"}},
			{Name: "file", Doc: "The file that holds it, relative to the inventory.", Type: cty.String},
			{Name: "text", Doc: "The text itself, for a few lines.", Type: cty.String},
			{Name: "sha256", Doc: "The digest of the file. With it, the file need not be where the inventory is: it may be kept out of a repository.", Type: cty.String, Form: isDigest},
			{Name: "redacted", Doc: "Secrets were taken out of the file, so it is to be read and not to be deployed; the digest is that of what the worker runs, unless a guess could be tried with it.", Type: cty.Bool},
		}},
		{Name: "compatibility_date", Doc: "The day whose runtime it is run with; \"\" where it is known that it has none.", Told: toldOrNone("compatibility_date"), Type: cty.String, Form: isDateOrNone,
			V4: schema.Form{Encode: unlessNone, Ignore: unreadWorker}, V5: schema.Form{Encode: unlessNone}},
		{Name: "compatibility_flags", Doc: "Changes of the runtime that it asks for.", Type: cty.String, Many: schema.SetOf, V4: schema.Form{Ignore: unreadWorker}},
		{Name: "usage_model", Doc: "How it is billed.", Type: cty.String, Enum: []string{"standard", "bundled", "unbound"},
			V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no usage model.", schema4), Harmless: "standard"}}},
		{Name: "placement", Doc: "Where it runs.", Fields: []schema.Field{
			{Name: "mode", Doc: "smart: near what it talks to.", Type: cty.String, Required: true},
		}, API: &schema.Form{Sift: placed}, V4: schema.Form{Block: true, Ignore: unreadWorker}, V5: schema.Form{Lack: lack("A worker with a placement cannot be created: the provider uploads it without any metadata, which the API refuses.", measured5+"; cloudflare/terraform-provider-cloudflare#6936")}},
		{Name: "observability", Doc: "Logs and traces that are kept.", Fields: []schema.Field{
			{Name: "enabled", Doc: "Whether any are kept.", Type: cty.Bool, Required: true},
			{Name: "head_sampling_rate", Doc: "The share of requests, 0 to 1.", Type: cty.Number},
			{Name: "logs", Doc: "What is kept of logs.", Fields: []schema.Field{
				{Name: "enabled", Doc: "Whether logs are kept.", Type: cty.Bool, Required: true},
				{Name: "head_sampling_rate", Doc: "The share of requests, 0 to 1.", Type: cty.Number},
				{Name: "invocation_logs", Doc: "One entry for each call.", Type: cty.Bool, Default: true},
				{Name: "persist", Doc: "They are stored.", Type: cty.Bool},
				{Name: "destinations", Doc: "Where else they go.", Type: cty.String, Many: schema.ListOf},
			}},
			{Name: "traces", Doc: "What is kept of traces.", Fields: []schema.Field{
				{Name: "enabled", Doc: "Whether traces are kept.", Type: cty.Bool},
				{Name: "head_sampling_rate", Doc: "The share of requests, 0 to 1.", Type: cty.Number},
				{Name: "persist", Doc: "They are stored.", Type: cty.Bool},
				{Name: "destinations", Doc: "Where else they go.", Type: cty.String, Many: schema.ListOf},
			}},
		}, V4: schema.Form{Lack: lack("The resource has no observability.", schema4)}},
		{Name: "logpush", Doc: "Its logs are pushed to a job of the account.", Type: cty.Bool, V4: schema.Form{Ignore: unreadWorker}},
		{Name: "tail_consumers", Doc: "Workers that are given its logs.", Many: schema.ListOf, Short: "worker", Fields: []schema.Field{
			{Name: "worker", Doc: "The worker.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "worker", By: "name"}, V5: schema.Form{Name: "service"}},
			{Name: "environment", Doc: "Its environment.", Type: cty.String},
			{Name: "namespace", Doc: "Its dispatch namespace.", Type: cty.String},
		}, V4: schema.Form{Lack: lack("The resource has no tail consumers.", schema4)}},
		{Name: "limits", Doc: "What one call may use.", Fields: []schema.Field{
			{Name: "cpu_ms", Doc: "Milliseconds of processor time.", Type: cty.Number},
			{Name: "subrequests", Doc: "Requests to elsewhere.", Type: cty.Number},
		}, V4: schema.Form{Lack: lack("The resource has no limits.", schema4)}},
		{Name: "tags", Doc: "Tags of the script.", Type: cty.String, Many: schema.SetOf,
			V4: schema.Form{Ignore: unreadWorker},
			V5: schema.Form{Lack: lack("The resource has no tags.", schema5)}},
		{Name: "static_assets", Doc: "It serves files that were uploaded with it. The API does not give them back.", Type: cty.Bool, Local: true, Told: onlyTrue("has_assets")},
		{Name: "bindings", Doc: "What its code can reach, by the names it uses.", Many: schema.ListOf, Tag: "type", Needs: "name", Variants: bindings, Elsewhere: []string{"secret_text", "secret_key"}},
		{Name: "bindings_incomplete", Doc: "The list of bindings is not all of them: what the source says instead, such as \"+ others\".", Type: cty.String, Local: true, Opens: "bindings"},
		{Name: "secrets", Doc: "The names of its secrets. Values are never recorded.", Many: schema.ListOf, Short: "name", Local: true, Told: toldSecrets, Fields: []schema.Field{
			{Name: "name", Doc: "The name.", Type: cty.String, Required: true, Form: schema.IsSecretName},
			{Name: "type", Doc: "secret_text or secret_key.", Type: cty.String, Enum: []string{"secret_text", "secret_key"}, Default: "secret_text"},
			{Name: "purpose", Doc: "What it opens.", Type: cty.String, Local: true},
		}},
		{Name: "migration_tag", Doc: "The tag of the last migration of its Durable Object classes.", Type: cty.String, Local: true, Told: toldText("migration_tag")},
		{Name: "exports_entrypoints", Doc: "Named entrypoints that other workers bind to.", Type: cty.String, Many: schema.SetOf, Local: true},
	},
	Modules:     workerModules,
	Placeholder: placeholder,
	Secrets:     workerSecrets,
	Origin:      workerOrigin,
	Source:      workerSource,
	Check:       checkWorker,
	Recreate:    schema.Way{Script: "workers"},
	V4: schema.Resource{
		Type: "cloudflare_workers_script", Aliases: []string{"cloudflare_worker_script"}, ImportID: "{account_id}/{name}",
		Elsewhere: []string{"dispatch_namespace"},
		Given:     accountGiven,
		Derived:   []schema.Derived{contentArgument, {Name: "module", Doc: "whether the code is ES modules", Value: func(o *schema.Object) any { return isUploadedAsModule(o) }}},
		Frozen:    frozenWorker,
		Unread:    []schema.Unread{{Attr: "module", Reason: *unreadWorker}},
		Refer:     map[string]string{"name": "name"},
		StateID:   "name", StateIDValue: "{name}",
		Gaps: append([]schema.Gap{
			{Name: "own-class-durable-object", Effect: schema.Outside, When: ownDurableObjects,
				Reason: because("Reading a binding to a Durable Object class of the same worker makes the provider panic, and the whole plan fails.", measured4+"; cloudflare/terraform-provider-cloudflare#3949")},
			{Name: "service-binding-without-environment", Effect: schema.Outside, When: servicesWithoutEnvironment,
				Reason: because("Reading a service binding for which the API gives no environment makes the provider panic, and the whole plan fails.", measured4)},
		}, commonGaps...),
	},
	V5: schema.Resource{
		Type: "cloudflare_workers_script", ImportID: "{account_id}/{name}",
		Given: accountGiven,
		Derived: []schema.Derived{contentArgument,
			{Name: "main_module", Doc: "the name of the module that is called", Value: mainModule},
			{Name: "migrations", Doc: "the migration that makes its Durable Object classes", Value: migrations}},
		Frozen: frozenWorker,
		Unread: []schema.Unread{
			{Attr: "main_module", Reason: because("The provider does not read it back.", measured5)},
			{Attr: "migrations", Reason: because("The provider does not read them back.", measured5), Vague: true},
		},
		StateID: "script_name", StateIDValue: "{name}",
		Gaps: append([]schema.Gap{{
			Name: "without-date", Effect: schema.Outside,
			When: func(o *schema.Object) []string {
				date, said := o.Fields["compatibility_date"]
				return when(said && date == "", "its compatibility date, of which it has none")
			},
			Reason: because("The provider takes an empty date for granted that an import does not set, and plans an update of the worker, ignored or not.", measured5),
		}}, commonGaps...),
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/workers/scripts", Paging: schema.NoPaging, Permission: "Workers Scripts Read",
		Aside:   []schema.Aside{{Path: "/accounts/{account_id}/workers/scripts/{id}/settings"}},
		Content: "/accounts/{account_id}/workers/scripts/{id}/content/v2",
		Blob:    "/accounts/{account_id}/workers/scripts/{id}/bindings/{binding}/content",
		ReadOnly: []string{
			"handlers", "named_handlers", "has_assets", "has_modules", "migration_tag", "last_deployed_from", "placement_mode", "placement_status", "annotations",
			"placement.status", "placement.last_analyzed_at", "entry_point", "deployment_id", "script", "default_environment", "startup_time_ms",
		},
		Upload: true, Parts: workerParts,
		Create: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/workers/scripts/{id}"},
		Derived: []schema.Derived{
			{Name: "main_module", Doc: "the name of the module that is called", Value: uploadedMain},
			{Name: "body_part", Doc: "the part that is the script, in the old syntax", Value: bodyPart},
			{Name: "migrations", Doc: "the migration that makes its Durable Object classes", Value: migrations},
			{Name: "keep_bindings", Doc: "what an upload does not take away", Value: func(*schema.Object) any { return []any{"secret_text", "secret_key"} }},
		},
	},
}

var frozenWorker = reason("Any update of an adopted worker destroys something: it uploads the code again without the secrets, and without what the resource cannot hold. Creation is not affected.", measured4+" and 5.22.0")

var unreadWorker = reason("The provider does not read it back when it imports.", measured4)

// commonGaps are the shapes that no target holds.
var commonGaps = []schema.Gap{
	{Name: "no-content", Effect: schema.Lossy,
		When:   func(o *schema.Object) []string { return when(len(uploaded(o)) == 0, "its code") },
		Reason: because("The code is not in the snapshot; a rebuild puts a placeholder in its place that answers 503.", "the inventory"),
		Way:    &schema.Way{Hand: "Deploy the worker from its source with wrangler.", Deploy: true}},
	{Name: "several-modules", Effect: schema.Lossy,
		When:   func(o *schema.Object) []string { return when(len(uploaded(o)) > 1, "all modules but the main one") },
		Reason: because("The resource uploads one file.", "cloudflare/terraform-provider-cloudflare#6852")},
	{Name: "not-text", Effect: schema.Lossy,
		When: func(o *schema.Object) []string {
			return when(len(o.Files) > 0 && !utf8.Valid(o.Files[mainName(o)]), "its main module")
		},
		Reason: because("Terraform reads files as UTF-8 text only.", "the documentation of Terraform's file function")},
	{Name: "static-assets", Effect: schema.Lossy,
		When:   func(o *schema.Object) []string { return when(o.Flag("static_assets"), "its static files") },
		Reason: because("The API does not give uploaded files back, so they are in no snapshot.", "developers.cloudflare.com/workers/static-assets"),
		Way:    &schema.Way{Hand: "Deploy the worker from its source with wrangler; that uploads the files.", Deploy: true}},
	{Name: "secrets", Effect: schema.Lossy, When: secretNames,
		Reason: because("Values of secrets are in no snapshot, and Terraform would store them in its state.", "the design of cfdr"),
		Way:    byScript("secrets")},
}

func when(is bool, what string) []string {
	if is {
		return []string{what}
	}
	return nil
}

func isDateOrNone(s string) string {
	if s == "" {
		return ""
	}
	return schema.IsDate(s)
}

func unlessNone(_ *schema.Object, v any) any { return unless("", v) }

var digest = regexp.MustCompile(`^[0-9a-f]{64}$`)

func isDigest(s string) string {
	if !digest.MatchString(s) {
		return fmt.Sprintf("%q is not a SHA-256: it has 64 hexadecimal digits.", s)
	}
	return ""
}

var scriptName = regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]*$`)

func isScriptName(s string) string {
	if len(s) > 255 || !scriptName.MatchString(s) {
		return fmt.Sprintf("%q is not the name of a worker: it has lower-case letters, digits, hyphens and underscores.", s)
	}
	return ""
}

// isModuleName takes a path that is safe below the worker's directory.
func isModuleName(s string) string {
	if s == "" || len(s) > 400 || path.Clean("/"+s) != "/"+s || strings.ContainsAny(s, "\\\n\t\r") {
		return fmt.Sprintf("%q is not the name of a module: it is a plain path such as lib/h.js, without a leading / and without .. in it.", s)
	}
	if s == schema.PlaceholderModule {
		return fmt.Sprintf("%q is what cfdr calls the module that stands in for a lost one.", s)
	}
	for _, part := range strings.Split(s, "/") {
		low := strings.ToLower(part)
		base, _, _ := strings.Cut(low, ".")
		switch {
		case len(part) > 200:
			return fmt.Sprintf("%q is too long for a file.", part)
		case strings.ContainsFunc(part, func(r rune) bool { return strings.ContainsRune(`<>:"|?*`, r) || unicode.Is(unicode.Cf, r) }),
			strings.HasSuffix(part, " "), strings.HasSuffix(part, "."),
			schema.IsDeviceName(base),
			slices.Contains([]string{".cfdr", ".git", ".terraform"}, low),
			strings.Contains(low, ".tfstate"), strings.HasSuffix(low, ".tfvars"), strings.HasSuffix(low, ".tf"):
			return fmt.Sprintf("%q cannot be a file of a snapshot on every system, or means something else there. Rename the module in the worker's source.", part)
		}
	}
	return ""
}

func isModule(o *schema.Object) bool { return o.Text("syntax") != "service-worker" }

// isUploadedAsModule: a placeholder is a module, whatever it stands in for.
func isUploadedAsModule(o *schema.Object) bool { return isModule(o) || len(uploaded(o)) == 0 }

// entries gives the mappings of a list field.
func entries(o *schema.Object, field string) []map[string]any {
	var out []map[string]any
	for _, v := range o.Values(field) {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// uploaded are the modules that run; a source map is for people.
func uploaded(o *schema.Object) []string {
	var out []string
	for _, m := range entries(o, "modules") {
		name, _ := m["name"].(string)
		body, here := o.Files[name]
		if !here && (m["sha256"] != nil || m["redacted"] == true) || schema.IsRedacted(string(body)) {
			return nil // a part of the code is no code
		}
		if m["type"] != "sourcemap" {
			out = append(out, name)
		}
	}
	return out
}

func mainName(o *schema.Object) string {
	l := uploaded(o)
	if len(l) == 0 {
		return schema.PlaceholderModule
	}
	if m := o.Text("main"); m != "" {
		return m
	}
	return l[0]
}

func mainModule(o *schema.Object) any {
	content, ok := contentArgument.Value(o).(schema.ModuleFile)
	if isUploadedAsModule(o) && ok {
		return content.Path // the placeholder has a name of its own
	}
	return nil
}

var contentArgument = schema.Derived{Name: "content", Doc: "the main module, or a placeholder that answers 503", Value: func(o *schema.Object) any {
	name := mainName(o)
	if body, ok := o.Files[name]; ok && !utf8.Valid(body) {
		name = schema.PlaceholderModule
	}
	return schema.ModuleFile{Of: o, Path: name}
}}

// mediaTypes are those of the sorts of modules; an ES module has the first.
var mediaTypes = map[string]string{
	"esm": "application/javascript+module", "commonjs": "application/javascript", "text": "text/plain", "data": "application/octet-stream",
	"wasm": "application/wasm", "json": "application/json", "python": "text/x-python", "sourcemap": "application/source-map",
}

// workerParts are the modules that an upload carries.
func workerParts(o *schema.Object) []schema.Part {
	if len(uploaded(o)) == 0 {
		return nil
	}
	var out []schema.Part
	main := mainName(o)
	for _, m := range entries(o, "modules") {
		name, _ := m["name"].(string)
		sort, _ := m["type"].(string)
		if _, there := o.Files[name]; !there {
			continue
		}
		media := mediaTypes[cmp.Or(sort, "esm")]
		if !isModule(o) && sort == "" {
			media = "application/javascript"
		}
		out = append(out, schema.Part{Name: name, Type: media})
	}
	slices.SortStableFunc(out, func(a, b schema.Part) int {
		switch main {
		case a.Name:
			return -1
		case b.Name:
			return 1
		}
		return 0
	})
	return out
}

// uploadedMain is the module that is called, whatever it holds; a placeholder
// is a module too.
func uploadedMain(o *schema.Object) any {
	if isUploadedAsModule(o) {
		return mainName(o)
	}
	return nil
}

// bodyPart is the part of an upload that is the script, in the old syntax.
func bodyPart(o *schema.Object) any {
	if isUploadedAsModule(o) {
		return nil
	}
	return mainName(o)
}

// migrations is one step that makes every class with its kind of storage,
// under the tag that the worker already has.
func migrations(o *schema.Object) any {
	var sqlite, keyValue []any
	for _, c := range o.Children {
		if c.Kind.Name != durableObjectClass.Name {
			continue
		}
		if c.Text("storage") == "key-value" {
			keyValue = append(keyValue, c.Text("class_name"))
		} else {
			sqlite = append(sqlite, c.Text("class_name"))
		}
	}
	if sqlite == nil && keyValue == nil {
		return nil
	}
	byName := func(a, b any) int { return strings.Compare(a.(string), b.(string)) }
	slices.SortFunc(sqlite, byName)
	slices.SortFunc(keyValue, byName)
	tag := o.Text("migration_tag")
	if tag == "" {
		tag = "v1"
	}
	m := map[string]any{"new_tag": tag}
	if sqlite != nil {
		m["new_sqlite_classes"] = sqlite
	}
	if keyValue != nil {
		m["new_classes"] = keyValue
	}
	return m
}

// bindingText is how a person finds a binding: its type and variable.
func bindingText(b map[string]any) string {
	if name, ok := b["name"].(string); ok {
		return fmt.Sprintf("binding %s", name)
	}
	return fmt.Sprintf("a binding of type %s", b["type"])
}

func ownDurableObjects(o *schema.Object) []string {
	var out []string
	for _, b := range entries(o, "bindings") {
		script, _ := b["script"].(string)
		if b["type"] == "durable_object_namespace" && (script == "" || script == o.Name) {
			out = append(out, bindingText(b))
		}
	}
	return out
}

func servicesWithoutEnvironment(o *schema.Object) []string {
	var out []string
	for _, b := range entries(o, "bindings") {
		if _, said := b["environment"]; b["type"] == "service" && !said {
			out = append(out, bindingText(b))
		}
	}
	return out
}

func secretNames(o *schema.Object) []string {
	var out []string
	for _, s := range entries(o, "secrets") {
		out = append(out, fmt.Sprintf("secret %s", s["name"]))
	}
	return out
}

func workerSecrets(o *schema.Object) []schema.Secret {
	var out []schema.Secret
	for _, s := range entries(o, "secrets") {
		name, _ := s["name"].(string)
		sort, _ := s["type"].(string)
		out = append(out, schema.Secret{Name: name, Type: sort, Path: "/accounts/{account_id}/workers/scripts/{id}/secrets"})
	}
	return out
}

func checkWorker(o *schema.Object, report schema.Report) {
	source, said := o.Fields["source"].(map[string]any)
	switch {
	case !said && len(o.Files) == 0:
		report(schema.CodeNoSource, nil, fmt.Sprintf("Nothing says where the source of the %s is, and its code is not here.", o))
	case source["none"] == true && len(o.Files) == 0:
		report(schema.CodeNoSource, []any{"source"}, fmt.Sprintf("The %s has no source: what is deployed is the only copy.", o))
	}
	redacted := slices.ContainsFunc(entries(o, "modules"), func(m map[string]any) bool { return m["redacted"] == true })
	if redacted {
		report(schema.CodeNoSource, []any{"modules"}, fmt.Sprintf("Secrets were taken out of the code of %s, so it cannot be deployed. A rebuild puts a placeholder in its place until somebody deploys it from its source.", o))
	} else if len(uploaded(o)) == 0 && len(entries(o, "modules")) > 0 {
		report(schema.CodeNoSource, []any{"modules"}, fmt.Sprintf("The code of %s is not here, only its digests. A rebuild puts a placeholder in its place until somebody brings the code.", o))
	}
	names := map[string]bool{}
	for i, m := range entries(o, "modules") {
		name := m["name"].(string)
		if names[strings.ToLower(name)] {
			report(schema.CodeDuplicate, []any{"modules", i, "name"}, fmt.Sprintf("Two modules are called %q.", name))
		}
		names[strings.ToLower(name)] = true
		for _, other := range entries(o, "modules") {
			if strings.HasPrefix(other["name"].(string)+"/", name+"/") && other["name"] != name {
				report(schema.CodeBadValue, []any{"modules", i, "name"}, fmt.Sprintf("%q is a module and the directory of %q; no file can be both.", name, other["name"]))
			}
		}
		_, file := m["file"]
		_, text := m["text"]
		if file == text {
			report(schema.CodeMissing, []any{"modules", i}, "A module has either \"file\" or \"text\".")
		}
	}
	if main := o.Text("main"); main != "" && len(names) > 0 && !slices.ContainsFunc(entries(o, "modules"), func(m map[string]any) bool { return m["name"] == main && m["type"] != "sourcemap" }) {
		report(schema.CodeReference, []any{"main"}, fmt.Sprintf("The main module is %q, and none of the modules is called that.", main))
	}
	variables := map[string]bool{}
	for i, b := range entries(o, "bindings") {
		name, ok := b["name"].(string)
		if ok && variables[name] {
			report(schema.CodeDuplicate, []any{"bindings", i, "name"}, fmt.Sprintf("Two bindings are called %q.", name))
		}
		variables[name] = true
		for _, key := range []string{"text", "json"} {
			if value, _ := b[key].(string); schema.LooksSecret(name, value) {
				report(schema.CodeSecretLooking, []any{"bindings", i}, fmt.Sprintf("The value of the variable %q of %s looks like a secret. It would be written into the configuration and the state. Make it a secret of the worker, and change it.", name, o))
			}
		}
	}
	for i, s := range entries(o, "secrets") {
		if name, _ := s["name"].(string); variables[name] {
			report(schema.CodeDuplicate, []any{"secrets", i}, fmt.Sprintf("%q is a binding and a secret; a worker has one of them.", name))
		} else {
			variables[name] = true
		}
	}
}

// toldSecrets are the names of the secrets, which the API tells among the
// bindings.
func toldSecrets(raw map[string]any) any {
	bindings, isList := raw["bindings"].([]any)
	if !isList && raw["bindings"] != nil {
		return []any{unreadable(raw["bindings"])}
	}
	var out []any
	for _, e := range bindings {
		b, _ := e.(map[string]any)
		if _, isText := b["type"].(string); !isText {
			out = append(out, unreadable(e)) // it may be one
			continue
		}
		switch b["type"] {
		case "secret_text":
			out = append(out, map[string]any{"name": b["name"]})
		case "secret_key":
			out = append(out, map[string]any{"name": b["name"], "type": "secret_key"})
		}
	}
	if out == nil {
		return nil
	}
	return out
}

// placed leaves out a placement without a mode: provider 4 sends an empty one.
func placed(v any) any {
	if m, _ := v.(map[string]any); m["mode"] == "" {
		return nil
	}
	return v
}
