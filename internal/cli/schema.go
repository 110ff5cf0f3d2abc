package cli

import (
	"github.com/spf13/cobra"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

func newSchema(s Streams) *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of the inventory, for editors",
		Example: "  cfdr schema > inventory.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := s.Out.Write(schema.JSONSchema(kinds.Registry()))
			return err
		},
	}
}
