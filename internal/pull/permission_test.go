package pull_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema/kinds"
)

func grants(t *testing.T, network http.RoundTripper, id string) map[pull.Grant][]string {
	t.Helper()
	list, err := pull.TokenPermissions(context.Background(), clientOn(t, network, pull.Options{}), kinds.Registry(), id)
	require.NoError(t, err)
	out := map[pull.Grant][]string{}
	for _, p := range list {
		assert.NotEmpty(t, p.Kinds)
		out[p.State] = append(out[p.State], p.Permission)
	}
	return out
}

// A token that may not read itself is tried.
func TestPermissionsByTrying(t *testing.T) {
	inv := load(t, example)
	s, network := world(t, inv)
	id := inv.Accounts[0].ID
	all := grants(t, network, id)[pull.Granted]
	assert.Len(t, grants(t, network, id), 1)
	s.SetToken(standin.Token{Value: standin.DefaultToken, Permissions: []string{"Account Settings Read", "Zone Read", "DNS Write", "Workers Scripts Read"}})
	got := grants(t, network, id)
	assert.Equal(t, []string{"Account Settings Read", "Workers Scripts Read", "Zone Read", "DNS Read"}, got[pull.Granted])
	assert.Len(t, got[pull.Missing], len(all)-4)
	assert.Empty(t, got[pull.Unsure])

	s.SetToken(standin.Token{Value: standin.DefaultToken, Permissions: []string{"Account Settings Read"}})
	got = grants(t, network, id)
	assert.Contains(t, got[pull.Missing], "Zone Read")
	assert.Contains(t, got[pull.Unsure], "DNS Read", "no zone can be seen to try it with")
}

// A token that may read itself says what it has.
func TestPermissionsByItself(t *testing.T) {
	inv := load(t, example)
	_, network := world(t, inv)
	id := inv.Accounts[0].ID
	policies := func(resource string) trouble {
		return func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
			if !strings.Contains(req.URL.Path, "/user/tokens/") || strings.HasSuffix(req.URL.Path, "/verify") {
				return nil, nil
			}
			b, err := json.Marshal(map[string]any{"success": true, "result": map[string]any{"policies": []any{map[string]any{
				"effect": "allow", "resources": map[string]any{resource: "*"},
				"permission_groups": []any{map[string]any{"name": "DNS Write"}, map[string]any{"name": "D1 Read"}},
			}}}})
			return answered(req, 200, nil, b), err
		}
	}
	network.often, network.does = -1, policies("com.cloudflare.api.account."+id)
	got := grants(t, network, id)
	assert.Equal(t, []string{"DNS Read", "D1 Read"}, got[pull.Granted])
	assert.Empty(t, got[pull.Unsure])
	assert.Len(t, network.paths, 2, "nothing is tried")

	network.does = policies("com.cloudflare.api.account.zone.0123")
	assert.NotEmpty(t, grants(t, network, id)[pull.Granted], "a part of it is no answer, so it is tried")
}

func TestPermissionsOfABadToken(t *testing.T) {
	inv := load(t, example)
	s, network := world(t, inv)
	s.SetToken(standin.Token{Value: standin.DefaultToken, Status: "expired"})
	_, err := pull.TokenPermissions(context.Background(), clientOn(t, network, pull.Options{}), kinds.Registry(), inv.Accounts[0].ID)
	assert.ErrorContains(t, err, "the token is not valid: ")
}

// The token stands in nothing that is printed.
func TestTheTokenIsNotTold(t *testing.T) {
	inv := load(t, example)
	_, network := world(t, inv)
	c := clientOn(t, network, pull.Options{})
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, v := range []any{c, *c, []any{c}, map[string]any{"c": *c}, struct{ C *pull.Client }{c}} {
			assert.NotContains(t, fmt.Sprintf(verb, v), standin.DefaultToken, verb)
		}
	}
	b, err := json.Marshal(map[string]any{"client": c})
	require.NoError(t, err)
	assert.NotContains(t, string(b), standin.DefaultToken)
	for name, does := range troubles {
		network := &spoiler{handler: network.handler, times: map[string]int{}, often: -1, does: does}
		_, err := pullOn(t, network, inv.Accounts[0].ID)
		assert.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), standin.DefaultToken, name)
	}
	_, err = pull.New("two words\n", pull.Options{})
	assert.EqualError(t, err, "the token is empty or has a form that no token has")
	for _, base := range []string{"http://api.example.com", "ftp://127.0.0.1", "https://", "127.0.0.1", "https://user:pw@x y"} {
		_, err = pull.New(standin.DefaultToken, pull.Options{BaseURL: base})
		require.Error(t, err, base)
		assert.NotContains(t, err.Error(), standin.DefaultToken)
	}
}
