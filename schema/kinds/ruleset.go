package kinds

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var zoneRuleset = &schema.Kind{
	Name:      "zone_ruleset",
	Doc:       "The rules of a zone for one phase of a request: firewall, redirects, caching, …",
	Parent:    "zone",
	Section:   "rulesets",
	PerParent: true,
	Key:       []string{"phase", "kind", "name"},
	Slug:      rulesetSlug,
	ID:        schema.HexID,
	Fields: []schema.Field{
		rulesetPhase,
		{Name: "kind", Doc: "zone is the entry point of the phase; custom is a ruleset that an entry point calls.", Type: cty.String, Enum: []string{"zone", "custom"}, Default: "zone", Decides: true},
		rulesetName, rulesetDescription, rulesetRules,
	},
	Recreate: schema.Way{Script: "zone-settings"},
	V4: schema.Resource{
		Type: "cloudflare_ruleset", ImportID: "zone/{zone.id}/{id}",
		Given: zoneGiven, UnreadFor: unreadRules4, Gaps: rulesetGaps4,
	},
	V5: schema.Resource{
		Type: "cloudflare_ruleset", ImportID: "zones/{zone.id}/{id}",
		Given: zoneGiven, UnreadFor: unreadRules5, Gaps: rulesetGaps5,
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/rulesets", Paging: schema.ByCursor, PerPage: 50, Permission: "Zone WAF Read",
		Get: "/zones/{zone_id}/rulesets/{id}", Brief: true, Hides: true, Pick: notManaged, ReadOnly: readOnlyRules,
		Create: schema.Request{Method: "POST", Path: "/zones/{zone_id}/rulesets"},
		Update: schema.Request{Method: "PUT", Path: "/zones/{zone_id}/rulesets/{id}"},
	},
}

var accountRuleset = &schema.Kind{
	Name:    "account_ruleset",
	Doc:     "Rules of the account for one phase of a request, in all its zones.",
	Parent:  "account",
	Section: "rulesets",
	Key:     []string{"phase", "kind", "name"},
	Slug:    rulesetSlug,
	ID:      schema.HexID,
	Fields: []schema.Field{
		rulesetPhase,
		{Name: "kind", Doc: "root is the entry point of the phase; custom is a ruleset that an entry point calls.", Type: cty.String, Required: true, Enum: []string{"root", "custom"}},
		rulesetName, rulesetDescription, rulesetRules,
	},
	Recreate: schema.Way{Script: "zone-settings"},
	V4: schema.Resource{
		Type: "cloudflare_ruleset", ImportID: "account/{account_id}/{id}",
		Given: accountGiven, UnreadFor: unreadRules4, Gaps: rulesetGaps4,
	},
	V5: schema.Resource{
		Type: "cloudflare_ruleset", ImportID: "accounts/{account_id}/{id}",
		Given: accountGiven, UnreadFor: unreadRules5, Gaps: rulesetGaps5,
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/rulesets", Paging: schema.ByCursor, PerPage: 50, Permission: "Account Rulesets Read",
		Get: "/accounts/{account_id}/rulesets/{id}", Brief: true, Hides: true, Pick: notManaged, ReadOnly: readOnlyRules,
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/rulesets"},
		Update: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/rulesets/{id}"},
	},
}

// rulesetSlug is the phase for an entry point and the name for what one calls,
// after the name of the zone, which some share.
func rulesetSlug(o *schema.Object) (string, bool) {
	text := o.Text("phase")
	if o.Text("kind") == "custom" {
		text = o.Text("name")
	}
	if o.Parent.Kind == zone {
		text = o.Parent.Name + " " + text
	}
	slug, _ := schema.Slug(text)
	return slug, false
}

