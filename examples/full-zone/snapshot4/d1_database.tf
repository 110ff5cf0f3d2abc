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

resource "cloudflare_d1_database" "app_staging" {
  account_id = var.account_id
  name       = "app-staging"

  lifecycle {
    prevent_destroy = true
  }
}

# Customers whose data must stay in the EU.
resource "cloudflare_d1_database" "eu_customers" {
  account_id = var.account_id
  name       = "eu-customers"

  lifecycle {
    prevent_destroy = true
  }
}

# What the operators write down.
resource "cloudflare_d1_database" "ops_db" {
  account_id = var.account_id
  name       = "ops-db"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
  }
}
