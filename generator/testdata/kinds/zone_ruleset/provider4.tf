# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The rules of a zone for one phase of a request: firewall, redirects,
# caching, …
#
# Ignored: rules. The provider does not read the query of a cache key in the
# form in which it plans it.

resource "cloudflare_ruleset" "example_com_called_by_name__1bdb7b52" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_firewall_custom"
  kind    = "custom"
  name    = "Called \"by\" $${name}"

  rules {
    action     = "block"
    enabled    = true
    expression = "(ip.src in $bad)"
  }
}

resource "cloudflare_ruleset" "example_com_ddos_l7__0194a0a6" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "ddos_l7"
  kind    = "zone"
  name    = "default"
}

resource "cloudflare_ruleset" "example_com_http_config_settings__ae1ab3e1" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_config_settings"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "set_config"
    enabled    = true
    expression = "true"

    action_parameters {
      automatic_https_rewrites = true
      bic                      = true
      disable_apps             = true
      disable_rum              = true
      disable_zaraz            = true
      email_obfuscation        = false
      fonts                    = true
      hotlink_protection       = true
      mirage                   = false
      opportunistic_encryption = true
      polish                   = "lossless"
      rocket_loader            = false
      security_level           = "high"
      server_side_excludes     = true
      ssl                      = "strict"
      sxg                      = false

      autominify {
        css  = true
        html = false
        js   = true
      }
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_custom_errors__f31deb1e" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_custom_errors"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "serve_error"
    enabled    = true
    expression = "true"

    action_parameters {
      content      = "<b>\"no\"</b> $${x}\n"
      content_type = "text/html"
      status_code  = 500
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_log_custom_fields__624605db" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_log_custom_fields"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "log_custom_field"
    enabled    = true
    expression = "true"

    action_parameters {
      cookie_fields   = ["session"]
      request_fields  = ["x-a", "x-b"]
      response_fields = ["x-c"]
    }
  }
}

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
      counting_expression = "(http.response.code eq 401)"
      mitigation_timeout  = 600
      period              = 60
      requests_per_period = 20
      requests_to_origin  = true
    }
  }

  rules {
    action      = "managed_challenge"
    description = "Scores"
    enabled     = true
    expression  = "true"

    ratelimit {
      characteristics            = ["ip.src", "cf.colo.id"]
      mitigation_timeout         = 0
      period                     = 3600
      requests_to_origin         = false
      score_per_period           = 400
      score_response_header_name = "x-score"
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_request_cache_settings__87757d8c" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"

  rules {
    action      = "set_cache_settings"
    description = "test cache rule"
    enabled     = false
    expression  = "(http.host eq \"example.com\")"

    action_parameters {
      additional_cacheable_ports = [8443, 2053]
      cache                      = true
      origin_cache_control       = true
      origin_error_page_passthru = true
      read_timeout               = 900
      respect_strong_etags       = true

      browser_ttl {
        mode = "respect_origin"
      }

      cache_key {
        cache_deception_armor      = true
        ignore_query_strings_order = false

        custom_key {
          cookie {
            check_presence = ["debug"]
            include        = ["session"]
          }

          header {
            check_presence = ["x-debug"]
            contains = {
              x-kind = ["a", "b"]
            }
            exclude_origin = true
            include        = ["accept"]
          }

          host {
            resolved = false
          }

          query_string {
            exclude = ["*"]
          }

          user {
            device_type = true
            geo         = false
            lang        = true
          }
        }
      }

      cache_reserve {
        eligible          = true
        minimum_file_size = 1024
      }

      edge_ttl {
        default = 30
        mode    = "override_origin"

        status_code_ttl {
          status_code = 100
          value       = 30
        }

        status_code_ttl {
          value = 5

          status_code_range {
            from = 200
            to   = 299
          }
        }

        status_code_ttl {
          value = -1

          status_code_range {
            from = 400
          }
        }

        status_code_ttl {
          status_code = 500
          value       = 0
        }
      }

      serve_stale {
        disable_stale_while_updating = true
      }
    }
  }

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "true"

    action_parameters {
      cache = true

      browser_ttl {
        default = 60
        mode    = "override_origin"
      }

      cache_key {
        custom_key {
          query_string {
            include = ["page", "q"]
          }
        }
      }

      edge_ttl {
        mode = "respect_origin"
      }
    }
  }

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "false"

    action_parameters {
      cache = true

      cache_key {
        custom_key {
          query_string {
            exclude = ["b"]
          }
        }
      }
    }
  }

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "false"

    action_parameters {
      cache = true

      cache_key {
        cache_by_device_type = true

        custom_key {
          query_string {
            include = ["*"]
          }
        }
      }
    }
  }

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "true"

    action_parameters {
      cache = false
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

  rules {
    action     = "redirect"
    enabled    = true
    expression = "(http.host eq \"old.example.com\")"

    action_parameters {
      from_value {
        preserve_query_string = false
        status_code           = 302

        target_url {
          value = "https://example.com/$${old}"
        }
      }
    }
  }
}

