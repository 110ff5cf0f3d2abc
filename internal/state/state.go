package state

import "strings"

// A State is what Terraform remembers of the managed resources of a
// configuration, whichever way it was written down.
type State struct {
	// Source says what was read: "state", "terraform show -json" or "plan".
	Source string
	// TerraformVersion is the version that wrote it, empty where it is not told.
	TerraformVersion string
	// Instances in the order of the file. Data sources are not among them.
	Instances []*Instance
	// Data are the instances of data sources, of which only the marked values
	// are of use here. They have no address.
	Data []*Instance
	// Secrets are the values of sensitive outputs and variables.
	Secrets []any
}

// An Instance is one instance of a managed resource.
type Instance struct {
	// Address with module and index, as `terraform state list` prints it.
	Address string
	// Bare is the address without any index, which is all that a removed block
	// takes.
	Bare string
	// Module is the address of the module instance, empty in the root module.
	Module     string
	Type, Name string
	// Index is nil, an int64 (count) or a string (for_each).
	Index any
	// Deposed is the key of an object that a failed replacement left over,
	// empty for a current one.
	Deposed string
	// Tainted: Terraform would replace it.
	Tainted bool
	// Provider is the source address of its provider, as
	// "registry.terraform.io/cloudflare/cloudflare"; Alias the name of its
	// configuration, if it is not the default one. What a plan or
	// `terraform show -json` prints of a state does not tell the alias.
	Provider, Alias string
	SchemaVersion   int64
	// Attributes as JSON decodes them, with numbers as json.Number. A dynamic
	// value is unwrapped: {"value": …, "type": …} is the value.
	Attributes map[string]any
	// Sensitive are the paths that Terraform marked, sorted: steps are string
	// (an attribute or a key) and int64 (an index).
	Sensitive [][]any
}

// IsCloudflare says whether the provider of an instance is
// cloudflare/cloudflare, from whichever registry.
func (in *Instance) IsCloudflare() bool {
	return strings.HasSuffix(in.Provider, "/cloudflare/cloudflare")
}
