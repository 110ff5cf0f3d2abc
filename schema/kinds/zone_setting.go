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
		{Name: "setting", Doc: "The name of the setting in the API: ssl, min_tls_version, 0rtt.", Type: cty.String, Required: true, Form: isSettingName, V5: schema.Form{Name: "setting_id"}, API: &schema.Form{Name: "id", Lack: lack("It is a part of the path.", apiSays)}},
		{Name: "value", Doc: "Its value, as the API gives it.", Type: cty.DynamicPseudoType, Required: true, Told: settingValue, API: &schema.Form{Encode: func(o *schema.Object, v any) any {
			if o.Name == switchOfItsOwn {
				return nil
			}
			return v
		}}},
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
			if _, is := o.Fields["value"].(map[string]any); is {
				return []schema.Unread{{Attr: "value", Reason: because("An update would send only what differs within a mapping, and the API takes it for the whole value; a mapping with an empty list in it is not read back either.", measured5)}}
			}
			return nil
		},
		Gaps: []schema.Gap{{
			Name: "mapping", Effect: schema.Lossy, Field: "value",
			When: func(o *schema.Object) []string {
				_, is := o.Fields["value"].(map[string]any)
				return when(is, "a change of its value")
			},
			Reason: because("The provider makes a setting whole and changes it in part: what does not differ within the value is left out of the request, and the API forgets it.", measured5+"; MarshalForPatch in internal/apijson"),
		}},
		StateID:      "setting_id",
		StateIDValue: "{setting}",
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/settings", Paging: schema.NoPaging, Permission: "Zone Settings Read",
		Get:      "/zones/{zone_id}/settings/{id}",
		Alone:    []string{"aegis", "binary_ast", "fonts", "nel", "origin_max_http_version", "replace_insecure_js", "speed_brain", "ssl_automatic_mode"},
		Pick:     func(raw map[string]any) bool { return raw["editable"] != false && settingValue(raw) != nil },
		ReadOnly: []string{"editable", "enabled", "time_remaining", "certificate_status", "validation_errors"},
		Update:   schema.Request{Method: "PATCH", Path: "/zones/{zone_id}/settings/{id}"},
		Derived: []schema.Derived{{Name: "enabled", Doc: "the value of the one setting that is a switch of its own", Value: func(o *schema.Object) any {
			if o.Name == switchOfItsOwn {
				return o.Fields["value"]
			}
			return nil
		}}},
	},
}

// switchOfItsOwn is the setting whose value the API calls "enabled".
const switchOfItsOwn = "ssl_recommender"

// settingValue is the value, or the switch of the one setting that has no value.
func settingValue(raw map[string]any) any {
	if v := raw["value"]; v != nil {
		return v
	}
	return raw["enabled"]
}

var settingName = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)

func isSettingName(s string) string {
	if !settingName.MatchString(s) {
		return fmt.Sprintf("%q is not the name of a setting; it has lower-case letters, digits and underscores.", s)
	}
	return ""
}
