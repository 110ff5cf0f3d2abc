package kinds

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var r2Bucket = &schema.Kind{
	Name:      "r2_bucket",
	Doc:       "An R2 bucket.",
	Parent:    "account",
	Section:   "r2_buckets",
	Key:       []string{"name"},
	ID:        schema.ByName,
	Holds:     "files",
	Bound:     true,
	Protected: true,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true, Form: isBucketName},
		{Name: "location", Doc: "Where it was asked to be: wnam, enam, weur, eeur, apac, oc.", Type: cty.String, Enum: locations, Normal: strings.ToLower, Told: toldLower("location"),
			V4: schema.Form{
				Encode: func(_ *schema.Object, v any) any { return strings.ToUpper(v.(string)) },
				Ignore: reason("A difference would replace the bucket; the API honours the location only at the first creation of a name.", schema4),
			},
			V5: schema.Form{Same: inAnyCase, Ignore: reason("A difference would replace the bucket; the API honours the location only at the first creation of a name.", schema5)},
			API: &schema.Form{Name: "locationHint", Ignore: reason("It is where a bucket was to be made; the API returns where it is.", apiSays), Encode: func(o *schema.Object, v any) any {
				if j := o.Text("jurisdiction"); j != "" && j != "default" {
					return nil // a bucket has the one or the other
				}
				return v
			}}},
		{Name: "storage_class", Doc: "The class of new files: Standard or InfrequentAccess.", Type: cty.String, Enum: []string{"Standard", "InfrequentAccess"}, Told: toldText("storage_class"),
			V4:  schema.Form{Lack: &schema.Lack{Reason: because("The resource has no storage class.", schema4), Harmless: "Standard", Effect: schema.Premade}},
			API: &schema.Form{Name: "storageClass", Ignore: reason("It is the class of new files when a bucket is made; the API returns it under another name, and this request cannot change it.", apiSays)}},
		{Name: "jurisdiction", Doc: "The jurisdiction it must stay in: default, eu, fedramp.", Type: cty.String, Enum: []string{"default", "eu", "fedramp"}, Default: "default",
			V4:  schema.Form{Lack: &schema.Lack{Reason: because("The provider never says the jurisdiction, so it does not see such a bucket, and the import would fail the plan.", "cloudflare/terraform-provider-cloudflare, r2_bucket of 4.52.8"), Harmless: "default", Effect: schema.Outside}},
			API: &schema.Form{Lack: lack("It is said by a header.", apiSays)}},
	},
	Stored: &schema.Endpoint{
		Path: "/accounts/{account_id}/r2/buckets/{r2_bucket.name}/objects", Paging: schema.ByCursor, PerPage: 1000,
		Permission: "Workers R2 Storage Read", ID: "key",
	},
	Recreate: schema.Way{Script: "stores"},
	Before: &schema.Before{
		Text: "Where R2 is not enabled in the account yet, enable it: dashboard, R2 Object Storage.",
		Path: "/accounts/{account_id}/r2/buckets",
	},
	V4: schema.Resource{
		Type: "cloudflare_r2_bucket", ImportID: "{account_id}/{name}",
		Given: accountGiven,
	},
	V5: schema.Resource{
		Type: "cloudflare_r2_bucket", ImportID: "{account_id}/{name}/{jurisdiction}",
		Given: accountGiven,
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/r2/buckets", Paging: schema.ByCursor, PerPage: 1000, Permission: "Workers R2 Storage Read",
		Result: "buckets", ID: "name", Header: map[string]string{"cf-r2-jurisdiction": "{jurisdiction}"},
		Create:   schema.Request{Method: "POST", Path: "/accounts/{account_id}/r2/buckets"},
		Off:      []string{"10042"},
		ReadOnly: []string{"location", "storage_class", "jurisdiction"},
	},
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`)

func isBucketName(s string) string {
	if !bucketName.MatchString(s) {
		return fmt.Sprintf("%q is not the name of a bucket: it has 3 to 63 lower-case letters, digits and hyphens.", s)
	}
	return ""
}

// inAnyCase is for what the provider writes in upper or lower case, as it likes.
func inAnyCase(_ *schema.Object, want, have string) bool { return strings.EqualFold(want, have) }
