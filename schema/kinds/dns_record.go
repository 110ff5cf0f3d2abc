package kinds

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var dnsRecord = &schema.Kind{
	Name:      "dns_record",
	Doc:       "One DNS record in a zone.",
	Parent:    "zone",
	Section:   "dns_records",
	PerParent: true,
	// Neither name and type nor name, type and content alone tell records
	// apart: two MX records of one host may differ in priority only.
	Key:  []string{"name", "type", "content", "data", "priority"},
	Slug: dnsSlug,
	ID:   schema.HexID,
	Fields: []schema.Field{
		{Name: "name", Doc: "The full name, with the zone's.", Type: cty.String, Required: true, Public: true, Form: isRecordName, Normal: schema.LowerHost,
			V4: schema.Form{
				Encode: func(o *schema.Object, v any) any { return relativeName(o.Up("zone"), v.(string)) },
				Ignore: reason("The provider never reads it back, so that a state has it as some configuration once spelled it, in full or relative to the zone; a difference would replace the record.", measured4),
				Same:   sameRecordName,
			},
			V5: eitherHost("")},
		{Name: "type", Doc: "A, AAAA, CNAME, MX, TXT, SRV, CAA, HTTPS, …", Type: cty.String, Required: true, Enum: recordTypes},
		{Name: "content", Doc: "The value, for types that have one value. TXT values as the API gives them, quotes included.", Type: cty.String, Public: true, Told: contentOnly,
			V4: schema.Form{
				Encode: func(o *schema.Object, v any) any { return unlessTunnel(o, presentation(o, v.(string))) },
				Ignore: reason("The provider does not read it back when it imports, so an update would be planned for every record.", measured4),
				Always: true,
			},
			V5: schema.Form{Encode: unlessTunnel}},
		{Name: "tunnel", Doc: "The tunnel that a CNAME leads to, whose id the content begins with. The record follows it when it is made again.", Type: cty.String, Ref: &schema.Ref{Kind: "tunnel", By: "id", Within: "content", Suffix: cfargo},
			V4: schema.Form{Name: "content"}, V5: schema.Form{Name: "content"}},
		{Name: "data", Doc: "The parts of the value, for types that have several: SRV, CAA, HTTPS, SVCB, TLSA, LOC, …", Public: true, Fields: recordData, Told: dataOnly,
			V4: schema.Form{Block: true}},
		{Name: "ttl", Doc: "Seconds; 1 lets Cloudflare choose.", Type: cty.Number, Default: int64(1)},
		{Name: "priority", Doc: "Of an MX, SRV or URI record; the lower one is tried first.", Type: cty.Number},
		{Name: "proxied", Doc: "Traffic goes through Cloudflare.", Type: cty.Bool, Default: false},
		{Name: "comment", Doc: "A note that the dashboard shows.", Type: cty.String},
		{Name: "tags", Doc: "Tags, on plans that have them.", Type: cty.String, Many: schema.SetOf},
		{Name: "settings", Doc: "Rarely used switches of the record.", Fields: []schema.Field{
			{Name: "flatten_cname", Doc: "Answer with the addresses of the target.", Type: cty.Bool},
			{Name: "ipv4_only", Doc: "Proxied, and only an A record is answered.", Type: cty.Bool},
			{Name: "ipv6_only", Doc: "Proxied, and only an AAAA record is answered.", Type: cty.Bool},
		}, V4: schema.Form{Lack: lack("The resource has no settings of a record.", schema4)}, V5: schema.Form{Sift: unlessFalse}},
		{Name: "private_routing", Doc: "The record is answered with private addresses.", Type: cty.Bool,
			V4: schema.Form{Lack: &schema.Lack{Reason: because("The resource has no private routing.", schema4), Harmless: false}}},
		{Name: "owned_by", Doc: "What made the record and keeps it: a custom domain of a worker, email routing, R2, Pages. Such a record comes back with its owner; it is neither adopted nor created.", Type: cty.String, Words: true, Local: true, Told: recordOwner},
	},
	Owner: func(o *schema.Object) string { return o.Text("owned_by") },
	Serves: func(o *schema.Object) []string {
		if !o.Flag("proxied") {
			return nil
		}
		return []string{o.Text("name")}
	},
	Check:    checkRecord,
	Recreate: schema.Way{Script: "dns"},
	V4: schema.Resource{
		Type: "cloudflare_record", ImportID: "{zone.id}/{id}",
		Given: zoneGiven,
		Unread: []schema.Unread{{Attr: "allow_overwrite", Reason: because(
			"It has a default that an import does not set.", measured4)}},
	},
	V5: schema.Resource{
		Type: "cloudflare_dns_record", Aliases: []string{"cloudflare_record"}, ImportID: "{zone.id}/{id}",
		Given: zoneGiven,
	},
	API: schema.Endpoint{Path: "/zones/{zone_id}/dns_records", Paging: schema.ByPage, PerPage: 1000, Permission: "DNS Read",
		Create:   schema.Request{Method: "POST", Path: "/zones/{zone_id}/dns_records"},
		Update:   schema.Request{Method: "PATCH", Path: "/zones/{zone_id}/dns_records/{id}"},
		ReadOnly: []string{"meta", "proxiable", "content", "data", "comment_modified_on", "tags_modified_on", "zone_id", "zone_name", "locked"},
	},
}

