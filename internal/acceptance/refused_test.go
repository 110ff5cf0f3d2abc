//go:build unix

package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

const otherAccount = "f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0"

// What would rebuild in the wrong place, or from the wrong files, is refused
// before anything is written.
func TestRecoveryIsRefused(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		inv := parse(t, []byte(shop), ".")
		id := inv.Accounts[0].ID
		s := empty(inv)
		s.AddAccount(otherAccount, "Other")
		s.AddToken("token-of-another-account-000000000000000", otherAccount)
		r := rescues(t, inv, target, s)
		plain, stop, err := s.Listen()
		require.NoError(t, err)
		t.Cleanup(stop)
		disagreeing := map[schema.Target]string{schema.V4: "CLOUDFLARE_API_HOSTNAME=api.example.com", schema.V5: "CLOUDFLARE_BASE_URL=https://api.example.com/client/v4"}
		for _, tc := range []struct {
			name  string
			args  []string
			env   string
			files generator.Files
			only  schema.Target
			want  string
		}{
			{name: "the token is of another account", env: "CLOUDFLARE_API_TOKEN=token-of-another-account-000000000000000", want: "The account " + id + " cannot be seen with this token"},
			{name: "an account without its name", args: []string{"--account", otherAccount}, want: "--account needs --account-name"},
			{name: "an account under another name", args: []string{"--account", otherAccount, "--account-name", "Shop"}, want: "The account " + otherAccount + " is called Other, and not Shop. Nothing was changed."},
			{name: "an account that nobody sees", args: []string{"--account", strings.Repeat("e", 32), "--account-name", "Shop"}, want: "cannot be seen with this token"},
			{name: "no id", args: []string{"--account", "../../zones", "--account-name", "Shop"}, want: "is not the id of an account"},
			{name: "another name in the manifest's place", args: []string{"--account-name", "Sh0p"}, want: "is called Shop, and not Sh0p"},
			{name: "plain http", env: "CLOUDFLARE_API_BASE_URL=" + plain, only: schema.V4, want: "Provider 4 talks https only"},
			{name: "plain http to somewhere", env: "CLOUDFLARE_API_BASE_URL=http://192.0.2.1/client/v4", want: "must begin with https://"},
			{name: "Terraform is pointed elsewhere", env: disagreeing[target], want: "Unset it, or make them agree."},
			{name: "a file was changed", files: generator.Files{"zone.tf": append([]byte("# mine\n"), r.files["zone.tf"]...)}, want: "These files are not as cfdr wrote them: zone.tf"},
			{name: "what scripts work on was changed", files: generator.Files{"recreate/objects/queue.json": []byte("{}")}, want: "These files are not as cfdr wrote them: recreate/objects/queue.json"},
			{name: "a state of another account", files: generator.Files{"rebuild.tfstate": []byte(`{"version":4,"resources":[{"mode":"managed","type":"x","name":"y","instances":[{"attributes":{"account_id":"` + otherAccount + `"}}]}]}`)},
				want: "rebuild.tfstate is of the account " + otherAccount},
			{name: "no token", env: "CLOUDFLARE_API_TOKEN=", want: "CLOUDFLARE_API_TOKEN is not set"},
			{name: "a flag that there is none of", args: []string{"--destroy"}, want: "unknown argument: --destroy"},
		} {
			if tc.only != "" && tc.only != target {
				continue
			}
			t.Run(tc.name, func(t *testing.T) {
				s.ResetLog()
				one := *r
				one.directory = &directory{t: t, path: r.path, env: r.env}
				if tc.env != "" {
					one.more = []string{tc.env}
				}
				one.write(tc.files)
				for _, how := range [][]string{nil, {"--apply", "--start"}} {
					got := one.must(1, append(how, tc.args...)...)
					assert.Contains(t, got.text, tc.want)
				}
				assert.Empty(t, writes(s.Writes()))
				for name := range tc.files {
					if r.files[name] == nil {
						require.NoError(t, os.Remove(filepath.Join(r.path, name)))
					}
				}
				one.write(r.files)
			})
		}
	})
}

// The account may be another one, if somebody says so; its state is its own. A
// snapshot that keeps its state elsewhere is rebuilt with a state beside it,
// and what the environment tells Terraform is not looked at.
func TestRecoveryInAnotherAccount(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		inv := parse(t, []byte("snapshot: {backend: s3}\n"+shop), ".")
		s := empty(inv)
		s.AddAccount(otherAccount, "Other")
		r := rescues(t, inv, target, s)
		r.more = []string{"TF_VAR_account_id=" + inv.Accounts[0].ID, "TF_VAR_lost=[]", "TF_CLI_ARGS=-no-such-flag", "TF_CLI_ARGS_plan=-destroy", "TF_WORKSPACE=elsewhere", "TF_DATA_DIR=/nowhere", "CLOUDFLARE_ACCOUNT_ID=" + inv.Accounts[0].ID}
		stop := r.activating()
		defer stop()
		other := append(r.everything(), "--account", otherAccount, "--account-name", "Other")
		dry := r.must(2, "--account", otherAccount, "--account-name", "Other")
		assert.Contains(t, dry.text, "not looked at: CLOUDFLARE_ACCOUNT_ID TF_VAR_account_id TF_VAR_lost TF_CLI_ARGS TF_CLI_ARGS_plan TF_WORKSPACE TF_DATA_DIR")
		assert.Empty(t, writes(s.Writes()))

		got := r.must(2, other...)
		assert.Zero(t, r.figures(got).missing, got.text)
		for _, w := range s.Writes() {
			assert.NotContains(t, w.Path+w.Body, inv.Accounts[0].ID)
		}
		s.ResetLog()
		again := r.must(2, other...)
		assert.Empty(t, writes(s.Writes()))
		assert.Equal(t, figures{}, r.figures(again))

		// The recorded account is still empty, and its state is not that one.
		refused := r.must(1, "--apply")
		assert.Contains(t, refused.text, "rebuild.tfstate is of the account "+otherAccount)
		assert.Empty(t, writes(s.Writes()))
	})
}
