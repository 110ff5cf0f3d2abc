package cli

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/mattn/go-runewidth"

	"github.com/cfdr/cfdr/schema"
)

// A source shows the lines that diagnostics speak of.
type source struct{ lines [][]byte }

func newSource(text []byte) *source { return &source{bytes.Split(text, []byte("\n"))} }

// maxLine is the length of a line of which a part is shown, in bytes: finding the
// part, and whether it may be, takes time.
const maxLine = 256 << 10

func (s *source) line(n int) string {
	if s == nil || n < 1 || n > len(s.lines) || len(s.lines[n-1]) > maxLine {
		return ""
	}
	return strings.TrimSuffix(string(s.lines[n-1]), "\r")
}

// showErrors prints every error with its place, the line and a caret below it,
// its code, and what to do.
func showErrors(s Streams, diags hcl.Diagnostics, src *source) int {
	n := 0
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		n++
		f := schema.FindingOf(d)
		say(s.Err, "%s: %s %s [%s]\n", place(d), s.paint(red+bold, "error:"), s.paint(bold, d.Summary), f.Code)
		// After many, the line alone would be too much to read, and to make.
		if !f.Hide && n <= maxSnippets && !mayHoldSecret.MatchString(src.line(d.Subject.Start.Line)) {
			snippet(s, d, src)
		}
		say(s.Err, "  %s\n\n", visible(d.Detail))
	}
	return n
}

func place(d *hcl.Diagnostic) string {
	if d.Subject == nil || d.Subject.Filename == "" {
		return "inventory"
	}
	return fmt.Sprintf("%s:%d:%d", visible(d.Subject.Filename), d.Subject.Start.Line, d.Subject.Start.Column)
}

// maxSnippets is how many errors are shown with their lines.
const maxSnippets = 100

// mayHoldSecret finds lines that are not repeated, whatever is wrong with them:
// a value under a name that secrets have, or an address with a password in it.
var mayHoldSecret = regexp.MustCompile(`(?i)(secret|passw|token|credential|api[-_]?key|private[-_]?key)[a-z0-9_-]*["']?\s*[:=,]\s*[^\s,}\]]|://[^/@\s:]+:[^/@\s]+@`)

// maxSnippet is how many columns of a line are shown.
const maxSnippet = 160

func snippet(s Streams, d *hcl.Diagnostic, src *source) {
	if d.Subject == nil {
		return
	}
	start, end := d.Subject.Start, d.Subject.End
	runes := []rune(src.line(start.Line))
	if len(runes) == 0 {
		return
	}
	from := min(start.Column-1, len(runes))
	to := len(runes)
	if end.Line == start.Line {
		to = min(max(end.Column-1, from), len(runes))
	}
	cut := 0
	if from > maxSnippet*3/4 {
		cut = from - maxSnippet/2
	}
	shown := runes[cut:min(len(runes), cut+maxSnippet)]
	text := visible(string(shown))
	pad := runewidth.StringWidth(visible(string(runes[cut:from])))
	width := runewidth.StringWidth(visible(string(runes[from:min(to, cut+maxSnippet)])))
	number := fmt.Sprint(start.Line)
	say(s.Err, "  %s %s %s\n", number, s.paint(grey, "|"), text)
	say(s.Err, "  %s %s %s%s\n", strings.Repeat(" ", len(number)), s.paint(grey, "|"), strings.Repeat(" ", pad), s.paint(red, "^"+strings.Repeat("~", max(0, width-1))))
}

// visible is text of one line as a terminal may have it, with a tab as wide as a
// space, so that a caret below it stands right.
func visible(text string) string { return schema.Visible(strings.ReplaceAll(text, "\t", " ")) }

// visibleLines is visible for text of several lines.
func visibleLines(text string) string {
	return schema.VisibleText(strings.ReplaceAll(text, "\t", " "))
}

func countWarnings(diags hcl.Diagnostics) (open, accepted int) {
	for _, d := range diags {
		if d.Severity != hcl.DiagWarning {
			continue
		}
		if schema.FindingOf(d).Accepted != nil {
			accepted++
		} else {
			open++
		}
	}
	return open, accepted
}

// showWarnings prints warnings in groups of a code, in the order in which the
// codes are documented, so that many can be read in a minute.
func showWarnings(s Streams, diags hcl.Diagnostics, acceptedToo bool) {
	groups := map[schema.Code][]*hcl.Diagnostic{}
	for _, d := range diags {
		f := schema.FindingOf(d)
		if d.Severity == hcl.DiagWarning && (f.Accepted == nil || acceptedToo) {
			groups[f.Code] = append(groups[f.Code], d)
		}
	}
	for _, code := range schema.Warnings() {
		group := groups[code]
		if group == nil {
			continue
		}
		say(s.Err, "%s %s [%s]: %d\n", s.paint(yellow+bold, "warning:"), s.paint(bold, code.Summary()), code, len(group))
		slices.SortStableFunc(group, func(a, b *hcl.Diagnostic) int { return a.Subject.Start.Line - b.Subject.Start.Line })
		for _, d := range group {
			say(s.Err, "  %s: %s\n", place(d), visible(d.Detail))
			if a := schema.FindingOf(d).Accepted; a != nil {
				say(s.Err, "    %s\n", s.paint(grey, fmt.Sprintf("accepted on %s: %s", a.Date, visible(a.Reason))))
			}
		}
		fmt.Fprintln(s.Err)
	}
}
