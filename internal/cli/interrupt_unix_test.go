//go:build unix

package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/cli"
	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
)

// TestMain lets the test binary be the program, so that a test can end it.
func TestMain(m *testing.M) {
	if os.Getenv("CFDR_TEST_IS_PROGRAM") != "" {
		os.Exit(cli.Main(os.Args[1:], cli.System()))
	}
	os.Exit(m.Run())
}

// program starts the program in a directory.
func program(t *testing.T, dir string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	c := exec.CommandContext(t.Context(), self, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "CFDR_TEST_IS_PROGRAM=1")
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	require.NoError(t, c.Start())
	return c, &out
}

// Ctrl-C stops at once, whatever the API is doing, and leaves all as it was.
func TestInterrupted(t *testing.T) {
	s, id, dir := refreshed(t)
	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
	for _, verb := range []string{"pull", "refresh"} {
		for name, fault := range map[string]standin.Fault{
			"a slow answer": {Path: "/accounts/.*/workers/scripts", Times: -1, Delay: 20 * time.Second},
			"a wait":        {Path: "/accounts/.*/workers/scripts", Times: -1, Status: 429, RetryAfter: time.Minute},
		} {
			t.Run(verb+" in "+name, func(t *testing.T) {
				s.ResetLog()
				s.Fail(fault)
				defer s.Heal()
				before := tree(t, dir)
				c, out := program(t, dir, verb)
				require.Eventually(t, func() bool { return len(s.Requests()) > 5 }, 20*time.Second, 10*time.Millisecond)
				from := time.Now()
				require.NoError(t, c.Process.Signal(os.Interrupt))
				err := c.Wait()
				assert.Less(t, time.Since(from), 10*time.Second)
				assert.Equal(t, 1, c.ProcessState.ExitCode(), "%v %s", err, out)
				assert.Contains(t, out.String(), "stopped; nothing was written")
				assert.Equal(t, before, tree(t, dir))
			})
		}
	}
}

// A refresh is killed, again and again, a little later each time: what is there
// is whole each time, and the one that is left alone makes of it what it would
// have made at once.
func TestKilled(t *testing.T) {
	s, id, dir := refreshed(t)
	for _, name := range []string{"orders", "returns"} {
		s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": name})
	}
	s.PutWorker(id, standin.Worker{Name: "notes-api", CompatibilityDate: "2026-01-01", Modules: []standin.Module{{Name: "index.js", Content: []byte("export default {};\n")}}})
	start := tree(t, dir)
	put := func(t *testing.T, dir string) {
		for name, text := range start {
			require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700))
			write(t, dir, name, text)
		}
	}
	calm := t.TempDir()
	put(t, calm)
	begun := time.Now()
	c, out := program(t, calm, "refresh")
	require.NoError(t, c.Wait(), out)
	took := time.Since(begun)
	want := tree(t, calm)
	kills := deep.Count(6, 30)
	killed := 0
	for i := range kills {
		dir := t.TempDir()
		put(t, dir)
		// Most of the writing is at the end.
		c, _ := program(t, dir, "refresh")
		time.Sleep(took/2 + took*time.Duration(i)/time.Duration(kills))
		_ = c.Process.Signal(syscall.SIGKILL)
		if c.Wait() != nil {
			killed++
		}
		now := tree(t, dir)
		for _, name := range []string{"inventory.yaml", "manifest.json"} {
			assert.Contains(t, []string{start[name], want[name]}, now[name], name)
		}
		c, out := program(t, dir, "refresh")
		require.NoError(t, c.Wait(), out)
		after := tree(t, dir)
		for _, files := range []map[string]string{want, after} {
			for name := range files {
				if strings.HasPrefix(name, "refresh.") || strings.HasPrefix(name, ".cfdr/") {
					delete(files, name) // they have the time, and the lock
				}
			}
		}
		assert.Equal(t, want, after)
	}
	assert.NotZero(t, killed)
}

// While one run reads the account, no other writes the inventory, nor a snapshot
// of it; each says who is at work. What only looks is let through.
func TestTwoRunsOfOneInventory(t *testing.T) {
	s, id, dir := refreshed(t)
	s.Put("/accounts/"+id+"/queues", map[string]any{"queue_name": "orders"})
	s.Fail(standin.Fault{Method: "GET", Path: "/accounts/.*/workers/scripts", Delay: 30 * time.Second})
	defer s.Heal()
	before := tree(t, dir)
	c, out := program(t, dir, "pull")
	lock := filepath.Join(dir, ".cfdr", "inventory.lock")
	require.Eventually(t, func() bool {
		by, err := os.ReadFile(lock)
		return err == nil && len(by) > 0
	}, 20*time.Second, 10*time.Millisecond, out)
	for _, args := range [][]string{
		{"pull"}, {"refresh"}, {"generate", "inventory.yaml", "--out", "other"},
	} {
		code, said := run(t, dir, args...)
		assert.Equal(t, 1, code, said)
		assert.Regexp(t, `(?s)^cfdr: error: another cfdr is at work in "\.": cfdr pull, process `+strconv.Itoa(c.Process.Pid)+` on \S+, since \S+Z\n`+
			`cfdr: hint: wait for it and run again; the lock ends with the process that holds it, so there is nothing to remove\n$`, said)
	}
	code, said := run(t, dir, "generate", "inventory.yaml", "--out", "other", "--check", "--target", "5")
	assert.Equal(t, 2, code, said)
	require.NoError(t, c.Process.Kill())
	_ = c.Wait()
	s.Heal()
	after := tree(t, dir)
	delete(after, ".cfdr/inventory.lock")
	assert.Equal(t, before, after)

	// The lock of a run that was killed is nobody's.
	code, said = run(t, dir, "pull")
	assert.Equal(t, 0, code, said)
	assert.Contains(t, said, "inventory.yaml is written.\n")
	assert.NoDirExists(t, filepath.Join(dir, ".cfdr"))
}
