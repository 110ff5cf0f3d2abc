package recovery

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

// hostile would do something in a shell, in jq, in curl, in printf or in a
// template, wherever it were taken for more than text.
const hostile = "it's \"x\" $(touch PWNED) `touch PWNED` ${HOME} %{if true} %s %n \\n \\(1) \\u0041 ; & | > PWNED < * ? [a] {a,b} ~ ! # @/etc/passwd {zone.a} ü 東京 🦊"

// hostiles are texts that are hostile in the ways that a single one cannot be.
var hostiles = []string{hostile, "-rf", "--apply", "*", "@/etc/passwd", "first\nsecond\n$(touch PWNED)\t\"", "\\", "null", "{\"$id_of\": \"account\"}", " leads and trails "}

// pointers is JSON that looks like what the scripts take for the id of
// something, and is data.
const pointers = `{"a": {"$id_of": "account"}, "b": [{"$id_of": "kv_namespace.nowhere"}, {"$data": {"$id_of": "account"}}], "c": {"$id": "https://json-schema.org/x"}, "d": {"$data": 1}}`

// yaml is a text as YAML has it, on one line.
func yaml(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always encodes
	}
	return string(b)
}

// Whatever is in a name or a value reaches the API as it is, and is run by
// nobody. Every run looks that no file was made, here or in the snapshot.
func TestHostileNamesAreData(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("    kv_namespaces:")
	for _, h := range hostiles {
		line("      - title: %s", yaml(h))
	}
	line("    zones:\n      - name: example.com\n        dns_records:")
	for i, h := range hostiles {
		if !strings.ContainsAny(h, "\n\t") {
			line("          - {name: h%d.example.com, type: TXT, content: %s, comment: %s, tags: [%s]}", i, yaml("\""+h+"\""), yaml(h), yaml("a:"+h))
		}
	}
	line("        settings:\n          nel: %s", pointers)
	line("          security_header: {%s: %s}", yaml(hostile), yaml(hostile))
	line("    access_groups:")
	for _, h := range hostiles {
		line("      - name: %s\n        include: [email: a@example.com]", yaml(h))
	}
	line("    access_service_tokens: [{name: %s}]", yaml(hostile))
	line("    access_identity_providers:\n      - name: %s\n        type: saml\n        config: {issuer_url: %s, sso_target_url: https://x.example, attributes: [%s]}", yaml(hostile), yaml(hostile), yaml(hostile))
	line("    pages_projects:\n      - name: site\n        production_branch: main\n        build_config: {build_command: %s}\n        deployment_configs: {production: {env_vars: {A: %s, B: %s}}}", yaml(hostile), yaml(hostile), yaml(hostiles[5]))
	line("    workers:\n      - name: hostile\n        main: %s\n        modules:", yaml(moduleNames[0]))
	files := fstest.MapFS{}
	for i, name := range moduleNames {
		sort := "esm"
		if i > 0 {
			sort = "data"
		}
		line("          - {name: %s, type: %s, file: f%d}", yaml(name), sort, i)
		files[fmt.Sprintf("f%d", i)] = &fstest.MapFile{Data: []byte(hostile + "\x00\xff\r\n--cfdr\r\n" + name)}
	}
	files["f0"].Data = []byte("export default {} // " + hostile)
	line("        compatibility_date: 2025-01-01\n        tags: [%s]\n        bindings:", yaml(hostile))
	for i, h := range hostiles {
		line("          - {type: plain_text, name: H%d, text: %s}", i, yaml(h))
	}
	line("          - {type: json, name: P, json: %s}", yaml(pointers))
	line("          - {type: json, name: S, json: %s}", yaml(yaml(hostile)))
	line("          - {type: kv_namespace, name: KV, namespace: %s}", yaml(hostile))

	inv := inventory(t, "cfdr: 1\naccounts:\n  - name: "+yaml(hostile)+"\n    id: "+accountID+"\n    workers_subdomain: example-team\n"+b.String(), files)
	p := write(t, inv, schema.V4)
	a := p.lost(t)
	first, code := p.runAll(t, a, "--start", "--apply")
	assert.Zero(t, code)
	golden(t, "hostile.txt", first)
	assert.Empty(t, differences(t, p.full(t).Server, a.Server))
	a.ResetLog()
	_, code = p.runAll(t, a, "--start", "--apply")
	assert.Zero(t, code)
	assert.Empty(t, writes(a), "a second run writes nothing")

	worker := a.Get("/accounts/"+accountID+"/workers/scripts", "hostile")
	require.NotNil(t, worker)
	got, want := map[string]string{}, map[string]string{}
	for _, m := range worker["modules"].([]any) {
		m := m.(map[string]any)
		content, err := base64.StdEncoding.DecodeString(m["base64"].(string))
		require.NoError(t, err)
		got[m["name"].(string)] = string(content)
	}
	for i, name := range moduleNames {
		want[name] = string(files[fmt.Sprintf("f%d", i)].Data)
	}
	assert.Equal(t, want, got)
}

// moduleNames would be more than a name in a form, to curl above all.
var moduleNames = []string{"in dex=1;type=text,x'.mjs", "@lib/$(touch PWNED)/`x`.bin", "-f/%0a;filename=y/ü 東京.bin", "~/${HOME}&x=[1]{2}.bin"}
