# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A KV namespace.
#
# Ignored: title. The provider reads it when it imports and never again, so
# that a title that was changed since would be changed back. Where the
# inventory has it only from a document, it must not change what is there.

# radar-crawl cursor state
resource "cloudflare_workers_kv_namespace" "RADAR_KV" {
  account_id = var.account_id
  title      = "RADAR_KV"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

# Search result cache (admin + site)
resource "cloudflare_workers_kv_namespace" "SEARCH_CACHE" {
  account_id = var.account_id
  title      = "SEARCH_CACHE"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

# Admin/workspace sessions, QB OAuth tokens (qb-access-token,
# qb-refresh-token), cron heartbeats
resource "cloudflare_workers_kv_namespace" "SESSION_KV" {
  account_id = var.account_id
  title      = "SESSION_KV"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}
