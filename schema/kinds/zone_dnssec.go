package kinds

import (
	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var zoneDNSSEC = &schema.Kind{
	Name:    "zone_dnssec",
	Doc:     "Whether the DNS of a zone is signed.",
	Parent:  "zone",
	Section: "dnssec",
	Shape:   schema.Single,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "status", Doc: "active, disabled, or on the way from one to the other: pending, pending-disabled. error where Cloudflare cannot sign.", Type: cty.String, Required: true,
			Enum: []string{"active", "disabled", "pending", "pending-disabled", "error"},
			V5:   schema.Form{Encode: wantedStatus},
			API:  &schema.Form{Encode: settledStatus}},
		signingFlag("multi_signer", "Other providers sign the zone too."),
		signingFlag("presigned", "The zone comes signed from a primary elsewhere."),
		signingFlag("use_nsec3", "Names that are not there are denied with NSEC3."),
	},
	Recreate: schema.Way{Script: "zone-settings"},
	V4: schema.Resource{
		Type: "cloudflare_zone_dnssec", ImportID: "{zone.id}",
		Given:   zoneGiven,
		StateID: "zone_id", StateIDValue: "{zone.id}",
		Gaps: []schema.Gap{
			{
				Name: "refuses-what-is-off", Effect: schema.Outside,
				When:   func(o *schema.Object) []string { return []string{"status " + o.Text("status")} },
				Reason: because("The resource says nothing but the zone, and refuses to read DNSSEC that is off. A zone that is made again is not signed, and an import block for it would fail every plan.", "cloudflare_zone_dnssec in the source of provider 4.52.8"),
			},
			onItsWay, newKeys,
		},
	},
	V5: schema.Resource{
		Type: "cloudflare_zone_dnssec", ImportID: "{zone.id}",
		Given:   zoneGiven,
		StateID: "zone_id", StateIDValue: "{zone.id}",
		UnreadFor: func(o *schema.Object) []schema.Unread {
			var out []schema.Unread
			if moving(o) {
				out = append(out, schema.Unread{Attr: "status", Vague: true, Reason: because("The provider knows only active and disabled; what is on its way would be an update until it is there.", schema5)})
			}
			for _, f := range []string{"multi_signer", "presigned", "use_nsec3"} {
				if !o.Flag(f) {
					out = append(out, schema.Unread{Attr: "dnssec_" + f, Vague: true, Reason: because("The API may tell what is off as false, or not at all; each would be an update of the other.", "the tests of cloudflare_zone_dnssec in provider 5.22.0")})
				}
			}
			return out
		},
		Gaps: []schema.Gap{onItsWay, newKeys},
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/dnssec", Paging: schema.NoPaging, Permission: "DNS Read",
		One: true, Off: noRoute,
		Unset: func(raw map[string]any) bool {
			return raw["status"] == "disabled" && raw["dnssec_multi_signer"] != true && raw["dnssec_presigned"] != true && raw["dnssec_use_nsec3"] != true
		},
		ReadOnly: []string{"algorithm", "digest", "digest_algorithm", "digest_type", "ds", "flags", "key_tag", "key_type", "public_key"},
		Update:   schema.Request{Method: "PATCH", Path: "/zones/{zone_id}/dnssec"},
	},
}

// noRoute is what the API says to a zone whose plan or setup does not have a
// product: that it could not route to the path.
var noRoute = []string{"7003"}

// onItsWay is what nobody can ask for: a status that is none yet.
var onItsWay = schema.Gap{
	Name: "on-its-way", Effect: schema.Lossy,
	When:   func(o *schema.Object) []string { return when(moving(o), "status "+o.Text("status")) },
	Reason: because("One asks for active or disabled. What is neither yet is left as it is, also where the zone is made again.", apiSays),
	Way:    byHand("Turn DNSSEC of the zone on or off in the dashboard, as it was meant to be."),
}

// newKeys is about the registrar: only a person can tell it of the new keys.
var newKeys = schema.Gap{
	Name: "new-keys", Effect: schema.Lossy,
	When: func(o *schema.Object) []string {
		return when(o.Text("status") == "active", "the DS record at the registrar")
	},
	Reason: because("A zone that is made again is signed with other keys. While the registrar has the DS record of the old ones, nobody who checks signatures can resolve the domain.", "https://developers.cloudflare.com/dns/dnssec/"),
	Way:    byHand("Remove the DS record of the domain at the registrar before its name servers are changed, and enter the new one once the zone is active."),
}

func signingFlag(name, doc string) schema.Field {
	return schema.Field{Name: name, Doc: doc, Type: cty.Bool, V5: schema.Form{Name: "dnssec_" + name}}
}

func moving(o *schema.Object) bool {
	return o.Text("status") != "active" && o.Text("status") != "disabled"
}

// wantedStatus is what one asks for to get a status.
func wantedStatus(_ *schema.Object, v any) any {
	if v == "pending-disabled" {
		return "disabled"
	}
	if v == "disabled" {
		return v
	}
	return "active"
}

// settledStatus is a status that one can ask for, and nothing for one that is
// on its way: a script lets that be.
func settledStatus(o *schema.Object, v any) any {
	if moving(o) {
		return nil
	}
	return v
}
