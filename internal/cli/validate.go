package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/schema"
)

type validateOptions struct {
	strict, accepted bool
	format           string
}

func newValidate(s Streams) *cobra.Command {
	var o validateOptions
	c := &cobra.Command{
		Use:   "validate FILE",
		Short: "Check an inventory and say all that is wrong with it",
		Long: `Check an inventory and say all that is wrong with it, at once.

Errors make it unusable; warnings are what a person should know. A warning that
somebody accepted in the file, with a reason and a date, is counted and not
shown.

Exit codes: 0 no errors, 1 errors, or warnings with --strict.`,
		Example: "  cfdr validate inventory.yaml\n  cfdr validate - --strict < inventory.yaml",
		Args:    oneFile,
		RunE:    func(_ *cobra.Command, args []string) error { return runValidate(s, args[0], o) },
	}
	c.Flags().BoolVar(&o.strict, "strict", false, "exit with 1 on warnings that nobody accepted")
	c.Flags().BoolVar(&o.accepted, "accepted", false, "show accepted warnings too")
	c.Flags().StringVar(&o.format, "format", "text", "text or json")
	return c
}

// oneFile refuses anything but one argument, and says which one is meant.
func oneFile(c *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return &hinted{
		fmt.Errorf("%s takes one inventory, not %d", c.CommandPath(), len(args)),
		fmt.Sprintf("%s; - reads standard input", c.UseLine()),
	}
}

func runValidate(s Streams, file string, o validateOptions) error {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return err
	}
	_, diags, src, err := load(s, file)
	if err != nil {
		return err
	}
	if o.format == "json" {
		if err := writeFindings(s.Out, diags); err != nil {
			return err
		}
		return validateCode(diags, o)
	}
	open, accepted := countWarnings(diags)
	showWarnings(s, diags, o.accepted)
	if diags.HasErrors() {
		n := showErrors(s, diags, src)
		say(s.Err, "%s is not valid: %s, %s.\n", file, plural(n, "error", "errors"), plural(open, "warning", "warnings"))
		return exitCode(ExitError)
	}
	line := fmt.Sprintf("%s is valid: %s", file, plural(open, "warning", "warnings"))
	if accepted > 0 {
		line += fmt.Sprintf(", %d accepted", accepted)
	}
	say(s.Out, "%s.\n", line)
	return validateCode(diags, o)
}

func validateCode(diags hcl.Diagnostics, o validateOptions) error {
	open, _ := countWarnings(diags)
	if diags.HasErrors() || o.strict && open > 0 {
		return exitCode(ExitError)
	}
	return nil
}

func oneOf(flag, value string, allowed ...string) error { //nolint:unparam // the next flag of this sort is called otherwise
	for _, a := range allowed {
		if a == value {
			return nil
		}
	}
	return &hinted{fmt.Errorf("--%s %q is not known", flag, value), "it is one of " + strings.Join(allowed, ", ")}
}

// A finding is a diagnostic for programs.
type finding struct {
	Severity string      `json:"severity"`
	Code     schema.Code `json:"code"`
	Summary  string      `json:"summary"`
	Detail   string      `json:"detail"`
	Object   string      `json:"object,omitempty"`
	File     string      `json:"file,omitempty"`
	Line     int         `json:"line,omitempty"`
	Column   int         `json:"column,omitempty"`
	Accepted string      `json:"accepted,omitempty"`
}

func writeFindings(out io.Writer, diags hcl.Diagnostics) error {
	list := []finding{}
	for _, d := range diags {
		f := schema.FindingOf(d)
		entry := finding{Severity: "error", Code: f.Code, Summary: d.Summary, Detail: d.Detail, Object: f.Object}
		if d.Severity == hcl.DiagWarning {
			entry.Severity = "warning"
		}
		if d.Subject != nil {
			entry.File, entry.Line, entry.Column = d.Subject.Filename, d.Subject.Start.Line, d.Subject.Start.Column
		}
		if f.Accepted != nil {
			entry.Accepted = f.Accepted.Reason
		}
		list = append(list, entry)
	}
	return writeJSON(out, list)
}

// writeJSON writes a value for programs. What a terminal would obey stands there
// as an escape of JSON, which means the same.
func writeJSON(out io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := out.Write(schema.VisibleJSON(b.Bytes()))
	return err
}