var (
	rulesetPhase = schema.Field{Name: "phase", Doc: "When it is asked: http_request_firewall_custom, http_ratelimit, …", Type: cty.String, Required: true}
	rulesetName  = schema.Field{Name: "name", Doc: "Its name.", Type: cty.String, Required: true}

	rulesetDescription = schema.Field{Name: "description", Doc: "What people say of it.", Type: cty.String, Told: toldText("description")}

	rulesetRules = schema.Field{
		Name: "rules", Doc: "Its rules, in their order.", Many: schema.ListOf,
		V4:  schema.Form{Block: true, Encode: rules4},
		V5:  schema.Form{Encode: rules5},
		API: &schema.Form{Encode: rulesInAPI},
		Fields: []schema.Field{
			{Name: "expression", Doc: "Which requests it means, in the language of rules.", Type: cty.String, Required: true},
			{Name: "action", Doc: "What is done with them: block, skip, redirect, …", Type: cty.String, Required: true},
			{Name: "action_parameters", Doc: "How it is done, as the API has it.", Type: cty.DynamicPseudoType, API: &schema.Form{Sift: notLatest}},
			{Name: "calls", Doc: "The custom ruleset of the account that it executes: its phase, the word custom, and its name.", Type: cty.String, Ref: &schema.Ref{Kind: "account_ruleset", By: "id", Within: "action_parameters.id"}},
			{Name: "description", Doc: "What people say of it.", Type: cty.String, Told: toldText("description")},
			{Name: "enabled", Doc: "It is used.", Type: cty.Bool, Default: true},
			{Name: "ref", Doc: "What it is known by through all its versions.", Type: cty.String, Told: func(raw map[string]any) any {
				if raw["ref"] == raw["id"] {
					return nil // the API's own
				}
				return raw["ref"]
			}},
			{Name: "logging", Doc: "What is written down.", Fields: []schema.Field{
				{Name: "enabled", Doc: "Requests that it means are.", Type: cty.Bool, Required: true},
			}},
			{Name: "ratelimit", Doc: "How many requests may come.", Fields: []schema.Field{
				{Name: "characteristics", Doc: "What requests are counted by: ip.src, cf.colo.id, …", Type: cty.String, Many: schema.ListOf, Required: true},
				{Name: "period", Doc: "Seconds that are counted.", Type: cty.Number, Required: true},
				{Name: "requests_per_period", Doc: "Requests in that time.", Type: cty.Number},
				{Name: "mitigation_timeout", Doc: "Seconds that the action lasts.", Type: cty.Number},
				{Name: "counting_expression", Doc: "Which requests are counted, when not those of the rule.", Type: cty.String},
				{Name: "requests_to_origin", Doc: "Only those are counted that reach the origin.", Type: cty.Bool},
				{Name: "score_per_period", Doc: "The sum of scores in that time.", Type: cty.Number},
				{Name: "score_response_header_name", Doc: "The header of an answer that has the score.", Type: cty.String},
			}},
			{Name: "exposed_credential_check", Doc: "It means requests with a password that was stolen somewhere.", Fields: []schema.Field{
				{Name: "username_expression", Doc: "Where the user is.", Type: cty.String, Required: true},
				{Name: "password_expression", Doc: "Where the password is.", Type: cty.String, Required: true},
			}},
		},
	}
)

// What the targets know. A word they do not know fails the whole plan.
var (
	phases4 = []string{
		"ddos_l4", "ddos_l7", "http_config_settings", "http_custom_errors", "http_log_custom_fields", "http_ratelimit", "http_request_cache_settings",
		"http_request_dynamic_redirect", "http_request_firewall_custom", "http_request_firewall_managed", "http_request_late_transform",
		"http_request_origin", "http_request_redirect", "http_request_sanitize", "http_request_transform", "http_response_compression",
		"http_response_firewall_managed", "http_response_headers_transform", "magic_transit",
	}
	phases5 = append([]string{
		"http_request_sbfm", "http_response_cache_settings", "magic_transit_ids_managed", "magic_transit_managed", "magic_transit_ratelimit",
	}, phases4...)

	actionsOfBoth = []string{
		"block", "challenge", "compress_response", "ddos_dynamic", "execute", "force_connection_close", "js_challenge", "log", "log_custom_field",
		"managed_challenge", "redirect", "rewrite", "route", "score", "serve_error", "set_cache_settings", "set_config", "skip",
	}
	actions4 = append([]string{"ddos_mitigation"}, actionsOfBoth...)
	actions5 = append([]string{"set_cache_control", "set_cache_tags"}, actionsOfBoth...)
)

