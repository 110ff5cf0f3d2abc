package acceptance

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// versions are the providers that the promises are tested with.
var versions = map[schema.Target]string{schema.V4: "4.52.8", schema.V5: "5.22.0"}

const registry = "registry.terraform.io"

// An installation is a provider that terraform has been told of once; every
// directory of a test uses it.
type installation struct {
	dir string
	env []string
	// missing says why there is none, and how to have it.
	missing string
}

var installations = map[schema.Target]func() installation{
	schema.V4: sync.OnceValue(func() installation { return install(schema.V4) }),
	schema.V5: sync.OnceValue(func() installation { return install(schema.V5) }),
}

// install runs terraform init for one version of the provider.
func install(target schema.Target) installation {
	version := versions[target]
	const way = "set CFDR_TERRAFORM_MIRROR to a filesystem mirror that has cloudflare/cloudflare " // and its version
	if _, err := exec.LookPath("terraform"); err != nil {
		return installation{missing: "terraform is not on PATH; install 1.9 or later"}
	}
	mirror := os.Getenv("CFDR_TERRAFORM_MIRROR")
	if mirror != "" {
		found, err := filepath.Glob(filepath.Join(mirror, registry, "cloudflare/cloudflare", version, "*"))
		if err != nil || len(found) == 0 {
			return installation{missing: "the mirror " + mirror + " has no cloudflare/cloudflare " + version + "; " + way + version}
		}
	} else {
		c, err := net.DialTimeout("tcp", registry+":443", 2*time.Second)
		if err != nil {
			return installation{missing: "the Terraform registry cannot be reached; " + way + version}
		}
		_ = c.Close()
	}
	dir, err := os.MkdirTemp("", "cfdr-acceptance-")
	if err != nil {
		return installation{missing: err.Error()}
	}
	installedMu.Lock()
	installed = append(installed, dir)
	installedMu.Unlock()
	in := installation{dir: dir, env: append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_DATA_DIR="+filepath.Join(dir, "data"))}
	if mirror != "" {
		config := filepath.Join(dir, "cli.tfrc")
		text := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			return installation{missing: err.Error()}
		}
		in.env = append(in.env, "TF_CLI_CONFIG_FILE="+config)
	}
	text := fmt.Sprintf("terraform {\n  required_providers {\n    cloudflare = {\n      source  = \"cloudflare/cloudflare\"\n      version = %q\n    }\n  }\n}\n", version)
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
		return installation{missing: err.Error()}
	}
	cmd := exec.Command("terraform", "init", "-no-color", "-input=false")
	cmd.Dir, cmd.Env = dir, in.env
	if out, err := cmd.CombinedOutput(); err != nil {
		return installation{missing: fmt.Sprintf("terraform init failed: %v\n%s", err, out)}
	}
	return in
}

