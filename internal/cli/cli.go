// Package cli is the command line: a file for each verb, the streams and the
// exit codes. It decides nothing about accounts; it reads files, hands them to
// schema, generator and snapshot, and shows what comes back.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// The exit codes of every verb, as those of `terraform plan -detailed-exitcode`.
const (
	// ExitDone: done, and nothing differs.
	ExitDone = 0
	// ExitError: an error, or a refusal.
	ExitError = 1
	// ExitDiffers: done, and something differs.
	ExitDiffers = 2
)

// Streams are what a command reads and writes. Colour and width are decided
// once, at the edge of the program.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	// Color says whether Err understands colours, OutColor whether Out does;
	// Width is the columns of Err, 0 when it is no terminal.
	Color, OutColor bool
	Width           int
	// Now gives the time; nil takes that of the machine.
	Now func() time.Time
}

func (s Streams) now() time.Time {
	if s.Now == nil {
		return time.Now() //nolint:forbidigo // this is where the time comes from
	}
	return s.Now()
}

// by is what another run is told of this one, where it finds a lock.
func (s Streams) by(verb string) string {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	return fmt.Sprintf("cfdr %s, process %d on %s, since %s", verb, os.Getpid(), host, s.now().UTC().Format(time.RFC3339))
}

// System gives the streams of the process. NO_COLOR is honoured, as
// no-color.org describes it.
func System() Streams {
	s := Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	wanted := os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	s.OutColor = wanted && term.IsTerminal(int(os.Stdout.Fd()))
	if fd := int(os.Stderr.Fd()); term.IsTerminal(fd) {
		s.Color = wanted
		s.Width, _, _ = term.GetSize(fd)
	}
	return s
}

// Main runs the command line and gives the exit code.
func Main(args []string, s Streams) int {
	s = s.guarded()
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	err := root.Execute()
	var code exitCode
	var refusal *generator.RefusalError
	var withHint interface {
		Problem() string
		Hint() string
	}
	switch {
	case err == nil:
		return ExitDone
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &refusal):
		printError(s, err, refusal.Hint)
	case errors.As(err, &withHint):
		printError(s, errors.New(withHint.Problem()), withHint.Hint())
	default:
		printError(s, err, hintOf(err))
	}
	return ExitError
}

// exitCode ends a command that has said everything already.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// A hinted error says what to do.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

func hintOf(err error) string {
	var h *hinted
	if errors.As(err, &h) {
		return h.hint
	}
	return ""
}

// printError says what is wrong and, on a line of its own, what to do.
func printError(s Streams, err error, hint string) {
	say(s.Err, "%s %s\n", s.paint(red+bold, "cfdr: error:"), visibleLines(err.Error()))
	if hint != "" {
		say(s.Err, "%s %s\n", s.paint(bold, "cfdr: hint:"), visibleLines(hint))
	}
}

const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	grey   = "\x1b[90m"
	reset  = "\x1b[0m"
)

// paint gives text a style where Err understands colours.
func (s Streams) paint(style, text string) styled { return painted(s.Color, style, text) }

// paintOut does it for Out.
func (s Streams) paintOut(style, text string) styled { return painted(s.OutColor, style, text) }

// styled is text that has become visible, with the escapes of a style around it.
type styled string

func painted(color bool, style, text string) styled {
	if text = schema.VisibleText(text); color {
		return styled(style + text + reset)
	}
	return styled(text)
}

// say prints a line for people. Whatever it is given is shown as visible text,
// and styles are those of [Streams.paint] alone; the edge of the program could not
// tell them from a style that a name brought along.
func say(w io.Writer, format string, args ...any) {
	for i, a := range args {
		switch a := a.(type) {
		case styled:
			args[i] = string(a)
		case string:
			args[i] = schema.VisibleText(a)
		case error:
			args[i] = schema.VisibleText(a.Error())
		case fmt.Stringer:
			args[i] = schema.VisibleText(a.String())
		}
	}
	fmt.Fprintf(w, format, args...)
}

func newRoot(s Streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "cfdr",
		Short: "A disaster-recovery snapshot of a Cloudflare account",
		Long: `cfdr keeps a disaster-recovery snapshot of a Cloudflare account.

An inventory in YAML says what exists. From it cfdr writes Terraform
configuration that adopts what exists without changing it and rebuilds what
is lost, and a document of what Terraform cannot hold.

Exit codes: 0 done and nothing differs, 1 error, 2 done and something differs.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.Version = version()
	root.SetVersionTemplate("cfdr {{ .Version }}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &hinted{err, fmt.Sprintf("see: %s --help", c.CommandPath())}
	})
	root.AddCommand(
		newDiff(s),
		newGaps(s),
		newGenerate(s),
		newKinds(s),
		newPull(s),
		newRefresh(s),
		newSchema(s),
		newStatus(s),
		newValidate(s),
		newVersion(s),
	)
	return root
}
