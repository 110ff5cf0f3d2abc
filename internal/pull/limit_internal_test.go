package pull

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A ticking is a clock on which only sleeping takes time.
type ticking struct {
	mu  sync.Mutex
	now time.Time
}

func (c *ticking) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *ticking) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// No window of the API's length ever has more requests than the quota, however
// many ask.
func TestNeverMoreThanTheQuota(t *testing.T) {
	clock := &ticking{now: start}
	l := newLimiter(clock)
	var mu sync.Mutex
	var times []time.Time
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 500 {
				at, err := l.wait(context.Background())
				assert.NoError(t, err)
				mu.Lock()
				times = append(times, at)
				mu.Unlock()
				if at.Nanosecond()%3 == 0 {
					_ = clock.Sleep(context.Background(), 7*time.Millisecond)
				}
			}
		}()
	}
	all.Wait()
	require.Len(t, times, 4000)
	sortTimes(times)
	for i := range times {
		if i >= quota {
			require.GreaterOrEqual(t, times[i].Sub(times[i-quota]), window)
		}
	}
	assert.Less(t, times[quota-1].Sub(start), window, "a small account does not wait")
}

func sortTimes(times []time.Time) {
	for i := 1; i < len(times); i++ {
		for j := i; j > 0 && times[j].Before(times[j-1]); j-- {
			times[j], times[j-1] = times[j-1], times[j]
		}
	}
}

// A script of answers, and when each was asked for.
type script struct {
	clock *ticking
	mu    sync.Mutex
	asked []time.Duration
	give  []*http.Response
}

func (s *script) RoundTrip(*http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, s.clock.Now().Sub(start))
	if len(s.give) == 0 {
		return nil, errors.New("nothing more")
	}
	res := s.give[0]
	s.give = s.give[1:]
	res.Body = http.NoBody
	return res, nil
}

func after(status int, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h}
}

// What the API asks for is done by all: Retry-After, and a Ratelimit of which
// nothing is left.
func TestTheAPIAsksForQuiet(t *testing.T) {
	for name, tc := range map[string]struct {
		give []*http.Response
		want time.Duration // of quiet after the first request
	}{
		"Retry-After":           {[]*http.Response{after(429, "Retry-After", "40")}, 40 * time.Second},
		"none":                  {[]*http.Response{after(429)}, 5 * time.Second},
		"nonsense":              {[]*http.Response{after(429, "Retry-After", "soon")}, 5 * time.Second},
		"all that it counts":    {[]*http.Response{after(429, "Retry-After", "300")}, window},
		"a date":                {[]*http.Response{after(429, "Retry-After", start.Add(40*time.Second).UTC().Format(http.TimeFormat))}, 39 * time.Second},
		"a date that is over":   {[]*http.Response{after(429, "Retry-After", start.Add(-time.Hour).UTC().Format(http.TimeFormat))}, 0},
		"a server in trouble":   {[]*http.Response{after(503, "Retry-After", "20")}, 20 * time.Second},
		"nothing left":          {[]*http.Response{after(200, "Ratelimit", `"default";r=0;t=30`)}, 30 * time.Second},
		"something left":        {[]*http.Response{after(200, "Ratelimit", `"default";r=1;t=30`)}, 0},
		"nothing left for long": {[]*http.Response{after(200, "Ratelimit", `"default";r=0;t=9999`)}, window},
	} {
		clock := &ticking{now: start}
		s := &script{clock: clock, give: append(tc.give, after(200), after(200))}
		tr := &transport{base: s, clock: clock, limit: newLimiter(clock), timeout: time.Minute}
		ask := func() {
			req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1/", http.NoBody)
			require.NoError(t, err)
			res, err := tr.RoundTrip(req)
			require.NoError(t, err, name)
			require.NoError(t, res.Body.Close())
		}
		ask()
		ask()
		assert.Equal(t, time.Duration(0), s.asked[0], name)
		assert.GreaterOrEqual(t, s.asked[1], tc.want, name)
		assert.Less(t, s.asked[1], tc.want+3*time.Second, name)
	}
}

// Nobody waits for hours: the request is over, and says for how long the API
// asks. Nothing else is kept back.
func TestTheAPIAsksForTooMuch(t *testing.T) {
	for _, tc := range []struct {
		give *http.Response
		want string
	}{
		{after(429, "Retry-After", "331"), "the API answered 429 Too Many Requests, and asks to wait 5m31s"},
		{after(429, "Retry-After", "3600"), "the API answered 429 Too Many Requests, and asks to wait 1h0m0s"},
		{after(429, "Retry-After", "99999999999999"), "the API answered 429 Too Many Requests, and asks to wait for years"},
		{after(503, "Retry-After", "99999999999999999999999999"), "the API answered 503 Service Unavailable, and asks to wait for years"},
		{after(429, "Retry-After", start.Add(72*time.Hour).UTC().Format(http.TimeFormat)), "the API answered 429 Too Many Requests, and asks to wait 3 days"},
	} {
		clock := &ticking{now: start}
		s := &script{clock: clock, give: []*http.Response{tc.give, after(200)}}
		tr := &transport{base: s, clock: clock, limit: newLimiter(clock), timeout: time.Minute}
		req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1/", http.NoBody)
		require.NoError(t, err)
		_, err = tr.RoundTrip(req) //nolint:bodyclose // there is none
		assert.EqualError(t, err, tc.want)
		_, err = tr.RoundTrip(req) //nolint:bodyclose // it is empty
		require.NoError(t, err)
		require.Len(t, s.asked, 2)
		assert.Less(t, s.asked[1], time.Second)
	}
}

// A server that is down is left alone for longer each time, and then it is over.
func TestItIsOverInTheEnd(t *testing.T) {
	clock := &ticking{now: start}
	s := &script{clock: clock}
	tr := &transport{base: s, clock: clock, limit: newLimiter(clock), timeout: time.Minute}
	req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1/", http.NoBody)
	require.NoError(t, err)
	_, err = tr.RoundTrip(req) //nolint:bodyclose // there is none
	assert.EqualError(t, err, "nothing more, 6 times")
	require.Len(t, s.asked, attempts)
	for i := 1; i < attempts; i++ {
		assert.GreaterOrEqual(t, s.asked[i]-s.asked[i-1], time.Duration(1<<i)*250*time.Millisecond)
	}
}

// Whatever a name is, it is one step of a path.
func TestNamesInPaths(t *testing.T) {
	account := &found{id: "A"}
	for name, want := range map[string]string{
		"plain":     "/accounts/A/x/plain/y",
		"a/b":       "/accounts/A/x/a%2Fb/y",
		"..":        "/accounts/A/x/%2E%2E/y",
		".":         "/accounts/A/x/%2E/y",
		"100% ?#&+": "/accounts/A/x/100%25%20%3F%23&+/y",
		"Ü 東京":      "/accounts/A/x/%C3%9C%20%E6%9D%B1%E4%BA%AC/y",
		"{id}":      "/accounts/A/x/%7Bid%7D/y",
	} {
		assert.Equal(t, want, fill("/accounts/{account_id}/x/{id}/y", &found{id: name, scope: account}))
	}
}
