package acceptance

import (
	"encoding/json"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/schema"
)

// TestShapes compares what we say of the resource types with what the providers
// print of themselves. They do not print what forces a replacement.
func TestShapes(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		in := installations[target]()
		if in.missing != "" {
			t.Skip(in.missing)
		}
		cmd := exec.Command("terraform", "providers", "schema", "-json")
		cmd.Dir, cmd.Env = in.dir, in.env
		out, err := cmd.Output()
		require.NoError(t, err)
		var printed struct {
			Providers map[string]struct {
				Resources map[string]struct {
					Block printedBlock `json:"block"`
				} `json:"resource_schemas"`
			} `json:"provider_schemas"`
		}
		require.NoError(t, json.Unmarshal(out, &printed))
		told := printed.Providers[registry+"/cloudflare/cloudflare"].Resources
		var types []string
		for name := range told {
			types = append(types, name)
		}
		slices.Sort(types)
		assert.Equal(t, types, provider.Types(target))
		for _, name := range types {
			ours := provider.Of(target, name)
			if ours == nil {
				continue // told above
			}
			block := told[name].Block
			theirs := block.object()
			if ours.Partial {
				leaveSecrets(theirs)
				theirs.Partial = true
			}
			assert.Equal(t, theirs, asTold(ours), name)
		}
	})
}

// What `terraform providers schema -json` prints.
type printedBlock struct {
	Attributes map[string]*printedAttribute `json:"attributes"`
	Blocks     map[string]*struct {
		Mode  string       `json:"nesting_mode"`
		Block printedBlock `json:"block"`
		Min   int          `json:"min_items"`
		Max   int          `json:"max_items"`
	} `json:"block_types"`
}

type printedAttribute struct {
	Type       any  `json:"type"`
	Required   bool `json:"required"`
	Optional   bool `json:"optional"`
	Computed   bool `json:"computed"`
	Sensitive  bool `json:"sensitive"`
	Deprecated bool `json:"deprecated"`
	Nested     *struct {
		Mode       string                       `json:"nesting_mode"`
		Attributes map[string]*printedAttribute `json:"attributes"`
	} `json:"nested_type"`
}

func (b *printedBlock) object() *provider.Shape {
	s := &provider.Shape{Sort: "object", Fields: map[string]*provider.Shape{}}
	for name, a := range b.Attributes {
		s.Fields[name] = a.shape()
	}
	for name, nested := range b.Blocks {
		field := inMode(nested.Mode, nested.Block.object())
		field.Block, field.Max = true, nested.Max
		field.Required, field.Optional = nested.Min > 0, nested.Min == 0
		s.Fields[name] = field
	}
	return s
}

func (a *printedAttribute) shape() *provider.Shape {
	var s *provider.Shape
	if a.Nested != nil {
		b := printedBlock{Attributes: a.Nested.Attributes}
		s = inMode(a.Nested.Mode, b.object())
	} else {
		s = ofType(a.Type)
	}
	s.Required, s.Optional, s.Computed, s.Sensitive, s.Deprecated = a.Required, a.Optional, a.Computed, a.Sensitive, a.Deprecated
	return s
}

func inMode(mode string, object *provider.Shape) *provider.Shape {
	if mode == "single" {
		return object
	}
	return &provider.Shape{Sort: mode, Elem: object}
}

// ofType reads a type such as "string" or ["list", ["object", {…}]].
func ofType(v any) *provider.Shape {
	parts, composed := v.([]any)
	if !composed {
		return &provider.Shape{Sort: v.(string)}
	}
	s := &provider.Shape{Sort: parts[0].(string)}
	fields, isObject := parts[1].(map[string]any)
	if !isObject {
		s.Elem = ofType(parts[1])
		return s
	}
	s.Fields = map[string]*provider.Shape{}
	for name, field := range fields {
		s.Fields[name] = ofType(field)
	}
	return s
}

// leaveSecrets takes away what neither is sensitive nor leads there, and says
// whether anything is left.
func leaveSecrets(s *provider.Shape) bool {
	if s.Elem != nil {
		return leaveSecrets(s.Elem)
	}
	for name, field := range s.Fields {
		if !field.Sensitive && !leaveSecrets(field) {
			delete(s.Fields, name)
		}
	}
	return len(s.Fields) > 0
}

// asTold is a copy that says what the provider tells of its schema: nothing of
// replacements, of what a refresh does not read, of defaults of the older SDK, and of blocks that it computes.
func asTold(s *provider.Shape) *provider.Shape {
	out := *s
	out.Replaces, out.Kept, out.Default = false, false, ""
	out.Stays, out.Filled = false, false
	out.Computed = s.Computed && !s.Block
	if s.Elem != nil {
		out.Elem = asTold(s.Elem)
	}
	if s.Fields != nil {
		out.Fields = map[string]*provider.Shape{}
		for name, field := range s.Fields {
			out.Fields[name] = asTold(field)
		}
	}
	return &out
}
