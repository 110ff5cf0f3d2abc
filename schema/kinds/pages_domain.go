package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var pagesDomain = &schema.Kind{
	Name:    "pages_domain",
	Doc:     "A custom domain of a Pages project.",
	Parent:  "pages_project",
	Section: "domains",
	Key:     []string{"name"},
	Slug:    func(o *schema.Object) (string, bool) { return schema.HostSlug(o.Name) },
	ID:      schema.ByName,
	Fields: []schema.Field{
		{Name: "name", Doc: "The host name.", Type: cty.String, Required: true, Form: schema.IsHostname, Normal: schema.LowerHost, V4: eitherHost("domain"), V5: eitherHost("")},
	},
	Serves:   func(o *schema.Object) []string { return []string{o.Text("name")} },
	Recreate: schema.Way{Script: "pages"},
	V4: schema.Resource{
		Type: "cloudflare_pages_domain", ImportID: "{account_id}/{pages_project.name}/{name}",
		Given:   pagesDomainGiven,
		StateID: "domain", StateIDValue: "{name}",
	},
	V5: schema.Resource{
		Type: "cloudflare_pages_domain", ImportID: "{account_id}/{pages_project.name}/{name}",
		Given:   pagesDomainGiven,
		StateID: "name", StateIDValue: "{name}",
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/pages/projects/{pages_project.name}/domains", Paging: schema.ByPage, Permission: "Pages Read",
		ID:       "name",
		ReadOnly: []string{"status", "verification_data", "validation_data", "zone_tag", "domain_id", "certificate_authority"},
		Create:   schema.Request{Method: "POST", Path: "/accounts/{account_id}/pages/projects/{pages_project.name}/domains"},
	},
}

var pagesDomainGiven = []schema.Given{
	{Name: "account_id", From: "account", By: "id"},
	{Name: "project_name", From: "pages_project", By: "name"},
}
