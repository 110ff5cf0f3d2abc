package pull_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

const example = "../../examples/full-zone"

// Each request of a pull goes wrong, in every way: once, and for good. What is
// read is the same in the end, or what it lacks is told, and never less without
// a word.
func TestOneRequestGoesWrong(t *testing.T) {
	inv := load(t, example)
	s, network := world(t, inv)
	id := inv.Accounts[0].ID
	calm, err := pullOn(t, network, id)
	require.NoError(t, err)
	require.Empty(t, calm.Unreadable)
	want := text(t, calm)
	paths := slices.Clone(network.paths)
	slices.Sort(paths)
	paths = slices.Compact(paths)
	for name, does := range troubles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			try := func(path string, often int) {
				network := &spoiler{handler: s, times: map[string]int{}, hit: path, often: often, does: does}
				res, err := pullOn(t, network, id)
				if err != nil {
					assert.Equal(t, "/accounts/"+id, path, "%v", err)
					return
				}
				if text(t, res) == want {
					return
				}
				assert.NotZero(t, len(res.Unreadable)+len(res.Notes), "%s %d: less without a word", path, often)
				if often == 1 {
					t.Errorf("%q: once is too often: %v", path, res.Unreadable)
				}
				nothingGone(t, calm, res, path)
			}
			try("", 1) // all of them, the first time
			for i, path := range paths {
				if name == "500" && i%6 == 0 || i%deep.Count(90, 30) == len(name) {
					try(path, -1)
				}
			}
		})
	}
}

// nothingGone checks that everything which the result lacks is something that
// it does not know.
func nothingGone(t *testing.T, calm, res *pull.Result, path string) {
	t.Helper()
	there := map[string]bool{}
	schema.Walk(res.Inventory.Accounts, func(o *schema.Object) { there[o.Kind.Name+" "+o.Path()+" "+o.ID] = true })
	schema.Walk(calm.Inventory.Accounts, func(o *schema.Object) {
		if there[o.Kind.Name+" "+o.Path()+" "+o.ID] {
			return
		}
		known, _ := res.Knows(o)
		assert.False(t, known, "%s: %s %s would be gone", path, o.Kind.Name, o.Path())
	})
}

// What cannot be read for good is told, with the permission it needs, and
// nothing else is missing.
func TestAKindThatMayNotBeRead(t *testing.T) {
	inv := load(t, example)
	s, network := world(t, inv)
	id := inv.Accounts[0].ID
	calm, err := pullOn(t, network, id)
	require.NoError(t, err)
	forbidden := func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
		return answered(req, 403, nil, []byte(`{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`)), nil
	}
	for path, want := range map[string][]string{
		"/accounts/" + id + "/d1/database?page=1&per_page=100":                         {"d1_database  D1 Read"},
		"/accounts/" + id + "/workers/subdomain":                                       {"account  Workers Scripts Read"},
		"/accounts/" + id + "/workflows?page=1":                                        {"workflow  Workers Scripts Read"},
		"/accounts/" + id + "/workers/durable_objects/namespaces?page=1&per_page=1000": {"durable_object_class  Workers Scripts Read"},
		"/accounts/" + id + "/pages/projects?page=1":                                   {"pages_domain  Pages Read", "pages_project  Pages Read"},
		"/accounts/" + id + "/access/apps?page=1":                                      {"access_application  Access: Apps and Policies Read", "access_policy  Access: Apps and Policies Read"},
	} {
		network := &spoiler{handler: s, times: map[string]int{}, hit: path, often: -1, does: forbidden}
		res, err := pullOn(t, network, id)
		require.NoError(t, err)
		var got []string
		for _, u := range res.Unreadable {
			got = append(got, u.Kind+" "+u.Of+" "+u.Permission)
			assert.True(t, u.Forbidden(), path)
		}
		assert.Equal(t, want, got, path)
		nothingGone(t, calm, res, path)
	}
}

