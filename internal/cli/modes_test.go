package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// What an inventory keeps for its owner a snapshot of it keeps for its owner too:
// code and variables, in configuration and in the objects of the scripts. Scripts
// stay executable, and a checkout that lost a mode gets it back.
func TestModesOfASnapshot(t *testing.T) {
	for _, example := range []string{"minimal", "full-zone"} {
		for _, target := range []string{"4", "5"} {
			dir := t.TempDir()
			source, err := filepath.Abs(filepath.Join(root, "examples", example))
			require.NoError(t, err)
			out := filepath.Join(dir, "snapshot")
			code, said := run(t, source, "generate", "inventory.yaml", "--out", out, "--target", target)
			require.Equal(t, 0, code, said)
			text, err := os.ReadFile(filepath.Join(source, "inventory.yaml"))
			require.NoError(t, err)
			inv, _ := schema.Load("inventory.yaml", text, kinds.Registry(), os.DirFS(source))
			var kept []string
			schema.Walk(inv.Accounts[:1], func(o *schema.Object) {
				for _, body := range o.Files {
					kept = append(kept, string(body))
				}
				schema.EachText(o, func(text schema.Text) string {
					if text.Variable != "" && len(text.Value) > 7 {
						kept = append(kept, text.Value)
					}
					return text.Value
				})
			})
			require.NotEmpty(t, kept)
			check := func() {
				private := 0
				for name, body := range tree(t, out) {
					info, err := os.Stat(filepath.Join(out, name))
					require.NoError(t, err)
					others := info.Mode().Perm() & 0o077
					for _, value := range kept {
						if strings.Contains(body, value) {
							private++
							assert.Zero(t, others, "%s of %s on %s", name, example, target)
							break
						}
					}
					assert.Equal(t, strings.HasSuffix(name, ".sh"), info.Mode()&0o100 != 0, name)
				}
				assert.NotZero(t, private)
			}
			check()
			for name := range tree(t, out) {
				mode := os.FileMode(0o644)
				if strings.HasSuffix(name, ".sh") {
					mode = 0o755
				}
				require.NoError(t, os.Chmod(filepath.Join(out, name), mode))
			}
			code, said = run(t, source, "generate", "inventory.yaml", "--out", out, "--target", target)
			require.Equal(t, 0, code, said)
			assert.Contains(t, said, "all up to date")
			check()
		}
	}
}
