# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A pattern of addresses that a worker answers.

resource "cloudflare_workers_route" "example_com__fae3bea0" {
  count = contains(var.held, "worker_route.example_com__fae3bea0") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  script  = cloudflare_workers_script.storefront.script_name
  pattern = "example.com/*"

  depends_on = [
    cloudflare_zero_trust_access_application.account_pages__c9a83603,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_route" "example_com_account__6f30c3b9" {
  count = contains(var.held, "worker_route.example_com_account__6f30c3b9") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  script  = cloudflare_workers_script.accounts.script_name
  pattern = "example.com/account/*"

  depends_on = [
    cloudflare_zero_trust_access_application.account_pages__c9a83603,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_route" "example_com_thumbnails__40dff22e" {
  count = contains(var.held, "worker_route.example_com_thumbnails__40dff22e") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  script  = cloudflare_workers_script.thumbnails.script_name
  pattern = "example.com/thumbnails/*"

  depends_on = [
    cloudflare_zero_trust_access_application.account_pages__c9a83603,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_route" "www_example_org__aa080c3a" {
  count = contains(var.held, "worker_route.www_example_org__aa080c3a") ? 0 : 1

  zone_id = cloudflare_zone.example_org.id
  script  = cloudflare_workers_script._404_page.script_name
  pattern = "www.example.org/*"

  lifecycle {
    prevent_destroy = true
  }
}
