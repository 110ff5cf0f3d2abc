# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A worker script with everything that is deployed with it.
#
# Every argument is ignored once a worker is there. Any update of an adopted
# worker destroys something: it uploads the code again without the secrets,
# and without what the resource cannot hold. Creation is not affected.

resource "cloudflare_workers_script" "_404_page" {
  account_id = var.account_id
  name       = "404-page"
  content    = file("${path.module}/workers/_404_page/index.js")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "api_staging" {
  account_id         = var.account_id
  name               = "api-staging"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/api_staging/index.js")
  module             = true

  d1_database_binding {
    name        = "DB"
    database_id = cloudflare_d1_database.app_staging.id
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "backup" {
  account_id         = var.account_id
  name               = "backup"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/backup/index.js")
  module             = true

  d1_database_binding {
    name        = "APP"
    database_id = cloudflare_d1_database.app.id
  }

  d1_database_binding {
    name        = "OPS"
    database_id = cloudflare_d1_database.ops_db.id
  }

  r2_bucket_binding {
    name        = "BACKUPS"
    bucket_name = cloudflare_r2_bucket.backups.name
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "cart" {
  account_id         = var.account_id
  name               = "cart"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/cart/index.js")
  module             = true

  service_binding {
    name        = "PRICING"
    service     = cloudflare_workers_script.pricing.name
    environment = "production"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "dashboard_hook" {
  account_id         = var.account_id
  name               = "dashboard-hook"
  compatibility_date = "2024-01-01"
  content            = file("${path.module}/workers/dashboard_hook/placeholder.mjs")
  module             = true

  kv_namespace_binding {
    name         = "CONFIG"
    namespace_id = cloudflare_workers_kv_namespace.CONFIG.id
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "ingest" {
  account_id         = var.account_id
  name               = "ingest"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/ingest/index.js")
  module             = true

  queue_binding {
    binding = "EVENTS"
    queue   = cloudflare_queue.events.name
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "janitor" {
  account_id         = var.account_id
  name               = "janitor"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/janitor/index.js")
  module             = true

  d1_database_binding {
    name        = "SCRATCH"
    database_id = local.ids["d1_database.scratch"]
  }

  kv_namespace_binding {
    name         = "CACHE_OLD"
    namespace_id = cloudflare_workers_kv_namespace.edge_cache_v2_prod__1824d238.id
  }

  kv_namespace_binding {
    name         = "CACHE_NEW"
    namespace_id = cloudflare_workers_kv_namespace.edge_cache_v2_prod__b28f48c5.id
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "legacy_mailer__7655402f" {
  count = contains(var.held, "worker.legacy_mailer__7655402f") ? 0 : 1

  account_id         = var.account_id
  name               = "legacy_mailer"
  compatibility_date = "2022-02-02"
  content            = file("${path.module}/workers/legacy_mailer__7655402f/worker.js")
  module             = false

  plain_text_binding {
    name = "SENDER"
    text = "shop@example.com"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "lobby" {
  account_id         = var.account_id
  name               = "lobby"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/lobby/index.js")
  module             = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "log_sink" {
  account_id         = var.account_id
  name               = "log-sink"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/log_sink/index.js")
  module             = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "order_processor" {
  account_id         = var.account_id
  name               = "order-processor"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/order_processor/index.js")
  module             = true

  d1_database_binding {
    name        = "DB"
    database_id = cloudflare_d1_database.app.id
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "pricing" {
  account_id         = var.account_id
  name               = "pricing"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/pricing/index.js")
  module             = true

  service_binding {
    name        = "STOCK"
    service     = cloudflare_workers_script.stock.name
    environment = "production"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "renderer" {
  account_id          = var.account_id
  name                = "renderer"
  compatibility_date  = "2025-09-01"
  compatibility_flags = ["nodejs_compat"]
  content             = file("${path.module}/workers/renderer/index.js")
  module              = true

  r2_bucket_binding {
    name        = "ARCHIVE"
    bucket_name = cloudflare_r2_bucket.archive.name
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "reports" {
  account_id         = var.account_id
  name               = "reports"
  compatibility_date = "2025-06-15"
  content            = file("${path.module}/workers/reports/placeholder.mjs")
  module             = true

  d1_database_binding {
    name        = "OPS"
    database_id = cloudflare_d1_database.ops_db.id
  }

  kv_namespace_binding {
    name         = "REPORT"
    namespace_id = cloudflare_workers_kv_namespace._2025_report.id
  }

  kv_namespace_binding {
    name         = "OVERVIEW"
    namespace_id = cloudflare_workers_kv_namespace.berblick__2e5b012d.id
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "stock" {
  account_id         = var.account_id
  name               = "stock"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/stock/index.js")
  module             = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# The shop's front door.
resource "cloudflare_workers_script" "storefront" {
  account_id          = var.account_id
  name                = "storefront"
  compatibility_date  = "2025-09-01"
  compatibility_flags = ["global_fetch_strictly_public", "nodejs_compat"]
  logpush             = true
  tags                = ["it's $${odd}", "shop", "team:web"]
  content             = file("${path.module}/workers/storefront/index.js")
  module              = true

  placement {
    mode = "smart"
  }

  d1_database_binding {
    name        = "DB"
    database_id = cloudflare_d1_database.app.id
  }

  d1_database_binding {
    name        = "EU"
    database_id = cloudflare_d1_database.eu_customers.id
  }

  kv_namespace_binding {
    name         = "SESSIONS"
    namespace_id = cloudflare_workers_kv_namespace.SESSIONS.id
  }

  kv_namespace_binding {
    name         = "FLAGS"
    namespace_id = cloudflare_workers_kv_namespace.feature_flags.id
  }

  kv_namespace_binding {
    name         = "AB_TESTS"
    namespace_id = local.ids["kv_namespace.AB_TESTS"]
  }

  plain_text_binding {
    name = "GREETING"
    text = "Don't $${shout} at %%{if} \"people\"; $(id)"
  }

  queue_binding {
    binding = "ORDERS"
    queue   = cloudflare_queue.orders.name
  }

  queue_binding {
    binding = "AUDIT"
    queue   = "audit"
  }

  r2_bucket_binding {
    name        = "ASSETS"
    bucket_name = cloudflare_r2_bucket.assets.name
  }

  service_binding {
    name        = "ACCOUNTS"
    service     = "accounts"
    environment = "production"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "switchboard" {
  account_id         = var.account_id
  name               = "switchboard"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/switchboard/index.mjs")
  module             = true

  analytics_engine_binding {
    name    = "METRICS"
    dataset = "shop_metrics"
  }

  hyperdrive_config_binding {
    binding = "POSTGRES"
    id      = "d501597b2ec2044ba8c2f2a0b0fa1027"
  }

  plain_text_binding {
    name = "LINES"
    text = "first\nsecond\t\"$${third}\"\n"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "thumbnails" {
  account_id         = var.account_id
  name               = "thumbnails"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/thumbnails/index.js")
  module             = true

  r2_bucket_binding {
    name        = "ASSETS"
    bucket_name = cloudflare_r2_bucket.assets.name
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}
