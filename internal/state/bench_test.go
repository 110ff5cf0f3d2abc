package state_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/state"
)

// manyRecords is a state of n DNS records, each a resource, as Terraform
// writes one.
func manyRecords(n int) []byte {
	var b strings.Builder
	b.WriteString("{\n  \"version\": 4,\n  \"terraform_version\": \"1.11.4\",\n  \"serial\": 1,\n  \"lineage\": \"50a07c2d-040e-7e59-3621-2dee3f0d36c3\",\n  \"outputs\": {},\n  \"resources\": [\n")
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `    {
      "mode": "managed",
      "type": "cloudflare_dns_record",
      "name": "host_%[1]d",
      "provider": "provider[\"registry.terraform.io/cloudflare/cloudflare\"]",
      "instances": [
        {
          "schema_version": 500,
          "attributes": {
            "comment": null,
            "comment_modified_on": null,
            "content": "192.0.2.1",
            "created_on": "2026-01-01T00:00:00Z",
            "data": {
              "flags": {
                "value": 0,
                "type": "number"
              },
              "tag": "issue",
              "value": "letsencrypt.org"
            },
            "id": "%032[1]x",
            "meta": "{}",
            "modified_on": "2026-01-01T00:00:00Z",
            "name": "host-%[1]d.example.com",
            "priority": null,
            "proxiable": true,
            "proxied": false,
            "settings": {
              "flatten_cname": null,
              "ipv4_only": null,
              "ipv6_only": null
            },
            "tags": [],
            "tags_modified_on": null,
            "ttl": 1,
            "type": "A",
            "zone_id": "023e105f4ecef8ad9ca31a8372d0c353"
          },
          "sensitive_attributes": [],
          "dependencies": [
            "cloudflare_zone.example_com"
          ]
        }
      ]
    }`, i)
	}
	b.WriteString("\n  ],\n  \"check_results\": null\n}\n")
	return []byte(b.String())
}

var benchmarkSizes = []int{1_000, 10_000, 100_000}

func BenchmarkRead(b *testing.B) {
	for _, n := range benchmarkSizes {
		text := manyRecords(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				s, err := state.Read(text)
				require.NoError(b, err)
				require.Len(b, s.Instances, n)
			}
		})
	}
}

// BenchmarkUnmarshalAny is what the bytes cost without any of our own work.
func BenchmarkUnmarshalAny(b *testing.B) {
	for _, n := range benchmarkSizes {
		text := manyRecords(n)
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
