package generator_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

// hostile are texts that mean something to Terraform, a shell, Markdown, HTML,
// JavaScript, YAML, SQL, a terminal or a file system. In an inventory they are
// data, wherever they stand.
var hostile = map[string]string{
	"double quote":         `say "yes"`,
	"single quote":         `it's`,
	"lone quote":           `"`,
	"interpolation":        `${file("/etc/passwd")}`,
	"directive":            `%{ if true }yes%{ endif }`,
	"escaped template":     `$${a} %%{b}`,
	"thrice escaped":       `$$${a} %%%{b} $$$${c}`,
	"open interpolation":   `${`,
	"open directive":       `%{`,
	"dollar at the end":    `price in $`,
	"dollars and brace":    `$$ { %% {`,
	"line feed":            "first\nsecond",
	"carriage return":      "first\r\nsecond\rthird",
	"tab":                  "a\tb",
	"only white space":     " \n\t ",
	"backslashes":          `C:\new\table\u0041\`,
	"backslash quote":      `\"`,
	"command":              `$(touch /tmp/x)`,
	"backticks":            "`id` ``two`` ```three```",
	"parent directory":     `../../../etc/passwd`,
	"absolute path":        `/etc/passwd`,
	"windows path":         `..\..\x:y`,
	"end of comment":       `*/ x /* y`,
	"line comment":         `// x`,
	"hash comment":         `# x`,
	"heredoc":              "<<EOT\nx\nEOT\n",
	"indented heredoc":     "<<-\"EOT\"\n  ${x}\n  EOT",
	"end of block":         "\"}\nresource \"cloudflare_zone\" \"evil\" {\n  zone = \"",
	"end of comment block": "x\n}\nprovider \"cloudflare\" {",
	"tag":                  `<script>alert(1)</script><img src=x onerror=alert(1)>`,
	"html comment":         `<!-- x --> <![CDATA[ y ]]> <?php z ?>`,
	"entity":               `&lt;b&gt; &amp;amp; &#60; &copy;`,
	"link":                 `[click](https://evil.example) [ref][1] [1]: https://evil.example`,
	"reference":            "[1]: https://evil.example",
	"image":                `![x](https://evil.example/x.png "y")`,
	"autolink":             `<https://evil.example> https://evil.example/a http://evil.example ftp://evil.example www.evil.example WWW.evil.example a@evil.example mailto:a@evil.example`,
	"heading":              `# Heading`,
	"closed heading":       `x ## #`,
	"setext heading":       "Heading\n=======",
	"list":                 `- item`,
	"plus list":            `+ item`,
	"ordered list":         `1. item`,
	"ordered list, paren":  `12) item`,
	"task":                 `[ ] task [x] done`,
	"quotation":            `> quoted`,
	"rule":                 `***`,
	"dashes":               `---`,
	"table":                "| a | b |\n|---|---|\n| 1 | 2 |",
	"cells":                `a | b || c \| d`,
	"emphasis":             `*a* **b** _c_ __d__ ~~e~~ a_b_c`,
	"math":                 `$x$ $$y$$`,
	"fence":                "```sh\nrm -rf /\n```",
	"tilde fence":          "~~~\nx",
	"emoji":                `🦊👩‍👩‍👧 :smile:`,
	"decomposed":           "Cafe\u0301 A\u030a",
	"right to left":        "abc\u202edef\u2066ghi",
	"invisible":            "a\u200bb\u00adc\ufeffd",
	"line separators":      "a\u2028b\u2029c\u0085d\u009be",
	"no-break space":       "\u00a0a\u3000b",
	"noncharacters":        "a\ufffd\uffff\U0010ffffb",
	"yaml":                 "a: b\n- c\n? d\n*e &f !g {h: [i]} # j",
	"yaml document":        "---\nx\n...",
	"yaml words":           `yes`,
	"number":               `0x1F`,
	"sql":                  `'; DROP TABLE x; --`,
	"leading dash":         `-rf`,
	"option":               `--force`,
	"device":               `CON`,
	"other device":         `nul.txt`,
	"dot":                  `.`,
	"dots":                 `..`,
	"javascript":           `};process.exit(1);//`,
	"reserved word":        `class`,
	"json":                 `{"a": [1, null]}`,
	"json of an id":        `{"$id_of": "account"}`,
	"json of data":         `{"$data": {"$id_of": "account"}}`,
	"shell words":          `a; b && c | d > e < f & g * h ? ~ ! {i,j}`,
	"printf":               `%s %n %d {{ .Name }} {{"x"}}`,
	"space around":         `  x  `,
	"very long":            strings.Repeat("long ", 13107),
	"very long word":       strings.Repeat("x", 65536),
	"very long in quotes":  strings.Repeat(`"${`, 2000),
}

