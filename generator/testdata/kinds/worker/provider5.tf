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
  content     = file("${path.module}/workers/_404_page/placeholder.mjs")
  main_module = "placeholder.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "accounts" {
  account_id  = var.account_id
  script_name = "accounts"
  usage_model = "standard"
  bindings = [
    {
      type        = "service"
      name        = "STOREFRONT"
      service     = cloudflare_workers_script.storefront.script_name
      environment = "production"
    },
  ]
  content     = file("${path.module}/workers/accounts/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "binary" {
  account_id  = var.account_id
  script_name = "binary"
  content     = file("${path.module}/workers/binary/placeholder.mjs")
  main_module = "placeholder.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "elsewhere" {
  account_id  = var.account_id
  script_name = "elsewhere"
  content     = file("${path.module}/workers/elsewhere/placeholder.mjs")
  main_module = "placeholder.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "legacy_mailer__7655402f" {
  account_id  = var.account_id
  script_name = "legacy_mailer"
  content     = file("${path.module}/workers/legacy_mailer__7655402f/worker.js")

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "log_sink" {
  account_id  = var.account_id
  script_name = "log-sink"
  logpush     = false
  content     = file("${path.module}/workers/log_sink/placeholder.mjs")
  main_module = "placeholder.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "plain" {
  account_id  = var.account_id
  script_name = "plain"
  bindings = [
    {
      type    = "service"
      name    = "ACCOUNTS"
      service = cloudflare_workers_script.accounts.script_name
    },
  ]
  content     = file("${path.module}/workers/plain/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "rooms" {
  account_id  = var.account_id
  script_name = "rooms"
  bindings = [
    {
      type       = "durable_object_namespace"
      name       = "ROOMS"
      class_name = "Room"
    },
  ]
  content     = file("${path.module}/workers/rooms/placeholder.mjs")
  main_module = "placeholder.mjs"
  migrations = {
    new_classes        = ["Presence"]
    new_sqlite_classes = ["Room"]
    new_tag            = "v1"
  }

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
  usage_model         = "bundled"
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
      service = cloudflare_workers_script.log_sink.script_name
    },
    {
      service     = cloudflare_workers_script.log_sink.script_name
      environment = "production"
      namespace   = "tenants"
    },
  ]
  limits = {
    cpu_ms      = 150
    subrequests = 40
  }
  bindings = [
    {
      type    = "analytics_engine"
      name    = "METRICS"
      dataset = "shop_metrics"
    },
    {
      type = "d1"
      name = "DB"
      id   = cloudflare_d1_database.app.id
    },
    {
      type = "d1"
      name = "UNSEEN"
      id   = local.ids["d1_database.unseen"]
    },
    {
      type = "d1"
      name = "FAR"
      id   = cloudflare_d1_database.far.id
    },
    {
      type = "d1"
      name = "NOWHERE"
      id   = local.ids["d1_database.nowhere"]
    },
    {
      type = "hyperdrive"
      name = "POSTGRES"
      id   = "00000000000000000000000000000012"
    },
    {
      type         = "kv_namespace"
      name         = "SESSIONS"
      namespace_id = cloudflare_workers_kv_namespace.SESSIONS.id
    },
    {
      type = "plain_text"
      name = "GREETING"
      text = "Don't $${shout} at %%{if} \"people\""
    },
    {
      type = "plain_text"
      name = "EMPTY"
      text = ""
    },
    {
      type       = "queue"
      name       = "ORDERS"
      queue_name = cloudflare_queue.orders.queue_name
    },
    {
      type        = "r2_bucket"
      name        = "ASSETS"
      bucket_name = cloudflare_r2_bucket.assets.name
    },
    {
      type         = "r2_bucket"
      name         = "EXPORTS"
      bucket_name  = cloudflare_r2_bucket.eu_exports.name
      jurisdiction = "eu"
    },
    {
      type        = "service"
      name        = "REPORTS"
      service     = cloudflare_workers_script.log_sink.script_name
      environment = "production"
      entrypoint  = "ReportsApi"
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
  account_id  = var.account_id
  script_name = "switchboard"
  bindings = [
    {
      type = "ai"
      name = "AI"
    },
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
      type = "assets"
      name = "FILES"
    },
    {
      type = "browser"
      name = "BROWSER"
    },
    {
      type = "data_blob"
      name = "KEY"
      part = "key.bin"
    },
    {
      type      = "dispatch_namespace"
      name      = "TENANTS"
      namespace = "tenants"
      outbound = {
        params = ["tenant"]
        worker = {
          service     = "log-sink"
          environment = "production"
        }
      }
    },
    {
      type        = "durable_object_namespace"
      name        = "ROOMS"
      class_name  = "Room"
      script_name = cloudflare_workers_script.rooms.script_name
      environment = "production"
    },
    {
      type = "images"
      name = "IMAGES"
    },
    {
      type       = "inherit"
      name       = "SAME"
      old_name   = "BEFORE"
      version_id = "00000000-0000-4000-8000-0000000000f1"
    },
    {
      type = "json"
      name = "LIMITS"
      json = "{\"a\": \"$${x}\", \"b\": [1, 2.5, null, true], \"c\": \"it's \\\"quoted\\\" \\\\ é\"}"
    },
    {
      type = "media"
      name = "MEDIA"
    },
    {
      type           = "mtls_certificate"
      name           = "CLIENT"
      certificate_id = "00000000-0000-4000-8000-0000000000f2"
    },
    {
      type     = "pipelines"
      name     = "PIPE"
      pipeline = "00000000000000000000000000000021"
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
      store_id    = "00000000000000000000000000000022"
      secret_name = "shared-key"
    },
    {
      type                = "send_email"
      name                = "MAIL_ONE"
      destination_address = "ops@example.com"
    },
    {
      type                          = "send_email"
      name                          = "MAIL_SOME"
      allowed_destination_addresses = ["ops@example.com"]
      allowed_sender_addresses      = ["shop@example.com"]
    },
    {
      type = "text_blob"
      name = "BANNER"
      part = "banner.txt"
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
      network_id = "00000000-0000-4000-8000-0000000000f3"
      tunnel_id  = "00000000-0000-4000-8000-0000000000f4"
    },
    {
      type       = "vpc_service"
      name       = "LEDGER"
      service_id = "00000000-0000-4000-8000-0000000000f5"
    },
    {
      type = "wasm_module"
      name = "CODEC"
      part = "codec.wasm"
    },
    {
      type          = "workflow"
      name          = "CLEANUP"
      workflow_name = "cleanup"
      class_name    = "Cleanup"
      script_name   = cloudflare_workers_script.storefront.script_name
    },
    {
      type        = "service"
      name        = "GONE"
      service     = "nowhere"
      environment = "production"
    },
  ]
  content     = file("${path.module}/workers/switchboard/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "taken" {
  account_id  = var.account_id
  script_name = "taken"
  bindings = [
    {
      type = "plain_text"
      name = "MODE"
      text = "fast"
    },
  ]
  content     = file("${path.module}/workers/taken/placeholder.mjs")
  main_module = "placeholder.mjs"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}
