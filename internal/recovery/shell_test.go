package recovery

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

// Every script that cfdr writes is one that bash reads and shellcheck accepts,
// whatever is in the inventory. Together with what they share, which takes
// seconds each time, one of the scripts and rebuild.sh are looked at.
func TestScriptsAreSound(t *testing.T) {
	t.Parallel()
	_, missing := exec.LookPath("shellcheck")
	for name := range examples {
		p := example(t, name)
		recreate := filepath.Join(p.dir, "recreate")
		topics := []string{}
		for _, s := range p.scripts {
			topics = append(topics, filepath.Join(recreate, s))
		}
		for _, s := range append(topics, filepath.Join(recreate, "lib.sh"), filepath.Join(p.dir, "rebuild.sh")) {
			out, err := exec.Command("bash", "-n", s).CombinedOutput()
			assert.NoError(t, err, "%s", out)
		}
		if missing != nil || !deep.Enabled() { // slow, and .ci/run checks the examples with it
			continue
		}
		accepts(t, append([]string{"--exclude=SC1091,SC2154"}, topics...)...)
		if name == "full-zone-4" {
			accepts(t, "-x", filepath.Join(p.dir, "rebuild.sh"), filepath.Join(recreate, p.script(t, "workers")))
		}
	}
	if missing != nil {
		t.Skip("shellcheck is not on PATH; install it, and it reads the scripts too")
	}
}

func accepts(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.Command("shellcheck", args...).CombinedOutput()
	assert.NoError(t, err, "%s", out)
}

// macOS has bash 3.2, which lacks these, and ends with an unbound variable where
// an array that is empty is expanded.
func TestScriptsAreForOldBash(t *testing.T) {
	t.Parallel()
	p := write(t, load(t, "../../examples/full-zone/inventory.yaml"), schema.V4)
	for name, pattern := range map[string]string{
		"an associative array":       `\b(declare|local|typeset) +-[a-zA-Z]*[An]`,
		"mapfile":                    `\b(mapfile|readarray)\b`,
		"a change of case":           `\$\{[A-Za-z_]+[,^]`,
		"|&":                         `\|&`,
		"&>>":                        `&>>`,
		"a length from the end":      `\$\{[A-Za-z_]+: -|\$\{[A-Za-z_]+\[-`,
		"a quoting expansion":        `\$\{[A-Za-z_]+@`,
		"printf of the time":         `%\([^)]*\)T`,
		"wait -n":                    `\bwait -n`,
		"coproc":                     `\bcoproc\b`,
		";& in a case":               `;;?&`,
		"a named file descriptor":    `\{[a-z_]+\}[<>]`,
		"EPOCHSECONDS":               `EPOCH(SECONDS|REALTIME)`,
		"BASHPID":                    `BASHPID`,
		"-v of a variable":           `\[ -v |\[\[ -v `,
		"a negative index or length": `\$\{[A-Za-z_]+:[0-9]+:-`,
	} {
		for path, body := range p.files {
			if strings.HasSuffix(path, ".sh") {
				assert.NotRegexp(t, pattern, string(body), "%s has %s", path, name)
			}
		}
	}
	// "${array[@]}" is only safe when something was put into it.
	expanded := regexp.MustCompile(`"\$\{([a-z_]+)\[@\]\}"`)
	for path, body := range p.files {
		if !strings.HasSuffix(path, ".sh") {
			continue
		}
		for _, m := range expanded.FindAllStringSubmatch(string(body), -1) {
			assert.Regexp(t, `(?m)^ *`+m[1]+`\+=\([^\n]*\)$`, string(body), "%s expands %s, which may be empty", path, m[1])
		}
	}
}
