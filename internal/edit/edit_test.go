package edit

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// valueOf makes a value that an edit takes from what a case says.
func valueOf(t *testing.T, n *yaml.Node) any {
	var out any
	switch n.Kind {
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, kid := range n.Content {
			list[i] = valueOf(t, kid)
		}
		return list
	case yaml.MappingNode:
		m := make(Map, 0, len(n.Content)/2)
		for i := 0; i < len(n.Content); i += 2 {
			m = append(m, Pair{Key: n.Content[i].Value, Value: valueOf(t, n.Content[i+1])})
		}
		return m
	}
	if tag := n.ShortTag(); tag == "!!str" || tag == "!!timestamp" {
		return n.Value
	}
	require.NoError(t, n.Decode(&out))
	return out
}

// editsOf reads the edits of a case: a list of {set: path, value: …}.
func editsOf(t *testing.T, text []byte) []Edit {
	var list []struct {
		Set, Add, Append, Remove *string
		Key, After, Comment      string
		Value                    yaml.Node
	}
	require.NoError(t, yaml.Unmarshal(text, &list))
	edits := make([]Edit, len(list))
	for i, one := range list {
		e := Edit{Key: one.Key, After: one.After, Comment: one.Comment}
		for op, path := range map[Op]*string{Set: one.Set, Add: one.Add, Append: one.Append, Remove: one.Remove} {
			if path == nil {
				continue
			}
			e.Op = op
			for _, step := range strings.Fields(*path) {
				if n, err := strconv.Atoi(step); err == nil {
					e.Path = append(e.Path, n)
				} else {
					e.Path = append(e.Path, step)
				}
			}
		}
		if one.Value.Kind != 0 {
			e.Value = valueOf(t, &one.Value)
		}
		edits[i] = e
	}
	return edits
}

// TestCases applies the edits of each case to its file. A case that begins with
// a BOM, or has other line ends, says so in its comment.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, cases)
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err)
			var out []txtar.File
			for i, f := range archive.Files {
				if f.Name != "edits.yaml" {
					continue
				}
				in := archive.Files[i-1]
				edits := editsOf(t, f.Data)
				got, err := Apply(in.Data, edits)
				want := txtar.File{Name: "want.yaml", Data: got}
				if err != nil {
					want = txtar.File{Name: "want.err", Data: []byte(err.Error() + "\n")}
				}
				out = append(out, in, f, want)
				if !*update {
					require.Less(t, i+1, len(archive.Files))
					assert.Equal(t, string(txtar.Format(&txtar.Archive{Files: []txtar.File{archive.Files[i+1]}})),
						string(txtar.Format(&txtar.Archive{Files: []txtar.File{want}})))
				}
				// The same with the line ends of Windows and a BOM.
				if err == nil {
					windows := bytes.ReplaceAll(in.Data, []byte("\n"), []byte("\r\n"))
					other, err := Apply(append([]byte(byteOrderMark), windows...), edits)
					require.NoError(t, err)
					assert.Equal(t, byteOrderMark+string(bytes.ReplaceAll(got, []byte("\n"), []byte("\r\n"))), string(other))
				}
			}
			if *update {
				archive.Files = out
				require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o666))
			}
		})
	}
}

func TestRefused(t *testing.T) {
	const src = "a: &x [1]\nb: *x\nc: {d: 1}\n"
	_, err := Apply([]byte(src), []Edit{{Path: []any{"b"}, Op: Set, Value: 1}, {Path: []any{"a", 0}, Op: Remove}, {Path: []any{"c", "e"}, Op: 99}})
	require.EqualError(t, err, "line 1, column 1: a[0]: this file cannot be edited there: it has an anchor (&x) and is used again on line 2, which would change too\n"+
		"line 2, column 1: b: this file cannot be edited there: it is an alias (*x); what it names stands elsewhere and is shared\n"+
		"line 3, column 1: c.e: this file cannot be edited there: there is no key \"e\"")
	var first *Error
	require.ErrorAs(t, err, &first)
	assert.Equal(t, 1, first.Index)
	for _, src := range []string{"", "# only a comment\n", "a: [\n", "a: 1\n---\nb: 2\n", "a: 1\n\x00", "\xff"} {
		_, err := Apply([]byte(src), []Edit{{Op: Add, Key: "x"}})
		assert.Error(t, err, "%q", src)
	}
}

// manyRecords is a zone with n records, and an edit of each.
func manyRecords(n int) ([]byte, []Edit) {
	var b strings.Builder
	b.WriteString("accounts:\n  - name: Example\n    zones:\n      - name: example.com\n        dns_records:\n")
	edits := make([]Edit, n)
	for i := range n {
		if i%20 == 0 {
			fmt.Fprintf(&b, "          # Group %d.\n", i/20)
		}
		fmt.Fprintf(&b, "          - {name: host-%d.example.com, type: A, content: 192.0.2.1, proxied: true, id: %032x}\n", i, i)
		list := []any{"accounts", 0, "zones", 0, "dns_records"}
		item := append(list[:5:5], i)
		switch i % 4 {
		case 0:
			edits[i] = Edit{Path: append(item, "content"), Op: Set, Value: "192.0.2.2"}
		case 1:
			edits[i] = Edit{Path: item, Op: Add, Key: "ttl", Value: 300}
		case 2:
			edits[i] = Edit{Path: item, Op: Remove}
		case 3:
			edits[i] = Edit{Path: list, Op: Append, Value: Map{{Key: "name", Value: "new"}, {Key: "type", Value: "A"}}, Comment: "new"}
		}
	}
	return []byte(b.String()), edits
}

// TestOneLongLine has all entries on one line, where each step counts through
// it once at most.
func TestOneLongLine(t *testing.T) {
	const n = 10_000
	var b strings.Builder
	b.WriteString("list: [é")
	var edits []Edit
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, ", {k: %d}", i)
		switch i % 3 {
		case 0:
			edits = append(edits, Edit{Path: []any{"list", i, "k"}, Op: Set, Value: -i, Comment: strconv.Itoa(i)})
		case 1:
			edits = append(edits, Edit{Path: []any{"list", i}, Op: Remove})
		case 2:
			edits = append(edits, Edit{Path: []any{"list"}, Op: Append, Value: i})
		}
	}
	b.WriteString("]\n")
	out, err := Apply([]byte(b.String()), edits)
	require.NoError(t, err)
	assert.Equal(t, n/3+1, bytes.Count(out, []byte("\n")))
	for i := range edits {
		edits[i] = Edit{Op: Add, Key: strconv.Itoa(i), After: "list", Value: i}
		if i > 0 && i%2 == 0 {
			edits[i].After = strconv.Itoa(i - 1)
		}
	}
	_, err = Apply([]byte(b.String()), edits)
	require.NoError(t, err)
}

func BenchmarkApply(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		src, edits := manyRecords(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, err := Apply(src, edits); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
