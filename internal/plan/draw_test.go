package plan

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/provider"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func shapeOf(sort string) *provider.Shape { return &provider.Shape{Sort: sort, Optional: true} }

func manyOf(sort string, elem *provider.Shape) *provider.Shape {
	return &provider.Shape{Sort: sort, Elem: elem, Optional: true}
}

func objectOf(fields map[string]*provider.Shape) *provider.Shape {
	return &provider.Shape{Sort: "object", Fields: fields, Optional: true}
}

func blocksOf(sort string, fields map[string]*provider.Shape) *provider.Shape {
	return &provider.Shape{Sort: sort, Block: true, Elem: objectOf(fields)}
}

// aShape has an argument of every sort.
func aShape() *provider.Shape {
	rule := map[string]*provider.Shape{"action": shapeOf("string"), "ports": manyOf("list", shapeOf("number"))}
	value := shapeOf("string")
	value.Sensitive = true
	return objectOf(map[string]*provider.Shape{
		"id": shapeOf("string"), "name": shapeOf("string"), "enabled": shapeOf("bool"), "ttl": shapeOf("number"),
		"content": shapeOf("string"), "body": shapeOf("string"), "policy": shapeOf("string"), "value": value,
		"hosts": manyOf("list", shapeOf("string")), "members": manyOf("set", shapeOf("string")),
		"labels": manyOf("map", shapeOf("string")), "settings": objectOf(rule), "rules": manyOf("list", objectOf(rule)),
		"extra": shapeOf("dynamic"),
		"data":  blocksOf("list", rule), "include": blocksOf("set", map[string]*provider.Shape{"group": manyOf("list", shapeOf("string"))}),
	})
}

func aValue() object {
	return object{
		"id": "0123456789abcdef", "name": "www", "enabled": true, "ttl": 300, "content": "192.0.2.1",
		"body": "first\nsecond\nthird\n", "policy": `{"allow":["a","b"],"deny":[]}`, "value": "a secret",
		"hosts": []any{"a", "b", "c", "d", "e", "f"}, "members": []any{"x", "y", "z"},
		"labels":   object{"team": "web", "two words": "x"},
		"settings": object{"action": "block", "ports": []any{80, 443}},
		"rules":    []any{object{"action": "allow"}, object{"action": "log", "ports": []any{}}},
		"extra":    object{"a": object{"b": []any{1, nil}}},
		"data":     []any{object{"action": "one"}, object{"action": "two"}},
		"include":  []any{object{"group": []any{"g1"}}},
	}
}

func anotherValue() object {
	v := aValue()
	v["ttl"], v["content"] = 1, "192.0.2.2"
	v["body"], v["policy"], v["value"] = "first\n2\nthird\nfourth\n", `{"allow":["a","c","b"],"deny":[]}`, "another"
	v["hosts"] = []any{"a", "b", "c", "e", "f"}
	v["members"] = []any{"w", "x", "z"}
	v["labels"] = object{"team": "net", "two words": "x"}
	v["settings"] = object{"action": "log", "ports": []any{80, 443}}
	v["rules"] = []any{object{"action": "allow"}, object{"action": "log", "ports": []any{22}}}
	v["extra"] = []any{"a list now"}
	v["data"] = []any{object{"action": "one"}, object{"action": "three"}}
	v["include"] = []any{object{"group": []any{"g1", "g2"}}}
	return v
}

