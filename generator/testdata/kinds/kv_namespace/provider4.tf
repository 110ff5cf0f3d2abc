# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A KV namespace.
#
# Ignored: title. The provider reads it when it imports and never again, so
# that a title that was changed since would be changed back. Where the
# inventory has it only from a document, it must not change what is there.

resource "cloudflare_workers_kv_namespace" "CONFIG" {
  account_id = var.account_id
  title      = "CONFIG"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

# Who is signed in.
resource "cloudflare_workers_kv_namespace" "SESSIONS" {
  account_id = var.account_id
  title      = "SESSIONS"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

resource "cloudflare_workers_kv_namespace" "_2025_report" {
  account_id = var.account_id
  title      = "2025-report"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

resource "cloudflare_workers_kv_namespace" "berblick__2e5b012d" {
  count = contains(var.held, "kv_namespace.berblick__2e5b012d") ? 0 : 1

  account_id = var.account_id
  title      = "Überblick 東京"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

resource "cloudflare_workers_kv_namespace" "edge_cache_v2_prod__1824d238" {
  account_id = var.account_id
  title      = "edge cache: v2 (prod)"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

resource "cloudflare_workers_kv_namespace" "edge_cache_v2_prod__b28f48c5" {
  account_id = var.account_id
  title      = "edge-cache / v2 / prod"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}

resource "cloudflare_workers_kv_namespace" "it_s_quoted_not_a_template__89880a62" {
  account_id = var.account_id
  title      = "it's \"quoted\", $${not} a %%{template}"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [title]
  }
}
