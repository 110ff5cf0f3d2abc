package standin

import (
	"net/http"
	"slices"
	"strings"
)

// settingsFields are the fields of the version settings, sharedFields those of them that are not versioned (script-settings).
var (
	settingsFields = []string{
		"compatibility_date", "compatibility_flags", "usage_model", "limits", "placement", "observability", "logpush", "tail_consumers", "tags",
		"cache_options", "annotations", "exports", "migration_tag",
	}
	sharedFields = []string{"logpush", "observability", "tail_consumers", "tags"}
)

// workerSettingsRoutes are the routes below a worker that read and set its properties one group at a time.
func workerSettingsRoutes(one string) []route {
	return []route{
		{"GET " + one + "/settings", onWorker(getSettings)},
		{"PATCH " + one + "/settings", onWorker(patchSettings)},
		{"GET " + one + "/script-settings", onWorker(getShared)},
		{"PATCH " + one + "/script-settings", onWorker(patchShared)},
		{"GET " + one + "/schedules", onWorker(getSchedules)},
		{"PUT " + one + "/schedules", onWorker(putSchedules)},
		{"GET " + one + "/subdomain", onWorker(func(_ *call, o object) (any, error) { return o["subdomain"], nil })},
		{"POST " + one + "/subdomain", onWorker(postSubdomain)},
		{"DELETE " + one + "/subdomain", onWorker(deleteSubdomain)},
		{"GET " + one + "/secrets", onWorker(listSecrets)},
		{"GET " + one + "/secrets/{secret}", onWorker(getSecret)},
		{"PUT " + one + "/secrets", onWorker(putSecret)},
		{"DELETE " + one + "/secrets/{secret}", onWorker(deleteSecret)},
		{"PATCH " + one + "/secrets-bulk", onWorker(bulkSecrets)},
		{"GET " + one + "/usage-model", onWorker(func(_ *call, o object) (any, error) { return object{"usage_model": o["usage_model"]}, nil })},
	}
}

// getSettings renders the settings. A placement object is always there: provider 5.22.0 panics without one (workers_script/resource.go:394).
func getSettings(c *call, o object) (any, error) {
	out := object{}
	for _, f := range settingsFields {
		if v, ok := o[f]; ok && f != "migration_tag" && f != "exports" {
			out[f] = v
		}
	}
	out["bindings"] = c.s.shownBindings(c.param("account"), o)
	if out["placement"] == nil {
		out["placement"] = object{}
	}
	return out, nil
}

// patchSettings changes what it is given; bindings, if given, are the whole new list. The body is JSON, or a form with a part "settings".
func patchSettings(c *call, o object) (any, error) {
	in, err := c.body()
	if err != nil {
		_, parts, perr := c.parts()
		if perr != nil || !slices.ContainsFunc(parts, func(m module) bool { return m.name == "settings" }) {
			return nil, err
		}
		for _, m := range parts {
			if m.name == "settings" {
				c.raw = m.content
			}
		}
		if in, err = c.body(); err != nil {
			return nil, err
		}
	}
	next := clone(o)
	for _, f := range settingsFields {
		if v, ok := in[f]; ok && f != "migration_tag" {
			next[f] = v
		}
	}
	change, err := c.s.migrate(c.param("account"), text(o, "id"), o, in)
	if err != nil {
		return nil, err
	}
	if _, ok := in["bindings"]; ok {
		if err := c.bind(next, o, in, change); err != nil {
			return nil, err
		}
	}
	change.apply(c.s, c.param("account"), next)
	c.s.addVersion(c.param("account"), next)
	c.s.store(workers, workers.params(c), next)
	return getSettings(c, next)
}

func getShared(_ *call, o object) (any, error) {
	out := object{}
	for _, f := range sharedFields {
		out[f] = o[f]
	}
	return out, nil
}

func patchShared(c *call, o object) (any, error) {
	in, err := c.body()
	if err != nil {
		return nil, err
	}
	for _, f := range sharedFields {
		if v, ok := in[f]; ok {
			o[f] = v
		}
	}
	return getShared(c, o)
}

func scheduleObjects(crons []string) []any {
	out := []any{}
	for _, c := range crons {
		out = append(out, object{"cron": c, "created_on": epoch, "modified_on": epoch})
	}
	return out
}

func getSchedules(_ *call, o object) (any, error) { return object{"schedules": o["schedules"]}, nil }

