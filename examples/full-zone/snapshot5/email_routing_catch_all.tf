# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What is done with mail to a zone that no rule means.
#
# Ignored: owner_worker_tag. The provider never reads it back; a state that
# has it would be updated.

resource "cloudflare_email_routing_catch_all" "example_org" {
  zone_id = cloudflare_zone.example_org.id
  name    = "The rest"
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
