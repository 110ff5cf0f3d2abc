package kinds

import (
	"regexp"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// sitekey is what a page shows its widget by.
var sitekey = &schema.ID{Form: "a sitekey that begins with 0x", Pattern: regexp.MustCompile(`^0x[0-9A-Za-z_-]{10,40}$`)}

var turnstileWidget = &schema.Kind{
	Name:      "turnstile_widget",
	Doc:       "A Turnstile widget: what tells people from programs on a page. Its id is the sitekey that the page has; the secret that whoever asks shows is in no inventory.",
	Parent:    "account",
	Section:   "turnstile_widgets",
	Key:       []string{"name", "distinct"},
	ID:        sitekey,
	Protected: true,
	Fields: []schema.Field{
		{Name: "name", Doc: "What people call it.", Type: cty.String, Required: true},
		distinct,
		{Name: "domains", Doc: "The hosts of the pages; with none, every host has it.", Type: cty.String, Many: schema.ListOf, Required: true},
		{Name: "mode", Doc: "Whether people have to do something: managed, non-interactive, invisible.", Type: cty.String, Required: true, Enum: []string{"managed", "non-interactive", "invisible"}},
		{Name: "region", Doc: "Where it can be used: world or china. It never changes.", Type: cty.String, Enum: []string{"world", "china"}, Default: "world",
			V4: schema.Form{Lack: &schema.Lack{
				Reason: because("The provider refuses this region before it plans anything, and another would replace the widget.", "turnstile_widget of provider 4.52.8"),
				Only:   func(v any) bool { return v == "china" }, Effect: schema.Outside,
			}}},
		{Name: "bot_fight_mode", Doc: "Programs get work that is expensive to do.", Type: cty.Bool},
		{Name: "offlabel", Doc: "It does not show who made it.", Type: cty.Bool},
		{Name: "clearance_level", Doc: "What who passed it need not do again on the zone: no_clearance, jschallenge, managed, interactive.", Type: cty.String, Enum: []string{"no_clearance", "jschallenge", "managed", "interactive"},
			V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no argument for it.", schema4), Harmless: "no_clearance"}}},
		{Name: "ephemeral_id", Doc: "Whoever asks gets an id of the visitor.", Type: cty.Bool,
			V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no argument for it.", schema4), Harmless: false}}},
		{Name: "secret", Doc: "What whoever asks about an answer shows. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
	},
	Recreate: schema.Way{Script: "access"},
	V4: schema.Resource{
		Type: "cloudflare_turnstile_widget", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		Gaps:  []schema.Gap{newSitekey},
	},
	V5: schema.Resource{
		Type: "cloudflare_turnstile_widget", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		Gaps:  []schema.Gap{newSitekey},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/challenges/widgets", Paging: schema.ByPage, PerPage: 1000, Permission: "Turnstile Sites Read",
		ID:       "sitekey",
		Create:   schema.Request{Method: "POST", Path: "/accounts/{account_id}/challenges/widgets"},
		Update:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/challenges/widgets/{id}"},
		ReadOnly: []string{"secret"},
	},
}

// newSitekey is about the pages, and whoever asks for them.
var newSitekey = schema.Gap{
	Name: "new-sitekey", Effect: schema.Lossy,
	When: func(o *schema.Object) []string {
		if o.ID == "" {
			return []string{"its sitekey and secret"}
		}
		return []string{"the sitekey " + o.ID + " and its secret"}
	},
	Reason: because("A widget that is made again has another sitekey and another secret. The pages that have the old sitekey let nobody pass.", "https://developers.cloudflare.com/turnstile/get-started/"),
	Way:    byHand("Put the new sitekey into the pages that show the widget, and the new secret into the worker or program that asks about the answers; the Turnstile dashboard has both."),
}
