package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/internal/merge"
	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/refresh"
	"github.com/cfdr/cfdr/internal/snapshot"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

type pullOptions struct {
	accounts                               []string
	inventory, tokenFile, baseURL, keepRaw string
	dryRun, strict, commitContent          bool
	checkToken, redact, plain, blindSpots  bool
	// mostZones is how many zones are looked into for blind spots, 0 for all.
	mostZones int
}

func newPull(s Streams) *cobra.Command {
	var o pullOptions
	c := &cobra.Command{
		Use:   "pull",
		Short: "Read the live account into the inventory",
		Long: `Read one or more live accounts. Without an inventory a new one is written; into
one that is there the facts are merged: notes, comments, order and spelling
stay, what is new is marked, what is gone becomes a tombstone, and what could
not be read is never treated as gone.

The token is read from CLOUDFLARE_API_TOKEN, from a file, or from the variable
that the account in the inventory names. Nothing is written to the account. An
interrupted run leaves everything as it was.

Exit codes: 0 done, 1 error; with --dry-run 0 nothing would change, 2 something
would.`,
		Example: `  cfdr pull --account 023e105f4ecef8ad9ca31a8372d0c353
  cfdr pull --inventory infra/inventory.yaml
  cfdr pull --dry-run`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			o.plain = c.Flags().Changed("redact") && !o.redact
			if !c.Flags().Changed("blind-spots") {
				o.mostZones = manyZones
			}
			return runPull(ctx, s, o)
		},
	}
	c.Flags().StringSliceVar(&o.accounts, "account", nil, "ids of accounts, with commas between; when left out the account of the snapshot, or all of the inventory where it names none")
	c.Flags().StringVar(&o.inventory, "inventory", "inventory.yaml", "the inventory to write, or to merge into")
	c.Flags().StringVar(&o.tokenFile, "token-file", "", "a file with the token and nothing else")
	c.Flags().StringVar(&o.baseURL, "base-url", "", "the address of the API, with its version; CLOUDFLARE_API_BASE_URL when left out")
	c.Flags().StringVar(&o.keepRaw, "keep-raw", "", "a directory for the answers of the API, as they came; they may hold secrets")
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "write nothing; show what would change")
	c.Flags().BoolVar(&o.strict, "strict", false, "exit with 1 where something could not be read")
	c.Flags().BoolVar(&o.checkToken, "check-token", false, "only say which permissions the token has and which it lacks")
	c.Flags().BoolVar(&o.commitContent, "commit-content", false, "leave the code of workers to git; otherwise git is told to ignore it")
	c.Flags().BoolVar(&o.redact, "redact", false, "take out what looks like a secret; on by itself for an inventory of which something was taken out before")
	c.Flags().BoolVar(&o.blindSpots, "blind-spots", true, "count what the account has and cfdr does not read, with a request for each list; those of zones only up to 20 zones, unless this is said")
	return c
}

// manyZones is how many zones are looked into for blind spots where nobody asked:
// each takes as many requests for them as for what is read of it.
const manyZones = 20

func runPull(ctx context.Context, s Streams, o pullOptions) error {
	p, err := newPulling(s, o, "pull")
	if err != nil {
		return err
	}
	defer p.close()
	ids, err := o.ids(p.inventory)
	if err != nil {
		return err
	}
	ids = once(ids)
	p.several = p.several || len(ids) > 1
	p.showLeftOut(ids)
	var failed []error
	for _, id := range ids {
		if err := p.account(ctx, id); err != nil {
			if ctx.Err() != nil || o.checkToken {
				return err
			}
			failed = append(failed, err)
		}
	}
	if failed != nil {
		// What the others told, or what could not be written, is shown all the same.
		p.showUnreadable()
		p.showReports()
		return p.failures(failed)
	}
	if o.checkToken {
		if p.lacks {
			return exitCode(ExitDiffers)
		}
		return nil
	}
	return p.finish()
}

// newPulling reads the inventory that is there, and holds its lock until close
// where it is going to be written. verb is what another run is told.
func newPulling(s Streams, o pullOptions, verb string) (_ *pulling, err error) {
	p := &pulling{Streams: s, options: o, today: s.now().UTC().Format(time.DateOnly)}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	if !o.dryRun && !o.checkToken {
		p.lock, err = snapshot.Hold(o.inventory, s.by(verb))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &hinted{fmt.Errorf("the directory of %s is not there", o.inventory), "make it, or name another place with --inventory"}
		}
		if err != nil {
			return nil, err
		}
	}
	text, err := readLimited(o.inventory)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p, nil
	case err != nil:
		return nil, err
	}
	inv, diags, src, err := loadWith(s, o.inventory, schema.LoadBefore)
	if err != nil {
		return nil, err
	}
	if diags.HasErrors() {
		n := showErrors(s, diags, src)
		say(s.Err, "%s in %s; nothing was read and nothing written.\n", plural(n, "error", "errors"), o.inventory)
		return nil, exitCode(ExitError)
	}
	p.inventory, p.text, p.was, p.several = inv, text, string(text), len(inv.Accounts) > 1
	return p, nil
}

