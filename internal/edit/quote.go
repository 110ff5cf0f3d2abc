package edit

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

var (
	// numberLike is what some reader of YAML takes for a number, or for one that
	// is too large: digits with signs, underscores, a fraction, an exponent,
	// another base, or to the base of 60.
	numberLike = regexp.MustCompile(`^[-+]?(\.?[0-9][0-9_]*|[0-9][0-9_]*\.[0-9_]*)([eE][-+]?[0-9]+)?$|^[-+]?0[xXoObB][0-9a-fA-F_]+$|^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$`)
	// dateLike is what a reader of YAML 1.1 takes for a date, with or without a
	// time of the day.
	dateLike = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?$`)
)

// otherWords are booleans to a reader of YAML 1.1, and "=" a value of its own.
var otherWords = map[string]bool{
	"y": true, "Y": true, "yes": true, "Yes": true, "YES": true, "on": true, "On": true, "ON": true,
	"n": true, "N": true, "no": true, "No": true, "NO": true, "off": true, "Off": true, "OFF": true,
	"=": true,
}

// resolvesToText says whether every reader takes a plain scalar for text.
func resolvesToText(s string) bool {
	n := yaml.Node{Kind: yaml.ScalarNode, Value: s}
	return n.ShortTag() == "!!str" && !otherWords[s] && !numberLike.MatchString(s) && !dateLike.MatchString(s)
}

// canBePlain says whether a text without quotes ends where it should, whatever
// it is then taken for.
func canBePlain(s string, flow bool) bool {
	if s == "" || strings.TrimSpace(s) != s || strings.HasSuffix(s, ":") ||
		strings.Contains(s, ": ") || strings.Contains(s, " #") ||
		strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return false
	}
	if flow && strings.ContainsAny(s, ",?[]{}") {
		return false
	}
	switch s[0] {
	case ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
		return false
	case '-':
		if len(s) == 1 || s[1] == ' ' {
			return false
		}
	case '?', ':':
		if flow || len(s) == 1 || s[1] == ' ' {
			return false
		}
	}
	return allVisible(s)
}

// visible are the characters that stand in a text as they are. All others could
// not be told from others, or not be read back.
func visible(r rune) bool {
	switch r {
	case '\u200c', '\u200d': // they join letters and emoji
		return true
	case '\ufffd':
		return true
	}
	return unicode.IsPrint(r)
}

func allVisible(s string) bool {
	for _, r := range s {
		if !visible(r) {
			return false
		}
	}
	return true
}

// scalarText writes a scalar on one line.
func (v *value) scalarText(flow bool) string {
	if v.tag != "!!str" {
		return v.text
	}
	s := v.text
	switch {
	case v.style == Quoted:
		return doubleQuoted(s)
	case v.style == Plain && canBePlain(s, flow) && takenAsLetters(s):
		return s
	case v.quote == '\'' && allVisible(s):
		return singleQuoted(s)
	case v.quote == '"':
		return doubleQuoted(s)
	case canBePlain(s, flow) && resolvesToText(s):
		return s
	case allVisible(s) && strings.Count(s, `"`)+strings.Count(s, `\`) > strings.Count(s, "'"):
		return singleQuoted(s)
	}
	return doubleQuoted(s)
}

// takenAsLetters is what a reader that asks for text gets as it was written.
func takenAsLetters(s string) bool {
	n := yaml.Node{Kind: yaml.ScalarNode, Value: s}
	switch n.ShortTag() {
	case "!!bool", "!!null", "!!merge":
		return false
	}
	return true
}

func keyText(key string, flow bool) string {
	return scalar("!!str", key).scalarText(flow)
}

func singleQuoted(s string) string {
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case visible(r):
			b.WriteRune(r)
		default:
			escapeRune(&b, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func escapeRune(b *strings.Builder, r rune) {
	switch {
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\r':
		b.WriteString(`\r`)
	case r < 0x100:
		fmt.Fprintf(b, `\x%02X`, r)
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04X`, r)
	default:
		fmt.Fprintf(b, `\U%08X`, r)
	}
}

// literalHead is the head of a literal block that is exactly a text, empty where
// there is none.
func literalHead(s string) string {
	text := strings.TrimSuffix(s, "\n")
	if text == "" || strings.HasSuffix(text, "\n") {
		return ""
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !allVisible(strings.ReplaceAll(line, "\t", "")) {
			return ""
		}
		// A first line that is blank, or begins with one, hides the indentation;
		// a last one is lost.
		blank := strings.Trim(line, " \t") == ""
		if blank && (line != "" || i == 0 || i == len(lines)-1) || i == 0 && strings.TrimLeft(line, " \t") != line {
			return ""
		}
	}
	if len(text) < len(s) {
		return "|"
	}
	return "|-"
}
