package refresh

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// A Fate is what is known of the copies of a database.
type Fate string

// The fates, from the best to the worst.
const (
	// Fresh: there is one, of the last run of its backup or the one before.
	Fresh Fate = "fresh"
	// Late: there is one, and two runs or more have left none.
	Late Fate = "late"
	// Unknown: nobody could look.
	Unknown Fate = "unknown"
	// Deferred: people decided that there is none for now.
	Deferred Fate = "deferred"
	// Missing: a backup covers it, and the bucket has none.
	Missing Fate = "missing"
	// Uncovered: no backup names it.
	Uncovered Fate = "uncovered"
)

// A Dump is what is known of the newest copy that one backup made of a
// database.
type Dump struct {
	Account  string `json:"account"`
	Database string `json:"database"`
	Fate     Fate   `json:"fate"`
	Backup   string `json:"backup,omitempty"`
	Bucket   string `json:"bucket,omitempty"`
	// File is the newest one, Size its bytes, Time when it was written.
	File string     `json:"file,omitempty"`
	Size int64      `json:"size,omitempty"`
	Time *time.Time `json:"time,omitempty"`
	// Why is a sentence, where there is more to say than the fate.
	Why string `json:"why,omitempty"`
	// Assumed: that the backup's name means this database is an inference.
	Assumed bool `json:"assumed,omitempty"`

	holder   *schema.Object
	prefix   string
	patterns []*regexp.Regexp
	crons    []string
}

// A File is one that a bucket holds.
type File struct {
	Name     string
	Size     int64
	Modified time.Time
}

// Dumps says of every database that a backup can hold which copies there should
// be. Their fates are known after [Look].
func Dumps(inv *schema.Inventory) []*Dump {
	var out []*Dump
	for _, account := range inv.Accounts {
		report := generator.NewReport(generator.NewSurvey(inv, account, schema.V5))
		for _, d := range report.Data {
			kind := inv.Registry().Kind(strings.SplitN(d.Key, ".", 2)[0])
			if kind == nil || !kind.Dumped {
				continue
			}
			if len(d.Copies) == 0 {
				out = append(out, uncovered(account, d.Name, report.Deferred))
			}
			for i := range d.Copies {
				out = append(out, expected(inv, account, d.Name, &d.Copies[i]))
			}
		}
	}
	return out
}

func uncovered(account *schema.Object, name string, deferred []generator.Deferral) *Dump {
	d := &Dump{Account: account.Name, Database: name, Fate: Uncovered}
	for _, it := range deferred {
		if it.Database == name {
			d.Fate, d.Backup, d.Why = Deferred, it.Backup, it.Reason
		}
	}
	return d
}

func expected(inv *schema.Inventory, account *schema.Object, name string, c *generator.Copy) *Dump {
	d := &Dump{Account: account.Name, Database: name, Fate: Unknown, Backup: c.Backup, Bucket: c.Bucket, Assumed: c.Assumed}
	if c.Frequency != "" {
		d.crons = strings.Split(c.Frequency, ", ")
	}
	file := c.Prefix + c.File
	prefix, whole := patternOf(file)
	d.prefix, d.patterns = prefix, []*regexp.Regexp{whole}
	called := cmp.Or(c.As, name)
	others := formerNames(inv, account, name)
	if c.Assumed && c.As != "" {
		others = append(others, name)
	}
	for _, other := range others {
		// Who renamed the database has told the backup, or has not.
		prefix, whole := patternOf(strings.ReplaceAll(file, called, other))
		d.prefix, d.patterns = common(d.prefix, prefix), append(d.patterns, whole)
	}
	if c.Bucket == "" || c.File == "" {
		d.Why = "The inventory does not say where the backup puts it."
		return d
	}
	owner := account
	if c.Account != "" {
		owner = inv.Account(c.Account)
	} else if s := inv.SnapshotAccount(); s != nil {
		owner = s
	}
	if owner != nil {
		for _, o := range owner.Children {
			if o.Kind.Stored != nil && o.Name == c.Bucket {
				d.holder = o
			}
		}
	}
	if d.holder == nil {
		d.Why = "The bucket is not in the inventory."
	}
	return d
}

