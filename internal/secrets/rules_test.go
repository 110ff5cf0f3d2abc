package secrets_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/secrets"
	"github.com/cfdr/cfdr/schema"
)

// The examples are put together here, from pieces that are no secrets, so that
// nobody who searches this repository takes them for some.

const (
	digits   = "0123456789"
	hex      = digits + "abcdef"
	upper    = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	letters  = upper + "abcdefghijklmnopqrstuvwxyz"
	base62   = digits + letters
	base32   = upper + "234567"
	base64ch = base62 + "+/"
)

// made is a text that a machine could have made, the same each time.
func made(from string, n int) string {
	r := rand.New(rand.NewPCG(uint64(n), uint64(len(from)))) //nolint:gosec // it must be the same each time
	var b strings.Builder
	for range n {
		b.WriteByte(from[r.IntN(len(from))])
	}
	return b.String()
}

// key is a private key of a sort, whose lines end in a text.
func key(sort, end string) string {
	var lines []string
	for i := range 6 {
		lines = append(lines, made(base64ch, 60+i))
	}
	return strings.Join([]string{"-----BEGIN " + sort, "PRIVATE KEY-----" + end + strings.Join(lines, end) + end + "-----END " + sort, "PRIVATE KEY-----"}, " ")
}

func token(header, payload string) string {
	enc := base64.RawURLEncoding
	return enc.EncodeToString([]byte(header)) + "." + enc.EncodeToString([]byte(payload)) + "." + made(base62, 43)
}

// examples are secrets, each by the rule that must find it, in what stands
// around them: "…" is the secret.
func examples() map[string][][2]string {
	return map[string][][2]string{
		"private-key": {
			{"const pem = `…`;", key("RSA", "\n")},
			{`{"type":"service_account","private_key_id":"x","private_key":"…\n","client_email":"a@b.iam"}`, key("EC", `\n`)},
			{"…", key("OPENSSH", "\n")},
		},
		"cloudflare-token": {
			{`fetch(u,{headers:{Authorization:"Bearer …"}})`, "cf" + "ut_" + made(base62, 40) + made(hex, 8)},
			{"…", "cf" + "at_" + made(base62, 40) + made(hex, 8)},
			{"key=…;", "cf" + "k_" + made(base62, 40) + made(hex, 8)},
		},
		"cloudflare-origin-ca-key": {{"'…'", "v1." + "0-" + made(hex, 24) + "-" + made(hex, 146)}},
		"cloudflare-token-old": {
			{`const CLOUDFLARE_API_TOKEN="…",b=1`, made(base62, 40)},
			{`{"X-Auth-Key":"…","X-Auth-Email":e}`, made(hex, 37)},
			{`cf_token: '…'`, made(base62+"_-", 40)},
		},
		"aws-access-key":        {{`accessKeyId:"…"`, "AK" + "IA" + made(base32, 16)}},
		"aws-secret-key":        {{`secretAccessKey:"…"`, made(base64ch, 40)}, {`AWS_SECRET_KEY = '…'`, made(base64ch, 40)}},
		"github-token":          {{`a="…"`, "gh" + "p_" + made(base62, 36)}, {"…", "github" + "_pat_" + made(base62, 22) + "_" + made(base62, 59)}, {"token …,", "gh" + "s_" + made(base62, 36)}},
		"gitlab-token":          {{`"…"`, "gl" + "pat-" + made(base62, 20)}},
		"slack-token":           {{`"…"`, "xo" + "xb-" + made(digits, 12) + "-" + made(digits, 12) + "-" + made(base62, 24)}, {"…", "xa" + "pp-1-" + made(upper, 11) + "-" + made(digits, 13) + "-" + made(hex, 64)}},
		"slack-webhook":         {{`fetch("https://hooks.slack` + `.com/services/…")`, "T" + made(upper, 8) + "/B" + made(upper, 9) + "/" + made(base62, 24)}},
		"discord-webhook":       {{`"https://discord` + `.com/api/webhooks/` + made(digits, 18) + `/…"`, made(base62+"_-", 68)}},
		"telegram-bot-token":    {{`"https://api.telegram.org/bot` + made(digits, 10) + `:…/sendMessage"`, "A" + "A" + made(base62+"_-", 33)}, {`"` + made(digits, 9) + `:…"`, "A" + "A" + made(base62, 33)}},
		"stripe-key":            {{`new Stripe("…")`, "sk" + "_live_" + made(base62, 24)}, {"…", "rk" + "_test_" + made(base62, 99)}},
		"stripe-webhook-secret": {{`"…"`, "wh" + "sec_" + made(base62, 32)}},
		"google-api-key":        {{`key="…"`, "AI" + "za" + made(base62+"_-", 35)}, {"?key=…&q=1", "AI" + "za" + made(base62, 35)}},
		"google-oauth-secret":   {{`client_secret:"…"`, "GO" + "CSPX-" + made(base62+"_-", 28)}},
		"anthropic-key":         {{`"…"`, "sk-" + "ant-api03-" + made(base62+"_-", 93) + "AA"}},
		"openai-key":            {{`"…"`, "sk-" + "proj-" + made(base62, 58) + "T3Blb" + "kFJ" + made(base62, 58)}, {"…", "sk-" + made(base62, 20) + "T3Blb" + "kFJ" + made(base62, 20)}},
		"npm-token":             {{`//npm.example.com/:_authToken=…`, "np" + "m_" + made(base62, 36)}},
		"sendgrid-key":          {{`"…"`, "S" + "G." + made(base62, 22) + "." + made(base62+"_-", 43)}},
		"twilio-key":            {{`"…"`, "S" + "K" + made(hex, 32)}},
		"mailgun-key":           {{`"api:…"`, "ke" + "y-" + made(hex, 32)}},
		"azure-storage-key":     {{"DefaultEndpointsProtocol=https;AccountName=a;AccountKey=…;EndpointSuffix=core", made(base64ch, 86) + "=="}},
		"signed-jwt":            {{`Bearer …`, token(`{"alg":"HS256","typ":"JWT"}`, `{"role":"service_role","sub":"1"}`)}},
		"connection-string":     {{`"postgres://app:…@db.example.com:5432/app?sslmode=require"`, "s3cr" + "et!pw"}, {"redis://:…@cache.example.com", "hunter" + "22x"}, {"mongodb+srv://u:…@c.mongodb.net/", "Tr0ub4" + "dor"}},
		"url-password":          {{`fetch("https://monitor:…@status.example.com/push")`, "battery" + "-horse"}},
		"url-parameter":         {{"example.com/hook?token=…", made(base62, 24)}, {"https://a.example/x?a=1&api_key=…&b=2", made(hex, 32)}},
		"named-secret": {
			{`var e={apiKey:"…",n:1}`, made(base62, 32)},
			{`const WEBHOOK_SECRET = '…'`, made(hex, 64)},
			{`env["AUTH_TOKEN"]="…"`, made(base62, 40)},
			{"password: `…`", made(base62+"!@#", 24)},
			{`{"client_secret_prod":"…"}`, made(base62, 30)},
		},
	}
}

