package kinds

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// The sorts of types.
var (
	selfHosted  = []string{"self_hosted", "ssh", "vnc", "rdp", "mcp_portal"}
	appLauncher = []string{"app_launcher"}
	withTile    = []string{"self_hosted", "ssh", "vnc", "rdp", "saas", "bookmark"}
	withSession = []string{"saas", "dash_sso", "self_hosted", "ssh", "vnc", "rdp", "app_launcher", "warp", "mcp_portal", "mcp", "proxy_endpoint"}
)

// takenBy are the types that take a field; every other field is for all of
// them. Provider 5 refuses an argument that the type does not take, also where
// it only repeats what the API says.
var takenBy = map[string][]string{
	"domain":                          {"self_hosted", "ssh", "vnc", "rdp", "mcp_portal", "bookmark", "proxy_endpoint"},
	"destinations":                    {"self_hosted", "ssh", "vnc", "rdp", "mcp_portal", "mcp"},
	"session_duration":                withSession,
	"auto_redirect_to_identity":       {"self_hosted", "ssh", "vnc", "rdp", "mcp_portal", "mcp", "saas", "dash_sso", "app_launcher", "warp", "biso", "proxy_endpoint"},
	"allow_authenticate_via_warp":     {"self_hosted", "ssh", "vnc", "rdp", "saas", "dash_sso"},
	"app_launcher_visible":            withTile,
	"enable_binding_cookie":           selfHosted,
	"http_only_cookie_attribute":      selfHosted,
	"path_cookie_attribute":           selfHosted,
	"same_site_cookie_attribute":      selfHosted,
	"allow_iframe":                    selfHosted,
	"skip_interstitial":               selfHosted,
	"service_auth_401_redirect":       selfHosted,
	"options_preflight_bypass":        selfHosted,
	"read_service_tokens_from_header": selfHosted,
	"cors_headers":                    selfHosted,
	"mfa_config":                      {"self_hosted", "ssh", "vnc", "rdp"},
	"app_launcher_logo_url":           appLauncher,
	"bg_color":                        appLauncher,
	"header_bg_color":                 appLauncher,
	"skip_app_launcher_login_page":    appLauncher,
	"footer_links":                    appLauncher,
	"landing_page_design":             appLauncher,
}

// takes says whether the type of an application takes a field.
func takes(o *schema.Object, field string) bool {
	types := takenBy[field]
	return types == nil || slices.Contains(types, cmp.Or(o.Text("type"), "self_hosted"))
}

// alwaysTold says whether the API tells the switches of an application also
// where nobody set them.
func alwaysTold(o *schema.Object) bool {
	return slices.Contains(selfHosted, cmp.Or(o.Text("type"), "self_hosted"))
}

// ifTaken writes a value for the types that take it.
func ifTaken(field string) func(*schema.Object, any) any {
	return func(o *schema.Object, v any) any {
		if takes(o, field) {
			return v
		}
		return nil
	}
}

// destinations5 says what sort a destination is, which the provider takes for
// granted and plans to add.
func destinations5(o *schema.Object, v any) any {
	list, ok := ifTaken("destinations")(o, v).([]any)
	if !ok {
		return nil
	}
	out := make([]any, len(list))
	for i := range list {
		d := maps.Clone(list[i].(map[string]any))
		if d["type"] == nil {
			d["type"] = "public"
		}
		out[i] = d
	}
	return out
}

var applicationTypes = []string{
	"app_launcher", "biso", "bookmark", "dash_sso", "infrastructure", "mcp", "mcp_portal", "proxy_endpoint", "rdp", "saas", "self_hosted", "ssh", "vnc", "warp",
}

