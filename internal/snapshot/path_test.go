package snapshot

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPathAttacks(t *testing.T) {
	long := strings.Repeat("n", 256)
	for path, reason := range map[string]string{
		"":                              "is not a plain path below the directory",
		".":                             "is not a plain path below the directory",
		"..":                            "is not a plain path below the directory",
		"../x":                          "is not a plain path below the directory",
		"a/../../x":                     "is not a plain path below the directory",
		"a//b":                          "is not a plain path below the directory",
		"a/./b":                         "is not a plain path below the directory",
		"a/":                            "is not a plain path below the directory",
		"/etc/passwd":                   "is not a plain path below the directory",
		"bad\xffutf8":                   "is not a plain path below the directory",
		`..\x`:                          "has a backslash, which is a separator on Windows",
		"a\x00b":                        "has a control character",
		"a\nb":                          "has a control character",
		"d/" + long:                     "has a part longer than 255 bytes",
		strings.Repeat("d/", 600) + "f": "is longer than 1023 bytes",
		".cfdr/journal.json":            `has the part ".cfdr", which belongs to somebody else`,
		"a/.CFDR/x":                     `has the part ".CFDR", which belongs to somebody else`,
		".git/hooks/pre-commit":         `has the part ".git", which belongs to somebody else`,
		".terraform/x":                  `has the part ".terraform", which belongs to somebody else`,
		".terraform.lock.hcl":           `has the part ".terraform.lock.hcl", which belongs to somebody else`,
		"terraform.tfstate.backup":      `has the part "terraform.tfstate.backup", which belongs to somebody else`,
		"Terraform.TFState":             `has the part "Terraform.TFState", which belongs to somebody else`,
		"terraform.tfstate.d/x/y":       `has the part "terraform.tfstate.d", which belongs to somebody else`,
		"my.tfvars":                     `has the part "my.tfvars", which belongs to somebody else`,
		"ids.auto.tfvars.json":          `has the part "ids.auto.tfvars.json", which belongs to somebody else`,
		"cfdr_unfinished.tf":            `has the part "cfdr_unfinished.tf", which belongs to somebody else`,
	} {
		t.Run(path, func(t *testing.T) {
			dir := t.TempDir()
			files := generated(nil)
			files[path] = nil
			_, err := write(t, dir, Options{Force: true}, files)
			assert.Equal(t, &PathError{Paths: []BadPath{{Path: path, Reason: reason}}}, err)
			assert.Empty(t, tree(t, dir))
		})
	}
}

func TestPathsSideBySide(t *testing.T) {
	for name, c := range map[string]struct {
		paths []string
		want  []BadPath
	}{
		"case": {
			paths: []string{"a.tf", "A.tf"},
			want:  []BadPath{{"a.tf", `differs from "A.tf" only in case or accents`}},
		},
		"case of a directory": {
			paths: []string{"docs/a", "Docs/b"},
			want:  []BadPath{{"docs/a", `differs from "Docs" only in case or accents`}},
		},
		"accents": {
			paths: []string{"caf\u00e9", "cafe\u0301"},
			want:  []BadPath{{"caf\u00e9", `differs from "cafe` + "\u0301" + `" only in case or accents`}},
		},
		"sharp s": {
			paths: []string{"straße", "STRASSE"},
			want:  []BadPath{{"straße", `differs from "STRASSE" only in case or accents`}},
		},
		"file and directory": {
			paths: []string{"a", "a/b", "a-c"},
			want:  []BadPath{{"a/b", `needs a directory where the file "a" is`}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, &PathError{Paths: c.want}, checkPaths(c.paths))
		})
	}
	require.NoError(t, checkPaths([]string{"a", "b/a", "b/c", strings.Repeat("n", 255), "ünïcode/$(x) \"q\".tf"}))
}
