package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var accessGroup = &schema.Kind{
	Name:    "access_group",
	Doc:     "An Access group: rules under one name, for policies and other groups to use.",
	Parent:  "account",
	Section: "access_groups",
	Key:     []string{"name", "distinct"},
	ID:      schema.UUID,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
		distinct,
		accessRules("include", "Whom it means: whoever meets one of these.", true, nil),
		accessRules("exclude", "Whom it does not mean, whatever else they meet.", false, nil),
		accessRules("require", "What all must meet as well.", false, nil),
		{Name: "is_default", Doc: "New applications take it by themselves.", Type: cty.Bool,
			V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource does not know the default group.", schema4), Harmless: false}},
			V5: schema.Form{Ignore: reason("The provider does not read it back, so an update would be planned.", measured5)}},
	},
	Check:    checkRules,
	Recreate: schema.Way{Script: "access"},
	Before:   zeroTrust,
	V4: schema.Resource{
		Type: "cloudflare_zero_trust_access_group", Aliases: []string{"cloudflare_access_group"},
		Elsewhere: inZone,
		ImportID:  "{account_id}/{id}",
		Given:     accountGiven,
		Gaps:      append(ruleGaps4[:len(ruleGaps4):len(ruleGaps4)], foreignListGap),
	},
	V5: schema.Resource{
		Type:     "cloudflare_zero_trust_access_group",
		ImportID: "accounts/{account_id}/{id}",
		Given:    accountGiven,
		Unread: []schema.Unread{{Attr: "is_default", Vague: true, Reason: because(
			"The provider never reads it back; a state that has it would be updated.", measured5)}},
		Gaps: []schema.Gap{foreignListGap},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/access/groups", Paging: schema.ByPage, Permission: "Access: Organizations, Identity Providers, and Groups Read",
		Off:    accessOff,
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/access/groups"},
		Update: schema.Request{Method: "PUT", Path: "/accounts/{account_id}/access/groups/{id}"},
	},
}

// inZone is where provider 4 has Access objects of a zone, which is another place
// than the account.
var inZone = []string{"zone_id"}
