# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What a tunnel leads to, where Cloudflare keeps that.
#
# Ignored: config.ingress[0].origin_request. The API may tell an empty one
# where nothing is said; the dashboard leaves such ones behind. It would be an
# update.
#
# Ignored: config.ingress[1].origin_request. The API may tell an empty one
# where nothing is said; the dashboard leaves such ones behind. It would be an
# update.
#
# Ignored: config.ingress[3].origin_request. The API may tell an empty one
# where nothing is said; the dashboard leaves such ones behind. It would be an
# update.
#
# Ignored: config.origin_request. The API may tell an empty one where nothing
# is said; the dashboard leaves such ones behind. It would be an update.

resource "cloudflare_zero_trust_tunnel_cloudflared_config" "nothing" {
  account_id = var.account_id
  tunnel_id  = cloudflare_zero_trust_tunnel_cloudflared.nothing.id
  config = {
    ingress = [
      {
        service = "hello_world"
      },
    ]
  }

  lifecycle {
    ignore_changes = [config.ingress[0].origin_request, config.origin_request]
  }
}

resource "cloudflare_zero_trust_tunnel_cloudflared_config" "office" {
  account_id = var.account_id
  tunnel_id  = cloudflare_zero_trust_tunnel_cloudflared.office.id
  config = {
    ingress = [
      {
        hostname = "intranet.example.com"
        path     = "^/(?:wiki|$${team})/.*\\.html$"
        service  = "https://localhost:8443"
        origin_request = {
          access = {
            aud_tag = [
              "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2",
            ]
            team_name = "example-team"
            required  = true
          }
          ca_pool                  = "/etc/cloudflared/it's.pem"
          connect_timeout          = 10
          disable_chunked_encoding = true
          http2_origin             = true
          http_host_header         = "intranet.internal"
          keep_alive_connections   = 100
          keep_alive_timeout       = 90
          match_sn_ito_host        = true
          no_happy_eyeballs        = false
          no_tls_verify            = false
          origin_server_name       = "intranet.internal"
          proxy_type               = ""
          tcp_keep_alive           = 30
          tls_timeout              = 10
        }
      },
      {
        hostname = "ssh.example.com"
        service  = "ssh://localhost:22"
      },
      {
        hostname = "vnc.example.com"
        service  = "tcp://localhost:5900"
        origin_request = {
          proxy_type = "socks"
        }
      },
      {
        service = "http_status:404"
      },
    ]
    origin_request = {
      access = {
        aud_tag = [
          "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2",
          "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f3",
        ]
        team_name = "example-team"
        required  = false
      }
      ca_pool                  = "/etc/ssl/office.pem"
      connect_timeout          = 30
      disable_chunked_encoding = false
      http2_origin             = false
      http_host_header         = "office.internal"
      keep_alive_connections   = 10
      keep_alive_timeout       = 60
      match_sn_ito_host        = false
      no_happy_eyeballs        = true
      no_tls_verify            = true
      origin_server_name       = "office.internal"
      proxy_type               = "socks"
      tcp_keep_alive           = 15
      tls_timeout              = 5
    }
  }

  lifecycle {
    ignore_changes = [
      config.ingress[1].origin_request,
      config.ingress[3].origin_request,
    ]
  }
}