// Every rule finds its examples, as they are and where they stand, and nothing
// else in them; what was taken out is not found again.
func TestRules(t *testing.T) {
	all := examples()
	for _, r := range secrets.Rules() {
		t.Run(r.Name, func(t *testing.T) {
			assert.NotEmpty(t, r.Doc)
			assert.NotEmpty(t, r.Source)
			assert.NotEmpty(t, r.Hints)
			require.NotEmpty(t, all[r.Name], "a rule without an example")
			for _, e := range all[r.Name] {
				text := strings.ReplaceAll(e[0], "…", e[1])
				found := secrets.Scan(text)
				require.Len(t, found, 1, e[0])
				assert.Equal(t, r.Name, found[0].Rule.Name, e[0])
				got := text[found[0].Start:found[0].End]
				if r.Name == "private-key" {
					assert.Contains(t, e[1], got)
				} else {
					assert.Equal(t, e[1], got, e[0])
				}
				taken := secrets.Redact(text, found)
				assert.NotContains(t, taken, got)
				assert.True(t, schema.IsRedacted(taken), taken)
				assert.Empty(t, secrets.Scan(taken), taken)
			}
		})
	}
}

// Every rule stands in the document, with where its form is known from.
func TestRulesAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/pull.md")
	require.NoError(t, err)
	var table strings.Builder
	table.WriteString("| rule | finds a | form known from |\n|---|---|---|\n")
	for _, r := range secrets.Rules() {
		fmt.Fprintf(&table, "| `%s` | %s | %s |\n", r.Name, r.Doc, r.Source)
	}
	assert.Contains(t, string(text), table.String())
}

