package schema

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/idna"
)

// The functions of this file are forms of a field: they give what is wrong
// with a string, in sentences, or "".

// IsDate takes a day as 2026-05-25.
func IsDate(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return fmt.Sprintf("%q is not a day. Write it as 2026-05-25.", s)
	}
	return ""
}

var secretName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// secretProblem begins what IsSecretName says; the reader hides the line then.
const secretProblem = "This is where the name of a secret belongs"

const noValues = "Only names are recorded, never values. Remove it, and change the secret if the file was ever shared."

// IsSecretName takes the name of a secret: what a variable may be called. A
// value, or name and value together, is refused without being repeated.
func IsSecretName(s string) string {
	if !secretName.MatchString(s) || len(s) > 64 || looksRandom(s) {
		return secretProblem + "; what stands here looks like a value. " + noValues
	}
	return ""
}

// looksRandom finds what nobody gives as a name: a long run of mixed letters
// and digits.
func looksRandom(s string) bool {
	if len(s) < 20 || strings.Contains(s, "_") && strings.ToUpper(s) == s {
		return false
	}
	digits, upper, lower := 0, 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r >= 'A' && r <= 'Z':
			upper++
		case r >= 'a' && r <= 'z':
			lower++
		}
	}
	return digits >= 4 && (upper == 0 || lower == 0 || upper > 2)
}

var hostname = regexp.MustCompile(`^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)

// IsHostname takes a DNS name in ASCII, with or without a leading wildcard.
func IsHostname(s string) string {
	low := strings.ToLower(strings.TrimSuffix(s, "."))
	if len(low) > 253 || !hostname.MatchString(low) {
		return fmt.Sprintf("%q is not a host name. Write names outside ASCII in their xn-- form.", s)
	}
	return ""
}

var constraint = regexp.MustCompile(`^\s*(=|!=|>|>=|<|<=|~>)?\s*\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?\s*(,\s*(=|!=|>|>=|<|<=|~>)?\s*\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?\s*)*$`)

func isConstraint(s string) string {
	if !constraint.MatchString(s) {
		return fmt.Sprintf("%q is not a version constraint. Write it as \"~> 4.52\" or \">= 1.7, < 2.0\".", s)
	}
	return ""
}

var small = regexp.MustCompile(`^[0-9]{1,9}$`)

func isCount(s string) string {
	if !small.MatchString(s) {
		return fmt.Sprintf("%s is not a number of things.", s)
	}
	return ""
}

// secretValues are forms that only secrets have: keys of Stripe, GitHub, AWS,
// Slack, Google, Cloudflare's origin keys, private keys and signed tokens.
var secretValues = regexp.MustCompile(`sk_(live|test)_[0-9A-Za-z]{8}|gh[pousr]_[0-9A-Za-z]{20}|github_pat_|AKIA[0-9A-Z]{16}|xox[abprs]-|AIza[0-9A-Za-z_-]{30}|v1\.0-[0-9a-f]{20}|-----BEGIN [A-Z ]*PRIVATE KEY|eyJ[0-9A-Za-z_-]{10,}\.eyJ|://[^/@\s:]+:[^/@\s]+@`)

// secretVariables are names under which people keep secrets.
var secretVariables = regexp.MustCompile(`(?i)(^|_)(secret|password|passwd|private_key|api_?key|api_?token|access_?token|auth_?token)(_|$)`)

// LooksSecret says whether a plain value is likely to be a secret, by its form
// or by what it is called.
func LooksSecret(name, value string) bool {
	if IsRedacted(value) {
		return false
	}
	return secretValues.MatchString(value) || len(value) >= 8 && secretVariables.MatchString(name) && !strings.ContainsAny(value, " \n")
}

func isTimeZone(s string) string {
	if parseZone(s) == nil {
		return fmt.Sprintf("%q is not a time zone, or more than one is called that. Write it as +10:00 or Australia/Sydney.", s)
	}
	return ""
}

var deviceName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// IsDeviceName says whether Windows takes a name, without its ending, for a
// device, so that no file or directory can be called that.
func IsDeviceName(s string) bool { return deviceName.MatchString(s) }

// foreignNames brings names outside ASCII into their xn-- form, as a browser does.
var foreignNames = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false))

// LowerHost is the form that host names are kept in: lower case, no dot at the
// end, and xn-- for what is outside ASCII, which the API may tell either way. A
// name that has no such form stays as it is.
func LowerHost(s string) string {
	s = strings.TrimSuffix(s, ".")
	if strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) {
		if ascii, err := foreignNames.ToASCII(s); err == nil {
			return ascii
		}
	}
	return strings.ToLower(s)
}
