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

  rules {
    action      = "block"
    description = "A \"list\""
    enabled     = true
    expression  = "(ip.src in $bad)"
    ref         = "bad_list"
  }

  rules {
    action     = "skip"
    enabled    = true
    expression = "(http.request.uri.path eq \"/login\")"

    action_parameters {
      ruleset = "current"
    }

    exposed_credential_check {
      password_expression = "http.b"
      username_expression = "http.a"
    }

    logging {
      enabled = false
    }
  }
}

resource "cloudflare_ruleset" "http_request_firewall_custom__8a9363b8" {
  account_id = var.account_id
  phase      = "http_request_firewall_custom"
  kind       = "root"
  name       = "root"

  rules {
    action     = "execute"
    enabled    = true
    expression = "(cf.zone.plan eq \"ENT\")"

    action_parameters {
      id = cloudflare_ruleset.bad_scanners__10d92955.id
    }
  }

  rules {
    action     = "execute"
    enabled    = false
    expression = "true"

    action_parameters {
      id = cloudflare_ruleset.limits__472daf6b.id
    }
  }

  rules {
    action     = "execute"
    enabled    = true
    expression = "false"

    action_parameters {
      id = cloudflare_ruleset.limits__472daf6b.id

      overrides {
        enabled = false
      }
    }
  }

  rules {
    action     = "execute"
    enabled    = false
    expression = "(cf.zone.plan eq \"ENT\")"

    action_parameters {
      id = "efb7b8c949ac4650a09736fc376e9aee"
    }
  }
}

resource "cloudflare_ruleset" "limits__472daf6b" {
  account_id = var.account_id
  phase      = "http_ratelimit"
  kind       = "custom"
  name       = "limits"

  rules {
    action     = "block"
    enabled    = true
    expression = "true"

    ratelimit {
      characteristics            = ["ip.src", "cf.colo.id"]
      counting_expression        = "true"
      mitigation_timeout         = 10
      period                     = 10
      requests_per_period        = 5
      requests_to_origin         = false
      score_per_period           = 9
      score_response_header_name = "x-s"
    }
  }
}
