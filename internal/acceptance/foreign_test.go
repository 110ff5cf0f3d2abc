package acceptance

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// pieces is an account whose zone has a name outside ASCII, with everything
// that may name a host in it.
const pieces = `cfdr: 1
accounts:
  - name: Acme
    id: 0123456789abcdef0123456789abcdef
    zones:
      - name: xn--pices-5ra.example
        id: 12121212343434345656565678787878
        dns_records:
          - {name: xn--pices-5ra.example, type: A, content: 192.0.2.9, id: ec2d4fcdbb3d10872ff6861e052951e7}
          - {name: www.xn--pices-5ra.example, type: A, content: 192.0.2.9, proxied: true, id: 835d88ddd98c768e9701d911d7125e08}
          - {name: _dmarc.xn--pices-5ra.example, type: TXT, content: '"v=DMARC1; p=none"', id: cf21c26b1ae3b5322c6bf74f75fc9b24}
          - {name: xn--bcher-kva.xn--pices-5ra.example, type: CNAME, content: target.xn--pices-5ra.example, id: 479b12c50d1148d4b1cc0bbf04d81dcb}
          - {name: "*.xn--pices-5ra.example", type: MX, content: mail.xn--pices-5ra.example, priority: 5, id: 579b12c50d1148d4b1cc0bbf04d81dcb}
          - {name: _sip._tcp.xn--pices-5ra.example, type: SRV, data: {priority: 1, weight: 2, port: 5060, target: sip.xn--pices-5ra.example}, id: 679b12c50d1148d4b1cc0bbf04d81dcb}
        page_rules:
          - {target: "*xn--pices-5ra.example/*", actions: {always_use_https: true}, priority: 1, status: active, id: 64e1e1cbe1ca8e88ef3a838a3e7b57d6}
        email_routing_rules:
          - {name: info, id: 74e1e1cbe1ca8e88ef3a838a3e7b57d6, matchers: [{type: literal, field: to, value: info@xn--pices-5ra.example}], actions: [{type: forward, value: [a@example.com]}]}
        rulesets:
          - name: default
            phase: http_request_firewall_custom
            id: 84e1e1cbe1ca8e88ef3a838a3e7b57d6
            rules: [{action: block, expression: '(http.host eq "xn--pices-5ra.example")', description: d, enabled: true}]
    workers:
      - name: api
        source: workers/api
        routes: [{pattern: "xn--pices-5ra.example/api/*", zone: xn--pices-5ra.example, id: 4b43b0aee35624cd95b910189b3dc231}]
        domains: [{hostname: app.xn--pices-5ra.example, zone: xn--pices-5ra.example, id: dd988cfd769c9f7fbd795a0f5da8e751}]
    email_routing_addresses:
      - {email: a@example.com, id: 94e1e1cbe1ca8e88ef3a838a3e7b57d6}
    pages_projects:
      - {name: docs, production_branch: main, domains: [{name: docs.xn--pices-5ra.example}]}
    access_applications:
      - {name: App, id: 62ffb814-a629-4f18-a9fd-b20f0f855209, domain: xn--pices-5ra.example}
`

// hostPaths are the collections of that account that name hosts. The API spells the
// zone's own name in one way, and what is in it in another.
var hostPaths = []string{
	"/zones/12121212343434345656565678787878/dns_records",
	"/zones/12121212343434345656565678787878/pagerules",
	"/zones/12121212343434345656565678787878/workers/routes",
	"/zones/12121212343434345656565678787878/email/routing/rules",
	"/accounts/0123456789abcdef0123456789abcdef/workers/domains",
	"/accounts/0123456789abcdef0123456789abcdef/access/apps",
}

var (
	inUnicode = strings.NewReplacer("xn--pices-5ra", "pièces", "xn--bcher-kva", "bücher").Replace
	inASCII   = strings.NewReplacer("pièces", "xn--pices-5ra", "bücher", "xn--bcher-kva").Replace
)

// respell lets a server spell host names in another way.
func respell(t *testing.T, s *standin.Server, zone, hosts func(string) string) {
	t.Helper()
	change := func(path string, with func(string) string) {
		for _, o := range s.All(path) {
			b, err := json.Marshal(o)
			require.NoError(t, err)
			var changed map[string]any
			require.NoError(t, json.Unmarshal([]byte(with(string(b))), &changed))
			s.Put(path, changed)
		}
	}
	change("/zones", zone)
	for _, path := range hostPaths {
		n := len(s.All(path))
		change(path, hosts)
		require.Len(t, s.All(path), n, path)
	}
}

// A zone may be named in Unicode and what is in it in ASCII, or the other way
// round, and the API may say tomorrow what it does not say today: whatever the
// two spellings are, nothing is planned, and generate, diff and pull agree.
func TestHostsOutsideASCII(t *testing.T) {
	spelled := map[string]func(string) string{"unicode": inUnicode, "ascii": inASCII}
	eachTarget(t, func(t *testing.T, target schema.Target) {
		for zone, zoneAs := range spelled {
			for hosts, hostsAs := range spelled {
				t.Run(zone+" zone, "+hosts+" hosts", func(t *testing.T) {
					s := standin.New()
					seeded := parse(t, []byte(pieces), ".")
					s.Seed(seeded, seeded.Accounts[0])
					respell(t, s, zoneAs, hostsAs)
					inv := pulled(t, s, seeded.Accounts[0].ID)
					files, survey := generate(t, inv, target)
					d := snapshot(t, target, s, files)
					d.check()
					adopts(t, d, s, survey)
					d.inStep(inv, target)

					// The API spells everything in the other way, also at new labels.
					for again, other := range spelled {
						respell(t, s, other, other)
						inv = pulled(t, s, seeded.Accounts[0].ID)
						held, err := state.Read(d.read("terraform.tfstate"))
						require.NoError(t, err)
						previous, err := generator.ParseManifest(files[generator.ManifestFile])
						require.NoError(t, err)
						files, survey, err = generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target, State: held, Match: plan.Match, Previous: previous})
						require.NoError(t, err)
						d.replace(files)
						if !assert.Equal(t, promised(survey), d.plan(), again) {
							t.Fatal(d.explain())
						}
						d.apply()
						d.inStep(inv, target)
					}
				})
			}
		}
	})
}
