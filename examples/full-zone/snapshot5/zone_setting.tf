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

resource "cloudflare_zone_setting" "example_com__always_use_https" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "always_use_https"
  value      = "on"
}

resource "cloudflare_zone_setting" "example_com__automatic_https_rewrites" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "automatic_https_rewrites"
  value      = "on"
}

resource "cloudflare_zone_setting" "example_com__automatic_platform_optimization" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "automatic_platform_optimization"
  value = {
    cache_by_device_type = false
    cf                   = true
    enabled              = true
    hostnames            = ["www.example.com", "example.com"]
    wordpress            = false
    wp_plugin            = false
  }

  lifecycle {
    ignore_changes = [value]
  }
}

resource "cloudflare_zone_setting" "example_com__brotli" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "brotli"
  value      = "on"
}

resource "cloudflare_zone_setting" "example_com__browser_cache_ttl" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "browser_cache_ttl"
  value      = 14400
}

resource "cloudflare_zone_setting" "example_com__challenge_ttl" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "challenge_ttl"
  value      = 1800
}

resource "cloudflare_zone_setting" "example_com__ciphers" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "ciphers"
  value = [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "AEAD-AES128-GCM-SHA256",
  ]
}

resource "cloudflare_zone_setting" "example_com__early_hints" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "early_hints"
  value      = "on"
}

resource "cloudflare_zone_setting" "example_com__email_obfuscation" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "email_obfuscation"
  value      = "off"
}

resource "cloudflare_zone_setting" "example_com__http3" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "http3"
  value      = "on"
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

resource "cloudflare_zone_setting" "example_com__rocket_loader" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "rocket_loader"
  value      = "off"
}

resource "cloudflare_zone_setting" "example_com__security_header" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "security_header"
  value = {
    strict_transport_security = {
      enabled            = true
      include_subdomains = true
      max_age            = 31536000
      nosniff            = true
      preload            = false
    }
  }

  lifecycle {
    ignore_changes = [value]
  }
}

resource "cloudflare_zone_setting" "example_com__security_level" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "security_level"
  value      = "medium"
}

resource "cloudflare_zone_setting" "example_com__ssl" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "ssl"
  value      = "strict"
}

resource "cloudflare_zone_setting" "example_com__tls_1_3" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "tls_1_3"
  value      = "zrt"
}

resource "cloudflare_zone_setting" "example_com__websockets" {
  zone_id    = cloudflare_zone.example_com.id
  setting_id = "websockets"
  value      = "on"
}

resource "cloudflare_zone_setting" "example_org__min_tls_version" {
  zone_id    = cloudflare_zone.example_org.id
  setting_id = "min_tls_version"
  value      = "1.0"
}

resource "cloudflare_zone_setting" "example_org__ssl" {
  zone_id    = cloudflare_zone.example_org.id
  setting_id = "ssl"
  value      = "flexible"
}
