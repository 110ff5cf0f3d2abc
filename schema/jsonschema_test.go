package schema_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

const schemaFile = "inventory.schema.json"

// The first line of an inventory can name the file, so it is kept beside the
// tables that it is made from.
func TestJSONSchemaIsCurrent(t *testing.T) {
	golden(t, schemaFile, string(schema.JSONSchema(kinds.Registry())))
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSONSchema(kinds.Registry())))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.AddResource(schemaFile, doc))
	s, err := c.Compile(schemaFile)
	require.NoError(t, err)
	return s
}

// plain is a document as an editor sees it: what YAML calls a date is text.
func plain(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(t, n.Content[0])
	case yaml.AliasNode:
		return plain(t, n.Alias)
	case yaml.SequenceNode:
		out := []any{}
		for _, item := range n.Content {
			out = append(out, plain(t, item))
		}
		return out
	case yaml.MappingNode:
		out := map[string]any{}
		var merged []any
		for i := 0; i < len(n.Content); i += 2 {
			key, value := n.Content[i], plain(t, n.Content[i+1])
			if many, ok := value.([]any); key.ShortTag() == "!!merge" && ok {
				merged = append(merged, many...)
			} else if key.ShortTag() == "!!merge" {
				merged = append(merged, value)
			} else {
				out[key.Value] = value
			}
		}
		for _, m := range merged {
			for k, v := range m.(map[string]any) {
				if _, has := out[k]; !has {
					out[k] = v
				}
			}
		}
		return out
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		x, err := strconv.ParseFloat(n.Value, 64)
		require.NoError(t, err)
		return x
	}
	return n.Value
}

func document(t *testing.T, file string) any {
	t.Helper()
	var n yaml.Node
	require.NoError(t, yaml.Unmarshal(read(t, file), &n))
	return plain(t, &n)
}

// What the reader takes, an editor must not mark as wrong.
func TestJSONSchemaTakesWhatTheReaderTakes(t *testing.T) {
	s := compiled(t)
	for _, file := range append(inventories(t, "ok"), examples(t)...) {
		assert.NoError(t, s.Validate(document(t, file)), file)
	}
	// These have warnings and no error.
	for _, name := range []string{"accepted", "census", "incomplete-bindings", "no-backup", "no-id", "no-source", "schedule-says", "tombstone", "unbound", "undefined", "unverified", "used-without-binding"} {
		assert.NoError(t, s.Validate(document(t, filepath.Join("testdata", "err", name+".yaml"))), name)
	}
}

// It finds the mistakes that need no second look: unknown keys, types, missing
// fields, the form of an id.
func TestJSONSchemaRefuses(t *testing.T) {
	s := compiled(t)
	for _, name := range []string{"accounts-missing", "accounts-null", "bad-id", "bad-value", "missing-field", "syntax-list", "unknown-key", "unknown-key-is-a-secret", "version-missing", "version-text", "wrong-type"} {
		assert.Error(t, s.Validate(document(t, filepath.Join("testdata", "err", name+".yaml"))), name)
	}
}

func examples(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "examples", "*", "inventory.yaml"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 3)
	april, err := filepath.Glob(filepath.Join("..", "examples", "rtopacks", "april", "*.yaml"))
	require.NoError(t, err)
	require.Len(t, april, 2)
	return append(files, april...)
}

func example(t testing.TB, name string) (src []byte, dir string) {
	t.Helper()
	dir = filepath.Join("..", "examples", name)
	src, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	return src, dir
}
