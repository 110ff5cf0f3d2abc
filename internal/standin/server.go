// Package standin is a stateful stand-in of the Cloudflare REST API, version 4, on loopback.
//
// It exists so that generated Terraform configuration, recreation scripts and our own reader can be run against something that behaves as the API
// does in the ways that matter to them: it keeps what it was given, gives out ids, pages its lists, and refuses what the API refuses, with the API's
// codes. The real Terraform providers 4.52.8 and 5.22.0, curl and wrangler can be pointed at it.
//
// It is not a model of Cloudflare's edge: no DNS is answered, no worker runs, no certificate is issued. Nor is it complete; what it does not serve is
// answered with 404 and code 7003 and remembered in [Server.Unserved].
//
// Refusals carry the codes of the live API where they are known from its documentation, from issues or from clients that test for them: 7003, 7404,
// 7502, 10000, 10004, 10007, 10014, 10020, 10041, 10061, 10079, 10085, 10090, 10143, 10181, 11000, 11009, 81044, 81053, 81058, 100117. The others, and the
// HTTP status beside some, are our best guess; nothing should depend on them beyond "refused".
//
// Nothing in it is random and nothing in its state comes from a clock, so that two runs of the same requests end in the same [Server.Dump]. Ids are
// made from what an object is and how often it was made, not from the order of requests, because Terraform creates in parallel.
//
// Each product is a value in its own file ([products] lists them): the collections it keeps and the routes it serves.
package standin

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Base is the path under which the API is served, as on api.cloudflare.com.
const Base = "/client/v4"

// DefaultToken is an API token every Server knows and that may do everything in all accounts. It is 40 characters long because both providers refuse
// any other length.
const DefaultToken = "standin-default-token-00000000000000cfdr"

// maxBody bounds what a request may carry, in bytes; the largest real one is a worker upload.
const maxBody = 128 << 20

// epoch is the one time the stand-in knows: whatever was made or changed, was then.
const epoch = "2026-01-01T00:00:00Z"

// object is a JSON object as the API sends and receives it.
type object = map[string]any

// Server answers as the Cloudflare API. Make one with [New]; it is an [http.Handler], and [Server.Listen] and [Server.ListenTLS] serve it on loopback.
// All methods may be called at any time from any goroutine.
type Server struct {
	mux *http.ServeMux

	mu          sync.Mutex
	seed        string
	collections []*collection
	shelves     map[string]*shelf
	singles     map[string]object
	births      map[string]int
	tokens      map[string]Token
	faults      []*fault
	limit       rateLimit
	log         []Request

	sparse   bool // see WithSparseBindings
	unmasked bool // see WithoutMaskedSecrets
}

// An Option changes how a Server behaves; see [New].
type Option func(*Server)

// WithSeed makes the ids of new objects depend on seed. Two servers with different seeds never hand out the same id, as two accounts would not.
func WithSeed(seed string) Option { return func(s *Server) { s.seed = seed } }

// WithSparseBindings makes the legacy list of a worker's bindings (GET …/scripts/S/bindings), which only provider 4 reads, as sparse as the settings: a
// D1 binding has no database_id there, and a service binding with an empty environment has none. Provider 4.52.8 panics on both (cloudflare-go
// v0.117.0, workers_bindings.go:571 and :589). With and without the option, a Durable Object binding to a class of the worker's own has no script_name,
// which panics too (:538), and a service binding that was never given an environment has none.
func WithSparseBindings() Option { return func(s *Server) { s.sparse = true } }

// WithoutMaskedSecrets leaves the client_secret of an identity provider out of what is read, instead of masking it. Which of the two the live API does is
// not known for sure: provider 5 is written for the first (it plans a change against a mask for ever), provider 4 for the second.
func WithoutMaskedSecrets() Option { return func(s *Server) { s.unmasked = true } }

