package edit

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func splitLines(text []byte) []string {
	return strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
}

// around are lines that may go with the entry below them.
var around = regexp.MustCompile(`^[-\s]*(#.*)?$`)

// mayTouch are the lines that edits may change: of what is set or removed with
// what is directly above, and of brackets that something is put into.
func mayTouch(root *tree, edits []Edit, lines []string) map[int]bool {
	touched := map[int]bool{}
	mark := func(first, last int) {
		for first > 1 && around.MatchString(lines[first-2]) {
			first--
		}
		for i := first; i <= last; i++ {
			touched[i] = true
		}
	}
	for _, e := range edits {
		t := root.at(e.Path)
		var up *tree
		if len(e.Path) > 0 {
			up = root.at(e.Path[:len(e.Path)-1])
		}
		switch {
		case e.Op == Set:
			mark(t.first, t.last)
		case e.Op == Remove:
			mark(t.first, t.last)
			mark(up.first, up.first)
			// What follows may come up to the dash, and all may become [].
			if i := slices.Index(up.Kids, t); i+1 < len(up.Kids) {
				mark(t.first, up.Kids[i+1].first)
			}
		case t.flow || len(t.Kids) == 0:
			mark(t.first, t.last)
		}
		// Brackets within brackets share lines.
		for i := range e.Path {
			if u := root.at(e.Path[:i]); u.flow {
				mark(u.first, u.last)
				break
			}
		}
	}
	return touched
}

// untouched says which line of the old text is missing in the new one, if any.
func untouched(old, now []string, touched map[int]bool) string {
	at := 0
	for i, line := range old {
		if touched[i+1] || line == "" {
			continue
		}
		j := slices.Index(now[at:], line)
		if j < 0 {
			return fmt.Sprintf("line %d: %q", i+1, line)
		}
		at += j + 1
	}
	return ""
}

// check applies random edits to a document and compares the result with their
// plain meaning. It says whether they were made.
func check(t testing.TB, r *rand.Rand, src []byte) bool {
	same, err := Apply(src, nil)
	require.NoError(t, err)
	require.Equal(t, src, same)
	root, err := parse(src)
	require.NoError(t, err, "%s", src)
	model, old := treeOf(root), treeOf(root)
	lines := splitLines(src)
	old.lines(len(lines))
	edits := randomEdits(r, model)
	model.settle()
	got, err := Apply(src, edits)
	if err != nil {
		require.Nil(t, got)
		return false
	}
	require.Equal(t, model, parsed(t, got), "%s\n---\n%s\n%+v", src, got, edits)
	missing := untouched(lines, splitLines(got), mayTouch(old, edits, lines))
	require.Empty(t, missing, "%s\n---\n%s\n%+v", src, got, edits)
	return true
}

func TestRandomEdits(t *testing.T) {
	const rounds = 1500
	refused := 0
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 1))
		if !check(t, r, randomDocument(r)) {
			refused++
		}
	}
	// What is refused are texts that keep the blank lines below them, and texts
	// that end the file without a line break.
	assert.Less(t, refused, 5)
}

func FuzzApply(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(string(randomDocument(rand.New(rand.NewPCG(seed, 2)))), seed)
	}
	for _, s := range []string{"? a\n: b\n", "a: &x [1]\nb: *x\n", "[a: 1, b]", "a: !!str 1\nb: ! x\n", "- - - a\n", "--- {a: 1}\n...\n", "a: b: c", "\"a\":\n- |2\n   x\n", "[a\n,b\n,c]", "{a, b: , c: }", "a: |+\n\n\nb: 1", "%YAML 1.1\n---\na: 1\n", "<<: {a: 1}\nb: 1\n"} {
		f.Add(s, uint64(3))
	}
	f.Fuzz(func(t *testing.T, src string, seed uint64) {
		root, err := parse([]byte(src))
		if err != nil || len(src) > 4000 || twice(root) {
			return
		}
		r := rand.New(rand.NewPCG(seed, 3))
		model := treeOf(root)
		edits := randomEdits(r, model)
		model.settle()
		if got, err := Apply([]byte(src), edits); err == nil && len(edits) > 0 {
			require.Equal(t, model, parsed(t, got), "%q\n%q\n%+v", src, got, edits)
		}
	})
}