// A slot is a place of an inventory where any text may stand.
type slot struct {
	node *yaml.Node
	// alone: the very text is put there. Elsewhere, where two equal texts would
	// be two things of one name, each has a number behind it.
	alone bool
	text  string // what stands there in the test data
}

// slots finds the places for text in an inventory: every field of type string
// that has neither form nor list of values, and what people write.
type slots struct {
	list    []slot
	refs    []*yaml.Node
	refKind []string
	// named are the nodes that name an object of a kind, for references.
	named map[string][]*yaml.Node
	// kind is that of the object whose notes are read.
	kind string
}

func (s *slots) refer(n *yaml.Node, kind string) {
	s.refs, s.refKind = append(s.refs, n), append(s.refKind, kind)
}

func pairsOf(n *yaml.Node, f func(key, value *yaml.Node)) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		f(n.Content[i], n.Content[i+1])
	}
}

func (s *slots) add(n *yaml.Node, alone bool) {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!str" || n.Kind == yaml.ScalarNode && alone && n.ShortTag() == "!!timestamp" {
		s.list = append(s.list, slot{n, alone, n.Value})
	}
}

// isAddressRecord finds the records whose content cannot be any text.
func isAddressRecord(n *yaml.Node) bool {
	found := false
	pairsOf(n, func(key, value *yaml.Node) {
		found = found || key.Value == "type" && (value.Value == "A" || value.Value == "AAAA")
	})
	return found
}

func (s *slots) object(n *yaml.Node, k *schema.Kind) {
	for i := range k.Fields {
		f := &k.Fields[i]
		pairsOf(n, func(key, value *yaml.Node) {
			if key.Value != f.Name || f.Name == "content" && isAddressRecord(n) {
				return
			}
			isKey := slices.Contains(k.Key, f.Name)
			if isKey && k == registry.Kind("account_ruleset") {
				return // what refers to one says all of its key, and not a single text
			}
			s.field(value, f, !isKey)
			if isKey && f.Ref == nil && value.Kind == yaml.ScalarNode && f.Name != "type" && f.Name != "content" {
				s.named[k.Name] = append(s.named[k.Name], value)
			}
		})
	}
	for _, child := range registry.Children(k.Name) {
		pairsOf(n, func(key, value *yaml.Node) {
			if key.Value == child.Section {
				s.section(value, child)
			}
		})
	}
	s.kind = k.Name
	notes(n, s)
}

func (s *slots) section(n *yaml.Node, k *schema.Kind) {
	switch k.Shape {
	case schema.Single:
		s.object(n, k)
	case schema.Whole:
		s.field(n, &k.Fields[0], true)
	case schema.Table:
		pairsOf(n, func(_, value *yaml.Node) { s.field(value, &k.Fields[1], true) })
	default:
		for _, o := range n.Content {
			s.object(o, k)
		}
	}
}

// notText are fields whose text must be the name of something in the file.
var notText = []string{"file", "main"}

func (s *slots) field(n *yaml.Node, f *schema.Field, alone bool) {
	alone = alone && f.V4.Encode == nil && f.V5.Encode == nil
	switch {
	case f.Many == schema.MapOf && n.Kind == yaml.MappingNode:
		pairsOf(n, func(key, value *yaml.Node) {
			s.add(key, false)
			s.element(value, f, alone)
		})
	case n.Kind == yaml.SequenceNode && f.Many != schema.One:
		for _, e := range n.Content {
			s.element(e, f, alone)
		}
	default:
		s.element(n, f, alone)
	}
}

func (s *slots) element(n *yaml.Node, f *schema.Field, alone bool) {
	fields := f.Fields
	pairsOf(n, func(key, value *yaml.Node) {
		for i := range f.Variants {
			if key.Value == f.Tag && f.Variants[i].Name == value.Value {
				fields = f.Variants[i].Fields
			}
		}
	})
	switch {
	case n.Kind == yaml.MappingNode && fields != nil:
		for i := range fields {
			pairsOf(n, func(key, value *yaml.Node) {
				if key.Value == fields[i].Name {
					// The names of bindings and the like tell one from another.
					s.field(value, &fields[i], alone && fields[i].Name != "name")
				}
			})
		}
	case n.Kind == yaml.ScalarNode && f.Fields != nil:
		for i := range f.Fields {
			if f.Fields[i].Name == f.Short {
				s.element(n, &f.Fields[i], alone && f.Short != "name")
			}
		}
	case f.Type == cty.DynamicPseudoType:
		s.any(n)
	case f.Ref != nil:
		s.refer(n, f.Ref.Kind)
	case f.Type == cty.String && f.Form == nil && f.Enum == nil && !f.Secret && !slices.Contains(notText, f.Name):
		s.add(n, alone)
	}
}

