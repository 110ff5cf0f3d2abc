package acceptance

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// A loss is an account in which nothing is left but what Terraform does not
// create: what scripts and people have made again, under new ids.
type loss struct {
	*standin.Server
	created, premade int
	vars             generator.Files
	// first are the addresses of what must be there before a script can make
	// what refers to it.
	first []string
}

const varFile = "rebuild.tfvars.json"

// lose makes the account after a loss, and the variables that a rebuild gives.
func lose(t *testing.T, survey *generator.Survey) *loss {
	t.Helper()
	l := &loss{Server: standin.New(standin.WithSeed("rebuilt"))}
	byTerraform := func(o *schema.Object) bool {
		it := survey.Item(o)
		return it.Address != "" && !it.Premade
	}
	seeded := l.Seed(survey.Inventory, survey.Account, standin.SeedNewIDs(), standin.SeedOnly(func(o *schema.Object) bool {
		return !byTerraform(o) && survey.Item(o).Owner == ""
	}))
	ids, lost := map[string]string{}, []string{}
	for _, it := range survey.Items {
		switch {
		case byTerraform(it.Object):
			l.created++
			lost = append(lost, it.Key())
		default:
			if it.Premade && it.Address != "" {
				l.premade++
				schema.EachRef(it.Object, func(_ []any, f *schema.Field, name string) {
					if to := survey.Inventory.Find(it.Object, f.Ref.Kind, name); to != nil && f.Ref.By == "id" && byTerraform(to) {
						l.first = append(l.first, survey.Item(to).Address)
					}
				})
			}
			ids[it.Key()] = seeded.IDs[it.Object]
		}
	}
	for _, u := range survey.Inventory.AccountNotes(survey.Account).Undefined {
		slug, _ := schema.Slug(u.Name)
		ids[u.Kind+"."+slug] = seeded.Undefined[u.Kind+" "+u.Name]
	}
	vars, err := json.Marshal(map[string]any{"lost": lost, "ids": ids})
	require.NoError(t, err)
	l.vars = generator.Files{varFile: vars}
	return l
}

// What is lost is created, all of it, wired to the new ids.
func TestRebuildingIsComplete(t *testing.T) {
	eachExample(t, func(t *testing.T, inv *schema.Inventory, target schema.Target) {
		live := standin.New()
		live.Seed(inv, inv.Accounts[0])
		files, survey := generate(t, inv, target)
		l := lose(t, survey)
		d := snapshot(t, target, l.Server, files)
		d.write(l.vars)
		if len(l.first) > 0 {
			args := []string{"-var-file=" + varFile}
			for _, a := range l.first {
				args = append(args, "-target="+a)
			}
			var n int
			_, err := fmt.Sscanf(d.plan(args...), "Plan: %d to add, 0 to change, 0 to destroy.", &n)
			require.NoError(t, err)
			l.created -= n
			d.apply()
		}
		want := fmt.Sprintf("Plan: %d to add, 0 to change, 0 to destroy.", l.created)
		if l.premade > 0 {
			want = fmt.Sprintf("Plan: %d to import, %d to add, 0 to change, 0 to destroy.", l.premade, l.created)
		}
		if !assert.Equal(t, want, d.plan("-var-file="+varFile)) {
			t.Fatal(d.explain())
		}
		d.apply()
		if !assert.Equal(t, "No changes.", d.plan("-var-file="+varFile)) {
			t.Error(d.explain())
		}
		assert.Empty(t, l.Unserved())
	})
}
