# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A host that is a worker: Cloudflare makes its DNS record and certificate.
#
# Ignored: zone_id. Where it refers to something whose id the inventory does
# not have, what is there must stay.

resource "cloudflare_workers_custom_domain" "rooms_example_com" {
  count = contains(var.held, "worker_domain.rooms_example_com") ? 0 : 1

  account_id = var.account_id
  zone_id    = cloudflare_zone.example_com.id
  service    = cloudflare_workers_script.rooms.script_name
  hostname   = "rooms.example.com"

  depends_on = [
    cloudflare_zero_trust_access_application.all__d24a279d,
    cloudflare_zero_trust_access_application.rooms__aff9ad5a,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

# The shop.
resource "cloudflare_workers_custom_domain" "shop_example_com" {
  count = contains(var.held, "worker_domain.shop_example_com") ? 0 : 1

  account_id = var.account_id
  zone_id    = cloudflare_zone.example_com.id
  service    = cloudflare_workers_script.storefront.script_name
  hostname   = "shop.example.com"

  depends_on = [
    cloudflare_zero_trust_access_application.all__d24a279d,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_custom_domain" "staging_example_com" {
  count = contains(var.held, "worker_domain.staging_example_com") ? 0 : 1

  account_id = var.account_id
  zone_id    = cloudflare_zone.example_com.id
  service    = cloudflare_workers_script.storefront.script_name
  hostname   = "staging.example.com"

  depends_on = [
    cloudflare_zero_trust_access_application.all__d24a279d,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_custom_domain" "www_example_net" {
  count = contains(var.held, "worker_domain.www_example_net") ? 0 : 1

  account_id = var.account_id
  zone_id    = local.ids["zone.example_net"]
  service    = cloudflare_workers_script.storefront.script_name
  hostname   = "www.example.net"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [zone_id]
  }
}

resource "cloudflare_workers_custom_domain" "www_example_org" {
  count = contains(var.held, "worker_domain.www_example_org") ? 0 : 1

  account_id = var.account_id
  zone_id    = local.ids["zone.example_org__bfabc374"]
  service    = cloudflare_workers_script.storefront.script_name
  hostname   = "www.example.org"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [zone_id]
  }
}
