package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"go.yaml.in/yaml/v3"
)

// MaxBytes is the size of the largest inventory that Load reads: about 200,000
// objects.
const MaxBytes = 64 << 20

// maxDepth is how deep mappings and lists may stand in one another. The
// deepest legitimate place is a rule within an Access application, at 12.
const maxDepth = 40

// Load reads an inventory, checks it and links its references. All problems
// are collected and sorted; when one of them is an error the inventory is nil.
// Worker modules are read from files, whose root is the directory of the
// inventory; it may be nil when there are none.
func Load(filename string, src []byte, reg *Registry, files fs.FS) (*Inventory, hcl.Diagnostics) {
	size := len(src)
	if size > MaxBytes {
		src = nil
	}
	l := &loader{
		src:    newSource(filename, src),
		reg:    reg,
		files:  files,
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
	inv   *Inventory
	diags hcl.Diagnostics
	keys  map[*Kind]*keySet

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

var yamlLine = regexp.MustCompile(`^line (\d+): `)

// zeroBased are the problems whose line the reader of YAML counts from 0: those
// of its parser, not of its scanner.
var zeroBased = regexp.MustCompile(`^did not find expected (<|node content|key|['"])`)

var unknownAnchor = regexp.MustCompile(`^unknown anchor '(.+)' referenced`)

// parse makes a tree of nodes. The reader of YAML may panic on input that no
// person writes; that is a problem of the input, not of this program.
func (l *loader) parse(src []byte, size int) (root *yaml.Node) {
	fail := func(code Code, offset int, format string, args ...any) {
		at := l.src.position(offset)
		r := hcl.Range{Filename: l.src.Filename, Start: at, End: at}
		d := diagnostic(hcl.DiagError, code, r, format, args...)
		d.Extra.(*Finding).Hide = secretKey.MatchString(l.src.Line(at.Line))
		l.diags = append(l.diags, d)
		root = nil
	}
	const empty = "The file is empty. The smallest inventory is `cfdr: 1` and a list of accounts."
	if size > MaxBytes {
		fail(CodeTooLarge, 0, "The file has %d bytes; at most %d are read. Give each account an inventory of its own.", size, MaxBytes)
		return nil
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		fail(CodeCharacter, i, "The file holds a NUL byte. An inventory is text in UTF-8.")
		return nil
	}
	if i := invalidUTF8(src); i >= 0 {
		fail(CodeCharacter, i, "The file is not UTF-8 text.")
		return nil
	}
	defer func() {
		if p := recover(); p != nil {
			fail(CodeSyntax, 0, "The file is not YAML: %v.", p)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(src))
	var doc, second yaml.Node
	err := dec.Decode(&doc)
	if errors.Is(err, io.EOF) {
		fail(CodeSyntax, 0, empty)
		return nil
	}
	if err == nil {
		err = dec.Decode(&second)
	}
	switch {
	case err == nil:
		fail(CodeSyntax, l.src.offset(second.Line, 1), "A second document begins here. An inventory is one document; remove the line `---` before it.")
		return nil
	case !errors.Is(err, io.EOF):
		offset, text := l.problemOf(err)
		fail(CodeSyntax, offset, "The file is not YAML: %s.", text)
		return nil
	case len(doc.Content) != 1:
		fail(CodeSyntax, 0, empty)
		return nil
	}
	return doc.Content[0]
}

// problemOf is where the reader of YAML found an error, and what it says.
func (l *loader) problemOf(err error) (offset int, text string) {
	line, text := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
		if zeroBased.MatchString(text) {
			line++
		}
	}
	if m := unknownAnchor.FindStringSubmatch(text); m != nil {
		return max(0, bytes.Index(l.src.Bytes, []byte("*"+m[1]))), text
	}
	return l.src.offset(line, 1), text
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// enter counts a visit to a node and says whether to go on.
func (l *loader) enter(n *yaml.Node) bool {
	l.budget--
	l.depth++
	if l.spent {
		return false
	}
	if tag := n.ShortTag(); n.Style&yaml.TaggedStyle != 0 && !strings.HasPrefix(tag, "!!") {
		l.errorf(CodeSyntax, n, "The tag %s means nothing in an inventory. Remove it.", tag)
	}
	if l.budget < 0 || l.depth > maxDepth {
		l.spent = true
		l.report(CodeTooLarge, n, "Aliases make this file many times larger than it is, or values stand more than %d deep in one another. Write the values out.", maxDepth)
		return false
	}
	return true
}

func (l *loader) leave() { l.depth-- }

// A pair is a key of a mapping with its value.
type pair struct{ key, value *yaml.Node }

// A keyIndex finds the pair of a key. Most mappings have so few that looking at
// each is the fastest way.
type keyIndex struct {
	pairs []pair
	at    map[string]int
}

func (x *keyIndex) find(key string) int {
	if x.at != nil {
		if i, ok := x.at[key]; ok {
			return i
		}
		return -1
	}
	for i := range x.pairs {
		if x.pairs[i].key.Value == key {
			return i
		}
	}
	return -1
}

func (x *keyIndex) add(p pair) {
	if x.at == nil && len(x.pairs) == 32 {
		x.at = make(map[string]int, cap(x.pairs))
		for i := range x.pairs {
			x.at[x.pairs[i].key.Value] = i
		}
	}
	if x.at != nil {
		x.at[p.key.Value] = len(x.pairs)
	}
	x.pairs = append(x.pairs, p)
}

// pairs lists the keys of a mapping, those of merged mappings after its own.
// A key that stands twice is reported and counts once.
func (l *loader) pairs(n *yaml.Node) []pair {
	x := keyIndex{pairs: make([]pair, 0, len(n.Content)/2)}
	var merged *yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], resolved(n.Content[i+1])
		switch {
		case k.Kind != yaml.ScalarNode:
			l.errorf(CodeSyntax, k, "A key must be a plain word.")
		case isMerge(k) && merged == nil:
			merged = v
		case isMerge(k):
			l.errorf(CodeDuplicate, k, "The key %q stands in this mapping twice. Merge a list: <<: [*a, *b].", k.Value)
		default:
			if j := x.find(k.Value); j >= 0 {
				l.errorf(CodeDuplicate, k, "The key %q stands in this mapping twice; it is also on line %d.", k.Value, l.src.rangeOf(x.pairs[j].key).Start.Line)
				continue
			}
			x.add(pair{k, v})
		}
	}
	for _, s := range mergeSources(merged) {
		if s.Kind != yaml.MappingNode {
			l.errorf(CodeWrongType, s, "Only a mapping, or a list of mappings, can be merged; this is %s.", nodeSort(s))
			continue
		}
		if l.enter(s) {
			for _, p := range l.pairs(s) {
				l.budget--
				if x.find(p.key.Value) < 0 {
					x.add(p)
				}
			}
		}
		l.leave()
	}
	return x.pairs
}

func isMerge(key *yaml.Node) bool { return key.Value == "<<" && key.ShortTag() == "!!merge" }

// mergeSources are the nodes that the value of a merge key brings in.
func mergeSources(v *yaml.Node) []*yaml.Node {
	if v = resolved(v); v == nil {
		return nil
	}
	if v.Kind != yaml.SequenceNode {
		return []*yaml.Node{v}
	}
	out := make([]*yaml.Node, len(v.Content))
	for i, s := range v.Content {
		out[i] = resolved(s)
	}
	return out
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// nodeSort is what a person calls the sort of a node.
func nodeSort(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!bool":
		return fmt.Sprintf("the boolean %s", n.Value)
	case "!!int", "!!float":
		return fmt.Sprintf("the number %s", n.Value)
	case "!!null":
		return "nothing"
	}
	return "text"
}

func (l *loader) mapping(n *yaml.Node, what string) bool {
	if n.Kind == yaml.MappingNode {
		return true
	}
	l.errorf(CodeWrongType, n, "%s is a mapping of keys to values; this is %s.", what, nodeSort(n))
	return false
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

// secretKey finds the keys under which people keep secrets.
var secretKey = regexp.MustCompile(`(?i)secret|passw|token|credential|api_?key|private_?key`)

func (l *loader) unknown(key *yaml.Node, what string, allowed []string) {
	l.hints++
	search := l.hints <= maxHints
	hint := ""
	if search {
		hint = didYouMean(key.Value, allowed)
	}
	if hint == "" && search {
		if owner := l.ownerOf(key.Value); owner != "" {
			hint = fmt.Sprintf(" It is a key of %s.", owner)
		}
	}
	switch {
	case l.within == 0 && secretKey.MatchString(key.Value) && hint == "":
		l.report(CodeSecret, key, "%q is not a key of %s, and secrets have no place in an inventory. %s", key.Value, what, noValues)
		return
	case l.within == 0 && secretKey.MatchString(key.Value):
		// Whatever the key was meant to be, its value may be a secret.
		l.report(CodeUnknownKey, key, "%q is not a key of %s.%s", key.Value, what, hint).Hide = true
		return
	case hint == "" && search:
		hint = fmt.Sprintf(" Its keys are %s.", strings.Join(slices.Sorted(slices.Values(allowed)), ", "))
	}
	l.errorf(CodeUnknownKey, key, "%q is not a key of %s.%s", key.Value, what, hint)
}

// ownerOf says which kind has a key, when it is not the one where it stands.
func (l *loader) ownerOf(key string) string {
	if findField(topFields, key) != nil {
		return "the inventory itself"
	}
	for _, k := range l.reg.Kinds() {
		if k.Section == key && k.Parent != "" {
			return WithArticle(k.Parent)
		}
		if f := k.Field(key); f != nil && !f.Secret {
			return WithArticle(k.Name)
		}
	}
	return ""
}

// Humane is the name of a kind or field in words: "D1 database".
func Humane(name string) string {
	words := strings.Split(name, "_")
	for i, w := range words {
		if slices.Contains([]string{"d1", "dns", "kv", "r2"}, w) {
			words[i] = strings.ToUpper(w)
		}
	}
	return strings.Join(words, " ")
}

// WithArticle is the name of a kind after "a" or "an", as it is spoken.
func WithArticle(kind string) string {
	if strings.ContainsAny(kind[:1], "aeiou") || strings.HasPrefix(kind, "r2") {
		return "an " + Humane(kind)
	}
	return "a " + Humane(kind)
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

func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// holdsSecrets finds the fields where a secret may stand by mistake: those of
// the secrets themselves and those of their names.
func (l *loader) holdsSecrets(f *Field) bool {
	if f.Secret || f.Form == nil && f.Short == "" {
		return f.Secret
	}
	holds, known := l.secret[f]
	if !known {
		takes := f.Form
		if takes == nil {
			takes = findField(f.Fields, f.Short).Form
		}
		holds = takes != nil && strings.HasPrefix(takes(""), secretProblem)
		l.secret[f] = holds
	}
	return holds
}

// value reads what one field holds.
func (l *loader) value(n *yaml.Node, f *Field) (any, bool) {
	n = resolved(n)
	if isNull(n) {
		return nil, false
	}
	if !l.enter(n) {
		l.leave()
		return nil, false
	}
	defer l.leave()
	if l.holdsSecrets(f) {
		l.within++
		defer func() { l.within-- }()
	}
	switch f.Many {
	case One:
		return l.element(n, f)
	case MapOf:
		if !l.mapping(n, quote(f.Name)) {
			return nil, false
		}
		out := map[string]any{}
		for _, p := range l.pairs(n) {
			if v, ok := l.element(resolved(p.value), f); ok {
				out[p.key.Value] = v
			}
		}
		return out, true
	}
	if n.Kind != yaml.SequenceNode {
		l.errorf(CodeWrongType, n, "%q is a list; this is %s. Write it as [%s].", f.Name, nodeSort(n), "…")
		return nil, false
	}
	out := make([]any, 0, len(n.Content))
	for _, item := range n.Content {
		v, ok := l.element(resolved(item), f)
		if !ok {
			v = nil // it keeps its place, so that those after it keep theirs
		}
		if ok || f.Many == ListOf {
			out = append(out, v)
		}
	}
	if f.Many == SetOf {
		slices.SortFunc(out, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	}
	return out, true
}

func (l *loader) element(n *yaml.Node, f *Field) (any, bool) {
	if !l.enter(n) {
		l.leave()
		return nil, false
	}
	defer l.leave()
	fields := f.Fields
	if f.Short != "" && n.Kind == yaml.ScalarNode {
		if short := findField(f.Fields, f.Short); short != nil {
			v, ok := l.scalar(n, short)
			return map[string]any{f.Short: v}, ok
		}
	}
	if f.Variants != nil {
		if !l.mapping(n, quote(f.Name)) {
			return nil, false
		}
		var ok bool
		if fields, ok = l.variant(n, f); !ok {
			return nil, false
		}
	}
	if fields == nil {
		return l.scalar(n, f)
	}
	what := quote(f.Name)
	if !l.mapping(n, what) {
		return nil, false
	}
	out := make(map[string]any, len(n.Content)/2)
	for _, p := range l.pairs(n) {
		if p.key.Value == f.Tag {
			out[f.Tag] = p.value.Value
			continue
		}
		sub := findField(fields, p.key.Value)
		if sub == nil {
			names := fieldNames(fields)
			if f.Tag != "" {
				names = append(names, f.Tag)
			}
			l.unknown(p.key, what, names)
			continue
		}
		if v, ok := l.value(p.value, sub); ok {
			out[sub.Name] = v
		}
	}
	l.require(n, fields, out, func() string { return what })
	return out, true
}

func (l *loader) variant(n *yaml.Node, f *Field) ([]Field, bool) {
	tag := resolved(lookup(n, f.Tag))
	names := make([]string, len(f.Variants))
	for i := range f.Variants {
		names[i] = f.Variants[i].Name
	}
	if tag == nil || tag.Kind != yaml.ScalarNode || isNull(tag) {
		l.errorf(CodeMissing, n, "An entry of %q needs %q: one of %s.", f.Name, f.Tag, strings.Join(names, ", "))
		return nil, false
	}
	for i := range f.Variants {
		if f.Variants[i].Name == tag.Value {
			return f.Variants[i].Fields, true
		}
	}
	hint := didYouMean(tag.Value, names)
	if hint == "" {
		hint = " It is one of " + strings.Join(names, ", ") + "."
	}
	if strings.HasPrefix(tag.Value, "secret_") {
		// The value may stand on the same line.
		l.report(CodeSecret, tag, "%q is not written as one of %q. Secrets have a section of their own: list their names under \"secrets\", and no values.", tag.Value, f.Name)
		return nil, false
	}
	l.errorf(CodeBadValue, tag, "%q is not a %s of %q.%s", tag.Value, f.Tag, f.Name, hint)
	return nil, false
}

// scalar reads a single value. Text may be written without quotes also when it
// looks like a number or a date, as ids often do; what looks like a boolean is
// refused, because nobody can tell what was meant.
func (l *loader) scalar(n *yaml.Node, f *Field) (any, bool) {
	if f.Type == cty.DynamicPseudoType {
		return l.any(n)
	}
	wrong := func(want string) (any, bool) {
		l.errorf(CodeWrongType, n, "%q is %s; this is %s.", f.Name, want, nodeSort(n))
		return nil, false
	}
	if n.Kind != yaml.ScalarNode {
		return wrong(typeName(f.Type))
	}
	switch f.Type {
	case cty.Bool:
		b, ok := boolean(n)
		if !ok {
			return wrong("true or false")
		}
		return b, true
	case cty.Number:
		v, ok := number(n)
		switch {
		case ok && twoWays(n):
			l.errorf(CodeWrongType, n, "%q is a number, and %s can be read in two ways. Write it without the leading zero.", f.Name, n.Value)
			return nil, false
		case !ok:
			return wrong("a number")
		case f.Form != nil && f.Form(n.Value) != "":
			l.errorf(CodeBadValue, n, "%s", f.Form(n.Value))
			return nil, false
		}
		return v, true
	}
	if n.ShortTag() == "!!bool" || n.ShortTag() == "!!null" || n.ShortTag() == "!!binary" {
		l.errorf(CodeWrongType, n, "%q is text; this is %s. Put it in quotes if it is meant as text.", f.Name, nodeSort(n))
		return nil, false
	}
	return l.string(n, f)
}

func boolean(n *yaml.Node) (value, ok bool) {
	if n.ShortTag() != "!!bool" {
		return false, false
	}
	switch n.Value {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	err := n.Decode(&value)
	return value, err == nil
}

func typeName(t cty.Type) string {
	switch t {
	case cty.Bool:
		return "true or false"
	case cty.Number:
		return "a number"
	}
	return "text"
}

// twoWays finds the numbers that YAML and people read differently: 0123 is 83.
func twoWays(n *yaml.Node) bool {
	digits := strings.TrimLeft(n.Value, "-+")
	return len(digits) > 1 && digits[0] == '0' && n.ShortTag() == "!!int"
}

func number(n *yaml.Node) (any, bool) {
	switch n.ShortTag() {
	case "!!int":
		if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil && !twoWays(n) {
			return i, true
		}
		var i int64
		if n.Decode(&i) == nil {
			return i, true
		}
	case "!!float":
		var x float64
		if n.Decode(&x) == nil && !math.IsInf(x, 0) && !math.IsNaN(x) {
			return x, true
		}
	}
	return nil, false
}

func (l *loader) string(n *yaml.Node, f *Field) (any, bool) {
	s := n.Value
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f {
			l.errorf(CodeCharacter, n, "%q holds the control character U+%04X, which neither Terraform nor the API takes.", f.Name, r)
			return nil, false
		}
	}
	if f.Secret {
		l.report(CodeSecret, n, "%q is a secret; an inventory holds none. Remove the key, and change the secret if the file was ever shared.", f.Name)
		return nil, false
	}
	if f.Enum != nil && f.Normal != nil {
		s = f.Normal(s)
	}
	if f.Enum != nil && !slices.Contains(f.Enum, s) {
		l.errorf(CodeBadValue, n, "%q is %q; it is one of %s.%s", f.Name, s, strings.Join(f.Enum, ", "), didYouMean(s, f.Enum))
		return nil, false
	}
	if f.Form != nil {
		if problem := f.Form(s); problem != "" {
			code := CodeBadValue
			if f.Name == "cron" {
				code = CodeCron
			}
			if strings.HasPrefix(problem, secretProblem) {
				code = CodeSecret
			}
			l.report(code, n, "%s", problem)
			return nil, false
		}
	}
	return s, true
}

// any reads a value of a type that only the API knows: a zone setting.
func (l *loader) any(n *yaml.Node) (any, bool) {
	if !l.enter(n) {
		l.leave()
		return nil, false
	}
	defer l.leave()
	n = resolved(n)
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		for _, p := range l.pairs(n) {
			if v, ok := l.any(p.value); ok {
				out[p.key.Value] = v
			}
		}
		return out, true
	case yaml.SequenceNode:
		out := make([]any, 0, len(n.Content))
		for _, item := range n.Content {
			if v, ok := l.any(item); ok {
				out = append(out, v)
			}
		}
		return out, true
	}
	switch n.ShortTag() {
	case "!!bool":
		if b, ok := boolean(n); ok {
			return b, true
		}
	case "!!int":
		// 1.2 as a number is not the text "1.2": what was meant has to be said.
		if v, ok := number(n); ok && !twoWays(n) {
			return v, true
		}
		l.errorf(CodeWrongType, n, "%s can be read in two ways. Put it in quotes if it is meant as text.", n.Value)
		return nil, false
	case "!!float":
		l.errorf(CodeWrongType, n, "%s is read as a number with a fraction, which no such value is. Put it in quotes.", n.Value)
		return nil, false
	case "!!null":
		return nil, true
	}
	return l.string(n, &Field{Name: "value"})
}

// modules reads the files that a worker's modules name.
func (l *loader) modules(o *Object) {
	for i, m := range o.Values("modules") {
		m, _ := m.(map[string]any)
		name, _ := m["name"].(string)
		if body, ok := m["text"].(string); ok {
			o.setFile(name, []byte(body))
			continue
		}
		file, ok := m["file"].(string)
		if !ok {
			continue
		}
		at := descend(o.node, []any{"modules", i, "file"})
		clean := path.Clean(file)
		if !fs.ValidPath(clean) || clean == "." {
			l.errorf(CodeFile, at, "%q is not below the directory of the inventory. Copy the file there, and name it without a leading / or ..", file)
			continue
		}
		if l.files == nil {
			continue
		}
		body, err := readModule(l.files, clean)
		if err != nil {
			var pe *fs.PathError
			if errors.As(err, &pe) {
				err = pe.Err
			}
			l.errorf(CodeFile, at, "The module %q cannot be read: %s: %v.", name, file, err)
			continue
		}
		o.setFile(name, body)
	}
}

// maxModule is the size of the largest module that is read; Cloudflare takes no
// worker of that size.
const maxModule = 64 << 20

// readModule reads a regular file: a pipe would never end.
func readModule(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("it is not a regular file")
	case info.Size() > maxModule:
		return nil, fmt.Errorf("it has %d bytes, and at most %d are read", info.Size(), maxModule)
	}
	return fs.ReadFile(files, name)
}

func (o *Object) setFile(name string, body []byte) {
	if o.Files == nil {
		o.Files = make(map[string][]byte)
	}
	o.Files[name] = body
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
