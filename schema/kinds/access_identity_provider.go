package kinds

import (
	"slices"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var accessIdentityProvider = &schema.Kind{
	Name:    "access_identity_provider",
	Doc:     "An identity provider: where people sign in before Access lets them pass.",
	Parent:  "account",
	Section: "access_identity_providers",
	Key:     []string{"name", "distinct"},
	ID:      schema.UUID,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
		distinct,
		{Name: "type", Doc: "What it is.", Type: cty.String, Required: true, Enum: []string{
			"azureAD", "centrify", "cloudflare", "facebook", "github", "google", "google-apps", "linkedin", "oidc", "okta", "onelogin", "onetimepin", "pingone", "saml", "yandex",
		}},
		{Name: "config", Doc: "How Access reaches it; a provider of type onetimepin needs nothing.", Default: map[string]any{}, V4: schema.Form{Block: true}, Fields: []schema.Field{
			{Name: "client_id", Doc: "What Access is there.", Type: cty.String},
			{Name: "client_secret", Doc: "How Access proves it. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
			{Name: "api_token", Doc: "A token for the API of the provider. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
			{Name: "apps_domain", Doc: "The domain of the company (google-apps).", Type: cty.String},
			{Name: "attributes", Doc: "SAML attributes that rules may use and the token carries (saml).", Type: cty.String, Many: schema.ListOf},
			{Name: "auth_url", Doc: "Its authorization endpoint (oidc).", Type: cty.String},
			{Name: "authorization_server_id", Doc: "The authorization server (okta).", Type: cty.String},
			{Name: "centrify_account", Doc: "The address of the account (centrify).", Type: cty.String},
			{Name: "centrify_app_id", Doc: "The id of the application (centrify).", Type: cty.String},
			{Name: "certs_url", Doc: "Where its signing keys are (oidc).", Type: cty.String},
			{Name: "claims", Doc: "OIDC claims that rules may use and the token carries.", Type: cty.String, Many: schema.ListOf},
			{Name: "conditional_access_enabled", Doc: "Authentication contexts are loaded (azureAD).", Type: cty.Bool},
			{Name: "directory_id", Doc: "The id of the directory (azureAD).", Type: cty.String},
			{Name: "email_attribute_name", Doc: "The SAML attribute with the e-mail address (saml).", Type: cty.String},
			{Name: "email_claim_name", Doc: "The claim with the e-mail address.", Type: cty.String},
			newOn5("enable_encryption", "Assertions are encrypted (saml).", false),
			{Name: "header_attributes", Doc: "SAML attributes that become headers (saml).", Many: schema.ListOf, V4: schema.Form{Lack: lack("The resource has no headers of SAML attributes.", schema4)}, Fields: []schema.Field{
				{Name: "attribute_name", Doc: "The attribute.", Type: cty.String},
				{Name: "header_name", Doc: "The header.", Type: cty.String},
			}},
			{Name: "idp_public_certs", Doc: "The certificates that its assertions are signed with (saml).", Type: cty.String, Many: schema.ListOf,
				V4: schema.Form{
					Name:   "idp_public_cert",
					Encode: func(_ *schema.Object, v any) any { return first(v) },
					Decode: func(any) any { return nil }, // it is not the certificate
				}},
			{Name: "issuer_url", Doc: "What it calls itself (saml).", Type: cty.String},
			{Name: "okta_account", Doc: "The address of the account (okta).", Type: cty.String},
			{Name: "onelogin_account", Doc: "The address of the account (onelogin).", Type: cty.String},
			{Name: "ping_env_id", Doc: "The id of the environment (pingone).", Type: cty.String},
			{Name: "pkce_enabled", Doc: "Codes are proved by PKCE.", Type: cty.Bool},
			{Name: "prompt", Doc: "What people are asked each time (azureAD): login, select_account, none.", Type: cty.String, Enum: []string{"login", "select_account", "none"},
				V4: schema.Form{Lack: lack("The resource has no prompt.", schema4)}},
			newOn5("restrict_to_account_members", "Only members of the account can sign in (cloudflare).", false),
			{Name: "scopes", Doc: "The OAuth scopes that are asked for (oidc).", Type: cty.String, Many: schema.ListOf},
			{Name: "sign_request", Doc: "Requests are signed (saml).", Type: cty.Bool},
			{Name: "sso_target_url", Doc: "Where requests go (saml).", Type: cty.String},
			{Name: "support_groups", Doc: "The groups of people are loaded (azureAD, google-apps).", Type: cty.Bool},
			{Name: "token_url", Doc: "Its token endpoint (oidc).", Type: cty.String},
		}},
		{Name: "scim_config", Doc: "What the provider may change by SCIM.", V4: schema.Form{Block: true}, Fields: []schema.Field{
			{Name: "enabled", Doc: "SCIM is on.", Type: cty.Bool},
			{Name: "identity_update_behavior", Doc: "What a change does to a session: automatic, reauth, no_action.", Type: cty.String, Enum: []string{"automatic", "reauth", "no_action"}},
			{Name: "seat_deprovision", Doc: "People who go lose their seat.", Type: cty.Bool},
			{Name: "user_deprovision", Doc: "People who go lose their sessions.", Type: cty.Bool},
			{Name: "group_member_deprovision", Doc: "People who leave a group lose their sessions; identity_update_behavior took its place.", Type: cty.Bool,
				V5: schema.Form{Lack: &schema.Lack{Reason: because("identity_update_behavior took its place.", schema5), Harmless: false}}},
			{Name: "secret", Doc: "What the provider proves itself with. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
		}},
		newOn5("read_only", "Nobody can change or remove it by the API.", false),
		{Name: "saml_certificate_set_id", Doc: "The certificates that assertions are encrypted for, by their id (saml).", Type: cty.String,
			V4: schema.Form{Lack: lack("The resource does not know encrypted assertions.", schema4)}},
	},
	Recreate: schema.Way{Script: "access"},
	Before:   zeroTrust,
	V4: schema.Resource{
		Type: "cloudflare_zero_trust_access_identity_provider", Aliases: []string{"cloudflare_access_identity_provider"},
		ImportID:  "{account_id}/{id}",
		Given:     accountGiven,
		Elsewhere: inZone,
		Unread: []schema.Unread{{Attr: "config[0].client_secret", Vague: true, Reason: because(
			"It is never read back, and stands in no configuration; a state that has it would be updated, and the provider lose it.", measured4)}},
		UnreadFor: func(o *schema.Object) []schema.Unread {
			if len(certificates(o)) == 0 {
				return nil
			}
			return []schema.Unread{{Attr: "config[0].idp_public_cert", Reason: because("The provider keeps a row of asterisks in the place of the certificate.", "access_identity_provider of provider 4.52.8"), Vague: true}}
		},
		Gaps: []schema.Gap{
			{
				Name: "unknown-type", Effect: schema.Outside,
				Reason: because("The provider refuses this type before it plans anything.", "access_identity_provider of provider 4.52.8"),
				When:   func(o *schema.Object) []string { return is(o, "type", "cloudflare") },
			},
			needsSecret,
			scimSecret,
			{
				Name: "several-certificates", Effect: schema.Lossy, Field: "config",
				Reason: because("The resource has one certificate; it is made with the first.", schema4),
				When: func(o *schema.Object) []string {
					if len(certificates(o)) > 1 {
						return []string{"config idp_public_certs"}
					}
					return nil
				},
			},
		},
	},
	V5: schema.Resource{
		Type:     "cloudflare_zero_trust_access_identity_provider",
		ImportID: "accounts/{account_id}/{id}",
		Given:    accountGiven,
		UnreadFor: func(o *schema.Object) []schema.Unread {
			if slices.Contains(withoutSecret, o.Text("type")) {
				return nil
			}
			return []schema.Unread{{Attr: "config.client_secret", Reason: because("It is read back as a row of asterisks, and stands in no configuration.", measured5), Vague: true}}
		},
		Gaps: []schema.Gap{
			needsSecret,
			scimSecret,
			{
				Name: "certificate-set", Effect: schema.Premade,
				Reason: because("It names the certificates for encrypted assertions by their id, and those are made for a provider that is already there.", "the documentation of cloudflare_zero_trust_access_identity_provider in 5.22.0"),
				When:   func(o *schema.Object) []string { return has(o, "saml_certificate_set_id") },
			},
		},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/access/identity_providers", Paging: schema.ByPage, Permission: "Access: Organizations, Identity Providers, and Groups Read",
		Off: accessOff, ReadOnly: []string{"config.redirect_url", "scim_config.scim_base_url", "saml_certificate_set"},
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/access/identity_providers"},
		Update: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/access/identity_providers/{id}"},
		Secrets: func(o *schema.Object) []string {
			if slices.Contains(withoutSecret, o.Text("type")) {
				return nil
			}
			return []string{"config.client_secret"}
		},
	},
}

// withoutSecret are the types that Access reaches without proving who it is.
var withoutSecret = []string{"onetimepin", "saml", "cloudflare"}

var needsSecret = schema.Gap{
	Name: "needs-secret", Effect: schema.Premade,
	Reason: because("A provider of this type cannot be created without its client secret, and secrets are never Terraform's to set.", "https://developers.cloudflare.com/cloudflare-one/identity/idp-integration/"),
	When: func(o *schema.Object) []string {
		if slices.Contains(withoutSecret, o.Text("type")) {
			return nil
		}
		return []string{"type " + o.Text("type")}
	},
}

var scimSecret = schema.Gap{
	Name: "scim-secret", Effect: schema.Lossy,
	Reason: because("A provider that is made again has another secret for SCIM.", "the documentation of cloudflare_zero_trust_access_identity_provider in 5.22.0"),
	Way:    byHand("Give the new SCIM secret to the identity provider: Zero Trust dashboard, Settings, Authentication, refresh the secret."),
	When: func(o *schema.Object) []string {
		if scim, _ := o.Fields["scim_config"].(map[string]any); scim["enabled"] == true {
			return []string{"scim_config"}
		}
		return nil
	},
}

func certificates(provider *schema.Object) []any {
	config, _ := provider.Fields["config"].(map[string]any)
	certs, _ := config["idp_public_certs"].([]any)
	return certs
}

// newOn5 is a switch that provider 4 does not know; off is lost without loss.
func newOn5(name, doc string, harmless any) schema.Field {
	return schema.Field{Name: name, Doc: doc, Type: cty.Bool,
		V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no "+name+".", schema4), Harmless: harmless}}}
}

// first is the first value of a list, nil when there is none.
func first(v any) any {
	if list, _ := v.([]any); len(list) > 0 {
		return list[0]
	}
	return nil
}

// is finds a field that has one of the values.
func is(o *schema.Object, field string, values ...string) []string {
	if slices.Contains(values, o.Text(field)) {
		return []string{field + " " + o.Text(field)}
	}
	return nil
}

// has finds the fields that are set.
func has(o *schema.Object, fields ...string) []string {
	var out []string
	for _, f := range fields {
		if _, set := o.Fields[f]; set {
			out = append(out, f)
		}
	}
	return out
}
