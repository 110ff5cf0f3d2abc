package recovery

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// wired is an account in which objects of many kinds refer to each other, some
// created by Terraform and some by scripts, and two workers without relation to
// the rest.
const wired = `
    kv_namespaces: [{title: SESSIONS}, {title: FLAGS}]
    d1_databases: [{name: app, location: weur}]
    queues:
      - {name: jobs, consumer: {worker: front, max_retries: 1}}
    access_groups:
      - {name: Staff, include: [{email_domain: example.com}]}
    access_policies:
      - {name: Staff only, decision: allow, include: [{group: Staff}]}
    workers:
      - name: front
        modules: [{name: index.js, text: "export default {}"}]
        compatibility_date: 2025-01-01
        bindings: [{type: d1, name: DB, database: app}, {type: kv_namespace, name: SESSIONS, namespace: SESSIONS}]
        schedules: ["0 3 * * *"]
        routes: [{pattern: example.com/*, zone: example.com}]
      - name: other
        modules: [{name: index.js, text: "export default {}"}]
        compatibility_date: 2025-01-01
    zones:
      - name: example.com
        dns_records:
          - {name: example.com, type: A, content: 192.0.2.1, proxied: true, ttl: 1}
          - {name: mail.example.com, type: MX, content: mx.example.net, priority: 10, ttl: 300}
        settings: {ssl: strict}
`

// wiredRescue is the account of wired with nothing in it.
func wiredRescue(t *testing.T) *disaster {
	t.Helper()
	inv := small(t, wired)
	s := standin.New(standin.WithSeed("after"))
	s.Seed(inv, inv.Accounts[0], standin.SeedOnly(func(*schema.Object) bool { return false }))
	x := &disaster{rescue: rescues(t, inv, s), lost: map[string]bool{}}
	for _, k := range x.kinds {
		for _, o := range k.Objects {
			x.lost[o.Key] = true
		}
	}
	x.ResetLog()
	return x
}

// A refusal is what a fault matches: one write, however often it is sent.
type refusal struct{ method, path, sent string }

