package recovery

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/schema"
)

// A record that is lost is created with the id of the tunnel that there is. One
// that is there is not changed by a script alone, which lists it: rebuild.sh
// points it to the new tunnel, since it looks at the whole account.
func TestRecordFollowsItsTunnel(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, `
    tunnels: [{name: office, id: f70ff985-a4ef-4643-bbbc-4a0ed4fc8415, config_src: cloudflare}]
    zones:
      - name: example.com
        id: 023e105f4ecef8ad9ca31a8372d0c353
        dns_records:
          - {name: made.example.com, type: CNAME, content: f70ff985-a4ef-4643-bbbc-4a0ed4fc8415.cfargotunnel.com, tunnel: office}
          - {name: left.example.com, type: CNAME, content: f70ff985-a4ef-4643-bbbc-4a0ed4fc8415.cfargotunnel.com, tunnel: office}
`), schema.V4)
	a := p.only(t, func(o *schema.Object) bool { return o.Kind.Name == "zone" })
	const records = "/zones/023e105f4ecef8ad9ca31a8372d0c353/dns_records"
	a.Put(records, map[string]any{"name": "left.example.com", "type": "CNAME", "content": "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415.cfargotunnel.com", "ttl": 1, "proxied": false})

	r := p.run(t, a, p.script(t, "dns"), "--apply")
	assert.NotEqual(t, 1, r.code, "%s%s", r.out, r.err)
	tunnels := a.All("/accounts/" + accountID + "/cfd_tunnel")
	if !assert.Len(t, tunnels, 1, "%s%s", r.out, r.err) {
		return
	}
	assert.NotEqual(t, "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415", tunnels[0]["id"])
	found := a.All(records)
	assert.Len(t, found, 2)
	for _, record := range found {
		id := tunnels[0]["id"].(string)
		if record["name"] == "left.example.com" {
			assert.Contains(t, r.out, "content: \""+record["content"].(string)+"\" -> \""+id+".cfargotunnel.com\"")
			id = "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415"
		}
		assert.Equal(t, id+".cfargotunnel.com", record["content"], record["name"])
	}
	n := len(writes(a))
	p.run(t, a, p.script(t, "dns"), "--apply")
	assert.Len(t, writes(a), n, "the second run writes nothing")
}
