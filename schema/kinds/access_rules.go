package kinds

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// Groups and policies say whom they mean by three lists of rules. A rule in the
// inventory is a mapping with one key: `email: a@example.com`. Provider 5 wants
// each rule as an object around an object; provider 4 wants one block per list,
// in which the rules of a sort stand together. Provider 4 reads the same block
// back, so it is written in exactly that shape.

// ruleLists are the fields that hold rules.
var ruleLists = []string{"include", "exclude", "require"}

// accessRules is a field that holds rules. On provider 5 it is ignored when
// unread says why.
func accessRules(name, doc string, required bool, unread *schema.Reason) schema.Field {
	return schema.Field{
		Name: name, Doc: doc, Many: schema.ListOf, Required: required, Fields: accessRule,
		V4: schema.Form{Block: true, Encode: groupRules, Decode: ungroupRules},
		V5: schema.Form{Ignore: unread},
	}
}

// accessRule is every sort of rule.
var accessRule = []schema.Field{
	textRule("email", "A person, by e-mail address.", "email"),
	textRule("email_domain", "Everybody with an address of this domain.", "domain"),
	textRule("email_list", "A list of addresses, by its id.", "id"),
	flagRule("everyone", "Everybody."),
	textRule("ip", "An address or a network: 192.0.2.0/24.", "ip"),
	textRule("ip_list", "A list of networks, by its id.", "id"),
	{Name: "geo", Doc: "A country, by its two letters.", Type: cty.String, Form: isCountry, Normal: strings.ToUpper, V5: schema.Form{Wrap: "country_code"}},
	refRule("group", "Everybody of an Access group.", "access_group", "id"),
	refRule("service_token", "A service token.", "access_service_token", "token_id"),
	flagRule("any_valid_service_token", "Any service token of the account."),
	refRule("login_method", "Everybody who came by this identity provider.", "access_identity_provider", "id"),
	flagRule("certificate", "Any valid client certificate."),
	textRule("common_name", "A client certificate of this common name.", "common_name"),
	textRule("auth_method", "A way of authentication, by its RFC 8176 name: mfa.", "auth_method"),
	textRule("device_posture", "A device that passes a posture check, by the id of the check.", "integration_uid"),
	{Name: "azure_ad", Doc: "A group of Microsoft Entra ID.", API: &schema.Form{Name: "azureAD"}, Fields: []schema.Field{
		{Name: "id", Doc: "The id of the group there.", Type: cty.String, Required: true},
		ruleProvider,
	}},
	{Name: "github_organization", Doc: "The members of a GitHub organization, or of a team of it.", API: &schema.Form{Name: "github-organization"}, Fields: []schema.Field{
		{Name: "name", Doc: "The organization.", Type: cty.String, Required: true},
		{Name: "team", Doc: "The team.", Type: cty.String},
		ruleProvider,
	}},
	{Name: "gsuite", Doc: "A group of Google Workspace.", Fields: []schema.Field{
		{Name: "email", Doc: "The address of the group.", Type: cty.String, Required: true},
		ruleProvider,
	}},
	{Name: "okta", Doc: "A group of Okta.", Fields: []schema.Field{
		{Name: "name", Doc: "The group.", Type: cty.String, Required: true},
		ruleProvider,
	}},
	{Name: "saml", Doc: "An attribute of a SAML assertion.", Fields: []schema.Field{
		{Name: "attribute_name", Doc: "The attribute.", Type: cty.String, Required: true},
		{Name: "attribute_value", Doc: "The value it must have.", Type: cty.String, Required: true},
		ruleProvider,
	}},
	{Name: "oidc", Doc: "A claim of an OIDC token.", V4: schema.Form{Lack: noSuchRule}, Fields: []schema.Field{
		{Name: "claim_name", Doc: "The claim.", Type: cty.String, Required: true},
		{Name: "claim_value", Doc: "The value it must have.", Type: cty.String, Required: true},
		ruleProvider,
	}},
	{Name: "auth_context", Doc: "An authentication context of Microsoft Entra ID.", Fields: []schema.Field{
		{Name: "id", Doc: "The id of the context.", Type: cty.String, Required: true},
		{Name: "ac_id", Doc: "The ACID of the context.", Type: cty.String, Required: true},
		ruleProvider,
	}},
	{Name: "external_evaluation", Doc: "What a service of your own decides.", Fields: []schema.Field{
		{Name: "evaluate_url", Doc: "The address that is asked.", Type: cty.String, Required: true},
		{Name: "keys_url", Doc: "The address of the keys that its answers are signed with.", Type: cty.String, Required: true},
	}},
	{Name: "linked_app_token", Doc: "A token that an OIDC application of the account has given.", Type: cty.String,
		Ref: &schema.Ref{Kind: "access_application", By: "id"},
		V4:  schema.Form{Lack: noSuchRule}, V5: schema.Form{Wrap: "app_uid"}},
	{Name: "user_risk_score", Doc: "People whose risk was found to be one of these.", Type: cty.String, Many: schema.ListOf, Enum: []string{"low", "medium", "high", "unscored"},
		V4: schema.Form{Lack: noSuchRule},
		V5: schema.Form{
			Encode: func(_ *schema.Object, v any) any { return map[string]any{"user_risk_score": v} },
			Decode: func(v any) any { m, _ := v.(map[string]any); return m["user_risk_score"] },
		}},
	{Name: "cloudflare_account_member", Doc: "The members of a Cloudflare account: {} where the API names none.",
		V4: schema.Form{Lack: noSuchRule}, V5: schema.Form{Encode: memberRule, Decode: readMemberRule},
		Fields: []schema.Field{{Name: "account_id", Doc: "The account, where the API names one.", Type: cty.String}}},
}

