# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A domain that the account serves.

resource "cloudflare_zone" "example_com" {
  account = {
    id = var.account_id
  }
  name   = "example.com"
  type   = "full"
  paused = false

  lifecycle {
    prevent_destroy = true
  }
}
