package standin

import (
	"net/http"
	"slices"
)

// lastPriority is that of the catch-all rule.
const lastPriority = 2147483647.0

const (
	mailRulesPath = "/zones/{zone}/email/routing/rules"
	mailAddresses = "/accounts/{account}/email/routing/addresses"
)

// mailServers take the mail of zones, by their priority.
var mailServers = map[string]float64{"route1.mx.cloudflare.net": 27, "route2.mx.cloudflare.net": 45, "route3.mx.cloudflare.net": 88}

// emailAddressesProduct serves the addresses that mail is forwarded to. Nobody follows the link in a mail here, so a new one stays unverified.
//
// Source: https://developers.cloudflare.com/api/resources/email_routing/subresources/addresses/
func emailAddressesProduct() product {
	k := &collection{
		path: mailAddresses, id: "id", item: "address", form: hexID, key: []string{"email"},
		paging:   paging{style: byPage, def: 20, max: 50},
		missing:  refuse(http.StatusNotFound, 2032, "Address not found"),
		taken:    refuse(http.StatusConflict, 2002, "Address already exists"),
		readonly: []string{"verified", "created", "modified", "tag"},
		volatile: []string{"tag"},
		accept: func(_ *call, o, old object) error {
			if old != nil {
				o["email"] = old["email"]
			}
			if text(o, "email") == "" {
				return refuse(http.StatusBadRequest, 2001, "email is required")
			}
			return nil
		},
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "verified", nil, "created", epoch, "modified", epoch, "tag", o["id"])
		},
	}
	return product{permission: "Email Routing Addresses", collections: []*collection{k}, routes: k.routes("lgcpd")}
}

// emailRulesProduct serves the rules of email routing. The list has the catch-all rule too, as its last.
//
// Source: https://developers.cloudflare.com/api/resources/email_routing/subresources/rules/
func emailRulesProduct() product {
	accept := func(c *call, o, _ object) error {
		if len(list(o, "matchers")) == 0 || len(list(o, "actions")) == 0 {
			return refuse(http.StatusBadRequest, 2007, "Invalid Input: matchers and actions are required")
		}
		account := "/accounts/" + text(sub(c.s.lookup("/zones", c.param("zone")), "account"), "id")
		for _, a := range list(o, "actions") {
			action, _ := a.(object)
			for _, v := range list(action, "value") {
				name, _ := v.(string)
				switch {
				case text(action, "type") == "forward" && c.s.byKey(account+"/email/routing/addresses", name) == nil:
					return refuse(http.StatusBadRequest, 2020, "Destination address not found: %s", name)
				case text(action, "type") == "worker" && c.s.lookup(account+scripts, name) == nil:
					return refuse(http.StatusBadRequest, 2021, "Worker not found: %s", name)
				}
			}
		}
		return nil
	}
	rules := &collection{
		path: mailRulesPath, id: "id", item: "rule", form: hexID,
		keyFunc: func(o object) string { return string(indent(o["matchers"])) + text(o, "name") },
		paging:  paging{style: byPage, def: 20, max: 50},
		missing: refuse(http.StatusNotFound, 2014, "Rule not found"),
		accept:  accept, readonly: []string{"tag"}, volatile: []string{"tag"},
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "name", "", "enabled", true, "priority", 0.0, "source", "api", "tag", o["id"])
		},
	}
	catchAll := &collection{
		path: mailRulesPath + "/catch_all", single: true, accept: accept,
		fill: func(s *Server, p map[string]string, o object) {
			id := digest("catch-all", text(s.lookup("/zones", p["zone"]), "name"))[:32]
			defaults(o, "id", id, "tag", id, "name", "", "enabled", false, "priority", lastPriority, "source", "api",
				"matchers", []any{object{"type": "all"}}, "actions", []any{object{"type": "drop"}})
		},
	}
	one := catchAll.singleRoutes("GET", "PUT")
	all := func(c *call) (any, error) {
		last, err := one[0].serve(c)
		if err != nil {
			return nil, err
		}
		items := append(slices.Clone(rules.shelfOf(c, nil).all()), last.(object))
		return rules.paging.page(c, items)
	}
	routes := append(rules.routes("gcrd"), one...)
	return product{permission: "Email Routing Rules", collections: []*collection{rules, catchAll}, routes: append(routes, route{"GET " + rules.path, all})}
}

// emailSettingsProduct serves whether the mail of zones is taken.
//
// Source: https://developers.cloudflare.com/api/resources/email_routing/
func emailSettingsProduct() product {
	k := &collection{
		path: "/zones/{zone}/email/routing", single: true,
		fill: func(s *Server, p map[string]string, o object) {
			o["id"], o["tag"], o["name"] = p["zone"], p["zone"], text(s.lookup("/zones", p["zone"]), "name")
			defaults(o, "enabled", false, "created", epoch, "modified", epoch, "skip_wizard", true, "synced", true, "admin_locked", false, "subdomains", []any{})
			o["status"] = "unconfigured"
			if o["enabled"] == true {
				o["status"] = "ready"
			}
		},
	}
	turn := func(on bool) handler {
		return func(c *call) (any, error) {
			o := object{"enabled": on}
			k.fill(c.s, k.params(c), o)
			c.s.singles[c.path(k.path)] = o
			c.s.mailRecords(c.param("zone"), on)
			return clone(o), nil
		}
	}
	routes := append(k.singleRoutes("GET"),
		route{"POST " + k.path + "/enable", turn(true)},
		route{"POST " + k.path + "/disable", turn(false)},
		route{"GET " + k.path + "/dns", func(c *call) (any, error) { return listing{items: c.s.mailRecordsOf(c.param("zone"))}, nil }},
	)
	return product{permission: "Zone Settings", collections: []*collection{k}, routes: routes}
}

// mailRecordsOf are the records that the mail of a zone needs.
func (s *Server) mailRecordsOf(zone string) []object {
	name := text(s.lookup("/zones", zone), "name")
	var out []object
	for _, host := range sortedKeys(mailServers) {
		out = append(out, object{"name": name, "type": "MX", "content": host, "priority": mailServers[host], "ttl": 1.0})
	}
	return append(out, object{"name": name, "type": "TXT", "content": `"v=spf1 include:_spf.mx.cloudflare.net ~all"`, "ttl": 1.0})
}

// mailRecords makes the records that the mail of a zone needs, or takes away those that are kept by email routing.
func (s *Server) mailRecords(zone string, on bool) {
	at := map[string]string{"zone": zone}
	sh := s.shelf(records, records.shelfPath(at, nil))
	if !on {
		for _, o := range sh.all() {
			if sub(o, "meta")["email_routing"] == true {
				sh.remove(text(o, "id"))
			}
		}
		return
	}
	for _, o := range s.mailRecordsOf(zone) {
		if _, there := sh.keys[records.keyOf(o)]; !there {
			o["meta"] = object{"auto_added": true, "managed_by_apps": false, "managed_by_argo_tunnel": false, "read_only": true, "email_routing": true}
			s.store(records, at, o)
		}
	}
}
