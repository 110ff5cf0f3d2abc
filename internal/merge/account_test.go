package merge_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// inventories are the directories of all test inventories.
func inventories(t *testing.T) []string {
	t.Helper()
	dirs, err := filepath.Glob("../../generator/testdata/kinds/*")
	require.NoError(t, err)
	return append(dirs, "../../examples/minimal", "../../examples/full-zone", "../../examples/rtopacks")
}

func loadIn(t *testing.T, text []byte, files fs.FS) *schema.Inventory {
	t.Helper()
	inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), files)
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	return inv
}

// read pulls an account of a stand-in that is as an inventory says.
func read(t *testing.T, inv *schema.Inventory) *pull.Result {
	t.Helper()
	s := standin.New()
	s.Seed(inv, inv.Accounts[0])
	base, stop, err := s.Listen()
	require.NoError(t, err)
	defer stop()
	c, err := pull.New(standin.DefaultToken, pull.Options{BaseURL: base})
	require.NoError(t, err)
	res, err := pull.Pull(context.Background(), c, kinds.Registry(), inv.Accounts[0].ID, nil)
	require.NoError(t, err)
	require.Empty(t, res.Unreadable)
	return res
}

// beside is a directory with more files in it.
type beside struct {
	files map[string][]byte
	fs.FS
}

// Open implements [fs.FS].
func (b beside) Open(name string) (fs.File, error) {
	if body, is := b.files[name]; is {
		return fstest.MapFS{name: {Data: body}}.Open(name)
	}
	return b.FS.Open(name)
}

// TestIntoEveryInventory merges each account into the inventory that it was
// made from. The file stays valid, every comment and every note of people stays,
// what it says afterwards is what the account told, and a second merge has
// nothing to do.
func TestIntoEveryInventory(t *testing.T) {
	for _, dir := range inventories(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
			require.NoError(t, err)
			was := loadIn(t, text, os.DirFS(dir))
			res := read(t, was)
			content := merge.Content(res.Account, was.Accounts[0], "content")
			options := merge.Options{Date: "2026-11-22", Knows: res.Knows, Unset: res.Unset}
			edits, _ := merge.Into(was, was.Accounts[0], res.Account, res.Inventory.AccountNotes(res.Account), options)
			out, err := edit.Apply(text, edits)
			require.NoError(t, err)
			all := strings.Split(string(text), "\n")
			for i, line := range all {
				// The heading of a list goes with the list.
				if strings.HasPrefix(strings.TrimSpace(line), "#") && strings.TrimSpace(all[i+1]) != "undefined:" {
					assert.Contains(t, string(out), strings.TrimSpace(line), "a comment is lost")
				}
			}
			now := loadIn(t, out, beside{content, os.DirFS(dir)})
			for _, word := range []string{"purpose:", "says:", "retire:", "accept:", "counterpart:"} {
				assert.Equal(t, strings.Count(string(text), word), strings.Count(string(out), word), word)
			}
			again := read(t, was)
			merge.Content(again.Account, now.Accounts[0], "content")
			second, report := merge.Into(now, now.Accounts[0], again.Account, again.Inventory.AccountNotes(again.Account), merge.Options{Date: "2026-11-23", Knows: again.Knows, Unset: again.Unset})
			assert.Empty(t, second, lines(report))
			assert.True(t, report.Empty(), lines(report))
		})
	}
}

// TestNewOfEveryInventory writes a new inventory of each account. It is valid,
// and says what the account told and nothing else.
func TestNewOfEveryInventory(t *testing.T) {
	for _, dir := range inventories(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
			require.NoError(t, err)
			res := read(t, loadIn(t, text, os.DirFS(dir)))
			content := merge.Content(res.Account, nil, "content")
			out, err := merge.New(res.Inventory, merge.Options{Date: "2026-11-22"})
			require.NoError(t, err)
			now := loadIn(t, out, beside{content, os.DirFS(dir)})
			d := plan.Inventories(res.Inventory, now)
			var b strings.Builder
			require.NoError(t, d.WriteText(&b, false))
			assert.False(t, d.Differs(), b.String())
		})
	}
}

// TestWhatNobodySet merges what is off in the account: it is written where the
// file speaks of it, and nowhere else.
func TestWhatNobodySet(t *testing.T) {
	const zone = "        id: 023e105f4ecef8ad9ca31a8372d0c353\n"
	text, err := os.ReadFile("../../examples/minimal/inventory.yaml")
	require.NoError(t, err)
	res := read(t, loadIn(t, text, os.DirFS("../../examples/minimal")))
	require.NotEmpty(t, res.Unset)
	for said, want := range map[string]string{
		"":                                     "",
		"        dnssec: {status: disabled}\n": "        dnssec: {status: disabled}\n",
		"        dnssec: {status: active, purpose: For trust.}\n": "        dnssec: {status: disabled, purpose: For trust.}\n",
		"        email_routing: {enabled: true} # since May\n":    "        email_routing: {enabled: false} # since May\n",
	} {
		file := strings.Replace(string(text), zone, zone+said, 1)
		was := loadIn(t, []byte(file), os.DirFS("../../examples/minimal"))
		merge.Content(res.Account, was.Accounts[0], "content")
		edits, report := merge.Into(was, was.Accounts[0], res.Account, res.Inventory.AccountNotes(res.Account), merge.Options{Date: "2026-11-22", Knows: res.Knows, Unset: res.Unset})
		out, err := edit.Apply([]byte(file), edits)
		require.NoError(t, err)
		assert.Contains(t, string(out), zone+want, lines(report))
		assert.Empty(t, report.Gone, said)
		for _, i := range report.New {
			assert.NotContains(t, []string{"zone_dnssec", "email_routing_settings", "email_routing_catch_all"}, i.Kind)
		}
	}
}
