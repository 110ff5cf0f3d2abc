package generator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/templates"
)

// A topic is one recreation script. Topics are in the order of recovery: what
// others need comes first, and what runs or can be reached comes last.
type topic struct {
	name, title string
}

var topics = []topic{
	{"zones", "Zones: the domains of the account."},
	{"stores", "Stores: databases, namespaces and buckets. They are made empty; their data is a person's to restore."},
	{"queues", "Queues, dead letter queues first."},
	{"access", "Access and Turnstile: who may pass, before anything they protect can be reached."},
	{"dns", "Tunnels, and DNS records, which may lead to them."},
	{"zone-settings", "Settings of zones, and their rules."},
	{"pages", "Pages projects and their domains."},
	{"workers", "Workers: what stands in for them, their code, and what they are bound to."},
	{"workflows", "Workflows."},
	{"workers-dev", "Names on workers.dev."},
	{"secrets", "Secrets. Their values are in no snapshot: they come from --secrets, or from the terminal."},
	{"consumers", "Consumers of queues and notifications of buckets, which start to run as soon as they are there."},
	{"schedules", "Cron triggers, which start to run as soon as they are there."},
	{"routes", "Routes and domains of workers and buckets, which can be reached as soon as they are there."},
	{"email", "Email routing: rules first, since mail comes as soon as it is enabled."},
}

// A scriptStep is one function of a script.
type scriptStep struct {
	Func  string
	Lines []string
	// Header is what the head of the script says of it, as comment lines.
	Header string
}

// A scriptIndex tells rebuild.sh what there is.
type scriptIndex struct {
	Target  schema.Target `json:"target"`
	Kinds   []string      `json:"kinds"`
	Scripts []string      `json:"scripts"`
	// Early are the scripts that make what Terraform needs.
	Early []string `json:"early"`
}

// A secretNeed is a secret that somebody has the value of.
type secretNeed struct {
	// Name is what --secrets calls it: worker and secret, with a dot between.
	Name string `json:"name"`
	Key  string `json:"key"`
	Of   string `json:"of"`
	Path string `json:"path"`
	// Secret is its name in the API.
	Secret string `json:"secret"`
	Type   string `json:"type,omitempty"`
}

// A scriptOf is a script with what it brings back.
type scriptOf struct{ File, Title string }

// recreate writes the scripts and what they work on, and says which there are.
func (s *Survey) recreate(files Files) []scriptOf {
	var out []scriptOf
	all := s.recreations()
	for _, r := range all {
		files["recreate/objects/"+r.Kind+".json"] = r.encode()
	}
	secrets := s.secrets()
	if secrets != nil {
		files["recreate/secrets.json"] = lined("secrets", secrets)
	}
	idx := scriptIndex{Target: s.Target, Kinds: []string{}, Scripts: []string{}, Early: []string{}}
	for _, r := range all {
		idx.Kinds = append(idx.Kinds, r.Kind)
	}
	for i, t := range topics {
		steps := s.steps(t, all, secrets)
		if steps == nil {
			continue
		}
		name := fmt.Sprintf("%02d-%s.sh", 5*(i+1), t.name)
		idx.Scripts = append(idx.Scripts, name)
		out = append(out, scriptOf{name, t.title})
		if slices.ContainsFunc(all, func(r *recreation) bool {
			return slices.ContainsFunc(r.Objects, func(o *remade) bool {
				return o.Topic == t.name && (o.Early || o.Upload != nil && o.Upload.Made)
			})
		}) {
			idx.Early = append(idx.Early, name)
		}
		files["recreate/"+name] = render("topic.sh.tmpl", struct {
			Title, Account, Topic, Needs string
			Recognise                    bool
			Steps                        []scriptStep
		}{commented(t.title), PlainText(oneLine(s.Account.Name)), t.name, strings.Join(needs(t, all, secrets), " "), t.name == "stores" || t.name == "workers", steps})
	}
	files["recreate/index.json"] = append(encoded(idx), '\n')
	files["recreate/beforehand.json"] = lined("steps", s.beforehand())
	files["recreate/afterwards.json"] = lined("steps", s.afterwards())
	for _, name := range []string{"lib.sh", "lib.jq", "look.jq", "compare.jq", "change.jq", "terraform.jq"} {
		files["recreate/"+name] = fixed("recreate/" + name)
	}
	files["rebuild.sh"] = fixed("recreate/rebuild.sh")
	for _, it := range s.Items {
		if it.Kind.Placeholder != nil && it.Kind.API.Upload && (it.Premade || it.Address == "") && it.Owner == "" {
			files[modulePath(it.Object, schema.PlaceholderModule)] = it.Kind.Placeholder(it.Object)
			for path, body := range it.Kind.Modules(it.Object) {
				files[modulePath(it.Object, path)] = body
			}
		}
	}
	return out
}

// fixed is a file that is the same in every snapshot.
func fixed(name string) []byte {
	b, err := templates.FS.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return b
}

