# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.

output "ids" {
  description = "The ids of what Terraform holds and something may refer to, by key."
  value = {
    "d1_database.abs_db_oc" : cloudflare_d1_database.abs_db_oc.id
    "d1_database.calendar_db" : cloudflare_d1_database.calendar_db.id
    "d1_database.engine_db_oc" : cloudflare_d1_database.engine_db_oc.id
    "d1_database.landscape_db" : cloudflare_d1_database.landscape_db.id
    "d1_database.licensing_db_oc" : cloudflare_d1_database.licensing_db_oc.id
    "d1_database.microcredentials_db" : cloudflare_d1_database.microcredentials_db.id
    "d1_database.ops_db" : cloudflare_d1_database.ops_db.id
    "d1_database.radar_db" : cloudflare_d1_database.radar_db.id
    "d1_database.rtopacks_db" : cloudflare_d1_database.rtopacks_db.id
    "kv_namespace.RADAR_KV" : cloudflare_workers_kv_namespace.RADAR_KV.id
    "kv_namespace.SEARCH_CACHE" : cloudflare_workers_kv_namespace.SEARCH_CACHE.id
    "kv_namespace.SESSION_KV" : cloudflare_workers_kv_namespace.SESSION_KV.id
  }
}
