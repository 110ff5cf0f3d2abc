package recovery

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cfdr/cfdr/schema"
)

// The test double of Terraform. rebuild.sh finds it on PATH as terraform: it is
// this test binary under another name, so that hundreds of rebuilds can run
// without Terraform and a provider.
//
// It implements the commands that rebuild.sh uses. It creates what Terraform
// would create: every resource in the configuration that is neither in the
// state, nor imported, nor held by var.held. It sends the create request of the
// API for each, in the order of their references, and goes on after a refusal
// as Terraform does. It plans an update for every resource that is there and
// that the configuration does not keep from change with ignore_changes = all,
// and a destroy for every address of the state that the configuration lacks.
//
// It does not evaluate the configuration: the body of a request is that of
// recreate/objects. So it proves nothing about the arguments in the
// configuration, about what a provider reads back, plans or crashes on, or about
// the order that Terraform finds. internal/acceptance asks the real ones.

// doubleEnv names the directory with the files that the double reads.
const doubleEnv = "CFDR_TEST_DOUBLE"

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "terraform" && os.Getenv(doubleEnv) != "" {
		os.Exit(double(os.Args[1:], os.Stdout))
	}
	os.Exit(m.Run())
}

// double runs one terraform command in the working directory.
func double(args []string, out io.Writer) int {
	words := slices.DeleteFunc(slices.Clone(args), func(a string) bool { return strings.HasPrefix(a, "-") })
	d := &terraform{out: out}
	var err error
	switch cmp.Or(strings.Join(words, " "), "nothing") {
	case "version":
		fmt.Fprintln(out, `{"terraform_version": "1.11.4"}`)
	case "init":
	case "plan":
		err = d.plan()
	case "show plan":
		err = d.show()
	case "apply plan":
		err = d.apply()
	default:
		if len(words) < 3 || words[0] != "state" || words[1] != "rm" {
			err = fmt.Errorf("the double has no command %q", args)
			break
		}
		err = d.forget(words[2:])
	}
	if err != nil {
		d.fail("", err.Error())
		return 1
	}
	if d.failed {
		return 1
	}
	return 0
}

type terraform struct {
	out    io.Writer
	failed bool
	kinds  []*kindFile
	ids    map[string]string
	state  tfState
}

const stateFile = "../../rebuild.tfstate"

type tfState struct {
	Version   int           `json:"version"`
	Serial    int           `json:"serial"`
	Resources []*tfResource `json:"resources"`
}

type tfResource struct {
	Mode      string       `json:"mode"`
	Type      string       `json:"type"`
	Name      string       `json:"name"`
	Instances []tfInstance `json:"instances"`
}

type tfInstance struct {
	Index      any            `json:"index_key,omitempty"`
	Attributes map[string]any `json:"attributes"`
}

func (r *tfResource) address() string {
	if i := r.Instances[0].Index; i != nil {
		return fmt.Sprintf("%s.%s[%v]", r.Type, r.Name, i)
	}
	return r.Type + "." + r.Name
}

// A tfChange is what is planned for an address.
type tfChange struct {
	Address, Key, Action string
	Importing            bool
}

// fail prints an error in the form of terraform -json.
func (d *terraform) fail(address, text string) {
	d.failed = true
	b, _ := json.Marshal(map[string]any{"@level": "error", "@message": "Error: " + text, "type": "diagnostic",
		"diagnostic": map[string]any{"severity": "error", "summary": "failed to make http request", "detail": text, "address": address}})
	fmt.Fprintf(d.out, "%s\n", b)
}

var resourceBlock = regexp.MustCompile(`(?m)^resource "([^"]+)" "([^"]+)" \{`)

