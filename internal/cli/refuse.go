package cli

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/refresh"
	"github.com/cfdr/cfdr/schema"
)

// What stands in the way of a refresh is collected and not returned at once: all
// that was learnt is shown first, and the refusals end the screen.

// refuse remembers a reason to write nothing. account is whom it is about, empty
// for all.
func (r *refreshing) refuse(account string, err error) {
	r.refused = append(r.refused, err)
	r.report.Refused = append(r.report.Refused, refusalOf(account, err))
}

// refusalOf takes an error apart into what happened and what to do.
func refusalOf(account string, err error) refresh.Refusal {
	out := refresh.Refusal{Account: account}
	var refusal *generator.RefusalError
	var withHint interface {
		Problem() string
		Hint() string
	}
	switch {
	case errors.As(err, &refusal):
		out.Summary, out.Details, out.Hint = refusal.Summary, refusal.Details, refusal.Hint
		return out
	case errors.As(err, &withHint):
		out.Summary, out.Hint = withHint.Problem(), withHint.Hint()
	default:
		out.Summary, out.Hint = err.Error(), hintOf(err)
	}
	lines := strings.Split(out.Summary, "\n")
	out.Summary = lines[0]
	for _, line := range lines[1:] {
		out.Details = append(out.Details, strings.TrimSpace(line))
	}
	return out
}

// failed ends a refresh that was refused. The screen has said why; where nothing
// was read there is none.
func (r *refreshing) failed(shown bool) error {
	switch {
	case !shown:
		return r.failures(r.refused)
	case r.wrote:
		return errors.New("the refresh stopped while it wrote; the last lines of the report say why")
	}
	return errors.New("nothing was written; the last lines of the report say why")
}

// failures ends a command for one reason, or for several.
func (s Streams) failures(all []error) error {
	if len(all) == 1 {
		return all[0]
	}
	for _, err := range all {
		refusal := refusalOf("", err)
		printError(s, errors.New(strings.Join(append([]string{refusal.Summary}, refusal.Details...), "\n  ")), refusal.Hint)
	}
	return exitCode(ExitError)
}

// unsoundError says what makes an inventory that would be written unusable.
func (p *pulling) unsoundError() error {
	return &hinted{
		fmt.Errorf("%s in what would be written\n%s", plural(len(p.unsound), "error", "errors"), strings.Join(p.unsound, "\n")),
		"change the inventory where it says so, and run it again; it stays as it is until then",
	}
}

// unfinished finds what a rebuild has not brought back since the last refresh:
// a refresh would take it for gone, and no later rebuild would know of it.
func (r *refreshing) unfinished(i int) error {
	setting, read := &r.settings.Accounts[i], r.reads[i]
	if setting.Snapshot == "" || read.was == nil {
		return nil
	}
	file := filepath.Join(r.at(setting.Snapshot), ".rebuild", "lost.json")
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) || err == nil && r.record != nil && info.ModTime().Before(r.record.Time) {
		return nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var lost []string
	if err := json.Unmarshal(b, &lost); err != nil {
		return fmt.Errorf("%s is not a record of a rebuild: %w", file, err)
	}
	gone := map[string]bool{}
	for _, it := range read.report.Gone {
		gone[it.Key] = true
	}
	var names []string
	schema.Walk(read.was.Children, func(o *schema.Object) {
		retired := o.Notes != nil && o.Notes.Retire != nil
		if gone[o.Key()] && slices.Contains(lost, o.Key()) && !retired {
			names = append(names, o.String())
		}
	})
	if names == nil {
		return nil
	}
	return &generator.RefusalError{
		Summary: "a rebuild has not brought back all that was lost, and a refresh would take it for gone",
		Details: names,
		Hint:    fmt.Sprintf("finish the rebuild first: ./rebuild.sh --apply --start; or, if these are not to come back, remove %s", file),
	}
}

// rebuiltState is the state that a rebuild left in the directory of a snapshot,
// empty where there is none or the state at hand is newer.
func rebuiltState(dir, current string) string {
	file := filepath.Join(dir, rebuildState)
	info, err := os.Stat(file)
	if err != nil || info.Size() == 0 {
		return ""
	}
	if now, err := os.Stat(cmp.Or(current, filepath.Join(dir, stateName))); err == nil && now.Size() > 0 && !now.ModTime().Before(info.ModTime()) {
		return ""
	}
	return file
}

const (
	rebuildState = "rebuild.tfstate"
	stateName    = "terraform.tfstate"
	aside        = ".before-rebuild"
)

// takeOver is the command that makes the state of a rebuild the one that the
// snapshot is used with. It is run in the directory of the snapshot.
func takeOver(dir, current string, remote bool) string {
	if remote {
		return fmt.Sprintf("terraform init && terraform state pull > %s%s && terraform state push -force %s", stateName, aside, rebuildState)
	}
	there := filepath.Join(dir, stateName)
	name := stateName
	if current != "" {
		there = current
		if abs, err := filepath.Abs(current); err == nil {
			name = abs
			if rel, err := filepath.Rel(dir, current); err == nil {
				name = rel
			}
		}
	}
	cp := fmt.Sprintf("cp %s %s", rebuildState, quoteWord(name))
	if _, err := os.Stat(there); err != nil {
		return cp
	}
	return fmt.Sprintf("mv %s %s && %s", quoteWord(name), quoteWord(name+aside), cp)
}

// quoteWord makes one word of the shell of a path.
func quoteWord(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
