package plan

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// hidden is what stands for a secret in every format.
const hidden = "(sensitive value)"

func (secret) String() string { return hidden }

// MarshalJSON keeps the digest out of every output.
func (secret) MarshalJSON() ([]byte, error) { return json.Marshal(hidden) }

func hide(v any) any {
	b, err := json.Marshal(v)
	if err != nil {
		b = []byte("?")
	}
	return secret{sha256.Sum256(b)}
}

// A redaction knows the secrets of a state. Terraform marks a path as
// sensitive and prints a copy of the value elsewhere in clear; here every value
// that is equal to a secret is hidden too.
type redaction struct {
	values map[string]bool
	// marks are the paths that the state itself marks, by address.
	marks map[string][][]any
	// learning: the values of the secrets are not known yet.
	learning bool
}

func newRedaction(states ...*state.State) *redaction {
	r := &redaction{values: map[string]bool{}, marks: map[string][][]any{}, learning: true}
	for _, st := range states {
		for _, v := range st.Secrets {
			r.learn(v)
		}
		for _, in := range st.Instances {
			if in.Sensitive != nil {
				r.marks[in.Address+in.Deposed] = in.Sensitive
			}
			r.walk(in.Attributes, nil, shapesOf(in.Type), in.Sensitive, func(v any) any { r.learn(v); return v })
		}
	}
	r.learning = false
	return r
}

// learn takes every text within a secret value.
func (r *redaction) learn(v any) {
	switch v := v.(type) {
	case string:
		if v != "" {
			r.values[v] = true
		}
	case []any:
		for _, e := range v {
			r.learn(e)
		}
	case map[string]any:
		for _, e := range v {
			r.learn(e)
		}
	}
}

func shapesOf(resourceType string) []*provider.Shape {
	var out []*provider.Shape
	for _, t := range schema.Targets() {
		if s := provider.Of(t, resourceType); s != nil {
			out = append(out, s)
		}
	}
	return out
}

// apply hides the secrets in both sides of all changes.
func (r *redaction) apply(d *Diff) {
	for _, c := range d.Changes {
		shapes := shapesOf(c.Type)
		address := c.Address
		if c.Previous != "" {
			address = c.Previous
		}
		marks := r.marks[address+c.Deposed]
		same := sameMap(c.Before, c.After)
		c.Before = r.hidden(c.Before, shapes, marks)
		if same {
			c.After = c.Before
		} else {
			c.After = r.hidden(c.After, shapes, marks)
		}
		for i, reason := range c.Reasons {
			for value := range r.values {
				if len(value) >= 8 && strings.Contains(reason, value) {
					reason = strings.ReplaceAll(reason, value, hidden)
				}
			}
			c.Reasons[i] = reason
		}
	}
}

// sameMap says whether two maps are one.
func sameMap(a, b map[string]any) bool {
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

func (r *redaction) hidden(v map[string]any, shapes []*provider.Shape, marks [][]any) map[string]any {
	if v == nil {
		return nil
	}
	out, _ := r.walk(v, nil, shapes, marks, hide)
	m, _ := out.(map[string]any)
	return m
}

// walk applies f to every secret within a value. A value without a secret in
// it is given back as it is, and not as a copy.
func (r *redaction) walk(v any, path []any, shapes []*provider.Shape, marks [][]any, f func(any) any) (out any, changed bool) {
	if _, is := v.(secret); is || isEmpty(v, nil) {
		return v, false
	}
	if len(path) > 0 && (isSensitive(shapes) || marked(marks, path)) {
		return f(v), true
	}
	switch v := v.(type) {
	case string:
		if r.values[v] {
			return f(v), true
		}
	case []any:
		for i, e := range v {
			n, differs := r.walk(e, append(path, int64(i)), shapesBelow(shapes, nil), marks, f)
			if differs && !changed {
				out, changed = slices.Clone(v), true
			}
			if differs {
				out.([]any)[i] = n
			}
		}
	case map[string]any:
		sort, _ := v["type"].(string)
		if sort == "plain_text" && r.learning {
			return v, false // hidden where it stands; what equals it is no secret
		}
		for k, e := range v {
			var n any
			var differs bool
			if (sort == "secret_text" || sort == "secret_key") && k != "type" && k != "name" && !isEmpty(e, nil) {
				n, differs = f(e), true
			} else {
				n, differs = r.walk(e, append(path, k), shapesBelow(shapes, k), marks, f)
			}
			if differs && !changed {
				out, changed = maps.Clone(v), true
			}
			if differs {
				out.(map[string]any)[k] = n
			}
		}
	}
	if !changed {
		return v, false
	}
	return out, true
}

func isSensitive(shapes []*provider.Shape) bool {
	return slices.ContainsFunc(shapes, func(s *provider.Shape) bool { return s.Sensitive })
}

func shapesBelow(shapes []*provider.Shape, step any) []*provider.Shape {
	var out []*provider.Shape
	for _, s := range shapes {
		var next *provider.Shape
		if name, is := step.(string); is {
			next = below(s, name)
		} else {
			next = elem(s)
		}
		if next != nil {
			out = append(out, next)
		}
	}
	return out
}

// marked says whether a state marks a path. A set has no indices, so a mark
// below one covers all its elements.
func marked(marks [][]any, path []any) bool {
	return slices.ContainsFunc(marks, func(m []any) bool { return slices.Equal(m, path) })
}
