package snapshot

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	// ManifestName is the path of the manifest below the directory.
	ManifestName = "manifest.json"
	// StateName is the path of Terraform's local state below the directory.
	StateName = "terraform.tfstate"

	guardName = "cfdr_unfinished.tf"
	private   = ".cfdr"
	lockPath  = private + "/lock"
	// inventoryLockPath is another file, since an inventory may lie in the
	// directory of its snapshot, and one run holds both.
	inventoryLockPath = private + "/inventory.lock"
	stagingPath       = private + "/staging"
	journalPath       = private + "/journal.json"
	draftPath         = stagingPath + "/journal"

	// maxComponent is NAME_MAX of every file system in use; maxPath is
	// PATH_MAX of the strictest system, macOS.
	maxComponent = 255
	maxPath      = 1023
)

// checkPath says why p can not be the path of a generated file, or nothing. It
// stands between three readers and the disk: the generator, a manifest and a
// journal, of which the latter two come out of a directory others can write to.
func checkPath(p string) string {
	switch {
	case p == "." || p == "" || !fs.ValidPath(p):
		return "is not a plain path below the directory"
	case len(p) > maxPath:
		return fmt.Sprintf("is longer than %d bytes", maxPath)
	case strings.ContainsRune(p, '\\'):
		return "has a backslash, which is a separator on Windows"
	case strings.ContainsFunc(p, unicode.IsControl):
		return "has a control character"
	}
	for c := range strings.SplitSeq(p, "/") {
		if len(c) > maxComponent {
			return fmt.Sprintf("has a part longer than %d bytes", maxComponent)
		}
		if reserved(c) {
			return fmt.Sprintf("has the part %q, which belongs to somebody else", c)
		}
	}
	return ""
}

// reserved says whether a path with this component is never ours to write or
// remove, even if a manifest claims so: a manifest that lists the Terraform
// state would have it deleted as a file no longer generated.
func reserved(component string) bool {
	c := fold(component)
	switch c {
	case private, ".git", ".terraform", ".terraform.lock.hcl", guardName:
		return true
	}
	return strings.Contains(c, ".tfstate") ||
		strings.HasSuffix(c, ".tfvars") || strings.HasSuffix(c, ".tfvars.json")
}

// fold gives two paths the same string if some file system takes them for one:
// macOS and Windows ignore case, macOS also the way accents are composed.
func fold(p string) string {
	return cases.Fold().String(norm.NFD.String(p))
}

// checkPaths checks each path and that the whole set can exist side by side on
// every file system.
func checkPaths(paths []string) error {
	var bad []BadPath
	seen := make(map[string]string)  // folded path or parent -> as spelled first
	files := make(map[string]string) // folded path -> path
	slices.Sort(paths)
	for _, p := range paths {
		if reason := checkPath(p); reason != "" {
			bad = append(bad, BadPath{Path: p, Reason: reason})
			continue
		}
		for _, q := range append(parents(p), p) {
			first, ok := seen[fold(q)]
			if !ok {
				seen[fold(q)] = q
			} else if first != q {
				bad = append(bad, BadPath{Path: p, Reason: fmt.Sprintf("differs from %q only in case or accents", first)})
				break
			}
		}
		files[fold(p)] = p
	}
	for _, p := range slices.Sorted(maps.Values(files)) {
		for _, q := range parents(p) {
			if f, ok := files[fold(q)]; ok {
				bad = append(bad, BadPath{Path: p, Reason: fmt.Sprintf("needs a directory where the file %q is", f)})
			}
		}
	}
	if bad != nil {
		return &PathError{Paths: bad}
	}
	return nil
}

// parents lists the directories above p, outermost first, without the root.
func parents(p string) []string {
	var list []string
	for i, r := range p {
		if r == '/' {
			list = append(list, p[:i])
		}
	}
	return list
}

// isConfig says whether Terraform or OpenTofu reads a file of that name as
// configuration. They skip what editors leave behind: .x, x~ and #x#.
func isConfig(p string) bool {
	name := path.Base(p)
	if strings.HasPrefix(name, ".") {
		return false
	}
	for _, ext := range []string{".tf", ".tf.json", ".tofu", ".tofu.json"} {
		if strings.HasSuffix(name, ext) {
			return true
		}
	}
	return false
}
