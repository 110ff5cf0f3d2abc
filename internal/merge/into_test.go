package merge_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

func load(t testing.TB, text []byte) *schema.Inventory {
	t.Helper()
	inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), fstest.MapFS{})
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s\n%s", d.Subject, d.Detail, text)
		}
	}
	return inv
}

// into merges what an account told into a file.
func into(t testing.TB, file, told []byte) ([]byte, *merge.Report) {
	t.Helper()
	was, is := load(t, file), load(t, told)
	edits, report := merge.Into(was, was.Accounts[0], is.Accounts[0], is.AccountNotes(is.Accounts[0]), merge.Options{Date: "2026-11-22"})
	out, err := edit.Apply(file, edits)
	require.NoError(t, err)
	return out, report
}

func lines(r *merge.Report) string {
	var b strings.Builder
	for _, part := range []struct {
		name  string
		items []merge.Item
	}{{"new", r.New}, {"gone", r.Gone}, {"moved", r.Moved}, {"renamed", r.Renamed}, {"replaced", r.Replaced}, {"changed", r.Changed}, {"filled", r.Filled}, {"confirmed", r.Confirmed}} {
		for _, it := range part.items {
			b.WriteString(strings.TrimSuffix(part.name+": "+it.Name+": "+it.Detail, ": ") + "\n")
		}
	}
	return b.String()
}

// TestInto: each case is a file, what the account is like, the file afterwards
// and the report. Merging once more changes nothing.
func TestInto(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, cases)
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err)
			files := map[string][]byte{}
			for _, f := range archive.Files {
				files[f.Name] = f.Data
			}
			out, report := into(t, files["file.yaml"], files["account.yaml"])
			load(t, out)
			again, second := into(t, out, files["account.yaml"])
			assert.Equal(t, string(out), string(again), "a second merge changes nothing")
			assert.True(t, second.Empty(), lines(second))
			if *update {
				archive.Files = []txtar.File{
					{Name: "file.yaml", Data: files["file.yaml"]}, {Name: "account.yaml", Data: files["account.yaml"]},
					{Name: "want.yaml", Data: out}, {Name: "report.txt", Data: []byte(lines(report))},
				}
				require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o644))
				return
			}
			assert.Equal(t, string(files["want.yaml"]), string(out))
			assert.Equal(t, string(files["report.txt"]), lines(report))
		})
	}
}
