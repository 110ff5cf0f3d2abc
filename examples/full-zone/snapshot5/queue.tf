# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A queue.

resource "cloudflare_queue" "events" {
  account_id = var.account_id
  queue_name = "events"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_queue" "mail" {
  account_id = var.account_id
  queue_name = "mail"
  settings = {
    delivery_paused = true
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Orders that wait to be fulfilled.
resource "cloudflare_queue" "orders" {
  account_id = var.account_id
  queue_name = "orders"
  settings = {
    delivery_delay           = 5
    delivery_paused          = false
    message_retention_period = 345600
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_queue" "orders_dlq" {
  account_id = var.account_id
  queue_name = "orders-dlq"
  settings = {
    message_retention_period = 1209600
  }

  lifecycle {
    prevent_destroy = true
  }
}
