package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

type diffOptions struct {
	state, target, account, format string
	only                           []string
}

func newDiff(s Streams) *cobra.Command {
	var o diffOptions
	c := &cobra.Command{
		Use:   "diff FILE --state STATE | diff OLD NEW",
		Short: "Show how the inventory differs from a Terraform state, or from an older inventory",
		Long: `Show how the inventory differs from a Terraform state, in the words of
terraform plan, without a network, a token or the provider. STATE is a state
file, or what terraform show -json prints of a state or of a plan.

Objects are matched by id, then by what names them. What the provider does not
keep in a state is counted and named; it is never called in step. With two
inventories, show what the newer one has and says otherwise.

Exit codes: 0 nothing differs, 1 error, 2 something differs.`,
		Example: `  cfdr diff inventory.yaml --state terraform.tfstate
  terraform state pull | cfdr diff inventory.yaml --state -
  terraform show -json | cfdr diff inventory.yaml --state - --only worker,dns_record
  cfdr diff april.yaml inventory.yaml --format markdown`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return &hinted{fmt.Errorf("no inventory was given"), "cfdr diff inventory.yaml --state terraform.tfstate"}
			case len(args) > 2:
				return &hinted{fmt.Errorf("%d files were given", len(args)), "give an inventory and --state, or two inventories"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("only") && len(o.only) == 0 {
				return &hinted{fmt.Errorf("--only names no kind"), "name some, --only worker,dns_record, or leave it out; `cfdr kinds` lists them"}
			}
			return runDiff(s, args, o)
		},
	}
	c.Flags().StringVar(&o.state, "state", "", "the Terraform state to compare with; - for standard input")
	c.Flags().StringVar(&o.format, "format", "text", "text, json or markdown")
	c.Flags().StringSliceVar(&o.only, "only", nil, "kinds to compare, with commas between")
	c.Flags().StringVar(&o.account, "account", "", "account, when not the snapshot's")
	c.Flags().StringVar(&o.target, "target", "", "major version of the provider, 4 or 5, where the state does not tell")
	return c
}

func runDiff(s Streams, files []string, o diffOptions) error {
	if err := oneOf("format", o.format, "text", "json", "markdown"); err != nil {
		return err
	}
	for _, name := range o.only {
		if reg := kinds.Registry(); reg.Kind(name) == nil {
			return noKind(reg, name)
		}
	}
	switch {
	case len(files) == 2 && o.state != "":
		return &hinted{fmt.Errorf("two inventories and a state were given"), "compare one inventory with --state, or two inventories"}
	case len(files) == 2 && (o.target != "" || o.account != ""):
		return &hinted{fmt.Errorf("two inventories are compared as a whole"), "leave --target and --account out"}
	case len(files) == 2 && files[0] == "-" && files[1] == "-":
		return &hinted{fmt.Errorf("both inventories cannot be standard input"), "give one of them as a file"}
	case len(files) == 1 && o.state == "":
		return &hinted{fmt.Errorf("nothing was given to compare %s with", files[0]), "give a state, --state terraform.tfstate, or an older inventory before it: cfdr diff OLD NEW"}
	case files[0] == "-" && o.state == "-":
		return &hinted{fmt.Errorf("the inventory and the state cannot both be standard input"), "give one of them as a file"}
	}
	var inventories []*schema.Inventory
	for _, file := range files {
		inv, err := loadUsable(s, file)
		if err != nil {
			return err
		}
		inventories = append(inventories, inv)
	}
	var d *plan.Diff
	if len(inventories) == 2 {
		d = plan.Inventories(inventories[0], inventories[1])
	} else {
		var err error
		if d, err = diffState(s, inventories[0], o); err != nil {
			return err
		}
	}
	if o.only != nil {
		d.Only(o.only)
	}
	var err error
	switch o.format {
	case "json":
		err = d.WriteJSON(s.Out)
	case "markdown":
		err = d.WriteMarkdown(s.Out)
	default:
		err = d.WriteText(s.Out, s.OutColor)
	}
	if err != nil {
		return err
	}
	if d.Differs() {
		return exitCode(ExitDiffers)
	}
	return nil
}

func diffState(s Streams, inv *schema.Inventory, o diffOptions) (*plan.Diff, error) {
	account, err := chooseAccount(inv, o.account)
	if err != nil {
		return nil, err
	}
	st, err := stateOf(s, o.state, "")
	if err != nil {
		return nil, err
	}
	target := plan.TargetOf(st)
	switch {
	case target == "":
		if target, err = chooseTarget(inv, o.target); err != nil {
			return nil, err
		}
	case o.target != "" && o.target != string(target):
		return nil, &hinted{fmt.Errorf("the state is of provider %s, and --target says %s", target, o.target), "leave --target out; the state tells"}
	}
	return plan.Compare(inv, account, target, st), nil
}
