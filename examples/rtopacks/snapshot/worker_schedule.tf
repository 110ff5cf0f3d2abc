# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The cron triggers of a worker, all of them: the API has them as one list.

resource "cloudflare_workers_cron_trigger" "cricos_sync" {
  count = contains(var.held, "worker_schedule.cricos_sync") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.cricos_sync.name
  schedules   = ["0 18 1 * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "enrich_sync" {
  count = contains(var.held, "worker_schedule.enrich_sync") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.enrich_sync.name
  schedules   = ["0 12 * * SAT"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "qb_reconcile" {
  count = contains(var.held, "worker_schedule.qb_reconcile") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.qb_reconcile.name
  schedules   = ["0 20 * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "qual_enrichment" {
  count = contains(var.held, "worker_schedule.qual_enrichment") ? 0 : 1

  account_id  = var.account_id
  script_name = one(cloudflare_workers_script.qual_enrichment[*].name)
  schedules   = ["0 17 * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "radar_crawl" {
  count = contains(var.held, "worker_schedule.radar_crawl") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.radar_crawl.name
  schedules   = ["0 16 1 * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rto_tender_sync" {
  count = contains(var.held, "worker_schedule.rto_tender_sync") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rto_tender_sync.name
  schedules   = ["0 8 * * *", "0 10 * * SAT"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rto_traffic_snapshot" {
  count = contains(var.held, "worker_schedule.rto_traffic_snapshot") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rto_traffic_snapshot.name
  schedules   = ["0 2 * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_cal_sync" {
  count = contains(var.held, "worker_schedule.rtopacks_cal_sync") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_cal_sync.name
  schedules   = ["0 20 1 * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_d1_warmer" {
  count = contains(var.held, "worker_schedule.rtopacks_d1_warmer") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_d1_warmer.name
  schedules   = ["*/10 * * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_glmd_ingest" {
  count = contains(var.held, "worker_schedule.rtopacks_glmd_ingest") ? 0 : 1

  account_id  = var.account_id
  script_name = one(cloudflare_workers_script.rtopacks_glmd_ingest[*].name)
  schedules   = ["0 5 * * 1"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_ivi_ingest" {
  count = contains(var.held, "worker_schedule.rtopacks_ivi_ingest") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_ivi_ingest.name
  schedules   = ["0 6 * * 3"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_jsa_ingest" {
  count = contains(var.held, "worker_schedule.rtopacks_jsa_ingest") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_jsa_ingest.name
  schedules   = ["0 2 1 * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_magda_monitor" {
  count = contains(var.held, "worker_schedule.rtopacks_magda_monitor") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_magda_monitor.name
  schedules   = ["0 20 1 * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_osl_ingest" {
  count = contains(var.held, "worker_schedule.rtopacks_osl_ingest") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_osl_ingest.name
  schedules   = ["0 3 * * 1"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_session_archiver" {
  count = contains(var.held, "worker_schedule.rtopacks_session_archiver") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_session_archiver.name
  schedules   = ["0 16 * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_teqsa_sync" {
  count = contains(var.held, "worker_schedule.rtopacks_teqsa_sync") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_teqsa_sync.name
  schedules   = ["0 5 1 * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_traffic_logger" {
  count = contains(var.held, "worker_schedule.rtopacks_traffic_logger") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.rtopacks_traffic_logger.name
  schedules   = ["0 2 * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "rtopacks_vnda_atlas_ingest" {
  count = contains(var.held, "worker_schedule.rtopacks_vnda_atlas_ingest") ? 0 : 1

  account_id  = var.account_id
  script_name = one(cloudflare_workers_script.rtopacks_vnda_atlas_ingest[*].name)
  schedules   = ["0 4 * * 1"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "stats_cache" {
  count = contains(var.held, "worker_schedule.stats_cache") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.stats_cache.name
  schedules   = ["0 */6 * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "tga_sync" {
  count = contains(var.held, "worker_schedule.tga_sync") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.tga_sync.name
  schedules   = ["0 16 * * SAT"]

  lifecycle {
    prevent_destroy = true
  }
}
