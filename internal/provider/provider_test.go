package provider_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// TestKinds finds types that a kind uses and that are not told in full. An
// alias may be a type of the other target only: a state that was migrated had
// it.
func TestKinds(t *testing.T) {
	for _, k := range kinds.Registry().Kinds() {
		for _, target := range schema.Targets() {
			r := k.On(target)
			if r.Type != "" && assert.True(t, provider.Has(target, r.Type), "%s: provider %s has no %s", k.Name, target, r.Type) {
				assert.False(t, provider.Of(target, r.Type).Partial, "%s: %s of provider %s is told in part", k.Name, r.Type, target)
			}
			for _, alias := range r.Aliases {
				known := slices.ContainsFunc(schema.Targets(), func(t schema.Target) bool { return provider.Has(t, alias) })
				assert.True(t, known, "%s: no provider has %s", k.Name, alias)
				if s := provider.Of(target, alias); s != nil {
					assert.False(t, s.Partial, "%s: %s of provider %s is told in part", k.Name, alias, target)
				}
			}
		}
	}
}

// TestShapes finds shapes that contradict themselves.
func TestShapes(t *testing.T) {
	for _, target := range schema.Targets() {
		for _, name := range provider.Types(target) {
			resource := provider.Of(target, name)
			whole := resource.Partial
			each(resource, string(target)+" "+name, func(s *provider.Shape, at string) {
				switch s.Sort {
				case "object":
					assert.True(t, s.Fields != nil && s.Elem == nil, at)
				case "list", "set", "map":
					assert.True(t, s.Fields == nil && s.Elem != nil, at)
				default:
					assert.Contains(t, []string{"string", "number", "bool", "dynamic"}, s.Sort, at)
					assert.True(t, s.Fields == nil && s.Elem == nil, at)
				}
				assert.False(t, s.Required && (s.Optional || s.Computed), "%s is required and something else", at)
				assert.False(t, s.Block && s.Required == s.Optional, "%s is a block that nobody can write", at)
				assert.False(t, s.Max > 0 && !s.Block, "%s is counted and no block", at)
				assert.Equal(t, s == resource && whole, s.Partial, at)
			})
			for argument, s := range resource.Fields {
				assert.True(t, s.Required || s.Optional || s.Computed, "%s of %s %s has no nature", argument, target, name)
			}
			if whole {
				hasSecret(t, resource, string(target)+" "+name, true)
			}
		}
	}
}

// each calls f for a shape and all that is within.
func each(s *provider.Shape, at string, f func(s *provider.Shape, at string)) {
	f(s, at)
	if s.Elem != nil {
		each(s.Elem, at+"[]", f)
	}
	for name, field := range s.Fields {
		each(field, at+"."+name, f)
	}
}

// hasSecret finds arguments of a partial shape that lead to no secret. The
// resource itself may have none.
func hasSecret(t *testing.T, s *provider.Shape, at string, top bool) {
	t.Helper()
	if s.Sensitive {
		return
	}
	object := s
	for object.Elem != nil {
		object = object.Elem
	}
	assert.True(t, top || len(object.Fields) > 0, "%s leads to no secret", at)
	for name, field := range object.Fields {
		hasSecret(t, field, at+"."+name, false)
	}
}

// Words for the natures below.
func required(s provider.Shape) *provider.Shape { s.Required = true; return &s }
func optional(s provider.Shape) *provider.Shape { s.Optional = true; return &s }
func computed(s provider.Shape) *provider.Shape { s.Computed = true; return &s }
func either(s provider.Shape) *provider.Shape   { s.Optional = true; return computed(s) }
func replaces(s *provider.Shape) *provider.Shape {
	s.Replaces = true
	return s
}
func sensitive(s *provider.Shape) *provider.Shape {
	s.Sensitive = true
	return s
}
func kept(s *provider.Shape) *provider.Shape {
	s.Kept = true
	return s
}
func deprecated(s *provider.Shape) *provider.Shape {
	s.Deprecated = true
	return s
}
func list(of provider.Shape) provider.Shape  { return provider.Shape{Sort: "list", Elem: &of} }
func set(of provider.Shape) provider.Shape   { return provider.Shape{Sort: "set", Elem: &of} }
func table(of provider.Shape) provider.Shape { return provider.Shape{Sort: "map", Elem: &of} }
func object(f fields) provider.Shape         { return provider.Shape{Sort: "object", Fields: f} }

type fields map[string]*provider.Shape

// and adds optional arguments of one type.
func (f fields) and(s provider.Shape, names ...string) fields {
	f = maps.Clone(f)
	for _, name := range names {
		f[name] = optional(s)
	}
	return f
}

func resource(f fields) *provider.Shape {
	s := object(f)
	return &s
}

