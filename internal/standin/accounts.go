package standin

import (
	"net/http"
	"slices"
	"strings"
)

// A Token is an API token and what it may do.
type Token struct {
	// Value is what clients send after "Bearer "; the providers want 40 characters.
	Value string
	// Accounts are the ids of the accounts it may see; none means all.
	Accounts []string
	// Permissions are names of permission groups, such as "DNS Read" or "Workers Scripts Write"; a Write includes the Read. None means all. The names
	// that are known are those of the products: Account Rulesets, Account Settings, Access: Apps and Policies, Cloudflare Tunnel, D1, DNS, Email Routing Addresses,
	// Email Routing Rules, Page Rules, Pages, Queues, Turnstile Sites, Workers KV Storage, Workers R2 Storage, Workers Routes, Workers Scripts, Zone, Zone Settings,
	// Zone WAF.
	Permissions []string
	// Status is "active" unless set; any other, such as "disabled" or "expired", makes the token useless.
	Status string
}

var (
	authFailed   = refuse(http.StatusUnauthorized, 10000, "Authentication error")
	authRefused  = refuse(http.StatusForbidden, 10000, "Authentication error")
	badZone      = refuse(http.StatusNotFound, 1001, "Invalid zone identifier")
	invalidToken = refuse(http.StatusUnauthorized, 1000, "Invalid API Token")
)

// AddAccount makes an account with the given id, 32 hexadecimal digits as a rule.
func (s *Server) AddAccount(id, name string) { s.Put("/accounts", object{"id": id, "name": name}) }

// AddToken makes a token that may do everything in the given accounts, or in all if none is given.
func (s *Server) AddToken(value string, accounts ...string) {
	s.SetToken(Token{Value: value, Accounts: accounts})
}

// SetToken makes a token, or replaces the one of the same value.
func (s *Server) SetToken(t Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[t.Value] = t
}

func (t Token) active() bool { return t.Status == "" || t.Status == "active" }

func (t Token) sees(account string) bool {
	return len(t.Accounts) == 0 || slices.Contains(t.Accounts, account)
}

// may reports whether the token's permissions cover a method on a product.
func (t Token) may(method, permission string) bool {
	if len(t.Permissions) == 0 || permission == "" {
		return true
	}
	if slices.Contains(t.Permissions, permission+" Write") {
		return true
	}
	return (method == http.MethodGet || method == http.MethodHead) && slices.Contains(t.Permissions, permission+" Read")
}

// admit decides whether a call may go on to its product: limit, token, account or zone, permission, in that order.
func (s *Server) admit(c *call, p product, header http.Header) error {
	value, bearer := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bearer ")
	if err := s.limit.take(value, header); err != nil {
		return err
	}
	if p.open {
		return nil
	}
	t, ok := s.tokens[value]
	if !bearer || !ok {
		if strings.HasSuffix(c.r.URL.Path, "/tokens/verify") && bearer {
			return invalidToken
		}
		return authFailed
	}
	c.token = t
	if !t.active() {
		return authFailed
	}
	if a := c.r.PathValue("account"); a != "" && (s.lookup("/accounts", a) == nil || !t.sees(a)) {
		return authRefused
	}
	if z := c.r.PathValue("zone"); z != "" {
		zone := s.lookup("/zones", z)
		switch {
		case zone == nil && strings.HasSuffix(c.r.URL.Path, "/zones/"+z):
			return badZone
		case zone == nil:
			return unroutable(c)
		case !t.sees(text(sub(zone, "account"), "id")):
			return authRefused
		}
	}
	if !t.may(c.r.Method, p.permission) {
		return authRefused
	}
	return nil
}

// tokensProduct lets a client ask about the token it uses.
func tokensProduct() product {
	verify := func(c *call) (any, error) {
		return object{"id": digest(c.token.Value)[:32], "status": "active"}, nil
	}
	return product{routes: []route{
		{"GET /user/tokens/verify", verify},
		{"GET /accounts/{account}/tokens/verify", verify},
		{"GET /user", func(c *call) (any, error) {
			return object{"id": digest("user")[:32], "email": "operator@example.com"}, nil
		}},
		{"GET /memberships", func(c *call) (any, error) {
			var out []object
			for _, a := range c.s.all("/accounts") {
				if c.token.sees(text(a, "id")) {
					out = append(out, object{"id": digest("membership", text(a, "id"))[:32], "account": clone(a), "status": "accepted"})
				}
			}
			return paging{style: byPage, def: 20, max: 50}.page(c, out)
		}},
	}}
}

// accountsProduct lists the accounts a token can see. Accounts are made by [Server.AddAccount], not by clients.
func accountsProduct() product {
	k := &collection{
		path: "/accounts", id: "id", item: "account", form: hexID, key: []string{"name"},
		paging:   paging{style: byPage, def: 20, max: 50},
		readonly: []string{"created_on", "type"},
		keep: func(c *call, o object) bool {
			return c.token.sees(text(o, "id")) && contains(o, "name", c.query("name"))
		},
		fill: func(_ *Server, _ map[string]string, o object) {
			defaults(o, "type", "standard", "created_on", epoch, "settings", object{"enforce_twofactor": false})
		},
	}
	return product{permission: "Account Settings", collections: []*collection{k}, routes: k.routes("lgr")}
}

// contains reports whether a text field is what a filter asks for; an empty filter asks for nothing.
func contains(o object, field, want string) bool { return want == "" || text(o, field) == want }