// contentOnly is the value of a record that has a single one; the others repeat
// their parts there. dataOnly are the parts.
func contentOnly(raw map[string]any) any {
	if kind, _ := raw["type"].(string); slices.Contains(withParts, kind) && raw["data"] != nil {
		return nil
	}
	return raw["content"]
}

func dataOnly(raw map[string]any) any {
	if kind, _ := raw["type"].(string); slices.Contains(withParts, kind) {
		return raw["data"]
	}
	return nil
}

// recordOwner is what made a record that nobody may change.
func recordOwner(raw map[string]any) any {
	meta, _ := raw["meta"].(map[string]any)
	bucket, _ := meta["r2_bucket"].(string)
	switch {
	case meta["origin_worker_id"] != nil && meta["origin_worker_id"] != "":
		return "the custom domain of a worker"
	case meta["email_routing"] == true:
		return "email routing"
	case bucket != "":
		return "the custom domain of the R2 bucket " + bucket
	case meta["managed_by_apps"] == true:
		return "an app"
	case meta["read_only"] == true:
		return "another product"
	}
	return nil
}

func reason(text, source string) *schema.Reason {
	r := because(text, source)
	return &r
}

// isRecordName takes what DNS takes: labels of almost any character, an
// asterisk for all names below.
func isRecordName(s string) string {
	low := strings.ToLower(strings.TrimSuffix(s, "."))
	if low == "" || len(low) > 253 {
		return fmt.Sprintf("%q is not the name of a record: it has 1 to 253 characters.", s)
	}
	for _, label := range strings.Split(low, ".") {
		if label == "" || len(label) > 63 {
			return fmt.Sprintf("%q is not the name of a record: between two dots stand 1 to 63 characters.", s)
		}
		if strings.ContainsFunc(label, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' }) {
			return fmt.Sprintf("%q is not the name of a record. Write names outside ASCII in their xn-- form.", s)
		}
	}
	return ""
}

func checkRecord(o *schema.Object, report schema.Report) {
	_, content := o.Fields["content"]
	_, data := o.Fields["data"]
	switch {
	case content == data && o.Owner() == "":
		report(schema.CodeMissing, nil, "A record has either \"content\" or \"data\": the one where its type has a single value, the other where it has several.")
	}
	checkContent(o, report)
	checkTunnel(o, report)
	zone := o.Up("zone")
	name := o.Text("name")
	if zone != nil && name == "@" {
		report(schema.CodeBadValue, []any{"name"}, fmt.Sprintf("The record of the zone itself is written by the zone's name: %q.", zone.Name))
		return
	}
	if zone != nil && name != zone.Name && !strings.HasSuffix(name, "."+zone.Name) {
		report(schema.CodeBadValue, []any{"name"}, fmt.Sprintf("%q is not in the zone %q. Write the full name: %q.", name, zone.Name, strings.TrimSuffix(name, ".")+"."+zone.Name))
	}
}

