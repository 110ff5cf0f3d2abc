package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/internal/cli"
	"github.com/cfdr/cfdr/internal/standin"
)

// hostile are texts that a terminal or a reader must not get as they are.
var hostile = []string{
	"\x1b]0;title\x07\x1b[2J\x1b[31m", "\u009b31m\u0085\u0090x\u009c", "\x7f\x00\b\b", "\r\x1b[K\x1b[1m", "\u202eevil\u2066\u200f\u061c",
	"a\u200bb\ufeff\u2060c", "\u2028\u2029\x0b\x0c", "\U000e0041\U000e007f", "\x9b31m\xff\xc3",
}

// said runs the program, in colour and without, and checks that neither shows
// anything hostile.
func said(t *testing.T, dir, in string, args ...string) string {
	t.Helper()
	t.Chdir(dir)
	var all [2]string
	for i, color := range []bool{false, true} {
		var out, messages bytes.Buffer
		cli.Main(args, cli.Streams{In: strings.NewReader(in), Out: &out, Err: &messages, Color: color, OutColor: color})
		all[i] = messages.String() + out.String()
		if !color && slices.Contains(args, "json") && out.Len() > 0 {
			assert.True(t, json.Valid(out.Bytes()), "%v: %s", args, out.String())
		}
	}
	clean(t, all[0], "%q", args)
	plain := ourColours.ReplaceAllString(all[1], "")
	clean(t, plain, "%q in colour", args)
	if args[0] != "pull" && args[0] != "refresh" { // the second of two says something else
		assert.Equal(t, all[0], plain, "%q: a colour that is none of ours", args)
	}
	return all[0]
}

var ourColours = regexp.MustCompile("\x1b\\[(0|1|31|32|33|90)m")

func clean(t *testing.T, text, format string, args ...any) {
	t.Helper()
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") || r != '\n' && r != '\t' && !unicode.IsGraphic(r) {
			t.Errorf("%s: %q within %q", fmt.Sprintf(format, args...), r, text[max(0, i-60):min(len(text), i+20)])
			return
		}
	}
}

// Every verb, given hostile texts by an inventory: as they are, and as escapes of
// YAML, at each place where a text stands.
func TestHostileInventory(t *testing.T) {
	source, err := filepath.Abs(filepath.Join(root, "examples", "minimal"))
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(source, "inventory.yaml"))
	require.NoError(t, err)
	var document yaml.Node
	require.NoError(t, yaml.Unmarshal(text, &document))
	var scalars []*yaml.Node
	var find func(n *yaml.Node)
	find = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			scalars = append(scalars, n)
		}
		for _, c := range n.Content {
			find(c)
		}
	}
	find(&document)
	require.Greater(t, len(scalars), 60)
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(source)))
	verbs := [][]string{
		{"validate", "-"}, {"validate", "--accepted", "--format", "json", "-"}, {"gaps", "-", "--target", "4"}, {"gaps", "-", "--format", "json"},
		{"gaps", "-", "--format", "markdown"}, {"gaps", "-", "--compare"}, {"gaps", "-", "--compare", "--format", "json"},
		{"diff", "-", "--state", "earlier.state.json"}, {"diff", "-", "--state", "earlier.state.json", "--format", "json"},
		{"diff", "inventory.yaml", "-"}, {"diff", "inventory.yaml", "-", "--format", "markdown"}, {"diff", "-", "inventory.yaml", "--format", "json"},
		{"generate", "-", "--out", "new", "--check"}, {"generate", "-", "--out", "new", "--account", "x\x1b[2J"},
	}
	quoted := func(s string) string {
		b, err := json.Marshal(s) // YAML has the escapes of JSON
		require.NoError(t, err)
		return string(b)
	}
	for i, n := range scalars {
		bad := hostile[i%len(hostile)]
		is := n.Value
		n.Value = "@HERE@"
		with, err := yaml.Marshal(&document)
		require.NoError(t, err)
		n.Value = is
		for _, put := range []string{quoted(is + bad), `"` + is + bad + `"`} {
			in := regexp.MustCompile(`['"]?@HERE@['"]?`).ReplaceAllLiteralString(string(with), put)
			// Each place with some of the verbs, each verb at many places.
			for j := range 2 {
				said(t, dir, in, verbs[(2*i+j)%len(verbs)]...)
			}
		}
	}
}

// Every format of a comparison, given hostile texts by a state: values, keys,
// addresses, names of modules and of providers.
func TestHostileState(t *testing.T) {
	dir := t.TempDir()
	source, err := filepath.Abs(filepath.Join(root, "examples", "minimal"))
	require.NoError(t, err)
	require.NoError(t, os.CopyFS(dir, os.DirFS(source)))
	b, err := os.ReadFile(filepath.Join(dir, "earlier.state.json"))
	require.NoError(t, err)
	for seed := range uint64(5) {
		var state any
		require.NoError(t, json.Unmarshal(b, &state))
		random := rand.New(rand.NewPCG(seed, 2))
		spoil(state, random, 0.15, true)
		spoiled, err := json.Marshal(state)
		require.NoError(t, err)
		for _, format := range []string{"text", "json", "markdown"} {
			said(t, dir, string(spoiled), "diff", "inventory.yaml", "--state", "-", "--format", format)
		}
		said(t, dir, string(spoiled), "generate", "inventory.yaml", "--out", "new", "--check", "--state", "-")
	}
}

