package standin

import (
	"fmt"
	"testing"
)

func TestZoneLife(t *testing.T) {
	c := account(t)
	z := c.must("POST", "/zones", object{"name": "Example.org", "account": object{"id": acc1}, "jump_start": true}).(object)
	id := text(z, "id")
	same(t, "new zone", z, `{
		"id":"`+id+`","name":"example.org","account":{"id":"`+acc1+`","name":"Main"},"status":"pending","type":"full","paused":false,
		"development_mode":0,"name_servers":`+string(indent(z["name_servers"]))+`,
		"original_name_servers":["ns1.registrar.example","ns2.registrar.example"],"original_registrar":null,"original_dnshost":null,
		"vanity_name_servers":[],"vanity_name_servers_ips":null,
		"meta":{"step":2,"custom_certificate_quota":0,"page_rule_quota":3,"phishing_detected":false,"wildcard_proxiable":false,
			"cdn_only":false,"dns_only":false,"foundation_dns":false},
		"owner":{"id":null,"type":"user","email":null,"name":null},"tenant":{"id":null,"name":null},"tenant_unit":{"id":null},
		"permissions":["#zone:read","#zone:edit","#dns_records:read","#dns_records:edit","#zone_settings:read","#zone_settings:edit"],
		"plan":{"id":"`+text(sub(z, "plan"), "id")+`","name":"Free Website","price":0,"currency":"USD","frequency":"","is_subscribed":false,
			"can_subscribe":false,"legacy_id":"free","legacy_discount":false,"externally_managed":false},
		"created_on":"2026-01-01T00:00:00Z","modified_on":"2026-01-01T00:00:00Z","activated_on":null}`)
	if ns := list(z, "name_servers"); len(ns) != 2 || ns[0] == ns[1] {
		t.Errorf("name servers %v", ns)
	}
	c.refused(400, 1061, "POST", "/zones", object{"name": "example.org", "account": object{"id": acc1}})
	c.refused(403, 1068, "POST", "/zones", object{"name": "example.net", "account": object{"id": "a0000000000000000000000000000009"}})
	c.refused(404, 1001, "GET", "/zones/c0000000000000000000000000000009", nil)
	if got := c.must("PATCH", "/zones/"+id, object{"paused": true, "name": "other.org"}).(object); got["paused"] != true || got["name"] != "example.org" {
		t.Errorf("patched: %v", got)
	}
	c.must("POST", "/zones/"+id+"/subscription", object{"rate_plan": object{"id": "CF_PRO_20_20"}})
	if got := text(sub(c.must("GET", "/zones/"+id, nil).(object), "plan"), "legacy_id"); got != "pro" {
		t.Errorf("plan %q", got)
	}
	if got := c.must("GET", "/zones?name=example.org", nil).([]any); len(got) != 1 {
		t.Errorf("by name: %v", got)
	}
	c.must("POST", "/zones/"+id+"/dns_records", object{"type": "A", "name": "@", "content": "192.0.2.1"})
	same(t, "deleted", c.must("DELETE", "/zones/"+id, nil), `{"id":"`+id+`"}`)
	if got := c.s.under("/zones/" + id); len(got) != 0 {
		t.Errorf("left of the zone: %v", got)
	}
}

func TestZoneSettings(t *testing.T) {
	c := account(t)
	path := "/zones/" + zone1 + "/settings"
	all := c.must("GET", path, nil).([]any)
	alone := 0
	for _, d := range zoneSettings {
		if d.alone {
			alone++
		}
	}
	if len(all) != len(zoneSettings)-alone || len(all) < 50 {
		t.Errorf("%d settings in the list", len(all))
	}
	same(t, "one that is not in the list", c.must("GET", path+"/speed_brain", nil), `{"id":"speed_brain","value":"on","editable":true,"modified_on":null}`)
	same(t, "patched", c.must("PATCH", path+"/ssl", object{"value": "strict"}), `{"id":"ssl","value":"strict","editable":true,"modified_on":"2026-01-01T00:00:00Z"}`)
	c.refused(400, 1003, "GET", path+"/nonsense", nil)
	c.refused(400, 1015, "PATCH", path+"/advanced_ddos", object{"value": "off"})
	c.refused(400, 1007, "PATCH", path+"/ssl", object{"value": []any{}})
	c.refused(400, 1015, "PATCH", path, object{"items": []any{object{"id": "http3", "value": "off"}, object{"id": "polish", "value": "off"}}})
	same(t, "http3 after a refusal", c.must("GET", path+"/http3", nil).(object)["value"], `"on"`)
	c.must("PATCH", path, object{"items": []any{object{"id": "http3", "value": "off"}, object{"id": "min_tls_version", "value": "1.2"}}})
	same(t, "http3", c.must("GET", path+"/http3", nil).(object)["value"], `"off"`)

	c.s.Put(path, object{"id": "polish", "value": "lossy"})
	same(t, "seeded", c.must("GET", path+"/polish", nil), `{"id":"polish","value":"lossy","editable":false,"modified_on":null}`)
	if got := len(c.s.All(path)); got != len(zoneSettings) {
		t.Errorf("%d settings after a seed", got)
	}
	universal := "/zones/" + zone1 + "/ssl/universal/settings"
	c.must("PATCH", universal, object{"enabled": false})
	same(t, "universal SSL", c.must("GET", universal, nil), `{"enabled":false,"certificate_authority":""}`)
}

