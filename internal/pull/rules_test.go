package pull_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

const exampleZone = "023e105f4ecef8ad9ca31a8372d0c353"

func refusal(code string) trouble {
	return func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
		return answered(req, 400, nil, []byte(`{"success":false,"errors":[{"code":`+code+`,"message":"not here"}],"result":null}`)), nil
	}
}

// What nobody ever set is no object, and can be compared with one.
func TestWhatNobodySet(t *testing.T) {
	inv := load(t, "../../examples/minimal")
	s, network := world(t, inv)
	kindsOf := func() (there, unset []string) {
		res, err := pullOn(t, network, inv.Accounts[0].ID)
		require.NoError(t, err)
		require.Empty(t, res.Unreadable)
		assert.Empty(t, res.Unknown)
		schema.Walk(res.Account.Children, func(o *schema.Object) {
			if o.Kind.ID.Pattern == nil && o.Kind.Name != "zone_setting" {
				there = append(there, o.Kind.Name)
			}
		})
		for _, o := range res.Unset {
			assert.Equal(t, "example.com", o.Parent.Name)
			unset = append(unset, o.Kind.Name)
		}
		return there, unset
	}
	there, unset := kindsOf()
	assert.Subset(t, unset, []string{"zone_dnssec", "email_routing_catch_all", "email_routing_settings"})
	assert.NotContains(t, there, "zone_dnssec")

	at := "/zones/" + exampleZone
	s.Put(at+"/dnssec", map[string]any{"status": "disabled", "dnssec_presigned": true})
	s.Put(at+"/email/routing", map[string]any{"enabled": true})
	s.Put(at+"/email/routing/rules/catch_all", map[string]any{"enabled": false, "matchers": []any{map[string]any{"type": "all"}}, "actions": []any{map[string]any{"type": "worker", "value": []any{"hello"}}}})
	there, unset = kindsOf()
	assert.Subset(t, there, []string{"zone_dnssec", "email_routing_catch_all", "email_routing_settings"})
	assert.Empty(t, unset)
}

// A zone without a product has none of it, and nothing is gone for that.
func TestAZoneWithoutAProduct(t *testing.T) {
	inv := load(t, example)
	s, _ := world(t, inv)
	at := "/zones/" + exampleZone
	for path, want := range map[string]struct{ kind, code string }{
		at + "/dnssec":        {"zone_dnssec", "7003"},
		at + "/pagerules":     {"page_rule", "7003"},
		at + "/email/routing": {"email_routing_settings", "7003"},
		at + "/email/routing/rules?page=1&per_page=50": {"email_routing_rule", "7003"},
		at + "/email/routing/rules/catch_all":          {"email_routing_catch_all", "7003"},
	} {
		network := &spoiler{handler: s, times: map[string]int{}, hit: path, often: -1, does: refusal(want.code)}
		res, err := pullOn(t, network, inv.Accounts[0].ID)
		require.NoError(t, err)
		assert.Empty(t, res.Unreadable, path)
		assert.Equal(t, []pull.Note{{Kind: want.kind, Of: "example.com", Text: "the zone does not have it: not here (code 7003)"}}, res.Notes, path)
		for _, o := range inv.Account(inv.Accounts[0].ID).Children {
			for _, c := range o.Children {
				known, _ := res.Knows(c)
				assert.Equal(t, o.Name != "example.com" || c.Kind.Name != want.kind, known, "%s: %s", path, c)
			}
		}
		// A token that page rules do not take is no product that is missing.
		network.does = refusal("1011")
		res, err = pullOn(t, network, inv.Accounts[0].ID)
		require.NoError(t, err)
		assert.Len(t, res.Unreadable, 1, path)
	}
}