// What is public, stands for something else or is only called like a secret is
// none.
func TestNoSecrets(t *testing.T) {
	for _, text := range []string{
		// Code that handles keys and has none.
		`s.replace("-----BEGIN PRIVATE KEY-----","").replace("-----END PRIVATE KEY-----","").replace(/\s/g,"")`,
		"-----BEGIN PUBLIC KEY-----\n" + made(base64ch, 64) + "\n" + made(base64ch, 64) + "\n-----END PUBLIC KEY-----",
		"-----BEGIN CERTIFICATE-----\n" + made(base64ch, 64) + "\n-----END CERTIFICATE-----",
		`if(e.startsWith("sk_live_")||e.startsWith("ghp_"))throw`,
		`const t=await env.STORE.get("access_token"),n=env.API_TOKEN;`,
		`token:e.accessToken,apiKey:process.env.API_KEY_FOR_EVERYTHING,password:t.password`,
		"`https://${user}:${password}@${host}/`",
		`"http://"+a+":"+b+"@"+c`,
		"postgres://user:password@localhost:5432/db",
		"https://username:password@example.com",
		`new URL("https://[2001:db8::1]:8080/a@b")`,
		`"https://cdn.jsdelivr.net/npm/package@1.2.3/dist/x.js"`,
		`"//esm.sh/v135/react@18.2.0:3000"`,
		// What Cloudflare's ids and others look like.
		`account_id:"` + made(hex, 32) + `",zone_id:"` + made(hex, 32) + `"`,
		`{"id":"` + made(hex, 8) + "-" + made(hex, 4) + "-4" + made(hex, 3) + "-8" + made(hex, 3) + "-" + made(hex, 12) + `"}`,
		`sitekey:"0x4AAAAAAA` + made(base62, 14) + `"`,
		`turnstile_site_key="0x4AAAAAAA` + made(base62, 14) + `"`,
		`integrity="sha384-` + made(base64ch, 64) + `"`,
		`const etag="` + made(hex, 64) + `",sha="` + made(hex, 40) + `"`,
		`publicKey:"` + made(base62, 43) + `"`, `publishable_key:"pk_live_` + made(base62, 24) + `"`,
		`{"csrfToken":"` + made(base62, 32) + `"}`, `nextPageToken:"` + made(base62, 32) + `"`, `cacheKey:"` + made(base62, 32) + `"`,
		`token_id:"` + made(hex, 32) + `"`, `tokenUrl:"https://login.example.com/oauth2/token/v2"`, `api_key_header:"x-` + made(base62, 20) + `"`,
		// Words.
		`token:"application/x-www-form-urlencoded"`, `password:"Please-enter-your-password-2"`, `secret:"your-secret-goes-here-1234"`, `api_key:"YOUR_API_KEY_HERE_1234567"`,
		`SECRET_TOKEN = "<your token from step 12>"`, `token:"session-token-version-2024-01"`, `secret:"xxxxxxxxxxxxxxxxxxxxxxxx"`, `key:"arn:aws:kms:eu-west-1:key"`,
		`token:"./node_modules/lib/token/v1/index2.js"`,
		// Examples of documentation.
		"AK" + "IAIOSFODNN7EXAMPLE", `aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPx` + `RfiCYEXAMPLEKEY"`,
		"https://hooks.slack" + ".com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
		// A token that nobody signed, and what only begins as one.
		token(`{"alg":"none"}`, `{"sub":"1"}`), "eyJ" + made(base62, 20) + ".eyJ" + made(base62, 20) + "." + made(base62, 30),
		// Parameters that hold nothing.
		"example.com/search?key=value&token=refresh-token-please", "example.com/*?sig=*",
		// A picture and a piece of a font.
		"data:image/png;base64," + made(base64ch, 4000), "d09GMgAB" + made(base64ch, 4000),
	} {
		for _, m := range secrets.Scan(text) {
			t.Errorf("%s: %s", m.Rule.Name, text[m.Start:m.End])
		}
	}
}

