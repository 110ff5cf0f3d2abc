# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A domain that the account serves.
#
# Ignored: jump_start. It is about making a zone, and is never read back; a
# state that has it would be updated.

# Names for the addresses of the office.
resource "cloudflare_zone" "_113_0_203_in-addr_arpa" {
  account_id = var.account_id
  zone       = "113.0.203.in-addr.arpa"
  type       = "full"
  paused     = false

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [jump_start]
  }
}

# The shop.
resource "cloudflare_zone" "example_com" {
  account_id          = var.account_id
  zone                = "example.com"
  type                = "full"
  paused              = false
  vanity_name_servers = ["ns1.example.com", "ns2.example.com"]

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [jump_start]
  }
}

# Another provider serves its DNS; it points some names here.
resource "cloudflare_zone" "example_org" {
  account_id = var.account_id
  zone       = "example.org"
  type       = "partial"
  paused     = true

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [jump_start]
  }
}