// WithRateLimit refuses, with 429 and Retry-After, every request of a token beyond quota within one window of real time. Without it requests are
// never refused, and the Ratelimit headers always promise the same.
func WithRateLimit(quota int, window time.Duration) Option {
	return func(s *Server) { s.limit = rateLimit{quota: quota, window: window, used: map[string]int{}} }
}

// New makes a Server without accounts that knows [DefaultToken].
func New(opts ...Option) *Server {
	s := &Server{
		mux:     http.NewServeMux(),
		shelves: map[string]*shelf{},
		singles: map[string]object{},
		births:  map[string]int{},
		tokens:  map[string]Token{DefaultToken: {Value: DefaultToken}},
	}
	for _, o := range opts {
		o(s)
	}
	for _, p := range products() {
		s.collections = append(s.collections, p.collections...)
		for _, r := range p.routes {
			method, path, ok := strings.Cut(r.pattern, " ")
			if !ok {
				panic("standin: route without a method: " + r.pattern)
			}
			s.mux.Handle(method+" "+Base+path, s.answering(p, r.serve))
		}
	}
	s.mux.Handle("/", s.answering(product{open: true}, unserved))
	return s
}

// A product is one part of the API: what it keeps and what it serves.
type product struct {
	// permission is the name of the token permission group without its "Read" or "Write"; empty means that any valid token will do.
	permission string
	// open products are served without a token.
	open        bool
	collections []*collection
	routes      []route
}

// A route serves one method and path; pattern is as for [http.ServeMux], without [Base]. The path parameters {account} and {zone} decide whom the
// request concerns and are checked before serve is called.
type route struct {
	pattern string
	serve   handler
}

// A handler answers one request, with the Server locked. It returns what stands under "result" in the envelope, a [listing], a [verbatim] or an error;
// an error that is a [refusal] is sent as such.
type handler func(c *call) (any, error)

// A refusal is an error as the API reports it.
type refusal struct {
	Status  int
	Code    int
	Message string

	unserved bool // no product serves the path at all
}

func (r *refusal) Error() string { return fmt.Sprintf("%d: %s (%d)", r.Status, r.Message, r.Code) }

// refuse makes a refusal with the given HTTP status and API code.
func refuse(status, code int, format string, args ...any) *refusal {
	return &refusal{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

// verbatim is an answer outside the envelope.
type verbatim struct {
	status int
	header http.Header
	body   []byte
}

// A call is one request being answered.
type call struct {
	s     *Server
	r     *http.Request
	raw   []byte
	token Token
	over  map[string]string
	args  url.Values
}

// param returns a path parameter, decoded.
func (c *call) param(name string) string {
	if v, ok := c.over[name]; ok {
		return v
	}
	return c.r.PathValue(name)
}

// set replaces a path parameter, for instance a queue's name by its id.
func (c *call) set(name, value string) {
	if c.over == nil {
		c.over = map[string]string{}
	}
	c.over[name] = value
}

// query returns a query parameter, empty if it is missing.
func (c *call) query(name string) string {
	if c.args == nil { // parsed once: a filter asks for each of thousands of records
		c.args = c.r.URL.Query()
	}
	return c.args.Get(name)
}

// path fills the parameters of a template such as "/accounts/{account}/queues".
func (c *call) path(template string) string { return expand(template, c.param) }

// body decodes the request as a JSON object. The content type is not looked at: wrangler sends JSON as text/plain.
func (c *call) body() (object, error) {
	v, err := c.json()
	if err != nil {
		return nil, err
	}
	o, ok := v.(object)
	if !ok {
		return nil, refuse(http.StatusBadRequest, 6007, "Malformed JSON in request body")
	}
	return o, nil
}

// json decodes the request as any JSON value.
func (c *call) json() (any, error) {
	var v any
	if err := json.Unmarshal(c.raw, &v); err != nil {
		return nil, refuse(http.StatusBadRequest, 6007, "Malformed JSON in request body")
	}
	return v, nil
}

// ServeHTTP answers one API request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mux.ServeHTTP(w, r)
}

// answering wraps a handler with everything that is the same for all: faults, limits, authentication, the envelope and the log.
func (s *Server) answering(p product, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		c := &call{s: s, r: r, raw: raw}
		entry := Request{Method: r.Method, Path: strings.TrimPrefix(r.URL.Path, Base), Query: r.URL.RawQuery, Body: string(raw), Account: r.PathValue("account")}

		f := s.fault(entry)
		if f != nil {
			f.wait(r.Context())
		}
		var a reply
		switch {
		case f.replaces() && !f.Done:
			a = f.reply()
		default:
			a = s.answer(c, p, h)
			if f.replaces() {
				a = f.reply()
			}
		}
		entry.Status, entry.unserved = a.status, a.unserved
		s.mu.Lock()
		s.log = append(s.log, entry)
		s.mu.Unlock()

		for k, vs := range a.header {
			w.Header()[k] = vs
		}
		// Provider 5 retries ten times, up to half a minute apart, what it thinks may pass; a test has no time for that. A fault
		// that says when to try again means it.
		if a.status >= 400 && w.Header().Get("Retry-After") == "" {
			w.Header().Set("X-Should-Retry", "false")
		}
		w.Header().Set("Content-Length", fmt.Sprint(len(a.body)))
		w.WriteHeader(a.status)
		if f != nil && f.Cut {
			_, _ = w.Write(a.body[:len(a.body)/2])
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler) // the documented way to drop the connection
		}
		_, _ = w.Write(a.body)
	})
}

