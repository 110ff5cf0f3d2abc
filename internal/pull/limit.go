package pull

import (
	"context"
	"sync"
	"time"
)

// A Clock is the time as this package sees it. Tests have one of their own, so
// that no test waits.
type Clock interface {
	Now() time.Time
	// Sleep waits, or ends early with the error of the context.
	Sleep(ctx context.Context, d time.Duration) error
}

// The API allows 1200 requests in five minutes to each user, over all that the
// user does (developers.cloudflare.com/fundamentals/api/reference/limits).
// Whoever works beside a pull needs some of them.
const (
	quota  = 1100
	window = 5 * time.Minute
)

// A limiter lets no more than the quota through in any window, and nothing
// while the API asked for quiet. A small account is read as fast as the API
// answers; only a large one has to wait.
type limiter struct {
	clock Clock

	mu sync.Mutex
	// starts are the last requests, oldest first, in a ring.
	starts []time.Time
	next   int
	// quiet ends when the API said so.
	quiet time.Time
}

func newLimiter(clock Clock) *limiter {
	return &limiter{clock: clock, starts: make([]time.Time, quota)}
}

// wait returns when one more request may be made, and says when that is.
func (l *limiter) wait(ctx context.Context) (time.Time, error) {
	for {
		if err := ctx.Err(); err != nil {
			return time.Time{}, err
		}
		l.mu.Lock()
		now := l.clock.Now()
		until := l.quiet
		if oldest := l.starts[l.next]; !oldest.IsZero() && oldest.Add(window).After(until) {
			until = oldest.Add(window)
		}
		if !until.After(now) {
			l.starts[l.next] = now
			l.next = (l.next + 1) % len(l.starts)
			l.mu.Unlock()
			return now, nil
		}
		l.mu.Unlock()
		if err := l.clock.Sleep(ctx, until.Sub(now)); err != nil {
			return time.Time{}, err
		}
	}
}

// pause keeps every request back for a while.
func (l *limiter) pause(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := l.clock.Now().Add(d); until.After(l.quiet) {
		l.quiet = until
	}
}
