package standin

import (
	"math"
	"strconv"
	"strings"
)

// recordData says how the content of a record type is written from its data: field names in order. A leading '"' puts the value in quotes, a leading
// '=' marks the fields that the record itself carries as well, and '-' those that only it carries (priority).
var recordData = map[string][]string{
	"CAA":    {"flags", "tag", `"value`},
	"CERT":   {"type", "key_tag", "algorithm", "certificate"},
	"DNSKEY": {"flags", "protocol", "algorithm", "public_key"},
	"DS":     {"key_tag", "algorithm", "digest_type", "digest"},
	"HTTPS":  {"priority", "target", "value"},
	"NAPTR":  {"order", "preference", `"flags`, `"service`, `"regex`, "replacement"},
	"SMIMEA": {"usage", "selector", "matching_type", "certificate"},
	"SRV":    {"=priority", "weight", "port", "target"},
	"SSHFP":  {"algorithm", "type", "fingerprint"},
	"SVCB":   {"priority", "target", "value"},
	"TLSA":   {"usage", "selector", "matching_type", "certificate"},
	"URI":    {"-priority", "weight", `"target`},
}

// completeRecord makes the content of a record from its data, or the data from its content, whichever is missing; a seed may have both.
func completeRecord(o object) {
	fields, ok := recordData[text(o, "type")]
	data := sub(o, "data")
	switch {
	case len(data) > 0 && text(o, "content") != "":
	case text(o, "type") == "LOC" && data != nil:
		o["content"] = location(data)
	case !ok:
		if len(data) == 0 {
			delete(o, "data")
		}
	case len(data) > 0:
		var words []string
		for _, f := range fields {
			switch {
			case strings.HasPrefix(f, "-"): // the record alone carries it
			case strings.HasPrefix(f, "="):
				if v, ok := data[f[1:]]; ok {
					o[f[1:]] = v
				} else if v, ok := o[f[1:]]; ok {
					data[f[1:]] = v
				}
			case strings.HasPrefix(f, `"`):
				words = append(words, strconv.Quote(plain(data[f[1:]])))
			default:
				words = append(words, plain(data[f]))
			}
		}
		o["content"] = strings.TrimSpace(strings.Join(words, " "))
	case text(o, "content") != "":
		data = object{}
		var own []string
		for _, f := range fields {
			if strings.HasPrefix(f, "-") {
				continue
			}
			if strings.HasPrefix(f, "=") {
				if v, ok := o[f[1:]]; ok {
					data[f[1:]] = v
				}
				continue
			}
			own = append(own, strings.TrimPrefix(f, `"`))
		}
		words := strings.SplitN(text(o, "content"), " ", len(own))
		for i, w := range words {
			w = strings.TrimSpace(w)
			if n, err := strconv.ParseFloat(w, 64); err == nil {
				data[own[i]] = n
			} else {
				data[own[i]] = strings.Trim(w, `"`)
			}
		}
		o["data"] = data
	}
}

// location writes the data of a LOC record as RFC 1876 has it.
func location(d object) string {
	meters := func(f string) string {
		n, _ := d[f].(float64)
		return strconv.FormatFloat(n, 'f', 2, 64) + "m"
	}
	seconds := func(f string) string {
		n, _ := d[f].(float64)
		return strconv.FormatFloat(n, 'f', 3, 64)
	}
	return strings.Join([]string{
		plain(d["lat_degrees"]), plain(d["lat_minutes"]), seconds("lat_seconds"), plain(d["lat_direction"]),
		plain(d["long_degrees"]), plain(d["long_minutes"]), seconds("long_seconds"), plain(d["long_direction"]),
		meters("altitude"), meters("size"), meters("precision_horz"), meters("precision_vert"),
	}, " ")
}

// plain writes a JSON scalar without quotes, whole numbers without a point; null is empty.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		if v == math.Trunc(v) {
			return strconv.FormatFloat(v, 'f', 0, 64)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
