package generator

import (
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// terraform writes the configuration of every item that the target holds.
func (s *Survey) terraform(files Files, versions string) {
	files["versions.tf"] = s.versions(versions)
	files["providers.tf"] = s.providers()
	files["variables.tf"] = s.variables()
	files["ids.tf"] = s.ids()
	files["outputs.tf"] = s.outputs()
	files["imports.tf"] = s.imports()
	if text := s.checks(); text != nil {
		files["checks.tf"] = text
	}
	for start := 0; start < len(s.Items); {
		end := start
		for end < len(s.Items) && s.Items[end].Kind == s.Items[start].Kind {
			end++
		}
		if text := s.kindFile(s.Items[start:end]); text != nil {
			files[s.Items[start].Kind.Name+".tf"] = text
		}
		start = end
	}
	for _, it := range s.Items {
		if it.Kind.Modules != nil {
			for path, body := range it.Kind.Modules(it.Object) {
				files[modulePath(it.Object, path)] = body
			}
		}
	}
}

// explain says why some arguments are ignored.
func (w *writer) explain(reasons []string) {
	if reasons == nil {
		return
	}
	w.buf.Truncate(w.buf.Len() - 1) // the blank line after the heading
	for _, r := range reasons {
		w.line(0, "#")
		w.comment(r)
	}
	w.buf.WriteByte('\n')
}

// heading opens every file.
func heading(w *writer, text string) {
	w.comment("Written by cfdr from the inventory. Do not edit: the next run would stop here. Change the inventory instead.")
	if text != "" {
		w.line(0, "#")
		w.comment(text)
	}
	w.buf.WriteByte('\n')
}

func (s *Survey) versions(constraint string) []byte {
	w := &writer{}
	heading(w, "")
	// for_each on import blocks and removed blocks came with 1.7, a validation
	// that looks at another variable with 1.9.
	terraform := ">= 1.9"
	if said := s.Inventory.Snapshot.Terraform; said != "" {
		terraform = said + ", " + terraform
	}
	args := []arg{
		{"required_version", terraform},
		{"required_providers", block{{"cloudflare", []arg{{"source", "cloudflare/cloudflare"}, {"version", constraint}}}}},
	}
	if b := s.Inventory.Snapshot.Backend; b != "" {
		args = append(args, arg{"backend " + quoted(b), block{}})
	}
	w.open(0, "terraform")
	w.body(1, args)
	w.line(0, "}")
	return w.buf.Bytes()
}

func (s *Survey) providers() []byte {
	w := &writer{}
	heading(w, "The token is read from CLOUDFLARE_API_TOKEN; it must belong to the account below and is written nowhere.")
	w.line(0, `provider "cloudflare" {`)
	w.line(0, "}")
	return w.buf.Bytes()
}

func (s *Survey) variables() []byte {
	w := &writer{}
	heading(w, "")
	variable := func(name, description string, args ...arg) {
		w.open(0, "variable", name)
		w.body(1, append([]arg{{"description", description}}, args...))
		w.line(0, "}")
	}
	gap := func() { w.buf.WriteByte('\n') }
	variable("account_id", "The account this snapshot is of: "+PlainText(s.Account.Name)+".",
		arg{"type", raw("string")}, arg{"default", s.Account.ID}, arg{"nullable", false},
		arg{"validation", block{
			{"condition", raw("var.account_id == " + quoted(s.Account.ID) + " || var.rebuild || !var.adopt || length(var.lost) > 0")},
			{"error_message", "Everything recorded here is in another account, and the state may be of that one. To rebuild in an empty account, use a state of its own and adopt = false."},
		}})
	gap()
	variable("adopt", "Import what exists. Without it everything is created.",
		arg{"type", raw("bool")}, arg{"default", true}, arg{"nullable", false})
	gap()
	variable("lost", "What no longer exists and is created instead of imported, by key: d1_database.my_db.",
		arg{"type", raw("set(string)")}, arg{"default", []any{}}, arg{"nullable", false})
	gap()
	variable("held", "What must not be made yet, by key: routes, domains and cron triggers that a rebuild holds back until the data is there.",
		arg{"type", raw("set(string)")}, arg{"default", []any{}}, arg{"nullable", false})
	gap()
	variable("ids", "Ids that differ from the recorded ones in ids.tf, by key.",
		arg{"type", raw("map(string)")}, arg{"default", map[string]any{}}, arg{"nullable", false})
	gap()
	variable("rebuild", "Set by rebuild.sh, which looks at the account before Terraform does.",
		arg{"type", raw("bool")}, arg{"default", false}, arg{"nullable", false})
	return w.buf.Bytes()
}

// ids are the recorded ids of everything that has one, in one place.
func (s *Survey) ids() []byte {
	w := &writer{}
	ids := s.recordedIDs()
	w.buf.Grow(100 * len(ids))
	heading(w, "What the inventory records; empty where it records none.")
	w.open(0, "locals")
	if len(ids) == 0 {
		w.body(1, []arg{{"ids", raw("var.ids")}})
	} else {
		w.body(1, []arg{{"ids", raw("merge(" + expression(ids, 1) + ", var.ids)")}})
	}
	w.line(0, "}")
	return w.buf.Bytes()
}

// premade are the keys of what Terraform adopts and must not create.
func (s *Survey) premade() []string {
	var out []string
	for _, it := range s.Items {
		if it.Premade && it.Address != "" {
			out = append(out, it.Key())
		}
	}
	return out
}

// checks warns of a plan that would create what must be made otherwise, nil
// when there is no such thing. It is a warning and no error: in an empty
// account a database in the wrong place may be better than none.
func (s *Survey) checks() []byte {
	keys := s.premade()
	if keys == nil {
		return nil
	}
	list := make([]any, len(keys))
	for i, k := range keys {
		list[i] = k
	}
	w := &writer{}
	heading(w, "What this provider cannot create as it was. GAPS.md says why, and what to create instead.")
	w.open(0, "check", "made_elsewhere")
	w.body(1, []arg{{"assert", block{
		{"condition", raw("var.adopt && length(setintersection(var.lost, local.made_elsewhere)) == 0")},
		{"error_message", raw(`"Terraform would create, and not as they were: ${join(", ", var.adopt ? setintersection(var.lost, local.made_elsewhere) : local.made_elsewhere)}. Create them as GAPS.md says, leave them out of var.lost, and give their new ids in var.ids."`)},
	}}})
	w.line(0, "}")
	w.buf.WriteByte('\n')
	w.open(0, "locals")
	w.body(1, []arg{{"made_elsewhere", raw("toset(" + lines(list, 1) + ")")}})
	w.line(0, "}")
	return w.buf.Bytes()
}

// recordedIDs are the ids that come to Terraform from outside: of everything
// that is imported by its id, and of what is referred to and has no resource.
func (s *Survey) recordedIDs() table {
	out := table{}
	for _, it := range s.Items {
		if it.Address != "" && it.Kind.ID.Pattern != nil {
			out[it.Key()] = confirmedID(it.Object)
		}
		schema.EachRef(it.Object, func(_ []any, f *schema.Field, name string) {
			if f.Ref.By != "id" {
				return
			}
			to := s.Inventory.Find(it.Object, f.Ref.Kind, name)
			switch target := s.byObject[to]; {
			case to == nil:
				out[undefinedKey(schema.Reference{Kind: f.Ref.Kind, Name: name})] = ""
			case target == nil || target.Address == "":
				out[to.Key()] = confirmedID(to)
			}
		})
		if z := it.Up("zone"); z != nil && z != it.Object && s.byObject[z].Address == "" {
			out[z.Key()] = confirmedID(z)
		}
	}
	return out
}

// confirmedID is the id of an object, and nothing where only a document has it.
func confirmedID(o *schema.Object) string {
	if o.Unverified("id") {
		return ""
	}
	return o.ID
}

// outputs tell the ids of everything that something may refer to, so that a
// script finds what Terraform made.
func (s *Survey) outputs() []byte {
	referred := map[string]bool{}
	for _, k := range s.Inventory.Registry().Kinds() {
		eachField(k.Fields, func(f *schema.Field) {
			if f.Ref != nil {
				referred[f.Ref.Kind] = true
			}
		})
	}
	ids := table{}
	for _, it := range s.Items {
		if it.Address != "" && referred[it.Kind.Name] && it.Kind.ID.Pattern != nil {
			ids[it.Key()] = raw(s.attributeOf(it, "id"))
		}
	}
	w := &writer{}
	heading(w, "")
	w.open(0, "output", "ids")
	w.body(1, []arg{{"description", "The ids of what Terraform holds and something may refer to, by key."}, {"value", ids}})
	w.line(0, "}")
	return w.buf.Bytes()
}

func eachField(fields []schema.Field, f func(*schema.Field)) {
	for i := range fields {
		f(&fields[i])
		eachField(fields[i].Fields, f)
		for j := range fields[i].Variants {
			eachField(fields[i].Variants[j].Fields, f)
		}
	}
}

// imports writes a gate for each object: it is imported unless it is known to
// be lost, or nothing is to be adopted.
func (s *Survey) imports() []byte {
	w := &writer{}
	w.buf.Grow(300 * len(s.Items)) // what an import takes
	heading(w, "What exists is adopted, object by object. An object named in var.lost is created instead; with var.adopt = false all are.")
	first := true
	for _, it := range s.Items {
		if it.Address == "" {
			continue
		}
		if !first {
			w.buf.WriteByte('\n')
		}
		first = false
		held := ""
		if it.held() {
			held = "!contains(var.held, " + quoted(it.Key()) + ") && "
		}
		w.line(0, "import {")
		w.line(1, "for_each = var.adopt && ", held, "!contains(var.lost, ", quoted(it.Key()), ") ? toset([\"", s.importText(it), "\"]) : toset([])")
		w.line(1, "to       = ", it.Address, index(it))
		w.line(1, "id       = each.value")
		w.line(0, "}")
	}
	return w.buf.Bytes()
}

// importText fills the template of the import id; the result stands inside
// quotes.
func (s *Survey) importText(it *Item) string {
	rest := importID(it.Object, s.Target)
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(rest, "{")
		b.WriteString(inTemplate(before))
		if !ok {
			return b.String()
		}
		hole, tail, _ := strings.Cut(after, "}")
		rest = tail
		if hole == "account_id" {
			b.WriteString("${var.account_id}")
			continue
		}
		at, field := s.locate(it.Object, hole)
		if field == "id" && at.Kind.ID.Pattern != nil {
			b.WriteString("${local.ids[" + quoted(at.Key()) + "]}")
		} else {
			b.WriteString(inTemplate(valueText(at, field)))
		}
	}
}

