package standin

import "testing"

func TestUnknownPathIsRemembered(t *testing.T) {
	c := account(t)
	c.refused(404, 7003, "GET", "/accounts/"+acc1+"/hyperdrive/configs", nil)
	got := c.s.Unserved()
	if len(got) != 1 || got[0].Path != "/accounts/"+acc1+"/hyperdrive/configs" {
		t.Errorf("unserved: %v", got)
	}
	c.must("GET", "/user/tokens/verify", nil)
}
