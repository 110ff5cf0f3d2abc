package acceptance

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// What somebody wrote by hand for the shop: labels of their own, count and
// for_each, and on 4 the older names of types.
var byHand = map[schema.Target]string{
	schema.V4: `
resource "cloudflare_zone" "main" {
  account_id = "ACCOUNT"
  zone       = "example.com"
}
resource "cloudflare_record" "www" {
  zone_id = cloudflare_zone.main.id
  name    = "www"
  type    = "CNAME"
  content = "example.com"
  proxied = true
  lifecycle {
    ignore_changes = [allow_overwrite, content]
  }
}
resource "cloudflare_record" "apex" {
  for_each = { A = "192.0.2.10", TXT = "\"one\"" }
  zone_id  = cloudflare_zone.main.id
  name     = "example.com"
  type     = each.key
  content  = each.value
  proxied  = each.key == "A"
  lifecycle {
    ignore_changes = [allow_overwrite, content]
  }
}
resource "cloudflare_d1_database" "ops" {
  account_id = "ACCOUNT"
  name       = "ops-db"
}
resource "cloudflare_workers_kv_namespace" "all" {
  count      = 2
  account_id = "ACCOUNT"
  title      = ["SESSIONS", "FLAGS"][count.index]
}
resource "cloudflare_r2_bucket" "old" {
  account_id = "ACCOUNT"
  name       = "old-bucket"
}
resource "cloudflare_worker_script" "front" {
  account_id = "ACCOUNT"
  name       = "storefront"
  content    = "export default {}"
  lifecycle {
    ignore_changes = all
  }
}
resource "cloudflare_worker_cron_trigger" "front" {
  account_id  = "ACCOUNT"
  script_name = "storefront"
  schedules   = ["0 3 * * *"]
}
resource "cloudflare_access_group" "staff" {
  account_id = "ACCOUNT"
  name       = "staff"
  include {
    email_domain = ["example.com"]
  }
}
`,
	schema.V5: `
resource "cloudflare_zone" "main" {
  account = { id = "ACCOUNT" }
  name    = "example.com"
}
resource "cloudflare_dns_record" "www" {
  zone_id = cloudflare_zone.main.id
  name    = "www.example.com"
  type    = "CNAME"
  content = "example.com"
  proxied = true
  ttl     = 1
}
resource "cloudflare_dns_record" "apex" {
  for_each = { A = "192.0.2.10", TXT = "\"one\"" }
  zone_id  = cloudflare_zone.main.id
  name     = "example.com"
  type     = each.key
  content  = each.value
  proxied  = each.key == "A"
  ttl      = 1
}
resource "cloudflare_d1_database" "ops" {
  account_id = "ACCOUNT"
  name       = "ops-db"
  lifecycle {
    ignore_changes = [read_replication]
  }
}
resource "cloudflare_workers_kv_namespace" "all" {
  count      = 2
  account_id = "ACCOUNT"
  title      = ["SESSIONS", "FLAGS"][count.index]
}
resource "cloudflare_r2_bucket" "old" {
  account_id = "ACCOUNT"
  name       = "old-bucket"
}
resource "cloudflare_workers_script" "front" {
  account_id  = "ACCOUNT"
  script_name = "storefront"
  content     = "export default {}"
  lifecycle {
    ignore_changes = all
  }
}
resource "cloudflare_workers_cron_trigger" "front" {
  account_id  = "ACCOUNT"
  script_name = "storefront"
  schedules   = [{ cron = "0 3 * * *" }]
  lifecycle {
    ignore_changes = [schedules]
  }
}
`,
}

var importsByHand = map[string]string{
	"cloudflare_zone.main":                   "ZONE",
	"RECORD.www":                             "ZONE/a1e70eaf20065a736abe1204c8c31e52",
	`RECORD.apex["A"]`:                       "ZONE/372e67954025e0ba6aaa6d586b9e0b59",
	`RECORD.apex["TXT"]`:                     "ZONE/c7e47ea0c3b1761733a5db7210c7bc9a",
	"cloudflare_d1_database.ops":             "ACCOUNT/f8c5b913-da09-4181-ae79-5fab71f2ad6c",
	"cloudflare_workers_kv_namespace.all[0]": "ACCOUNT/e61a9a04f95f19aa5456b09e4029af1e",
	"cloudflare_workers_kv_namespace.all[1]": "ACCOUNT/93d877eb1358db4cfdd86005b1225579",
	"cloudflare_r2_bucket.old":               "ACCOUNT/old-bucket",
	"SCRIPT.front":                           "ACCOUNT/storefront",
	"CRON.front":                             "ACCOUNT/storefront",
	"cloudflare_access_group.staff":          "ACCOUNT/218b9332-0e81-42e1-a977-2fa95d6c83a4",
}

// handImports are those of a target.
func handImports(target schema.Target) map[string]string {
	out := maps.Clone(importsByHand)
	if target == schema.V5 {
		delete(out, "cloudflare_access_group.staff")
		out["cloudflare_r2_bucket.old"] += "/default"
	}
	return out
}

