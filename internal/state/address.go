package state

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// IsAddress says whether a text is an address, and not something that would
// end the block which it is written into.
func IsAddress(s string) bool {
	_, diags := hclsyntax.ParseTraversalAbs([]byte(s), "", hcl.InitialPos)
	return !diags.HasErrors() && !strings.ContainsAny(s, "\n\r") && plainAddress.MatchString(Bare(s))
}

var (
	plainName    = regexp.MustCompile(`^[\pL_][\pL\pN_-]*$`)
	plainAddress = regexp.MustCompile(`^[\pL_][\pL\pN_-]*(\.[\pL_][\pL\pN_-]*)+$`)
)

// Bare drops all indexes of an address, those of modules too: a removed block
// takes none.
func Bare(address string) string {
	if !strings.Contains(address, "[") {
		return address
	}
	var b strings.Builder
	depth, inString := 0, false
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case depth > 0 && inString && c == '\\':
			i++
			continue
		case depth > 0 && c == '"':
			inString = !inString
		case !inString && c == '[':
			depth++
		}
		if depth == 0 {
			b.WriteByte(c)
		}
		if !inString && c == ']' && depth > 0 {
			depth--
		}
	}
	return b.String()
}

// isName says whether a text is a name of ASCII, which needs no more checks
// wherever in an address it stands.
func isName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
		case i > 0 && (c >= '0' && c <= '9' || c == '-'):
		default:
			return false
		}
	}
	return s != ""
}

// A resource is what the instances of a resource have in common.
type resource struct {
	module, kind, name string
	address, bare      string
}

// newResource checks that the address is one. The modules that were checked
// are remembered with what they are without indexes.
func newResource(modules map[string]string, module, kind, name string) (*resource, error) {
	r := &resource{module: module, kind: kind, name: name, address: kind + "." + name}
	if module != "" {
		r.address = module + "." + r.address
	}
	bare, known := modules[module]
	if !known || !isName(kind) || !isName(name) {
		if !plainName.MatchString(kind) || !plainName.MatchString(name) || !isModule(module) || !IsAddress(r.address) {
			return nil, &misfit{"", "no address", "the address of a resource"} // which may hold a secret
		}
		bare = Bare(module)
		modules[module] = bare
	}
	r.bare = kind + "." + name
	if bare != "" {
		r.bare = bare + "." + r.bare
	}
	return r, nil
}

// isModule says whether an address is one of a module instance, which is a
// chain of "module.NAME".
func isModule(s string) bool {
	if s == "" {
		return true
	}
	parts := strings.Split(Bare(s), ".")
	for i := 0; i < len(parts); i += 2 {
		if parts[i] != "module" {
			return false
		}
	}
	return len(parts)%2 == 0
}

// instance makes one with its address.
func (r *resource) instance(index any) (*Instance, error) {
	in := &Instance{Address: r.address, Bare: r.bare, Module: r.module, Type: r.kind, Name: r.name}
	switch index := index.(type) {
	case nil:
	case string:
		in.Index = index
		in.Address += "[" + quoted(index) + "]"
	case json.Number:
		n, err := index.Int64()
		if err != nil || n < 0 {
			return nil, damaged("%s has an index that is no whole number", r.address)
		}
		in.Index = n
		in.Address += "[" + strconv.FormatInt(n, 10) + "]"
	default:
		return nil, damaged("%s has an index that is %s, and neither a number nor a string", r.address, kind(index))
	}
	return in, nil
}

// quoted is a key as Terraform writes it in an address.
func quoted(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '$' || c == '%' {
			return string(hclwrite.TokensForValue(cty.StringVal(s)).Bytes())
		}
	}
	return `"` + s + `"`
}

const aSource = `[\pL\pN._:-]+(?:/[\pL\pN._-]+){2}`

var (
	providerSource = regexp.MustCompile(`^` + aSource + `$`)
	providerToday  = regexp.MustCompile(`^(?:[\pL\pN_.-]+\.)?provider\["(` + aSource + `)"\](?:\.([\pL_][\pL\pN_-]*))?$`)
	providerLegacy = regexp.MustCompile(`^(?:[\pL\pN_.-]+\.)?provider\.([\pL_][\pL\pN_-]*)(?:\.([\pL_][\pL\pN_-]*))?$`)
)

// A providerConfig is which provider an instance is of.
type providerConfig struct{ source, alias string }

// legacy is the source address of a provider that is known by its name only,
// as Terraform 0.12 wrote it. Terraform calls it the same.
func legacy(name string) string { return "registry.terraform.io/-/" + name }

// parseProvider reads the address of a provider configuration, as a state file
// has it.
func parseProvider(s string) (providerConfig, bool) {
	if m := providerToday.FindStringSubmatch(s); m != nil {
		return providerConfig{m[1], m[2]}, true
	}
	if m := providerLegacy.FindStringSubmatch(s); m != nil {
		return providerConfig{legacy(m[1]), m[2]}, true
	}
	return providerConfig{}, false
}

// parseSource reads the source address of a provider, as `terraform show -json`
// has it.
func parseSource(s string) (providerConfig, bool) {
	if isName(s) {
		return providerConfig{legacy(s), ""}, true
	}
	return providerConfig{s, ""}, providerSource.MatchString(s)
}
