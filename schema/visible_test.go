package schema_test

import (
	"encoding/json"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		"Überblick 東京 🦊 a\u00a0b": "Überblick 東京 🦊 a\u00a0b",
		"a\tb\nc\r\n":             "a\tb" + `\nc\r\n`,
		"\x1b]0;t\a\x1b[2J":       `\x1b]0;t\a\x1b[2J`,
		"\u009b31m\u0085":         `\u009b31m\u0085`,
		"\x9b31m\xff":             `\x9b31m\xff`,
		"\u202e\u2066\u200f":      `\u202e\u2066\u200f`,
		"\u061c\u200b\ufeff":      `\u061c\u200b\ufeff`,
		"\u2028\u2029\x7f\x00":    `\u2028\u2029\x7f\x00`,
		"\U000e0001\ue000":        `\U000e0001\ue000`,
	} {
		assert.Equal(t, want, schema.Visible(in))
	}
	assert.Equal(t, "a\tb\n\\rc", schema.VisibleText("a\tb\n\rc"))
}

// Whatever the text, nothing in it is hidden afterwards, and what was visible is
// as it was; JSON means what it meant.
func FuzzVisible(f *testing.F) {
	for _, s := range []string{"", "a", "\x1b[31m", "\u009b\u202e\u2028\xff", "\U000e0001\t\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line, text := schema.Visible(s), schema.VisibleText(s)
		for _, r := range line {
			assert.True(t, unicode.IsGraphic(r) || r == '\t', "%q", line)
		}
		for _, r := range text {
			assert.True(t, unicode.IsGraphic(r) || r == '\n' || r == '\t', "%q", text)
		}
		assert.True(t, utf8.ValidString(line) && utf8.ValidString(text))
		assert.Equal(t, line, schema.Visible(line))

		b, err := json.Marshal(s)
		require.NoError(t, err)
		shown := schema.VisibleJSON(b)
		for _, r := range string(shown) {
			assert.True(t, unicode.IsGraphic(r), "%q", shown)
		}
		var was, is string
		require.NoError(t, json.Unmarshal(b, &was))
		require.NoError(t, json.Unmarshal(shown, &is))
		assert.Equal(t, was, is)
	})
}
