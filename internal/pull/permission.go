package pull

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A Grant says whether a token has a permission.
type Grant string

// What can be known of a permission.
const (
	Granted Grant = "granted"
	Missing Grant = "missing"
	Unsure  Grant = "unknown"
)

// A Permission is one that reading an account needs.
type Permission struct {
	// Permission in the words of the dashboard: "DNS Read".
	Permission string
	// Kinds that are read with it.
	Kinds []string
	State Grant
}

// TokenPermissions says beforehand which permissions the token of a client has
// for an account, and which it lacks. It asks what the token says of itself, or
// else for the smallest page of each product.
func TokenPermissions(ctx context.Context, c *Client, reg *schema.Registry, accountID string) ([]Permission, error) {
	p := &probe{client: c, registry: reg, account: &found{id: accountID, kind: reg.Kind("account")}}
	var out []Permission
	names, all, err := p.policies(ctx)
	if err != nil {
		return nil, err
	}
	for _, want := range Permissions(reg) {
		switch {
		case covers(names, want.Permission):
			want.State = Granted
		case all:
			want.State = Missing
		default:
			want.State = p.ask(ctx, want.Permission)
		}
		out = append(out, want)
	}
	return out, ctx.Err()
}

// Permissions are those that reading the kinds needs, in their order; whether a
// token has them is not asked.
func Permissions(reg *schema.Registry) []Permission {
	var out []Permission
	at := map[string]int{}
	add := func(permission, kind string) {
		i, known := at[permission]
		if !known {
			i = len(out)
			at[permission] = i
			out = append(out, Permission{Permission: permission})
		}
		if !slices.Contains(out[i].Kinds, kind) {
			out[i].Kinds = append(out[i].Kinds, kind)
		}
	}
	for _, k := range reg.Kinds() {
		for _, e := range endpoints(k) {
			add(e.Permission, k.Name)
		}
		for _, a := range k.API.Aside {
			if a.Permission != "" {
				add(a.Permission, k.Name)
			}
		}
	}
	return out
}

// covers says whether one of the names is a permission, or the one that writes.
func covers(names []string, permission string) bool {
	return slices.Contains(names, permission) || slices.Contains(names, strings.TrimSuffix(permission, "Read")+"Write")
}

// A probe finds out what a token may read.
type probe struct {
	client   *Client
	registry *schema.Registry
	account  *found
	zone     *found
	asked    bool // for a zone
}

// policies are the names of the permission groups that the token has for the
// account, as far as it may read itself; all says whether it may.
func (p *probe) policies(ctx context.Context) (names []string, all bool, err error) {
	var failure *Failure
	for _, base := range []string{"/user/tokens", "/accounts/" + escape(p.account.id) + "/tokens"} {
		v, askErr := p.client.value(ctx, base+"/verify", nil)
		if ctx.Err() != nil {
			return nil, false, ctx.Err()
		}
		if askErr != nil {
			if errors.As(askErr, &failure) && failure.refused() {
				err = fmt.Errorf("the token is not valid: %w", askErr)
				continue
			}
			return nil, false, askErr
		}
		verified, _ := v.(map[string]any)
		if state := textOf(verified["status"]); state != "" && state != "active" {
			return nil, false, fmt.Errorf("the token is %s", state)
		}
		v, askErr = p.client.value(ctx, base+"/"+escape(textOf(verified["id"])), nil)
		if askErr != nil {
			return nil, false, nil //nolint:nilerr // it may not read itself, which few may
		}
		token, _ := v.(map[string]any)
		names, all = groupsOf(token, p.account.id)
		return names, all, nil
	}
	return nil, false, err
}

// groupsOf are the names of the permission groups that the policies of a token
// give for an account. All is false where a policy is for a part of it only,
// or takes something away.
func groupsOf(token map[string]any, account string) (names []string, all bool) {
	all = true
	list, told := token["policies"].([]any)
	for _, v := range list {
		policy, _ := v.(map[string]any)
		if policy["effect"] != "allow" {
			all = false
			continue
		}
		if !concerns(policy["resources"], account) {
			all = false // for a zone, perhaps of this account
			continue
		}
		groups, _ := policy["permission_groups"].([]any)
		for _, g := range groups {
			group, _ := g.(map[string]any)
			names = append(names, textOf(group["name"]))
		}
	}
	return names, all && told
}

// concerns says whether resources are all of an account.
func concerns(v any, account string) bool {
	resources, _ := v.(map[string]any)
	for name, what := range resources {
		switch name {
		case "com.cloudflare.api.account.*", "com.cloudflare.api.account." + account, "com.cloudflare.api.account.zone.*":
			return what != nil
		}
	}
	return false
}

// ask tries the first list that needs a permission.
func (p *probe) ask(ctx context.Context, permission string) Grant {
	for _, k := range p.registry.Kinds() {
		var paths []string
		off := k.API.Off
		for _, e := range endpoints(k) {
			if e.Permission == permission {
				paths = append(paths, e.Path)
			}
		}
		for _, a := range k.API.Aside {
			if a.Permission == permission {
				paths = append(paths, a.Path)
			}
		}
		for _, path := range paths {
			if k == p.account.kind && path == k.API.Path {
				path = "/accounts/{account_id}"
			}
			at := p.fill(ctx, k, path)
			if at == "" {
				continue
			}
			if state := p.try(ctx, at, off); state != Unsure {
				return state
			}
		}
	}
	return Unsure
}

// fill gives a path that needs nothing but the account and a zone of it, empty
// for any other.
func (p *probe) fill(ctx context.Context, k *schema.Kind, path string) string {
	scope := p.account
	for _, hole := range holesOf(path) {
		switch {
		case hole == "account_id":
		case hole == "zone_id" || hole == "id" && k.Name == "zone":
			if scope = p.oneZone(ctx); scope == nil {
				return ""
			}
		default:
			return ""
		}
	}
	return fill(path, scope)
}

// oneZone is a zone of the account, nil where none can be seen.
func (p *probe) oneZone(ctx context.Context) *found {
	if !p.asked {
		p.asked = true
		k := p.registry.Kind("zone")
		a, err := p.client.get(ctx, fill(k.API.Path, p.account)+"&per_page=5", nil)
		if err != nil {
			return nil
		}
		if items, err := elements(a.result, ""); err == nil && len(items) > 0 {
			p.zone = &found{id: textOf(items[0]["id"]), scope: p.account, kind: k}
		}
	}
	return p.zone
}

// try asks for the smallest page.
func (p *probe) try(ctx context.Context, path string, off []string) Grant {
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	var failure *Failure
	_, err := p.client.get(ctx, path+sep+"per_page=1", nil)
	if errors.As(err, &failure) && failure.Status == http.StatusBadRequest {
		_, err = p.client.get(ctx, path, nil) // it has a smallest size of its own
	}
	switch {
	case err == nil:
		return Granted
	case !errors.As(err, &failure):
		return Unsure
	case failure.says(off), failure.Status == http.StatusNotFound:
		return Granted // it was let through, and there is none
	case failure.Forbidden():
		return Missing
	}
	return Unsure
}
