package standin

import (
	"fmt"
	"net/http"
	"strings"
)

// managedRulesets are Cloudflare's own, which every list has.
var managedRulesets = []object{
	{"id": "70339d97bdb34195bbf054b1ebe81f76", "name": "Cloudflare Normalization Ruleset", "phase": "http_request_sanitize"},
	{"id": "77454fe2d30c4220b5701f6fdfb893ba", "name": "Cloudflare Managed Free Ruleset", "phase": "http_request_firewall_managed"},
}

// rulesetsProduct serves the rulesets of accounts, or of zones. The list tells no rules, and it has the managed rulesets, which only Cloudflare changes.
//
// Source: https://developers.cloudflare.com/api/resources/rulesets/
func rulesetsProduct(of string) product {
	holder := strings.TrimSuffix(of, "s")
	k := &collection{
		path: "/" + of + "/{" + holder + "}/rulesets", id: "id", item: "ruleset", form: hexID,
		keyFunc: func(o object) string {
			if text(o, "kind") == "custom" {
				return text(o, "phase") + " custom " + text(o, "name")
			}
			return text(o, "phase") + " " + text(o, "kind")
		},
		paging:   paging{style: byCursor, def: 50, max: 50},
		missing:  refuse(http.StatusNotFound, 10000, "could not find ruleset"),
		taken:    refuse(http.StatusBadRequest, 20217, "A similar configuration with rules already exists and overwriting will have unintended consequences."),
		readonly: []string{"version", "last_updated"}, volatile: []string{"version", "last_updated"},
		accept: func(_ *call, o, old object) error {
			for _, f := range []string{"kind", "phase", "name"} {
				if old != nil {
					o[f] = old[f]
				}
			}
			entry := holder
			if holder == "account" {
				entry = "root"
			}
			if kind := text(o, "kind"); kind != entry && kind != "custom" || text(o, "phase") == "" {
				return refuse(http.StatusBadRequest, 20015, "invalid kind or phase of a ruleset")
			}
			for _, r := range list(o, "rules") {
				rule, _ := r.(object)
				if text(rule, "expression") == "" || text(rule, "action") == "" {
					return refuse(http.StatusBadRequest, 20021, "a rule needs an action and an expression")
				}
				query := sub(sub(sub(sub(rule, "action_parameters"), "cache_key"), "custom_key"), "query_string")
				for which := range query {
					if names, is := sub(query, which)["list"]; is {
						query[which] = names // it is told without the mapping
					}
				}
			}
			return nil
		},
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "description", "", "version", "1", "last_updated", epoch)
			rules := list(o, "rules")
			if rules == nil && o["rules"] != nil {
				delete(o, "rules")
			}
			for i, r := range rules {
				rule, _ := r.(object)
				defaults(rule, "id", digest("rule", text(o, "phase"), text(o, "name"), fmt.Sprint(i), text(rule, "expression"))[:32], "enabled", true)
				defaults(rule, "ref", rule["id"])
				rule["version"], rule["last_updated"] = "1", epoch
				if rule["action_parameters"] == nil {
					delete(rule, "action_parameters")
				} else if text(rule, "action") == "execute" {
					defaults(sub(rule, "action_parameters"), "version", "latest")
				}
				if text(rule, "description") == "" {
					delete(rule, "description")
				}
			}
		},
		gone: nothing,
	}
	brief := func(o object) object {
		out := clone(o)
		delete(out, "rules")
		return out
	}
	all := func(c *call) (any, error) {
		var items []object
		for _, o := range managedRulesets {
			items = append(items, merged(o, object{"kind": "managed", "version": "1", "last_updated": epoch, "description": "", "source": "firewall_managed"}))
		}
		for _, o := range k.shelfOf(c, nil).all() {
			items = append(items, brief(o))
		}
		return k.paging.page(c, items)
	}
	entry := func(c *call) object {
		for _, o := range k.shelfOf(c, nil).all() {
			if text(o, "phase") == c.param("phase") && text(o, "kind") != "custom" {
				return o
			}
		}
		return nil
	}
	getEntry := func(c *call) (any, error) {
		if o := entry(c); o != nil {
			return clone(o), nil
		}
		return nil, refuse(http.StatusNotFound, 10003, "could not find entrypoint ruleset in the %s phase", c.param("phase"))
	}
	setEntry := func(c *call) (any, error) {
		if o := entry(c); o != nil {
			c.set("ruleset", text(o, "id"))
			return k.replace(c)
		}
		o, err := c.body()
		if err != nil {
			return nil, err
		}
		kind := holder
		if holder == "account" {
			kind = "root"
		}
		o["kind"], o["phase"] = kind, c.param("phase")
		defaults(o, "name", "default")
		return k.add(c, o)
	}
	permission := "Zone WAF"
	if holder == "account" {
		permission = "Account Rulesets"
	}
	routes := append(k.routes("gcrd"),
		route{"GET " + k.path, all},
		route{"GET " + k.path + "/phases/{phase}/entrypoint", getEntry},
		route{"PUT " + k.path + "/phases/{phase}/entrypoint", setEntry},
	)
	return product{permission: permission, collections: []*collection{k}, routes: routes}
}
