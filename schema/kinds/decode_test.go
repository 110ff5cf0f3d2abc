package kinds

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/schema"
)

// What the API writes otherwise reads back as it was written.
func TestFormsOfTheAPI(t *testing.T) {
	for name, c := range map[string]struct {
		kind  *schema.Kind
		field string
		value any
	}{
		"target of a page rule": {pageRule, "target", "*.example.com/a?b=*"},
		"actions of a page rule": {pageRule, "actions", map[string]any{
			"always_use_https": true, "cache_level": "bypass", "forwarding_url": map[string]any{"url": "https://example.com/$1", "status_code": int64(301)},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			form := c.kind.Field(c.field).On(schema.API)
			o := &schema.Object{Kind: c.kind, Parent: &schema.Object{Kind: zone, Parent: &schema.Object{Kind: account}}}
			assert.Equal(t, c.value, form.Decode(form.Encode(o, c.value)))
		})
	}
}

// The id of a ruleset of the account follows that ruleset; one of Cloudflare's
// own stays.
func TestCalledRuleset(t *testing.T) {
	a := &schema.Object{Kind: account}
	called := &schema.Object{Kind: accountRuleset, Parent: a, ID: "1", Name: "called"}
	root := &schema.Object{Kind: accountRuleset, Parent: a, ID: "2", Name: "root"}
	a.Children = []*schema.Object{called, root}
	id := func(action, id string) any {
		rules := rulesInAPI(root, []any{map[string]any{"action": action, "action_parameters": map[string]any{"id": id}}})
		return rules.([]any)[0].(map[string]any)["action_parameters"].(map[string]any)["id"]
	}
	assert.Equal(t, schema.Reference{To: called, Name: "called", Kind: "account_ruleset", By: "id"}, id("execute", "1"))
	assert.Equal(t, "2", id("execute", "2"), "itself")
	assert.Equal(t, "3", id("execute", "3"))
	assert.Equal(t, "1", id("serve_error", "1"))
}

// Whatever a target has no name for is found, wherever it stands.
func TestUnknownParameters(t *testing.T) {
	for path, v := range map[string]map[string]any{
		"":                                   {"headers": map[string]any{"x-a": map[string]any{"operation": "set"}}, "rules": map[string]any{"any": []any{"a"}}},
		"invented":                           {"invented": 1},
		"headers.x-a.invented":               {"headers": map[string]any{"x-a": map[string]any{"invented": 1}}},
		"overrides.rules[1].invented":        {"overrides": map[string]any{"rules": []any{map[string]any{"id": "a"}, map[string]any{"invented": 1}}}},
		"cache_key.custom_key.host.invented": {"cache_key": map[string]any{"custom_key": map[string]any{"host": map[string]any{"invented": true}}}},
	} {
		want := []string{path}
		if path == "" {
			want = nil
		}
		assert.Equal(t, want, parameters4.unknown(v, ""), path)
		assert.Equal(t, want, parameters5.unknown(v, ""), path)
	}
}
