package pull_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// A size is an account, as the numbers of what it has.
type size struct {
	name                                                    string
	zones, records, workers, databases, namespaces, buckets int
	queues, apps                                            int
	// requests that reading it takes: 23 for the account, 5 for a bucket, 4 for a worker, 16 for
	// a zone and one for each thousand of its records, one for a database and for
	// a queue with consumers, and one for each further page.
	requests int
}

var sizes = []size{
	{name: "40", zones: 1, records: 14, workers: 8, databases: 4, namespaces: 4, buckets: 3, queues: 3, apps: 3, requests: 94},
	{name: "1000", zones: 5, records: 150, workers: 60, databases: 40, namespaces: 40, buckets: 20, queues: 20, apps: 30, requests: 509},
	{name: "20000", zones: 20, records: 980, workers: 150, databases: 60, namespaces: 120, buckets: 60, queues: 30, apps: 100, requests: 1358},
}

const sizedAccount = "0123456789abcdef0123456789abcdef"

// filled is a server with an account of a size.
func filled(z size) (s *standin.Server, objects int) {
	s = standin.New()
	s.AddAccount(sizedAccount, "Sized")
	at := "/accounts/" + sizedAccount
	for i := range z.databases {
		s.Put(at+"/d1/database", map[string]any{"name": fmt.Sprintf("database-%d", i)})
	}
	for i := range z.namespaces {
		s.Put(at+"/storage/kv/namespaces", map[string]any{"title": fmt.Sprintf("namespace-%d", i)})
	}
	for i := range z.buckets {
		s.Put(at+"/r2/buckets", map[string]any{"name": fmt.Sprintf("bucket-%d", i)})
	}
	for i := range z.workers {
		s.PutWorker(sizedAccount, standin.Worker{
			Name: fmt.Sprintf("worker-%d", i), CompatibilityDate: "2026-01-01",
			Modules:   []standin.Module{{Name: "index.js", Content: []byte(strings.Repeat("// code\n", 500))}},
			Bindings:  []map[string]any{{"type": "r2_bucket", "name": "FILES", "bucket_name": "bucket-0"}},
			Schedules: []string{"0 3 * * *"}, Enabled: true,
		})
	}
	for i := range z.queues {
		id := s.Put(at+"/queues", map[string]any{"queue_name": fmt.Sprintf("queue-%d", i)})
		s.Put(at+"/queues/"+id+"/consumers", map[string]any{"type": "worker", "script_name": "worker-0"})
	}
	policy := s.Put(at+"/access/policies", map[string]any{"name": "Staff", "decision": "allow", "include": []any{map[string]any{"everyone": map[string]any{}}}})
	for i := range z.apps {
		s.Put(at+"/access/apps", map[string]any{"name": fmt.Sprintf("App %d", i), "domain": fmt.Sprintf("app-%d.example.com", i), "policies": []any{map[string]any{"id": policy, "precedence": 1}}})
	}
	for i := range z.zones {
		zone := s.Put("/zones", map[string]any{"name": fmt.Sprintf("zone-%d.example", i), "account": map[string]any{"id": sizedAccount}})
		for j := range z.records {
			s.Put("/zones/"+zone+"/dns_records", map[string]any{"type": "A", "name": fmt.Sprintf("host-%d.zone-%d.example", j, i), "content": fmt.Sprintf("192.0.2.%d", j%250)})
		}
		s.Put("/zones/"+zone+"/workers/routes", map[string]any{"pattern": fmt.Sprintf("zone-%d.example/*", i), "script": "worker-0"})
	}
	return s, 1 + z.databases + z.namespaces + z.buckets + 3*z.workers + 2*z.queues + z.apps + z.zones*(2+z.records)
}

// An account is read with the requests that its endpoints need, and in the time
// that the API's limit allows.
func TestSizes(t *testing.T) {
	for _, z := range deep.Sample(sizes, 2) {
		t.Run(z.name, func(t *testing.T) {
			s, objects := filled(z)
			clock := &fast{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
			from := clock.Now()
			res, err := pull.Pull(context.Background(), clientOn(t, &spoiler{handler: s, times: map[string]int{}}, pull.Options{Clock: clock}), kinds.Registry(), sizedAccount, nil)
			require.NoError(t, err)
			assert.Empty(t, res.Unreadable)
			assert.Empty(t, res.Unknown)
			n := 0
			schema.Walk(res.Account.Children, func(o *schema.Object) {
				if o.Kind.Name != "zone_setting" {
					n++
				}
			})
			assert.Equal(t, objects, n)
			assert.Equal(t, z.requests, res.Requests)
			assert.Equal(t, floor(res.Requests), clock.Now().Sub(from))
		})
	}
}

// floor is the time that a number of requests takes at least: 1100 in each five
// minutes, as fast as the API answers.
func floor(requests int) time.Duration { return time.Duration((requests-1)/1100) * 5 * time.Minute }

func BenchmarkPull(b *testing.B) {
	for _, z := range sizes {
		b.Run(z.name, func(b *testing.B) {
			s, objects := filled(z)
			base, stop, err := s.Listen()
			require.NoError(b, err)
			defer stop()
			b.ReportAllocs()
			var res *pull.Result
			var before, after runtime.MemStats
			for b.Loop() {
				c, err := pull.New(standin.DefaultToken, pull.Options{BaseURL: base, Clock: &fast{}})
				require.NoError(b, err)
				runtime.GC()
				runtime.ReadMemStats(&before)
				res, err = pull.Pull(context.Background(), c, kinds.Registry(), sizedAccount, nil)
				require.NoError(b, err)
				runtime.GC()
				runtime.ReadMemStats(&after)
			}
			b.ReportMetric(float64(objects), "objects")
			b.ReportMetric(float64(res.Requests), "requests")
			b.ReportMetric(floor(res.Requests).Seconds(), "floor-s")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "kept-MB")
			runtime.KeepAlive(res)
		})
	}
}

// Progress never goes back, and ends where it said.
func TestProgress(t *testing.T) {
	inv := load(t, example)
	_, network := world(t, inv)
	var lastDone, lastAll, lastRequests int
	calls := 0
	res, err := pull.Pull(context.Background(), clientOn(t, network, pull.Options{}), kinds.Registry(), inv.Accounts[0].ID, func(kind string, done, all, requests int) {
		calls++
		assert.NotEmpty(t, kind)
		assert.Equal(t, lastDone+1, done)
		assert.GreaterOrEqual(t, all, lastAll)
		assert.GreaterOrEqual(t, all, done)
		assert.GreaterOrEqual(t, requests, lastRequests)
		lastDone, lastAll, lastRequests = done, all, requests
	})
	require.NoError(t, err)
	assert.Equal(t, lastAll, lastDone)
	assert.Equal(t, calls, lastDone)
	assert.LessOrEqual(t, lastRequests, res.Requests)
}
