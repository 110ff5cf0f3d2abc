package standin

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const (
	acc1  = "a0000000000000000000000000000001"
	zone1 = "c0000000000000000000000000000001"
)

// client talks to a Server without a network.
type client struct {
	t *testing.T
	s *Server
}

// do sends a request and returns the status and the decoded envelope; header are pairs.
func (c client) do(method, path string, body any, header ...string) (int, object) {
	c.t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		r = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			c.t.Fatal(err)
		}
		r = strings.NewReader(string(raw))
	}
	req := httptest.NewRequest(method, Base+path, r)
	req.Header.Set("Authorization", "Bearer "+DefaultToken)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	c.s.ServeHTTP(w, req)
	var out object
	if strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			c.t.Fatalf("%s %s: %v\n%s", method, path, err, w.Body)
		}
	} else {
		out = object{"body": w.Body.String(), "type": w.Header().Get("Content-Type"), "entry": w.Header().Get("Cf-Entrypoint")}
	}
	return w.Code, out
}

// must is do for requests that must succeed; it returns the result.
func (c client) must(method, path string, body any, header ...string) any {
	c.t.Helper()
	status, out := c.do(method, path, body, header...)
	if status != http.StatusOK {
		c.t.Fatalf("%s %s: status %d: %v", method, path, status, out)
	}
	return out["result"]
}

// refused is do for requests that must be refused; it checks status and code.
func (c client) refused(status, code int, method, path string, body any, header ...string) {
	c.t.Helper()
	got, out := c.do(method, path, body, header...)
	if got != status || errorCode(out) != code {
		c.t.Errorf("%s %s: status %d code %d, want %d and %d: %v", method, path, got, errorCode(out), status, code, out)
	}
}

func errorCode(out object) int {
	errs := list(out, "errors")
	if len(errs) == 0 {
		return 0
	}
	n, _ := number(errs[0].(object), "code")
	return int(n)
}

// same compares JSON values as indented text.
func same(t *testing.T, what string, got any, want string) {
	t.Helper()
	var w any
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatalf("%s: the wanted JSON is bad: %v", what, err)
	}
	if g, w := string(indent(got)), string(indent(w)); g != w {
		t.Errorf("%s:\ngot  %s\nwant %s", what, g, w)
	}
}

// account makes a Server with one account and one active zone.
func account(t *testing.T, opts ...Option) client {
	t.Helper()
	s := New(opts...)
	s.AddAccount(acc1, "Main")
	s.Put("/zones", object{"id": zone1, "name": "example.com", "account": object{"id": acc1}})
	return client{t, s}
}
