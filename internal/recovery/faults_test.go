package recovery

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// flaky is an inventory whose scripts make what can go wrong in a way of its
// own: POST, PUT, and an upload with a migration that can be made once only.
const flaky = `
    d1_databases: [{name: app, read_replication: {mode: auto}}]
    workers:
      - name: rooms
        modules: [{name: index.js, text: "export class Room {}; export default {}"}]
        compatibility_date: 2025-01-01
        migration_tag: v3
        durable_objects: [{class_name: Room, storage: sqlite}]
        bindings: [{type: durable_object_namespace, name: ROOMS, class_name: Room}, {type: d1, name: DB, database: app}]
`

// prepared is the account in which a script has something to do: what comes
// before it was made.
func prepared(t *testing.T, p *snapshot, script string) *account {
	a := p.only(t, func(o *schema.Object) bool { return before[script][o.Kind.Name] })
	a.ResetLog()
	return a
}

var before = map[string]map[string]bool{
	"stores":  {},
	"workers": {"d1_database": true},
}

// Each request of a script fails once, in each of the ways in which one can.
// The script says so or gets over it, the next run completes what is missing,
// and nothing is ever there twice. The look at the account is the same in all.
func TestEachRequestFailsInTurn(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	p := write(t, small(t, flaky), schema.V4)
	for _, topic := range []string{"stores", "workers"} {
		t.Run(topic, func(t *testing.T) {
			t.Parallel()
			script := p.script(t, topic)
			well := prepared(t, p, topic)
			done := p.run(t, well, script, "--apply", "--start")
			require.Zero(t, done.code, done.err)
			want := string(well.DumpComparable())
			requests := well.Requests()
			var transcript strings.Builder
			for k := 1; k < len(requests); k++ {
				for _, way := range []struct {
					name  string
					fault standin.Fault
				}{
					{"is refused", standin.Fault{Status: http.StatusBadRequest, Code: 10021, Message: "No\x1b[31m\nwith $(reasons)"}},
					{"always fails", standin.Fault{Status: http.StatusInternalServerError, Code: 10013, Message: "internal error", Times: -1}},
					{"is cut off when done", standin.Fault{Cut: true}},
				} {
					if way.fault.Times != 0 && requests[k].Method == http.MethodGet {
						continue // as when it is refused
					}
					a := prepared(t, p, topic)
					way.fault.Nth = k + 1
					a.Fail(way.fault)
					r := p.run(t, a, script, "--apply", "--start")
					fmt.Fprintf(&transcript, "%s %s %s: %d%s\n", requests[k].Method, strings.ReplaceAll(requests[k].Path, accountID, "ACCOUNT"), way.name, r.code, indent(r.err)+indent(strings.Join(rebuilding{text: r.out}.lines(": refused"), "\n")))
					a.Heal()
					if r.code != 0 {
						again := p.run(t, a, script, "--apply", "--start")
						assert.Zero(t, again.code, again.err)
					}
					assert.Equal(t, want, string(a.DumpComparable()), "%d. %s", k+1, way.name)
				}
			}
			golden(t, "faults-"+topic+".txt", strings.ReplaceAll(transcript.String(), well.url, "API"))
		})
	}
}

// Every request is told once to come again later, and does.
func TestEveryRequestIsLimited(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, flaky), schema.V4)
	well, a := prepared(t, p, "stores"), prepared(t, p, "stores")
	for k := range 2 * 4 {
		a.Fail(standin.Fault{Nth: 2*k + 1, Status: http.StatusTooManyRequests, Code: 10429, Message: "slow down", RetryAfter: time.Second})
	}
	want := p.run(t, well, p.script(t, "stores"), "--apply")
	assert.Equal(t, want, p.run(t, a, p.script(t, "stores"), "--apply"))
	assert.Equal(t, string(well.DumpComparable()), string(a.DumpComparable()))
	assert.Len(t, a.Requests(), 2*len(well.Requests()))
}

// An account that lets a token ask only so often is waited for.
func TestRateLimitIsWaitedFor(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	p := write(t, small(t, stores), schema.V5)
	// Two seconds are long for the script to get from its first request to the
	// second, on the slowest machine, and less than all of its pauses together.
	s := standin.New(standin.WithRateLimit(1, 2*time.Second))
	s.AddAccount(accountID, accountName)
	a := serve(t, s)
	cmd, tmp := p.command(t, a, p.script(t, "stores"), "--apply")
	cmd.Env = append(cmd.Env, "CFDR_PAUSE=0.1")
	r := p.finish(t, cmd, tmp, cmd.Run)
	assert.Zero(t, r.code, r.err)
	assert.Len(t, a.All("/accounts/"+accountID+"/storage/kv/namespaces"), 2)
	assert.True(t, slices.ContainsFunc(a.Requests(), func(r standin.Request) bool { return r.Status == http.StatusTooManyRequests }))
}

