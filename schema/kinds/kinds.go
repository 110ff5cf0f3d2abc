// Package kinds is the list of what a Cloudflare account can hold, one file
// for each kind. It holds no behaviour of its own: everything a kind does
// follows from its value, and is done by schema, generator and the readers.
package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// Registry builds the list. The order is the order of the sections of a
// written inventory and of the pages of docs/kinds.md: what others refer to
// comes first.
func Registry() *schema.Registry {
	return schema.NewRegistry(
		account,
		accountRuleset,
		tunnel,
		tunnelConfig,
		zone,
		dnsRecord,
		zoneSetting,
		zoneDNSSEC,
		pageRule,
		zoneRuleset,
		routeExclusion,
		d1Database,
		kvNamespace,
		r2Bucket,
		r2BucketCORS,
		r2BucketLifecycle,
		r2ManagedDomain,
		turnstileWidget,
		queue,
		queueConsumer,
		r2EventNotification,
		worker,
		durableObjectClass,
		workerSchedule,
		workerSubdomain,
		workerRoute,
		workerDomain,
		r2CustomDomain,
		workflow,
		emailRoutingAddress,
		emailRoutingRule,
		emailRoutingCatchAll,
		emailRoutingSettings,
		accessIdentityProvider,
		accessServiceToken,
		accessGroup,
		accessPolicy,
		accessApplication,
		pagesProject,
		pagesDomain,
	)
}

// Where the reasons come from. A source is something that a reader can look
// up, or a statement of what was measured.
const (
	measured4 = "measured with provider 4.52.8"
	measured5 = "measured with provider 5.22.0"
	schema4   = "the resource schema of provider 4.52.8"
	schema5   = "the resource schema of provider 5.22.0"
	apiSays   = "https://developers.cloudflare.com/api/"
)

func because(text, source string) schema.Reason {
	return schema.Reason{Text: text, Source: source}
}

func lack(text, source string) *schema.Lack {
	return &schema.Lack{Reason: because(text, source)}
}

func byScript(topic string) *schema.Way { return &schema.Way{Script: topic} }

func byHand(what string) *schema.Way { return &schema.Way{Hand: what} }

// distinct tells two things of one name apart, where the API allows them.
var distinct = schema.Field{Name: "distinct", Doc: "What tells it from another of the same name, such as \"second\"; references then say both, as \"Name second\".", Type: cty.String, Local: true,
	Form: func(s string) string {
		if s == "" {
			return "\"distinct\" is empty, which tells nothing apart. Remove it, or write a word."
		}
		return ""
	}}

// zeroTrust is what Access needs of an account.
var zeroTrust = &schema.Before{
	Text: "Where the account has no Zero Trust organization yet, make one in the Zero Trust dashboard.",
	Path: "/accounts/{account_id}/access/organizations",
}

// accessOff is what Access says to an account that never set it up.
var accessOff = []string{"access.api.error.not_enabled"}

var accountGiven = []schema.Given{{Name: "account_id", From: "account", By: "id"}}

var zoneGiven = []schema.Given{{Name: "zone_id", From: "zone", By: "id"}}
