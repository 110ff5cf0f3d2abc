package recovery

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// A rescue is a snapshot in which rebuild.sh works on an account, with the
// double in the place of Terraform.
type rescue struct {
	*snapshot
	*account
	kinds  []*kindFile
	double string
}

// everything asks rebuild.sh for all that it can do.
var everything = []string{"--apply", "--start", "--with-retiring"}

// rescues writes the snapshot of an inventory, and points it at an account.
func rescues(t *testing.T, inv *schema.Inventory, s *standin.Server) *rescue {
	t.Helper()
	r := &rescue{snapshot: write(t, inv, schema.V5), account: serve(t, s), double: t.TempDir()}
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Symlink(self, filepath.Join(r.double, "terraform")))
	require.NoError(t, os.WriteFile(filepath.Join(r.double, "snapshot"), []byte(r.dir), 0o600))
	parts := map[string][]modulePart{}
	for _, it := range r.survey.Items {
		if it.Kind.API.Upload && it.Owner == "" {
			parts[it.Key()] = r.parts(it)
		}
	}
	b, err := json.Marshal(parts)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(r.double, "parts.json"), b, 0o600))
	r.kinds, err = readObjects(os.DirFS(filepath.Join(r.dir, "recreate")))
	require.NoError(t, err)
	return r
}

// parts are the modules that Terraform uploads, a placeholder where the
// snapshot has none.
func (r *rescue) parts(it *generator.Item) []modulePart {
	dir := "workers/" + it.Object.Label()
	var out []modulePart
	for _, m := range it.Kind.API.Parts(it.Object) {
		out = append(out, modulePart{m.Name, m.Type, r.files[dir+"/"+m.Name]})
	}
	if out == nil {
		out = append(out, modulePart{"index.js", "application/javascript+module", []byte("export default {}")})
	}
	return out
}

