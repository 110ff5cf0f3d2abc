package standin

import "net/http"

// widgets keeps Turnstile widgets. Names need not differ. The list tells no secret; whoever asks for one widget gets it.
//
// Source: https://developers.cloudflare.com/api/resources/turnstile/
var widgets = &collection{
	path: "/accounts/{account}/challenges/widgets", id: "sitekey", item: "sitekey", form: shortID, key: []string{"name"},
	paging:   paging{style: byPage, def: 25, max: 1000},
	missing:  refuse(http.StatusNotFound, 10404, "widget_not_found"),
	readonly: []string{"secret", "created_on", "modified_on"},
	accept: func(_ *call, o, old object) error {
		if old != nil {
			o["region"] = old["region"]
		}
		if _, said := o["domains"].([]any); text(o, "name") == "" || !said {
			return refuse(http.StatusBadRequest, 10400, "name and domains are required")
		}
		switch text(o, "mode") {
		case "managed", "non-interactive", "invisible":
			return nil
		}
		return refuse(http.StatusBadRequest, 10400, "mode must be managed, non-interactive or invisible")
	},
	fill: func(_ *Server, _ map[string]string, o object) {
		defaults(o, "region", "world", "bot_fight_mode", false, "offlabel", false, "clearance_level", "no_clearance", "ephemeral_id", false,
			"created_on", epoch, "modified_on", epoch)
	},
}

// turnstileProduct serves Turnstile widgets.
func turnstileProduct() product {
	telling := func(h handler) handler {
		return func(c *call) (any, error) {
			v, err := h(c)
			if o, is := v.(object); is {
				o["secret"] = "0x" + issued(o)[:33]
			}
			return v, err
		}
	}
	routes := widgets.routes("gcrd")
	for i := range routes {
		routes[i].serve = telling(routes[i].serve)
	}
	return product{permission: "Turnstile Sites", collections: []*collection{widgets}, routes: append(routes, widgets.routes("l")...)}
}
