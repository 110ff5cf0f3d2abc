# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# One DNS record in a zone.
#
# Ignored: allow_overwrite. It has a default that an import does not set.
#
# Ignored: content. The provider does not read it back when it imports, so an
# update would be planned for every record. Where it refers to something whose
# id the inventory does not have, what is there must stay. Where the inventory
# has it only from a document, it must not change what is there.
#
# Ignored: name. The provider never reads it back, so that a state has it as
# some configuration once spelled it, in full or relative to the zone; a
# difference would replace the record.

resource "cloudflare_record" "_2_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "2"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "_443_tcp_example_com_tlsa__875efc73" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_443._tcp"
  type    = "TLSA"
  ttl     = 1
  proxied = false

  data {
    certificate   = "de7af4eb99713866"
    matching_type = 1
    selector      = 1
    usage         = 3
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "acme_challenge_example_com_cname__9df27aa0" {
  zone_id = cloudflare_zone.example_com.id
  name    = "_acme-challenge"
  type    = "CNAME"
  content = "example.com.acme.example.net"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "attic_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "attic"
  type    = "CNAME"
  content = "${local.ids["tunnel.unseen"]}.cfargotunnel.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "away_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "away"
  type    = "CNAME"
  content = "f70ff985-a4ef-4643-bbbc-4a0ed4fc8418.cfargotunnel.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "bare_example_com_txt__4be66682" {
  zone_id = cloudflare_zone.example_com.id
  name    = "bare"
  type    = "TXT"
  content = "without quotes"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "bench_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "bench"
  type    = "CNAME"
  content = "${local.ids["tunnel.doubtful_box__163f938e"]}.cfargotunnel.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "cdn_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "cdn"
  type    = "CNAME"
  content = "cdn.example.net"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "e164_example_com_naptr__c8146782" {
  zone_id = cloudflare_zone.example_com.id
  name    = "e164"
  type    = "NAPTR"
  ttl     = 1
  proxied = false

  data {
    flags       = "u"
    order       = 100
    preference  = 10
    regex       = "!^\\+(.*)$!sip:\\1@example.com!"
    replacement = "."
    service     = "E2U+sip"
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "empty_example_com_txt__7bf55b84" {
  zone_id = cloudflare_zone.example_com.id
  name    = "empty"
  type    = "TXT"
  content = "\"\""
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

# The shop.
resource "cloudflare_record" "example_com_a__9df161b6" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "A"
  content = "192.0.2.10"
  ttl     = 1
  proxied = true
  comment = "Don't \"touch\" $${this}, %%{if}"
  tags    = ["critical", "owner:it's", "team:web"]

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "example_com_a__fae71430" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "A"
  content = "192.0.2.11"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "example_com_caa__c34a0301" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "CAA"
  ttl     = 1
  proxied = false

  data {
    flags = "128"
    tag   = "iodef"
    value = "mailto:security@example.com"
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "example_com_caa__d105f0dd" {
  zone_id = cloudflare_zone.example_com.id
  name    = "example.com"
  type    = "CAA"
  ttl     = 1
  proxied = false

  data {
    flags = "0"
    tag   = "issue"
    value = "ca.example; validationmethods=dns-01"
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "ftp_tcp_example_com_uri__b7e80f51" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "_ftp._tcp"
  type     = "URI"
  ttl      = 1
  priority = 10
  proxied  = false

  data {
    target = "ftp://ftp.example.com/a?b=\"c\""
    weight = 1
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "h3_example_com_https__3c1dc54c" {
  zone_id = cloudflare_zone.example_com.id
  name    = "h3"
  type    = "HTTPS"
  ttl     = 1
  proxied = false

  data {
    priority = 1
    target   = "."
    value    = "alpn=\"h3,h2\""
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "intranet_example_com_cname" {
  zone_id = cloudflare_zone.example_com.id
  name    = "intranet"
  type    = "CNAME"
  content = "${local.ids["tunnel.office"]}.cfargotunnel.com"
  ttl     = 1
  proxied = true

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "lab_example_com_ds__116023ab" {
  zone_id = cloudflare_zone.example_com.id
  name    = "lab"
  type    = "DS"
  ttl     = 1
  proxied = false

  data {
    algorithm   = 13
    digest      = "8d42777131c827f7"
    digest_type = 2
    key_tag     = 2371
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "lists_example_com_mx__afe9fea3" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "lists"
  type     = "MX"
  content  = "mx1.example.net"
  ttl      = 1
  priority = 0
  proxied  = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "lists_example_com_mx__ebc9cba2" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "lists"
  type     = "MX"
  content  = "mx1.example.net"
  ttl      = 1
  priority = 50
  proxied  = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "office_example_com_loc__909196b8" {
  zone_id = cloudflare_zone.example_com.id
  name    = "office"
  type    = "LOC"
  ttl     = 1
  proxied = false

  data {
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

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "old_example_com_cname" {
  count = contains(var.held, "dns_record.old_example_com_cname") ? 0 : 1

  zone_id = cloudflare_zone.example_com.id
  name    = "old"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "public_example_com_a__a7bc0756" {
  zone_id = cloudflare_zone.example_com.id
  name    = "public"
  type    = "A"
  content = "192.0.2.9"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "quote_example_com_txt__fb10e5ed" {
  zone_id = cloudflare_zone.example_com.id
  name    = "quote"
  type    = "TXT"
  content = "\"say \\\"hello\\\"; C:\\\\temp; $HOME\""
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "signed_example_com_dnskey__3705d2c8" {
  zone_id = cloudflare_zone.example_com.id
  name    = "signed"
  type    = "DNSKEY"
  ttl     = 1
  proxied = false

  data {
    algorithm  = 13
    flags      = "257"
    protocol   = 3
    public_key = "mdsswUyr3DPW132m=="
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "sip_tcp_example_com_srv__9be36c1c" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "_sip._tcp"
  type     = "SRV"
  ttl      = 1
  priority = 10
  proxied  = false

  data {
    port     = 5060
    priority = 10
    target   = "sip.example.com"
    weight   = 60
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "ssh_example_com_sshfp__50bdf49b" {
  zone_id = cloudflare_zone.example_com.id
  name    = "ssh"
  type    = "SSHFP"
  ttl     = 1
  proxied = false

  data {
    algorithm   = 4
    fingerprint = "62b36c1f5e4506a3"
    type        = 2
  }

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "template_example_com_txt__bd63be57" {
  zone_id = cloudflare_zone.example_com.id
  name    = "template"
  type    = "TXT"
  content = "\"$${var.zone} $$${twice} %%{if true}yes%%{endif} %%%{twice}\""
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "umlaut_example_com_txt__cd679159" {
  zone_id = cloudflare_zone.example_com.id
  name    = "umlaut"
  type    = "TXT"
  content = "\"Gr\\195\\188\\195\\159e aus \\230\\157\\177\\228\\186\\172\""
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "v4_example_com_a__5589ff62" {
  zone_id = cloudflare_zone.example_com.id
  name    = "v4"
  type    = "A"
  content = "192.0.2.30"
  ttl     = 1
  proxied = true

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "v6_example_com_aaaa__018212fa" {
  zone_id = cloudflare_zone.example_com.id
  name    = "v6"
  type    = "AAAA"
  content = "2001:db8::6"
  ttl     = 1
  proxied = true

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "vault_example_com_a__e3e3a931" {
  zone_id = cloudflare_zone.example_com.id
  name    = "vault"
  type    = "A"
  content = "10.0.0.8"
  ttl     = 1
  proxied = true

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "wildcard_example_com_cname__e79e9bfe" {
  zone_id = cloudflare_zone.example_com.id
  name    = "*"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = true

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "wildcard_preview_example_com_aaaa__feb29771" {
  zone_id = cloudflare_zone.example_com.id
  name    = "*.preview"
  type    = "AAAA"
  content = "100::"
  ttl     = 300
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}

resource "cloudflare_record" "xn_bcher_kva_example_com_cname__a06d1644" {
  zone_id = cloudflare_zone.example_com.id
  name    = "xn--bcher-kva"
  type    = "CNAME"
  content = "example.com"
  ttl     = 1
  proxied = false

  lifecycle {
    ignore_changes = [allow_overwrite, content, name]
  }
}
