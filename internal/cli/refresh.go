package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/refresh"
	"github.com/cfdr/cfdr/internal/secrets"
	"github.com/cfdr/cfdr/internal/snapshot"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

type refreshOptions struct {
	baseURL, format       string
	dryRun, strict, force bool
	state                 string
	noState               bool
	// newAccount and newName are the account that the snapshot was rebuilt as,
	// oldAccount the one of the settings that was.
	newAccount, newName, oldAccount string
}

func newRefresh(s Streams) *cobra.Command {
	var o refreshOptions
	c := &cobra.Command{
		Use:   "refresh [DIR]",
		Short: "Read the account, write the snapshot, and say what changed",
		Long: `Read the accounts that DIR/cfdr.yaml names into the inventory, check it, write
the snapshot, compare it with the Terraform state, and look for the newest dump
of each database: one screen to read.

Nothing is written before all of it is sound. What fails leaves the inventory
and the snapshot as they were, and what was learnt is shown all the same: the
reason ends the screen.

After a rebuild it takes the new ids, and the state that the rebuild left. An
account that was rebuilt as another one is named by --new-account.

Exit codes: 0 done, 1 error or refused, and nothing was written; with --dry-run
0 nothing would change, 2 something would.`,
		Example: `  cfdr refresh infra/terraform
  cfdr refresh --dry-run
  cfdr refresh --new-account 0f5d0c9e3f2b4a6d8c7e1b2a3d4c5e6f --new-account-name "Pottery"
  cfdr refresh --format markdown > pull-request.md`,
		Args: oneDirectory,
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return runRefresh(ctx, s, directory(args), o)
		},
	}
	c.Flags().StringVar(&o.baseURL, "base-url", "", "the address of the API, with its version; CLOUDFLARE_API_BASE_URL when left out")
	c.Flags().StringVar(&o.format, "format", "text", "text or markdown")
	c.Flags().StringVar(&o.state, "state", "", "the Terraform state, where it is neither in the directory nor in cfdr.yaml; - for standard input")
	c.Flags().BoolVar(&o.noState, "no-state", false, "nothing was ever applied, so no state holds an address")
	c.Flags().StringVar(&o.newAccount, "new-account", "", "the id of the account that the snapshot was rebuilt as; inventory, snapshot and "+schema.SettingsName+" become its own")
	c.Flags().StringVar(&o.newName, "new-account-name", "", "its name, which is compared with what the token sees")
	c.Flags().StringVar(&o.oldAccount, "old-account", "", "the account of "+schema.SettingsName+" that was rebuilt as the new one, where there are several")
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "write nothing; show what would change")
	c.Flags().BoolVar(&o.strict, "strict", false, "write nothing and exit with 1 where something could not be read")
	c.Flags().BoolVar(&o.force, "force", false, "overwrite files of the snapshot that were changed by hand")
	return c
}

func oneDirectory(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return &hinted{fmt.Errorf("%d directories were given", len(args)), "give the one that has " + schema.SettingsName}
	}
	return nil
}