# It stops what scans.
resource "cloudflare_ruleset" "example_com_http_request_firewall_custom__1facb2d9" {
  zone_id     = cloudflare_zone.example_com.id
  phase       = "http_request_firewall_custom"
  kind        = "zone"
  name        = "default"
  description = "Who may not come."

  rules {
    action      = "skip"
    description = "Let monitors in"
    enabled     = true
    expression  = "(http.user_agent eq \"monitor \\\"x\\\" $${y} %%{z}\")"
    ref         = "88dcb30401e348ba9e1352c2598f2a4c"

    action_parameters {
      phases = ["http_ratelimit", "http_request_firewall_managed"]
      products = [
        "zoneLockdown",
        "uaBlock",
        "bic",
        "hot",
        "securityLevel",
        "rateLimit",
        "waf",
      ]
      ruleset = "current"
    }

    logging {
      enabled = true
    }
  }

  rules {
    action     = "block"
    enabled    = true
    expression = "(http.request.uri.path contains \"/wp-\")"

    action_parameters {
      response {
        content      = "{\"no\": \"$${thing}\"}"
        content_type = "application/json"
        status_code  = 403
      }
    }
  }

  rules {
    action     = "managed_challenge"
    enabled    = false
    expression = "(http.request.uri.path eq \"/login\")"
    ref        = "login_leaks"

    exposed_credential_check {
      password_expression = "url_decode(http.request.body.form[\"pass\"][0])"
      username_expression = "url_decode(http.request.body.form[\"user\"][0])"
    }
  }

  rules {
    action     = "log"
    enabled    = true
    expression = "(cf.threat_score gt 50)"
  }
}

resource "cloudflare_ruleset" "example_com_http_request_firewall_managed__0a7c5568" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_firewall_managed"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "execute"
    enabled    = true
    expression = "true"

    action_parameters {
      id = "77454fe2d30c4220b5701f6fdfb893ba"

      matched_data {
        public_key = "Ycig/Zr/pZmklmFUN99nr+taURlYItL91g+NcHGYpB8="
      }

      overrides {
        action            = "log"
        enabled           = true
        sensitivity_level = "low"

        categories {
          action   = "block"
          category = "wordpress"
          enabled  = true
        }

        rules {
          action            = "block"
          enabled           = false
          id                = "5de7edfa648c4d6891dc3e7f84534ffa"
          score_threshold   = 40
          sensitivity_level = "medium"
        }
      }
    }
  }

  rules {
    action     = "execute"
    enabled    = true
    expression = "false"

    action_parameters {
      id = cloudflare_ruleset.of_all__a485dca8.id
    }
  }

  rules {
    action     = "skip"
    enabled    = true
    expression = "(http.host eq \"x\")"

    action_parameters {
      rules = {
        "77454fe2d30c4220b5701f6fdfb893ba" = "5de7edfa648c4d6891dc3e7f84534ffa,6de7edfa648c4d6891dc3e7f84534ffb"
      }
    }
  }

  rules {
    action     = "skip"
    enabled    = true
    expression = "(http.host eq \"y\")"

    action_parameters {
      rulesets = ["77454fe2d30c4220b5701f6fdfb893ba"]
    }
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
        expression = "ip.src"
        name       = "X-C"
        operation  = "set"
      }

      headers {
        name      = "x-a"
        operation = "set"
        value     = "\"$${b}\""
      }

      headers {
        name      = "x-b"
        operation = "remove"
      }
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_request_origin__a2a85e43" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_origin"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "route"
    enabled    = true
    expression = "true"

    action_parameters {
      host_header = "app.example.net"

      origin {
        host = "origin.example.net"
        port = 8443
      }

      sni {
        value = "app.example.net"
      }
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_request_sanitize__e13a6da5" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_sanitize"
  kind    = "zone"
  name    = "default"
}

