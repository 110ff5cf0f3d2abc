# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What exists is adopted, object by object. An object named in var.lost is
# created instead; with var.adopt = false all are.

import {
  for_each = var.adopt && !contains(var.lost, "zone._113_0_203_in-addr_arpa") ? toset(["f99745ca64fd4efe615de2345bcb94c0"]) : toset([])
  to       = cloudflare_zone._113_0_203_in-addr_arpa
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone.example_com") ? toset(["023e105f4ecef8ad9ca31a8372d0c353"]) : toset([])
  to       = cloudflare_zone.example_com
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone.example_org") ? toset(["9f3dd60d8d24a4d3f2c6c9d9ecd56bcc"]) : toset([])
  to       = cloudflare_zone.example_org
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._10_113_0_203_in-addr_arpa_ptr__57915920") ? toset(["f99745ca64fd4efe615de2345bcb94c0/85fa87b3739c7d6c1b90d43c54eb06a4"]) : toset([])
  to       = cloudflare_dns_record._10_113_0_203_in-addr_arpa_ptr__57915920
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._11_113_0_203_in-addr_arpa_ptr__1acf19b0") ? toset(["f99745ca64fd4efe615de2345bcb94c0/c34b06c81b6c27e5b2046cf156e355e3"]) : toset([])
  to       = cloudflare_dns_record._11_113_0_203_in-addr_arpa_ptr__1acf19b0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._443_tcp_api_example_com_tlsa__a8c928d0") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/cae4cc3000f3d9b7020542b6a0cf8262"]) : toset([])
  to       = cloudflare_dns_record._443_tcp_api_example_com_tlsa__a8c928d0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._443_tcp_www_example_com_tlsa__6651d4fb") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/de7af4eb99713866dccc6efad1900909"]) : toset([])
  to       = cloudflare_dns_record._443_tcp_www_example_com_tlsa__6651d4fb
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record._4_3_2_1_e164_example_com_naptr__34730a31") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/fbb4a39b24543eff330878dc6f73dc84"]) : toset([])
  to       = cloudflare_dns_record._4_3_2_1_e164_example_com_naptr__34730a31
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.acme_challenge_example_com_cname__9df27aa0") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/bab7b5632d3fe12aee20fd16622e9d64"]) : toset([])
  to       = cloudflare_dns_record.acme_challenge_example_com_cname__9df27aa0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.api_example_com_a__331b1be7") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/e063e12ad4e510d44417158d378d7979"]) : toset([])
  to       = cloudflare_dns_record.api_example_com_a__331b1be7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.api_example_com_a__5b6b2753") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/39ab9d5cacd45f5d88e866513b8dcf62"]) : toset([])
  to       = cloudflare_dns_record.api_example_com_a__5b6b2753
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.cdn_example_com_cname") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/cf5c1783ce35c9cdfe9d390f8be9b4e9"]) : toset([])
  to       = cloudflare_dns_record.cdn_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.dmarc_example_com_txt__e58bf7dc") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/349ad67dba11cfbfad6ca4dfa5ce1e05"]) : toset([])
  to       = cloudflare_dns_record.dmarc_example_com_txt__e58bf7dc
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.dns_example_com_svcb__93824716") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/2c90de5cc39d7bcd9ccb6c655be70d48"]) : toset([])
  to       = cloudflare_dns_record.dns_example_com_svcb__93824716
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.docs_example_com_cname") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/6625921456bf56e547d0d953c3bbed85"]) : toset([])
  to       = cloudflare_dns_record.docs_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.empty_example_com_txt__7bf55b84") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/39e95e742d3e83f547fb2588e61c7576"]) : toset([])
  to       = cloudflare_dns_record.empty_example_com_txt__7bf55b84
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_a__9df161b6") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/372e67954025e0ba6aaa6d586b9e0b59"]) : toset([])
  to       = cloudflare_dns_record.example_com_a__9df161b6
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_a__fae71430") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/5559351b85a3f2a31f486260cfa56bf3"]) : toset([])
  to       = cloudflare_dns_record.example_com_a__fae71430
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_aaaa__fe5d3e80") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/6a1cd63036ad00d418d176d5c4f8941b"]) : toset([])
  to       = cloudflare_dns_record.example_com_aaaa__fe5d3e80
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_caa__46f7f41f") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/ca791cfcc2228c58b33849afb49da1f1"]) : toset([])
  to       = cloudflare_dns_record.example_com_caa__46f7f41f
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_caa__c34a0301") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/024fc0e1106c4acc360a8edaa95ec9c7"]) : toset([])
  to       = cloudflare_dns_record.example_com_caa__c34a0301
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_mx__43a418ea") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/a0390da40d25d2bda5cc53750fb1388d"]) : toset([])
  to       = cloudflare_dns_record.example_com_mx__43a418ea
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_mx__ba4509c8") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/93a5a802adb6b383883cd5e54b667b55"]) : toset([])
  to       = cloudflare_dns_record.example_com_mx__ba4509c8
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_txt__6cd0b4b9") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/4a91df4d133ebd0c0c8cf5a8b7b5d80d"]) : toset([])
  to       = cloudflare_dns_record.example_com_txt__6cd0b4b9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_txt__babb5325") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/c7e47ea0c3b1761733a5db7210c7bc9a"]) : toset([])
  to       = cloudflare_dns_record.example_com_txt__babb5325
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.ftp_tcp_example_com_uri__b7e80f51") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/4d50f5e462d1531183dc4b81346a8b40"]) : toset([])
  to       = cloudflare_dns_record.ftp_tcp_example_com_uri__b7e80f51
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.grafana_example_com_a__1082251d") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/6072f541e9b76c891195e6f21548a13c"]) : toset([])
  to       = cloudflare_dns_record.grafana_example_com_a__1082251d
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.h3_example_com_https__71931aea") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/b6d76b1872831da8cf746609ac4b3de5"]) : toset([])
  to       = cloudflare_dns_record.h3_example_com_https__71931aea
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.key1_domainkey_example_com_txt__92be25d1") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/ec254d1e851b4a6a72a3b47992734644"]) : toset([])
  to       = cloudflare_dns_record.key1_domainkey_example_com_txt__92be25d1
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lab_example_com_ds__3ce69bf9") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/8d42777131c827f73ca000d637d40a59"]) : toset([])
  to       = cloudflare_dns_record.lab_example_com_ds__3ce69bf9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lab_example_com_ns__b14107c9") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/95fadbb3de261457558be00fb5e2a14b"]) : toset([])
  to       = cloudflare_dns_record.lab_example_com_ns__b14107c9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lab_example_com_ns__d4499bc2") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/38ce8c1fd803c2b0b78322425a96d9a7"]) : toset([])
  to       = cloudflare_dns_record.lab_example_com_ns__d4499bc2
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lists_example_com_mx__afe9fea3") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/3aede635fc2fa457c282a2d39e60a202"]) : toset([])
  to       = cloudflare_dns_record.lists_example_com_mx__afe9fea3
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.lists_example_com_mx__ebc9cba2") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/cab8e856db27e84c182dc52b27fdd8df"]) : toset([])
  to       = cloudflare_dns_record.lists_example_com_mx__ebc9cba2
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.office_example_com_loc__909196b8") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/9f7beac5a2098cf55b0b430163ef5b82"]) : toset([])
  to       = cloudflare_dns_record.office_example_com_loc__909196b8
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.quote_example_com_txt__46ec9270") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/c0fbf390bbb8d7017f172fda8fd34e98"]) : toset([])
  to       = cloudflare_dns_record.quote_example_com_txt__46ec9270
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.signed_example_com_dnskey__8cdb2388") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/c797d5763a56254f19f676b70be2a7d7"]) : toset([])
  to       = cloudflare_dns_record.signed_example_com_dnskey__8cdb2388
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.sip_tcp_example_com_srv__16a15737") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/e02cf78f8429fb65e705d4d0933ad368"]) : toset([])
  to       = cloudflare_dns_record.sip_tcp_example_com_srv__16a15737
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.sip_tcp_example_com_srv__9be36c1c") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/3d7a3feb5ad64dfbde04e7e766905bfa"]) : toset([])
  to       = cloudflare_dns_record.sip_tcp_example_com_srv__9be36c1c
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.ssh_example_com_sshfp__df32e920") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/62b36c1f5e4506a303ffcee3be9af010"]) : toset([])
  to       = cloudflare_dns_record.ssh_example_com_sshfp__df32e920
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.status_example_com_cname") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/4244e2713e07b8ad1271dac134e02810"]) : toset([])
  to       = cloudflare_dns_record.status_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.template_example_com_txt__fd01d7f7") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/62aaa65b2d6edbb5c43f5a336037e5e8"]) : toset([])
  to       = cloudflare_dns_record.template_example_com_txt__fd01d7f7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.umlaut_example_com_txt__7ff808fd") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/19c148a287688bd1269f2e35a0c1b872"]) : toset([])
  to       = cloudflare_dns_record.umlaut_example_com_txt__7ff808fd
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.unquoted_example_com_txt__e0e2fa86") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/0e8e8dac603ba4020fb1ff2af399b8a3"]) : toset([])
  to       = cloudflare_dns_record.unquoted_example_com_txt__e0e2fa86
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.v6_example_com_aaaa__018212fa") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/4e2493ca676cf8343c1e49d9103706b5"]) : toset([])
  to       = cloudflare_dns_record.v6_example_com_aaaa__018212fa
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.vault_example_com_a__e3e3a931") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/9f16018604433527642b7a2c60ef147d"]) : toset([])
  to       = cloudflare_dns_record.vault_example_com_a__e3e3a931
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.wildcard_example_com_cname__e79e9bfe") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/84db6e787dde9b76d88084dea769f62e"]) : toset([])
  to       = cloudflare_dns_record.wildcard_example_com_cname__e79e9bfe
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.wildcard_preview_example_com_aaaa__feb29771") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/85802edcd0b6cf9910e4ee3d0fec875d"]) : toset([])
  to       = cloudflare_dns_record.wildcard_preview_example_com_aaaa__feb29771
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.www_example_com_cname") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/a1e70eaf20065a736abe1204c8c31e52"]) : toset([])
  to       = cloudflare_dns_record.www_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.www_example_org_cname") ? toset(["9f3dd60d8d24a4d3f2c6c9d9ecd56bcc/832070caea94a00ccf141bb4082b599c"]) : toset([])
  to       = cloudflare_dns_record.www_example_org_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.xn_bcher_kva_example_com_a__000d8cf4") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/01b9d8cc0a33d3f8ad7870ff36e07001"]) : toset([])
  to       = cloudflare_dns_record.xn_bcher_kva_example_com_a__000d8cf4
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__0rtt") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/0rtt"]) : toset([])
  to       = cloudflare_zone_setting.example_com__0rtt
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__always_use_https") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/always_use_https"]) : toset([])
  to       = cloudflare_zone_setting.example_com__always_use_https
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__automatic_https_rewrites") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/automatic_https_rewrites"]) : toset([])
  to       = cloudflare_zone_setting.example_com__automatic_https_rewrites
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__automatic_platform_optimization") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/automatic_platform_optimization"]) : toset([])
  to       = cloudflare_zone_setting.example_com__automatic_platform_optimization
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__brotli") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/brotli"]) : toset([])
  to       = cloudflare_zone_setting.example_com__brotli
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__browser_cache_ttl") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/browser_cache_ttl"]) : toset([])
  to       = cloudflare_zone_setting.example_com__browser_cache_ttl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__challenge_ttl") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/challenge_ttl"]) : toset([])
  to       = cloudflare_zone_setting.example_com__challenge_ttl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__ciphers") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/ciphers"]) : toset([])
  to       = cloudflare_zone_setting.example_com__ciphers
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__early_hints") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/early_hints"]) : toset([])
  to       = cloudflare_zone_setting.example_com__early_hints
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__email_obfuscation") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/email_obfuscation"]) : toset([])
  to       = cloudflare_zone_setting.example_com__email_obfuscation
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__http3") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/http3"]) : toset([])
  to       = cloudflare_zone_setting.example_com__http3
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__max_upload") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/max_upload"]) : toset([])
  to       = cloudflare_zone_setting.example_com__max_upload
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__min_tls_version") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/min_tls_version"]) : toset([])
  to       = cloudflare_zone_setting.example_com__min_tls_version
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__nel") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/nel"]) : toset([])
  to       = cloudflare_zone_setting.example_com__nel
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__rocket_loader") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/rocket_loader"]) : toset([])
  to       = cloudflare_zone_setting.example_com__rocket_loader
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__security_header") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/security_header"]) : toset([])
  to       = cloudflare_zone_setting.example_com__security_header
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__security_level") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/security_level"]) : toset([])
  to       = cloudflare_zone_setting.example_com__security_level
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__ssl") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/ssl"]) : toset([])
  to       = cloudflare_zone_setting.example_com__ssl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__tls_1_3") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/tls_1_3"]) : toset([])
  to       = cloudflare_zone_setting.example_com__tls_1_3
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_com__websockets") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/websockets"]) : toset([])
  to       = cloudflare_zone_setting.example_com__websockets
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_org__min_tls_version") ? toset(["9f3dd60d8d24a4d3f2c6c9d9ecd56bcc/min_tls_version"]) : toset([])
  to       = cloudflare_zone_setting.example_org__min_tls_version
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "zone_setting.example_org__ssl") ? toset(["9f3dd60d8d24a4d3f2c6c9d9ecd56bcc/ssl"]) : toset([])
  to       = cloudflare_zone_setting.example_org__ssl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "route_exclusion.example_com_static__b5cf6143") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/87e32bf00ed93860eda66086a4e22065"]) : toset([])
  to       = cloudflare_workers_route.example_com_static__b5cf6143
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "route_exclusion.preview_example_com_robots_txt__852f1a1e") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/cce896e119567fa9db01a96a06c666d6"]) : toset([])
  to       = cloudflare_workers_route.preview_example_com_robots_txt__852f1a1e
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.app") ? toset(["${var.account_id}/82656482-7e29-43ae-aa3e-3bff9916f023"]) : toset([])
  to       = cloudflare_d1_database.app
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.app_staging") ? toset(["${var.account_id}/a388a669-cbec-4017-a634-38010d102f77"]) : toset([])
  to       = cloudflare_d1_database.app_staging
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.eu_customers") ? toset(["${var.account_id}/41a6a08b-7aa3-46ab-adf9-e73c8c88104e"]) : toset([])
  to       = cloudflare_d1_database.eu_customers
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.ops_db") ? toset(["${var.account_id}/f8c5b913-da09-4181-ae79-5fab71f2ad6c"]) : toset([])
  to       = cloudflare_d1_database.ops_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.CONFIG") ? toset(["${var.account_id}/55aa487ede18956b07403b2c06875e1c"]) : toset([])
  to       = cloudflare_workers_kv_namespace.CONFIG
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.SESSIONS") ? toset(["${var.account_id}/e61a9a04f95f19aa5456b09e4029af1e"]) : toset([])
  to       = cloudflare_workers_kv_namespace.SESSIONS
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace._2025_report") ? toset(["${var.account_id}/f2192e1d4643dbabab48950ac1b2fe45"]) : toset([])
  to       = cloudflare_workers_kv_namespace._2025_report
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.berblick__2e5b012d") ? toset(["${var.account_id}/384dd067472b44cf802d76c2443a86ac"]) : toset([])
  to       = cloudflare_workers_kv_namespace.berblick__2e5b012d
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.edge_cache_v2_prod__1824d238") ? toset(["${var.account_id}/e96aea45d66db8010d13116ec4a9bdda"]) : toset([])
  to       = cloudflare_workers_kv_namespace.edge_cache_v2_prod__1824d238
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.edge_cache_v2_prod__b28f48c5") ? toset(["${var.account_id}/eed5daef86c29ef5b5a9f1293705d526"]) : toset([])
  to       = cloudflare_workers_kv_namespace.edge_cache_v2_prod__b28f48c5
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.feature_flags") ? toset(["${var.account_id}/93d877eb1358db4cfdd86005b1225579"]) : toset([])
  to       = cloudflare_workers_kv_namespace.feature_flags
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.it_s_quoted_not_a_template_nor_a_command__3f37f265") ? toset(["${var.account_id}/a40d71f4cef8fef954ab198bc7485074"]) : toset([])
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
  for_each = var.adopt && !contains(var.lost, "queue.events") ? toset(["${var.account_id}/8622108b3847366cb1d04a13345b29bf"]) : toset([])
  to       = cloudflare_queue.events
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "queue.mail") ? toset(["${var.account_id}/aa6e379e9a8940b709edea3eb3d00ce4"]) : toset([])
  to       = cloudflare_queue.mail
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "queue.orders") ? toset(["${var.account_id}/4bf400684dcba5b9ef4466d5355e1094"]) : toset([])
  to       = cloudflare_queue.orders
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "queue.orders_dlq") ? toset(["${var.account_id}/376dd870c27625cf94e9e9413af6e356"]) : toset([])
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
  for_each = var.adopt && !contains(var.lost, "worker.legacy_mailer__7655402f") ? toset(["${var.account_id}/legacy_mailer"]) : toset([])
  to       = cloudflare_workers_script.legacy_mailer__7655402f
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
  for_each = var.adopt && var.start && !contains(var.lost, "worker_schedule.backup") ? toset(["${var.account_id}/backup"]) : toset([])
  to       = cloudflare_workers_cron_trigger.backup[0]
  id       = each.value
}