// reply is a finished HTTP response.
type reply struct {
	status   int
	header   http.Header
	body     []byte
	unserved bool
}

// answer runs a handler under the lock and renders what it returns, so that nothing of the state is read after the lock is gone.
func (s *Server) answer(c *call, p product, h handler) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	header := http.Header{}
	var result any
	err := s.admit(c, p, header)
	if err == nil {
		result, err = h(c)
	}
	var no *refusal
	switch {
	case errors.As(err, &no):
		r := failure(no)
		for k, v := range header {
			r.header[k] = v
		}
		r.unserved = no.unserved
		return r
	case err != nil:
		return failure(refuse(http.StatusInternalServerError, 10001, "stand-in: %v", err))
	}
	if v, ok := result.(verbatim); ok {
		for k, vs := range v.header {
			header[k] = vs
		}
		return reply{status: v.status, header: header, body: v.body}
	}
	envelope := object{"success": true, "errors": []any{}, "messages": []any{}}
	if l, ok := result.(listing); ok {
		result = any(l.items)
		if l.wrap != "" {
			result = object{l.wrap: l.items}
		}
		if l.info != nil {
			envelope["result_info"] = l.info
		}
	}
	envelope["result"] = result
	body, err := json.Marshal(envelope)
	if err != nil {
		return failure(refuse(http.StatusInternalServerError, 10001, "stand-in: %v", err))
	}
	header.Set("Content-Type", "application/json")
	return reply{status: http.StatusOK, header: header, body: body}
}

// failure renders a refusal.
func failure(no *refusal) reply {
	body, _ := json.Marshal(object{
		"success": false, "errors": []any{object{"code": no.Code, "message": no.Message}}, "messages": []any{}, "result": nil,
	})
	return reply{status: no.Status, header: http.Header{"Content-Type": {"application/json"}}, body: body}
}

// unserved answers what no product serves.
func unserved(c *call) (any, error) {
	no := unroutable(c)
	no.unserved = true
	return nil, no
}

// unroutable is the refusal of a path that leads to nothing.
func unroutable(c *call) *refusal {
	return refuse(http.StatusNotFound, 7003, "Could not route to %s, perhaps your object identifier is invalid?", strings.TrimPrefix(c.r.URL.Path, Base))
}
