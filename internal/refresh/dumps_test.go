package refresh_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/refresh"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// parse reads an inventory of one account with three databases.
func parse(t *testing.T, backups string) *schema.Inventory {
	t.Helper()
	inv, diags := schema.Load("inventory.yaml", []byte(`cfdr: 1
accounts:
  - name: Shop
    id: 01a7362d577a6c3019a474fd6f485823
    d1_databases: [{name: orders}, {name: notes}]
    r2_buckets: [{name: dumps, jurisdiction: eu}]
    undefined: [{kind: r2_bucket, name: gone}]
  - name: Other
    id: 01a7362d577a6c3019a474fd6f485824
    d1_databases: [{name: orders}]
snapshot: {account: Shop}
`+backups), kinds.Registry(), nil)
	require.False(t, diags.HasErrors(), diags)
	return inv
}

func when(t *testing.T, text string) time.Time {
	t.Helper()
	out, err := time.Parse("2006-01-02 15:04", text)
	require.NoError(t, err)
	return out
}

// A told dump is what a report says of it.
type told struct {
	account, database string
	fate              refresh.Fate
	file, why         string
}

func look(t *testing.T, inv *schema.Inventory, files []refresh.File, failed string, now string) (places []string, out []told) {
	t.Helper()
	dumps := refresh.Dumps(inv)
	held, failures := map[refresh.Place][]refresh.File{}, map[refresh.Place]string{}
	for _, p := range refresh.Places(dumps) {
		places = append(places, p.Bucket.Account().Name+"/"+p.Bucket.Name+"/"+p.Prefix)
		held[p] = files
		failures[p] = failed
	}
	refresh.Look(dumps, held, failures, when(t, now))
	for _, d := range dumps {
		out = append(out, told{d.Account, d.Database, d.Fate, d.File, d.Why})
	}
	return places, out
}

// The newest file that a backup's description means, of each way to describe
// one.
func TestNewest(t *testing.T) {
	const to = `
backups:
  - {name: nightly, schedule: ["0 3 * * *"], to: {account: Shop, bucket: dumps, prefix: d1/, file: "%s"}, databases: [{account: Shop, database: orders}]}
`
	for _, c := range []struct{ pattern, prefix, yes, no string }{
		{"YYYY-MM-DD/<name>.sql", "d1/", "d1/2026-11-22/orders.sql", "d1/2026-11-22/orders.sql.part"},
		{"YYYY-MM-DD/<name>.sql", "d1/", "d1/2026-11-22/orders.sql", "d1/2026-11-22/reorders.sql"},
		{"<name>/YYYYMMDDTHHmmssZ.sql.gz", "d1/orders/", "d1/orders/20261122T030005Z.sql.gz", "d1/orders/20261122.sql.gz"},
		{"<name>-*.sql", "d1/orders-", "d1/orders-17.sql", "d1/orders-17/x.sql"},
		{"<name>-<timestamp>.sql", "d1/orders-", "d1/orders-1763780000.sql", "d1/orders.sql"},
		{"COMMENTS/DDL/<name>.sql", "d1/COMMENTS/DDL/orders.sql", "d1/COMMENTS/DDL/orders.sql", "d1/COMMENTS/11L/orders.sql"},
		{"<name>.sql", "d1/orders.sql", "d1/orders.sql", "d1/ordersXsql"},
		{"latest (<database>).sql", "d1/latest (orders).sql", "d1/latest (orders).sql", "d1/latest orders.sql"},
	} {
		t.Run(c.pattern, func(t *testing.T) {
			inv := parse(t, replace(to, c.pattern))
			files := []refresh.File{{Name: c.no, Size: 1, Modified: when(t, "2026-11-22 05:00")}, {Name: c.yes, Size: 2, Modified: when(t, "2026-11-22 03:01")}}
			places, out := look(t, inv, files, "", "2026-11-22 06:00")
			assert.Equal(t, []string{"Shop/dumps/" + c.prefix}, places)
			assert.Equal(t, []told{
				{"Other", "orders", refresh.Uncovered, "", ""}, {"Shop", "notes", refresh.Uncovered, "", ""},
				{"Shop", "orders", refresh.Fresh, c.yes, ""},
			}, out)
		})
	}
}

func replace(text, pattern string) string { return strings.Replace(text, "%s", pattern, 1) }

// What else can be said of a dump.
func TestFates(t *testing.T) {
	const backups = `
backups:
  - name: nightly
    schedule: ["0 3 * * *"]
    to: {account: Shop, bucket: dumps, file: "<name>/YYYY-MM-DD.sql"}
    databases: [{account: Shop, database: orders}]
    deferred: [{account: Shop, database: notes, reason: It is too large.}]
  - {name: nowhere, to: {account: Shop, bucket: gone, file: "<name>.sql"}, databases: [{account: Other, database: orders}]}
`
	inv := parse(t, backups)
	other := told{"Other", "orders", refresh.Unknown, "", "The bucket is not in the inventory."}
	notes := told{"Shop", "notes", refresh.Deferred, "", "It is too large."}
	const file = "orders/2026-11-22.sql"
	for _, c := range []struct {
		name, modified, failed, now string
		size                        int64
		want                        told
	}{
		{"fresh", "2026-11-22 03:01", "", "2026-11-22 09:00", 1, told{"Shop", "orders", refresh.Fresh, file, ""}},
		{"the last run is at work", "2026-11-21 03:01", "", "2026-11-22 03:05", 1, told{"Shop", "orders", refresh.Fresh, file, ""}},
		{"one run was missed", "2026-11-20 03:01", "", "2026-11-22 09:00", 1, told{"Shop", "orders", refresh.Late, file, "LATE: its backup has run since, and left none."}},
		{"empty", "2026-11-22 03:01", "", "2026-11-22 09:00", 0, told{"Shop", "orders", refresh.Late, file, "EMPTY: it has no bytes."}},
		{"missing", "", "", "2026-11-22 09:00", 1, told{"Shop", "orders", refresh.Missing, "", ""}},
		{"nobody may look", "2026-11-22 03:01", "forbidden", "2026-11-22 09:00", 1, told{"Shop", "orders", refresh.Unknown, "", "forbidden"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var files []refresh.File
			if c.modified != "" {
				files = append(files, refresh.File{Name: file, Size: c.size, Modified: when(t, c.modified)})
			}
			_, out := look(t, inv, files, c.failed, c.now)
			assert.Equal(t, []told{other, notes, c.want}, out)
		})
	}
}

// A database that the account calls otherwise is still copied under its old
// name, until somebody tells the backup.
func TestFormerName(t *testing.T) {
	inv, diags := schema.Load("inventory.yaml", []byte(`cfdr: 1
accounts:
  - name: Shop
    id: 01a7362d577a6c3019a474fd6f485823
    d1_databases: [{name: orders-db}]
    r2_buckets: [{name: dumps}]
    corrections: [{kind: d1_database, name: orders-db, field: name, was: orders, is: orders-db}]
backups:
  - {name: nightly, to: {bucket: dumps, prefix: d1/, file: "<name>.sql"}, databases: [orders-db]}
`), kinds.Registry(), nil)
	require.False(t, diags.HasErrors(), diags)
	places, out := look(t, inv, []refresh.File{{Name: "d1/orders.sql", Size: 1, Modified: when(t, "2026-11-22 03:01")}}, "", "2026-11-22 09:00")
	assert.Equal(t, []string{"Shop/dumps/d1/orders"}, places)
	assert.Equal(t, []told{{"Shop", "orders-db", refresh.Fresh, "d1/orders.sql", ""}}, out)
}
