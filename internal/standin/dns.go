package standin

import (
	"net/http"
	"net/netip"
	"reflect"
	"slices"
	"strings"
)

var (
	recordMissing   = refuse(http.StatusNotFound, 81044, "Record does not exist.")
	recordIdentical = refuse(http.StatusBadRequest, 81058, "An identical record already exists.")
	recordReadOnly  = refuse(http.StatusBadRequest, 1043, "This record is managed by another Cloudflare product and is read only.")
)

// recordTypes are the record types the API takes.
var recordTypes = []string{
	"A", "AAAA", "CAA", "CERT", "CNAME", "DNSKEY", "DS", "HTTPS", "LOC", "MX", "NAPTR", "NS", "OPENPGPKEY", "PTR", "SMIMEA", "SRV", "SSHFP", "SVCB", "TLSA",
	"TXT", "URI",
}

// proxiable are the record types that can be proxied; no other record may share a name with the last of them.
var proxiable = []string{"A", "AAAA", "CNAME"}

const recordsPath = "/zones/{zone}/dns_records"

// records keeps DNS records.
//
// Source: https://developers.cloudflare.com/api/resources/dns/subresources/records/
var records = &collection{
	path: recordsPath, id: "id", form: hexID,
	keyFunc: func(o object) string {
		key := text(o, "type") + " " + text(o, "name") + " " + text(o, "content")
		if p, ok := number(o, "priority"); ok {
			key += " " + plain(p)
		}
		return key
	},
	near:     func(o object) string { return text(o, "name") },
	paging:   paging{style: byPage, def: 100, max: 5_000_000},
	missing:  recordMissing,
	taken:    recordIdentical,
	readonly: []string{"meta", "proxiable", "created_on", "modified_on", "comment_modified_on", "tags_modified_on"},
	accept:   acceptRecord,
	fill:     fillRecord,
	keep: func(c *call, o object) bool {
		for _, f := range []string{"type", "name", "content", "comment"} {
			want := c.query(f)
			if want == "" {
				want = c.query(f + ".exact")
			}
			if want != "" && !strings.EqualFold(text(o, f), want) {
				return false
			}
		}
		if want := c.query("proxied"); want != "" && (o["proxied"] == true) != (want == "true") {
			return false
		}
		return true
	},
	remove: func(_ *call, o object) error {
		if sub(o, "meta")["read_only"] == true {
			return recordReadOnly
		}
		return nil
	},
}

// dnsProduct serves DNS records.
func dnsProduct() product {
	export := func(c *call) (any, error) {
		var b strings.Builder
		for _, o := range c.s.all(c.path(records.path)) {
			ttl, _ := number(o, "ttl")
			b.WriteString(text(o, "name") + ".\t" + plain(ttl) + "\tIN\t" + text(o, "type") + "\t" + text(o, "content") + "\n")
		}
		return verbatim{status: http.StatusOK, header: http.Header{"Content-Type": {"text/plain"}}, body: []byte(b.String())}, nil
	}
	return product{
		permission:  "DNS",
		collections: []*collection{records},
		routes:      append(records.routes("lgcrpd"), route{"GET /zones/{zone}/dns_records/export", export}),
	}
}

// acceptRecord checks a record as the API does and brings it into the API's form: full names, content from data, ttl 1 when proxied.
func acceptRecord(c *call, o, old object) error {
	if old != nil && sub(old, "meta")["read_only"] == true {
		return recordReadOnly
	}
	zone := text(c.s.lookup("/zones", c.param("zone")), "name")
	kind := strings.ToUpper(text(o, "type"))
	if !slices.Contains(recordTypes, kind) {
		return refuse(http.StatusBadRequest, 9003, "Invalid or missing record type.")
	}
	o["type"] = kind
	if text(o, "name") == "" {
		return refuse(http.StatusBadRequest, 9000, "DNS name is invalid.")
	}
	o["name"] = fullName(text(o, "name"), zone)
	// Data wins over content, unless a change brings only new content.
	if sub(o, "data") != nil {
		if text(old, "content") != "" && text(old, "content") != text(o, "content") && reflect.DeepEqual(old["data"], o["data"]) {
			delete(o, "data")
		} else {
			delete(o, "content")
		}
	}
	completeRecord(o)
	content := text(o, "content")
	addr, err := netip.ParseAddr(content)
	switch {
	case kind == "A" && (err != nil || !addr.Is4()):
		return refuse(http.StatusBadRequest, 9005, "Content for A record must be a valid IPv4 address.")
	case kind == "AAAA" && (err != nil || !addr.Is6()):
		return refuse(http.StatusBadRequest, 9006, "Content for AAAA record must be a valid IPv6 address.")
	case kind == "CNAME" && (content == "" || err == nil || strings.ContainsAny(content, " /:")):
		return refuse(http.StatusBadRequest, 9007, "Content for CNAME record is invalid.")
	case kind == "CNAME" && strings.EqualFold(content, text(o, "name")):
		return refuse(http.StatusBadRequest, 9039, "CNAME content cannot reference itself.")
	case kind == "MX" && (content == "" || err == nil):
		return refuse(http.StatusBadRequest, 9009, "Content for MX record must be a hostname.")
	case content == "":
		return refuse(http.StatusBadRequest, 9020, "DNS record content is required.")
	}
	if _, ok := number(o, "priority"); kind == "MX" && !ok {
		return refuse(http.StatusBadRequest, 9100, "priority is a required data field.")
	}
	if o["proxied"] == true && !slices.Contains(proxiable, kind) {
		return refuse(http.StatusBadRequest, 9004, "This record type cannot be proxied.")
	}
	ttl, ok := number(o, "ttl")
	if ok && ttl != 1 && (ttl < 60 || ttl > 86400) {
		return refuse(http.StatusBadRequest, 9021, "Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic.")
	}
	if !ok || o["proxied"] == true {
		o["ttl"] = 1.0
	}
	for _, other := range c.s.near(c.path(recordsPath), text(o, "name")) {
		if text(other, "id") == text(old, "id") {
			continue
		}
		if kind == "CNAME" && slices.Contains(proxiable, text(other, "type")) || text(other, "type") == "CNAME" && slices.Contains(proxiable, kind) {
			return refuse(http.StatusBadRequest, 81053, "An A, AAAA, or CNAME record with that host already exists. For more details, refer to <https://developers.cloudflare.com/dns/manage-dns-records/troubleshooting/records-with-same-name/>.")
		}
	}
	return nil
}

// fillRecord adds what the API adds.
func fillRecord(_ *Server, _ map[string]string, o object) {
	completeRecord(o)
	defaults(o, "proxied", false, "ttl", 1.0, "proxiable", slices.Contains(proxiable, text(o, "type")), "settings", object{}, "comment", nil, "tags", []any{},
		"meta", object{"auto_added": false, "managed_by_apps": false, "managed_by_argo_tunnel": false}, "created_on", epoch, "modified_on", epoch)
	if o["comment"] == "" {
		o["comment"] = nil
	}
	if o["tags"] == nil {
		o["tags"] = []any{}
	}
	if s := sub(o, "settings"); s == nil {
		o["settings"] = object{}
	} else if text(o, "type") == "CNAME" {
		defaults(s, "flatten_cname", false)
	}
}

// fullName is the FQDN that the API makes of a name: "@" is the zone, and a name outside the zone is below it.
func fullName(name, zone string) string {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if name == "@" || name == zone {
		return zone
	}
	if strings.HasSuffix(name, "."+zone) {
		return name
	}
	return name + "." + zone
}