// handWords puts ids and types in the place of the words that stand for them.
func handWords(inv *schema.Inventory, target schema.Target) *strings.Replacer {
	words := []string{"ACCOUNT", inv.Accounts[0].ID, "ZONE", "023e105f4ecef8ad9ca31a8372d0c353"}
	if target == schema.V5 {
		return strings.NewReplacer(append(words, "RECORD", "cloudflare_dns_record", "SCRIPT", "cloudflare_workers_script", "CRON", "cloudflare_workers_cron_trigger")...)
	}
	return strings.NewReplacer(append(words, "RECORD", "cloudflare_record", "SCRIPT", "cloudflare_worker_script", "CRON", "cloudflare_worker_cron_trigger")...)
}

// A state that somebody made by hand is taken over: what has another label is
// moved, what has an older type or is in no inventory is forgotten, and nothing
// is changed or destroyed.
func TestTakingOverAStateMadeByHand(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		inv := parse(t, []byte(shop), ".")
		s := standin.New()
		s.Seed(inv, inv.Accounts[0])
		s.Put("/accounts/"+inv.Accounts[0].ID+"/r2/buckets", map[string]any{"name": "old-bucket"})
		imported, taken := 11, 7 // the script, its trigger and the group have older types; the bucket is in no inventory
		if target == schema.V5 {
			imported, taken = 10, 1 // what provider 5 keeps of a state, an import settles; of a worker all is ignored
		}
		config := byHand[target]
		for to, id := range handImports(target) {
			config += fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", to, id)
		}
		config = handWords(inv, target).Replace(config)
		old := snapshot(t, target, s, generator.Files{"main.tf": []byte(config + "terraform {\n  required_providers {\n    cloudflare = {\n      source = \"cloudflare/cloudflare\"\n    }\n  }\n}\n")})
		if !assert.Equal(t, fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", imported), old.plan()) {
			t.Fatal(old.explain())
		}
		old.apply()

		text := old.read("terraform.tfstate")
		golden(t, "diff/by-hand-on-"+string(target)+".txt", told(t, compared(t, inv, target, text)))
		held, err := state.Read(text)
		require.NoError(t, err)
		files, survey, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target, State: held, Match: plan.Match})
		require.NoError(t, err)
		d := snapshot(t, target, s, files)
		d.write(generator.Files{"terraform.tfstate": text})
		d.check()
		s.ResetLog()
		assert.Equal(t, taken, survey.Held)
		if !assert.Equal(t, promised(survey), d.plan()) {
			t.Fatal(string(files["moved.tf"]), d.explain())
		}
		d.apply()
		if !assert.Equal(t, "No changes.", d.plan()) {
			t.Error(d.explain())
		}
		assert.Empty(t, s.Writes())
		d.inStep(inv, target)
	})
}

// The same in a module with for_each and with another configuration of the
// provider: cfdr diff finds every object, and says where it is.
func TestDiffOfModules(t *testing.T) {
	eachTarget(t, func(t *testing.T, target schema.Target) {
		inv := parse(t, []byte(shop), ".")
		s := standin.New()
		s.Seed(inv, inv.Accounts[0])
		s.Put("/accounts/"+inv.Accounts[0].ID+"/r2/buckets", map[string]any{"name": "old-bucket"})
		words, imports := handWords(inv, target), ""
		for to, id := range handImports(target) {
			imports += fmt.Sprintf("import {\n  to = module.shop[\"it's \\\"one\\\"\"].%s\n  id = %q\n}\n", to, id)
		}
		required := "terraform {\n  required_providers {\n    cloudflare = {\n      source = \"cloudflare/cloudflare\"\n    }\n  }\n}\n"
		d := snapshot(t, target, s, generator.Files{
			"shop/main.tf": []byte(words.Replace(byHand[target]) + required),
			"main.tf": []byte(words.Replace(imports) + required + `
provider "cloudflare" {
  alias = "other"
}
module "shop" {
  source    = "./shop"
  for_each  = toset(["it's \"one\""])
  providers = { cloudflare = cloudflare.other }
}
`)})
		d.env = append(d.env, "TF_DATA_DIR="+t.TempDir())
		d.run("init", "-no-color", "-input=false")
		d.plan()
		d.apply()
		text := d.read("terraform.tfstate")
		file := compared(t, inv, target, text)
		golden(t, "diff/modules-on-"+string(target)+".txt", told(t, file))
		assert.Equal(t, told(t, file), told(t, compared(t, inv, target, []byte(d.run("show", "-json")))))
		for _, c := range file.Changes {
			if c.Module != "" {
				assert.Equal(t, `module.shop["it's \"one\""]`, c.Module)
				assert.Equal(t, "registry.terraform.io/cloudflare/cloudflare", c.Provider)
			}
		}
		// They are forgotten there and imported again, as it says, where the other
		// configuration of the provider is still there.
		held, err := state.Read(text)
		require.NoError(t, err)
		files, survey, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target, State: held, Match: plan.Match})
		require.NoError(t, err)
		d = snapshot(t, target, s, files)
		d.write(generator.Files{"terraform.tfstate": text, "other.tf": []byte("provider \"cloudflare\" {\n  alias = \"other\"\n}\n")})
		assert.Equal(t, fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", adopted(survey)), d.plan())
		d.apply()
		d.inStep(inv, target)
	})
}