// permissions says what the token may read.
func (p *pulling) permissions(ctx context.Context, c *pull.Client, id string) error {
	all, err := pull.TokenPermissions(ctx, c, kinds.Registry(), id)
	if err != nil {
		return err
	}
	for _, it := range all {
		p.lacks = p.lacks || it.State != pull.Granted
		say(p.Out, "%-8s %s: %s\n", it.State, it.Permission, strings.Join(it.Kinds, ", "))
	}
	return nil
}

// ids are the accounts to read.
func (o pullOptions) ids(inv *schema.Inventory) ([]string, error) {
	if inv == nil {
		if len(o.accounts) == 0 {
			return nil, &hinted{fmt.Errorf("there is no inventory %s, and no account was given", o.inventory), "name the account: cfdr pull --account ID; the dashboard shows the id on the account's overview"}
		}
		for _, id := range o.accounts {
			if !kinds.Registry().Kind("account").ID.Pattern.MatchString(id) {
				return nil, &hinted{fmt.Errorf("%q is not the id of an account", id), "an id has 32 digits and letters from a to f; the dashboard shows it on the account's overview"}
			}
		}
		return o.accounts, nil
	}
	var known, out []string
	for _, a := range inv.Accounts {
		if a.ID != "" {
			known = append(known, a.ID)
		}
	}
	for _, name := range o.accounts {
		a := inv.Account(name)
		switch {
		case a == nil:
			return nil, &hinted{fmt.Errorf("%s has no account %q", o.inventory, name), "add it to the inventory, with its name and id; it is then filled"}
		case a.ID == "":
			return nil, &hinted{fmt.Errorf("the account %q has no id in %s", a.Name, o.inventory), "add its id; the dashboard shows it on the account's overview"}
		}
		out = append(out, a.ID)
	}
	if out == nil {
		if a := inv.SnapshotAccount(); a != nil && a.ID != "" {
			return []string{a.ID}, nil
		}
		return known, nil
	}
	return out, nil
}

// pulling is one run over some accounts.
type pulling struct {
	Streams
	options   pullOptions
	today     string
	inventory *schema.Inventory
	// lock of the inventory, nil where nothing will be written.
	lock *snapshot.Lock
	// text is the inventory as it will be written, was as it is.
	text  []byte
	was   string
	files snapshot.Files
	read  []*accountRead
	bad   []pull.Unreadable
	lacks bool
	// exposed are the secrets that were found, by account.
	exposed []*exposed
	// tokens are the variables with the tokens, by account, where they are not
	// those of the inventory.
	tokens map[string]string
	// clients are kept, because the limit is one for all that a token asks.
	clients map[string]*pull.Client
	// before are the accounts of the inventory that were rebuilt as others, by
	// the id of the new one.
	before map[string]string
	// unsound are the errors of what would be written.
	unsound []string
	// several: the inventory has more than one account.
	several bool
	// fresh is what a new inventory is made of.
	fresh schema.Inventory
}

// An accountRead is what came of reading one account.
type accountRead struct {
	result *pull.Result
	// was is the account in the inventory, nil for a new one; report is what the
	// merge did, nothing then.
	was    *schema.Object
	report merge.Report
	// exposed are the secrets that it has in the open.
	exposed *exposed
}

// close gives back the lock of the inventory.
func (p *pulling) close() {
	_ = p.lock.Close() // what was written is written
}