// twice finds what the model cannot tell: keys that stand twice, and those that
// are no words.
func twice(n *yaml.Node) bool {
	if n.Kind == yaml.MappingNode {
		seen := map[string]bool{}
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Kind != yaml.ScalarNode || seen[n.Content[i].Value] {
				return true
			}
			seen[n.Content[i].Value] = true
		}
	}
	return slices.ContainsFunc(n.Content, twice)
}

// TestInverse puts back what it changed, and finds the old tree again.
func TestInverse(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 4))
		src := randomDocument(r)
		before := parsed(t, src)
		var all []Edit
		root, err := parse(src)
		require.NoError(t, err)
		treeOf(root).paths(nil, func(path []any, at *tree) {
			if len(path) == 0 {
				return
			}
			all = append(all, Edit{Path: path, Op: Set, Value: randomValue(r, 1)})
		})
		e := all[r.IntN(len(all))]
		old := before.at(e.Path).value()
		changed, err := Apply(src, []Edit{e})
		if err != nil {
			continue
		}
		back, err := Apply(changed, []Edit{{Path: e.Path, Op: Set, Value: old}})
		require.NoError(t, err, "%s\n---\n%s\n%+v", src, changed, e)
		require.Equal(t, before.plain(), parsed(t, back).plain(), "%s\n---\n%s\n---\n%s\n%+v", src, changed, back, e)

		up := before.at(e.Path[:len(e.Path)-1])
		undo := Edit{Path: append(slices.Clone(e.Path[:len(e.Path)-1]), len(up.Kids)), Op: Remove}
		e = Edit{Path: e.Path[:len(e.Path)-1], Op: Append, Value: e.Value}
		if up.Map {
			e.Op, e.Key = Add, "new"
			undo.Path[len(undo.Path)-1] = "new"
		}
		changed, err = Apply(src, []Edit{e})
		if err != nil {
			continue
		}
		back, err = Apply(changed, []Edit{undo})
		require.NoError(t, err, "%s\n---\n%s\n%+v", src, changed, e)
		require.Equal(t, before, parsed(t, back))
		if src[len(src)-1] == '\n' && !strings.Contains(string(src), "|+") {
			// A blank line may be left above a comment that ends a list.
			require.Equal(t, written(src), written(back), "added and removed again")
		}
	}
}

// written are the lines that are not blank.
func written(text []byte) []string {
	return slices.DeleteFunc(splitLines(text), func(line string) bool { return line == "" })
}

// TestExamples sets each scalar of the inventories that people keep, one at a
// time. Exactly its line changes, and what follows the value on it stays.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/inventory.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		root, err := parse(src)
		require.NoError(t, err)
		lines := splitLines(src)
		var all []Edit
		d := newDocument(src, root)
		treeOf(root).paths(nil, func(path []any, _ *tree) {
			// What an alias names is not edited.
			if found := d.find(&change{Edit: &Edit{Path: path}}); found == nil || found.n.Kind != yaml.ScalarNode {
				return
			}
			all = append(all, Edit{Path: path, Op: Set, Value: "a new value"})
		})
		require.NotEmpty(t, all)
		// Some of them alone, and then all at once.
		every := max(1, len(all)/25)
		for i := 0; i < len(all); i += every {
			got, err := Apply(src, all[i:i+1])
			require.NoError(t, err)
			changed := changedLines(lines, splitLines(got))
			require.LessOrEqual(t, changed, 1, "%v", all[i].Path)
		}
		together, err := Apply(src, all)
		require.NoError(t, err)
		old := treeOf(root)
		old.lines(len(lines))
		require.Empty(t, untouched(comments(lines), comments(splitLines(together)), nil))
	}
}

// comments are the lines that are nothing but a comment.
func comments(lines []string) []string {
	var out []string
	for _, line := range lines {
		if s := strings.TrimSpace(line); strings.HasPrefix(s, "# ") {
			out = append(out, s)
		}
	}
	return out
}

// changedLines is how many lines are others; those of a text that went count as
// one.
func changedLines(old, now []string) int {
	first := 0
	for first < len(old) && first < len(now) && old[first] == now[first] {
		first++
	}
	last := 0
	for last < len(old)-first && last < len(now)-first && old[len(old)-1-last] == now[len(now)-1-last] {
		last++
	}
	return len(now) - last - first
}
