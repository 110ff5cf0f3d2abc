package secrets

import "regexp"

// A Rule is one form of secret. It is a value: the table of all of them is
// [Rules], in which the more telling one comes first, because of two that
// overlap the first counts.
type Rule struct {
	// Name is stable, and stands in placeholders: "github-token".
	Name string
	// Doc says what it finds, in a few words that follow "a" or "an".
	Doc string
	// Source is where the form is known from.
	Source string
	// Hints are what a match begins with, in lower case; they are found in either
	// case.
	Hints []string
	// Pattern matches from a hint on. A group whose name begins with "secret" is
	// the secret itself where that is not all of the match.
	Pattern *regexp.Regexp
	// Within: the hint may stand within a word. Otherwise no letter, digit or
	// underscore is before it.
	Within bool
	// Reach is how many bytes a match can have, 600 where nothing is said.
	Reach int
	// Check says of a match whether it is one after all. It may be nil.
	Check func(m found) bool
	// Prefix is how many characters of it are the same in all of its sort, so
	// that they may be shown: "ghp_".
	Prefix int
	// Guessable: people make it up, so that not even a digest of it may be told.
	Guessable bool
}

// A found is what a pattern matched.
type found struct {
	// name is what stands before the hint, as far as a name could reach, with
	// what the group "name" matched; before is the byte before that, or 0.
	name   string
	before byte
	secret string
}

// Rules are all that is looked for.
func Rules() []*Rule { return rules }

