# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What exists is adopted, object by object. An object named in var.lost is
# created instead; with var.adopt = false all are.

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.abs_db_oc") ? toset(["${var.account_id}/${local.ids["d1_database.abs_db_oc"]}"]) : toset([])
  to       = cloudflare_d1_database.abs_db_oc
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.calendar_db") ? toset(["${var.account_id}/${local.ids["d1_database.calendar_db"]}"]) : toset([])
  to       = cloudflare_d1_database.calendar_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.engine_db_oc") ? toset(["${var.account_id}/${local.ids["d1_database.engine_db_oc"]}"]) : toset([])
  to       = cloudflare_d1_database.engine_db_oc
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.landscape_db") ? toset(["${var.account_id}/${local.ids["d1_database.landscape_db"]}"]) : toset([])
  to       = cloudflare_d1_database.landscape_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.licensing_db_oc") ? toset(["${var.account_id}/${local.ids["d1_database.licensing_db_oc"]}"]) : toset([])
  to       = cloudflare_d1_database.licensing_db_oc
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.microcredentials_db") ? toset(["${var.account_id}/${local.ids["d1_database.microcredentials_db"]}"]) : toset([])
  to       = cloudflare_d1_database.microcredentials_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.ops_db") ? toset(["${var.account_id}/${local.ids["d1_database.ops_db"]}"]) : toset([])
  to       = cloudflare_d1_database.ops_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.radar_db") ? toset(["${var.account_id}/${local.ids["d1_database.radar_db"]}"]) : toset([])
  to       = cloudflare_d1_database.radar_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.rtopacks_db") ? toset(["${var.account_id}/${local.ids["d1_database.rtopacks_db"]}"]) : toset([])
  to       = cloudflare_d1_database.rtopacks_db
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.RADAR_KV") ? toset(["${var.account_id}/${local.ids["kv_namespace.RADAR_KV"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.RADAR_KV
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.SEARCH_CACHE") ? toset(["${var.account_id}/${local.ids["kv_namespace.SEARCH_CACHE"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.SEARCH_CACHE
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "kv_namespace.SESSION_KV") ? toset(["${var.account_id}/${local.ids["kv_namespace.SESSION_KV"]}"]) : toset([])
  to       = cloudflare_workers_kv_namespace.SESSION_KV
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.radar_screenshots") ? toset(["${var.account_id}/radar-screenshots"]) : toset([])
  to       = cloudflare_r2_bucket.radar_screenshots
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.rtopacks_client_media") ? toset(["${var.account_id}/rtopacks-client-media"]) : toset([])
  to       = cloudflare_r2_bucket.rtopacks_client_media
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.rtopacks_session_archive") ? toset(["${var.account_id}/rtopacks-session-archive"]) : toset([])
  to       = cloudflare_r2_bucket.rtopacks_session_archive
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "r2_bucket.tga_content") ? toset(["${var.account_id}/tga-content"]) : toset([])
  to       = cloudflare_r2_bucket.tga_content
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.cricos_sync") ? toset(["${var.account_id}/cricos-sync"]) : toset([])
  to       = cloudflare_workers_script.cricos_sync
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.enrich_sync") ? toset(["${var.account_id}/enrich-sync"]) : toset([])
  to       = cloudflare_workers_script.enrich_sync
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.kn_preview") ? toset(["${var.account_id}/kn-preview"]) : toset([])
  to       = cloudflare_workers_script.kn_preview
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.qb_reconcile") ? toset(["${var.account_id}/qb-reconcile"]) : toset([])
  to       = cloudflare_workers_script.qb_reconcile
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker.qual_enrichment") && !contains(var.lost, "worker.qual_enrichment") ? toset(["${var.account_id}/qual-enrichment"]) : toset([])
  to       = cloudflare_workers_script.qual_enrichment[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.radar_crawl") ? toset(["${var.account_id}/radar-crawl"]) : toset([])
  to       = cloudflare_workers_script.radar_crawl
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rto_docs_proxy") ? toset(["${var.account_id}/rto-docs-proxy"]) : toset([])
  to       = cloudflare_workers_script.rto_docs_proxy
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rto_tender_sync") ? toset(["${var.account_id}/rto-tender-sync"]) : toset([])
  to       = cloudflare_workers_script.rto_tender_sync
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rto_traffic_snapshot") ? toset(["${var.account_id}/rto-traffic-snapshot"]) : toset([])
  to       = cloudflare_workers_script.rto_traffic_snapshot
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rto_trust_proxy") ? toset(["${var.account_id}/rto-trust-proxy"]) : toset([])
  to       = cloudflare_workers_script.rto_trust_proxy
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_admin") ? toset(["${var.account_id}/rtopacks-admin"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_admin
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_admin_dev") ? toset(["${var.account_id}/rtopacks-admin-dev"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_admin_dev
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_api") ? toset(["${var.account_id}/rtopacks-api"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_api
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_cal_sync") ? toset(["${var.account_id}/rtopacks-cal-sync"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_cal_sync
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_d1_warmer") ? toset(["${var.account_id}/rtopacks-d1-warmer"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_d1_warmer
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_geocoder") ? toset(["${var.account_id}/rtopacks-geocoder"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_geocoder
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker.rtopacks_glmd_ingest") && !contains(var.lost, "worker.rtopacks_glmd_ingest") ? toset(["${var.account_id}/rtopacks-glmd-ingest"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_glmd_ingest[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_internal_api") ? toset(["${var.account_id}/rtopacks-internal-api"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_internal_api
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_internal_api_dev") ? toset(["${var.account_id}/rtopacks-internal-api-dev"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_internal_api_dev
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_ivi_ingest") ? toset(["${var.account_id}/rtopacks-ivi-ingest"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_ivi_ingest
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_jsa_ingest") ? toset(["${var.account_id}/rtopacks-jsa-ingest"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_jsa_ingest
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_jsa_proxy") ? toset(["${var.account_id}/rtopacks-jsa-proxy"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_jsa_proxy
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_magda_monitor") ? toset(["${var.account_id}/rtopacks-magda-monitor"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_magda_monitor
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_mcp") ? toset(["${var.account_id}/rtopacks-mcp"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_mcp
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_osl_ingest") ? toset(["${var.account_id}/rtopacks-osl-ingest"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_osl_ingest
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_prelaunch") ? toset(["${var.account_id}/rtopacks-prelaunch"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_prelaunch
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_session_archiver") ? toset(["${var.account_id}/rtopacks-session-archiver"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_session_archiver
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_site") ? toset(["${var.account_id}/rtopacks-site"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_site
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_site_dev") ? toset(["${var.account_id}/rtopacks-site-dev"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_site_dev
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_teqsa_sync") ? toset(["${var.account_id}/rtopacks-teqsa-sync"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_teqsa_sync
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_tga_ingest") ? toset(["${var.account_id}/rtopacks-tga-ingest"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_tga_ingest
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_traffic_logger") ? toset(["${var.account_id}/rtopacks-traffic-logger"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_traffic_logger
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker.rtopacks_vnda_atlas_ingest") && !contains(var.lost, "worker.rtopacks_vnda_atlas_ingest") ? toset(["${var.account_id}/rtopacks-vnda-atlas-ingest"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_vnda_atlas_ingest[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_workspace") ? toset(["${var.account_id}/rtopacks-workspace"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_workspace
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.rtopacks_workspace_dev") ? toset(["${var.account_id}/rtopacks-workspace-dev"]) : toset([])
  to       = cloudflare_workers_script.rtopacks_workspace_dev
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.stats_cache") ? toset(["${var.account_id}/stats-cache"]) : toset([])
  to       = cloudflare_workers_script.stats_cache
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.tga_sync") ? toset(["${var.account_id}/tga-sync"]) : toset([])
  to       = cloudflare_workers_script.tga_sync
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.cricos_sync") && !contains(var.lost, "worker_schedule.cricos_sync") ? toset(["${var.account_id}/cricos-sync"]) : toset([])
  to       = cloudflare_workers_cron_trigger.cricos_sync[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.enrich_sync") && !contains(var.lost, "worker_schedule.enrich_sync") ? toset(["${var.account_id}/enrich-sync"]) : toset([])
  to       = cloudflare_workers_cron_trigger.enrich_sync[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.qb_reconcile") && !contains(var.lost, "worker_schedule.qb_reconcile") ? toset(["${var.account_id}/qb-reconcile"]) : toset([])
  to       = cloudflare_workers_cron_trigger.qb_reconcile[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.qual_enrichment") && !contains(var.lost, "worker_schedule.qual_enrichment") ? toset(["${var.account_id}/qual-enrichment"]) : toset([])
  to       = cloudflare_workers_cron_trigger.qual_enrichment[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.radar_crawl") && !contains(var.lost, "worker_schedule.radar_crawl") ? toset(["${var.account_id}/radar-crawl"]) : toset([])
  to       = cloudflare_workers_cron_trigger.radar_crawl[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rto_tender_sync") && !contains(var.lost, "worker_schedule.rto_tender_sync") ? toset(["${var.account_id}/rto-tender-sync"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rto_tender_sync[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rto_traffic_snapshot") && !contains(var.lost, "worker_schedule.rto_traffic_snapshot") ? toset(["${var.account_id}/rto-traffic-snapshot"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rto_traffic_snapshot[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_cal_sync") && !contains(var.lost, "worker_schedule.rtopacks_cal_sync") ? toset(["${var.account_id}/rtopacks-cal-sync"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_cal_sync[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_d1_warmer") && !contains(var.lost, "worker_schedule.rtopacks_d1_warmer") ? toset(["${var.account_id}/rtopacks-d1-warmer"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_d1_warmer[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_glmd_ingest") && !contains(var.lost, "worker_schedule.rtopacks_glmd_ingest") ? toset(["${var.account_id}/rtopacks-glmd-ingest"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_glmd_ingest[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_ivi_ingest") && !contains(var.lost, "worker_schedule.rtopacks_ivi_ingest") ? toset(["${var.account_id}/rtopacks-ivi-ingest"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_ivi_ingest[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_jsa_ingest") && !contains(var.lost, "worker_schedule.rtopacks_jsa_ingest") ? toset(["${var.account_id}/rtopacks-jsa-ingest"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_jsa_ingest[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_magda_monitor") && !contains(var.lost, "worker_schedule.rtopacks_magda_monitor") ? toset(["${var.account_id}/rtopacks-magda-monitor"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_magda_monitor[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_osl_ingest") && !contains(var.lost, "worker_schedule.rtopacks_osl_ingest") ? toset(["${var.account_id}/rtopacks-osl-ingest"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_osl_ingest[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_session_archiver") && !contains(var.lost, "worker_schedule.rtopacks_session_archiver") ? toset(["${var.account_id}/rtopacks-session-archiver"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_session_archiver[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_teqsa_sync") && !contains(var.lost, "worker_schedule.rtopacks_teqsa_sync") ? toset(["${var.account_id}/rtopacks-teqsa-sync"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_teqsa_sync[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_traffic_logger") && !contains(var.lost, "worker_schedule.rtopacks_traffic_logger") ? toset(["${var.account_id}/rtopacks-traffic-logger"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_traffic_logger[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.rtopacks_vnda_atlas_ingest") && !contains(var.lost, "worker_schedule.rtopacks_vnda_atlas_ingest") ? toset(["${var.account_id}/rtopacks-vnda-atlas-ingest"]) : toset([])
  to       = cloudflare_workers_cron_trigger.rtopacks_vnda_atlas_ingest[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.stats_cache") && !contains(var.lost, "worker_schedule.stats_cache") ? toset(["${var.account_id}/stats-cache"]) : toset([])
  to       = cloudflare_workers_cron_trigger.stats_cache[0]
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.tga_sync") && !contains(var.lost, "worker_schedule.tga_sync") ? toset(["${var.account_id}/tga-sync"]) : toset([])
  to       = cloudflare_workers_cron_trigger.tga_sync[0]
  id       = each.value
}
