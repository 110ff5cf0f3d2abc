package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

func loadExample(t *testing.T, name string) (*schema.Inventory, hcl.Diagnostics) {
	t.Helper()
	src, dir := example(t, name)
	inv, diags := schema.Load("inventory.yaml", src, kinds.Registry(), os.DirFS(dir))
	require.False(t, diags.HasErrors(), lines(diags))
	return inv, diags
}

// counts says how many warnings of each code are shown, and how many accepted.
func counts(diags hcl.Diagnostics) map[schema.Code][2]int {
	out := map[schema.Code][2]int{}
	for _, d := range diags {
		f := schema.FindingOf(d)
		c := out[f.Code]
		if f.Accepted == nil {
			c[0]++
		} else {
			c[1]++
		}
		out[f.Code] = c
	}
	return out
}

// The numbers are shown and accepted.
func TestExamples(t *testing.T) {
	for name, want := range map[string]map[schema.Code][2]int{
		"minimal": {},
		"full-zone": {
			schema.CodeNoID:       {1, 7},
			schema.CodeUnverified: {2, 0},
			schema.CodeIncomplete: {1, 0},
			schema.CodeCensus:     {0, 1},
			schema.CodeNoSource:   {1, 0},
			schema.CodeNoBackup:   {0, 1},
			schema.CodeDeferred:   {0, 1},
			schema.CodeAssumed:    {0, 1},
			schema.CodeUnbound:    {0, 1},
			schema.CodeUsedBy:     {0, 1},
			schema.CodeTombstone:  {0, 1},
			schema.CodeSchedule:   {0, 1},
			schema.CodeUndefined:  {1, 0},
		},
		"rtopacks": {
			schema.CodeNoID:       {4, 17},
			schema.CodeUnverified: {1, 30},
			schema.CodeIncomplete: {0, 9},
			schema.CodeCensus:     {8, 0},
			schema.CodeNoSource:   {3, 0},
			schema.CodeNoBackup:   {7, 0},
			schema.CodeDeferred:   {1, 0},
			schema.CodeAssumed:    {0, 9},
			schema.CodeUnbound:    {0, 12},
			schema.CodeUsedBy:     {0, 10},
			schema.CodeTombstone:  {1, 0},
			schema.CodeSchedule:   {8, 0},
			schema.CodeUndefined:  {2, 0},
		},
		// Reconstructed: nobody looked at its warnings then, so none is accepted.
		"rtopacks/april": {
			schema.CodeNoID:       {10, 0},
			schema.CodeUnverified: {20, 0},
			schema.CodeIncomplete: {3, 0},
			schema.CodeCensus:     {6, 0},
			schema.CodeNoSource:   {4, 0},
			schema.CodeDeferred:   {1, 0},
			schema.CodeAssumed:    {9, 0},
			schema.CodeUnbound:    {11, 0},
			schema.CodeUsedBy:     {9, 0},
			schema.CodeSchedule:   {3, 0},
			schema.CodeUndefined:  {1, 0},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, diags := loadExample(t, name)
			assert.Equal(t, want, counts(diags))
			golden(t, filepath.Join("testdata", "examples", strings.ReplaceAll(name, "/", "-")+".out"), lines(diags))
		})
	}
}

// The worker inventory of 2026-04-20 listed 18 workers. One never was, two were
// called otherwise, and the rest are those of today.
func TestAprilListsWhatWasListed(t *testing.T) {
	april, _ := loadExample(t, "rtopacks/april")
	today, _ := loadExample(t, "rtopacks")
	assert.Equal(t, "2026-04-20", april.Taken)
	listed := 0
	var unknown []string
	for _, o := range april.SnapshotAccount().Children {
		if o.Kind.Name != "worker" {
			continue
		}
		listed++
		if today.Find(today.SnapshotAccount(), "worker", o.Name) == nil {
			unknown = append(unknown, o.Name)
		}
	}
	assert.Equal(t, 18, listed)
	assert.Equal(t, []string{"ops-tender-sync", "traffic-snapshot", "reg-intel"}, unknown)
}

// The inventory of the real account has 17 schedules with a description; eight
// of the descriptions are wrong.
func TestSchedulesOfRTOpacks(t *testing.T) {
	inv, diags := loadExample(t, "rtopacks")
	wrong := map[string]bool{}
	for _, d := range diags {
		if f := schema.FindingOf(d); f.Code == schema.CodeSchedule {
			wrong[f.Object] = true
		}
	}
	var b strings.Builder
	schema.Walk(inv.Accounts, func(o *schema.Object) {
		for _, v := range o.Values("schedules") {
			s := v.(map[string]any)
			if says, ok := s["says"]; ok {
				verdict := "agree"
				if wrong[o.Key()] {
					verdict = "DIFFER"
				}
				fmt.Fprintf(&b, "%-42s %-14s %-22s %s\n", o.Key(), s["cron"], says, verdict)
			}
		}
	})
	golden(t, filepath.Join("testdata", "examples", "schedules.txt"), b.String())
	assert.Len(t, wrong, 8)
}
