package schema_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

func TestRedacted(t *testing.T) {
	assert.Equal(t, "REDACTED-npm-token-ba7816bf", schema.Redacted("npm-token", "abc"))
	assert.Equal(t, "REDACTED-url-password-withheld", schema.Redacted("url-password", ""))
	for text, is := range map[string]bool{
		schema.Redacted("a", "abc"): true, "https://u:" + schema.Redacted("url-password", "") + "@h": true,
		"REDACTED-": false, "REDACTED": false, "REDACTED-by-law": false, "redacted-a-00000000": false, "": false,
	} {
		assert.Equal(t, is, schema.IsRedacted(text), text)
	}
}

// Every text that somebody typed is gone through and can be replaced; names of
// other objects, words of a list, files and what is public are not.
func TestEachText(t *testing.T) {
	worker := &schema.Object{Kind: kinds.Registry().Kind("worker"), Fields: map[string]any{
		"name": "api", "usage_model": "standard", "tags": []any{"one"},
		"modules": []any{map[string]any{"name": "index.js", "text": "code"}},
		"bindings": []any{
			map[string]any{"type": "plain_text", "name": "MODE", "text": "fast"},
			map[string]any{"type": "d1", "name": "DB", "database": "notes"},
		},
	}}
	pages := &schema.Object{Kind: kinds.Registry().Kind("pages_project"), Fields: map[string]any{
		"deployment_configs": map[string]any{"production": map[string]any{"env_vars": map[string]any{"TITLE": "Site"}}},
	}}
	record := &schema.Object{Kind: kinds.Registry().Kind("dns_record"), Fields: map[string]any{"name": "example.com", "type": "TXT", "content": "v", "comment": "why"}}
	var got []string
	for _, o := range []*schema.Object{worker, pages, record} {
		schema.EachText(o, func(text schema.Text) string {
			got = append(got, strings.Join(text.Words, ".")+"="+text.Value+" "+text.Variable)
			return strings.ToUpper(text.Value)
		})
	}
	assert.Equal(t, []string{
		"name=api ", "tags.0=one ", "bindings.MODE.name=MODE ", "bindings.MODE.text=fast MODE", "bindings.DB.name=DB ",
		"deployment_configs.production.env_vars.TITLE=Site TITLE", "comment=why ",
	}, got)
	assert.Equal(t, "FAST", worker.Values("bindings")[0].(map[string]any)["text"])
	assert.Equal(t, "SITE", pages.Fields["deployment_configs"].(map[string]any)["production"].(map[string]any)["env_vars"].(map[string]any)["TITLE"])
	assert.Equal(t, "WHY", record.Fields["comment"])
	assert.Equal(t, "v", record.Fields["content"])
}
