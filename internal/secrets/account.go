package secrets

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cfdr/cfdr/schema"
)

// A Finding is a secret in an object of an account, told once however often the
// object has it.
type Finding struct {
	Rule   *Rule
	Object *schema.Object
	// Field is where it is: "bindings.API_KEY.text". Empty for code.
	Field string
	// Module is the file of the object that has it, and Line and Column say
	// where, from 1; of a file that is no text, Column is the number of bytes
	// before it and Line is 0.
	Module       string
	Line, Column int
	// Times is how often it is there.
	Times int
	// Shown is what all of its sort begin with: "ghp_". It may be empty.
	Shown string
	// Variable: a field of the sort that holds variables.
	Variable bool

	secret string
}

// Findings are those of one account, in the order of its objects.
type Findings []*Finding

// Find finds the secrets of an account: in the code of its workers and in every
// text that somebody typed.
func Find(account *schema.Object) Findings { return search(account, false) }

// Take finds them too, and puts placeholders in their place. A module of which
// something was taken is marked, and keeps the digest of what the account has,
// so that another pull tells of a change.
func Take(account *schema.Object) Findings { return search(account, true) }

func search(account *schema.Object, take bool) Findings {
	var out Findings
	each := func(o *schema.Object) {
		s := &searching{object: o, take: take}
		s.texts()
		for i := range o.Kind.Fields {
			if f := &o.Kind.Fields[i]; f.Files {
				s.files(f.Name)
			}
		}
		if take && s.found != nil {
			schema.Normalise(o)
		}
		out = append(out, s.found...)
	}
	each(account)
	schema.Walk(account.Children, each)
	return out
}

// searching is the search of one object.
type searching struct {
	object *schema.Object
	take   bool
	found  Findings
}

func (s *searching) add(f *Finding) {
	for _, other := range s.found {
		if other.Rule == f.Rule && other.secret == f.secret {
			other.Times++
			return
		}
	}
	f.Object, f.Times = s.object, 1
	s.found = append(s.found, f)
}

func (s *searching) texts() {
	schema.EachText(s.object, func(t schema.Text) string {
		all := Scan(t.Value)
		if t.Variable != "" {
			all = ScanVariable(t.Variable, t.Value)
		}
		for _, m := range all {
			s.add(&Finding{Rule: m.Rule, Field: strings.Join(t.Words, "."), Shown: m.shown(t.Value), Variable: t.Variable != "", secret: t.Value[m.Start:m.End]})
		}
		if !s.take {
			return t.Value
		}
		return Redact(t.Value, all)
	})
}

// files searches the modules of a worker.
func (s *searching) files(field string) {
	for _, e := range s.object.Values(field) {
		entry, _ := e.(map[string]any)
		name, _ := entry["name"].(string)
		body, there := s.object.Files[name]
		if !there {
			continue
		}
		text := string(body)
		all := Scan(text)
		for _, m := range all {
			f := &Finding{Rule: m.Rule, Module: name, Shown: m.shown(text), secret: text[m.Start:m.End]}
			f.Line, f.Column = position(body, m.Start)
			s.add(f)
		}
		if !s.take || all == nil {
			continue
		}
		taken := Redact(text, all)
		// With the digest of the whole and all but one word of it, anybody could
		// try guesses of a word that people made up.
		digest := sha256.Sum256(body)
		if slices.ContainsFunc(all, func(m Match) bool { return m.Rule.Guessable }) {
			digest = sha256.Sum256([]byte(taken))
		}
		s.object.Files[name] = []byte(taken)
		entry["redacted"], entry["sha256"] = true, fmt.Sprintf("%x", digest)
		if _, inline := entry["text"]; inline {
			entry["text"] = taken
		}
	}
}

func position(body []byte, at int) (line, column int) {
	if !utf8.Valid(body) {
		return 0, at
	}
	before := body[:at]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// Hide takes what was found out of a text that is about to be shown, as [Take]
// does. One secret may hold another, so the longer ones go first.
func (all Findings) Hide(text string) string {
	byLength := slices.Clone(all)
	slices.SortStableFunc(byLength, func(a, b *Finding) int { return len(b.secret) - len(a.secret) })
	for _, f := range byLength {
		for _, spelling := range []string{f.secret, strings.Trim(strconv.Quote(f.secret), `"`)} {
			text = strings.ReplaceAll(text, spelling, f.Rule.placeholder(f.secret))
		}
	}
	return text
}
