package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var emailRoutingAddress = &schema.Kind{
	Name:    "email_routing_address",
	Doc:     "An address that mail is forwarded to. Its owner agrees by a link in a mail.",
	Parent:  "account",
	Section: "email_routing_addresses",
	Key:     []string{"email"},
	ID:      schema.HexID,
	Fields: []schema.Field{
		{Name: "email", Doc: "The address.", Type: cty.String, Required: true},
		// The API tells when that was.
		{Name: "verified", Doc: "Its owner agreed.", Type: cty.Bool, Local: true, Told: func(raw map[string]any) any {
			when, told := raw["verified"]
			if !told {
				return nil
			}
			return when != nil && when != ""
		}},
	},
	Recreate: schema.Way{Script: "email"},
	V4: schema.Resource{
		Type: "cloudflare_email_routing_address", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		Gaps:  []schema.Gap{verification},
	},
	V5: schema.Resource{
		Type: "cloudflare_email_routing_address", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		Unread: []schema.Unread{{Attr: "status", Vague: true, Reason: because(
			"The provider never reads it back; a state that has it would be updated.", measured5)}},
		Gaps: []schema.Gap{verification},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/email/routing/addresses", Paging: schema.ByPage, PerPage: 50, Permission: "Email Routing Addresses Read",
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/email/routing/addresses"},
	},
}

// verification is about whoever reads the mail there.
var verification = schema.Gap{
	Name: "verification", Effect: schema.Lossy,
	When: func(o *schema.Object) []string {
		return when(o.Fields["verified"] != false, "that its owner agreed")
	},
	Reason: because("An address that is made again gets a mail, and nothing is forwarded to it before somebody follows the link in there.", "https://developers.cloudflare.com/email-routing/setup/email-routing-addresses/"),
	Way:    byHand("Ask whoever reads the mail of the address to follow the link that Cloudflare has sent there."),
}

// sortsOfAction are what a rule can do with a mail.
var sortsOfAction = []schema.Variant{
	{Name: "forward", Doc: "Send it on.", Fields: []schema.Field{
		{Name: "value", Doc: "The addresses.", Type: cty.String, Many: schema.ListOf, Required: true, Ref: &schema.Ref{Kind: "email_routing_address", By: "email"}},
	}},
	{Name: "worker", Doc: "Give it to a worker.", Fields: []schema.Field{
		{Name: "value", Doc: "The worker, in a list of one.", Type: cty.String, Many: schema.ListOf, Required: true, Ref: &schema.Ref{Kind: "worker", By: "name"}},
	}},
	{Name: "drop", Doc: "Forget it.", Fields: []schema.Field{}},
}

