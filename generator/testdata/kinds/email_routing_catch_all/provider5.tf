# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What is done with mail to a zone that no rule means.
#
# Ignored: name. The API tells a rule without a name as one whose name is
# empty, and the provider plans none.
#
# Ignored: owner_worker_tag. The provider never reads it back; a state that
# has it would be updated.

# Nothing is lost.
resource "cloudflare_email_routing_catch_all" "example_com" {
  zone_id = cloudflare_zone.example_com.id
  name    = "The \"rest\""
  enabled = true
  actions = [
    {
      type = "forward"
      value = [
        cloudflare_email_routing_address.founder_example_net__83429962.email,
      ]
    },
  ]
  source = "api"
  matchers = [
    {
      type = "all"
    },
  ]

  lifecycle {
    ignore_changes = [owner_worker_tag]
  }
}

resource "cloudflare_email_routing_catch_all" "example_org" {
  zone_id = cloudflare_zone.example_org.id
  enabled = false
  actions = [
    {
      type = "drop"
    },
  ]
  source = "api"
  matchers = [
    {
      type = "all"
    },
  ]

  lifecycle {
    ignore_changes = [name, owner_worker_tag]
  }
}

resource "cloudflare_email_routing_catch_all" "worked_example" {
  zone_id = cloudflare_zone.worked_example.id
  name    = "All to the worker"
  enabled = true
  actions = [
    {
      type  = "worker"
      value = [cloudflare_workers_script.mail_intake.script_name]
    },
  ]
  source = "api"
  matchers = [
    {
      type = "all"
    },
  ]

  lifecycle {
    ignore_changes = [owner_worker_tag]
  }
}
