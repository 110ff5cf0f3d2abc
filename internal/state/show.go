package state

import (
	"maps"
	"slices"
)

// readShow reads what `terraform show -json` prints of a state. Without any
// resources it prints no values.
func readShow(file map[string]any) (*State, error) {
	r := newReader("terraform show -json")
	return r.state, r.shown(file)
}

// readPlan reads what `terraform show -json` prints of a plan. The state that
// it was made for is a whole one in it.
func readPlan(file map[string]any) (*State, error) {
	r := newReader("plan")
	prior, err := get[map[string]any](file, "prior_state")
	if err != nil {
		return nil, err
	}
	if err := r.shown(prior); err != nil {
		return nil, within(err, "prior_state")
	}
	if r.state.TerraformVersion, err = get[string](file, "terraform_version"); err != nil {
		return nil, err
	}
	if err := each(file, "resource_changes", r.changed); err != nil {
		return nil, err
	}
	return r.state, r.variables(file)
}

// changed takes what a plan marks in the values of a resource, before and
// after: it may mark what the state does not.
func (r *reader) changed(o map[string]any) error {
	change, err := get[map[string]any](o, "change")
	if err != nil {
		return err
	}
	for _, side := range []string{"before", "after"} {
		values, _ := change[side].(map[string]any)
		marks := sortPaths(masked(nil, nil, change[side+"_sensitive"]))
		if values != nil && marks != nil {
			r.state.Data = append(r.state.Data, &Instance{Attributes: values, Sensitive: marks})
		}
	}
	return nil
}

// shown reads a state, which may be nil.
func (r *reader) shown(file map[string]any) error {
	var err error
	if r.state.TerraformVersion, err = get[string](file, "terraform_version"); err != nil {
		return err
	}
	values, err := get[map[string]any](file, "values")
	if err != nil {
		return err
	}
	if err := r.outputs(values); err != nil {
		return within(err, "values")
	}
	root, err := get[map[string]any](values, "root_module")
	if err != nil {
		return within(err, "values")
	}
	return within(r.module(root, ""), "values.root_module")
}

// module reads the resources of a module and of those in it. The modules nest
// no deeper than JSON may.
func (r *reader) module(o map[string]any, address string) error {
	if err := each(o, "resources", func(o map[string]any) error { return r.shownInstance(o, address) }); err != nil {
		return err
	}
	return each(o, "child_modules", func(o map[string]any) error {
		address, err := get[string](o, "address")
		if err == nil && address == "" {
			err = &misfit{"address", "not there", "a string"}
		}
		if err != nil {
			return err
		}
		return r.module(o, address)
	})
}

// shownInstance reads an instance. Its address is made from the parts of it:
// Terraform 0.12 wrote less than the whole there.
func (r *reader) shownInstance(o map[string]any, module string) error {
	text, err := texts(o, "mode", "type", "name", "provider_name", "deposed_key")
	if err != nil {
		return err
	}
	mode, provider := text[0], text[3]
	if mode == "" {
		return &misfit{"mode", "not there", "a string"}
	}
	if mode != "managed" {
		in := &Instance{Sensitive: sortPaths(masked(nil, nil, o["sensitive_values"]))}
		if in.Attributes, err = get[map[string]any](o, "values"); err == nil && in.Sensitive != nil {
			r.state.Data = append(r.state.Data, in)
		}
		return err
	}
	res, err := newResource(r.modules, module, text[1], text[2])
	if err != nil {
		return err
	}
	in, err := res.instance(o["index"])
	if err != nil {
		return err
	}
	config, err := r.provider(res, provider, parseSource)
	if err != nil {
		return err
	}
	in.Provider, in.Deposed = config.source, text[4]
	if in.Tainted, err = get[bool](o, "tainted"); err != nil {
		return err
	}
	if in.SchemaVersion, err = integer(o, "schema_version"); err != nil {
		return err
	}
	if in.Attributes, err = get[map[string]any](o, "values"); err != nil {
		return err
	}
	in.Sensitive = sortPaths(masked(nil, nil, o["sensitive_values"]))
	return r.add(in)
}

// masked adds the paths below one that a mask says are sensitive.
func masked(paths [][]any, at []any, mask any) [][]any {
	switch mask := mask.(type) {
	case bool:
		if mask {
			paths = append(paths, append([]any{}, at...))
		}
	case map[string]any:
		for key, e := range mask {
			paths = masked(paths, append(at, key), e)
		}
	case []any:
		for i, e := range mask {
			paths = masked(paths, append(at, int64(i)), e)
		}
	case nil:
	default: // not understood, so it may mean what it should
		paths = append(paths, append([]any{}, at...))
	}
	return paths
}

// variables takes the values of those that the configuration calls sensitive.
func (r *reader) variables(file map[string]any) error {
	values, err := get[map[string]any](file, "variables")
	if err != nil {
		return err
	}
	configuration, err := get[map[string]any](file, "configuration")
	if err != nil {
		return err
	}
	root, err := get[map[string]any](configuration, "root_module")
	if err != nil {
		return within(err, "configuration")
	}
	declared, err := get[map[string]any](root, "variables")
	if err != nil {
		return within(err, "configuration.root_module")
	}
	for _, name := range sortedKeys(values) {
		if err := r.secret(declared, values, name); err != nil {
			return within(err, "variables")
		}
	}
	return nil
}

func sortedKeys(o map[string]any) []string { return slices.Sorted(maps.Keys(o)) }
