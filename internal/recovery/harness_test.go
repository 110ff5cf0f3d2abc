package recovery

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

var registry = kinds.Registry()

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file below testdata, or rewrites it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	path = filepath.Join("testdata", filepath.FromSlash(path))
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run with -update")
	assert.Equal(t, string(want), got)
}

// needTools skips a test where what the scripts are run with is missing.
func needTools(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not on PATH; install it, the recreation scripts need it", tool)
		}
	}
}

// load reads the inventory of an example.
func load(t *testing.T, path string) *schema.Inventory {
	t.Helper()
	body, err := os.ReadFile(path)
	require.NoError(t, err)
	return inventory(t, string(body), os.DirFS(filepath.Dir(path)))
}

// inventory reads an inventory that must have no errors.
func inventory(t *testing.T, text string, files fs.FS) *schema.Inventory {
	t.Helper()
	if files == nil {
		files = fstest.MapFS{}
	}
	inv, diags := schema.Load("inventory.yaml", []byte(text), registry, files)
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	return inv
}

// accountID and accountName are those of the small inventories.
const (
	accountID   = "01a7362d577a6c3019a474fd6f485823"
	accountName = "Example"
)

// small is an inventory of one account, given what is in it, indented by four.
func small(t *testing.T, text string) *schema.Inventory {
	t.Helper()
	return inventory(t, "cfdr: 1\naccounts:\n  - name: "+accountName+"\n    id: "+accountID+"\n    workers_subdomain: example-team\n"+text, nil)
}

// A snapshot is one that was written to disk.
type snapshot struct {
	dir    string
	inv    *schema.Inventory
	survey *generator.Survey
	files  generator.Files
	// scripts in their order.
	scripts []string
}

// write makes a snapshot of the first account of an inventory.
func write(t *testing.T, inv *schema.Inventory, target schema.Target) *snapshot {
	t.Helper()
	needTools(t)
	files, survey, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target})
	require.NoError(t, err)
	p := &snapshot{dir: filepath.Join(t.TempDir(), "it's a $(snapshot)"), inv: inv, survey: survey, files: files}
	for path, body := range files {
		path = filepath.Join(p.dir, filepath.FromSlash(path))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, body, 0o644))
	}
	var index struct{ Scripts []string }
	require.NoError(t, json.Unmarshal(files["recreate/index.json"], &index))
	p.scripts = index.Scripts
	return p
}

// script is the name of the script of a topic.
func (p *snapshot) script(t *testing.T, topic string) string {
	t.Helper()
	for _, name := range p.scripts {
		if strings.HasSuffix(name, "-"+topic+".sh") && len(name) == len("00-.sh")+len(topic) {
			return name
		}
	}
	require.Failf(t, "no such script", "the snapshot has no script for %s: %q", topic, p.scripts)
	return ""
}

// account is the only account of the snapshot's inventory that is written.
func (p *snapshot) account() *schema.Object { return p.inv.Accounts[0] }

// byTerraform says whether Terraform creates an object.
func (p *snapshot) byTerraform(o *schema.Object) bool {
	it := p.survey.Item(o)
	return it.Address != "" && !it.Premade
}

// full is an account that has everything of the inventory.
func (p *snapshot) full(t *testing.T, opts ...standin.Option) *account {
	t.Helper()
	s := standin.New(opts...)
	s.Seed(p.inv, p.account())
	return serve(t, s)
}

// lost is an account that has what Terraform makes, under new ids, and nothing
// that is the scripts' to make.
func (p *snapshot) lost(t *testing.T, opts ...standin.Option) *account {
	t.Helper()
	s := standin.New(append([]standin.Option{standin.WithSeed("rebuilt")}, opts...)...)
	s.Seed(p.inv, p.account(), standin.SeedNewIDs(), standin.SeedOnly(p.byTerraform))
	// What is only declared as undefined is put in any case.
	a := serve(t, s)
	p.begun(t, a, p.byTerraform)
	return a
}

// begun keeps that a run began to create objects, as rebuild.sh does before
// Terraform creates them: what stands in them, as settings in their zone, comes
// with them and is completed.
func (p *snapshot) begun(t *testing.T, a *account, creates func(*schema.Object) bool) {
	t.Helper()
	made := map[string]bool{}
	for _, it := range p.survey.Items {
		if it.Owner == "" && creates(it.Object) {
			made[it.Key()] = true
		}
	}
	kinds, err := readObjects(os.DirFS(filepath.Join(p.dir, "recreate")))
	require.NoError(t, err)
	keys := ""
	for _, k := range kinds {
		for _, o := range k.Objects {
			inside := slices.ContainsFunc(keyInPath.FindAllString(o.List, -1), func(key string) bool { return made[strings.Trim(key, "{}")] })
			if made[o.Key] || inside {
				keys += o.Key + "\n"
			}
		}
	}
	require.NoError(t, os.MkdirAll(filepath.Dir(a.unfinished), 0o755))
	require.NoError(t, os.WriteFile(a.unfinished, []byte(keys), 0o644))
}

// only is an account that has the objects for which want is true, under the
// ids of the inventory.
func (p *snapshot) only(t *testing.T, want func(*schema.Object) bool) *account {
	t.Helper()
	s := standin.New()
	s.Seed(p.inv, p.account(), standin.SeedOnly(want))
	return serve(t, s)
}

// An account is a stand-in that listens.
type account struct {
	*standin.Server
	url string
	// unfinished is the file that says what a run did not finish in it. Tests
	// share the directory of a snapshot, and not this.
	unfinished string
}

