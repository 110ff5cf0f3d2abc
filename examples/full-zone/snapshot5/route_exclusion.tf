# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A pattern of addresses that no worker answers, though a wider route would.

# The origin serves these itself.
resource "cloudflare_workers_route" "example_com_static__b5cf6143" {
  zone_id = cloudflare_zone.example_com.id
  pattern = "example.com/static/*"
}

resource "cloudflare_workers_route" "preview_example_com_robots_txt__852f1a1e" {
  zone_id = cloudflare_zone.example_com.id
  pattern = "*.preview.example.com/robots.txt"
}