func (s *slots) any(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		s.add(n, true)
	}
	for i, c := range n.Content {
		if n.Kind == yaml.SequenceNode || i%2 == 1 {
			s.any(c)
		}
	}
}

// notes finds what people write beside the fields.
func notes(n *yaml.Node, s *slots) {
	texts := []string{"purpose", "notes", "from", "aliases", "shared_with", "broken", "retire", "rename", "size", "census", "undefined", "tombstones", "corrections", "blind_spots", "counterpart", "mentions", "used_by"}
	pairsOf(n, func(key, value *yaml.Node) {
		if slices.Contains(texts, key.Value) {
			people(value, s, key.Value)
		}
	})
}

// people finds the texts below a node of notes, but for the words that mean
// something to the reader.
func people(n *yaml.Node, s *slots, under string) {
	switch n.Kind {
	case yaml.ScalarNode:
		s.add(n, true)
	case yaml.SequenceNode:
		for _, c := range n.Content {
			people(c, s, under)
		}
	case yaml.MappingNode:
		fixed := []string{"kind", "date", "since", "sort", "count", "id", "worker", "assumed", "phantom", "cron", "time_zone", "token", "account", "bucket", "objects", "warning", "secrets"}
		pairsOf(n, func(key, value *yaml.Node) {
			switch {
			case key.Value == "database":
				s.refer(value, "d1_database")
			case slices.Contains(fixed, key.Value):
			case key.Value == "name" && (under == "undefined" || under == "tombstones"):
				s.list = append(s.list, slot{value, false, value.Value})
				s.named[kindOf(n)] = append(s.named[kindOf(n)], value)
			case key.Value == "name" && under == "mentions":
				s.refer(value, kindOf(n))
			case key.Value == "name" && under == "counterpart":
				s.refer(value, s.kind)
			default:
				people(value, s, under)
			}
		})
	}
}

func kindOf(n *yaml.Node) (kind string) {
	pairsOf(n, func(key, value *yaml.Node) {
		if key.Value == "kind" {
			kind = value.Value
		}
	})
	return kind
}

// A subject is an inventory with the places for text in it.
type subject struct {
	name string
	text []byte
	dir  string
	// refused are the slots that a kind's own check takes no text in: an
	// address, say.
	refused map[string]bool
}

// fill puts texts into every slot and reads the inventory. It gives the texts
// by what the baseline has in their place.
func (c subject) fill(t *testing.T, with func(marker, text string, alone bool) string) (*schema.Inventory, map[string]string) {
	t.Helper()
	var doc yaml.Node
	require.NoError(t, yaml.Unmarshal(c.text, &doc))
	s := &slots{named: map[string][]*yaml.Node{}}
	pairsOf(doc.Content[0], func(key, value *yaml.Node) {
		switch key.Value {
		case "accounts":
			s.section(value, registry.Kind("account"))
		case "backups", "references", "accept", "snapshot":
			people(value, s, key.Value)
		}
	})
	type name struct{ kind, name string }
	old := map[*yaml.Node]name{}
	for kind, nodes := range s.named {
		for _, n := range nodes {
			old[n] = name{kind, n.Value}
		}
	}
	numbers, texts := map[string]int{}, map[string]string{}
	keys := map[string]string{}
	for _, sl := range s.list {
		key := fmt.Sprint(sl.alone, sl.text)
		if _, known := numbers[key]; !known {
			numbers[key] = len(numbers)
		}
		if c.refused[key] {
			continue
		}
		mark := fmt.Sprintf("mark%04d", numbers[key])
		sl.node.SetString(with(mark, sl.text, sl.alone))
		sl.node.Style = yaml.DoubleQuotedStyle
		texts[mark] = sl.node.Value
		keys[mark] = key
	}
	renamed := map[name]string{}
	for n, was := range old {
		renamed[was] = n.Value
	}
	for i, r := range s.refs {
		if to, ok := renamed[name{s.refKind[i], r.Value}]; ok {
			r.SetString(to)
			r.Style = yaml.DoubleQuotedStyle
		}
	}
	out, err := yaml.Marshal(&doc)
	require.NoError(t, err)
	inv, diags := schema.Load("inventory.yaml", out, registry, os.DirFS(c.dir))
	again := false
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		key := keys[marker.FindString(d.Detail)]
		require.NotEmpty(t, key, "%s: %s", d.Summary, short(d.Detail))
		c.refused[key], again = true, true
	}
	if again {
		return c.fill(t, with)
	}
	return inv, texts
}

