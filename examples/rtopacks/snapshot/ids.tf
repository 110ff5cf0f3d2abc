# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What the inventory records; empty where it records none.

locals {
  ids = merge({
    "d1_database.abs_db_oc" : "0a78dd86-b129-4175-93fc-396435118954"
    "d1_database.calendar_db" : "5302f06c-f135-45dd-9e43-6d68d2049e2c"
    "d1_database.engine_db_oc" : "81e2919a-6587-40a1-b749-0a65103d95f0"
    "d1_database.landscape_db" : "da6ac712-2e13-448a-964f-0eba4ea15006"
    "d1_database.licensing_db_oc" : "400fd979-b5f9-460e-b4e2-3af074ecec31"
    "d1_database.microcredentials_db" : "6657018a-bff1-4377-b7ee-5223b0780b5b"
    "d1_database.ops_db" : "0692049c-1bf1-49e7-9229-3773eeba1a45"
    "d1_database.radar_db" : "2ee90250-4a97-4698-a2b7-7a844a70833b"
    "d1_database.rto_intake_db" : ""
    "d1_database.rto_intake_db_staging" : ""
    "d1_database.rto_ops_db_staging" : ""
    "d1_database.rto_workspace_db_staging" : ""
    "d1_database.rtopacks_db" : "1249760d-070a-43f8-81d7-de462b626cdf"
    "kv_namespace.MCP_API_KEYS" : ""
    "kv_namespace.RADAR_KV" : "c20a07510b80491faeb79fcb7a74ce89"
    "kv_namespace.RTOPACKS_OPERATIONAL_KEYS" : ""
    "kv_namespace.SEARCH_CACHE" : "afcfa4f69bc64313a0b57474f818e211"
    "kv_namespace.SESSION_KV" : "21f59a0848764fb08c08c4c7eac17535"
    "zone.rtopacks_dev" : ""
  }, var.ids)
}
