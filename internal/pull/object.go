package pull

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// more says whether the list does not tell all of an object of the kind.
func more(k *schema.Kind) bool {
	return k.API.Content != "" || len(k.API.Aside) > 0 || k.API.Brief && k.API.Get != ""
}

// aside asks for what the list does not tell of an object. It gives false where
// the object is gone meanwhile, or could not be read whole.
func (r *reader) aside(ctx context.Context, f *found) bool {
	e := &f.kind.API
	if e.Brief && e.Get != "" && !r.part(ctx, f, &schema.Aside{Path: e.Get}) {
		return false
	}
	for i := range e.Aside {
		if a := &e.Aside[i]; (a.If == nil || a.If(f.raw)) && !r.part(ctx, f, a) {
			return false
		}
	}
	return e.Content == "" || r.files(ctx, f)
}

// noRoute are the codes of a path that leads nowhere: the API does not say what
// is there, but that it does not know what was asked for.
var noRoute = []string{"7000", "7003"}

// part asks for one part of an object.
func (r *reader) part(ctx context.Context, f *found, a *schema.Aside) bool {
	var v any
	var err error
	path := fill(a.Path, f)
	if a.Paging != "" {
		var items []map[string]any
		items, err = r.items(ctx, &schema.Endpoint{Paging: a.Paging}, path, f.header())
		list := make([]any, len(items))
		for i := range items {
			list[i] = items[i]
		}
		v = list
	} else {
		v, err = r.value(ctx, path, f.header())
	}
	var failure *Failure
	if errors.Is(err, errNothing) {
		err = nil
	}
	if errors.As(err, &failure) && failure.Status == http.StatusNotFound {
		// A list is there, if only an empty one; and no path at all is not
		// nothing at a path.
		if a.Key != "" && a.Paging == "" && !failure.says(noRoute) {
			return true // it has none
		}
		if r.gone(ctx, f) {
			return false
		}
	}
	m, isMap := v.(map[string]any)
	if err == nil && a.Key == "" && v != nil && !isMap {
		err = &Failure{Path: path, Message: "the answer is no object"}
	}
	if err != nil {
		r.broke(f, a, err)
		return len(a.Fields) > 0
	}
	switch {
	case a.Key != "":
		f.raw[a.Key] = v
	case isMap:
		for key, v := range m {
			f.raw[key] = v
		}
	}
	return true
}

// header is what the requests about an object say.
func (f *found) header() http.Header {
	for name, value := range f.kind.API.Header {
		if v, ok := f.set[strings.Trim(value, "{}")].(string); ok {
			return http.Header{http.CanonicalHeaderKey(name): {v}}
		}
	}
	return nil
}

// gone says whether an object is no longer in its list: it was deleted while
// the account was read.
func (r *reader) gone(ctx context.Context, f *found) bool {
	release, err := r.slot(ctx)
	if err != nil {
		return false
	}
	defer release()
	items, err := r.client.list(ctx, &f.kind.API, fill(f.kind.API.Path, f.scope), f.header())
	if err != nil {
		return false
	}
	for _, raw := range items {
		if textOf(raw[orDefault(f.kind.API.ID, "id")]) == f.id {
			return false
		}
	}
	return true
}

// files asks for the code of a worker.
func (r *reader) files(ctx context.Context, f *found) bool {
	body, err := r.file(ctx, f, f.kind.API.Content)
	if err == nil {
		f.content, err = contentOf(body)
	}
	if err != nil {
		r.broke(f, nil, err)
		return false
	}
	if f.content.script && f.kind.API.Blob != "" {
		return r.blobs(ctx, f)
	}
	return true
}

// blobs asks for the files that the bindings of a worker in the old syntax
// name. One that the API does not give is left out.
func (r *reader) blobs(ctx context.Context, f *found) bool {
	bindings, _ := f.raw["bindings"].([]any)
	for _, v := range bindings {
		b, _ := v.(map[string]any)
		part, name := textOf(b["part"]), textOf(b["name"])
		if part == "" || name == "" || part == f.content.modules[0].name {
			continue
		}
		body, err := r.file(ctx, f, strings.ReplaceAll(f.kind.API.Blob, "{binding}", strings.ReplaceAll(escape(name), "{", "%7B")))
		var failure *Failure
		if errors.As(err, &failure) && failure.refused() {
			continue
		}
		if err != nil {
			r.broke(f, nil, err)
			return false
		}
		f.content.modules = append(f.content.modules, module{name: part, kind: blobTypes[textOf(b["type"])], text: body.text})
	}
	return true
}

func (r *reader) file(ctx context.Context, f *found, template string) (*file, error) {
	release, err := r.slot(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	return r.client.file(ctx, fill(template, f))
}
