package state

import "encoding/json"

// A state file writes the value of an attribute of dynamic type together with
// its type: {"value": "on", "type": "string"}. `terraform show -json` writes
// the value alone. Only the provider's schema tells such an attribute from a
// map that happens to hold these two keys, so it is recognised by its form:
//
//   - it has exactly these two keys, the type is a type in the JSON of cty, and
//     the value is of that type;
//   - it is an attribute, or an attribute of nested objects. What is in an
//     array is not looked at: no list, set or block of a provider may hold a
//     dynamic value;
//   - what was unwrapped is taken as it is, because the type in it is complete.
//
// The actions of an e-mail route and the variables of a Pages project have the
// two keys too. Their types are "forward" or "plain_text", which are none of
// cty.

// unwrap takes the values out of an object, in place.
func unwrap(o map[string]any) {
	for key, v := range o {
		nested, ok := v.(map[string]any)
		if !ok {
			continue
		}
		if isDynamic(nested) {
			o[key] = nested["value"]
		} else {
			unwrap(nested)
		}
	}
}

func isDynamic(o map[string]any) bool {
	if len(o) != 2 {
		return false
	}
	value, ok := o["value"]
	if !ok {
		return false
	}
	t, ok := o["type"]
	return ok && isType(t) && fits(value, t)
}

// isType says whether JSON is a type as cty writes it.
func isType(t any) bool {
	switch t := t.(type) {
	case string:
		return t == "string" || t == "number" || t == "bool" || t == "dynamic"
	case []any:
		if len(t) < 2 {
			return false
		}
		switch t[0] {
		case "list", "set", "map":
			return len(t) == 2 && isType(t[1])
		case "tuple":
			types, ok := t[1].([]any)
			if !ok || len(t) != 2 {
				return false
			}
			for _, e := range types {
				if !isType(e) {
					return false
				}
			}
			return true
		case "object":
			types, ok := t[1].(map[string]any)
			// A third element lists what may be absent.
			if !ok || len(t) > 3 || len(t) == 3 && kind(t[2]) != "an array" {
				return false
			}
			for _, e := range types {
				if !isType(e) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// fits says whether a value is of a type. Null is of each.
func fits(v, t any) bool {
	if v == nil {
		return true
	}
	if name, ok := t.(string); ok {
		switch v.(type) {
		case string:
			return name == "string"
		case json.Number:
			return name == "number"
		case bool:
			return name == "bool"
		}
		return false
	}
	parts := t.([]any)
	switch parts[0] {
	case "list", "set":
		list, ok := v.([]any)
		for _, e := range list {
			ok = ok && fits(e, parts[1])
		}
		return ok
	case "map":
		entries, ok := v.(map[string]any)
		for _, e := range entries {
			ok = ok && fits(e, parts[1])
		}
		return ok
	case "tuple":
		list, ok := v.([]any)
		types := parts[1].([]any)
		if !ok || len(list) != len(types) {
			return false
		}
		for i, e := range list {
			if !fits(e, types[i]) {
				return false
			}
		}
		return true
	}
	attributes, ok := v.(map[string]any)
	types := parts[1].(map[string]any)
	if !ok || len(attributes) > len(types) {
		return false
	}
	for name, t := range types {
		e, there := attributes[name]
		if !there && len(parts) == 2 || !fits(e, t) {
			return false
		}
	}
	for name := range attributes {
		if _, known := types[name]; !known {
			return false
		}
	}
	return true
}
