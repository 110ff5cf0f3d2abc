package generator_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

func TestTargetOf(t *testing.T) {
	for constraint, want := range map[string]schema.Target{
		"": schema.V5, "~> 4.52": schema.V4, "= 4.52.8": schema.V4, "~> 4.0": schema.V4, ">= 4.52, < 5.0": schema.V4,
		"~> 5.22": schema.V5, "~> 5.0": schema.V5, "5.22.0": schema.V5,
	} {
		got, err := generator.TargetOf(constraint)
		require.NoError(t, err, constraint)
		assert.Equal(t, want, got, constraint)
	}
	for _, constraint := range []string{"4", "~> 4.10.0", ">= 4", "> 4.52", ">= 4.52, < 6", "< 5.0", "~> 5.22, ~> 4.52", "~> 3.0", "~> 6.0", "latest"} {
		_, err := generator.TargetOf(constraint)
		assert.Error(t, err, constraint)
	}
}

// TestAccountPin: another account needs more than a variable that somebody has
// exported for something else.
func TestAccountPin(t *testing.T) {
	inv := inventoryOf(t, databases("a", idA))
	files, _ := generate(t, inv, schema.V5)
	assert.Contains(t, string(files["variables.tf"]), `  validation {
    condition     = var.account_id == "`+accountID+`" || var.rebuild || !var.adopt || length(var.lost) > 0
`)
}

// TestDeviceDirectory: no system takes workers/nul for something else.
func TestDeviceDirectory(t *testing.T) {
	inv := inventoryOf(t, "    workers: [{name: nul, source: a}]\n")
	files, _ := generate(t, inv, schema.V5)
	assert.Contains(t, files, "workers/_nul/placeholder.mjs")
	assert.Contains(t, string(files["worker.tf"]), `file("${path.module}/workers/_nul/placeholder.mjs")`)
}
