package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// formats are all that is ever printed of a difference.
func formats(t testing.TB, d *Diff) map[string]string {
	t.Helper()
	var text, colour, markdown, asJSON bytes.Buffer
	require.NoError(t, d.WriteText(&text, false))
	require.NoError(t, d.WriteText(&colour, true))
	require.NoError(t, d.WriteMarkdown(&markdown))
	require.NoError(t, d.WriteJSON(&asJSON))
	require.True(t, json.Valid(asJSON.Bytes()))
	return map[string]string{"text": text.String(), "colour": colour.String(), "markdown": markdown.String(), "json": asJSON.String()}
}

const secretsInventory = `
cfdr: 1
accounts:
  - name: Example
    id: 01a7362d577a6c3019a474fd6f485823
    workers:
      - name: api
        bindings: [{type: plain_text, name: MODE, text: prod-mode-x}, {type: kv_namespace, name: CACHE, namespace: FLAGS}]
    kv_namespaces:
      - {title: FLAGS, id: 00000000000000000000000000000001}
      - {title: NEW, id: 00000000000000000000000000000009}
    pages_projects:
      - name: site
        production_branch: main
        deployment_configs:
          production: {env_vars: {MODE: prod-mode-x}}
    zones:
      - name: example.com
        id: 023e105f4ecef8ad9ca31a8372d0c353
        dns_records:
          - {name: example.com, type: A, content: 192.0.2.1, comment: hello, id: 00000000000000000000000000000002}
    tombstones:
      - {kind: kv_namespace, name: OLD, date: 2026-05-25, reason: REASON}
`

// A leak is a secret and a state that has it somewhere.
type leak struct {
	name      string
	resources []any
	outputs   any
	// inventory is text instead of the one above.
	inventory string
}

func managed(typ, name string, index any, sensitive []any, attributes map[string]any) map[string]any {
	instance := map[string]any{"schema_version": 500, "attributes": attributes, "sensitive_attributes": sensitive}
	if index != nil {
		instance["index_key"] = index
	}
	return map[string]any{"mode": "managed", "type": typ, "name": name, "provider": `provider["registry.terraform.io/cloudflare/cloudflare"]`, "instances": []any{instance}}
}

func path(names ...any) []any {
	out := []any{}
	for _, n := range names {
		switch n := n.(type) {
		case string:
			out = append(out, map[string]any{"type": "get_attr", "value": n})
		case int:
			out = append(out, map[string]any{"type": "index", "value": map[string]any{"value": n, "type": "number"}})
		}
	}
	return out
}