func TestDNSRefusals(t *testing.T) {
	c := account(t)
	path := "/zones/" + zone1 + "/dns_records"
	a := c.must("POST", path, object{"type": "A", "name": "www", "content": "192.0.2.1"}).(object)
	c.must("POST", path, object{"type": "CNAME", "name": "alias.example.com", "content": "www.example.com"})
	for _, tc := range []struct {
		name string
		body object
		code int
	}{
		{"identical", object{"type": "A", "name": "www.example.com", "content": "192.0.2.1"}, 81058},
		{"CNAME beside A", object{"type": "CNAME", "name": "www", "content": "x.example.net"}, 81053},
		{"A beside CNAME", object{"type": "A", "name": "alias", "content": "192.0.2.9"}, 81053},
		{"no IPv4", object{"type": "A", "name": "x", "content": "2001:db8::1"}, 9005},
		{"no IPv6", object{"type": "AAAA", "name": "x", "content": "192.0.2.1"}, 9006},
		{"CNAME to an address", object{"type": "CNAME", "name": "x", "content": "192.0.2.1"}, 9007},
		{"CNAME to itself", object{"type": "CNAME", "name": "x", "content": "x.example.com"}, 9039},
		{"MX without priority", object{"type": "MX", "name": "@", "content": "mx.example.net"}, 9100},
		{"proxied TXT", object{"type": "TXT", "name": "x", "content": "v", "proxied": true}, 9004},
		{"ttl", object{"type": "A", "name": "x", "content": "192.0.2.1", "ttl": 30}, 9021},
		{"type", object{"type": "ZZ", "name": "x", "content": "v"}, 9003},
		{"name", object{"type": "TXT", "content": "v"}, 9000},
		{"content", object{"type": "TXT", "name": "x"}, 9020},
	} {
		t.Run(tc.name, func(t *testing.T) { c.refused(400, tc.code, "POST", path, tc.body) })
	}
	c.refused(404, 81044, "GET", path+"/0123", nil)
	other := c.must("POST", path, object{"type": "A", "name": "www", "content": "192.0.2.2"}).(object)
	c.refused(400, 81058, "PATCH", path+"/"+text(other, "id"), object{"content": "192.0.2.1"})
	if got := c.must("PATCH", path+"/"+text(a, "id"), object{"comment": "same"}).(object); got["comment"] != "same" || got["content"] != "192.0.2.1" {
		t.Errorf("patched: %v", got)
	}
	c.must("DELETE", path+"/"+text(a, "id"), nil)
	c.must("PATCH", path+"/"+text(other, "id"), object{"content": "192.0.2.1"})
}

