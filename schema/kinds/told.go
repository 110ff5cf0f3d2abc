package kinds

import (
	"encoding/json"
	"slices"
	"strings"
)

// What is told of a field elsewhere than under its own key. A value of another
// type than the one that is expected is given as it is: who reads it says then
// that the field could not be read.

// toldValue is what stands under a key, and nil for an empty text.
func toldValue(raw map[string]any, key string) any {
	if v := raw[key]; v != "" {
		return v
	}
	return nil
}

// toldText is a text under a key, or deeper.
func toldText(path ...string) func(map[string]any) any {
	return func(raw map[string]any) any {
		for _, key := range path[:len(path)-1] {
			raw, _ = raw[key].(map[string]any)
		}
		return toldValue(raw, path[len(path)-1])
	}
}

// toldLower is toldText in lower case.
func toldLower(key string) func(map[string]any) any {
	return func(raw map[string]any) any {
		if s, ok := raw[key].(string); ok && s != "" {
			return strings.ToLower(s)
		}
		return toldValue(raw, key)
	}
}

// toldFirst is the first of several keys that says something.
func toldFirst(keys ...string) func(map[string]any) any {
	return func(raw map[string]any) any {
		for _, key := range keys {
			if v := toldValue(raw, key); v != nil {
				return v
			}
		}
		return nil
	}
}

func onlyTrue(key string) func(map[string]any) any {
	return func(raw map[string]any) any {
		if raw[key] == true {
			return true
		}
		return nil
	}
}

// toldOrNone is a text, and "" where the API says that there is none.
func toldOrNone(key string) func(map[string]any) any {
	return func(raw map[string]any) any {
		if v, told := raw[key]; told && v == nil {
			return ""
		}
		return raw[key]
	}
}

// jsonText is a JSON value as text.
func jsonText(v any) any {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(v) != nil {
		return nil
	}
	return strings.TrimSpace(b.String())
}

// without leaves out the elements of a list of which is is true.
func without(is func(map[string]any) bool) func(any) any {
	return func(v any) any {
		list, _ := v.([]any)
		return slices.DeleteFunc(slices.Clone(list), func(e any) bool {
			m, _ := e.(map[string]any)
			return is(m)
		})
	}
}

// unlessFalse is nothing where every switch of a mapping is off.
func unlessFalse(v any) any {
	m, _ := v.(map[string]any)
	for _, e := range m {
		if e != false && e != nil {
			return v
		}
	}
	return nil
}

// unreadable stands in a list of mappings for an element that cannot be
// understood: a list, which no element may be, so that who reads it says of the
// field that a part of it is not known.
func unreadable(v any) any { return []any{v} }