// checkContent finds values that the API would not have given.
func checkContent(o *schema.Object, report schema.Report) {
	content, said := o.Fields["content"].(string)
	kind := o.Text("type")
	addr, err := netip.ParseAddr(content)
	switch {
	case o.Owner() != "":
	case slices.Contains(withParts, kind) && said:
		report(schema.CodeBadValue, []any{"content"}, fmt.Sprintf("A record of type %s has several parts; write them under \"data\".", kind))
	case !said:
	case kind == "A" && (err != nil || !addr.Is4()):
		report(schema.CodeBadValue, []any{"content"}, fmt.Sprintf("%q is not an IPv4 address.", content))
	case kind == "AAAA" && (err != nil || !addr.Is6() || addr.Is4In6() && !strings.Contains(content, ":")):
		report(schema.CodeBadValue, []any{"content"}, fmt.Sprintf("%q is not an IPv6 address.", content))
	}
	if _, placed := o.Fields["priority"]; kind == "MX" && !placed && o.Owner() == "" {
		report(schema.CodeMissing, nil, "A record of type MX has a \"priority\".")
	}
	if ttl, said := o.Fields["ttl"]; said {
		if n, whole := ttl.(int64); !whole || n != 1 && (n < 30 || n > 86400) {
			report(schema.CodeBadValue, []any{"ttl"}, fmt.Sprintf("The ttl is 1, or 30 to 86400 seconds; %v is neither.", ttl))
			return
		}
	}
	if ttl, said := o.Fields["ttl"].(int64); said && ttl != 1 && o.Flag("proxied") {
		report(schema.CodeBadValue, []any{"ttl"}, fmt.Sprintf("A proxied record has the ttl 1, which lets Cloudflare choose; %d would be planned as a change.", ttl))
	}
}

// unlessTunnel leaves the content to the tunnel that the record leads to.
func unlessTunnel(o *schema.Object, content any) any {
	if o.Text("tunnel") != "" {
		return nil
	}
	return content
}

// checkTunnel compares the content with the tunnel, so that the record leads
// where it leads now.
func checkTunnel(o *schema.Object, report schema.Report) {
	name := o.Text("tunnel")
	if name == "" {
		return
	}
	id, leads := strings.CutSuffix(o.Text("content"), cfargo)
	if !leads || o.Text("type") != "CNAME" {
		report(schema.CodeBadValue, []any{"tunnel"}, fmt.Sprintf("A record of type %s with the content %q leads to no tunnel. A CNAME does, whose content is the id of the tunnel and %s.", o.Text("type"), o.Text("content"), cfargo))
		return
	}
	for _, t := range o.Account().Children {
		if t.Kind.Name == "tunnel" && t.Name == name && t.ID != "" && !t.Unverified("id") && t.ID != id {
			report(schema.CodeBadValue, []any{"tunnel"}, fmt.Sprintf("The content leads to the tunnel with the id %s, and the tunnel %q has the id %s.", id, name, t.ID))
		}
	}
}

// recordTypes are what the API takes, and withParts those of them whose value
// it divides.
var (
	recordTypes = []string{"A", "AAAA", "CAA", "CERT", "CNAME", "DNSKEY", "DS", "HTTPS", "LOC", "MX", "NAPTR", "NS", "OPENPGPKEY", "PTR", "SMIMEA", "SOA", "SRV", "SSHFP", "SVCB", "TLSA", "TXT", "URI"}
	withParts   = []string{"CAA", "CERT", "DNSKEY", "DS", "HTTPS", "LOC", "NAPTR", "SMIMEA", "SRV", "SSHFP", "SVCB", "TLSA", "URI"}
)

// dnsSlug is the name and the type. A name has at most one CNAME, so there
// they say all.
func dnsSlug(o *schema.Object) (string, bool) {
	name := o.Text("name")
	host, wild := strings.CutPrefix(name, "*.")
	slug, lossless := schema.HostSlug(host)
	if wild {
		slug, lossless = "wildcard_"+slug, false
	}
	// A name can be in two zones, the one within the other; then it is below
	// the apex by one label in at most one of them.
	zone := o.Up("zone")
	below := zone != nil && !strings.Contains(strings.TrimSuffix(name, "."+zone.Name), ".")
	return slug + "_" + strings.ToLower(o.Text("type")), lossless && below && o.Text("type") == "CNAME"
}

