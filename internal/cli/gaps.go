package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

type gapsOptions struct {
	target, account, format string
	compare                 bool
}

func newGaps(s Streams) *cobra.Command {
	var o gapsOptions
	c := &cobra.Command{
		Use:   "gaps FILE",
		Short: "Say what Terraform does not hold, why, and how it comes back",
		Long: `Say for each object what the provider cannot import or create, why that is so,
and how it comes back. With --compare, put both majors of the provider side by
side.`,
		Example: "  cfdr gaps inventory.yaml\n  cfdr gaps inventory.yaml --compare\n  cfdr gaps inventory.yaml --target 5 --format json",
		Args:    oneFile,
		RunE:    func(_ *cobra.Command, args []string) error { return runGaps(s, args[0], o) },
	}
	c.Flags().StringVar(&o.target, "target", "", "major version of the provider, 4 or 5; as the inventory says when left out")
	c.Flags().StringVar(&o.account, "account", "", "account, when not the snapshot's")
	c.Flags().StringVar(&o.format, "format", "text", "text, json or markdown")
	c.Flags().BoolVar(&o.compare, "compare", false, "put both targets side by side, object by object")
	return c
}

func runGaps(s Streams, file string, o gapsOptions) error {
	if err := oneOf("format", o.format, "text", "json", "markdown"); err != nil {
		return err
	}
	if o.compare && o.target != "" {
		return &hinted{fmt.Errorf("--compare shows both targets; --target names one"), "leave one of the two out"}
	}
	inv, err := loadUsable(s, file)
	if err != nil {
		return err
	}
	account, err := chooseAccount(inv, o.account)
	if err != nil {
		return err
	}
	if o.compare {
		return compare(s, inv, account, o.format)
	}
	target, err := chooseTarget(inv, o.target)
	if err != nil {
		return err
	}
	report := generator.NewReport(generator.NewSurvey(inv, account, target))
	text := report.Text()
	switch o.format {
	case "json":
		text = report.JSON()
	case "markdown":
		text = report.Markdown()
	}
	_, err = s.Out.Write(text)
	return err
}

func compare(s Streams, inv *schema.Inventory, account *schema.Object, format string) error {
	var surveys []*generator.Survey
	for _, t := range schema.Targets() {
		surveys = append(surveys, generator.NewSurvey(inv, account, t))
	}
	rows := generator.Compare(surveys...)
	if format == "json" {
		return writeJSON(s.Out, rows)
	}
	class := func(r generator.Comparison, t schema.Target) string {
		c, ok := r.Targets[t]
		switch {
		case !ok:
			return "-"
		case c.Adopted && c.Class != generator.ByTerraform:
			return "adopted, " + string(c.Class)
		}
		return string(c.Class)
	}
	gaps := func(r generator.Comparison) string {
		var parts []string
		for _, t := range schema.Targets() {
			if g := r.Targets[t].Gaps; g != nil {
				parts = append(parts, fmt.Sprintf("%s: %s", t, strings.Join(g, ", ")))
			}
		}
		return strings.Join(parts, "; ")
	}
	if format == "markdown" {
		fmt.Fprint(s.Out, "| object | provider 4 | provider 5 | gaps |\n|---|---|---|---|\n")
		for _, r := range rows {
			say(s.Out, "| `%s` | %s | %s | %s |\n", r.Key, class(r, schema.V4), class(r, schema.V5), gaps(r))
		}
		return nil
	}
	key := len("OBJECT")
	for _, r := range rows {
		key = max(key, len(r.Key))
	}
	line := func(object, four, five, gaps string) {
		say(s.Out, "%s\n", strings.TrimRight(fmt.Sprintf("%-*s  %-15s  %-15s  %s", key, object, four, five, gaps), " "))
	}
	line("OBJECT", "PROVIDER 4", "PROVIDER 5", "GAPS")
	for _, r := range rows {
		line(r.Key, class(r, schema.V4), class(r, schema.V5), gaps(r))
	}
	for _, survey := range surveys {
		say(s.Out, "\nProvider %s. %s\n", survey.Target, generator.NewReport(survey).Summary)
	}
	return nil
}
