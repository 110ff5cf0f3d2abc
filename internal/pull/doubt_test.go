package pull_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// doubts are what could not be read, a line each.
func doubts(res *pull.Result) []string {
	var out []string
	for _, u := range res.Unreadable {
		out = append(out, strings.Join([]string{u.Kind, u.Name, strings.Join(u.Fields, ","), u.Err.Error()}, "|"))
	}
	return out
}

// named finds an object of a result.
func named(res *pull.Result, kind, name string) *schema.Object {
	var out *schema.Object
	schema.Walk(res.Inventory.Accounts, func(o *schema.Object) {
		if o.Kind.Name == kind && o.Name == name {
			out = o
		}
	})
	return out
}

// furnished is an account with a zone and a worker, and what is put into it.
func furnished(t *testing.T) (s *standin.Server, network *spoiler, at string, read func() *pull.Result) {
	t.Helper()
	inv := load(t, "../../examples/minimal")
	s, network = world(t, inv)
	id := inv.Accounts[0].ID
	return s, network, "/accounts/" + id, func() *pull.Result {
		res, err := pullOn(t, network, id)
		require.NoError(t, err)
		return res
	}
}

// A value that cfdr does not know is neither none nor the usual one.
func TestAValueThatIsNew(t *testing.T) {
	s, _, at, read := furnished(t)
	s.Put(at+"/access/apps", map[string]any{"name": "new", "type": "ssh_v2", "domain": "a.example.com"})
	s.Put(at+"/access/apps", map[string]any{"name": "old", "type": "ssh", "domain": "b.example.com", "same_site_cookie_attribute": "tight", "destinations": []any{
		map[string]any{"type": "private_v2", "cidr": "10.0.0.0/8"}, map[string]any{"type": "public", "uri": "b.example.com"}}})
	s.Put(at+"/r2/buckets", map[string]any{"name": "bkt", "storage_class": "Archive"})
	s.Put("/zones/"+exampleZone+"/rulesets", map[string]any{"name": "x", "kind": "zone_v2", "phase": "http_request_firewall_custom", "rules": []any{}})
	res := read()
	assert.Equal(t, []string{
		`access_application|new||"ssh_v2" is a value of type that cfdr does not know`,
		`access_application|old|destinations|"private_v2" is a value of type that cfdr does not know`,
		`access_application|old|same_site_cookie_attribute|"tight" is a value of same_site_cookie_attribute that cfdr does not know`,
		`r2_bucket|bkt|storage_class|"Archive" is a value of storage_class that cfdr does not know`,
		`zone_ruleset|http_request_firewall_custom||"zone_v2" is a value of kind that cfdr does not know`,
	}, doubts(res))
	assert.Nil(t, named(res, "access_application", "new"))
	assert.Nil(t, named(res, "zone_ruleset", "http_request_firewall_custom"))
	old := named(res, "access_application", "old")
	require.NotNil(t, old)
	assert.Equal(t, []any{map[string]any{"uri": "b.example.com"}}, old.Fields["destinations"])
	known, fields := res.Knows(old)
	assert.True(t, known)
	assert.ElementsMatch(t, []string{"destinations", "same_site_cookie_attribute"}, fields)
}

// A ruleset that may not be read leaves the one that calls it as it is, though
// both have the name of their phase.
func TestACallOfOneThatCouldNotBeRead(t *testing.T) {
	s, network, at, read := furnished(t)
	root, custom := strings.Repeat("a", 32), strings.Repeat("b", 32)
	phase := "http_request_firewall_custom"
	s.Put(at+"/rulesets", map[string]any{"id": custom, "name": "acc", "kind": "custom", "phase": phase, "rules": []any{}})
	s.Put(at+"/rulesets", map[string]any{"id": root, "name": "root", "kind": "root", "phase": phase, "rules": []any{
		map[string]any{"action": "execute", "expression": "true", "action_parameters": map[string]any{"id": custom}}}})
	calm := read()
	require.Empty(t, calm.Unreadable)
	network.hit, network.often, network.does = at+"/rulesets/"+custom, -1, status(403, nil)
	res := read()
	require.Len(t, res.Unreadable, 2)
	for _, o := range calm.Account.Children {
		switch known, fields := res.Knows(o); o.ID {
		case root:
			assert.True(t, known)
			assert.Equal(t, []string{"rules"}, fields)
		case custom:
			assert.False(t, known)
		}
	}
}

