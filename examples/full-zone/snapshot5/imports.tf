# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What exists is adopted, object by object. An object named in var.lost is
# created instead; with var.adopt = false all are.

import {
  for_each = var.adopt && !contains(var.lost, "account_ruleset.bad_scanners__10d92955") ? toset(["accounts/${var.account_id}/${local.ids["account_ruleset.bad_scanners__10d92955"]}"]) : toset([])
  to       = cloudflare_ruleset.bad_scanners__10d92955
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "account_ruleset.http_request_firewall_custom__8a9363b8") ? toset(["accounts/${var.account_id}/${local.ids["account_ruleset.http_request_firewall_custom__8a9363b8"]}"]) : toset([])
  to       = cloudflare_ruleset.http_request_firewall_custom__8a9363b8
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "tunnel.office") ? toset(["${var.account_id}/${local.ids["tunnel.office"]}"]) : toset([])
  to       = cloudflare_zero_trust_tunnel_cloudflared.office
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "tunnel.the_lab_s_box__51adef34") ? toset(["${var.account_id}/${local.ids["tunnel.the_lab_s_box__51adef34"]}"]) : toset([])
  to       = cloudflare_zero_trust_tunnel_cloudflared.the_lab_s_box__51adef34
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "tunnel_config.office") ? toset(["${var.account_id}/${local.ids["tunnel.office"]}"]) : toset([])
  to       = cloudflare_zero_trust_tunnel_cloudflared_config.office
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone._113_0_203_in-addr_arpa") ? toset(["${local.ids["zone._113_0_203_in-addr_arpa"]}"]) : toset([])
  to       = cloudflare_zone._113_0_203_in-addr_arpa
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone.example_com") ? toset(["${local.ids["zone.example_com"]}"]) : toset([])
  to       = cloudflare_zone.example_com
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone.example_org") ? toset(["${local.ids["zone.example_org"]}"]) : toset([])
  to       = cloudflare_zone.example_org
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._10_113_0_203_in-addr_arpa_ptr__57915920") ? toset(["${local.ids["zone._113_0_203_in-addr_arpa"]}/${local.ids["dns_record._10_113_0_203_in-addr_arpa_ptr__57915920"]}"]) : toset([])
  to       = cloudflare_dns_record._10_113_0_203_in-addr_arpa_ptr__57915920
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._11_113_0_203_in-addr_arpa_ptr__1acf19b0") ? toset(["${local.ids["zone._113_0_203_in-addr_arpa"]}/${local.ids["dns_record._11_113_0_203_in-addr_arpa_ptr__1acf19b0"]}"]) : toset([])
  to       = cloudflare_dns_record._11_113_0_203_in-addr_arpa_ptr__1acf19b0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._443_tcp_api_example_com_tlsa__a8c928d0") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record._443_tcp_api_example_com_tlsa__a8c928d0"]}"]) : toset([])
  to       = cloudflare_dns_record._443_tcp_api_example_com_tlsa__a8c928d0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._443_tcp_www_example_com_tlsa__6651d4fb") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record._443_tcp_www_example_com_tlsa__6651d4fb"]}"]) : toset([])
  to       = cloudflare_dns_record._443_tcp_www_example_com_tlsa__6651d4fb
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._4_3_2_1_e164_example_com_naptr__34730a31") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record._4_3_2_1_e164_example_com_naptr__34730a31"]}"]) : toset([])
  to       = cloudflare_dns_record._4_3_2_1_e164_example_com_naptr__34730a31
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.acme_challenge_example_com_cname__9df27aa0") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.acme_challenge_example_com_cname__9df27aa0"]}"]) : toset([])
  to       = cloudflare_dns_record.acme_challenge_example_com_cname__9df27aa0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.api_example_com_a__331b1be7") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.api_example_com_a__331b1be7"]}"]) : toset([])
  to       = cloudflare_dns_record.api_example_com_a__331b1be7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.api_example_com_a__5b6b2753") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.api_example_com_a__5b6b2753"]}"]) : toset([])
  to       = cloudflare_dns_record.api_example_com_a__5b6b2753
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.cdn_example_com_cname") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.cdn_example_com_cname"]}"]) : toset([])
  to       = cloudflare_dns_record.cdn_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.dmarc_example_com_txt__e58bf7dc") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.dmarc_example_com_txt__e58bf7dc"]}"]) : toset([])
  to       = cloudflare_dns_record.dmarc_example_com_txt__e58bf7dc
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.dns_example_com_svcb__93824716") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.dns_example_com_svcb__93824716"]}"]) : toset([])
  to       = cloudflare_dns_record.dns_example_com_svcb__93824716
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.docs_example_com_cname") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.docs_example_com_cname"]}"]) : toset([])
  to       = cloudflare_dns_record.docs_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.empty_example_com_txt__7bf55b84") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.empty_example_com_txt__7bf55b84"]}"]) : toset([])
  to       = cloudflare_dns_record.empty_example_com_txt__7bf55b84
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_a__9df161b6") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_a__9df161b6"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_a__9df161b6
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_a__fae71430") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_a__fae71430"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_a__fae71430
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_aaaa__fe5d3e80") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_aaaa__fe5d3e80"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_aaaa__fe5d3e80
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_caa__46f7f41f") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_caa__46f7f41f"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_caa__46f7f41f
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_caa__c34a0301") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_caa__c34a0301"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_caa__c34a0301
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_mx__43a418ea") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_mx__43a418ea"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_mx__43a418ea
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_mx__ba4509c8") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_mx__ba4509c8"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_mx__ba4509c8
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_txt__6cd0b4b9") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_txt__6cd0b4b9"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_txt__6cd0b4b9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_txt__babb5325") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_txt__babb5325"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_txt__babb5325
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.ftp_tcp_example_com_uri__b7e80f51") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.ftp_tcp_example_com_uri__b7e80f51"]}"]) : toset([])
  to       = cloudflare_dns_record.ftp_tcp_example_com_uri__b7e80f51
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.grafana_example_com_a__1082251d") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.grafana_example_com_a__1082251d"]}"]) : toset([])
  to       = cloudflare_dns_record.grafana_example_com_a__1082251d
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.h3_example_com_https__71931aea") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.h3_example_com_https__71931aea"]}"]) : toset([])
  to       = cloudflare_dns_record.h3_example_com_https__71931aea
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.intranet_example_com_cname") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.intranet_example_com_cname"]}"]) : toset([])
  to       = cloudflare_dns_record.intranet_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.key1_domainkey_example_com_txt__92be25d1") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.key1_domainkey_example_com_txt__92be25d1"]}"]) : toset([])
  to       = cloudflare_dns_record.key1_domainkey_example_com_txt__92be25d1
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lab_example_com_ds__3ce69bf9") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.lab_example_com_ds__3ce69bf9"]}"]) : toset([])
  to       = cloudflare_dns_record.lab_example_com_ds__3ce69bf9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lab_example_com_ns__b14107c9") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.lab_example_com_ns__b14107c9"]}"]) : toset([])
  to       = cloudflare_dns_record.lab_example_com_ns__b14107c9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lab_example_com_ns__d4499bc2") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.lab_example_com_ns__d4499bc2"]}"]) : toset([])
  to       = cloudflare_dns_record.lab_example_com_ns__d4499bc2
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lists_example_com_mx__afe9fea3") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.lists_example_com_mx__afe9fea3"]}"]) : toset([])
  to       = cloudflare_dns_record.lists_example_com_mx__afe9fea3
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lists_example_com_mx__ebc9cba2") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.lists_example_com_mx__ebc9cba2"]}"]) : toset([])
  to       = cloudflare_dns_record.lists_example_com_mx__ebc9cba2
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.office_example_com_loc__909196b8") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.office_example_com_loc__909196b8"]}"]) : toset([])
  to       = cloudflare_dns_record.office_example_com_loc__909196b8
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.quote_example_com_txt__46ec9270") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.quote_example_com_txt__46ec9270"]}"]) : toset([])
  to       = cloudflare_dns_record.quote_example_com_txt__46ec9270
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.signed_example_com_dnskey__8cdb2388") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.signed_example_com_dnskey__8cdb2388"]}"]) : toset([])
  to       = cloudflare_dns_record.signed_example_com_dnskey__8cdb2388
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.sip_tcp_example_com_srv__16a15737") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.sip_tcp_example_com_srv__16a15737"]}"]) : toset([])
  to       = cloudflare_dns_record.sip_tcp_example_com_srv__16a15737
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.sip_tcp_example_com_srv__9be36c1c") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.sip_tcp_example_com_srv__9be36c1c"]}"]) : toset([])
  to       = cloudflare_dns_record.sip_tcp_example_com_srv__9be36c1c
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.ssh_example_com_sshfp__df32e920") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.ssh_example_com_sshfp__df32e920"]}"]) : toset([])
  to       = cloudflare_dns_record.ssh_example_com_sshfp__df32e920
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.status_example_com_cname") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.status_example_com_cname"]}"]) : toset([])
  to       = cloudflare_dns_record.status_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.template_example_com_txt__fd01d7f7") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.template_example_com_txt__fd01d7f7"]}"]) : toset([])
  to       = cloudflare_dns_record.template_example_com_txt__fd01d7f7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.umlaut_example_com_txt__7ff808fd") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.umlaut_example_com_txt__7ff808fd"]}"]) : toset([])
  to       = cloudflare_dns_record.umlaut_example_com_txt__7ff808fd
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.unquoted_example_com_txt__e0e2fa86") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.unquoted_example_com_txt__e0e2fa86"]}"]) : toset([])
  to       = cloudflare_dns_record.unquoted_example_com_txt__e0e2fa86
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.v6_example_com_aaaa__018212fa") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.v6_example_com_aaaa__018212fa"]}"]) : toset([])
  to       = cloudflare_dns_record.v6_example_com_aaaa__018212fa
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.vault_example_com_a__e3e3a931") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.vault_example_com_a__e3e3a931"]}"]) : toset([])
  to       = cloudflare_dns_record.vault_example_com_a__e3e3a931
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.wildcard_example_com_cname__e79e9bfe") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.wildcard_example_com_cname__e79e9bfe"]}"]) : toset([])
  to       = cloudflare_dns_record.wildcard_example_com_cname__e79e9bfe
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.wildcard_preview_example_com_aaaa__feb29771") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.wildcard_preview_example_com_aaaa__feb29771"]}"]) : toset([])
  to       = cloudflare_dns_record.wildcard_preview_example_com_aaaa__feb29771
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.www_example_com_cname") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.www_example_com_cname"]}"]) : toset([])
  to       = cloudflare_dns_record.www_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.www_example_org_cname") ? toset(["${local.ids["zone.example_org"]}/${local.ids["dns_record.www_example_org_cname"]}"]) : toset([])
  to       = cloudflare_dns_record.www_example_org_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.xn_bcher_kva_example_com_a__000d8cf4") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.xn_bcher_kva_example_com_a__000d8cf4"]}"]) : toset([])
  to       = cloudflare_dns_record.xn_bcher_kva_example_com_a__000d8cf4
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__0rtt") ? toset(["${local.ids["zone.example_com"]}/0rtt"]) : toset([])
  to       = cloudflare_zone_setting.example_com__0rtt
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__always_use_https") ? toset(["${local.ids["zone.example_com"]}/always_use_https"]) : toset([])
  to       = cloudflare_zone_setting.example_com__always_use_https
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__automatic_https_rewrites") ? toset(["${local.ids["zone.example_com"]}/automatic_https_rewrites"]) : toset([])
  to       = cloudflare_zone_setting.example_com__automatic_https_rewrites
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__automatic_platform_optimization") ? toset(["${local.ids["zone.example_com"]}/automatic_platform_optimization"]) : toset([])
  to       = cloudflare_zone_setting.example_com__automatic_platform_optimization
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__brotli") ? toset(["${local.ids["zone.example_com"]}/brotli"]) : toset([])
  to       = cloudflare_zone_setting.example_com__brotli
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__browser_cache_ttl") ? toset(["${local.ids["zone.example_com"]}/browser_cache_ttl"]) : toset([])
  to       = cloudflare_zone_setting.example_com__browser_cache_ttl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__challenge_ttl") ? toset(["${local.ids["zone.example_com"]}/challenge_ttl"]) : toset([])
  to       = cloudflare_zone_setting.example_com__challenge_ttl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__ciphers") ? toset(["${local.ids["zone.example_com"]}/ciphers"]) : toset([])
  to       = cloudflare_zone_setting.example_com__ciphers
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__early_hints") ? toset(["${local.ids["zone.example_com"]}/early_hints"]) : toset([])
  to       = cloudflare_zone_setting.example_com__early_hints
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__email_obfuscation") ? toset(["${local.ids["zone.example_com"]}/email_obfuscation"]) : toset([])
  to       = cloudflare_zone_setting.example_com__email_obfuscation
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__http3") ? toset(["${local.ids["zone.example_com"]}/http3"]) : toset([])
  to       = cloudflare_zone_setting.example_com__http3
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__max_upload") ? toset(["${local.ids["zone.example_com"]}/max_upload"]) : toset([])
  to       = cloudflare_zone_setting.example_com__max_upload
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__min_tls_version") ? toset(["${local.ids["zone.example_com"]}/min_tls_version"]) : toset([])
  to       = cloudflare_zone_setting.example_com__min_tls_version
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__nel") ? toset(["${local.ids["zone.example_com"]}/nel"]) : toset([])
  to       = cloudflare_zone_setting.example_com__nel
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__rocket_loader") ? toset(["${local.ids["zone.example_com"]}/rocket_loader"]) : toset([])
  to       = cloudflare_zone_setting.example_com__rocket_loader
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__security_header") ? toset(["${local.ids["zone.example_com"]}/security_header"]) : toset([])
  to       = cloudflare_zone_setting.example_com__security_header
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__security_level") ? toset(["${local.ids["zone.example_com"]}/security_level"]) : toset([])
  to       = cloudflare_zone_setting.example_com__security_level
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__ssl") ? toset(["${local.ids["zone.example_com"]}/ssl"]) : toset([])
  to       = cloudflare_zone_setting.example_com__ssl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__tls_1_3") ? toset(["${local.ids["zone.example_com"]}/tls_1_3"]) : toset([])
  to       = cloudflare_zone_setting.example_com__tls_1_3
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__websockets") ? toset(["${local.ids["zone.example_com"]}/websockets"]) : toset([])
  to       = cloudflare_zone_setting.example_com__websockets
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_org__min_tls_version") ? toset(["${local.ids["zone.example_org"]}/min_tls_version"]) : toset([])
  to       = cloudflare_zone_setting.example_org__min_tls_version
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_org__ssl") ? toset(["${local.ids["zone.example_org"]}/ssl"]) : toset([])
  to       = cloudflare_zone_setting.example_org__ssl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_dnssec.example_com") ? toset(["${local.ids["zone.example_com"]}"]) : toset([])
  to       = cloudflare_zone_dnssec.example_com
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "page_rule.example_com_images__b884d24e") ? toset(["${local.ids["zone.example_com"]}/${local.ids["page_rule.example_com_images__b884d24e"]}"]) : toset([])
  to       = cloudflare_page_rule.example_com_images__b884d24e
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "page_rule.shop_example_com_old__049f61b9") ? toset(["${local.ids["zone.example_com"]}/${local.ids["page_rule.shop_example_com_old__049f61b9"]}"]) : toset([])
  to       = cloudflare_page_rule.shop_example_com_old__049f61b9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_ruleset.example_com_http_ratelimit__2881249d") ? toset(["zones/${local.ids["zone.example_com"]}/${local.ids["zone_ruleset.example_com_http_ratelimit__2881249d"]}"]) : toset([])
  to       = cloudflare_ruleset.example_com_http_ratelimit__2881249d
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_ruleset.example_com_http_request_cache_settings__87757d8c") ? toset(["zones/${local.ids["zone.example_com"]}/${local.ids["zone_ruleset.example_com_http_request_cache_settings__87757d8c"]}"]) : toset([])
  to       = cloudflare_ruleset.example_com_http_request_cache_settings__87757d8c
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_ruleset.example_com_http_request_dynamic_redirect__099e34f7") ? toset(["zones/${local.ids["zone.example_com"]}/${local.ids["zone_ruleset.example_com_http_request_dynamic_redirect__099e34f7"]}"]) : toset([])
  to       = cloudflare_ruleset.example_com_http_request_dynamic_redirect__099e34f7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_ruleset.example_com_http_request_firewall_custom__5e318447") ? toset(["zones/${local.ids["zone.example_com"]}/${local.ids["zone_ruleset.example_com_http_request_firewall_custom__5e318447"]}"]) : toset([])
  to       = cloudflare_ruleset.example_com_http_request_firewall_custom__5e318447
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_ruleset.example_com_http_request_late_transform__a3cd206f") ? toset(["zones/${local.ids["zone.example_com"]}/${local.ids["zone_ruleset.example_com_http_request_late_transform__a3cd206f"]}"]) : toset([])
  to       = cloudflare_ruleset.example_com_http_request_late_transform__a3cd206f
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "route_exclusion.example_com_static__b5cf6143") ? toset(["${local.ids["zone.example_com"]}/${local.ids["route_exclusion.example_com_static__b5cf6143"]}"]) : toset([])
  to       = cloudflare_workers_route.example_com_static__b5cf6143
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "route_exclusion.preview_example_com_robots_txt__852f1a1e") ? toset(["${local.ids["zone.example_com"]}/${local.ids["route_exclusion.preview_example_com_robots_txt__852f1a1e"]}"]) : toset([])
  to       = cloudflare_workers_route.preview_example_com_robots_txt__852f1a1e
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.app") ? toset(["${var.account_id}/${local.ids["d1_database.app"]}"]) : toset([])
  to       = cloudflare_d1_database.app
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.app_staging") ? toset(["${var.account_id}/${local.ids["d1_database.app_staging"]}"]) : toset([])
  to       = cloudflare_d1_database.app_staging
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.eu_customers") ? toset(["${var.account_id}/${local.ids["d1_database.eu_customers"]}"]) : toset([])
  to       = cloudflare_d1_database.eu_customers
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.ops_db") ? toset(["${var.account_id}/${local.ids["d1_database.ops_db"]}"]) : toset([])
  to       = cloudflare_d1_database.ops_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.CONFIG") ? toset(["${var.account_id}/${local.ids["kv_namespace.CONFIG"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.CONFIG
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.SESSIONS") ? toset(["${var.account_id}/${local.ids["kv_namespace.SESSIONS"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.SESSIONS
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace._2025_report") ? toset(["${var.account_id}/${local.ids["kv_namespace._2025_report"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace._2025_report
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.berblick__2e5b012d") ? toset(["${var.account_id}/${local.ids["kv_namespace.berblick__2e5b012d"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.berblick__2e5b012d
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.edge_cache_v2_prod__1824d238") ? toset(["${var.account_id}/${local.ids["kv_namespace.edge_cache_v2_prod__1824d238"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.edge_cache_v2_prod__1824d238
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.edge_cache_v2_prod__b28f48c5") ? toset(["${var.account_id}/${local.ids["kv_namespace.edge_cache_v2_prod__b28f48c5"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.edge_cache_v2_prod__b28f48c5
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.feature_flags") ? toset(["${var.account_id}/${local.ids["kv_namespace.feature_flags"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.feature_flags
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.it_s_quoted_not_a_template_nor_a_command__3f37f265") ? toset(["${var.account_id}/${local.ids["kv_namespace.it_s_quoted_not_a_template_nor_a_command__3f37f265"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.it_s_quoted_not_a_template_nor_a_command__3f37f265
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.archive") ? toset(["${var.account_id}/archive/default"]) : toset([])
  to       = cloudflare_r2_bucket.archive
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.assets") ? toset(["${var.account_id}/assets/default"]) : toset([])
  to       = cloudflare_r2_bucket.assets
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.backups") ? toset(["${var.account_id}/backups/default"]) : toset([])
  to       = cloudflare_r2_bucket.backups
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.eu_exports") ? toset(["${var.account_id}/eu-exports/eu"]) : toset([])
  to       = cloudflare_r2_bucket.eu_exports
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "turnstile_widget.contact_us__472590c4") ? toset(["${var.account_id}/${local.ids["turnstile_widget.contact_us__472590c4"]}"]) : toset([])
  to       = cloudflare_turnstile_widget.contact_us__472590c4
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "turnstile_widget.sign_up") ? toset(["${var.account_id}/${local.ids["turnstile_widget.sign_up"]}"]) : toset([])
  to       = cloudflare_turnstile_widget.sign_up
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "queue.events") ? toset(["${var.account_id}/${local.ids["queue.events"]}"]) : toset([])
  to       = cloudflare_queue.events
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "queue.mail") ? toset(["${var.account_id}/${local.ids["queue.mail"]}"]) : toset([])
  to       = cloudflare_queue.mail
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "queue.orders") ? toset(["${var.account_id}/${local.ids["queue.orders"]}"]) : toset([])
  to       = cloudflare_queue.orders
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "queue.orders_dlq") ? toset(["${var.account_id}/${local.ids["queue.orders_dlq"]}"]) : toset([])
  to       = cloudflare_queue.orders_dlq
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker._404_page") ? toset(["${var.account_id}/404-page"]) : toset([])
  to       = cloudflare_workers_script._404_page
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.accounts") ? toset(["${var.account_id}/accounts"]) : toset([])
  to       = cloudflare_workers_script.accounts
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.api_staging") ? toset(["${var.account_id}/api-staging"]) : toset([])
  to       = cloudflare_workers_script.api_staging
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.backup") ? toset(["${var.account_id}/backup"]) : toset([])
  to       = cloudflare_workers_script.backup
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.cart") ? toset(["${var.account_id}/cart"]) : toset([])
  to       = cloudflare_workers_script.cart
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.dashboard_hook") ? toset(["${var.account_id}/dashboard-hook"]) : toset([])
  to       = cloudflare_workers_script.dashboard_hook
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.ingest") ? toset(["${var.account_id}/ingest"]) : toset([])
  to       = cloudflare_workers_script.ingest
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.janitor") ? toset(["${var.account_id}/janitor"]) : toset([])
  to       = cloudflare_workers_script.janitor
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker.legacy_mailer__7655402f") && !contains(var.lost, "worker.legacy_mailer__7655402f") ? toset(["${var.account_id}/legacy_mailer"]) : toset([])
  to       = cloudflare_workers_script.legacy_mailer__7655402f[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.lobby") ? toset(["${var.account_id}/lobby"]) : toset([])
  to       = cloudflare_workers_script.lobby
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.log_sink") ? toset(["${var.account_id}/log-sink"]) : toset([])
  to       = cloudflare_workers_script.log_sink
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.order_processor") ? toset(["${var.account_id}/order-processor"]) : toset([])
  to       = cloudflare_workers_script.order_processor
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.pricing") ? toset(["${var.account_id}/pricing"]) : toset([])
  to       = cloudflare_workers_script.pricing
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.renderer") ? toset(["${var.account_id}/renderer"]) : toset([])
  to       = cloudflare_workers_script.renderer
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.reports") ? toset(["${var.account_id}/reports"]) : toset([])
  to       = cloudflare_workers_script.reports
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rooms") ? toset(["${var.account_id}/rooms"]) : toset([])
  to       = cloudflare_workers_script.rooms
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.stock") ? toset(["${var.account_id}/stock"]) : toset([])
  to       = cloudflare_workers_script.stock
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.storefront") ? toset(["${var.account_id}/storefront"]) : toset([])
  to       = cloudflare_workers_script.storefront
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.switchboard") ? toset(["${var.account_id}/switchboard"]) : toset([])
  to       = cloudflare_workers_script.switchboard
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.thumbnails") ? toset(["${var.account_id}/thumbnails"]) : toset([])
  to       = cloudflare_workers_script.thumbnails
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.backup") && !contains(var.lost, "worker_schedule.backup") ? toset(["${var.account_id}/backup"]) : toset([])
  to       = cloudflare_workers_cron_trigger.backup[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.janitor") && !contains(var.lost, "worker_schedule.janitor") ? toset(["${var.account_id}/janitor"]) : toset([])
  to       = cloudflare_workers_cron_trigger.janitor[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.reports") && !contains(var.lost, "worker_schedule.reports") ? toset(["${var.account_id}/reports"]) : toset([])
  to       = cloudflare_workers_cron_trigger.reports[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_subdomain.accounts") ? toset(["${var.account_id}/accounts"]) : toset([])
  to       = cloudflare_workers_script_subdomain.accounts
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_subdomain.api_staging") ? toset(["${var.account_id}/api-staging"]) : toset([])
  to       = cloudflare_workers_script_subdomain.api_staging
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_subdomain.rooms") ? toset(["${var.account_id}/rooms"]) : toset([])
  to       = cloudflare_workers_script_subdomain.rooms
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_subdomain.storefront") ? toset(["${var.account_id}/storefront"]) : toset([])
  to       = cloudflare_workers_script_subdomain.storefront
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_route.example_com__fae3bea0") && !contains(var.lost, "worker_route.example_com__fae3bea0") ? toset(["${local.ids["zone.example_com"]}/${local.ids["worker_route.example_com__fae3bea0"]}"]) : toset([])
  to       = cloudflare_workers_route.example_com__fae3bea0[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_route.example_com_account__6f30c3b9") && !contains(var.lost, "worker_route.example_com_account__6f30c3b9") ? toset(["${local.ids["zone.example_com"]}/${local.ids["worker_route.example_com_account__6f30c3b9"]}"]) : toset([])
  to       = cloudflare_workers_route.example_com_account__6f30c3b9[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_route.example_com_thumbnails__40dff22e") && !contains(var.lost, "worker_route.example_com_thumbnails__40dff22e") ? toset(["${local.ids["zone.example_com"]}/${local.ids["worker_route.example_com_thumbnails__40dff22e"]}"]) : toset([])
  to       = cloudflare_workers_route.example_com_thumbnails__40dff22e[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_route.www_example_org__aa080c3a") && !contains(var.lost, "worker_route.www_example_org__aa080c3a") ? toset(["${local.ids["zone.example_org"]}/${local.ids["worker_route.www_example_org__aa080c3a"]}"]) : toset([])
  to       = cloudflare_workers_route.www_example_org__aa080c3a[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_domain.admin_example_com") && !contains(var.lost, "worker_domain.admin_example_com") ? toset(["${var.account_id}/${local.ids["worker_domain.admin_example_com"]}"]) : toset([])
  to       = cloudflare_workers_custom_domain.admin_example_com[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_domain.shop_example_com") && !contains(var.lost, "worker_domain.shop_example_com") ? toset(["${var.account_id}/${local.ids["worker_domain.shop_example_com"]}"]) : toset([])
  to       = cloudflare_workers_custom_domain.shop_example_com[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "workflow.cleanup") ? toset(["${var.account_id}/cleanup"]) : toset([])
  to       = cloudflare_workflow.cleanup
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "workflow.order_fulfilment") ? toset(["${var.account_id}/order-fulfilment"]) : toset([])
  to       = cloudflare_workflow.order_fulfilment
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "email_routing_address.founder_example_net__83429962") ? toset(["${var.account_id}/${local.ids["email_routing_address.founder_example_net__83429962"]}"]) : toset([])
  to       = cloudflare_email_routing_address.founder_example_net__83429962
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "email_routing_address.new_example_net__7a55b2b8") ? toset(["${var.account_id}/${local.ids["email_routing_address.new_example_net__7a55b2b8"]}"]) : toset([])
  to       = cloudflare_email_routing_address.new_example_net__7a55b2b8
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "email_routing_rule.founder_example_org__3fde05e0") ? toset(["${local.ids["zone.example_org"]}/${local.ids["email_routing_rule.founder_example_org__3fde05e0"]}"]) : toset([])
  to       = cloudflare_email_routing_rule.founder_example_org__3fde05e0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "email_routing_rule.noreply_example_org__4ba0ed9f") ? toset(["${local.ids["zone.example_org"]}/${local.ids["email_routing_rule.noreply_example_org__4ba0ed9f"]}"]) : toset([])
  to       = cloudflare_email_routing_rule.noreply_example_org__4ba0ed9f
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "email_routing_rule.orders_example_org__1d2575c1") ? toset(["${local.ids["zone.example_org"]}/${local.ids["email_routing_rule.orders_example_org__1d2575c1"]}"]) : toset([])
  to       = cloudflare_email_routing_rule.orders_example_org__1d2575c1
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "email_routing_catch_all.example_org") ? toset(["${local.ids["zone.example_org"]}"]) : toset([])
  to       = cloudflare_email_routing_catch_all.example_org
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_identity_provider.github__275cebd5") ? toset(["accounts/${var.account_id}/${local.ids["access_identity_provider.github__275cebd5"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_identity_provider.github__275cebd5
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_identity_provider.one_time_pin__b548683f") ? toset(["accounts/${var.account_id}/${local.ids["access_identity_provider.one_time_pin__b548683f"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_identity_provider.partners_saml__8d687ac7") ? toset(["accounts/${var.account_id}/${local.ids["access_identity_provider.partners_saml__8d687ac7"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_identity_provider.partners_saml__8d687ac7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_group.contractors") ? toset(["accounts/${var.account_id}/${local.ids["access_group.contractors"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_group.contractors
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_group.staff") ? toset(["accounts/${var.account_id}/${local.ids["access_group.staff"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_group.staff
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.health_checks__ca6f9cd7") ? toset(["${var.account_id}/${local.ids["access_policy.health_checks__ca6f9cd7"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.health_checks__ca6f9cd7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.machines__42549186") ? toset(["${var.account_id}/${local.ids["access_policy.machines__42549186"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.machines__42549186
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.mixed__026e8cd7") ? toset(["${var.account_id}/${local.ids["access_policy.mixed__026e8cd7"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.mixed__026e8cd7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.staff__c8d10cab") ? toset(["${var.account_id}/${local.ids["access_policy.staff__c8d10cab"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.staff__c8d10cab
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.account_pages__c9a83603") ? toset(["accounts/${var.account_id}/${local.ids["access_application.account_pages__c9a83603"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_application.account_pages__c9a83603
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.chat__6f3d1883") ? toset(["accounts/${var.account_id}/${local.ids["access_application.chat__6f3d1883"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_application.chat__6f3d1883
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.dashboard_admin__ca302d41") ? toset(["accounts/${var.account_id}/${local.ids["access_application.dashboard_admin__ca302d41"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_application.dashboard_admin__ca302d41
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.grafana__92063455") ? toset(["accounts/${var.account_id}/${local.ids["access_application.grafana__92063455"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_application.grafana__92063455
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.payroll__b57094cd") ? toset(["accounts/${var.account_id}/${local.ids["access_application.payroll__b57094cd"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_application.payroll__b57094cd
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.the_runbook__7268ad52") ? toset(["accounts/${var.account_id}/${local.ids["access_application.the_runbook__7268ad52"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_application.the_runbook__7268ad52
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "pages_project.example_docs") ? toset(["${var.account_id}/example-docs"]) : toset([])
  to       = cloudflare_pages_project.example_docs
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "pages_project.example_status") ? toset(["${var.account_id}/example-status"]) : toset([])
  to       = cloudflare_pages_project.example_status
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "pages_domain.docs_example_com") ? toset(["${var.account_id}/example-docs/docs.example.com"]) : toset([])
  to       = cloudflare_pages_domain.docs_example_com
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "pages_domain.status_example_com") ? toset(["${var.account_id}/example-status/status.example.com"]) : toset([])
  to       = cloudflare_pages_domain.status_example_com
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "pages_domain.www_docs_example_com") ? toset(["${var.account_id}/example-docs/www.docs.example.com"]) : toset([])
  to       = cloudflare_pages_domain.www_docs_example_com
  id       = each.value
}
