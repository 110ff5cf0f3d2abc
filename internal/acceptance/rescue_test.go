//go:build unix

package acceptance

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// A rescue is a snapshot in which the real rebuild.sh works on an account.
type rescue struct {
	*directory
	*standin.Server
	inv    *schema.Inventory
	survey *generator.Survey
	files  generator.Files
	target schema.Target
	// more is what else the script finds in its environment.
	more []string
}

// rescues writes the snapshot of an inventory to a directory, and points it at
// an account.
func rescues(t *testing.T, inv *schema.Inventory, target schema.Target, s *standin.Server) *rescue {
	t.Helper()
	for _, tool := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not on PATH; install it, rebuild.sh needs it")
		}
	}
	files, survey := generate(t, inv, target)
	return &rescue{directory: snapshot(t, target, s, files), Server: s, inv: inv, survey: survey, files: files, target: target}
}

// environment points rebuild.sh at the account, and leaves the rest to it.
func (r *rescue) environment() []string {
	env := slices.DeleteFunc(slices.Clone(r.env), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"TF_DATA_DIR", "CLOUDFLARE_API_HOSTNAME", "CLOUDFLARE_BASE_URL", "CLOUDFLARE_API_KEY", "CLOUDFLARE_EMAIL"}, name)
	})
	env = append(env, "CLOUDFLARE_API_BASE_URL="+r.base(), "CFDR_PAUSE=0.02")
	for _, v := range r.env {
		if cert, ok := strings.CutPrefix(v, "SSL_CERT_FILE="); ok && strings.HasPrefix(r.base(), "https") {
			env = append(env, "CURL_CA_BUNDLE="+cert) // for curl it goes before SSL_CERT_FILE, and may be set already
		}
	}
	return append(env, r.more...)
}

// base is where the account is.
func (r *rescue) base() string {
	for _, v := range r.env {
		if host, ok := strings.CutPrefix(v, "CLOUDFLARE_API_HOSTNAME="); ok {
			return "https://" + host + standin.Base
		}
		if base, ok := strings.CutPrefix(v, "CLOUDFLARE_BASE_URL="); ok {
			return base
		}
	}
	return ""
}

// A run is one run of rebuild.sh that has ended.
type run struct {
	exit int
	text string
	took time.Duration
}

// command is rebuild.sh, in a process group of its own.
func (r *rescue) command(args ...string) *exec.Cmd {
	cmd := exec.Command("bash", append([]string{filepath.Join(r.path, "rebuild.sh")}, args...)...)
	cmd.Dir, cmd.Env = "/", r.environment()
	alone(cmd)
	return cmd
}

// alone gives a command a process group of its own, so that a signal reaches
// all that it started, as Ctrl-C on a terminal does.
func alone(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// strike sends a signal to the command and to all that it started.
func strike(cmd *exec.Cmd, s syscall.Signal) error { return syscall.Kill(-cmd.Process.Pid, s) }

// rebuild runs rebuild.sh.
func (r *rescue) rebuild(args ...string) run {
	r.t.Helper()
	began := time.Now()
	cmd := r.command(args...)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		r.t.Fatal(err)
	}
	return run{exit: cmd.ProcessState.ExitCode(), text: out.String(), took: time.Since(began)}
}

// must runs rebuild.sh, which has to end with the code.
func (r *rescue) must(exit int, args ...string) run {
	r.t.Helper()
	got := r.rebuild(args...)
	if got.exit != exit {
		r.t.Fatalf("rebuild.sh %s ended with %d, not %d:\n%s\n%v", strings.Join(args, " "), got.exit, exit, got.text, r.Unserved())
	}
	return got
}

// figures are what rebuild.sh counts at its end: what came back by Terraform and
// by script, what a person makes, and what is missing.
type figures struct{ terraform, script, hand, missing int }

var sums = regexp.MustCompile(`(?m)^Back: (\d+) by Terraform, (\d+) by script; (\d+) for a person to make\. Missing: (\d+)\.$`)

// figures are those of a run.
func (r *rescue) figures(of run) figures {
	r.t.Helper()
	m := sums.FindStringSubmatch(of.text)
	require.NotNil(r.t, m, of.text)
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	return figures{n[0], n[1], n[2], n[3]}
}

