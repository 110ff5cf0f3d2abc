package standin

import (
	"net/http"
	"slices"
	"strings"
)

// masked is what the API shows in place of an identity provider's secret; sent back, it means "as it was".
const masked = "**********************************"

// accessProduct serves Zero Trust Access for one scope, "accounts" or "zones"; both keep their own objects.
//
// Source: https://developers.cloudflare.com/api/resources/zero_trust/subresources/access/
func accessProduct(scope string) product {
	base := "/" + scope + "/{" + strings.TrimSuffix(scope, "s") + "}/access"
	a := access{base: base}
	a.groups = a.collection("groups", &collection{key: []string{"name"}, accept: a.acceptRules, fill: fillRules("is_default", false)})
	a.policies = a.collection("policies", &collection{
		key: []string{"name"}, accept: a.acceptPolicy, readonly: []string{"reusable", "app_count"},
		fill: fillRules("reusable", true, "session_duration", "24h"),
		remove: func(c *call, o object) error {
			for _, app := range c.s.all(c.path(base + "/apps")) {
				for _, l := range list(app, "policies") {
					if l, _ := l.(object); text(l, "id") == text(o, "id") {
						return refuse(http.StatusConflict, 12132, "access.api.error.conflict: policy is used by the application %q", text(app, "name"))
					}
				}
			}
			return nil
		},
	})
	a.apps = a.collection("apps", &collection{
		item: "app", keyFunc: func(o object) string { return text(o, "type") + " " + text(o, "name") + " " + text(o, "domain") },
		readonly: []string{"aud"}, volatile: []string{"aud"},
		accept: a.acceptApp, fill: a.fillApp, show: a.showApp,
		fresh: func(_ *call, o object) {
			if saas := sub(o, "saas_app"); text(saas, "auth_type") == "oidc" {
				saas["client_secret"] = issued(o)
			}
		},
		remove: func(c *call, o object) error { c.s.drop(c.path(base+"/apps") + "/" + text(o, "id")); return nil },
	})
	a.appPolicies = &collection{
		path: base + "/apps/{app}/policies", id: "id", form: uuidID, key: []string{"name"}, paging: accessPaging, missing: accessMissing,
		readonly: []string{"reusable"}, accept: a.acceptPolicy, fill: fillRules("reusable", false, "session_duration", "24h", "precedence", 1.0),
	}
	tokens := a.collection("service_tokens", &collection{
		key: []string{"name"}, readonly: []string{"client_id", "client_secret", "expires_at", "last_seen_at", "enabled"}, volatile: []string{"client_id"},
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "client_id", digest("client", text(o, "id"))[:32]+".access", "duration", "8760h", "expires_at", "2027-01-01T00:00:00Z",
				"last_seen_at", nil, "client_secret_version", 1.0, "enabled", true, "created_at", epoch, "updated_at", epoch)
		},
		fresh: func(_ *call, o object) { o["client_secret"] = issued(o) },
	})
	providers := a.collection("identity_providers", &collection{
		key: []string{"type", "name"}, accept: acceptProvider, show: showProvider,
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "config", object{})
			if scim := sub(o, "scim_config"); len(scim) > 0 {
				defaults(scim, "enabled", false, "identity_update_behavior", "no_action", "seat_deprovision", false, "user_deprovision", false)
			}
			if config := sub(o, "config"); text(config, "client_secret") != "" {
				config["client_secret"] = hidden(text(config, "client_secret")) // that of a seed
			}
		},
	})
	tags := &collection{
		path: base + "/tags", id: "name", item: "tag", form: byName, key: []string{"name"}, paging: accessPaging, missing: accessMissing,
		taken: refuse(http.StatusConflict, 12132, "access.api.error.conflict: tag already exists"),
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "app_count", 0.0, "created_at", epoch, "updated_at", epoch)
		},
	}
	organization := &collection{
		path: base + "/organizations", single: true,
		missing: refuse(http.StatusNotFound, 11020, "access.api.error.organization_not_found: Access is not set up for this account"),
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "name", text(o, "auth_domain"), "auto_redirect_to_identity", false, "is_ui_read_only", false, "login_design", object{},
				"allow_authenticate_via_warp", false, "created_at", epoch, "updated_at", epoch)
		},
	}
	routes := organization.singleRoutes("GET", "POST", "PUT")
	for _, k := range []*collection{a.groups, a.policies, a.apps, tokens, providers, tags} {
		routes = append(routes, k.routes("lgcrd")...)
	}
	routes = append(routes, a.onApp(a.appPolicies.routes("gcrd")...)...)
	routes = append(routes, a.onApp(route{"GET " + a.appPolicies.path, a.listAppPolicies})...)
	routes = append(routes,
		route{"POST " + tokens.path + "/{id}/refresh", func(c *call) (any, error) {
			o, _, err := tokens.find(c)
			if err != nil {
				return nil, err
			}
			o["expires_at"] = "2028-01-01T00:00:00Z"
			return tokens.shown(c, o), nil
		}},
		route{"POST " + tokens.path + "/{id}/rotate", func(c *call) (any, error) {
			o, _, err := tokens.find(c)
			if err != nil {
				return nil, err
			}
			v, _ := number(o, "client_secret_version")
			o["client_secret_version"] = v + 1
			out := tokens.shown(c, o)
			out["client_secret"] = issued(o)
			return out, nil
		}},
	)
	return product{
		permission:  "Access: Apps and Policies",
		collections: []*collection{a.groups, a.policies, a.apps, a.appPolicies, tokens, providers, tags, organization},
		routes:      routes,
	}
}