var noSuchRule = lack("The resource has no such rule.", schema4)

var ruleProvider = schema.Field{
	Name: "identity_provider", Doc: "The identity provider that knows it.", Type: cty.String, Required: true,
	Ref: &schema.Ref{Kind: "access_identity_provider", By: "id"},
	V4:  schema.Form{Name: "identity_provider_id"}, V5: schema.Form{Name: "identity_provider_id"},
}

func textRule(name, doc, wrap string) schema.Field {
	return schema.Field{Name: name, Doc: doc, Type: cty.String, V5: schema.Form{Wrap: wrap}}
}

func refRule(name, doc, kind, wrap string) schema.Field {
	return schema.Field{Name: name, Doc: doc, Type: cty.String, Ref: &schema.Ref{Kind: kind, By: "id"}, V5: schema.Form{Wrap: wrap}}
}

// flagRule is a rule that says everything by being there.
func flagRule(name, doc string) schema.Field {
	return schema.Field{Name: name, Doc: doc, Type: cty.Bool, V5: schema.Form{
		Encode: func(*schema.Object, any) any { return map[string]any{} },
		Decode: func(any) any { return true },
	}}
}

// memberRule keeps a rule on the members of this account right when the
// account is rebuilt as another.
func memberRule(o *schema.Object, v any) any {
	m, _ := v.(map[string]any)
	if account := o.Account(); m["account_id"] != nil && m["account_id"] == account.ID {
		return map[string]any{"account_id": schema.Reference{To: account, Name: account.Name, Kind: "account", By: "id"}}
	}
	return v
}

// readMemberRule says something also where no account is named.
func readMemberRule(v any) any {
	m, _ := v.(map[string]any)
	if m["account_id"] == nil {
		return map[string]any{}
	}
	return map[string]any{"account_id": m["account_id"]}
}

