package edit

import (
	"math"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// awkward are texts that readers of YAML take for something else, or not at all.
var awkward = []string{
	"", " ", "  x", "x  ", "\t", "a\tb", "\n", "\n\n", "a\n", "a\n\n", "\na", " a\nb", "a\n b\n", "a\n\n\nb\n", "a\n  \nb", "a\nb ", "a\n ", "\ta\nb", "a\r\nb\r\n", "a\rb",
	"yes", "No", "on", "OFF", "y", "N", "true", "False", "TRUE", "null", "Null", "~", "nan", ".nan", ".inf", "-.Inf", "=", "<<",
	"0", "-1", "+1", "1.5", ".5", "5.", "1e3", "1E3", "1e99999", "1_000", "0x1f", "0X1F", "0o17", "0b11", "017", "00000000000000000000000000000001", "123456789012345678901234567890", "190:20:30", "1:30", "-0", "+.inf", "12e", "0x",
	"2026-01-01", "2026-1-1", "2026-01-01T00:00:00Z", "2026-01-01 10:00:00", "2026-13-45", "2026-01", "192.0.2.1", "100::", "2001:db8::10", "::1", "2001:0:0:1",
	"a: b", "a:", ":a", ":", "a :b", "a:b", "a #b", "a#b", "#a", "-", "- a", "-a", "--", "---", "--- a", "...", "... a", "?", "? a", "?a", "a?b",
	"[a", "]", "{a", "}", "a, b", ",", "a]b", "a}b", "&a", "*a", "!a", "|", "|-", ">", "'a'", `"a"`, "'", `"`, `\`, `a\nb`, `"say \"x\" it's"`, "%a", "@a", "`a`", "a&b", "a*b",
	"Grüße", "東京", "🦊", "👩‍💻", "é", "\u00a0", "\u2028", "\u2029", "\u0085", "\ufeff", "\ufeffa", "\u200b", "\u202e", "\ue000", "\ufffd", "\ufffe", "\U0010ffff", "\x00", "\x01", "\x1b[31m", "\x7f", "\u0080",
	"# no comment\n# nor this\n", "a\n# b\n", "---\n...\n", "a: 1\nb: 2\n", "a\u2028b\nc", "a\n\tb\n", "a\x01\nb",
}

// readsBack writes a text in every place and reads it again.
func readsBack(t testing.TB, s string) {
	t.Helper()
	for _, style := range []Style{Auto, Flow, Block, Literal, Plain, Quoted} {
		v := Styled{Value: s, Style: style}
		root := Map{
			{Key: "scalar", Value: v},
			{Key: "list", Value: []any{v, v}},
			{Key: "flow", Value: Styled{Value: Map{{Key: "a", Value: v}, {Key: "b", Value: []any{v, Map{{Key: s, Value: v}}}}}, Style: Flow}},
			{Key: "nested", Value: []any{[]any{v, []any{v, nil}}, Styled{Value: Map{{Key: "x", Value: v}, {Key: "y", Value: 1}}, Style: Block}}},
			{Key: s + "key", Value: v},
		}
		text, err := Document(root, "A head.\n"+s)
		require.NoError(t, err, "%q", s)
		var got map[string]any
		if style == Plain && s != "" {
			continue // a date is one for this reader
		}
		require.NoError(t, yaml.Unmarshal(text, &got), "%s", text)
		require.Equal(t, s, got["scalar"], "%s", text)
		require.Equal(t, []any{s, s}, got["list"], "%s", text)
		require.Equal(t, s, got["flow"].(map[string]any)["a"], "%s", text)
		require.Equal(t, s, got[s+"key"], "%s", text)
	}
}

func TestTextsReadBack(t *testing.T) {
	for _, s := range awkward {
		readsBack(t, s)
	}
	for r := rune(0); r < 0x3000; r++ {
		if r%61 == 0 || r < 0xA2 {
			readsBack(t, "a"+string(r)+"b")
		}
	}
}

func FuzzTextsReadBack(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) && len(s) < 200 {
			readsBack(t, s)
		}
	})
}

func TestRender(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{"text", "  text\n"},
		{"12", "  \"12\"\n"},
		{"two\nlines\n", "  |\n  two\n  lines\n"},
		{int64(-3), "  -3\n"},
		{1.0, "  1.0\n"},
		{math.Inf(-1), "  -.inf\n"},
		{[]any{}, "  []\n"},
		{[]any{"a", int64(1), nil, true}, "  [a, 1, null, true]\n"},
		{Map{{Key: "a", Value: "x"}, {Key: "b", Value: []any{"c"}}}, "  {a: x, b: [c]}\n"},
		{Map{{Key: "a", Value: Map{{Key: "b", Value: 1}}}}, "  a: {b: 1}\n"},
		{[]any{Map{{Key: "a", Value: 1}}, Styled{Value: Map{{Key: "b", Value: 2}}, Style: Block, Comment: "why"}}, "  - {a: 1}\n  # why\n  - b: 2\n"},
	} {
		got, err := Render(c.value, 2)
		require.NoError(t, err)
		assert.Equal(t, c.want, string(got))
	}
	for _, bad := range []any{struct{}{}, "\xff", []any{map[string]any{}}, Map{{Key: "a"}, {Key: "a"}}, Map{{Key: "\xff"}}, Styled{Value: 1, Comment: "\xff"}} {
		_, err := Render(bad, 0)
		assert.Error(t, err, "%#v", bad)
	}
}
