package standin

import (
	"net/http"
	"strings"
)

// plans are the zone plans by the legacy id that provider 4 shows. A rate plan is asked for by that id, or by a name that contains the mark; the first
// that fits counts.
var plans = []struct{ legacy, name, mark string }{
	{"enterprise", "Enterprise Website", "ENT"},
	{"business", "Business Website", "BIZ"},
	{"pro_plus", "Pro Plus Website", "PRO_PLUS"},
	{"pro", "Pro Website", "PRO"},
	{"lite", "Lite Website", "LITE"},
	{"free", "Free Website", "FREE"},
}

// plan makes a zone's plan object.
func plan(legacy, name string) object {
	return object{
		"id": digest("plan", legacy)[:32], "name": name, "price": 0.0, "currency": "USD", "frequency": "", "is_subscribed": legacy != "free",
		"can_subscribe": false, "legacy_id": legacy, "legacy_discount": false, "externally_managed": false,
	}
}

// nameServers are the names the stand-in hands out in pairs.
var nameServers = []string{"ada", "bob", "cora", "drew", "eva", "finn", "gail", "hank"}

// zonesProduct keeps zones. A zone that a client makes is pending; a seeded one is active unless it says otherwise.
//
// Source: https://developers.cloudflare.com/api/resources/zones/
func zonesProduct() product {
	k := &collection{
		path: "/zones", id: "id", item: "zone", form: hexID, key: []string{"name"},
		paging:   paging{style: byPage, def: 20, max: 50},
		missing:  badZone,
		taken:    refuse(http.StatusBadRequest, 1061, "A zone with that name already exists in this or another account, please try again"),
		readonly: []string{"status", "name_servers", "owner", "permissions", "meta", "activated_on", "verification_key", "plan", "tenant", "tenant_unit"},
		volatile: []string{"name_servers", "activated_on", "status", "owner", "original_name_servers", "original_registrar", "original_dnshost"},
		deep:     true,
		keep: func(c *call, o object) bool {
			account := sub(o, "account")
			return c.token.sees(text(account, "id")) && contains(account, "id", c.query("account.id")) &&
				contains(account, "name", c.query("account.name")) && contains(o, "name", c.query("name")) && contains(o, "status", c.query("status"))
		},
		accept: func(c *call, o, old object) error {
			if old != nil {
				o["name"], o["account"] = old["name"], old["account"]
				return nil
			}
			o["name"] = strings.ToLower(text(o, "name"))
			if o["account"] == nil {
				o["account"] = o["organization"] // its name until 2018, and still what provider 4 sends
			}
			delete(o, "organization")
			account := c.s.lookup("/accounts", text(sub(o, "account"), "id"))
			switch {
			case !strings.Contains(text(o, "name"), "."):
				return refuse(http.StatusBadRequest, 1099, "The zone name provided is not a valid domain name")
			case account == nil || !c.token.sees(text(account, "id")):
				return refuse(http.StatusForbidden, 1068, "Permission denied")
			}
			delete(o, "jump_start") // an order, not a property; the stand-in finds no records
			o["status"] = "pending"
			return nil
		},
		fill: func(s *Server, _ map[string]string, o object) {
			account := sub(o, "account")
			if a := s.lookup("/accounts", text(account, "id")); a != nil {
				o["account"] = object{"id": a["id"], "name": a["name"]}
			}
			sum := digest(text(o, "id"))
			n := int(sum[0]) % (len(nameServers) / 2)
			free := plans[len(plans)-1]
			defaults(o, "status", "active", "type", "full", "paused", false, "development_mode", 0.0,
				"name_servers", []any{nameServers[2*n] + ".ns.cloudflare.com", nameServers[2*n+1] + ".ns.cloudflare.com"},
				"original_name_servers", []any{"ns1.registrar.example", "ns2.registrar.example"}, "original_registrar", nil, "original_dnshost", nil,
				"vanity_name_servers", []any{}, "vanity_name_servers_ips", nil,
				"meta", object{
					"step": 2.0, "custom_certificate_quota": 0.0, "page_rule_quota": 3.0, "phishing_detected": false, "wildcard_proxiable": false,
					"cdn_only": false, "dns_only": false, "foundation_dns": false,
				},
				"owner", object{"id": nil, "type": "user", "email": nil, "name": nil}, "tenant", object{"id": nil, "name": nil}, "tenant_unit", object{"id": nil},
				"permissions", []any{"#zone:read", "#zone:edit", "#dns_records:read", "#dns_records:edit", "#zone_settings:read", "#zone_settings:edit"},
				"plan", plan(free.legacy, free.name), "created_on", epoch, "modified_on", epoch, "activated_on", nil)
			if text(o, "status") == "active" && o["activated_on"] == nil {
				o["activated_on"] = epoch
			}
		},
		stored: func(s *Server, _ map[string]string, o object) { s.seedSettings(text(o, "id")) },
		remove: func(c *call, o object) error {
			id := text(o, "id")
			c.s.drop("/zones/" + id)
			domains := "/accounts/" + text(sub(o, "account"), "id") + "/workers/domains"
			for _, d := range c.s.all(domains) {
				if text(d, "zone_id") == id {
					c.s.shelves[domains].remove(text(d, "id"))
				}
			}
			return nil
		},
	}
	subscribe := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		zone := c.s.lookup("/zones", c.param("zone"))
		want := strings.ToUpper(text(sub(in, "rate_plan"), "id"))
		for _, p := range plans {
			if strings.EqualFold(want, p.legacy) || strings.Contains(want, p.mark) {
				zone["plan"] = plan(p.legacy, p.name)
				return subscription(zone), nil
			}
		}
		return nil, refuse(http.StatusBadRequest, 1208, "Invalid rate plan")
	}
	routes := append(k.routes("lgcpd"),
		route{"PUT /zones/{zone}/activation_check", func(c *call) (any, error) { return object{"id": c.param("zone")}, nil }},
		route{"GET /zones/{zone}/subscription", func(c *call) (any, error) { return subscription(c.s.lookup("/zones", c.param("zone"))), nil }},
		route{"POST /zones/{zone}/subscription", subscribe},
		route{"PUT /zones/{zone}/subscription", subscribe},
	)
	return product{permission: "Zone", collections: []*collection{k}, routes: routes}
}

// subscription renders a zone's plan as its subscription.
func subscription(zone object) object {
	p := sub(zone, "plan")
	return object{
		"id": digest("subscription", text(zone, "id"))[:32], "price": 0.0, "currency": "USD", "frequency": "monthly", "state": "Provisioned",
		"rate_plan": object{"id": p["legacy_id"], "public_name": p["name"], "currency": "USD", "scope": "zone"},
		"zone":      object{"id": zone["id"], "name": zone["name"]},
	}
}

// zoneOf returns the zone that a host name belongs to among the zones of an account, nil if there is none; the longest name wins.
func (s *Server) zoneOf(account, host string) object {
	var best object
	for _, z := range s.all("/zones") {
		name := text(z, "name")
		if text(sub(z, "account"), "id") == account && (host == name || strings.HasSuffix(host, "."+name)) && len(name) > len(text(best, "name")) {
			best = z
		}
	}
	return best
}
