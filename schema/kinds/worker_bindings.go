package kinds

import (
	"encoding/json"
	"strings"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// bindings are the types of binding that the API knows, in alphabetical order.
// Provider 5 takes them as they are; provider 4 has a block for ten of them.
//
// Source of the list: the workers scripts settings of the API, and the
// validator of workers_script in provider 5.22.0.
var bindings = []schema.Variant{
	plain("ai", "Workers AI."),
	plain("ai_search", "An AI Search instance.", str("instance_name", "The instance.")),
	plain("ai_search_namespace", "A namespace of AI Search.", str("namespace", "The namespace.")),
	{Name: "analytics_engine", Doc: "A dataset of Analytics Engine.", V4: block("analytics_engine_binding"), Fields: []schema.Field{variable("name"),
		str("dataset", "The dataset.")}},
	plain("assets", "The static files that were uploaded with the worker."),
	plain("browser", "Browser Rendering."),
	{Name: "d1", Doc: "A D1 database.", V4: block("d1_database_binding"), Fields: []schema.Field{variable("name"),
		{Name: "database", Doc: "The database, by name.", Type: cty.String, Ref: &schema.Ref{Kind: "d1_database", By: "id"}, V4: schema.Form{Name: "database_id"}, V5: schema.Form{Name: "id"}}}},
	plain("data_blob", "A file of bytes, of a worker in the old syntax.", str("part", "The part of the upload.")),
	plain("dispatch_namespace", "A namespace of Workers for Platforms.", str("namespace", "The namespace."),
		schema.Field{Name: "outbound", Doc: "The worker that outgoing requests pass.", Fields: []schema.Field{
			{Name: "params", Doc: "What it is given.", Type: cty.String, Many: schema.ListOf, API: &schema.Form{Sift: namesAlone}},
			{Name: "worker", Doc: "The worker.", Fields: []schema.Field{str("service", "Its name."), str("environment", "Its environment.")}},
		}}),
	plain("durable_object_namespace", "A class of Durable Objects, of this worker or another.",
		str("class_name", "The class."),
		schema.Field{Name: "script", Doc: "The worker that has the class; this one when nothing is said.", Type: cty.String, Ref: &schema.Ref{Kind: "worker", By: "name"}, V5: schema.Form{Name: "script_name", Encode: unlessOwn}},
		str("environment", "The environment of that worker.")),
	{Name: "hyperdrive", Doc: "A Hyperdrive configuration.", V4: block("hyperdrive_config_binding"), Fields: []schema.Field{variable("binding"),
		str("id", "The id of the configuration.")}},
	plain("images", "Cloudflare Images."),
	plain("inherit", "Whatever the version before had under this name.", str("old_name", "The name it had."), str("version_id", "The version.")),
	plain("json", "A JSON value.", schema.Field{Name: "json", Doc: "The value, as JSON text.", Type: cty.String, Variable: true, API: &schema.Form{Encode: parsed, Decode: jsonText}}),
	{Name: "kv_namespace", Doc: "A KV namespace.", V4: block("kv_namespace_binding"), Fields: []schema.Field{variable("name"),
		{Name: "namespace", Doc: "The namespace, by title.", Type: cty.String, Ref: &schema.Ref{Kind: "kv_namespace", By: "id"}, V4: schema.Form{Name: "namespace_id"}, V5: schema.Form{Name: "namespace_id"}}}},
	plain("media", "Media transformations."),
	plain("mtls_certificate", "A client certificate.", str("certificate_id", "The id of the certificate.")),
	plain("pipelines", "A pipeline.", str("pipeline", "The pipeline.")),
	{Name: "plain_text", Doc: "A text. It is written into the configuration, so a secret does not belong here.", V4: block("plain_text_binding"), Fields: []schema.Field{variable("name"),
		{Name: "text", Doc: "The text.", Type: cty.String, Variable: true, V4: schema.Form{Lack: &schema.Lack{
			Reason: because("The provider refuses to create a binding of an empty text.", measured4), Only: func(v any) bool { return v == "" }, Whole: true}}}}},
	{Name: "queue", Doc: "A queue to send to.", V4: block("queue_binding"), Fields: []schema.Field{variable("binding"),
		{Name: "queue", Doc: "The queue.", Type: cty.String, Ref: &schema.Ref{Kind: "queue", By: "name"}, V5: schema.Form{Name: "queue_name"}}}},
	{Name: "r2_bucket", Doc: "An R2 bucket.", V4: block("r2_bucket_binding"), Fields: []schema.Field{variable("name"),
		{Name: "bucket", Doc: "The bucket.", Type: cty.String, Ref: &schema.Ref{Kind: "r2_bucket", By: "name"}, V4: schema.Form{Name: "bucket_name"}, V5: schema.Form{Name: "bucket_name"}},
		{Name: "jurisdiction", Doc: "The jurisdiction of the bucket, when not the default one.", Type: cty.String, V4: schema.Form{Lack: &schema.Lack{
			Reason: because("The block has no jurisdiction; without it the binding would be of another bucket, or of none.", schema4), Harmless: "default", Whole: true}}}}},
	plain("ratelimit", "A rate limit.", str("namespace_id", "The number of the limit's namespace."),
		schema.Field{Name: "simple", Doc: "The limit.", Fields: []schema.Field{
			{Name: "limit", Doc: "Calls in a period.", Type: cty.Number, Required: true},
			{Name: "period", Doc: "Seconds.", Type: cty.Number, Required: true},
			{Name: "mitigation_timeout", Doc: "Seconds that a caller who reached it is kept out.", Type: cty.Number},
		}}),
	plain("secrets_store_secret", "A secret of the account's store.", str("store_id", "The id of the store."), str("secret_name", "The name of the secret.")),
	plain("send_email", "Sending mail.", str("destination_address", "The only address it may send to."),
		schema.Field{Name: "allowed_destination_addresses", Doc: "The addresses it may send to.", Type: cty.String, Many: schema.ListOf},
		schema.Field{Name: "allowed_sender_addresses", Doc: "The addresses it may send from.", Type: cty.String, Many: schema.ListOf}),
	{Name: "service", Doc: "Another worker.", V4: block("service_binding"), Fields: []schema.Field{variable("name"),
		{Name: "service", Doc: "The worker.", Type: cty.String, Ref: &schema.Ref{Kind: "worker", By: "name"}},
		str("environment", "Its environment; the API says \"production\" for most."),
		{Name: "entrypoint", Doc: "The named entrypoint of that worker.", Type: cty.String, V4: schema.Form{Lack: &schema.Lack{
			Reason: because("The block has no entrypoint; without it the binding would be of another class.", schema4), Whole: true}}}}},
	plain("text_blob", "A file of text, of a worker in the old syntax.", str("part", "The part of the upload.")),
	plain("vectorize", "A Vectorize index.", str("index_name", "The index.")),
	plain("version_metadata", "The id and tag of the running version."),
	plain("vpc_network", "A private network.", str("network_id", "The id of the network."), str("tunnel_id", "The id of the tunnel.")),
	plain("vpc_service", "A service of a private network.", str("service_id", "The id of the service.")),
	plain("wasm_module", "A WebAssembly module, of a worker in the old syntax.", str("part", "The part of the upload.")),
	plain("workflow", "A workflow.",
		str("workflow_name", "The workflow."),
		str("class_name", "Its class."),
		schema.Field{Name: "script", Doc: "The worker that has the class; this one when nothing is said.", Type: cty.String, Ref: &schema.Ref{Kind: "worker", By: "name"}, V5: schema.Form{Name: "script_name", Encode: unlessOwn}}),
}

// namesAlone are the names of a list of mappings that have nothing else. The API
// tells of a parameter either way.
func namesAlone(v any) any {
	list, isList := v.([]any)
	if !isList {
		return v
	}
	out := make([]any, len(list))
	for i, e := range list {
		out[i] = e
		if m, _ := e.(map[string]any); len(m) == 1 && m["name"] != nil {
			out[i] = m["name"]
		}
	}
	return out
}

// unlessOwn leaves out the name of the worker itself, as the API does.
func unlessOwn(o *schema.Object, v any) any {
	if r, ok := v.(schema.Reference); ok && r.To == o {
		return nil
	}
	return v
}

// parsed is the value of a JSON text, of whose numbers no digit is lost; a text
// that is no JSON is a string.
func parsed(_ *schema.Object, v any) any {
	text, _ := v.(string)
	if !json.Valid([]byte(text)) {
		return v
	}
	var out any
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if dec.Decode(&out) != nil || out == nil {
		return json.RawMessage("null") // nil would be nothing to write
	}
	return out
}

// variable is the name that the code uses, under the name that the block of
// provider 4 gives it.
func variable(argument4 string) schema.Field {
	return schema.Field{Name: "name", Doc: "The variable in the code. Left out when it is not known; the binding is then recorded and not written.", Type: cty.String,
		V4: schema.Form{Name: argument4}}
}

func str(name, doc string) schema.Field { return schema.Field{Name: name, Doc: doc, Type: cty.String} }

func block(name string) schema.Form { return schema.Form{Name: name, Block: true} }

// plain is a type of binding without a block in provider 4.
func plain(name, doc string, fields ...schema.Field) schema.Variant {
	return schema.Variant{
		Name: name, Doc: doc,
		Fields: append([]schema.Field{variable("name")}, fields...),
		V4: schema.Form{Lack: lack(
			"The resource has no block for this type of binding; it imports without a word, and an update would remove the binding from the live worker.",
			measured4)},
	}
}
