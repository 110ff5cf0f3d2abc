package standin

import "strings"

// bucketObjects lists the files of buckets. [Server.Put] puts one there, with its key, its size in bytes and, where it matters, last_modified; what is in
// a file is not kept.
//
// Source: https://developers.cloudflare.com/api/resources/r2/subresources/buckets/
func bucketObjects() product {
	k := &collection{
		path: bucketsPath + "/{bucket}/objects", id: "key", item: "key", form: byName, key: []string{"key"},
		paging:  paging{style: byCursor, def: 20, max: 1000},
		missing: refuse(404, 10007, "The specified key does not exist."),
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "size", 0.0, "last_modified", "2026-01-01T00:00:00.000Z", "etag", digest("file", text(o, "key"))[:32], "storage_class", "Standard",
				"http_metadata", object{"contentType": "application/octet-stream"})
		},
		keep: func(c *call, o object) bool { return strings.HasPrefix(text(o, "key"), c.query("prefix")) },
	}
	return product{collections: []*collection{k}, routes: k.routes("l")}
}