// Of a variable the name tells more.
func TestVariables(t *testing.T) {
	for _, v := range []struct {
		name, value string
		secret      bool
	}{
		{"API_KEY", "abcdefgh", true}, {"DB_PASSWORD", "correct-horse", true}, {"WEBHOOK_SECRET_PROD", "letmein-please", true}, {"authToken", "0123456789ab", true},
		{"SERVICE_TOKEN", made(hex, 8) + "-" + made(hex, 4) + "-4" + made(hex, 3) + "-8" + made(hex, 3) + "-" + made(hex, 12), true},
		{"GREETING", "gh" + "p_" + made(base62, 36), true},
		{"API_KEY_ID", made(hex, 32), false}, {"TOKEN_URL", "https://login.example.com/token", false}, {"PUBLIC_KEY", made(base62, 43), false}, {"TURNSTILE_SITE_KEY", "0x4AAAAAAA" + made(base62, 14), false},
		{"TOKEN_TTL", "3600000000", false}, {"SESSION_TOKEN", "3600", false}, {"API_TOKEN", "changeme", false}, {"API_KEY", "${API_KEY_FROM_CI}", false}, {"STRIPE_API_KEY", "pk_live_" + made(base62, 24), false},
		{"SECRET", "see the vault of the team", false}, {"ENVIRONMENT", "production", false}, {"GIT_SHA", made(hex, 40), false}, {"SECRET_PATH", "/etc/secrets/one", false}, {"SECRETS", "/etc/secret", false},
		{"API_KEY", schema.Redacted("named-secret", ""), false},
	} {
		assert.Equal(t, v.secret, secrets.ScanVariable(v.name, v.value) != nil, "%s=%s", v.name, v.value)
	}
}

// What two rules find is told once, by the one that says more.
func TestOverlap(t *testing.T) {
	value := "gh" + "p_" + made(base62, 36)
	text := fmt.Sprintf(`apiToken:"%s",x:"https://a.example/?token=%s"`, value, value)
	var names []string
	for _, m := range secrets.Scan(text) {
		names = append(names, m.Rule.Name)
	}
	assert.Equal(t, []string{"github-token", "github-token"}, names)
}

// A placeholder tells two values apart where nobody could guess them.
func TestPlaceholders(t *testing.T) {
	of := func(text string) string { return secrets.Redact(text, secrets.Scan(text)) }
	a, b := of("gh"+"p_"+made(base62, 36)), of("gh"+"p_"+made(letters, 36))
	assert.Regexp(t, `^REDACTED-github-token-[0-9a-f]{8}$`, a)
	assert.NotEqual(t, a, b)
	assert.Equal(t, "https://u:REDACTED-url-password-withheld@h.example", of("https://u:"+"correct-horse@h.example"))
}

func FuzzScan(f *testing.F) {
	for _, list := range examples() {
		for _, e := range list {
			f.Add(strings.ReplaceAll(e[0], "…", e[1]))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := secrets.Scan(text)
		at := 0
		for _, m := range found {
			require.True(t, m.Start >= at && m.Start < m.End && m.End <= len(text), "%d-%d after %d", m.Start, m.End, at)
			at = m.End
		}
		taken := secrets.Redact(text, found)
		if found == nil {
			require.Equal(t, text, taken)
		}
		if utf8.ValidString(text) {
			require.True(t, utf8.ValidString(taken))
		}
		require.Equal(t, found, secrets.Scan(text))
		secrets.ScanVariable("API_KEY", text)
	})
}

// Code of a megabyte without a secret is read in a moment.
func BenchmarkScan(b *testing.B) {
	line := `function a(e,t){var n=e.token,r={apiKey:t.env.KEY,secret:n,password:void 0};return fetch("https://api.example.com/v1/"+n,{headers:{"x-api-key":r.apiKey}})}`
	text := strings.Join(slices.Repeat([]string{line}, 1<<20/len(line)), "")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		secrets.Scan(text)
	}
}

// Most of what a machine makes is taken for that, and nothing that people
// write.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // it must be the same each time
	for _, from := range []string{hex, base62, digits + "abcdefghijklmnopqrstuvwxyz"} {
		missed := 0
		for range 1000 {
			b := make([]byte, 32)
			for i := range b {
				b[i] = from[r.IntN(len(from))]
			}
			if secrets.Scan(`apiKey:"`+string(b)+`"`) == nil {
				missed++
			}
		}
		assert.Less(t, missed, 60, "of 1000 from %s", from)
	}
	for _, name := range strings.Fields("refreshAccessTokenForUser2 application/vnd.api+json2 AccessTokenExpiredError401 x-amz-security-token-v4 urn:ietf:params:oauth:2 getUserByApiKeyAndRegionV2 Content-Security-Policy-3 organisation_member_token_1" +
		" AES-256-GCM-with-padding-16 base64url-encoded-sha256 iso-8859-1-encoded-text projects/1/secrets/2/versions/3") {
		assert.Empty(t, secrets.Scan(`token:"`+name+`"`), name)
	}
}