var accessApplication = &schema.Kind{
	Name:    "access_application",
	Doc:     "An Access application: what people and programs must pass Access to reach.",
	Parent:  "account",
	Section: "access_applications",
	Key:     []string{"name", "distinct"},
	ID:      schema.UUID,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
		distinct,
		{Name: "type", Doc: "What it is.", Type: cty.String, Default: "self_hosted", Decides: true, Enum: applicationTypes},
		{Name: "domain", Doc: "The host name and path that people see; the first destination.", Type: cty.String,
			V4: schema.Form{Encode: ifTaken("domain"), Ignore: unreadApplication}, V5: schema.Form{Encode: ifTaken("domain")}},
		{Name: "destinations", Doc: "What it protects.", Many: schema.ListOf,
			V4: schema.Form{Block: true, Ignore: unreadApplication}, V5: schema.Form{Encode: destinations5},
			Fields: []schema.Field{
				{Name: "type", Doc: "public, private, or via_mcp_server_portal.", Type: cty.String, Default: "public", Decides: true, Enum: []string{"public", "private", "via_mcp_server_portal"}},
				{Name: "uri", Doc: "Host name and path (public).", Type: cty.String},
				{Name: "hostname", Doc: "The host name (private).", Type: cty.String},
				{Name: "cidr", Doc: "The network (private).", Type: cty.String},
				{Name: "port_range", Doc: "The port or ports (private).", Type: cty.String},
				{Name: "l4_protocol", Doc: "tcp or udp (private).", Type: cty.String, Enum: []string{"tcp", "udp"}},
				{Name: "vnet_id", Doc: "The virtual network, by its id (private).", Type: cty.String},
				{Name: "mcp_server_id", Doc: "The MCP server, by its id.", Type: cty.String, V4: schema.Form{Lack: lack("The resource has no destination of that sort.", schema4)}},
			}},
		{Name: "policies", Doc: "The reusable policies that decide, by name; a policy of this application alone says so itself.", Many: schema.ListOf, Short: "policy",
			V4: schema.Form{Encode: orderedPolicies, Decode: readPolicies, Ignore: unreadApplication}, V5: schema.Form{Encode: orderedLinks},
			API: &schema.Form{Encode: orderedLinks, Sift: without(func(policy map[string]any) bool { return policy["reusable"] == false })},
			Fields: []schema.Field{
				{Name: "policy", Doc: "The policy.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "access_policy", By: "id"}, V5: schema.Form{Name: "id"}},
				{Name: "precedence", Doc: "Its place, from 1; the place in this list when nothing is said.", Type: cty.Number},
			}},
		{Name: "allowed_idps", Doc: "The identity providers that people can come by; all when nothing is said.", Type: cty.String, Many: schema.SetOf, Ref: &schema.Ref{Kind: "access_identity_provider", By: "id"}},
		{Name: "session_duration", Doc: "How long a session lasts: 24h.", Type: cty.String, V5: schema.Form{Encode: ifTaken("session_duration")}},
		{Name: "auto_redirect_to_identity", Doc: "People go to the only identity provider at once.", Type: cty.Bool, Default: false, V5: schema.Form{Encode: func(o *schema.Object, v any) any {
			if alwaysTold(o) || o.Fields["auto_redirect_to_identity"] != nil {
				return ifTaken("auto_redirect_to_identity")(o, v)
			}
			return nil
		}}},
		{Name: "allow_authenticate_via_warp", Doc: "A WARP session is enough.", Type: cty.Bool, V5: schema.Form{Encode: ifTaken("allow_authenticate_via_warp")}},
		{Name: "app_launcher_visible", Doc: "It has a tile in the App Launcher.", Type: cty.Bool, V5: schema.Form{Encode: ifTaken("app_launcher_visible")}},
		{Name: "logo_url", Doc: "The picture on the tile.", Type: cty.String},
		{Name: "tags", Doc: "The tags it is found by.", Type: cty.String, Many: schema.SetOf},
		{Name: "custom_deny_message", Doc: "What people read who may not pass.", Type: cty.String},
		{Name: "custom_deny_url", Doc: "Where people go who may not pass, because of who they are.", Type: cty.String},
		{Name: "custom_non_identity_deny_url", Doc: "Where those go who may not pass for another reason.", Type: cty.String},
		{Name: "custom_pages", Doc: "The custom pages it shows, by their ids.", Type: cty.String, Many: schema.ListOf},
		{Name: "enable_binding_cookie", Doc: "A second cookie binds the token to the browser.", Type: cty.Bool, Default: false, V5: schema.Form{Encode: ifTaken("enable_binding_cookie")}},
		{Name: "http_only_cookie_attribute", Doc: "Scripts cannot read the cookie.", Type: cty.Bool, Default: true, V4: schema.Form{Encode: ifTaken("http_only_cookie_attribute")}, V5: schema.Form{Encode: ifTaken("http_only_cookie_attribute")}},
		{Name: "path_cookie_attribute", Doc: "The cookie holds for the path only.", Type: cty.Bool,
			V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no path_cookie_attribute.", schema4), Harmless: false}}, V5: schema.Form{Encode: ifTaken("path_cookie_attribute")}},
		{Name: "same_site_cookie_attribute", Doc: "What other sites may do with the cookie: none, lax, strict.", Type: cty.String, Enum: []string{"none", "lax", "strict"}, V5: schema.Form{Encode: ifTaken("same_site_cookie_attribute")}},
		{Name: "allow_iframe", Doc: "Other sites may show it in a frame.", Type: cty.Bool,
			V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no allow_iframe.", schema4), Harmless: false}}, V5: schema.Form{Encode: ifTaken("allow_iframe")}},
		{Name: "skip_interstitial", Doc: "No page in between for command lines.", Type: cty.Bool, V5: schema.Form{Encode: ifTaken("skip_interstitial")}},
		{Name: "service_auth_401_redirect", Doc: "Programs that may not pass get 401 and no login page.", Type: cty.Bool, V5: schema.Form{Encode: ifTaken("service_auth_401_redirect")}},
		{Name: "options_preflight_bypass", Doc: "OPTIONS requests pass.", Type: cty.Bool, Default: false, V5: schema.Form{Encode: ifTaken("options_preflight_bypass")}},
		{Name: "read_service_tokens_from_header", Doc: "The one header that may carry a service token.", Type: cty.String,
			V4: schema.Form{Lack: lack("The resource has no read_service_tokens_from_header.", schema4)}, V5: schema.Form{Encode: ifTaken("read_service_tokens_from_header")}},
		{Name: "cors_headers", Doc: "What other sites may ask.", V4: schema.Form{Block: true, Ignore: unreadApplication}, V5: schema.Form{Encode: ifTaken("cors_headers")}, Fields: []schema.Field{
			{Name: "allow_all_headers", Doc: "Any header.", Type: cty.Bool},
			{Name: "allow_all_methods", Doc: "Any method.", Type: cty.Bool},
			{Name: "allow_all_origins", Doc: "Any site.", Type: cty.Bool},
			{Name: "allow_credentials", Doc: "With cookies.", Type: cty.Bool},
			{Name: "allowed_headers", Doc: "These headers.", Type: cty.String, Many: schema.SetOf},
			{Name: "allowed_methods", Doc: "These methods.", Type: cty.String, Many: schema.SetOf},
			{Name: "allowed_origins", Doc: "These sites.", Type: cty.String, Many: schema.SetOf},
			{Name: "max_age", Doc: "Seconds that the answer is good for.", Type: cty.Number},
		}},
		mfaConfig(ifTaken("mfa_config")),
		{Name: "oauth_configuration", Doc: "Clients may get tokens for it by OAuth.", V4: schema.Form{Lack: lack("The resource does not know OAuth clients.", schema4)}, Fields: []schema.Field{
			{Name: "enabled", Doc: "They may.", Type: cty.Bool},
			{Name: "dynamic_client_registration", Doc: "Clients may register themselves.", Fields: []schema.Field{
				{Name: "enabled", Doc: "They may.", Type: cty.Bool},
				{Name: "allow_any_on_localhost", Doc: "With any address on localhost.", Type: cty.Bool},
				{Name: "allow_any_on_loopback", Doc: "With any address on a loopback network.", Type: cty.Bool},
				{Name: "allowed_uris", Doc: "With these addresses.", Type: cty.String, Many: schema.ListOf},
			}},
			{Name: "grant", Doc: "What they get.", Fields: []schema.Field{
				{Name: "access_token_lifetime", Doc: "How long a token lasts.", Type: cty.String},
				{Name: "session_duration", Doc: "How long it can be renewed.", Type: cty.String},
			}},
		}},
		saasApp,
		scimConfig,
		{Name: "target_criteria", Doc: "The targets that people reach (infrastructure, rdp).", Many: schema.ListOf,
			V4: schema.Form{Block: true, Ignore: reason("The provider reads the attributes of a target in an order of chance.", "access_application of provider 4.52.8")},
			Fields: []schema.Field{
				{Name: "port", Doc: "The port.", Type: cty.Number, Required: true},
				{Name: "protocol", Doc: "SSH or RDP.", Type: cty.String, Required: true, Enum: []string{"SSH", "RDP"}},
				{Name: "target_attributes", Doc: "What a target must have.", Many: schema.ListOf, Required: true, V4: schema.Form{Block: true},
					V5: schema.Form{Encode: attributeMap, Decode: readAttributeMap},
					Fields: []schema.Field{
						{Name: "name", Doc: "The attribute: hostname.", Type: cty.String, Required: true},
						{Name: "values", Doc: "Its values.", Type: cty.String, Many: schema.ListOf, Required: true},
					}},
			}},
		{Name: "app_launcher_logo_url", Doc: "The picture of the App Launcher (app_launcher).", Type: cty.String, V5: schema.Form{Encode: ifTaken("app_launcher_logo_url")}},
		{Name: "bg_color", Doc: "Its background (app_launcher).", Type: cty.String, V5: schema.Form{Encode: ifTaken("bg_color")}},
		{Name: "header_bg_color", Doc: "The background of its header (app_launcher).", Type: cty.String, V5: schema.Form{Encode: ifTaken("header_bg_color")}},
		{Name: "skip_app_launcher_login_page", Doc: "No page before the login (app_launcher).", Type: cty.Bool, V5: schema.Form{Encode: ifTaken("skip_app_launcher_login_page")}},
		{Name: "footer_links", Doc: "The links below (app_launcher).", Many: schema.ListOf, V4: schema.Form{Block: true, Ignore: unreadApplication}, V5: schema.Form{Encode: ifTaken("footer_links")}, Fields: []schema.Field{
			{Name: "name", Doc: "The text.", Type: cty.String, Required: true},
			{Name: "url", Doc: "The address.", Type: cty.String, Required: true},
		}},
		{Name: "landing_page_design", Doc: "The page before the login (app_launcher).", V4: schema.Form{Block: true, Ignore: unreadApplication}, V5: schema.Form{Encode: ifTaken("landing_page_design")}, Fields: []schema.Field{
			{Name: "title", Doc: "The heading.", Type: cty.String},
			{Name: "message", Doc: "The text.", Type: cty.String},
			{Name: "image_url", Doc: "The picture.", Type: cty.String},
			{Name: "button_color", Doc: "The colour of the button.", Type: cty.String},
			{Name: "button_text_color", Doc: "The colour of its text.", Type: cty.String},
		}},
	},
	Covers: func(o *schema.Object) []string {
		if !slices.Contains(selfHosted, cmp.Or(o.Text("type"), "self_hosted")) {
			return nil // a bookmark, or somebody else's host
		}
		hosts := []string{o.Text("domain")}
		for _, d := range entries(o, "destinations") {
			if uri, ok := d["uri"].(string); ok {
				hosts = append(hosts, uri)
			}
		}
		return hosts
	},
	Check: func(o *schema.Object, report schema.Report) {
		own := ownPolicies(o)
		for i, v := range o.Values("policies") {
			link, _ := v.(map[string]any)
			name, _ := link["policy"].(string)
			if slices.ContainsFunc(own, func(p *schema.Object) bool { return p.Name == name }) {
				report(schema.CodeBadValue, []any{"policies", i}, fmt.Sprintf("%q belongs to this application and says so itself. Only reusable policies are listed here.", name))
			}
		}
	},
	Extras:   applicationTags,
	Recreate: schema.Way{Script: "access"},
	Before:   zeroTrust,
	V4: schema.Resource{
		Type: "cloudflare_zero_trust_access_application", Aliases: []string{"cloudflare_access_application"},
		Elsewhere: inZone,
		ImportID:  "{account_id}/{id}",
		Given:     accountGiven,
		UnreadFor: func(o *schema.Object) []schema.Unread {
			out := unreadAuthentication(o, "scim_config[0].authentication")
			for _, f := range []string{"app_launcher_visible", "session_duration"} {
				if _, said := o.Fields[f]; !said || !takes(o, f) {
					out = append(out, schema.Unread{Attr: f, Reason: because("The provider takes a value for granted that an application may not have.", measured4), Vague: true})
				}
			}
			return out
		},
		Gaps: append([]schema.Gap{
			{
				Name: "unknown-type", Effect: schema.Outside,
				Reason: because("The provider refuses this type before it plans anything.", "access_application of provider 4.52.8"),
				When:   func(o *schema.Object) []string { return is(o, "type", "rdp", "mcp", "mcp_portal", "proxy_endpoint") },
			},
			{
				Name: "attribute-by-provider", Effect: schema.Outside,
				Reason: because("The API lists the names by identity provider where the provider expects a mapping, so it cannot read the application.", "the resource schemas of providers 4.52.8 and 5.22.0"),
				When:   func(o *schema.Object) []string { return byProvider(o, "custom_attributes") },
			},
		}, applicationGaps...),
	},
	V5: schema.Resource{
		Type:     "cloudflare_zero_trust_access_application",
		ImportID: "accounts/{account_id}/{id}",
		Given:    accountGiven,
		UnreadFor: func(o *schema.Object) []schema.Unread {
			out := unreadAuthentication(o, "scim_config.authentication")
			if len(ownPolicies(o)) > 0 {
				out = append(out, schema.Unread{Attr: "policies", Reason: because("The policies of this application alone are read back among the reusable ones, with nothing but id and precedence.", measured5), Vague: true})
			}
			if takes(o, "auto_redirect_to_identity") && !alwaysTold(o) && o.Fields["auto_redirect_to_identity"] == nil {
				out = append(out, schema.Unread{Attr: "auto_redirect_to_identity", Reason: because("The API may say that it is off where nobody set it, and its removal would be planned.", measured5)})
			}
			for _, f := range slices.Sorted(maps.Keys(takenBy)) {
				if _, said := o.Fields[f]; (said || f == "app_launcher_visible") && !takes(o, f) {
					out = append(out, schema.Unread{Attr: f, Reason: because("The API says it of an application of this type, and the provider refuses it in a configuration.", measured5)})
				}
			}
			return out
		},
		Gaps: append([]schema.Gap{{
			Name: "rules-that-look-alike", Effect: schema.Outside,
			Reason: because("Reading an application with a policy of which two rules look the same to the provider makes it panic, and the whole plan fails. Rules on the risk of people and on the members of an account look all the same to it there.", measured5),
			When:   alikeRules,
		}}, applicationGaps...),
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/access/apps", Paging: schema.ByPage, Permission: "Access: Apps and Policies Read",
		Create:   schema.Request{Method: "POST", Path: "/accounts/{account_id}/access/apps"},
		Update:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/access/apps/{id}"},
		Off:      accessOff,
		Takes:    map[string][]string{"policies": {"id", "precedence"}},
		Apart:    map[string]map[string]any{"policies": {"reusable": false}},
		ReadOnly: []string{"policies", "aud", "uid", "self_hosted_domains", "domain_type", "saas_app.client_id", "saas_app.public_key", "saas_app.sso_endpoint", "saas_app.idp_entity_id"},
	},
}

// unreadApplication is why the import on provider 4 leaves so much open.
var unreadApplication = reason("The provider reads it only into a state that has it already, which an import has not.", "access_application of provider 4.52.8")

var saasApp = schema.Field{
	Name: "saas_app", Doc: "How people sign in to a service elsewhere (saas).", V4: schema.Form{Block: true},
	Fields: []schema.Field{
		{Name: "auth_type", Doc: "saml or oidc.", Type: cty.String, Required: true, Enum: []string{"saml", "oidc"},
			V4: schema.Form{Encode: func(_ *schema.Object, v any) any {
				if v == "saml" {
					return nil // what it takes for granted and does not read back; a difference would replace the application
				}
				return v
			}}},
		{Name: "client_secret", Doc: "What the service proves itself with (oidc). It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
		{Name: "sp_entity_id", Doc: "What the service calls itself (saml).", Type: cty.String},
		{Name: "consumer_service_url", Doc: "Where assertions go (saml).", Type: cty.String},
		{Name: "name_id_format", Doc: "What the name identifier is (saml): email or id.", Type: cty.String, Enum: []string{"email", "id"}},
		{Name: "name_id_transform_jsonata", Doc: "How the name identifier is made, in JSONata (saml).", Type: cty.String},
		{Name: "saml_attribute_transform_jsonata", Doc: "How the attributes are made, in JSONata (saml).", Type: cty.String},
		{Name: "default_relay_state", Doc: "Where people land when nothing else is said (saml).", Type: cty.String},
		{Name: "custom_attributes", Doc: "What the assertion says beside (saml).", Many: schema.ListOf, V4: schema.Form{Name: "custom_attribute", Block: true}, Fields: []schema.Field{
			{Name: "name", Doc: "The attribute.", Type: cty.String},
			{Name: "friendly_name", Doc: "Its name for people.", Type: cty.String},
			{Name: "name_format", Doc: "The format of its name, a urn.", Type: cty.String},
			{Name: "required", Doc: "Nobody signs in without it.", Type: cty.Bool},
			{Name: "source", Doc: "Where it comes from.", Required: true, V4: schema.Form{Block: true}, Fields: []schema.Field{
				{Name: "name", Doc: "What the identity provider calls it.", Type: cty.String, Required: true},
				{Name: "name_by_idp", Doc: "What single identity providers call it.", Many: schema.ListOf,
					V4: schema.Form{Encode: func(*schema.Object, any) any { return nil }}, // such an application stays outside
					Fields: []schema.Field{
						{Name: "identity_provider", Doc: "The identity provider.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "access_identity_provider", By: "id"}, V5: schema.Form{Name: "idp_id"}},
						{Name: "source_name", Doc: "What it calls it.", Type: cty.String, Required: true},
					}},
			}},
		}},
		{Name: "redirect_uris", Doc: "Where people may be sent back to (oidc).", Type: cty.String, Many: schema.ListOf},
		{Name: "grant_types", Doc: "The flows that are allowed (oidc).", Type: cty.String, Many: schema.ListOf},
		{Name: "scopes", Doc: "What the service may learn (oidc).", Type: cty.String, Many: schema.ListOf},
		{Name: "app_launcher_url", Doc: "Where the tile leads (oidc).", Type: cty.String},
		{Name: "group_filter_regex", Doc: "Which groups are told (oidc).", Type: cty.String},
		{Name: "access_token_lifetime", Doc: "How long a token lasts (oidc).", Type: cty.String},
		{Name: "allow_pkce_without_client_secret", Doc: "PKCE alone is enough (oidc).", Type: cty.Bool},
		{Name: "refresh_token_options", Doc: "Tokens that renew (oidc).", V4: schema.Form{Block: true}, Fields: []schema.Field{
			{Name: "lifetime", Doc: "How long one lasts.", Type: cty.String},
		}},
		{Name: "hybrid_and_implicit_options", Doc: "What the authorization endpoint returns at once (oidc).", V4: schema.Form{Block: true}, Fields: []schema.Field{
			{Name: "return_access_token_from_authorization_endpoint", Doc: "An access token.", Type: cty.Bool},
			{Name: "return_id_token_from_authorization_endpoint", Doc: "An id token.", Type: cty.Bool},
		}},
		{Name: "custom_claims", Doc: "What the token says beside (oidc).", Many: schema.ListOf, V4: schema.Form{Name: "custom_claim", Block: true}, Fields: []schema.Field{
			{Name: "name", Doc: "The claim.", Type: cty.String},
			{Name: "scope", Doc: "The scope it comes with.", Type: cty.String},
			{Name: "required", Doc: "Nobody signs in without it.", Type: cty.Bool},
			{Name: "source", Doc: "Where it comes from.", Required: true, V4: schema.Form{Block: true}, Fields: []schema.Field{
				{Name: "name", Doc: "What the identity provider calls it.", Type: cty.String, Required: true},
				{Name: "name_by_idp", Doc: "What single identity providers call it, by their ids.", Type: cty.String, Many: schema.MapOf},
			}},
		}},
	},
}

var scimConfig = schema.Field{
	Name: "scim_config", Doc: "How people are provisioned to the service.", V4: schema.Form{Block: true},
	Fields: []schema.Field{
		{Name: "enabled", Doc: "They are.", Type: cty.Bool},
		{Name: "remote_uri", Doc: "Where the service takes them.", Type: cty.String, Required: true},
		{Name: "idp_uid", Doc: "The identity provider they come from.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "access_identity_provider", By: "id"}},
		{Name: "deactivate_on_delete", Doc: "People who go are set inactive and not deleted.", Type: cty.Bool},
		{Name: "authentication", Doc: "How Access proves who it is there, without the secrets.",
			V4: schema.Form{Block: true},
			Fields: []schema.Field{
				{Name: "scheme", Doc: "The scheme.", Type: cty.String, Required: true, Enum: []string{"httpbasic", "oauthbearertoken", "oauth2", "access_service_token"}},
				{Name: "user", Doc: "The user (httpbasic).", Type: cty.String},
				{Name: "password", Doc: "The password. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
				{Name: "token", Doc: "The token. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
				{Name: "client_id", Doc: "The client (oauth2, access_service_token).", Type: cty.String},
				{Name: "client_secret", Doc: "The secret. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
				{Name: "authorization_url", Doc: "The authorization endpoint (oauth2).", Type: cty.String},
				{Name: "token_url", Doc: "The token endpoint (oauth2).", Type: cty.String},
				{Name: "scopes", Doc: "The scopes that are asked for (oauth2).", Type: cty.String, Many: schema.ListOf},
			}},
		{Name: "mappings", Doc: "What is changed on the way.", Many: schema.ListOf, V4: schema.Form{Block: true}, Fields: []schema.Field{
			{Name: "schema", Doc: "The sort of resource, a urn.", Type: cty.String, Required: true},
			{Name: "enabled", Doc: "It is used.", Type: cty.Bool},
			{Name: "filter", Doc: "Which of them, as a SCIM filter.", Type: cty.String},
			{Name: "transform_jsonata", Doc: "How they are changed, in JSONata.", Type: cty.String},
			{Name: "strictness", Doc: "strict takes unknown values away, passthrough leaves them.", Type: cty.String, Enum: []string{"strict", "passthrough"}},
			{Name: "operations", Doc: "When.", V4: schema.Form{Block: true}, Fields: []schema.Field{
				{Name: "create", Doc: "When one comes.", Type: cty.Bool},
				{Name: "update", Doc: "When one changes.", Type: cty.Bool},
				{Name: "delete", Doc: "When one goes.", Type: cty.Bool},
			}},
		}},
	},
}

// unreadAuthentication ignores how Access proves who it is to a service, where
// it does.
func unreadAuthentication(o *schema.Object, attr string) []schema.Unread {
	if !provesItself(o) {
		return nil
	}
	return []schema.Unread{{Attr: attr, Reason: because("Its secrets are in no inventory, and a difference would send it without them.", "the documentation of cloudflare_zero_trust_access_application in 4.52.8 and 5.22.0"), Vague: true}}
}

func provesItself(o *schema.Object) bool {
	scim, _ := o.Fields["scim_config"].(map[string]any)
	return scim["authentication"] != nil
}

// applicationTags are the tags of an application, which is refused while one
// of them does not exist.
func applicationTags(o *schema.Object) []schema.Extra {
	var out []schema.Extra
	for _, v := range o.Values("tags") {
		name, _ := v.(string)
		out = append(out, schema.Extra{
			Kind: "access_tag", Name: name, Script: "access", Body: map[string]any{"name": name},
			Endpoint: schema.Endpoint{
				Path: "/accounts/{account_id}/access/tags", Paging: schema.ByPage, Permission: "Access: Apps and Policies Read", ID: "name",
				Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/access/tags"},
			},
		})
	}
	return out
}

// applicationGaps are the same on both targets.
var applicationGaps = []schema.Gap{
	{
		Name: "scim-secret", Effect: schema.Premade,
		Reason: because("Provisioning needs a secret of the service, and secrets are never Terraform's to set.", "https://developers.cloudflare.com/cloudflare-one/applications/configure-apps/saas-apps/"),
		When: func(o *schema.Object) []string {
			if provesItself(o) {
				return []string{"scim_config authentication"}
			}
			return nil
		},
	},
	{
		Name: "claim-by-provider", Effect: schema.Premade,
		Reason: because("The mapping names identity providers by their ids; an account that is rebuilt gives others.", schema5),
		When:   func(o *schema.Object) []string { return byProvider(o, "custom_claims") },
		Way:    byHand("Create the application in the Zero Trust dashboard, or write the new ids of the identity providers into the inventory and generate again."),
	},
	{
		Name: "foreign-id", Effect: schema.Premade,
		Reason: because("It names a custom page, a virtual network or an MCP server by its id; an account that is rebuilt gives another.", "the documentation of cloudflare_zero_trust_access_application in 5.22.0"),
		When: func(o *schema.Object) []string {
			out := has(o, "custom_pages")
			for i, v := range o.Values("destinations") {
				d, _ := v.(map[string]any)
				for _, f := range []string{"vnet_id", "mcp_server_id"} {
					if d[f] != nil {
						out = append(out, fmt.Sprintf("destinations[%d] %s", i, f))
					}
				}
			}
			return out
		},
		Way: byHand("Create what is named in the Zero Trust dashboard, write its new id into the inventory, and generate again."),
	},
	{
		Name: "tags", Effect: schema.Lossy,
		Reason: because("An application is refused while a tag of it does not exist, and tags are in no inventory.", "https://developers.cloudflare.com/cloudflare-one/applications/configure-apps/custom-tags/"),
		When: func(o *schema.Object) []string {
			var out []string
			for _, v := range o.Values("tags") {
				out = append(out, fmt.Sprintf("tag %v", v))
			}
			return out
		},
	},
	{
		Name: "new-client", Effect: schema.Lossy,
		Reason: because("An OIDC application that is made again has another client id and secret.", "the documentation of cloudflare_zero_trust_access_application in 5.22.0"),
		Way:    byHand("Give the new client id and secret to the service; `terraform show -json rebuild.tfstate` has both once the application is made."),
		When: func(o *schema.Object) []string {
			if saas, _ := o.Fields["saas_app"].(map[string]any); saas["auth_type"] == "oidc" {
				return []string{"saas_app"}
			}
			return nil
		},
	},
}

// ownPolicies are the policies that belong to an application alone.
func ownPolicies(o *schema.Object) []*schema.Object {
	var out []*schema.Object
	for _, p := range o.Account().Children {
		if p.Kind.Name == "access_policy" && p.Text("application") == o.Name {
			out = append(out, p)
		}
	}
	return out
}

// alikeRules finds the policies of an application with a list in which two
// rules look the same to provider 5, which knows fewer sorts of rules there.
func alikeRules(o *schema.Object) []string {
	linked := map[string]bool{}
	for _, link := range entries(o, "policies") {
		name, _ := link["policy"].(string)
		linked[name] = true
	}
	var out []string
	for _, p := range o.Account().Children {
		if p.Kind.Name != "access_policy" || p.Text("application") != o.Name && (ofOneApplication(p) || !linked[p.Name]) {
			continue
		}
		for _, list := range ruleLists {
			seen := map[string]bool{}
			for _, rule := range entries(p, list) {
				for _, unknown := range []string{"user_risk_score", "cloudflare_account_member"} {
					if _, is := rule[unknown]; is {
						rule = nil
					}
				}
				key := fmt.Sprint(rule)
				if seen[key] {
					out = append(out, fmt.Sprintf("%s of policy %s", list, p.Text("name")))
				}
				seen[key] = true
			}
		}
	}
	return once(out)
}

// orderedPolicies is what provider 4 has: the policies in the order of their
// places.
func orderedPolicies(_ *schema.Object, v any) any {
	var out []any
	for _, link := range byPlace(v) {
		out = append(out, link["policy"])
	}
	return out
}

// orderedLinks is what provider 5 has: the links in the order of their places,
// which is how it reads them back.
func orderedLinks(_ *schema.Object, v any) any {
	out := []any{}
	for _, link := range byPlace(v) {
		made := map[string]any{"id": link["policy"]}
		if p, said := link["precedence"]; said {
			made["precedence"] = p
		}
		out = append(out, made)
	}
	return out
}

// byPlace sorts the links to policies by their places.
func byPlace(v any) []map[string]any {
	list, _ := v.([]any)
	links := slices.Clone(list)
	place := func(i int) float64 {
		m, _ := links[i].(map[string]any)
		switch p := m["precedence"].(type) {
		case int64:
			return float64(p)
		case float64:
			return p
		}
		return float64(i + 1)
	}
	order := make([]int, len(links))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(place(i), place(j)) })
	out := make([]map[string]any, 0, len(order))
	for _, i := range order {
		m, _ := links[i].(map[string]any)
		out = append(out, m)
	}
	return out
}

func readPolicies(v any) any {
	list, _ := v.([]any)
	var out []any
	for i, policy := range list {
		out = append(out, map[string]any{"policy": policy, "precedence": int64(i + 1)})
	}
	return out
}

func attributeMap(_ *schema.Object, v any) any {
	list, _ := v.([]any)
	out := map[string]any{}
	for _, a := range list {
		m, _ := a.(map[string]any)
		if name, isText := m["name"].(string); isText {
			out[name] = m["values"]
		}
	}
	return out
}

func readAttributeMap(v any) any {
	m, _ := v.(map[string]any)
	var out []any
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, map[string]any{"name": name, "values": m[name]})
	}
	return out
}

// byProvider finds the attributes or claims of a SaaS application that have a
// name for each identity provider.
func byProvider(o *schema.Object, list string) []string {
	saas, _ := o.Fields["saas_app"].(map[string]any)
	entries, _ := saas[list].([]any)
	var out []string
	for i, v := range entries {
		entry, _ := v.(map[string]any)
		source, _ := entry["source"].(map[string]any)
		if source["name_by_idp"] != nil {
			out = append(out, fmt.Sprintf("saas_app %s[%d] name_by_idp", list, i))
		}
	}
	return out
}