func directory(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// loadSettings reads how the snapshot of a directory is refreshed.
func loadSettings(s Streams, dir string) (*schema.Settings, error) {
	name := filepath.Join(dir, schema.SettingsName)
	text, err := readLimited(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &hinted{fmt.Errorf("there is no %s", name), "write one: `cfdr: 1` and `accounts: [ID]` are enough beside an inventory.yaml; else say `inventory: FILE` too. The id stands on the account's overview in the dashboard"}
	}
	if err != nil {
		return nil, err
	}
	settings, diags := schema.LoadSettings(name, text, kinds.Registry())
	if diags.HasErrors() {
		n := showErrors(s, diags, newSource(text))
		say(s.Err, "%s in %s; nothing was read and nothing written.\n", plural(n, "error", "errors"), name)
		return nil, exitCode(ExitError)
	}
	return settings, nil
}

// refreshing is one refresh.
type refreshing struct {
	Streams
	options  refreshOptions
	dir      string
	settings *schema.Settings
	pulling  *pulling
	report   *refresh.Report
	record   *refresh.Record
	dirs     []*snapshot.Dir   // by account, nil for one that is only read
	private  []map[string]bool // by account, the files that only their owner may read
	reads    []*accountRead    // by account, nil for one that could not be read
	// move is the account that the snapshot was rebuilt as, nil without one;
	// moved is the file of the settings afterwards.
	move  *move
	moved []byte
	// refused are the reasons to write nothing; wrote says that it had begun.
	refused []error
	wrote   bool
}

func runRefresh(ctx context.Context, s Streams, dir string, o refreshOptions) error {
	if err := oneOf("format", o.format, "text", "markdown"); err != nil {
		return err
	}
	if o.noState && o.state != "" {
		return &hinted{fmt.Errorf("--state gives a state and --no-state says that there is none"), "leave one of the two out"}
	}
	settings, err := loadSettings(s, dir)
	if err != nil {
		return err
	}
	if n := snapshots(settings); o.state != "" && n != 1 {
		return &hinted{fmt.Errorf("--state is the state of one snapshot, and %s has %d", schema.SettingsName, n), "name the state of each there: state: FILE"}
	}
	r := &refreshing{Streams: s, options: o, dir: dir, settings: settings, report: &refresh.Report{Now: s.now(), DryRun: o.dryRun, Inventory: settings.Inventory}}
	defer r.close()
	if r.move, err = moveOf(settings, o); err != nil {
		return err
	}
	if r.move != nil {
		if r.moved, err = r.move.settle(settings, dir); err != nil {
			return err
		}
	}
	if err := r.begin(); err != nil {
		return err
	}
	if err := r.read(ctx); err != nil {
		return err
	}
	staged, err := r.make(ctx)
	defer func() {
		for _, w := range staged {
			_ = w.Discard() // what was carried out has nothing to discard
		}
	}()
	if err != nil {
		return err
	}
	if len(r.refused) == 0 && !o.dryRun {
		r.wrote = true
		if err := r.write(staged); err != nil {
			r.refuse("", err)
		}
	}
	if o.format == "markdown" {
		err = r.report.WriteMarkdown(s.Out)
	} else {
		err = r.report.WriteText(s.Out)
	}
	switch {
	case err != nil:
		return err
	case len(r.refused) > 0:
		return r.failed(true)
	case o.dryRun && r.report.Differs():
		return exitCode(ExitDiffers)
	}
	return nil
}

// read reads every account. One that cannot be read does not hide what the others
// told.
func (r *refreshing) read(ctx context.Context) error {
	for i, a := range r.settings.Accounts {
		n := len(r.pulling.read)
		err := r.pulling.account(ctx, a.ID)
		if ctx.Err() != nil {
			return errors.New("stopped; nothing was written")
		}
		var read *accountRead
		if len(r.pulling.read) > n {
			read = r.pulling.read[n]
			if r.move != nil && r.move.at == i {
				if err := r.move.confirm(read.result.Account.Name); err != nil {
					return err
				}
			}
		}
		r.reads = append(r.reads, read)
		if err != nil {
			if read == nil && r.move == nil && hintOf(err) == "" {
				err = &hinted{err, "check the token; or, if the account was rebuilt as another one, name that: --new-account ID --new-account-name NAME"}
			}
			r.refuse(a.ID, err)
		}
	}
	if len(r.pulling.read) == 0 {
		return r.failed(false)
	}
	r.pulling.showUnreadable()
	if n := len(r.pulling.bad); r.options.strict && n > 0 {
		r.refuse("", fmt.Errorf("%s could not be read, and --strict says that all must be", plural(n, "part", "parts")))
	}
	return nil
}

func (r *refreshing) at(path string) string { return filepath.Join(r.dir, filepath.FromSlash(path)) }

// begin looks at what is there, and takes the directories.
func (r *refreshing) begin() error {
	var err error
	if r.record, err = readRecord(r.dir); err != nil {
		return err
	}
	r.pulling, err = newPulling(r.Streams, pullOptions{
		inventory: r.at(r.settings.Inventory), baseURL: r.options.baseURL,
		dryRun: r.options.dryRun, commitContent: r.settings.CommitContent, redact: r.settings.Redact, blindSpots: true, mostZones: manyZones,
	}, "refresh")
	if err != nil {
		return err
	}
	if r.settings.Report != "" {
		if info, err := os.Stat(filepath.Dir(r.at(r.settings.Report))); err != nil || !info.IsDir() {
			return &hinted{fmt.Errorf("the directory of the report %s is not there", r.settings.Report), "make it, or name another place in " + schema.SettingsName}
		}
	}
	inv := r.pulling.inventory
	if r.move != nil {
		r.pulling.before = map[string]string{r.move.to: r.move.from}
	}
	r.report.Before = lastRefresh(r.record, inv)
	r.pulling.several = r.pulling.several || len(r.settings.Accounts) > 1
	r.pulling.tokens = map[string]string{}
	for _, a := range r.settings.Accounts {
		r.pulling.tokens[a.ID] = a.Token
		if inv != nil && r.pulling.recorded(a.ID) == nil {
			return &hinted{fmt.Errorf("%s has no account %s", r.settings.Inventory, a.ID), "add it there, with its name and id; it is then filled; or, if the account was rebuilt as this one, leave the old id in " + schema.SettingsName + " and say --new-account ID --new-account-name NAME"}
		}
		if manifest := filepath.Join(r.at(a.Snapshot), generator.ManifestFile); a.Snapshot != "" && inv == nil && exists(manifest) {
			// A new inventory would not have what people wrote into the old one.
			return &hinted{fmt.Errorf("there is no %s, and %s was made from an inventory", r.at(r.settings.Inventory), r.at(a.Snapshot)), "say `inventory: FILE` in " + schema.SettingsName + ", the one that it was made from; or, to begin a new one, remove " + manifest}
		}
		var dir *snapshot.Dir
		private := map[string]bool{}
		if a.Snapshot != "" {
			if dir, err = openSnapshot(r.Streams, "refresh", generateOptions{out: r.at(a.Snapshot), check: r.options.dryRun, force: r.options.force, private: private}); err != nil {
				return err
			}
		}
		r.dirs, r.private = append(r.dirs, dir), append(r.private, private)
	}
	return nil
}

func (r *refreshing) close() {
	if r.pulling != nil {
		r.pulling.close()
	}
	for _, d := range r.dirs {
		if d != nil {
			_ = d.Close() // what was written is written
		}
	}
}

// make says what was found of every account, makes every snapshot, and puts it
// beside its place.
func (r *refreshing) make(ctx context.Context) ([]*snapshot.Staged, error) {
	var staged []*snapshot.Staged
	r.report.Written = string(r.pulling.text) != r.pulling.was
	inv, err := r.pulling.sound()
	if err != nil {
		inv = nil
		if r.pulling.unsound == nil {
			return nil, err
		}
		r.refuse("", r.pulling.unsoundError())
	} else {
		inv.Release()
	}
	for i, setting := range r.settings.Accounts {
		read := r.reads[i]
		if read == nil {
			continue
		}
		a := &refresh.Account{
			Name: read.result.Account.Name, ID: setting.ID, Objects: objects(read.result.Account), First: read.was == nil,
			Facts: read.report, Unread: r.pulling.unread(read.result.Unreadable), Blind: blindSpots(read.result),
		}
		if x := read.exposed; x != nil {
			a.Exposed, a.Taken = len(x.found), x.taken
		}
		r.record.Since(setting.ID, a.Unread)
		r.report.Accounts = append(r.report.Accounts, a)
		if err := r.unfinished(i); err != nil {
			r.refuse(a.Name, err)
		}
		if r.dirs[i] == nil || inv == nil {
			continue
		}
		w, err := r.snapshot(inv, a, &setting, i)
		if err != nil {
			r.refuse(a.Name, inRefresh(err))
			a.Snapshot.Refused = true
		}
		if w != nil {
			staged = append(staged, w)
		}
	}
	if inv != nil {
		r.look(ctx, inv)
	}
	for _, a := range r.report.Accounts {
		a.Requests = r.pulling.clients[a.ID].Requests()
	}
	if ctx.Err() != nil {
		return staged, errors.New("stopped; nothing was written")
	}
	return staged, nil
}

// snapshot makes the snapshot of one account, and compares it with its state.
// What it is comes to stand in the account, also where it is refused.
func (r *refreshing) snapshot(inv *schema.Inventory, a *refresh.Account, setting *schema.AccountSetting, i int) (*snapshot.Staged, error) {
	dir := r.dirs[i]
	account := inv.Account(setting.ID)
	o := generateOptions{out: r.at(setting.Snapshot), force: r.options.force, private: r.private[i]}
	snap := &refresh.Snapshot{Dir: o.out, Before: gapsBefore(o.out)}
	a.Snapshot = snap
	target, err := chooseTarget(inv, string(setting.Target))
	if err != nil {
		return nil, err
	}
	snap.Target = target
	var code unshared
	if r.pulling.ignores() {
		code = schema.ContentDir + "/"
	}
	o.unshared = &code
	named := cmp.Or(r.options.state, setting.State)
	switch {
	case r.options.noState:
	case r.options.state != "" || filepath.IsAbs(setting.State):
		o.state = named
	case setting.State != "":
		o.state = r.at(setting.State)
	}
	opts := generator.Options{Account: account, Target: target, NoState: r.options.noState}
	if r.move != nil && r.move.at == i {
		opts.MovedFrom = r.move.from
	}
	made, err := makeSnapshot(r.Streams, dir, inv, r.at(r.settings.Inventory), opts, o)
	if after := rebuiltState(o.out, o.state); err != nil && after != "" && r.options.state == "" && !r.options.noState {
		// The state of before the rebuild cannot be used; that of the rebuild can,
		// if it is of this account and has all of it where it belongs.
		rebuilt := o
		rebuilt.state = after
		again, stillBad := makeSnapshot(r.Streams, dir, inv, r.at(r.settings.Inventory), opts, rebuilt)
		var refusal *generator.RefusalError
		switch {
		case stillBad == nil:
			made, err = again, nil
			named = rebuildState
			snap.TakeOver = takeOver(o.out, o.state, inv.Snapshot.Backend != "")
		case errors.As(stillBad, &refusal):
			// It is the newer one, so its reasons are those that count.
			made, named = again, rebuildState
			err = &generator.RefusalError{Summary: rebuildState + ": " + refusal.Summary, Details: refusal.Details, Hint: refusal.Hint}
		}
	}
	if made != nil {
		snap.Gaps, snap.Expect = made.report, made.expect
		if made.state != nil {
			snap.State = cmp.Or(named, snapshot.StateName)
			of := plan.TargetOf(made.state)
			if of == "" {
				of = target
			}
			snap.Diff = plan.Compare(inv, account, of, made.state)
		}
	}
	if err != nil {
		return nil, err
	}
	var changes *snapshot.Changes
	var staged *snapshot.Staged
	if r.options.dryRun {
		changes, err = dir.Rehearse(made.files, r.options.force)
	} else {
		staged, changes, err = dir.Stage(made.files)
	}
	if err != nil {
		return nil, err
	}
	snap.Created, snap.Replaced, snap.Deleted, snap.Unchanged = len(changes.Created), len(changes.Replaced), len(changes.Deleted), len(changes.Unchanged)
	return staged, nil
}

// inRefresh says what to do in the words of this verb.
func inRefresh(err error) error {
	var refusal *generator.RefusalError
	if errors.As(err, &refusal) {
		told := *refusal
		told.Hint = strings.ReplaceAll(told.Hint, "cfdr generate …", "cfdr refresh")
		return &told
	}
	return err
}

// snapshots is how many accounts have one.
func snapshots(s *schema.Settings) int {
	n := 0
	for i := range s.Accounts {
		if s.Accounts[i].Snapshot != "" {
			n++
		}
	}
	return n
}

// gapsBefore reads the gaps of the snapshot that is there, nil where there is
// none or it cannot be read: it is only told.
func gapsBefore(dir string) *generator.Report {
	b, err := readFileAtMost(filepath.Join(dir, generator.GapsFile), pageLimit)
	if err != nil {
		return nil
	}
	report := new(generator.Report)
	if json.Unmarshal(b, report) != nil {
		return nil
	}
	return report
}

// unread says what could not be read, without the secrets that were found: a name
// may hold one, and a problem may quote it.
func (p *pulling) unread(bad []pull.Unreadable) []refresh.Unread {
	var found secrets.Findings
	for _, x := range p.exposed {
		found = append(append(found, x.found...), x.before...)
	}
	hide := func(text string) string {
		text = found.Hide(text)
		return secrets.Redact(text, secrets.Scan(text)) // what could not be read was not searched
	}
	var out []refresh.Unread
	for i := range bad {
		u := &bad[i]
		it := refresh.Unread{Kind: u.Kind, Of: u.Of, Fields: u.Fields, Why: hide(u.Err.Error()), Since: p.now().UTC().Truncate(time.Second)}
		if u.Name != "" {
			if it.Of = u.Name; u.Of != "" {
				it.Of = u.Of + "/" + u.Name
			}
		}
		it.Of = hide(it.Of)
		if u.Forbidden() {
			it.Permission = u.Permission
		}
		out = append(out, it)
	}
	return out
}

// look finds the newest dumps. A bucket that cannot be looked at is said to be
// that; nothing else depends on it.
func (r *refreshing) look(ctx context.Context, inv *schema.Inventory) {
	dumps := refresh.Dumps(inv)
	held, failed := map[refresh.Place][]refresh.File{}, map[refresh.Place]string{}
	for _, place := range refresh.Places(dumps) {
		owner := place.Bucket.Account()
		client, err := r.pulling.client(owner.ID, owner)
		if err == nil && owner.ID == "" {
			err = fmt.Errorf("the account %s has no id in the inventory", owner.Name)
		}
		var files []pull.File
		if err == nil {
			files, err = client.Files(ctx, place.Bucket, place.Prefix)
		}
		if err != nil {
			failed[place] = err.Error()
			var f *pull.Failure
			if errors.As(err, &f) && f.Forbidden() {
				failed[place] = fmt.Sprintf("the token needs the permission %q", place.Bucket.Kind.Stored.Permission)
			}
			continue
		}
		held[place] = []refresh.File{}
		for _, f := range files {
			held[place] = append(held[place], refresh.File(f))
		}
	}
	refresh.Look(dumps, held, failed, r.report.Now)
	r.report.Dumps = dumps
}

// write carries out what is staged: the inventory, the snapshots, and last what
// remembers the refresh, so that one that was interrupted is not taken for done.
func (r *refreshing) write(staged []*snapshot.Staged) error {
	if err := r.pulling.write(); err != nil {
		return err
	}
	for _, w := range staged {
		if err := w.Commit(); err != nil {
			return err
		}
	}
	if r.settings.Report != "" {
		var b bytes.Buffer
		if err := r.report.WriteMarkdown(&b); err != nil {
			return err
		}
		if err := r.pulling.lock.WriteFile(r.at(r.settings.Report), b.Bytes()); err != nil {
			return err
		}
	}
	if r.moved != nil {
		if err := r.pulling.lock.WriteFile(r.at(schema.SettingsName), r.moved); err != nil {
			return err
		}
	}
	b, err := r.report.Record().Encode()
	if err != nil {
		return err
	}
	return r.pulling.lock.WriteFile(r.at(schema.RecordName), b)
}

// readRecord reads what is remembered of the last refresh, nil where nothing is.
func readRecord(dir string) (*refresh.Record, error) {
	name := filepath.Join(dir, schema.RecordName)
	b, err := readFileAtMost(name, pageLimit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	record, err := refresh.ParseRecord(b)
	if err != nil {
		return nil, &hinted{fmt.Errorf("%s: %w", dir, err), "remove it; the next refresh writes it again"}
	}
	return record, nil
}

// lastRefresh is when the snapshot was last refreshed, or else the day of the
// inventory's facts, or the zero time.
func lastRefresh(record *refresh.Record, inv *schema.Inventory) time.Time {
	var last time.Time
	if record != nil {
		last = record.Time
	}
	if inv != nil && inv.Taken != "" {
		if day, err := time.Parse(time.DateOnly, inv.Taken); err == nil && day.After(last) {
			last = day
		}
	}
	return last
}
