package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// The document lists every permission that a pull needs, and what for.
func TestDocumentListsPermissions(t *testing.T) {
	path, err := filepath.Abs(filepath.Join(root, "docs", "pull.md"))
	require.NoError(t, err)
	var b strings.Builder
	for _, p := range pull.Permissions(kinds.Registry()) {
		var names []string
		for _, k := range p.Kinds {
			names = append(names, schema.Humane(k))
		}
		b.WriteString(p.Permission + ": " + strings.Join(names, ", ") + "\n")
	}
	document(t, path, "permissions", b.String())
}
