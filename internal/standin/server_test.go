package standin

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestDefaultTokenHasTheLengthProvidersWant(t *testing.T) {
	if len(DefaultToken) != 40 {
		t.Errorf("%d characters, want 40", len(DefaultToken))
	}
}

func TestUnknownPathIsRefusedAndRemembered(t *testing.T) {
	c := account(t)
	c.refused(404, 7003, "GET", "/accounts/"+acc1+"/hyperdrive/configs", nil)
	c.refused(404, 7003, "GET", "/zones/c0000000000000000000000000000009/dns_records", nil)
	c.must("GET", "/user/tokens/verify", nil)
	got := c.s.Unserved()
	if len(got) != 1 || got[0].Path != "/accounts/"+acc1+"/hyperdrive/configs" {
		t.Errorf("unserved: %v", got)
	}
}

func TestAuthentication(t *testing.T) {
	const acc2 = "a0000000000000000000000000000002"
	c := account(t)
	c.s.AddAccount(acc2, "Other")
	c.s.AddToken("only-one", acc1)
	c.s.SetToken(Token{Value: "reader", Permissions: []string{"Workers KV Storage Read"}})
	c.s.SetToken(Token{Value: "old", Status: "expired"})
	kv := "/accounts/" + acc1 + "/storage/kv/namespaces"
	for _, tc := range []struct {
		name, header, method, path string
		status, code               int
	}{
		{"no header", "", "GET", kv, 401, 10000},
		{"unknown token", "Bearer nope", "GET", kv, 401, 10000},
		{"unknown token, verify", "Bearer nope", "GET", "/user/tokens/verify", 401, 1000},
		{"expired token", "Bearer old", "GET", kv, 401, 10000},
		{"own account", "Bearer only-one", "GET", kv, 200, 0},
		{"other account", "Bearer only-one", "GET", "/accounts/" + acc2 + "/storage/kv/namespaces", 403, 10000},
		{"zone of own account", "Bearer only-one", "GET", "/zones/" + zone1, 200, 0},
		{"missing account", "Bearer " + DefaultToken, "GET", "/accounts/a0000000000000000000000000000009/queues", 403, 10000},
		{"permission to read", "Bearer reader", "GET", kv, 200, 0},
		{"no permission to write", "Bearer reader", "POST", kv, 403, 10000},
		{"no permission for another product", "Bearer reader", "GET", "/accounts/" + acc1 + "/queues", 403, 10000},
		{"verify needs none", "Bearer reader", "GET", "/accounts/" + acc1 + "/tokens/verify", 200, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			status, out := c.do(tc.method, tc.path, object{"title": "x"}, "Authorization", tc.header)
			if status != tc.status || errorCode(out) != tc.code {
				t.Errorf("status %d code %d, want %d and %d", status, errorCode(out), tc.status, tc.code)
			}
		})
	}
	_, out := c.do("GET", "/accounts", nil, "Authorization", "Bearer only-one")
	if got := len(list(out, "result")); got != 1 {
		t.Errorf("the token sees %d accounts, want 1", got)
	}
	_, out = c.do("GET", "/zones?account.id="+acc2, nil)
	same(t, "zones of the other account", out, `{"success":true,"errors":[],"messages":[],"result":[],
		"result_info":{"page":1,"per_page":20,"count":0,"total_count":0,"total_pages":0}}`)
}

func TestPaging(t *testing.T) {
	c := account(t)
	for i := range 45 {
		c.s.Put("/accounts/"+acc1+"/storage/kv/namespaces", object{"title": fmt.Sprintf("ns-%02d", i)})
		c.s.Put("/accounts/"+acc1+"/r2/buckets", object{"name": fmt.Sprintf("bucket-%02d", i)})
	}
	for _, tc := range []struct{ query, info string }{
		{"", `{"page":1,"per_page":20,"count":20,"total_count":45,"total_pages":3}`},
		{"?page=3", `{"page":3,"per_page":20,"count":5,"total_count":45,"total_pages":3}`},
		{"?page=4", `{"page":4,"per_page":20,"count":0,"total_count":45,"total_pages":3}`},
		{"?page=2&per_page=30", `{"page":2,"per_page":30,"count":15,"total_count":45,"total_pages":2}`},
		{"?per_page=5000", `{"page":1,"per_page":1000,"count":45,"total_count":45,"total_pages":1}`},
	} {
		_, out := c.do("GET", "/accounts/"+acc1+"/storage/kv/namespaces"+tc.query, nil)
		same(t, tc.query, out["result_info"], tc.info)
	}
	c.refused(400, 6003, "GET", "/accounts/"+acc1+"/storage/kv/namespaces?page=0", nil)

	var names []string
	cursor := ""
	for range 4 {
		_, out := c.do("GET", "/accounts/"+acc1+"/r2/buckets?cursor="+cursor, nil)
		for _, b := range list(sub(out, "result"), "buckets") {
			names = append(names, text(b.(object), "name"))
		}
		cursor = text(sub(out, "result_info"), "cursor")
		if cursor == "" {
			break
		}
	}
	if len(names) != 45 || names[44] != "bucket-44" {
		t.Errorf("by cursor: %d names, %v", len(names), names)
	}
	c.refused(400, 10020, "GET", "/accounts/"+acc1+"/r2/buckets?cursor=nonsense", nil)
}

