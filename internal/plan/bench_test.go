package plan

import (
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// recordsOf is an account of one zone with n DNS records, and the state that
// says the same of them, as Terraform writes it.
func recordsOf(tb testing.TB, n int) (*schema.Inventory, []byte) {
	tb.Helper()
	reg := kinds.Registry()
	account := &schema.Object{Kind: reg.Kind("account"), Name: "Bench", ID: "0123456789abcdef0123456789abcdef", Fields: map[string]any{"name": "Bench"}}
	zone := &schema.Object{Kind: reg.Kind("zone"), Parent: account, Name: "example.com", ID: "0123456789abcdef0123456789abcde0", Fields: map[string]any{"name": "example.com"}}
	account.Children = []*schema.Object{zone}
	record := reg.Kind("dns_record")
	resources := []any{managed("cloudflare_zone", "example_com", nil, []any{}, map[string]any{
		"id": zone.ID, "name": zone.Name, "type": "full", "paused": false, "account": map[string]any{"id": account.ID, "name": "Bench"},
	})}
	for i := range n {
		name, id, content := fmt.Sprintf("host-%d.example.com", i), fmt.Sprintf("%032x", i+1), fmt.Sprintf("192.0.2.%d", i%256)
		o := &schema.Object{Kind: record, Parent: zone, ID: id, Name: fmt.Sprintf("%s A %s", name, content), Fields: map[string]any{
			"name": name, "type": "A", "content": content, "ttl": int64(300),
		}}
		zone.Children = append(zone.Children, o)
		resources = append(resources, managed("cloudflare_dns_record", o.Label(), nil, []any{}, map[string]any{
			"comment": nil, "comment_modified_on": nil, "content": content, "created_on": "2026-01-01T00:00:00Z", "data": nil, "id": id, "meta": "{}",
			"modified_on": "2026-01-01T00:00:00Z", "name": name, "priority": nil, "private_routing": nil, "proxiable": true, "proxied": false,
			"settings": map[string]any{"flatten_cname": nil, "ipv4_only": nil, "ipv6_only": nil}, "tags": []any{}, "tags_modified_on": nil, "ttl": 300, "type": "A", "zone_id": zone.ID,
		}))
	}
	inv := &schema.Inventory{Accounts: []*schema.Object{account}}
	inv.Link(reg)
	b, err := json.MarshalIndent(map[string]any{"version": 4, "terraform_version": "1.11.4", "outputs": map[string]any{}, "resources": resources}, "", "  ")
	require.NoError(tb, err)
	return inv, b
}

var benchmarkSizes = []int{1_000, 10_000, 100_000}

// BenchmarkCompare is the whole way from the bytes of a state to the text.
func BenchmarkCompare(b *testing.B) {
	for _, n := range benchmarkSizes {
		inv, text := recordsOf(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				st, err := state.Read(text)
				require.NoError(b, err)
				d := Compare(inv, inv.Accounts[0], schema.V5, st)
				require.Equal(b, n+1, d.Summary().InStep)
				require.NoError(b, d.WriteText(io.Discard, false))
			}
		})
	}
}

// BenchmarkUnmarshalAny is what the same bytes cost without any of our own
// work.
func BenchmarkUnmarshalAny(b *testing.B) {
	for _, n := range benchmarkSizes {
		_, text := recordsOf(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				var v any
				require.NoError(b, json.Unmarshal(text, &v))
			}
		})
	}
}