// readObjects reads recreate/objects, in the order of the kinds.
func readObjects(recreate fs.FS) ([]*kindFile, error) {
	var index struct{ Kinds []string }
	text, err := fs.ReadFile(recreate, "index.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &index); err != nil {
		return nil, err
	}
	var out []*kindFile
	for _, kind := range index.Kinds {
		text, err := fs.ReadFile(recreate, "objects/"+kind+".json")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		k := &kindFile{}
		if err == nil {
			err = json.Unmarshal(text, k)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, nil
}

// A rebuilding is a run of rebuild.sh that has ended.
type rebuilding struct {
	code int
	text string
}

// rebuildCommand is rebuild.sh, as it is about to be run.
func (r *rescue) rebuildCommand(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	tmp := t.TempDir()
	cmd := exec.Command("bash", append([]string{filepath.Join(r.dir, "rebuild.sh")}, args...)...)
	cmd.Dir = tmp
	cmd.Env = []string{
		"PATH=" + r.double + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + tmp, "TMPDIR=" + tmp, "LC_ALL=C.UTF-8", doubleEnv + "=" + r.double,
		"CLOUDFLARE_API_TOKEN=" + standin.DefaultToken, "CLOUDFLARE_API_BASE_URL=" + r.url,
		"CFDR_PAUSE=0.001", "CFDR_TERMINAL=" + filepath.Join(tmp, "terminal"),
	}
	alone(cmd)
	return cmd
}

// rebuild runs rebuild.sh to its end. Every zone is active as soon as it is
// there.
func (r *rescue) rebuild(t *testing.T, args ...string) rebuilding {
	t.Helper()
	cmd := r.rebuildCommand(t, args...)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		for {
			r.activate()
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	err := cmd.Run()
	close(done)
	<-gone
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		require.NoError(t, err)
	}
	t.Logf("rebuild.sh ended with %d after %.1f s of CPU", cmd.ProcessState.ExitCode(), (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
	return rebuilding{cmd.ProcessState.ExitCode(), out.String()}
}

// activate makes all zones active, as the name servers of the registrar do.
func (r *rescue) activate() {
	for _, z := range r.All("/zones") {
		if z["status"] != "active" {
			z["status"] = "active"
			r.Put("/zones", z)
		}
	}
}

var sumsLine = regexp.MustCompile(`(?m)^Back: (\d+) by Terraform, (\d+) by script; (\d+) for a person to make\. Missing: (\d+)\.$`)

// missing is what a run says is missing.
func (b rebuilding) missing(t *testing.T) int {
	t.Helper()
	m := sumsLine.FindStringSubmatch(b.text)
	require.NotNil(t, m, b.text)
	n, err := strconv.Atoi(m[4])
	require.NoError(t, err)
	return n
}

// A liveObject is an object of the snapshot as the stand-in stores it.
type liveObject struct {
	kind *kindFile
	file *objectFile
	// at is the collection that it is in, id its id there, empty for a thing
	// that its path has alone.
	at, id string
	stored map[string]any
}

// live finds the objects of the snapshot in the account, by key: by the recorded
// id, else by what tells them from others. It returns the ids too.
func (r *rescue) live() (map[string]*liveObject, map[string]string) {
	out, ids := map[string]*liveObject{}, map[string]string{"account": r.snapshot.account().ID}
	for range 4 {
		for _, k := range r.kinds {
			taken := map[string]bool{}
			for _, o := range k.Objects {
				if out[o.Key] != nil {
					taken[out[o.Key].at+" "+out[o.Key].id] = true
				}
			}
			for _, byID := range []bool{true, false} {
				for _, o := range k.Objects {
					list, _, _ := strings.Cut(o.List, "?")
					at, known := fill(list, ids)
					if out[o.Key] != nil || !known {
						continue
					}
					if k.One || k.Whole {
						if stored := r.single(at); stored != nil && !byID {
							out[o.Key], ids[o.Key] = &liveObject{k, o, at, "", stored}, o.Key
						}
						continue
					}
					for _, stored := range r.All(at) {
						id := textOf(stored[k.ID])
						if taken[at+" "+id] || byID && (o.Recorded == "" || id != o.Recorded) || !byID && !agrees(stored, o.Match) {
							continue
						}
						taken[at+" "+id] = true
						out[o.Key], ids[o.Key] = &liveObject{k, o, at, id, stored}, id
						break
					}
				}
			}
		}
	}
	return out, ids
}

// single is what the account stores at a path that is no list, nil for nothing.
// Some of that is stored as a field of the object that it stands in, as the
// schedules of a worker are.
func (r *rescue) single(at string) map[string]any {
	if stored := r.Get(at, ""); stored != nil {
		return stored
	}
	owner, field := path.Split(at)
	list, id := path.Split(strings.TrimSuffix(owner, "/"))
	if list == "" || id == "" {
		return nil
	}
	if v, _ := r.Get(strings.TrimSuffix(list, "/"), id)[field].([]any); len(v) > 0 {
		return map[string]any{field: v}
	}
	return nil
}

// agrees reports whether what is stored has all of what is wanted. What says
// nothing need not be said.
func agrees(stored, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		m, is := stored.(map[string]any)
		if !is {
			return len(want) == 0 && stored == nil
		}
		for name, e := range want {
			if !agrees(m[name], e) {
				return false
			}
		}
		return true
	case []any:
		list, _ := stored.([]any)
		if len(list) != len(want) {
			return false
		}
		left := slices.Clone(list)
		for _, e := range want {
			i := slices.IndexFunc(left, func(s any) bool { return agrees(s, e) })
			if i < 0 {
				return false
			}
			left = slices.Delete(left, i, i+1)
		}
		return true
	case nil:
		return true
	}
	if reflect.ValueOf(want).IsZero() && stored == nil {
		return true
	}
	return reflect.DeepEqual(stored, want)
}

// whole reports whether a live object is what the snapshot says, as far as the
// stand-in stores it in the words of the API.
func (l *liveObject) whole(ids map[string]string) bool {
	var body any
	if len(l.file.Body) == 0 || json.Unmarshal(l.file.Body, &body) != nil {
		return true
	}
	want, _ := resolved(body, ids)
	m, is := want.(map[string]any)
	if !is {
		return true // a list is stored in a form of its own
	}
	for name, e := range m {
		if _, has := l.stored[name]; has && !slices.Contains(l.file.Ignore, name) && !agrees(l.stored[name], e) {
			return false
		}
	}
	return true
}

// lines are the lines of a run that contain a text.
func (b rebuilding) lines(with string) []string {
	var out []string
	for line := range strings.Lines(b.text) {
		if strings.Contains(line, with) {
			out = append(out, strings.TrimRight(line, "\n"))
		}
	}
	return out
}

// makes reports whether rebuild.sh creates an object, by Terraform or a script.
func (o *objectFile) makes() bool {
	return !o.Undefined && (o.Address != "" || o.Create != nil || o.Update != nil)
}

// back checks that what was lost is there and is what the snapshot says.
func (r *rescue) back(t *testing.T, lost map[string]bool, text string) {
	t.Helper()
	live, ids := r.live()
	for _, k := range r.kinds {
		for _, o := range k.Objects {
			if !lost[o.Key] || !o.makes() {
				continue
			}
			if assert.NotNil(t, live[o.Key], "not back: %s\n%s", o.Key, text) {
				assert.True(t, live[o.Key].whole(ids), "not whole: %s: %v, wanted %s\n%s", o.Key, live[o.Key].stored, o.Body, text)
			}
		}
	}
}