// managedBy says who keeps a rule.
var managedBy = schema.Field{Name: "source", Doc: "Who keeps it: api stands for people, their scripts and the dashboard, wrangler for the configuration of a worker.", Type: cty.String, Enum: []string{"api", "wrangler"}, Default: "api",
	V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource does not say who keeps a rule.", schema4), Harmless: "api"}}}

// keptByWrangler is a rule that Terraform and wrangler would fight about.
var keptByWrangler = schema.Gap{
	Name: "kept-by-wrangler", Effect: schema.Outside,
	When:   func(o *schema.Object) []string { return is(o, "source", "wrangler") },
	Reason: because("The configuration of a worker has it, and it goes by the tag of that worker; a worker that is made again has another.", "the documentation of cloudflare_email_routing_rule in 5.22.0"),
	Way:    byHand("Deploy the worker with wrangler; its configuration has the rule."),
}

var emailRoutingRule = &schema.Kind{
	Name:      "email_routing_rule",
	Doc:       "A rule of email routing: what is done with mail to an address.",
	Parent:    "zone",
	Section:   "email_routing_rules",
	PerParent: true,
	Key:       []string{"matchers", "distinct"},
	Slug:      matcherSlug,
	ID:        schema.HexID,
	Fields: []schema.Field{
		{Name: "name", Doc: "What people call it.", Type: cty.String, Told: toldText("name")},
		distinct,
		{Name: "enabled", Doc: "It is used.", Type: cty.Bool, Default: true},
		{Name: "priority", Doc: "Of two rules that meet a mail, the one with the lower number counts.", Type: cty.Number, Default: int64(0)},
		{Name: "matchers", Doc: "Which mail it means.", Many: schema.ListOf, Required: true,
			V4: schema.Form{Name: "matcher", Block: true}, Fields: []schema.Field{
				// One that means all is the catch-all rule, which the API lists here too.
				{Name: "type", Doc: "How it is compared.", Type: cty.String, Required: true, Enum: []string{"literal"}},
				{Name: "field", Doc: "What of it is compared: to.", Type: cty.String, Required: true},
				{Name: "value", Doc: "What that must be: an address of the zone.", Type: cty.String, Required: true},
			}},
		{Name: "actions", Doc: "What is done with it.", Many: schema.ListOf, Required: true, Tag: "type", Variants: sortsOfAction,
			V4: schema.Form{Name: "action", Block: true, Encode: mailActions4}},
		managedBy,
	},
	Recreate: schema.Way{Script: "email"},
	V4: schema.Resource{
		Type: "cloudflare_email_routing_rule", ImportID: "{zone.id}/{id}",
		Given: zoneGiven, UnreadFor: nameless,
		Derived: []schema.Derived{{Name: "name", Doc: "nothing, where the rule has no name", Value: func(o *schema.Object) any {
			if _, named := o.Fields["name"]; named {
				return nil
			}
			return ""
		}}},
		Gaps: []schema.Gap{keptByWrangler},
	},
	V5: schema.Resource{
		Type: "cloudflare_email_routing_rule", ImportID: "{zone.id}/{id}",
		Given: zoneGiven, Unread: unreadOwner, UnreadFor: nameless,
		Gaps: []schema.Gap{keptByWrangler},
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/email/routing/rules", Paging: schema.ByPage, PerPage: 50, Permission: "Email Routing Rules Read",
		Off: noRoute, ReadOnly: []string{"owner_worker_tag"},
		Pick:   func(raw map[string]any) bool { return !meansAll(raw) },
		Create: schema.Request{Method: "POST", Path: "/zones/{zone_id}/email/routing/rules"},
		Update: schema.Request{Method: "PUT", Path: "/zones/{zone_id}/email/routing/rules/{id}"},
	},
}

// meansAll says whether a rule is the catch-all rule, which the list of the
// others has too.
func meansAll(raw map[string]any) bool {
	matchers, _ := raw["matchers"].([]any)
	if len(matchers) != 1 {
		return false
	}
	m, _ := matchers[0].(map[string]any)
	return m["type"] == "all"
}

// nameless ignores the name of a rule that has none.
func nameless(o *schema.Object) []schema.Unread {
	if _, named := o.Fields["name"]; named {
		return nil
	}
	return []schema.Unread{{Attr: "name", Reason: because("The API tells a rule without a name as one whose name is empty, and the provider plans none.", measured5)}}
}

// matcherSlug is the address that a rule means, which others may share.
func matcherSlug(o *schema.Object) (string, bool) {
	for _, m := range entries(o, "matchers") {
		if to, is := m["value"].(string); is {
			slug, _ := schema.Slug(to)
			return slug, false
		}
	}
	return "rule", false
}

// mailActions4 are the actions in blocks, which say their type.
func mailActions4(_ *schema.Object, v any) any {
	list, _ := v.([]any)
	var out schema.Blocks
	for _, e := range list {
		action, _ := e.(map[string]any)
		out = append(out, action)
	}
	return out
}

var emailRoutingCatchAll = &schema.Kind{
	Name:    "email_routing_catch_all",
	Doc:     "What is done with mail to a zone that no rule means.",
	Parent:  "zone",
	Section: "email_routing_catch_all",
	Shape:   schema.Single,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "name", Doc: "What people call it.", Type: cty.String, Told: toldText("name")},
		{Name: "enabled", Doc: "It is used.", Type: cty.Bool, Required: true},
		{Name: "actions", Doc: "What is done with the mail.", Many: schema.ListOf, Required: true, Tag: "type", Variants: sortsOfAction},
		managedBy,
	},
	Recreate: schema.Way{Script: "email"},
	V4:       schema.Resource{Absent: lack("cloudflare_email_routing_catch_all cannot be imported.", "cloudflare_email_routing_catch_all in the source of provider 4.52.8")},
	V5: schema.Resource{
		Type: "cloudflare_email_routing_catch_all", ImportID: "{zone.id}",
		Given: zoneGiven, Derived: allMail, Unread: unreadOwner, UnreadFor: nameless,
		StateID: "zone_id", StateIDValue: "{zone.id}",
		Gaps: []schema.Gap{keptByWrangler},
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/email/routing/rules/catch_all", Paging: schema.NoPaging, Permission: "Email Routing Rules Read",
		One: true, Off: noRoute,
		Unset: func(raw map[string]any) bool {
			actions, _ := raw["actions"].([]any)
			first := map[string]any{"type": "drop"}
			if len(actions) == 1 {
				first, _ = actions[0].(map[string]any)
			}
			return raw["enabled"] != true && len(actions) < 2 && first["type"] == "drop"
		},
		ReadOnly: []string{"matchers", "priority", "owner_worker_tag"},
		Update:   schema.Request{Method: "PUT", Path: "/zones/{zone_id}/email/routing/rules/catch_all"},
		Derived:  allMail,
	},
}