// issued is the secret of a service token or of an OIDC application, which is told once, by creation and by rotation, and not kept.
func issued(o object) string {
	return digest("secret", text(o, "id")+text(o, "sitekey"), plain(o["client_secret_version"]))
}

var (
	accessPaging  = paging{style: byPage, def: 25, max: 1000}
	accessMissing = refuse(http.StatusNotFound, 11021, "access.api.error.not_found")
)

// access holds the collections of one scope that need each other.
type access struct {
	base                                string
	groups, policies, apps, appPolicies *collection
}

// collection completes an Access collection with what is the same for all.
func (a *access) collection(name string, k *collection) *collection {
	k.path, k.id, k.form, k.paging, k.missing = a.base+"/"+name, "id", uuidID, accessPaging, accessMissing
	return k
}

// fillRules fills what rule-bearing objects share: the three rule lists and times, and the given defaults.
func fillRules(pairs ...any) func(*Server, map[string]string, object) {
	return func(_ *Server, _ map[string]string, o object) {
		defaults(o, "include", []any{}, "exclude", []any{}, "require", []any{}, "created_at", epoch, "updated_at", epoch)
		defaults(o, pairs...)
		for _, f := range []string{"include", "exclude", "require"} {
			if o[f] == nil {
				o[f] = []any{}
			}
		}
	}
}

// acceptRules checks that what rules name by id exists: groups, service tokens, identity providers.
func (a *access) acceptRules(c *call, o, _ object) error {
	if text(o, "name") == "" {
		return refuse(http.StatusBadRequest, 12130, "access.api.error.invalid_request: name is required")
	}
	named := []struct{ rule, field, collection string }{
		{"group", "id", "groups"}, {"service_token", "token_id", "service_tokens"}, {"login_method", "id", "identity_providers"},
	}
	for _, f := range []string{"include", "exclude", "require"} {
		for _, v := range list(o, f) {
			rule, _ := v.(object)
			for _, n := range named {
				if id := text(sub(rule, n.rule), n.field); id != "" && c.s.lookup(c.path(a.base)+"/"+n.collection, id) == nil {
					return refuse(http.StatusBadRequest, 12130, "access.api.error.invalid_request: %s %s does not exist", n.rule, id)
				}
			}
		}
	}
	return nil
}

func (a *access) acceptPolicy(c *call, o, old object) error {
	if !slices.Contains([]string{"allow", "deny", "non_identity", "bypass"}, text(o, "decision")) {
		return refuse(http.StatusBadRequest, 12130, "access.api.error.invalid_request: decision is invalid")
	}
	return a.acceptRules(c, o, old)
}

// acceptApp checks an application and turns its policies into links {id, precedence}; a policy given whole becomes one of the application's own.
func (a *access) acceptApp(c *call, o, old object) error {
	defaults(o, "type", "self_hosted")
	if saas := sub(o, "saas_app"); saas != nil {
		delete(saas, "client_secret")
		for _, f := range []string{"client_id", "public_key"} {
			keepField(saas, sub(old, "saas_app"), f)
		}
	}
	if kind := text(o, "type"); (kind == "self_hosted" || kind == "ssh" || kind == "vnc") && text(o, "domain") == "" {
		for _, v := range list(o, "destinations") {
			if d, _ := v.(object); text(o, "domain") == "" && text(d, "type") == "public" {
				o["domain"] = d["uri"]
			}
		}
		if d := list(o, "self_hosted_domains"); text(o, "domain") == "" && len(d) > 0 {
			o["domain"] = d[0]
		}
		if text(o, "domain") == "" && len(list(o, "destinations")) == 0 {
			return refuse(http.StatusBadRequest, 12130, "access.api.error.invalid_request: domain is required")
		}
	}
	for _, v := range list(o, "allowed_idps") {
		if id, _ := v.(string); c.s.lookup(c.path(a.base)+"/identity_providers", id) == nil {
			return refuse(http.StatusBadRequest, 12130, "access.api.error.invalid_request: identity provider %s does not exist", id)
		}
	}
	if _, given := o["policies"]; !given && old != nil {
		keepField(o, old, "policies")
		return nil
	}
	links := []any{}
	for i, v := range list(o, "policies") {
		link := object{"precedence": float64(i + 1)}
		switch v := v.(type) {
		case string:
			link["id"] = v
		case object:
			merge(link, v, false)
		}
		if p, ok := number(link, "precedence"); !ok || p == 0 {
			link["precedence"] = float64(i + 1)
		}
		if id := text(link, "id"); id != "" {
			own := old != nil && c.s.lookup(c.path(a.base)+"/apps/"+text(old, "id")+"/policies", id) != nil
			if c.s.lookup(c.path(a.policies.path), id) == nil && !own {
				return refuse(http.StatusBadRequest, 12130, "access.api.error.invalid_request: policy %s does not exist", id)
			}
			if own {
				continue // it stays where it is
			}
			link = object{"id": id, "precedence": link["precedence"]}
		} else if err := a.acceptPolicy(c, link, nil); err != nil {
			return err
		}
		links = append(links, link)
	}
	o["policies"] = links
	return nil
}