// plan finds what is to be done, and keeps it in the file plan.
func (d *terraform) plan() error {
	if err := d.read(); err != nil {
		return err
	}
	var vars struct{ Held []string }
	text, err := os.ReadFile("rebuild.tfvars.json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &vars); err != nil {
		return err
	}
	configured, kept := map[string]bool{}, map[string]bool{}
	imports := ""
	files, err := filepath.Glob("*.tf")
	if err != nil {
		return err
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if name == "imports.tf" {
			imports = string(text)
		}
		for _, m := range resourceBlock.FindAllStringSubmatch(string(text), -1) {
			if name == "there_override.tf" {
				kept[m[1]+"."+m[2]] = true
			} else {
				configured[m[1]+"."+m[2]] = true
			}
		}
	}
	var changes []tfChange
	has := map[string]bool{}
	for _, r := range d.state.Resources {
		has[r.address()] = true
		if !configured[r.Type+"."+r.Name] {
			changes = append(changes, tfChange{Address: r.address(), Action: "delete"})
		}
	}
	for _, k := range d.kinds {
		for _, o := range k.Objects {
			base, _, _ := strings.Cut(o.Address, "[")
			if o.Address == "" || !configured[base] || slices.Contains(vars.Held, o.Key) {
				continue
			}
			c := tfChange{Address: o.Address, Key: o.Key, Action: "create"}
			if strings.Contains(imports, fmt.Sprintf("contains(var.lost, %q)", o.Key)) {
				c.Action, c.Importing = "no-op", !has[o.Address]
			} else if has[o.Address] {
				c.Action = "no-op"
			}
			if c.Action == "no-op" && !kept[base] {
				c.Action = "update"
			}
			changes = append(changes, c)
		}
	}
	b, err := json.Marshal(changes)
	if err != nil {
		return err
	}
	return os.WriteFile("plan", b, 0o600)
}

// read reads the objects of the snapshot, the state, and the ids.
func (d *terraform) read() error {
	dir, err := filepath.Abs(os.Getenv(doubleEnv))
	if err != nil {
		return err
	}
	target, err := os.ReadFile(filepath.Join(dir, "snapshot"))
	if err != nil {
		return err
	}
	if d.kinds, err = readObjects(os.DirFS(filepath.Join(string(target), "recreate"))); err != nil {
		return err
	}
	text, err := os.ReadFile(stateFile)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	d.state = tfState{Version: 4}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &d.state); err != nil {
			return err
		}
	}
	var vars struct {
		Account string `json:"account_id"`
		Lost    []string
		IDs     map[string]string
	}
	if text, err = os.ReadFile("rebuild.tfvars.json"); err != nil {
		return nil //nolint:nilerr // state rm comes before there are any
	}
	if err := json.Unmarshal(text, &vars); err != nil {
		return err
	}
	d.ids = map[string]string{"account": vars.Account}
	for _, k := range d.kinds {
		for _, o := range k.Objects {
			if o.Address != "" && slices.Contains(vars.Lost, o.Key) {
				continue
			}
			if id := cmp.Or(vars.IDs[o.Key], o.Recorded, textOf(o.Match[k.ID])); id != "" {
				d.ids[o.Key] = id
			}
		}
	}
	return nil
}

func (d *terraform) changes() (out []tfChange, err error) {
	text, err := os.ReadFile("plan")
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	return out, err
}

// show prints the plan as terraform show -json does.
func (d *terraform) show() error {
	changes, err := d.changes()
	if err != nil {
		return err
	}
	list := []any{}
	for _, c := range changes {
		change := map[string]any{"actions": []string{c.Action}}
		if c.Importing {
			change["importing"] = map[string]any{"id": "x"}
		}
		list = append(list, map[string]any{"address": c.Address, "change": change})
	}
	return json.NewEncoder(d.out).Encode(map[string]any{"resource_changes": list})
}

