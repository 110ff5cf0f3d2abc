package standin

import "net/http"

// A Request is one request that was answered.
type Request struct {
	Method  string
	Path    string // without [Base], decoded
	Query   string // raw
	Body    string // as it was sent, secrets included
	Account string // the account in the path, if any
	Status  int    // of the answer

	unserved bool
}

// Requests returns the requests since the start or the last [Server.ResetLog], in the order they were answered.
func (s *Server) Requests() []Request { return s.logged(func(Request) bool { return true }) }

// Writes returns the requests that could change something: all but GET and HEAD.
func (s *Server) Writes() []Request {
	return s.logged(func(r Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead })
}

// Unserved returns the requests that no product of the stand-in serves.
func (s *Server) Unserved() []Request { return s.logged(func(r Request) bool { return r.unserved }) }

// ResetLog forgets all requests.
func (s *Server) ResetLog() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = nil
}

func (s *Server) logged(want func(Request) bool) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Request
	for _, r := range s.log {
		if want(r) {
			out = append(out, r)
		}
	}
	return out
}