var rules = []*Rule{
	{
		Name: "private-key", Doc: "-----begin ", Source: "RFC 7468, section 10 and 11; RFC 9580, section 6.2",
		Reach: 1 << 15, Within: true,
		Hints:   []string{"-----begin "},
		Pattern: regexp.MustCompile(`^-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?P<secret>[A-Za-z0-9+/=\s\\"'` + "`" + `,:.()-]{64,}?)-----END (?:[A-Z0-9]+ )*PRIVATE KEY`),
		// Code that reads keys names the first and last line, and has none.
		Check: func(m found) bool { return count(m.secret, isBase64) >= 64 },
	},
	{
		Name: "cloudflare-token", Doc: "Cloudflare API token or key", Source: "developers.cloudflare.com/fundamentals/api/get-started/token-formats",
		Hints:   []string{"cfut_", "cfat_", "cfk_"},
		Pattern: regexp.MustCompile(`^(?:cfut|cfat|cfk)_[0-9A-Za-z]{40}[0-9a-f]{8}\b`), Prefix: 4,
	},
	{
		Name: "cloudflare-origin-ca-key", Doc: "Cloudflare Origin CA key", Source: "developers.cloudflare.com/fundamentals/api/get-started/ca-keys",
		Hints:   []string{"v1.0-"},
		Pattern: regexp.MustCompile(`^v1\.0-[0-9a-f]{24}-[0-9a-f]{100,200}\b`), Prefix: 5,
	},
	{
		Name: "cloudflare-token-old", Doc: "Cloudflare API token or key", Source: "developers.cloudflare.com/fundamentals/api/get-started/token-formats, formats before 2026",
		Within:  true,
		Hints:   []string{"cloudflare", "cf_", "cf-", "cfapi", "cftoken", "x-auth-key"},
		Pattern: regexp.MustCompile(`(?i)^(?:(?:cloudflare|cf)[_.-]?[a-z0-9_.-]{0,30}(?:token|key)|x-auth-key)["'` + "`" + `]?\s{0,3}(?:=>|[:=,])\s{0,3}["'` + "`" + `]?(?:bearer\s)?(?P<secret>[0-9a-z_-]{40}|[0-9a-f]{37,45})(?:[^0-9a-z_-]|$)`),
		Check:   func(m found) bool { return isRandom(m.secret) },
	},
	{
		Name: "aws-access-key", Doc: "id of an AWS access key", Source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, unique identifiers",
		Hints:   []string{"akia", "asia"},
		Pattern: regexp.MustCompile(`^(?:AKIA|ASIA)[A-Z2-7]{16}\b`), Prefix: 4,
		Check: func(m found) bool { return !isExample(m.secret) },
	},
	{
		Name: "aws-secret-key", Doc: "secret of an AWS access key", Source: "docs.aws.amazon.com/IAM/latest/UserGuide/access-keys-admin-managed.html",
		Within:  true,
		Hints:   []string{"aws", "secretaccesskey", "secret_access_key"},
		Pattern: regexp.MustCompile(`(?i)^(?:aws[a-z0-9_.-]{0,20}(?:secret|key)|secret_?access_?key)[a-z0-9_]{0,10}["'` + "`" + `]?\s{0,3}(?:=>|[:=,])\s{0,3}["'` + "`" + `](?P<secret>[0-9A-Za-z/+]{40})["'` + "`" + `]`),
		Check:   func(m found) bool { return !isExample(m.secret) && isRandom(m.secret) },
	},
	{
		Name: "github-token", Doc: "GitHub token", Source: "docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats",
		Hints:   []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"},
		Pattern: regexp.MustCompile(`^(?:gh[pousr]_[0-9A-Za-z]{36,255}|github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59})\b`), Prefix: 4,
	},
	{
		Name: "gitlab-token", Doc: "GitLab token", Source: "docs.gitlab.com/security/tokens/#token-prefixes",
		Hints:   []string{"glpat-"},
		Pattern: regexp.MustCompile(`^glpat-[0-9A-Za-z_-]{20,}`), Prefix: 6,
		Check: func(m found) bool { return isRandom(m.secret[6:]) },
	},
	{
		Name: "slack-token", Doc: "Slack token", Source: "docs.slack.dev/authentication/tokens",
		Hints:   []string{"xoxa-", "xoxb-", "xoxe-", "xoxe.", "xoxp-", "xoxr-", "xoxs-", "xapp-"},
		Pattern: regexp.MustCompile(`^(?:xox[abeprs]-[0-9]{6,}-[0-9A-Za-z-]{10,}|xoxe(?:\.xox[bp])?-[0-9]-[0-9A-Za-z]{80,}|xapp-[0-9]-[0-9A-Z]{8,}-[0-9]{8,}-[0-9a-f]{32,})\b`), Prefix: 5,
	},
	{
		Name: "slack-webhook", Doc: "Slack webhook", Source: "docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
		Within:  true,
		Hints:   []string{"hooks.slack.com"},
		Pattern: regexp.MustCompile(`^hooks\.slack\.com/(?:services|workflows|triggers)/(?P<secret>[0-9A-Z]{6,}/[0-9A-Z]{6,}/[0-9A-Za-z/]{16,})`),
		Check:   func(m found) bool { return !isExample(m.secret) },
	},
	{
		Name: "discord-webhook", Doc: "Discord webhook", Source: "docs.discord.com/developers/resources/webhook",
		Within:  true,
		Hints:   []string{"discord.com/api/", "discordapp.com/api/"},
		Pattern: regexp.MustCompile(`^discord(?:app)?\.com/api/(?:v[0-9]+/)?webhooks/[0-9]{17,20}/(?P<secret>[0-9A-Za-z_-]{60,})`),
	},
	{
		Name: "telegram-bot-token", Doc: "token of a Telegram bot", Source: "core.telegram.org/bots/api#authorizing-your-bot",
		// The number of the bot stands before the hint.
		Within:  true,
		Hints:   []string{":aa"},
		Pattern: regexp.MustCompile(`^:(?P<secret>AA[0-9A-Za-z_-]{33})(?:[^0-9A-Za-z_-]|$)`),
		Check:   func(m found) bool { return botNumber.MatchString(m.name) },
	},
	{
		Name: "stripe-key", Doc: "Stripe key", Source: "docs.stripe.com/keys",
		Hints:   []string{"sk_live_", "rk_live_", "sk_test_", "rk_test_"},
		Pattern: regexp.MustCompile(`^[sr]k_(?:live|test)_[0-9A-Za-z]{16,250}\b`), Prefix: 8,
		Check: func(m found) bool { return isRandom(m.secret[8:]) },
	},
	{
		Name: "stripe-webhook-secret", Doc: "Stripe webhook secret", Source: "docs.stripe.com/webhooks",
		Hints:   []string{"whsec_"},
		Pattern: regexp.MustCompile(`^whsec_[0-9A-Za-z+/]{32,}`), Prefix: 6,
		Check: func(m found) bool { return isRandom(m.secret[6:]) },
	},
	{
		Name: "google-api-key", Doc: "Google API key", Source: "docs.cloud.google.com/docs/authentication/api-keys",
		Hints:   []string{"aiza"},
		Pattern: regexp.MustCompile(`^(?P<secret>AIza[0-9A-Za-z_-]{35})(?:[^0-9A-Za-z_-]|$)`), Prefix: 4,
	},
	{
		Name: "google-oauth-secret", Doc: "Google OAuth client secret", Source: "docs.github.com/code-security/secret-scanning, supported patterns",
		Hints:   []string{"gocspx-"},
		Pattern: regexp.MustCompile(`^(?P<secret>GOCSPX-[0-9A-Za-z_-]{28})(?:[^0-9A-Za-z_-]|$)`), Prefix: 7,
	},
	{
		Name: "anthropic-key", Doc: "Anthropic key", Source: "docs.github.com/code-security/secret-scanning, supported patterns",
		Hints:   []string{"sk-ant-"},
		Pattern: regexp.MustCompile(`^sk-ant-[a-z]{3,8}[0-9]{2}-[0-9A-Za-z_-]{80,}`), Prefix: 7,
	},
	{
		Name: "openai-key", Doc: "OpenAI key", Source: "docs.github.com/code-security/secret-scanning, supported patterns",
		Hints:   []string{"sk-"},
		Pattern: regexp.MustCompile(`^sk-(?:(?:proj|svcacct|admin)-)?[0-9A-Za-z_-]{20,80}T3BlbkFJ[0-9A-Za-z_-]{20,80}`), Prefix: 3,
	},
	{
		Name: "npm-token", Doc: "npm token", Source: "github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format",
		Hints:   []string{"npm_"},
		Pattern: regexp.MustCompile(`^npm_[0-9A-Za-z]{36}\b`), Prefix: 4,
		Check: func(m found) bool { return isRandom(m.secret[4:]) },
	},
	{
		Name: "sendgrid-key", Doc: "SendGrid key", Source: "twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
		Hints:   []string{"sg."},
		Pattern: regexp.MustCompile(`^(?P<secret>SG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43})(?:[^0-9A-Za-z_-]|$)`), Prefix: 3,
	},
	{
		Name: "twilio-key", Doc: "Twilio API key", Source: "twilio.com/docs/glossary/what-is-a-sid",
		Hints:   []string{"sk"},
		Pattern: regexp.MustCompile(`^SK[0-9a-f]{32}\b`), Prefix: 2,
	},
	{
		Name: "mailgun-key", Doc: "Mailgun key", Source: "documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt",
		Hints:   []string{"key-"},
		Pattern: regexp.MustCompile(`^key-[0-9a-f]{32}\b`), Prefix: 4,
	},
	{
		Name: "azure-storage-key", Doc: "key of Azure storage", Source: "learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
		Within:  true,
		Hints:   []string{"accountkey="},
		Pattern: regexp.MustCompile(`(?i)^AccountKey=(?P<secret>[0-9A-Za-z+/]{86}==)`),
	},
	{
		Name: "signed-jwt", Doc: "signed token (JWT)", Source: "RFC 7519; RFC 7515",
		Reach:   1 << 13,
		Hints:   []string{"eyj"},
		Pattern: regexp.MustCompile(`^(?P<secret>eyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{20,})`), Prefix: 3,
		Check: isSignedToken,
	},
	{
		Name: "connection-string", Doc: "password in the address of a database", Source: "RFC 3986, section 3.2.1",
		Hints: []string{
			"postgres://", "postgresql://", "mysql://", "mysql2://", "mariadb://", "mongodb://", "mongodb+srv://", "redis://", "rediss://", "amqp://", "amqps://",
			"mssql://", "sqlserver://", "clickhouse://", "nats://", "libsql://",
		},
		Pattern:   regexp.MustCompile(`^[A-Za-z0-9+]+://(?P<name>[^\s/:@"'<>` + "`" + `]{0,100}):(?P<secret>[^\s/@"'<>` + "`" + `]{3,200})@[^\s/@"'<>` + "`" + `]`),
		Check:     isPassword,
		Guessable: true,
	},
	{
		Name: "url-password", Doc: "password in a URL", Source: "RFC 3986, section 3.2.1",
		Within:    true,
		Hints:     []string{"://"},
		Pattern:   regexp.MustCompile(`^://(?P<name>[^\s/:@"'<>,` + "`" + `]{1,100}):(?P<secret>[^\s/@"'<>` + "`" + `]{3,200})@[0-9A-Za-z[]`),
		Check:     isPassword,
		Guessable: true,
	},
	{
		Name: "url-parameter", Doc: "secret in the query of a URL", Source: "RFC 6750, section 2.3",
		Within:  true,
		Hints:   []string{"token=", "key=", "secret=", "password=", "passwd=", "signature=", "sig=", "auth="},
		Pattern: regexp.MustCompile(`^[A-Za-z]+=(?P<secret>[0-9A-Za-z_.~+%=-]{12,200})`),
		Check: func(m found) bool {
			return (m.before == '?' || m.before == '&') && isRandom(m.secret)
		},
		Guessable: true,
	},
	{
		Name: "named-secret", Doc: "value under the name of a secret", Source: "the names that people give",
		Within: true,
		Hints:  []string{"secret", "token", "passw", "passphrase", "pwd", "key", "credential"},
		Pattern: regexp.MustCompile(`(?i)^(?P<name>[a-z][a-z0-9_-]{2,40})["'` + "`" + `\]]{0,2}\s{0,3}(?:=>|[:=])\s{0,3}` +
			`(?:"(?P<secret>[^"\s]{16,200})"|'(?P<secret2>[^'\s]{16,200})'|` + "`" + `(?P<secret3>[^` + "`" + `\s]{16,200})` + "`" + `)`),
		Check:     func(m found) bool { return IsName(m.name) && isRandom(m.secret) },
		Guessable: true,
	},
}
