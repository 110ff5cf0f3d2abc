package pull_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// A trouble makes an answer of the server worse. It gives nil to leave it.
type trouble func(req *http.Request, res *http.Response, body []byte) (*http.Response, error)

// A spoiler is a network on which single requests go wrong.
type spoiler struct {
	handler http.Handler
	mu      sync.Mutex
	paths   []string
	times   map[string]int
	// hit says which request it is, and how often it goes wrong.
	hit   string
	often int
	does  trouble
}

func keyOf(req *http.Request) string {
	key := strings.TrimPrefix(req.URL.RequestURI(), standin.Base)
	if j := req.Header.Get("Cf-R2-Jurisdiction"); j != "" {
		key += " " + j
	}
	return key
}

func (s *spoiler) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	rec := newRecorder()
	req = req.Clone(req.Context())
	req.Body = http.NoBody
	s.handler.ServeHTTP(rec, req)
	key := keyOf(req)
	s.mu.Lock()
	s.paths = append(s.paths, key)
	s.times[key]++
	hit := s.does != nil && (s.hit == key || s.hit == "") && (s.often < 0 || s.times[key] <= s.often)
	s.mu.Unlock()
	if hit {
		res, err := s.does(req, rec.response(req), rec.body.Bytes())
		if res != nil || err != nil {
			return res, err
		}
	}
	return rec.response(req), nil
}

// A recorder keeps an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newRecorder() *recorder                    { return &recorder{header: http.Header{}, status: 200} }
func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) response(req *http.Request) *http.Response {
	return answered(req, r.status, r.header.Clone(), r.body.Bytes())
}

func answered(req *http.Request, status int, header http.Header, body []byte) *http.Response {
	if header == nil {
		header = http.Header{"Content-Type": {"application/json"}}
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Request: req}
}

// world is an account, and a network on which it is asked.
func world(t *testing.T, inv *schema.Inventory, opts ...standin.Option) (*standin.Server, *spoiler) {
	t.Helper()
	s := standin.New(opts...)
	s.Seed(inv, inv.Accounts[0])
	return s, &spoiler{handler: s, times: map[string]int{}}
}

func clientOn(t *testing.T, network http.RoundTripper, o pull.Options) *pull.Client {
	t.Helper()
	o.BaseURL, o.Transport = "http://127.0.0.1"+standin.Base, network
	if o.Clock == nil {
		o.Clock = &fast{}
	}
	c, err := pull.New(standin.DefaultToken, o)
	require.NoError(t, err)
	return c
}

func pullOn(t *testing.T, network http.RoundTripper, id string) (*pull.Result, error) {
	t.Helper()
	return pull.Pull(context.Background(), clientOn(t, network, pull.Options{}), kinds.Registry(), id, nil)
}

// text is all that a result says of an account, to compare.
func text(t *testing.T, res *pull.Result) string {
	t.Helper()
	var b strings.Builder
	schema.Walk(res.Inventory.Accounts, func(o *schema.Object) {
		fields, err := json.Marshal(o.Fields)
		require.NoError(t, err)
		fmt.Fprintln(&b, o.Kind.Name, o.Path(), o.ID, string(fields))
	})
	return b.String()
}

func status(code int, header http.Header) trouble {
	return func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
		if header == nil {
			header = http.Header{}
		}
		return answered(req, code, header, []byte(`{"success":false,"errors":[{"code":10001,"message":"no"}],"result":null}`)), nil
	}
}

// told changes what stands in an envelope. It leaves what has none.
func told(change func(envelope map[string]any) bool) trouble {
	return func(req *http.Request, res *http.Response, body []byte) (*http.Response, error) {
		var envelope map[string]any
		if res.StatusCode != 200 || !json.Valid(body) {
			return nil, nil // code, or a refusal
		}
		if err := json.Unmarshal(body, &envelope); err != nil || !change(envelope) {
			return nil, err
		}
		b, err := json.Marshal(envelope)
		return answered(req, 200, nil, b), err
	}
}

func info(envelope map[string]any) map[string]any {
	i, _ := envelope["result_info"].(map[string]any)
	return i
}

// listed is the list of an answer, and puts another in its place.
func listed(envelope map[string]any) ([]any, func([]any)) {
	if list, is := envelope["result"].([]any); is {
		return list, func(l []any) { envelope["result"] = l }
	}
	if m, is := envelope["result"].(map[string]any); is {
		if list, is := m["buckets"].([]any); is {
			return list, func(l []any) { m["buckets"] = l }
		}
	}
	return nil, nil
}

var troubles = map[string]trouble{
	"429":                  status(429, nil),
	"429 with Retry-After": status(429, http.Header{"Retry-After": {"7"}}),
	"500":                  status(500, nil),
	"502":                  status(502, nil),
	"503 with Retry-After": status(503, http.Header{"Retry-After": {"3"}}),
	"timeout": func(*http.Request, *http.Response, []byte) (*http.Response, error) {
		return nil, context.DeadlineExceeded
	},
	"connection refused": func(*http.Request, *http.Response, []byte) (*http.Response, error) {
		return nil, errors.New("connection refused")
	},
	"redirect": status(302, http.Header{"Location": {"https://elsewhere.example/"}}),
	"cut in the middle": func(req *http.Request, res *http.Response, body []byte) (*http.Response, error) {
		out := answered(req, 200, res.Header, nil)
		out.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body[:len(body)/2]), broken{}))
		return out, nil
	},
	"invalid JSON": func(req *http.Request, res *http.Response, body []byte) (*http.Response, error) {
		if !json.Valid(body) {
			return nil, nil // code, of which anything is valid
		}
		return answered(req, 200, res.Header, body[:len(body)-1]), nil
	},
	"a page of HTML": func(req *http.Request, _ *http.Response, body []byte) (*http.Response, error) {
		if !json.Valid(body) {
			return nil, nil
		}
		return answered(req, 200, http.Header{"Content-Type": {"text/html"}}, []byte("<html>Just a moment...</html>")), nil
	},
	"no success": told(func(e map[string]any) bool { e["success"], e["result"] = false, nil; return true }),
	"null":       told(func(e map[string]any) bool { e["result"] = nil; return true }),
	"no result_info": told(func(e map[string]any) bool {
		if list, _ := listed(e); info(e) == nil || info(e)["cursor"] != nil || len(list) == 0 {
			return false
		}
		delete(e, "result_info")
		return true
	}),
	"an empty page": told(func(e map[string]any) bool {
		list, put := listed(e)
		if i := info(e); i == nil || len(list) == 0 {
			return false // an empty list without a number is a list
		}
		put([]any{})
		return true
	}),
	"half a page": told(func(e map[string]any) bool {
		list, put := listed(e)
		if i := info(e); i == nil || len(list) == 0 {
			return false
		}
		put(list[:len(list)/2])
		return true
	}),
	"total_count is high": counting("total_count", 3),
	"total_count is low":  counting("total_count", -1),
	"total_pages is high": counting("total_pages", 2),
	"total_pages is low":  counting("total_pages", -1),
}

func counting(key string, by float64) trouble {
	return told(func(e map[string]any) bool {
		i := info(e)
		n, is := i[key].(float64)
		if !is || n+by < 0 {
			return false
		}
		i[key] = n + by
		return true
	})
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection reset by peer") }