// refusals are the writes of a rebuild in which nothing fails.
func refusals(a *account) []refusal {
	var out []refusal
	for _, q := range a.Writes() {
		r := refusal{q.Method, regexp.QuoteMeta(q.Path), ""}
		if strings.HasPrefix(q.Body, "{") {
			r.sent = regexp.QuoteMeta(strings.TrimSpace(q.Body))
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// The words of the API, by which a refusal is found in what is printed.
const apiWords = "the words of the API"

// Every write of a rebuild is refused for good, in each of the ways of the API.
// All that does not depend on it comes back, it is listed once with the words of
// the API, and the next run completes what is missing.
func TestEveryWriteRefusedForGood(t *testing.T) {
	deep.Require(t)
	needTools(t)
	t.Parallel()
	well := wiredRescue(t)
	clean := well.rebuild(t, everything...)
	require.Zero(t, clean.missing(t), clean.text)
	well.back(t, well.lost, clean.text)
	want := string(well.DumpComparable())
	type fault struct {
		refusal
		status int
	}
	var faults []fault
	for _, r := range refusals(well.account) {
		for _, status := range []int{400, 403, 404, 409, 413, 429} {
			faults = append(faults, fault{r, status})
		}
	}
	t.Logf("%d writes, %d refusals of them", len(refusals(well.account)), len(faults))
	for _, f := range deep.Part(faults, 1, 7) {
		t.Run(fmt.Sprintf("%s %s %d", f.method, f.path, f.status), func(t *testing.T) {
			t.Parallel()
			x := wiredRescue(t)
			x.Fail(standin.Fault{Method: f.method, Path: f.path, Sent: f.sent, Times: -1, Status: f.status, Code: 99001, Message: apiWords})
			first := x.rebuild(t, everything...)
			require.Equal(t, 2, first.code, first.text)
			refused := x.refused(t, first)
			waits := x.dependents(refused)
			rest := map[string]bool{}
			for key := range x.lost {
				rest[key] = !waits[key]
			}
			x.back(t, rest, first.text)
			assert.NotZero(t, first.missing(t), first.text)
			x.Heal()
			second := x.rebuild(t, everything...)
			assert.Zero(t, second.missing(t), second.text)
			x.back(t, x.lost, second.text)
			assert.Equal(t, want, string(x.DumpComparable()), second.text)
		})
	}
}

// refused is the key of the only object that the end of a run lists with the
// words of the API.
func (x *disaster) refused(t *testing.T, by rebuilding) string {
	t.Helper()
	_, end, found := strings.Cut(by.text, "\nRefused, or not known.")
	require.True(t, found, by.text)
	end, _, _ = strings.Cut(end, "\n\n")
	lines := rebuilding{text: end}.lines(apiWords)
	require.Len(t, lines, 1, by.text)
	best := ""
	for _, k := range x.kinds {
		for _, o := range k.Objects {
			if strings.HasPrefix(strings.TrimSpace(lines[0]), o.Name+": ") {
				best = o.Key
			}
		}
	}
	require.NotEmpty(t, best, "no object has the name of %q", lines[0])
	return best
}

// dependents are an object, and all that refers to it or stands in it.
func (x *disaster) dependents(key string) map[string]bool {
	out := map[string]bool{key: true}
	for range 10 {
		for _, k := range x.kinds {
			for _, o := range k.Objects {
				text := o.List + string(o.Body)
				if o.Create != nil {
					text += o.Create.Path
				}
				for on := range out {
					if slices.Contains(o.Needs, on) || strings.Contains(text, "{"+on+"}") || strings.Contains(text, `"`+on+`"`) {
						out[o.Key] = true
						break
					}
				}
			}
		}
	}
	return out
}

// Every list of a rebuild is refused for good. Nothing of that kind is created,
// since it may be there; the rest comes back.
func TestEveryListRefusedForGood(t *testing.T) {
	deep.Require(t)
	needTools(t)
	t.Parallel()
	well := wiredRescue(t)
	var lists []*kindFile
	for _, k := range well.kinds {
		if !k.One && !k.Whole {
			lists = append(lists, k)
		}
	}
	for _, k := range deep.Part(lists, 1, 3) {
		for _, status := range deep.Sample([]int{http.StatusForbidden, http.StatusInternalServerError}, 1) {
			t.Run(fmt.Sprintf("%s %d", k.Kind, status), func(t *testing.T) {
				t.Parallel()
				x := wiredRescue(t)
				list, _, _ := strings.Cut(k.Objects[0].List, "?")
				// The path of the list, with whatever ids.
				path := strings.ReplaceAll(regexp.QuoteMeta(keyInPath.ReplaceAllString(list, "KEY")), "KEY", "[^/]+")
				x.Fail(standin.Fault{Method: "GET", Path: path, Times: -1, Status: status, Code: 99001, Message: apiWords})
				first := x.rebuild(t, everything...)
				if first.code == 1 {
					assert.Empty(t, writes(x.account), "a run that stops has written nothing: %s", first.text)
					return
				}
				assert.Equal(t, 2, first.code, first.text)
				assert.Contains(t, first.text, apiWords)
				waits := map[string]bool{}
				for _, o := range k.Objects {
					for key := range x.dependents(o.Key) {
						waits[key] = true
					}
				}
				at := regexp.MustCompile("^POST " + path + " ")
				for _, w := range writes(x.account) {
					assert.NotRegexp(t, at, w, "created blindly\n%s", first.text)
				}
				rest := map[string]bool{}
				for key := range x.lost {
					rest[key] = !waits[key]
				}
				x.back(t, rest, first.text)
				x.Heal()
				second := x.rebuild(t, everything...)
				assert.Zero(t, second.missing(t), second.text)
				x.back(t, x.lost, second.text)
			})
		}
	}
}

// An API that answers each write in turn, and all, with success and stores
// nothing is never believed.
func TestSuccessIsReadBack(t *testing.T) {
	deep.Require(t)
	needTools(t)
	t.Parallel()
	well := wiredRescue(t)
	clean := well.rebuild(t, everything...)
	require.Zero(t, clean.missing(t), clean.text)
	list := append([]refusal{{"POST|PUT|PATCH", ".*", ""}}, refusals(well.account)...)
	for _, f := range deep.Part(list, 1, 3) {
		t.Run(f.method+" "+f.path, func(t *testing.T) {
			t.Parallel()
			x := wiredRescue(t)
			for method := range strings.SplitSeq(f.method, "|") {
				x.Fail(standin.Fault{Method: method, Path: f.path, Sent: f.sent, Times: -1, Body: []byte(`{"success": true, "errors": [], "messages": [], "result": {}}`)})
			}
			first := x.rebuild(t, everything...)
			assert.Equal(t, 2, first.code, first.text)
			live, ids := x.live()
			gone := 0
			for _, k := range x.kinds {
				for _, o := range k.Objects {
					if !o.makes() || live[o.Key] != nil && live[o.Key].whole(ids) {
						continue
					}
					gone++
					for _, word := range []string{"created", "changed", "uploaded", "bound to", "completed", "set"} {
						for _, line := range first.lines("  " + o.Name + ": " + word) {
							if !strings.Contains(line, "placeholder") && !strings.Contains(line, "created, and not as recorded") {
								assert.Fail(t, "believed", "%s\n%s", line, first.text)
							}
						}
					}
				}
			}
			assert.NotZero(t, gone)
			assert.Equal(t, gone, first.missing(t), first.text)
			x.Heal()
			second := x.rebuild(t, everything...)
			assert.Zero(t, second.missing(t), second.text)
			x.back(t, x.lost, second.text)
		})
	}
}
