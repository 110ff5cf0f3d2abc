# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What a tunnel leads to, where Cloudflare keeps that.
#
# Ignored: config.ingress[1].origin_request. The API may tell an empty one
# where nothing is said; the dashboard leaves such ones behind. It would be an
# update.
#
# Ignored: config.ingress[2].origin_request. The API may tell an empty one
# where nothing is said; the dashboard leaves such ones behind. It would be an
# update.

resource "cloudflare_zero_trust_tunnel_cloudflared_config" "office" {
  account_id = var.account_id
  tunnel_id  = cloudflare_zero_trust_tunnel_cloudflared.office.id
  config = {
    ingress = [
      {
        hostname = "intranet.example.com"
        path     = "^/(?:wiki|$${team})/"
        service  = "https://localhost:8443"
        origin_request = {
          http_host_header = "intranet.internal"
          no_tls_verify    = true
        }
      },
      {
        hostname = "intranet.example.com"
        service  = "http://localhost:8080"
      },
      {
        service = "http_status:404"
      },
    ]
    origin_request = {
      connect_timeout = 30
    }
  }

  lifecycle {
    ignore_changes = [
      config.ingress[1].origin_request,
      config.ingress[2].origin_request,
    ]
  }
}