// lined is a JSON list with a line for each element.
func lined[T any](name string, list []T) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "{\n %q: [", name)
	for i, v := range list {
		b.WriteString(separators[min(i, 1)])
		b.Write(encoded(v))
	}
	b.WriteString("\n ]\n}\n")
	return []byte(b.String())
}

// steps are the functions of a script, none when it has nothing to do.
func (s *Survey) steps(t topic, all []*recreation, secrets []secretNeed) []scriptStep {
	var out []scriptStep
	add := func(name, what string, lines []string, objects []*remade) {
		w := &writer{}
		w.comment(fmt.Sprintf("%3d. %s", len(out)+1, what))
		w.comment("   " + listed(objects))
		text := strings.TrimRight(w.buf.String(), "\n")
		out = append(out, scriptStep{Func: name, Lines: lines, Header: indented(text)})
	}
	for _, r := range all {
		var made, uploads []*remade
		for _, o := range r.Objects {
			switch {
			case o.Topic != t.name:
			case o.Upload != nil:
				uploads = append(uploads, o)
			default:
				made = append(made, o)
			}
		}
		if made != nil {
			add(plural(r.Kind), capital(plural(r.Title))+": "+requestsOf(made), []string{"bring " + r.Kind + " '" + capital(plural(r.Title)) + "'"}, made)
		}
		if uploads == nil {
			continue
		}
		if own := slices.DeleteFunc(slices.Clone(uploads), func(o *remade) bool { return !o.Upload.Made }); len(own) > 0 {
			add("stand_ins", "A placeholder where one is missing, with the classes and entrypoints that others are bound to.", []string{"placeholders"}, own)
			add("uploads", "The code of those that are missing or only a placeholder. What somebody deployed is never replaced.", []string{"$early || code"}, own)
		}
		add("rebind", "A binding whose database or namespace was lost gets the new one. Everything else of the worker stays.", []string{"$early || bindings"}, nil)
	}
	if t.name == "secrets" && secrets != nil {
		add("set_secrets", "Each secret that is not set yet and whose value is given.", []string{"$early || secrets"}, nil)
	}
	return out
}

// needs are the kinds that a script looks at: its own, and all that those stand
// in or refer to.
func needs(t topic, all []*recreation, secrets []secretNeed) []string {
	wanted := map[string]bool{}
	var keys []string
	for _, r := range all {
		for _, o := range r.Objects {
			if o.Topic == t.name {
				wanted[r.Kind] = true
				keys = append(keys, mentioned(o)...)
			}
		}
	}
	if t.name == "secrets" {
		for _, x := range secrets {
			keys = append(keys, x.Key)
		}
	}
	for len(keys) > 0 {
		kind, _, _ := strings.Cut(keys[0], ".")
		keys = keys[1:]
		if wanted[kind] {
			continue
		}
		for _, r := range all {
			if r.Kind == kind {
				wanted[kind] = true
				for _, o := range r.Objects {
					keys = append(keys, holes(o.List)...)
				}
			}
		}
	}
	var out []string
	for _, r := range all {
		if wanted[r.Kind] {
			out = append(out, r.Kind)
		}
	}
	return out
}

// mentioned are the keys of the objects in the paths and the body of another.
func mentioned(o *remade) []string {
	out := holes(o.List)
	for _, r := range []*request{o.Create, o.Update} {
		if r != nil {
			out = append(out, holes(r.Path)...)
		}
	}
	rest := string(o.Body)
	for {
		_, after, found := strings.Cut(rest, `{"$id_of":"`)
		if !found {
			return out
		}
		key, tail, _ := strings.Cut(after, `"`)
		out = append(out, key)
		rest = tail
	}
}

// requestsOf says by which requests objects are made and changed.
func requestsOf(objects []*remade) string {
	seen := map[string]bool{}
	var out []string
	for _, o := range objects {
		for _, r := range []struct {
			verb string
			*request
		}{{"made by", o.Create}, {"changed by", o.Update}} {
			if r.request == nil {
				continue
			}
			path := r.Path
			for _, h := range holes(path) {
				kind, _, _ := strings.Cut(h, ".")
				path = strings.Replace(path, "{"+h+"}", ":"+strings.ToUpper(kind), 1)
			}
			text := r.verb + " " + r.Method + " " + path
			if !seen[text] {
				seen[text] = true
				out = append(out, text)
			}
		}
	}
	if out == nil {
		return "looked at."
	}
	return strings.Join(out, "; ") + "."
}

// listed names some objects.
func listed(objects []*remade) string {
	const few = 8
	var names []string
	for i, o := range objects {
		if i == few {
			names = append(names, fmt.Sprintf("and %d more", len(objects)-few))
			break
		}
		names = append(names, o.Name)
	}
	return strings.Join(names, ", ")
}

// secrets are the secrets of all objects, in the order of the objects.
func (s *Survey) secrets() []secretNeed {
	var out []secretNeed
	api := *s
	api.Target = schema.API
	for _, it := range s.Items {
		if it.Kind.Secrets == nil || it.Owner != "" {
			continue
		}
		for _, x := range it.Kind.Secrets(it.Object) {
			out = append(out, secretNeed{
				Name: it.Name + "." + x.Name, Key: it.Key(), Of: it.String(), Path: api.path(it, x.Path), Secret: x.Name, Type: x.Type,
			})
		}
	}
	return out
}

