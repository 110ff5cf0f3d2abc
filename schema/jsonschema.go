package schema

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// JSONSchema describes the inventory to editors: draft 2020-12, made from the
// same tables that the reader uses. It completes and explains; the reader
// alone decides.
func JSONSchema(reg *Registry) []byte {
	account := reg.Kind("account")
	top := objectSchema(topFields)
	props := top["properties"].(map[string]any)
	props[account.Section] = map[string]any{"type": "array", "minItems": 1, "items": map[string]any{"$ref": "#/$defs/" + account.Name}, "description": account.Doc}
	top["required"] = []string{"cfdr", account.Section}
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["title"] = "cfdr inventory"
	top["description"] = "What one or more Cloudflare accounts hold, and what people know about it."
	defs := map[string]any{}
	for _, k := range reg.Kinds() {
		defs[k.Name] = kindSchema(reg, k)
	}
	top["$defs"] = defs
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(top); err != nil {
		panic(err) // maps, slices and strings always encode
	}
	return b.Bytes()
}

func sectionSchema(k *Kind) map[string]any {
	ref := map[string]any{"$ref": "#/$defs/" + k.Name}
	switch k.Shape {
	case List:
		return map[string]any{"type": []string{"array", "null"}, "items": ref, "description": k.Doc}
	case Table:
		return map[string]any{"type": []string{"object", "null"}, "additionalProperties": fieldSchema(&k.Fields[1]), "description": k.Doc}
	}
	return orNull(ref)
}

// orNull takes what a schema takes, and a key without a value, which is as good
// as none.
func orNull(s map[string]any) map[string]any {
	null := map[string]any{"type": "null"}
	if enum, ok := s["enum"].([]any); ok {
		s["enum"] = append(enum, nil)
	}
	switch t := s["type"].(type) {
	case string:
		s["type"] = []string{t, "null"}
	case []string:
		s["type"] = append(t[:len(t):len(t)], "null")
	default:
		for _, of := range []string{"anyOf", "oneOf"} {
			if list, ok := s[of].([]any); ok {
				s[of] = append(list[:len(list):len(list)], null)
				return s
			}
		}
		if len(s) > 0 {
			return map[string]any{"anyOf": []any{s, null}}
		}
	}
	return s
}

func kindSchema(reg *Registry, k *Kind) map[string]any {
	if k.Shape == Whole {
		return fieldSchema(&k.Fields[0])
	}
	fields := slices.Clone(noteFields)
	if k.Parent == "" {
		fields = append(fields, accountFields...)
	}
	fields = append(fields, k.Fields...) // they take the place of notes of their name
	s := objectSchema(fields)
	s["description"] = k.Doc
	props := s["properties"].(map[string]any)
	if k.ID.Pattern != nil {
		// An id of digits alone needs no quotes.
		props["id"] = map[string]any{"type": []string{"string", "number", "null"}, "pattern": k.ID.Pattern.String(), "description": "The id Cloudflare gave it: " + k.ID.Form + ". Left out when it is not known."}
	}
	for _, child := range reg.Children(k.Name) {
		props[child.Section] = sectionSchema(child)
	}
	return s
}

func objectSchema(fields []Field) map[string]any {
	props, needed := map[string]any{}, []string{}
	for i := range fields {
		if fields[i].Secret {
			continue // an editor must not ask for it
		}
		props[fields[i].Name] = fieldSchema(&fields[i])
		if fields[i].Required {
			needed = append(needed, fields[i].Name)
		}
	}
	s := map[string]any{"type": "object", "properties": props, "additionalProperties": false}
	if len(needed) > 0 {
		s["required"] = needed
	}
	return s
}

func fieldSchema(f *Field) map[string]any {
	item := elementSchema(f)
	switch f.Many {
	case ListOf, SetOf:
		item = map[string]any{"type": "array", "items": item}
	case MapOf:
		item = map[string]any{"type": "object", "additionalProperties": item}
	}
	if !f.Required {
		item = orNull(item)
	}
	item["description"] = f.Doc
	if f.Default != nil {
		item["default"] = f.Default
	}
	return item
}

func elementSchema(f *Field) map[string]any {
	switch {
	case f.Variants != nil:
		var of []any
		for i := range f.Variants {
			v := &f.Variants[i]
			s := objectSchema(v.Fields)
			s["properties"].(map[string]any)[f.Tag] = map[string]any{"const": v.Name, "description": v.Doc}
			needed, _ := s["required"].([]string)
			s["required"] = append([]string{f.Tag}, needed...)
			of = append(of, s)
		}
		return map[string]any{"oneOf": of}
	case f.Fields != nil:
		s := objectSchema(f.Fields)
		if f.Short == "" {
			return s
		}
		short := findField(f.Fields, f.Short)
		return map[string]any{"anyOf": []any{elementSchema(short), s}}
	}
	switch f.Type {
	case cty.Bool:
		return map[string]any{"type": "boolean"}
	case cty.Number:
		return map[string]any{"type": "number"}
	case cty.DynamicPseudoType:
		return map[string]any{}
	}
	// Text that looks like a number or a date needs no quotes in YAML.
	s := map[string]any{"type": []string{"string", "number"}}
	if f.Enum != nil {
		values := make([]any, len(f.Enum))
		for i, v := range f.Enum {
			values[i] = v
		}
		s = map[string]any{"type": "string", "enum": values}
	}
	if f.Ref != nil {
		s["title"] = "the name of a " + strings.ReplaceAll(f.Ref.Kind, "_", " ")
	}
	return s
}
