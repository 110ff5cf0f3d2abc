package snapshot

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestErrorsSayTheWayOut(t *testing.T) {
	for _, c := range []struct {
		err           hinted
		problem, hint string
	}{
		{
			&ConflictError{Dir: "infra", Conflicts: Conflicts{
				Edited: []string{"a"}, Foreign: []string{"b"}, Config: []string{"c"}, Symlinks: []string{"d"},
			}},
			`directory "infra" has a generated file changed by hand: "a"; a file in the way that cfdr did not write: "b"; ` +
				`configuration beside the snapshot that Terraform would read with it: "c"; a symbolic link where a generated file goes: "d"; ` +
				`nothing was changed`,
			`take the edits over into the inventory, then let cfdr overwrite them with --force; ` +
				`move the other configuration to another directory, keep terraform.tfstate where it is, and run again; ` +
				`move the files in the way to another place; --force does not overwrite them; ` +
				`replace the links by what they point to, or remove them`,
		},
		{
			&ConflictError{Dir: "infra", Conflicts: Conflicts{Edited: []string{"a"}}, Written: true},
			`directory "infra" has a generated file changed by hand: "a"; it changed while cfdr wrote, and everything else is written`,
			`take the edits over into the inventory, then let cfdr overwrite them with --force`,
		},
		{
			&BusyError{Dir: "infra"},
			`another cfdr is at work in "infra"`,
			`wait for it and run again; the lock ends with the process that holds it, so there is nothing to remove`,
		},
		{
			&BusyError{Dir: "infra", By: "cfdr pull, process 7"},
			`another cfdr is at work in "infra": cfdr pull, process 7`,
			`wait for it and run again; the lock ends with the process that holds it, so there is nothing to remove`,
		},
		{
			&ChangedError{Path: "inventory.yaml"},
			`inventory.yaml was changed while the account was read; it was not written`,
			`run it again: what was changed is merged then`,
		},
		{
			&BesideError{Path: "infra/content/a.js", Last: "infra/inventory.yaml", Err: errors.New("no space left on device")},
			`write "infra/content/a.js": no space left on device; "infra/inventory.yaml" is as it was`,
			`remove the cause and run again`,
		},
		{
			&BesideError{Path: "infra/inventory.yaml", Last: "infra/inventory.yaml", Err: errors.New("input/output error"), Replaced: true},
			`write "infra/inventory.yaml": input/output error; it is written, and may be lost when the power fails now`,
			`remove the cause and run again`,
		},
		{
			&JournalError{Dir: "infra", Err: errors.New("torn")},
			`an interrupted write to "infra" can not be completed: torn`,
			`bring the directory back to a committed version, or keep it as it is; then remove "infra/.cfdr" and run again ` +
				`(what the interrupted write left counts as changed by hand)`,
		},
		{
			&ManifestError{Dir: "infra", Err: errors.New("torn")},
			`manifest "infra/manifest.json" can not be used: torn`,
			`restore it from version control, or move it away: then every file in the way counts as foreign, unless its contents are the generated ones`,
		},
		{
			&WriteError{Path: "infra/a", Err: errors.New("no space left on device")},
			`write "infra/a": no space left on device; nothing was changed`,
			`remove the cause and run again`,
		},
		{
			&WriteError{Path: "infra/a", Err: errors.New("no space left on device"), Pending: true},
			`write "infra/a": no space left on device; the snapshot is unfinished`,
			`remove the cause and run again, which first completes this write`,
		},
	} {
		assert.Equal(t, c.problem, c.err.Problem())
		assert.Equal(t, c.hint, c.err.Hint())
		assert.EqualError(t, c.err, c.problem+": "+c.hint)
	}
}
