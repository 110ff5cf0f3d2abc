package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
)

// An expr is an expression of Terraform's language, where JSON has no word for
// the value.
type expr string

// A realCase is an input of terraform_data, before and after.
type realCase struct{ before, after any }

// gone is the input of a resource that is not in the configuration.
type gone struct{}

// many gives a list of n strings.
func many(n int, change func(i int) string) []any {
	out := make([]any, 0, n)
	for i := range n {
		if s := change(i); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func element(i int) string { return fmt.Sprintf("e%02d", i) }

type object = map[string]any

// realCases are the differences that somebody thought of.
func realCases() []realCase {
	text := "one\ntwo\nthree\n"
	long := strings.Repeat("long ", 2000)
	return []realCase{
		// Strings.
		{"a", "b"},
		{"", "b"},
		{"a", ""},
		{"a", nil},
		{nil, "b"},
		{`quotes " and \ and ${x} and %{ if }`, `$${ "`},
		{"tab\there", "bell\ahere"},
		{"\u202eevil\u2066", "zero\u200bwidth\u00a0and\u3000wide"},
		{"esc\x1b[31mape", "\u0085\u2028\u2029"},
		{"日本語 é", "emoji 👩\u200d👧"},
		{long, long + "x"},
		{"trailing ", "trailing"},
		// Strings of several lines.
		{text, "one\n2\nthree\n"},
		{text, "one\ntwo\nthree\nfour\n"},
		{text, "three\ntwo\none\n"},
		{text, "two\nthree\n"},
		{text, "one"},
		{"one", text},
		{nil, text},
		{text, nil},
		{text, "one\ntwo\nthree"},
		{text, "  one\ntwo\n    three\n\n"},
		{"\n", "\n\n"},
		{"a\n\n\nb\n", "a\n\nb\n"},
		{"x\nEOT\ny\n", "x\nEOT\nz\n"},
		{"a\r\nb\r\n", "a\nb\n"},
		{"a\n\x1b[2Jb\n", "a\n\u202eb\n\u00a0\u3000\tc\n"},
		{[]any{text}, []any{"one\ntwo\n"}},
		{[]any{nil}, []any{text}},
		{gone{}, text},
		{text, gone{}},
		// JSON in strings.
		{`{"a":1}`, `{"a":2}`},
		{`{"a":1}`, `{ "a": 1 }`},
		{`{"a":1,"b":[1,2,3]}`, `{"a":1,"b":[1,3]}`},
		{`{"a":1}`, `plain`},
		{`plain`, `{"a":1}`},
		{`{"a":1}`, text},
		{nil, `{"a":[],"b":{}}`},
		{`{"a":[],"b":{}}`, nil},
		{`[]`, `{}`},
		{`[]`, `[ ]`},
		{`{}`, `[1]`},
		{`[]`, nil},
		{gone{}, `[]`},
		{`[]`, gone{}},
		{`[1.0,1e3]`, `[1,1000]`},
		{`[null]`, `[null,null]`},
		{`{"a":null}`, `{"a":{"b":null}}`},
		{`{"a":"x\ny"}`, `{"a":"x\nz"}`},
		{`{"a":"{\"b\":1}"}`, `{"a":"{\"b\":2}"}`},
		{`{"a":1,"a":2}`, `{"a":2}`},
		{`{"a":1} `, `{"a":1} x`},
		{`{"a":1`, `{"a":1}`},
		{[]any{`{"a":1}`}, []any{`{"a":1}`, `{"b":1}`}},
		{object{"policy": `{"Statement":[{"Effect":"Allow"}]}`}, object{"policy": `{"Statement":[{"Effect":"Deny"}]}`}},
		{gone{}, `{"a":{"b":[1,{"c":null}]}}`},
		{`{"a":{"b":[1,{"c":null}]}}`, gone{}},
		// Numbers and truths.
		{1, 2},
		{true, false},
		{1.5, 1.25},
		{0.1, 1e-7},
		{json.Number("12345678901234567890"), json.Number("12345678901234567891")},
		{json.Number("1e21"), json.Number("-1e-21")},
		{json.Number("1e300"), json.Number("1.50")},
		{true, nil},
		{nil, 0},
		{1, "1"},
		{"true", true},
		{[]any{1, 2.5, true}, []any{1, 2.50, nil}},
		// Lists.
		{[]any{}, []any{"a"}},
		{[]any{"a"}, []any{}},
		{nil, []any{}},
		{[]any{}, nil},
		{[]any{"a", "b", "c"}, []any{"a", "c"}},
		{[]any{"a", "b", "c"}, []any{"a", "x", "c"}},
		{[]any{"a", "b", "c"}, []any{"c", "b", "a"}},
		{[]any{"a", "a", "b"}, []any{"b", "a", "b", "a"}},
		{[]any{"a", "b"}, []any{"a", "b", "c", "d"}},
		{[]any{"a", nil}, []any{nil, "a", nil}},
		{[]any{[]any{}}, []any{object{}}},
		{[]any{[]any{"a"}, []any{"b"}}, []any{[]any{"b"}, []any{"c"}, []any{"d"}}},
		{many(30, element), many(30, func(i int) string { return strings.Replace(element(i), "e15", "x", 1) })},
		{many(30, element), many(30, func(i int) string { return strings.Replace(element(i), "e15", "", 1) })},
		{many(30, element), append(many(30, element), "e30")},
		{many(3, element), many(30, element)},
		{[]any{object{"a": 1}, object{"a": 2}}, []any{object{"a": 1}, object{"a": 3}}},
		{[]any{object{"a": 1}, object{"a": 2}}, []any{object{"a": 2}}},
		{[]any{object{"a": 1}, object{"a": 2}, object{"a": 3}}, []any{object{"a": 5}, object{"a": 2}, "x", object{"a": 6}}},
		{[]any{object{"a": 1, "b": 2}}, []any{object{"a": 1, "b": 3}, object{"a": 4}}},
		// Objects.
		{object{}, object{"a": 1}},
		{object{"a": 1}, object{}},
		{nil, object{"a": 1}},
		{object{"a": 1}, nil},
		{nil, object{}},
		{object{}, nil},
		{object{"a": 1, "bb": 2, "ccc": 3}, object{"a": 1, "bb": 3, "ccc": 3}},
		{object{"a": 1, "id": "x", "name": "y", "tags": []any{"t"}}, object{"a": 2, "id": "x", "name": "y", "tags": []any{"t"}}},
		{object{"tags": object{"x": 1, "y": []any{1, 2, 3}}, "z": 1}, object{"tags": object{"x": 1, "y": []any{1, 2, 3}}, "z": 2}},
		{object{"a": 1, "much-longer-name": 2}, object{"a": 2, "much-longer-name": 2}},
		{object{"with space": 1, "quo\"te": 2, "é": 3, "ü\n": 4}, object{"with space": 2, "quo\"te": 3, "é": 4, "ü\n": 5}},
		{object{"a": object{"b": object{"c": object{"d": 1, "e": 2}}}}, object{"a": object{"b": object{"c": object{"d": 2, "e": 2}}}}},
		{object{"a": nil, "b": 1}, object{"a": nil, "b": 2}},
		{object{"a": nil, "b": 1}, object{"b": 2}},
		{object{"a": 1}, object{"a": nil}},
		{object{"a": object{"x": 1}}, object{"a": "text"}},
		{object{"a": "text"}, object{"a": object{"x": 1}}},
		{object{"a": []any{1}}, object{"a": object{"x": 1}}},
		{object{"a": object{"x": 1}}, object{"a": nil}},
		{object{"a": nil}, object{"a": object{"x": 1}}},
		{object{"a": text}, object{"a": object{"x": text}}},
		{gone{}, object{"a": nil, "b": []any{}, "c": object{}, "d": []any{object{"e": text}}}},
		{object{"a": nil, "b": []any{}, "c": object{}, "d": []any{object{"e": text}}}, gone{}},
		{object{"a": 1}, "text"},
		{"text", object{"a": 1}},
		// Sets and maps.
		{expr(`toset(["a", "b"])`), expr(`toset(["b", "c"])`)},
		{expr(`toset(["a", "b"])`), expr(`tolist(["a", "b", "c"])`)},
		{expr(`tomap({ a = "1", b = "2" })`), expr(`tomap({ a = "1", "b c" = "2" })`)},
		{expr(`toset([{ a = 1 }, { a = 2 }])`), expr(`toset([{ a = 2 }, { a = 3 }])`)},
		// What is not known, as a whole or in part.
		{"a", expr(`terraform_data.new.id`)},
		{nil, expr(`terraform_data.new.id`)},
		{text, expr(`terraform_data.new.id`)},
		{`{"a":1}`, expr(`terraform_data.new.id`)},
		{object{"a": 1}, expr(`terraform_data.new.id`)},
		{object{"a": 1, "b": 1}, expr(`{ a = terraform_data.new.id, b = 1 }`)},
		{object{"b": 1}, expr(`{ a = terraform_data.new.id, b = 1 }`)},
		{[]any{"a", "b"}, expr(`["a", terraform_data.new.id]`)},
		{[]any{"a", "b"}, expr(`["a", terraform_data.new.id, "b"]`)},
		{[]any{object{"a": 1, "b": 1}}, expr(`[{ a = terraform_data.new.id, b = 1 }]`)},
		{gone{}, expr(`[{ a = terraform_data.new.id, b = 1 }]`)},
		// What is not shown.
		{expr(`sensitive("a")`), expr(`sensitive("b")`)},
		{expr(`sensitive({ a = 1 })`), expr(`sensitive([1])`)},
		{expr(`{ a = sensitive("x"), b = 1 }`), expr(`{ a = sensitive("x"), b = 2 }`)},
		{expr(`{ a = sensitive("x"), b = 1 }`), expr(`{ a = sensitive("y"), b = 1 }`)},
		{expr(`{ a = sensitive("x"), b = 1 }`), expr(`{ b = 1 }`)},
		{expr(`["a", sensitive("x")]`), expr(`["b", sensitive("x"), "c"]`)},
		{expr(`sensitive("a")`), nil},
		{nil, expr(`sensitive("a")`)},
		{gone{}, expr(`sensitive("a")`)},
		{expr(`sensitive("a")`), gone{}},
	}
}

// randomCases are differences that nobody thought of. They are the same in
// every run.
func randomCases(n int) []realCase {
	r := rand.New(rand.NewPCG(1, 2))
	cases := make([]realCase, 0, n)
	for len(cases) < n {
		before := randomValue(r, 3)
		after := before
		for range 1 + r.IntN(3) {
			after = mutated(r, after, 3)
		}
		if !equal(settled(before), settled(after)) {
			cases = append(cases, realCase{before, after})
		}
	}
	return cases
}

var randomKeys = []string{"a", "bb", "ccc", "id", "name", "tags", "a-b", "two words", "ключ", "0", "x.y"}

func randomValue(r *rand.Rand, depth int) any {
	kinds := 12
	if depth == 0 {
		kinds = 8
	}
	switch r.IntN(kinds) {
	case 0:
		return nil
	case 1:
		return r.IntN(2) == 0
	case 2:
		return r.IntN(5)
	case 3:
		return float64(r.IntN(100)) / 8
	case 4, 5:
		return []string{"", "a", "b", "some text", `q"uote`, "${x}", "é"}[r.IntN(7)]
	case 6:
		return randomText(r)
	case 7:
		return randomJSON(r, randomValue(r, min(depth, 2)))
	case 8, 9:
		list := []any{}
		for range r.IntN(7) {
			list = append(list, randomValue(r, depth-1))
		}
		return list
	}
	m := object{}
	for range r.IntN(6) {
		m[randomKeys[r.IntN(len(randomKeys))]] = randomValue(r, depth-1)
	}
	return m
}

func randomText(r *rand.Rand) string {
	var w strings.Builder
	for range 2 + r.IntN(5) {
		w.WriteString([]string{"", "one", "two", "  three", "four  ", "\tfive", `"six"`}[r.IntN(7)] + "\n")
	}
	return w.String()
}

func randomJSON(r *rand.Rand, v any) string {
	out, _ := json.Marshal(v)
	if r.IntN(2) == 0 {
		out, _ = json.MarshalIndent(v, "", "  ")
	}
	return string(out)
}

// mutated changes something of a value.
func mutated(r *rand.Rand, v any, depth int) any {
	if r.IntN(8) == 0 {
		return randomValue(r, depth)
	}
	switch v := v.(type) {
	case string:
		var inner any
		if json.Unmarshal([]byte(v), &inner) == nil && r.IntN(4) > 0 {
			return randomJSON(r, mutated(r, inner, depth-1))
		}
		if lines := strings.Split(v, "\n"); len(lines) > 1 {
			return strings.Join(changedList(r, lines, func(string) string { return "seven" }), "\n")
		}
	case []any:
		return changedList(r, v, func(e any) any { return mutated(r, e, max(depth-1, 0)) })
	case object:
		m := maps.Clone(v)
		keys := slices.Sorted(maps.Keys(m))
		if len(keys) == 0 || r.IntN(3) == 0 {
			m[randomKeys[r.IntN(len(randomKeys))]] = randomValue(r, max(depth-1, 0))
			return m
		}
		k := keys[r.IntN(len(keys))]
		if r.IntN(3) == 0 {
			delete(m, k)
		} else {
			m[k] = mutated(r, m[k], max(depth-1, 0))
		}
		return m
	}
	return randomValue(r, depth)
}

// changedList changes, removes, adds, doubles or moves one element.
func changedList[T any](r *rand.Rand, list []T, change func(T) T) []T {
	list = slices.Clone(list)
	if len(list) == 0 {
		var zero T
		return append(list, change(zero))
	}
	i, j := r.IntN(len(list)), r.IntN(len(list))
	switch r.IntN(6) {
	case 0:
		return slices.Delete(list, i, i+1)
	case 1:
		return slices.Insert(list, i, change(list[j]))
	case 2:
		return slices.Insert(list, i, list[j])
	case 3:
		list[i], list[j] = list[j], list[i]
		return list
	}
	list[i] = change(list[i])
	return list
}

// configured writes a value into a configuration in JSON, where a string is a
// template.
func configured(v any) any {
	switch v := v.(type) {
	case expr:
		return "${" + string(v) + "}"
	case string:
		return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = configured(v[i])
		}
		return out
	case object:
		out := object{}
		for k := range v {
			out[configured(k).(string)] = configured(v[k])
		}
		return out
	}
	return v
}

// TestDrawingIsTerraforms has the real Terraform plan the changes of many
// values, and compares its text with ours, in colour and without.
//
// One difference is meant: Terraform prints the lines of a string as they are,
// and here what would move the cursor is escaped. So its text is escaped too
// before both are compared.
func TestDrawingIsTerraforms(t *testing.T) {
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("terraform is not on PATH; install 1.9 or later, and the drawing is compared with it")
	}
	dir := t.TempDir()
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), terraform, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_CLI_ARGS=")
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		require.NoError(t, cmd.Run(), "%s", errs.String())
		return out.String()
	}
	configure := func(resources object, more object) {
		config := object{"resource": object{"terraform_data": resources}}
		maps.Copy(config, more)
		src, err := json.Marshal(config)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "main.tf.json"), src, 0o600))
	}

	before, after := object{}, object{"new": object{}}
	for i, c := range append(realCases(), randomCases(deep.Count(100, 400))...) {
		name := fmt.Sprintf("c%03d", i)
		if c.before != (gone{}) {
			before[name] = object{"input": configured(c.before)}
		}
		if c.after != (gone{}) {
			after[name] = object{"input": configured(c.after)}
		}
	}
	// What is replaced, moved, moved and changed, and forgotten.
	before["replaced"] = object{"input": "a", "triggers_replace": object{"x": 1}}
	after["replaced"] = object{"input": "b", "triggers_replace": object{"x": 2}}
	before["created_first"] = object{"triggers_replace": "a"}
	after["created_first"] = object{"triggers_replace": "b", "lifecycle": object{"create_before_destroy": true}}
	before["moved_from"], after["moved_to"] = object{"input": "a"}, object{"input": "a"}
	before["changed_from"], after["changed_to"] = object{"input": "a"}, object{"input": "b"}
	before["forgotten"] = object{"input": []any{object{"a": 1}}}
	before["nothing"] = object{}
	before["many"] = object{"for_each": object{"a\x1b\u202e\n\"": ""}, "input": "a"}
	after["many"] = object{"for_each": object{"a\x1b\u202e\n\"": ""}, "input": "b"}

	configure(before, nil)
	run("init", "-no-color")
	run("apply", "-no-color", "-auto-approve")
	configure(after, object{
		"moved": []any{
			object{"from": "terraform_data.moved_from", "to": "terraform_data.moved_to"},
			object{"from": "terraform_data.changed_from", "to": "terraform_data.changed_to"},
		},
		"removed": []any{object{"from": "terraform_data.forgotten", "lifecycle": object{"destroy": false}}},
	})
	run("plan", "-no-color", "-out=plan")
	plain, coloured := printed(run("show", "-no-color", "plan")), printed(run("show", "plan"))
	require.Len(t, coloured, len(plain))

	dec := json.NewDecoder(strings.NewReader(run("show", "-json", "plan")))
	dec.UseNumber()
	var planned struct {
		Changes []realChange `json:"resource_changes"`
	}
	require.NoError(t, dec.Decode(&planned))
	var changes []realChange
	for _, c := range planned.Changes {
		if c.drawing() != nil {
			changes = append(changes, c)
		}
	}
	require.Len(t, changes, len(plain))
	require.Greater(t, len(changes), deep.Count(200, 500))
	for i, c := range changes {
		about := fmt.Sprintf("%s\nbefore %s\nafter %s", c.Address, c.Change.Before["input"], c.Change.After["input"])
		want := escaped(plain[i])
		assert.Equal(t, want, drawn(c.drawing(), false), about)
		// Beside colours, what had to be escaped cannot be told from them.
		if want == plain[i] {
			assert.Equal(t, coloured[i], drawn(c.drawing(), true), about)
		}
	}
}

