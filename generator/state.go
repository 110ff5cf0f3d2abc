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
