# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# Rules of the account for one phase of a request, in all its zones.

resource "cloudflare_ruleset" "bad_scanners__10d92955" {
  account_id = var.account_id
  phase      = "http_request_firewall_custom"
  kind       = "custom"
  name       = "Bad \"scanners\""

  rules {
    action      = "block"
    description = "It's a $${list}"
    enabled     = true
    expression  = "(ip.src in $scanners)"
  }
}

# For all zones of the account.
resource "cloudflare_ruleset" "http_request_firewall_custom__8a9363b8" {
  account_id = var.account_id
  phase      = "http_request_firewall_custom"
  kind       = "root"
  name       = "root"

  rules {
    action      = "execute"
    description = "The scanners"
    enabled     = true
    expression  = "(cf.zone.plan eq \"ENT\")"

    action_parameters {
      id = cloudflare_ruleset.bad_scanners__10d92955.id
    }
  }
}
