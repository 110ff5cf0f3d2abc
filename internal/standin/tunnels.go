package standin

import "net/http"

const tunnelsPath = "/accounts/{account}/cfd_tunnel"

// tunnels keeps tunnels; no connector ever comes. The token of a tunnel is told with a new one and at a path of its own, which is not served: nothing has a
// reason to ask for it.
//
// Source: https://developers.cloudflare.com/api/resources/zero_trust/subresources/tunnels/subresources/cloudflared/
var tunnels = &collection{
	path: tunnelsPath, id: "id", item: "tunnel", form: uuidID, key: []string{"name"},
	paging:   paging{style: byPage, def: 20, max: 1000},
	missing:  refuse(http.StatusNotFound, 1003, "Tunnel not found"),
	taken:    refuse(http.StatusConflict, 1013, "You already have a tunnel with this name. Please choose a different name for this tunnel."),
	readonly: []string{"account_tag", "connections", "conns_active_at", "conns_inactive_at", "deleted_at", "metadata", "remote_config", "status", "tun_type"},
	keep: func(c *call, o object) bool {
		return contains(o, "name", c.query("name")) && c.query("is_deleted") != "true"
	},
	accept: func(_ *call, o, old object) error {
		delete(o, "tunnel_secret")
		if text(o, "name") == "" {
			return refuse(http.StatusBadRequest, 1004, "Tunnel name is required")
		}
		if old != nil {
			o["config_src"] = old["config_src"]
		}
		switch text(o, "config_src") {
		case "", "local", "cloudflare":
			return nil
		}
		return refuse(http.StatusBadRequest, 1004, "config_src must be local or cloudflare")
	},
	fill: func(_ *Server, p map[string]string, o object) {
		defaults(o, "config_src", "local", "account_tag", p["account"], "connections", []any{}, "conns_active_at", nil, "conns_inactive_at", nil,
			"created_at", epoch, "deleted_at", nil, "metadata", object{}, "status", "inactive", "tun_type", "cfd_tunnel")
		o["remote_config"] = text(o, "config_src") == "cloudflare"
	},
	fresh: func(_ *call, o object) {
		o["token"] = "tunnel-token-" + issued(o)
		o["credentials_file"] = object{"AccountTag": o["account_tag"], "TunnelID": o["id"], "TunnelName": o["name"], "TunnelSecret": "tunnel-token-" + issued(o)}
	},
	remove: func(c *call, o object) error {
		c.s.drop(c.path(tunnelsPath) + "/" + text(o, "id"))
		return nil
	},
	gone: func(o object) any { return merged(o, object{"deleted_at": epoch}) },
}

// tunnelsProduct serves tunnels, and the configuration of those that have it here.
func tunnelsProduct() product {
	config := &collection{path: tunnelsPath + "/{tunnel}/configurations", single: true}
	answer := func(c *call, o object) (any, error) {
		t := c.s.lookup(c.path(tunnelsPath), c.param("tunnel"))
		if t == nil {
			return nil, tunnels.missing
		}
		out := object{"tunnel_id": t["id"], "account_id": c.param("account"), "version": 1.0, "config": nil, "source": t["config_src"], "created_at": epoch}
		merge(out, clone(o), false)
		// The dashboard leaves an empty mapping where nothing is said.
		if said := sub(out, "config"); said != nil {
			defaults(said, "originRequest", object{})
			for _, r := range list(said, "ingress") {
				if rule, is := r.(object); is {
					defaults(rule, "originRequest", object{})
				}
			}
		}
		return out, nil
	}
	get := func(c *call) (any, error) { return answer(c, c.s.singles[c.path(config.path)]) }
	put := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		rules := list(sub(in, "config"), "ingress")
		for i, r := range rules {
			rule, _ := r.(object)
			if text(rule, "service") == "" {
				return nil, refuse(http.StatusBadRequest, 1056, "Bad Configuration: rule #%d has no service", i+1)
			}
			if last := i == len(rules)-1; last != (text(rule, "hostname") == "" && text(rule, "path") == "") {
				return nil, refuse(http.StatusBadRequest, 1056, "Bad Configuration: The last ingress rule must match all URLs, and no other may")
			}
		}
		c.s.singles[c.path(config.path)] = object{"config": in["config"]}
		return get(c)
	}
	return product{
		permission: "Cloudflare Tunnel", collections: []*collection{tunnels, config},
		routes: append(tunnels.routes("lgcpd"), route{"GET " + config.path, get}, route{"PUT " + config.path, put}),
	}
}
