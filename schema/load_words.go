package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// secretKey finds the keys under which people keep secrets.
var secretKey = regexp.MustCompile(`(?i)secret|passw|token|credential|api[-_]?key|private[-_]?key`)

func (l *loader) unknown(key *yaml.Node, what string, allowed []string) {
	l.hints++
	search := l.hints <= maxHints
	hint := ""
	if search {
		hint = didYouMean(key.Value, allowed)
	}
	if hint == "" && search {
		if owner := l.ownerOf(key.Value); owner != "" {
			hint = fmt.Sprintf(" It is a key of %s.", owner)
		}
	}
	switch {
	case l.within == 0 && secretKey.MatchString(key.Value) && hint == "":
		l.report(CodeSecret, key, "%q is not a key of %s, and secrets have no place in an inventory. %s", key.Value, what, noValues)
		return
	case l.within == 0 && secretKey.MatchString(key.Value):
		// Whatever the key was meant to be, its value may be a secret.
		l.report(CodeUnknownKey, key, "%q is not a key of %s.%s", key.Value, what, hint).Hide = true
		return
	case hint == "" && search:
		hint = fmt.Sprintf(" Its keys are %s.", strings.Join(slices.Sorted(slices.Values(allowed)), ", "))
	}
	l.errorf(CodeUnknownKey, key, "%q is not a key of %s.%s", key.Value, what, hint)
}

// ownerOf says which kind has a key, when it is not the one where it stands.
func (l *loader) ownerOf(key string) string {
	if findField(topFields, key) != nil {
		return "the inventory itself"
	}
	for _, k := range l.reg.Kinds() {
		if k.Section == key && k.Parent != "" {
			return WithArticle(k.Parent)
		}
		if f := k.Field(key); f != nil && !f.Secret {
			return WithArticle(k.Name)
		}
	}
	return ""
}

// Humane is the name of a kind or field in words: "D1 database".
func Humane(name string) string {
	words := strings.Split(name, "_")
	for i, w := range words {
		if slices.Contains([]string{"d1", "dns", "dnssec", "kv", "r2"}, w) {
			words[i] = strings.ToUpper(w)
		}
	}
	return strings.Join(words, " ")
}

// WithArticle is the name of a kind after "a" or "an", as it is spoken.
func WithArticle(kind string) string {
	if strings.ContainsAny(kind[:1], "aeiou") || strings.HasPrefix(kind, "r2") {
		return "an " + Humane(kind)
	}
	return "a " + Humane(kind)
}

func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