resource "cloudflare_ruleset" "example_com_http_request_transform__5a13641c" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_transform"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "rewrite"
    enabled    = true
    expression = "true"

    action_parameters {
      uri {
        path {
          expression = "lower(http.request.uri.path)"
        }

        query {
          value = ""
        }
      }
    }
  }

  rules {
    action     = "rewrite"
    enabled    = true
    expression = "true"

    action_parameters {
      uri {
        path {
          value = "/a b"
        }
      }
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_response_compression__06b84038" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_response_compression"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "compress_response"
    enabled    = true
    expression = "true"

    action_parameters {
      algorithms {
        name = "brotli"
      }

      algorithms {
        name = "gzip"
      }
    }
  }
}

resource "cloudflare_ruleset" "example_com_http_response_headers_transform__1daea70a" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_response_headers_transform"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "rewrite"
    enabled    = true
    expression = "true"

    action_parameters {
      headers {
        name      = "x-a"
        operation = "add"
        value     = "b"
      }
    }
  }
}

resource "cloudflare_ruleset" "listed_example_http_request_cache_settings__b91758c7" {
  zone_id = cloudflare_zone.listed_example.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "true"

    action_parameters {
      cache = true

      cache_key {
        custom_key {
          query_string {
            include = ["*"]
          }
        }
      }
    }
  }

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "true"

    action_parameters {
      cache = true

      cache_key {
        custom_key {
          query_string {
            exclude = ["a"]
          }
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [rules]
  }
}

resource "cloudflare_ruleset" "my_shop_example_http_request_firewall_custom__2ada2016" {
  zone_id = cloudflare_zone.my-shop_example.id
  phase   = "http_request_firewall_custom"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "log"
    enabled    = true
    expression = "true"
  }
}

resource "cloudflare_ruleset" "short_example_http_config_settings__a73879ec" {
  zone_id = cloudflare_zone.short_example.id
  phase   = "http_config_settings"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "set_config"
    enabled    = true
    expression = "true"

    action_parameters {
      bic = false

      autominify {
        css  = true
        html = false
        js   = false
      }
    }
  }
}

resource "cloudflare_ruleset" "short_example_http_ratelimit__5b349f77" {
  zone_id = cloudflare_zone.short_example.id
  phase   = "http_ratelimit"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "block"
    enabled    = true
    expression = "true"

    ratelimit {
      characteristics     = ["ip.src"]
      mitigation_timeout  = 0
      period              = 10
      requests_per_period = 5
    }
  }
}

resource "cloudflare_ruleset" "short_example_http_request_dynamic_redirect__95f67f6e" {
  zone_id = cloudflare_zone.short_example.id
  phase   = "http_request_dynamic_redirect"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "redirect"
    enabled    = true
    expression = "true"

    action_parameters {
      from_value {
        status_code = 302

        target_url {
          value = "https://example.com"
        }
      }
    }
  }
}

resource "cloudflare_ruleset" "starred_example_http_request_cache_settings__0028230c" {
  zone_id = cloudflare_zone.starred_example.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"

  rules {
    action     = "set_cache_settings"
    enabled    = true
    expression = "true"

    action_parameters {
      cache = true

      cache_key {
        custom_key {
          query_string {
            exclude = ["*"]
          }
        }
      }
    }
  }
}
