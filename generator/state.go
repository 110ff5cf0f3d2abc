package generator

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/cfdr/cfdr/schema"
)

// A State is what generate has to know of a Terraform state: which addresses
// it holds, and of what. The whole of a state is read elsewhere.
type State struct {
	Instances []Instance
}

// An Instance is one instance of a managed resource.
type Instance struct {
	// Address with module and index; Bare is without the index, which is all
	// that a removed block takes.
	Address, Bare string
	Type          string
	Deposed       bool
	// Cloudflare says whether its provider is cloudflare/cloudflare.
	Cloudflare bool
	Attributes map[string]any
}

func (in *Instance) describe() string {
	if id, ok := in.Attributes["id"].(string); ok {
		return "id " + id
	}
	return "something else"
}

// ParseState reads a state file of format 4, as Terraform writes it.
func ParseState(b []byte) (*State, error) {
	var file struct {
		Version   int `json:"version"`
		Resources []struct {
			Module    string `json:"module"`
			Mode      string `json:"mode"`
			Type      string `json:"type"`
			Name      string `json:"name"`
			Provider  string `json:"provider"`
			Instances []struct {
				IndexKey   any            `json:"index_key"`
				Deposed    string         `json:"deposed"`
				Attributes map[string]any `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("it is not a Terraform state: %w", err)
	}
	if file.Version != 4 {
		return nil, fmt.Errorf("it has state format %d; cfdr reads format 4, which Terraform writes since 0.12", file.Version)
	}
	s := new(State)
	for _, r := range file.Resources {
		if r.Mode != "managed" {
			continue
		}
		bare := r.Type + "." + r.Name
		if r.Module != "" {
			bare = r.Module + "." + bare
		}
		if !isAddress(bare) {
			return nil, fmt.Errorf("it is not a Terraform state: %q is no address", bare)
		}
		for _, in := range r.Instances {
			address := bare
			switch key := in.IndexKey.(type) {
			case string:
				address += "[" + quoted(key) + "]"
			case float64:
				address += fmt.Sprintf("[%d]", int(key))
			}
			s.Instances = append(s.Instances, Instance{
				Address: address, Bare: withoutIndexes(bare), Type: r.Type,
				Deposed:    in.Deposed != "",
				Cloudflare: strings.HasSuffix(strings.SplitN(r.Provider, "]", 2)[0], "/cloudflare/cloudflare\""),
				Attributes: in.Attributes,
			})
		}
	}
	return s, nil
}

// isAddress says whether a text is an address, and not something that would
// end the block which it is written into.
func isAddress(s string) bool {
	_, diags := hclsyntax.ParseTraversalAbs([]byte(s), "", hcl.InitialPos)
	return !diags.HasErrors() && !strings.ContainsAny(s, "\n\r") && plainAddress.MatchString(withoutIndexes(s))
}

var plainAddress = regexp.MustCompile(`^[\pL_][\pL\pN_-]*(\.[\pL_][\pL\pN_-]*)+$`)

// withoutIndexes drops the instance keys of modules, which a removed block
// does not take.
func withoutIndexes(address string) string {
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

// matchState finds the item that an instance of a state is.
func (s *Survey) matchState(in Instance) *Item {
	k := s.Inventory.Registry().ByType(s.Target, in.Type)
	if k == nil {
		return nil
	}
	if s.stateIndex == nil {
		s.stateIndex = map[stateKey][]*Item{}
		for _, it := range s.Items {
			if v := s.stateValue(it); v != "" {
				key := stateKey{it.Kind.On(s.Target).Type, v}
				s.stateIndex[key] = append(s.stateIndex[key], it)
			}
		}
	}
	res := k.On(s.Target)
	value, _ := in.Attributes[orText(res.StateID, "id")].(string)
	for _, it := range s.stateIndex[stateKey{res.Type, value}] {
		if within(in.Attributes, "account_id", s.Account.ID) && (it.Up("zone") == nil || within(in.Attributes, "zone_id", it.Up("zone").ID)) {
			return it
		}
	}
	return nil
}

type stateKey struct{ resourceType, value string }

func within(attributes map[string]any, name, want string) bool {
	have, ok := attributes[name].(string)
	return !ok || want == "" || have == "" || have == want
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// stateValue is what a state holds under the StateID of an item's resource.
func (s *Survey) stateValue(it *Item) string {
	template := orText(it.Kind.On(s.Target).StateIDValue, "{id}")
	for _, hole := range holes(template) {
		at, field := s.locate(it.Object, hole)
		if at == nil {
			return ""
		}
		value := at.ID
		if field != "id" {
			value = valueText(at, field)
		} else if at.Kind.ID == schema.ByName {
			value = at.Name
		}
		template = strings.Replace(template, "{"+hole+"}", value, 1)
	}
	return template
}
