package pull

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	cloudflare "github.com/cloudflare/cloudflare-go"
)

// A Client reads from the API with one token.
type Client struct {
	// ask makes one request for an answer in the envelope. It and the token are
	// functions, because what prints a value prints its fields.
	ask       func(ctx context.Context, method, path string, body any, header http.Header) (cloudflare.RawResponse, error)
	plain     *http.Client
	transport *transport
	base      string
	options   Options
	token     func() string
	raw       *keeper
}

// String says nothing of the token.
func (c *Client) String() string { return "a client of " + c.base }

// GoString says nothing of the token.
func (c *Client) GoString() string { return c.String() }

// Format says nothing of the token, whatever the verb.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// Options of a client. The zero value asks the real API.
type Options struct {
	// BaseURL with the version: "https://api.cloudflare.com/client/v4".
	BaseURL string
	// Clock is the time; nil takes that of the machine.
	Clock Clock
	// Transport makes the requests; nil takes the default one.
	Transport http.RoundTripper
	// Timeout of one attempt, 60 s where it is 0.
	Timeout time.Duration
	// Agent is what the requests say they come from.
	Agent string
	// KeepRaw keeps every answer in [Result.Raw].
	KeepRaw bool
	// BlindSpots asks, with a request each, for the products that cfdr does not
	// read, and counts what is there.
	BlindSpots bool
	// MostZones is the number of zones beyond which those products are not asked
	// for that live in zones; 0 for no limit. They are as many requests as the
	// zone itself.
	MostZones int
}

const defaultBase = "https://api.cloudflare.com/client/v4"

var errToken = errors.New("the token is empty or has a form that no token has")

// New makes a client. The token stands in no error.
func New(token string, o Options) (*Client, error) {
	if strings.TrimSpace(token) != token || strings.ContainsAny(token, " \t\r\n") {
		return nil, errToken
	}
	if o.BaseURL == "" {
		o.BaseURL = defaultBase
	}
	u, err := url.Parse(o.BaseURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return nil, fmt.Errorf("the base URL %q is not https, nor http on this machine", o.BaseURL)
	}
	if o.Clock == nil {
		o.Clock = machine{}
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	if o.Timeout == 0 {
		o.Timeout = time.Minute
	}
	t := &transport{base: o.Transport, clock: o.Clock, limit: newLimiter(o.Clock), timeout: o.Timeout, hide: hiding(token)}
	// A redirect would take the token elsewhere.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	base := strings.TrimSuffix(o.BaseURL, "/")
	// The limit, and doing a request again, are the transport's: the client's
	// own knows neither bursts nor Retry-After.
	api, err := cloudflare.NewWithAPIToken(token,
		cloudflare.BaseURL(base), cloudflare.HTTPClient(&http.Client{Transport: &enveloped{t}, CheckRedirect: stay}),
		cloudflare.UsingRateLimit(1e6), cloudflare.UsingRetryPolicy(0, 0, 0), cloudflare.UserAgent(o.Agent))
	if err != nil {
		return nil, errToken
	}
	return &Client{
		ask: api.Raw, plain: &http.Client{Transport: t, CheckRedirect: stay}, transport: t, base: base, options: o,
		token: func() string { return token }, raw: newKeeper(false, nil, t.hide),
	}, nil
}

// hiding gives what takes a token out of a text. One that is too short to be a
// token would be found where it is none.
func hiding(token string) func([]byte) []byte {
	return func(text []byte) []byte {
		if len(token) < 16 {
			return text
		}
		return bytes.ReplaceAll(text, []byte(token), []byte(blanked))
	}
}

// hidden is a text without the token: an error may repeat what was sent.
func (c *Client) hidden(text string) string { return string(c.transport.hide([]byte(text))) }

// failure says what went wrong, without the token.
func (c *Client) failure(path string, err error) error {
	err = failureOf(path, err)
	var f *Failure
	if !errors.As(err, &f) {
		return err
	}
	f.Message = c.hidden(f.Message)
	if f.err != nil && c.hidden(f.err.Error()) != f.err.Error() {
		f.err = nil // what it wraps may print it
	}
	return err
}

func isLoopback(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "::1"
}

// machine is the clock of the machine.
type machine struct{}

func (machine) Now() time.Time { return time.Now() } //nolint:forbidigo // this is where the time comes from

func (machine) Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Requests is how many requests were made so far, attempts counted each.
func (c *Client) Requests() int { return int(c.transport.requests.Load()) }

// An answer is what stands in the API's envelope.
type answer struct {
	result json.RawMessage
	info   resultInfo
}

// resultInfo is what the API says of a divided list. Zero is what it does not
// say.
type resultInfo struct {
	page, pages, total, count, perPage int
	cursor                             string
	// told: the answer has one.
	told bool
}

// counted says whether the API says how many there are.
func (i *resultInfo) counted() bool { return i.total > 0 || i.pages > 0 }

// get asks for one path.
func (c *Client) get(ctx context.Context, path string, header http.Header) (*answer, error) {
	raw, err := c.ask(ctx, http.MethodGet, path, nil, header)
	if err != nil {
		return nil, c.failure(path, err)
	}
	if !raw.Success {
		f := &Failure{Path: path, Message: "the API says that it failed, and not why"}
		if len(raw.Errors) > 0 {
			f.Codes, f.Message = codesOf(raw.Errors), c.hidden(raw.Errors[0].Message)
		}
		return nil, f
	}
	c.raw.keep(path, header, raw.Result)
	a := &answer{result: raw.Result}
	if i := raw.ResultInfo; i != nil {
		a.info = resultInfo{page: i.Page, pages: i.TotalPages, total: i.Total, count: i.Count, perPage: i.PerPage, cursor: i.Cursor, told: true}
		if a.info.cursor == "" {
			a.info.cursor = i.Cursors.After
		}
	}
	return a, nil
}

// value asks for one object. An answer that says nothing is asked for again.
func (c *Client) value(ctx context.Context, path string, header http.Header) (any, error) {
	for range 3 {
		a, err := c.get(ctx, path, header)
		if err != nil {
			return nil, err
		}
		v, err := decoded(a.result)
		if v != nil || err != nil {
			return v, err
		}
	}
	return nil, &Failure{Path: path, Message: "the answer says nothing"}
}

// file asks for a path whose answer is in no envelope.
func (c *Client) file(ctx context.Context, path string) (*file, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, http.NoBody)
	if err != nil {
		return nil, &Failure{Path: path, Message: "it is no path"}
	}
	req.Header.Set("Authorization", "Bearer "+c.token())
	if c.options.Agent != "" {
		req.Header.Set("User-Agent", c.options.Agent)
	}
	res, err := c.plain.Do(req)
	if err != nil {
		return nil, c.failure(path, err)
	}
	defer res.Body.Close() //nolint:errcheck // it is in memory
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, c.failure(path, err)
	}
	if res.StatusCode >= 300 {
		f := &Failure{Path: path, Status: res.StatusCode, Message: http.StatusText(res.StatusCode)}
		var envelope cloudflare.Response
		if json.Unmarshal(body, &envelope) == nil && len(envelope.Errors) > 0 {
			f.Codes, f.Message = codesOf(envelope.Errors), c.hidden(envelope.Errors[0].Message)
		}
		return nil, f
	}
	c.raw.keepFile(path, body)
	return &file{header: res.Header, text: body}, nil
}
