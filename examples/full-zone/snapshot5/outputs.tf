# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.

output "ids" {
  description = "The ids of what Terraform holds and something may refer to, by key."
  value = {
    "access_application.account_pages__c9a83603" : cloudflare_zero_trust_access_application.account_pages__c9a83603.id
    "access_application.chat__6f3d1883" : cloudflare_zero_trust_access_application.chat__6f3d1883.id
    "access_application.dashboard_admin__ca302d41" : cloudflare_zero_trust_access_application.dashboard_admin__ca302d41.id
    "access_application.grafana__92063455" : cloudflare_zero_trust_access_application.grafana__92063455.id
    "access_application.payroll__b57094cd" : cloudflare_zero_trust_access_application.payroll__b57094cd.id
    "access_application.the_runbook__7268ad52" : cloudflare_zero_trust_access_application.the_runbook__7268ad52.id
    "access_group.contractors" : cloudflare_zero_trust_access_group.contractors.id
    "access_group.staff" : cloudflare_zero_trust_access_group.staff.id
    "access_identity_provider.github__275cebd5" : cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
    "access_identity_provider.one_time_pin__b548683f" : cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f.id
    "access_identity_provider.partners_saml__8d687ac7" : cloudflare_zero_trust_access_identity_provider.partners_saml__8d687ac7.id
    "access_policy.health_checks__ca6f9cd7" : cloudflare_zero_trust_access_policy.health_checks__ca6f9cd7.id
    "access_policy.machines__42549186" : cloudflare_zero_trust_access_policy.machines__42549186.id
    "access_policy.mixed__026e8cd7" : cloudflare_zero_trust_access_policy.mixed__026e8cd7.id
    "access_policy.staff__c8d10cab" : cloudflare_zero_trust_access_policy.staff__c8d10cab.id
    "account_ruleset.bad_scanners__10d92955" : cloudflare_ruleset.bad_scanners__10d92955.id
    "account_ruleset.http_request_firewall_custom__8a9363b8" : cloudflare_ruleset.http_request_firewall_custom__8a9363b8.id
    "d1_database.app" : cloudflare_d1_database.app.id
    "d1_database.app_staging" : cloudflare_d1_database.app_staging.id
    "d1_database.eu_customers" : cloudflare_d1_database.eu_customers.id
    "d1_database.ops_db" : cloudflare_d1_database.ops_db.id
    "email_routing_address.founder_example_net__83429962" : cloudflare_email_routing_address.founder_example_net__83429962.id
    "email_routing_address.new_example_net__7a55b2b8" : cloudflare_email_routing_address.new_example_net__7a55b2b8.id
    "kv_namespace.CONFIG" : cloudflare_workers_kv_namespace.CONFIG.id
    "kv_namespace.SESSIONS" : cloudflare_workers_kv_namespace.SESSIONS.id
    "kv_namespace._2025_report" : cloudflare_workers_kv_namespace._2025_report.id
    "kv_namespace.berblick__2e5b012d" : cloudflare_workers_kv_namespace.berblick__2e5b012d.id
    "kv_namespace.edge_cache_v2_prod__1824d238" : cloudflare_workers_kv_namespace.edge_cache_v2_prod__1824d238.id
    "kv_namespace.edge_cache_v2_prod__b28f48c5" : cloudflare_workers_kv_namespace.edge_cache_v2_prod__b28f48c5.id
    "kv_namespace.feature_flags" : cloudflare_workers_kv_namespace.feature_flags.id
    "kv_namespace.it_s_quoted_not_a_template_nor_a_command__3f37f265" : cloudflare_workers_kv_namespace.it_s_quoted_not_a_template_nor_a_command__3f37f265.id
    "queue.events" : cloudflare_queue.events.queue_id
    "queue.mail" : cloudflare_queue.mail.queue_id
    "queue.orders" : cloudflare_queue.orders.queue_id
    "queue.orders_dlq" : cloudflare_queue.orders_dlq.queue_id
    "tunnel.office" : cloudflare_zero_trust_tunnel_cloudflared.office.id
    "tunnel.the_lab_s_box__51adef34" : cloudflare_zero_trust_tunnel_cloudflared.the_lab_s_box__51adef34.id
    "zone._113_0_203_in-addr_arpa" : cloudflare_zone._113_0_203_in-addr_arpa.id
    "zone.example_com" : cloudflare_zone.example_com.id
    "zone.example_org" : cloudflare_zone.example_org.id
  }
}
