package standin

import (
	"net/http"
)

const namespacesBase = "/workers/durable_objects/namespaces"

// namespaces keeps the Durable Object namespaces of an account, without their objects. Only migrations make them.
//
// Source: https://developers.cloudflare.com/api/resources/durable_objects/subresources/namespaces/
var namespaces = &collection{
	path: "/accounts/{account}" + namespacesBase, id: "id", item: "namespace", form: hexID, key: []string{"script", "class"},
	paging: paging{style: byPage, def: 20, max: 1000},
	fill: func(_ *Server, _ map[string]string, o object) {
		defaults(o, "name", text(o, "script")+"_"+text(o, "class"), "use_sqlite", false)
	},
}

// A migration is what an upload does to the Durable Object classes of a worker, worked out before anything is changed.
type migration struct {
	script  string
	tag     any               // the new tag; nil leaves it
	classes map[string]object // by class: the namespaces the worker will have
	drop    []object          // namespaces to remove
}

// has reports whether the worker will have a class.
func (m *migration) has(class string) bool { return m.classes[class] != nil }

// migrate works out the migrations of an upload, and the declarative exports that do the same. It refuses a tag that is not where the worker is.
func (s *Server) migrate(account, script string, old, meta object) (*migration, error) {
	m := &migration{script: script, classes: map[string]object{}}
	for _, n := range s.all("/accounts/" + account + namespacesBase) {
		if text(n, "script") == script {
			m.classes[text(n, "class")] = n
		}
	}
	for class, v := range sub(meta, "exports") {
		e, _ := v.(object)
		state := text(e, "state")
		if text(e, "type") == "durable-object" && (state == "" || state == "created") && !m.has(class) {
			m.classes[class] = object{"script": script, "class": class, "use_sqlite": text(e, "storage") != "legacy-kv"}
		}
	}
	in := sub(meta, "migrations")
	if in == nil {
		return m, nil
	}
	current, from := text(old, "migration_tag"), text(in, "old_tag")
	if current != from {
		return nil, refuse(http.StatusPreconditionFailed, 10079, "Migration tag precondition failed; current tag is %q, the upload expects %q.", current, from)
	}
	if t := text(in, "new_tag"); t != "" {
		m.tag = t
	}
	steps := list(in, "steps")
	if steps == nil {
		steps = []any{in}
	}
	for _, v := range steps {
		step, _ := v.(object)
		if err := m.step(s, account, step); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// step works out one migration step.
func (m *migration) step(s *Server, account string, step object) error {
	for _, kind := range []string{"new_classes", "new_sqlite_classes"} {
		for _, v := range list(step, kind) {
			class, _ := v.(string)
			if m.has(class) {
				return refuse(http.StatusBadRequest, 10074, "Cannot apply new-class migration to class '%s' that is already depended on by existing Durable Objects.", class)
			}
			m.classes[class] = object{"script": m.script, "class": class, "use_sqlite": kind == "new_sqlite_classes"}
		}
	}
	for _, v := range list(step, "deleted_classes") {
		class, _ := v.(string)
		if !m.has(class) {
			return refuse(http.StatusBadRequest, 10072, "Cannot apply deleted_classes migration to non-existent class '%s'.", class)
		}
		m.drop = append(m.drop, m.classes[class])
		delete(m.classes, class)
	}
	for _, v := range list(step, "renamed_classes") {
		r, _ := v.(object)
		from, to := text(r, "from"), text(r, "to")
		if !m.has(from) || m.has(to) {
			return refuse(http.StatusBadRequest, 10073, "Cannot apply renamed_classes migration from '%s' to '%s'.", from, to)
		}
		n := clone(m.classes[from])
		n["class"] = to
		delete(n, "name")
		m.classes[to] = n
		delete(m.classes, from)
	}
	for _, v := range list(step, "transferred_classes") {
		r, _ := v.(object)
		n := s.byKey("/accounts/"+account+namespacesBase, text(r, "from_script")+" "+text(r, "from"))
		to := text(r, "to")
		if n == nil || m.has(to) {
			return refuse(http.StatusBadRequest, 10075, "Cannot apply transferred_classes migration from '%s' of '%s'.", text(r, "from"), text(r, "from_script"))
		}
		n = clone(n)
		n["script"], n["class"] = m.script, to
		delete(n, "name")
		m.classes[to] = n
	}
	return nil
}

// apply carries the migration out.
func (m *migration) apply(s *Server, account string, o object) {
	if m.tag != nil {
		o["migration_tag"] = m.tag
	}
	at := "/accounts/" + account + namespacesBase
	for _, n := range m.drop {
		if id := text(n, "id"); id != "" {
			s.shelves[at].remove(id)
		}
	}
	for _, class := range sortedKeys(m.classes) {
		s.store(namespaces, map[string]string{"account": account}, m.classes[class])
	}
}
