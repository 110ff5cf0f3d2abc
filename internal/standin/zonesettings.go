package standin

import (
	"net/http"
	"slices"
)

// A setting is one zone setting with the value a new zone of the free plan has.
type setting struct {
	id    string
	value any
	fixed bool // editable is false
	alone bool // not in the list, only by its own path (terraform-provider-cloudflare v4, fetchAsSingleSetting)
}

// zoneSettings are the settings of a new zone on the free plan.
//
// Source: https://developers.cloudflare.com/api/resources/zones/subresources/settings/
var zoneSettings = []setting{
	{id: "0rtt", value: "off"},
	{id: "advanced_ddos", value: "on", fixed: true},
	{id: "aegis", value: object{"enabled": false, "pool_id": ""}, fixed: true, alone: true},
	{id: "always_online", value: "off"},
	{id: "always_use_https", value: "off"},
	{id: "automatic_https_rewrites", value: "on"},
	{id: "automatic_platform_optimization", value: object{
		"enabled": false, "cf": false, "cache_by_device_type": false, "hostnames": []any{}, "wordpress": false, "wp_plugin": false,
	}},
	{id: "binary_ast", value: "off", alone: true},
	{id: "brotli", value: "on"},
	{id: "browser_cache_ttl", value: 14400.0},
	{id: "browser_check", value: "on"},
	{id: "cache_level", value: "aggressive"},
	{id: "challenge_ttl", value: 1800.0},
	{id: "china_network_enabled", value: "off", fixed: true},
	{id: "ciphers", value: []any{}},
	{id: "cname_flattening", value: "flatten_at_root", fixed: true},
	{id: "development_mode", value: "off"},
	{id: "early_hints", value: "off"},
	{id: "edge_cache_ttl", value: 7200.0},
	{id: "email_obfuscation", value: "on"},
	{id: "filter_logs_to_cloudflare", value: "off", fixed: true},
	{id: "fonts", value: "off", alone: true},
	{id: "h2_prioritization", value: "off", fixed: true},
	{id: "hotlink_protection", value: "off"},
	{id: "http2", value: "on"},
	{id: "http3", value: "on"},
	{id: "image_resizing", value: "off", fixed: true},
	{id: "ip_geolocation", value: "on"},
	{id: "ipv6", value: "on"},
	{id: "log_to_cloudflare", value: "on", fixed: true},
	{id: "long_lived_grpc", value: "off", fixed: true},
	{id: "max_upload", value: 100.0},
	{id: "min_tls_version", value: "1.0"},
	{id: "mirage", value: "off", fixed: true},
	{id: "mobile_redirect", value: object{"status": "off", "mobile_subdomain": nil, "strip_uri": false}, fixed: true},
	{id: "nel", value: object{"enabled": true}, alone: true},
	{id: "opportunistic_encryption", value: "on"},
	{id: "opportunistic_onion", value: "on"},
	{id: "orange_to_orange", value: "off", fixed: true},
	{id: "origin_error_page_pass_thru", value: "off", fixed: true},
	{id: "origin_max_http_version", value: "2", alone: true},
	{id: "polish", value: "off", fixed: true},
	{id: "prefetch_preload", value: "off", fixed: true},
	{id: "privacy_pass", value: "on"},
	{id: "proxy_read_timeout", value: "100", fixed: true},
	{id: "pseudo_ipv4", value: "off"},
	{id: "replace_insecure_js", value: "on", alone: true},
	{id: "response_buffering", value: "off", fixed: true},
	{id: "rocket_loader", value: "off"},
	{id: "security_header", value: object{"strict_transport_security": object{
		"enabled": false, "max_age": 0.0, "include_subdomains": false, "preload": false, "nosniff": false,
	}}},
	{id: "security_level", value: "medium"},
	{id: "server_side_exclude", value: "on"},
	{id: "sort_query_string_for_cache", value: "off", fixed: true},
	{id: "speed_brain", value: "on", alone: true},
	{id: "ssl", value: "full"},
	{id: "ssl_automatic_mode", value: "auto", alone: true},
	{id: "tls_1_2_only", value: "off"},
	{id: "tls_1_3", value: "on"},
	{id: "tls_client_auth", value: "off"},
	{id: "transformations", value: "off"},
	{id: "true_client_ip_header", value: "off", fixed: true},
	{id: "visitor_ip", value: "on"},
	{id: "waf", value: "off", fixed: true},
	{id: "webp", value: "off", fixed: true},
	{id: "websockets", value: "on"},
}

