//go:build unix

package recovery

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// Ctrl-C reaches all processes of the terminal at once. The script ends with
// 130 and leaves nothing, and the next run goes on.
func TestInterruptedRunGoesOn(t *testing.T) {
	t.Parallel()
	p := write(t, small(t, flaky), schema.V4)
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		for _, at := range deep.Sample([]struct{ method, path string }{{"POST", ".*/d1/database"}, {"GET", ".*/d1/database"}, {"GET", "/accounts/" + accountID}}, 1) {
			t.Run(fmt.Sprint(signal, " during ", at.method, " ", at.path), func(t *testing.T) {
				t.Parallel()
				script := p.script(t, "stores")
				a := prepared(t, p, "stores")
				a.Fail(standin.Fault{Method: at.method, Path: at.path, Delay: 10 * time.Second})
				cmd, tmp := p.command(t, a, script, "--apply")
				cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
				r := p.finish(t, cmd, tmp, func() error {
					if err := cmd.Start(); err != nil {
						return err
					}
					// The request that hangs is not in the log yet; what comes before it is.
					before := map[string]int{"GET /accounts/" + accountID: 0, "GET .*/d1/database": 1, "POST .*/d1/database": 2}[at.method+" "+at.path]
					assert.Eventually(t, func() bool { return len(a.Requests()) >= before }, 20*time.Second, 10*time.Millisecond)
					time.Sleep(500 * time.Millisecond)
					if err := syscall.Kill(-cmd.Process.Pid, signal); err != nil {
						return err
					}
					return cmd.Wait()
				})
				assert.Equal(t, 128+int(signal), r.code)
				// What was not answered may be somebody else's when it is there.
				assert.NoFileExists(t, a.unfinished)
				a.Heal()
				again := p.run(t, a, script, "--apply")
				assert.Zero(t, again.code, again.err)
				assert.Len(t, a.All("/accounts/"+accountID+"/d1/database"), 1)
			})
		}
	}
}

// Ctrl-C while Terraform works ends rebuild.sh at once, with all that it printed,
// and the next run goes on.
func TestInterruptedApplyGoesOn(t *testing.T) {
	t.Parallel()
	needTools(t)
	inv := small(t, `
    access_groups: [{name: Staff, id: 9f0a1b2c-0000-4000-8000-000000000001, include: [{email_domain: example.com}]}]
`)
	s := standin.New()
	s.Seed(inv, inv.Accounts[0], standin.SeedOnly(func(*schema.Object) bool { return false }))
	x := rescues(t, inv, s)
	const groups = "/accounts/" + accountID + "/access/groups"
	x.Fail(standin.Fault{Method: http.MethodPost, Path: groups, Delay: time.Minute})
	cmd := x.rebuildCommand(t, everything...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	require.NoError(t, cmd.Start())
	plan := filepath.Join(x.dir, ".rebuild", "planned-"+accountID)
	assert.Eventually(t, func() bool { _, err := os.Stat(plan); return err == nil }, time.Minute, 10*time.Millisecond, &out)
	time.Sleep(500 * time.Millisecond)
	require.NoError(t, syscall.Kill(-cmd.Process.Pid, syscall.SIGINT))
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(40 * time.Second):
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		require.Fail(t, "rebuild.sh goes on after Ctrl-C")
	}
	assert.Equal(t, 130, cmd.ProcessState.ExitCode(), out.String())
	assert.Contains(t, out.String(), "Run it again to go on from here.")
	x.Heal()
	again := x.rebuild(t, everything...)
	assert.Zero(t, again.missing(t), again.text)
	assert.Len(t, x.All(groups), 1)
}
