package schema_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares a text with a file, or rewrites the file with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "%s; go test ./schema/... -update rewrites it", path)
}

// lines writes diagnostics as the golden files have them.
func lines(diags hcl.Diagnostics) string {
	var b strings.Builder
	for _, d := range diags {
		f := schema.FindingOf(d)
		severity := "error"
		if d.Severity == hcl.DiagWarning {
			severity = "warning"
		}
		fmt.Fprintf(&b, "%d:%d %s %s", d.Subject.Start.Line, d.Subject.Start.Column, severity, f.Code)
		if f.Object != "" {
			fmt.Fprintf(&b, " %s", f.Object)
		}
		fmt.Fprintf(&b, ": %s", d.Detail)
		if f.Hide {
			b.WriteString(" [line hidden]")
		}
		if f.Accepted != nil {
			fmt.Fprintf(&b, " [accepted on %s: %s]", f.Accepted.Date, f.Accepted.Reason)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// modules are the files that the inventories of testdata may name.
var modules = fstest.MapFS{"workers/index.js": {Data: []byte("export default {};\n")}}

func inventories(t testing.TB, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	src, err := os.ReadFile(path)
	require.NoError(t, err)
	return src
}

func TestOK(t *testing.T) {
	for _, file := range inventories(t, "ok") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			inv, diags := schema.Load(filepath.Base(file), read(t, file), kinds.Registry(), modules)
			assert.Empty(t, lines(diags))
			assert.NotNil(t, inv)
		})
	}
}

func TestErr(t *testing.T) {
	seen := map[schema.Code]bool{}
	for _, file := range inventories(t, "err") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			inv, diags := schema.Load(filepath.Base(file), read(t, file), kinds.Registry(), modules)
			assert.NotEmpty(t, diags)
			assert.Equal(t, diags.HasErrors(), inv == nil, "an inventory with errors is no inventory")
			golden(t, strings.TrimSuffix(file, ".yaml")+".out", lines(diags))
			for _, d := range diags {
				f := schema.FindingOf(d)
				seen[f.Code] = true
				assert.Equal(t, d.Severity == hcl.DiagWarning, f.Code.IsWarning())
				assert.Equal(t, f.Code.Summary(), d.Summary)
				assert.NotContains(t, d.Detail, "hunter2", "a secret is never repeated")
				if src := strings.Split(string(read(t, file)), "\n"); d.Subject.Start.Line <= len(src) && strings.Contains(src[d.Subject.Start.Line-1], "hunter2") {
					assert.True(t, f.Hide, "a line with a secret is never shown: %s", d.Detail)
				}
			}
		})
	}
	for _, code := range schema.Codes() {
		assert.True(t, seen[code], "no file of testdata/err gives %q", code)
	}
}
