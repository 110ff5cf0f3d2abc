# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A worker script with everything that is deployed with it.
#
# Every argument is ignored once a worker is there. Any update of an adopted
# worker destroys something: it uploads the code again without the secrets,
# and without what the resource cannot hold. Creation is not affected.

resource "cloudflare_workers_script" "_404_page" {
  account_id  = var.account_id
  script_name = "404-page"
  content     = file("${path.module}/workers/_404_page/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "accounts" {
  account_id         = var.account_id
  script_name        = "accounts"
  compatibility_date = "2025-09-01"
  observability = {
    enabled            = true
    head_sampling_rate = 0.25
    logs = {
      enabled            = true
      head_sampling_rate = 0.5
      invocation_logs    = false
      persist            = true
      destinations       = ["log-archive"]
    }
    traces = {
      enabled            = true
      head_sampling_rate = 0.01
      persist            = false
      destinations       = []
    }
  }
  bindings = [
    {
      type    = "service"
      name    = "STOREFRONT"
      service = cloudflare_workers_script.storefront.script_name
    },
  ]
  content     = file("${path.module}/workers/accounts/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "api_staging" {
  account_id         = var.account_id
  script_name        = "api-staging"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type = "d1"
      name = "DB"
      id   = cloudflare_d1_database.app_staging.id
    },
  ]
  content     = file("${path.module}/workers/api_staging/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "backup" {
  account_id         = var.account_id
  script_name        = "backup"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type = "d1"
      name = "APP"
      id   = cloudflare_d1_database.app.id
    },
    {
      type = "d1"
      name = "OPS"
      id   = cloudflare_d1_database.ops_db.id
    },
    {
      type        = "r2_bucket"
      name        = "BACKUPS"
      bucket_name = cloudflare_r2_bucket.backups.name
    },
  ]
  content     = file("${path.module}/workers/backup/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "cart" {
  account_id         = var.account_id
  script_name        = "cart"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type        = "service"
      name        = "PRICING"
      service     = cloudflare_workers_script.pricing.script_name
      environment = "production"
    },
  ]
  content     = file("${path.module}/workers/cart/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "dashboard_hook" {
  account_id         = var.account_id
  script_name        = "dashboard-hook"
  compatibility_date = "2024-01-01"
  bindings = [
    {
      type         = "kv_namespace"
      name         = "CONFIG"
      namespace_id = cloudflare_workers_kv_namespace.CONFIG.id
    },
  ]
  content     = file("${path.module}/workers/dashboard_hook/placeholder.mjs")
  main_module = "placeholder.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "ingest" {
  account_id         = var.account_id
  script_name        = "ingest"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type       = "queue"
      name       = "EVENTS"
      queue_name = cloudflare_queue.events.queue_name
    },
  ]
  content     = file("${path.module}/workers/ingest/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "janitor" {
  account_id         = var.account_id
  script_name        = "janitor"
  compatibility_date = "2025-09-01"
  tail_consumers = [
    {
      service = cloudflare_workers_script.log_sink.script_name
    },
  ]
  bindings = [
    {
      type = "d1"
      name = "SCRATCH"
      id   = local.ids["d1_database.scratch"]
    },
    {
      type         = "kv_namespace"
      name         = "CACHE_OLD"
      namespace_id = cloudflare_workers_kv_namespace.edge_cache_v2_prod__1824d238.id
    },
    {
      type         = "kv_namespace"
      name         = "CACHE_NEW"
      namespace_id = cloudflare_workers_kv_namespace.edge_cache_v2_prod__b28f48c5.id
    },
  ]
  content     = file("${path.module}/workers/janitor/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "legacy_mailer__7655402f" {
  count = contains(var.held, "worker.legacy_mailer__7655402f") ? 0 : 1

  account_id         = var.account_id
  script_name        = "legacy_mailer"
  compatibility_date = "2022-02-02"
  usage_model        = "bundled"
  bindings = [
    {
      type = "text_blob"
      name = "BANNER"
      part = "banner.txt"
    },
    {
      type = "data_blob"
      name = "KEY"
      part = "key.bin"
    },
    {
      type = "wasm_module"
      name = "CODEC"
      part = "codec.wasm"
    },
    {
      type = "plain_text"
      name = "SENDER"
      text = "shop@example.com"
    },
  ]
  content = file("${path.module}/workers/legacy_mailer__7655402f/worker.js")

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "lobby" {
  account_id         = var.account_id
  script_name        = "lobby"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type        = "durable_object_namespace"
      name        = "ROOMS"
      class_name  = "Room"
      script_name = cloudflare_workers_script.rooms.script_name
      environment = "production"
    },
  ]
  content     = file("${path.module}/workers/lobby/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "log_sink" {
  account_id         = var.account_id
  script_name        = "log-sink"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/log_sink/index.js")
  main_module        = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "order_processor" {
  account_id         = var.account_id
  script_name        = "order-processor"
  compatibility_date = "2025-09-01"
  limits = {
    cpu_ms = 30000
  }
  bindings = [
    {
      type = "d1"
      name = "DB"
      id   = cloudflare_d1_database.app.id
    },
    {
      type          = "workflow"
      name          = "FULFILMENT"
      workflow_name = "order-fulfilment"
      class_name    = "Fulfilment"
    },
  ]
  content     = file("${path.module}/workers/order_processor/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "pricing" {
  account_id         = var.account_id
  script_name        = "pricing"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type        = "service"
      name        = "STOCK"
      service     = cloudflare_workers_script.stock.script_name
      environment = "production"
    },
  ]
  content     = file("${path.module}/workers/pricing/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "renderer" {
  account_id          = var.account_id
  script_name         = "renderer"
  compatibility_date  = "2025-09-01"
  compatibility_flags = ["nodejs_compat"]
  bindings = [
    {
      type = "browser"
      name = "BROWSER"
    },
    {
      type = "ai"
      name = "AI"
    },
    {
      type        = "r2_bucket"
      name        = "ARCHIVE"
      bucket_name = cloudflare_r2_bucket.archive.name
    },
    {
      type         = "r2_bucket"
      name         = "EXPORTS"
      bucket_name  = cloudflare_r2_bucket.eu_exports.name
      jurisdiction = "eu"
    },
  ]
  content     = file("${path.module}/workers/renderer/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "reports" {
  account_id         = var.account_id
  script_name        = "reports"
  compatibility_date = "2025-06-15"
  bindings = [
    {
      type = "d1"
      name = "OPS"
      id   = cloudflare_d1_database.ops_db.id
    },
    {
      type         = "kv_namespace"
      name         = "REPORT"
      namespace_id = cloudflare_workers_kv_namespace._2025_report.id
    },
    {
      type         = "kv_namespace"
      name         = "OVERVIEW"
      namespace_id = cloudflare_workers_kv_namespace.berblick__2e5b012d.id
    },
  ]
  content     = file("${path.module}/workers/reports/placeholder.mjs")
  main_module = "placeholder.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "rooms" {
  account_id         = var.account_id
  script_name        = "rooms"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type       = "durable_object_namespace"
      name       = "ROOMS"
      class_name = "Room"
    },
    {
      type       = "durable_object_namespace"
      name       = "PRESENCE"
      class_name = "Presence"
    },
  ]
  content     = file("${path.module}/workers/rooms/index.js")
  main_module = "index.js"
  migrations = {
    new_classes        = ["Presence"]
    new_sqlite_classes = ["Room"]
    new_tag            = "v3"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "stock" {
  account_id         = var.account_id
  script_name        = "stock"
  compatibility_date = "2025-09-01"
  content            = file("${path.module}/workers/stock/index.js")
  main_module        = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

# The shop's front door.
resource "cloudflare_workers_script" "storefront" {
  account_id          = var.account_id
  script_name         = "storefront"
  compatibility_date  = "2025-09-01"
  compatibility_flags = ["global_fetch_strictly_public", "nodejs_compat"]
  usage_model         = "standard"
  observability = {
    enabled            = true
    head_sampling_rate = 0.25
    logs = {
      enabled            = true
      head_sampling_rate = 0.5
      invocation_logs    = false
      persist            = true
      destinations       = ["log-archive"]
    }
    traces = {
      enabled            = true
      head_sampling_rate = 0.01
      persist            = false
      destinations       = []
    }
  }
  logpush = true
  tail_consumers = [
    {
      service     = cloudflare_workers_script.log_sink.script_name
      environment = "production"
    },
  ]
  limits = {
    cpu_ms      = 150
    subrequests = 40
  }
  bindings = [
    {
      type        = "service"
      name        = "REPORTS"
      service     = cloudflare_workers_script.reports.script_name
      environment = "production"
      entrypoint  = "ReportsApi"
    },
    {
      type = "d1"
      name = "DB"
      id   = cloudflare_d1_database.app.id
    },
    {
      type = "d1"
      name = "EU"
      id   = cloudflare_d1_database.eu_customers.id
    },
    {
      type         = "kv_namespace"
      name         = "SESSIONS"
      namespace_id = cloudflare_workers_kv_namespace.SESSIONS.id
    },
    {
      type         = "kv_namespace"
      name         = "FLAGS"
      namespace_id = cloudflare_workers_kv_namespace.feature_flags.id
    },
    {
      type         = "kv_namespace"
      name         = "AB_TESTS"
      namespace_id = local.ids["kv_namespace.AB_TESTS"]
    },
    {
      type        = "r2_bucket"
      name        = "ASSETS"
      bucket_name = cloudflare_r2_bucket.assets.name
    },
    {
      type       = "queue"
      name       = "ORDERS"
      queue_name = cloudflare_queue.orders.queue_name
    },
    {
      type       = "queue"
      name       = "AUDIT"
      queue_name = "audit"
    },
    {
      type = "plain_text"
      name = "GREETING"
      text = "Don't $${shout} at %%{if} \"people\"; $(id)"
    },
  ]
  content     = file("${path.module}/workers/storefront/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "switchboard" {
  account_id         = var.account_id
  script_name        = "switchboard"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type          = "ai_search"
      name          = "SEARCH"
      instance_name = "shop-search"
    },
    {
      type      = "ai_search_namespace"
      name      = "SEARCH_SPACE"
      namespace = "shop"
    },
    {
      type    = "analytics_engine"
      name    = "METRICS"
      dataset = "shop_metrics"
    },
    {
      type = "assets"
      name = "FILES"
    },
    {
      type      = "dispatch_namespace"
      name      = "TENANTS"
      namespace = "tenants"
      outbound = {
        params = ["tenant", "plan"]
        worker = {
          service     = "log-sink"
          environment = "production"
        }
      }
    },
    {
      type = "hyperdrive"
      name = "POSTGRES"
      id   = "d501597b2ec2044ba8c2f2a0b0fa1027"
    },
    {
      type = "images"
      name = "IMAGES"
    },
    {
      type = "json"
      name = "LIMITS"
      json = "{\"a\": \"$${x}\", \"b\": [1, 2.5, null, true], \"c\": \"%%{if}\", \"d\": \"it's \\\"quoted\\\" \\\\ é\"}"
    },
    {
      type = "media"
      name = "MEDIA"
    },
    {
      type           = "mtls_certificate"
      name           = "CLIENT"
      certificate_id = "abbcbcc8-be7f-4cca-a3eb-ceab5efc09f6"
    },
    {
      type     = "pipelines"
      name     = "PIPE"
      pipeline = "229f6c5e7ad32d272f6985134aa3949f"
    },
    {
      type = "plain_text"
      name = "EMPTY"
      text = ""
    },
    {
      type = "plain_text"
      name = "LINES"
      text = "first\nsecond\t\"$${third}\"\n"
    },
    {
      type         = "ratelimit"
      name         = "LIMITER"
      namespace_id = "1001"
      simple = {
        limit              = 100
        period             = 60
        mitigation_timeout = 60
      }
    },
    {
      type        = "secrets_store_secret"
      name        = "SHARED_KEY"
      store_id    = "b2f78bd20fac956c55427002dad239d8"
      secret_name = "shared-key"
    },
    {
      type = "send_email"
      name = "MAIL_ANY"
    },
    {
      type                = "send_email"
      name                = "MAIL_ONE"
      destination_address = "ops@example.com"
    },
    {
      type                          = "send_email"
      name                          = "MAIL_SOME"
      allowed_destination_addresses = ["ops@example.com", "dev@example.com"]
      allowed_sender_addresses      = ["shop@example.com"]
    },
    {
      type       = "vectorize"
      name       = "VECTORS"
      index_name = "products"
    },
    {
      type = "version_metadata"
      name = "VERSION"
    },
    {
      type       = "vpc_network"
      name       = "OFFICE"
      network_id = "6cda9cc0-d05f-4de7-ad96-442852ea4234"
      tunnel_id  = "85ecf8ab-f313-4839-a425-b6988fd76d8e"
    },
    {
      type       = "vpc_service"
      name       = "LEDGER"
      service_id = "6363760d-0c4f-48b0-a11a-3b345fe76a08"
    },
    {
      type          = "workflow"
      name          = "CLEANUP"
      workflow_name = "cleanup"
      class_name    = "Cleanup"
      script_name   = cloudflare_workers_script.order_processor.script_name
    },
  ]
  content     = file("${path.module}/workers/switchboard/index.mjs")
  main_module = "index.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "thumbnails" {
  account_id         = var.account_id
  script_name        = "thumbnails"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type        = "r2_bucket"
      name        = "ASSETS"
      bucket_name = cloudflare_r2_bucket.assets.name
    },
  ]
  content     = file("${path.module}/workers/thumbnails/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}
