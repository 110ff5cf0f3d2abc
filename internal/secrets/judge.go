package secrets

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// telling are the words that a name ends with under which people keep secrets.
// What follows may say where it is used or how it is written, and nothing else:
// an id, an address or the name of a header is no secret.
var telling = regexp.MustCompile(`(?i)(?:secret|secret_?key|password|passwd|pwd|passphrase|private_?key|api_?key|apikey|access_?key|auth_?key|master_?key|signing_?key|encryption_?key|service_?key|secret_?access_?key|token|credentials?)(?:[_-]?(?:prod|production|live|dev|development|staging|stage|test|preview|old|new|v?[0-9]{1,2}|base64|b64|hex|pem))*$`)

// harmless are names that say of themselves that what they hold is public.
var harmless = regexp.MustCompile(`(?i)public|publishable|site_?key|csrf|xsrf|idempotency|cache|sort_?key|partition|primary_?key|foreign|next_?token|page_?token|continuation|cursor|token_?type|dnskey|sentry_?key|client_?id|hash|digest|checksum|integrity|turnstile_?site|recaptcha_?site|vapid_?key`)

// IsName says whether people keep secrets under a name.
func IsName(name string) bool { return telling.MatchString(name) && !harmless.MatchString(name) }

// isVariable judges the value of a variable that has such a name. Somebody gave
// it that name, so little is asked of the value.
func isVariable(name, value string) bool {
	switch {
	case !IsName(name), len(value) < 8, strings.ContainsAny(value, " \t\r\n"), isPlaceholder(value), strings.Contains(value, "://"):
		return false
	case strings.HasPrefix(value, "pk_"), strings.HasPrefix(value, "/"), strings.Trim(value, "0123456789.") == "" && len(value) < 12:
		return false // a public key of Stripe, a path, a number of seconds
	}
	return true
}

// isPlaceholder says whether a text stands for a secret and is none.
func isPlaceholder(s string) bool {
	low := strings.ToLower(s)
	switch {
	case strings.Contains(s, "${"), strings.HasPrefix(s, "{"), strings.HasPrefix(s, "<"), strings.HasPrefix(s, "$"), strings.HasPrefix(s, "%"), strings.HasPrefix(s, "["):
		return true
	case strings.Trim(low, "x*.-_0") == "":
		return true
	}
	return placeholders.MatchString(low)
}

var placeholders = regexp.MustCompile(`^(?:pass|password|passwd|pwd|secret|token|key|user|username|example|changeme|none|null|undefined|true|false|hunter2|foo|bar|test|dummy|redacted|hidden|encoded|placeholder)$|^your[-_a-z]|^redacted|^my[-_]?(?:pass|secret|token|key)|(?:_|-)(?:here|goes)`)

// isPassword judges what stands between a name and a host.
func isPassword(m found) bool {
	// Code that puts an address together has signs there that no address has.
	return !strings.ContainsAny(m.secret, "{}$()[]\\+,;|") && !strings.ContainsAny(m.name, "{}$()[]\\,;|") && !isPlaceholder(m.secret)
}

// botNumber is what stands before the token of a Telegram bot.
var botNumber = regexp.MustCompile(`(?:^|[^0-9])[0-9]{8,10}$`)

// isExample: the documentation of AWS and others ends its examples so.
func isExample(s string) bool {
	up := strings.ToUpper(s)
	return strings.HasSuffix(up, "EXAMPLE") || strings.HasSuffix(up, "EXAMPLEKEY") || strings.Contains(up, "XXXXXXXX") || strings.Contains(s, "00000000")
}

var (
	uuid      = regexp.MustCompile(`(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	integrity = regexp.MustCompile(`^sha(?:1|256|384|512)-`)
	// words: runs of letters as long as words, also those that go together in
	// camel case.
	words = regexp.MustCompile(`[A-Z]?[a-z]{4,}|[A-Z]{5,}`)
	// parts are what names are put together from.
	parts = regexp.MustCompile(`[-._/:]`)
	hex   = regexp.MustCompile(`^[0-9a-fA-F]+$`)
	taken = regexp.MustCompile(`^[0-9A-Za-z_.~+/=!@#%^&*:-]+$`)
)

// isRandom says whether a machine made a text, as far as that can be seen: it
// has letters and digits in no order, and no words.
func isRandom(s string) bool {
	body := strings.TrimRight(s, "=")
	switch {
	case len(body) < 12, !taken.MatchString(body), uuid.MatchString(body), integrity.MatchString(body), isPlaceholder(s), isExample(s), strings.Contains(s, "://"):
		return false
	case count(body, unicode.IsLetter) < 4, !strings.ContainsAny(body, "0123456789"):
		return false
	case count(body, unicode.IsDigit) == 1 && len(body) < 30:
		return false // a name with a number
	case len(slices.MaxFunc(parts.Split(body, -1), func(a, b string) int { return len(a) - len(b) })) < 10:
		return false // several short words
	case strings.Count(body, "/") > 3, strings.Count(body, ".") > 3, strings.HasPrefix(body, "/"), strings.HasPrefix(body, "./"), strings.HasPrefix(body, "#"):
		return false // a path, a version, a colour
	}
	inWords := 0
	for _, w := range words.FindAllString(body, -1) {
		if isSpoken(w) {
			inWords += len(w)
		}
	}
	if inWords*2 > len(body) {
		return false
	}
	if hex.MatchString(body) {
		return entropy(body) >= 2.6
	}
	return entropy(body) >= 3
}

// isSpoken says whether letters could be a word: vowels and consonants take
// turns in it, as they do not in what a machine made.
func isSpoken(w string) bool {
	vowels, run := 0, 0
	for _, r := range strings.ToLower(w) {
		if strings.ContainsRune("aeiouy", r) {
			vowels, run = vowels+1, 0
		} else if run++; run > 4 {
			return false
		}
	}
	return vowels*4 >= len(w) && vowels*3 <= len(w)*2
}

// entropy is in bits for each character.
func entropy(s string) float64 {
	var seen [256]int
	for i := range len(s) {
		seen[s[i]]++
	}
	h, n := 0.0, float64(len(s))
	for _, c := range seen {
		if c > 0 {
			p := float64(c) / n
			h -= p * math.Log2(p)
		}
	}
	return h
}

func count(s string, is func(rune) bool) int {
	n := 0
	for _, r := range s {
		if is(r) {
			n++
		}
	}
	return n
}

func isBase64(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '+' || r == '/'
}

// isSignedToken reads the header of a token: one that is not signed proves
// nothing, and a text without a header is none.
func isSignedToken(m found) bool {
	head, _, _ := strings.Cut(m.secret, ".")
	text, err := base64.RawURLEncoding.DecodeString(head)
	if err != nil {
		return false
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	return json.Unmarshal(text, &header) == nil && header.Algorithm != "" && !strings.EqualFold(header.Algorithm, "none")
}
