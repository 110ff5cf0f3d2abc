package kinds

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var pageRule = &schema.Kind{
	Name:      "page_rule",
	Doc:       "A page rule: what is done with addresses of a pattern.",
	Parent:    "zone",
	Section:   "page_rules",
	PerParent: true,
	Key:       []string{"target", "distinct"},
	Slug: func(o *schema.Object) (string, bool) {
		slug, _ := schema.Slug(o.Name)
		return slug, false
	},
	ID: schema.HexID,
	Fields: []schema.Field{
		{Name: "target", Doc: "The pattern of addresses: example.com/images/*.", Type: cty.String, Required: true,
			V5:  schema.Form{Ignore: notRefreshed, Same: samePattern},
			API: &schema.Form{Name: "targets", Encode: pageTargets, Decode: readPageTargets}},
		distinct,
		{Name: "priority", Doc: "Of two rules that meet an address, the one with the higher number counts.", Type: cty.Number, Default: int64(1), V5: schema.Form{Ignore: notRefreshed}},
		{Name: "status", Doc: "Whether it is used.", Type: cty.String, Required: true, Enum: []string{"active", "disabled"}, V5: schema.Form{Ignore: notRefreshed}},
		{Name: "actions", Doc: "What is done, by the API's name of each action; one that has no value is true.", Type: cty.DynamicPseudoType, Many: schema.MapOf, Required: true,
			V4:  schema.Form{Block: true, Encode: pageActions4},
			V5:  schema.Form{Encode: pageActions5, Ignore: notRefreshed},
			API: &schema.Form{Encode: pageActions, Decode: readPageActions}},
	},
	Check: func(o *schema.Object, report schema.Report) {
		for _, name := range pageSwitches {
			if v, set := pageAction(o, name); set && v != true {
				report(schema.CodeBadValue, []any{"actions"}, fmt.Sprintf("The action %s has no value: it is true, or not there.", name))
			}
		}
	},
	Recreate: schema.Way{Script: "zone-settings"},
	V4: schema.Resource{
		Type: "cloudflare_page_rule", ImportID: "{zone.id}/{id}",
		Given: zoneGiven,
		Gaps: []schema.Gap{
			{
				Name: "unknown-action", Effect: schema.Outside,
				When:   func(o *schema.Object) []string { return otherActions(o, pageActionNames, pageActionsOld) },
				Reason: because("The provider cannot read a rule with an action that it does not know, and the whole plan fails.", "cloudflare_page_rule in the source of provider 4.52.8"),
			},
			{
				Name: "half-query-string", Effect: schema.Outside,
				When:   halfQueryString,
				Reason: because("The provider ends in a panic when a cache key tells only what of the query it includes, or only what it excludes.", "cloudflare_page_rule in the source of provider 4.52.8"),
			},
		},
	},
	V5: schema.Resource{
		Type: "cloudflare_page_rule", ImportID: "{zone.id}/{id}",
		Given: zoneGiven,
		UnreadFor: func(o *schema.Object) []schema.Unread {
			if _, set := pageAction(o, "cache_key_fields"); set {
				return []schema.Unread{{Attr: "actions.cache_key_fields", Reason: because("The provider reads an empty list as none when it imports, and plans the empty one.", measured5)}}
			}
			return nil
		},
		Gaps: []schema.Gap{
			{
				Name: "unknown-action", Effect: schema.Outside,
				When:   func(o *schema.Object) []string { return otherActions(o, pageActionNames) },
				Reason: because("The resource has no such action. The provider reads over it; whatever it changed of the rule would take it away.", schema5),
			},
			{
				Name: "whole-query-string", Effect: schema.Outside,
				When:   wholeQueryString,
				Reason: because("The resource takes names of parameters only; a cache key with the whole query, or without all of it, would be created as one that says nothing.", schema5),
			},
		},
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/pagerules", Paging: schema.NoPaging, Permission: "Page Rules Read",
		// A zone that another provider serves is none to page rules.
		Off:    append([]string{"Invalid zone identifier"}, noRoute...),
		Create: schema.Request{Method: "POST", Path: "/zones/{zone_id}/pagerules"},
		Update: schema.Request{Method: "PUT", Path: "/zones/{zone_id}/pagerules/{id}"},
	},
}

// pageSwitches are the actions without a value.
var pageSwitches = []string{"always_use_https", "disable_apps", "disable_performance", "disable_railgun", "disable_security", "disable_zaraz"}

// pageActionNames are the actions that both targets know; pageActionsOld those
// that Cloudflare has ended, and only provider 4 knows.
var (
	pageActionNames = []string{
		"always_use_https", "automatic_https_rewrites", "browser_cache_ttl", "browser_check", "bypass_cache_on_cookie", "cache_by_device_type",
		"cache_deception_armor", "cache_key_fields", "cache_level", "cache_on_cookie", "cache_ttl_by_status", "disable_apps", "disable_performance",
		"disable_security", "disable_zaraz", "edge_cache_ttl", "email_obfuscation", "explicit_cache_control", "forwarding_url", "host_header_override",
		"ip_geolocation", "mirage", "opportunistic_encryption", "origin_error_page_pass_thru", "polish", "resolve_override", "respect_strong_etag",
		"response_buffering", "rocket_loader", "security_level", "sort_query_string_for_cache", "ssl", "true_client_ip_header", "waf",
	}
	pageActionsOld = []string{"disable_railgun", "minify", "server_side_exclude"}
)

func pageAction(o *schema.Object, name string) (v any, set bool) {
	actions, _ := o.Fields["actions"].(map[string]any)
	v, set = actions[name]
	return v, set
}