// apply creates what is planned. What depends on something that was refused is
// not tried.
func (d *terraform) apply() error {
	if err := d.read(); err != nil {
		return err
	}
	changes, err := d.changes()
	if err != nil {
		return err
	}
	todo := map[string]*tfChange{}
	for i := range changes {
		switch c := &changes[i]; {
		case c.Action == "create":
			todo[c.Key] = c
		case c.Action != "no-op":
			return fmt.Errorf("the double does not %s %s", c.Action, c.Address)
		case c.Importing:
			d.keep(c.Address, "", d.ids[c.Key])
		}
	}
	for again := true; again; {
		again = false
		for _, k := range d.kinds {
			for _, o := range k.Objects {
				c := todo[o.Key]
				if c == nil {
					continue
				}
				method, path, body, ready := creation(k, o, d.ids)
				if !ready {
					continue
				}
				delete(todo, o.Key)
				again = true
				id, refused := d.send(k, o, method, path, body)
				if refused != "" {
					d.fail(o.Address, refused)
					continue
				}
				d.ids[o.Key] = id
				d.keep(o.Address, k.StateID, id)
				b, _ := json.Marshal(map[string]any{"@level": "info", "@message": o.Address + ": Creation complete after 0s", "type": "apply_complete",
					"hook": map[string]any{"resource": map[string]any{"addr": o.Address}, "action": "create"}})
				fmt.Fprintf(d.out, "%s\n", b)
			}
		}
	}
	// Terraform says nothing of what depends on what was refused.
	d.failed = d.failed || len(todo) > 0
	return d.save()
}

// keep adds a resource to the state.
func (d *terraform) keep(address, idAttribute, id string) {
	base, index, indexed := strings.Cut(strings.TrimSuffix(address, "]"), "[")
	kind, name, _ := strings.Cut(base, ".")
	in := tfInstance{Attributes: map[string]any{cmp.Or(idAttribute, "id"): id, "account_id": d.ids["account"]}}
	if indexed {
		in.Index = json.RawMessage(index)
	}
	d.state.Resources = append(d.state.Resources, &tfResource{Mode: "managed", Type: kind, Name: name, Instances: []tfInstance{in}})
}

func (d *terraform) save() error {
	d.state.Serial++
	b, err := json.Marshal(d.state)
	if err != nil {
		return err
	}
	return os.WriteFile(stateFile, b, 0o600)
}

// forget is terraform state rm.
func (d *terraform) forget(addresses []string) error {
	if err := d.read(); err != nil {
		return err
	}
	d.state.Resources = slices.DeleteFunc(d.state.Resources, func(r *tfResource) bool { return slices.Contains(addresses, r.address()) })
	return d.save()
}

// send sends one request and returns the id of what it created, or why it was
// refused.
func (d *terraform) send(k *kindFile, o *objectFile, method, path string, body any) (id, refused string) {
	var sent bytes.Buffer
	contentType := "application/json"
	if k.Uploaded {
		var err error
		if contentType, err = form(&sent, o, body.(map[string]any)); err != nil {
			return "", err.Error()
		}
	} else if err := json.NewEncoder(&sent).Encode(body); err != nil {
		return "", err.Error()
	}
	q, err := http.NewRequest(method, os.Getenv("CLOUDFLARE_BASE_URL")+path, &sent)
	if err != nil {
		return "", err.Error()
	}
	q.Header.Set("Authorization", "Bearer "+os.Getenv("CLOUDFLARE_API_TOKEN"))
	q.Header.Set("Content-Type", contentType)
	for name, value := range o.Header {
		q.Header.Set(name, value)
	}
	a, err := http.DefaultClient.Do(q)
	if err != nil {
		return "", err.Error()
	}
	defer func() { _ = a.Body.Close() }()
	text, err := io.ReadAll(a.Body)
	if err != nil {
		return "", err.Error()
	}
	if a.StatusCode >= 300 {
		return "", fmt.Sprintf("%s %q: %s %s", method, path, a.Status, text)
	}
	var answer struct{ Result any }
	if err := json.Unmarshal(text, &answer); err != nil {
		return "", err.Error()
	}
	result, _ := answer.Result.(map[string]any)
	return cmp.Or(textOf(result[k.ID]), textOf(o.Match[k.ID]), o.Key), ""
}

