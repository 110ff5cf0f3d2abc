package pull

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/cfdr/cfdr/schema"
)

// list reads one list of a kind.
func (r *reader) list(ctx context.Context, l *listing) {
	k := l.kind
	items, err := r.items(ctx, l.at, fill(l.at.Path, l.scope), l.asked())
	if err != nil {
		r.noList(l, err)
		return
	}
	if k.Shape == schema.Whole && !l.at.One && len(items) > 0 {
		// The list is one object.
		all := make([]any, len(items))
		for i := range items {
			all[i] = items[i]
		}
		items = []map[string]any{{nameIn(&k.Fields[0]): all}}
	}
	items = append(items, r.alone(ctx, l)...)
	var one sync.WaitGroup
	for _, raw := range items {
		if l.at.Pick != nil && !l.at.Pick(raw) {
			continue
		}
		f := &found{raw: cloned(raw), scope: l.scope, kind: k}
		f.id = textOf(raw[orDefault(k.API.ID, "id")])
		f.name = nameOf(k, raw, f.id)
		if other := r.foreign(k, raw); other != "" {
			note := Note{Kind: k.Name, Of: l.scope.called(), Text: fmt.Sprintf("%s belongs to another account, %s", f.name, other)}
			if len(k.Key) > 0 {
				note.Field, note.Value = k.Key[0], f.name
			}
			r.note(note)
			continue
		}
		if l.field != "" {
			f.set = map[string]any{l.field: l.scope}
		}
		if l.by != nil && l.by.value != usual {
			f.set = map[string]any{l.by.field: l.by.value}
		}
		if !more(k) {
			r.add(f)
			continue
		}
		one.Add(1)
		go func() {
			defer one.Done()
			if r.aside(ctx, f) {
				r.add(f)
			}
		}()
	}
	one.Wait()
}

// foreign is the account that an object says it is of, where that is another than
// the one that is read.
func (r *reader) foreign(k *schema.Kind, raw map[string]any) string {
	for _, g := range k.API.Given {
		if id := textOf(at(raw, g.Name)); g.From == r.root.kind.Name && g.By == "id" && id != "" && id != r.root.id {
			return id
		}
	}
	return ""
}

// noList notes that a list could not be read, and why.
func (r *reader) noList(l *listing, err error) {
	k := l.kind
	var failure *Failure
	switch {
	case errors.Is(err, errNothing):
		r.note(Note{Kind: k.Name, Of: l.scope.called(), Text: "the API answered null, which was taken for an empty list"})
		return
	case !errors.As(err, &failure):
	case failure.says(l.at.None):
		return
	case failure.says(k.API.Off) || failure.says(l.at.Off):
		r.note(Note{Kind: k.Name, Of: l.scope.called(), Text: "the " + schema.Humane(l.scope.kind.Name) + " does not have it: " + failure.told()})
		return
	case l.by != nil && l.by.value != usual && failure.refused():
		// Only some accounts have what the header asks for.
		r.note(Note{Kind: k.Name, Of: l.scope.called(), Field: l.by.field, Value: l.by.value, Text: "the account may not ask for it: " + failure.told()})
		return
	}
	r.unreadable(Unreadable{Kind: k.Name, Of: l.scope.called(), Permission: l.at.Permission, Err: err})
}

// alone asks for the objects of a kind that no list has. What the API does not
// know there is none.
func (r *reader) alone(ctx context.Context, l *listing) []map[string]any {
	var mu sync.Mutex
	out := make([]map[string]any, len(l.at.Alone))
	var all sync.WaitGroup
	for i, id := range l.at.Alone {
		all.Add(1)
		go func() {
			defer all.Done()
			v, err := r.value(ctx, fill(l.at.Get, &found{id: id, scope: l.scope, kind: l.kind}), nil)
			var failure *Failure
			if errors.As(err, &failure) && failure.refused() {
				return
			}
			m, isMap := v.(map[string]any)
			if err == nil && !isMap {
				err = errors.New("the answer is no object")
			}
			if err != nil {
				r.unreadable(Unreadable{Kind: l.kind.Name, Of: l.scope.called(), Name: id, Permission: l.at.Permission, Err: err})
				return
			}
			mu.Lock()
			defer mu.Unlock()
			out[i] = m
		}()
	}
	all.Wait()
	there := out[:0]
	for _, m := range out {
		if m != nil {
			there = append(there, m)
		}
	}
	return there
}

// items asks for a list, once for all that need it.
func (r *reader) items(ctx context.Context, e *schema.Endpoint, path string, header http.Header) ([]map[string]any, error) {
	key := path
	for name := range header {
		key += "\n" + header.Get(name)
	}
	r.mu.Lock()
	s := r.lists[key]
	if s == nil {
		s = &shared{}
		r.lists[key] = s
	}
	r.mu.Unlock()
	s.once.Do(func() {
		release, err := r.slot(ctx)
		if err != nil {
			s.err = err
			return
		}
		defer release()
		s.items, s.err = r.client.list(ctx, e, path, header)
	})
	return s.items, s.err
}

// value asks for one object.
func (r *reader) value(ctx context.Context, path string, header http.Header) (any, error) {
	release, err := r.slot(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	return r.client.value(ctx, path, header)
}

// slot waits until one more request may be under way.
func (r *reader) slot(ctx context.Context) (release func(), err error) {
	select {
	case r.slots <- struct{}{}:
		return func() { <-r.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (r *reader) add(f *found) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found[f.kind] = append(r.found[f.kind], f)
}

func (r *reader) of(k *schema.Kind) []*found {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]*found(nil), r.found[k]...)
}

func orDefault(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// nameOf is what paths call an object by its name.
func nameOf(k *schema.Kind, raw map[string]any, id string) string {
	for _, key := range k.Key {
		f := k.Field(key)
		if f == nil || f.Local {
			continue
		}
		if name, ok := at(raw, nameIn(f)).(string); ok {
			if f.Normal != nil {
				return f.Normal(name)
			}
			return name
		}
		break
	}
	return id
}

// called is the name of what a list belongs to, empty for the account, and for
// what the account itself stands in.
func (f *found) called() string {
	if f == nil || f.scope == nil {
		return ""
	}
	return f.name
}

func (r *reader) expect(n int) {
	r.telling.Lock()
	defer r.telling.Unlock()
	r.total += n
}

func (r *reader) step(k *schema.Kind) {
	r.telling.Lock()
	defer r.telling.Unlock()
	r.count++
	r.progress(k.Name, r.count, r.total, r.client.Requests())
}
