# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A D1 database.
#
# Ignored: name. Where the inventory has it only from a document, it must not
# change what is there.

# Orders and customers.
resource "cloudflare_d1_database" "app" {
  account_id = var.account_id
  name       = "app"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_d1_database" "copies" {
  account_id = var.account_id
  name       = "copies"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_d1_database" "eu_customers" {
  count = contains(var.held, "d1_database.eu_customers") ? 0 : 1

  account_id = var.account_id
  name       = "eu-customers"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_d1_database" "far" {
  account_id = var.account_id
  name       = "far"

  lifecycle {
    prevent_destroy = true
  }
}

# A "purpose" of two lines # and more
resource "cloudflare_d1_database" "odd_one_2__1f054276" {
  account_id = var.account_id
  name       = "odd_one-2"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_d1_database" "ops_db" {
  account_id = var.account_id
  name       = "ops-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}
