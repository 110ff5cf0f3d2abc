package state

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzDecoder compares the values with those of encoding/json.
func FuzzDecoder(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "zone_setting-5.*.json"))
	require.NoError(f, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(text)
	}
	for _, text := range []string{
		`{}`, `[]`, ` { "a" : [ ] , "b" : { } } `, `{"a": 1, "a": 2}`, `[1, -0, 1.50, 1E+400, 12345678901234567890]`, `0`,
		`[null, true, false, "", "\"", "\\", "a\\\"b", "\u00fc\ud83d\ude00\ud800", "Überblick 東京", "\n"]`, "[\"\xff\xc3\"]", `{"\u0061": {"Überblick": 1}}`, "\t[\r\n1\n,\t2 ]\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if !json.Valid(b) {
			return
		}
		var want any
		theirs := json.NewDecoder(bytes.NewReader(b))
		theirs.UseNumber()
		require.NoError(t, theirs.Decode(&want))
		ours := decoder{text: b, keys: map[string]string{}}
		assert.Equal(t, want, ours.value())
		assert.Empty(t, bytes.TrimSpace(b[ours.at:]))
	})
}