func record(comment any, more map[string]any) map[string]any {
	out := map[string]any{
		"zone_id": "023e105f4ecef8ad9ca31a8372d0c353", "id": "00000000000000000000000000000002", "name": "example.com", "type": "A",
		"content": "192.0.2.1", "ttl": 1, "proxied": false, "comment": comment, "tags": []any{},
	}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func leaks(secret string) []leak {
	outputs := map[string]any{"token": map[string]any{"value": secret, "type": "string", "sensitive": true}}
	deep := map[string]any{"token": map[string]any{"value": map[string]any{"a": []any{secret}}, "type": "dynamic", "sensitive": true}}
	namespace := func(title, id string) map[string]any {
		return managed("cloudflare_workers_kv_namespace", "x", nil, nil, map[string]any{"account_id": "01a7362d577a6c3019a474fd6f485823", "id": id, "title": title})
	}
	var list []leak
	add := func(name string, outputs any, resources ...any) {
		list = append(list, leak{name: name, resources: resources, outputs: outputs})
	}
	add("a plain attribute that changes", outputs, managed("cloudflare_dns_record", "example_com_a", nil, nil, record(secret, nil)))
	add("a secret deep in an output", deep, managed("cloudflare_dns_record", "example_com_a", nil, nil, record(secret, nil)))
	add("an attribute that stays", outputs, managed("cloudflare_dns_record", "example_com_a", nil, nil, record("hello", map[string]any{"meta": secret})))
	add("a list", outputs, managed("cloudflare_dns_record", "example_com_a", nil, nil, record("hello", map[string]any{"tags": []any{"a", secret}})))
	add("a line of several", outputs, managed("cloudflare_dns_record", "example_com_a", nil, nil, record("a\n"+secret+"\nb", nil)))
	add("a part of a text", outputs, managed("cloudflare_dns_record", "example_com_a", nil, nil, record("Bearer "+secret, nil)))
	add("JSON in a text", outputs, managed("cloudflare_dns_record", "example_com_a", nil, nil, record(asJSON(map[string]any{"key": secret}), nil)))
	add("a key of a map", outputs, managed("cloudflare_zone", "z", nil, nil, map[string]any{"id": "1", "name": "gone.example", "meta": map[string]any{secret: "x"}}))
	add("an id", outputs, namespace("gone", secret))
	add("an id that was another", outputs, managed("cloudflare_workers_kv_namespace", "x", nil, nil, map[string]any{"account_id": "01a7362d577a6c3019a474fd6f485823", "id": secret, "title": "FLAGS"}))
	add("a name", outputs, namespace(secret, "00000000000000000000000000000007"))
	add("an account", outputs, managed("cloudflare_workers_kv_namespace", "x", nil, nil, map[string]any{"account_id": secret, "id": "1", "title": "gone"}))
	add("an index", outputs, managed("cloudflare_workers_kv_namespace", "x", secret, nil, map[string]any{"id": "1", "title": "gone"}))
	add("an index of what is in step", outputs, managed("cloudflare_dns_record", "other", secret, nil, record("hello", nil)))
	add("an index of what is unmanaged", outputs, managed("cloudflare_list", "x", secret, nil, map[string]any{"id": "1"}))
	add("what the state marks", nil, managed("cloudflare_dns_record", "example_com_a", nil, []any{path("comment")}, record(secret, nil)))
	add("what the state marks in a list", nil, managed("cloudflare_dns_record", "example_com_a", nil, []any{path("tags", 1)}, record("hello", map[string]any{"tags": []any{"a", secret}})))
	add("what the state marks as a whole", nil, managed("cloudflare_dns_record", "example_com_a", nil, []any{[]any{}}, record(secret, nil)))
	add("what the state marks in a way that nobody knows", nil, managed("cloudflare_dns_record", "example_com_a", nil, []any{[]any{map[string]any{"type": "splat"}}}, record(secret, nil)))
	add("what the state marks elsewhere", nil,
		managed("cloudflare_list", "x", nil, []any{path("description")}, map[string]any{"id": "1", "description": secret}),
		managed("cloudflare_dns_record", "example_com_a", nil, nil, record(secret, nil)))
	add("what the schema of an unmanaged type hides", nil, managed("cloudflare_turnstile_widget", "x", nil, nil, map[string]any{"id": "1", "name": "x", "secret": secret}))
	add("a type that nobody knows", nil, managed("cloudflare_of_tomorrow", "x", nil, nil, map[string]any{"id": secret, "token": secret}))
	add("a resource of another provider", nil, func() any {
		r := managed("random_password", "x", nil, nil, map[string]any{"id": "none", "result": secret, "list": []any{secret}})
		r["provider"] = `provider["registry.terraform.io/hashicorp/random"]`
		return r
	}())
	for _, sort := range []string{"secret_text", "secret_key"} {
		for _, mode := range []string{"prod-mode-x", "another"} {
			add("a "+sort+" of a worker in mode "+mode, nil, managed("cloudflare_workers_script", "api", nil, nil, map[string]any{
				"account_id": "01a7362d577a6c3019a474fd6f485823", "id": "api", "script_name": "api", "bindings": []any{
					map[string]any{"name": "TOKEN", "type": sort, "text": secret, "key_base64": secret, "key_jwk": secret},
					map[string]any{"name": "MODE", "type": "plain_text", "text": mode},
				},
			}), managed("cloudflare_dns_record", "example_com_a", nil, nil, record(secret, nil)))
		}
	}
	add("a secret variable of Pages", nil, managed("cloudflare_pages_project", "site", nil, nil, map[string]any{
		"account_id": "01a7362d577a6c3019a474fd6f485823", "id": "site", "name": "site", "production_branch": "dev", "deployment_configs": map[string]any{
			"production": map[string]any{"env_vars": map[string]any{"TOKEN": map[string]any{"type": "secret_text", "value": secret}, "MODE": map[string]any{"type": "plain_text", "value": "x"}}},
		},
	}), managed("cloudflare_dns_record", "example_com_a", nil, nil, record(secret, nil)))
	add("a secret variable of Pages on provider 4", nil, func() any {
		r := managed("cloudflare_pages_project", "site", nil, nil, map[string]any{
			"account_id": "01a7362d577a6c3019a474fd6f485823", "id": "site", "name": "site", "production_branch": "dev", "deployment_configs": []any{map[string]any{
				"production": []any{map[string]any{"secrets": map[string]any{"TOKEN": secret}, "environment_variables": map[string]any{"COPY": secret}}},
			}},
		})
		r["instances"].([]any)[0].(map[string]any)["schema_version"] = 1
		return r
	}())
	add("something deposed", outputs, func() any {
		r := managed("cloudflare_workers_kv_namespace", "x", nil, []any{path("title")}, map[string]any{"id": "1", "title": secret})
		r["instances"].([]any)[0].(map[string]any)["deposed"] = "0a1b2c3d"
		return r
	}())
	add("the words of a tombstone", outputs, managed("cloudflare_workers_kv_namespace", "x", nil, nil, map[string]any{"id": "1", "title": "OLD"}))
	list = append(list, leak{
		name: "what is to be imported", outputs: outputs, resources: []any{namespace("gone", "1")},
		inventory: strings.ReplaceAll(secretsInventory, "comment: hello", "comment: "+asJSON("see "+secret)),
	})
	return list
}

// TestNothingSecretIsShown looks for a secret in all that is printed, wherever
// a state has it.
func TestNothingSecretIsShown(t *testing.T) {
	for _, secret := range []string{"s3cr3t-of-the-state", `quo"ted\s3cr3t`, "two\nlines-of-s3cr3t"} {
		for _, l := range leaks(secret) {
			t.Run(l.name, func(t *testing.T) {
				text := strings.ReplaceAll(secretsInventory, "REASON", asJSON("It held "+secret))
				if l.inventory != "" {
					text = l.inventory
				}
				inv := load(t, []byte(text))
				b, err := json.Marshal(map[string]any{"version": 4, "terraform_version": "1.11.4", "outputs": l.outputs, "resources": l.resources})
				require.NoError(t, err)
				st, err := state.Read(b)
				require.NoError(t, err)
				target := TargetOf(st)
				if target == "" {
					target = schema.V5
				}
				for name, out := range formats(t, Compare(inv, inv.Accounts[0], target, st)) {
					for _, spelling := range []string{secret, asJSON(secret), fmt.Sprintf("%q", secret), "s3cr3t"} {
						assert.NotContains(t, out, strings.Trim(spelling, `"`), name)
					}
				}
			})
		}
	}
}

// TestPlainTextIsNoSecret: what is hidden because the schema of provider 5 says
// so of plain text too is hidden there, and nowhere else.
func TestPlainTextIsNoSecret(t *testing.T) {
	inv := load(t, []byte(secretsInventory))
	b := asJSON(map[string]any{"version": 4, "resources": []any{
		managed("cloudflare_workers_script", "api", nil, nil, map[string]any{
			"account_id": "01a7362d577a6c3019a474fd6f485823", "id": "api", "script_name": "api",
			"bindings": []any{map[string]any{"name": "MODE", "type": "plain_text", "text": "staging-mode"}},
		}),
		managed("cloudflare_dns_record", "example_com_a", nil, nil, record("staging-mode", nil)),
	}})
	st := readState(t, []byte(b))
	for name, out := range formats(t, Compare(inv, inv.Accounts[0], schema.V5, st)) {
		assert.Contains(t, out, "staging-mode", name)
		assert.NotContains(t, out, "prod-mode-x", name)
	}
}