// seedSettings gives a zone the settings it has not got.
func (s *Server) seedSettings(zone string) {
	path := "/zones/" + zone + "/settings"
	for _, d := range zoneSettings {
		if s.lookup(path, d.id) == nil {
			s.store(settings, map[string]string{"zone": zone}, clone(object{"id": d.id, "value": d.value, "editable": !d.fixed}))
		}
	}
}

// settings keeps the settings of each zone. Seeding one, "/zones/Z/settings" with id and value, changes that one and leaves the others.
var settings = &collection{
	path: "/zones/{zone}/settings", id: "id", item: "setting", form: byName, key: []string{"id"}, overlay: true,
	missing: refuse(http.StatusBadRequest, 1003, "Unrecognized zone setting name"),
	fill: func(_ *Server, _ map[string]string, o object) {
		defaults(o, "editable", true, "modified_on", nil)
		if text(o, "id") == "development_mode" {
			defaults(o, "time_remaining", 0.0)
		}
	},
	keep: func(_ *call, o object) bool {
		return !slices.ContainsFunc(zoneSettings, func(d setting) bool { return d.alone && d.id == text(o, "id") })
	},
}

// zoneSettingsProduct serves the settings of zones, in the list and one by one, and Universal SSL, which both providers treat as one of them.
func zoneSettingsProduct() product {
	k := settings
	edit := func(c *call, id string, in object) (object, error) {
		old := c.s.lookup(c.path(k.path), id)
		if old == nil {
			return nil, k.missing
		}
		if old["editable"] != true {
			return nil, refuse(http.StatusBadRequest, 1015, "Not allowed to edit setting for %s", id)
		}
		value, ok := in["value"]
		if enabled, has := in["enabled"]; has && !ok {
			old["enabled"] = enabled
			return clone(old), nil
		}
		if !ok || !sameKind(value, old["value"]) {
			return nil, refuse(http.StatusBadRequest, 1007, "Invalid value for zone setting %s", id)
		}
		o := clone(old)
		o["value"], o["modified_on"] = value, epoch
		c.s.store(k, k.params(c), o)
		return clone(o), nil
	}
	one := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		o, err := edit(c, c.param("setting"), in)
		if err != nil {
			return nil, err
		}
		return o, nil
	}
	// All or nothing: the API checks every item before it changes one.
	many := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		for _, it := range list(in, "items") {
			item, _ := it.(object)
			old := c.s.lookup(c.path(k.path), text(item, "id"))
			if old == nil {
				return nil, k.missing
			}
			if old["editable"] != true {
				return nil, refuse(http.StatusBadRequest, 1015, "Not allowed to edit setting for %s", text(item, "id"))
			}
		}
		out := []object{}
		for _, it := range list(in, "items") {
			item, _ := it.(object)
			o, err := edit(c, text(item, "id"), item)
			if err != nil {
				return nil, err
			}
			out = append(out, o)
		}
		return listing{items: out}, nil
	}
	universal := &collection{
		path: "/zones/{zone}/ssl/universal/settings", single: true,
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "enabled", true, "certificate_authority", "")
		},
	}
	routes := append(k.routes("lg"), route{"PATCH " + k.path, many}, route{"PATCH " + k.path + "/{setting}", one})
	return product{
		permission:  "Zone Settings",
		collections: []*collection{k, universal},
		routes:      append(routes, universal.singleRoutes("GET", "PATCH")...),
	}
}

// sameKind reports whether a new value is of the JSON type of the old; a number may come as text and the other way round, as some settings do.
func sameKind(a, b any) bool {
	kind := func(v any) string {
		switch v.(type) {
		case object:
			return "object"
		case []any:
			return "list"
		}
		return "scalar"
	}
	return b == nil || kind(a) == kind(b)
}
