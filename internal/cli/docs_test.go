package cli_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the documents and the snapshots of the examples")

// root is the top of the repository.
const root = "../.."

// run runs a command line in a directory, and gives the exit code and what was
// written, results before messages.
func run(t *testing.T, dir string, args ...string) (int, string) {
	t.Helper()
	t.Chdir(dir)
	var out, messages bytes.Buffer
	code := cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &messages})
	return code, messages.String() + out.String()
}

var consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")

// TestDocuments runs every command that a document shows, in a directory with
// nothing but the examples, and compares the output. A line with only an
// ellipsis stands for lines that are left out.
func TestDocuments(t *testing.T) {
	absolute, err := filepath.Abs(root)
	require.NoError(t, err)
	documents, err := filepath.Glob(filepath.Join(absolute, "docs", "*.md"))
	require.NoError(t, err)
	documents = append(documents, filepath.Join(absolute, "README.md"), filepath.Join(absolute, "examples", "rtopacks", "april", "README.md"))
	for _, path := range documents {
		name, err := filepath.Rel(absolute, path)
		require.NoError(t, err)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.Symlink(filepath.Join(absolute, "examples"), filepath.Join(dir, "examples")))
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			got := consoleBlock.ReplaceAllFunc(text, func(b []byte) []byte {
				return []byte("```console\n" + replay(t, dir, string(consoleBlock.FindSubmatch(b)[1])) + "```")
			})
			if *update {
				require.NoError(t, os.WriteFile(path, got, 0o644))
				return
			}
			assert.Equal(t, string(text), string(got))
		})
	}
}

// replay runs the commands of a block and gives the block as it should be.
func replay(t *testing.T, dir, block string) string {
	t.Helper()
	var b strings.Builder
	for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
		command, shown, _ := strings.Cut(part, "\n")
		b.WriteString("$ " + command + "\n")
		words := strings.Fields(command)
		var output string
		switch words[0] {
		case "cfdr":
			_, output = run(t, dir, words[1:]...)
		case "cat":
			text, err := os.ReadFile(filepath.Join(dir, words[1]))
			require.NoError(t, err)
			output = string(text)
		default:
			require.Failf(t, "a document shows a command that this test cannot run", "%s", command)
		}
		b.WriteString(elide(shown, output))
	}
	return b.String()
}

// elide shortens an output where the document does: what stands before and
// after each ellipsis is kept in length, the rest left out.
func elide(shown, output string) string {
	const ellipsis = "…"
	lines := strings.Split(strings.TrimSuffix(shown, "\n"), "\n")
	all := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
	at := -1
	for i, l := range lines {
		if l == ellipsis {
			at = i
		}
	}
	if at < 0 || len(all) <= len(lines) {
		return output
	}
	after := len(lines) - at - 1
	kept := append(append([]string{}, all[:at]...), ellipsis)
	return strings.Join(append(kept, all[len(all)-after:]...), "\n") + "\n"
}

// TestExamples regenerates the snapshots of the examples and compares them.
func TestExamples(t *testing.T) {
	absolute, err := filepath.Abs(root)
	require.NoError(t, err)
	for _, e := range []struct{ example, target, snapshot string }{
		{"minimal", "5", "snapshot"},
		{"full-zone", "4", "snapshot4"},
		{"full-zone", "5", "snapshot5"},
		{"rtopacks", "4", "snapshot"},
	} {
		t.Run(e.example+" on provider "+e.target, func(t *testing.T) {
			dir := filepath.Join(absolute, "examples", e.example)
			args := []string{"generate", "inventory.yaml", "--out", e.snapshot, "--target", e.target}
			if *update {
				require.NoError(t, os.RemoveAll(filepath.Join(dir, e.snapshot)))
			} else {
				args = append(args, "--check")
			}
			code, output := run(t, dir, args...)
			assert.Equal(t, cli.ExitDone, code, output)
		})
	}
}

// TestGeneratedDocuments keeps docs/kinds.md and the JSON Schema current.
func TestGeneratedDocuments(t *testing.T) {
	absolute, err := filepath.Abs(root)
	require.NoError(t, err)
	for path, args := range map[string][]string{
		"docs/kinds.md":                {"kinds", "--format", "markdown"},
		"schema/inventory.schema.json": {"schema"},
	} {
		t.Run(path, func(t *testing.T) {
			_, got := run(t, absolute, args...)
			path := filepath.Join(absolute, filepath.FromSlash(path))
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
				return
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}