// A jurisdiction that may not be asked for is no reason to doubt all buckets.
func TestARefusedJurisdiction(t *testing.T) {
	inv := load(t, example)
	s, network := world(t, inv)
	id := inv.Accounts[0].ID
	calm, err := pullOn(t, network, id)
	require.NoError(t, err)
	network = &spoiler{handler: s, times: map[string]int{}, hit: "/accounts/" + id + "/r2/buckets?per_page=1000 eu", often: -1, does: status(403, nil)}
	res, err := pullOn(t, network, id)
	require.NoError(t, err)
	assert.Empty(t, res.Unreadable)
	assert.Equal(t, []pull.Note{{Kind: "r2_bucket", Field: "jurisdiction", Value: "eu", Text: "the account may not ask for it: no (code 10001)"}}, res.Notes)
	nothingGone(t, calm, res, "eu")
	for _, o := range calm.Account.Children {
		if known, _ := res.Knows(o); o.Kind.Name == "r2_bucket" {
			assert.Equal(t, o.Text("jurisdiction") != "eu", known, o.Name)
		}
	}
}

// A product that the account does not have is an empty list and a note; that
// the token may not read it is something else.
func TestAProductThatIsNotThere(t *testing.T) {
	inv := load(t, example)
	s, _ := world(t, inv)
	id := inv.Accounts[0].ID
	for _, tc := range []struct {
		path string
		code int
		says string
		kind string
	}{
		{"/accounts/" + id + "/r2/buckets?per_page=1000", 10042, "Please enable R2 through the Cloudflare Dashboard.", "r2_bucket"},
		{"/accounts/" + id + "/access/groups?page=1", 9999, "access.api.error.not_enabled: Access is not enabled.", "access_group"},
	} {
		network := &spoiler{handler: s, times: map[string]int{}, hit: tc.path, often: -1, does: func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
			b, err := json.Marshal(map[string]any{"success": false, "errors": []any{map[string]any{"code": tc.code, "message": tc.says}}})
			return answered(req, 403, nil, b), err
		}}
		res, err := pullOn(t, network, id)
		require.NoError(t, err)
		assert.Empty(t, res.Unreadable)
		assert.Equal(t, []pull.Note{{Kind: tc.kind, Text: fmt.Sprintf("the account does not have it: %s (code %d)", tc.says, tc.code)}}, res.Notes)
	}
}

func TestTheWrongAccount(t *testing.T) {
	inv := load(t, example)
	s, network := world(t, inv)
	id, other := inv.Accounts[0].ID, strings.Repeat("f", 32)
	s.AddAccount(other, "Other")
	s.SetToken(standin.Token{Value: standin.DefaultToken, Accounts: []string{other}})
	_, err := pullOn(t, network, id)
	assert.EqualError(t, err, "the token cannot see the account "+id+": GET /accounts/"+id+": 403 Authentication error (code 10000)")

	network.does, network.often = status(401, nil), -1
	_, err = pullOn(t, network, id)
	assert.EqualError(t, err, "the API does not take the token: GET /accounts/"+id+": 401 no (code 10001)")

	s.AddToken(standin.DefaultToken)
	network.does = told(func(e map[string]any) bool { e["result"] = map[string]any{"id": other}; return true })
	_, err = pullOn(t, network, id)
	assert.EqualError(t, err, "the API gave another account than "+id)
}

// A token without the settings of the account sees it in the list.
func TestAnAccountWithoutItsSettings(t *testing.T) {
	inv := load(t, example)
	_, network := world(t, inv)
	id := inv.Accounts[0].ID
	network.hit, network.often, network.does = "/accounts/"+id, -1, status(403, nil)
	res, err := pullOn(t, network, id)
	require.NoError(t, err)
	assert.Equal(t, inv.Accounts[0].Name, res.Account.Name)
}

// When the context ends, all ends: at once, and nothing stays behind.
func TestCancelled(t *testing.T) {
	inv := load(t, example)
	_, network := world(t, inv)
	before := runtime.NumGoroutine()
	for _, n := range []int{1, 2, 5, 20, 60} {
		ctx, cancel := context.WithCancel(context.Background())
		seen := 0
		network.does, network.often = func(*http.Request, *http.Response, []byte) (*http.Response, error) {
			network.mu.Lock()
			defer network.mu.Unlock()
			if seen++; seen == n {
				cancel()
			}
			return nil, nil
		}, -1
		res, err := pull.Pull(ctx, clientOn(t, network, pull.Options{}), kinds.Registry(), inv.Accounts[0].ID, nil)
		assert.Nil(t, res)
		assert.ErrorIs(t, err, context.Canceled)
		cancel()
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}
