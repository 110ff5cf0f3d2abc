package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var zone = &schema.Kind{
	Name:    "zone",
	Doc:     "A domain that the account serves.",
	Parent:  "account",
	Section: "zones",
	Key:     []string{"name"},
	Slug:    func(o *schema.Object) (string, bool) { return schema.HostSlug(o.Name) },
	ID:      schema.HexID,
	Fields: []schema.Field{
		{Name: "name", Doc: "The domain.", Type: cty.String, Required: true, Form: schema.IsHostname, Normal: schema.LowerHost, V4: eitherHost("zone"), V5: eitherHost("")},
		{Name: "type", Doc: "Who serves its DNS: Cloudflare (full), somebody else with some names here (partial), or a primary elsewhere (secondary).", Type: cty.String, Enum: []string{"full", "partial", "secondary", "internal"}, Default: "full"},
		{Name: "paused", Doc: "Cloudflare only answers DNS and proxies nothing.", Type: cty.Bool, Default: false},
		{Name: "vanity_name_servers", Doc: "Name servers of its own, on plans that have them.", Type: cty.String, Many: schema.ListOf},
		{Name: "plan", Doc: "What the zone pays for: free, pro, business, enterprise.", Type: cty.String, Told: toldText("plan", "legacy_id"),
			V4:  schema.Form{Lack: &schema.Lack{Reason: because("A plan is bought; setting it here would buy it.", schema4), Harmless: "free", Way: byHand("Choose the plan of the zone in the dashboard.")}},
			V5:  schema.Form{Lack: &schema.Lack{Reason: because("The zone resource has no plan; a subscription is bought.", schema5), Harmless: "free", Way: byHand("Choose the plan of the zone in the dashboard.")}},
			API: &schema.Form{Lack: lack("A plan is bought.", apiSays)}},
		{Name: "name_servers", Doc: "The name servers that the registrar points at.", Type: cty.String, Many: schema.SetOf, Local: true, Told: func(raw map[string]any) any { return raw["name_servers"] }},
		{Name: "registrar", Doc: "Where the domain is registered, and its name servers are changed.", Type: cty.String, Local: true, Told: toldText("original_registrar")},
		{Name: "fixed_settings", Doc: "Settings that the API says cannot be edited. They are recorded and never written.", Type: cty.DynamicPseudoType, Many: schema.MapOf, Local: true, Told: fixedSettings},
	},
	Protected: true,
	Recreate:  schema.Way{Script: "zones"},
	V4: schema.Resource{
		Type: "cloudflare_zone", ImportID: "{id}",
		Given: accountGiven,
		Unread: []schema.Unread{{Attr: "jump_start", Vague: true, Reason: because(
			"It is about making a zone, and is never read back; a state that has it would be updated.", measured4)}},
		Gaps: []schema.Gap{{
			Name: "unknown-type", Effect: schema.Outside,
			When:   func(o *schema.Object) []string { return is(o, "type", "internal") },
			Reason: because("The provider refuses this type, and the whole plan fails.", measured4),
		}},
	},
	V5: schema.Resource{
		Type: "cloudflare_zone", ImportID: "{id}",
		Given: []schema.Given{{Name: "account.id", From: "account", By: "id"}},
	},
	API: schema.Endpoint{Path: "/zones?account.id={account_id}", Paging: schema.ByPage, PerPage: 50, Permission: "Zone Read",
		Create: schema.Request{Method: "POST", Path: "/zones"},
		Update: schema.Request{Method: "PATCH", Path: "/zones/{id}"},
		Given:  []schema.Given{{Name: "account.id", From: "account", By: "id"}},
		Aside:  []schema.Aside{{Path: "/zones/{id}/settings", Key: "settings", Paging: schema.NoPaging, Fields: []string{"fixed_settings"}, Permission: "Zone Settings Read"}},
		ReadOnly: []string{
			"status", "meta", "owner", "permissions", "plan", "development_mode", "original_name_servers", "original_dnshost", "name_servers", "original_registrar",
			"activated_on", "verification_key", "tenant", "tenant_unit", "settings", "account", "vanity_name_servers_ips", "cname_suffix",
		},
	},
}

// fixedSettings are those that cannot be edited.
func fixedSettings(raw map[string]any) any {
	settings, _ := raw["settings"].([]any)
	out := map[string]any{}
	for _, v := range settings {
		if s, _ := v.(map[string]any); s["editable"] == false && s["value"] != nil {
			if id, isText := s["id"].(string); isText {
				out[id] = s["value"]
			}
		}
	}
	return out
}
