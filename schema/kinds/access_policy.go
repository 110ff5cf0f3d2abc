package kinds

import (
	"fmt"
	"slices"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// A policy is either reusable, and applications list it, or belongs to one
// application, which it names. Both are policies to the API and to provider 4.
var accessPolicy = &schema.Kind{
	Name:    "access_policy",
	Doc:     "An Access policy: who may pass. One that names an application belongs to it, every other can be used by several.",
	Parent:  "account",
	Section: "access_policies",
	Key:     []string{"application", "name", "distinct"},
	ID:      schema.UUID,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
		distinct,
		{Name: "decision", Doc: "What happens to those it means.", Type: cty.String, Required: true, Enum: []string{"allow", "deny", "non_identity", "bypass"}},
		accessRules("include", "Whom it means: whoever meets one of these.", true, phantomRule),
		accessRules("exclude", "Whom it does not mean, whatever else they meet.", false, phantomRule),
		accessRules("require", "What all must meet as well.", false, phantomRule),
		{Name: "session_duration", Doc: "How long a session lasts: 24h.", Type: cty.String, Default: "24h"},
		{Name: "isolation_required", Doc: "Only in an isolated browser.", Type: cty.Bool},
		{Name: "purpose_justification_required", Doc: "People must say why.", Type: cty.Bool},
		{Name: "purpose_justification_prompt", Doc: "How they are asked why.", Type: cty.String},
		{Name: "approval_required", Doc: "Somebody must approve.", Type: cty.Bool},
		{Name: "approval_groups", Doc: "Who approves.", Many: schema.ListOf, V4: schema.Form{Name: "approval_group", Block: true}, Fields: []schema.Field{
			{Name: "approvals_needed", Doc: "How many of them.", Type: cty.Number, Required: true},
			{Name: "email_addresses", Doc: "Their addresses.", Type: cty.String, Many: schema.ListOf},
			{Name: "email_list_uuid", Doc: "A list of addresses, by its id.", Type: cty.String},
		}},
		{Name: "connection_rules", Doc: "How those it means may connect to the targets of an infrastructure application.",
			V4: schema.Form{Block: true, Encode: connectionRules4, Decode: readConnectionRules4},
			Fields: []schema.Field{
				{Name: "ssh", Doc: "Over SSH; only in a policy of one application.", V5: schema.Form{Lack: lack("The resource knows reusable policies, and those have no rules for SSH.", schema5)}, Fields: []schema.Field{
					{Name: "usernames", Doc: "The Unix users they may be.", Type: cty.String, Many: schema.ListOf, Required: true},
					{Name: "allow_email_alias", Doc: "Also the user that is called as their address begins.", Type: cty.Bool},
				}},
				{Name: "rdp", Doc: "Over RDP.", V4: schema.Form{Lack: lack("The resource has no rules for RDP.", schema4)}, Fields: []schema.Field{
					{Name: "allowed_clipboard_local_to_remote_formats", Doc: "What may be pasted there: text, file.", Type: cty.String, Many: schema.ListOf},
					{Name: "allowed_clipboard_remote_to_local_formats", Doc: "What may be copied from there: text, file.", Type: cty.String, Many: schema.ListOf},
				}},
			}},
		mfaConfig(nil),
		{Name: "application", Doc: "The application it belongs to, when it is not reusable.", Type: cty.String, Ref: &schema.Ref{Kind: "access_application", By: "id"},
			V4: schema.Form{Name: "application_id"}, V5: schema.Form{Lack: onlyReusable}, API: &schema.Form{Lack: lack("It is a part of the path.", apiSays)}},
		{Name: "precedence", Doc: "Its place among the policies of its application, from 1.", Type: cty.Number, Told: ownPrecedence, V5: schema.Form{Lack: onlyReusable}},
	},
	Check: func(o *schema.Object, report schema.Report) {
		checkRules(o, report)
		_, placed := o.Fields["precedence"]
		rules, _ := o.Fields["connection_rules"].(map[string]any)
		switch own := ofOneApplication(o); {
		case own && !placed:
			report(schema.CodeMissing, []any{"application"}, "A policy of one application needs \"precedence\": its place among the policies of that application, from 1.")
		case !own && placed:
			report(schema.CodeBadValue, []any{"precedence"}, "A policy without \"application\" has no place of its own; the applications that list it give it one.")
		case !own && rules["ssh"] != nil:
			report(schema.CodeBadValue, []any{"connection_rules", "ssh"}, "Only a policy of one application has rules for SSH. Say which with \"application\".")
		}
	},
	Recreate: schema.Way{Script: "access"},
	Before:   zeroTrust,
	V4: schema.Resource{
		Type: "cloudflare_zero_trust_access_policy", Aliases: []string{"cloudflare_access_policy"},
		Elsewhere: inZone,
		ImportID:  "account/{account_id}/{id}",
		ImportIDFor: func(o *schema.Object) string {
			if ofOneApplication(o) {
				return "account/{account_id}/{application.id}/{id}"
			}
			return ""
		},
		Given: accountGiven,
		Gaps:  append(ruleGaps4[:len(ruleGaps4):len(ruleGaps4)], foreignListGap),
	},
	V5: schema.Resource{
		Type:     "cloudflare_zero_trust_access_policy",
		ImportID: "{account_id}/{id}",
		Given:    accountGiven,
		Gaps: []schema.Gap{
			{
				Name: "policy-of-one-application", Effect: schema.Outside, Reason: onlyReusable.Reason,
				When: func(o *schema.Object) []string {
					if ofOneApplication(o) {
						return []string{"application " + o.Text("application")}
					}
					return nil
				},
			},
			{
				Name: "refused-clipboard", Effect: schema.Outside, When: refusedClipboard,
				Reason: because("The provider knows text as the only format of a clipboard; with any other the whole plan fails.", measured5),
			},
			foreignListGap,
		},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/access/policies", Paging: schema.ByPage, Permission: "Access: Apps and Policies Read",
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/access/policies"},
		Update: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/access/policies/{id}"},
		Other: func(o *schema.Object) *schema.Endpoint {
			if !ofOneApplication(o) {
				return nil
			}
			return policiesOfOne
		},
		Lists:    []*schema.Endpoint{policiesOfOne},
		Pick:     func(raw map[string]any) bool { return raw["reusable"] != false },
		Off:      accessOff,
		ReadOnly: []string{"reusable", "uid"},
	},
}