// A realChange is what Terraform says in JSON of a change.
type realChange struct {
	Address, Type, Name string
	Previous            string `json:"previous_address"`
	Reason              string `json:"action_reason"`
	Index               json.RawMessage
	Change              struct {
		Actions         []string
		Before, After   object
		Unknown         any     `json:"after_unknown"`
		BeforeSensitive any     `json:"before_sensitive"`
		AfterSensitive  any     `json:"after_sensitive"`
		Replace         [][]any `json:"replace_paths"`
		Importing       *struct{ ID string }
	}
}

// drawing is what the engine of this package would say of the change, nil if
// there is none.
func (c realChange) drawing() *drawing {
	d := &drawing{Address: c.Address, Type: c.Type, Name: c.Name}
	d.Before, _ = concealed(c.Change.Before, nil, c.Change.BeforeSensitive).(object)
	d.After, _ = concealed(c.Change.After, c.Change.Unknown, c.Change.AfterSensitive).(object)
	more := []string(nil)
	imported := c.Change.Importing != nil
	d.All = imported
	switch actions := strings.Join(c.Change.Actions, " "); actions {
	case "no-op":
		if imported {
			d.Headings = []string{c.Address + " will be imported"}
			return d
		}
		if c.Previous == "" {
			return nil
		}
		d.Address = c.Previous
		d.Headings = []string{c.Previous + " has moved to " + c.Address}
		return d
	case "create":
		d.Symbol, more = "+", []string{" will be created"}
	case "update":
		d.Symbol, more = "~", []string{" will be updated in-place"}
	case "delete":
		d.Symbol = "-"
		more = []string{" will be destroyed", "(because " + c.Type + "." + c.Name + " is not in configuration)"}
	case "delete create":
		d.Symbol, more = "-/+", []string{" must be replaced"}
	case "create delete":
		d.Symbol, more = "+/-", []string{" must be replaced"}
	case "forget":
		d.Symbol = "."
		more = []string{
			" will no longer be managed by Terraform, but will not be destroyed",
			"(destroy = false is set in the configuration)",
		}
	}
	d.Headings = more
	d.Headings[0] = c.Address + more[0]
	if c.Previous != "" {
		d.Headings = append(d.Headings, "(moved from "+c.Previous+")")
	}
	if imported {
		d.Headings = append(d.Headings, `(imported from "`+c.Change.Importing.ID+`")`)
		if d.Symbol == "-/+" {
			d.Headings = append(d.Headings, "Warning: this will destroy the imported resource")
		}
	}
	return d
}

