package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var kvNamespace = &schema.Kind{
	Name:      "kv_namespace",
	Doc:       "A KV namespace.",
	Parent:    "account",
	Section:   "kv_namespaces",
	Key:       []string{"title"},
	ID:        schema.HexID,
	Holds:     "keys and values",
	Bound:     true,
	Protected: true,
	Fields: []schema.Field{
		{Name: "title", Doc: "Its title. A binding name is not one; mark the title unverified when only that is known.", Type: cty.String, Required: true,
			V4: schema.Form{Ignore: reason("The provider reads it when it imports and never again, so that a title that was changed since would be changed back.", measured4)}},
	},
	Recreate: schema.Way{Script: "stores"},
	V4: schema.Resource{
		Type: "cloudflare_workers_kv_namespace", ImportID: "{account_id}/{id}",
		Given: accountGiven,
	},
	V5: schema.Resource{
		Type: "cloudflare_workers_kv_namespace", ImportID: "{account_id}/{id}",
		Given: accountGiven,
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/storage/kv/namespaces", Paging: schema.ByPage, PerPage: 100, Permission: "Workers KV Storage Read", ReadOnly: []string{"supports_url_encoding"},
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/storage/kv/namespaces"},
	},
}
