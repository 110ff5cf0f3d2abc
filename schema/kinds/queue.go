package kinds

import (
	"fmt"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var queue = &schema.Kind{
	Name:      "queue",
	Doc:       "A queue.",
	Parent:    "account",
	Section:   "queues",
	Key:       []string{"name"},
	ID:        schema.HexID,
	Holds:     "messages",
	Protected: true,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true, V5: schema.Form{Name: "queue_name"}},
		{Name: "settings", Doc: "How it delivers and keeps messages.", Fields: []schema.Field{
			{Name: "delivery_delay", Doc: "Seconds before a message is delivered.", Type: cty.Number},
			{Name: "delivery_paused", Doc: "Nothing is delivered.", Type: cty.Bool},
			{Name: "message_retention_period", Doc: "Seconds that a message is kept.", Type: cty.Number},
		}, V4: schema.Form{Lack: lack("The resource has a name and nothing else.", measured4)}},
		{Name: "producers", Doc: "Workers said to send to it, where that is known only from a document.", Many: schema.ListOf, Short: "worker", Local: true, Fields: []schema.Field{
			{Name: "worker", Doc: "The worker.", Type: cty.String, Ref: &schema.Ref{Kind: "worker", By: "name"}},
			{Name: "as", Doc: "How the source names it, when not by the worker's name.", Type: cty.String},
		}},
	},
	Recreate: schema.Way{Script: "queues"},
	V4: schema.Resource{
		Type: "cloudflare_queue", ImportID: "{account_id}/{id}",
		Given: accountGiven,
	},
	V5: schema.Resource{
		Type: "cloudflare_queue", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		Refer: map[string]string{"id": "queue_id"},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/queues", Paging: schema.ByPage, Permission: "Queues Read",
		ID:       "queue_id",
		Create:   schema.Request{Method: "POST", Path: "/accounts/{account_id}/queues"},
		Update:   schema.Request{Method: "PATCH", Path: "/accounts/{account_id}/queues/{id}"},
		ReadOnly: []string{"producers", "consumers"},
	},
}

var queueConsumer = &schema.Kind{
	Name:    "queue_consumer",
	Doc:     "What takes the messages of a queue: a worker, or whoever pulls them over HTTP.",
	Parent:  "queue",
	Section: "consumer",
	Shape:   schema.Single,
	ID:      schema.HexID,
	Fields: []schema.Field{
		{Name: "type", Doc: "worker or http_pull.", Type: cty.String, Enum: []string{"worker", "http_pull"}, Default: "worker", Decides: true},
		{Name: "worker", Doc: "The worker that is called.", Type: cty.String, Ref: &schema.Ref{Kind: "worker", By: "name"}, Told: toldFirst("script_name", "script", "service"), API: &schema.Form{Name: "script_name"}},
		{Name: "as", Doc: "How the source names the worker, when not by its name.", Type: cty.String, Local: true},
		{Name: "dead_letter_queue", Doc: "The queue for messages that were tried too often.", Type: cty.String, Ref: &schema.Ref{Kind: "queue", By: "name"}},
		{Name: "batch_size", Doc: "Messages in one call, at most.", Type: cty.Number, API: &schema.Form{Name: "settings.batch_size"}},
		{Name: "max_retries", Doc: "How often a message is tried again.", Type: cty.Number, API: &schema.Form{Name: "settings.max_retries"}},
		{Name: "max_wait_time_ms", Doc: "Milliseconds to wait for a full batch.", Type: cty.Number, API: &schema.Form{Name: "settings.max_wait_time_ms"}},
		{Name: "max_concurrency", Doc: "Calls at once, at most.", Type: cty.Number, API: &schema.Form{Name: "settings.max_concurrency"}},
		{Name: "retry_delay", Doc: "Seconds before a message is tried again.", Type: cty.Number, API: &schema.Form{Name: "settings.retry_delay"}},
		{Name: "visibility_timeout_ms", Doc: "Milliseconds a pulled message is hidden from others.", Type: cty.Number, API: &schema.Form{Name: "settings.visibility_timeout_ms"}},
	},
	Check: func(o *schema.Object, report schema.Report) {
		if o.Text("type") != "http_pull" && o.Text("worker") == "" {
			report(schema.CodeMissing, nil, "A consumer names its worker, or says `type: http_pull`.")
		}
		if o.Text("type") == "http_pull" && o.Text("worker") != "" {
			report(schema.CodeBadValue, []any{"worker"}, "A consumer of type http_pull has no worker.")
		}
	},
	Starts:   true,
	Recreate: schema.Way{Script: "consumers"},
	V4:       schema.Resource{Absent: lack("There is no resource for the consumer of a queue.", schema4)},
	V5:       schema.Resource{Absent: lack("cloudflare_queue_consumer cannot be imported, and creating it beside the existing one fails.", "the documentation of cloudflare_queue_consumer in 5.22.0; cloudflare/terraform-provider-cloudflare#7316")},
	API: schema.Endpoint{Path: "/accounts/{account_id}/queues/{queue.id}/consumers", Paging: schema.NoPaging, Permission: "Queues Read",
		ID:       "consumer_id",
		If:       func(raw map[string]any) bool { return fmt.Sprint(raw["consumers_total_count"]) != "0" },
		ReadOnly: []string{"queue_id", "queue_name", "environment", "script", "service", "script_name"},
		Create:   schema.Request{Method: "POST", Path: "/accounts/{account_id}/queues/{queue.id}/consumers"},
		Update:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/queues/{queue.id}/consumers/{id}"},
	},
}