import {
  for_each = var.adopt && var.start && !contains(var.lost, "worker_schedule.janitor") ? toset(["${var.account_id}/janitor"]) : toset([])
  to       = cloudflare_workers_cron_trigger.janitor[0]
  id       = each.value
}

import {
  for_each = var.adopt && var.start && !contains(var.lost, "worker_schedule.reports") ? toset(["${var.account_id}/reports"]) : toset([])
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
  for_each = var.adopt && !contains(var.lost, "worker_route.example_com__fae3bea0") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/254a7e536d3ed36140f86ced2b10f0c2"]) : toset([])
  to       = cloudflare_workers_route.example_com__fae3bea0
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_route.example_com_account__6f30c3b9") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/7a75523c29bec7da63d71ea249bc6978"]) : toset([])
  to       = cloudflare_workers_route.example_com_account__6f30c3b9
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_route.example_com_thumbnails__40dff22e") ? toset(["023e105f4ecef8ad9ca31a8372d0c353/e0eb8163084cf0958634676ad8739c5a"]) : toset([])
  to       = cloudflare_workers_route.example_com_thumbnails__40dff22e
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_route.www_example_org__aa080c3a") ? toset(["9f3dd60d8d24a4d3f2c6c9d9ecd56bcc/67aeda83b53b8b1697806bf9d4e3f5d9"]) : toset([])
  to       = cloudflare_workers_route.www_example_org__aa080c3a
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_domain.admin_example_com") ? toset(["${var.account_id}/e2294f88f31c8c618c0daddcccc290a5"]) : toset([])
  to       = cloudflare_workers_custom_domain.admin_example_com
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker_domain.shop_example_com") ? toset(["${var.account_id}/b030bac79b3145b760008c5b8cb2505402a82ffe"]) : toset([])
  to       = cloudflare_workers_custom_domain.shop_example_com
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
  for_each = var.adopt && !contains(var.lost, "access_identity_provider.github__275cebd5") ? toset(["accounts/${var.account_id}/${local.ids["access_identity_provider.github__275cebd5"]}"]) : toset([])
  to       = cloudflare_zero_trust_access_identity_provider.github__275cebd5
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_identity_provider.one_time_pin__b548683f") ? toset(["accounts/${var.account_id}/e4e7bf2b-47d8-40c1-a334-6f4151b8f7a7"]) : toset([])
  to       = cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_identity_provider.partners_saml__8d687ac7") ? toset(["accounts/${var.account_id}/ff4f2f2e-f932-44fa-adab-bd7fb2c3b1d0"]) : toset([])
  to       = cloudflare_zero_trust_access_identity_provider.partners_saml__8d687ac7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_group.contractors") ? toset(["accounts/${var.account_id}/6f605e56-2198-4594-a0a9-3774cd7e8e77"]) : toset([])
  to       = cloudflare_zero_trust_access_group.contractors
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_group.staff") ? toset(["accounts/${var.account_id}/218b9332-0e81-42e1-a977-2fa95d6c83a4"]) : toset([])
  to       = cloudflare_zero_trust_access_group.staff
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.health_checks__ca6f9cd7") ? toset(["${var.account_id}/cdb70841-5a17-4a80-a04b-e270066689e4"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.health_checks__ca6f9cd7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.machines__42549186") ? toset(["${var.account_id}/e332a775-062a-48c3-a487-a70e7da8a914"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.machines__42549186
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.mixed__026e8cd7") ? toset(["${var.account_id}/3d7b8a3d-5e34-4bf1-ae60-f9d5dfb06eb4"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.mixed__026e8cd7
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_policy.staff__c8d10cab") ? toset(["${var.account_id}/29f04407-e887-4e23-a658-fa3d08823695"]) : toset([])
  to       = cloudflare_zero_trust_access_policy.staff__c8d10cab
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.account_pages__c9a83603") ? toset(["accounts/${var.account_id}/a838d7b6-6077-4b93-a648-b83734eda7e8"]) : toset([])
  to       = cloudflare_zero_trust_access_application.account_pages__c9a83603
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.chat__6f3d1883") ? toset(["accounts/${var.account_id}/e160bfd0-6ed7-4e64-a770-947e29d73dd3"]) : toset([])
  to       = cloudflare_zero_trust_access_application.chat__6f3d1883
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.dashboard_admin__ca302d41") ? toset(["accounts/${var.account_id}/bb51ec51-7b2c-445e-a0c9-ec6e6d5a75c3"]) : toset([])
  to       = cloudflare_zero_trust_access_application.dashboard_admin__ca302d41
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.grafana__92063455") ? toset(["accounts/${var.account_id}/62ffb814-a629-4f18-a9fd-b20f0f855209"]) : toset([])
  to       = cloudflare_zero_trust_access_application.grafana__92063455
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.payroll__b57094cd") ? toset(["accounts/${var.account_id}/362a569d-365c-4510-a89f-19b50e7c1d8d"]) : toset([])
  to       = cloudflare_zero_trust_access_application.payroll__b57094cd
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "access_application.the_runbook__7268ad52") ? toset(["accounts/${var.account_id}/b4fd0a2c-7eab-4cc7-aa3d-878abb64bd18"]) : toset([])
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