// The settings of a zone are a list: that nothing is at their path does not say
// that none of them is fixed.
func TestSettingsThatAreNotThere(t *testing.T) {
	for _, code := range []string{"7003", "1001"} {
		_, network, _, read := furnished(t)
		network.hit, network.often = "/zones/"+exampleZone+"/settings", -1
		network.does = func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
			return answered(req, 404, nil, []byte(`{"success":false,"errors":[{"code":`+code+`,"message":"no"}],"result":null}`)), nil
		}
		res := read()
		zone := named(res, "zone", "example.com")
		require.NotNil(t, zone)
		known, fields := res.Knows(zone)
		assert.True(t, known)
		assert.Equal(t, []string{"fixed_settings"}, fields)
	}
}

// A list with an element that cfdr does not know is told as one that is not
// whole.
func TestABindingThatIsNew(t *testing.T) {
	_, network, at, read := furnished(t)
	network.hit, network.often = at+"/workers/scripts/notes-api/settings", -1
	network.does = told(func(e map[string]any) bool {
		settings := e["result"].(map[string]any)
		settings["bindings"] = append(settings["bindings"].([]any), map[string]any{"type": "worker_loader", "name": "L"}, map[string]any{"type": "secret_text", "name": "S"})
		return true
	})
	res := read()
	worker := named(res, "worker", "notes-api")
	assert.Equal(t, "worker_loader, which cfdr does not know", worker.Fields["bindings_incomplete"])
	assert.Len(t, worker.Fields["bindings"], 1)
	assert.Equal(t, map[string]int{"bindings of the type worker_loader": 1}, res.Unknown)
	assert.Empty(t, doubts(res))
}

// An object of another account is none of this one.
func TestAZoneOfAnotherAccount(t *testing.T) {
	_, network, at, read := furnished(t)
	calm := read()
	other := strings.Repeat("e", 32)
	network.hit, network.often = "/zones?account.id="+strings.TrimPrefix(at, "/accounts/")+"&page=1&per_page=50", -1
	network.does = told(func(e map[string]any) bool {
		e["result"].([]any)[0].(map[string]any)["account"] = map[string]any{"id": other}
		return true
	})
	res := read()
	require.NotZero(t, network.times[network.hit], network.paths)
	assert.Nil(t, named(res, "zone", "example.com"))
	assert.Equal(t, []pull.Note{{Kind: "zone", Field: "name", Value: "example.com", Text: "example.com belongs to another account, " + other}}, res.Notes)
	nothingGone(t, calm, res, "another account")
}

// The API may tell names as people write them. The inventory has one form.
func TestNamesOutsideASCII(t *testing.T) {
	inv := load(t, example)
	s, _ := world(t, inv)
	id := inv.Accounts[0].ID
	var results []*pull.Result
	for _, name := range []string{"xn--bcher-kva.example", "Bücher.example", "bu\u0308cher.example."} {
		network := &spoiler{handler: s, times: map[string]int{}, often: -1, does: func(req *http.Request, res *http.Response, body []byte) (*http.Response, error) {
			// A host of Access or a tunnel is kept as it is told.
			if res.StatusCode != 200 || !json.Valid(body) || strings.Contains(req.URL.Path, "/access/") || strings.Contains(req.URL.Path, "/cfd_tunnel/") {
				return nil, nil
			}
			var v any
			if err := json.Unmarshal(body, &v); err != nil {
				return nil, err
			}
			body, err := json.Marshal(spelled(v, name))
			return answered(req, 200, nil, body), err
		}}
		res, err := pullOn(t, network, id)
		require.NoError(t, err)
		assert.Empty(t, doubts(res))
		results = append(results, res)
	}
	require.NotNil(t, named(results[0], "zone", "xn--bcher-kva.example"))
	for _, res := range results[1:] {
		assert.Equal(t, text(t, results[0]), text(t, res))
	}
}

