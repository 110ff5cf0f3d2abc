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

// instance is one instance of a resource, with attributes and more keys such as
// its status.
func instance(attributes string, keys ...string) string {
	out := "{"
	for _, k := range keys {
		out += k + ","
	}
	return out + `"attributes": {` + attributes + "}}"
}

// TestTakingOver finds out what becomes of an instance that Terraform would
// change or replace where it is.
func TestTakingOver(t *testing.T) {
	const (
		record, policy, zone = "cloudflare_record.", "cloudflare_zero_trust_access_policy.", "cloudflare_zone."
		recordID             = "200470d2434f66d310ec17ec4670a3da"
		label                = "full_example_com_a__e909ffa7"
		overwritten          = "the state holds what the new configuration would destroy or overwrite\n  "
	)
	records := "    zones:\n      - name: example.com\n        id: " + zoneID + "\n        dns_records: [{name: full.example.com, type: A, content: 192.0.2.50, ttl: 300, id: " + recordID + "}]\n"
	named := func(name string, keys ...string) string {
		return instance(fmt.Sprintf(`"id": %q, "zone_id": %q, "name": %q, "type": "A", "content": "192.0.2.50", "ttl": 300`, recordID, zoneID, name), keys...)
	}
	const kv = "cloudflare_workers_kv_namespace."
	namespaces := "    kv_namespaces: [{title: FLAGS, id: " + recordID + "}]\n"
	namespace := func(title string, keys ...string) string {
		return instance(fmt.Sprintf(`"id": %q, "account_id": %q, "title": %q`, recordID, accountID, title), append(keys, `"schema_version": 500`)...)
	}
	wrote := func(address string) *generator.Manifest {
		return &generator.Manifest{Account: generator.AccountPin{ID: accountID}, Target: schema.V5, Addresses: map[string]generator.Identity{address: {Kind: "kv_namespace", Path: "FLAGS", ID: recordID}}}
	}
	policies := "    access_policies: [{name: Staff, id: " + idA + ", decision: allow, include: [email: a@example.com]}]\n"
	ofApplication := instance(fmt.Sprintf(`"id": %q, "account_id": %q, "name": "Staff", "application_id": %q`, idA, accountID, idB))
	for _, c := range []struct {
		name     string
		target   schema.Target
		sections string
		state    string
		want     string
		refusal  string
		held     int
		previous *generator.Manifest
	}{
		{name: "provider 5, an address that no snapshot wrote", target: schema.V5, sections: namespaces, state: stateOf(held(kv+"mine", cloudflareProvider, namespace("FLAGS"))),
			want: blocks(removed(kv + "mine"))},
		{name: "provider 5, an address of a snapshot", target: schema.V5, sections: namespaces, state: stateOf(held(kv+"mine", cloudflareProvider, namespace("old title"))), previous: wrote(kv + "mine"),
			want: blocks(moved(kv+"mine", kv+"FLAGS")), held: 1},
		{name: "provider 5, in place as an import leaves it", target: schema.V5, sections: namespaces, state: stateOf(held(kv+"FLAGS", cloudflareProvider, namespace("FLAGS"))), held: 1},
		{name: "provider 5, in place and otherwise", target: schema.V5, sections: namespaces, state: stateOf(held(kv+"FLAGS", cloudflareProvider, namespace("old title"))),
			refusal: overwritten + kv + "FLAGS may be updated, because the state has title otherwise than an import leaves it; remove it from the state, and it is imported again: terraform state rm '" + kv + "FLAGS'"},
		{name: "provider 5, in place and of a snapshot", target: schema.V5, sections: namespaces, state: stateOf(held(kv+"FLAGS", cloudflareProvider, namespace("old title"))), previous: wrote(kv + "FLAGS"), held: 1},
		{name: "provider 5, a label that is written, with for_each", target: schema.V5, sections: namespaces, state: stateOf(held(kv+"FLAGS", cloudflareProvider, namespace("FLAGS", `"index_key": "a"`))),
			want: blocks(moved(kv+`FLAGS["a"]`, kv+"FLAGS")), held: 1},
		{name: "a name in full", target: schema.V4, sections: records, state: stateOf(held(record+"full", cloudflareProvider, named("full.example.com"))),
			want: blocks(moved(record+"full", record+label)), held: 1},
		{name: "an older name, in place", target: schema.V4, sections: records, state: stateOf(held(record+label, cloudflareProvider, named("old"))), held: 1},
		{name: "tainted", target: schema.V4, sections: records, state: stateOf(held(record+"full", cloudflareProvider, named("full", `"status": "tainted"`))),
			want: blocks(removed(record + "full"))},
		{name: "tainted in place", target: schema.V4, sections: records, state: stateOf(held(record+label, cloudflareProvider, named("full", `"status": "tainted"`))),
			refusal: overwritten + record + label + " is tainted, so that it would be replaced; if it works as it is: terraform untaint '" + record + label + "'"},
		{name: "a value that no refresh reads and that replaces", target: schema.V4, sections: policies, state: stateOf(held(policy+"staff", cloudflareProvider, ofApplication)),
			want: blocks(removed(policy + "staff"))},
		{name: "such a value in place", target: schema.V4, sections: policies, state: stateOf(held(policy+"staff__c8d10cab", cloudflareProvider, ofApplication)),
			refusal: overwritten + policy + "staff__c8d10cab would be replaced, because the provider does not read application_id again and the state has another value; remove it from the state, and it is imported again: terraform state rm '" + policy + "staff__c8d10cab'"},
		{name: "an Access object of a zone", target: schema.V4, sections: policies,
			state: stateOf(held(policy+"staff", cloudflareProvider, instance(fmt.Sprintf(`"id": %q, "zone_id": %q, "name": "Staff"`, idA, zoneID)))),
			want:  blocks(removed(policy + "staff"))},
		{name: "a worker of a dispatch namespace", target: schema.V4, sections: "    workers: [{name: api, source: a, modules: [{name: a.js, text: \"\"}]}]\n",
			state: stateOf(held("cloudflare_workers_script.theirs", cloudflareProvider, instance(`"id": "api", "name": "api", "account_id": "`+accountID+`", "dispatch_namespace": "customers"`))),
			want:  blocks(removed("cloudflare_workers_script.theirs"))},
		{name: "a state of provider 4 for provider 5", target: schema.V5, sections: records, state: stateOf(held(record+"full", cloudflareProvider, named("full"))),
			refusal: "the state was written by provider 4, and the snapshot is for provider 5, which cannot take all of it over"},
		{name: "a state of provider 4 with types of both alone", target: schema.V5, sections: records, state: stateOf(held(zone+"example_com", cloudflareProvider, instance(`"id": "`+zoneID+`", "zone": "example.com"`))),
			refusal: "the state was written by provider 4, and the snapshot is for provider 5, which cannot take all of it over"},
		{name: "a state of provider 5 for provider 4", target: schema.V4, sections: databases("app", idA), state: stateOf(held("cloudflare_d1_database.app", cloudflareProvider, database(idA, `"schema_version": 500`))),
			refusal: "the state was written by provider 5, and the snapshot is for provider 4, which cannot take all of it over"},
		{name: "left over of provider 4 in a state of provider 5", target: schema.V5, sections: databases("app", idA), state: stateOf(
			held("cloudflare_dns_record.x", cloudflareProvider, instance(`"id": "x"`, `"schema_version": 500`)), held(record+"full", cloudflareProvider, named("full")), held(zone+"a", cloudflareProvider, instance(`"id": "`+zoneID+`", "zone": "example.com"`))),
			refusal: overwritten + record + "full is of a type that only provider 4 has; remove it from the state, and what the inventory has of it is imported again: terraform state rm '" + record + "full'\n  " +
				zone + "a was written with an older schema, which provider 5 may not be able to read; remove it from the state, and what the inventory has of it is imported again: terraform state rm '" + zone + "a'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inv := inventoryOf(t, c.sections)
			st, err := state.Read([]byte(c.state))
			require.NoError(t, err)
			files, survey, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: c.target, State: st, Match: plan.Match, Previous: c.previous})
			if c.refusal != "" {
				var refusal *generator.RefusalError
				require.ErrorAs(t, err, &refusal)
				assert.Equal(t, c.refusal, err.Error())
				assert.Nil(t, files)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, string(files["moved.tf"]))
			assert.Equal(t, c.held, survey.Held)
		})
	}
}