// allMail is what a catch-all rule means, always.
var allMail = []schema.Derived{{Name: "matchers", Doc: "all mail", Value: func(*schema.Object) any {
	return []any{map[string]any{"type": "all"}}
}}}

// The mail of a zone begins to arrive when routing is enabled, so that comes
// after the rules.
var emailRoutingSettings = &schema.Kind{
	Name:    "email_routing_settings",
	Doc:     "Whether Cloudflare takes the mail of a zone. What it needs in the DNS of the zone comes and goes with it.",
	Parent:  "zone",
	Section: "email_routing",
	Shape:   schema.Single,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "enabled", Doc: "It does.", Type: cty.Bool, Required: true},
	},
	Recreate: schema.Way{Script: "email"},
	V4: schema.Resource{Absent: lack("cloudflare_email_routing_settings cannot be imported, and a change of it is a replacement, which turns routing off.",
		"cloudflare_email_routing_settings in the source of provider 4.52.8")},
	V5: schema.Resource{Absent: lack("cloudflare_email_routing_settings says nothing but the zone: it adopts what is off as it adopts what is on. A zone that is made again would be adopted with routing off, and destroying the resource turns it off.",
		"cloudflare_email_routing_settings in the source of provider 5.22.0")},
	API: schema.Endpoint{Path: "/zones/{zone_id}/email/routing", Paging: schema.NoPaging, Permission: "Zone Settings Read",
		One: true, Off: noRoute,
		Unset: func(raw map[string]any) bool { return raw["enabled"] != true },
		// What its records are like, which is DNS.
		ReadOnly: []string{"name", "status", "synced", "skip_wizard", "admin_locked"},
		Update:   schema.Request{Method: "POST", Path: "/zones/{zone_id}/email/routing/enable"},
		Other: func(o *schema.Object) *schema.Endpoint {
			if o.Flag("enabled") {
				return nil
			}
			return &schema.Endpoint{Path: "/zones/{zone_id}/email/routing", Paging: schema.NoPaging, Permission: "Zone Settings Read",
				One:    true,
				Update: schema.Request{Method: "POST", Path: "/zones/{zone_id}/email/routing/disable"},
			}
		},
	},
}

// unreadOwner is what provider 5 never reads back of a rule.
var unreadOwner = []schema.Unread{{Attr: "owner_worker_tag", Vague: true, Reason: because(
	"The provider never reads it back; a state that has it would be updated.", measured5)}}