func short(s string) string { return fmt.Sprintf("%.300s", s) }

// knowledge is an inventory of what people write.
const knowledge = `
cfdr: 1
snapshot: {account: "The account", location: a, notes: [b], from: [c], state: {file: d, copied_by: e, copied_to: f, notes: [g]}}
references: [h]
accounts:
  - name: The account
    id: 01a7362d577a6c3019a474fd6f485823
    purpose: i
    notes: [j]
    d1_databases:
      - {name: app, id: 00000000-0000-4000-8000-000000000001, counterpart: {name: other, notes: [k]}, aliases: [{name: l, sort: binding, notes: [m]}], shared_with: [n], size: o, purpose: p}
      - {name: other, used_by: [{worker: one, as: q, notes: [r]}], rename: {to: s, tracking: t}, broken: {since: 2025-01-01, because: u, tracking: v}}
    workers:
      - {name: one, source: {path: w, environment: x, notes: [y]}, retire: {reason: z, tracking: aa, blocked_by: [ab]}, mentions: [{kind: worker, name: gone, notes: [ac]}], bindings_incomplete: ad, exports_entrypoints: [Ae, Af], durable_objects: [{class_name: Ag, storage: sqlite}]}
    r2_buckets: [{name: backups}]
    census: [{kind: worker, count: 7, date: 2025-01-01, what: ah, notes: [ai], from: [aj]}, {kind: worker, count: 9, date: 2025-01-02}]
    undefined: [{kind: queue, name: ak, used_by: [al], notes: [am], from: [an]}]
    tombstones: [{kind: worker, name: gone, id: ao, date: 2025-01-01, reason: ap, notes: [aq]}]
    corrections: [{kind: worker, name: ar, field: as, was: at, is: au, notes: [av]}]
    blind_spots: [{what: aw, notes: [ax], from: [ay]}, az]
backups:
  - name: ba
    by: {kind: cron job, name: bb}
    schedule: [{cron: "0 3 * * *", says: bc, notes: [bd]}]
    to: {bucket: backups, prefix: bf, file: bg}
    retention: bh
    method: bi
    databases: [{database: app, as: bj, assumed: true, size: bk, prefix: bl, file: bm, notes: [bn]}]
    deferred: [{database: other, as: bo, size: bp, reason: bq, mitigation: br, notes: [bs]}]
    notes: [bt]
accept: [{warning: no-id, reason: bu, date: 2025-01-01}]
`

func subjects(t *testing.T) []subject {
	t.Helper()
	out := []subject{{"knowledge", []byte(strings.Replace(knowledge, "account: \"The account\", ", "", 1)), "testdata", map[string]bool{}}}
	for _, k := range registry.Kinds() {
		dir := filepath.Join("testdata", "kinds", k.Name)
		text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
		require.NoError(t, err)
		// The first account is the snapshot's, whatever it is called.
		text = regexp.MustCompile(`(?m)^snapshot: \{account: Example\}\n`).ReplaceAll(text, nil)
		if k.Name == "account" {
			text = append([]byte("snapshot: {account: 01a7362d577a6c3019a474fd6f485823}\n"), text...)
		}
		out = append(out, subject{k.Name, text, dir, map[string]bool{}})
	}
	return out
}

// A rendering is what a snapshot is to its readers.
type rendering struct {
	blocks    map[string]int
	resources map[string]any // by the place of the object in the inventory
	imports   map[string]any
	markdown  map[string]int // kinds of nodes
	words     string         // what Markdown shows
	terminal  string
	strings   []string       // of gaps.json
	recreate  map[string]any // what the scripts work on, by the file
	files     generator.Files
}

