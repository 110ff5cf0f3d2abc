package schema

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"
)

// A Code is the stable name of a sort of problem. It is shown with each
// diagnostic, listed in docs/diagnostics.md, and is what an accepted warning
// names.
type Code string

// The errors: the inventory cannot be used.
const (
	CodeSyntax     Code = "syntax"
	CodeTooLarge   Code = "too-large"
	CodeDuplicate  Code = "duplicate"
	CodeUnknownKey Code = "unknown-key"
	CodeWrongType  Code = "wrong-type"
	CodeMissing    Code = "missing-field"
	CodeBadValue   Code = "bad-value"
	CodeBadID      Code = "bad-id"
	CodeReference  Code = "unknown-reference"
	CodeSecret     Code = "secret-value"
	CodeCron       Code = "bad-cron"
	CodeFile       Code = "module-file"
	CodeCharacter  Code = "bad-character"
)

// The warnings: the inventory can be used, and a person should know.
const (
	CodeNoID       Code = "no-id"
	CodeUnverified Code = "unverified"
	CodeIncomplete Code = "incomplete-bindings"
	CodeCensus     Code = "census"
	CodeNoSource   Code = "no-source"
	CodeNoBackup   Code = "no-backup"
	CodeDeferred   Code = "deferred-backup"
	CodeAssumed    Code = "assumed-pairing"
	CodeUnbound    Code = "unbound"
	CodeUsedBy     Code = "used-without-binding"
	CodeTombstone  Code = "tombstone-reference"
	CodeSchedule   Code = "schedule-says"
	CodeUndefined  Code = "undefined"
	CodeAcceptance Code = "idle-acceptance"
	// CodeSecretLooking: a plain value that looks like a secret.
	CodeSecretLooking Code = "looks-secret"
)

// A Finding is the Extra of every diagnostic of this package.
type Finding struct {
	Code Code
	// Object is the key of what the finding is about ("worker.tga_sync"), or
	// empty.
	Object string
	// Name is what a person calls it.
	Name string
	// Hide: the line must not be shown, because it may hold a secret.
	Hide bool
	// Accepted is set on a warning that somebody accepted.
	Accepted *Acceptance

	// kindName and account are what an acceptance may name the object by,
	// beside its key.
	kindName, account string
}

func (f *Finding) about(o *Object) {
	f.Object, f.Name = o.Key(), o.String()
	f.kindName, f.account = o.Kind.Name+"."+o.Name, o.Account().Name
}

// FindingOf is what a diagnostic of this package is about.
func FindingOf(d *hcl.Diagnostic) Finding {
	f, _ := d.Extra.(*Finding)
	if f == nil {
		return Finding{}
	}
	return *f
}

// SortDiagnostics puts them in the order of the file.
func SortDiagnostics(diags hcl.Diagnostics) {
	slices.SortStableFunc(diags, func(a, b *hcl.Diagnostic) int {
		return cmp.Or(
			cmp.Compare(start(a).Filename, start(b).Filename),
			cmp.Compare(start(a).Start.Line, start(b).Start.Line),
			cmp.Compare(start(a).Start.Column, start(b).Start.Column),
			cmp.Compare(a.Summary, b.Summary),
			cmp.Compare(a.Detail, b.Detail),
		)
	})
}

func start(d *hcl.Diagnostic) hcl.Range {
	if d.Subject == nil {
		return hcl.Range{}
	}
	return *d.Subject
}

// summaries says in a few words what each code means.
var summaries = map[Code]string{
	CodeSyntax:        "Invalid YAML",
	CodeTooLarge:      "Inventory too large",
	CodeDuplicate:     "Duplicate",
	CodeUnknownKey:    "Unknown key",
	CodeWrongType:     "Wrong type",
	CodeMissing:       "Missing field",
	CodeBadValue:      "Invalid value",
	CodeBadID:         "Malformed id",
	CodeReference:     "Unknown reference",
	CodeSecret:        "Secret value",
	CodeCron:          "Invalid cron expression",
	CodeFile:          "Unreadable module",
	CodeCharacter:     "Invalid character",
	CodeNoID:          "No id recorded",
	CodeUnverified:    "Not verified",
	CodeIncomplete:    "Incomplete binding list",
	CodeCensus:        "Census and list differ",
	CodeNoSource:      "No source",
	CodeNoBackup:      "No backup",
	CodeDeferred:      "Backup deferred",
	CodeAssumed:       "Assumed pairing",
	CodeUnbound:       "Nothing binds it",
	CodeUsedBy:        "Used without a binding",
	CodeTombstone:     "Reference to something deleted",
	CodeSchedule:      "Schedule and description differ",
	CodeUndefined:     "Used and nowhere described",
	CodeAcceptance:    "Acceptance without a warning",
	CodeSecretLooking: "Looks like a secret",
}

// Codes lists them all, in the order of the alphabet.
func Codes() []Code { return slices.Sorted(maps.Keys(summaries)) }

// Summary is the heading of a code.
func (c Code) Summary() string { return summaries[c] }

func diagnostic(sev hcl.DiagnosticSeverity, code Code, r hcl.Range, format string, args ...any) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: sev,
		Summary:  summaries[code],
		Detail:   fmt.Sprintf(format, args...),
		Subject:  &r,
		Extra:    &Finding{Code: code},
	}
}

func quote(s string) string { return strconv.Quote(s) }

// near finds the candidate that a person probably meant, "" when none is
// close.
func near(given string, candidates []string) string {
	if len(given) > 100 {
		return ""
	}
	// Two of three characters must be right.
	best, distance := "", 1+max(min(1, len(given)-2), len(given)/3)
	for _, c := range candidates {
		if short := len(c) - len(given); short >= distance || -short >= distance {
			continue // each character more is a change
		}
		if d := levenshtein.Distance(strings.ToLower(given), strings.ToLower(c), nil); d < distance {
			best, distance = c, d
		}
	}
	if best == "" && given != "" {
		if i := slices.IndexFunc(candidates, func(c string) bool { return strings.HasPrefix(c, given+"_") }); i >= 0 {
			return candidates[i] // kv for kv_namespace
		}
	}
	return best
}

// didYouMean is a sentence about the near candidate, with a leading space, or
// nothing.
func didYouMean(given string, candidates []string) string {
	if c := near(given, candidates); c != "" {
		return fmt.Sprintf(" Did you mean %q?", c)
	}
	return ""
}
