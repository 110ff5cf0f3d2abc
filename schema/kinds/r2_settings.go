package kinds

import (
	"fmt"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

// The kinds of this file live in the mapping of a bucket. Each has a path of
// its own in the API, and the bucket can be without it. Provider 5 has a
// resource for each of them, and can import none.

const (
	bucketPath        = "/accounts/{account_id}/r2/buckets/{r2_bucket.name}"
	notificationsPath = "/accounts/{account_id}/event_notifications/r2/{r2_bucket.name}/configuration"
	readBuckets       = "Workers R2 Storage Read"
)

// inJurisdiction is what every request says about a bucket that is not where
// buckets usually are.
var inJurisdiction = map[string]string{"cf-r2-jurisdiction": "{r2_bucket.jurisdiction}"}

// noneOn4 and unimported5 are why no target holds one.
func noneOn4(what string) schema.Resource {
	return schema.Resource{Absent: lack("There is no resource for "+what+".", schema4)}
}

func unimported5(resourceType, otherwise string) schema.Resource {
	return schema.Resource{Absent: lack(resourceType+" cannot be imported, and "+otherwise, "the documentation of "+resourceType+" in 5.22.0")}
}

var r2BucketCORS = &schema.Kind{
	Name:    "r2_bucket_cors",
	Doc:     "Which pages of other origins may read from a bucket, or write to it.",
	Parent:  "r2_bucket",
	Section: "cors",
	Shape:   schema.Whole,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "cors", Doc: "The rules.", Many: schema.ListOf, Required: true, API: &schema.Form{Name: "rules"}, Fields: []schema.Field{
			{Name: "id", Doc: "What people call the rule.", Type: cty.String},
			{Name: "methods", Doc: "What the pages may do.", Type: cty.String, Many: schema.ListOf, Required: true, Enum: []string{"GET", "PUT", "POST", "DELETE", "HEAD"}, API: &schema.Form{Name: "allowed.methods"}},
			{Name: "origins", Doc: "The origins of the pages: https://example.com, or an asterisk for all.", Type: cty.String, Many: schema.ListOf, Required: true, API: &schema.Form{Name: "allowed.origins"}},
			{Name: "headers", Doc: "The headers that they may send.", Type: cty.String, Many: schema.ListOf, API: &schema.Form{Name: "allowed.headers"}},
			{Name: "expose_headers", Doc: "The headers of an answer that they may read.", Type: cty.String, Many: schema.ListOf, API: &schema.Form{Name: "exposeHeaders"}},
			{Name: "max_age_seconds", Doc: "Seconds that a browser may remember this.", Type: cty.Number, API: &schema.Form{Name: "maxAgeSeconds"}},
		}},
	},
	Recreate: schema.Way{Script: "stores"},
	V4:       noneOn4("the CORS rules of a bucket"),
	V5:       unimported5("cloudflare_r2_bucket_cors", "creating it writes over the rules that are there."),
	API: schema.Endpoint{Path: bucketPath + "/cors", Paging: schema.NoPaging, Permission: readBuckets,
		One: true, Header: inJurisdiction,
		None:   []string{"10059"},
		Create: schema.Request{Method: "PUT", Path: bucketPath + "/cors"},
		Update: schema.Request{Method: "PUT", Path: bucketPath + "/cors"},
	},
}

var r2BucketLifecycle = &schema.Kind{
	Name:    "r2_bucket_lifecycle",
	Doc:     "What becomes of the files of a bucket when they grow old. A bucket of which nothing is said has the one rule that R2 gives to every bucket: uploads that were begun and not finished are forgotten after 7 days.",
	Parent:  "r2_bucket",
	Section: "lifecycle",
	Shape:   schema.Whole,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "lifecycle", Doc: "The rules; none takes away the one that every bucket has.", Many: schema.ListOf, Required: true, API: &schema.Form{Name: "rules"}, Fields: []schema.Field{
			{Name: "id", Doc: "What people call the rule.", Type: cty.String, Required: true},
			{Name: "enabled", Doc: "It is used.", Type: cty.Bool, Required: true},
			{Name: "prefix", Doc: "How the names of the files begin that it means; all where nothing is said.", Type: cty.String, Default: "", API: &schema.Form{Name: "conditions.prefix"}},
			{Name: "delete_objects_transition", Doc: "When they are deleted.", Fields: ageOrDate, API: &schema.Form{Name: "deleteObjectsTransition"}},
			{Name: "abort_multipart_uploads_transition", Doc: "When uploads that were not finished are forgotten.", Fields: ageOrDate[:2:2], API: &schema.Form{Name: "abortMultipartUploadsTransition"}},
			{Name: "storage_class_transitions", Doc: "When they go to another class.", Many: schema.ListOf, API: &schema.Form{Name: "storageClassTransitions"},
				Fields: append([]schema.Field{{Name: "storage_class", Doc: "The class.", Type: cty.String, Required: true, Enum: []string{"InfrequentAccess"}, API: &schema.Form{Name: "storageClass"}}}, ageOrDate...)},
		}},
	},
	Recreate: schema.Way{Script: "stores"},
	V4:       noneOn4("the lifecycle rules of a bucket"),
	V5:       unimported5("cloudflare_r2_bucket_lifecycle", "creating it writes over the rules that are there."),
	API: schema.Endpoint{Path: bucketPath + "/lifecycle", Paging: schema.NoPaging, Permission: readBuckets,
		One: true, Header: inJurisdiction,
		Pick:   func(raw map[string]any) bool { return !usualLifecycle(raw) },
		Update: schema.Request{Method: "PUT", Path: bucketPath + "/lifecycle"},
	},
}

