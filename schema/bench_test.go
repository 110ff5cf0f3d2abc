package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// synthetic is an inventory of n objects, most of them DNS records, as a large
// account has them: in ten zones, one object in fifty a worker with bindings.
func synthetic(n int) []byte {
	var b strings.Builder
	b.WriteString(head)
	workers := n / 50
	b.WriteString("    d1_databases: [{name: app, id: 82656482-7e29-43ae-aa3e-3bff9916f023, purpose: Orders.}]\n    workers:\n")
	for i := range workers {
		fmt.Fprintf(&b, "      - name: worker-%d\n        source: workers/worker-%d\n        compatibility_date: 2025-09-01\n        bindings:\n          - {type: d1, name: DB, database: app}\n          - {type: service, name: NEXT, service: worker-%d}\n        notes: [One of many.]\n", i, i, (i+1)%workers)
	}
	b.WriteString("    zones:\n")
	records := n - workers - 11
	for z := range 10 {
		fmt.Fprintf(&b, "      - name: zone-%d.example\n        id: 023e105f4ecef8ad9ca31a8372d0c35%d\n        dns_records:\n", z, z)
		for i := range records / 10 {
			fmt.Fprintf(&b, "          - {name: host-%d.zone-%d.example, type: A, content: 192.0.%d.%d, proxied: true, id: %032x, comment: \"record %d\"}\n", i, z, i/256%256, i%256, z<<32|i, i)
		}
	}
	b.WriteString("backups:\n  - {name: nightly, databases: [app]}\n")
	return []byte(b.String())
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			src := synthetic(n)
			registry := kinds.Registry()
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				inv, diags := schema.Load("x.yaml", src, registry, nil)
				require.Empty(b, diags)
				require.NotNil(b, inv)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/object")
		})
	}
}

// BenchmarkLoadWarnings is the same without ids: a warning for each object.
func BenchmarkLoadWarnings(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			src := []byte(strings.ReplaceAll(string(synthetic(n)), "type: A, ", "type: A, owned_by: , "))
			src = []byte(strings.ReplaceAll(string(src), "proxied: true, id:", "proxied: true, environment:"))
			registry := kinds.Registry()
			b.ReportAllocs()
			for b.Loop() {
				inv, diags := schema.Load("x.yaml", src, registry, nil)
				require.Len(b, diags, (n-n/50-11)/10*10)
				require.NotNil(b, inv)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/object")
		})
	}
}