// otherActions finds the actions of a rule that stand in none of the lists.
func otherActions(o *schema.Object, known ...[]string) []string {
	actions, _ := o.Fields["actions"].(map[string]any)
	var out []string
	for _, name := range slices.Sorted(maps.Keys(actions)) {
		if !slices.ContainsFunc(known, func(list []string) bool { return slices.Contains(list, name) }) {
			out = append(out, "action "+name)
		}
	}
	return out
}

func cacheKeyQuery(o *schema.Object) map[string]any {
	v, _ := pageAction(o, "cache_key_fields")
	key, _ := v.(map[string]any)
	query, _ := key["query_string"].(map[string]any)
	return query
}

func halfQueryString(o *schema.Object) []string {
	query := cacheKeyQuery(o)
	return when(query != nil && (query["include"] == nil || query["exclude"] == nil), "cache_key_fields query_string")
}

func wholeQueryString(o *schema.Object) []string {
	query := cacheKeyQuery(o)
	return when(query["include"] == "*" || query["exclude"] == "*", "cache_key_fields query_string")
}

// pageTargets is a pattern as the API has it.
func pageTargets(_ *schema.Object, v any) any {
	return []any{map[string]any{"target": "url", "constraint": map[string]any{"operator": "matches", "value": v}}}
}

func readPageTargets(v any) any {
	list, _ := v.([]any)
	if len(list) != 1 {
		return nil
	}
	target, _ := list[0].(map[string]any)
	constraint, _ := target["constraint"].(map[string]any)
	return constraint["value"]
}

// pageActions are the actions as the API has them: a list, and what has no
// value is there by its name.
func pageActions(_ *schema.Object, v any) any {
	actions, _ := v.(map[string]any)
	out := []any{}
	for _, name := range slices.Sorted(maps.Keys(actions)) {
		action := map[string]any{"id": name}
		if !slices.Contains(pageSwitches, name) {
			action["value"] = actions[name]
		}
		out = append(out, action)
	}
	return out
}

func readPageActions(v any) any {
	list, _ := v.([]any)
	out := map[string]any{}
	for _, e := range list {
		action, _ := e.(map[string]any)
		name, _ := action["id"].(string)
		value, has := action["value"]
		if slices.Contains(pageSwitches, name) || !has || value == nil {
			value = true
		}
		out[name] = value
	}
	return out
}

func pageActions4(_ *schema.Object, v any) any {
	actions, _ := v.(map[string]any)
	out := map[string]any{}
	for name, value := range actions {
		switch name {
		case "forwarding_url", "minify":
			value = oneBlock(value)
		case "browser_cache_ttl":
			value = fmt.Sprint(value)
		case "cache_ttl_by_status":
			byStatus, _ := value.(map[string]any)
			var blocks schema.Blocks
			for _, codes := range slices.Sorted(maps.Keys(byStatus)) {
				ttl := byStatus[codes]
				switch ttl {
				case "no-cache":
					ttl = int64(0)
				case "no-store":
					ttl = int64(-1)
				}
				blocks = append(blocks, map[string]any{"codes": codes, "ttl": ttl})
			}
			value = blocks
		case "cache_key_fields":
			value = cacheKey4(value)
		}
		out[name] = value
	}
	return schema.Blocks{out}
}

func oneBlock(v any) any {
	m, _ := v.(map[string]any)
	return schema.Blocks{m}
}

// cacheKey4 is a cache key in blocks. What is empty is not there, and "*"
// becomes whether the query is ignored.
func cacheKey4(v any) any {
	key, _ := v.(map[string]any)
	out := map[string]any{}
	for name, part := range key {
		fields, _ := part.(map[string]any)
		made := map[string]any{}
		for f, value := range fields {
			list, isList := value.([]any)
			switch {
			case value == "*":
				made["ignore"] = f == "exclude"
			case !isList || len(list) > 0:
				made[f] = value
			}
		}
		if len(made) > 0 || name != "cookie" && name != "header" {
			out[name] = schema.Blocks{made}
		}
	}
	return schema.Blocks{out}
}

func pageActions5(_ *schema.Object, v any) any {
	actions, _ := v.(map[string]any)
	out := map[string]any{}
	for name, value := range actions {
		if !slices.Contains(pageActionNames, name) {
			continue
		}
		switch name {
		case "cache_ttl_by_status":
			byStatus, _ := value.(map[string]any)
			texts := map[string]any{}
			for codes, ttl := range byStatus {
				texts[codes] = fmt.Sprint(ttl)
			}
			value = texts
		case "cache_key_fields":
			value = cacheKey5(value)
		}
		out[name] = value
	}
	return out
}

// cacheKey5 is a cache key with every list said, the empty ones too: where one
// is not said, the provider puts an empty one into the plan.
func cacheKey5(v any) any {
	key, _ := v.(map[string]any)
	lists := map[string][]string{"cookie": {"check_presence", "include"}, "header": {"check_presence", "exclude", "include"}, "query_string": {"exclude", "include"}}
	out := map[string]any{}
	for name, part := range key {
		fields, _ := part.(map[string]any)
		made, empty := map[string]any{}, true
		for f, value := range fields {
			made[f] = value
		}
		for _, f := range lists[name] {
			list, _ := made[f].([]any)
			if list == nil {
				list = []any{}
			}
			empty = empty && len(list) == 0
			made[f] = list
		}
		if !empty || name != "cookie" && name != "header" {
			out[name] = made
		}
	}
	return out
}

// notRefreshed is what provider 5 reads when it imports, and never again.
var notRefreshed = reason("The provider reads it when it imports and never again; what has changed since would be updated, or replaced.", measured5)
