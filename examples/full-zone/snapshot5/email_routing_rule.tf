# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A rule of email routing: what is done with mail to an address.
#
# Ignored: owner_worker_tag. The provider never reads it back; a state that
# has it would be updated.

resource "cloudflare_email_routing_rule" "founder_example_org__3fde05e0" {
  zone_id  = cloudflare_zone.example_org.id
  name     = "To \"the founder\" $${x}"
  enabled  = true
  priority = 1
  matchers = [
    {
      type  = "literal"
      field = "to"
      value = "founder@example.org"
    },
  ]
  actions = [
    {
      type = "forward"
      value = [
        cloudflare_email_routing_address.founder_example_net__83429962.email,
      ]
    },
  ]
  source = "api"

  lifecycle {
    ignore_changes = [owner_worker_tag]
  }
}

resource "cloudflare_email_routing_rule" "noreply_example_org__4ba0ed9f" {
  zone_id  = cloudflare_zone.example_org.id
  name     = "Nobody reads it"
  enabled  = true
  priority = 0
  matchers = [
    {
      type  = "literal"
      field = "to"
      value = "noreply@example.org"
    },
  ]
  actions = [
    {
      type = "drop"
    },
  ]
  source = "api"

  lifecycle {
    ignore_changes = [owner_worker_tag]
  }
}

resource "cloudflare_email_routing_rule" "orders_example_org__1d2575c1" {
  zone_id  = cloudflare_zone.example_org.id
  name     = "Orders"
  enabled  = false
  priority = 0
  matchers = [
    {
      type  = "literal"
      field = "to"
      value = "orders@example.org"
    },
  ]
  actions = [
    {
      type  = "worker"
      value = [cloudflare_workers_script.storefront.script_name]
    },
  ]
  source = "api"

  lifecycle {
    ignore_changes = [owner_worker_tag]
  }
}
