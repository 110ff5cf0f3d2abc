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
  content    = file("${path.module}/workers/_404_page/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "accounts" {
  account_id = var.account_id
  name       = "accounts"
  content    = file("${path.module}/workers/accounts/index.js")
  module     = true

  service_binding {
    name        = "STOREFRONT"
    service     = cloudflare_workers_script.storefront.name
    environment = "production"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "binary" {
  account_id = var.account_id
  name       = "binary"
  content    = file("${path.module}/workers/binary/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "elsewhere" {
  account_id = var.account_id
  name       = "elsewhere"
  content    = file("${path.module}/workers/elsewhere/placeholder.mjs")
  module     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "legacy_mailer__7655402f" {
  account_id = var.account_id
  name       = "legacy_mailer"
  content    = file("${path.module}/workers/legacy_mailer__7655402f/worker.js")
  module     = false

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "log_sink" {
  account_id = var.account_id
  name       = "log-sink"
  logpush    = false
  content    = file("${path.module}/workers/log_sink/placeholder.mjs")
  module     = true

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
  tags                = ["it's $${odd}", "team:web"]
  content             = file("${path.module}/workers/storefront/index.js")
  module              = true

  placement {
    mode = "smart"
  }

  analytics_engine_binding {
    name    = "METRICS"
    dataset = "shop_metrics"
  }

  d1_database_binding {
    name        = "DB"
    database_id = cloudflare_d1_database.app.id
  }

  d1_database_binding {
    name        = "UNSEEN"
    database_id = local.ids["d1_database.unseen"]
  }

  d1_database_binding {
    name        = "FAR"
    database_id = cloudflare_d1_database.far.id
  }

  d1_database_binding {
    name        = "NOWHERE"
    database_id = local.ids["d1_database.nowhere"]
  }

  hyperdrive_config_binding {
    binding = "POSTGRES"
    id      = "00000000000000000000000000000012"
  }

  kv_namespace_binding {
    name         = "SESSIONS"
    namespace_id = cloudflare_workers_kv_namespace.SESSIONS.id
  }

  plain_text_binding {
    name = "GREETING"
    text = "Don't $${shout} at %%{if} \"people\""
  }

  queue_binding {
    binding = "ORDERS"
    queue   = cloudflare_queue.orders.name
  }

  r2_bucket_binding {
    name        = "ASSETS"
    bucket_name = cloudflare_r2_bucket.assets.name
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "switchboard" {
  account_id = var.account_id
  name       = "switchboard"
  content    = file("${path.module}/workers/switchboard/index.js")
  module     = true

  service_binding {
    name        = "GONE"
    service     = "nowhere"
    environment = "production"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}

resource "cloudflare_workers_script" "taken" {
  account_id = var.account_id
  name       = "taken"
  content    = file("${path.module}/workers/taken/placeholder.mjs")
  module     = true

  plain_text_binding {
    name = "MODE"
    text = "fast"
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}
