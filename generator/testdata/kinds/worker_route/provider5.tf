# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A pattern of addresses that a worker answers.

# Everything else.
resource "cloudflare_workers_route" "example_com__fae3bea0" {
  count = contains(var.held, "worker_route.example_com__fae3bea0") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  script  = cloudflare_workers_script.storefront.script_name
  pattern = "example.com/*"

  depends_on = [
    cloudflare_zero_trust_access_application.front__d9889f53,
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_route" "example_com_a_b_c__23f0146b" {
  count = contains(var.held, "worker_route.example_com_a_b_c__23f0146b") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  script  = cloudflare_workers_script.storefront.script_name
  pattern = "*.example.com/$${a}?b=\"c\""

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_route" "example_com_rooms__17092ce6" {
  count = contains(var.held, "worker_route.example_com_rooms__17092ce6") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  script  = cloudflare_workers_script.rooms.script_name
  pattern = "example.com/rooms/*"

  depends_on = [
    cloudflare_zero_trust_access_application.front__d9889f53,
  ]

  lifecycle {
    prevent_destroy = true
  }
}
