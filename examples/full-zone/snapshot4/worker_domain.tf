# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A host that is a worker: Cloudflare makes its DNS record and certificate.

resource "cloudflare_workers_domain" "admin_example_com" {
  count = contains(var.held, "worker_domain.admin_example_com") ? 0 : 1

  account_id  = var.account_id
  zone_id     = cloudflare_zone.example_com.id
  service     = cloudflare_workers_script.dashboard_hook.name
  hostname    = "admin.example.com"
  environment = "production"

  depends_on = [
    cloudflare_zero_trust_access_application.dashboard_admin__ca302d41,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_domain" "shop_example_com" {
  count = contains(var.held, "worker_domain.shop_example_com") ? 0 : 1

  account_id  = var.account_id
  zone_id     = cloudflare_zone.example_com.id
  service     = cloudflare_workers_script.storefront.name
  hostname    = "shop.example.com"
  environment = "production"

  lifecycle {
    prevent_destroy = true
  }
}
