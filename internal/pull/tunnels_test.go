package pull_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
)

// A record leads to a tunnel of the account, and its content stays. One that
// leads to another account's says its content only. Where the tunnels cannot be
// read, nobody knows.
func TestRecordsLeadToTunnels(t *testing.T) {
	inv := load(t, "../../generator/testdata/kinds/tunnel")
	s, network := world(t, inv)
	s.Put("/zones/"+exampleZone+"/dns_records", map[string]any{"type": "CNAME", "name": "away.example.com", "content": "11111111-a4ef-4643-bbbc-4a0ed4fc8415.cfargotunnel.com"})
	records := func() map[string]string {
		res, err := pullOn(t, network, inv.Accounts[0].ID)
		require.NoError(t, err)
		out := map[string]string{}
		schema.Walk(res.Account.Children, func(o *schema.Object) {
			if o.Kind.Name != "dns_record" {
				return
			}
			_, doubts := res.Knows(o)
			for _, d := range doubts {
				out[o.Text("name")] += "(" + d + ")"
			}
			out[o.Text("name")] += o.Text("content")[:8] + " " + o.Text("tunnel")
		})
		return out
	}
	assert.Equal(t, map[string]string{
		"intranet.example.com": "f70ff985 office", "wiki.example.com": "f70ff985 office", "ssh.example.com": "f70ff985 office", "away.example.com": "11111111 ",
	}, records())
	network.hit, network.often = "/accounts/"+inv.Accounts[0].ID+"/cfd_tunnel?is_deleted=false&page=1&per_page=100", -1
	network.does = func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
		return answered(req, 403, nil, []byte(`{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"result":null}`)), nil
	}
	assert.Equal(t, map[string]string{
		"intranet.example.com": "(tunnel)f70ff985 ", "wiki.example.com": "(tunnel)f70ff985 ", "ssh.example.com": "(tunnel)f70ff985 ", "away.example.com": "(tunnel)11111111 ",
	}, records())
}
