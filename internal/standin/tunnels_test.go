package standin

import "testing"

func TestTunnels(t *testing.T) {
	c := account(t)
	path := account1 + "/cfd_tunnel"
	c.refused(400, 1004, "POST", path, object{"name": "office", "config_src": "dashboard"})
	made := c.must("POST", path, object{"name": "office", "config_src": "cloudflare", "tunnel_secret": "c2VjcmV0"}).(object)
	id := text(made, "id")
	if text(made, "token") == "" || text(sub(made, "credentials_file"), "TunnelSecret") == "" {
		t.Errorf("a new tunnel tells its token: %v", made)
	}
	c.refused(409, 1013, "POST", path, object{"name": "office"})
	got := c.must("GET", path+"/"+id, nil).(object)
	for _, secret := range []string{"token", "credentials_file", "tunnel_secret"} {
		if got[secret] != nil {
			t.Errorf("%s is told later: %v", secret, got)
		}
	}
	if n := len(c.must("GET", path+"?is_deleted=true", nil).([]any)); n != 0 {
		t.Errorf("%d deleted tunnels", n)
	}

	config := path + "/" + id + "/configurations"
	c.refused(404, 1003, "GET", path+"/none/configurations", nil)
	same(t, "at first", c.must("GET", config, nil).(object)["config"], `null`)
	c.refused(400, 1056, "PUT", config, object{"config": object{"ingress": []any{object{"hostname": "a.example.com", "service": "http://localhost"}}}})
	c.refused(400, 1056, "PUT", config, object{"config": object{"ingress": []any{object{"hostname": "a.example.com"}}}})
	set := c.must("PUT", config, object{"config": object{"ingress": []any{object{"service": "http_status:404"}}}}).(object)
	same(t, "set", set["config"], `{"ingress":[{"service":"http_status:404","originRequest":{}}],"originRequest":{}}`)
	c.must("DELETE", path+"/"+id, nil)
	if got := c.s.under(path + "/" + id); len(got) != 0 {
		t.Errorf("left of the tunnel: %v", got)
	}
}

func TestTurnstileWidgets(t *testing.T) {
	c := account(t)
	path := account1 + "/challenges/widgets"
	c.refused(400, 10400, "POST", path, object{"name": "form", "mode": "managed"})
	c.refused(400, 10400, "POST", path, object{"name": "form", "domains": []any{}, "mode": "visible"})
	made := c.must("POST", path, object{"name": "form", "domains": []any{"example.com"}, "mode": "managed", "region": "china"}).(object)
	one := path + "/" + text(made, "sitekey")
	if text(made, "secret") == "" || text(c.must("GET", one, nil).(object), "secret") != text(made, "secret") {
		t.Errorf("who asks for a widget gets its secret: %v", made)
	}
	again := c.must("POST", path, object{"name": "form", "domains": []any{}, "mode": "invisible"}).(object)
	if text(again, "sitekey") == text(made, "sitekey") {
		t.Errorf("two of one name have one sitekey: %v", again)
	}
	for _, w := range c.must("GET", path, nil).([]any) {
		if w.(object)["secret"] != nil {
			t.Errorf("the list tells a secret: %v", w)
		}
	}
	changed := c.must("PUT", one, object{"name": "form", "domains": []any{"example.com"}, "mode": "managed", "region": "world"}).(object)
	same(t, "the region stays", changed["region"], `"china"`)
	c.must("DELETE", one, nil)
	c.refused(404, 10404, "GET", one, nil)
}
