package plan

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/provider"
)

// A told is a block of `terraform providers schema -json`.
type told struct {
	Attributes map[string]schemaAttribute
	BlockTypes map[string]struct {
		Mode  string `json:"nesting_mode"`
		Block told
	} `json:"block_types"`
}

type schemaAttribute struct {
	Type                                    any
	Required, Optional, Computed, Sensitive bool
	Nested                                  *struct {
		Mode       string `json:"nesting_mode"`
		Attributes map[string]schemaAttribute
	} `json:"nested_type"`
}

func (s told) shape() *provider.Shape {
	out := &provider.Shape{Sort: "object", Fields: map[string]*provider.Shape{}}
	for name, a := range s.Attributes {
		out.Fields[name] = a.shape()
	}
	for name, b := range s.BlockTypes {
		f := several(b.Mode, b.Block.shape())
		f.Block = true
		out.Fields[name] = f
	}
	return out
}

func (a schemaAttribute) shape() *provider.Shape {
	var out *provider.Shape
	if a.Nested != nil {
		out = several(a.Nested.Mode, told{Attributes: a.Nested.Attributes}.shape())
	} else {
		out = typeShape(a.Type)
	}
	out.Required, out.Optional, out.Computed, out.Sensitive = a.Required, a.Optional, a.Computed, a.Sensitive
	return out
}

func several(mode string, elem *provider.Shape) *provider.Shape {
	if mode == "single" {
		return elem
	}
	return &provider.Shape{Sort: mode, Elem: elem}
}

// typeShape reads a type in Terraform's JSON: "string", ["list", "string"].
func typeShape(t any) *provider.Shape {
	words, ok := t.([]any)
	if !ok {
		return &provider.Shape{Sort: t.(string)}
	}
	out := &provider.Shape{Sort: words[0].(string)}
	if out.Sort != "object" {
		out.Elem = typeShape(words[1])
		return out
	}
	out.Fields = map[string]*provider.Shape{}
	for name, f := range words[1].(object) {
		out.Fields[name] = typeShape(f)
	}
	return out
}

// named gives a path of Terraform as [drawing] has it: without places in lists
// and keys of maps.
func named(shape *provider.Shape, path []any) string {
	var names []string
	for _, step := range path {
		switch shape.Sort {
		case "object":
			names = append(names, step.(string))
			shape = shape.Fields[step.(string)]
		default:
			shape = shape.Elem
		}
	}
	return strings.Join(names, ".")
}

// TestDrawingIsAsRecorded compares what Terraform 1.11.4 printed for changes
// that terraform_data cannot have: arguments with types, nested attributes,
// nested blocks, secrets of the schema, what forces a replacement, imports.
//
// They were recorded with a provider that takes whatever it is given, and
// replaces a resource if an argument changes whose name begins with "force".
// The values are random. Three differences are meant, and no recorded change
// has them:
//
//   - A string that becomes JSON, or is none any more, says here too that it
//     forces a replacement. Terraform leaves that out.
//   - [drawing.Replaces] has no places in lists. So of several changed blocks
//     all say that they force a replacement, where Terraform knows which does.
//   - Terraform does not tell an empty secret of the old SDK from none. Here a
//     secret is one, whatever it hides.
func TestDrawingIsAsRecorded(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("testdata", "draw", "recorded.json"))
	require.NoError(t, err)
	var recorded struct {
		Schemas map[string]told
		Changes []struct {
			realChange
			Text []string
		}
	}
	dec := json.NewDecoder(strings.NewReader(string(src)))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&recorded))
	require.NotEmpty(t, recorded.Changes)
	for _, c := range recorded.Changes {
		d := c.drawing()
		d.Shape = recorded.Schemas[c.Type].shape()
		d.Replaces = map[string]bool{}
		for _, path := range c.Change.Replace {
			d.Replaces[named(d.Shape, path)] = true
		}
		want := strings.Join(c.Text, "\n") + "\n"
		assert.Equal(t, simplified(want), drawn(d, true), c.Address)
		want = colour.ReplaceAllString(want, "")
		assert.Equal(t, want, drawn(d, false), c.Address)

		// The schema alone is enough to keep a secret.
		c.Change.BeforeSensitive, c.Change.AfterSensitive = nil, nil
		open := c.drawing()
		d.Before, d.After = open.Before, open.After
		assert.Equal(t, want, drawn(d, false), c.Address)
	}
}