// kindFile writes the resources of one kind, nil when it has none.
func (s *Survey) kindFile(items []*Item) []byte {
	k := items[0].Kind
	if !slices.ContainsFunc(items, func(it *Item) bool { return it.Address != "" }) {
		return nil
	}
	w := &writer{}
	w.buf.Grow(400 * len(items)) // what a record takes
	heading(w, k.Doc)
	w.explain(s.reasons(items))
	first := true
	for _, it := range items {
		if it.Address == "" {
			continue
		}
		if !first {
			w.buf.WriteByte('\n')
		}
		first = false
		s.resource(w, it)
	}
	return w.buf.Bytes()
}

func (s *Survey) resource(w *writer, it *Item) {
	res := it.Kind.On(s.Target)
	if it.Notes != nil && it.Notes.Purpose != "" {
		w.comment(it.Notes.Purpose)
	}
	w.open(0, "resource", res.Type, it.Label())
	if it.held() {
		w.line(1, "count = contains(var.held, ", quoted(it.Key()), ") ? 0 : 1")
		w.buf.WriteByte('\n')
	}
	w.body(1, s.arguments(it))
	if len(it.after) > 0 {
		// A line for each, so that another changes no line.
		w.buf.WriteByte('\n')
		w.line(1, "depends_on = [")
		for _, a := range it.after {
			w.line(2, a, ",")
		}
		w.line(1, "]")
	}
	var life []arg
	if it.Kind.Protected {
		life = append(life, arg{"prevent_destroy", true})
	}
	switch ignored := s.ignored(it); {
	case len(ignored) == 1 && ignored[0] == "all":
		life = append(life, arg{"ignore_changes", raw("all")})
	case len(ignored) > 0:
		attrs := make([]any, len(ignored))
		for i, a := range ignored {
			attrs[i] = raw(a)
		}
		life = append(life, arg{"ignore_changes", attrs})
	}
	if life != nil {
		w.buf.WriteByte('\n')
		w.body(1, []arg{{"lifecycle", block(life)}})
	}
	w.line(0, "}")
}