// concealed puts our words for what is not known and not shown into a value.
func concealed(v, hidden, sensitive any) any {
	if sensitive == true && (v != nil || hidden == true) {
		return secret{sha256.Sum256([]byte(fingerprint(settled(v))))}
	}
	if hidden == true {
		return unknown{}
	}
	switch v := v.(type) {
	case object:
		if v == nil {
			return nil
		}
		out := maps.Clone(v)
		hidden, _ := hidden.(object)
		sensitive, _ := sensitive.(object)
		for k := range hidden {
			if _, ok := v[k]; ok || hidden[k] == true {
				out[k] = nil
			}
		}
		for k := range out {
			out[k] = concealed(v[k], hidden[k], sensitive[k])
		}
		return out
	case []any:
		hidden, _ := hidden.([]any)
		sensitive, _ := sensitive.([]any)
		out := make([]any, len(v))
		for i := range v {
			out[i] = concealed(v[i], at(hidden, i).value, at(sensitive, i).value)
		}
		return out
	}
	return v
}

func drawn(d *drawing, color bool) string {
	var w strings.Builder
	d.write(&w, color)
	return w.String()
}

// printed cuts the resources out of a plan.
func printed(plan string) []string {
	var blocks []string
	var block strings.Builder
	for line := range strings.Lines(simplified(plan)) {
		if block.Len() > 0 || heading.MatchString(line) {
			block.WriteString(line)
		}
		if line == "    }\n" {
			blocks = append(blocks, block.String())
			block.Reset()
		}
	}
	return blocks
}

var colour = regexp.MustCompile(`\x1b\[\d+m`)

var heading = regexp.MustCompile(`^(\x1b\[1m)? {1,2}# `)

// simplified leaves out the ends of colours where none has begun.
func simplified(s string) string {
	on := false
	return colour.ReplaceAllStringFunc(s, func(code string) string {
		was := on
		if on = code != reset; !on && !was {
			return ""
		}
		return code
	})
}

// escaped escapes each line of a text.
func escaped(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = visible(lines[i])
	}
	return strings.Join(lines, "\n")
}
