package standin

import (
	"net/http"
	"strings"
)

const domainsBase = "/workers/domains"

// workersServicesProduct serves the account's workers.dev name, custom domains, Durable Object namespaces and the two other views of a worker,
// "services" and "workers".
func workersServicesProduct() product {
	subdomain := &collection{
		path: "/accounts/{account}/workers/subdomain", single: true,
		missing: refuse(http.StatusNotFound, 10007, "You do not have a workers.dev subdomain."),
	}
	account := "/accounts/{account}"
	routes := append(subdomain.singleRoutes("GET", "PUT"), namespaces.routes("l")...)
	routes = append(routes, workerDomains.routes("lgd")...)
	routes = append(routes,
		route{"PUT " + workerDomains.path, func(c *call) (any, error) {
			in, err := c.body()
			if err != nil {
				return nil, err
			}
			return putDomain(c, in)
		}},
		route{"PUT " + workers.path + "/{script}/routes", onWorker(putScriptRoutes)},
		route{"POST " + workers.path + "/{script}/domains/changeset", onWorker(domainChanges)},
		route{"PUT " + workers.path + "/{script}/domains/records", onWorker(putScriptDomains)},
		route{"GET " + account + "/workers/services/{script}", getService},
		route{"DELETE " + account + "/workers/services/{script}", deleteWorker},
		route{"GET " + account + "/workers/workers", listWorkers},
		route{"GET " + account + "/workers/workers/{script}", getWorker},
		route{"GET " + namespaces.path + "/{namespace}/objects", func(c *call) (any, error) { return paging{byCursor, 1000, 10000}.page(c, nil) }},
	)
	return product{permission: "Workers Scripts", collections: []*collection{subdomain, workerDomains}, routes: routes}
}

// getService is the view that provider 5 reads first and that wrangler asks whether a worker is new.
func getService(c *call) (any, error) {
	o := c.s.lookup(c.path(workers.path), c.param("script"))
	if o == nil {
		return nil, refuse(http.StatusNotFound, 10090, "This service does not exist.")
	}
	environment := object{"environment": "production", "created_on": epoch, "modified_on": epoch, "script": showWorker(c, clone(o))}
	return object{
		"id": o["id"], "created_on": epoch, "modified_on": epoch, "usage_model": o["usage_model"],
		"default_environment": environment, "environments": []any{environment},
	}, nil
}

// workerView is a worker in the newer API, which has its tag for an id.
func workerView(o object) object {
	return object{
		"id": o["tag"], "name": o["id"], "created_on": epoch, "updated_on": epoch, "deployed_on": epoch, "logpush": o["logpush"],
		"observability": o["observability"], "subdomain": o["subdomain"], "tags": o["tags"], "tail_consumers": o["tail_consumers"],
		"references": object{},
	}
}

func getWorker(c *call) (any, error) {
	for _, o := range c.s.all(c.path(workers.path)) {
		if text(o, "id") == c.param("script") || text(o, "tag") == c.param("script") {
			return workerView(o), nil
		}
	}
	return nil, scriptMissing
}

func listWorkers(c *call) (any, error) {
	var out []object
	for _, o := range c.s.all(c.path(workers.path)) {
		out = append(out, workerView(o))
	}
	return paging{byPage, 10, 100}.page(c, out)
}