// block is a list or a set of blocks.
func block(s provider.Shape, most int) *provider.Shape {
	s.Block, s.Max, s.Optional = true, most, true
	return &s
}

var (
	text    = provider.Shape{Sort: "string"}
	number  = provider.Shape{Sort: "number"}
	boolean = provider.Shape{Sort: "bool"}
)

func TestD1Database(t *testing.T) {
	assert.Equal(t, resource(fields{
		"account_id":            replaces(required(text)),
		"created_at":            computed(text),
		"file_size":             computed(number),
		"id":                    computed(text),
		"jurisdiction":          replaces(optional(text)),
		"name":                  replaces(required(text)),
		"num_tables":            computed(number),
		"primary_location_hint": kept(replaces(optional(text))),
		"read_replication":      optional(object(fields{"mode": required(text)})),
		"uuid":                  computed(text),
		"version":               computed(text),
	}), provider.Of(schema.V5, "cloudflare_d1_database"))
	assert.Equal(t, resource(fields{
		"account_id": replaces(required(text)),
		"id":         computed(text),
		"name":       replaces(required(text)),
		"version":    computed(text),
	}), provider.Of(schema.V4, "cloudflare_d1_database"))
}

func TestRecord(t *testing.T) {
	assert.Equal(t, resource(fields{
		"allow_overwrite": kept(optional(boolean)),
		"content":         either(text),
		"created_on":      computed(text),
		"hostname":        computed(text),
		"id":              either(text),
		"metadata":        computed(table(text)),
		"modified_on":     computed(text),
		"name":            kept(replaces(required(text))),
		"proxiable":       computed(boolean),
		"tags":            optional(set(text)),
		"ttl":             either(number),
		"type":            replaces(required(text)),
		"value":           deprecated(either(text)),
		"zone_id":         replaces(required(text)),
		"data": block(list(object(fields{}.
			and(number, "algorithm", "altitude", "digest_type", "key_tag", "lat_degrees", "lat_minutes", "lat_seconds", "long_degrees", "long_minutes", "long_seconds", "matching_type", "order", "port", "precision_horz", "precision_vert", "preference", "priority", "protocol", "selector", "size", "type", "usage", "weight").
			and(text, "certificate", "content", "digest", "fingerprint", "flags", "lat_direction", "long_direction", "name", "proto", "public_key", "regex", "replacement", "service", "tag", "target", "value"))), 1),
		"timeouts": block(object(fields{}.and(text, "create", "update")), 0),
	}.and(boolean, "proxied").and(number, "priority").and(text, "comment")),
		provider.Of(schema.V4, "cloudflare_record"))
	assert.Nil(t, provider.Of(schema.V5, "cloudflare_record"))
}

func TestDNSRecord(t *testing.T) {
	assert.Equal(t, resource(fields{
		"comment_modified_on": computed(text),
		"content":             either(text),
		"created_on":          computed(text),
		"id":                  computed(text),
		"meta":                computed(text),
		"modified_on":         computed(text),
		"name":                required(text),
		"proxiable":           computed(boolean),
		"proxied":             either(boolean),
		"tags":                either(set(text)),
		"tags_modified_on":    computed(text),
		"ttl":                 required(number),
		"type":                replaces(required(text)),
		"zone_id":             replaces(required(text)),
		"data": optional(object(fields{}.
			and(number, "algorithm", "altitude", "digest_type", "key_tag", "lat_degrees", "lat_minutes", "lat_seconds", "long_degrees", "long_minutes", "long_seconds", "matching_type", "order", "port", "precision_horz", "precision_vert", "preference", "priority", "protocol", "selector", "size", "type", "usage", "weight").
			and(provider.Shape{Sort: "dynamic"}, "flags").
			and(text, "certificate", "digest", "fingerprint", "lat_direction", "long_direction", "public_key", "regex", "replacement", "service", "tag", "target", "value"))),
		"settings": either(object(fields{"flatten_cname": either(boolean), "ipv4_only": either(boolean), "ipv6_only": either(boolean)})),
	}.and(boolean, "private_routing").and(number, "priority").and(text, "comment")),
		provider.Of(schema.V5, "cloudflare_dns_record"))
	assert.Nil(t, provider.Of(schema.V4, "cloudflare_dns_record"))
}

