# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# One DNS record in a zone.

resource "cloudflare_dns_record" "example_com_a__9df161b6" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "A"
  content = "192.0.2.10"
  ttl     = 1
  proxied = true
}

resource "cloudflare_dns_record" "example_com_mx__a052a4bd" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "example.com"
  type     = "MX"
  content  = "mail.example.net"
  ttl      = 1
  priority = 10
  proxied  = false
}

resource "cloudflare_dns_record" "www_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "www.example.com"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = true
}