// formerNames are what a database was called before, by the corrections.
func formerNames(inv *schema.Inventory, account *schema.Object, name string) []string {
	var out []string
	for _, c := range inv.AccountNotes(account).Corrections {
		if c.Field == "name" && c.Is == name && c.Was != "" && inv.Registry().Kind(c.Kind) != nil && inv.Registry().Kind(c.Kind).Dumped {
			out = append(out, c.Was)
		}
	}
	return out
}

func common(a, b string) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// dated finds what stands for a date or a time in the name of a file.
var dated = regexp.MustCompile(`^(?:YYYY|MM|DD|HH|mm|ss|SS|T|Z)+$`)

// pieces of a pattern: a run of letters, a hole, or anything else.
var pieces = regexp.MustCompile(`[A-Za-z]+|<[^<>]*>|\*+|[^A-Za-z<*]+|.`)

// patternOf reads how the names of copies are written down, as
// YYYY-MM-DD/<name>.sql. It gives what all of them begin with, and what they
// match as a whole.
func patternOf(file string) (prefix string, whole *regexp.Regexp) {
	var b strings.Builder
	open := true
	for _, piece := range pieces.FindAllString(file, -1) {
		switch {
		case dated.MatchString(piece) && len(piece) > 1:
			for piece != "" {
				switch {
				case strings.HasPrefix(piece, "YYYY"):
					b.WriteString("[0-9]{4}")
					piece = piece[4:]
				case piece[0] == 'T' || piece[0] == 'Z':
					b.WriteString(piece[:1])
					piece = piece[1:]
				default:
					b.WriteString("[0-9]{2}")
					piece = piece[2:]
				}
			}
			open = false
		case piece[0] == '<' && len(piece) > 1, piece[0] == '*':
			b.WriteString("[^/]*")
			open = false
		default:
			b.WriteString(regexp.QuoteMeta(piece))
			if open {
				prefix += piece
			}
		}
	}
	return prefix, regexp.MustCompile(`^` + b.String() + `$`)
}

// A Place is a part of a bucket that dumps should be in.
type Place struct {
	Bucket *schema.Object
	Prefix string
}

// Places are where one has to look, each once.
func Places(dumps []*Dump) []Place {
	var out []Place
	for _, d := range dumps {
		if p := (Place{d.holder, d.prefix}); d.holder != nil && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// Look finds the newest copies among what the buckets hold. Where a place could
// not be looked at, failed says why.
func Look(dumps []*Dump, held map[Place][]File, failed map[Place]string, now time.Time) {
	for _, d := range dumps {
		if d.holder == nil {
			continue
		}
		place := Place{d.holder, d.prefix}
		if why := failed[place]; why != "" {
			d.Why = why
			continue
		}
		files, looked := held[place]
		if !looked {
			d.Why = "Nobody looked."
			continue
		}
		d.newest(files, now)
	}
	slices.SortStableFunc(dumps, func(a, b *Dump) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Database, b.Database))
	})
}

func (d *Dump) newest(files []File, now time.Time) {
	var last *File
	for i := range files {
		f := &files[i]
		if slices.ContainsFunc(d.patterns, func(p *regexp.Regexp) bool { return p.MatchString(f.Name) }) && (last == nil || f.Modified.After(last.Modified) || f.Modified.Equal(last.Modified) && f.Name > last.Name) {
			last = f
		}
	}
	if last == nil {
		d.Fate = Missing
		return
	}
	d.Fate, d.File, d.Size = Fresh, last.Name, last.Size
	if last.Modified.IsZero() {
		return
	}
	d.Time = &last.Modified
	if due := d.due(now); !due.IsZero() && last.Modified.Before(due) {
		d.Fate, d.Why = Late, "LATE: its backup has run since, and left none."
	}
	if last.Size == 0 {
		d.Fate, d.Why = Late, "EMPTY: it has no bytes."
	}
}

// span is how far back runs of a backup are looked for, in days.
const span = 40

// due is the last run of the backup but one, the zero time where that is not
// known: the last one may still be at work.
func (d *Dump) due(now time.Time) time.Time {
	var runs []time.Time
	for _, cron := range d.crons {
		for _, t := range schema.Runs(cron, now.AddDate(0, 0, -span), span+1) {
			if t.Before(now) {
				runs = append(runs, t)
			}
		}
	}
	if len(runs) < 2 {
		return time.Time{}
	}
	slices.SortFunc(runs, time.Time.Compare)
	return runs[len(runs)-2]
}
