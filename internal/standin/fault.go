package standin

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"time"
)

// A Fault makes the Server misbehave once or more. Zero fields do not matter: Fault{Delay: d} only slows down, Fault{Status: 500} only refuses.
type Fault struct {
	// Method that the request must have; empty is any.
	Method string
	// Path is a regular expression that must match the whole path, without [Base]; empty is any.
	Path string
	// Query is a regular expression that must match somewhere in the raw query, for instance `(^|&)page=2(&|$)`; empty is any.
	Query string
	// Sent is a regular expression that must match somewhere in the body of the request; empty is any.
	Sent string

	// Nth is the first matching request that is hit, counted from 1; zero is 1.
	Nth int
	// Times is how many matching requests are hit from then on; zero is one, a negative number is all.
	Times int

	// Status of the answer. Without Code and Body it comes with code 10000 + Status.
	Status int
	// Code and Message stand in the API's error envelope.
	Code    int
	Message string
	// RetryAfter is sent as a header, in whole seconds, when it is not zero; a negative one is sent as 0. Without it an error also says
	// x-should-retry: false, which keeps provider 5 from trying ten times; so a fault that a retry shall overcome needs it.
	RetryAfter time.Duration
	// Body replaces the answer, as it is.
	Body []byte
	// Delay is slept before anything else.
	Delay time.Duration
	// Cut drops the connection in the middle of the answer's body. The request has taken effect by then.
	Cut bool
	// Done lets the request take effect although the answer is the fault's: the client cannot know.
	Done bool
}

// fault is a Fault with its count of matches.
type fault struct {
	Fault
	path, query, sent *regexp.Regexp
	seen              int
}

// Fail adds a fault; several may be active, and the first that fits a request is the one it gets. It panics if an expression does not compile.
func (s *Server) Fail(f Fault) {
	one := &fault{Fault: f}
	if f.Path != "" {
		one.path = regexp.MustCompile("^(?:" + f.Path + ")$")
	}
	if f.Query != "" {
		one.query = regexp.MustCompile(f.Query)
	}
	if f.Sent != "" {
		one.sent = regexp.MustCompile(f.Sent)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, one)
}

// Heal removes all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault returns what shall go wrong with a request, nil if nothing.
func (s *Server) fault(r Request) *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	var hit *fault
	for _, f := range s.faults {
		if (f.Method != "" && f.Method != r.Method) || (f.path != nil && !f.path.MatchString(r.Path)) || (f.query != nil && !f.query.MatchString(r.Query)) ||
			(f.sent != nil && !f.sent.MatchString(r.Body)) {
			continue
		}
		f.seen++
		nth := max(f.Nth, 1)
		if hit == nil && f.seen >= nth && (f.Times < 0 || f.seen < nth+max(f.Times, 1)) {
			hit = f
		}
	}
	return hit
}

// wait sleeps the fault's delay, or until the client has gone.
func (f *fault) wait(ctx context.Context) {
	if f.Delay <= 0 {
		return
	}
	t := time.NewTimer(f.Delay)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// replaces reports whether the fault has an answer of its own.
func (f *fault) replaces() bool { return f != nil && (f.Status != 0 || f.Body != nil) }

// reply renders the fault's own answer.
func (f *fault) reply() reply {
	status := f.Status
	if status == 0 {
		status = http.StatusOK
	}
	code, message := f.Code, f.Message
	if code == 0 {
		code = 10000 + status
	}
	if message == "" {
		message = http.StatusText(status)
	}
	a := failure(refuse(status, code, "%s", message))
	if f.Body != nil {
		a.body = f.Body
	}
	if f.RetryAfter != 0 {
		a.header.Set("Retry-After", fmt.Sprint(max(0, int(f.RetryAfter/time.Second))))
	}
	return a
}

// rateLimit counts the requests of each token in the current window.
type rateLimit struct {
	quota  int
	window time.Duration
	start  time.Time
	used   map[string]int
}

// take counts one request of token and sets the headers the API sends with every answer.
func (l *rateLimit) take(token string, header http.Header) error {
	left, quota, seconds := 1000, 1200, 300
	if l.quota > 0 {
		// The only clock of the package: a window has to end.
		if now := time.Now(); now.Sub(l.start) >= l.window {
			l.start, l.used = now, map[string]int{}
		}
		l.used[token]++
		left, quota, seconds = l.quota-l.used[token], l.quota, max(1, int(l.window/time.Second))
	}
	header.Set("Ratelimit", fmt.Sprintf(`"default";r=%d;t=%d`, max(left, 0), seconds))
	header.Set("Ratelimit-Policy", fmt.Sprintf(`"burst";q=%d;w=%d`, quota, seconds))
	if left < 0 {
		header.Set("Retry-After", fmt.Sprint(seconds))
		return refuse(http.StatusTooManyRequests, 10429, "Rate limited. Please wait and consider throttling your request speed")
	}
	return nil
}