// A personStep is something that no script can do.
type personStep struct {
	Key  string `json:"key,omitempty"`
	Name string `json:"name,omitempty"`
	// Topic orders them: nameservers, deploy, hand, data.
	Topic string `json:"topic"`
	Text  string `json:"text"`
	// Copy: there is a copy of the data.
	Copy bool `json:"copy,omitempty"`
}

// An earlyStep is something that a person does before a rebuild writes anything,
// when one of the objects with the keys is lost.
type earlyStep struct {
	Text string   `json:"text"`
	Keys []string `json:"keys"`
	// Path is what the API refuses while it is not done; empty where it cannot
	// be asked.
	Path string `json:"path,omitempty"`
}

// beforehand is what a person does before a rebuild.
func (s *Survey) beforehand() []earlyStep {
	var out []earlyStep
	add := func(it *Item, text, at string) {
		text = oneLine(text)
		for i := range out {
			if out[i].Text == text && out[i].Path == at {
				out[i].Keys = append(out[i].Keys, it.Key())
				return
			}
		}
		out = append(out, earlyStep{Text: text, Keys: []string{it.Key()}, Path: at})
	}
	for _, it := range s.Items {
		if it.Owner != "" {
			continue
		}
		if b := it.Kind.Before; b != nil {
			add(it, b.Text, path(b.Path))
		}
		for _, l := range it.Losses {
			if l.before {
				text := it.String() + ": " + l.Hand
				if l.What != nil {
					text += " (" + strings.Join(l.What, ", ") + ")"
				}
				add(it, text, "")
			}
		}
	}
	return out
}

// afterwards is what is left for a person, in the order in which it is done.
// What was not lost needs none of it.
func (s *Survey) afterwards() []personStep {
	var out []personStep
	for _, it := range s.Items {
		if it.Kind.Name == "zone" && it.Owner == "" {
			text := "Point the domain at its new name servers"
			if r := it.Text("registrar"); r != "" {
				text += ", at " + strings.TrimSuffix(r, ".")
			}
			out = append(out, personStep{Key: it.Key(), Name: it.Name, Topic: "nameservers", Text: oneLine(text + ". If it was signed, take its DS record away there first, and wait; sign it again when it is active.")})
		}
	}
	seen := map[string]int{}
	for _, it := range s.Items {
		for _, l := range it.Losses {
			if l.Hand == "" || l.before {
				continue
			}
			if i, told := seen[it.Key()+l.Hand]; told {
				if l.What != nil {
					out[i].Text += " (" + oneLine(strings.Join(l.What, ", ")) + ")"
				}
				continue
			}
			seen[it.Key()+l.Hand] = len(out)
			step := personStep{Key: it.Key(), Name: it.String(), Topic: "hand", Text: oneLine(l.Hand)}
			if l.deploy {
				step.Topic, step.Text = "deploy", oneLine(l.Hand+" It is in: "+it.Kind.Origin(it.Object)+".")
			}
			if l.What != nil {
				step.Text += " (" + oneLine(strings.Join(l.What, ", ")) + ")"
			}
			out = append(out, step)
		}
	}
	for _, it := range s.Items {
		if it.Kind.Holds == "" {
			continue
		}
		text := "No copy is known of its " + it.Kind.Holds + "."
		var from []string
		for _, c := range copies(s, it) {
			from = append(from, c.Text())
		}
		if from != nil {
			text = "Restore its " + it.Kind.Holds + " from " + strings.Join(from, "; or from ") + "."
		}
		step := personStep{Key: it.Key(), Name: named(it.Object), Topic: "data", Text: oneLine(text), Copy: from != nil}
		if it.Owner != "" {
			step.Key = it.Parent.Key() // it is lost with what it lives in
		}
		out = append(out, step)
	}
	slices.SortStableFunc(out, func(a, b personStep) int {
		order := []string{"nameservers", "hand", "deploy", "data"}
		return cmp.Compare(slices.Index(order, a.Topic), slices.Index(order, b.Topic))
	})
	return out
}

// oneLine is text without line ends and without what is not to be seen.
func oneLine(s string) string { return strings.Join(strings.Fields(PlainText(s)), " ") }

// commented is a paragraph as the lines of a comment after its first "# ".
func commented(s string) string {
	w := &writer{}
	w.comment(s)
	return strings.TrimPrefix(strings.TrimSpace(w.buf.String()), "# ")
}

// indented keeps the second and later lines of a comment under the first.
func indented(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(strings.TrimSpace(lines[i]), "# ")
		if i > 0 {
			lines[i] = "#      " + lines[i]
		} else {
			lines[i] = "#   " + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// plural is good enough for the names of kinds.
func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "settings"), strings.HasSuffix(s, "cors"):
		return s
	case strings.HasSuffix(s, "y"):
		return strings.TrimSuffix(s, "y") + "ies"
	case strings.HasSuffix(s, "s"):
		return s + "es"
	}
	return s + "s"
}
