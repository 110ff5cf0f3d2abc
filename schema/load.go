package schema

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"go.yaml.in/yaml/v3"
)

// MaxBytes is the size of the largest inventory that Load reads: some 350,000
// DNS records.
const MaxBytes = 64 << 20

// maxDepth is how deep mappings and lists may stand in one another. The
// deepest legitimate place is a rule within an Access application, at 12.
const maxDepth = 40

// Load reads an inventory, checks it and links its references. All problems
// are collected and sorted; when one of them is an error the inventory is nil.
// Worker modules are read from files, whose root is the directory of the
// inventory; it may be nil when there are none.
func Load(filename string, src []byte, reg *Registry, files fs.FS) (*Inventory, hcl.Diagnostics) {
	return load(filename, src, reg, files, false)
}

// LoadBefore is [Load] for an inventory that the account is about to bring up to
// date: a module that is not what its digest says counts as one that is kept
// elsewhere. A pull that was killed can leave one.
func LoadBefore(filename string, src []byte, reg *Registry, files fs.FS) (*Inventory, hcl.Diagnostics) {
	return load(filename, src, reg, files, true)
}

func load(filename string, src []byte, reg *Registry, files fs.FS, before bool) (*Inventory, hcl.Diagnostics) {
	size := len(src)
	if size > MaxBytes {
		src = nil
	}
	l := &loader{
		src:    newSource(filename, src),
		reg:    reg,
		files:  files,
		before: before,
		budget: 2*len(src) + 1000,
		inv:    &Inventory{registry: reg, extras: make(map[*Object]*AccountNotes)},
		keys:   make(map[*Kind]*keySet),
		secret: make(map[*Field]bool),
	}
	l.inv.source = l.src
	if root := l.parse(src, size); root != nil {
		l.src.root = root
		l.top(root)
	}
	if !l.spent && l.inv.Accounts != nil {
		l.inv.Link(reg)
		l.diags = append(l.diags, check(l.inv)...)
	}
	l.hideLines()
	SortDiagnostics(l.diags)
	// What is wrong in an anchored part is found again with each alias of it.
	l.diags = slices.CompactFunc(l.diags, func(a, b *hcl.Diagnostic) bool {
		return *a.Subject == *b.Subject && a.Summary == b.Summary && a.Detail == b.Detail
	})
	if l.diags.HasErrors() {
		return nil, l.diags
	}
	return l.inv, l.diags
}

// hideLines hides the lines that hold a secret also where something else on
// them is spoken of.
func (l *loader) hideLines() {
	hidden := map[int]bool{}
	for _, d := range l.diags {
		if d.Extra.(*Finding).Hide {
			hidden[d.Subject.Start.Line] = true
		}
	}
	for _, d := range l.diags {
		d.Extra.(*Finding).Hide = hidden[d.Subject.Start.Line]
	}
}

type loader struct {
	src   *Source
	reg   *Registry
	files fs.FS
	// before: the digests of modules are of the time before a pull.
	before bool
	inv    *Inventory
	diags  hcl.Diagnostics
	keys   map[*Kind]*keySet

	// budget is how many more nodes may be visited. Without aliases there are
	// fewer nodes than bytes, so only aliases of aliases can use it up.
	budget int
	spent  bool
	depth  int

	// within is how many fields that hold secrets, or their names, are being
	// read: what stands in one is never repeated.
	within int
	secret map[*Field]bool

	// hints counts the unknown keys that were looked for elsewhere.
	hints int
}

// maxProblems is how many errors are collected. Who has more has given cfdr
// another file than an inventory.
const maxProblems = 10_000

func (l *loader) errorf(code Code, n *yaml.Node, format string, args ...any) {
	if l.within > 0 && code != CodeMissing && code != CodeTooLarge {
		l.report(CodeSecret, n, secretProblem+"; what stands here is something else. "+noValues)
		return
	}
	l.report(code, n, format, args...)
}

func (l *loader) report(code Code, n *yaml.Node, format string, args ...any) *Finding {
	if l.spent && code != CodeTooLarge {
		return new(Finding) // reading has ended
	}
	d := diagnostic(hcl.DiagError, code, l.src.rangeOf(n), format, args...)
	f := d.Extra.(*Finding)
	f.Hide = l.within > 0 || code == CodeSecret
	l.diags = append(l.diags, d)
	if len(l.diags) >= maxProblems && !l.spent {
		l.spent = true
		l.report(CodeTooLarge, n, "There are more than %d problems; the rest of the file is not read.", maxProblems)
	}
	return f
}