var evaluation = &hcl.EvalContext{
	Variables: map[string]cty.Value{
		"var": cty.ObjectVal(map[string]cty.Value{
			"account_id": cty.StringVal("ACCOUNT"), "adopt": cty.True, "held": cty.SetValEmpty(cty.String), "rebuild": cty.False, "lost": cty.SetValEmpty(cty.String), "ids": cty.MapValEmpty(cty.String),
		}),
	},
	Functions: map[string]function.Function{
		"contains": stdlib.ContainsFunc,
		"merge":    stdlib.MergeFunc,
		"toset": function.New(&function.Spec{
			Params: []function.Parameter{{Name: "v", Type: cty.DynamicPseudoType}},
			Type:   func(args []cty.Value) (cty.Type, error) { return cty.Set(cty.String), nil },
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				if args[0].LengthInt() == 0 {
					return cty.SetValEmpty(cty.String), nil
				}
				return cty.SetVal(args[0].AsValueSlice()), nil
			},
		}),
	},
}

// withIDs is the evaluation with the local values of ids.tf, which import ids
// are made of.
func withIDs(t *testing.T, body []byte) *hcl.EvalContext {
	t.Helper()
	file, diags := hclsyntax.ParseConfig(body, "ids.tf", hcl.InitialPos)
	require.False(t, diags.HasErrors(), "%s", diags)
	ids, diags := file.Body.(*hclsyntax.Body).Blocks[0].Body.Attributes["ids"].Expr.Value(evaluation)
	require.False(t, diags.HasErrors(), "%s", diags)
	out := evaluation.NewChild()
	out.Variables = map[string]cty.Value{"local": cty.ObjectVal(map[string]cty.Value{"ids": ids})}
	return out
}

func renderingOf(t *testing.T, inv *schema.Inventory, target schema.Target) *rendering {
	t.Helper()
	files, survey := generate(t, inv, target)
	r := &rendering{blocks: map[string]int{}, resources: map[string]any{}, imports: map[string]any{}, markdown: map[string]int{}, recreate: map[string]any{}, files: files}
	places, keys := map[string]string{}, map[string]string{"account": "the account"}
	n := 0
	schema.Walk(inv.Accounts, func(o *schema.Object) {
		n++
		if it := survey.Item(o); it != nil {
			keys[it.Key()] = fmt.Sprintf("object %d", n)
			if it.Address != "" {
				places[it.Address] = keys[it.Key()]
			}
		}
	})
	notes := inv.AccountNotes(survey.Account)
	for i, u := range notes.Undefined {
		keys[keyOfUndefined(u.Kind, u.Name)] = fmt.Sprintf("undefined %d", i)
	}
	for i, g := range notes.Tombstones {
		keys[keyOfUndefined(g.Kind, g.Name)] = fmt.Sprintf("tombstone %d", i)
	}
	ids := withIDs(t, files["ids.tf"])
	for path, body := range files {
		if !strings.HasSuffix(path, ".tf") {
			continue
		}
		file, diags := hclsyntax.ParseConfig(body, path, hcl.InitialPos)
		require.False(t, diags.HasErrors(), "%s: %s", path, diags)
		for _, b := range file.Body.(*hclsyntax.Body).Blocks {
			switch b.Type {
			default:
				r.blocks[path+" "+b.Type]++
			case "resource":
				address := strings.Join(b.Labels, ".")
				require.Contains(t, places, address)
				require.NotContains(t, r.resources, places[address])
				r.resources[places[address]] = treeOf(t, b.Body)
			case "import":
				to := strings.TrimSuffix(string(b.Body.Attributes["to"].Expr.Range().SliceBytes(body)), "[0]")
				v, diags := b.Body.Attributes["for_each"].Expr.Value(ids)
				require.False(t, diags.HasErrors(), "%s", diags)
				r.imports[places[to]] = v.AsValueSlice()[0].AsString()
			}
		}
		checkPlain(t, path, string(body))
	}
	assert.Len(t, r.resources, len(places), "a resource for each object")
	assert.Len(t, r.imports, len(places), "an import for each object")
	for _, path := range []string{"GAPS.md", "README.md"} {
		r.readMarkdown(t, files[path])
	}
	r.terminal = string(generator.NewReport(survey).Text())
	checkPlain(t, "the text for a terminal", r.terminal)
	var report any
	require.NoError(t, json.Unmarshal(files["gaps.json"], &report))
	r.collect(report)
	checkRecreation(t, files, survey)
	for path, body := range files {
		if strings.HasPrefix(path, "recreate/objects/") {
			var file map[string]any
			require.NoError(t, json.Unmarshal(body, &file))
			r.recreate[path] = placed(file, keys)
		}
	}
	_, err := generator.ParseManifest(files[generator.ManifestFile])
	require.NoError(t, err)
	for path := range files {
		assert.True(t, fs.ValidPath(path), "%q would not be below the directory", path)
	}
	return r
}

