package pull

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// attempts is how often a request is made before it has failed.
const attempts = 6

// A hurry is in the context of a request that is not worth waiting for.
type hurry struct{}

// attemptsOf is how often a request is made.
func attemptsOf(ctx context.Context) int {
	if ctx.Value(hurry{}) != nil {
		return 2
	}
	return attempts
}

// maxAnswer bounds one answer, in bytes.
const maxAnswer = 256 << 20

// A transport makes every request of a pull: within the limit, again where
// that may help, and whole. An answer that was cut off, or is no JSON where it
// should be, counts as one that did not come.
type transport struct {
	base     http.RoundTripper
	clock    Clock
	limit    *limiter
	requests atomic.Int64
	// timeout of one attempt.
	timeout time.Duration
	// hide takes the token out of a text; nil leaves it.
	hide func([]byte) []byte
}

// RoundTrip implements [http.RoundTripper]. Only requests without a body come
// here.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	return t.again(req, func(res *http.Response, _ []byte) error {
		if res.StatusCode >= 300 && res.StatusCode < 400 {
			return errRedirect
		}
		return nil
	})
}

var errRedirect = errors.New("the API answered with a redirect")

// enveloped is the transport for what comes in the API's envelope.
type enveloped struct{ *transport }

// RoundTrip implements [http.RoundTripper]. An answer that is not in the
// envelope comes from something between, and is asked for again; a refusal
// without one gets one.
func (t *enveloped) RoundTrip(req *http.Request) (*http.Response, error) {
	return t.again(req, func(res *http.Response, body []byte) error {
		var envelope struct {
			Success *bool           `json:"success"`
			Errors  json.RawMessage `json:"errors"`
		}
		if t.hide != nil {
			// Who answers may repeat what it was asked with.
			body = t.hide(body)
			res.Body = io.NopCloser(bytes.NewReader(body))
		}
		err := json.Unmarshal(body, &envelope)
		switch {
		case err == nil && envelope.Success != nil && (*envelope.Success || res.StatusCode >= 400):
			return nil
		case res.StatusCode >= 300:
			message, _ := json.Marshal(http.StatusText(res.StatusCode))
			res.Body = io.NopCloser(strings.NewReader(`{"success":false,"errors":[{"code":0,"message":` + string(message) + `}]}`))
			if res.StatusCode < 400 {
				return errRedirect
			}
			return nil
		case err != nil:
			return errors.New("the answer is no JSON")
		case envelope.Success == nil:
			return errors.New("the answer is none of the API")
		}
		return errors.New("the API says that it failed" + firstMessage(envelope.Errors))
	})
}

// firstMessage is what the first of a list of errors says.
func firstMessage(list json.RawMessage) string {
	var told []struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(list, &told) != nil || len(told) == 0 {
		return ""
	}
	return fmt.Sprintf(": %s (code %d)", told[0].Message, told[0].Code)
}

// again makes a request until its answer is good, or it has failed too often.
func (t *transport) again(req *http.Request, good func(*http.Response, []byte) error) (*http.Response, error) {
	var last error
	n := attemptsOf(req.Context())
	for attempt := range n {
		if attempt > 0 {
			// Twice as long each time, and not all at once.
			d := time.Duration(1<<attempt) * 250 * time.Millisecond
			d += time.Duration(rand.Int64N(int64(d)))
			if err := t.clock.Sleep(req.Context(), d); err != nil {
				return nil, err
			}
		}
		if _, err := t.limit.wait(req.Context()); err != nil {
			return nil, err
		}
		res, body, err := t.once(req)
		if err == nil && res.StatusCode != http.StatusTooManyRequests && res.StatusCode < 500 {
			err = good(res, body)
		}
		switch {
		case req.Context().Err() != nil:
			return nil, req.Context().Err()
		case err != nil:
			last = err
		case res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500:
			d, asked := t.retryAfter(res)
			switch {
			case d > longest:
				return nil, fmt.Errorf("%w, and asks to wait %s", &statusError{res.StatusCode}, humane(d))
			case res.StatusCode == http.StatusTooManyRequests:
				t.limit.pause(d)
			case asked:
				t.limit.pause(min(d, time.Minute))
			}
			last = &statusError{res.StatusCode}
		default:
			return res, nil
		}
	}
	return nil, fmt.Errorf("%w, %d times", last, n)
}

// A statusError is an answer that is worth another attempt.
type statusError struct{ status int }

func (e *statusError) Error() string {
	return fmt.Sprintf("the API answered %d %s", e.status, http.StatusText(e.status))
}

// once makes one request and reads all of its answer.
func (t *transport) once(req *http.Request) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(req.Context(), t.timeout)
	defer cancel()
	t.requests.Add(1)
	res, err := t.base.RoundTrip(req.Clone(ctx))
	if err != nil {
		return nil, nil, plain(err)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	_ = res.Body.Close()
	if err != nil {
		return nil, nil, fmt.Errorf("the answer was cut off: %w", plain(err))
	}
	if len(body) > maxAnswer {
		return nil, nil, fmt.Errorf("the answer has more than %d bytes", maxAnswer)
	}
	t.heed(res)
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, body, nil
}

// heed slows down before the API refuses: Ratelimit says how many requests are
// left, and for how many seconds.
func (t *transport) heed(res *http.Response) {
	var left, seconds = -1, 0
	for part := range strings.SplitSeq(res.Header.Get("Ratelimit"), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		n, err := strconv.Atoi(value)
		switch {
		case err != nil:
		case name == "r":
			left = n
		case name == "t":
			seconds = n
		}
	}
	if left == 0 && seconds > 0 {
		t.limit.pause(min(time.Duration(seconds)*time.Second, window))
	}
}

// longest is how long a request waits where the API asks for it: as long as it
// counts, and a little for clocks that differ. Who asks for more is not waited
// for.
const longest = window + 30*time.Second

// forever is any time that is too long to matter how long it is.
const forever = 10000 * 24 * time.Hour

// retryAfter is how long the API asks to be left alone, in seconds or until a
// date; a while where it does not say, or says it in another form.
func (t *transport) retryAfter(res *http.Response) (d time.Duration, asked bool) {
	value := strings.TrimSpace(res.Header.Get("Retry-After"))
	n, err := strconv.ParseUint(value, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange), err == nil && n > uint64(forever/time.Second):
		return forever, true
	case err == nil:
		return time.Duration(n) * time.Second, true //nolint:gosec // it is less than forever
	}
	if date, err := http.ParseTime(value); err == nil {
		return min(max(date.Sub(t.clock.Now()), 0), forever), true
	}
	return 5 * time.Second, false
}

// humane is a time that is longer than minutes.
func humane(d time.Duration) string {
	switch {
	case d >= forever:
		return "for years"
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	}
	return d.Round(time.Second).String()
}

// plain is an error of the network without the address of the request, which
// the caller knows.
func plain(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("no answer in time")
	}
	return err
}
