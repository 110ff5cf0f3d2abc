package generator

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A State is what generate has to know of a Terraform state: which addresses
// it holds, and of what. The whole of a state is read elsewhere.
type State struct {
	Instances []Instance
	addresses map[string]bool
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

// standsFor says whether it is what the bare address stands for: Terraform
// itself takes an instance without an index and the first of a count for the
// same.
func (in *Instance) standsFor() bool {
	return in.Address == in.Bare || in.Address == in.Bare+"[0]"
}

func (s *State) has(address string) bool { return s.addresses[address] }

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
	s := &State{addresses: map[string]bool{}}
	for _, r := range file.Resources {
		if r.Mode != "managed" {
			continue
		}
		bare := r.Type + "." + r.Name
		if r.Module != "" {
			bare = r.Module + "." + bare
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
			s.addresses[address] = true
		}
	}
	return s, nil
}

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
