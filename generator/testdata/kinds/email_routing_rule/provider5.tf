# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A rule of email routing: what is done with mail to an address.
#
# Ignored: name. The API tells a rule without a name as one whose name is
# empty, and the provider plans none.
#
# Ignored: owner_worker_tag. The provider never reads it back; a state that
# has it would be updated.

# Mail to the founder.
resource "cloudflare_email_routing_rule" "founder_example_com__f0b7ba34" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "Founder \"first\" $${x}"
  enabled  = true
  priority = 10
  matchers = [
    {
      type  = "literal"
      field = "to"
      value = "founder@example.com"
    },
  ]
  actions = [
    {
      type = "forward"
      value = [
        cloudflare_email_routing_address.founder_example_net__83429962.email,
        cloudflare_email_routing_address.orders_example_net__e72495b8.email,
      ]
    },
  ]
  source = "api"

  lifecycle {
    ignore_changes = [owner_worker_tag]
  }
}

resource "cloudflare_email_routing_rule" "intake_example_com__9213ccf2" {
  zone_id  = cloudflare_zone.example_com.id
  enabled  = false
  priority = 0
  matchers = [
    {
      type  = "literal"
      field = "to"
      value = "intake@example.com"
    },
  ]
  actions = [
    {
      type  = "worker"
      value = [cloudflare_workers_script.mail_intake.script_name]
    },
  ]
  source = "api"

  lifecycle {
    ignore_changes = [name, owner_worker_tag]
  }
}

resource "cloudflare_email_routing_rule" "noreply_example_com__7e86aa0f" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "Nothing to see"
  enabled  = true
  priority = 0
  matchers = [
    {
      type  = "literal"
      field = "to"
      value = "noreply@example.com"
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

resource "cloudflare_email_routing_rule" "noreply_example_com__d677ead6" {
  zone_id  = cloudflare_zone.example_com.id
  name     = "Again"
  enabled  = true
  priority = 0
  matchers = [
    {
      type  = "literal"
      field = "to"
      value = "noreply@example.com"
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
