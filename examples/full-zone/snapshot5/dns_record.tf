# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# One DNS record in a zone.
#
# Ignored: name. The API returns a name outside ASCII in Unicode or in its
# xn-- form; a difference between the two would replace what has the name.

resource "cloudflare_dns_record" "_10_113_0_203_in-addr_arpa_ptr__57915920" {
  zone_id = cloudflare_zone._113_0_203_in-addr_arpa.id
  name    = "10.113.0.203.in-addr.arpa"
  type    = "PTR"
  content = "mail.example.com"
  ttl     = 3600
  proxied = false
}

resource "cloudflare_dns_record" "_11_113_0_203_in-addr_arpa_ptr__1acf19b0" {
  zone_id = cloudflare_zone._113_0_203_in-addr_arpa.id
  name    = "11.113.0.203.in-addr.arpa"
  type    = "PTR"
  content = "vpn.example.com"
  ttl     = 3600
  proxied = false
}

resource "cloudflare_dns_record" "_443_tcp_api_example_com_tlsa__a8c928d0" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_443._tcp.api.example.com"
  type    = "TLSA"
  data = {
    certificate   = "cae4cc3000f3d9b7020542b6a0cf8262698c654f11f6370146a3a9d3840165d8"
    matching_type = 1
    selector      = 0
    usage         = 2
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "_443_tcp_www_example_com_tlsa__6651d4fb" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_443._tcp.www.example.com"
  type    = "TLSA"
  data = {
    certificate   = "de7af4eb99713866dccc6efad1900909cb1d08a9cb062e4df08a22bab7daa147"
    matching_type = 1
    selector      = 1
    usage         = 3
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "_4_3_2_1_e164_example_com_naptr__34730a31" {
  zone_id = cloudflare_zone.example_com.id
  name    = "4.3.2.1.e164.example.com"
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

resource "cloudflare_dns_record" "acme_challenge_example_com_cname__9df27aa0" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_acme-challenge.example.com"
  type    = "CNAME"
  content = "example.com.acme.example.net"
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "api_example_com_a__331b1be7" {
  zone_id = cloudflare_zone.example_com.id
  name    = "api.example.com"
  type    = "A"
  content = "192.0.2.20"
  ttl     = 300
  proxied = false
}

resource "cloudflare_dns_record" "api_example_com_a__5b6b2753" {
  zone_id = cloudflare_zone.example_com.id
  name    = "api.example.com"
  type    = "A"
  content = "192.0.2.21"
  ttl     = 300
  proxied = false
}

resource "cloudflare_dns_record" "cdn_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "cdn.example.com"
  type    = "CNAME"
  content = "cdn.example.net"
  ttl     = 3600
  proxied = false
  settings = {
    flatten_cname = true
  }
}

resource "cloudflare_dns_record" "dmarc_example_com_txt__e58bf7dc" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_dmarc.example.com"
  type    = "TXT"
  content = "\"v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com; pct=100\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "dns_example_com_svcb__93824716" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_dns.example.com"
  type    = "SVCB"
  data = {
    priority = 1
    target   = "dns.example.com"
    value    = "alpn=\"h2\" dohpath=\"/dns-query{?dns}\""
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "docs_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "docs.example.com"
  type    = "CNAME"
  content = "example-docs.pages.dev"
  ttl     = 1
  proxied = true
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
  comment = "Don't \"touch\" $${this}, %%{if} or $(that) | see `runbook`"
  tags    = ["critical", "owner:it's", "team:web"]

  depends_on = [
    cloudflare_zero_trust_access_application.account_pages__c9a83603,
  ]
}

resource "cloudflare_dns_record" "example_com_a__fae71430" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "A"
  content = "192.0.2.11"
  ttl     = 1
  proxied = true

  depends_on = [
    cloudflare_zero_trust_access_application.account_pages__c9a83603,
  ]
}

resource "cloudflare_dns_record" "example_com_aaaa__fe5d3e80" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "AAAA"
  content = "2001:db8::10"
  ttl     = 1
  proxied = true

  depends_on = [
    cloudflare_zero_trust_access_application.account_pages__c9a83603,
  ]
}

resource "cloudflare_dns_record" "example_com_caa__46f7f41f" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "CAA"
  data = {
    flags = 0
    tag   = "issue"
    value = "letsencrypt.org; validationmethods=dns-01"
  }
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

resource "cloudflare_dns_record" "example_com_mx__43a418ea" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "example.com"
  type     = "MX"
  content  = "mx1.example.net"
  ttl      = 1
  priority = 10
  proxied  = false
}

resource "cloudflare_dns_record" "example_com_mx__ba4509c8" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "example.com"
  type     = "MX"
  content  = "mx2.example.net"
  ttl      = 3600
  priority = 20
  proxied  = false
}

resource "cloudflare_dns_record" "example_com_txt__6cd0b4b9" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "TXT"
  content = "\"site-verification=invented\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "example_com_txt__babb5325" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "TXT"
  content = "\"v=spf1 mx include:_spf.example.net ~all\""
  ttl     = 3600
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

# An Access application stands before it.
resource "cloudflare_dns_record" "grafana_example_com_a__1082251d" {
  zone_id = cloudflare_zone.example_com.id
  name    = "grafana.example.com"
  type    = "A"
  content = "192.0.2.30"
  ttl     = 1
  proxied = true
  settings = {
    ipv4_only = true
  }

  depends_on = [
    cloudflare_zero_trust_access_application.grafana__92063455,
  ]
}

