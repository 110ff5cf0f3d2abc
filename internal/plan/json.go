package plan

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/cfdr/cfdr/schema"
)

// The JSON is that of `terraform show -json` of a plan, format 1.2, so what
// reads plans reads it; what only cfdr knows is under the key "cfdr". Secrets
// are hidden in the values too, where Terraform hides them in the masks only, and
// of what is unchanged there is as much as in the text.

type jsonPlan struct {
	FormatVersion    string         `json:"format_version"`
	TerraformVersion string         `json:"terraform_version,omitempty"`
	ResourceChanges  []jsonResource `json:"resource_changes"`
	Applyable        bool           `json:"applyable"`
	Complete         bool           `json:"complete"`
	Errored          bool           `json:"errored"`
	Cfdr             jsonCfdr       `json:"cfdr"`
}

type jsonResource struct {
	Address         string     `json:"address"`
	PreviousAddress string     `json:"previous_address,omitempty"`
	ModuleAddress   string     `json:"module_address,omitempty"`
	Mode            string     `json:"mode"`
	Type            string     `json:"type"`
	Name            string     `json:"name"`
	Index           any        `json:"index,omitempty"`
	ProviderName    string     `json:"provider_name,omitempty"`
	Deposed         string     `json:"deposed,omitempty"`
	Change          jsonChange `json:"change"`
	ActionReason    string     `json:"action_reason,omitempty"`
}

type jsonChange struct {
	Actions         []string       `json:"actions"`
	Before          map[string]any `json:"before"`
	After           map[string]any `json:"after"`
	AfterUnknown    any            `json:"after_unknown"`
	BeforeSensitive any            `json:"before_sensitive"`
	AfterSensitive  any            `json:"after_sensitive"`
	ReplacePaths    [][]any        `json:"replace_paths,omitempty"`
	Importing       *jsonImporting `json:"importing,omitempty"`
}

type jsonImporting struct {
	ID string `json:"id,omitempty"`
}

type jsonCfdr struct {
	Account string        `json:"account,omitempty"`
	Target  schema.Target `json:"target,omitempty"`
	Summary Summary       `json:"summary"`
	Objects []jsonObject  `json:"objects"`
}

type jsonObject struct {
	Class       Class          `json:"class"`
	Kind        string         `json:"kind,omitempty"`
	Key         string         `json:"key,omitempty"`
	Name        string         `json:"name,omitempty"`
	Address     string         `json:"address,omitempty"`
	ID          string         `json:"id,omitempty"`
	InventoryID string         `json:"inventory_id,omitempty"`
	Differs     [][]any        `json:"differs,omitempty"`
	NotRecorded []jsonMissing  `json:"not_recorded,omitempty"`
	Ignored     bool           `json:"ignored,omitempty"`
	Reasons     []string       `json:"reasons,omitempty"`
	Tombstone   *jsonTombstone `json:"tombstone,omitempty"`
}

type jsonMissing struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

type jsonTombstone struct {
	Date    string `json:"date,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Phantom bool   `json:"phantom,omitempty"`
}

// WriteJSON writes the difference as one line of JSON.
func (d *Diff) WriteJSON(w io.Writer) error {
	p := jsonPlan{
		FormatVersion: "1.2", TerraformVersion: d.Terraform, ResourceChanges: []jsonResource{},
		Applyable: d.Differs(), Complete: true,
		Cfdr: jsonCfdr{Account: d.Account, Target: d.Target, Summary: d.Summary(), Objects: []jsonObject{}},
	}
	for _, c := range d.Changes {
		if c.Address != "" {
			p.ResourceChanges = append(p.ResourceChanges, c.resource(d.Target))
		}
		p.Cfdr.Objects = append(p.Cfdr.Objects, c.object())
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(p); err != nil {
		return err
	}
	_, err := w.Write(schema.VisibleJSON(b.Bytes()))
	return err
}

func (c *Change) resource(t schema.Target) jsonResource {
	before, after := c.shown(t)
	r := jsonResource{
		Address: c.Address, PreviousAddress: c.Previous, ModuleAddress: c.Module, Mode: "managed", Type: c.Type, Name: c.Label,
		Index: c.Index, ProviderName: c.Provider, Deposed: c.Deposed,
		Change: jsonChange{Before: before, After: after, AfterUnknown: map[string]any{}, ReplacePaths: c.Replacing},
	}
	switch c.Action {
	case Replace:
		r.Change.Actions = []string{"delete", "create"}
		r.ActionReason = "replace_because_cannot_update"
		if c.Tainted {
			r.ActionReason = "replace_because_tainted"
		}
	case Drop:
		r.ActionReason = "delete_because_no_resource_config"
		fallthrough
	default:
		r.Change.Actions = []string{string(c.Action)}
	}
	if c.Class == Import {
		// An import reads first what it then finds unchanged.
		r.Change.Before = r.Change.After
		if c.ImportID != "" {
			r.Change.Importing = &jsonImporting{ID: c.ImportID}
		}
	}
	if c.After == nil {
		r.Change.AfterUnknown = map[string]any{}
	}
	r.Change.BeforeSensitive, r.Change.AfterSensitive = mask(r.Change.Before), mask(r.Change.After)
	return r
}

// mask is true where a value is hidden, in the shape of the value.
func mask(v map[string]any) any {
	if v == nil {
		return false
	}
	m, _ := maskOf(v)
	return m
}

func maskOf(v any) (m any, hides bool) {
	switch v := v.(type) {
	case secret:
		return true, true
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			if sub, is := maskOf(e); is {
				out[k], hides = sub, true
			}
		}
		return out, hides
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			sub, is := maskOf(e)
			out[i], hides = sub, hides || is
		}
		return out, hides
	}
	return false, false
}

// shown are the values that the text shows of a change. There is a mapping on
// each side where the object is.
func (c *Change) shown(t schema.Target) (before, after map[string]any) {
	if g := c.drawing(t); g != nil {
		before, after = g.values()
	}
	side := func(shown, is map[string]any) map[string]any {
		switch {
		case is == nil:
			return nil
		case shown == nil:
			return map[string]any{}
		}
		return shown
	}
	return side(before, c.Before), side(after, c.After)
}

func (c *Change) object() jsonObject {
	o := jsonObject{
		Class: c.Class, Kind: c.Kind, Key: c.Key, Name: c.Name, Address: c.Address, ID: c.ID, InventoryID: c.NewID,
		Differs: c.Differ, Ignored: c.Ignored, Reasons: c.Reasons,
	}
	if c.Class == Unmanaged {
		o.ID = "" // nobody here knows what an id of it tells
	}
	for _, m := range c.Missing {
		o.NotRecorded = append(o.NotRecorded, jsonMissing{m.Path, m.Reason})
	}
	if t := c.Tombstone; t != nil {
		o.Tombstone = &jsonTombstone{t.Date, t.Reason, t.Phantom}
	}
	return o
}
