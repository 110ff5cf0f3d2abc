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

// Scan finds the secrets of a text: code, a route, a value. They are in the
// order of the text and do not overlap.
func Scan(text string) []Match {
	var all []Match
	low := strings.ToLower(text)
	for _, r := range rules {
		if !slices.ContainsFunc(r.Hints, func(hint string) bool { return strings.Contains(low, hint) }) {
			continue
		}
		all = append(all, r.scan(text)...)
	}
	return tidy(all)
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

func (r *Rule) scan(text string) []Match {
	var out []Match
	names := r.Pattern.SubexpNames()
	for from := 0; from < len(text); {
		at := r.Pattern.FindStringSubmatchIndex(text[from:])
		if at == nil {
			break
		}
		m := found{all: text[from+at[0] : from+at[1]]}
		start, end := at[0], at[1]
		for i, name := range names {
			if at[2*i] < 0 {
				continue
			}
			switch {
			case strings.HasPrefix(name, "secret"):
				start, end = at[2*i], at[2*i+1]
			case name == "name":
				m.name = text[from+at[2*i] : from+at[2*i+1]]
			}
		}
		m.secret = text[from+start : from+end]
		if !schema.IsRedacted(m.secret) && (r.Check == nil || r.Check(m)) {
			out = append(out, Match{r, from + start, from + end})
		}
		from += max(end, at[0]+1)
	}
	return out
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
		b.WriteString(m.placeholder(text))
		at = m.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// placeholder tells two values apart where a machine made them. A digest of
// what a person made up would let anybody try guesses.
func (m Match) placeholder(text string) string {
	if m.Rule.Guessable {
		return schema.Redacted(m.Rule.Name, "")
	}
	return schema.Redacted(m.Rule.Name, text[m.Start:m.End])
}

// shown is what may be shown of a match.
func (m Match) shown(text string) string { return text[m.Start : m.Start+min(m.Rule.Prefix, m.End-m.Start)] }
