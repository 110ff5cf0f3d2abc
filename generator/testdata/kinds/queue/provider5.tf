# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A queue.
#
# Ignored: queue_name. Where the inventory has it only from a document, it
# must not change what is there.

# Orders that wait.
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

resource "cloudflare_queue" "paused" {
  account_id = var.account_id
  queue_name = "paused"
  settings = {
    delivery_paused = true
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_queue" "plain" {
  count = contains(var.held, "queue.plain") ? 0 : 1

  account_id = var.account_id
  queue_name = "plain"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_queue" "rumour" {
  account_id = var.account_id
  queue_name = "rumour"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [queue_name]
  }
}
