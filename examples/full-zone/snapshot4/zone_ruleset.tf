# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The rules of a zone for one phase of a request: firewall, redirects,
# caching, …

resource "cloudflare_ruleset" "example_com_http_ratelimit__2881249d" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_ratelimit"
  kind    = "zone"
  name    = "default"

  rules {
    action      = "block"
    description = "Few logins"
    enabled     = true
    expression  = "(http.request.uri.path eq \"/login\")"

    ratelimit {
      characteristics     = ["ip.src", "cf.colo.id"]
      mitigation_timeout  = 600
      period              = 60
      requests_per_period = 20
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_request_cache_settings__87757d8c" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "(http.host eq \"cdn.example.com\")"

    action_parameters {
      cache = true

      browser_ttl {
        mode = "respect_origin"
      }

      cache_key {
        ignore_query_strings_order = true

        custom_key {
          cookie {
            check_presence = ["session"]
          }

          query_string {
            include = ["page", "q[]"]
          }
        }
      }

      edge_ttl {
        default = 3600
        mode    = "override_origin"

        status_code_ttl {
          value = 60

          status_code_range {
            from = 400
            to   = 499
          }
        }
      }
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_request_dynamic_redirect__099e34f7" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_dynamic_redirect"
  kind    = "zone"
  name    = "Redirects"

  rules {
    action     = "redirect"
    enabled    = true
    expression = "(http.host eq \"www.example.com\")"

    action_parameters {
      from_value {
        preserve_query_string = true
        status_code           = 301

        target_url {
          expression = "concat(\"https://example.com\", http.request.uri.path)"
        }
      }
    }
  }
}

# Who may not come.
resource "cloudflare_ruleset" "example_com_http_request_firewall_custom__5e318447" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_firewall_custom"
  kind    = "zone"
  name    = "default"

  rules {
    action      = "skip"
    description = "Let \"monitors\" in"
    enabled     = true
    expression  = "(http.user_agent eq \"monitor \\\"x\\\" $${y} %%{z}\")"
    ref         = "monitors_in"

    action_parameters {
      phases   = ["http_ratelimit"]
      products = ["bic", "waf"]
      ruleset  = "current"
    }

    logging {
      enabled = true
    }
  }

  rules {
    action      = "block"
    description = "No scanners"
    enabled     = true
    expression  = "(http.request.uri.path contains \"/wp-\")"
  }

  rules {
    action      = "managed_challenge"
    description = "Not yet"
    enabled     = false
    expression  = "(cf.threat_score gt 50)"
  }
}

resource "cloudflare_ruleset" "example_com_http_request_late_transform__a3cd206f" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_late_transform"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "rewrite"
    enabled    = true
    expression = "true"

    action_parameters {
      headers {
        name      = "x-debug"
        operation = "remove"
      }

      headers {
        name      = "x-seen"
        operation = "set"
        value     = "it's \"$${here}\""
      }
    }
  }
}
