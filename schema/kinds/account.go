package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var account = &schema.Kind{
	Name:    "account",
	Doc:     "A Cloudflare account. Everything else lives in one, and every script is pinned to its id.",
	Section: "accounts",
	Key:     []string{"name"},
	ID:      schema.HexID,
	Fields: []schema.Field{
		{Name: "name", Doc: "The name as the dashboard shows it; scripts compare it before they write.", Type: cty.String, Required: true},
		{Name: "token", Doc: "The name of the environment variable that holds the API token for this account.", Type: cty.String, Form: schema.IsSecretName, Local: true},
		{Name: "workers_subdomain", Doc: "The name before .workers.dev that the account has registered.", Type: cty.String, Local: true, Told: toldText("workers_subdomain", "subdomain")},
		{Name: "plan", Doc: "What the account pays for, as far as rebuilding needs it: Workers Paid.", Type: cty.String, Local: true},
	},
	Extras:   accountSubdomain,
	Recreate: schema.Way{Hand: "Sign up for an account, or restore access to this one; then generate with its id."},
	V4:       schema.Resource{Absent: lack("The token that Terraform uses belongs to an account that must already be there.", "the authentication of the Cloudflare API")},
	V5:       schema.Resource{Absent: lack("The token that Terraform uses belongs to an account that must already be there.", "the authentication of the Cloudflare API")},
	API: schema.Endpoint{Path: "/accounts", Paging: schema.ByPage, Permission: "Account Settings Read",
		Aside:    []schema.Aside{{Path: "/accounts/{account_id}/workers/subdomain", Key: "workers_subdomain", Fields: []string{"workers_subdomain"}, Permission: "Workers Scripts Read"}},
		ReadOnly: []string{"type", "settings", "legacy_flags", "managed_by"},
	},
}

// accountSubdomain is the name that the workers of an account have in common on
// workers.dev. Some things of a worker are refused while there is none.
func accountSubdomain(o *schema.Object) []schema.Extra {
	name := o.Text("workers_subdomain")
	if name == "" {
		return nil
	}
	at := "/accounts/{account_id}/workers/subdomain"
	return []schema.Extra{{
		Kind: "workers_subdomain", Name: name, Script: "workers-dev", Body: map[string]any{"subdomain": name},
		Endpoint: schema.Endpoint{Path: at, Paging: schema.NoPaging, Permission: "Workers Scripts Read", ID: "subdomain", One: true, Create: schema.Request{Method: "PUT", Path: at}},
	}}
}
