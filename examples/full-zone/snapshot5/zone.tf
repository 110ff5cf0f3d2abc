# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A domain that the account serves.

# Names for the addresses of the office.
resource "cloudflare_zone" "_113_0_203_in-addr_arpa" {
  account = {
    id = var.account_id
  }
  name   = "113.0.203.in-addr.arpa"
  type   = "full"
  paused = false

  lifecycle {
    prevent_destroy = true
  }
}

# The shop.
resource "cloudflare_zone" "example_com" {
  account = {
    id = var.account_id
  }
  name                = "example.com"
  type                = "full"
  paused              = false
  vanity_name_servers = ["ns1.example.com", "ns2.example.com"]

  lifecycle {
    prevent_destroy = true
  }
}

# Another provider serves its DNS; it points some names here.
resource "cloudflare_zone" "example_org" {
  account = {
    id = var.account_id
  }
  name   = "example.org"
  type   = "partial"
  paused = true

  lifecycle {
    prevent_destroy = true
  }
}
