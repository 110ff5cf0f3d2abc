//go:build unix

package acceptance

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/cli"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// After a rebuild, of the account or as another one, one refresh makes inventory
// and snapshot true again: with the state of the rebuild Terraform has nothing to
// do, without any state it imports all of it and changes nothing, and another
// refresh has nothing to say. The state of before is not looked at.
func TestRefreshAfterARecovery(t *testing.T) {
	for _, target := range schema.Targets() {
		for _, another := range []bool{false, true} {
			t.Run(string(target)+map[bool]string{false: ", the same account", true: ", another account"}[another], func(t *testing.T) {
				before := adopt(t, target, shop)
				inv := parse(t, []byte(shop), ".")
				s := empty(inv)
				r := rescues(t, inv, target, s)
				r.write(generator.Files{
					"terraform.tfstate": before.state, "inventory.yaml": []byte(shop),
					"cfdr.yaml": []byte("cfdr: 1\naccounts:\n  - {id: " + inv.Accounts[0].ID + ", target: " + string(target) + ", snapshot: .}\n"),
				})
				long := time.Now().Add(-time.Hour)
				require.NoError(t, os.Chtimes(filepath.Join(r.path, "terraform.tfstate"), long, long))
				args, moved := r.everything(), []string(nil)
				if another {
					s.AddAccount(otherAccount, "Other")
					args = append(args, "--account", otherAccount, "--account-name", "Other")
					moved = []string{"--new-account", otherAccount, "--new-account-name", "Other"}
				}
				stop := r.activating()
				defer stop()
				got := r.must(2, args...)
				require.Zero(t, r.figures(got).missing, got.text)

				base, closed, err := s.Listen()
				require.NoError(t, err)
				defer closed()
				t.Setenv("CLOUDFLARE_API_TOKEN", standin.DefaultToken)
				cfdr := func(args ...string) (int, string) {
					var out bytes.Buffer
					code := cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out, Now: time.Now})
					return code, out.String()
				}
				s.ResetLog()
				code, out := cfdr(append([]string{"refresh", r.path, "--base-url", base}, moved...)...)
				require.Equal(t, 0, code, out)
				assert.Empty(t, writes(s.Writes()))
				assert.NotContains(t, out, "\nGone")
				assert.NotContains(t, out, "Refused")

				// What the last line says.
				_, next, _ := strings.Cut(out, "\nNext")
				const takeOver = "mv terraform.tfstate terraform.tfstate.before-rebuild && cp rebuild.tfstate terraform.tfstate"
				require.Contains(t, next, takeOver)
				// What nobody had recorded, such as the settings of the zone, is imported.
				_, must, said := strings.Cut(strings.TrimSpace(next), "it must say: ")
				require.True(t, said, next)
				if must != "No changes." {
					assert.Regexp(t, `^[0-9]+ to import, 0 to add, 0 to change, 0 to destroy\.$`, must)
					must = "Plan: " + must
				}
				sh := exec.Command("bash", "-c", takeOver)
				sh.Dir = r.path
				text, err := sh.CombinedOutput()
				require.NoError(t, err, string(text))
				if !assert.Equal(t, must, r.plan()) {
					t.Log(r.explain())
				}
				account := inv.Accounts[0].ID
				if another {
					account = otherAccount
				}
				code, out = cfdr("generate", filepath.Join(r.path, "inventory.yaml"), "--out", r.path, "--account", account, "--target", string(target), "--check")
				assert.Equal(t, 0, code, out)
				code, out = cfdr("refresh", r.path, "--base-url", base)
				assert.Equal(t, 0, code, out)
				assert.Contains(t, out, "; nothing new\n")
				assert.Contains(t, out, ": no file changed\n")

				// Somebody without a state.
				files := generator.Files{}
				require.NoError(t, fs.WalkDir(os.DirFS(r.path), ".", func(path string, d fs.DirEntry, err error) error {
					if err != nil || d.IsDir() || !strings.HasSuffix(path, ".tf") && !strings.HasPrefix(path, "workers/") || strings.HasPrefix(path, ".") {
						return err
					}
					files[path] = r.read(path)
					return nil
				}))
				now, err := os.ReadFile(filepath.Join(r.path, "inventory.yaml"))
				require.NoError(t, err)
				told := parse(t, now, r.path)
				adopts(t, snapshot(t, target, s, files), s, generator.NewSurvey(told, told.Accounts[0], target))
			})
		}
	}
}
