package standin

import (
	"strings"
	"testing"
)

func TestAccessServiceTokenTellsItsSecretOnce(t *testing.T) {
	c := account(t)
	path := account1 + "/access/service_tokens"
	tok := c.must("POST", path, object{"name": "ci"}).(object)
	id, secret := text(tok, "id"), text(tok, "client_secret")
	if len(secret) != 64 {
		t.Errorf("client_secret %q", secret)
	}
	want := `{"id":"` + id + `","name":"ci","client_id":"` + text(tok, "client_id") + `","duration":"8760h","expires_at":"2027-01-01T00:00:00Z","last_seen_at":null,
		"client_secret_version":1,"enabled":true,"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}`
	same(t, "read", c.must("GET", path+"/"+id, nil), want)
	if got := c.must("POST", path+"/"+id+"/rotate", nil).(object); text(got, "client_secret") == secret || text(got, "client_secret") == "" {
		t.Errorf("rotated: %v", got)
	}
	same(t, "refreshed", c.must("POST", path+"/"+id+"/refresh", nil).(object)["expires_at"], `"2028-01-01T00:00:00Z"`)
	if strings.Contains(string(c.s.Dump()), secret) {
		t.Error("the secret is in the dump")
	}
}

func TestAccessProviderMasksItsSecret(t *testing.T) {
	c := account(t)
	path := account1 + "/access/identity_providers"
	p := c.must("POST", path, object{"name": "GH", "type": "github", "config": object{"client_id": "a", "client_secret": "s3cret"}}).(object)
	want := `{"id":"` + text(p, "id") + `","name":"GH","type":"github","config":{"client_id":"a","client_secret":"` + masked + `"}}`
	same(t, "created", p, want)
	before := c.s.Dump()
	same(t, "put back as it was read", c.must("PUT", path+"/"+text(p, "id"), object{"name": "GH", "type": "github", "config": object{"client_id": "a", "client_secret": masked}}), want)
	if string(before) != string(c.s.Dump()) {
		t.Error("the masked secret replaced the real one")
	}
	if strings.Contains(string(before), "s3cret") {
		t.Error("the secret is in the dump")
	}
	c.refused(400, 12130, "POST", path, object{"name": "x"})
}

func TestAccessApplication(t *testing.T) {
	c := account(t)
	base := account1 + "/access"
	c.refused(400, 12130, "POST", base+"/policies", object{"name": "p", "decision": "allow", "include": []any{object{"group": object{"id": "none"}}}})
	g := c.must("POST", base+"/groups", object{"name": "staff", "include": []any{object{"email_domain": object{"domain": "example.com"}}}}).(object)
	p := c.must("POST", base+"/policies", object{"name": "p", "decision": "allow", "include": []any{object{"group": object{"id": g["id"]}}}}).(object)
	pid := text(p, "id")
	same(t, "policy", p, `{"id":"`+pid+`","name":"p","decision":"allow","include":[{"group":{"id":"`+text(g, "id")+`"}}],"exclude":[],"require":[],
		"reusable":true,"session_duration":"24h","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}`)
	c.refused(400, 12130, "POST", base+"/apps", object{"name": "x", "type": "self_hosted"})
	c.refused(400, 12130, "POST", base+"/apps", object{"name": "x", "domain": "x.example.com", "policies": []any{"none"}})
	c.refused(400, 12130, "POST", base+"/apps", object{"name": "x", "domain": "x.example.com", "allowed_idps": []any{"none"}})

	app := c.must("POST", base+"/apps", object{"name": "admin", "domain": "admin.example.com", "policies": []any{pid}}).(object)
	id := text(app, "id")
	own := c.must("POST", base+"/apps/"+id+"/policies", object{"name": "own", "decision": "bypass", "precedence": 2, "include": []any{object{"everyone": object{}}}}).(object)
	got := c.must("GET", base+"/apps/"+id, nil).(object)
	var order []string
	for _, v := range list(got, "policies") {
		order = append(order, text(v.(object), "name"))
	}
	if strings.Join(order, " ") != "p own" {
		t.Errorf("policies %v", order)
	}
	delete(got, "policies")
	same(t, "application", got, `{"id":"`+id+`","aud":"`+text(app, "aud")+`","name":"admin","type":"self_hosted","domain":"admin.example.com",
		"destinations":[{"type":"public","uri":"admin.example.com"}],"self_hosted_domains":["admin.example.com"],"session_duration":"24h",
		"app_launcher_visible":true,"auto_redirect_to_identity":false,"enable_binding_cookie":false,"options_preflight_bypass":false,
		"http_only_cookie_attribute":true,"allowed_idps":[],"tags":[],"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}`)
	if got := c.must("GET", base+"/apps/"+id+"/policies", nil).([]any); len(got) != 2 {
		t.Errorf("policies of the application: %v", got)
	}
	c.refused(409, 12132, "DELETE", base+"/policies/"+pid, nil)
	c.must("PUT", base+"/apps/"+id, object{"name": "admin", "type": "self_hosted", "domain": "admin.example.com", "policies": []any{object{"id": own["id"], "precedence": 1}}})
	if got := c.must("GET", base+"/apps/"+id, nil).(object); len(list(got, "policies")) != 1 || got["aud"] != app["aud"] {
		t.Errorf("after an update: %v", got)
	}
	c.must("DELETE", base+"/apps/"+id, nil)
	c.refused(404, 11021, "GET", base+"/apps/"+id+"/policies", nil)
	c.must("DELETE", base+"/policies/"+pid, nil)
}

