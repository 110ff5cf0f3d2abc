package kinds

import (
	"regexp"
	"slices"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var plainName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

var locations = []string{"wnam", "enam", "weur", "eeur", "apac", "oc"}

// toldRegion is where the primary runs, which is the best that is known of where
// it should be. In a jurisdiction no place can be asked for.
func toldRegion(raw map[string]any) any {
	if j, _ := raw["jurisdiction"].(string); j != "" {
		return nil
	}
	region, _ := toldLower("running_in_region")(raw).(string)
	if !slices.Contains(locations, region) {
		return nil
	}
	return region
}

var d1Database = &schema.Kind{
	Name:      "d1_database",
	Doc:       "A D1 database.",
	Parent:    "account",
	Section:   "d1_databases",
	Key:       []string{"name"},
	ID:        schema.UUID,
	Holds:     "rows",
	Bound:     true,
	Dumped:    true,
	Protected: true,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
		{Name: "location", Doc: "Where the primary was asked to be: wnam, enam, weur, eeur, apac, oc. The API never tells that again; where nobody said it, a pull writes where the primary runs.", Type: cty.String, Enum: locations,
			Words: true, Told: toldRegion,
			V4:  schema.Form{Lack: &schema.Lack{Reason: because("The resource has no location; Terraform would create the database near whoever runs it.", schema4), Effect: schema.Premade}},
			V5:  schema.Form{Name: "primary_location_hint", Ignore: reason("The API never returns it, and a difference would replace the database.", measured5)},
			API: &schema.Form{Name: "primary_location_hint", Ignore: reason("The API never tells it again.", apiSays)}},
		{Name: "jurisdiction", Doc: "The jurisdiction it must stay in: eu, fedramp.", Type: cty.String, Enum: []string{"eu", "fedramp", "us"},
			V4:  schema.Form{Lack: &schema.Lack{Reason: because("The resource has no jurisdiction; Terraform would create the database outside of it.", schema4), Effect: schema.Premade}},
			V5:  schema.Form{Ignore: reason("A difference would replace the database.", schema5)},
			API: &schema.Form{Ignore: reason("It cannot be changed.", apiSays)}},
		{Name: "read_replication", Doc: "Whether copies near the readers answer.", Fields: []schema.Field{
			{Name: "mode", Doc: "auto or disabled.", Type: cty.String, Required: true, Enum: []string{"auto", "disabled"}},
		}, V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no read replication.", schema4), Harmless: map[string]any{"mode": "disabled"}}}},
	},
	Recreate: schema.Way{Script: "stores"},
	V4: schema.Resource{
		Type: "cloudflare_d1_database", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		Gaps: []schema.Gap{{
			Name: "refused-name", Effect: schema.Outside,
			When:   func(o *schema.Object) []string { return when(!plainName.MatchString(o.Name), "its name") },
			Reason: because("The provider refuses a name with anything but lower-case letters, digits, hyphens and underscores, and the whole plan fails.", measured4),
		}},
	},
	V5: schema.Resource{
		Type: "cloudflare_d1_database", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		UnreadFor: func(o *schema.Object) []schema.Unread {
			if o.Fields["read_replication"] != nil {
				return nil
			}
			return []schema.Unread{{Attr: "read_replication", Reason: because("It is always read back; where the inventory does not say it, its removal would be planned.", measured5)}}
		},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/d1/database", Paging: schema.ByPage, PerPage: 100, Permission: "D1 Read",
		ReadOnly: []string{"running_in_region", "file_size", "num_tables", "version"},
		ID:       "uuid", Get: "/accounts/{account_id}/d1/database/{id}", Brief: true,
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/d1/database"},
		Update: schema.Request{Method: "PATCH", Path: "/accounts/{account_id}/d1/database/{id}"},
	},
}
