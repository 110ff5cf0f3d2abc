# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A page rule: what is done with addresses of a pattern.

resource "cloudflare_page_rule" "example_com_all__50673537" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/all/*"
  priority = 1
  status   = "active"

  actions {
    cache_key_fields {
      host {
        resolved = false
      }

      query_string {
        ignore = false
      }

      user {
        device_type = false
        geo         = true
        lang        = false
      }
    }
  }
}

resource "cloudflare_page_rule" "example_com_everything__7e24ffb3" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/everything/*"
  priority = 2
  status   = "active"

  actions {
    automatic_https_rewrites    = "on"
    browser_check               = "off"
    bypass_cache_on_cookie      = "wp-.*|\"odd\""
    cache_by_device_type        = "on"
    cache_deception_armor       = "on"
    cache_on_cookie             = "session=.*"
    disable_apps                = true
    disable_performance         = true
    disable_security            = true
    disable_zaraz               = true
    email_obfuscation           = "off"
    explicit_cache_control      = "on"
    host_header_override        = "origin.example.com"
    ip_geolocation              = "on"
    mirage                      = "off"
    opportunistic_encryption    = "on"
    origin_error_page_pass_thru = "off"
    polish                      = "lossless"
    resolve_override            = "origin.example.com"
    respect_strong_etag         = "on"
    response_buffering          = "off"
    rocket_loader               = "off"
    security_level              = "high"
    sort_query_string_for_cache = "on"
    ssl                         = "strict"
    true_client_ip_header       = "off"
    waf                         = "on"

    cache_ttl_by_status {
      codes = "200"
      ttl   = 3600
    }

    cache_ttl_by_status {
      codes = "300-399"
      ttl   = 0
    }

    cache_ttl_by_status {
      codes = "500"
      ttl   = -1
    }
  }
}

# Images change rarely.
resource "cloudflare_page_rule" "example_com_images__b884d24e" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/images/*"
  priority = 3
  status   = "active"

  actions {
    browser_cache_ttl = "0"
    cache_level       = "cache_everything"
    edge_cache_ttl    = 7200
  }
}

resource "cloudflare_page_rule" "example_com_minified__2da6ae55" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/minified/*"
  priority = 1
  status   = "active"

  actions {
    disable_railgun     = true
    server_side_exclude = "on"
    ssl                 = "flexible"

    minify {
      css  = "on"
      html = "off"
      js   = "on"
    }
  }
}

resource "cloudflare_page_rule" "example_com_names__e400755a" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/names/*"
  priority = 1
  status   = "active"

  actions {
    cache_key_fields {
      cookie {
        include = ["session"]
      }

      header {
        check_presence = ["X-Debug"]
      }

      host {
        resolved = true
      }

      query_string {
        include = ["page", "q[]"]
      }

      user {
        device_type = true
        geo         = false
        lang        = true
      }
    }
  }
}

resource "cloudflare_page_rule" "example_com_none__90a3687b" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/none/*"
  priority = 1
  status   = "active"

  actions {
    cache_key_fields {
      host {
        resolved = false
      }

      query_string {
        ignore = true
      }

      user {
        device_type = false
        geo         = false
        lang        = false
      }
    }
  }
}

resource "cloudflare_page_rule" "example_com_old__34df1f54" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "*.example.com/old/*"
  priority = 1
  status   = "disabled"

  actions {
    forwarding_url {
      status_code = 301
      url         = "https://example.com/new/$1?a=\"b\"&$${c}%%{d}"
    }
  }
}

resource "cloudflare_page_rule" "example_com_second__3e46363e" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/*"
  priority = 1
  status   = "active"

  actions {
    always_use_https = true
  }
}
