package generator_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// TestTakingOverOwnAddresses: that a snapshot wrote an address says nothing of
// what a refresh leaves in the state there. What a refresh shows is no matter.
func TestTakingOverOwnAddresses(t *testing.T) {
	databases := "    d1_databases: [{name: app, id: " + idA + "}]\n"
	groups := func(rules string) string {
		return "    access_groups: [{name: staff, id: " + idA + ", " + rules + "}]\n"
	}
	heldGroup := func(rules string) string {
		return fmt.Sprintf(`"id": %q, "account_id": %q, "name": "staff", %s`, idA, accountID, rules)
	}
	policies := "    access_policies: [{name: Staff, id: " + idA + ", decision: allow, include: [email: a@example.com]}]\n"
	heldPolicy := func(more string) string {
		return fmt.Sprintf(`"id": %q, "account_id": %q, "name": "Staff", "decision": "allow"%s`, idA, accountID, more)
	}
	const domain, mail = `{"email_domain": {"domain": "a.example"}, "email": null}`, `{"email_domain": null, "email": {"email": "x@a.example"}}`
	for _, c := range []struct {
		name      string
		target    schema.Target
		sections  string
		attribute string
		refused   string
	}{
		{"the location of a database, which replaces", schema.V5, databases,
			fmt.Sprintf(`"id": %q, "uuid": %q, "account_id": %q, "name": "app", "primary_location_hint": "weur"`, idA, idA, accountID),
			"would be replaced, because the provider does not read primary_location_hint again and the state has another value"},
		{"an empty location", schema.V5, databases,
			fmt.Sprintf(`"id": %q, "uuid": %q, "account_id": %q, "name": "app", "primary_location_hint": ""`, idA, idA, accountID),
			"may be replaced, because a refresh can leave primary_location_hint otherwise than an import does"},
		{"a database as it is", schema.V5, databases,
			fmt.Sprintf(`"id": %q, "uuid": %q, "account_id": %q, "name": "app", "primary_location_hint": null`, idA, idA, accountID), ""},
		{"rules that went", schema.V5, groups("include: [{email_domain: a.example}]"),
			heldGroup(`"include": [` + domain + `], "exclude": [` + mail + `]`),
			"may be updated, because a refresh can leave exclude otherwise than an import does"},
		{"rules that came", schema.V5, groups("include: [{email_domain: a.example}], exclude: [{email: x@a.example}]"),
			heldGroup(`"include": [` + domain + `], "exclude": null`),
			"may be updated, because a refresh can leave exclude otherwise than an import does"},
		{"rules in another order", schema.V5, groups("include: [{email: x@a.example}, {email_domain: a.example}]"),
			heldGroup(`"include": [` + domain + `, ` + mail + `]`),
			"may be updated, because a refresh can leave include.email otherwise than an import does"},
		{"another value of a rule", schema.V5, groups("include: [{email_domain: b.example}]"),
			heldGroup(`"include": [` + domain + `], "exclude": null`), ""},
		{"a null that the provider fills in", schema.V5, "    tunnels: [{name: office, id: " + idA + ", config_src: cloudflare}]\n",
			fmt.Sprintf(`"id": %q, "account_id": %q, "name": "office", "config_src": null`, idA, accountID),
			"may be replaced, because a refresh can leave config_src otherwise than an import does"},
		{"approval groups that went", schema.V4, policies,
			heldPolicy(`, "approval_group": [{"approvals_needed": 1, "email_addresses": ["b@a.example"]}]`),
			"may be updated, because a refresh can leave approval_group otherwise than an import does"},
		{"no approval groups", schema.V4, policies, heldPolicy(`, "approval_group": [], "session_duration": "8h"`), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			inv := inventoryOf(t, c.sections)
			survey := generator.NewSurvey(inv, inv.Accounts[0], c.target)
			require.Len(t, survey.Items, 1)
			it := survey.Items[0]
			version := `"schema_version": 500`
			if c.target == schema.V4 {
				version = `"schema_version": 0`
			}
			st, err := state.Read([]byte(stateOf(held(it.Address, cloudflareProvider, instance(c.attribute, version)))))
			require.NoError(t, err)
			previous := &generator.Manifest{Account: generator.AccountPin{ID: accountID}, Target: c.target,
				Addresses: map[string]generator.Identity{it.Address: {Kind: it.Kind.Name, Path: it.Path(), ID: it.ID}}}
			_, after, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: c.target, State: st, Match: plan.Match, Previous: previous})
			if c.refused == "" {
				require.NoError(t, err)
				assert.Equal(t, []int{1, 0}, []int{after.Held, after.Relocated})
				return
			}
			var refusal *generator.RefusalError
			require.ErrorAs(t, err, &refusal)
			assert.Equal(t, []string{it.Address + " " + c.refused + "; remove it from the state, and it is imported again: terraform state rm '" + it.Address + "'"}, refusal.Details)
		})
	}
}