// top reads the document.
func (l *loader) top(root *yaml.Node) {
	root = resolved(root)
	if !l.mapping(root, "An inventory") {
		return
	}
	l.enter(root)
	defer l.leave()
	if v := resolved(lookup(root, "cfdr")); v == nil {
		l.errorf(CodeMissing, root, "The inventory does not say which version of the language it is in. Begin it with `cfdr: %d`.", Version)
	} else if n, ok := number(v); ok && n != int64(Version) {
		// The rest is in a language that is not known here.
		l.errorf(CodeBadValue, v, "This cfdr reads version %d of the language; the file says %s.", Version, v.Value)
		return
	}
	accounts := l.reg.Kind("account")
	var accountsNode *yaml.Node
	values := map[string]any{}
	allowed := append(fieldNames(topFields), accounts.Section)
	for _, p := range l.pairs(root) {
		switch f := findField(topFields, p.key.Value); {
		case p.key.Value == accounts.Section:
			accountsNode = p.value
		case f == nil:
			l.unknown(p.key, "the inventory", allowed)
		default:
			if v, ok := l.value(p.value, f); ok {
				values[f.Name] = v
			}
		}
	}
	var decoded struct {
		Taken    string       `json:"taken"`
		Snapshot Snapshot     `json:"snapshot"`
		Backups  []Backup     `json:"backups"`
		Accept   []Acceptance `json:"accept"`
		Refs     []string     `json:"references"`
	}
	into(values, &decoded)
	l.inv.Taken, l.inv.Snapshot = decoded.Taken, decoded.Snapshot
	l.inv.Backups, l.inv.Accepted, l.inv.References = decoded.Backups, decoded.Accept, decoded.Refs
	for i := range l.inv.Backups {
		l.inv.Backups[i].path = []any{"backups", i}
	}
	for i := range l.inv.Accepted {
		l.inv.Accepted[i].path = []any{"accept", i}
	}
	if accountsNode == nil || isNull(accountsNode) || accountsNode.Kind == yaml.SequenceNode && len(accountsNode.Content) == 0 {
		at := accountsNode
		if at == nil {
			at = root
		}
		l.errorf(CodeMissing, at, "The inventory has no accounts. Add `accounts:` with one account: its name and id.")
		return
	}
	l.inv.Accounts = l.section(accountsNode, accounts, nil)
}

// A keySet is what the mapping of a kind's object may hold.
type keySet struct {
	fields   map[string]*Field
	sections map[string]*Kind
	names    []string
}

func (l *loader) keysOf(k *Kind) *keySet {
	if ks := l.keys[k]; ks != nil {
		return ks
	}
	ks := &keySet{fields: make(map[string]*Field), sections: make(map[string]*Kind)}
	add := func(fields []Field) {
		for i := range fields {
			ks.fields[fields[i].Name] = &fields[i]
			ks.names = append(ks.names, fields[i].Name)
		}
	}
	add(noteFields)
	if k.Parent == "" {
		add(accountFields)
	}
	add(k.Fields) // a field of the kind takes the place of a note of that name
	if k.ID.Pattern != nil {
		ks.names = append(ks.names, "id")
	}
	for _, child := range l.reg.Children(k.Name) {
		ks.sections[child.Section] = child
		ks.names = append(ks.names, child.Section)
	}
	l.keys[k] = ks
	return ks
}

// section reads the objects of one kind.
func (l *loader) section(n *yaml.Node, k *Kind, parent *Object) []*Object {
	if isNull(n) {
		return nil
	}
	if !l.enter(n) {
		l.leave()
		return nil
	}
	defer l.leave()
	what := fmt.Sprintf("%q", k.Section)
	switch k.Shape {
	case Single:
		if o := l.object(n, k, parent); o != nil {
			return []*Object{o}
		}
		return nil
	case Whole:
		f, before := &k.Fields[0], len(l.diags)
		if v, ok := l.value(n, f); ok && !isEmpty(v) {
			return []*Object{{Kind: k, Parent: parent, Fields: map[string]any{f.Name: v}, node: n, from: l.src, faulty: len(l.diags) > before}}
		}
		return nil
	case Table:
		if !l.mapping(n, what) {
			return nil
		}
		var out []*Object
		for _, p := range l.pairs(n) {
			name, _ := l.scalar(p.key, &k.Fields[0])
			if isNull(p.value) {
				l.errorf(CodeMissing, p.key, "%q has no value. Write the value, or remove the key.", p.key.Value)
				continue
			}
			v, ok := l.value(p.value, &k.Fields[1])
			if s, isText := name.(string); isText && ok {
				o := &Object{Kind: k, Parent: parent, Fields: map[string]any{k.Fields[0].Name: s, k.Fields[1].Name: v}, node: p.key, from: l.src}
				o.Name = objectName(o)
				out = append(out, o)
			}
		}
		return out
	}
	if n.Kind != yaml.SequenceNode {
		l.errorf(CodeWrongType, n, "%s is a list, an entry for each %s; this is %s.", what, Humane(k.Name), nodeSort(n))
		return nil
	}
	out := make([]*Object, 0, len(n.Content))
	for _, item := range n.Content {
		if o := l.object(resolved(item), k, parent); o != nil {
			out = append(out, o)
		}
	}
	return out
}