// fillApp adds what the API adds to an application. The three switches that are always told, also when they were never set, are those that the plan of
// provider 5 needs written out.
func (a *access) fillApp(s *Server, p map[string]string, o object) {
	defaults(o, "aud", digest("aud", text(o, "id")), "created_at", epoch, "updated_at", epoch, "policies", []any{}, "type", "self_hosted",
		"allowed_idps", []any{}, "tags", []any{})
	switch text(o, "type") {
	case "self_hosted", "ssh", "vnc", "rdp", "mcp_portal":
		defaults(o, "session_duration", "24h", "auto_redirect_to_identity", false, "enable_binding_cookie", false, "options_preflight_bypass", false,
			"http_only_cookie_attribute", true, "app_launcher_visible", true)
		if d := text(o, "domain"); d != "" {
			defaults(o, "destinations", []any{object{"type": "public", "uri": d}}, "self_hosted_domains", []any{d})
		}
	case "app_launcher":
		defaults(o, "skip_app_launcher_login_page", false)
	case "bookmark":
		defaults(o, "app_launcher_visible", true)
	case "saas":
		defaults(o, "session_duration", "24h", "app_launcher_visible", true)
		if saas := sub(o, "saas_app"); text(saas, "auth_type") == "oidc" {
			defaults(saas, "client_id", digest("client", text(o, "id")), "public_key", digest("key", text(o, "id")))
		}
	}
	links := []any{}
	for _, v := range list(o, "policies") {
		l, _ := v.(object)
		if text(l, "id") != "" {
			links = append(links, l)
			continue
		}
		params := map[string]string{"app": text(o, "id")}
		for k, v := range p {
			params[k] = v
		}
		s.store(a.appPolicies, params, clone(l))
	}
	o["policies"] = links
}

// showApp puts the whole policies in place of the links.
func (a *access) showApp(c *call, o object) object {
	o["policies"] = a.policiesOf(c, o)
	return o
}

// policiesOf returns the policies of an application, its own and the reusable ones it links to, by precedence.
func (a *access) policiesOf(c *call, app object) []any {
	out := []any{}
	for _, p := range c.s.all(c.path(a.base) + "/apps/" + text(app, "id") + "/policies") {
		out = append(out, clone(p))
	}
	for _, v := range list(app, "policies") {
		l, _ := v.(object)
		p := clone(c.s.lookup(c.path(a.policies.path), text(l, "id")))
		if p == nil {
			continue
		}
		p["precedence"] = l["precedence"]
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(x, y any) int {
		p, _ := number(x.(object), "precedence")
		q, _ := number(y.(object), "precedence")
		return int(p - q)
	})
	return out
}

// onApp lets routes below an application answer only if it exists.
func (a *access) onApp(routes ...route) []route {
	for i, r := range routes {
		routes[i].serve = func(c *call) (any, error) {
			if c.s.lookup(c.path(a.apps.path), c.param("app")) == nil {
				return nil, accessMissing
			}
			return r.serve(c)
		}
	}
	return routes
}

func (a *access) listAppPolicies(c *call) (any, error) {
	var out []object
	for _, p := range a.policiesOf(c, c.s.lookup(c.path(a.apps.path), c.param("app"))) {
		out = append(out, p.(object))
	}
	return accessPaging.page(c, out)
}

// acceptProvider keeps the hash of an identity provider's secret; a masked or missing one stays what it was.
func acceptProvider(_ *call, o, old object) error {
	if text(o, "type") == "" || text(o, "name") == "" {
		return refuse(http.StatusBadRequest, 12130, "access.api.error.invalid_request: name and type are required")
	}
	config := sub(o, "config")
	if config == nil {
		config = object{}
		o["config"] = config
	}
	switch secret := text(config, "client_secret"); secret {
	case "", masked:
		keepField(config, sub(old, "config"), "client_secret")
	default:
		config["client_secret"] = hidden(secret)
	}
	return nil
}

func showProvider(c *call, o object) object {
	config := sub(o, "config")
	switch {
	case text(config, "client_secret") == "":
	case c.s.unmasked:
		delete(config, "client_secret")
	default:
		config["client_secret"] = masked
	}
	return o
}
