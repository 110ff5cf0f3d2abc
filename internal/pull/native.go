package pull

import (
	"encoding/json"
	"maps"
	"strconv"
)

// native replaces the numbers of JSON by those of the inventory.
func native(v any) any {
	switch v := v.(type) {
	case json.Number:
		return number(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = native(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			if e != nil { // null says nothing
				out[k] = native(e)
			}
		}
		return out
	}
	return v
}

func number(n json.Number) any {
	if i, err := n.Int64(); err == nil {
		return i
	}
	if f, err := n.Float64(); err == nil {
		if f == float64(int64(f)) {
			return int64(f)
		}
		return f
	}
	return nil
}

func isNothing(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// textOf is a scalar as text, and empty for anything else.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return string(v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return ""
}

func cloned(m map[string]any) map[string]any { return maps.Clone(m) }