// spelled gives the example's zone another name, wherever a host is told.
func spelled(v any, name string) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = spelled(v[i], name)
		}
	case map[string]any:
		for key, e := range v {
			host, isText := e.(string)
			switch {
			case isText && slices.Contains([]string{"name", "hostname", "domain", "zone_name"}, key) && (host == "example.com" || strings.HasSuffix(host, ".example.com") && !strings.Contains(host, "/")):
				v[key] = strings.TrimSuffix(host, "example.com") + name
			case !isText:
				v[key] = spelled(e, name)
			}
		}
	}
	return v
}

// What has another form than usual is read, or told as not read.
func TestWhatIsToldInAnotherForm(t *testing.T) {
	s, network, at, read := furnished(t)
	s.Put(at+"/pages/projects", map[string]any{"name": "site", "production_branch": "main", "deployment_configs": map[string]any{"production": map[string]any{
		"env_vars":    map[string]any{"OLD": map[string]any{"value": "no type"}, "P": map[string]any{"type": "plain_text", "value": "p"}, "S": map[string]any{"type": "secret_text", "value": ""}},
		"ai_bindings": map[string]any{"AI": map[string]any{}, "B": map[string]any{"project_id": "x"}, "C": map[string]any{"project_id": nil}, "GONE": nil},
	}}})
	bindings := []any{}
	network.hit, network.often = at+"/workers/scripts/notes-api/settings", -1
	network.does = told(func(e map[string]any) bool {
		e["result"].(map[string]any)["bindings"] = bindings
		return true
	})
	outbound := func(params ...any) map[string]any {
		return map[string]any{"type": "dispatch_namespace", "name": "DN", "namespace": "ns", "outbound": map[string]any{"worker": map[string]any{"service": "o"}, "params": params}}
	}
	bindings = []any{outbound(map[string]any{"name": "p"}, "q")}
	res := read()
	assert.Empty(t, doubts(res))
	configs := named(res, "pages_project", "site").Fields["deployment_configs"].(map[string]any)
	production := configs["production"].(map[string]any)
	assert.Equal(t, map[string]any{"OLD": "no type", "P": "p"}, production["env_vars"])
	assert.Equal(t, []any{map[string]any{"name": "S"}}, production["secrets"])
	assert.Equal(t, map[string]any{"AI": "", "B": "x", "C": ""}, production["ai_bindings"])
	list := named(res, "worker", "notes-api").Fields["bindings"].([]any)
	assert.Equal(t, []any{"p", "q"}, list[0].(map[string]any)["outbound"].(map[string]any)["params"])

	s.Put(at+"/pages/projects", map[string]any{"name": "new", "production_branch": "main", "deployment_configs": map[string]any{"production": map[string]any{
		"env_vars": map[string]any{"N": map[string]any{"type": "sealed_text", "value": "do not tell"}}}}})
	s.Put(at+"/pages/projects", map[string]any{"name": "other", "production_branch": "main", "deployment_configs": map[string]any{"production": map[string]any{
		"hyperdrive_bindings": map[string]any{"H": map[string]any{"config": "x"}}}}})
	bindings = []any{outbound(map[string]any{"name": "p", "default": "q"})}
	assert.Equal(t, []string{
		"pages_project|new|deployment_configs|env_vars holds something in a form that cfdr does not know",
		"pages_project|other|deployment_configs|hyperdrive_bindings holds something in a form that cfdr does not know",
		"worker|notes-api|bindings|params holds something in a form that cfdr does not know",
	}, doubts(read()))
}
