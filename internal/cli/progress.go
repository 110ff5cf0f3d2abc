package cli

import (
	"fmt"
	"sync"

	"github.com/cfdr/cfdr/schema"
)

// progress tells how far a long run is: on one line of a terminal, and
// elsewhere on a line for each kind.
type progress struct {
	streams Streams
	mu      sync.Mutex
	shown   bool
	told    map[string]bool
}

func newProgress(s Streams) *progress { return &progress{streams: s, told: map[string]bool{}} }

// step may be called from any goroutine.
func (p *progress) step(kind string, done, all, requests int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.streams.Width > 0 {
		p.shown = true
		line := fmt.Sprintf("%d of %d lists, %d requests: %s", done, all, requests, schema.Humane(kind))
		say(p.streams.Err, "\r\x1b[K%.*s", p.streams.Width-1, line)
		return
	}
	if !p.told[kind] {
		p.told[kind] = true
		say(p.streams.Err, "reading %s\n", schema.Humane(kind))
	}
}

// end leaves a clean line.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.streams.Err, "\r\x1b[K")
	}
}
