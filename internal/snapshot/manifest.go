package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && hex.EncodeToString(b) == s
}

// readManifest returns the digest of each file a manifest lists. It wants no more
// of the manifest than that; the rest is the generator's.
func readManifest(data []byte) (map[string]string, error) {
	var m struct {
		Files map[string]string `json:"files"`
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	if m.Files == nil {
		return nil, errors.New(`it has no "files"`)
	}
	if _, ok := m.Files[ManifestName]; ok {
		return nil, errors.New("it lists itself")
	}
	// With its own name among the paths, nothing can claim to be below it.
	if err := checkPaths(append(slices.Collect(maps.Keys(m.Files)), ManifestName)); err != nil {
		return nil, err
	}
	for _, p := range slices.Sorted(maps.Keys(m.Files)) {
		if !isDigest(m.Files[p]) {
			return nil, fmt.Errorf("the digest of %q is not SHA-256 in lower-case hex", p)
		}
	}
	return m.Files, nil
}

// checkFiles refuses files that their own manifest does not describe: the next
// run would take them for foreign or edited.
func checkFiles(files Files) error {
	if err := checkPaths(slices.Collect(maps.Keys(files))); err != nil {
		return err
	}
	data, ok := files[ManifestName]
	if !ok {
		return fmt.Errorf("the generated files have no %q", ManifestName)
	}
	listed, err := readManifest(data)
	if err != nil {
		return fmt.Errorf("generated %q: %w", ManifestName, err)
	}
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if p != ManifestName && listed[p] != digestOf(files[p]) {
			return fmt.Errorf("generated %q does not have the digest of %q", ManifestName, p)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(listed)) {
		if _, ok := files[p]; !ok {
			return fmt.Errorf("generated %q lists %q, which was not generated", ManifestName, p)
		}
	}
	return nil
}
