package generator

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHostIndex(t *testing.T) {
	x := newHostIndex()
	for _, c := range []struct{ pattern, address string }{
		{"admin.example.com", "exact"},
		{"https://admin.example.com/path", "path"},
		{"*.preview.example.com/metrics", "wild"},
		{"*.example.com", "wide"},
		{"deep.a.example.org", "deep"},
		{"*-staging.example.net", "part"},
	} {
		x.add(hostOf(c.pattern), c.address)
	}
	for pattern, want := range map[string][]string{
		"admin.example.com/api/*":        {"exact", "path", "wide"},
		"ADMIN.example.com":              {"exact", "path", "wide"},
		"x.preview.example.com":          {"wild", "wide"},
		"example.com":                    nil,
		"other.org":                      nil,
		"*.example.com/*":                {"wide", "exact", "path", "wild", "wide"},
		"*.a.example.org":                {"deep"},
		"shop-staging.example.net:8443/": {"part"},
		"shop.example.net":               {"part"}, // sooner one too many
		"*":                              {"exact", "path", "wild", "wide", "deep", "part"},
	} {
		assert.ElementsMatch(t, unique(want), unique(x.find(hostOf(pattern))), pattern)
	}
}

func unique(list []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
