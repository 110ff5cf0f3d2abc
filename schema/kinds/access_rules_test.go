package kinds

import (
	"testing"

	"github.com/cfdr/cfdr/schema"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func rule(sort string, value any) any { return map[string]any{sort: value} }

func group(rules ...any) *schema.Object {
	return &schema.Object{Kind: accessGroup, Fields: map[string]any{"include": rules}}
}

// Provider 4 reads one block back, with the rules of a sort together. What is
// written has that shape, and read backwards it is the same rules.
func TestAccessRulesOfProvider4(t *testing.T) {
	admins := schema.Reference{Kind: "access_group", Name: "admins", By: "id"}
	github := schema.Reference{Kind: "access_identity_provider", Name: "GitHub", By: "id"}
	block := groupRules(nil, []any{
		rule("email", "a@example.com"),
		rule("group", admins),
		rule("email", "b@example.com"),
		rule("everyone", true),
		rule("auth_method", "mfa"),
		rule("common_name", "one"),
		rule("azure_ad", map[string]any{"id": "g1", "identity_provider": github}),
		rule("azure_ad", map[string]any{"id": "g2", "identity_provider": github}),
		rule("github_organization", map[string]any{"name": "acme", "identity_provider": github}),
		rule("saml", map[string]any{"attribute_name": "g", "attribute_value": "x", "identity_provider": github}),
		rule("saml", map[string]any{"attribute_name": "g", "attribute_value": "y", "identity_provider": github}),
	})
	assert.Equal(t, schema.Blocks{{
		"email":       []any{"a@example.com", "b@example.com"},
		"group":       []any{admins},
		"everyone":    true,
		"auth_method": "mfa",
		"common_name": "one",
		"azure":       schema.Blocks{{"id": []any{"g1", "g2"}, "identity_provider_id": github}},
		"github":      schema.Blocks{{"name": "acme", "identity_provider_id": github}},
		"saml": schema.Blocks{
			{"attribute_name": "g", "attribute_value": "x", "identity_provider_id": github},
			{"attribute_name": "g", "attribute_value": "y", "identity_provider_id": github},
		},
	}}, block)

	read := ungroupRules([]any{map[string]any{
		"email": []any{"a@example.com"}, "everyone": true, "certificate": false, "auth_method": "", "ip": nil, "common_names": []any{"one", "two"},
		"okta":   []any{map[string]any{"name": []any{"x", "y"}, "identity_provider_id": "idp"}},
		"github": []any{map[string]any{"name": "acme", "teams": []any{}, "identity_provider_id": "idp"}},
		"saml":   []any{map[string]any{"attribute_name": "g", "attribute_value": "x", "identity_provider_id": "idp"}},
	}})
	assert.Equal(t, []any{
		rule("email", "a@example.com"),
		rule("everyone", true),
		rule("common_name", "one"),
		rule("common_name", "two"),
		rule("github_organization", map[string]any{"name": "acme", "identity_provider": "idp"}),
		rule("okta", map[string]any{"name": "x", "identity_provider": "idp"}),
		rule("okta", map[string]any{"name": "y", "identity_provider": "idp"}),
		rule("saml", map[string]any{"attribute_name": "g", "attribute_value": "x", "identity_provider": "idp"}),
	}, read)

	assert.Nil(t, groupRules(nil, []any{}))
}

// What provider 4 would lose at its next change stays outside.
func TestAccessRulesThatProvider4Loses(t *testing.T) {
	org := func(name, team string) any {
		m := map[string]any{"name": name, "identity_provider": "GitHub"}
		if team != "" {
			m["team"] = team
		}
		return rule("github_organization", m)
	}
	for _, c := range []struct {
		name               string
		rules              []any
		unknown, forgotten []string
	}{
		{name: "two teams", rules: []any{org("acme", "ops"), org("acme", "dev")}},
		{name: "two organizations", rules: []any{org("acme", ""), org("other", "")}, forgotten: []string{"include github_organization"}},
		{name: "a team and all", rules: []any{org("acme", "ops"), org("acme", "")}, forgotten: []string{"include github_organization"}},
		{name: "two common names", rules: []any{rule("common_name", "a"), rule("common_name", "b")}},
		{name: "three common names", rules: []any{rule("common_name", "a"), rule("common_name", "b"), rule("common_name", "c")}, forgotten: []string{"include common_name"}},
		{name: "two methods", rules: []any{rule("auth_method", "mfa"), rule("auth_method", "hwk")}, forgotten: []string{"include auth_method"}},
		{name: "a claim", rules: []any{rule("oidc", map[string]any{})}, unknown: []string{"include oidc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.unknown, unknownRules4(group(c.rules...)))
			assert.Equal(t, c.forgotten, forgottenRules4(group(c.rules...)))
		})
	}
}

func TestAccessMistakes(t *testing.T) {
	for _, c := range []struct {
		name, section string
		codes         []schema.Code
	}{
		{"two keys in a rule", `access_groups: [{name: g, include: [{email: a@example.com, geo: AU}]}]`, []schema.Code{schema.CodeBadValue}},
		{"a rule that says nothing", `access_groups: [{name: g, include: [{}]}]`, []schema.Code{schema.CodeBadValue}},
		{"a rule that says false", `access_groups: [{name: g, include: [{everyone: false}]}]`, []schema.Code{schema.CodeBadValue}},
		{"no such group", `access_groups: [{name: g, include: [{group: other}]}]`, []schema.Code{schema.CodeReference}},
		{"no country", `access_groups: [{name: g, include: [{geo: Australia}]}]`, []schema.Code{schema.CodeBadValue}},
		{"a secret of an identity provider", `access_identity_providers: [{name: i, type: github, config: {client_secret: x}}]`, []schema.Code{schema.CodeSecret}},
		{"a secret of a project", `pages_projects: [{name: p, production_branch: main, deployment_configs: {production: {secrets: [{name: T, value: x}]}}}]`, []schema.Code{schema.CodeSecret}},
		{"a place without an application", `access_policies: [{name: p, decision: allow, precedence: 1, include: [{everyone: true}]}]`, []schema.Code{schema.CodeBadValue}},
		{"an application without a place", "access_applications: [{name: a}]\n    access_policies: [{name: p, decision: allow, application: a, include: [{everyone: true}]}]", []schema.Code{schema.CodeMissing}},
		{"a policy of its own in the list", "access_applications: [{name: a, policies: [a p]}]\n    access_policies: [{name: p, decision: allow, application: a, precedence: 1, include: [{everyone: true}]}]", []schema.Code{schema.CodeBadValue}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := "cfdr: 1\naccounts:\n  - name: Main\n    id: a0000000000000000000000000000001\n    " + c.section + "\n"
			_, diags := schema.Load("inventory.yaml", []byte(src), Registry(), nil)
			var codes []schema.Code
			for _, d := range diags {
				if code := schema.FindingOf(d).Code; !code.IsWarning() {
					codes = append(codes, code)
				}
			}
			assert.Equal(t, c.codes, codes)
		})
	}
}

// Provider 5 refuses what a type does not take, so that is ignored and not
// written.
func TestAccessApplicationWritesWhatItsTypeTakes(t *testing.T) {
	account := &schema.Object{Kind: account, Name: "Main"}
	tile := &schema.Object{Kind: accessApplication, Name: "tile", Parent: account, Fields: map[string]any{"name": "tile", "type": "bookmark", "skip_interstitial": false}}
	require.NotNil(t, accessApplication.Field("skip_interstitial"))
	assert.Nil(t, accessApplication.Field("skip_interstitial").V5.Encode(tile, false))
	unread := accessApplication.V5.UnreadFor(tile)
	require.Len(t, unread, 1)
	assert.Equal(t, "skip_interstitial", unread[0].Attr)
	tile.Fields["type"] = "self_hosted"
	assert.Equal(t, false, accessApplication.Field("skip_interstitial").V5.Encode(tile, false))
	assert.Empty(t, accessApplication.V5.UnreadFor(tile))
}
