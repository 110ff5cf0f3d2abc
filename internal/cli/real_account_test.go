package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// realAccount makes of the documents' account what it may really be: databases
// and namespaces with other names than people wrote, one queue, some namespaces,
// buckets, records and applications that nobody wrote down.
func realAccount(t *testing.T, inv *schema.Inventory) *standin.Server {
	t.Helper()
	a := inv.SnapshotAccount()
	s := standin.New()
	s.Seed(inv, a)
	at := "/accounts/" + a.ID
	rename := func(list, key, field string, names map[string]string) {
		done := 0
		for _, o := range s.All(at + list) {
			was, _ := o[field].(string)
			if to := names[was]; to != "" {
				s.Put(at+list, map[string]any{key: o[key], field: to})
				done++
			}
		}
		require.Len(t, names, done, list)
	}
	rename("/d1/database", "uuid", "name", map[string]string{"engine-db-oc": "rto-workspace-db", "abs-db-oc": "rto-abs-db", "licensing-db-oc": "rto-licensing-db"})
	more := func(list string, n int, object func(i int) map[string]any) {
		for i := len(s.All(list)); i < n; i++ {
			s.Put(list, object(i))
		}
		require.Len(t, s.All(list), n, list)
	}
	more(at+"/queues", 5, func(i int) map[string]any { return map[string]any{"queue_name": fmt.Sprintf("rto-queue-%d", i)} })
	more(at+"/storage/kv/namespaces", 8, func(i int) map[string]any { return map[string]any{"title": fmt.Sprintf("RTO_KV_%d", i)} })
	more(at+"/r2/buckets", 7, func(i int) map[string]any { return map[string]any{"name": fmt.Sprintf("rto-bucket-%d", i)} })
	more(at+"/access/apps", 11, func(i int) map[string]any {
		return map[string]any{"name": fmt.Sprintf("Tool %d", i), "type": "self_hosted", "domain": fmt.Sprintf("tool%d.rtopacks.com.au", i)}
	})
	records := "/zones/" + standinZone(s) + "/dns_records"
	more(records, 43, func(i int) map[string]any {
		return map[string]any{"name": fmt.Sprintf("host%d.rtopacks.com.au", i), "type": "A", "content": fmt.Sprintf("192.0.2.%d", i), "ttl": 1.0, "proxied": true}
	})
	return s
}

func standinZone(s *standin.Server) string {
	for _, z := range s.All("/zones") {
		if z["name"] == "rtopacks.com.au" {
			id, _ := z["id"].(string)
			return id
		}
	}
	return ""
}

// prose are the lines that only people write: comments, notes, purposes, sources.
var prose = regexp.MustCompile(`(?m)^\s*(?:#|- [A-Z"]|notes:|purpose:|reason:|says:).*$`)

// sources are the documents that facts were read in, however they are written
// down.
var sources = regexp.MustCompile(`"(?:worker inventory|backup report): [^"]*"`)

// The documents' account, read live, ends confirmed, and nothing that people
// wrote is lost.
func TestPullTheRealAccount(t *testing.T) {
	dir := filepath.Join(root, "examples", "rtopacks")
	golden, err := filepath.Abs("testdata/rtopacks-pulled.txt")
	require.NoError(t, err)
	before, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	load := func(text []byte) *schema.Inventory {
		inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), nil)
		for _, d := range diags {
			require.NotEqual(t, hcl.DiagError, d.Severity, d.Detail)
		}
		return inv
	}
	was := load(before)
	s := realAccount(t, was)
	base, stop, err := s.Listen()
	require.NoError(t, err)
	t.Cleanup(stop)
	t.Setenv("CLOUDFLARE_API_BASE_URL", base)
	t.Setenv("RTO_API_TOKEN", standin.DefaultToken)
	work := t.TempDir()
	write(t, work, "inventory.yaml", string(before))
	code, out, messages := at(t, work, "2026-11-22 07:12", "pull")
	require.Equal(t, 0, code, out+messages)
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(out), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), out)

	after, err := os.ReadFile(filepath.Join(work, "inventory.yaml"))
	require.NoError(t, err)
	is := load(after)
	a := is.SnapshotAccount()
	counts := map[string]int{}
	schema.Walk(a.Children, func(o *schema.Object) {
		counts[o.Kind.Name]++
		if o.Kind.ID.Pattern != nil {
			assert.NotEmpty(t, o.ID, o.String())
		}
		if o.Notes != nil {
			assert.Empty(t, o.Notes.Unverified, o.String())
		}
	})
	for kind, n := range map[string]int{"queue": 5, "kv_namespace": 8, "r2_bucket": 7, "access_application": 11, "dns_record": 43} {
		assert.Equal(t, n, counts[kind], kind)
	}
	kept := map[string]bool{}
	for _, line := range prose.FindAllString(string(after), -1) {
		kept[strings.TrimSpace(line)] = true
	}
	for _, line := range prose.FindAllString(string(before), -1) {
		if strings.TrimSpace(line) == "# W: Infrastructure / External / Auxiliary Workers, Databases" {
			continue // the heading of a list that is empty now
		}
		assert.True(t, kept[strings.TrimSpace(line)], line)
	}

	for _, source := range sources.FindAllString(string(before), -1) {
		assert.Contains(t, string(after), source)
	}

	code, out, messages = at(t, work, "2026-11-23 07:12", "pull")
	assert.Equal(t, 0, code, messages)
	assert.Contains(t, out, "inventory.yaml is up to date.\n")
	for _, target := range []string{"4", "5"} {
		code, out, messages = at(t, work, "2026-11-23 07:12", "generate", "inventory.yaml", "--out", "snapshot"+target, "--target", target)
		assert.Equal(t, 0, code, out+messages)
	}
	assert.Empty(t, s.Writes())
}
