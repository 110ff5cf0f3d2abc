package generator_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

// idOf is the key of the mapping that stands in a body for the id of an object,
// asData that of one around a value of the inventory that looks like it.
const idOf, asData = "$id_of", "$data"

// A recreated is one object of recreate/objects, as a script reads it.
type recreated struct {
	Retiring bool
	Key      string             `json:"key"`
	By       generator.Class    `json:"by"`
	Address  string             `json:"address"`
	List     string             `json:"list"`
	Header   map[string]string  `json:"header"`
	Match    map[string]any     `json:"match"`
	Zone     string             `json:"zone"`
	Topic    string             `json:"topic"`
	Create   *recreatingRequest `json:"create"`
	Update   *recreatingRequest `json:"update"`
	Compare  []string           `json:"compare"`
	Upload   *struct {
		Made        bool                                `json:"made"`
		Placeholder string                              `json:"placeholder"`
		Parts       []struct{ Name, File, Type string } `json:"parts"`
	} `json:"upload"`
	Body any `json:"body"`
}

type recreatingRequest struct {
	Method string `json:"method"`
	Path   string `json:"path"`
}

var pathHole = regexp.MustCompile(`\{([^{}]*)\}`)

// expressionInText is what the configuration has where a body has a name or a
// key: no API understands it.
var expressionInText = regexp.MustCompile(`^(var\.|local\.|file\(|cloudflare_\w+\.)`)

// checkRecreation holds what the scripts work on to what a script takes for
// granted: whatever is named is there, and whatever a script brings back it is
// told how. It counts what bodies name.
func checkRecreation(t *testing.T, files generator.Files, survey *generator.Survey) (named int) {
	t.Helper()
	var objects []recreated
	for name, text := range files {
		dir, file := path.Split(name)
		if dir != "recreate/objects/" {
			continue
		}
		var read struct {
			Kind       string      `json:"kind"`
			Permission string      `json:"permission"`
			Paging     string      `json:"paging"`
			ID         string      `json:"id"`
			Objects    []recreated `json:"objects"`
		}
		require.NoError(t, json.Unmarshal(text, &read), name)
		assert.Equal(t, read.Kind+".json", file)
		assert.NotEmpty(t, read.Permission, name)
		assert.NotEmpty(t, read.Paging, name)
		assert.NotEmpty(t, read.ID, name)
		assert.NotEmpty(t, read.Objects, name)
		for _, o := range read.Objects {
			assert.True(t, strings.HasPrefix(o.Key, read.Kind+"."), "%s is in %s", o.Key, name)
		}
		objects = append(objects, read.Objects...)
	}

	known := map[string]bool{"account": true}
	for _, o := range objects {
		assert.False(t, known[o.Key], "%s stands for two objects", o.Key)
		known[o.Key] = true
	}
	notes := survey.Inventory.AccountNotes(survey.Account)
	for _, u := range notes.Undefined {
		known[keyOfUndefined(u.Kind, u.Name)] = true
	}
	for _, g := range notes.Tombstones {
		known[keyOfUndefined(g.Kind, g.Name)] = true
	}

	items := map[string]*generator.Item{}
	for _, it := range survey.Items {
		if it.Owner == "" {
			items[it.Key()] = it
			assert.True(t, known[it.Key()], "no script knows %s", it)
		}
	}
	for _, o := range objects {
		checkRecreated(t, files, o, items[o.Key], known)
		named += len(referred(t, o.Key, o.Body))
	}
	return named
}

// keyOfUndefined is the key of what an inventory only says is used.
func keyOfUndefined(kind, name string) string {
	slug, lossless := schema.Slug(name)
	if !lossless {
		slug += fmt.Sprintf("__%x", sha256.Sum256([]byte(name)))[:10]
	}
	return kind + "." + slug
}