// What action_parameters may hold on each target: a name, with what is within
// in braces. A star says that the names within are data.
var (
	parameters4 = parseParameters(`additional_cacheable_ports algorithms{name} asset_name automatic_https_rewrites autominify{css html js} bic
		browser_ttl{default mode} cache cache_key{cache_by_device_type cache_deception_armor custom_key{cookie{check_presence include}
		header{check_presence contains*{} exclude_origin include} host{resolved} query_string{exclude{all list} include{all list}}
		user{device_type geo lang}} ignore_query_strings_order} cache_reserve{eligible minimum_file_size} content content_type cookie_fields{name}
		disable_apps disable_railgun disable_rum disable_zaraz edge_ttl{default mode status_code_ttl{status_code status_code_range{from to} value}}
		email_obfuscation fonts from_list{key name} from_value{preserve_query_string status_code target_url{expression value}}
		headers*{expression operation value} host_header hotlink_protection id increment matched_data{public_key} mirage opportunistic_encryption
		origin{host port} origin_cache_control origin_error_page_passthru
		overrides{action categories{action category enabled} enabled rules{action enabled id score_threshold sensitivity_level} sensitivity_level}
		phases polish products read_timeout request_fields{name} respect_strong_etags response{content content_type status_code} response_fields{name}
		rocket_loader rules*{} ruleset rulesets security_level serve_stale{disable_stale_while_updating} server_side_excludes sni{value} ssl
		status_code sxg uri{origin path{expression value} query{expression value}}`)

	parameters5 = parseParameters(`additional_cacheable_ports algorithms{name} asset_name automatic_https_rewrites autominify{css html js} bic
		browser_ttl{default mode} cache cache_key{cache_by_device_type cache_deception_armor custom_key{cookie{check_presence include}
		header{check_presence contains*{} exclude_origin include} host{resolved} query_string{exclude{all list} include{all list}}
		user{device_type geo lang}} ignore_query_strings_order} cache_reserve{eligible minimum_file_size} content content_converter content_type
		cookie_fields{name} disable_apps disable_rum disable_zaraz
		edge_ttl{default mode status_code_ttl{status_code status_code_range{from to} value}} email_obfuscation expression fonts from_list{key name}
		from_value{preserve_query_string status_code target_url{expression value}} headers*{expression operation value} host_header hotlink_protection
		id immutable{cloudflare_only operation} increment matched_data{public_key} max_age{cloudflare_only operation value} mirage
		must_revalidate{cloudflare_only operation} must_understand{cloudflare_only operation} no_cache{cloudflare_only operation qualifiers}
		no_store{cloudflare_only operation} no_transform{cloudflare_only operation} operation opportunistic_encryption origin{host port}
		origin_cache_control origin_error_page_passthru
		overrides{action categories{action category enabled sensitivity_level} enabled rules{action enabled id score_threshold sensitivity_level}
		sensitivity_level} phases polish private{cloudflare_only operation qualifiers} products proxy_revalidate{cloudflare_only operation}
		public{cloudflare_only operation} raw_response_fields{name preserve_duplicates} read_timeout redirects_for_ai_training request_body_buffering
		request_fields{name} respect_strong_etags response{content content_type status_code} response_body_buffering
		response_fields{name preserve_duplicates} rocket_loader rules*{} ruleset rulesets s_maxage{cloudflare_only operation value} security_level
		serve_stale{disable_stale_while_updating} server_side_excludes sni{value} ssl stale_if_error{cloudflare_only operation value}
		stale_while_revalidate{cloudflare_only operation value} status_code strip_etags strip_last_modified strip_set_cookie sxg
		transformed_request_fields{name} uri{path{expression value} query{expression value}} values
		vary{default{action} headers*{action languages media_types}}`)
)

// parameters are the names that a mapping may have, with what each may hold.
type parameters struct {
	// any: the names are data, and each holds these.
	any    bool
	within map[string]*parameters
}

func parseParameters(text string) *parameters {
	top := &parameters{within: map[string]*parameters{}}
	stack, last := []*parameters{top}, top
	word := ""
	end := func() {
		if word != "" {
			last = &parameters{any: strings.HasSuffix(word, "*")}
			stack[len(stack)-1].within[strings.TrimSuffix(word, "*")] = last
		}
		word = ""
	}
	for _, r := range text {
		switch r {
		case ' ', '\n', '\t':
			end()
		case '{':
			end()
			last.within = map[string]*parameters{}
			stack = append(stack, last)
		case '}':
			end()
			stack = stack[:len(stack)-1]
		default:
			word += string(r)
		}
	}
	end()
	return top
}

