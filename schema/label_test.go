package schema

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSlug(t *testing.T) {
	for name, want := range map[string]struct {
		slug     string
		lossless bool
	}{
		"my-worker":                {"my_worker", true},
		"404-page":                 {"_404_page", true},
		"MY_KV":                    {"MY_KV", true},
		"DB":                       {"DB", true},
		"db":                       {"db", true},
		"my_worker":                {"my_worker", false},
		"My Worker":                {"my_worker", false},
		"my--worker":               {"my_worker", false},
		"-my-worker-":              {"my_worker", false},
		"My_KV":                    {"my_kv", false},
		"MY__KV":                   {"my_kv", false},
		"":                         {"_", false},
		"東京":                       {"_", false},
		"Überblick 東京":             {"berblick", false},
		"../../etc/passwd":         {"etc_passwd", false},
		"${a}":                     {"a", false},
		"\u212A":                   {"k", false}, // the Kelvin sign, whose lower case is k
		strings.Repeat("a", 60):    {strings.Repeat("a", 60), true},
		strings.Repeat("a", 61):    {strings.Repeat("a", 60), false},
		strings.Repeat("a-", 40):   {strings.Repeat("a_", 29) + "a_a", false},
		strings.Repeat("ab c", 99): {"", false},
	} {
		slug, lossless := Slug(name)
		assert.Equal(t, want.lossless, lossless, name)
		if want.slug != "" {
			assert.Equal(t, want.slug, slug, name)
		}
	}
	for name, want := range map[string]string{"example.com": "example_com", "a-b.example.com": "a-b_example_com", "113.0.203.in-addr.arpa": "_113_0_203_in-addr_arpa"} {
		slug, lossless := HostSlug(name)
		assert.Equal(t, want, slug)
		assert.True(t, lossless)
	}
	for _, name := range []string{"", "a--b.com", "a..b", "-a.com", "*.example.com", "a_b.com", "Example.com"} {
		_, lossless := HostSlug(name)
		assert.False(t, lossless, name)
	}
}

var terraformName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

func labelled(t *testing.T, k *Kind, parent *Object, name string) string {
	t.Helper()
	o := &Object{Kind: k, Parent: parent, Name: name, Fields: map[string]any{k.Key[0]: name}}
	label := o.Label()
	require.True(t, hclsyntax.ValidIdentifier(label), "%q of %q", label, name)
	require.Regexp(t, terraformName, label)
	return label
}

// Two names of a kind share a label only if 32 bits of their hashes are the
// same: a lossless slug never has two underscores in a row, and the others end
// in two and a hash.
func FuzzLabel(f *testing.F) {
	for _, pair := range [][2]string{{"my-worker", "my_worker"}, {"DB", "db"}, {"404", "_404"}, {"a.b", "a-b"}, {"a--b", "a-b"}, {"a__d029f87e", "A"}, {"", "東京"}, {"x" + strings.Repeat("y", 80), "x" + strings.Repeat("y", 81)}, {"a\x00b", "a b"}, {"example.com", "example_com"}} {
		f.Add(pair[0], pair[1])
	}
	plain := &Kind{Name: "thing", Key: []string{"name"}}
	host := &Kind{Name: "host", Key: []string{"name"}, Slug: func(o *Object) (string, bool) { return HostSlug(o.Name) }}
	part := &Kind{Name: "part", Key: []string{"name"}, PerParent: true}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, k := range []*Kind{plain, host} {
			one, other := labelled(t, k, nil, a), labelled(t, k, nil, b)
			if a == b {
				require.Equal(t, one, other)
			} else if hash(a) != hash(b) {
				require.NotEqual(t, one, other, "%q and %q", a, b)
			}
		}
		for _, slugger := range []func(string) (string, bool){Slug, HostSlug} {
			if slug, lossless := slugger(a); lossless {
				require.NotContains(t, slug, "__")
			}
		}
		// Things of one name in two parents.
		account := &Object{Kind: plain, Name: "account", Fields: map[string]any{"name": "account"}}
		in := func(name string) *Object {
			return &Object{Kind: plain, Parent: account, Name: name, Fields: map[string]any{"name": name}}
		}
		if lossy := "Room " + a; a != b {
			require.NotEqual(t, labelled(t, part, in("x"+a), lossy), labelled(t, part, in("x"+b), lossy))
		}
	})
}
