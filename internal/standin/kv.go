package standin

import "net/http"

// kvProduct keeps Workers KV namespaces, without their keys.
//
// Source: https://developers.cloudflare.com/api/resources/kv/subresources/namespaces/
func kvProduct() product {
	k := &collection{
		path: "/accounts/{account}/storage/kv/namespaces", id: "id", form: hexID, key: []string{"title"},
		paging:   paging{style: byPage, def: 20, max: 1000},
		missing:  refuse(http.StatusNotFound, 10013, "get namespace: 'namespace not found'"),
		taken:    refuse(http.StatusBadRequest, 10014, "create namespace: 'a namespace with this account ID and title already exists'"),
		readonly: []string{"supports_url_encoding", "beta"},
		accept: func(c *call, o, _ object) error {
			if text(o, "title") == "" {
				return refuse(http.StatusBadRequest, 10019, "create namespace: 'title must not be empty'")
			}
			return nil
		},
		fill: func(_ *Server, _ map[string]string, o object) { defaults(o, "supports_url_encoding", true) },
		gone: nothing,
	}
	return product{permission: "Workers KV Storage", collections: []*collection{k}, routes: k.routes("lgcrd")}
}