func TestWorkersScript(t *testing.T) {
	binding := func(f fields) *provider.Shape { return block(set(object(f)), 0) }
	assert.Equal(t, resource(fields{
		"account_id":                required(text),
		"compatibility_flags":       either(set(text)),
		"content":                   required(text),
		"id":                        either(text),
		"name":                      replaces(required(text)),
		"tags":                      either(set(text)),
		"analytics_engine_binding":  binding(fields{"dataset": required(text), "name": required(text)}),
		"d1_database_binding":       binding(fields{"database_id": required(text), "name": required(text)}),
		"hyperdrive_config_binding": binding(fields{"binding": required(text), "id": required(text)}),
		"kv_namespace_binding":      binding(fields{"name": required(text), "namespace_id": required(text)}),
		"placement":                 binding(fields{"mode": required(text)}),
		"plain_text_binding":        binding(fields{"name": required(text), "text": required(text)}),
		"queue_binding":             binding(fields{"binding": required(text), "queue": required(text)}),
		"r2_bucket_binding":         binding(fields{"bucket_name": required(text), "name": required(text)}),
		"secret_text_binding":       binding(fields{"name": required(text), "text": sensitive(required(text))}),
		"service_binding":           binding(fields{"environment": optional(text), "name": required(text), "service": required(text)}),
		"webassembly_binding":       binding(fields{"module": required(text), "name": required(text)}),
	}.and(boolean, "logpush", "module").and(text, "compatibility_date", "dispatch_namespace")),
		provider.Of(schema.V4, "cloudflare_workers_script"))

	five := provider.Of(schema.V5, "cloudflare_workers_script")
	assert.Equal(t, replaces(required(text)), five.At("script_name"))
	assert.Equal(t, replaces(required(text)), five.At("account_id"))
	assert.Equal(t, optional(object(fields{
		"asset_manifest_sha256": computed(text),
		"jwt":                   sensitive(optional(text)),
		"config": optional(object(fields{"serve_directly": deprecated(optional(boolean))}.and(provider.Shape{Sort: "dynamic"}, "run_worker_first").
			and(text, "headers", "html_handling", "not_found_handling", "redirects"))),
	}.and(text, "directory"))), five.At("assets"))
	assert.Equal(t, optional(table(object(fields{
		"cache": optional(object(fields{"enabled": required(boolean)})),
		"type":  required(text),
	}))), five.At("exports"))
	assert.Equal(t, sensitive(optional(text)), five.At("bindings", 0, "text"))
}

func TestAt(t *testing.T) {
	script := provider.Of(schema.V5, "cloudflare_workers_script")
	setting := provider.Of(schema.V5, "cloudflare_zone_setting")
	record := provider.Of(schema.V4, "cloudflare_record")
	assert.Same(t, script, script.At())
	for name, tc := range map[string]struct {
		s    *provider.Shape
		path []any
		want *provider.Shape
	}{
		"attribute":               {record, []any{"ttl"}, either(number)},
		"within a block":          {record, []any{"data", int64(0), "port"}, optional(number)},
		"element of a set":        {record, []any{"tags", uint8(7)}, &text},
		"value of a map":          {record, []any{"metadata", "any key"}, &text},
		"within a map":            {script, []any{"exports", "Main", "cache", "enabled"}, required(boolean)},
		"not there":               {record, []any{"colour"}, nil},
		"below what is not":       {record, []any{"colour", 0, "red"}, nil},
		"below a string":          {record, []any{"name", "first"}, nil},
		"below a dynamic value":   {setting, []any{"value", "min_tls"}, nil},
		"a name for an element":   {record, []any{"data", "port"}, nil},
		"an element for a name":   {record, []any{0}, nil},
		"a number that is no int": {record, []any{"data", 0.0}, nil},
		"of nothing":              {nil, []any{"name"}, nil},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tc.want, tc.s.At(tc.path...)) })
	}
}

// Resources that no kind uses keep their secrets too.
func TestPartial(t *testing.T) {
	s := object(fields{
		"assets": optional(object(fields{"jwt": sensitive(optional(text))})),
		"bindings": optional(list(object(fields{
			"key_base64": sensitive(optional(text)), "key_jwk": sensitive(optional(text)), "text": sensitive(optional(text)),
		}))),
	})
	s.Partial = true
	assert.Equal(t, &s, provider.Of(schema.V5, "cloudflare_worker_version"))
	assert.Equal(t, &provider.Shape{Sort: "object", Partial: true, Fields: map[string]*provider.Shape{}}, provider.Of(schema.V5, "cloudflare_account"))
}

func TestTypes(t *testing.T) {
	four, five := provider.Types(schema.V4), provider.Types(schema.V5)
	assert.True(t, slices.IsSorted(four))
	assert.Len(t, four, 170)
	assert.True(t, slices.IsSorted(five))
	assert.Len(t, five, 257)
	assert.True(t, provider.Has(schema.V4, "cloudflare_record"))
	assert.False(t, provider.Has(schema.V5, "cloudflare_record"))
	for _, target := range []schema.Target{schema.API, "6", ""} {
		assert.Nil(t, provider.Of(target, "cloudflare_zone"))
		assert.Empty(t, provider.Types(target))
	}
}