// unknown finds what a value has that the target has no name for.
func (p *parameters) unknown(v any, at string) []string {
	var out []string
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			switch e.(type) {
			case []any, map[string]any:
				out = append(out, p.unknown(e, fmt.Sprintf("%s[%d]", at, i))...)
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			path := strings.TrimPrefix(at+"."+name, ".")
			if inner := p.at(name); inner != nil {
				out = append(out, inner.unknown(v[name], path)...)
			} else {
				out = append(out, path)
			}
		}
	}
	return out
}

// mappings visits a value of action_parameters and every mapping in it that the
// target knows.
func (p *parameters) mappings(v any, visit func(p *parameters, m map[string]any)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			p.mappings(e, visit)
		}
	case map[string]any:
		if !p.any {
			visit(p, v)
		}
		for name, e := range v {
			if inner := p.at(name); inner != nil {
				inner.mappings(e, visit)
			}
		}
	}
}

// at is what stands under a name.
func (p *parameters) at(name string) *parameters {
	if p.any {
		return &parameters{within: p.within}
	}
	return p.within[name]
}

func unknownParameters(o *schema.Object, known *parameters) []string {
	var out []string
	for i, rule := range entries(o, "rules") {
		for _, path := range known.unknown(rule["action_parameters"], "") {
			out = append(out, fmt.Sprintf("rules[%d] %s", i, path))
		}
	}
	return out
}

// unknownWords finds a phase or an action that a target does not know.
func unknownWords(o *schema.Object, phases, actions []string) []string {
	var out []string
	if phase := o.Text("phase"); !slices.Contains(phases, phase) {
		out = append(out, "phase "+phase)
	}
	for i, rule := range entries(o, "rules") {
		if action, _ := rule["action"].(string); !slices.Contains(actions, action) {
			out = append(out, fmt.Sprintf("rules[%d] action %s", i, action))
		}
	}
	return out
}

// notSaid finds parameters that the API may leave out, and that a provider
// plans all the same.
func notSaid(o *schema.Object, known *parameters, names ...string) []string {
	var out []string
	for i, rule := range entries(o, "rules") {
		known.mappings(rule["action_parameters"], func(p *parameters, m map[string]any) {
			for _, name := range names {
				if p.within[name] != nil && m[name] == nil {
					out = append(out, fmt.Sprintf("rules[%d] %s", i, name))
				}
			}
		})
	}
	return out
}

// refusedCacheKey finds a cache key that provider 4 refuses to have.
func refusedCacheKey(o *schema.Object) []string {
	var out []string
	for i, rule := range entries(o, "rules") {
		parameters4.mappings(rule["action_parameters"], func(_ *parameters, m map[string]any) {
			custom, _ := m["custom_key"].(map[string]any)
			if m["cache_by_device_type"] != nil && custom["user"] != nil {
				out = append(out, fmt.Sprintf("rules[%d] cache_key", i))
			}
		})
	}
	return out
}

// rulesetGaps4 and rulesetGaps5 are what the targets cannot hold.
var (
	rulesetGaps4 = []schema.Gap{
		{
			Name: "unknown-word", Effect: schema.Outside,
			When:   func(o *schema.Object) []string { return unknownWords(o, phases4, actions4) },
			Reason: because("The provider refuses a phase or an action that it does not know, and the whole plan fails.", "cloudflare_ruleset in the source of provider 4.52.8"),
		},
		{
			Name: "planned-unsaid", Effect: schema.Outside,
			When:   func(o *schema.Object) []string { return notSaid(o, parameters4, "exclude_origin") },
			Reason: because("Where the API does not tell it, the provider plans false, even under ignore_changes; every plan would change the rule.", measured4),
		},
		{
			Name: "refused-cache-key", Effect: schema.Outside, When: refusedCacheKey,
			Reason: because("The provider refuses a cache key that says something of the device in two places, and the whole plan fails.", measured4),
		},
		{
			Name: "unknown-parameter", Effect: schema.Outside,
			When:   func(o *schema.Object) []string { return unknownParameters(o, parameters4) },
			Reason: because("The resource has no such parameter. The provider reads over it; whatever it changed of the rules would take it away.", schema4),
		},
	}
	rulesetGaps5 = []schema.Gap{
		{
			Name: "planned-unsaid", Effect: schema.Outside,
			When: func(o *schema.Object) []string {
				return notSaid(o, parameters5, "cloudflare_only", "css", "html", "js", "preserve_query_string")
			},
			Reason: because("Where the API does not tell it, the provider plans false, even under ignore_changes; every plan would change the rule.", measured5),
		},
		{
			Name: "unknown-word", Effect: schema.Outside,
			When:   func(o *schema.Object) []string { return unknownWords(o, phases5, actions5) },
			Reason: because("The provider refuses a phase or an action that it does not know, and the whole plan fails.", "cloudflare_ruleset in the source of provider 5.22.0"),
		},
		{
			Name: "unknown-parameter", Effect: schema.Outside,
			When:   func(o *schema.Object) []string { return unknownParameters(o, parameters5) },
			Reason: because("The resource has no such parameter. The provider reads over it; whatever it changed of the rules would take it away.", schema5),
		},
	}
)

