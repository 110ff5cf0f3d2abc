package kinds

import (
	"fmt"
	"regexp"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var zoneSetting = &schema.Kind{
	Name:      "zone_setting",
	Doc:       "One setting of a zone that can be edited.",
	Parent:    "zone",
	Section:   "settings",
	PerParent: true,
	Shape:     schema.Table,
	Key:       []string{"setting"},
	Slug:      func(o *schema.Object) (string, bool) { return o.Name, true },
	ID:        schema.ByParent,
	Fields: []schema.Field{
		{Name: "setting", Doc: "The name of the setting in the API: ssl, min_tls_version, 0rtt.", Type: cty.String, Required: true, Form: isSettingName, V5: schema.Form{Name: "setting_id"}},
		{Name: "value", Doc: "Its value, as the API gives it.", Type: cty.DynamicPseudoType, Required: true},
	},
	Owner: func(o *schema.Object) string {
		if o.Name == "development_mode" {
			return "Cloudflare, which ends development mode after three hours"
		}
		return ""
	},
	Recreate: schema.Way{Script: "zone-settings"},
	V4: schema.Resource{Absent: lack(
		"cloudflare_zone_settings_override cannot be imported, and one import block for it fails the whole plan; destroying it would put back whatever stood there when it was first applied.",
		measured4+"; cloudflare/terraform-provider-cloudflare#377")},
	V5: schema.Resource{
		Type: "cloudflare_zone_setting", ImportID: "{zone.id}/{setting}",
		Given: zoneGiven,
		UnreadFor: func(o *schema.Object) []schema.Unread {
			m, _ := o.Fields["value"].(map[string]any)
			for _, v := range m {
				if list, is := v.([]any); is && len(list) == 0 {
					return []schema.Unread{{Attr: "value", Reason: because("A mapping with an empty list in it is not read back.", measured5)}}
				}
			}
			return nil
		},
		StateID:      "setting_id",
		StateIDValue: "{setting}",
	},
	List: schema.Endpoint{Path: "/zones/{zone_id}/settings", Paging: schema.NoPaging, Permission: "Zone Settings Read"},
}

var settingName = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)

func isSettingName(s string) string {
	if !settingName.MatchString(s) {
		return fmt.Sprintf("%q is not the name of a setting; it has lower-case letters, digits and underscores.", s)
	}
	return ""
}
