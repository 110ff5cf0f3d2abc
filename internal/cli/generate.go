package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/snapshot"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

type generateOptions struct {
	out, target, account, state string
	check, force, noState       bool
	// private are the files that only their owner may read. It is filled when
	// they are made.
	private map[string]bool
	// unshared is where the code is that git will not have, nil to look beside
	// the inventory.
	unshared *unshared
}

func newGenerate(s Streams) *cobra.Command {
	var o generateOptions
	c := &cobra.Command{
		Use:   "generate FILE --out DIR",
		Short: "Write the snapshot: Terraform configuration and the gap document",
		Long: `Write the snapshot of an account into a directory.

Nothing that exists is destroyed by what it writes: an address that moved gets a
moved block, one that went a removed block, and a state that would lose
something is a reason to stop. Only files that cfdr wrote are replaced or
removed; one that was changed by hand stops the run. An interrupted write is
completed by the next one.

Exit codes: 0 done, 1 error or refused; with --check 0 the same, 2 differs.`,
		Example: `  cfdr generate inventory.yaml --out snapshot
  cfdr generate inventory.yaml --out snapshot --check
  terraform state pull | cfdr generate inventory.yaml --out snapshot --state -`,
		Args: oneFile,
		RunE: func(_ *cobra.Command, args []string) error { return runGenerate(s, args[0], o) },
	}
	c.Flags().StringVarP(&o.out, "out", "o", "", "the directory of the snapshot")
	c.Flags().StringVar(&o.target, "target", "", "major version of the provider, 4 or 5; as the inventory says when left out")
	c.Flags().StringVar(&o.account, "account", "", "account, when not the snapshot's")
	c.Flags().StringVar(&o.state, "state", "", "the Terraform state the snapshot is used with, or what terraform show -json prints; DIR/terraform.tfstate when left out, - for standard input")
	c.Flags().BoolVar(&o.noState, "no-state", false, "nothing was ever applied, so no state holds an address")
	c.Flags().BoolVar(&o.check, "check", false, "write nothing; exit with 2 when the directory differs")
	c.Flags().BoolVar(&o.force, "force", false, "overwrite files that were changed by hand")
	_ = c.MarkFlagDirname("out")
	return c
}

func runGenerate(s Streams, file string, o generateOptions) error {
	switch {
	case o.out == "":
		return &hinted{fmt.Errorf("no directory was given"), "say where the snapshot goes: --out snapshot"}
	case o.check && o.force:
		return &hinted{fmt.Errorf("--check writes nothing and --force overwrites"), "leave one of the two out"}
	case o.noState && o.state != "":
		return &hinted{fmt.Errorf("--state gives a state and --no-state says that there is none"), "leave one of the two out"}
	case file == "-" && o.state == "-":
		return &hinted{fmt.Errorf("the inventory and the state cannot both be standard input"), "give one of them as a file"}
	}
	if file != "-" && !o.check {
		// Nothing may write the inventory and its files until the snapshot of
		// them is written. Where no file can be made, none can be replaced.
		lock, err := snapshot.HoldShared(file, s.by("generate"))
		var busy *snapshot.BusyError
		if errors.As(err, &busy) {
			return err
		}
		defer lock.Close() //nolint:errcheck // what was written is written
	}
	inv, err := loadUsable(s, file)
	if err != nil {
		return err
	}
	account, err := chooseAccount(inv, o.account)
	if err != nil {
		return err
	}
	if account.ID == "" {
		return &hinted{fmt.Errorf("the account %q has no id, and nothing may be written that is not pinned to one", account.Name), "add its id to the inventory; the dashboard shows it on the account's overview"}
	}
	target, err := chooseTarget(inv, o.target)
	if err != nil {
		return err
	}
	o.private = map[string]bool{}
	dir, err := openSnapshot(s, "generate", o)
	if err != nil {
		return err
	}
	defer dir.Close()
	made, err := makeSnapshot(s, dir, inv, file, generator.Options{Account: account, Target: target, NoState: o.noState}, o)
	if err != nil {
		return err
	}
	if o.check {
		return checkSnapshot(s, dir, made.files, o)
	}
	changes, err := dir.Write(made.files)
	if err != nil {
		return err
	}
	say(s.Out, "%s: %s\n", o.out, describeChanges(changes, len(made.files)))
	say(s.Out, "%s\n", made.report.Summary)
	say(s.Out, "Next: cd %s && terraform init && terraform plan; it must say: %s.\n", o.out, made.expect)
	return nil
}

// A madeSnapshot is one that is not written yet.
type madeSnapshot struct {
	files  snapshot.Files
	report *generator.Report
	// state is the one that it is used with, nil where there is none.
	state *state.State
	// expect is what terraform plan must say.
	expect string
}