func indent(s string) string {
	if s == "" {
		return ""
	}
	return "\n   " + strings.TrimSpace(s)
}

// A POST of which nobody knows whether it was carried out is not sent again
// when the list has what it made, and is when the list has not.
func TestAmbiguousPost(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, stores), schema.V5)
	const path = "/accounts/" + accountID + "/storage/kv/namespaces"
	cases := map[string]struct {
		fault standin.Fault
		posts int
	}{
		"carried out":     {standin.Fault{Status: http.StatusBadGateway, Done: true}, 1},
		"not carried out": {standin.Fault{Status: http.StatusBadGateway}, 2},
		"cut off":         {standin.Fault{Cut: true}, 1},
	}
	for _, name := range deep.Sample([]string{"carried out", "not carried out", "cut off"}, 2) {
		c := cases[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := p.only(t, func(o *schema.Object) bool { return o.Name != "SESSIONS" })
			c.fault.Method, c.fault.Path = "POST", path
			a.Fail(c.fault)
			r := p.run(t, a, p.script(t, "stores"), "--apply")
			assert.Equal(t, result{out: `D1 databases
  D1 database "app": already there
KV namespaces
  KV namespace "FLAGS": already there
  KV namespace "SESSIONS": created
stores: 1 created, 0 changed, 2 already there, 0 left.
`}, r)
			assert.Len(t, writes(a), c.posts)
			assert.Len(t, a.All(path), 2)
		})
	}
}

// The account must be seen. A list that is none, or that may not be read, ends
// nothing: what is in it is not created, since it may be there, and the rest is.
func TestStrangeAnswers(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, stores), schema.V5)
	const kv, d1 = "/storage/kv/namespaces", "/d1/database"
	cases := map[string]struct {
		fault standin.Fault
		err   string
		code  int
		posts []string
	}{
		"no JSON":     {standin.Fault{Path: ".*" + kv, Body: []byte("<html>\x1b[31m$(id)</html>")}, "  not read: KV namespace: the API returned something that is not a list\n", 2, []string{d1}},
		"no object":   {standin.Fault{Path: ".*" + kv, Body: []byte("[1]")}, "  not read: KV namespace: the API returned something that is not a list\n", 2, []string{d1}},
		"not found":   {standin.Fault{Path: "/accounts/" + accountID, Status: 404, Code: 7003, Message: "Could not route"}, "The account " + accountID + " cannot be seen with this token: 7003 Could not route (HTTP 404)\n", 1, nil},
		"no list":     {standin.Fault{Path: ".*" + kv, Status: 404, Code: 7003, Message: "Could not route"}, "  not read: KV namespace: 7003 Could not route (HTTP 404)\n", 2, []string{d1}},
		"no":          {standin.Fault{Path: ".*" + d1, Status: 403, Code: 10000, Message: "Authentication error"}, "  not read: D1 database: 10000 Authentication error (HTTP 403). The token needs \"D1 Read\"\n", 2, []string{kv, kv}},
		"no success":  {standin.Fault{Path: ".*" + kv, Status: 200, Body: []byte(`{"success": false, "errors": [{"code": 1, "message": "a\nb", "error_chain": [{"code": 2, "message": "c"}]}]}`)}, "  not read: KV namespace: 1 a b (2 c) (HTTP 200)\n", 2, []string{d1}},
		"bad gateway": {standin.Fault{Path: ".*" + kv, Status: 502, Body: []byte("bad gateway"), Times: -1}, "  not read: KV namespace: no reason given (HTTP 502)\n", 2, []string{d1}},
		"nothing":     {standin.Fault{Path: ".*" + kv, Body: []byte(`{}`), Times: -1}, "  not read: KV namespace: the API returned something that is not a list\n", 2, []string{d1}},
		"too short":   {standin.Fault{Path: ".*" + kv, Body: []byte(`{"success": true, "result": [], "result_info": {"total_count": 7}}`), Times: -1}, "  not read: KV namespace: the API returned fewer objects than it counts\n", 2, []string{d1}},
		"null once":   {standin.Fault{Path: ".*" + kv, Body: []byte(`{"success": true, "result": null}`)}, "", 0, []string{d1, kv, kv}},
	}
	for _, name := range deep.Sample(slices.Sorted(maps.Keys(cases)), 3) {
		c := cases[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := prepared(t, p, "stores")
			c.fault.Method = "GET"
			a.Fail(c.fault)
			r := p.run(t, a, p.script(t, "stores"), "--apply")
			assert.Equal(t, c.err, lastLine(r.err))
			assert.Equal(t, c.code, r.code)
			var want []string
			for _, path := range c.posts {
				want = append(want, "POST /accounts/"+accountID+path+" 200")
			}
			assert.Equal(t, want, writes(a))
		})
	}
}

// lastLine is what a person reads last.
func lastLine(s string) string {
	lines := strings.SplitAfter(s, "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	if len(lines) == 0 {
		return ""
	}
	return lines[len(lines)-1]
}
