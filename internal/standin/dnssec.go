package standin

import "net/http"

// dnssec keeps whether each zone is signed. There is no parent zone here, so what is asked for is so at once.
//
// Source: https://developers.cloudflare.com/api/resources/dns/subresources/dnssec/
var dnssec = &collection{
	path: "/zones/{zone}/dnssec", single: true,
	accept: func(_ *call, o, _ object) error {
		if s := text(o, "status"); s != "active" && s != "disabled" {
			return refuse(http.StatusBadRequest, 1004, "Invalid DNSSEC status")
		}
		return nil
	},
	fill: func(s *Server, p map[string]string, o object) {
		defaults(o, "status", "disabled", "modified_on", epoch)
		if text(o, "status") == "disabled" {
			for _, f := range []string{"algorithm", "digest", "digest_algorithm", "digest_type", "ds", "flags", "key_tag", "key_type", "public_key"} {
				o[f] = nil
			}
			return
		}
		sum := digest("dnssec", p["zone"])
		o["algorithm"], o["digest"], o["digest_algorithm"], o["digest_type"] = "13", sum, "SHA256", "2"
		o["ds"] = text(s.lookup("/zones", p["zone"]), "name") + ". 3600 IN DS 2371 13 2 " + sum
		o["flags"], o["key_tag"], o["key_type"], o["public_key"] = 257.0, 2371.0, "ECDSAP256SHA256", sum
	},
}

// dnssecProduct serves the signing of zones.
func dnssecProduct() product {
	off := func(c *call) (any, error) {
		delete(c.s.singles, c.path(dnssec.path))
		return "", nil
	}
	return product{
		permission: "DNS", collections: []*collection{dnssec},
		routes: append(dnssec.singleRoutes("GET", "PATCH"), route{"DELETE " + dnssec.path, off}),
	}
}
