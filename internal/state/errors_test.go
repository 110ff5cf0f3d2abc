package state_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/state"
)

const (
	give  = "give what terraform state pull prints, or terraform show -json"
	again = "get it again with terraform state pull; a state that was cut, merged or edited is not safe to use"
	newer = "it was written by a newer Terraform; use a newer cfdr"
)

// utf16Text is how Windows PowerShell writes what a program prints.
func utf16Text(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// raw is a state with these resources.
func raw(resources string) string { return `{"version": 4, "resources": ` + resources + `}` }

// managed is a resource, with members in place of those that it has otherwise.
func managed(members string) string {
	return `{"mode": "managed", "type": "a", "name": "b", "provider": "provider[\"registry.terraform.io/x/y\"]", ` + members + `}`
}

var failures = []struct{ name, text, problem, hint string }{
	{"nothing", "", "it is empty", "terraform state pull prints nothing where nothing was ever applied; run it in the directory of the configuration, after terraform init"},
	{"white space", "\ufeff \r\n\t", "it is empty", "terraform state pull prints nothing where nothing was ever applied; run it in the directory of the configuration, after terraform init"},
	{"UTF-16", utf16Text(`{"version": 4}`), "it is UTF-16, and a state is UTF-8", `the > of Windows PowerShell writes that, and may damage letters; write it with: cmd /c "terraform state pull > FILE"`},
	{"UTF-16 without a mark", utf16Text(`{"version": 4}`)[2:], "it is UTF-16, and a state is UTF-8", `the > of Windows PowerShell writes that, and may damage letters; write it with: cmd /c "terraform state pull > FILE"`},
	{"a plan file", "PK\x03\x04\x14\x00", "it is a zip archive, as a saved plan is", "give what terraform show -json PLANFILE prints"},
	{"compressed", "\x1f\x8b\x08", "it is not text", give},
	{"binary", "\x7fELF\x00", "it is not text", give},
	{"configuration", "# Ours.\n\nresource \"cloudflare_zone\" \"a\" {\n}\n", "it is HCL, as configuration is and what terraform show prints for people", give},
	{"terraform show", "# cloudflare_zone.a:\nresource \"cloudflare_zone\" \"a\" {\n    id = \"secret\"\n}\n", "it is HCL, as configuration is and what terraform show prints for people", give},
	{"a block without labels", "terraform {\n}\n", "it is HCL, as configuration is and what terraform show prints for people", give},
	{"no state", "No state.\n", "it is text that is not JSON", give},
	{"YAML", "a: b\n", "it is text that is not JSON", give},
	{"an inventory", "# Ours.\ncfdr: 1\naccounts: []\n", "it is an inventory", "the inventory is an argument of its own; " + give},
	{"an inventory in JSON", `{"cfdr": 1, "accounts": []}`, "it is an inventory", "the inventory is an argument of its own; " + give},
	{"cut off", "{\"version\": 4,\n  \"resources\": [{\"a\": \"sec\n", "it is cut off at line 2, column 27", again},
	{"cut off between", "{\"version\": 4,", "it is cut off at line 1, column 15", again},
	{"a syntax error", "{\"version\": 4,\n  \"name\": \"Überblick\" oops}", "it is not JSON at line 2, column 23", again},
	{"a syntax error in the first place", "{4}", "it is not JSON at line 1, column 2", again},
	{"a list with an error", "[1,]", "it is not JSON at line 1, column 4", again},
	{"too deep", strings.Repeat("[", 10001), "it is not JSON at line 1, column 10001", again},
	{"two states", "{\"version\": 4}\n {\"version\": 4}", "it goes on behind its end, at line 2, column 2", "give one state alone, without what other commands print"},
	{"a message behind", "{\"version\": 4}\nReleasing state lock.\n", "it goes on behind its end, at line 2, column 1", "give one state alone, without what other commands print"},
	{"a list", "[]", "it is an array, and no object", give},
	{"a string", `"secret"`, "it is a string, and no object", give},
	{"a number", "4", "it is a number, and no object", give},
	{"null", "null", "it is null, and no object", give},
	{"true", "true", "it is true or false, and no object", give},
	{"an empty object", "{}", "it has neither version nor format_version, and so is no state", give},
	{"outputs", `{"ids": {"sensitive": true, "value": "secret"}}`, "it has neither version nor format_version, and so is no state", give},
	{"encrypted", `{"serial": 1, "lineage": "x", "meta": {}, "encrypted_data": "c2VjcmV0", "encryption_version": "v0"}`, "it is encrypted by OpenTofu", "give what tofu state pull prints where the key is configured"},
	{"events", "{\"@level\": \"info\", \"@message\": \"Terraform 1.11.4\"}\n{\"@level\": \"info\"}\n", "it is a stream of events, as terraform plan -json and terraform apply -json print it", "save the plan with terraform plan -out=PLANFILE, and give what terraform show -json PLANFILE prints"},
	{"a lock", `{"ID": "50a07c2d", "Operation": "OperationTypeApply", "Info": "", "Who": "a@b", "Version": "1.11.4", "Created": "", "Path": "terraform.tfstate"}`, "it is the lock of a state", "Terraform keeps it beside the state while it works; " + give},
	{"where a backend is", `{"version": 3, "terraform_version": "1.11.4", "backend": {"type": "s3", "config": {"secret_key": "secret"}}}`, "it says where the state is, and is not the state", "a backend keeps the state; give what terraform state pull prints in the directory of the configuration"},

	{"format 3", `{"version": 3, "modules": []}`, "it has state format 3, and cfdr knows 4, which Terraform writes since 0.12", "name it terraform.tfstate in a directory of its own; what terraform state pull prints there has format 4"},
	{"format 1", `{"version": 1}`, "it has state format 1, and cfdr knows 4, which Terraform writes since 0.12", "name it terraform.tfstate in a directory of its own; what terraform state pull prints there has format 4"},
	{"format 5", `{"version": 5}`, "it has state format 5, and this cfdr knows 4", newer},
	{"format 0", `{"version": 0}`, "it has state format 0, which there never was", again},
	{"a version that is a text", `{"version": "4"}`, "its version is not a whole number", again},
	{"half a version", `{"version": 4.5}`, "its version is not a whole number", again},
	{"a version that is null", `{"version": null}`, "its version is not a whole number", again},
	{"format_version 2", `{"format_version": "2.0", "values": {}}`, "it has format_version 2, and this cfdr knows 0 and 1", newer},
	{"a format_version that is a number", `{"format_version": 1.0}`, "it is damaged: format_version is a number and must be a string", again},
	{"a format_version that is none", `{"format_version": "secret"}`, "its format_version is no version", again},
	{"the schemas of providers", `{"format_version": "1.0", "provider_schemas": {}}`, "it is JSON of Terraform, but neither a state nor a plan", give},
	{"a validation", `{"format_version": "1.0", "valid": true}`, "it is JSON of Terraform, but neither a state nor a plan", give},

	{"resources", raw(`"secret"`), "it is damaged: resources is a string and must be an array", again},
	{"a resource", raw(`[1]`), "it is damaged: resources[0] is a number and must be an object", again},
	{"no resource", raw(`[null]`), "it is damaged: resources[0] is null and must be an object", again},
	{"a resource without a mode", raw(`[{"type": "a"}]`), "it is damaged: resources[0].mode is not there and must be a string", again},
	{"a name", raw(`[{"mode": "managed", "type": "a", "name": ["secret"]}]`), "it is damaged: resources[0].name is an array and must be a string", again},
	{"an address", raw(`[{"mode": "managed", "type": "a", "name": "b } resource"}]`), `it is damaged: resources[0] is no address and must be the address of a resource`, again},
	{"an address without a name", raw(`[{"mode": "managed", "type": "a"}]`), `it is damaged: resources[0] is no address and must be the address of a resource`, again},
	{"an address with an index in it", raw(`[{"mode": "managed", "type": "a", "name": "b.c"}]`), `it is damaged: resources[0] is no address and must be the address of a resource`, again},
	{"a module", raw(`[{"module": "module.m\nx", "mode": "managed", "type": "a", "name": "b"}]`), `it is damaged: resources[0] is no address and must be the address of a resource`, again},
	{"something else than a module", raw(`[{"module": "data.m", "mode": "managed", "type": "a", "name": "b"}]`), `it is damaged: resources[0] is no address and must be the address of a resource`, again},
	{"a provider", raw(`[{"mode": "managed", "type": "a", "name": "b", "provider": "secret"}]`), "it is damaged: a.b has no address of a provider", again},
	{"instances", raw("[" + managed(`"instances": {}`) + "]"), "it is damaged: resources[0].instances is an object and must be an array", again},
	{"an instance", raw("[" + managed(`"instances": [{}, "secret"]`) + "]"), "it is damaged: resources[0].instances[1] is a string and must be an object", again},
	{"attributes", one(`"attributes": "secret"`), "it is damaged: resources[0].instances[0].attributes is a string and must be an object", again},
	{"a deposed key", one(`"deposed": true`), "it is damaged: resources[0].instances[0].deposed is true or false and must be a string", again},
	{"a status", one(`"status": 1`), "it is damaged: resources[0].instances[0].status is a number and must be a string", again},
	{"a schema version", one(`"schema_version": "secret"`), "it is damaged: resources[0].instances[0].schema_version is a string and must be a number", again},
	{"half a schema version", one(`"schema_version": 0.5`), "it is damaged: resources[0].instances[0].schema_version is a number and must be a whole number", again},
	{"paths", one(`"sensitive_attributes": {}`), "it is damaged: resources[0].instances[0].sensitive_attributes is an object and must be an array", again},
	{"a path", one(`"sensitive_attributes": [[], "a"]`), "it is damaged: resources[0].instances[0].sensitive_attributes[1] is a string and must be an array", again},
	{"half an index", one(`"index_key": 0.5`), "it is damaged: cloudflare_zone.a has an index that is no whole number", again},
	{"a negative index", one(`"index_key": -1`), "it is damaged: cloudflare_zone.a has an index that is no whole number", again},
	{"an index", one(`"index_key": {}`), "it is damaged: cloudflare_zone.a has an index that is an object, and neither a number nor a string", again},
	{"an address twice", raw("[" + managed(`"instances": [{"index_key": 1}, {"index_key": 1}]`) + "]"), "it is damaged: an instance of a.b is in it twice", again},
	{"an address twice, in two resources", raw("[" + managed(`"instances": [{}]`) + "," + managed(`"instances": [{}]`) + "]"), "it is damaged: a.b is in it twice", again},
	{"a deposed instance twice", raw("[" + managed(`"instances": [{}, {"deposed": "1"}, {"deposed": "1"}]`) + "]"), "it is damaged: a.b has two deposed instances of the same key", again},
	{"flat", raw("[" + managed(`"instances": [{"attributes_flat": {"id": "secret"}}]`) + "]"), "a.b is in it as Terraform 0.11 wrote it", "terraform apply -refresh-only writes it anew; then get the state again"},
	{"flat, of a provider with a name only", raw(`[{"mode": "managed", "type": "a", "name": "b", "provider": "provider.cloudflare", "instances": [{"attributes_flat": {"id": "secret"}}]}]`),
		"a.b is in it as Terraform 0.11 wrote it", "terraform state replace-provider registry.terraform.io/-/cloudflare cloudflare/cloudflare, and then terraform apply -refresh-only writes it anew; then get the state again"},
	{"outputs of a wrong type", `{"version": 4, "outputs": "secret"}`, "it is damaged: outputs is a string and must be an object", again},
	{"an output", `{"version": 4, "outputs": {"a b": "secret"}}`, `it is damaged: outputs."a b" is a string and must be an object`, again},
	{"whether an output is sensitive", `{"version": 4, "outputs": {"a": {"sensitive": "yes"}}}`, "it is damaged: outputs.a.sensitive is a string and must be true or false", again},
	{"the version of Terraform", `{"version": 4, "terraform_version": 1}`, "it is damaged: terraform_version is a number and must be a string", again},

	{"values", `{"format_version": "1.0", "values": "secret"}`, "it is damaged: values is a string and must be an object", again},
	{"a module in values", `{"format_version": "1.0", "values": {"root_module": {"child_modules": [{"address": "module.a", "resources": [{"mode": 1}]}]}}}`,
		"it is damaged: values.root_module.child_modules[0].resources[0].mode is a number and must be a string", again},
	{"a module without an address", `{"format_version": "1.0", "values": {"root_module": {"child_modules": [{}]}}}`,
		"it is damaged: values.root_module.child_modules[0].address is not there and must be a string", again},
	{"a resource without a mode in values", `{"format_version": "1.0", "values": {"root_module": {"resources": [{}]}}}`,
		"it is damaged: values.root_module.resources[0].mode is not there and must be a string", again},
	{"a provider in values", `{"format_version": "1.0", "values": {"root_module": {"resources": [{"mode": "managed", "type": "a", "name": "b", "provider_name": "sec ret"}]}}}`,
		"it is damaged: a.b has no address of a provider", again},
	{"the values of a resource", `{"format_version": "1.0", "values": {"root_module": {"resources": [{"mode": "managed", "type": "a", "name": "b", "provider_name": "x", "values": "secret"}]}}}`,
		"it is damaged: values.root_module.resources[0].values is a string and must be an object", again},
	{"an address in values", `{"format_version": "1.0", "values": {"root_module": {"resources": [{"mode": "managed", "type": "a", "name": "0"}]}}}`,
		`it is damaged: values.root_module.resources[0] is no address and must be the address of a resource`, again},
	{"a prior state", `{"format_version": "1.2", "prior_state": []}`, "it is damaged: prior_state is an array and must be an object", again},
	{"outputs in a plan", `{"format_version": "1.2", "prior_state": {"values": {"outputs": {"a": 1}}}}`, "it is damaged: prior_state.values.outputs.a is a number and must be an object", again},
	{"a variable", `{"format_version": "1.2", "prior_state": {}, "variables": {"a": "secret"}}`, "it is damaged: variables.a is a string and must be an object", again},
	{"a configuration", `{"format_version": "1.2", "prior_state": {}, "configuration": {"root_module": 1}}`, "it is damaged: configuration.root_module is a number and must be an object", again},
}

func TestErrors(t *testing.T) {
	for _, c := range failures {
		t.Run(c.name, func(t *testing.T) {
			s, err := state.Read([]byte(c.text))
			assert.Nil(t, s)
			var reason *state.Error
			require.ErrorAs(t, err, &reason)
			assert.Equal(t, c.problem, reason.Problem())
			assert.Equal(t, c.hint, reason.Hint())
			assert.EqualError(t, err, c.problem+": "+c.hint)
			assert.Equal(t, c.problem == "it is empty", err == state.ErrEmpty) //nolint:errorlint // It is the same one.
		})
	}
}

// TestErrorsHoldNoValues cuts and damages a state at every place. No error
// tells any of its values.
func TestErrorsHoldNoValues(t *testing.T) {
	const secret = "s3cr3t"
	text := strings.NewReplacer(`"z"`, `"`+secret+`"`, `"hidden"`, `"`+secret+`"`, `"r"`, `"`+secret+`"`).Replace(rawState)
	require.Equal(t, 3, strings.Count(text, secret))
	for i := range len(text) {
		for _, damage := range []string{"", "\x00", "}", `"`, "1"} {
			for _, text := range []string{text[:i] + damage, text[:i] + damage + text[i+1:]} {
				if _, err := state.Read([]byte(text)); err != nil {
					assert.NotContains(t, err.Error(), secret)
				}
			}
		}
	}
}