func TestDrawing(t *testing.T) {
	const address = "cloudflare_thing.www"
	heads := func(first string, more ...string) []string { return append([]string{address + first}, more...) }
	known := anotherValue()
	known["id"], known["settings"], known["data"] = unknown{}, unknown{}, unknown{}
	known["hosts"] = []any{"a", unknown{}}
	for name, d := range map[string]*drawing{
		"create":  {Symbol: "+", Headings: heads(" will be created"), After: aValue()},
		"update":  {Symbol: "~", Headings: heads(" will be updated in-place"), Before: aValue(), After: anotherValue()},
		"destroy": {Symbol: "-", Headings: heads(" will be destroyed", "(because it is gone)"), Before: aValue()},
		"replace": {
			Symbol: "-/+", Headings: heads(" must be replaced"), Before: aValue(), After: known,
			Replaces: map[string]bool{"content": true, "value": true, "hosts": true, "members": true, "settings": true, "data": true, "include.group": true, "policy": true, "body": true},
		},
		"forget": {Symbol: ".", Headings: heads(
			" will no longer be managed by Terraform, but will not be destroyed", "(destroy = false is set in the configuration)",
		), Before: aValue()},
		"import": {Headings: heads(" will be imported"), Before: aValue(), After: aValue(), All: true},
		"import-and-update": {
			Symbol: "~", Headings: heads(" will be updated in-place", `(imported from "an-id")`), Before: aValue(), After: anotherValue(), All: true,
		},
		"import-and-replace": {
			Symbol: "-/+", Headings: heads(" must be replaced", `(imported from "an-id")`, "Warning: this will destroy the imported resource"),
			Before: object{"id": "a"}, After: object{"id": unknown{}},
		},
		"move":  {Headings: heads(" has moved to cloudflare_thing.web"), Before: aValue(), After: aValue()},
		"empty": {Symbol: "+", Headings: heads(" will be created"), After: object{}},
	} {
		t.Run(name, func(t *testing.T) {
			d.Address, d.Type, d.Name, d.Shape = address, "cloudflare_thing", "www", aShape()
			golden(t, name, drawn(d, false))
			golden(t, name+"-in-colour", shownColours(drawn(d, true)))
		})
	}
}

// shownColours names the colours, so that a golden file can be read.
func shownColours(s string) string {
	return strings.NewReplacer(bold, "<bold>", red, "<red>", green, "<green>", yellow, "<yellow>", grey, "<grey>", reset, "<>").Replace(s)
}

func golden(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join("testdata", "draw", name+".txt")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}

// Whatever a value holds, it ends no line that is not its own, sends nothing
// to the terminal and turns no text around.
func TestDrawingHostileValues(t *testing.T) {
	evil := "x\x1b[2J\r\u202e\u2028\u0085\a\x00\xff}\n    }\n\n  # cloudflare_thing.other will be destroyed"
	inJSON, err := json.Marshal(object{evil: []any{evil}})
	require.NoError(t, err)
	after := object{
		"plain": evil[:20], "lines": evil, "json": string(inJSON), evil: evil,
		"list": []any{evil, object{evil: evil}}, "number": json.Number(evil), "labels": object{evil: evil},
	}
	before := object{"lines": "a\nb", "json": "{}", "list": []any{object{evil: 1}}}
	shape := objectOf(map[string]*provider.Shape{"labels": manyOf("map", shapeOf("string"))})
	for _, b := range []object{nil, before} {
		d := &drawing{
			Symbol: "~", Headings: []string{evil + " will be created", evil}, Address: evil, Type: evil, Name: evil,
			Before: b, After: after, Shape: shape,
		}
		text := drawn(d, false)
		for i, line := range strings.Split(strings.TrimSuffix(text, "    }\n"), "\n") {
			assert.Equal(t, visible(line), line)
			if i > 2 && line != "" {
				assert.Regexp(t, "^      ", line)
			}
		}
		assert.Equal(t, text, colour.ReplaceAllString(drawn(d, true), ""))
	}
}

