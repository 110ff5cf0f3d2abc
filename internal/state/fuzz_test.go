package state_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/state"
)

// FuzzRead reads anything. What is read keeps what a State promises, and what
// is not is refused with a reason and a way on.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "zone_setting-5.*.json")) // The others are long, and slow to make shorter.
	require.NoError(f, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(text)
	}
	for _, c := range failures {
		f.Add([]byte(c.text))
	}
	f.Add([]byte(rawState))
	f.Add([]byte(`{"format_version": "1.0", "values": ` + shown + `}`))
	f.Add([]byte(`{"format_version": "1.2", "prior_state": {"values": ` + shown + `}, "variables": {"a": {"value": 1}}, "configuration": {"root_module": {"variables": {"a": {"sensitive": true}}}}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := state.Read(b)
		if err != nil {
			var reason *state.Error
			require.ErrorAs(t, err, &reason)
			assert.Nil(t, s)
			assert.NotEmpty(t, reason.Problem())
			assert.NotEmpty(t, reason.Hint())
			return
		}
		assert.Contains(t, []string{"state", "terraform show -json", "plan"}, s.Source)
		seen := map[string]bool{}
		for _, in := range s.Instances {
			key := in.Address + " " + in.Deposed
			assert.False(t, seen[key], key)
			seen[key] = true
			assert.True(t, state.IsAddress(in.Address), in.Address)
			assert.True(t, state.IsAddress(in.Bare), in.Bare)
			assert.NotContains(t, in.Bare, "[")
			assert.Equal(t, in.Bare, state.Bare(in.Address))
			assert.True(t, strings.HasSuffix(in.Bare, in.Type+"."+in.Name))
			if in.Module != "" {
				assert.True(t, strings.HasPrefix(in.Address, in.Module+"."+in.Type))
			}
			switch in.Index.(type) {
			case nil, int64, string:
			default:
				t.Errorf("an index of type %T", in.Index)
			}
			for _, path := range in.Sensitive {
				for _, step := range path {
					switch step.(type) {
					case int64, string:
					default:
						t.Errorf("a step of type %T", step)
					}
				}
			}
			noFloats(t, in.Attributes)
		}
		for _, v := range s.Secrets {
			assert.NotNil(t, v)
		}
	})
}

func noFloats(t *testing.T, v any) {
	switch v := v.(type) {
	case float64:
		t.Errorf("%v is a float64", v)
	case map[string]any:
		for _, e := range v {
			noFloats(t, e)
		}
	case []any:
		for _, e := range v {
			noFloats(t, e)
		}
	}
}
