package standin

import (
	"net/http"
	"strings"
)

// queues keeps queues, without their messages.
//
// Source: https://developers.cloudflare.com/api/resources/queues/
var queues = &collection{
	path: queuesPath, id: "queue_id", item: "queue", form: hexID, key: []string{"queue_name"},
	paging:   paging{style: byPage, def: 100, max: 100},
	missing:  refuse(http.StatusNotFound, 11000, "The specified queue does not exist."),
	taken:    refuse(http.StatusConflict, 11009, "Queue name is already taken. Please use a different name and try again."),
	readonly: []string{"producers", "consumers", "producers_total_count", "consumers_total_count", "created_on", "modified_on"},
	deep:     true,
	keep:     func(c *call, o object) bool { return contains(o, "queue_name", c.query("name")) },
	accept: func(_ *call, o, _ object) error {
		if text(o, "queue_name") == "" {
			return refuse(http.StatusBadRequest, 11003, "Queue name is required.")
		}
		s := sub(o, "settings")
		if n, ok := number(s, "delivery_delay"); ok && (n < 0 || n > 86400) {
			return refuse(http.StatusBadRequest, 11013, "delivery_delay must be between 0 and 86400 seconds.")
		}
		if n, ok := number(s, "message_retention_period"); ok && (n < 60 || n > 1209600) {
			return refuse(http.StatusBadRequest, 11013, "message_retention_period must be between 60 and 1209600 seconds.")
		}
		return nil
	},
	fill: func(_ *Server, _ map[string]string, o object) {
		defaults(o, "settings", object{}, "created_on", epoch, "modified_on", epoch)
		if s := sub(o, "settings"); s != nil {
			defaults(s, "delivery_delay", 0.0, "delivery_paused", false, "message_retention_period", 345600.0)
		}
	},
	show:   showQueue,
	remove: func(c *call, o object) error { c.s.drop(c.path(queuesPath) + "/" + text(o, "queue_id")); return nil },
	gone:   nothing,
}

const (
	queuesPath    = "/accounts/{account}/queues"
	consumersPath = queuesPath + "/{queue}/consumers"
)

// consumers keeps the consumers of each queue.
var consumers = &collection{
	path: consumersPath, id: "consumer_id", item: "consumer", form: hexID, key: []string{"type", "script_name"},
	missing:  refuse(http.StatusNotFound, 11001, "The specified consumer does not exist."),
	readonly: []string{"queue_id", "queue_name", "created_on"},
	deep:     true,
	accept:   acceptConsumer,
	fill: func(s *Server, p map[string]string, o object) {
		queue := s.lookup("/accounts/"+p["account"]+"/queues", p["queue"])
		defaults(o, "type", "worker", "queue_id", p["queue"], "queue_name", text(queue, "queue_name"), "dead_letter_queue", "", "created_on", epoch, "settings", object{})
		st := sub(o, "settings")
		if text(o, "type") == "http_pull" {
			defaults(st, "batch_size", 5.0, "max_retries", 3.0, "visibility_timeout_ms", 30000.0, "retry_delay", 0.0)
			return
		}
		defaults(o, "environment", "production", "script", text(o, "script_name"))
		defaults(st, "batch_size", 10.0, "max_retries", 3.0, "max_wait_time_ms", 5000.0, "max_concurrency", nil, "retry_delay", 0.0)
	},
	gone: nothing,
}