// A list that leaves out what the token may not read is no proof.
func TestWhatAListHides(t *testing.T) {
	inv := load(t, example)
	s, _ := world(t, inv)
	account := inv.Accounts[0]
	list := "/zones/" + exampleZone + "/rulesets?per_page=50"
	hidden := "7c1a5f0e9d8b4c6fa1b2c3d4e5f60719"
	confirmed := func(does trouble) (known bool, res *pull.Result) {
		network := &spoiler{handler: s, times: map[string]int{}, often: -1, does: func(req *http.Request, r *http.Response, body []byte) (*http.Response, error) {
			switch key := keyOf(req); {
			case key == list:
				return told(func(e map[string]any) bool {
					var left []any
					for _, v := range e["result"].([]any) {
						if v.(map[string]any)["id"] != hidden {
							left = append(left, v)
						}
					}
					e["result"] = left
					delete(e, "result_info")
					return true
				})(req, r, body)
			case strings.HasSuffix(key, hidden):
				return does(req, r, body)
			}
			return nil, nil
		}}
		c := clientOn(t, network, pull.Options{})
		res, err := pull.Pull(context.Background(), c, kinds.Registry(), account.ID, nil)
		require.NoError(t, err)
		require.Empty(t, res.Unreadable)
		before := len(network.paths)
		require.NoError(t, c.Confirm(context.Background(), res, account))
		assert.Len(t, network.paths, before+1, "only what is missing is asked for")
		var o *schema.Object
		schema.Walk(account.Children, func(c *schema.Object) {
			if c.ID == hidden {
				o = c
			}
		})
		known, _ = res.Knows(o)
		return known, res
	}
	known, res := confirmed(status(404, nil))
	assert.True(t, known, "it is gone")
	assert.Empty(t, res.Unreadable)
	known, res = confirmed(status(403, nil))
	assert.False(t, known)
	require.Len(t, res.Unreadable, 1)
	assert.True(t, res.Unreadable[0].Forbidden())
	known, res = confirmed(func(*http.Request, *http.Response, []byte) (*http.Response, error) { return nil, nil })
	assert.False(t, known)
	require.Len(t, res.Unreadable, 1)
	assert.EqualError(t, res.Unreadable[0].Err, "it is there, and its list leaves it out")
}

// Where the rulesets of the account cannot be read, nobody knows what the rules
// of a zone execute.
func TestACallOfWhatCouldNotBeRead(t *testing.T) {
	inv := load(t, "../../generator/testdata/kinds/zone_ruleset")
	s, _ := world(t, inv)
	id := inv.Accounts[0].ID
	res, err := pullOn(t, &spoiler{handler: s, times: map[string]int{}, hit: "/accounts/" + id + "/rulesets?per_page=50", often: -1, does: status(403, nil)}, id)
	require.NoError(t, err)
	require.Len(t, res.Unreadable, 2)
	assert.Equal(t, "account_ruleset", res.Unreadable[0].Kind)
	assert.Equal(t, "http_request_firewall_managed", res.Unreadable[1].Name)
	assert.Equal(t, []string{"rules"}, res.Unreadable[1].Fields)
	assert.Empty(t, res.Dangling)
}

// What an inventory could not hold is told, and does not stop the rest.
func TestARuleOfAnUnknownForm(t *testing.T) {
	inv := load(t, example)
	s, network := world(t, inv)
	at := "/zones/" + exampleZone
	s.Put(at+"/email/routing/rules", map[string]any{"matchers": []any{map[string]any{"type": "pattern", "field": "to", "value": "*"}}, "actions": []any{map[string]any{"type": "drop"}}})
	s.Put(at+"/rulesets", map[string]any{"name": "x", "kind": "zone", "phase": "http_request_invented", "rules": []any{map[string]any{"expression": "true", "action": "log", "position": "first", "categories": []any{"x"}}}})
	res, err := pullOn(t, network, inv.Accounts[0].ID)
	require.NoError(t, err)
	require.Len(t, res.Unreadable, 1)
	assert.EqualError(t, res.Unreadable[0].Err, `"pattern" is a value of type that cfdr does not know`)
	schema.Walk(res.Account.Children, func(o *schema.Object) {
		if o.Kind.Name == "zone_ruleset" || o.Kind.Name == "account_ruleset" {
			assert.NotContains(t, o.Fields, "description", "the API tells an empty one")
		}
	})
	assert.Equal(t, map[string]int{"zone_ruleset rules.position": 1, "zone_ruleset rules.categories": 1}, res.Unknown)
}
