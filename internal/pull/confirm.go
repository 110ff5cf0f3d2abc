package pull

import (
	"context"
	"errors"
	"net/http"

	"github.com/cfdr/cfdr/schema"
)

var (
	errHidden   = errors.New("its list leaves out what the token may not read, and it has no id to be asked for by")
	errUnlisted = errors.New("it is there, and its list leaves it out")
)

// Confirm asks for what an inventory has and an account did not tell of, where
// a list leaves out what the token may not read. Of an object that the API says
// is not there nothing changes, and it is gone; any other becomes unreadable. An
// error is a context that ended.
func (c *Client) Confirm(ctx context.Context, res *Result, was *schema.Object) error {
	there := map[identity]*schema.Object{}
	schema.Walk([]*schema.Object{res.Account}, func(o *schema.Object) {
		there[identity{o.Kind.Name, o.Path()}] = o
		if o.ID != "" {
			there[identity{o.Kind.Name, o.ID}] = o
		}
	})
	find := func(o *schema.Object) *schema.Object {
		if o == was {
			return res.Account
		}
		if same := there[identity{o.Kind.Name, o.ID}]; o.ID != "" && same != nil {
			return same
		}
		return there[identity{o.Kind.Name, o.Path()}]
	}
	var missing []*schema.Object
	schema.Walk(was.Children, func(o *schema.Object) {
		if known, _ := res.Knows(o); known && o.Kind.API.Hides && find(o) == nil && find(o.Parent) != nil {
			missing = append(missing, o)
		}
	})
	for _, o := range missing {
		scope := &found{id: res.Account.ID, name: res.Account.Name, kind: res.Account.Kind}
		if parent := find(o.Parent); parent != res.Account {
			scope = &found{id: parent.ID, name: parent.Name, kind: parent.Kind, scope: scope}
		}
		err := c.isGone(ctx, o, scope)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			res.Unreadable = append(res.Unreadable, Unreadable{Kind: o.Kind.Name, Of: scope.called(), Name: o.Name, ID: o.ID, Permission: o.Kind.API.Permission, Err: err})
		}
	}
	res.Requests = c.Requests()
	return nil
}

// isGone is nil where the API says that an object is not there.
func (c *Client) isGone(ctx context.Context, o *schema.Object, scope *found) error {
	if o.ID == "" {
		return errHidden
	}
	_, err := c.value(ctx, fill(o.Kind.API.Get, &found{id: o.ID, scope: scope, kind: o.Kind}), nil)
	var failure *Failure
	switch {
	case errors.As(err, &failure) && failure.Status == http.StatusNotFound:
		return nil
	case err != nil:
		return err
	}
	return errUnlisted
}
