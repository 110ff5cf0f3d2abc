# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# One DNS record in a zone.
#
# Ignored: content. Where it refers to something whose id the inventory does
# not have, what is there must stay. Where the inventory has it only from a
# document, it must not change what is there.
#
# Ignored: name. The API returns a name outside ASCII in Unicode or in its
# xn-- form; a difference between the two would replace what has the name.

resource "cloudflare_dns_record" "_2_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "2.example.com"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "_443_tcp_example_com_tlsa__875efc73" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_443._tcp.example.com"
  type    = "TLSA"
  data = {
    certificate   = "de7af4eb99713866"
    matching_type = 1
    selector      = 1
    usage         = 3
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "acme_challenge_example_com_cname__9df27aa0" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_acme-challenge.example.com"
  type    = "CNAME"
  content = "example.com.acme.example.net"
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "attic_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "attic.example.com"
  type    = "CNAME"
  content = "${local.ids["tunnel.unseen"]}.cfargotunnel.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [content]
  }
}

resource "cloudflare_dns_record" "away_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "away.example.com"
  type    = "CNAME"
  content = "f70ff985-a4ef-4643-bbbc-4a0ed4fc8418.cfargotunnel.com"
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "bare_example_com_txt__4be66682" {
  zone_id = cloudflare_zone.example_com.id
  name    = "bare.example.com"
  type    = "TXT"
  content = "without quotes"
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "bench_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "bench.example.com"
  type    = "CNAME"
  content = "${local.ids["tunnel.doubtful_box__163f938e"]}.cfargotunnel.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [content]
  }
}

resource "cloudflare_dns_record" "cdn_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "cdn.example.com"
  type    = "CNAME"
  content = "cdn.example.net"
  ttl     = 1
  proxied = false
  settings = {
    flatten_cname = true
  }
}

