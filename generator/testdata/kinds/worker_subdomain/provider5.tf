# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# Whether a worker answers on workers.dev.
#
# Ignored: previews_enabled. Where the inventory has it only from a document,
# it must not change what is there.

resource "cloudflare_workers_script_subdomain" "accounts" {
  account_id  = var.account_id
  script_name = cloudflare_workers_script.accounts.script_name
  enabled     = true
}

resource "cloudflare_workers_script_subdomain" "rooms" {
  account_id       = var.account_id
  script_name      = cloudflare_workers_script.rooms.script_name
  enabled          = true
  previews_enabled = false

  lifecycle {
    ignore_changes = [previews_enabled]
  }
}

# Previews for the designers.
resource "cloudflare_workers_script_subdomain" "storefront" {
  count = contains(var.held, "worker_subdomain.storefront") ? 0 : 1

  account_id       = var.account_id
  script_name      = cloudflare_workers_script.storefront.script_name
  enabled          = false
  previews_enabled = true
}