func isEmpty(v any) bool {
	list, ok := v.([]any)
	return ok && len(list) == 0
}

// object reads one mapping. It gives nil when nothing of it can be used.
func (l *loader) object(n *yaml.Node, k *Kind, parent *Object) *Object {
	if !l.enter(n) {
		l.leave()
		return nil
	}
	defer l.leave()
	if n.Kind != yaml.MappingNode {
		l.mapping(n, upper(WithArticle(k.Name)))
		return nil
	}
	ks := l.keysOf(k)
	before := len(l.diags)
	o := &Object{Kind: k, Parent: parent, Fields: make(map[string]any, len(n.Content)/2), node: n, from: l.src}
	var notes map[string]any
	children := map[*Kind]*yaml.Node{}
	for _, p := range l.pairs(n) {
		key := p.key.Value
		if key == "id" && k.ID.Pattern != nil {
			l.id(p.value, o)
			continue
		}
		if child := ks.sections[key]; child != nil {
			children[child] = p.value
			continue
		}
		f := ks.fields[key]
		if f == nil {
			l.unknown(p.key, WithArticle(k.Name), ks.names)
			continue
		}
		v, ok := l.value(p.value, f)
		if !ok {
			continue
		}
		if k.Field(key) == f {
			o.Fields[key] = v
			continue
		}
		if notes == nil {
			notes = map[string]any{}
		}
		notes[key] = v
	}
	l.require(n, k.Fields, o.Fields, func() string { return "The " + Humane(k.Name) })
	if notes != nil {
		o.Notes = new(Notes)
		into(notes, o.Notes)
		l.unverified(o)
		if k.Parent == "" {
			l.accountNotes(o, notes)
		}
	}
	normalise(o)
	o.Name = objectName(o)
	l.modules(o)
	o.faulty = len(l.diags) > before
	for _, child := range l.reg.Children(k.Name) {
		if c, ok := children[child]; ok {
			o.Children = append(o.Children, l.section(c, child, o)...)
		}
	}
	return o
}

func (l *loader) accountNotes(o *Object, notes map[string]any) {
	extra := new(AccountNotes)
	var decoded struct {
		Census      []Census     `json:"census"`
		Undefined   []Undefined  `json:"undefined"`
		Tombstones  []Tombstone  `json:"tombstones"`
		Corrections []Correction `json:"corrections"`
		Blind       []Blind      `json:"blind_spots"`
	}
	into(notes, &decoded)
	*extra = AccountNotes(decoded)
	for i := range extra.Census {
		extra.Census[i].path = []any{"census", i}
	}
	l.inv.extras[o] = extra
}

// unverified checks that the names listed are fields of the kind.
func (l *loader) unverified(o *Object) {
	names := append(fieldNames(o.Kind.Fields), "id")
	for i, f := range o.Notes.Unverified {
		if !slices.Contains(names, f) {
			l.errorf(CodeBadValue, descend(o.node, []any{"unverified", i}), "%q is not a field of %s.%s", f, WithArticle(o.Kind.Name), didYouMean(f, names))
		}
	}
}

func (l *loader) id(n *yaml.Node, o *Object) {
	if isNull(n) {
		return
	}
	if n.Kind != yaml.ScalarNode || !o.Kind.ID.Pattern.MatchString(n.Value) {
		what := quote(n.Value)
		if n.Kind != yaml.ScalarNode {
			what = nodeSort(n)
		}
		l.errorf(CodeBadID, n, "The id of %s has the form %s; this is %s. Leave the key out when the id is not known.", WithArticle(o.Kind.Name), o.Kind.ID.Form, what)
		return
	}
	o.ID = n.Value
}

func (l *loader) require(n *yaml.Node, fields []Field, values map[string]any, what func() string) {
	for i := range fields {
		if f := &fields[i]; f.Required {
			if v, ok := values[f.Name]; !ok || v == "" {
				if there := resolved(lookup(n, f.Name)); !ok && there != nil && !isNull(there) {
					continue // it is there, and wrong: that is reported
				}
				l.errorf(CodeMissing, n, "%s needs %q: %s", what(), f.Name, f.Doc)
			}
		}
	}
}

func fieldNames(fields []Field) []string {
	out := make([]string, len(fields))
	for i := range fields {
		out[i] = fields[i].Name
	}
	return out
}

// into moves decoded values to a struct with the same names. The tables and
// the structs are both in this package; where they differ a test fails.
func into(values any, target any) {
	b, err := json.Marshal(values)
	if err == nil {
		err = json.Unmarshal(b, target)
	}
	if err != nil {
		panic(fmt.Sprintf("the tables of knowledge.go and the structs of inventory.go differ: %v", err))
	}
}