// spoil appends hostile texts to some of the texts within a value, and to some
// keys.
func spoil(v any, random *rand.Rand, share float64, keys bool) any {
	some := func() bool { return random.Float64() < share }
	bad := func() string { return hostile[random.IntN(len(hostile))] }
	switch v := v.(type) {
	case string:
		if some() {
			return v + bad()
		}
	case []any:
		for i := range v {
			v[i] = spoil(v[i], random, share, keys)
		}
	case map[string]any:
		names := make([]string, 0, len(v))
		for key := range v {
			names = append(names, key)
		}
		slices.Sort(names)
		for _, key := range names {
			e := spoil(v[key], random, share, keys)
			if v[key] = e; keys && random.Float64() < share/4 {
				v[key+bad()] = e
			}
		}
	}
	return v
}

// Everything that the API says reaches the screen of pull, refresh and status as
// text: names, values, keys that nobody knows, messages of what it refuses.
func TestHostileAnswers(t *testing.T) {
	s, id, dir := refreshed(t)
	var random *rand.Rand
	account := "/accounts/" + id
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		s.ServeHTTP(rec, r)
		body, code := rec.Body.Bytes(), rec.Code
		var envelope map[string]any
		path := strings.TrimPrefix(r.URL.Path, standin.Base)
		if random != nil && path != account && json.Unmarshal(body, &envelope) == nil {
			bad := hostile[random.IntN(len(hostile))]
			switch n := random.IntN(10); {
			case n < 3:
				code = []int{400, 403, 404}[n]
				envelope = map[string]any{"success": false, "result": nil, "messages": []any{bad}, "errors": []any{map[string]any{"code": []int{7003, 10000, 1000}[random.IntN(3)], "message": "no " + bad}}}
			default:
				spoil(envelope["result"], random, 0.08, true)
			}
			body, _ = json.Marshal(envelope)
		}
		for name := range rec.Header() {
			if name != "Content-Length" {
				w.Header().Set(name, rec.Header().Get(name))
			}
		}
		w.WriteHeader(code)
		_, _ = io.Copy(w, bytes.NewReader(body))
	}))
	t.Cleanup(proxy.Close)
	t.Setenv("CLOUDFLARE_API_BASE_URL", proxy.URL+standin.Base)
	mu := make(chan struct{}, 1)
	serial := proxy.Config.Handler
	proxy.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu <- struct{}{}
		defer func() { <-mu }()
		serial.ServeHTTP(w, r)
	})
	before := tree(t, dir)
	for seed := range uint64(2) {
		for _, args := range [][]string{
			{"pull", "--dry-run"}, {"pull", "--check-token"}, {"pull", "--account", id, "--inventory", "new.yaml"}, {"refresh", "--dry-run"},
			{"refresh", "--dry-run", "--format", "markdown"}, {"refresh"}, {"status"}, {"validate", "inventory.yaml"}, {"gaps", "inventory.yaml"},
		} {
			random = rand.New(rand.NewPCG(seed, 3))
			said(t, dir, "", args...)
		}
		for name, text := range tree(t, dir) {
			if filepath.Ext(name) == ".md" {
				clean(t, text, "%s", name)
			}
		}
		require.NoError(t, os.RemoveAll(dir))
		require.NoError(t, os.MkdirAll(dir, 0o700))
		for name, text := range before {
			require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700))
			write(t, dir, name, text)
		}
	}
}

// What somebody types, or names a file, is shown as text too.
func TestHostileArguments(t *testing.T) {
	dir := t.TempDir()
	for _, bad := range hostile {
		for _, args := range [][]string{
			{bad}, {"validate", bad}, {"validate", "--" + bad}, {"kinds", bad}, {"gaps", "x", "--format", bad}, {"diff", bad, "--state", bad}, {"diff", "x", bad},
			{"generate", bad, "--out", bad}, {"pull", "--account", bad}, {"pull", "--inventory", bad}, {"pull", "--account", strings.Repeat("0", 32), "--base-url", bad},
			{"pull", "--account", strings.Repeat("0", 32), "--token-file", bad}, {"refresh", bad}, {"status", bad}, {"status", "--max-age", bad},
		} {
			said(t, dir, "", args...)
		}
		name := strings.NewReplacer("\x00", "", "/", "").Replace(bad) + ".yaml"
		if os.WriteFile(filepath.Join(dir, name), []byte("cfdr: 1\naccounts: [1]\n"+bad), 0o600) == nil {
			said(t, dir, "", "validate", name)
			said(t, dir, "", "validate", name, "--format", "json")
			said(t, dir, "", "diff", name, "--state", name)
			said(t, dir, "", "pull", "--inventory", name)
		}
	}
}

// A file of one endless line is refused as quickly as any other, and what is too
// long to be looked through is not shown.
func TestOneLongLine(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "long.yaml", "cfdr: 1\nx: "+strings.Repeat("a", 1<<20)+"\n")
	began := time.Now()
	out := said(t, dir, "", "validate", "long.yaml")
	assert.Less(t, len(out), 10_000)
	assert.NotContains(t, out, "aaaa")
	assert.Less(t, time.Since(began), 20*time.Second)
}