// installed are directories to remove in the end.
var (
	installedMu sync.Mutex
	installed   []string
)

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range installed {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// A directory is a snapshot on disk that terraform works in, against a server.
type directory struct {
	t    *testing.T
	path string
	env  []string
}

// snapshot writes files to a new directory that terraform can work in. The
// test is skipped where there is no provider.
func snapshot(t *testing.T, target schema.Target, s *standin.Server, files generator.Files) *directory {
	t.Helper()
	in := installations[target]()
	if in.missing != "" {
		t.Skip(in.missing)
	}
	d := &directory{t: t, path: t.TempDir()}
	d.write(files)
	lock, err := os.ReadFile(filepath.Join(in.dir, ".terraform.lock.hcl"))
	require.NoError(t, err)
	d.write(generator.Files{".terraform.lock.hcl": lock})
	d.env = append(slices.Clone(in.env), "CLOUDFLARE_API_TOKEN="+standin.DefaultToken, "CLOUDFLARE_API_KEY=", "CLOUDFLARE_EMAIL=")
	switch target {
	case schema.V4:
		host, cert, stop, err := s.ListenTLS()
		require.NoError(t, err)
		t.Cleanup(stop)
		pem := filepath.Join(t.TempDir(), "cert.pem")
		require.NoError(t, os.WriteFile(pem, cert, 0o600))
		d.env = append(d.env, "CLOUDFLARE_API_HOSTNAME="+host, "SSL_CERT_FILE="+pem, "CLOUDFLARE_RPS=1000", "CLOUDFLARE_RETRIES=0")
	case schema.V5:
		base, stop, err := s.Listen()
		require.NoError(t, err)
		t.Cleanup(stop)
		d.env = append(d.env, "CLOUDFLARE_BASE_URL="+base)
	}
	return d
}

// write adds files to the directory.
func (d *directory) write(files generator.Files) {
	d.t.Helper()
	for name, body := range files {
		path := filepath.Join(d.path, filepath.FromSlash(name))
		require.NoError(d.t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(d.t, os.WriteFile(path, body, 0o600))
	}
}

// replace puts the files of another run in the place of those of the last, and
// leaves the state.
func (d *directory) replace(files generator.Files) {
	d.t.Helper()
	old, err := filepath.Glob(filepath.Join(d.path, "*.tf"))
	require.NoError(d.t, err)
	for _, path := range old {
		require.NoError(d.t, os.Remove(path))
	}
	d.write(files)
}

func (d *directory) read(name string) []byte {
	d.t.Helper()
	b, err := os.ReadFile(filepath.Join(d.path, name))
	require.NoError(d.t, err)
	return b
}

// try runs terraform and gives what it printed.
func (d *directory) try(args ...string) (string, error) {
	cmd := exec.Command("terraform", args...)
	cmd.Dir, cmd.Env = d.path, d.env
	out, err := cmd.CombinedOutput()
	return progress.ReplaceAllString(string(out), ""), err
}

// progress are the lines in which terraform tells that it works.
var progress = regexp.MustCompile(`(?m)^\S+: (Preparing import|Importing|Import complete|Refreshing state|Creating|Still creating|Creation complete|Modifying|Modifications complete|Destroying|Destruction complete)\b.*\n`)

// run is try for what must succeed.
func (d *directory) run(args ...string) string {
	d.t.Helper()
	out, err := d.try(args...)
	if err != nil {
		d.t.Fatalf("terraform %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// check lets terraform judge the text of the configuration. It may not warn.
func (d *directory) check() {
	d.t.Helper()
	if out, err := d.try("fmt", "-check", "-diff", "-recursive", "-no-color"); err != nil {
		d.t.Errorf("terraform fmt would change the configuration:\n%s", out)
	}
	var judged struct {
		Valid       bool
		Diagnostics []struct {
			Severity, Summary, Detail string
			Address                   string
		}
	}
	out, err := d.try("validate", "-json")
	require.NoError(d.t, json.Unmarshal([]byte(out), &judged), "%s: %v", out, err)
	assert.True(d.t, judged.Valid)
	assert.Empty(d.t, judged.Diagnostics)
}

var warning = regexp.MustCompile(`(?m)^Warning: .*`)

var summary = regexp.MustCompile(`(?m)^(Plan: .*|No changes\..*)$`)

// plan makes a plan, kept as the file "plan", and gives its summary line.
// Where the line is not what the caller wants, explain says why.
func (d *directory) plan(args ...string) string {
	d.t.Helper()
	out, err := d.try(append([]string{"plan", "-no-color", "-input=false", "-detailed-exitcode", "-out=plan"}, args...)...)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 2) {
		if i := strings.Index(out, "Error:"); i > 0 {
			out = out[i:]
		}
		if i := strings.Index(out, "panic:"); i > 0 {
			out = out[i:]
		}
		d.t.Fatalf("terraform plan: %v\n%s", err, out)
	}
	for _, w := range warning.FindAllString(out, -1) {
		d.t.Log(w)
	}
	line := summary.FindString(out)
	if line == "" && err == nil {
		line = "No changes."
	}
	d.t.Log(line)
	return strings.TrimSpace(strings.Split(line, " Your infrastructure")[0])
}

// apply carries out the plan.
func (d *directory) apply() {
	d.t.Helper()
	d.run("apply", "-no-color", "-input=false", "plan")
}

// explain lists what the plan would change or destroy, attribute by attribute.
func (d *directory) explain() string {
	var plan struct {
		Changes []struct {
			Address string
			Change  struct {
				Actions       []string
				Before, After map[string]any
				AfterUnknown  map[string]any `json:"after_unknown"`
			}
		} `json:"resource_changes"`
	}
	out, err := d.try("show", "-json", "plan")
	if err != nil || json.Unmarshal([]byte(out), &plan) != nil {
		return out
	}
	var b strings.Builder
	for _, c := range plan.Changes {
		if slices.Equal(c.Change.Actions, []string{"no-op"}) || slices.Equal(c.Change.Actions, []string{"create"}) {
			continue
		}
		fmt.Fprintf(&b, "%s: %v\n", c.Address, c.Change.Actions)
		if c.Change.Before == nil || c.Change.After == nil {
			continue
		}
		for _, k := range slices.Sorted(keys(c.Change.Before, c.Change.After)) {
			if before, after := c.Change.Before[k], c.Change.After[k]; !reflect.DeepEqual(before, after) && c.Change.AfterUnknown[k] != true {
				fmt.Fprintf(&b, "  %s: %s -> %s\n", k, text(before), text(after))
			}
		}
	}
	return b.String()
}

func keys(ms ...map[string]any) func(func(string) bool) {
	seen := map[string]bool{}
	for _, m := range ms {
		for k := range m {
			seen[k] = true
		}
	}
	return func(yield func(string) bool) {
		for k := range seen {
			if !yield(k) {
				return
			}
		}
	}
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
