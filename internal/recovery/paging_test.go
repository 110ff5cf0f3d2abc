package recovery

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// What an account has more of than a page holds is all seen, by number of page
// and by cursor, and a bucket in its own jurisdiction only. Among many objects
// the one that is missing is made, and no other.
func TestManyPages(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, `
    kv_namespaces: [{title: last}, {title: missing}]
    r2_buckets: [{name: zz-last, location: weur, storage_class: InfrequentAccess}, {name: twice, jurisdiction: eu}, {name: zz-missing, location: weur, storage_class: InfrequentAccess}]
`), schema.V4)
	a := p.only(t, func(o *schema.Object) bool { return o.Name == "last" || o.Name == "zz-last" })
	const kv, r2 = "/accounts/" + accountID + "/storage/kv/namespaces", "/accounts/" + accountID + "/r2/buckets"
	first := a.All(kv)[0]
	for i := range 250 {
		a.Put(kv, map[string]any{"title": fmt.Sprintf("n%03d", i)})
		a.Put(r2, map[string]any{"name": fmt.Sprintf("b%03d", i)})
	}
	a.Put(r2, map[string]any{"name": "twice"}) // of the same name, elsewhere
	require.Equal(t, "last", first["title"])
	r := p.run(t, a, p.script(t, "stores"), "--apply")
	assert.Equal(t, result{out: `KV namespaces
  KV namespace "last": already there
  KV namespace "missing": created
R2 buckets
  R2 bucket "twice": created
  R2 bucket "zz-last": already there
  R2 bucket "zz-missing": created
stores: 3 created, 0 changed, 2 already there, 0 left.
`}, r)
	assert.Equal(t, []string{"POST " + kv + " 200", "POST " + r2 + " 200", "POST " + r2 + " 200"}, writes(a))
	var lists []string
	for _, r := range a.Requests() {
		if r.Method == "GET" && r.Path == kv {
			lists = append(lists, r.Query)
		}
	}
	// Once to look, and once to read back what was created.
	pages := []string{"page=1&per_page=100", "page=2&per_page=100", "page=3&per_page=100"}
	assert.Equal(t, append(pages, pages...), lists)
	assert.Len(t, a.All(kv), 252)
}

// A list that is refused says which permission is missing, and nothing of it is
// created: it may be there. The rest is.
func TestListIsRefusedByPermission(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, stores), schema.V5)
	s := standin.New()
	s.AddAccount(accountID, accountName)
	s.SetToken(standin.Token{Value: standin.DefaultToken, Permissions: []string{"Account Settings Read", "D1 Read", "D1 Write"}})
	a := serve(t, s)
	r := p.run(t, a, p.script(t, "stores"), "--apply")
	assert.Equal(t, result{code: 2, out: `D1 databases
  D1 database "app": created
KV namespaces
  KV namespace "FLAGS": nobody knows whether it is there: 10000 Authentication error (HTTP 403). The token needs "Workers KV Storage Read"
  KV namespace "SESSIONS": nobody knows whether it is there: 10000 Authentication error (HTTP 403). The token needs "Workers KV Storage Read"
stores: 1 created, 0 changed, 0 already there, 2 left.
`, err: "  not read: KV namespace: 10000 Authentication error (HTTP 403). The token needs \"Workers KV Storage Read\"\n"}, r)
	assert.Equal(t, []string{"POST /accounts/" + accountID + "/d1/database 200"}, writes(a))
}

// What is told is in the order in which it is done: what is to be retired last,
// production before what is not, and a dead letter queue before what uses it.
func TestOrderOfMaking(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, `
    queues:
      - {name: a-staging, environment: staging}
      - {name: b-old, retire: {reason: It is empty.}}
      - {name: c-main, consumer: {worker: w, dead_letter_queue: z-dead}}
      - {name: z-dead}
    workers: [{name: w, source: w}]
`), schema.V5)
	a := p.lost(t)
	r := p.run(t, a, p.script(t, "queues"), "--apply", "--with-retiring")
	assert.Equal(t, result{out: `Queues
  queue "z-dead": created
  queue "c-main": created
  queue "a-staging": created
  queue "b-old": created
queues: 4 created, 0 changed, 0 already there, 0 left.
`}, r)
	var bodies []string
	for _, w := range a.Writes() {
		bodies = append(bodies, strings.TrimSpace(w.Body))
	}
	assert.Equal(t, []string{`{"queue_name":"z-dead"}`, `{"queue_name":"c-main"}`, `{"queue_name":"a-staging"}`, `{"queue_name":"b-old"}`}, bodies)
}
