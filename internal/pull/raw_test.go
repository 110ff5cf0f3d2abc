package pull_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/schema/kinds"
)

// Every answer is kept, without what is secret in it.
func TestRawAnswers(t *testing.T) {
	inv := load(t, example)
	_, network := world(t, inv)
	id := inv.Accounts[0].ID
	network.often, network.does = -1, told(func(e map[string]any) bool {
		if m, is := e["result"].(map[string]any); is {
			m["client_secret"], m["deep"] = "hunter2hunter2", []any{map[string]any{"web_analytics_token": "hunter2hunter2", "tunnel_secret": "hunter2hunter2", "note": "kept"}}
		}
		return true
	})
	res, err := pull.Pull(context.Background(), clientOn(t, network, pull.Options{KeepRaw: true}), kinds.Registry(), id, nil)
	require.NoError(t, err)
	none := 0 // a bucket without the setting, which is an error in the API's words
	for _, path := range network.paths {
		path, jurisdiction, of := strings.Cut(path, " ")
		if of {
			path += " Cf-R2-Jurisdiction: " + jurisdiction
		}
		if _, kept := res.Raw[path]; !kept && (strings.Contains(path, "/cors") || strings.Contains(path, "/event_notifications/")) {
			none++
		}
	}
	assert.NotZero(t, none)
	assert.Len(t, res.Raw, len(network.paths)-none)
	for path, body := range res.Raw {
		assert.NotContains(t, string(body), "hunter2", path)
		if !strings.HasSuffix(path, "/content") && !strings.HasSuffix(path, "/v2") {
			assert.True(t, json.Valid(body), path)
		}
	}
	assert.Contains(t, string(res.Raw["/accounts/"+id]), `"client_secret": "(blanked)"`)
	assert.Contains(t, string(res.Raw["/accounts/"+id]), `"note": "kept"`)
	assert.Contains(t, res.Raw, "/accounts/"+id+"/r2/buckets?per_page=1000 Cf-R2-Jurisdiction: eu")

	_, network = world(t, inv)
	res, err = pullOn(t, network, id)
	require.NoError(t, err)
	assert.Nil(t, res.Raw)
}

// What the API tells and no field has is counted, as far as somebody may have
// set it.
func TestUnknownParts(t *testing.T) {
	inv := load(t, "../../examples/minimal")
	s, network := world(t, inv)
	id := inv.Accounts[0].ID
	s.Put("/accounts/"+id+"/d1/database", map[string]any{"name": "odd", "retention": "30d", "encrypted": true, "off": false, "empty": map[string]any{"a": nil}, "shard_count": 3, "read_replication": map[string]any{"mode": "auto", "regions": []any{"oc"}}})
	s.Put("/accounts/"+id+"/r2/buckets", map[string]any{"name": "moonbase", "location": "MOON"})
	s.Put("/accounts/"+id+"/storage/kv/namespaces", map[string]any{"title": "plain", "id": "not-an-id"})
	res, err := pullOn(t, network, id)
	require.NoError(t, err)
	require.Len(t, res.Unreadable, 2)
	assert.EqualError(t, res.Unreadable[0].Err, `its id has a form that cfdr does not know: "not-an-id"`)
	assert.Equal(t, "moonbase", res.Unreadable[1].Name)
	assert.Equal(t, []string{"location"}, res.Unreadable[1].Fields)
	assert.Equal(t, map[string]int{"d1_database encrypted": 1, "d1_database retention": 1, "d1_database read_replication.regions": 1}, res.Unknown)
}

// The products that cfdr does not read are counted.
func TestBlindSpots(t *testing.T) {
	inv := load(t, "../../examples/minimal")
	_, network := world(t, inv)
	id := inv.Accounts[0].ID
	zone := ""
	network.often, network.does = -1, func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
		at := func(path string) bool { return strings.HasSuffix(req.URL.Path, path) }
		envelope := map[string]any{"success": true}
		switch {
		case at("/logpush/jobs") && strings.Contains(req.URL.Path, "/zones/"):
			zone = req.URL.Path
			envelope["result"], envelope["result_info"] = []any{map[string]any{"id": 1}}, map[string]any{"total_count": 7, "count": 1}
		case at("/stream"):
			envelope["result"] = []any{map[string]any{"uid": "a"}, map[string]any{"uid": "b"}}
		case at("/images/v1"):
			envelope["result"] = map[string]any{"images": []any{map[string]any{"id": "a"}}}
		case at("/rulesets"):
			envelope["result"] = []any{map[string]any{"id": "a", "kind": "managed"}} // a kind reads it
		case at("/waiting_rooms"):
			return answered(req, 403, nil, []byte(`{"success":false,"errors":[]}`)), nil
		default:
			return nil, nil
		}
		b, err := json.Marshal(envelope)
		return answered(req, 200, nil, b), err
	}
	res, err := pull.Pull(context.Background(), clientOn(t, network, pull.Options{BlindSpots: true}), kinds.Registry(), id, nil)
	require.NoError(t, err)
	assert.Empty(t, res.Unreadable)
	assert.NotEmpty(t, zone)
	assert.Equal(t, []pull.Blind{
		{What: "Cloudflare Images", Count: 1, More: true},
		{What: "Stream videos", Count: 2},
		{What: "Logpush jobs", Of: "example.com", Count: 7},
	}, res.Blind)
	assert.Equal(t, []string{"waiting rooms"}, res.Unseen)
}