func unreadRules4(o *schema.Object) []schema.Unread {
	return unreadRules(o, parameters4, measured4, func(m map[string]any) bool {
		query, _ := m["query_string"].(map[string]any)
		for _, v := range query {
			if _, mapped := v.(map[string]any); mapped {
				return true
			}
		}
		return false
	})
}

func unreadRules5(o *schema.Object) []schema.Unread {
	return unreadRules(o, parameters5, measured5, func(m map[string]any) bool {
		query, _ := m["query_string"].(map[string]any)
		return query["include"] == "*" || query["exclude"] == "*"
	})
}

// unreadRules ignores rules with a parameter that the target does not read in
// the form in which it plans it.
func unreadRules(o *schema.Object, known *parameters, measured string, odd func(m map[string]any) bool) []schema.Unread {
	found := false
	for _, rule := range entries(o, "rules") {
		known.mappings(rule["action_parameters"], func(_ *parameters, m map[string]any) { found = found || odd(m) })
	}
	if !found {
		return nil
	}
	return []schema.Unread{{Attr: "rules", Vague: true, Reason: because("The provider does not read the query of a cache key in the form in which it plans it.", measured)}}
}

// calledRuleset is what stands for the id of a ruleset that a rule executes: the
// ruleset itself, where it is one of the account. A list of the API has ids.
func calledRuleset(o *schema.Object, id any) any {
	for _, c := range o.Account().Children {
		if c.Kind.Name == "account_ruleset" && c != o && c.ID != "" && c.ID == id {
			return schema.Reference{To: c, Name: c.Name, Kind: c.Kind.Name, By: "id"}
		}
	}
	return id
}

// mapRules makes something of the rules of an object and of their parameters,
// where the id of a ruleset of the account has become a reference.
func mapRules(o *schema.Object, v any, make func(rule map[string]any, parameters map[string]any)) []any {
	list, _ := v.([]any)
	out := []any{}
	for _, e := range list {
		old, _ := e.(map[string]any)
		rule := maps.Clone(old)
		if rule == nil {
			continue
		}
		if _, said := rule["enabled"]; !said {
			rule["enabled"] = true
		}
		params, has := rule["action_parameters"].(map[string]any)
		params = maps.Clone(params)
		if called := rule["calls"]; called != nil {
			if !has {
				params = map[string]any{}
			}
			has, params["id"] = true, called
			delete(rule, "calls")
		}
		if has {
			if id, said := params["id"]; said && rule["action"] == "execute" {
				params["id"] = calledRuleset(o, id)
			}
			rule["action_parameters"] = params
		}
		make(rule, params)
		out = append(out, rule)
	}
	return out
}

func rulesInAPI(o *schema.Object, v any) any {
	return mapRules(o, v, func(map[string]any, map[string]any) {})
}

// readOnlyRules are what the API counts by itself, and what an account has
// bought. A rule has an id and a version too.
var readOnlyRules = []string{"last_updated", "source", "shareable_entitlement_name", "rules.last_updated"}

// notLatest leaves out the version of a ruleset that is executed. It is the
// latest, whoever asks for it, and no target has an argument for it.
func notLatest(v any) any {
	params, _ := v.(map[string]any)
	if params["version"] != "latest" {
		return v
	}
	params = maps.Clone(params)
	delete(params, "version")
	return params
}

// notManaged leaves out the rulesets that only Cloudflare changes. Every list
// has them, that of the account too; what an entry point overrides of them
// stands in the entry point.
func notManaged(raw map[string]any) bool { return raw["kind"] != "managed" }