resource "cloudflare_dns_record" "e164_example_com_naptr__c8146782" {
  zone_id = cloudflare_zone.example_com.id
  name    = "e164.example.com"
  type    = "NAPTR"
  data = {
    flags       = "u"
    order       = 100
    preference  = 10
    regex       = "!^\\+(.*)$!sip:\\1@example.com!"
    replacement = "."
    service     = "E2U+sip"
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "empty_example_com_txt__7bf55b84" {
  zone_id = cloudflare_zone.example_com.id
  name    = "empty.example.com"
  type    = "TXT"
  content = "\"\""
  ttl     = 1
  proxied = false
}

# The shop.
resource "cloudflare_dns_record" "example_com_a__9df161b6" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "A"
  content = "192.0.2.10"
  ttl     = 1
  proxied = true
  comment = "Don't \"touch\" $${this}, %%{if}"
  tags    = ["critical", "owner:it's", "team:web"]
}

resource "cloudflare_dns_record" "example_com_a__fae71430" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "A"
  content = "192.0.2.11"
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "example_com_caa__c34a0301" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "CAA"
  data = {
    flags = 128
    tag   = "iodef"
    value = "mailto:security@example.com"
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "example_com_caa__d105f0dd" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "CAA"
  data = {
    flags = 0
    tag   = "issue"
    value = "ca.example; validationmethods=dns-01"
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "ftp_tcp_example_com_uri__b7e80f51" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_ftp._tcp.example.com"
  type    = "URI"
  data = {
    target = "ftp://ftp.example.com/a?b=\"c\""
    weight = 1
  }
  ttl      = 1
  priority = 10
  proxied  = false
}

resource "cloudflare_dns_record" "h3_example_com_https__3c1dc54c" {
  zone_id = cloudflare_zone.example_com.id
  name    = "h3.example.com"
  type    = "HTTPS"
  data = {
    priority = 1
    target   = "."
    value    = "alpn=\"h3,h2\""
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "intranet_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "intranet.example.com"
  type    = "CNAME"
  content = "${cloudflare_zero_trust_tunnel_cloudflared.office.id}.cfargotunnel.com"
  ttl     = 1
  proxied = true
  settings = {
    flatten_cname = true
  }
}

resource "cloudflare_dns_record" "lab_example_com_ds__116023ab" {
  zone_id = cloudflare_zone.example_com.id
  name    = "lab.example.com"
  type    = "DS"
  data = {
    algorithm   = 13
    digest      = "8d42777131c827f7"
    digest_type = 2
    key_tag     = 2371
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "lists_example_com_mx__afe9fea3" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "lists.example.com"
  type     = "MX"
  content  = "mx1.example.net"
  ttl      = 1
  priority = 0
  proxied  = false
}

resource "cloudflare_dns_record" "lists_example_com_mx__ebc9cba2" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "lists.example.com"
  type     = "MX"
  content  = "mx1.example.net"
  ttl      = 1
  priority = 50
  proxied  = false
}

resource "cloudflare_dns_record" "office_example_com_loc__909196b8" {
  zone_id = cloudflare_zone.example_com.id
  name    = "office.example.com"
  type    = "LOC"
  data = {
    altitude       = -20
    lat_degrees    = 37
    lat_direction  = "N"
    lat_minutes    = 46
    lat_seconds    = 46.5
    long_degrees   = 122
    long_direction = "W"
    long_minutes   = 23
    long_seconds   = 35
    precision_horz = 10
    precision_vert = 2.5
    size           = 100
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "old_example_com_cname" {
  count = contains(var.held, "dns_record.old_example_com_cname") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  name    = "old.example.com"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [content]
  }
}

resource "cloudflare_dns_record" "public_example_com_a__a7bc0756" {
  zone_id         = cloudflare_zone.example_com.id
  name            = "public.example.com"
  type            = "A"
  content         = "192.0.2.9"
  ttl             = 1
  proxied         = false
  private_routing = false
}

resource "cloudflare_dns_record" "quote_example_com_txt__fb10e5ed" {
  zone_id = cloudflare_zone.example_com.id
  name    = "quote.example.com"
  type    = "TXT"
  content = "\"say \\\"hello\\\"; C:\\\\temp; $HOME\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "signed_example_com_dnskey__3705d2c8" {
  zone_id = cloudflare_zone.example_com.id
  name    = "signed.example.com"
  type    = "DNSKEY"
  data = {
    algorithm  = 13
    flags      = 257
    protocol   = 3
    public_key = "mdsswUyr3DPW132m=="
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "sip_tcp_example_com_srv__9be36c1c" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_sip._tcp.example.com"
  type    = "SRV"
  data = {
    port     = 5060
    priority = 10
    target   = "sip.example.com"
    weight   = 60
  }
  ttl      = 1
  priority = 10
  proxied  = false
}

resource "cloudflare_dns_record" "ssh_example_com_sshfp__50bdf49b" {
  zone_id = cloudflare_zone.example_com.id
  name    = "ssh.example.com"
  type    = "SSHFP"
  data = {
    algorithm   = 4
    fingerprint = "62b36c1f5e4506a3"
    type        = 2
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "template_example_com_txt__bd63be57" {
  zone_id = cloudflare_zone.example_com.id
  name    = "template.example.com"
  type    = "TXT"
  content = "\"$${var.zone} $$${twice} %%{if true}yes%%{endif} %%%{twice}\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "umlaut_example_com_txt__cd679159" {
  zone_id = cloudflare_zone.example_com.id
  name    = "umlaut.example.com"
  type    = "TXT"
  content = "\"Grüße aus 東京\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "v4_example_com_a__5589ff62" {
  zone_id = cloudflare_zone.example_com.id
  name    = "v4.example.com"
  type    = "A"
  content = "192.0.2.30"
  ttl     = 1
  proxied = true
  settings = {
    ipv4_only = true
    ipv6_only = false
  }
}

resource "cloudflare_dns_record" "v6_example_com_aaaa__018212fa" {
  zone_id = cloudflare_zone.example_com.id
  name    = "v6.example.com"
  type    = "AAAA"
  content = "2001:db8::6"
  ttl     = 1
  proxied = true
  settings = {
    ipv6_only = true
  }
}

resource "cloudflare_dns_record" "vault_example_com_a__e3e3a931" {
  zone_id         = cloudflare_zone.example_com.id
  name            = "vault.example.com"
  type            = "A"
  content         = "10.0.0.8"
  ttl             = 1
  proxied         = true
  private_routing = true
}

resource "cloudflare_dns_record" "wildcard_example_com_cname__e79e9bfe" {
  zone_id = cloudflare_zone.example_com.id
  name    = "*.example.com"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = true
}

resource "cloudflare_dns_record" "wildcard_preview_example_com_aaaa__feb29771" {
  zone_id = cloudflare_zone.example_com.id
  name    = "*.preview.example.com"
  type    = "AAAA"
  content = "100::"
  ttl     = 300
  proxied = false
}

resource "cloudflare_dns_record" "xn_bcher_kva_example_com_cname__a06d1644" {
  zone_id = cloudflare_zone.example_com.id
  name    = "xn--bcher-kva.example.com"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [name]
  }
}
