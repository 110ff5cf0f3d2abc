package schema

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// located gives the text that the range of each value marks, and where the
// range begins, of a mapping of keys to scalars.
func located(t *testing.T, text string) map[string]string {
	t.Helper()
	var doc yaml.Node
	require.NoError(t, yaml.Unmarshal([]byte(text), &doc))
	s := newSource("x.yaml", []byte(text))
	out := map[string]string{}
	for i := 0; i < len(doc.Content[0].Content); i += 2 {
		r := s.rangeOf(doc.Content[0].Content[i+1])
		require.Equal(t, r.Start, s.position(r.Start.Byte))
		require.Equal(t, r.End, s.position(r.End.Byte))
		out[doc.Content[0].Content[i].Value] = text[r.Start.Byte:r.End.Byte]
	}
	return out
}

func TestRange(t *testing.T) {
	want := map[string]string{
		"plain": "x y", "double": `"a\té\"b"`, "single": "'it''s'", "runes": "東京 🦊", "anchored": "here", "alias": "*a", "tagged": "5", "both": `"z"`,
		"flow": "{", "list": "[", "block": "|", "mapping": "k", "sequence": "s", "empty": "", "two": `"begins`,
	}
	text := "plain: x y  # note\ndouble: \"a\\té\\\"b\" # é\nsingle: 'it''s'\nrunes: 東京 🦊\nanchored: &a here\nalias: *a\ntagged: !!str 5\nboth: &b !!str \"z\"\n" +
		"flow: {a: b}\nlist: [a]\nblock: |\n  text\nmapping:\n  k: v\nsequence:\n  - s\nempty:\ntwo: \"begins\n  and ends\"\n"
	assert.Equal(t, want, located(t, text))
	assert.Equal(t, want, located(t, "\uFEFF"+text), "after a byte order mark")
	assert.Equal(t, want, located(t, strings.ReplaceAll(text, "\n", "\r\n")), "with CRLF")
	assert.Equal(t, want, located(t, "# NEL \u0085# LS \u2028# PS \u2029# CR \r"+text), "after what only YAML takes for the end of a line")
	long := strings.Repeat("é", 3*stride)
	assert.Equal(t, map[string]string{"long": long, "next": "東京", "last": "x"}, located(t, "{long: "+long+", next: 東京, last: x}"), "on a long line")
}

func TestPosition(t *testing.T) {
	s := newSource("x.yaml", []byte("a\r\n\té東b\n\nlast"))
	assert.Equal(t, hcl.Pos{Line: 1, Column: 1, Byte: 0}, s.position(0))
	assert.Equal(t, hcl.Pos{Line: 2, Column: 2, Byte: 4}, s.position(4))
	assert.Equal(t, hcl.Pos{Line: 2, Column: 4, Byte: 9}, s.position(9))
	assert.Equal(t, hcl.Pos{Line: 4, Column: 5, Byte: 16}, s.position(16))
	assert.Equal(t, 9, s.offset(2, 4))
	assert.Equal(t, 16, s.offset(9, 1))
	assert.Equal(t, []string{"", "a", "\té東b", "", "last", ""}, []string{s.Line(0), s.Line(1), s.Line(2), s.Line(3), s.Line(4), s.Line(5)})
}

func TestNear(t *testing.T) {
	names := []string{"name", "namespace", "worker", "workers", "zone", "d1_databases", "kv_namespace", "ab"}
	for given, want := range map[string]string{
		"nam": "name", "Name": "name", "wrokers": "workers", "wroker": "worker", "zones": "zone", "d1_dtabases": "d1_databases", "kv": "kv_namespace", "ac": "",
		"x": "", "": "", "frobnicate": "", strings.Repeat("worker", 1000): "",
	} {
		assert.Equal(t, want, near(given, names), given)
	}
}

func TestAcceptancePatterns(t *testing.T) {
	f := &Finding{Object: "d1_database.ops_db", kindName: "d1_database.ops-db", account: "Example"}
	for pattern, want := range map[string]bool{
		"d1_database.ops_db": true, "d1_database.ops-db": true, "Example/d1_database.ops_db": true, "Other/d1_database.ops_db": false,
		"d1_database.*": true, "*": true, "*.ops-*": true, "*/d1_database.ops_db": true, "Example/*": true, "d1*ops*db": true, "**": true,
		"d1_database.ops": false, "ops_db": false, "": false, "*ops": false, "d1_database.ops_db*db": false, "worker.*": false, "d1_database.ops_db ": false,
	} {
		assert.Equal(t, want, (&Acceptance{Objects: []string{pattern}}).covers(f), pattern)
	}
	assert.True(t, (&Acceptance{}).covers(f), "without objects it is for all")
}

func TestSecretNames(t *testing.T) {
	for _, name := range []string{"TOKEN", "RTO_API_TOKEN", "stripe-key", "_private", "AWS_ACCESS_KEY_ID_2024_PRODUCTION", "githubWebhookSecretOfTheShop", "K8S_TOKEN"} {
		assert.Empty(t, IsSecretName(name), name)
	}
	for _, value := range []string{"", "a b", "KEY=value", "sk_live_4eC39HqLyjWDarjtT1zdp7dc", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "d41d8cd98f00b204e9800998ecf8427e",
		"eyJhbGciOiJIUzI1NiJ9.e30.x", "8M7wS6hCpXVc-DoRnPPY_UCWPgy8aea4Wy6kCe5T", "p4ss/w0rd", strings.Repeat("A", 65), "-----BEGIN PRIVATE KEY-----"} {
		problem := IsSecretName(value)
		assert.NotEmpty(t, problem, value)
		if value != "" {
			assert.NotContains(t, problem, value, "a value is never repeated")
		}
	}
}