// form writes the upload of a worker: its metadata and its modules.
func form(w io.Writer, o *objectFile, metadata map[string]any) (contentType string, err error) {
	text, err := os.ReadFile(filepath.Join(os.Getenv(doubleEnv), "parts.json"))
	if err != nil {
		return "", err
	}
	var parts map[string][]modulePart
	if err := json.Unmarshal(text, &parts); err != nil {
		return "", err
	}
	delete(metadata, "keep_bindings")
	m := multipart.NewWriter(w)
	part := func(name, contentType string, body []byte) {
		p, _ := m.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename=%q`, name, name)}, "Content-Type": {contentType},
		})
		_, _ = p.Write(body)
	}
	b, err := json.Marshal(metadata)
	if err != nil {
		return "", err
	}
	p, _ := m.CreateFormField("metadata")
	_, _ = p.Write(b)
	for _, one := range parts[o.Key] {
		part(one.Name, one.Type, one.Content)
	}
	return m.FormDataContentType(), m.Close()
}

// A modulePart is a module of a worker that Terraform uploads.
type modulePart struct {
	Name, Type string
	Content    []byte
}

// creation is the request that creates an object, once everything is there that
// it refers to.
func creation(k *kindFile, o *objectFile, ids map[string]string) (method, path string, body any, ready bool) {
	api := registry.Kind(k.Kind).API
	switch list, _, _ := strings.Cut(o.List, "?"); {
	case o.Create != nil:
		method, path = o.Create.Method, o.Create.Path
	case api.Create.Method != "":
		method, path = api.Create.Method, list
		if strings.HasSuffix(api.Create.Path, "/{id}") {
			path += "/{" + o.Key + "}"
		}
	case o.Update != nil:
		method, path = o.Update.Method, o.Update.Path
	}
	own := ids[o.Key]
	ids[o.Key] = textOf(o.Match[k.ID])
	path, known := fill(path, ids)
	if own == "" {
		delete(ids, o.Key)
	} else {
		ids[o.Key] = own
	}
	var v any
	if len(o.Body) > 0 {
		if err := json.Unmarshal(o.Body, &v); err != nil {
			return "", "", nil, false
		}
	}
	body, all := resolved(v, ids)
	return method, path, body, known && all && method != ""
}

// kindFile is a file of recreate/objects, objectFile an object in it.
type kindFile struct {
	Kind, ID                    string
	StateID                     string `json:"state_id"`
	One, Named, Whole, Uploaded bool
	Objects                     []*objectFile
}

type objectFile struct {
	Key, Name, By, Address, Recorded, List, Topic string
	Header                                        map[string]string
	Match                                         map[string]any
	Needs, Ignore, Secrets                        []string
	Held, Retiring, Undefined                     bool
	Create, Update                                *schema.Request
	Body                                          json.RawMessage
}

// textOf is a value that is a text, or nothing.
func textOf(v any) string {
	s, _ := v.(string)
	return s
}

// fill replaces the keys in a path by ids.
func fill(path string, ids map[string]string) (string, bool) {
	known := true
	return keyInPath.ReplaceAllStringFunc(path, func(key string) string {
		id := ids[key[1:len(key)-1]]
		known = known && id != ""
		return url.PathEscape(id)
	}), known
}

var keyInPath = regexp.MustCompile(`\{[^}]*\}`)

// resolved replaces the pointers in a body by ids.
func resolved(v any, ids map[string]string) (any, bool) {
	known := true
	switch v := v.(type) {
	case map[string]any:
		if key, is := v["$id_of"].(string); is {
			id := ids[key]
			return id + textOf(v["$suffix"]), id != ""
		}
		if data, is := v["$data"]; is && len(v) == 1 {
			return data, true
		}
		out := map[string]any{}
		for name, e := range v {
			one, ok := resolved(e, ids)
			out[name], known = one, known && ok
		}
		return out, known
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			one, ok := resolved(e, ids)
			out[i], known = one, known && ok
		}
		return out, known
	}
	return v, true
}
