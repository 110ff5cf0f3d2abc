package recovery

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

const redacted = `
    zones: [{name: example.com, id: 023e105f4ecef8ad9ca31a8372d0c353}]
    workers:
      - name: app
        source: {path: app}
        syntax: service-worker
        compatibility_date: 2025-01-01
        modules: [{name: index.js, file: nowhere.js, sha256: 3550c4e5599059edd0a17578bec25331b1478a7d42a9c1185d8e2db329222d00, redacted: true}]
        tags: [REDACTED-named-secret-withheld]
        routes:
          - {pattern: "example.com/hook?token=REDACTED-url-parameter-withheld", zone: example.com}
      - name: lib
        source: {path: lib}
        syntax: service-worker
        compatibility_date: 2025-01-01
        modules: [{name: index.js, file: nowhere.js, sha256: 3550c4e5599059edd0a17578bec25331b1478a7d42a9c1185d8e2db329222d00, redacted: true}]
        bindings:
          - {type: plain_text, name: API_KEY, text: REDACTED-named-secret-withheld}
          - {type: json, name: CONFIG, json: '{"key": "REDACTED-stripe-key-0123abcd"}'}
          - {type: plain_text, name: MODE, text: fast}
          - {type: service, name: APP, service: app}
    pages_projects:
      - name: site
        production_branch: main
        deployment_configs: {production: {env_vars: {TITLE: Site, TOKEN: REDACTED-named-secret-withheld}}}
`

// What was taken out of an inventory is written to no account, empty or not;
// the rest is.
func TestNothingRedactedIsWritten(t *testing.T) {
	t.Parallel()
	for _, target := range deep.Sample(schema.Targets(), 1) {
		t.Run(string(target), func(t *testing.T) {
			t.Parallel()
			p := write(t, small(t, redacted), target)
			for name, body := range p.files {
				if strings.HasSuffix(name, ".tf") {
					assert.NotContains(t, string(body), "REDACTED-", name)
				}
			}
			a := p.lost(t)
			zone := a.All("/zones")
			for _, z := range zone {
				z["status"] = "active"
				a.Put("/zones", z)
			}
			text, code := p.runAll(t, a, "--apply", "--start")
			assert.NotEqual(t, 1, code, text)
			for _, r := range a.Writes() {
				assert.NotContains(t, r.Body, "REDACTED-", r.Path)
			}
			assert.Contains(t, string(a.Dump()), `"MODE"`)
			assert.Contains(t, string(a.Dump()), `"TITLE"`)

			// A healthy account stays as it is.
			b := p.full(t)
			before := b.Dump()
			text, _ = p.runAll(t, b, "--apply", "--start")
			assert.Empty(t, writes(b), text)
			assert.Equal(t, string(before), string(b.Dump()))
		})
	}
}
