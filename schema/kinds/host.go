package kinds

import (
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// eitherHost is the form of a host name under an argument. The API returns a
// name outside ASCII in Unicode or in its xn-- form, not always the one that
// was sent, and the inventory keeps one of them.
func eitherHost(argument string) schema.Form {
	return schema.Form{
		Name:       argument,
		Ignore:     reason("The API returns a name outside ASCII in Unicode or in its xn-- form; a difference between the two would replace what has the name.", measured4+" and 5.22.0"),
		IgnoreOnly: outsideASCII,
		Same:       sameHost,
	}
}

// outsideASCII says whether a host name has a label in its xn-- form.
func outsideASCII(v any) bool {
	name, _ := v.(string)
	for _, label := range strings.Split(name, ".") {
		if strings.HasPrefix(label, "xn--") {
			return true
		}
	}
	return false
}

func sameHost(_ *schema.Object, want, have string) bool {
	return schema.LowerHost(want) == schema.LowerHost(have)
}

// samePattern says whether two patterns of addresses have one host, in either
// form, and the same path.
func samePattern(_ *schema.Object, want, have string) bool {
	return patternInASCII(want) == patternInASCII(have)
}

// patternInASCII writes the host of a pattern in its xn-- form. A host may have
// asterisks anywhere.
func patternInASCII(pattern string) string {
	scheme, rest, found := strings.Cut(pattern, "://")
	if !found {
		scheme, rest = "", pattern
	}
	host, path, _ := strings.Cut(rest, "/")
	parts := strings.Split(host, "*")
	for i, part := range parts {
		labels := strings.Split(part, ".")
		for j, label := range labels {
			labels[j] = schema.LowerHost(label)
		}
		parts[i] = strings.Join(labels, ".")
	}
	return scheme + "://" + strings.Join(parts, "*") + "/" + path
}