// workerDomains keeps the custom domains of workers. Each has a DNS record that the product owns, an AAAA of 100:: that nobody else may change.
//
// Source: https://developers.cloudflare.com/api/resources/workers/subresources/domains/
var workerDomains = &collection{
	path: "/accounts/{account}" + domainsBase, id: "id", item: "domain", form: hexID, key: []string{"hostname"},
	missing:  refuse(http.StatusNotFound, 100114, "The Custom Domain does not exist."),
	volatile: []string{"cert_id"},
	keep: func(c *call, o object) bool {
		for _, f := range []string{"zone_id", "zone_name", "service", "hostname", "environment"} {
			if !contains(o, f, c.query(f)) {
				return false
			}
		}
		return true
	},
	fill: func(s *Server, p map[string]string, o object) {
		zone := s.lookup("/zones", text(o, "zone_id"))
		if zone == nil {
			zone = s.zoneOf(p["account"], text(o, "hostname"))
		}
		defaults(o, "zone_id", text(zone, "id"), "zone_name", text(zone, "name"), "environment", "production", "cert_id", uuid(digest("cert", text(o, "id"))))
	},
	stored: func(s *Server, _ map[string]string, o object) {
		zone := text(o, "zone_id")
		if s.lookup("/zones", zone) == nil {
			return
		}
		for _, r := range s.near("/zones/"+zone+"/dns_records", text(o, "hostname")) {
			if text(r, "type") == "AAAA" {
				if sub(r, "meta")["read_only"] != true {
					r["meta"] = ownedMeta(o)
				}
				return
			}
		}
		s.store(records, map[string]string{"zone": zone}, object{
			"type": "AAAA", "name": o["hostname"], "content": "100::", "proxied": true, "ttl": 1.0, "meta": ownedMeta(o),
		})
	},
	remove: func(c *call, o object) error {
		c.s.removeDomain("/accounts/"+c.param("account"), o)
		return nil
	},
	gone: nothing,
}

// ownedMeta marks a DNS record as a custom domain's.
func ownedMeta(domain object) object {
	return object{"auto_added": true, "managed_by_apps": false, "managed_by_argo_tunnel": false, "origin_worker_id": domain["id"], "read_only": true}
}

// removeDomain removes a custom domain and its DNS record.
func (s *Server) removeDomain(account string, o object) {
	at := "/zones/" + text(o, "zone_id") + "/dns_records"
	for _, r := range s.near(at, text(o, "hostname")) {
		if text(sub(r, "meta"), "origin_worker_id") == text(o, "id") {
			s.shelves[at].remove(text(r, "id"))
		}
	}
	s.shelves[account+domainsBase].remove(text(o, "id"))
}

// putDomain attaches a hostname to a worker, and moves it if another worker has it. A DNS record that someone else made is in the way unless the client
// says to override it.
func putDomain(c *call, in object) (any, error) {
	account, host := c.param("account"), strings.ToLower(text(in, "hostname"))
	if c.s.lookup(c.path(workers.path), text(in, "service")) == nil {
		return nil, scriptMissing
	}
	zone := c.s.zoneOf(account, host)
	if zone == nil || in["zone_id"] != nil && in["zone_id"] != zone["id"] {
		return nil, refuse(http.StatusBadRequest, 10082, "The hostname %q is not in a zone of this account.", host)
	}
	o := object{"hostname": host, "service": in["service"], "zone_id": zone["id"], "zone_name": zone["name"]}
	if e := text(in, "environment"); e != "" {
		o["environment"] = e
	}
	if old := c.s.byKey(c.path(workerDomains.path), host); old != nil {
		o["id"] = old["id"]
		keepField(o, old, "cert_id")
	}
	at := "/zones/" + text(zone, "id") + "/dns_records"
	for _, r := range c.s.near(at, host) {
		if t := text(r, "type"); t != "A" && t != "AAAA" && t != "CNAME" || sub(r, "meta")["read_only"] == true {
			continue
		}
		if in["override_existing_dns_record"] != true {
			return nil, refuse(http.StatusConflict, 100117, "Hostname '%s' already has externally managed DNS records (A, CNAME, etc). Either delete them, try a different hostname, or use the option 'override_existing_dns_record' to override.", host)
		}
		c.s.shelves[at].remove(text(r, "id"))
	}
	c.s.store(workerDomains, workerDomains.params(c), o)
	return clone(o), nil
}

