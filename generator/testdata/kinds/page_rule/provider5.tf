# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A page rule: what is done with addresses of a pattern.
#
# Ignored: actions. The provider reads it when it imports and never again;
# what has changed since would be updated, or replaced.
#
# Ignored: actions.cache_key_fields. The provider reads an empty list as none
# when it imports, and plans the empty one.
#
# Ignored: priority. The provider reads it when it imports and never again;
# what has changed since would be updated, or replaced.
#
# Ignored: status. The provider reads it when it imports and never again; what
# has changed since would be updated, or replaced.
#
# Ignored: target. The provider reads it when it imports and never again; what
# has changed since would be updated, or replaced.

resource "cloudflare_page_rule" "example_com_everything__7e24ffb3" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/everything/*"
  priority = 2
  status   = "active"
  actions = {
    automatic_https_rewrites = "on"
    browser_check            = "off"
    bypass_cache_on_cookie   = "wp-.*|\"odd\""
    cache_by_device_type     = "on"
    cache_deception_armor    = "on"
    cache_on_cookie          = "session=.*"
    cache_ttl_by_status = {
      "200"     = "3600"
      "300-399" = "no-cache"
      "500"     = "no-store"
    }
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
  }

  lifecycle {
    ignore_changes = [actions, priority, status, target]
  }
}

resource "cloudflare_page_rule" "example_com_half__4c1ad84d" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/half/*"
  priority = 1
  status   = "active"
  actions = {
    cache_key_fields = {
      host = {
        resolved = false
      }
      query_string = {
        exclude = ["utm_source"]
        include = []
      }
      user = {
        device_type = false
        geo         = false
        lang        = false
      }
    }
  }

  lifecycle {
    ignore_changes = [
      actions,
      actions.cache_key_fields,
      priority,
      status,
      target,
    ]
  }
}

# Images change rarely.
resource "cloudflare_page_rule" "example_com_images__b884d24e" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/images/*"
  priority = 3
  status   = "active"
  actions = {
    browser_cache_ttl = 0
    cache_level       = "cache_everything"
    edge_cache_ttl    = 7200
  }

  lifecycle {
    ignore_changes = [actions, priority, status, target]
  }
}

resource "cloudflare_page_rule" "example_com_names__e400755a" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/names/*"
  priority = 1
  status   = "active"
  actions = {
    cache_key_fields = {
      cookie = {
        check_presence = []
        include        = ["session"]
      }
      header = {
        check_presence = ["X-Debug"]
        exclude        = []
        include        = []
      }
      host = {
        resolved = true
      }
      query_string = {
        exclude = []
        include = ["page", "q[]"]
      }
      user = {
        device_type = true
        geo         = false
        lang        = true
      }
    }
  }

  lifecycle {
    ignore_changes = [
      actions,
      actions.cache_key_fields,
      priority,
      status,
      target,
    ]
  }
}

resource "cloudflare_page_rule" "example_com_old__34df1f54" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "*.example.com/old/*"
  priority = 1
  status   = "disabled"
  actions = {
    forwarding_url = {
      status_code = 301
      url         = "https://example.com/new/$1?a=\"b\"&$${c}%%{d}"
    }
  }

  lifecycle {
    ignore_changes = [actions, priority, status, target]
  }
}

resource "cloudflare_page_rule" "example_com_second__3e46363e" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/*"
  priority = 1
  status   = "active"
  actions = {
    always_use_https = true
  }

  lifecycle {
    ignore_changes = [actions, priority, status, target]
  }
}