func serve(t *testing.T, s *standin.Server) *account {
	t.Helper()
	url, stop, err := s.Listen()
	require.NoError(t, err)
	t.Cleanup(stop)
	return &account{s, url, filepath.Join(t.TempDir(), "kept", "unfinished")}
}

// A result is what a run of a script ended with.
type result struct {
	code int
	// out is what it printed, err the same of its errors, told what a person
	// is told once and what is written nowhere else.
	out, err, told string
}

// command is a script that is to be run: its directory for temporary files is
// its own, and empty.
func (p *snapshot) command(t *testing.T, a *account, script string, args ...string) (cmd *exec.Cmd, tmp string) {
	t.Helper()
	tmp = t.TempDir()
	cmd = exec.Command("bash", append([]string{filepath.Join(p.dir, "recreate", script)}, args...)...)
	cmd.Dir = tmp
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + tmp, "TMPDIR=" + tmp, "LC_ALL=C.UTF-8",
		"CLOUDFLARE_API_TOKEN=" + standin.DefaultToken, "CLOUDFLARE_API_BASE_URL=" + a.url,
		"CFDR_UNFINISHED=" + a.unfinished, "CFDR_PAUSE=0.01", "CFDR_TERMINAL=" + filepath.Join(tmp, "terminal"),
	}
	return cmd, tmp
}

// run runs a script to its end, and looks that it left nothing behind and
// showed nobody its token.
func (p *snapshot) run(t *testing.T, a *account, script string, args ...string) result {
	t.Helper()
	cmd, tmp := p.command(t, a, script, args...)
	return p.finish(t, cmd, tmp, cmd.Run)
}

// finish is what every run must end with, however it ended.
func (p *snapshot) finish(t *testing.T, cmd *exec.Cmd, tmp string, run func() error) result {
	t.Helper()
	var out, problems strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	t.Logf("%s: %.1f s of CPU", filepath.Base(cmd.Args[1]), (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
	r := result{code: cmd.ProcessState.ExitCode(), out: out.String(), err: problems.String()}
	told, err := os.ReadFile(filepath.Join(tmp, "terminal"))
	if err == nil {
		r.told = string(told)
		require.NoError(t, os.Remove(filepath.Join(tmp, "terminal")))
	}
	assert.Empty(t, names(t, tmp), "a run leaves nothing behind")
	assert.Equal(t, slices.Sorted(maps.Keys(p.files)), names(t, p.dir), "a run writes nothing into the snapshot")
	assert.NotContains(t, r.out+r.err, standin.DefaultToken)
	return r
}

// names are the files below a directory.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() || path != "." && d.IsDir() && strings.HasPrefix(d.Name(), "cfdr.") {
			out = append(out, path)
		}
		return err
	}))
	slices.Sort(out)
	return out
}

// runAll runs all scripts in their order, and shows the whole of it. What is
// told once is left out: it is another each time.
func (p *snapshot) runAll(t *testing.T, a *account, args ...string) (text string, code int) {
	t.Helper()
	var b strings.Builder
	for _, script := range p.scripts {
		r := p.run(t, a, script, args...)
		assert.Empty(t, r.err)
		fmt.Fprintf(&b, "$ %s\n%sexit %d\n", strings.Join(append([]string{script}, args...), " "), r.out, r.code)
		require.NotEqual(t, 1, r.code, "%s%s", r.out, r.err)
		code = max(code, r.code)
	}
	assert.Empty(t, a.Unserved())
	return b.String(), code
}

// writes are the requests that could change something, a line each.
func writes(a *account) []string {
	var out []string
	for _, r := range a.Writes() {
		out = append(out, fmt.Sprintf("%s %s %d", r.Method, r.Path, r.Status))
	}
	return out
}

// differences compares two accounts by what is in them: a line with - for what
// only the first has, with + for what only the second. What says nothing (null,
// false, 0, nothing in it) is as good as not said.
func differences(t *testing.T, first, second *standin.Server) string {
	t.Helper()
	count := map[string]int{}
	for sign, s := range map[int]*standin.Server{-1: first, 1: second} {
		var dump map[string]any
		require.NoError(t, json.Unmarshal(s.DumpComparable(), &dump))
		prefix := "/accounts/<accounts " + nameOf(dump["/accounts"].([]any)[0]) + ">"
		for path, v := range dump {
			path = strings.TrimPrefix(path, prefix)
			list, isList := v.([]any)
			if !isList {
				list = []any{v}
			}
			for _, e := range list {
				flatten(path+" "+nameOf(e), e, func(line string) { count[line] += sign })
			}
		}
	}
	var out strings.Builder
	for _, line := range slices.Sorted(maps.Keys(count)) {
		for n := count[line]; n != 0; {
			if n < 0 {
				out.WriteString("- " + line + "\n")
				n++
			} else {
				out.WriteString("+ " + line + "\n")
				n--
			}
		}
	}
	return out.String()
}

// nameOf is what something is called.
func nameOf(v any) string {
	o, _ := v.(map[string]any)
	for _, f := range []string{"name", "title", "queue_name", "hostname", "pattern", "class", "id"} {
		if s, ok := o[f].(string); ok {
			return s
		}
	}
	return ""
}

// flatten gives a line for each value that says something.
func flatten(at string, v any, line func(string)) {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			flatten(at+" "+k, e, line)
		}
	case []any:
		for _, e := range v {
			flatten(at+" []", compact(e), line)
		}
	case nil:
	default:
		if v == false || v == 0.0 || v == "" {
			return
		}
		line(at + ": " + compact(v))
	}
}

func compact(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // it was JSON before
	}
	return strings.TrimSpace(b.String())
}
