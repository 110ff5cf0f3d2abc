package recovery

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// stores is a small inventory whose stores the scripts make.
const stores = `
    kv_namespaces: [{title: SESSIONS}, {title: FLAGS}]
    d1_databases: [{name: app, location: weur}]
`

// Nothing is written unless the account is the one, under the name, that the
// snapshot or the person says.
func TestWrongAccountIsRefused(t *testing.T) {
	t.Parallel()
	const other = "ffffffffffffffffffffffffffffffff"
	p := write(t, small(t, stores), schema.V5)
	for name, c := range map[string]struct {
		live map[string]string // accounts by id
		args []string
		code int
		err  string
	}{
		"not seen with the token": {
			map[string]string{other: "Example"}, nil,
			1, "The account " + accountID + " cannot be seen with this token: 10000 Authentication error (HTTP 403)\n"},
		"another name": {
			map[string]string{accountID: "Somebody's \x1b[31m$(id)"}, nil,
			1, "The account " + accountID + " is called Somebody's  [31m$(id), and not Example. Nothing was changed.\n"},
		"a name that begins as the right one": {
			map[string]string{accountID: "Example Ltd"}, nil,
			1, "The account " + accountID + " is called Example Ltd, and not Example. Nothing was changed.\n"},
		"another without its name": {
			map[string]string{accountID: "Example", other: "Spare"}, []string{"--account", other},
			1, "--account needs --account-name, so that it can be compared with what the token sees\n"},
		"another with the wrong name": {
			map[string]string{accountID: "Example", other: "Spare"}, []string{"--account", other, "--account-name", "Example"},
			1, "The account " + other + " is called Spare, and not Example. Nothing was changed.\n"},
		"no id": {
			map[string]string{accountID: "Example"}, []string{"--account", "../" + accountID, "--account-name", "Example"},
			1, "../" + accountID + " is not the id of an account: it has 32 hexadecimal digits\n"},
		"too short an id": {
			map[string]string{accountID: "Example"}, []string{"--account", "f", "--account-name", "Example"},
			1, "f is not the id of an account: it has 32 hexadecimal digits\n"},
		"a flag without its value": {
			map[string]string{accountID: "Example"}, []string{"--account"},
			1, "--account takes a value\n"},
		"a flag that there is not": {
			map[string]string{accountID: "Example"}, []string{"--force"},
			1, "unknown argument: --force (see --help)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := standin.New()
			for id, name := range c.live {
				s.AddAccount(id, name)
			}
			ids := []string{}
			for id := range c.live {
				ids = append(ids, id)
			}
			s.SetToken(standin.Token{Value: standin.DefaultToken, Accounts: ids})
			a := serve(t, s)
			before := string(s.Dump())
			r := p.run(t, a, p.script(t, "stores"), append([]string{"--apply"}, c.args...)...)
			assert.Equal(t, result{code: c.code, err: c.err}, r)
			assert.Empty(t, writes(a))
			assert.Equal(t, before, string(s.Dump()))
		})
	}
}

// Another account is written only when a person names it twice, and then the
// recorded one stays as it is.
func TestAnotherAccountByName(t *testing.T) {
	t.Parallel()
	const other = "ffffffffffffffffffffffffffffffff"
	p := write(t, small(t, stores), schema.V5)
	s := standin.New()
	s.AddAccount(accountID, accountName)
	s.AddAccount(other, "Spare $(id)")
	a := serve(t, s)
	r := p.run(t, a, p.script(t, "stores"), "--apply", "--account", other, "--account-name", "Spare $(id)")
	assert.Equal(t, result{out: `D1 databases
  D1 database "app": created
KV namespaces
  KV namespace "FLAGS": created
  KV namespace "SESSIONS": created
stores: 3 created, 0 changed, 0 already there, 0 left.
`}, r)
	assert.Equal(t, []string{
		"POST /accounts/" + other + "/d1/database 200",
		"POST /accounts/" + other + "/storage/kv/namespaces 200",
		"POST /accounts/" + other + "/storage/kv/namespaces 200",
	}, writes(a))
	assert.Empty(t, s.All("/accounts/"+accountID+"/storage/kv/namespaces"))
}

// Which account is meant comes from the manifest or the flags, and never from a
// variable that happens to have the name of one of the script's own.
func TestAccountIsNotFromTheEnvironment(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, stores), schema.V5)
	a := p.full(t)
	cmd, tmp := p.command(t, a, p.script(t, "stores"))
	cmd.Env = append(cmd.Env, "recorded=f0000000000000000000000000000001 Other", "screening=1", "own_report=/dev/full")
	r := p.finish(t, cmd, tmp, cmd.Run)
	assert.Zero(t, r.code, r.err)
	for _, q := range a.Requests() {
		assert.True(t, strings.HasPrefix(q.Path, "/accounts/"+accountID), q.Path)
	}
}

// A run that cannot be right ends before it asks for anything.
func TestWrongSurroundingsAreRefused(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, stores), schema.V5)
	for name, c := range map[string]struct{ env, err string }{
		"no token":            {"CLOUDFLARE_API_TOKEN=", "CLOUDFLARE_API_TOKEN is not set\n"},
		"a token in quotes":   {"CLOUDFLARE_API_TOKEN=x\"\nurl = \"http://evil.example", "CLOUDFLARE_API_TOKEN has a character that no token has\n"},
		"an API without TLS":  {"CLOUDFLARE_API_BASE_URL=http://api.example.com", "CLOUDFLARE_API_BASE_URL must begin with https://, it is http://api.example.com\n"},
		"a host like the own": {"CLOUDFLARE_API_BASE_URL=http://127.0.0.1.example.com:80", "CLOUDFLARE_API_BASE_URL must begin with https://, it is http://127.0.0.1.example.com:80\n"},
		"a user before it":    {"CLOUDFLARE_API_BASE_URL=http://localhost:1@evil.example", "CLOUDFLARE_API_BASE_URL must name a host and no user, it is http://localhost:1@evil.example\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := p.full(t)
			cmd, tmp := p.command(t, a, p.script(t, "stores"), "--apply")
			cmd.Env = append(cmd.Env, c.env)
			assert.Equal(t, result{code: 1, err: c.err}, p.finish(t, cmd, tmp, cmd.Run))
			assert.Empty(t, a.Requests())
		})
	}
}
