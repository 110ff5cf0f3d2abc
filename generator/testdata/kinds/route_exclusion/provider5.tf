# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A pattern of addresses that no worker answers, though a wider route would.
#
# Ignored: pattern. Where the inventory has it only from a document, it must
# not change what is there.

resource "cloudflare_workers_route" "example_com_a_b_c__680d1914" {
  zone_id = cloudflare_zone.example_com.id
  pattern = "*.example.com/$${a}?b=\"c\""
}

resource "cloudflare_workers_route" "example_com_rumour__5eb9447e" {
  count = contains(var.held, "route_exclusion.example_com_rumour__5eb9447e") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  pattern = "example.com/rumour/*"

  lifecycle {
    ignore_changes = [pattern]
  }
}

# The origin serves these itself.
resource "cloudflare_workers_route" "example_com_static__b5cf6143" {
  zone_id = cloudflare_zone.example_com.id
  pattern = "example.com/static/*"
}
