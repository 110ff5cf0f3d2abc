package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var accessServiceToken = &schema.Kind{
	Name:    "access_service_token",
	Doc:     "A service token: what a program shows to pass Access. Its secret is told once, when it is made.",
	Parent:  "account",
	Section: "access_service_tokens",
	Key:     []string{"name", "distinct"},
	ID:      schema.UUID,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
		distinct,
		{Name: "duration", Doc: "How long it is good for: 8760h, or forever.", Type: cty.String},
		{Name: "client_id", Doc: "The id that programs show; a new token has another.", Type: cty.String, Local: true, Told: toldText("client_id")},
		{Name: "client_secret", Doc: "The secret that programs show. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
	},
	Recreate: schema.Way{Script: "access"},
	Before:   zeroTrust,
	V4: schema.Resource{
		Type: "cloudflare_zero_trust_access_service_token", Aliases: []string{"cloudflare_access_service_token"},
		ImportID: "{account_id}/{id}",
		Given:    accountGiven,
		Unread: []schema.Unread{{Attr: "min_days_for_renewal", Vague: true, Reason: because(
			"It says when Terraform renews the token, and is never read back; a state that has it would be updated.", measured4)}},
		Gaps: []schema.Gap{{
			Name: "new-secret", Effect: schema.Lossy,
			When:   func(*schema.Object) []string { return []string{"client_id", "client_secret"} },
			Reason: because("A token that is made again has another id and another secret.", "https://developers.cloudflare.com/cloudflare-one/identity/service-tokens/"),
			Way:    byHand("Give the new client id and secret to whatever uses the token; `terraform show -json rebuild.tfstate` has both once it is made."),
		}},
	},
	V5: schema.Resource{Absent: &schema.Lack{
		Reason: because("client_secret_version has a default that is not read back, so every plan changes it, ignored or not; that may rotate the secret.", measured5),
	}},
	API: schema.Endpoint{Path: "/accounts/{account_id}/access/service_tokens", Paging: schema.ByPage, Permission: "Access: Service Tokens Read",
		Off: accessOff, ReadOnly: []string{"client_id", "expires_at", "last_seen_at", "client_secret_version", "previous_client_secret_expires_at", "enabled"},
		Once:   &schema.Once{Fields: []string{"client_id", "client_secret"}, Lost: "its new secret was shown to nobody; rotate it in the Zero Trust dashboard to get one"},
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/access/service_tokens"},
		Update: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/access/service_tokens/{id}"},
	},
}
