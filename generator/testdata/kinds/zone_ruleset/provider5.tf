# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The rules of a zone for one phase of a request: firewall, redirects,
# caching, …
#
# Ignored: rules. The provider does not read the query of a cache key in the
# form in which it plans it.

resource "cloudflare_ruleset" "both_example_http_request_cache_settings__44f2be7f" {
  zone_id = cloudflare_zone.both_example.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = true
        cache_key = {
          cache_by_device_type = false
          custom_key = {
            header = {
              include = ["accept"]
            }
            user = {
              geo = true
            }
          }
        }
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_called_by_name__1bdb7b52" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_firewall_custom"
  kind    = "custom"
  name    = "Called \"by\" $${name}"
  rules = [
    {
      action     = "block"
      enabled    = true
      expression = "(ip.src in $bad)"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_ddos_l7__0194a0a6" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "ddos_l7"
  kind    = "zone"
  name    = "default"
  rules   = []
}

resource "cloudflare_ruleset" "example_com_http_config_settings__ae1ab3e1" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_config_settings"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "set_config"
      action_parameters = {
        automatic_https_rewrites = true
        autominify = {
          css  = true
          html = false
          js   = true
        }
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
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_custom_errors__f31deb1e" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_custom_errors"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "serve_error"
      action_parameters = {
        content      = "<b>\"no\"</b> $${x}\n"
        content_type = "text/html"
        status_code  = 500
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_log_custom_fields__624605db" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_log_custom_fields"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "log_custom_field"
      action_parameters = {
        cookie_fields = [
          {
            name = "session"
          },
        ]
        request_fields = [
          {
            name = "x-a"
          },
          {
            name = "x-b"
          },
        ]
        response_fields = [
          {
            name = "x-c"
          },
        ]
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_ratelimit__2881249d" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_ratelimit"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action      = "block"
      description = "Few logins"
      enabled     = true
      expression  = "(http.request.uri.path eq \"/login\")"
      ratelimit = {
        characteristics     = ["ip.src", "cf.colo.id"]
        counting_expression = "(http.response.code eq 401)"
        mitigation_timeout  = 600
        period              = 60
        requests_per_period = 20
        requests_to_origin  = true
      }
    },
    {
      action      = "managed_challenge"
      description = "Scores"
      enabled     = true
      expression  = "true"
      ratelimit = {
        characteristics            = ["ip.src", "cf.colo.id"]
        period                     = 3600
        requests_to_origin         = false
        score_per_period           = 400
        score_response_header_name = "x-score"
      }
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_request_cache_settings__87757d8c" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "set_cache_settings"
      action_parameters = {
        additional_cacheable_ports = [8443, 2053]
        browser_ttl = {
          mode = "respect_origin"
        }
        cache = true
        cache_key = {
          cache_deception_armor = true
          custom_key = {
            cookie = {
              check_presence = ["debug"]
              include        = ["session"]
            }
            header = {
              check_presence = ["x-debug"]
              contains = {
                x-kind = ["a", "b"]
              }
              exclude_origin = true
              include        = ["accept"]
            }
            host = {
              resolved = false
            }
            query_string = {
              exclude = {
                list = ["*"]
              }
            }
            user = {
              device_type = true
              geo         = false
              lang        = true
            }
          }
          ignore_query_strings_order = false
        }
        cache_reserve = {
          eligible          = true
          minimum_file_size = 1024
        }
        edge_ttl = {
          default = 30
          mode    = "override_origin"
          status_code_ttl = [
            {
              status_code = 100
              value       = 30
            },
            {
              status_code_range = {
                from = 200
                to   = 299
              }
              value = 5
            },
            {
              status_code_range = {
                from = 400
              }
              value = -1
            },
            {
              status_code = 500
              value       = 0
            },
          ]
        }
        origin_cache_control       = true
        origin_error_page_passthru = true
        read_timeout               = 900
        respect_strong_etags       = true
        serve_stale = {
          disable_stale_while_updating = true
        }
      }
      description = "test cache rule"
      enabled     = false
      expression  = "(http.host eq \"example.com\")"
    },
    {
      action = "set_cache_settings"
      action_parameters = {
        browser_ttl = {
          default = 60
          mode    = "override_origin"
        }
        cache = true
        cache_key = {
          custom_key = {
            query_string = {
              include = {
                list = ["page", "q"]
              }
            }
          }
        }
        edge_ttl = {
          mode = "respect_origin"
        }
      }
      enabled    = true
      expression = "true"
    },
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = true
        cache_key = {
          custom_key = {
            query_string = {
              exclude = {
                list = ["b"]
              }
            }
          }
        }
      }
      enabled    = true
      expression = "false"
    },
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = true
        cache_key = {
          cache_by_device_type = true
          custom_key = {
            query_string = {
              include = {
                all = true
              }
            }
          }
        }
      }
      enabled    = true
      expression = "false"
    },
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = false
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_request_dynamic_redirect__099e34f7" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_dynamic_redirect"
  kind    = "zone"
  name    = "Redirects"
  rules = [
    {
      action = "redirect"
      action_parameters = {
        from_value = {
          preserve_query_string = true
          status_code           = 301
          target_url = {
            expression = "concat(\"https://example.com\", http.request.uri.path)"
          }
        }
      }
      enabled    = true
      expression = "(http.host eq \"www.example.com\")"
    },
    {
      action = "redirect"
      action_parameters = {
        from_value = {
          preserve_query_string = false
          status_code           = 302
          target_url = {
            value = "https://example.com/$${old}"
          }
        }
      }
      enabled    = true
      expression = "(http.host eq \"old.example.com\")"
    },
  ]
}

