# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# One setting of a zone that can be edited.
#
# Ignored: value. An update would send only what differs within a mapping, and
# the API takes it for the whole value; a mapping with an empty list in it is
# not read back either.

resource "cloudflare_zone_setting" "example_com__0rtt" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "0rtt"
  value      = "on"
}

resource "cloudflare_zone_setting" "example_com__automatic_platform_optimization" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "automatic_platform_optimization"
  value = {
    cf        = true
    enabled   = true
    hostnames = ["www.example.com", "example.com"]
    wordpress = false
  }

  lifecycle {
    ignore_changes = [value]
  }
}

resource "cloudflare_zone_setting" "example_com__browser_cache_ttl" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "browser_cache_ttl"
  value      = 0
}

resource "cloudflare_zone_setting" "example_com__ciphers" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "ciphers"
  value      = ["AEAD-AES128-GCM-SHA256", "$${odd}"]
}

resource "cloudflare_zone_setting" "example_com__max_upload" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "max_upload"
  value      = 100
}

resource "cloudflare_zone_setting" "example_com__min_tls_version" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "min_tls_version"
  value      = "1.2"
}

resource "cloudflare_zone_setting" "example_com__nel" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "nel"
  value = {
    enabled = true
  }

  lifecycle {
    ignore_changes = [value]
  }
}

resource "cloudflare_zone_setting" "example_com__security_header" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "security_header"
  value = {
    strict_transport_security = {
      enabled = true
      max_age = 31536000
      nosniff = true
      preload = false
    }
  }

  lifecycle {
    ignore_changes = [value]
  }
}

resource "cloudflare_zone_setting" "example_com__ssl" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "ssl"
  value      = "strict"
}

resource "cloudflare_zone_setting" "my-shop_example__ssl" {
  zone_id    = cloudflare_zone.my-shop_example.id
  setting_id = "ssl"
  value      = "flexible"
}