// small stands for the key of what no inventory lists: the tag of an
// application.
const small = "something small"

// placed is a file of recreate/objects with places of the inventory for what is
// made from texts by another rule: keys, and the names of files.
func placed(v any, keys map[string]string) any {
	switch v := v.(type) {
	case string:
		if place, is := keys[v]; is {
			return place
		}
		return pathHole.ReplaceAllStringFunc(v, func(hole string) string {
			if place, is := keys[hole[1:len(hole)-1]]; is {
				return "{" + place + "}"
			}
			return hole
		})
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = placed(v[i], keys)
		}
		return out
	case map[string]any:
		if data, is := v[asData]; is && len(v) == 1 {
			return data
		}
		out := map[string]any{}
		for name, e := range v {
			out[name] = placed(e, keys)
		}
		if _, isObject := v["list"]; isObject {
			for _, name := range []string{"name", "address", "upload"} {
				delete(out, name)
			}
			if out["key"] == v["key"] {
				out["key"] = small
			}
		}
		return out
	}
	return v
}

// asSent has the value of each JSON text that is a binding, as it is sent; and
// one thing of each name where several texts have become one.
func asSent(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = asSent(v[i])
		}
		return slices.CompactFunc(v, func(a, b any) bool {
			m, isMap := a.(map[string]any)
			return isMap && m["key"] == small && reflect.DeepEqual(a, b)
		})
	case map[string]any:
		for name := range v {
			v[name] = asSent(v[name])
		}
		if text, isText := v["json"].(string); isText && v["type"] == "json" {
			var value any
			if json.Unmarshal([]byte(text), &value) == nil {
				v["json"] = value
			}
		}
	}
	return v
}

// checkPlain finds what a terminal or an editor would obey.
func checkPlain(t *testing.T, what, s string) {
	t.Helper()
	if i := strings.IndexFunc(s, func(r rune) bool {
		return r != '\n' && !unicode.IsGraphic(r)
	}); i >= 0 {
		assert.Fail(t, "not plain", "%s holds %q", what, s[i:min(len(s), i+20)])
	}
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM))

var tag = regexp.MustCompile(`<[^>]*>`)

func (r *rendering) readMarkdown(t *testing.T, body []byte) {
	t.Helper()
	doc := markdown.Parser().Parse(text.NewReader(body))
	require.NoError(t, ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		// Nothing but white space has no block of text.
		if entering && n.Kind() != ast.KindText && n.Kind() != ast.KindTextBlock && n.Kind() != ast.KindString {
			r.markdown[n.Kind().String()]++
		}
		return ast.WalkContinue, nil
	}))
	var shown bytes.Buffer
	require.NoError(t, markdown.Renderer().Render(&shown, body, doc))
	r.words += html.UnescapeString(tag.ReplaceAllString(shown.String(), ""))
}

func (r *rendering) collect(v any) {
	switch v := v.(type) {
	case string:
		r.strings = append(r.strings, v)
	case []any:
		for _, e := range v {
			r.collect(e)
		}
	case map[string]any:
		for _, e := range v {
			r.collect(e)
		}
	}
}

// treeOf is a body as plain values. What is no literal is only said to be an
// expression: it holds no text of an inventory but labels.
func treeOf(t *testing.T, body *hclsyntax.Body) map[string]any {
	t.Helper()
	out := map[string]any{}
	for name, a := range body.Attributes {
		out[name] = valueOf(t, a.Expr)
	}
	for _, b := range body.Blocks {
		list, _ := out["block "+b.Type].([]any)
		out["block "+b.Type] = append(list, treeOf(t, b.Body))
	}
	return out
}