# It stops what scans.
resource "cloudflare_ruleset" "example_com_http_request_firewall_custom__1facb2d9" {
  zone_id     = cloudflare_zone.example_com.id
  phase       = "http_request_firewall_custom"
  kind        = "zone"
  name        = "default"
  description = "Who may not come."
  rules = [
    {
      action = "skip"
      action_parameters = {
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
      description = "Let monitors in"
      enabled     = true
      expression  = "(http.user_agent eq \"monitor \\\"x\\\" $${y} %%{z}\")"
      logging = {
        enabled = true
      }
      ref = "88dcb30401e348ba9e1352c2598f2a4c"
    },
    {
      action = "block"
      action_parameters = {
        response = {
          content      = "{\"no\": \"$${thing}\"}"
          content_type = "application/json"
          status_code  = 403
        }
      }
      enabled    = true
      expression = "(http.request.uri.path contains \"/wp-\")"
    },
    {
      action  = "managed_challenge"
      enabled = false
      exposed_credential_check = {
        password_expression = "url_decode(http.request.body.form[\"pass\"][0])"
        username_expression = "url_decode(http.request.body.form[\"user\"][0])"
      }
      expression = "(http.request.uri.path eq \"/login\")"
      ref        = "login_leaks"
    },
    {
      action     = "log"
      enabled    = true
      expression = "(cf.threat_score gt 50)"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_request_firewall_managed__0a7c5568" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_firewall_managed"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "execute"
      action_parameters = {
        id = "77454fe2d30c4220b5701f6fdfb893ba"
        matched_data = {
          public_key = "Ycig/Zr/pZmklmFUN99nr+taURlYItL91g+NcHGYpB8="
        }
        overrides = {
          action = "log"
          categories = [
            {
              action   = "block"
              category = "wordpress"
              enabled  = true
            },
          ]
          enabled = true
          rules = [
            {
              action            = "block"
              enabled           = false
              id                = "5de7edfa648c4d6891dc3e7f84534ffa"
              score_threshold   = 40
              sensitivity_level = "medium"
            },
          ]
          sensitivity_level = "low"
        }
      }
      enabled    = true
      expression = "true"
    },
    {
      action = "execute"
      action_parameters = {
        id = cloudflare_ruleset.of_all__a485dca8.id
      }
      enabled    = true
      expression = "false"
    },
    {
      action = "skip"
      action_parameters = {
        rules = {
          "77454fe2d30c4220b5701f6fdfb893ba" = [
            "5de7edfa648c4d6891dc3e7f84534ffa",
            "6de7edfa648c4d6891dc3e7f84534ffb",
          ]
        }
      }
      enabled    = true
      expression = "(http.host eq \"x\")"
    },
    {
      action = "skip"
      action_parameters = {
        rulesets = ["77454fe2d30c4220b5701f6fdfb893ba"]
      }
      enabled    = true
      expression = "(http.host eq \"y\")"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_request_late_transform__a3cd206f" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_late_transform"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "rewrite"
      action_parameters = {
        headers = {
          X-C = {
            expression = "ip.src"
            operation  = "set"
          }
          x-a = {
            operation = "set"
            value     = "\"$${b}\""
          }
          x-b = {
            operation = "remove"
          }
        }
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_request_origin__a2a85e43" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_request_origin"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "route"
      action_parameters = {
        host_header = "app.example.net"
        origin = {
          host = "origin.example.net"
          port = 8443
        }
        sni = {
          value = "app.example.net"
        }
      }
      enabled    = true
      expression = "true"
    },
  ]
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
  rules = [
    {
      action = "rewrite"
      action_parameters = {
        uri = {
          path = {
            expression = "lower(http.request.uri.path)"
          }
          query = {
            value = ""
          }
        }
      }
      enabled    = true
      expression = "true"
    },
    {
      action = "rewrite"
      action_parameters = {
        uri = {
          path = {
            value = "/a b"
          }
        }
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_response_cache_settings__cc79dab9" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_response_cache_settings"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "set_cache_tags"
      action_parameters = {
        operation = "set"
        values    = ["a", "b"]
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_response_compression__06b84038" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_response_compression"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "compress_response"
      action_parameters = {
        algorithms = [
          {
            name = "brotli"
          },
          {
            name = "gzip"
          },
        ]
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "example_com_http_response_headers_transform__1daea70a" {
  zone_id = cloudflare_zone.example_com.id
  phase   = "http_response_headers_transform"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "rewrite"
      action_parameters = {
        headers = {
          x-a = {
            operation = "add"
            value     = "b"
          }
        }
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "listed_example_http_request_cache_settings__b91758c7" {
  zone_id = cloudflare_zone.listed_example.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = true
        cache_key = {
          custom_key = {
            query_string = {
              include = {
                all = true
              }
            }
          }
        }
      }
      enabled    = true
      expression = "true"
    },
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = true
        cache_key = {
          custom_key = {
            query_string = {
              exclude = {
                list = ["a"]
              }
            }
          }
        }
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "my_shop_example_http_request_firewall_custom__2ada2016" {
  zone_id = cloudflare_zone.my-shop_example.id
  phase   = "http_request_firewall_custom"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action     = "log"
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "short_example_http_log_custom_fields__d87d0b8e" {
  zone_id = cloudflare_zone.short_example.id
  phase   = "http_log_custom_fields"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "log_custom_field"
      action_parameters = {
        raw_response_fields = [
          {
            name = "x-d"
          },
        ]
        response_fields = [
          {
            name                = "x-c"
            preserve_duplicates = true
          },
        ]
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "short_example_http_ratelimit__5b349f77" {
  zone_id = cloudflare_zone.short_example.id
  phase   = "http_ratelimit"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action     = "block"
      enabled    = true
      expression = "true"
      ratelimit = {
        characteristics     = ["ip.src"]
        period              = 10
        requests_per_period = 5
      }
    },
  ]
}

resource "cloudflare_ruleset" "short_example_http_request_cache_settings__e484fe20" {
  zone_id = cloudflare_zone.short_example.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = true
        cache_key = {
          custom_key = {
            cookie = {
              include = ["a"]
            }
            header = {
              include = ["accept"]
            }
          }
        }
      }
      enabled    = true
      expression = "true"
    },
  ]
}

resource "cloudflare_ruleset" "starred_example_http_request_cache_settings__0028230c" {
  zone_id = cloudflare_zone.starred_example.id
  phase   = "http_request_cache_settings"
  kind    = "zone"
  name    = "default"
  rules = [
    {
      action = "set_cache_settings"
      action_parameters = {
        cache = true
        cache_key = {
          custom_key = {
            query_string = {
              exclude = {
                all = true
              }
            }
          }
        }
      }
      enabled    = true
      expression = "true"
    },
  ]

  lifecycle {
    ignore_changes = [rules]
  }
}
