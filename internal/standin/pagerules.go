package standin

import (
	"net/http"
	"slices"
)

// pageRules keeps the page rules of each zone. The list is told whole.
//
// Source: https://developers.cloudflare.com/api/resources/page_rules/
var pageRules = &collection{
	path: "/zones/{zone}/pagerules", id: "id", item: "rule", form: hexID,
	keyFunc: pagePattern,
	missing: refuse(http.StatusNotFound, 1002, "Invalid Page Rule identifier"),
	taken:   refuse(http.StatusBadRequest, 1006, "Your zone already has an existing page rule with that URL."),
	accept: func(_ *call, o, _ object) error {
		actions := list(o, "actions")
		forwards := false
		for _, a := range actions {
			action, _ := a.(object)
			if slices.Contains(pageSwitches, text(action, "id")) {
				delete(action, "value")
			}
			if query := sub(sub(action, "value"), "query_string"); query != nil {
				defaults(query, "include", []any{}, "exclude", []any{})
			}
			forwards = forwards || text(action, "id") == "forwarding_url"
		}
		switch {
		case pagePattern(o) == "":
			return refuse(http.StatusBadRequest, 1004, "Page Rule validation failed: targets is required")
		case len(actions) == 0:
			return refuse(http.StatusBadRequest, 1004, "Page Rule validation failed: actions is required")
		case forwards && len(actions) > 1:
			return refuse(http.StatusBadRequest, 1004, "Page Rule validation failed: forwarding_url may not be set with any other settings")
		}
		return nil
	},
	fill: func(_ *Server, _ map[string]string, o object) {
		defaults(o, "priority", 1.0, "status", "disabled", "created_on", epoch, "modified_on", epoch)
	},
}

// pageSwitches are the actions that have no value.
var pageSwitches = []string{"always_use_https", "disable_apps", "disable_performance", "disable_railgun", "disable_security", "disable_zaraz"}

// pagePattern is the pattern of a page rule.
func pagePattern(o object) string {
	for _, t := range list(o, "targets") {
		target, _ := t.(object)
		return text(sub(target, "constraint"), "value")
	}
	return ""
}

// pageRulesProduct serves page rules.
func pageRulesProduct() product {
	return product{permission: "Page Rules", collections: []*collection{pageRules}, routes: pageRules.routes("lgcrpd")}
}