// once leaves out what was there before.
func once(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// showLeftOut names the accounts of the inventory that are not read.
func (p *pulling) showLeftOut(ids []string) {
	if p.inventory == nil {
		return
	}
	for _, a := range p.inventory.Accounts {
		if a.ID != "" && !slices.Contains(ids, a.ID) {
			say(p.Err, "%s the account %s is not read; --account %s reads it\n", p.paint(yellow, "note:"), visible(a.Name), a.ID)
		}
	}
}

// token finds the token for an account: the variable that the settings or the
// inventory name, a file, or the usual variable.
func (p *pulling) token(id string, account *schema.Object) (string, error) {
	if p.options.tokenFile != "" {
		b, err := readFileAtMost(p.options.tokenFile, tokenLimit)
		if err != nil {
			return "", err
		}
		return strings.TrimSpace(string(b)), nil
	}
	name := "CLOUDFLARE_API_TOKEN"
	if account != nil && account.Text("token") != "" {
		name = account.Text("token")
	}
	if p.tokens[id] != "" {
		name = p.tokens[id]
	}
	token := strings.TrimSpace(os.Getenv(name))
	if token == "" {
		return "", &hinted{fmt.Errorf("there is no token in %s", name), "make one in the dashboard, with read permissions only, and put it into that variable; docs/pull.md lists the permissions"}
	}
	return token, nil
}

// client asks with the token of an account.
func (p *pulling) client(id string, account *schema.Object) (*pull.Client, error) {
	if c := p.clients[id]; c != nil {
		return c, nil
	}
	token, err := p.token(id, account)
	if err != nil {
		return nil, err
	}
	base := p.options.baseURL
	if base == "" {
		base = os.Getenv("CLOUDFLARE_API_BASE_URL")
	}
	c, err := pull.New(token, pull.Options{BaseURL: base, Agent: "cfdr/" + version(), KeepRaw: p.options.keepRaw != "", BlindSpots: p.options.blindSpots, MostZones: p.options.mostZones})
	if err != nil {
		return nil, err
	}
	if p.clients == nil {
		p.clients = map[string]*pull.Client{}
	}
	p.clients[id] = c
	return c, nil
}

// recorded is an account of the inventory, also one that was rebuilt as another.
func (p *pulling) recorded(id string) *schema.Object {
	if p.inventory == nil {
		return nil
	}
	if was := p.inventory.Account(id); was != nil || p.before[id] == "" {
		return was
	}
	return p.inventory.Account(p.before[id])
}

func (p *pulling) account(ctx context.Context, id string) error {
	was := p.recorded(id)
	client, err := p.client(id, was)
	if err != nil {
		return err
	}
	if p.options.checkToken {
		return p.permissions(ctx, client, id)
	}
	progress := newProgress(p.Streams)
	res, err := pull.Pull(ctx, client, kinds.Registry(), id, progress.step)
	progress.end()
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return errors.New("stopped; nothing was written")
		}
		return err
	}
	if was != nil {
		if err := client.Confirm(ctx, res, was); err != nil {
			return errors.New("stopped; nothing was written")
		}
	}
	say(p.Err, "%s: %s in %s.\n", visible(res.Account.Name), plural(objects(res.Account), "object", "objects"), plural(res.Requests, "request", "requests"))
	p.bad = append(p.bad, res.Unreadable...)
	for _, n := range res.Notes {
		what := schema.Humane(n.Kind)
		if n.Of != "" {
			what += " of " + n.Of
		}
		say(p.Err, "%s %s: %s\n", p.paint(yellow, "note:"), visible(what), visible(n.Text))
	}
	p.showBlind(res)
	found := p.look(res, was)
	if p.options.keepRaw != "" {
		if err := p.keepRaw(p.options.keepRaw, id, res.Raw); err != nil {
			return err
		}
	}
	dir := schema.ContentDir
	if p.several {
		// Workers of two accounts may have one name, and so may accounts.
		slug, exact := schema.Slug(res.Account.Name)
		if slug = strings.ToLower(slug); !exact {
			slug += "-" + id[:8]
		}
		dir += "/" + slug
	}
	files := merge.Content(res.Account, was, dir)
	if p.files == nil {
		p.files = snapshot.Files{}
	}
	for path, body := range files {
		p.files[path] = body
	}
	unfit, err := merge.Fit(res.Inventory)
	if err != nil {
		return err
	}
	for _, u := range unfit {
		bad := pull.Unreadable{Kind: u.Object.Kind.Name, Name: u.Object.Name, Err: errors.New(u.Why)}
		if up := u.Object.Parent; up.Parent != nil {
			bad.Of = up.Name
		}
		res.Unreadable = append(res.Unreadable, bad)
		p.bad = append(p.bad, bad)
	}
	notes := res.Inventory.AccountNotes(res.Account)
	if p.options.blindSpots {
		notes.Blind = p.blindNotes(res)
	}
	done := &accountRead{result: res, was: was, exposed: found}
	p.read = append(p.read, done)
	if was == nil {
		p.fresh.Accounts = append(p.fresh.Accounts, res.Account)
		p.fresh.SetAccountNotes(res.Account, notes)
		p.fresh.Link(kinds.Registry())
		p.text, err = merge.New(&p.fresh, merge.Options{Date: p.today})
		return err
	}
	edits, report := merge.Into(p.inventory, was, res.Account, notes, merge.Options{Date: p.today, Knows: res.Knows, Unset: res.Unset, Hide: found.remembered()})
	done.report = *found.hide(report)
	out, err := edit.Apply(p.text, edits)
	if err != nil {
		return &hinted{err, "change the file there by hand, and pull again; nothing was written"}
	}
	p.text = out
	return nil
}

