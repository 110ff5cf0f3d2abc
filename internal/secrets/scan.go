package secrets

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A Match is a secret within a text, which has it from Start to End, in bytes.
type Match struct {
	Rule       *Rule
	Start, End int
}

// A start is a hint of a rule.
type start struct {
	hint string
	rule int
}

// starts are the hints of all rules by their first two bytes, in lower case, so
// that a text is gone through once and not once for each hint.
var starts = func() map[uint16][]start {
	out := map[uint16][]start{}
	for i, r := range rules {
		for _, hint := range r.Hints {
			two := uint16(hint[0])<<8 | uint16(hint[1])
			out[two] = append(out[two], start{hint, i})
		}
	}
	return out
}()

// begins says of two bytes whether a hint begins with them, in either case.
var begins = func() *[1 << 16]bool {
	var out [1 << 16]bool
	for two := range starts {
		for _, a := range bothCases(byte(two >> 8)) {
			for _, b := range bothCases(byte(two)) {
				out[uint16(a)<<8|uint16(b)] = true
			}
		}
	}
	return &out
}()

func bothCases(b byte) []byte {
	if b >= 'a' && b <= 'z' {
		return []byte{b, b - 'a' + 'A'}
	}
	return []byte{b}
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b - 'A' + 'a'
	}
	return b
}

// Scan finds the secrets of a text: code, a route, a value. They are in the
// order of the text and do not overlap.
func Scan(text string) []Match {
	byRule := make([][]Match, len(rules))
	for i := range max(0, len(text)-1) {
		if !begins[uint16(text[i])<<8|uint16(text[i+1])] {
			continue
		}
		for _, s := range starts[uint16(lower(text[i]))<<8|uint16(lower(text[i+1]))] {
			if len(text)-i < len(s.hint) || !strings.EqualFold(text[i:i+len(s.hint)], s.hint) {
				continue
			}
			if m, is := rules[s.rule].at(text, i); is {
				byRule[s.rule] = append(byRule[s.rule], m)
			}
		}
	}
	return tidy(slices.Concat(byRule...))
}

// ScanVariable finds the secrets of a variable, of which the name may tell that
// all of the value is one.
func ScanVariable(name, value string) []Match {
	if found := Scan(value); found != nil {
		return found
	}
	if isVariable(name, value) {
		return []Match{{Rule: rules[len(rules)-1], End: len(value)}}
	}
	return nil
}

// at says whether a match of the rule begins with the hint at a place.
func (r *Rule) at(text string, i int) (Match, bool) {
	if !r.Within && i > 0 && isWord(text[i-1]) {
		return Match{}, false
	}
	// The byte behind counts too: it must not go on with the secret.
	rest := text[i:min(len(text), i+cmp.Or(r.Reach, 600))]
	groups := r.Pattern.FindStringSubmatchIndex(rest)
	if groups == nil {
		return Match{}, false
	}
	m := Match{r, i, i + groups[1]}
	begin := i
	for begin > 0 && i-begin < 60 && (isWord(text[begin-1]) || text[begin-1] == '-' || text[begin-1] == '$') {
		begin--
	}
	f := found{name: text[begin:i]}
	if begin > 0 {
		f.before = text[begin-1]
	}
	for g, name := range r.Pattern.SubexpNames() {
		switch {
		case groups[2*g] < 0:
		case strings.HasPrefix(name, "secret"):
			m.Start, m.End = i+groups[2*g], i+groups[2*g+1]
		case name == "name":
			f.name += rest[groups[2*g]:groups[2*g+1]]
		}
	}
	f.secret = text[m.Start:m.End]
	return m, !schema.IsRedacted(f.secret) && (r.Check == nil || r.Check(f))
}

func isWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_'
}

// tidy sorts matches, and of those that overlap keeps the one whose rule comes
// first.
func tidy(all []Match) []Match {
	var out []Match
	for _, m := range all {
		if !slices.ContainsFunc(out, func(o Match) bool { return m.Start < o.End && o.Start < m.End }) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b Match) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// Redact puts a placeholder in the place of each match.
func Redact(text string, all []Match) string {
	var b strings.Builder
	at := 0
	for _, m := range all {
		b.WriteString(text[at:m.Start])
		b.WriteString(m.Rule.placeholder(text[m.Start:m.End]))
		at = m.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// placeholder tells two secrets apart where a machine made them. A digest of
// what a person made up would let anybody try guesses.
func (r *Rule) placeholder(secret string) string {
	if r.Guessable {
		secret = ""
	}
	return schema.Redacted(r.Name, secret)
}

// shown is what may be shown of a match.
func (m Match) shown(text string) string {
	return text[m.Start : m.Start+min(m.Rule.Prefix, m.End-m.Start)]
}