func checkRecreated(t *testing.T, files generator.Files, o recreated, it *generator.Item, known map[string]bool) {
	t.Helper()
	at := func(what, path string) {
		assert.True(t, strings.HasPrefix(path, "/"), "%s: the path %s of %s", o.Key, path, what)
		for _, hole := range pathHole.FindAllStringSubmatch(path, -1) {
			assert.True(t, known[hole[1]], "%s: the path of %s names %s, which nothing is", o.Key, what, hole[1])
		}
		assert.NotContains(t, pathHole.ReplaceAllString(path, ""), "{", "%s: the path of %s", o.Key, what)
	}
	at("the list", o.List)
	for what, r := range map[string]*recreatingRequest{"create": o.Create, "update": o.Update} {
		if r != nil {
			at(what, r.Path)
			assert.Contains(t, []string{"POST", "PUT", "PATCH"}, r.Method, "%s: %s", o.Key, what)
			assert.NotNil(t, o.Body, "%s: %s sends nothing", o.Key, what)
		}
	}
	assert.True(t, o.Zone == "" || known[o.Zone], "%s is in %s, which nothing is", o.Key, o.Zone)
	for name, value := range o.Header {
		assert.NotContains(t, value, "{", "%s: the header %s", o.Key, name)
	}
	eachText(o.Body, func(text string) {
		assert.NotRegexp(t, expressionInText, text, "%s: the body", o.Key)
	})
	for _, key := range referred(t, o.Key, o.Body) {
		assert.True(t, known[key], "%s: the body names %s, which nothing is", o.Key, key)
	}
	for _, key := range referred(t, o.Key, o.Match) {
		assert.Fail(t, "not to be compared", "%s is found by the id of %s", o.Key, key)
	}
	if body, isMap := o.Body.(map[string]any); isMap {
		for _, name := range o.Compare {
			assert.Contains(t, body, name, "%s: a script compares it", o.Key)
		}
	}
	if up := o.Upload; up != nil {
		if up.Made {
			assert.Contains(t, files, up.Placeholder, "%s has a placeholder that is not there", o.Key)
		}
		for _, p := range up.Parts {
			assert.Contains(t, files, p.File, "%s uploads a file that is not there", o.Key)
			assert.NotEmpty(t, p.Type, "%s: %s", o.Key, p.Name)
		}
		if body := o.Body.(map[string]any); up.Made && len(up.Parts) > 0 {
			main, _ := body["main_module"].(string)
			if main == "" {
				main, _ = body["body_part"].(string)
			}
			assert.Equal(t, main, up.Parts[0].Name, "%s: the first part is the main one", o.Key)
		}
	}
	if it == nil {
		return // something small that an object needs, which is no object itself
	}
	assert.Equal(t, it.Class(), o.By, o.Key)
	want := it.Address
	if want != "" && (it.Kind.Starts || o.Retiring) {
		want += "[0]"
	}
	assert.Equal(t, want, o.Address, o.Key)
	// What only lacks something small is whole once a script has made that.
	if o.By == generator.ByScript && o.Topic != "" && it.Kind.Extras == nil {
		assert.True(t, o.Create != nil || o.Update != nil || o.Upload != nil, "%s comes back by the script %s, and nothing says how", o.Key, o.Topic)
	}
}

// referred are the keys that a body names. A mapping that is such a name holds
// nothing else.
func referred(t *testing.T, at string, v any) (keys []string) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			keys = append(keys, referred(t, at, e)...)
		}
	case map[string]any:
		if _, is := v[asData]; is && len(v) == 1 {
			return nil
		}
		if key, is := v[idOf]; is {
			if _, follows := v["$suffix"]; follows {
				assert.Len(t, v, 2, "%s: %v", at, v)
			} else {
				assert.Len(t, v, 1, "%s: %v", at, v)
			}
			text, isText := key.(string)
			assert.True(t, isText, "%s: %v", at, v)
			return []string{text}
		}
		for _, e := range v {
			keys = append(keys, referred(t, at, e)...)
		}
	}
	return keys
}

func eachText(v any, f func(string)) {
	switch v := v.(type) {
	case string:
		f(v)
	case []any:
		for _, e := range v {
			eachText(e, f)
		}
	case map[string]any:
		for _, e := range v {
			eachText(e, f)
		}
	}
}

// TestRecreation is the contract of what the scripts work on, for every kind.
func TestRecreation(t *testing.T) {
	paths := []string{"../examples/minimal", "../examples/full-zone", "../examples/rtopacks"}
	for _, k := range registry.Kinds() {
		paths = append(paths, "testdata/kinds/"+k.Name)
	}
	named := 0
	for _, path := range paths {
		for _, target := range schema.Targets() {
			t.Run(path+" on "+string(target), func(t *testing.T) {
				files, survey := generate(t, load(t, path+"/inventory.yaml"), target)
				named += checkRecreation(t, files, survey)
			})
		}
	}
	assert.NotZero(t, named, "no body names anything")
}

// TestSecretsStayOut: a value that has no place in an inventory, and that the
// reader refuses, would not get into a file either.
func TestSecretsStayOut(t *testing.T) {
	const secret = "hunter2"
	told := 0
	for _, k := range registry.Kinds() {
		inv := load(t, "testdata/kinds/"+k.Name+"/inventory.yaml")
		schema.Walk(inv.Accounts, func(o *schema.Object) { told += tell(o.Kind.Fields, o.Fields, secret) })
		for _, target := range schema.Targets() {
			files, _ := generate(t, inv, target)
			for _, name := range slices.Sorted(maps.Keys(files)) {
				assert.NotContains(t, string(files[name]), secret, "%s on %s: %s", k.Name, target, name)
			}
		}
	}
	assert.NotZero(t, told)
}

