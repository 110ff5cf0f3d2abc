package standin

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// An idForm says what the ids of a collection look like.
type idForm int

const (
	byName  idForm = iota // the object's own name is its id
	hexID                 // 32 hexadecimal digits
	uuidID                // a UUID of version 4 by its looks
	shortID               // an ordinal-like token, as of Turnstile sitekeys
)

// newID makes the id of the object with the natural key under a collection path. The same key under the same path gives another id each time it is
// made, as a namespace that is deleted and made again has another id, but the same sequence of ids in each run.
func (s *Server) newID(form idForm, path, key string) string {
	born := path + "\x00" + key
	n := s.births[born]
	s.births[born]++
	return s.idOf(form, path, key, n)
}

// idOf is the id of the object with the natural key that is made as the nth under a path, from 0.
func (s *Server) idOf(form idForm, path, key string, n int) string {
	sum := digest(s.seed, path+"\x00"+key, fmt.Sprint(n))
	switch form {
	case uuidID:
		return uuid(sum)
	case shortID:
		return "0x" + sum[:22]
	default:
		return sum[:32]
	}
}

// digest hashes its parts, each ended by a zero byte, to 64 hexadecimal digits.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hidden is what is kept of a secret: its SHA-256, marked, so that hiding it twice changes nothing.
func hidden(secret string) string {
	if strings.HasPrefix(secret, "sha256:") {
		return secret
	}
	return "sha256:" + digest(secret)
}

// uuid forms hexadecimal digits, at least 32, into a UUID.
func uuid(sum string) string {
	return fmt.Sprintf("%s-%s-4%s-a%s-%s", sum[:8], sum[8:12], sum[13:16], sum[17:20], sum[20:32])
}

// expand fills the {parameters} of a path template.
func expand(template string, value func(string) string) string {
	segments := strings.Split(template, "/")
	for i, g := range segments {
		if strings.HasPrefix(g, "{") {
			segments[i] = value(strings.Trim(g, "{}"))
		}
	}
	return strings.Join(segments, "/")
}

// match is the reverse of expand: it returns the parameters of path under template, or false if it has another shape.
func match(template, path string) (map[string]string, bool) {
	t, p := strings.Split(template, "/"), strings.Split(strings.TrimSuffix(path, "/"), "/")
	if len(t) != len(p) {
		return nil, false
	}
	params := map[string]string{}
	for i := range t {
		switch {
		case strings.HasPrefix(t[i], "{"):
			params[strings.Trim(t[i], "{}")] = p[i]
		case t[i] != p[i]:
			return nil, false
		}
	}
	return params, true
}
