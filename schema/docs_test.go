package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// An example is a block of YAML in a document and, when one follows, the block
// of what cfdr says to it.
var exampleBlock = regexp.MustCompile("(?m)^```yaml\n((?:[^`].*\n|\n)*)```\n(?:\n```text\n((?:[^`].*\n|\n)*)```\n)?")

var otherLine = regexp.MustCompile(`on line \d+`)

// said loads an example, which is a whole inventory or a part of an account,
// and gives what cfdr says, with the lines and columns of the example.
func said(text string) (string, hcl.Diagnostics) {
	lines, columns := 0, 0
	if !strings.HasPrefix(text, "cfdr:") && !strings.HasPrefix(text, "accounts:") {
		lines, columns = strings.Count(head, "\n"), 4
		text = head + "    " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n    ") + "\n"
	}
	_, diags := schema.Load("inventory.yaml", []byte(text), kinds.Registry(), modules)
	var b strings.Builder
	for _, d := range diags {
		f := schema.FindingOf(d)
		severity := "error"
		if d.Severity == hcl.DiagWarning {
			severity = "warning"
		}
		detail := otherLine.ReplaceAllStringFunc(d.Detail, func(s string) string {
			n, _ := strconv.Atoi(strings.TrimPrefix(s, "on line "))
			return fmt.Sprintf("on line %d", n-lines)
		})
		fmt.Fprintf(&b, "%d:%d: %s: %s [%s]\n  %s\n", d.Subject.Start.Line-lines, d.Subject.Start.Column-columns, severity, d.Summary, f.Code, detail)
		if f.Accepted != nil {
			fmt.Fprintf(&b, "  accepted on %s: %s\n", f.Accepted.Date, f.Accepted.Reason)
		}
	}
	return b.String(), diags
}

// checkDocument runs the examples of a document, and rewrites what cfdr says.
func checkDocument(t *testing.T, name string, each func(heading string, diags hcl.Diagnostics, shown bool)) {
	t.Helper()
	path := filepath.Join("..", "docs", name)
	src, err := os.ReadFile(path)
	require.NoError(t, err)
	var out strings.Builder
	heading := ""
	for _, section := range strings.SplitAfter(string(src), "\n## ") {
		if out.Len() > 0 {
			heading, _, _ = strings.Cut(section, "\n")
		}
		out.WriteString(exampleBlock.ReplaceAllStringFunc(section, func(block string) string {
			m := exampleBlock.FindStringSubmatch(block)
			text, diags := said(m[1])
			shown := strings.Contains(block, "```text\n")
			each(heading, diags, shown)
			if !shown {
				return block
			}
			return "```yaml\n" + m[1] + "```\n\n```text\n" + text + "```\n"
		}))
	}
	golden(t, path, out.String())
}

// Each code has a section with an example that gives it, and nothing else.
func TestDiagnosticsDocument(t *testing.T) {
	examples := map[string]int{}
	checkDocument(t, "diagnostics.md", func(heading string, diags hcl.Diagnostics, shown bool) {
		examples[heading]++
		assert.True(t, shown, heading)
		assert.NotEmpty(t, diags, heading)
		for _, d := range diags {
			assert.Equal(t, heading, string(schema.FindingOf(d).Code))
		}
	})
	for _, code := range schema.Codes() {
		assert.NotZero(t, examples[string(code)], "docs/diagnostics.md has no example of %q", code)
		delete(examples, string(code))
	}
	assert.Empty(t, examples, "codes that are no longer there")
}

// The examples of the tour are valid; where a warning is of interest it is shown.
func TestInventoryDocument(t *testing.T) {
	checkDocument(t, "inventory.md", func(heading string, diags hcl.Diagnostics, _ bool) {
		assert.False(t, diags.HasErrors(), "%s: %s", heading, lines(diags))
	})
}