func rules5(o *schema.Object, v any) any {
	return mapRules(o, v, func(rule, params map[string]any) {
		if params != nil {
			rule["action_parameters"] = shaped5(parameters5, params)
		}
	})
}

// shaped5 is a value as provider 5 has it, without what it does not know.
func shaped5(p *parameters, v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = shaped5(p, e)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, e := range v {
			switch inner := p.at(name); {
			case inner == nil:
			case name == "query_string":
				out[name] = queryNames5(e)
			default:
				out[name] = shaped5(inner, e)
			}
		}
		return out
	}
	return v
}

// queryNames are the parameters of a query that a cache key has, or has not. The
// API has them as a list or as a mapping, and all of them as a star.
func queryNames(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case map[string]any:
		if v["all"] != true {
			list, _ := v["list"].([]any)
			return list
		}
	}
	return []any{"*"}
}

func queryNames5(v any) any {
	query, _ := v.(map[string]any)
	out := map[string]any{}
	for which, v := range query {
		names := queryNames(v)
		if v == "*" || which == "include" && len(names) == 1 && names[0] == "*" {
			out[which] = map[string]any{"all": true}
		} else if _, is := v.(map[string]any); is {
			out[which] = v
		} else {
			out[which] = map[string]any{"list": names}
		}
	}
	return out
}

// rules4 are the rules in blocks.
func rules4(o *schema.Object, v any) any {
	rules := mapRules(o, v, func(rule, params map[string]any) {
		if params != nil {
			rule["action_parameters"] = schema.Blocks{shaped4(parameters4, params)}
		}
		if limit, is := rule["ratelimit"].(map[string]any); is {
			limit = maps.Clone(limit)
			if limit["mitigation_timeout"] == nil {
				limit["mitigation_timeout"] = int64(0)
			}
			rule["ratelimit"] = schema.Blocks{limit}
		}
		for _, name := range []string{"logging", "exposed_credential_check"} {
			if m, is := rule[name].(map[string]any); is {
				rule[name] = schema.Blocks{m}
			}
		}
	})
	var out schema.Blocks
	for _, rule := range rules {
		out = append(out, rule.(map[string]any))
	}
	return out
}

// shaped4 is a mapping as provider 4 has it: every mapping within is a block,
// and what says nothing is not there.
func shaped4(p *parameters, params map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range params {
		inner := p.within[name]
		if inner == nil {
			continue
		}
		list, _ := v.([]any)
		m, isMap := v.(map[string]any)
		switch {
		case name == "headers":
			out[name] = headers4(m)
		case name == "rules" && inner.any:
			out[name] = skipped4(m)
		case name == "contains":
			if len(m) > 0 {
				out[name] = m
			}
		case name == "cookie_fields" || name == "request_fields" || name == "response_fields":
			names := []any{}
			for _, e := range list {
				field, _ := e.(map[string]any)
				names = append(names, field["name"])
			}
			out[name] = names
		case name == "query_string":
			query := map[string]any{}
			for which, v := range m {
				query[which] = queryNames(v)
			}
			out[name] = schema.Blocks{query}
		case name == "autominify":
			out[name] = schema.Blocks{{"css": m["css"] == true, "html": m["html"] == true, "js": m["js"] == true}}
		case isMap:
			out[name] = schema.Blocks{shaped4(inner, m)}
		case inner.within != nil:
			var blocks schema.Blocks
			for _, e := range list {
				element, _ := e.(map[string]any)
				blocks = append(blocks, shaped4(inner, element))
			}
			out[name] = blocks
		case v == "" && name == "value" && p.within["expression"] != nil:
			out[name] = v // a query that is emptied
		case v == "" || v == int64(0) && name != "value":
		default:
			out[name] = v
		}
	}
	return out
}

// headers4 are headers in blocks, in the order of their names.
func headers4(headers map[string]any) schema.Blocks {
	var out schema.Blocks
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		header, _ := headers[name].(map[string]any)
		header = maps.Clone(header)
		header["name"] = name
		out = append(out, header)
	}
	return out
}

// skipped4 are the rules of managed rulesets that are not asked.
func skipped4(rulesets map[string]any) map[string]any {
	out := map[string]any{}
	for id, v := range rulesets {
		list, _ := v.([]any)
		var rules []string
		for _, e := range list {
			rules = append(rules, fmt.Sprint(e))
		}
		out[id] = strings.Join(rules, ",")
	}
	return out
}
