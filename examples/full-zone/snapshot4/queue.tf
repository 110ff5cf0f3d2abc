# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A queue.

resource "cloudflare_queue" "events" {
  account_id = var.account_id
  name       = "events"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_queue" "mail" {
  account_id = var.account_id
  name       = "mail"

  lifecycle {
    prevent_destroy = true
  }
}

# Orders that wait to be fulfilled.
resource "cloudflare_queue" "orders" {
  account_id = var.account_id
  name       = "orders"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_queue" "orders_dlq" {
  account_id = var.account_id
  name       = "orders-dlq"

  lifecycle {
    prevent_destroy = true
  }
}
