package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// load reads and checks an inventory; "-" is standard input. Diagnostics are
// left to the caller. The source is there even when the inventory is not.
func load(s Streams, file string) (*schema.Inventory, hcl.Diagnostics, *source, error) {
	return loadWith(s, file, schema.Load)
}

// loadWith is load by a function of the package schema.
func loadWith(s Streams, file string, by func(string, []byte, *schema.Registry, fs.FS) (*schema.Inventory, hcl.Diagnostics)) (*schema.Inventory, hcl.Diagnostics, *source, error) {
	var text []byte
	var err error
	dir, name := ".", file
	if file == "-" {
		name = "<stdin>"
		text, err = readAll(s)
	} else {
		dir = filepath.Dir(file)
		text, err = readLimited(file)
	}
	if err != nil {
		return nil, nil, nil, &hinted{err, "give the path of an inventory, or - for standard input; examples/minimal/inventory.yaml is one"}
	}
	// A root keeps modules within the directory, whatever links it holds.
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, nil, err
	}
	defer root.Close()
	inv, diags := by(name, text, kinds.Registry(), root.FS())
	return inv, diags, newSource(text), nil
}

func readAll(s Streams) ([]byte, error) {
	return io.ReadAll(io.LimitReader(s.In, schema.MaxBytes+1))
}

// readLimited reads a file, but no more than tells that it is too large.
func readLimited(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a directory", file)
	}
	return io.ReadAll(io.LimitReader(f, schema.MaxBytes+1))
}

// loadUsable is load for verbs that need an inventory: errors are shown and end
// the command, warnings are counted.
func loadUsable(s Streams, file string) (*schema.Inventory, error) {
	inv, diags, src, err := load(s, file)
	if err != nil {
		return nil, err
	}
	if diags.HasErrors() {
		n := showErrors(s, diags, src)
		say(s.Err, "%s in %s; nothing was written.\n", plural(n, "error", "errors"), file)
		return nil, exitCode(ExitError)
	}
	inv.Release()
	if n, _ := countWarnings(diags); n > 0 {
		say(s.Err, "%s %s; `cfdr validate %s` shows them.\n", s.paint(yellow, "warning:"), plural(n, "open question", "open questions"), file)
	}
	return inv, nil
}

// chooseAccount finds the account that a verb is about.
func chooseAccount(inv *schema.Inventory, name string) (*schema.Object, error) {
	var names []string
	for _, a := range inv.Accounts {
		names = append(names, fmt.Sprintf("%q", a.Name))
	}
	if name == "" {
		if a := inv.SnapshotAccount(); a != nil {
			return a, nil
		}
		return nil, &hinted{fmt.Errorf("there are %d accounts, and nothing says which one is meant", len(names)), fmt.Sprintf("say it in the inventory, `snapshot: {account: %s}`, or with --account", inv.Accounts[0].Name)}
	}
	if a := inv.Account(name); a != nil {
		return a, nil
	}
	return nil, &hinted{fmt.Errorf("there is no account %q", name), "the inventory has " + strings.Join(names, ", ")}
}

// chooseTarget reads the flag --target, or the constraint of the inventory.
func chooseTarget(inv *schema.Inventory, flag string) (schema.Target, error) {
	switch flag {
	case "":
		t, err := generator.TargetOf(inv.Snapshot.Provider)
		if err != nil {
			return "", &hinted{err, "write `provider: \"~> 4.52\"` or `provider: \"~> 5.22\"` under snapshot, or say --target 4 or --target 5"}
		}
		return t, nil
	case "4":
		return schema.V4, nil
	case "5":
		return schema.V5, nil
	}
	return "", &hinted{fmt.Errorf("there is no target %q", flag), "the targets are 4 and 5, majors of the cloudflare provider"}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