func TestAccessOfAZoneIsApart(t *testing.T) {
	c := account(t)
	c.must("POST", "/zones/"+zone1+"/access/groups", object{"name": "zone group"})
	if got := c.must("GET", account1+"/access/groups", nil).([]any); len(got) != 0 {
		t.Errorf("groups of the account: %v", got)
	}
	if got := c.must("GET", "/zones/"+zone1+"/access/groups", nil).([]any); len(got) != 1 {
		t.Errorf("groups of the zone: %v", got)
	}
}

func TestAccessOrganization(t *testing.T) {
	c := account(t)
	path := account1 + "/access/organizations"
	c.refused(404, 11020, "GET", path, nil)
	c.must("POST", path, object{"auth_domain": "acme.cloudflareaccess.com", "name": "Acme"})
	same(t, "organization", c.must("PUT", path, object{"session_duration": "6h"}), `{"auth_domain":"acme.cloudflareaccess.com","name":"Acme","session_duration":"6h",
		"auto_redirect_to_identity":false,"is_ui_read_only":false,"login_design":{},"allow_authenticate_via_warp":false,
		"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}`)
}

func TestPages(t *testing.T) {
	c := account(t)
	path := account1 + "/pages/projects"
	p := c.must("POST", path, object{"name": "site", "production_branch": "main", "deployment_configs": object{"production": object{
		"env_vars": object{"A": object{"type": "plain_text", "value": "1"}, "S": object{"type": "secret_text", "value": "s3cret"}},
	}}}).(object)
	id := text(p, "id")
	env := `"fail_open":true,"always_use_latest_compatibility_date":false,"compatibility_date":"2026-01-01","compatibility_flags":[],"build_image_major_version":3,"usage_model":"standard"`
	same(t, "created", p, `{"id":"`+id+`","name":"site","subdomain":"site.pages.dev","domains":["site.pages.dev"],"source":null,"latest_deployment":null,
		"canonical_deployment":null,"production_branch":"main","created_on":"2026-01-01T00:00:00Z","framework":"","framework_version":"","uses_functions":false,
		"preview_script_name":"`+text(p, "preview_script_name")+`","production_script_name":"`+text(p, "production_script_name")+`",
		"build_config":{"build_command":"","destination_dir":"","root_dir":"","web_analytics_tag":null,"web_analytics_token":null},
		"deployment_configs":{"preview":{`+env+`},"production":{`+env+`,
			"env_vars":{"A":{"type":"plain_text","value":"1"},"S":{"type":"secret_text","value":""}}}}}`)
	if strings.Contains(string(c.s.Dump()), "s3cret") {
		t.Error("the secret is in the dump")
	}
	c.refused(409, 8000002, "POST", path, object{"name": "site"})
	c.refused(404, 8000007, "GET", path+"/none", nil)
	before := c.s.Dump()
	c.must("PATCH", path+"/site", object{"deployment_configs": object{"production": object{"env_vars": object{"S": object{"type": "secret_text", "value": ""}}}}})
	if string(before) != string(c.s.Dump()) {
		t.Error("an empty value replaced the secret")
	}
	got := c.must("PATCH", path+"/site", object{"deployment_configs": object{"production": object{"env_vars": object{"A": nil}}}}).(object)
	same(t, "a variable taken away", sub(sub(got, "deployment_configs"), "production")["env_vars"], `{"S":{"type":"secret_text","value":""}}`)

	c.refused(404, 8000007, "POST", path+"/none/domains", object{"name": "www.example.com"})
	d := c.must("POST", path+"/site/domains", object{"name": "www.example.com"}).(object)
	same(t, "domain", d, `{"id":"`+text(d, "id")+`","domain_id":"`+text(d, "id")+`","name":"www.example.com","status":"active","verification_data":{"status":"active"},
		"validation_data":{"status":"active","method":"http"},"certificate_authority":"google","created_on":"2026-01-01T00:00:00Z","zone_tag":"`+zone1+`"}`)
	c.refused(409, 8000018, "POST", path+"/site/domains", object{"name": "www.example.com"})
	same(t, "domains", c.must("GET", path+"/site", nil).(object)["domains"], `["site.pages.dev","www.example.com"]`)
	c.must("DELETE", path+"/site/domains/www.example.com", nil)
	same(t, "domains", c.must("GET", path+"/site", nil).(object)["domains"], `["site.pages.dev"]`)
}

func TestAccessSaaSApplication(t *testing.T) {
	c := account(t)
	path := account1 + "/access/apps"
	body := object{"name": "s", "type": "saas", "saas_app": object{"auth_type": "oidc", "client_secret": "mine", "redirect_uris": []any{"https://example.com/cb"}}}
	app := c.must("POST", path, body).(object)
	if secret := text(sub(app, "saas_app"), "client_secret"); len(secret) != 64 {
		t.Errorf("client_secret %q", secret)
	}
	got := c.must("PUT", path+"/"+text(app, "id"), body).(object)
	same(t, "saas_app", got["saas_app"], `{"auth_type":"oidc","redirect_uris":["https://example.com/cb"],"client_id":"`+text(sub(app, "saas_app"), "client_id")+`",
		"public_key":"`+text(sub(app, "saas_app"), "public_key")+`"}`)
	if _, ok := got["http_only_cookie_attribute"]; ok {
		t.Error("a SaaS application has the cookie settings of a self-hosted one")
	}
}