// domainChanges tells wrangler what putScriptDomains would do.
func domainChanges(c *call, o object) (any, error) {
	v, err := c.json()
	if err != nil {
		return nil, err
	}
	added, updated, conflicting := []any{}, []any{}, []any{}
	wanted, _ := v.([]any)
	for _, w := range wanted {
		w, _ := w.(object)
		old := c.s.byKey(c.path(workerDomains.path), text(w, "hostname"))
		switch {
		case old == nil:
			added = append(added, w)
		case old["service"] == o["id"]:
			updated = append(updated, merged(old, object{"modified": false}))
		default:
			conflicting = append(conflicting, clone(old))
		}
	}
	return object{"added": added, "updated": updated, "removed": []any{}, "conflicting": conflicting}, nil
}

// putScriptDomains attaches all the hostnames a wrangler configuration has.
func putScriptDomains(c *call, o object) (any, error) {
	in, err := c.body()
	if err != nil {
		return nil, err
	}
	out := []object{}
	for _, v := range list(in, "origins") {
		origin, _ := v.(object)
		d, err := putDomain(c, merged(origin, object{"service": o["id"], "override_existing_dns_record": in["override_existing_dns_record"]}))
		if err != nil {
			return nil, err
		}
		out = append(out, d.(object))
	}
	return listing{items: out}, nil
}

// putScriptRoutes replaces all routes to one worker, in every zone of the account; wrangler names the zone by id or by name.
func putScriptRoutes(c *call, o object) (any, error) {
	v, err := c.json()
	if err != nil {
		return nil, err
	}
	for _, z := range c.s.all("/zones") {
		at := "/zones/" + text(z, "id") + "/workers/routes"
		for _, r := range c.s.all(at) {
			if text(sub(z, "account"), "id") == c.param("account") && r["script"] == o["id"] {
				c.s.shelves[at].remove(text(r, "id"))
			}
		}
	}
	out := []object{}
	wanted, _ := v.([]any)
	for _, w := range wanted {
		w, _ := w.(object)
		host, _, _ := strings.Cut(text(w, "pattern"), "/")
		zone := c.s.lookup("/zones", text(w, "zone_id"))
		if zone == nil {
			if name := text(w, "zone_name"); name != "" {
				host = name
			}
			zone = c.s.zoneOf(c.param("account"), strings.TrimPrefix(host, "*."))
		}
		if zone == nil {
			return nil, refuse(http.StatusBadRequest, 10022, "The pattern %q is of no zone of this account.", text(w, "pattern"))
		}
		r := object{"pattern": w["pattern"], "script": o["id"]}
		if at := "/zones/" + text(zone, "id") + "/workers/routes"; c.s.byKey(at, text(w, "pattern")) != nil {
			return nil, workerRoutes.taken
		}
		c.s.store(workerRoutes, map[string]string{"zone": text(zone, "id")}, r)
		out = append(out, clone(r))
	}
	return listing{items: out}, nil
}

// workerRoutes keeps the routes of zones to workers; a route without a worker is an exception from the others.
//
// Source: https://developers.cloudflare.com/api/resources/workers/subresources/routes/
var workerRoutes = &collection{
	path: "/zones/{zone}/workers/routes", id: "id", item: "route", form: hexID, key: []string{"pattern"},
	missing: refuse(http.StatusNotFound, 10009, "The route does not exist."),
	taken:   refuse(http.StatusConflict, 10020, "A route with the same pattern already exists."),
	accept: func(c *call, o, _ object) error {
		zone := c.s.lookup("/zones", c.param("zone"))
		host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(text(o, "pattern"), "https://"), "http://"), "/")
		if !strings.HasSuffix(host, text(zone, "name")) {
			return refuse(http.StatusBadRequest, 10022, "The pattern %q is not of this zone.", text(o, "pattern"))
		}
		if script := text(o, "script"); script == "" {
			delete(o, "script")
		} else if c.s.lookup("/accounts/"+text(sub(zone, "account"), "id")+scripts, script) == nil {
			return refuse(http.StatusBadRequest, 10007, "The Worker %q does not exist on your account.", script)
		}
		return nil
	},
}

// workersRoutesProduct serves the routes of zones.
func workersRoutesProduct() product {
	return product{permission: "Workers Routes", collections: []*collection{workerRoutes}, routes: workerRoutes.routes("lgcrd")}
}