// secrets gives every secret of the snapshot a value, and the file that has
// them.
func (r *rescue) secrets() string {
	r.t.Helper()
	var need struct {
		Secrets []struct{ Name string }
	}
	if b := r.files["recreate/secrets.json"]; b != nil {
		require.NoError(r.t, json.Unmarshal(b, &need))
	}
	values := map[string]string{}
	for _, s := range need.Secrets {
		values[s.Name] = secretMark + s.Name
	}
	b, err := json.Marshal(values)
	require.NoError(r.t, err)
	path := filepath.Join(r.t.TempDir(), "secrets.json")
	require.NoError(r.t, os.WriteFile(path, b, 0o600))
	return path
}

// secretMark begins every value of a secret, so that one is found wherever it
// got to.
const secretMark = "sEcReT-of-"

// tunnelMark begins what the API tells of the secret of a new tunnel.
const tunnelMark = "tunnel-token-"

// activate makes all zones active, as the registrar's new name servers do.
func (r *rescue) activate() {
	for _, z := range r.All("/zones") {
		z["status"] = "active"
		r.Put("/zones", z)
	}
}

// sums are the digests of all files below the directory, but for the provider.
func (r *rescue) sums() map[string]string {
	r.t.Helper()
	out := map[string]string{}
	require.NoError(r.t, filepath.WalkDir(r.path, func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.Name() == ".terraform" {
			return fs.SkipDir // the provider
		}
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[strings.TrimPrefix(path, r.path+"/")] = fmt.Sprintf("%x", sha256.Sum256(b))
		return err
	}))
	return out
}

// quiet checks that nothing that rebuild.sh wrote has a secret in it.
func (r *rescue) quiet(runs ...run) {
	r.t.Helper()
	for _, one := range runs {
		require.NotContains(r.t, one.text, secretMark)
		require.NotContains(r.t, one.text, standin.DefaultToken)
		require.NotContains(r.t, one.text, tunnelMark)
	}
	for _, path := range slices.Sorted(maps.Keys(r.sums())) {
		b := string(r.read(path))
		require.NotContains(r.t, b, secretMark, path)
		require.NotContains(r.t, b, standin.DefaultToken, path)
		require.NotContains(r.t, b, tunnelMark, path)
	}
}

// adopts plans with the state and the variables that a rebuild left, in a copy
// of the directory.
func (r *rescue) adopts() string {
	r.t.Helper()
	d := &directory{t: r.t, path: r.t.TempDir(), env: r.env}
	for name, body := range r.files {
		if !strings.HasPrefix(name, "recreate/") {
			d.write(generator.Files{name: body})
		}
	}
	for _, name := range []string{"rebuild.tfstate", varFile, ".terraform.lock.hcl"} {
		d.write(generator.Files{name: r.read(name)})
	}
	line := d.plan("-state=rebuild.tfstate", "-var-file="+varFile)
	if line != "No changes." {
		r.t.Log(d.explain())
	}
	return line
}

// unserved are the requests that the stand-in does not know, but for those that
// ask what a token may do: not every token may know that.
func (r *rescue) unserved() string {
	return writes(slices.DeleteFunc(r.Unserved(), func(q standin.Request) bool { return strings.Contains(q.Path, "/tokens/") }))
}

// writes renders requests, for a failure to show.
func writes(list []standin.Request) string {
	var b strings.Builder
	for _, w := range list {
		body := w.Body
		if len(body) > 300 {
			body = body[:300] + "…"
		}
		fmt.Fprintf(&b, "%s %s %d %s\n", w.Method, w.Path, w.Status, body)
	}
	return b.String()
}

// A lockedBuffer is written by a command while somebody reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// remove deletes something from the account, as a person does.
func (r *rescue) remove(path string) {
	r.t.Helper()
	q := httptest.NewRequest(http.MethodDelete, standin.Base+path, http.NoBody)
	q.Header.Set("Authorization", "Bearer "+standin.DefaultToken)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, q)
	require.Less(r.t, w.Code, 300, w.Body.String())
}
