package standin

import "net/http"

// workflowsProduct keeps workflows, without their instances.
//
// Source: https://developers.cloudflare.com/api/resources/workflows/
func workflowsProduct() product {
	k := &collection{
		path: "/accounts/{account}/workflows", id: "name", item: "workflow", form: byName, key: []string{"name"},
		paging:   paging{style: byPage, def: 10, max: 100},
		missing:  refuse(http.StatusNotFound, 10200, "workflow.not_found"),
		volatile: []string{"id", "version_id", "triggered_on"},
		fill: func(s *Server, p map[string]string, o object) {
			if text(o, "id") == "" {
				o["id"] = s.newID(uuidID, "/accounts/"+p["account"]+"/workflows", text(o, "name"))
			}
			defaults(o, "created_on", epoch, "modified_on", epoch, "triggered_on", nil, "instances", object{})
		},
	}
	// A workflow is made and changed by the same PUT; who declares it last, owns it.
	put := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		script, class := text(in, "script_name"), text(in, "class_name")
		if script == "" || class == "" {
			return nil, refuse(http.StatusBadRequest, 10001, "workflows.api.error.validation: class_name and script_name are required")
		}
		if c.s.lookup("/accounts/"+c.param("account")+scripts, script) == nil {
			return nil, refuse(http.StatusBadRequest, 10201, "workflows.api.error.script_not_found: script %q does not exist", script)
		}
		o := object{"name": c.param("workflow")}
		if old := c.s.lookup(c.path(k.path), c.param("workflow")); old != nil {
			o = clone(old)
		}
		merge(o, in, false)
		o["name"] = c.param("workflow")
		params := k.params(c)
		c.s.store(k, params, o)
		out := clone(o)
		defaults(out, "version_id", uuid(digest("workflow version", text(o, "id"))), "is_deleted", 0.0, "terminator_running", 0.0)
		return out, nil
	}
	k.gone = func(object) any { return object{"status": "ok", "success": true} }
	return product{
		permission:  "Workers Scripts",
		collections: []*collection{k},
		routes:      append(k.routes("lgd"), route{"PUT " + k.path + "/{workflow}", put}),
	}
}