resource "cloudflare_dns_record" "h3_example_com_https__71931aea" {
  zone_id = cloudflare_zone.example_com.id
  name    = "h3.example.com"
  type    = "HTTPS"
  data = {
    priority = 1
    target   = "."
    value    = "alpn=\"h3,h2\" ipv4hint=\"192.0.2.10\" ipv6hint=\"2001:db8::10\""
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
}

resource "cloudflare_dns_record" "key1_domainkey_example_com_txt__92be25d1" {
  zone_id = cloudflare_zone.example_com.id
  name    = "key1._domainkey.example.com"
  type    = "TXT"
  content = "\"v=DKIM1; k=rsa; p=X+zrZv/IbzjZUnhsbWlsecLbwjndTpG0ZynXOif7V+lrhrJz/zT84Z1rgE7/Wj9XR62k6qIvHUnAHlLdt4dbS9RzXjomXhbu4D9ZcYubXQMBnAfYtsUfkNo6Zm7sE6s1TgdAhWK+24tgzgXB3s/jrRa3IjCWfeAfZAt+Rym0n85LInd31N0fxhxviE9IZB0CtNEh0/0yjLCLVTH8rNq/iu8tEn3je5QrqtBhReVLDGGaH\" \"yIyey67z77Hj1Vkr+Od5/bAEXdujbfNMwtUF0/Xb30CFrYSOHpf/PuB5vCRloN5Ammb5CyKjkb7u0UBcmUX6GsixWoYn3YlptpJCBskUSxiQjLN0iF3EpTfuzEKygAKDfasi2a2ltkO8G/e+2\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "lab_example_com_ds__3ce69bf9" {
  zone_id = cloudflare_zone.example_com.id
  name    = "lab.example.com"
  type    = "DS"
  data = {
    algorithm   = 13
    digest      = "8d42777131c827f73ca000d637d40a59bb18d6d49f3a8e03d33dd9d67872d575"
    digest_type = 2
    key_tag     = 2371
  }
  ttl     = 86400
  proxied = false
}

resource "cloudflare_dns_record" "lab_example_com_ns__b14107c9" {
  zone_id = cloudflare_zone.example_com.id
  name    = "lab.example.com"
  type    = "NS"
  content = "ns1.example.net"
  ttl     = 86400
  proxied = false
}

resource "cloudflare_dns_record" "lab_example_com_ns__d4499bc2" {
  zone_id = cloudflare_zone.example_com.id
  name    = "lab.example.com"
  type    = "NS"
  content = "ns2.example.net"
  ttl     = 86400
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

resource "cloudflare_dns_record" "quote_example_com_txt__46ec9270" {
  zone_id = cloudflare_zone.example_com.id
  name    = "quote.example.com"
  type    = "TXT"
  content = "\"say \\\"hello\\\"; it's C:\\\\temp\\\\new; `id`; $(id); $HOME\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "signed_example_com_dnskey__8cdb2388" {
  zone_id = cloudflare_zone.example_com.id
  name    = "signed.example.com"
  type    = "DNSKEY"
  data = {
    algorithm  = 13
    flags      = 257
    protocol   = 3
    public_key = "mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "sip_tcp_example_com_srv__16a15737" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_sip._tcp.example.com"
  type    = "SRV"
  data = {
    port     = 5060
    priority = 20
    target   = "sip.example.net"
    weight   = 0
  }
  ttl      = 1
  priority = 20
  proxied  = false
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

resource "cloudflare_dns_record" "ssh_example_com_sshfp__df32e920" {
  zone_id = cloudflare_zone.example_com.id
  name    = "ssh.example.com"
  type    = "SSHFP"
  data = {
    algorithm   = 4
    fingerprint = "62b36c1f5e4506a303ffcee3be9af0102af741c4ef6a4eeb1ba6c97000fb7c01"
    type        = 2
  }
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "status_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "status.example.com"
  type    = "CNAME"
  content = "example-status.pages.dev"
  ttl     = 1
  proxied = true
}

resource "cloudflare_dns_record" "template_example_com_txt__fd01d7f7" {
  zone_id = cloudflare_zone.example_com.id
  name    = "template.example.com"
  type    = "TXT"
  content = "\"$${var.zone} $$${twice} %%{if true}yes%%{endif} %%%{twice} {{ .Name }}\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "umlaut_example_com_txt__7ff808fd" {
  zone_id = cloudflare_zone.example_com.id
  name    = "umlaut.example.com"
  type    = "TXT"
  content = "\"Grüße aus Zürich, 東京 und 🦊\""
  ttl     = 1
  proxied = false
}

resource "cloudflare_dns_record" "unquoted_example_com_txt__e0e2fa86" {
  zone_id = cloudflare_zone.example_com.id
  name    = "unquoted.example.com"
  type    = "TXT"
  content = "without quotes; as an old client wrote it"
  ttl     = 1
  proxied = false
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

  depends_on = [
    cloudflare_zero_trust_access_application.dashboard_admin__ca302d41,
    cloudflare_zero_trust_access_application.grafana__92063455,
  ]
}

resource "cloudflare_dns_record" "wildcard_preview_example_com_aaaa__feb29771" {
  zone_id = cloudflare_zone.example_com.id
  name    = "*.preview.example.com"
  type    = "AAAA"
  content = "100::"
  ttl     = 1
  proxied = true

  depends_on = [
    cloudflare_zero_trust_access_application.grafana__92063455,
  ]
}

resource "cloudflare_dns_record" "www_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "www.example.com"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = true
}

resource "cloudflare_dns_record" "www_example_org_cname" {
  zone_id = cloudflare_zone.example_org.id
  name    = "www.example.org"
  type    = "CNAME"
  content = "www.example.com"
  ttl     = 1
  proxied = true
}

resource "cloudflare_dns_record" "xn_bcher_kva_example_com_a__000d8cf4" {
  zone_id = cloudflare_zone.example_com.id
  name    = "xn--bcher-kva.example.com"
  type    = "A"
  content = "192.0.2.40"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [name]
  }
}