// putSchedules replaces all cron triggers of a worker.
func putSchedules(c *call, o object) (any, error) {
	v, err := c.json()
	if err != nil {
		return nil, err
	}
	items, ok := v.([]any)
	if !ok {
		return nil, refuse(http.StatusBadRequest, 10026, "Schedules must be a list.")
	}
	crons := []string{}
	for _, it := range items {
		cron := text(it.(object), "cron")
		if len(strings.Fields(cron)) != 5 {
			return nil, refuse(http.StatusBadRequest, 10100, "Invalid cron string: %q.", cron)
		}
		crons = append(crons, cron)
	}
	o["schedules"] = scheduleObjects(crons)
	return getSchedules(c, o)
}

// postSubdomain switches the worker's name on workers.dev, which the account must have taken first.
func postSubdomain(c *call, o object) (any, error) {
	in, err := c.body()
	if err != nil {
		return nil, err
	}
	enabled, ok := in["enabled"].(bool)
	if !ok {
		return nil, refuse(http.StatusBadRequest, 10026, "enabled is required.")
	}
	if _, taken := c.s.singles[c.path("/accounts/{account}/workers/subdomain")]; enabled && !taken {
		return nil, refuse(http.StatusBadRequest, 10063, "You need a workers.dev subdomain in order to proceed. Please go to the dashboard and open the Workers menu.")
	}
	previews, ok := in["previews_enabled"].(bool)
	if !ok {
		previews = enabled
	}
	o["subdomain"] = object{"enabled": enabled, "previews_enabled": previews}
	return o["subdomain"], nil
}

func deleteSubdomain(_ *call, o object) (any, error) {
	o["subdomain"] = object{"enabled": false, "previews_enabled": false}
	return o["subdomain"], nil
}

// secretBindings are the secrets of a worker: names and types, never values.
func secretBindings(o object) []object {
	out := []object{}
	for _, v := range list(o, "bindings") {
		if b, _ := v.(object); text(b, "type") == "secret_text" || text(b, "type") == "secret_key" {
			out = append(out, clone(b))
		}
	}
	return out
}

func listSecrets(_ *call, o object) (any, error) { return listing{items: secretBindings(o)}, nil }

func getSecret(c *call, o object) (any, error) {
	for _, b := range secretBindings(o) {
		if text(b, "name") == c.param("secret") {
			return b, nil
		}
	}
	return nil, secretMissing
}

var secretMissing = refuse(http.StatusNotFound, 10056, "Binding not found.")

func putSecret(c *call, o object) (any, error) {
	in, err := c.body()
	if err != nil {
		return nil, err
	}
	return setSecret(o, in)
}

// setSecret sets one secret of a worker; the value is kept as its hash.
func setSecret(o, in object) (any, error) {
	name := text(in, "name")
	if name == "" {
		return nil, refuse(http.StatusBadRequest, 10016, "A secret needs a name.")
	}
	value := hidden(text(in, "text") + text(in, "key_base64") + plain(in["key_jwk"]))
	in = clone(in)
	defaults(in, "type", "secret_text")
	for _, f := range []string{"text", "key_base64", "key_jwk"} {
		delete(in, f)
	}
	bindings := list(o, "bindings")
	at := slices.IndexFunc(bindings, func(v any) bool { b, _ := v.(object); return text(b, "name") == name })
	switch {
	case at < 0:
		o["bindings"] = append(bindings, in)
	case !strings.HasPrefix(text(bindings[at].(object), "type"), "secret_"):
		return nil, refuse(http.StatusBadRequest, 10053, "Binding name %q already in use.", name)
	default:
		bindings[at] = in
	}
	sub(o, "secrets")[name] = value
	return clone(in), nil
}

func deleteSecret(c *call, o object) (any, error) { return nil, dropSecret(o, c.param("secret")) }

func dropSecret(o object, name string) error {
	bindings := list(o, "bindings")
	at := slices.IndexFunc(bindings, func(v any) bool {
		b, _ := v.(object)
		return text(b, "name") == name && strings.HasPrefix(text(b, "type"), "secret_")
	})
	if at < 0 {
		return secretMissing
	}
	o["bindings"] = slices.Delete(bindings, at, at+1)
	delete(sub(o, "secrets"), name)
	return nil
}

// bulkSecrets sets several secrets; null removes one.
func bulkSecrets(c *call, o object) (any, error) {
	in, err := c.body()
	if err != nil {
		return nil, err
	}
	all := sub(in, "secrets")
	if len(all) > 100 {
		return nil, refuse(http.StatusBadRequest, 10016, "At most 100 secrets in one request.")
	}
	next := clone(o)
	for _, name := range sortedKeys(all) {
		secret, _ := all[name].(object)
		if secret == nil {
			if err := dropSecret(next, name); err != nil {
				return nil, err
			}
			continue
		}
		secret["name"] = name
		if _, err := setSecret(next, secret); err != nil {
			return nil, err
		}
	}
	c.s.store(workers, workers.params(c), next)
	return listSecrets(c, next)
}