func TestFaults(t *testing.T) {
	kv := "/accounts/" + acc1 + "/storage/kv/namespaces"
	t.Run("nth and times", func(t *testing.T) {
		c := account(t)
		c.s.Fail(Fault{Method: "GET", Path: ".*/namespaces", Nth: 2, Times: 2, Status: 500})
		var got []int
		for range 4 {
			status, _ := c.do("GET", kv, nil)
			got = append(got, status)
		}
		if fmt.Sprint(got) != "[200 500 500 200]" {
			t.Errorf("statuses %v", got)
		}
	})
	t.Run("code, message and retry-after", func(t *testing.T) {
		c := account(t)
		c.s.Fail(Fault{Query: "page=2", Status: 429, Code: 971, Message: "slow down", RetryAfter: 7 * time.Second, Times: -1})
		req := httptest.NewRequest("GET", Base+kv+"?page=2", nil)
		w := httptest.NewRecorder()
		c.s.ServeHTTP(w, req)
		if w.Code != 429 || w.Header().Get("Retry-After") != "7" || w.Header().Get("X-Should-Retry") != "" {
			t.Errorf("status %d, header %v", w.Code, w.Header())
		}
		var out any
		_ = json.Unmarshal(w.Body.Bytes(), &out)
		same(t, "body", out, `{"success":false,"errors":[{"code":971,"message":"slow down"}],"messages":[],"result":null}`)
		if status, _ := c.do("GET", kv+"?page=1", nil); status != 200 {
			t.Errorf("another page: %d", status)
		}
		c.s.Heal()
		if status, _ := c.do("GET", kv+"?page=2", nil); status != 200 {
			t.Errorf("healed: %d", status)
		}
	})
	t.Run("takes no effect unless it says so", func(t *testing.T) {
		c := account(t)
		c.s.Fail(Fault{Method: "POST", Status: 502})
		c.do("POST", kv, object{"title": "lost"})
		c.s.Fail(Fault{Method: "POST", Status: 502, Done: true})
		c.do("POST", kv, object{"title": "kept"})
		got := c.s.All(kv)
		if len(got) != 1 || got[0]["title"] != "kept" {
			t.Errorf("namespaces %v", got)
		}
	})
	t.Run("own body", func(t *testing.T) {
		c := account(t)
		c.s.Fail(Fault{Body: []byte(`{"success":true,"result":[{}]}`)})
		status, out := c.do("GET", kv, nil)
		if status != 200 {
			t.Errorf("status %d", status)
		}
		same(t, "body", out, `{"success":true,"result":[{}]}`)
	})
	t.Run("cut", func(t *testing.T) {
		c := account(t)
		base, stop, err := c.s.Listen()
		if err != nil {
			t.Fatal(err)
		}
		defer stop()
		c.s.Fail(Fault{Method: "POST", Cut: true})
		req, _ := http.NewRequest("POST", base+kv, strings.NewReader(`{"title":"cut"}`))
		req.Header.Set("Authorization", "Bearer "+DefaultToken)
		resp, err := http.DefaultClient.Do(req)
		if err == nil {
			_, err = io.ReadAll(resp.Body)
			resp.Body.Close()
		}
		if err == nil {
			t.Error("the connection was not cut")
		}
		if got := len(c.s.All(kv)); got != 1 {
			t.Errorf("%d namespaces, want the one whose answer was cut", got)
		}
	})
}

