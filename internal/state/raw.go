package state

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// reader collects what the ways of writing a state have in common.
type reader struct {
	state     *State
	modules   map[string]string
	providers map[string]providerConfig
	seen      map[string]struct{}
}

func newReader(source string) *reader {
	return &reader{
		state:     &State{Source: source},
		modules:   map[string]string{"": ""},
		providers: map[string]providerConfig{},
		seen:      map[string]struct{}{},
	}
}

// add takes an instance that is complete.
func (r *reader) add(in *Instance) error {
	key := in.Address
	if in.Deposed != "" {
		key += " " + in.Deposed
	}
	if _, twice := r.seen[key]; twice {
		if in.Deposed != "" {
			return damaged("%s has two deposed instances of the same key", in.Bare)
		}
		return damaged("%s is in it twice", in.shown())
	}
	r.seen[key] = struct{}{}
	r.state.Instances = append(r.state.Instances, in)
	return nil
}

// shown is the address in a message, without a key, which may be a secret.
func (in *Instance) shown() string {
	if in.Bare == in.Address {
		return in.Address
	}
	return "an instance of " + in.Bare
}

// provider parses each form only once.
func (r *reader) provider(res *resource, s string, parse func(string) (providerConfig, bool)) (providerConfig, error) {
	config, known := r.providers[s]
	if !known {
		var ok bool
		if config, ok = parse(s); !ok {
			return config, damaged("%s has no address of a provider", res.address)
		}
		r.providers[s] = config
	}
	return config, nil
}

// readRaw reads a state file of format 4.
func readRaw(file map[string]any) (*State, error) {
	r := newReader("state")
	var err error
	if r.state.TerraformVersion, err = get[string](file, "terraform_version"); err != nil {
		return nil, err
	}
	if err = r.outputs(file); err != nil {
		return nil, err
	}
	return r.state, each(file, "resources", r.rawResource)
}

// outputs takes the values of the sensitive ones.
func (r *reader) outputs(o map[string]any) error {
	outputs, err := get[map[string]any](o, "outputs")
	if err != nil {
		return err
	}
	for _, name := range sortedKeys(outputs) {
		if err := r.secret(outputs, outputs, name); err != nil {
			return within(err, "outputs")
		}
	}
	return nil
}

// secret takes a value if its declaration calls it sensitive. A declaration may
// hold the value.
func (r *reader) secret(declarations, values map[string]any, name string) error {
	declaration, err := get[map[string]any](declarations, name)
	if err != nil {
		return err
	}
	sensitive, err := get[bool](declaration, "sensitive")
	if err != nil {
		return within(err, named(name))
	}
	value, err := get[map[string]any](values, name)
	if err != nil {
		return err
	}
	if v := value["value"]; sensitive && v != nil {
		r.state.Secrets = append(r.state.Secrets, v)
	}
	return nil
}

func (r *reader) rawResource(o map[string]any) error {
	text, err := texts(o, "mode", "module", "type", "name", "provider")
	if err != nil {
		return err
	}
	mode, provider := text[0], text[4]
	if mode == "" {
		return &misfit{"mode", "not there", "a string"}
	}
	if mode != "managed" {
		return each(o, "instances", r.rawData)
	}
	res, err := newResource(r.modules, text[1], text[2], text[3])
	if err != nil {
		return err
	}
	config, err := r.provider(res, provider, parseProvider)
	if err != nil {
		return err
	}
	return each(o, "instances", func(o map[string]any) error { return r.rawInstance(res, config, o) })
}

// rawData takes the instance of a data source that has something marked.
func (r *reader) rawData(o map[string]any) error {
	in := &Instance{}
	var err error
	if in.Sensitive, err = paths(o); err != nil || in.Sensitive == nil {
		return err
	}
	if in.Attributes, err = get[map[string]any](o, "attributes"); err != nil {
		return err
	}
	unwrap(in.Attributes)
	r.state.Data = append(r.state.Data, in)
	return nil
}

// flatError says that an instance is still as Terraform 0.11 wrote it, with all
// values as texts. What they mean only the provider knows.
func flatError(in *Instance) *Error {
	hint := "terraform apply -refresh-only writes it anew; then get the state again"
	if in.Provider == legacy("cloudflare") {
		hint = "terraform state replace-provider " + in.Provider + " cloudflare/cloudflare, and then " + hint
	}
	return &Error{in.shown() + " is in it as Terraform 0.11 wrote it", hint}
}

func (r *reader) rawInstance(res *resource, config providerConfig, o map[string]any) error {
	in, err := res.instance(o["index_key"])
	if err != nil {
		return err
	}
	in.Provider, in.Alias = config.source, config.alias
	if in.Deposed, err = get[string](o, "deposed"); err != nil {
		return err
	}
	status, err := get[string](o, "status")
	if err != nil {
		return err
	}
	in.Tainted = status == "tainted"
	if in.SchemaVersion, err = integer(o, "schema_version"); err != nil {
		return err
	}
	if in.Attributes, err = get[map[string]any](o, "attributes"); err != nil {
		return err
	}
	if flat, _ := o["attributes_flat"].(map[string]any); in.Attributes == nil && flat != nil {
		return flatError(in)
	}
	unwrap(in.Attributes)
	if in.Sensitive, err = paths(o); err != nil {
		return err
	}
	return r.add(in)
}

// paths reads the paths that are marked as sensitive.
func paths(o map[string]any) ([][]any, error) {
	const key = "sensitive_attributes"
	list, err := get[[]any](o, key)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	out := make([][]any, len(list))
	for i, e := range list {
		steps, ok := e.([]any)
		if !ok {
			return nil, &misfit{fmt.Sprintf("%s[%d]", key, i), kind(e), "an array"}
		}
		out[i] = path(steps)
	}
	return sortPaths(out), nil
}

// path reads the steps of a path. It ends in front of a step that cfdr does
// not know: then more is taken for sensitive than needs be.
func path(steps []any) []any {
	out := make([]any, 0, len(steps))
	for _, e := range steps {
		step, ok := e.(map[string]any)
		if !ok {
			return out
		}
		var value any
		switch step["type"] {
		case "get_attr":
			value, ok = step["value"].(string)
		case "index":
			index, _ := step["value"].(map[string]any)
			if value, ok = index["value"].(string); !ok {
				number, _ := index["value"].(json.Number)
				n, err := number.Int64()
				value, ok = n, err == nil
			}
		default:
			ok = false
		}
		if !ok {
			return out
		}
		out = append(out, value)
	}
	return out
}

// sortPaths sorts them step by step, numbers before names, and drops what is
// there twice.
func sortPaths(list [][]any) [][]any {
	compare := func(a, b []any) int { return slices.CompareFunc(a, b, compareSteps) }
	slices.SortFunc(list, compare)
	return slices.CompactFunc(list, func(a, b []any) bool { return compare(a, b) == 0 })
}

func compareSteps(a, b any) int {
	n, isNumber := a.(int64)
	m, both := b.(int64)
	switch {
	case isNumber && both:
		return cmp.Compare(n, m)
	case isNumber:
		return -1
	case both:
		return 1
	}
	return cmp.Compare(a.(string), b.(string))
}
