package pull

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"sync"

	"github.com/cfdr/cfdr/schema"
)

// A keeper keeps answers by path, without what is secret in them.
type keeper struct {
	on      bool
	secrets map[string]bool
	// hide takes the token out of a text.
	hide    func([]byte) []byte
	mu      sync.Mutex
	answers map[string][]byte
}

// blanked stands in the place of a secret.
const blanked = "(blanked)"

// newKeeper makes one; the registry says which fields are secret.
func newKeeper(on bool, reg *schema.Registry, hide func([]byte) []byte) *keeper {
	k := &keeper{on: on, secrets: map[string]bool{}, hide: hide}
	if !on {
		return k
	}
	k.answers = map[string][]byte{}
	for _, name := range []string{"secret", "token", "tunnel_secret", "password", "private_key", "credentials"} {
		k.secrets[name] = true
	}
	var fields func([]schema.Field)
	fields = func(list []schema.Field) {
		for i := range list {
			if f := &list[i]; f.Secret {
				k.secrets[f.Name] = true
			}
			fields(list[i].Fields)
		}
	}
	for _, kind := range reg.Kinds() {
		fields(kind.Fields)
	}
	return k
}

// keep keeps what an answer says.
func (k *keeper) keep(path string, header http.Header, result json.RawMessage) {
	if !k.on {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		path += " " + name + ": " + header.Get(name)
	}
	v, err := decoded(result)
	if err != nil {
		return
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if enc.Encode(k.blank(v)) != nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.answers[path] = k.hide(b.Bytes())
}

func (k *keeper) keepFile(path string, body []byte) {
	if !k.on {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.answers[path] = k.hide(body)
}

// blank takes the secrets out of a value.
func (k *keeper) blank(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = k.blank(v[i])
		}
	case map[string]any:
		for key, e := range v {
			if text, isText := e.(string); isText && text != "" && k.secrets[key] {
				v[key] = blanked
				continue
			}
			v[key] = k.blank(e)
		}
	}
	return v
}