func valueOf(t *testing.T, e hclsyntax.Expression) any {
	t.Helper()
	switch e := e.(type) {
	case *hclsyntax.TupleConsExpr:
		out := make([]any, len(e.Exprs))
		for i := range e.Exprs {
			out[i] = valueOf(t, e.Exprs[i])
		}
		return out
	case *hclsyntax.ObjectConsExpr:
		out := map[string]any{}
		for _, item := range e.Items {
			key, diags := item.KeyExpr.Value(nil)
			require.False(t, diags.HasErrors(), "%s", diags)
			out[key.AsString()] = valueOf(t, item.ValueExpr)
		}
		require.Len(t, out, len(e.Items))
		return out
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() {
		return fmt.Sprintf("%T", e)
	}
	if v.Type() == cty.String && !v.IsNull() {
		return v.AsString()
	}
	return v.GoString()
}

var marker = regexp.MustCompile(`mark[0-9]{4}`)

// replaced is a tree of the baseline with the texts in the place of markers.
// Lists are sorted, since the order of some depends on the texts.
func replaced(v any, with func(string) string) any {
	switch v := v.(type) {
	case string:
		return with(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = replaced(v[i], with)
		}
		slices.SortStableFunc(out, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		return out
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			out[with(k)] = replaced(e, with)
		}
		return out
	}
	return v
}

// shownAs is a text as a line of a document has it.
func shownAs(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028', r == '\u2029':
			return ' '
		case !unicode.IsGraphic(r) && r != '\n' && r != '\t':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// master writes bytes as DNS master files do.
func master(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			fmt.Fprintf(&b, `\%03d`, s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func TestInjection(t *testing.T) {
	scripts := new(sync.Map)
	t.Run("texts", func(t *testing.T) {
		for i, c := range subjects(t) {
			base := map[schema.Target]*rendering{}
			for _, target := range schema.Targets() {
				inv, _ := c.fill(t, func(marker, _ string, _ bool) string { return marker })
				base[target] = renderingOf(t, inv, target)
			}
			for j, name := range slices.Sorted(maps.Keys(hostile)) {
				text := hostile[name]
				// A text meets one target in this kind and the other in the next:
				// what differs between them is what they are called, not how they
				// are written.
				target := schema.Targets()[(i+j)%2]
				// By default each text is tried with every 13th kind.
				if !deep.Enabled() && (i+j)%13 != 0 {
					continue
				}
				t.Run(c.name+" on "+string(target)+", "+name, func(t *testing.T) {
					t.Parallel()
					long := false
					inv, texts := c.fill(t, func(marker, _ string, alone bool) string {
						switch {
						case len(text) > 1000 && long:
							return "short " + marker[4:]
						case len(text) > 1000:
							long = true
						case alone:
							return text
						}
						return text + " " + marker[4:]
					})
					checkInjection(t, base[target], renderingOf(t, inv, target), texts, target, scripts)
				})
			}
		}
	})
	checkScripts(t, scripts)
}

func checkInjection(t *testing.T, base, got *rendering, texts map[string]string, target schema.Target, scripts *sync.Map) {
	t.Helper()
	plain := func(s string) string {
		return norm.NFC.String(marker.ReplaceAllStringFunc(s, func(m string) string { return texts[m] }))
	}
	adopted := slices.Sorted(maps.Keys(got.resources))
	if !slices.Equal(slices.Sorted(maps.Keys(base.resources)), adopted) {
		// The provider refuses such a name, and the kind says so: that is a gap
		// more, so the documents cannot be compared.
		for _, place := range adopted {
			assert.Contains(t, base.resources, place)
		}
		return
	}
	assert.Equal(t, base.blocks, got.blocks)
	for place, tree := range base.resources {
		want := replaced(tree, plain)
		if m := want.(map[string]any); target == schema.V4 && m["type"] == "TXT" {
			content := tree.(map[string]any)["content"].(string)
			m["content"] = master(marker.ReplaceAllStringFunc(content, func(m string) string { return texts[m] }))
		}
		have := replaced(got.resources[place], func(s string) string { return s })
		// A text with an asterisk is a host that covers others.
		delete(want.(map[string]any), "depends_on")
		delete(have.(map[string]any), "depends_on")
		same(t, want, have, place)
	}
	same(t, replaced(base.imports, plain), replaced(got.imports, func(s string) string { return s }), "imports")
	exact := func(s string) string {
		return marker.ReplaceAllStringFunc(s, func(m string) string { return texts[m] })
	}
	// Nor is it known here which hosts a text covers in what the scripts wait for.
	same(t, withoutNeeds(asSent(replaced(base.recreate, exact))), withoutNeeds(replaced(got.recreate, func(s string) string { return s })), "recreate/objects")
	assert.Equal(t, base.markdown, got.markdown, "Markdown takes a text for something else")
	lines := func(s string) int { return strings.Count(s, "\n") }
	assert.Equal(t, lines(base.terminal), lines(got.terminal))
	all := strings.Join(got.strings, "\x00")
	words, terminal := shownAs(got.words), shownAs(got.terminal)
	inJSON := func(m string) bool {
		return slices.ContainsFunc(base.strings, func(b string) bool { return strings.Contains(b, m) })
	}
	for m, s := range texts {
		for what, is := range map[string]bool{
			"the documents do not show a text": !strings.Contains(base.words, m) || holds(words, s, shownAs),
			"a terminal does not show a text":  !strings.Contains(base.terminal, m) || holds(terminal, s, shownAs),
			"gaps.json does not hold a text":   !inJSON(m) || holds(all, s, strings.Clone),
		} {
			if !is {
				assert.Fail(t, what, "%q", short(s))
			}
		}
	}
	for path, body := range got.files {
		if strings.HasSuffix(path, ".mjs") {
			scripts.Store(sha256.Sum256(body), body)
		}
	}
}

// withoutNeeds leaves out what objects wait for.
func withoutNeeds(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			if k != "needs" {
				out[k] = withoutNeeds(e)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = withoutNeeds(e)
		}
		return out
	}
	return v
}

// holds says whether a text is shown as it is, or in the quotes of Go or JSON.
func holds(in, s string, as func(string) string) bool {
	inJSON, err := json.Marshal(s)
	for _, quoted := range []string{strconv.Quote(s), string(inJSON)} {
		if err == nil && strings.Contains(in, as(quoted[1:len(quoted)-1])) {
			return true
		}
	}
	return strings.Contains(in, as(s))
}

// same compares without printing 64 KiB.
func same(t *testing.T, want, got any, what string) {
	t.Helper()
	if a, b := fmt.Sprint(want), fmt.Sprint(got); a != b {
		i := 0
		for i < len(a) && i < len(b) && a[i] == b[i] {
			i++
		}
		from := max(0, i-60)
		assert.Fail(t, "another value", "%s\nwant %q\ngot  %q", what, short(a[from:]), short(b[from:]))
	}
}

// checkScripts lets JavaScript read the modules that stand in for workers.
func checkScripts(t *testing.T, scripts *sync.Map) {
	t.Helper()
	t.Run("placeholders are JavaScript", func(t *testing.T) {
		node, err := exec.LookPath("node")
		if err != nil {
			t.Skip("node is not on PATH; with it this test reads the placeholders")
		}
		dir := t.TempDir()
		for i, body := range deep.Sample(slices.Collect(values(scripts)), 3) {
			path := filepath.Join(dir, fmt.Sprintf("%d.mjs", i))
			require.NoError(t, os.WriteFile(path, body, 0o600))
			out, err := exec.Command(node, "--check", path).CombinedOutput()
			assert.NoError(t, err, "%s\n%s", body, out)
		}
	})
}

func values(m *sync.Map) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		m.Range(func(_, v any) bool { return yield(v.([]byte)) })
	}
}

// TestRefusedText finds what no inventory may hold anywhere.
func TestRefusedText(t *testing.T) {
	load := func(database string) hcl.Diagnostics {
		_, diags := schema.Load("inventory.yaml", []byte("cfdr: 1\naccounts:\n  - name: Example\n    id: "+accountID+"\n    d1_databases: ["+database+"]\n"), registry, nil)
		return diags
	}
	codes := func(diags hcl.Diagnostics) []schema.Code {
		out := map[schema.Code]bool{}
		for _, d := range diags {
			if d.Severity == hcl.DiagError {
				out[schema.FindingOf(d).Code] = true
			}
		}
		return slices.Sorted(maps.Keys(out))
	}
	for r := range rune(0x20) {
		if r != '\n' && r != '\t' && r != '\r' {
			for _, where := range []string{`{name: "a\x%02xb"}`, `{name: a, purpose: "a\x%02xb"}`, `{name: a, aliases: [{name: "a\x%02xb"}]}`} {
				assert.Equal(t, []schema.Code{schema.CodeCharacter}, codes(load(fmt.Sprintf(where, r))), "U+%04X in %s", r, where)
			}
		}
	}
	assert.Equal(t, []schema.Code{schema.CodeCharacter}, codes(load(`{name: "a\x7fb"}`)))
	assert.Equal(t, []schema.Code{schema.CodeCharacter}, codes(load("{name: a\x00b}")))
	assert.Equal(t, []schema.Code{schema.CodeCharacter}, codes(load("{name: a\xffb}")))
	for _, text := range hostile {
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		assert.Contains(t, [][]schema.Code{{schema.CodeBadID}, {schema.CodeBadID, schema.CodeMissing}, {schema.CodeCharacter}, {schema.CodeSyntax}}, codes(load(fmt.Sprintf(`{name: a, id: %s}`, quoted))), "%q as an id", short(text))
	}
}