// ageOrDate is when a lifecycle rule does something: first the age, which all
// rules can say.
var ageOrDate = []schema.Field{
	{Name: "type", Doc: "Age: when a file is so old. Date: on a day.", Type: cty.String, Required: true, Enum: []string{"Age", "Date"}, API: &schema.Form{Name: "condition.type"}},
	{Name: "max_age", Doc: "The age in seconds.", Type: cty.Number, API: &schema.Form{Name: "condition.maxAge"}},
	{Name: "date", Doc: "The day: 2026-12-31T00:00:00Z.", Type: cty.String, API: &schema.Form{Name: "condition.date"}},
}

// usualLifecycle says whether a bucket has what R2 gives to every bucket.
func usualLifecycle(raw map[string]any) bool {
	rules, _ := raw["rules"].([]any)
	if len(rules) != 1 {
		return false
	}
	rule, _ := rules[0].(map[string]any)
	conditions, _ := rule["conditions"].(map[string]any)
	abort, _ := rule["abortMultipartUploadsTransition"].(map[string]any)
	condition, _ := abort["condition"].(map[string]any)
	moved, _ := rule["storageClassTransitions"].([]any)
	return rule["id"] == "Default Multipart Abort Rule" && rule["enabled"] == true && rule["deleteObjectsTransition"] == nil && len(moved) == 0 &&
		(conditions["prefix"] == nil || conditions["prefix"] == "") && condition["type"] == "Age" && fmt.Sprint(condition["maxAge"]) == "604800"
}

var r2ManagedDomain = &schema.Kind{
	Name:    "r2_managed_domain",
	Doc:     "Whether everybody can read a bucket under a name on r2.dev.",
	Parent:  "r2_bucket",
	Section: "r2_dev",
	Shape:   schema.Single,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "enabled", Doc: "Everybody can.", Type: cty.Bool, Required: true},
		{Name: "domain", Doc: "The name; a bucket that is made again has another.", Type: cty.String, Local: true, Form: schema.IsHostname, Normal: schema.LowerHost, Told: toldText("domain")},
	},
	Serves: func(o *schema.Object) []string {
		if o.Flag("enabled") && o.Text("domain") != "" {
			return []string{o.Text("domain")}
		}
		return nil
	},
	Recreate: schema.Way{Script: "stores"},
	V4:       withGaps(noneOn4("the name of a bucket on r2.dev"), newPublicName),
	V5:       withGaps(unimported5("cloudflare_r2_managed_domain", "creating it writes over what is there; destroying it leaves the bucket public."), newPublicName),
	API: schema.Endpoint{Path: bucketPath + "/domains/managed", Paging: schema.NoPaging, Permission: readBuckets,
		One: true, Header: inJurisdiction,
		Unset:    func(raw map[string]any) bool { return raw["enabled"] != true },
		Update:   schema.Request{Method: "PUT", Path: bucketPath + "/domains/managed"},
		ReadOnly: []string{"bucketId", "domain"},
	},
}

// withGaps is a resource with more to say.
func withGaps(r schema.Resource, gaps ...schema.Gap) schema.Resource {
	r.Gaps = gaps
	return r
}