// A secret is in no text, wherever it stands.
func TestDrawingSecrets(t *testing.T) {
	const word = "hunter2"
	hidden := secret{[32]byte{1}}
	other := secret{[32]byte{2}}
	value := shapeOf("string")
	value.Sensitive = true
	d := &drawing{
		Symbol: "~", Type: "t", Name: "n",
		Before: object{"a": hidden, "b": hidden, "c": hidden, "d": []any{hidden, "x"}, "e": word, "f": word, "same": hidden, "blocks": []any{object{"a": word}, hidden}},
		After:  object{"a": other, "b": nil, "c": "no secret", "d": []any{other, "x"}, "e": "x", "g": word, "same": hidden, "blocks": []any{object{"a": "x"}, other}},
		Shape: objectOf(map[string]*provider.Shape{
			"e": value, "f": value, "g": value, "blocks": blocksOf("list", map[string]*provider.Shape{"a": value}),
		}),
	}
	text := drawn(d, false)
	assert.NotContains(t, text, word)
	golden(t, "secrets", text)
}

// What is not what the schema says is shown by what it is.
func TestDrawingWhatDoesNotFit(t *testing.T) {
	d := &drawing{
		Symbol: "~", Type: "t", Name: "n", Shape: aShape(),
		Before: object{"ttl": "300", "hosts": "a", "labels": []any{"a"}, "settings": "x", "data": object{"action": "one"}, "not_in_it": 1, "members": nil},
		After:  object{"ttl": 300, "hosts": []any{"a"}, "labels": object{"a": "b"}, "settings": object{}, "data": []any{object{"action": "two"}}, "not_in_it": 2, "include": "text"},
	}
	golden(t, "does-not-fit", drawn(d, false))
}

// Numbers that are equal are so in every spelling; those in JSON are not.
func TestDrawingNumbers(t *testing.T) {
	d := &drawing{
		Symbol: "~", Type: "t", Name: "n",
		Before: object{"a": 300, "b": json.Number("300.0"), "c": json.Number("3e2"), "d": 0.5, "e": json.Number("12345678901234567890"), "f": `{"a":1.0}`, "g": json.Number("1e999999999"), "h": json.Number("-0.0")},
		After:  object{"a": 300.0, "b": int64(300), "c": 300, "d": json.Number("0.50"), "e": json.Number("12345678901234567891"), "f": `{"a":1}`, "g": 1, "h": 0},
	}
	golden(t, "numbers", drawn(d, false))
}

// Long and deep values take no more time and room than they should.
func TestDrawingLargeValues(t *testing.T) {
	const n = 200_000
	long := make([]any, n)
	for i := range long {
		long[i] = fmt.Sprint(i)
	}
	longer := append([]any{"new"}, long...)
	longer = append(longer[:n/2], longer[n/2+1:]...)
	longer = append(longer, "last")
	deep := func(leaf any) any {
		for range 5000 {
			leaf = []any{leaf}
		}
		return leaf
	}
	nested := func(leaf string) string { return strings.Repeat("[", 5000) + leaf + strings.Repeat("]", 5000) }
	begin := time.Now()
	d := &drawing{
		Symbol: "~", Type: "t", Name: "n",
		Before: object{"list": long, "deep": deep("a"), "json": nested("1"), "text": strings.Repeat("line\n", n)},
		After:  object{"list": longer, "deep": deep("b"), "json": nested("2"), "text": strings.Repeat("line\n", n-1) + "other\nend\n"},
	}
	text := drawn(d, false)
	assert.Less(t, len(text), 40*n*8)
	assert.Less(t, time.Since(begin), 30*time.Second)
	assert.NotEmpty(t, text)
}

// The limit of a comparison changes which elements count as the same and
// nothing else: each is still shown once.
func TestAlignAboveTheLimit(t *testing.T) {
	var before, after []int
	for i := range 5000 {
		before = append(before, i)
		after = append(after, i+3000)
	}
	after = append(after, 1)
	b, a := 0, 0
	for _, p := range align(before, after, func(int, int) bool { return false }) {
		if p.before >= 0 {
			assert.Equal(t, b, p.before)
			b++
		}
		if p.after >= 0 {
			assert.Equal(t, a, p.after)
			a++
		}
	}
	assert.Equal(t, len(before), b)
	assert.Equal(t, len(after), a)
}
