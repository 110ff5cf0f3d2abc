# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# Rules of the account for one phase of a request, in all its zones.

# One list for all zones.
resource "cloudflare_ruleset" "bad_scanners__10d92955" {
  account_id  = var.account_id
  phase       = "http_request_firewall_custom"
  kind        = "custom"
  name        = "Bad \"scanners\""
  description = "Who $${scans}."
  rules = [
    {
      action      = "block"
      description = "A \"list\""
      enabled     = true
      expression  = "(ip.src in $bad)"
      ref         = "bad_list"
    },
    {
      action = "skip"
      action_parameters = {
        ruleset = "current"
      }
      enabled = true
      exposed_credential_check = {
        password_expression = "http.b"
        username_expression = "http.a"
      }
      expression = "(http.request.uri.path eq \"/login\")"
      logging = {
        enabled = false
      }
    },
  ]
}

resource "cloudflare_ruleset" "http_request_firewall_custom__8a9363b8" {
  account_id = var.account_id
  phase      = "http_request_firewall_custom"
  kind       = "root"
  name       = "root"
  rules = [
    {
      action = "execute"
      action_parameters = {
        id = cloudflare_ruleset.bad_scanners__10d92955.id
      }
      enabled    = true
      expression = "(cf.zone.plan eq \"ENT\")"
    },
    {
      action = "execute"
      action_parameters = {
        id = cloudflare_ruleset.limits__472daf6b.id
      }
      enabled    = false
      expression = "true"
    },
    {
      action = "execute"
      action_parameters = {
        id = cloudflare_ruleset.limits__472daf6b.id
        overrides = {
          enabled = false
        }
      }
      enabled    = true
      expression = "false"
    },
    {
      action = "execute"
      action_parameters = {
        id = "efb7b8c949ac4650a09736fc376e9aee"
      }
      enabled    = false
      expression = "(cf.zone.plan eq \"ENT\")"
    },
  ]
}

resource "cloudflare_ruleset" "limits__472daf6b" {
  account_id = var.account_id
  phase      = "http_ratelimit"
  kind       = "custom"
  name       = "limits"
  rules = [
    {
      action     = "block"
      enabled    = true
      expression = "true"
      ratelimit = {
        characteristics            = ["ip.src", "cf.colo.id"]
        counting_expression        = "true"
        mitigation_timeout         = 10
        period                     = 10
        requests_per_period        = 5
        requests_to_origin         = false
        score_per_period           = 9
        score_response_header_name = "x-s"
      }
    },
  ]
}
