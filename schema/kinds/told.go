package kinds

import (
	"encoding/json"
	"slices"
	"strings"
)

// What is told of a field elsewhere than under its own key.

// toldText is a text under a key, or deeper.
func toldText(path ...string) func(map[string]any) any {
	return func(raw map[string]any) any {
		for _, key := range path[:len(path)-1] {
			raw, _ = raw[key].(map[string]any)
		}
		if s, ok := raw[path[len(path)-1]].(string); ok && s != "" {
			return s
		}
		return nil
	}
}

// toldLower is toldText in lower case.
func toldLower(key string) func(map[string]any) any {
	return func(raw map[string]any) any {
		s, _ := raw[key].(string)
		if s = strings.ToLower(s); s != "" {
			return s
		}
		return nil
	}
}

// toldFirst is the first of several keys that says something.
func toldFirst(keys ...string) func(map[string]any) any {
	return func(raw map[string]any) any {
		for _, key := range keys {
			if s, ok := raw[key].(string); ok && s != "" {
				return s
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