func TestRateLimit(t *testing.T) {
	c := account(t, WithRateLimit(2, time.Hour))
	c.must("GET", "/accounts", nil)
	c.must("GET", "/accounts", nil)
	c.refused(429, 10429, "GET", "/accounts", nil)
	req := httptest.NewRequest("GET", Base+"/accounts", nil)
	req.Header.Set("Authorization", "Bearer "+DefaultToken)
	w := httptest.NewRecorder()
	c.s.ServeHTTP(w, req)
	if got := w.Header().Get("Retry-After"); got != "3600" {
		t.Errorf("Retry-After %q", got)
	}
	if got := w.Header().Get("Ratelimit"); got != `"default";r=0;t=3600` {
		t.Errorf("Ratelimit %q", got)
	}
}

func TestLog(t *testing.T) {
	c := account(t)
	kv := "/accounts/" + acc1 + "/storage/kv/namespaces"
	c.do("GET", kv+"?page=1", nil)
	c.do("POST", kv, `{"title":"x"}`)
	want := []Request{
		{Method: "GET", Path: kv, Query: "page=1", Account: acc1, Status: 200},
		{Method: "POST", Path: kv, Body: `{"title":"x"}`, Account: acc1, Status: 200},
	}
	if got := c.s.Requests(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("requests %v", got)
	}
	if got := c.s.Writes(); len(got) != 1 || got[0].Method != "POST" {
		t.Errorf("writes %v", got)
	}
	c.s.ResetLog()
	if got := c.s.Requests(); len(got) != 0 {
		t.Errorf("after a reset: %v", got)
	}
}

// The order of requests must not show in ids, because Terraform creates in parallel.
func TestIDsDoNotDependOnOrder(t *testing.T) {
	kv := "/accounts/" + acc1 + "/storage/kv/namespaces"
	build := func(titles ...string) []byte {
		c := account(t)
		for _, title := range titles {
			c.must("POST", kv, object{"title": title})
		}
		return c.s.Dump()
	}
	if !bytes.Equal(build("a", "b", "c"), build("c", "a", "b")) {
		t.Error("another order, another state")
	}
	c := account(t)
	first := c.must("POST", kv, object{"title": "a"}).(object)["id"]
	c.must("DELETE", kv+"/"+first.(string), nil)
	if second := c.must("POST", kv, object{"title": "a"}).(object)["id"]; second == first {
		t.Error("a namespace made again has its old id")
	}
}

func TestDumpComparableForgetsIDs(t *testing.T) {
	build := func(seed string) *Server {
		c := account(t, WithSeed(seed))
		id := c.must("POST", "/accounts/"+acc1+"/d1/database", object{"name": "main"}).(object)["uuid"].(string)
		c.must("PUT", "/accounts/"+acc1+"/workers/scripts/w", form(object{
			"main_module": "index.js", "bindings": []any{object{"type": "d1", "name": "DB", "id": id}},
			"migrations": object{"new_tag": "v1", "steps": []any{object{"new_sqlite_classes": []any{"C"}}}},
		}, "index.js", "export default {}"), "Content-Type", formType)
		c.must("PUT", "/accounts/"+acc1+"/workers/domains", object{"hostname": "a.example.com", "service": "w", "zone_id": zone1})
		return c.s
	}
	a, b := build("a"), build("b")
	if bytes.Equal(a.Dump(), b.Dump()) {
		t.Error("different seeds give the same ids")
	}
	if !bytes.Equal(a.DumpComparable(), b.DumpComparable()) {
		t.Errorf("not comparable:\n%s\n%s", a.DumpComparable(), b.DumpComparable())
	}
	if !bytes.Contains(a.DumpComparable(), []byte(`"id": "<d1/database main>"`)) {
		t.Errorf("the binding does not name its database:\n%s", a.DumpComparable())
	}
}

func TestPutRefusesAPathNobodyKeeps(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	New().Put("/accounts/x/nonsense", object{})
}

func TestConcurrentUse(t *testing.T) {
	c := account(t)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.do("POST", "/accounts/"+acc1+"/queues", object{"queue_name": fmt.Sprintf("q-%d", i)})
			c.do("GET", "/accounts/"+acc1+"/queues", nil)
			c.s.Dump()
			c.s.Requests()
		}()
	}
	wg.Wait()
	if got := len(c.s.All("/accounts/" + acc1 + "/queues")); got != 20 {
		t.Errorf("%d queues", got)
	}
}

func TestListenTLS(t *testing.T) {
	c := account(t)
	host, pem, stop, err := c.s.ListenTLS()
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		t.Fatal("no certificate")
	}
	web := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	req, _ := http.NewRequest("GET", "https://"+host+Base+"/accounts", nil)
	req.Header.Set("Authorization", "Bearer "+DefaultToken)
	resp, err := web.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Errorf("status %d", resp.StatusCode)
	}
}
