package cli

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/refresh"
	"github.com/cfdr/cfdr/internal/snapshot"
	"github.com/cfdr/cfdr/schema"
)

func newStatus(s Streams) *cobra.Command {
	var maxAge string
	c := &cobra.Command{
		Use:   "status [DIR]",
		Short: "Say how old the snapshot is, without a network",
		Long: `Say when the accounts that DIR/cfdr.yaml names were last read, what could not be
read then, and whether the snapshot is that of the inventory. Nothing is asked
and nothing written.

Exit codes: 0 all is young enough, 1 error, 2 something is older than --max-age,
or not known.`,
		Example: "  cfdr status infra/terraform\n  cfdr status --max-age 30d",
		Args:    oneDirectory,
		RunE: func(_ *cobra.Command, args []string) error {
			return runStatus(s, directory(args), maxAge)
		},
	}
	c.Flags().StringVar(&maxAge, "max-age", "", "how old the snapshot may be: 30d, 2w or 36h; as cfdr.yaml says when left out")
	return c
}

func runStatus(s Streams, dir, maxAge string) error {
	now := s.now()
	settings, err := loadSettings(s, dir)
	if err != nil {
		return err
	}
	if maxAge == "" {
		maxAge = settings.MaxAge
	}
	limit, ok := schema.ParseAge(maxAge)
	if maxAge != "" && !ok {
		return &hinted{fmt.Errorf("%q is no age", maxAge), "write a number of days, weeks or hours: 30d, 2w or 36h"}
	}
	record, err := readRecord(dir)
	if err != nil {
		return err
	}
	file := filepath.Join(dir, filepath.FromSlash(settings.Inventory))
	inv, err := loadUsable(s, file)
	if err != nil {
		return err
	}
	st := &standing{Streams: s, now: now, limit: limit, limited: maxAge != ""}
	last := lastRefresh(record, inv)
	if last.IsZero() {
		st.old = st.limited
		say(s.Out, "When the account was last read is not recorded; `cfdr refresh` does.\n")
	} else {
		say(s.Out, "The account was last read %s, on %s.%s\n", refresh.Ago(now, last), last.Format(time.DateOnly), st.judge(last))
	}
	for i := range settings.Accounts {
		if err := st.account(inv, settings, &settings.Accounts[i], dir, record); err != nil {
			return err
		}
	}
	if st.old {
		return exitCode(ExitDiffers)
	}
	return nil
}

// standing is what a status comes to.
type standing struct {
	Streams
	now     time.Time
	limit   time.Duration
	limited bool
	old     bool
}

// judge says that something is too old.
func (s *standing) judge(since time.Time) styled {
	if !s.limited || s.now.Sub(since) <= s.limit {
		return ""
	}
	s.old = true
	return " " + s.paintOut(red+bold, fmt.Sprintf("That is more than %s.", refresh.Age(s.limit)))
}

func (s *standing) account(inv *schema.Inventory, settings *schema.Settings, setting *schema.AccountSetting, dir string, record *refresh.Record) error {
	account := inv.Account(setting.ID)
	if account == nil {
		s.old = s.old || s.limited
		say(s.Out, "%s: not in %s; it was never read.\n", setting.ID, settings.Inventory)
		return nil
	}
	say(s.Out, "%s: %s.\n", visibleLines(account.Name), plural(objects(account), "object", "objects"))
	var known *refresh.AccountRecord
	if record != nil {
		for i := range record.Accounts {
			if record.Accounts[i].ID == setting.ID {
				known = &record.Accounts[i]
			}
		}
	}
	if known != nil {
		for _, u := range known.Unread {
			what := schema.Humane(u.Kind)
			if u.Of != "" {
				what += " of " + u.Of
			}
			say(s.Out, "  %s could not be read since %s.%s\n", visibleLines(what), u.Since.Format(time.DateOnly), s.judge(u.Since))
		}
	}
	if setting.Snapshot == "" {
		return nil
	}
	return s.snapshot(inv, account, settings, setting, dir)
}

// snapshot says whether a directory is what the inventory makes.
func (s *standing) snapshot(inv *schema.Inventory, account *schema.Object, settings *schema.Settings, setting *schema.AccountSetting, base string) error {
	target, err := chooseTarget(inv, string(setting.Target))
	if err != nil {
		return err
	}
	out := filepath.Join(base, filepath.FromSlash(setting.Snapshot))
	dir, err := snapshot.Inspect(out)
	if err != nil {
		return err
	}
	defer dir.Close()
	if dir.Manifest() == nil {
		say(s.Out, "  %s has no snapshot yet.\n", out)
		s.old = s.old || s.limited
		return nil
	}
	o := generateOptions{out: out, check: true}
	if setting.State != "" {
		o.state = filepath.Join(base, filepath.FromSlash(setting.State))
		if filepath.IsAbs(setting.State) {
			o.state = setting.State
		}
	}
	made, err := makeSnapshot(s.Streams, dir, inv, filepath.Join(base, settings.Inventory), generator.Options{Account: account, Target: target}, o)
	if err != nil {
		return err
	}
	changes, err := dir.Plan(made.files)
	if err != nil {
		return err
	}
	say(s.Out, "  %s\n", made.report.Summary)
	if changes.Differ() {
		say(s.Out, "  %s is not what %s makes; `cfdr refresh` or `cfdr generate` writes it.\n", out, settings.Inventory)
		return nil
	}
	say(s.Out, "  %s is what %s makes.\n", out, settings.Inventory)
	return nil
}
