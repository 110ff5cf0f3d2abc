package generator

import (
	"strings"

	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// holding says what an instance is, for a person.
func holding(in *state.Instance) string {
	if id, ok := in.Attributes["id"].(string); ok {
		return "id " + id
	}
	return "something else"
}

// matchState finds the item that an instance of a state is.
func (s *Survey) matchState(in *state.Instance) *Item {
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
