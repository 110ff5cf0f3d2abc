package pull

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// again is how often a list is read before it counts as one that cannot be.
const again = 3

// errNothing is an answer of null where a list should be, and no number beside.
// It is how some of the API says that a list is empty.
var errNothing = errors.New("the answer says nothing")

// maxPages ends a list that goes on for ever: at the API's own limit it is asked
// for three quarters of an hour. mostEmpty ends one sooner of which page after
// page has nothing new.
const maxPages, mostEmpty = 10_000, 100

// maxObjects is how many objects of one list are kept in memory.
const maxObjects = 1_000_000

// list asks for all of a list, page by page, whatever its style: the API
// divides some lists that its documentation does not call divided. A list that
// is not complete is read again, since something may have been made or deleted
// meanwhile, and is an error in the end.
func (c *Client) list(ctx context.Context, e *schema.Endpoint, path string, header http.Header) ([]map[string]any, error) {
	var failed error
	for range again {
		items, err := c.listOnce(ctx, e, path, header)
		var cut *incompleteError
		if !errors.As(err, &cut) {
			return items, err
		}
		failed = err
	}
	return nil, failed
}

// An incompleteError is a list of which the API told a part, or nothing where
// it should be.
type incompleteError struct {
	path, why string
	nothing   bool
}

func (e *incompleteError) Unwrap() error {
	if e.nothing {
		return errNothing
	}
	return nil
}

func (e *incompleteError) Error() string { return "GET " + e.path + ": " + e.why }

// A reading is a list that is being read.
type reading struct {
	path  string
	key   string // under which the answer has the list
	id    string
	seen  map[string]bool
	items []map[string]any
	info  resultInfo // the last that counted
	full  bool       // the last page had as many as a page has
}

func (c *Client) listOnce(ctx context.Context, e *schema.Endpoint, path string, header http.Header) ([]map[string]any, error) {
	l := &reading{path: path, key: e.Result, id: orDefault(e.ID, "id"), seen: map[string]bool{}}
	cursor, cursors, empty := "", map[string]bool{}, 0
	for page := 1; page < maxPages; page++ {
		at := path + query(e, path, page, cursor)
		a, err := c.get(ctx, at, header)
		if err != nil {
			return nil, err
		}
		items, err := elements(a.result, e.Result)
		if err != nil {
			return nil, &Failure{Path: at, Message: err.Error()}
		}
		if e.One && e.Result == "" && len(items) != 1 && items != nil {
			return nil, &Failure{Path: at, Message: "the answer is no object"}
		}
		if page == 1 && items == nil && !a.info.counted() {
			return nil, &incompleteError{path, "the answer says nothing", true}
		}
		fresh, err := l.add(items, &a.info, page, e)
		if err != nil {
			return nil, err
		}
		if len(l.items) > maxObjects {
			return nil, &Failure{Path: path, Message: fmt.Sprintf("the list has more than %d objects", maxObjects)}
		}
		if empty++; fresh {
			empty = 0
		}
		switch next := a.info.cursor; {
		case cursors[next]:
			return nil, l.cut("the same page came twice")
		case next != "" && empty >= mostEmpty:
			return nil, &Failure{Path: path, Message: "page after page has nothing new"}
		case next != "":
			cursor, cursors[next] = next, true
			continue
		case cursor != "", len(items) == 0, !fresh:
			return l.end()
		}
		switch {
		case l.info.counted() && (len(l.items) < l.info.total || page < l.info.pages), l.full:
		case e.Paging == schema.ByPage && !a.info.told:
			// Nothing says whether this was all.
		default:
			return l.end()
		}
	}
	// Reading it again would take as long again.
	return nil, &Failure{Path: path, Message: "the list has no end"}
}

// query is what asks for one page.
func query(e *schema.Endpoint, path string, page int, cursor string) string {
	q := url.Values{}
	if e.PerPage > 0 {
		q.Set("per_page", strconv.Itoa(e.PerPage))
	}
	switch {
	case cursor != "":
		q.Set("cursor", cursor)
	case page > 1, e.Paging == schema.ByPage:
		q.Set("page", strconv.Itoa(page))
	}
	switch {
	case len(q) == 0:
		return ""
	case strings.Contains(path, "?"):
		return "&" + q.Encode()
	}
	return "?" + q.Encode()
}

// add takes one page. It says whether anything on it was new.
func (l *reading) add(items []map[string]any, info *resultInfo, page int, e *schema.Endpoint) (fresh bool, err error) {
	if info.counted() {
		l.info = *info
	}
	if info.count > 0 && info.count != len(items) {
		return false, l.cut(fmt.Sprintf("a page has %d of %d", len(items), info.count))
	}
	if info.page > 0 && info.page != page && e.Paging == schema.ByPage {
		return false, l.cut("it gave another page than the one asked for")
	}
	l.full = info.perPage > 0 && len(items) >= info.perPage
	known := 0
	for _, item := range items {
		key := textOf(item[l.id])
		if key == "" {
			b, err := json.Marshal(item)
			if err != nil {
				return false, err
			}
			key = string(b)
		}
		if l.seen[key] && page > 1 {
			known++
			continue
		}
		l.seen[key] = true
		l.items = append(l.items, item)
	}
	if known > 0 && (known < len(items) || info.told) {
		return false, l.cut("an object came twice") // the list moved on meanwhile
	}
	return known < len(items), nil
}

// end checks the number.
func (l *reading) end() ([]map[string]any, error) {
	if l.info.counted() && len(l.items) != l.info.total {
		return nil, l.cut(fmt.Sprintf("the list has %d of %d", len(l.items), l.info.total))
	}
	return l.items, nil
}

func (l *reading) cut(why string) error { return &incompleteError{l.path, why, false} }

// decoded is what an answer says, with its numbers as they were written.
func decoded(result json.RawMessage) (any, error) {
	if len(result) == 0 {
		return nil, nil
	}
	var v any
	dec := json.NewDecoder(bytes.NewReader(result))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return nil, errors.New("the answer is no JSON")
	}
	return v, nil
}

// elements are the objects of an answer: its list, or the answer itself. They
// are nil where it says nothing.
func elements(result json.RawMessage, key string) ([]map[string]any, error) {
	v, err := decoded(result)
	if v == nil || err != nil {
		return nil, err
	}
	if key != "" {
		m, ok := v.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("the answer is no object with the key %q", key)
		}
		v = m[key]
	}
	switch v := v.(type) {
	case nil:
		return nil, nil
	case map[string]any:
		return []map[string]any{v}, nil
	case []any:
		out := make([]map[string]any, 0, len(v))
		for _, e := range v {
			m, ok := e.(map[string]any)
			if !ok {
				return nil, errors.New("the list holds something that is no object")
			}
			out = append(out, m)
		}
		return out, nil
	}
	return nil, errors.New("the answer is no list")
}
