package pull

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	cloudflare "github.com/cloudflare/cloudflare-go"
)

// A Failure is a request that gave nothing.
type Failure struct {
	Path    string
	Status  int
	Codes   []int
	Message string
	err     error
}

func (f *Failure) Error() string {
	s := "GET " + f.Path + ": "
	if f.Status > 0 {
		s += strconv.Itoa(f.Status) + " "
	}
	s += f.Message
	if len(f.Codes) > 0 {
		s += fmt.Sprintf(" (code %d)", f.Codes[0])
	}
	return s
}

func (f *Failure) Unwrap() error { return f.err }

// accountToken is the code of products that no token of an account may read,
// whatever its permissions.
const accountToken = 1011

// Forbidden says whether the token lacks a permission.
func (f *Failure) Forbidden() bool {
	if slices.Contains(f.Codes, accountToken) {
		return false
	}
	return f.Status == http.StatusForbidden || f.Status == http.StatusUnauthorized
}

// refused says whether the API understood the request and gave nothing: it is
// neither an accident of the network nor of the API.
func (f *Failure) refused() bool { return f.Status >= 400 && f.Status < 500 }

// says finds one of several codes, or parts of the message, in a refusal.
func (f *Failure) says(what []string) bool {
	return f.refused() && slices.ContainsFunc(what, func(w string) bool {
		code, err := strconv.Atoi(w)
		return err == nil && slices.Contains(f.Codes, code) || err != nil && strings.Contains(f.Message, w)
	})
}

// told is what the API said, without the path.
func (f *Failure) told() string {
	if len(f.Codes) > 0 {
		return fmt.Sprintf("%s (code %d)", f.Message, f.Codes[0])
	}
	return f.Message
}

func codesOf(infos []cloudflare.ResponseInfo) []int {
	out := make([]int, len(infos))
	for i := range infos {
		out[i] = infos[i].Code
	}
	return out
}

// failureOf says what went wrong in the words of the API.
func failureOf(path string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	f := &Failure{Path: path, Message: err.Error(), err: err}
	var told interface {
		ErrorCodes() []int
		ErrorMessages() []string
	}
	if errors.As(err, &told) {
		f.Codes = told.ErrorCodes()
		if m := told.ErrorMessages(); len(m) > 0 {
			f.Message = strings.Join(m, "; ")
		}
	}
	var forbidden *cloudflare.AuthenticationError
	var unknown *cloudflare.AuthorizationError
	var missing *cloudflare.NotFoundError
	var refused *cloudflare.RequestError
	var inner *url.Error
	switch {
	case errors.As(err, &forbidden):
		f.Status = http.StatusForbidden
	case errors.As(err, &unknown):
		f.Status = http.StatusUnauthorized
	case errors.As(err, &missing):
		f.Status = http.StatusNotFound
	case errors.As(err, &refused):
		f.Status = http.StatusBadRequest // or another like it
	case errors.As(err, &inner):
		f.Message = inner.Err.Error() // without the address, which stands in front
	}
	return f
}
