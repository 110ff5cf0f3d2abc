package pull

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/cfdr/cfdr/schema"
)

// parallel is how many requests are under way at once.
const parallel = 12

// A found is an object as the API told of it.
type found struct {
	raw  map[string]any
	id   string
	name string
	// scope is what the list belongs to: the account, a zone, a worker.
	scope *found
	kind  *schema.Kind
	// set are fields that only the request told: the jurisdiction of a bucket,
	// the application of a policy.
	set map[string]any
	// content is the code of a worker.
	content *content
	object  *schema.Object
}

// A Progress is told of every step: the kind of it, how many steps are done and
// how many there are as far as is known, and the requests so far. None of the
// numbers ever falls. It is called from any goroutine, one call at a time.
type Progress func(kind string, done, all, requests int)

// reader reads one account.
type reader struct {
	client   *Client
	registry *schema.Registry
	slots    chan struct{}
	root     *found

	mu    sync.Mutex
	found map[*schema.Kind][]*found
	// broken are objects of which a part could not be read, by kind.
	broken map[*schema.Kind][]*found
	lists  map[string]*shared
	done   map[*schema.Kind]chan struct{}
	bad    []Unreadable
	notes  []Note

	telling  sync.Mutex
	progress Progress
	count    int
	total    int
}

// shared is a list that several kinds are in, asked for once.
type shared struct {
	once  sync.Once
	items []map[string]any
	err   error
}

// Pull reads an account. What cannot be read is told in the result; an error is
// what makes all of it unusable: another account, a token that is not valid, a
// context that ended.
func Pull(ctx context.Context, c *Client, reg *schema.Registry, accountID string, progress Progress) (*Result, error) {
	c.raw = newKeeper(c.options.KeepRaw, reg, c.transport.hide)
	account, err := c.account(ctx, accountID)
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(string, int, int, int) {}
	}
	r := &reader{
		client: c, registry: reg, progress: progress, slots: make(chan struct{}, parallel),
		found: map[*schema.Kind][]*found{}, broken: map[*schema.Kind][]*found{}, lists: map[string]*shared{}, done: map[*schema.Kind]chan struct{}{},
	}
	root := reg.Kind("account")
	r.root = &found{raw: account, id: accountID, name: textOf(account["name"]), kind: root}
	r.found[root] = []*found{r.root}
	for _, k := range reg.Kinds() {
		r.done[k] = make(chan struct{})
	}
	close(r.done[root])
	var all sync.WaitGroup
	start := func(f func()) {
		all.Add(1)
		go func() {
			defer all.Done()
			f()
		}()
	}
	start(func() { r.aside(ctx, r.root) })
	for _, k := range reg.Kinds() {
		if k != root {
			start(func() {
				defer close(r.done[k])
				r.kind(ctx, k)
			})
		}
	}
	var blind []Blind
	var unseen []string
	var unasked int
	if c.options.BlindSpots {
		start(func() { blind, unseen, unasked = r.products(ctx) })
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	res, err := r.decode(root)
	if err != nil {
		return nil, err
	}
	res.Blind, res.Unseen, res.Unasked = blind, unseen, unasked
	res.Notes = r.notes
	slices.SortFunc(res.Notes, func(a, b Note) int { return strings.Compare(a.Kind+"\x00"+a.Of, b.Kind+"\x00"+b.Of) })
	res.Unreadable = r.sortedBad()
	res.Raw = c.raw.answers
	res.Requests = c.Requests()
	return res, nil
}

// account asks for the account, before anything else is asked. A token that
// may not read its settings may still see it in the list.
func (c *Client) account(ctx context.Context, id string) (map[string]any, error) {
	v, err := c.value(ctx, "/accounts/"+escape(id), nil)
	var failure *Failure
	if errors.As(err, &failure) && failure.Status == http.StatusForbidden {
		all, listErr := c.list(ctx, &schema.Endpoint{Paging: schema.ByPage, PerPage: 50}, "/accounts", nil)
		if listErr == nil {
			for _, one := range all {
				if textOf(one["id"]) == id {
					return one, nil
				}
			}
		}
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if failure != nil && failure.Status == http.StatusUnauthorized {
			return nil, fmt.Errorf("the API does not take the token: %w", err)
		}
		return nil, fmt.Errorf("the token cannot see the account %s: %w", id, err)
	}
	account, _ := v.(map[string]any)
	if textOf(account["id"]) != id {
		return nil, fmt.Errorf("the API gave another account than %s", id)
	}
	return account, nil
}

// endpoints are the lists in which the objects of a kind are.
func endpoints(k *schema.Kind) []*schema.Endpoint {
	return append([]*schema.Endpoint{&k.API}, k.API.Lists...)
}

// kind reads all objects of one kind.
func (r *reader) kind(ctx context.Context, k *schema.Kind) {
	for _, n := range r.needs(k) {
		select {
		case <-r.done[n]:
		case <-ctx.Done():
			return
		}
	}
	var lists sync.WaitGroup
	for _, e := range endpoints(k) {
		scopeKind := r.scopeKind(k, e.Path)
		r.unreadableWith(k, scopeKind)
		field := r.scopeField(k, e.Path)
		for _, scope := range r.of(scopeKind) {
			if e.If != nil && !e.If(scope.raw) {
				continue
			}
			for _, by := range headersOf(k) {
				lists.Add(1)
				r.expect(1)
				go func() {
					defer lists.Done()
					r.list(ctx, &listing{kind: k, at: e, scope: scope, field: field, by: by})
					r.step(k)
				}()
			}
		}
	}
	lists.Wait()
}

// A listing is one list of objects of a kind.
type listing struct {
	kind  *schema.Kind
	at    *schema.Endpoint
	scope *found
	// field is the field that names the scope, if one does.
	field string
	by    *variation
}

// A variation is a list that is asked for with a header: a field has the value
// in all of it.
type variation struct{ field, header, value string }

// usual is the value that no header says.
const usual = "default"

// headersOf are the headers that a list is asked for with: for a kind that says
// a field by a header, once for each value that the field can have.
func headersOf(k *schema.Kind) []*variation {
	for name, value := range k.API.Header {
		f := k.Field(strings.Trim(value, "{}"))
		if f == nil || f.Enum == nil {
			continue
		}
		var out []*variation
		for _, v := range f.Enum {
			out = append(out, &variation{f.Name, name, v})
		}
		return out
	}
	return []*variation{nil}
}

// asked is what the request for a list says: what the list is a variation by,
// or what every request says about the object that the list belongs to.
func (l *listing) asked() http.Header {
	if l.by == nil && len(l.kind.API.Header) > 0 {
		return l.scope.header()
	}
	return l.by.asked()
}

func (v *variation) asked() http.Header {
	if v == nil || v.value == usual {
		return nil
	}
	return http.Header{http.CanonicalHeaderKey(v.header): {v.value}}
}
