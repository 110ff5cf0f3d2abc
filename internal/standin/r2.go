package standin

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
)

var (
	bucketName     = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`)
	bucketMissing  = refuse(http.StatusNotFound, 10006, "The specified bucket does not exist.")
	bucketsPath    = "/accounts/{account}/r2/buckets"
	jurisdictionID = "Cf-R2-Jurisdiction" // the header that says which buckets a request is about
)

// buckets keeps R2 buckets, without their objects. Buckets of a jurisdiction live on a shelf of their own: a request without the header does not see
// them, and the same name may exist in each.
//
// Source: https://developers.cloudflare.com/api/resources/r2/subresources/buckets/
var buckets = &collection{
	path: bucketsPath, id: "name", item: "bucket", form: byName, key: []string{"name"},
	shelfFor: func(o object) string { return jurisdictionSuffix(text(o, "jurisdiction")) },
	paging:   paging{style: byCursor, def: 20, max: 1000},
	wrap:     "buckets",
	missing:  bucketMissing,
	taken:    refuse(http.StatusConflict, 10004, "The bucket you tried to create already exists, and you own it."),
	readonly: []string{"creation_date"},
	fill: func(_ *Server, _ map[string]string, o object) {
		defaults(o, "creation_date", "2026-01-01T00:00:00.000Z", "location", "WEUR", "storage_class", "Standard", "jurisdiction", "default")
	},
	keep: func(c *call, o object) bool {
		return strings.Contains(text(o, "name"), c.query("name_contains")) && text(o, "name") > c.query("start_after")
	},
}

// jurisdictionSuffix keeps the shelves of jurisdictions apart.
func jurisdictionSuffix(j string) string {
	if j == "" || j == "default" {
		return ""
	}
	return "@" + j
}

// jurisdiction is what a request says about where its buckets are.
func jurisdiction(c *call) string {
	if j := c.r.Header.Get(jurisdictionID); j != "" {
		return j
	}
	return "default"
}

// bucketConfigs are the single documents that hang on a bucket, with what the API gives before one is set; nil is a refusal.
var bucketConfigs = []struct {
	name    string
	initial object
	missing *refusal
}{
	{"cors", nil, refuse(http.StatusNotFound, 10059, "The CORS configuration does not exist.")},
	{"lifecycle", object{"rules": []any{object{
		"id": "Default Multipart Abort Rule", "enabled": true, "conditions": object{"prefix": ""},
		"abortMultipartUploadsTransition": object{"condition": object{"type": "Age", "maxAge": 604800.0}},
	}}}, nil},
	{"lock", object{"rules": []any{}}, nil},
	{"sippy", object{"enabled": false}, nil},
	{"domains/managed", object{"enabled": false}, nil},
}

// r2Product serves buckets and their configurations.
func r2Product() product {
	k := buckets
	// The generic routes look at the object for its jurisdiction; here the header decides.
	shelfOf := func(c *call) *shelf { return c.s.shelf(k, c.path(k.path)+jurisdictionSuffix(jurisdiction(c))) }
	find := func(c *call) (object, error) {
		if o, ok := shelfOf(c).items[c.param("bucket")]; ok {
			return o, nil
		}
		return nil, bucketMissing
	}
	listBuckets := func(c *call) (any, error) {
		var out []object
		for _, o := range shelfOf(c).all() {
			if k.keep(c, o) {
				out = append(out, clone(o))
			}
		}
		l, err := k.paging.page(c, out)
		l.wrap = k.wrap
		return l, err
	}
	get := func(c *call) (any, error) {
		o, err := find(c)
		if err != nil {
			return nil, err
		}
		return clone(o), nil
	}
	create := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		name := text(in, "name")
		if !bucketName.MatchString(name) {
			return nil, refuse(http.StatusBadRequest, 10005, "The specified bucket name is not valid.")
		}
		if shelfOf(c).items[name] != nil {
			return nil, k.taken
		}
		o := object{"name": name, "jurisdiction": jurisdiction(c)}
		if hint := text(in, "locationHint"); hint != "" {
			o["location"] = strings.ToUpper(hint)
		}
		if class := text(in, "storageClass"); class != "" {
			o["storage_class"] = class
		}
		c.s.store(k, k.params(c), o)
		return clone(o), nil
	}
	patch := func(c *call) (any, error) {
		o, err := find(c)
		if err != nil {
			return nil, err
		}
		if class := c.r.Header.Get("Cf-R2-Storage-Class"); class != "" {
			o["storage_class"] = class
		}
		return clone(o), nil
	}
	remove := func(c *call) (any, error) {
		o, err := find(c)
		if err != nil {
			return nil, err
		}
		shelfOf(c).remove(text(o, "name"))
		apart := text(o, "name") + jurisdictionSuffix(jurisdiction(c))
		c.s.drop(c.path(k.path) + "/" + apart)
		c.s.drop(c.path("/accounts/{account}/event_notifications/r2/") + apart)
		return object{}, nil
	}
	one := k.path + "/{bucket}"
	p := product{
		permission:  "Workers R2 Storage",
		collections: []*collection{k},
		routes: []route{
			{"GET " + k.path, listBuckets}, {"POST " + k.path, create}, {"GET " + one, get}, {"PATCH " + one, patch}, {"DELETE " + one, remove},
		},
	}
	for _, cfg := range bucketConfigs {
		at := one + "/" + cfg.name
		p.collections = append(p.collections, &collection{path: at, single: true})
		p.routes = append(p.routes,
			route{"GET " + at, inBucket(func(c *call) (any, error) {
				o, ok := c.s.singles[c.path(at)]
				if !ok && cfg.missing != nil {
					return nil, cfg.missing
				}
				if !ok {
					o = cfg.initial
				}
				return managed(c, cfg.name, clone(o)), nil
			})},
			route{"PUT " + at, inBucket(func(c *call) (any, error) {
				in, err := c.body()
				if err != nil {
					return nil, err
				}
				c.s.singles[c.path(at)] = in
				if cfg.name == "domains/managed" {
					return managed(c, cfg.name, clone(in)), nil
				}
				return object{}, nil
			})},
			route{"DELETE " + at, inBucket(func(c *call) (any, error) {
				delete(c.s.singles, c.path(at))
				return object{}, nil
			})},
		)
	}
	for _, more := range []product{bucketDomains(), bucketNotifications(), bucketObjects()} {
		p.collections = append(p.collections, more.collections...)
		for _, r := range more.routes {
			p.routes = append(p.routes, route{r.pattern, inBucket(r.serve)})
		}
	}
	return p
}

// inBucket serves what hangs on a bucket, if the bucket exists in the jurisdiction of the request. What hangs on a bucket of a jurisdiction is kept
// under "NAME@JURISDICTION", in [Server.Put] as well.
func inBucket(h handler) handler {
	return func(c *call) (any, error) {
		suffix := jurisdictionSuffix(jurisdiction(c))
		if c.s.lookup(c.path(bucketsPath)+suffix, c.param("bucket")) == nil {
			return nil, bucketMissing
		}
		c.set("bucket", c.param("bucket")+suffix)
		return h(c)
	}
}

// managed adds the r2.dev name of a bucket to its managed domain.
func managed(c *call, name string, o object) object {
	if name == "domains/managed" {
		id := digest("bucket", c.param("account"), c.param("bucket"))[:32]
		o["bucketId"], o["domain"] = id, "pub-"+id+".r2.dev"
	}
	return o
}

// bucketDomains serves the custom domains of buckets. Each has a DNS record that the product owns.
func bucketDomains() product {
	k := &collection{
		path: bucketsPath + "/{bucket}/domains/custom", id: "domain", item: "domain", form: byName, key: []string{"domain"},
		wrap:    "domains",
		missing: refuse(http.StatusNotFound, 10056, "The specified custom domain does not exist."),
		taken:   refuse(http.StatusConflict, 10057, "The custom domain is already in use."),
		accept: func(c *call, o, old object) error {
			if old != nil {
				return nil
			}
			zone := c.s.lookup("/zones", text(o, "zoneId"))
			if zone == nil || fullName(text(o, "domain"), text(zone, "name")) != text(o, "domain") {
				return refuse(http.StatusBadRequest, 10055, "The zone of the custom domain does not exist in this account.")
			}
			return nil
		},
		fill: func(s *Server, _ map[string]string, o object) {
			zone := s.lookup("/zones", text(o, "zoneId"))
			defaults(o, "enabled", true, "zoneName", text(zone, "name"), "status", object{"ownership": "active", "ssl": "active"})
		},
		stored: func(s *Server, _ map[string]string, o object) {
			zone := text(o, "zoneId")
			if s.lookup("/zones", zone) == nil {
				return
			}
			for _, r := range s.near("/zones/"+zone+"/dns_records", text(o, "domain")) {
				if text(r, "type") == "CNAME" {
					return
				}
			}
			s.store(records, map[string]string{"zone": zone}, object{
				"type": "CNAME", "name": o["domain"], "content": "public.r2.dev", "proxied": true, "ttl": 1.0,
				"meta": object{"auto_added": true, "managed_by_apps": false, "managed_by_argo_tunnel": false, "read_only": true},
			})
		},
		remove: func(c *call, o object) error {
			at := "/zones/" + text(o, "zoneId") + "/dns_records"
			for _, r := range c.s.near(at, text(o, "domain")) {
				if text(r, "content") == "public.r2.dev" && sub(r, "meta")["read_only"] == true {
					c.s.shelves[at].remove(text(r, "id"))
				}
			}
			return nil
		},
		gone: func(o object) any { return object{"domain": o["domain"]} },
	}
	return product{collections: []*collection{k}, routes: append(k.routes("lgcd"), route{"PUT " + k.path + "/{domain}", k.patch})}
}

// bucketNotifications serves the rules by which buckets tell queues of what happens to objects. A request adds rules to those that are there, and one
// that is there already is refused: https://developers.cloudflare.com/r2/buckets/event-notifications/.
func bucketNotifications() product {
	k := &collection{
		path: "/accounts/{account}/event_notifications/r2/{bucket}/configuration/queues", id: "queueId", item: "queue", form: byName, key: []string{"queueId"},
		missing: refuse(http.StatusNotFound, 11015, "The specified event notification does not exist."),
		fill: func(_ *Server, p map[string]string, o object) {
			for i, r := range list(o, "rules") {
				if r, ok := r.(object); ok {
					defaults(r, "ruleId", digest("rule", p["account"], p["bucket"], text(o, "queueId"), plain(float64(i)))[:32], "createdAt", epoch)
				}
			}
		},
		show: func(c *call, o object) object {
			o["queueName"] = text(c.s.lookup(c.path("/accounts/{account}/queues"), text(o, "queueId")), "queue_name")
			return o
		},
		gone: nothing,
	}
	put := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		if c.s.lookup(c.path("/accounts/{account}/queues"), c.param("queue")) == nil {
			return nil, queues.missing
		}
		rules := []any{}
		if old := c.s.lookup(c.path(k.path), c.param("queue")); old != nil {
			rules = append(rules, list(old, "rules")...)
		}
		for _, r := range list(in, "rules") {
			same := func(there any) bool {
				a, _ := there.(object)
				b, _ := r.(object)
				return text(a, "prefix") == text(b, "prefix") && text(a, "suffix") == text(b, "suffix") && string(indent(a["actions"])) == string(indent(b["actions"]))
			}
			if slices.ContainsFunc(rules, same) {
				return nil, refuse(http.StatusConflict, 11020, "The rule conflicts with an existing event notification rule.")
			}
			rules = append(rules, r)
		}
		c.s.store(k, k.params(c), object{"queueId": c.param("queue"), "rules": rules})
		return object{}, nil
	}
	all := func(c *call) (any, error) {
		out := []any{}
		for _, o := range c.s.all(c.path(k.path)) {
			out = append(out, k.shown(c, o))
		}
		if len(out) == 0 {
			return nil, refuse(http.StatusNotFound, 11015, "No event notification configuration exists for the bucket.")
		}
		return object{"bucketName": strings.Split(c.param("bucket"), "@")[0], "queues": out}, nil
	}
	base := "/accounts/{account}/event_notifications/r2/{bucket}/configuration"
	return product{
		collections: []*collection{k},
		routes:      append(k.routes("gd"), route{"GET " + base, all}, route{"PUT " + k.path + "/{queue}", put}),
	}
}