// makeSnapshot makes the files of a directory from an inventory, with what the
// directory and the state say of the time before. Where it is refused, the state
// and the gaps may be known: they come with the error.
func makeSnapshot(s Streams, dir *snapshot.Dir, inv *schema.Inventory, file string, opts generator.Options, o generateOptions) (*madeSnapshot, error) {
	if c := dir.Completed(); c != nil {
		say(s.Err, "completed an interrupted write of %s\n", plural(len(c.Paths), "file", "files"))
	}
	var err error
	if b := dir.Manifest(); b != nil {
		if opts.Previous, err = generator.ParseManifest(b); err != nil {
			return nil, &hinted{err, "it was not written by this cfdr; generate into a new directory"}
		}
	}
	if opts.State, err = readState(s, dir, o, inv.Snapshot.Backend != ""); err != nil {
		return nil, err
	}
	m := &madeSnapshot{state: opts.State}
	code := unsharedIn(file)
	if o.unshared != nil {
		code = *o.unshared
	}
	opts.Unshared = code.holds
	opts.Match = plan.Match
	files, survey, err := generator.Generate(inv, opts)
	if err != nil {
		// What it would be of is known all the same.
		m.report = generator.NewReport(generator.NewSurvey(inv, opts.Account, opts.Target))
		return m, err
	}
	m.files, m.report = files, generator.NewReport(survey)
	if o.private != nil {
		for _, path := range survey.Private(files) {
			o.private[path] = true
		}
		guardSnapshot(files, opts.Account, o.private)
	}
	if err := keepSources(inv, file, o.out, files); err != nil {
		return m, err
	}
	m.expect = fmt.Sprintf("%d to import, 0 to add, 0 to change, 0 to destroy", m.report.Counts.Adopted-survey.Held)
	if m.report.Counts.Adopted == survey.Held {
		m.expect = "No changes"
		if survey.Relocated > 0 {
			m.expect = "0 to add, 0 to change, 0 to destroy"
		}
	}
	return m, nil
}

// keepSources refuses a snapshot that would lie on the files which the
// inventory reads: cfdr would take them for its own, and remove them with the
// worker.
func keepSources(inv *schema.Inventory, file, out string, files snapshot.Files) error {
	sources := map[string]os.FileInfo{}
	schema.Walk(inv.Accounts, func(o *schema.Object) {
		for _, name := range o.Sources {
			if info, err := os.Stat(filepath.Join(filepath.Dir(file), filepath.FromSlash(name))); err == nil {
				sources[name] = info
			}
		}
	})
	for path := range files {
		info, err := os.Stat(filepath.Join(out, filepath.FromSlash(path)))
		if err != nil {
			continue
		}
		for name, source := range sources {
			if os.SameFile(info, source) {
				return &hinted{fmt.Errorf("the snapshot would take over %q, which the inventory reads", name), "keep the sources in a directory that the snapshot does not write, or give another --out"}
			}
		}
	}
	return nil
}

// openSnapshot opens the directory for what is to be done with it.
func openSnapshot(s Streams, verb string, o generateOptions) (*snapshot.Dir, error) {
	if o.check {
		return snapshot.Inspect(o.out)
	}
	return snapshot.Open(o.out, snapshot.Options{Force: o.force, By: s.by(verb), Mode: func(path string) fs.FileMode {
		mode := snapshot.DefaultMode(path)
		if o.private[path] {
			mode &^= 0o077
		}
		return mode
	}})
}

// readState reads the state that the snapshot is used with, nil when there is
// none.
func readState(s Streams, dir *snapshot.Dir, o generateOptions, remote bool) (*state.State, error) {
	var b []byte
	var err error
	switch o.state {
	case "":
		if remote {
			return nil, nil // what lies in the directory is not the state
		}
		b, err = dir.State()
	default:
		return stateOf(s, o.state, "; or say with --no-state that nothing was")
	}
	if err != nil || len(b) == 0 {
		return nil, err // terraform init -migrate-state leaves an empty file
	}
	held, err := state.Read(b)
	if err != nil {
		return nil, &stateError{snapshot.StateName, err, ""}
	}
	return held, nil
}

func checkSnapshot(s Streams, dir *snapshot.Dir, files snapshot.Files, o generateOptions) error {
	changes, err := dir.Plan(files)
	if err != nil {
		return err
	}
	if !changes.Differ() {
		say(s.Out, "%s is up to date.\n", o.out)
		return nil
	}
	for _, l := range []struct {
		what  string
		paths []string
	}{
		{"interrupted", changes.Pending}, {"create", changes.Created}, {"replace", changes.Replaced}, {"delete", changes.Deleted},
		{"changed by hand", changes.Edited}, {"in the way", changes.Foreign}, {"not cfdr's", changes.Config}, {"a link", changes.Symlinks},
	} {
		for _, p := range l.paths {
			say(s.Out, "%s: %s\n", l.what, p)
		}
	}
	return exitCode(ExitDiffers)
}

func describeChanges(c *snapshot.Changes, all int) string {
	if !c.Differ() {
		return fmt.Sprintf("%s, all up to date.", plural(all, "file", "files"))
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{len(c.Created), "created"}, {len(c.Replaced), "replaced"}, {len(c.Deleted), "deleted"}, {len(c.Unchanged), "unchanged"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ") + "."
}
