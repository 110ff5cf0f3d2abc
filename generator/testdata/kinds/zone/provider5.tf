# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A domain that the account serves.
#
# Ignored: name. The API returns a name outside ASCII in Unicode or in its
# xn-- form; a difference between the two would replace what has the name.
# Where the inventory has it only from a document, it must not change what is
# there.

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
  count = contains(var.held, "zone.example_com") ? 0 : 1

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

resource "cloudflare_zone" "internal_example" {
  account = {
    id = var.account_id
  }
  name   = "internal.example"
  type   = "internal"
  paused = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_zone" "my-shop_example" {
  account = {
    id = var.account_id
  }
  name   = "my-shop.example"
  type   = "full"
  paused = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_zone" "rumour_example" {
  account = {
    id = var.account_id
  }
  name   = "rumour.example"
  type   = "full"
  paused = false

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}

resource "cloudflare_zone" "secondary_example" {
  account = {
    id = var.account_id
  }
  name   = "secondary.example"
  type   = "secondary"
  paused = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_zone" "xn_bcher_kva_example__970ca6b7" {
  account = {
    id = var.account_id
  }
  name   = "xn--bcher-kva.example"
  type   = "full"
  paused = false

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}
