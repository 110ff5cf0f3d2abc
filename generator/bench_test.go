package generator_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// manyRecords is an account of one zone with n DNS records of the usual types,
// made without reading YAML.
func manyRecords(n int) *schema.Inventory {
	reg := kinds.Registry()
	account := &schema.Object{Kind: reg.Kind("account"), Name: "Bench", ID: "0123456789abcdef0123456789abcdef", Fields: map[string]any{"name": "Bench"}}
	zone := &schema.Object{Kind: reg.Kind("zone"), Parent: account, Name: "example.com", ID: "0123456789abcdef0123456789abcde0", Fields: map[string]any{"name": "example.com"}}
	account.Children = []*schema.Object{zone}
	record := reg.Kind("dns_record")
	for i := range n {
		name := fmt.Sprintf("host-%d.example.com", i)
		o := &schema.Object{Kind: record, Parent: zone, ID: fmt.Sprintf("%032x", i+1), Fields: map[string]any{"name": name, "ttl": int64(300)}}
		switch i % 4 {
		case 0:
			o.Fields["type"], o.Fields["content"], o.Fields["proxied"] = "A", fmt.Sprintf("192.0.2.%d", i%256), true
		case 1:
			o.Fields["type"], o.Fields["content"] = "CNAME", "target.example.net"
		case 2:
			o.Fields["type"], o.Fields["content"] = "TXT", fmt.Sprintf("\"v=check%d\"", i)
		case 3:
			o.Fields["type"], o.Fields["data"] = "CAA", map[string]any{"flags": int64(0), "tag": "issue", "value": fmt.Sprintf("ca%d.example", i)}
		}
		o.Name = fmt.Sprintf("%s %s %v", name, o.Fields["type"], i)
		zone.Children = append(zone.Children, o)
	}
	inv := &schema.Inventory{Accounts: []*schema.Object{account}}
	inv.Link(reg)
	return inv
}

func BenchmarkGenerate(b *testing.B) {
	for _, target := range schema.Targets() {
		for _, n := range []int{1_000, 10_000, 100_000} {
			b.Run(fmt.Sprintf("target=%s/objects=%d", target, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					inv := manyRecords(n) // labels are kept in the objects, so they must be new
					b.StartTimer()
					files, _, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target})
					require.NoError(b, err)
					require.NotEmpty(b, files["dns_record.tf"])
				}
			})
		}
	}
}
