# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A D1 database.
#
# Ignored: jurisdiction. A difference would replace the database.
#
# Ignored: name. Where the inventory has it only from a document, it must not
# change what is there.
#
# Ignored: primary_location_hint. The API never returns it, and a difference
# would replace the database.
#
# Ignored: read_replication. It is always read back; where the inventory does
# not say it, its removal would be planned.

# Orders and customers.
resource "cloudflare_d1_database" "app" {
  account_id = var.account_id
  name       = "app"
  read_replication = {
    mode = "disabled"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_d1_database" "copies" {
  account_id = var.account_id
  name       = "copies"
  read_replication = {
    mode = "auto"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_d1_database" "eu_customers" {
  count = contains(var.held, "d1_database.eu_customers") ? 0 : 1

  account_id   = var.account_id
  name         = "eu-customers"
  jurisdiction = "eu"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [jurisdiction, read_replication]
  }
}

resource "cloudflare_d1_database" "far" {
  account_id            = var.account_id
  name                  = "far"
  primary_location_hint = "apac"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [primary_location_hint, read_replication]
  }
}

resource "cloudflare_d1_database" "it_s_odd_x__0891fc9a" {
  account_id = var.account_id
  name       = "it's \"odd\" $${x}"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [read_replication]
  }
}

# A "purpose" of two lines # and more
resource "cloudflare_d1_database" "odd_one_2__1f054276" {
  account_id = var.account_id
  name       = "odd_one-2"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [read_replication]
  }
}

resource "cloudflare_d1_database" "ops_db" {
  account_id = var.account_id
  name       = "ops-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name, read_replication]
  }
}
