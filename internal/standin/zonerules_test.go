package standin

import "testing"

func TestDNSSEC(t *testing.T) {
	c := account(t)
	path := "/zones/" + zone1 + "/dnssec"
	same(t, "at first", c.must("GET", path, nil).(object)["status"], `"disabled"`)
	if got := c.must("PATCH", path, object{"status": "active"}).(object); got["status"] != "active" || text(got, "ds") == "" {
		t.Errorf("signed: %v", got)
	}
	c.refused(400, 1004, "PATCH", path, object{"status": "pending"})
	c.must("DELETE", path, nil)
	same(t, "at last", c.must("GET", path, nil).(object)["status"], `"disabled"`)
}

func TestPageRules(t *testing.T) {
	c := account(t)
	path := "/zones/" + zone1 + "/pagerules"
	targets := []any{object{"target": "url", "constraint": object{"operator": "matches", "value": "example.com/*"}}}
	made := c.must("POST", path, object{"targets": targets, "actions": []any{object{"id": "always_use_https", "value": true}}}).(object)
	same(t, "made", made, `{"id":"`+text(made, "id")+`","targets":`+string(indent(targets))+`,"actions":[{"id":"always_use_https"}],
		"priority":1,"status":"disabled","created_on":"2026-01-01T00:00:00Z","modified_on":"2026-01-01T00:00:00Z"}`)
	c.refused(400, 1006, "POST", path, object{"targets": targets, "actions": []any{object{"id": "ssl", "value": "full"}}})
	c.refused(400, 1004, "PUT", path+"/"+text(made, "id"), object{"targets": targets, "actions": []any{}})
	c.refused(400, 1004, "PATCH", path+"/"+text(made, "id"), object{"actions": []any{object{"id": "forwarding_url"}, object{"id": "ssl"}}})
	if got := c.must("GET", path, nil).([]any); len(got) != 1 {
		t.Errorf("list: %v", got)
	}
}

func TestRulesets(t *testing.T) {
	c := account(t)
	path := "/zones/" + zone1 + "/rulesets"
	entry := path + "/phases/http_ratelimit/entrypoint"
	c.refused(404, 10003, "GET", entry, nil)
	made := c.must("PUT", entry, object{"rules": []any{object{"action": "log", "expression": "true"}}}).(object)
	id := text(made, "id")
	if text(made, "kind") != "zone" || len(list(made, "rules")) != 1 {
		t.Errorf("made: %v", made)
	}
	c.refused(400, 20217, "POST", path, object{"kind": "zone", "phase": "http_ratelimit", "name": "another", "rules": []any{}})
	c.refused(400, 20015, "POST", path, object{"kind": "root", "phase": "http_ratelimit", "name": "another"})
	c.refused(400, 20021, "PUT", path+"/"+id, object{"rules": []any{object{"action": "log"}}})
	c.must("PUT", path+"/"+id, object{"rules": []any{}, "name": "renamed"})
	same(t, "name", c.must("GET", entry, nil).(object)["name"], `"default"`)
	all := c.must("GET", path, nil).([]any)
	if len(all) != len(managedRulesets)+1 {
		t.Errorf("list: %v", all)
	}
	for _, e := range all {
		if _, has := e.(object)["rules"]; has {
			t.Errorf("the list tells rules: %v", e)
		}
	}
	c.must("POST", "/accounts/"+acc1+"/rulesets", object{"kind": "custom", "phase": "http_ratelimit", "name": "a"})
	c.must("POST", "/accounts/"+acc1+"/rulesets", object{"kind": "custom", "phase": "http_ratelimit", "name": "b"})
	c.refused(400, 20217, "POST", "/accounts/"+acc1+"/rulesets", object{"kind": "custom", "phase": "http_ratelimit", "name": "a"})
}

func TestEmailRouting(t *testing.T) {
	c := account(t)
	zone, addresses := "/zones/"+zone1+"/email/routing", "/accounts/"+acc1+"/email/routing/addresses"
	rule := func(action string, value ...any) object {
		return object{
			"matchers": []any{object{"type": "literal", "field": "to", "value": "a@example.com"}},
			"actions":  []any{object{"type": action, "value": value}},
		}
	}
	c.refused(400, 2020, "POST", zone+"/rules", rule("forward", "x@example.net"))
	c.refused(400, 2021, "POST", zone+"/rules", rule("worker", "nobody"))
	same(t, "verified", c.must("POST", addresses, object{"email": "x@example.net", "verified": "now"}).(object)["verified"], `null`)
	c.refused(409, 2002, "POST", addresses, object{"email": "x@example.net"})
	c.must("POST", zone+"/rules", rule("forward", "x@example.net"))
	c.must("PUT", zone+"/rules/catch_all", object{"enabled": true, "matchers": []any{object{"type": "all"}}, "actions": []any{object{"type": "drop"}}})
	rules := c.must("GET", zone+"/rules", nil).([]any)
	if len(rules) != 2 || rules[1].(object)["priority"] != lastPriority {
		t.Errorf("rules: %v", rules)
	}

	records := "/zones/" + zone1 + "/dns_records?type=MX"
	before := len(c.must("GET", records, nil).([]any))
	same(t, "enabled", c.must("POST", zone+"/enable", object{}).(object)["status"], `"ready"`)
	c.must("POST", zone+"/enable", object{})
	mx := c.must("GET", records, nil).([]any)
	if len(mx) != before+len(mailServers) {
		t.Errorf("records: %v", mx)
	}
	c.refused(400, 1043, "DELETE", "/zones/"+zone1+"/dns_records/"+text(mx[len(mx)-1].(object), "id"), nil)
	same(t, "disabled", c.must("POST", zone+"/disable", object{}).(object)["status"], `"unconfigured"`)
	if got := c.must("GET", records, nil).([]any); len(got) != before {
		t.Errorf("records at last: %v", got)
	}
}
