package pull

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/cfdr/cfdr/schema"
)

// A File is one of those that an object holds.
type File struct {
	Name string
	// Size in bytes.
	Size int64
	// Modified is when it was written, the zero time where the API does not say.
	Modified time.Time
}

// Files lists the files that an object holds whose names begin with a prefix. It
// is an error where the kind says that none are told.
func (c *Client) Files(ctx context.Context, o *schema.Object, prefix string) ([]File, error) {
	e := o.Kind.Stored
	if e == nil {
		return nil, fmt.Errorf("the API does not list what %s holds", o)
	}
	account := o.Account()
	root := &found{id: account.ID, name: account.Name, kind: account.Kind, object: account}
	f := &found{id: o.ID, name: o.Name, kind: o.Kind, scope: root, object: o, raw: map[string]any{}, set: map[string]any{}}
	for name := range o.Fields {
		f.raw[name] = o.Fields[name]
	}
	for _, value := range o.Kind.API.Header {
		if name := strings.Trim(value, "{}"); o.Text(name) != "" && o.Text(name) != usual {
			f.set[name] = o.Text(name)
		}
	}
	path := fill(e.Path, f)
	if prefix != "" {
		path += "?prefix=" + url.QueryEscape(prefix)
	}
	items, err := c.list(ctx, e, path, f.header())
	if err != nil {
		return nil, err
	}
	out := make([]File, 0, len(items))
	for _, m := range items {
		file := File{Name: textOf(m[e.ID])}
		if n, ok := m["size"].(json.Number); ok {
			file.Size, _ = n.Int64()
		}
		if t, err := time.Parse(time.RFC3339, textOf(m["last_modified"])); err == nil {
			file.Modified = t.UTC()
		}
		if file.Name != "" {
			out = append(out, file)
		}
	}
	return out, nil
}