var country = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]$`)

func isCountry(s string) string {
	if !country.MatchString(s) {
		return fmt.Sprintf("%q is not a country. Write its two letters: AU.", s)
	}
	return ""
}

// checkRules refuses what is not one rule: no key, several, or one that says
// false.
func checkRules(o *schema.Object, report schema.Report) {
	for _, list := range ruleLists {
		for i, v := range o.Values(list) {
			rule, _ := v.(map[string]any)
			if len(rule) != 1 {
				report(schema.CodeBadValue, []any{list, i}, fmt.Sprintf("A rule has one key, such as `email: a@example.com`; this one has %d. Write an entry for each.", len(rule)))
			}
			for _, sort := range slices.Sorted(maps.Keys(rule)) {
				if rule[sort] == false {
					report(schema.CodeBadValue, []any{list, i, sort}, fmt.Sprintf("A rule cannot say `%s: false`. Remove it.", sort))
				}
			}
		}
	}
}

// eachRule calls f for every rule of an object.
func eachRule(o *schema.Object, f func(list, sort string, value any)) {
	for _, list := range ruleLists {
		for _, v := range o.Values(list) {
			rule, _ := v.(map[string]any)
			for sort, value := range rule {
				f(list, sort, value)
			}
		}
	}
}

// A ruleBlock is how provider 4 writes a sort of rule with more than one value.
type ruleBlock struct {
	// name of the block.
	name string
	// gather is the value that becomes a list of its own, under the name into,
	// where the other values are the same. Where it is empty, each rule is a
	// block.
	gather, into string
	// single: only one block is read back, so only one set of the other values
	// can be there.
	single bool
}

var ruleBlocks = map[string]ruleBlock{
	"azure_ad":            {name: "azure", gather: "id", into: "id"},
	"github_organization": {name: "github", gather: "team", into: "teams", single: true},
	"gsuite":              {name: "gsuite", gather: "email", into: "email", single: true},
	"okta":                {name: "okta", gather: "name", into: "name"},
	"saml":                {name: "saml"},
	"auth_context":        {name: "auth_context", single: true},
	"external_evaluation": {name: "external_evaluation", single: true},
}

// groupRules makes the one block that provider 4 has for a list of rules.
func groupRules(_ *schema.Object, v any) any {
	rules, _ := v.([]any)
	block := map[string]any{}
	var names []any
	for _, r := range rules {
		rule, _ := r.(map[string]any)
		for sort, value := range rule {
			blocks, isBlock := ruleBlocks[sort]
			switch {
			case isBlock:
				list, _ := block[blocks.name].(schema.Blocks)
				block[blocks.name] = blocks.add(list, value)
			case sort == "common_name":
				names = append(names, value)
			case sort == "auth_method" || value == true:
				block[sort] = value
			default:
				list, _ := block[sort].([]any)
				block[sort] = append(list, value)
			}
		}
	}
	switch len(names) {
	case 0:
	case 1:
		block["common_name"] = names[0]
	default:
		block["common_names"] = names
	}
	if len(block) == 0 {
		return nil
	}
	return schema.Blocks{block}
}

func (b ruleBlock) add(list schema.Blocks, value any) schema.Blocks {
	values, _ := value.(map[string]any)
	entry := map[string]any{}
	for k, v := range values {
		switch k {
		case b.gather:
		case "identity_provider":
			entry["identity_provider_id"] = v
		default:
			entry[k] = v
		}
	}
	gathered, has := values[b.gather]
	if b.gather != "" {
		for _, other := range list {
			if sameBut(b.into, other, entry) {
				if has {
					l, _ := other[b.into].([]any)
					other[b.into] = append(l, gathered)
				}
				return list
			}
		}
	}
	if has {
		entry[b.into] = []any{gathered}
	}
	return append(list, entry)
}

// sameBut says whether a block has these values, whatever it has under into.
func sameBut(into string, block, values map[string]any) bool {
	n := len(block)
	if _, has := block[into]; has {
		n--
	}
	if n != len(values) {
		return false
	}
	for k, v := range values {
		if block[k] != v {
			return false
		}
	}
	return true
}

// ungroupRules is groupRules backwards: rules of one sort together, the sorts
// in the order of accessRule.
func ungroupRules(v any) any {
	list, _ := v.([]any)
	var out []any
	for _, b := range list {
		block, _ := b.(map[string]any)
		for i := range accessRule {
			sort := accessRule[i].Name
			for _, value := range ungroup(sort, block) {
				out = append(out, map[string]any{sort: value})
			}
		}
	}
	return out
}

func ungroup(sort string, block map[string]any) []any {
	if blocks, isBlock := ruleBlocks[sort]; isBlock {
		var out []any
		list, _ := block[blocks.name].([]any)
		for _, b := range list {
			entry, _ := b.(map[string]any)
			out = append(out, blocks.split(entry)...)
		}
		return out
	}
	out := []any{}
	if names, isList := block["common_names"].([]any); sort == "common_name" && isList {
		out = append(out, names...)
	}
	switch value := block[sort].(type) {
	case bool:
		if value {
			out = append(out, true)
		}
	case string:
		if value != "" {
			out = append(out, value)
		}
	case []any:
		out = append(out, value...)
	}
	return out
}

func (b ruleBlock) split(entry map[string]any) []any {
	base := map[string]any{}
	for k, v := range entry {
		switch {
		case k == b.into && b.gather != "", v == nil, v == "":
		case k == "identity_provider_id":
			base["identity_provider"] = v
		default:
			base[k] = v
		}
	}
	gathered, _ := entry[b.into].([]any)
	if len(gathered) == 0 {
		return []any{base}
	}
	var out []any
	for _, g := range gathered {
		one := maps.Clone(base)
		one[b.gather] = g
		out = append(out, one)
	}
	return out
}

// The gaps of rules on provider 4. Such an object stays outside: any later
// change would send the rules without those that the provider does not know,
// and an Access rule that is lost may let people in.
var ruleGaps4 = []schema.Gap{
	{
		Name: "unknown-rule", Effect: schema.Outside, When: unknownRules4,
		Reason: because("The provider passes over this sort of rule when it reads, and any change it makes would take the rule away.", "the resource schema and access_group of provider 4.52.8"),
	},
	{
		Name: "forgotten-rule", Effect: schema.Outside, When: forgottenRules4,
		Reason: because("The provider keeps only the last of several rules of this sort when it reads, or of more than two common names; any change it makes would take the others away.", "access_group of provider 4.52.8"),
	},
}

func unknownRules4(o *schema.Object) []string {
	var out []string
	eachRule(o, func(list, sort string, _ any) {
		for i := range accessRule {
			if accessRule[i].Name == sort && accessRule[i].V4.Lack != nil {
				out = append(out, list+" "+sort)
			}
		}
	})
	return once(out)
}

func forgottenRules4(o *schema.Object) []string {
	var out []string
	seen := map[string]int{}
	blocks := map[string]schema.Blocks{}
	mixed := map[string]map[bool]bool{}
	eachRule(o, func(list, sort string, value any) {
		at := list + " " + sort
		seen[at]++
		if b := ruleBlocks[sort]; b.single {
			blocks[at] = b.add(blocks[at], value)
		}
		if m, isMap := value.(map[string]any); isMap && sort == "github_organization" {
			if mixed[at] == nil {
				mixed[at] = map[bool]bool{}
			}
			mixed[at][m["team"] == nil] = true
		}
	})
	for at, n := range seen {
		sort := at[strings.IndexByte(at, ' ')+1:]
		if sort == "common_name" && n > 2 || sort == "auth_method" && n > 1 || len(blocks[at]) > 1 || len(mixed[at]) > 1 {
			out = append(out, at)
		}
	}
	return once(out)
}

// foreignLists are the rules that name something of the account that no
// inventory describes.
func foreignLists(o *schema.Object) []string {
	var out []string
	eachRule(o, func(list, sort string, value any) {
		switch sort {
		case "email_list", "ip_list", "device_posture":
			out = append(out, fmt.Sprintf("%s %s %v", list, sort, value))
		}
	})
	for i, v := range o.Values("approval_groups") {
		if g, _ := v.(map[string]any); g["email_list_uuid"] != nil {
			out = append(out, fmt.Sprintf("approval_groups[%d] email_list_uuid %v", i, g["email_list_uuid"]))
		}
	}
	return once(out)
}

var foreignListGap = schema.Gap{
	Name: "foreign-list", Effect: schema.Premade, When: foreignLists,
	Reason: because("It names a Zero Trust list or a posture check by its id; an account that is rebuilt gives another.", "https://developers.cloudflare.com/cloudflare-one/policies/access/#selectors"),
	Way:    byHand("Create the list or the check in the Zero Trust dashboard, write its new id into the inventory, and generate again."),
}

// once sorts and drops what is said twice.
func once(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}
