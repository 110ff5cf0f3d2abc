# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A workflow: a class of a worker whose runs are kept.
#
# Ignored: limits. The provider does not read the limits back.

resource "cloudflare_workflow" "cleanup" {
  count = contains(var.held, "workflow.cleanup") ? 0 : 1

  account_id    = var.account_id
  workflow_name = "cleanup"
  class_name    = "Cleanup"
  script_name   = cloudflare_workers_script.order_processor.script_name
  schedules = [
    {
      cron = "0 2 * * *"
    },
    {
      cron = "0 14 * * *"
    },
  ]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workflow" "foreign" {
  account_id    = var.account_id
  workflow_name = "foreign"
  class_name    = "Elsewhere"
  script_name   = "somebody-elses"

  lifecycle {
    prevent_destroy = true
  }
}

# Packs and ships an order.
resource "cloudflare_workflow" "order_fulfilment" {
  account_id    = var.account_id
  workflow_name = "order-fulfilment"
  class_name    = "Fulfilment"
  script_name   = cloudflare_workers_script.order_processor.script_name
  limits = {
    steps = 500
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [limits]
  }
}
