# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A worker script with everything that is deployed with it.
#
# Every argument is ignored once a worker is there. Any update of an adopted
# worker destroys something: it uploads the code again without the secrets,
# and without what the resource cannot hold. Creation is not affected.

# CRICOS monthly refresh — institutions, courses, locations,
# course-locations
resource "cloudflare_workers_script" "cricos_sync" {
  account_id = var.account_id
  name       = "cricos-sync"
  content    = file("${path.module}/workers/cricos_sync/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# RTO enrichment from TGA — rotating sweep of all current RTOs
resource "cloudflare_workers_script" "enrich_sync" {
  account_id = var.account_id
  name       = "enrich-sync"
  content    = file("${path.module}/workers/enrich_sync/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Knowledge node preview surface
resource "cloudflare_workers_script" "kn_preview" {
  account_id = var.account_id
  name       = "kn-preview"
  content    = file("${path.module}/workers/kn_preview/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# QB OAuth token heartbeat (100-day rotation) + retry failed QB pushes
resource "cloudflare_workers_script" "qb_reconcile" {
  account_id = var.account_id
  name       = "qb-reconcile"
  content    = file("${path.module}/workers/qb_reconcile/placeholder.mjs")
  module     = true

  kv_namespace_binding {
    name         = "SESSION_KV"
    namespace_id = cloudflare_workers_kv_namespace.SESSION_KV.id
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Qualification pre-aggregation.
resource "cloudflare_workers_script" "qual_enrichment" {
  count = contains(var.held, "worker.qual_enrichment") ? 0 : 1

  account_id = var.account_id
  name       = "qual-enrichment"
  content    = file("${path.module}/workers/qual_enrichment/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# RTO digital footprint crawler. Writes raw observations + crawl results +
# screenshots. Does NOT write radar_dossiers or radar_signals
# (operator-curated layer).
resource "cloudflare_workers_script" "radar_crawl" {
  account_id = var.account_id
  name       = "radar-crawl"
  content    = file("${path.module}/workers/radar_crawl/placeholder.mjs")
  module     = true

  kv_namespace_binding {
    name         = "RADAR_KV"
    namespace_id = cloudflare_workers_kv_namespace.RADAR_KV.id
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# CF-Access-gated docs proxy (docs.rtopacks.com.au). Used by Claude via
# path-secret URL.
resource "cloudflare_workers_script" "rto_docs_proxy" {
  account_id = var.account_id
  name       = "rto-docs-proxy"
  content    = file("${path.module}/workers/rto_docs_proxy/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# AusTender ATM daily + OCDS weekly.
resource "cloudflare_workers_script" "rto_tender_sync" {
  account_id = var.account_id
  name       = "rto-tender-sync"
  content    = file("${path.module}/workers/rto_tender_sync/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Zone traffic stats to D1.
resource "cloudflare_workers_script" "rto_traffic_snapshot" {
  account_id = var.account_id
  name       = "rto-traffic-snapshot"
  content    = file("${path.module}/workers/rto_traffic_snapshot/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Public trust proxy (trust.rtopacks.com.au)
resource "cloudflare_workers_script" "rto_trust_proxy" {
  account_id = var.account_id
  name       = "rto-trust-proxy"
  content    = file("${path.module}/workers/rto_trust_proxy/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Admin console (org browser, Radar, finance, Sync Observatory)
resource "cloudflare_workers_script" "rtopacks_admin" {
  account_id = var.account_id
  name       = "rtopacks-admin"
  content    = file("${path.module}/workers/rtopacks_admin/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "rtopacks_admin_dev" {
  account_id = var.account_id
  name       = "rtopacks-admin-dev"
  content    = file("${path.module}/workers/rtopacks_admin_dev/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Workspace API surface
resource "cloudflare_workers_script" "rtopacks_api" {
  account_id = var.account_id
  name       = "rtopacks-api"
  content    = file("${path.module}/workers/rtopacks_api/placeholder.mjs")
  module     = true

  kv_namespace_binding {
    name         = "RTOPACKS_OPERATIONAL_KEYS"
    namespace_id = local.ids["kv_namespace.RTOPACKS_OPERATIONAL_KEYS"]
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# VET industry calendar events
resource "cloudflare_workers_script" "rtopacks_cal_sync" {
  account_id = var.account_id
  name       = "rtopacks-cal-sync"
  content    = file("${path.module}/workers/rtopacks_cal_sync/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Keeps D1 read replicas hot
resource "cloudflare_workers_script" "rtopacks_d1_warmer" {
  account_id = var.account_id
  name       = "rtopacks-d1-warmer"
  content    = file("${path.module}/workers/rtopacks_d1_warmer/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# RTO address geocoding
resource "cloudflare_workers_script" "rtopacks_geocoder" {
  account_id = var.account_id
  name       = "rtopacks-geocoder"
  content    = file("${path.module}/workers/rtopacks_geocoder/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Regional labour market data.
resource "cloudflare_workers_script" "rtopacks_glmd_ingest" {
  count = contains(var.held, "worker.rtopacks_glmd_ingest") ? 0 : 1

  account_id = var.account_id
  name       = "rtopacks-glmd-ingest"
  content    = file("${path.module}/workers/rtopacks_glmd_ingest/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Central API for billing, QB push, org lookups, entitlements
resource "cloudflare_workers_script" "rtopacks_internal_api" {
  account_id = var.account_id
  name       = "rtopacks-internal-api"
  content    = file("${path.module}/workers/rtopacks_internal_api/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Internal API for dev surfaces
resource "cloudflare_workers_script" "rtopacks_internal_api_dev" {
  account_id = var.account_id
  name       = "rtopacks-internal-api-dev"
  content    = file("${path.module}/workers/rtopacks_internal_api_dev/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Internet Vacancy Index from JSA.
resource "cloudflare_workers_script" "rtopacks_ivi_ingest" {
  account_id = var.account_id
  name       = "rtopacks-ivi-ingest"
  content    = file("${path.module}/workers/rtopacks_ivi_ingest/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Jobs and Skills Australia — VET training + outcomes ingest. November-only
# branch writes recon_vnda. Has explicit jsa_ingest_runs status table.
resource "cloudflare_workers_script" "rtopacks_jsa_ingest" {
  account_id = var.account_id
  name       = "rtopacks-jsa-ingest"
  content    = file("${path.module}/workers/rtopacks_jsa_ingest/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# HTTP proxy for jobsandskills.gov.au APIs that block CF Workers IP range.
# Used by rtopacks-jsa-ingest. Likely also needed for ivi-ingest + osl-ingest
# recovery (MCRA Phase 5 Item 1).
resource "cloudflare_workers_script" "rtopacks_jsa_proxy" {
  account_id = var.account_id
  name       = "rtopacks-jsa-proxy"
  content    = file("${path.module}/workers/rtopacks_jsa_proxy/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# MAGDA government dataset catalogue monitoring
resource "cloudflare_workers_script" "rtopacks_magda_monitor" {
  account_id = var.account_id
  name       = "rtopacks-magda-monitor"
  content    = file("${path.module}/workers/rtopacks_magda_monitor/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Model Context Protocol surface (mcp.rtopacks.com.au).
resource "cloudflare_workers_script" "rtopacks_mcp" {
  account_id = var.account_id
  name       = "rtopacks-mcp"
  content    = file("${path.module}/workers/rtopacks_mcp/placeholder.mjs")
  module     = true

  kv_namespace_binding {
    name         = "MCP_API_KEYS"
    namespace_id = local.ids["kv_namespace.MCP_API_KEYS"]
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Occupational Skills Lists (skill-shortage ratings).
resource "cloudflare_workers_script" "rtopacks_osl_ingest" {
  account_id = var.account_id
  name       = "rtopacks-osl-ingest"
  content    = file("${path.module}/workers/rtopacks_osl_ingest/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Prelaunch operations (waitlist, intake, verify)
resource "cloudflare_workers_script" "rtopacks_prelaunch" {
  account_id = var.account_id
  name       = "rtopacks-prelaunch"
  content    = file("${path.module}/workers/rtopacks_prelaunch/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Session log archival to R2. Sends failure-only notification email.
resource "cloudflare_workers_script" "rtopacks_session_archiver" {
  account_id = var.account_id
  name       = "rtopacks-session-archiver"
  content    = file("${path.module}/workers/rtopacks_session_archiver/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Public site (rtopacks.com.au); producer for rtopacks-ingest-queue
resource "cloudflare_workers_script" "rtopacks_site" {
  account_id = var.account_id
  name       = "rtopacks-site"
  content    = file("${path.module}/workers/rtopacks_site/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "rtopacks_site_dev" {
  account_id = var.account_id
  name       = "rtopacks-site-dev"
  content    = file("${path.module}/workers/rtopacks_site_dev/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# TEQSA monthly provider register refresh
resource "cloudflare_workers_script" "rtopacks_teqsa_sync" {
  account_id = var.account_id
  name       = "rtopacks-teqsa-sync"
  content    = file("${path.module}/workers/rtopacks_teqsa_sync/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# On-demand RTO enrichment from public site traffic
resource "cloudflare_workers_script" "rtopacks_tga_ingest" {
  account_id = var.account_id
  name       = "rtopacks-tga-ingest"
  content    = file("${path.module}/workers/rtopacks_tga_ingest/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Daily per-request traffic log aggregation.
resource "cloudflare_workers_script" "rtopacks_traffic_logger" {
  account_id = var.account_id
  name       = "rtopacks-traffic-logger"
  content    = file("${path.module}/workers/rtopacks_traffic_logger/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# VNDA atlas (Power BI export source).
resource "cloudflare_workers_script" "rtopacks_vnda_atlas_ingest" {
  count = contains(var.held, "worker.rtopacks_vnda_atlas_ingest") ? 0 : 1

  account_id = var.account_id
  name       = "rtopacks-vnda-atlas-ingest"
  content    = file("${path.module}/workers/rtopacks_vnda_atlas_ingest/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# Client workspace (billing, entitlements, subscription)
resource "cloudflare_workers_script" "rtopacks_workspace" {
  account_id = var.account_id
  name       = "rtopacks-workspace"
  content    = file("${path.module}/workers/rtopacks_workspace/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "rtopacks_workspace_dev" {
  account_id = var.account_id
  name       = "rtopacks-workspace-dev"
  content    = file("${path.module}/workers/rtopacks_workspace_dev/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# ABS + TGA homepage stats
resource "cloudflare_workers_script" "stats_cache" {
  account_id = var.account_id
  name       = "stats-cache"
  content    = file("${path.module}/workers/stats_cache/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# TGA weekly delta sync — sweep, training, orgs, utility phases chained via
# queue
resource "cloudflare_workers_script" "tga_sync" {
  account_id = var.account_id
  name       = "tga-sync"
  content    = file("${path.module}/workers/tga_sync/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}