// acceptConsumer checks a consumer: its worker exists, a queue has one worker at most, and a dead letter queue that is missing comes into being with
// default settings, which is what the API does and why a rebuild must make it first.
func acceptConsumer(c *call, o, old object) error {
	delete(o, "environment_name")
	for _, alias := range []string{"script", "service"} {
		if text(o, "script_name") == "" && text(o, alias) != "" {
			o["script_name"] = o[alias]
		}
		delete(o, alias)
	}
	if old != nil {
		o["type"] = old["type"]
	}
	if text(o, "type") == "" {
		o["type"] = "worker"
	}
	account := c.param("account")
	switch text(o, "type") {
	case "http_pull":
		delete(o, "script_name")
	case "worker":
		if c.s.lookup("/accounts/"+account+scripts, text(o, "script_name")) == nil {
			return refuse(http.StatusNotFound, 10007, "This Worker does not exist on your account.")
		}
		for _, other := range c.s.all(c.path(consumersPath)) {
			if text(other, "type") == "worker" && text(other, "consumer_id") != text(old, "consumer_id") {
				return refuse(http.StatusBadRequest, 11004, "Queue already has a worker consumer.")
			}
		}
	default:
		return refuse(http.StatusBadRequest, 11005, "Invalid consumer type.")
	}
	if dlq := text(o, "dead_letter_queue"); dlq != "" && c.s.byKey("/accounts/"+account+"/queues", dlq) == nil {
		c.s.store(queues, map[string]string{"account": account}, object{"queue_name": dlq})
	}
	return nil
}

// showQueue adds to a queue who writes to it and who reads it.
func showQueue(c *call, o object) object {
	account, name, id := c.param("account"), text(o, "queue_name"), text(o, "queue_id")
	producers := []any{}
	for _, w := range c.s.all("/accounts/" + account + scripts) {
		for _, b := range list(w, "bindings") {
			if b, _ := b.(object); text(b, "type") == "queue" && text(b, "queue_name") == name {
				producers = append(producers, object{"type": "worker", "script": w["id"], "service": w["id"], "environment": "production"})
			}
		}
	}
	prefix := "/accounts/" + account + "/event_notifications/r2/"
	for _, p := range sortedKeys(c.s.shelves) {
		bucket, ok := strings.CutPrefix(p, prefix)
		if ok && c.s.lookup(p, id) != nil {
			producers = append(producers, object{"type": "r2_bucket", "bucket_name": strings.Split(bucket, "/")[0]})
		}
	}
	readers := []any{}
	for _, r := range c.s.all("/accounts/" + account + "/queues/" + id + "/consumers") {
		readers = append(readers, clone(r))
	}
	o["producers"], o["producers_total_count"] = producers, len(producers)
	o["consumers"], o["consumers_total_count"] = readers, len(readers)
	return o
}

// queuesProduct serves queues under both paths: "/queues" with ids, and the older "/workers/queues", which provider 4 uses and which takes the name of
// a queue, and of a consumer's worker, as well.
func queuesProduct() product {
	named := func(h handler) handler {
		return func(c *call) (any, error) {
			at := "/accounts/" + c.param("account") + "/queues"
			if q := c.s.byKey(at, c.param("queue")); q != nil {
				c.set("queue", text(q, "queue_id"))
			}
			if c.param("queue") != "" && c.s.lookup(at, c.param("queue")) == nil {
				return nil, queues.missing
			}
			for _, r := range c.s.all(at + "/" + c.param("queue") + "/consumers") {
				if text(r, "script_name") == c.param("consumer") {
					c.set("consumer", text(r, "consumer_id"))
				}
			}
			return h(c)
		}
	}
	var routes []route
	for _, base := range []string{queuesPath, "/accounts/{account}/workers/queues"} {
		// The update that a client calls a replacement keeps the settings it does not mention.
		routes = append(routes, queues.routesAt(base, "lcgpd")...)
		routes = append(routes, consumers.routesAt(base+"/{queue}/consumers", "lcgpd")...)
		routes = append(routes,
			route{"PUT " + base + "/{queue}", queues.patch},
			route{"PUT " + base + "/{queue}/consumers/{consumer}", consumers.patch},
			route{"POST " + base + "/{queue}/purge", func(c *call) (any, error) { return queues.get(c) }},
		)
	}
	for i, r := range routes {
		routes[i].serve = named(r.serve)
	}
	return product{permission: "Queues", collections: []*collection{queues, consumers}, routes: routes}
}
