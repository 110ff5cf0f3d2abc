package recovery

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

const waiting = `
    queues:
      - {name: jobs, consumer: {worker: runner, max_retries: 1}}
      - {name: old-jobs, retire: {reason: It is empty.}, consumer: {type: http_pull}}
    zones: [{name: example.com}]
    workers:
      - name: runner
        source: runner
        modules: [{name: index.js, text: "export default {}"}]
        compatibility_date: 2025-01-01
        routes: [{pattern: example.com/*, zone: example.com}]
      - name: old-runner
        modules: [{name: index.js, text: "export default {}"}, {name: lib.js, text: ""}]
        compatibility_date: 2025-01-01
        retire: {reason: Nobody calls it.}
`

// What is to be retired is left out unless a person asks for it. What runs or
// can be reached waits for --start, and in a zone that is not active for that.
func TestWhatIsLeftOut(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	p := write(t, small(t, waiting), schema.V4)
	p.scripts = slices.DeleteFunc(p.scripts, func(s string) bool { return strings.HasSuffix(s, "-workers-dev.sh") })
	a := p.lost(t)
	first, code := p.runAll(t, a, "--apply")
	assert.Equal(t, 2, code)
	started, code := p.runAll(t, a, "--apply", "--start")
	assert.Equal(t, 2, code)

	const zones = "/zones"
	zone := a.All(zones)[0]
	assert.Equal(t, "pending", zone["status"])
	zone["status"] = "active"
	a.Put(zones, zone)
	active, code := p.runAll(t, a, "--apply", "--start")
	assert.Equal(t, 2, code)
	all, code := p.runAll(t, a, "--apply", "--start", "--with-retiring")
	assert.Zero(t, code)
	golden(t, "leftout.txt", first+"\n"+started+"\n"+active+"\n"+all)
	golden(t, "leftout.differs.txt", differences(t, p.full(t).Server, a.Server))
}
