package pull

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/cfdr/cfdr/schema"
)

// A Blind is a product that the account uses and cfdr does not read.
type Blind struct {
	// What it is: "load balancers".
	What string
	// Of is the zone, empty for the account.
	Of    string
	Count int
	// More: there are at least as many; the API did not say how many.
	More bool
}

// A product is a list that cfdr does not read.
type product struct {
	what, path string
	// key under which the answer has the list.
	key string
}

// products are asked for with the smallest page. A list that a kind reads is
// left out.
var products = []product{
	{what: "account members that are invited or act", path: "/accounts/{account_id}/members"},
	{what: "Cloudflare Images", path: "/accounts/{account_id}/images/v1", key: "images"},
	{what: "Stream videos", path: "/accounts/{account_id}/stream"},
	{what: "Hyperdrive configurations", path: "/accounts/{account_id}/hyperdrive/configs"},
	{what: "Vectorize indexes", path: "/accounts/{account_id}/vectorize/v2/indexes"},
	{what: "secret stores", path: "/accounts/{account_id}/secrets_store/stores"},
	{what: "Logpush jobs", path: "/accounts/{account_id}/logpush/jobs"},
	{what: "load balancer pools", path: "/accounts/{account_id}/load_balancers/pools"},
	{what: "lists of the account", path: "/accounts/{account_id}/rules/lists"},
	{what: "tunnels", path: "/accounts/{account_id}/cfd_tunnel?is_deleted=false"},
	{what: "Turnstile widgets", path: "/accounts/{account_id}/challenges/widgets"},
	{what: "Gateway rules", path: "/accounts/{account_id}/gateway/rules"},
	{what: "Gateway lists", path: "/accounts/{account_id}/gateway/lists"},
	{what: "Gateway locations", path: "/accounts/{account_id}/gateway/locations"},
	{what: "device posture checks", path: "/accounts/{account_id}/devices/posture"},
	{what: "device profiles", path: "/accounts/{account_id}/devices/policies"},
	{what: "Access certificates", path: "/accounts/{account_id}/access/certificates"},
	{what: "Access custom pages", path: "/accounts/{account_id}/access/custom_pages"},
	{what: "dispatch namespaces", path: "/accounts/{account_id}/workers/dispatch/namespaces"},
	{what: "client certificates of workers", path: "/accounts/{account_id}/mtls_certificates"},
	{what: "pipelines", path: "/accounts/{account_id}/pipelines"},
	{what: "AI Gateways", path: "/accounts/{account_id}/ai-gateway/gateways"},
	{what: "notification policies", path: "/accounts/{account_id}/alerting/v3/policies"},
	{what: "queue event subscriptions", path: "/accounts/{account_id}/event_subscriptions/subscriptions"},
	{what: "Web Analytics sites", path: "/accounts/{account_id}/rum/site_info/list"},
	{what: "load balancers", path: "/zones/{zone_id}/load_balancers"},
	{what: "health checks", path: "/zones/{zone_id}/healthchecks"},
	{what: "waiting rooms", path: "/zones/{zone_id}/waiting_rooms"},
	{what: "custom hostnames", path: "/zones/{zone_id}/custom_hostnames"},
	{what: "custom certificates", path: "/zones/{zone_id}/custom_certificates"},
	{what: "origin certificates for client authentication", path: "/zones/{zone_id}/origin_tls_client_auth"},
	{what: "snippets", path: "/zones/{zone_id}/snippets"},
	{what: "Spectrum applications", path: "/zones/{zone_id}/spectrum/apps"},
	{what: "Logpush jobs", path: "/zones/{zone_id}/logpush/jobs"},
	{what: "IP access rules", path: "/zones/{zone_id}/firewall/access_rules/rules"},
	{what: "user agent rules", path: "/zones/{zone_id}/firewall/ua_rules"},
	{what: "zone lockdown rules", path: "/zones/{zone_id}/firewall/lockdowns"},
	{what: "Access applications of the zone alone", path: "/zones/{zone_id}/access/apps"},
	{what: "Web3 gateways", path: "/zones/{zone_id}/web3/hostnames"},
	{what: "API Shield operations", path: "/zones/{zone_id}/api_gateway/operations"},
}

// read says whether a kind reads the list at a path.
func (r *reader) read(path string) bool {
	path, _, _ = strings.Cut(path, "?")
	return slices.ContainsFunc(r.registry.Kinds(), func(k *schema.Kind) bool {
		return slices.ContainsFunc(endpoints(k), func(e *schema.Endpoint) bool {
			other, _, _ := strings.Cut(e.Path, "?")
			return other == path
		})
	})
}

// products counts what there is beside, and names what the token may not read.
// A product that is not there says nothing. What may not be read in one zone is
// not asked for in the next: a token that reads the zones of an account reads
// the same of each, and the requests are many.
func (r *reader) products(ctx context.Context) (out []Blind, unseen []string, unasked int) {
	most := r.client.options.MostZones
	zone := r.registry.Kind("zone")
	select {
	case <-r.done[zone]:
	case <-ctx.Done():
		return nil, nil, 0
	}
	ctx = context.WithValue(ctx, hurry{}, true)
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, p := range products {
		if r.read(p.path) {
			continue
		}
		scopes := []*found{r.root}
		if strings.Contains(p.path, "{zone_id}") {
			if scopes = r.of(zone); most > 0 && len(scopes) > most {
				unasked = len(scopes)
				continue
			}
		}
		all.Add(1)
		r.expect(len(scopes))
		go func() {
			defer all.Done()
			forbidden := false
			for _, scope := range scopes {
				n, more := 0, false
				if !forbidden {
					n, more, forbidden = r.number(ctx, p, scope)
				}
				r.step(r.root.kind)
				mu.Lock()
				if n > 0 {
					out = append(out, Blind{What: p.what, Of: scope.called(), Count: n, More: more})
				}
				mu.Unlock()
			}
			if forbidden {
				mu.Lock()
				defer mu.Unlock()
				unseen = append(unseen, p.what)
			}
		}()
	}
	all.Wait()
	slices.SortFunc(out, func(a, b Blind) int { return strings.Compare(a.Of+"\x00"+a.What, b.Of+"\x00"+b.What) })
	slices.Sort(unseen)
	return out, slices.Compact(unseen), unasked
}

// number asks for the smallest page of a list.
func (r *reader) number(ctx context.Context, p product, scope *found) (n int, more, forbidden bool) {
	release, err := r.slot(ctx)
	if err != nil {
		return 0, false, false
	}
	defer release()
	path := fill(p.path, scope)
	smallest := "?per_page=1"
	if strings.Contains(path, "?") {
		smallest = "&per_page=1"
	}
	a, err := r.client.get(ctx, path+smallest, nil)
	var failure *Failure
	if errors.As(err, &failure) && failure.Status == http.StatusBadRequest {
		a, err = r.client.get(ctx, path, nil) // it has a smallest size of its own
	}
	if err != nil {
		return 0, false, errors.As(err, &failure) && failure.Forbidden()
	}
	items, err := elements(a.result, p.key)
	if err != nil {
		return 0, false, false
	}
	if a.info.total > len(items) {
		return a.info.total, false, false
	}
	return len(items), !a.info.counted() && len(items) == 1, false
}