// newPublicName is about whatever has the old name written into it.
var newPublicName = schema.Gap{
	Name: "new-name", Effect: schema.Lossy,
	When: func(o *schema.Object) []string {
		if !o.Flag("enabled") {
			return nil
		}
		if o.Text("domain") == "" {
			return []string{"its name on r2.dev"}
		}
		return []string{o.Text("domain")}
	},
	Reason: because("The name on r2.dev belongs to one bucket, and a bucket that is made again has another.", "https://developers.cloudflare.com/r2/buckets/public-buckets/"),
	Way:    byHand("Give whatever reads the bucket under its old name on r2.dev the new one, which the settings of the bucket show."),
}

var r2CustomDomain = &schema.Kind{
	Name:    "r2_custom_domain",
	Doc:     "A host under which everybody can read a bucket: Cloudflare makes its DNS record and certificate.",
	Parent:  "r2_bucket",
	Section: "custom_domains",
	Key:     []string{"domain"},
	Slug:    func(o *schema.Object) (string, bool) { return schema.HostSlug(o.Name) },
	ID:      schema.ByName,
	Fields: []schema.Field{
		{Name: "domain", Doc: "The host.", Type: cty.String, Required: true, Form: schema.IsHostname, Normal: schema.LowerHost},
		zoneField,
		{Name: "enabled", Doc: "It can be reached.", Type: cty.Bool, Default: true},
		{Name: "min_tls", Doc: "The oldest version of TLS that it speaks.", Type: cty.String, Enum: []string{"1.0", "1.1", "1.2", "1.3"}, API: &schema.Form{Name: "minTLS"}},
		{Name: "ciphers", Doc: "The ciphers that it offers, when not all.", Type: cty.String, Many: schema.ListOf},
	},
	Serves:   func(o *schema.Object) []string { return []string{o.Text("domain")} },
	Starts:   true,
	Recreate: schema.Way{Script: "routes"},
	V4:       noneOn4("the custom domain of a bucket"),
	V5:       unimported5("cloudflare_r2_custom_domain", "creating it beside the existing one fails."),
	API: schema.Endpoint{Path: bucketPath + "/domains/custom", Paging: schema.NoPaging, Permission: readBuckets,
		Result: "domains", ID: "domain", Header: inJurisdiction,
		Create:   schema.Request{Method: "POST", Path: bucketPath + "/domains/custom"},
		Update:   schema.Request{Method: "PUT", Path: bucketPath + "/domains/custom/{id}"},
		Given:    []schema.Given{{Name: "zoneId", From: "zone", By: "id"}},
		ReadOnly: []string{"status", "zoneName"},
	},
}

// A notification starts to fill its queue with the first file that is put back.
var r2EventNotification = &schema.Kind{
	Name:      "r2_event_notification",
	Doc:       "What a bucket tells a queue: which files came, and which went.",
	Parent:    "r2_bucket",
	Section:   "event_notifications",
	PerParent: true,
	Key:       []string{"queue"},
	Slug: func(o *schema.Object) (string, bool) {
		slug, _ := schema.Slug(o.Parent.Name + "-" + o.Name)
		return slug, false
	},
	ID: schema.ByName,
	Fields: []schema.Field{
		{Name: "queue", Doc: "The queue.", Type: cty.String, Required: true, Ref: &schema.Ref{Kind: "queue", By: "name"}, API: &schema.Form{Name: "queueName", Lack: lack("It is a part of the path.", apiSays)}},
		{Name: "rules", Doc: "Which files it is told of.", Many: schema.ListOf, Required: true, Fields: []schema.Field{
			{Name: "actions", Doc: "What was done with the file.", Type: cty.String, Many: schema.SetOf, Required: true, Enum: []string{"PutObject", "CopyObject", "DeleteObject", "CompleteMultipartUpload", "LifecycleDeletion"}},
			{Name: "prefix", Doc: "How its name begins.", Type: cty.String},
			{Name: "suffix", Doc: "How its name ends.", Type: cty.String},
			{Name: "description", Doc: "What people say about the rule.", Type: cty.String},
		}},
	},
	Starts:   true,
	Recreate: schema.Way{Script: "consumers"},
	V4:       noneOn4("the event notifications of a bucket"),
	V5:       unimported5("cloudflare_r2_bucket_event_notification", "creating it beside the existing one adds its rules to those that are there."),
	// A request adds rules to those that are there, so nothing changes them.
	API: schema.Endpoint{Path: notificationsPath, Paging: schema.NoPaging, Permission: readBuckets,
		Result: "queues", ID: "queueId", Header: inJurisdiction,
		None:     []string{"11015"},
		Create:   schema.Request{Method: "PUT", Path: notificationsPath + "/queues/{queue.id}"},
		ReadOnly: []string{"queueId", "rules.ruleId", "rules.createdAt"},
	},
}