// sameRecordName says whether two names are of one record: in full, relative to
// the zone, or @ for the zone itself, and either in Unicode or in ASCII.
func sameRecordName(o *schema.Object, want, have string) bool {
	zone := o.Up("zone")
	full := func(name string) string {
		name = schema.LowerHost(name)
		switch {
		case zone == nil || name == zone.Name || strings.HasSuffix(name, "."+zone.Name):
			return name
		case name == "@" || name == "":
			return zone.Name
		}
		return name + "." + zone.Name
	}
	return full(want) == full(have)
}

// relativeName is what provider 4 calls a record: the apex by the zone's name,
// every other without it.
func relativeName(zone *schema.Object, name string) string {
	if zone == nil || name == zone.Name {
		return name
	}
	return strings.TrimSuffix(name, "."+zone.Name)
}

// presentation writes bytes outside printable ASCII as DNS master files do,
// which provider 4 insists on in TXT records (measured).
func presentation(o *schema.Object, s string) string {
	if o.Text("type") != "TXT" {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' {
			fmt.Fprintf(&b, "\\%03d", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// recordData are the parts of all types of record, by the API's names.
var recordData = []schema.Field{
	number("algorithm", "The algorithm (DNSKEY, DS, SSHFP, CERT)."),
	number("altitude", "Metres (LOC)."),
	str("certificate", "The certificate or its digest (TLSA, SMIMEA, CERT)."),
	str("digest", "The digest (DS)."),
	number("digest_type", "The sort of digest (DS)."),
	str("fingerprint", "The fingerprint (SSHFP)."),
	{Name: "flags", Doc: "Flags: a number (CAA, DNSKEY) or a letter (NAPTR).", Type: cty.DynamicPseudoType,
		V4: schema.Form{Encode: func(_ *schema.Object, v any) any { return fmt.Sprint(v) }}},
	number("key_tag", "The tag of the key (DS, CERT)."),
	number("lat_degrees", "Degrees of latitude (LOC)."),
	str("lat_direction", "N or S (LOC)."),
	number("lat_minutes", "Minutes of latitude (LOC)."),
	number("lat_seconds", "Seconds of latitude (LOC)."),
	number("long_degrees", "Degrees of longitude (LOC)."),
	str("long_direction", "E or W (LOC)."),
	number("long_minutes", "Minutes of longitude (LOC)."),
	number("long_seconds", "Seconds of longitude (LOC)."),
	number("matching_type", "How it is matched (TLSA, SMIMEA)."),
	number("order", "The order (NAPTR)."),
	number("port", "The port (SRV)."),
	number("precision_horz", "Metres of horizontal precision (LOC)."),
	number("precision_vert", "Metres of vertical precision (LOC)."),
	number("preference", "The preference (NAPTR)."),
	number("priority", "The priority (SRV, HTTPS, SVCB)."),
	number("protocol", "The protocol (DNSKEY)."),
	str("public_key", "The key (DNSKEY)."),
	str("regex", "The expression (NAPTR)."),
	str("replacement", "The replacement (NAPTR)."),
	number("selector", "What of the certificate (TLSA, SMIMEA)."),
	str("service", "The service (NAPTR)."),
	number("size", "Metres (LOC)."),
	str("tag", "issue, issuewild or iodef (CAA)."),
	str("target", "The host (SRV, HTTPS, SVCB, URI)."),
	number("type", "The type (SSHFP, CERT)."),
	number("usage", "The usage (TLSA, SMIMEA)."),
	str("value", "The value or parameters (CAA, HTTPS, SVCB)."),
	number("weight", "The weight (SRV, URI)."),
}

func number(name, doc string) schema.Field {
	return schema.Field{Name: name, Doc: doc, Type: cty.Number}
}
