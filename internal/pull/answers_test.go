package pull_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/secrets"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// A recording is what an account answered to each request of a pull, and gives
// it again, except for one answer that a test puts in its place.
type recording struct {
	mu      sync.Mutex
	handler http.Handler
	answers map[string]*recorder
	// at is the request that gets another answer.
	at   string
	body []byte
}

func (r *recording) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	key := keyOf(req)
	r.mu.Lock()
	rec := r.answers[key]
	r.mu.Unlock()
	if rec == nil {
		rec = newRecorder()
		req = req.Clone(req.Context())
		req.Body = http.NoBody
		r.handler.ServeHTTP(rec, req)
		r.mu.Lock()
		r.answers[key] = rec
		r.mu.Unlock()
	}
	if key == r.at {
		return answered(req, rec.status, rec.header.Clone(), r.body), nil
	}
	return rec.response(req), nil
}

// A spot is one value in one answer.
type spot struct {
	at   string // the request
	path []any
	// says is the value there.
	says any
}

func (s spot) String() string { return fmt.Sprintf("%s %v", s.at, s.path) }

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}`)

// spots are those of every answer, one of each sort: elements of one list that
// have the same keys and types are not told apart.
func spots(t *testing.T, answers map[string]*recorder) []spot {
	t.Helper()
	var out []spot
	seen := map[string]bool{}
	for _, at := range slices.Sorted(maps.Keys(answers)) {
		rec := answers[at]
		var v any
		if json.Unmarshal(rec.body.Bytes(), &v) != nil {
			continue
		}
		var walk func(v any, path []any, sort string)
		walk = func(v any, path []any, sort string) {
			as := fmt.Sprintf("%s %T", sort, v)
			if !seen[as] {
				seen[as] = true
				out = append(out, spot{at, slices.Clone(path), v})
			}
			switch v := v.(type) {
			case []any:
				for i, e := range v {
					walk(e, append(path, i), sort+"[]")
				}
			case map[string]any:
				kind, _ := v["type"].(string)
				for _, key := range slices.Sorted(maps.Keys(v)) {
					walk(v[key], append(path, key), sort+kind+"."+key)
				}
			}
		}
		walk(v, nil, ids.ReplaceAllString(at, "ID"))
	}
	return out
}

// A change puts a text of JSON in the place of a value.
type change struct {
	name string
	text func(s spot, value string) string
}

func says(name, text string) change {
	return change{name, func(spot, string) string { return text }}
}

var changes = []change{
	says("null", "null"), says("an empty object", "{}"), says("an empty list", "[]"), says("an empty text", `""`), says("a text", `"x"`),
	says("escapes", `"\u001b]0;t\u0007\u009b31m\u202e"`), says("half a pair", `"\ud800"`), says("a number", "7"), says("a negative number", "-1"),
	says("a huge number", "1e400"), says("a long number", "123456789012345678901234567890.5"), says("true", "true"), says("false", "false"),
	says("null in a list", "[null]"), says("lists in lists", strings.Repeat("[", 300)+strings.Repeat("]", 300)),
	says("objects in objects", strings.Repeat(`{"id":`, 300)+"0"+strings.Repeat("}", 300)), says("too deep", strings.Repeat("[", 20000)+strings.Repeat("]", 20000)),
	says("no JSON", "}{"), says("an odd object", `{"":null,"id":7,"name":[1],"type":{"x":1}}`),
	{"the value in a list", func(_ spot, value string) string { return "[" + value + "]" }},
	{"the value in an object", func(_ spot, value string) string { return `{"value":` + value + "}" }},
	{"the value twice in a list", func(_ spot, value string) string { return "[" + value + "," + value + "]" }},
	{"the key twice", func(s spot, value string) string {
		var key string
		if len(s.path) > 0 {
			key, _ = s.path[len(s.path)-1].(string)
		}
		if key == "" {
			return value
		}
		k, _ := json.Marshal(key)
		return "null," + string(k) + ":" + value
	}},
}

// empty says whether the change says that there is nothing, so that what was
// there before is rightly gone.
func (c change) empty() bool {
	return slices.Contains([]string{"null", "{}", "[]", `""`, "false"}, c.text(spot{}, `""`))
}

// renames says whether what an answer calls something is another text now.
func (s spot) renames() bool {
	if len(s.path) == 0 {
		return false
	}
	key, _ := s.path[len(s.path)-1].(string)
	_, isText := s.says.(string)
	return isText && strings.HasSuffix(strings.ToLower(key), "name")
}

// body is the answer with the change at the spot.
func (s spot) body(t *testing.T, from []byte, c change) []byte {
	t.Helper()
	if len(s.path) == 0 {
		if c.name == "the key twice" {
			return from
		}
		return []byte(c.text(s, string(from)))
	}
	var root any
	dec := json.NewDecoder(bytes.NewReader(from))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&root))
	const mark = "put it here, whatever it is"
	v := root
	var value any
	for i, step := range s.path {
		last := i == len(s.path)-1
		switch step := step.(type) {
		case int:
			list := v.([]any)
			if v = list[step]; last {
				value, list[step] = v, mark
			}
		case string:
			m := v.(map[string]any)
			if v = m[step]; last {
				value, m[step] = v, mark
			}
		}
	}
	was, err := json.Marshal(value)
	require.NoError(t, err)
	out, err := json.Marshal(root)
	require.NoError(t, err)
	return bytes.Replace(out, []byte(`"`+mark+`"`), []byte(c.text(s, string(was))), 1)
}

// Whatever stands in the place of a value in an answer, a pull ends: with an
// error, or with a result that names what could not be read. Nothing panics,
// nothing goes on for ever, no other object is gone without a word; and what came
// of it can be merged, written and read again.
func TestAnyAnswer(t *testing.T) {
	inv := load(t, example)
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	network := &recording{handler: s, answers: map[string]*recorder{}}
	id := inv.Accounts[0].ID
	read := func() (*pull.Result, error) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		c := clientOn(t, network, pull.Options{KeepRaw: true, BlindSpots: true})
		return pull.Pull(ctx, c, kinds.Registry(), id, nil)
	}
	calm, err := read()
	require.NoError(t, err)
	require.Empty(t, calm.Unreadable)
	calmly := map[string]*schema.Object{}
	schema.Walk(calm.Inventory.Accounts, func(o *schema.Object) { calmly[o.Kind.Name+" "+o.Path()] = o })
	file, files := documentOf(t, calm)
	was, diags := schema.Load("inventory.yaml", file, kinds.Registry(), files)
	require.False(t, diags.HasErrors(), "%v", diags)

	all := spots(t, network.answers)
	type attempt struct {
		spot
		change
	}
	var attempts []attempt
	for _, at := range all {
		for _, c := range changes {
			attempts = append(attempts, attempt{at, c})
		}
	}
	// Each is a pull of its own, so a run takes some of them.
	n, seed := 80, uint64(11)
	if deep, err := strconv.Atoi(os.Getenv("CFDR_TEST_ANSWERS")); err == nil {
		n, seed = deep, rand.Uint64()
	}
	random := rand.New(rand.NewPCG(seed, 6))
	random.Shuffle(len(attempts), func(i, j int) { attempts[i], attempts[j] = attempts[j], attempts[i] })
	// What everything else is asked by comes first.
	slices.SortStableFunc(attempts, func(a, b attempt) int {
		return cmp.Compare(len(a.at), len(b.at))
	})
	attempts = slices.Concat(attempts[:n/3], sample(random, attempts[n/3:], n-n/3))
	t.Logf("%d of %d, seed %d", len(attempts), len(all)*len(changes), seed)
	for _, a := range attempts {
		rec := network.answers[a.at]
		network.at, network.body = a.at, a.body(t, rec.body.Bytes(), a.change)
		what := fmt.Sprintf("%v: %s", a.spot, a.name)
		if os.Getenv("CFDR_TEST_SAY") != "" {
			fmt.Fprintln(os.Stderr, what)
		}
		res, err := read()
		if err != nil {
			assert.NotErrorIs(t, err, context.DeadlineExceeded, what)
			assert.Contains(t, []string{"/accounts/" + id}, a.at, "%s: %v", what, err)
			continue
		}
		there, fresh := map[string]bool{}, map[string]bool{}
		schema.Walk(res.Inventory.Accounts, func(o *schema.Object) {
			fresh[o.Kind.Name] = fresh[o.Kind.Name] || calmly[o.Kind.Name+" "+o.Path()] == nil
			there[o.Kind.Name+" "+o.Path()] = true
			there[o.Kind.Name+" "+o.ID] = o.ID != ""
		})
		schema.Walk(res.Inventory.Accounts, func(o *schema.Object) {
			before := calmly[o.Kind.Name+" "+o.Path()]
			if before == nil || a.empty() || len(res.Unknown) > len(calm.Unknown) {
				return // or it is told that there is something else
			}
			_, unread := res.Knows(before)
			for i := range before.Kind.Fields {
				// A list may be told as one that is not whole.
				if f := &before.Kind.Fields[i]; f.Opens != "" && o.Fields[f.Name] != nil {
					unread = append(unread, f.Opens)
				}
			}
			for name := range before.Fields {
				if _, is := o.Fields[name]; !is && !slices.Contains(unread, name) {
					t.Errorf("%s: %s of %s %s is gone without a word", what, name, o.Kind.Name, o.Path())
				}
			}
		})
		schema.Walk(calm.Inventory.Accounts, func(o *schema.Object) {
			if there[o.Kind.Name+" "+o.Path()] || o.ID != "" && there[o.Kind.Name+" "+o.ID] {
				return
			}
			if fresh[o.Kind.Name] || a.renames() || a.name == "an empty list" && len(a.path) == 1 {
				return // the API calls it otherwise now, or says that there is none
			}
			known, _ := res.Knows(o)
			assert.False(t, known, "%s: %s %s %s is gone without a word", what, o.Kind.Name, o.Path(), o.ID)
		})
		again, files := documentOf(t, res)
		_, diags := schema.Load("inventory.yaml", again, kinds.Registry(), files)
		assert.False(t, diags.HasErrors(), "%s: %v", what, diags)

		edits, _ := merge.Into(was, was.Accounts[0], res.Account, res.Inventory.AccountNotes(res.Account), merge.Options{Date: "2026-12-01", Knows: res.Knows, Unset: res.Unset})
		if merged, err := edit.Apply(file, edits); assert.NoError(t, err, what) {
			_, diags = schema.Load("inventory.yaml", merged, kinds.Registry(), files)
			assert.False(t, diags.HasErrors(), "%s: merged: %v", what, diags)
		}
	}
}

// sample is so many of a list.
func sample[T any](random *rand.Rand, list []T, n int) []T {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(n, len(list))]
}

// documentOf is what a pull writes of a result.
func documentOf(t *testing.T, res *pull.Result) ([]byte, fstest.MapFS) {
	t.Helper()
	secrets.Find(res.Account)
	files := fstest.MapFS{}
	for p, body := range merge.Content(res.Account, nil, "content") {
		files[p] = &fstest.MapFile{Data: body}
	}
	_, err := merge.Fit(res.Inventory)
	require.NoError(t, err)
	text, err := merge.New(res.Inventory, merge.Options{Date: "2026-12-01"})
	require.NoError(t, err)
	return text, files
}

// An account without a name that can be written is an error; one field of it
// that cannot is named, and the rest is read.
func TestOddAccount(t *testing.T) {
	inv := load(t, example)
	s, _ := world(t, inv)
	id := inv.Accounts[0].ID
	for name, want := range map[string]string{
		`["x"]`:       `the API tells of the account ` + id + ` what no inventory can hold: it says nothing under "name"`,
		`""`:          `the API tells of the account ` + id + ` what no inventory can hold: it says nothing under "name"`,
		`{}`:          `the API tells of the account ` + id + ` what no inventory can hold: it says nothing under "name"`,
		`"a\u001b[m"`: `the API tells of the account ` + id + ` what no inventory can hold: name holds a control character`,
	} {
		_, err := pullOn(t, &spoiler{handler: s, times: map[string]int{}, hit: "/accounts/" + id, often: -1, does: told(func(e map[string]any) bool {
			e["result"] = map[string]any{"id": id, "name": json.RawMessage(name)}
			return true
		})}, id)
		assert.EqualError(t, err, want, name)
	}
	for _, subdomain := range []any{"x\x1b", []any{"x"}, 7, map[string]any{"x": "y"}} {
		res, err := pullOn(t, &spoiler{handler: s, times: map[string]int{}, hit: "/accounts/" + id + "/workers/subdomain", often: -1, does: told(func(e map[string]any) bool {
			e["result"] = map[string]any{"subdomain": subdomain}
			return true
		})}, id)
		require.NoError(t, err, subdomain)
		assert.Equal(t, inv.Accounts[0].Name, res.Account.Name)
		_, fields := res.Knows(inv.Accounts[0])
		if subdomain == 7 {
			assert.Equal(t, "7", res.Account.Text("workers_subdomain"))
		} else {
			assert.Equal(t, []string{"workers_subdomain"}, fields, subdomain)
		}
	}
}
