package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// ManifestFile is the name of the manifest in a snapshot.
const ManifestFile = "manifest.json"

// A Manifest says what a snapshot is of, which files belong to it, and every
// address that was ever written. It holds no time.
type Manifest struct {
	// Version of this format.
	Version int           `json:"version"`
	Account AccountPin    `json:"account"`
	Target  schema.Target `json:"target"`
	// Inventory is the SHA-256 of the inventory file, in hexadecimal digits.
	Inventory string `json:"inventory,omitempty"`
	// Files maps paths to the SHA-256 of their contents.
	Files map[string]string `json:"files"`
	// Addresses maps those that are written now to what they stand for.
	Addresses map[string]Identity `json:"addresses"`
	// Moved and Removed are the addresses that were written before. The
	// configuration says where each has gone.
	Moved   []Move   `json:"moved,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Past maps addresses that stood for another object before to the id that
	// a state may still hold there.
	Past map[string]string `json:"past,omitempty"`
}

// An AccountPin is what everything that writes compares with the token.
type AccountPin struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// An Identity is what an address stands for.
type Identity struct {
	Kind string `json:"kind"`
	// Path tells the object from all others of its kind.
	Path string `json:"path"`
	ID   string `json:"id,omitempty"`
}

// A Move is an address that has a new name.
type Move struct {
	From string `json:"from"`
	To   string `json:"to"`
}

const manifestVersion = 1

// ParseManifest reads the manifest of an earlier run.
func ParseManifest(b []byte) (*Manifest, error) {
	m := new(Manifest)
	if err := json.Unmarshal(b, m); err != nil {
		return nil, fmt.Errorf("%s is not a manifest: %w", ManifestFile, err)
	}
	if m.Version != manifestVersion {
		return nil, fmt.Errorf("%s has version %d; this cfdr knows %d", ManifestFile, m.Version, manifestVersion)
	}
	addresses := append(append(slices.Sorted(maps.Keys(m.Addresses)), m.Removed...), slices.Sorted(maps.Keys(m.Past))...)
	for _, move := range m.Moved {
		addresses = append(addresses, move.From, move.To)
	}
	for _, a := range addresses {
		if !state.IsAddress(a) {
			return nil, fmt.Errorf("%s is not a manifest: %q is no address", ManifestFile, a)
		}
	}
	return m, nil
}

// encode writes the manifest with a line for each file and address, so that a
// change of one is a change of one line, and without a second copy in memory.
func (m *Manifest) encode() []byte {
	var b bytes.Buffer
	b.Grow(1024 + 120*len(m.Files) + 200*len(m.Addresses))
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	value := func(v any) {
		if err := enc.Encode(v); err != nil {
			panic(err) // strings and maps of strings always encode
		}
		b.Truncate(b.Len() - 1) // the line end that Encode adds
	}
	field := func(name string, v any) {
		b.WriteString(" ")
		value(name)
		b.WriteString(": ")
		value(v)
		b.WriteString(",\n")
	}
	b.WriteString("{\n")
	field("version", m.Version)
	field("account", m.Account)
	field("target", m.Target)
	if m.Inventory != "" {
		field("inventory", m.Inventory)
	}
	if m.Moved != nil {
		field("moved", m.Moved)
	}
	if m.Removed != nil {
		field("removed", m.Removed)
	}
	if len(m.Past) > 0 {
		field("past", m.Past)
	}
	b.WriteString(" \"files\": {")
	for i, path := range slices.Sorted(maps.Keys(m.Files)) {
		b.WriteString(separators[min(i, 1)])
		value(path)
		b.WriteString(": ")
		value(m.Files[path])
	}
	b.WriteString("\n },\n \"addresses\": {")
	for i, address := range slices.Sorted(maps.Keys(m.Addresses)) {
		b.WriteString(separators[min(i, 1)])
		value(address)
		b.WriteString(": ")
		value(m.Addresses[address])
	}
	b.WriteString("\n }\n}\n")
	return b.Bytes()
}

// separators stand before the first line of a mapping and before every other.
var separators = [2]string{"\n  ", ",\n  "}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