// tell sets every field that is secret, also of the mappings within, and counts
// them.
func tell(fields []schema.Field, values map[string]any, secret string) (n int) {
	for i := range fields {
		f := &fields[i]
		if f.Secret {
			values[f.Name] = secret
			n++
			continue
		}
		if v, set := values[f.Name]; set {
			for _, e := range elementsOf(f, v) {
				if m, isMap := e.(map[string]any); isMap {
					n += tell(within(f, m), m, secret)
				}
			}
		}
	}
	return n
}

// TestJSONBinding: what a JSON binding says is sent digit by digit, and is data
// whatever it looks like.
func TestJSONBinding(t *testing.T) {
	inv := inventoryOf(t, `    workers:
      - name: one
        source: a
        bindings:
          - {type: json, name: BIG, json: '{"a": [12345678901234567890, 0.10]}'}
          - {type: json, name: NOTHING, json: 'null'}
          - {type: json, name: TEXT, json: 'it is no JSON'}
          - {type: json, name: TWO, json: '1 2'}
          - {type: json, name: ID, json: '{"x": {"$id_of": "account"}}'}
          - {type: json, name: MORE, json: '{"$id_of": "account", "$suffix": "x"}'}
          - {type: json, name: DATA, json: '{"$data": {"$id_of": "account"}}'}
`)
	files, _ := generate(t, inv, schema.V5)
	var file struct {
		Objects []struct {
			Body struct {
				Bindings []struct{ JSON json.RawMessage }
			}
		}
	}
	require.NoError(t, json.Unmarshal(files["recreate/objects/worker.json"], &file))
	var got []string
	for _, b := range file.Objects[0].Body.Bindings {
		var text bytes.Buffer
		require.NoError(t, json.Compact(&text, b.JSON))
		got = append(got, text.String())
	}
	assert.Equal(t, []string{
		`{"a":[12345678901234567890,0.10]}`, "null", `"it is no JSON"`, `"1 2"`,
		`{"x":{"$data":{"$id_of":"account"}}}`, `{"$data":{"$id_of":"account","$suffix":"x"}}`, `{"$data":{"$data":{"$id_of":"account"}}}`,
	}, got)
}

// TestBodiesAreWhole: every recorded value of what a script makes or completes
// is in what the script sends, but for what the API has no argument for.
func TestBodiesAreWhole(t *testing.T) {
	for _, k := range registry.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			inv := load(t, "testdata/kinds/"+k.Name+"/inventory.yaml")
			for _, target := range schema.Targets() {
				_, survey := generate(t, inv, target)
				items := slices.DeleteFunc(slices.Clone(survey.Items), func(it *generator.Item) bool { return it.Kind != k || it.Owner != "" })
				for _, it := range deep.Sample(items, 1) {
					if bodyOf(t, inv, it, target) == "" {
						continue
					}
					checkWhole(t, inv, it, target, k.Fields, it.Fields, "")
				}
			}
		})
	}
}

// bodyOf is what a script sends for an object, empty where it sends nothing.
func bodyOf(t *testing.T, inv *schema.Inventory, it *generator.Item, target schema.Target) string {
	t.Helper()
	files, _ := generate(t, inv, target)
	var file struct {
		Objects []struct {
			Key  string
			Body json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal(files["recreate/objects/"+it.Kind.Name+".json"], &file))
	for _, o := range file.Objects {
		if o.Key == it.Key() {
			return string(o.Body)
		}
	}
	return ""
}

// checkWhole takes each value away, and then the body must be another.
func checkWhole(t *testing.T, inv *schema.Inventory, it *generator.Item, target schema.Target, fields []schema.Field, values map[string]any, at string) {
	t.Helper()
	whole := bodyOf(t, inv, it, target)
	require.False(t, schema.IsRedacted(whole), "%s: what was taken out is in the body", it)
	for i := range fields {
		f := &fields[i]
		v, set := values[f.Name]
		form := f.On(schema.API)
		if !set || f.Local || form.Lack.Of(v) || form.Encode != nil && form.Encode(it.Object, v) == nil {
			continue
		}
		delete(values, f.Name)
		body := bodyOf(t, inv, it, target)
		if other := another(f, v, func(v any) { values[f.Name] = v }); body == whole && other != nil {
			other() // the value is the default
			body = bodyOf(t, inv, it, target)
		}
		values[f.Name] = v
		if !assert.NotEqual(t, whole, body, "%s: %s is not in the body", it, at+f.Name) {
			continue
		}
		for _, e := range elementsOf(f, v) {
			m, isMap := e.(map[string]any)
			if text, err := json.Marshal(m); err == nil && schema.IsRedacted(string(text)) {
				continue // what was taken out of it is sent nowhere
			}
			if isMap && (f.Needs == "" || m[f.Needs] != nil) {
				checkWhole(t, inv, it, target, within(f, m), m, at+f.Name+".")
			}
		}
	}
}