func TestDNSForms(t *testing.T) {
	for _, tc := range []struct {
		name string
		body object
		want string // fields that matter
	}{
		{"apex", object{"type": "A", "name": "@", "content": "192.0.2.1", "proxied": true, "ttl": 300},
			`{"name":"example.com","content":"192.0.2.1","ttl":1,"proxied":true,"proxiable":true,"comment":null,"tags":[],"settings":{}}`},
		{"relative", object{"type": "TXT", "name": "_dmarc", "content": `"v=DMARC1"`, "ttl": 300, "comment": ""},
			`{"name":"_dmarc.example.com","content":"\"v=DMARC1\"","ttl":300,"proxied":false,"proxiable":false,"comment":null,"tags":[],"settings":{}}`},
		{"CNAME", object{"type": "CNAME", "name": "c", "content": "x.example.net"},
			`{"name":"c.example.com","content":"x.example.net","ttl":1,"proxied":false,"proxiable":true,"comment":null,"tags":[],"settings":{"flatten_cname":false}}`},
		{"SRV", object{"type": "SRV", "name": "_sip._tcp", "data": object{"priority": 5, "weight": 0, "port": 5060, "target": "sip.example.com"}},
			`{"name":"_sip._tcp.example.com","content":"0 5060 sip.example.com","priority":5,"ttl":1,"proxied":false,"proxiable":false,"comment":null,"tags":[],
			"settings":{},"data":{"priority":5,"weight":0,"port":5060,"target":"sip.example.com"}}`},
		{"CAA", object{"type": "CAA", "name": "@", "data": object{"flags": 0, "tag": "issue", "value": "pki.goog; cansignhttpexchanges=yes"}},
			`{"name":"example.com","content":"0 issue \"pki.goog; cansignhttpexchanges=yes\"","ttl":1,"proxied":false,"proxiable":false,"comment":null,"tags":[],
			"settings":{},"data":{"flags":0,"tag":"issue","value":"pki.goog; cansignhttpexchanges=yes"}}`},
		{"CAA by content", object{"type": "CAA", "name": "@", "content": `0 issue "pki.goog"`},
			`{"name":"example.com","content":"0 issue \"pki.goog\"","ttl":1,"proxied":false,"proxiable":false,"comment":null,"tags":[],
			"settings":{},"data":{"flags":0,"tag":"issue","value":"pki.goog"}}`},
		{"HTTPS", object{"type": "HTTPS", "name": "h", "data": object{"priority": 1, "target": ".", "value": `alpn="h3,h2"`}},
			`{"name":"h.example.com","content":"1 . alpn=\"h3,h2\"","ttl":1,"proxied":false,"proxiable":false,"comment":null,"tags":[],
			"settings":{},"data":{"priority":1,"target":".","value":"alpn=\"h3,h2\""}}`},
		{"LOC", object{"type": "LOC", "name": "l", "data": object{"lat_degrees": 37, "lat_minutes": 46, "lat_seconds": 46, "lat_direction": "N",
			"long_degrees": 122, "long_minutes": 23, "long_seconds": 35, "long_direction": "W", "altitude": 0, "size": 100, "precision_horz": 0, "precision_vert": 0}},
			`{"name":"l.example.com","content":"37 46 46.000 N 122 23 35.000 W 0.00m 100.00m 0.00m 0.00m","ttl":1,"proxied":false,"proxiable":false,"comment":null,
			"tags":[],"settings":{},"data":{"lat_degrees":37,"lat_minutes":46,"lat_seconds":46,"lat_direction":"N","long_degrees":122,"long_minutes":23,
			"long_seconds":35,"long_direction":"W","altitude":0,"size":100,"precision_horz":0,"precision_vert":0}}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := account(t)
			got := c.must("POST", "/zones/"+zone1+"/dns_records", tc.body).(object)
			if id := text(got, "id"); len(id) != 32 {
				t.Errorf("id %q", id)
			}
			same(t, "meta", got["meta"], `{"auto_added":false,"managed_by_apps":false,"managed_by_argo_tunnel":false}`)
			for _, f := range []string{"id", "type", "meta", "created_on", "modified_on"} {
				delete(got, f)
			}
			same(t, "record", got, tc.want)
		})
	}
}

func TestDNSDataAndContentFollowEachOther(t *testing.T) {
	c := account(t)
	path := "/zones/" + zone1 + "/dns_records"
	id := text(c.must("POST", path, object{"type": "CAA", "name": "@", "data": object{"flags": 0, "tag": "issue", "value": "a"}}).(object), "id")
	for _, tc := range []struct{ method, body, content, data string }{
		{"PATCH", `{"comment":"x"}`, `0 issue "a"`, `{"flags":0,"tag":"issue","value":"a"}`},
		{"PATCH", `{"content":"0 issue \"b\""}`, `0 issue "b"`, `{"flags":0,"tag":"issue","value":"b"}`},
		{"PATCH", `{"data":{"flags":128,"tag":"iodef","value":"c"}}`, `128 iodef "c"`, `{"flags":128,"tag":"iodef","value":"c"}`},
		{"PUT", `{"type":"CAA","name":"@","content":"old","data":{"flags":0,"tag":"issue","value":"d"}}`, `0 issue "d"`, `{"flags":0,"tag":"issue","value":"d"}`},
	} {
		got := c.must(tc.method, path+"/"+id, tc.body).(object)
		if got["content"] != tc.content {
			t.Errorf("%s %s: content %q, want %q", tc.method, tc.body, got["content"], tc.content)
		}
		same(t, tc.body, got["data"], tc.data)
	}
	seeded := c.s.Put(path, object{"type": "SRV", "name": "_a._tcp.example.com", "content": "0\t1\tt", "data": object{"weight": 0, "port": 1, "target": "t"}})
	if got := c.must("GET", path+"/"+seeded, nil).(object)["content"]; got != "0\t1\tt" {
		t.Errorf("the seed's own content became %q", got)
	}
}

// A zone may be large; listing, finding identical records and deleting all must stay cheap. There is no timing here: a quadratic stand-in would take
// minutes and be noticed.
func TestTwentyThousandRecords(t *testing.T) {
	c := account(t)
	path := "/zones/" + zone1 + "/dns_records"
	for i := range 20_000 {
		c.s.Put(path, object{"type": "A", "name": fmt.Sprintf("h%d.example.com", i), "content": "192.0.2.1"})
	}
	_, out := c.do("GET", path+"?page=200&per_page=100", nil)
	same(t, "result_info", out["result_info"], `{"page":200,"per_page":100,"count":100,"total_count":20000,"total_pages":200}`)
	c.refused(400, 81058, "POST", path, object{"type": "A", "name": "h19999", "content": "192.0.2.1"})
	for _, r := range c.s.All(path) {
		c.s.mu.Lock()
		c.s.shelves[path].remove(text(r, "id"))
		c.s.mu.Unlock()
	}
	if got := len(c.s.All(path)); got != 0 {
		t.Errorf("%d records left", got)
	}
}
