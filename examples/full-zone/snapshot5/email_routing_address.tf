# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An address that mail is forwarded to. Its owner agrees by a link in a mail.
#
# Ignored: status. The provider never reads it back; a state that has it would
# be updated.

resource "cloudflare_email_routing_address" "founder_example_net__83429962" {
  account_id = var.account_id
  email      = "founder@example.net"

  lifecycle {
    ignore_changes = [status]
  }
}

resource "cloudflare_email_routing_address" "new_example_net__7a55b2b8" {
  account_id = var.account_id
  email      = "new@example.net"

  lifecycle {
    ignore_changes = [status]
  }
}
