package provider

// A Shape is what the schema of a provider says of a value: of a resource, of
// one of its arguments, or of what is within one.
type Shape struct {
	// Sort is "object", "map", "list", "set", "string", "number", "bool" or
	// "dynamic".
	Sort string
	// Block: written as nested blocks, a list, a set or a single one of them.
	Block bool
	// Max is how many nested blocks there may be, 0 for any number.
	Max int
	// Required and Optional: a configuration can set it. Computed: the provider
	// fills it in where nobody does. A part of a type that is described as a
	// whole has none of them; the argument it is in has.
	Required, Optional, Computed bool
	// Default is what the older SDK of provider 4 sets where a configuration
	// says nothing, as text; empty where there is none.
	Default string
	// Sensitive values are never shown, nor is anything within them.
	Sensitive bool
	// Replaces: a change of it, or of anything within, makes the provider
	// destroy the object and create it again.
	Replaces bool
	// Kept: a refresh does not read it, so that the state keeps what it has,
	// however the object is now.
	Kept bool
	// Stays: where the object no longer has it, a refresh leaves it in the state, or
	// makes it empty or false there where an import has null.
	Stays bool
	// Filled: the provider plans a value of its own where the state has null, and
	// a refresh leaves the null.
	Filled bool
	// Deprecated says that the provider warns of a configuration that sets it.
	Deprecated bool
	// Partial: of this resource type only what is sensitive is told.
	Partial bool
	// Fields are the attributes and nested blocks of an object.
	Fields map[string]*Shape
	// Elem is the shape of each element of a list, a set or a map.
	Elem *Shape
}

// ComputedOnly says whether no configuration can set it.
func (s *Shape) ComputedOnly() bool { return s.Computed && !s.Optional && !s.Required }

// At finds the shape below, by steps: a string is an attribute or a key of a
// map, an integer of any type is an element. It is nil where there is none; a
// dynamic value has nothing below it that is known.
func (s *Shape) At(path ...any) *Shape {
	for _, step := range path {
		if s == nil {
			return nil
		}
		s = s.step(step)
	}
	return s
}

func (s *Shape) step(step any) *Shape {
	switch step := step.(type) {
	case string:
		switch s.Sort {
		case "object":
			return s.Fields[step]
		case "map":
			return s.Elem
		}
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64:
		if s.Sort == "list" || s.Sort == "set" {
			return s.Elem
		}
	}
	return nil
}
