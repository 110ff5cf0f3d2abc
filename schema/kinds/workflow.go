package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var workflow = &schema.Kind{
	Name:      "workflow",
	Doc:       "A workflow: a class of a worker whose runs are kept.",
	Parent:    "account",
	Section:   "workflows",
	Key:       []string{"name"},
	ID:        schema.ByName,
	Holds:     "runs and their steps",
	Protected: true,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true, V5: schema.Form{Name: "workflow_name"}, API: &schema.Form{Lack: lack("It is a part of the path.", apiSays)}},
		{Name: "class_name", Doc: "The class that the worker exports.", Type: cty.String, Required: true},
		{Name: "worker", Doc: "The worker that has the class.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "worker", By: "name"}, V5: schema.Form{Name: "script_name"}},
		{Name: "limits", Doc: "What one run may use.", Fields: []schema.Field{
			{Name: "steps", Doc: "Steps of one run, at most.", Type: cty.Number},
		}, V5: schema.Form{Ignore: reason("The provider does not read the limits back.", "the resource schema of provider 5.22.0, where limits are not refreshed")}},
		{Name: "schedules", Doc: "When a run is started.", Many: schema.ListOf, Short: "cron", Fields: schema.ScheduleFields(), API: &schema.Form{Encode: onlyCrons}},
	},
	Recreate: schema.Way{Script: "workflows"},
	V4:       schema.Resource{Absent: lack("There is no resource for a workflow.", schema4)},
	V5: schema.Resource{
		Type: "cloudflare_workflow", ImportID: "{account_id}/{name}",
		Given: accountGiven,
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/workflows", Paging: schema.ByPage, Permission: "Workers Scripts Read",
		ID:       "name",
		ReadOnly: []string{"instances", "triggered_on", "version_id", "is_deleted", "terminator_running", "script_name"},
		Create:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/workflows/{id}"},
		Update:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/workflows/{id}"},
	},
}
