# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A D1 database.
#
# Ignored: name. Where the inventory has it only from a document, it must not
# change what is there.

# ABS statistical data
resource "cloudflare_d1_database" "abs_db_oc" {
  account_id = var.account_id
  name       = "abs-db-oc"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# VET industry calendar events
resource "cloudflare_d1_database" "calendar_db" {
  account_id = var.account_id
  name       = "calendar-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# Workspace engine state (tier resolution, user sessions, org memberships)
resource "cloudflare_d1_database" "engine_db_oc" {
  account_id = var.account_id
  name       = "engine-db-oc"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# Vendor landscape / market intelligence
resource "cloudflare_d1_database" "landscape_db" {
  account_id = var.account_id
  name       = "landscape-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# NSW occupational licensing
resource "cloudflare_d1_database" "licensing_db_oc" {
  account_id = var.account_id
  name       = "licensing-db-oc"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# Micro-credentials
resource "cloudflare_d1_database" "microcredentials_db" {
  account_id = var.account_id
  name       = "microcredentials-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# Operational state — billing, admin sessions, observatory logs, sync
# cursors, regulatory events. 60 tables — see
# [[project-ops-db-content-audit-01]] for content audit pending.
resource "cloudflare_d1_database" "ops_db" {
  account_id = var.account_id
  name       = "ops-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# RTO radar — raw observations (worker-driven) + dossiers/signals
# (operator-curated).
resource "cloudflare_d1_database" "radar_db" {
  account_id = var.account_id
  name       = "radar-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

# TGA corpus + CRICOS + enriched RTO data + JSA family tables (the NRT moat).
# Read-only from most workers; written by tga-sync, cricos-sync, tga-ingest,
# enrich-sync, qual-enrichment, the ingest cohort (ivi/osl/glmd/vnda/jsa).
resource "cloudflare_d1_database" "rtopacks_db" {
  account_id = var.account_id
  name       = "rtopacks-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}
