package standin

import (
	"net/http"
	"strings"
)

// d1Product keeps D1 databases, without their tables.
//
// Source: https://developers.cloudflare.com/api/resources/d1/subresources/database/
func d1Product() product {
	missing := refuse(http.StatusNotFound, 7404, "The database could not be found")
	k := &collection{
		path: "/accounts/{account}/d1/database", id: "uuid", form: uuidID, key: []string{"name"},
		paging:   paging{style: byPage, def: 1000, max: 10000},
		missing:  missing,
		taken:    refuse(http.StatusBadRequest, 7502, "A database with that name already exists"),
		readonly: []string{"version", "file_size", "num_tables", "running_in_region", "created_at"},
		deep:     true,
		keep:     func(c *call, o object) bool { return contains(o, "name", c.query("name")) },
		accept: func(c *call, o, old object) error {
			if old != nil {
				o["name"] = old["name"] // a database is not renamed
				keepField(o, old, "jurisdiction")
			}
			if text(o, "name") == "" {
				return refuse(http.StatusBadRequest, 7400, "The request is malformed: name is required")
			}
			// Where a database was asked to be is not told by the API, ever; where it came to be, is.
			if hint := text(o, "primary_location_hint"); hint != "" && old == nil {
				o["running_in_region"] = strings.ToUpper(hint)
			}
			delete(o, "primary_location_hint")
			return nil
		},
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "version", "production", "created_at", epoch, "num_tables", 0.0, "file_size", 8192.0,
				"read_replication", object{"mode": "disabled"}, "jurisdiction", nil)
		},
		gone: nothing,
	}
	// The list is shorter than the single object; reading one also works by name.
	k.show = func(c *call, o object) object {
		if c.param(k.itemParam()) == "" && c.r.Method == http.MethodGet {
			delete(o, "read_replication")
		}
		return o
	}
	byName := func(h handler) handler {
		return func(c *call) (any, error) {
			if o := c.s.byKey(c.path(k.path), c.param("id")); o != nil {
				c.set("id", text(o, "uuid"))
			}
			return h(c)
		}
	}
	one := k.path + "/{id}"
	routes := append(k.routes("lcrpd"), route{"GET " + one, byName(k.get)})
	return product{permission: "D1", collections: []*collection{k}, routes: routes}
}

// keepField carries a field over from the old form of an object, present or absent.
func keepField(o, old object, field string) {
	if v, ok := old[field]; ok {
		o[field] = v
	} else {
		delete(o, field)
	}
}