// policiesOfOne is where the policies of one application are. The API lists
// them there with the reusable ones that the application links to.
var policiesOfOne = &schema.Endpoint{
	Path: "/accounts/{account_id}/access/apps/{application.id}/policies", Paging: schema.ByPage, Permission: "Access: Apps and Policies Read",
	Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/access/apps/{application.id}/policies"},
	Update: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/access/apps/{application.id}/policies/{id}"},
	Pick:   func(raw map[string]any) bool { return raw["reusable"] != true },
	If: func(app map[string]any) bool {
		links, _ := app["policies"].([]any)
		return slices.ContainsFunc(links, func(v any) bool {
			policy, _ := v.(map[string]any)
			return policy["reusable"] != true
		})
	},
}

// refusedClipboard finds the formats of a clipboard that provider 5 refuses.
func refusedClipboard(o *schema.Object) []string {
	rules, _ := o.Fields["connection_rules"].(map[string]any)
	rdp, _ := rules["rdp"].(map[string]any)
	var out []string
	for _, f := range []string{"allowed_clipboard_local_to_remote_formats", "allowed_clipboard_remote_to_local_formats"} {
		formats, _ := rdp[f].([]any)
		for _, format := range formats {
			if format != "text" {
				out = append(out, fmt.Sprintf("connection_rules rdp %s: %v", f, format))
			}
		}
	}
	return out
}

// ownPrecedence is the place of a policy of one application. A reusable one has a
// place in each application that lists it, and none of its own.
func ownPrecedence(raw map[string]any) any {
	if raw["reusable"] == true {
		return nil
	}
	return raw["precedence"]
}

func ofOneApplication(policy *schema.Object) bool { return policy.Text("application") != "" }

var onlyReusable = lack("The resource holds reusable policies only; one of a single application has neither a type nor an import id of its own.", "the documentation of cloudflare_zero_trust_access_policy in 5.22.0")

var phantomRule = reason("Rules of different sorts in one list read back with an empty group that is not there.", measured5)

// mfaConfig is the same for policies and applications.
func mfaConfig(encode5 func(*schema.Object, any) any) schema.Field {
	return schema.Field{
		Name: "mfa_config", Doc: "What Access itself asks as a second factor.",
		V4: schema.Form{Lack: lack("The resource does not know the second factor of Access.", schema4)},
		V5: schema.Form{Encode: encode5},
		Fields: []schema.Field{
			{Name: "allowed_authenticators", Doc: "The factors that count: totp, biometrics, security_key.", Type: cty.String, Many: schema.ListOf},
			{Name: "mfa_disabled", Doc: "None is asked.", Type: cty.Bool},
			{Name: "session_duration", Doc: "How long one lasts: 24h.", Type: cty.String},
		},
	}
}

// connectionRules4 leaves out a block without its required part: provider 4
// knows rules for SSH only.
func connectionRules4(_ *schema.Object, v any) any {
	rules, _ := v.(map[string]any)
	ssh, _ := rules["ssh"].(map[string]any)
	if ssh == nil {
		return nil
	}
	return schema.Blocks{{"ssh": schema.Blocks{ssh}}}
}

func readConnectionRules4(v any) any {
	list, _ := v.([]any)
	if len(list) == 0 {
		return nil
	}
	rules, _ := list[0].(map[string]any)
	ssh, _ := rules["ssh"].([]any)
	if len(ssh) == 0 {
		return nil
	}
	return map[string]any{"ssh": ssh[0]}
}
