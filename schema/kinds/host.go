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