// keepRaw writes what the API answered: a file for each answer, and an index
// that says what was asked.
func (p *pulling) keepRaw(dir, account string, raw map[string][]byte) error {
	if err := snapshot.MakeDir(dir); err != nil {
		return err
	}
	files := snapshot.Files{".gitignore": []byte("# What the API answered. It may hold secrets.\n*\n")}
	var index strings.Builder
	for i, path := range slices.Sorted(maps.Keys(raw)) {
		name := fmt.Sprintf("%s/%04d", account, i+1)
		files[name] = raw[path]
		fmt.Fprintf(&index, "%s %s\n", name, path)
	}
	return p.lock.WriteBeside(filepath.Join(dir, account+".txt"), []byte(index.String()), files)
}

func objects(account *schema.Object) int {
	n := 0
	schema.Walk(account.Children, func(*schema.Object) { n++ })
	return n
}

// finish shows what happened, and writes it if it is sound.
func (p *pulling) finish() error {
	p.showUnreadable()
	p.showReports()
	if _, err := p.sound(); err != nil {
		return err
	}
	differs := string(p.text) != p.was
	switch {
	case p.options.dryRun && (differs || p.inventory == nil):
		say(p.Out, "%s would be written.\n", p.options.inventory)
		return exitCode(ExitDiffers)
	case p.options.dryRun:
		say(p.Out, "%s is up to date.\n", p.options.inventory)
		return nil
	}
	if err := p.write(); err != nil {
		return err
	}
	switch {
	case p.inventory == nil:
		p.showFirst()
	case differs:
		say(p.Out, "%s is written.\n", p.options.inventory)
	default:
		say(p.Out, "%s is up to date.\n", p.options.inventory)
	}
	if p.options.strict && len(p.bad) > 0 {
		return exitCode(ExitError)
	}
	return nil
}

// showReports says what every account told that the inventory did not say.
func (p *pulling) showReports() {
	for _, r := range p.read {
		showReport(p.Streams, &r.report)
	}
}

// showFirst says what a new inventory holds, and what comes next.
func (p *pulling) showFirst() {
	counts := map[*schema.Kind]int{}
	for _, r := range p.read {
		schema.Walk(r.result.Account.Children, func(o *schema.Object) { counts[o.Kind]++ })
	}
	var parts []string
	for _, k := range kinds.Registry().Kinds() {
		if n := counts[k]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", schema.Humane(k.Name), n))
		}
	}
	say(p.Out, "%s is written: %s.\n", p.options.inventory, strings.Join(parts, ", "))
	dir := filepath.Join(filepath.Dir(p.options.inventory), schema.ContentDir)
	switch {
	case len(p.files) == 0:
	case p.options.commitContent:
		say(p.Out, "The code of workers is in %s.\n", dir)
	default:
		say(p.Out, "The code of workers is in %s, which git ignores; --commit-content leaves it to git.\n", dir)
	}
	say(p.Out, "Next: cfdr generate %s --out snapshot, or write cfdr.yaml and use cfdr refresh.\n", p.options.inventory)
}

// write replaces the inventory and the files beside it.
func (p *pulling) write() error {
	if err := p.guard(); err != nil {
		return err
	}
	return p.lock.WriteInventory(p.options.inventory, []byte(p.was), p.text, p.files)
}

func (p *pulling) showUnreadable() {
	for _, line := range refresh.Told(p.unread(p.bad), p.now()) {
		say(p.Err, "%s %s\n", p.paint(yellow, "not read:"), visibleLines(line))
	}
	if len(p.bad) > 0 {
		fmt.Fprintln(p.Err, "  Nothing of that counts as gone.")
	}
	p.showExposed()
}

// sound reads what would be written as if it were there.
func (p *pulling) sound() (*schema.Inventory, error) {
	dir := filepath.Dir(p.options.inventory)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	inv, diags := schema.Load(p.options.inventory, p.text, kinds.Registry(), overlay{p.files, root.FS()})
	if !diags.HasErrors() {
		return inv, nil
	}
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			p.unsound = append(p.unsound, place(d)+": "+d.Detail)
		}
	}
	n := showErrors(p.Streams, slices.DeleteFunc(diags, func(d *hcl.Diagnostic) bool { return d.Severity != hcl.DiagError }), newSource(p.text))
	say(p.Err, "%s in what would be written; %s stays as it is.\n", plural(n, "error", "errors"), p.options.inventory)
	return nil, exitCode(ExitError)
}

func showReport(s Streams, r *merge.Report) {
	for _, part := range r.Parts() {
		say(s.Out, "%s (%d)\n", part.Title, len(part.Items))
		for _, line := range part.Lines() {
			say(s.Out, "  %s\n", visibleLines(line))
		}
		fmt.Fprintln(s.Out)
	}
}
