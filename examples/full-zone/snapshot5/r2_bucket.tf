# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An R2 bucket.
#
# Ignored: location. A difference would replace the bucket; the API honours
# the location only at the first creation of a name.

resource "cloudflare_r2_bucket" "archive" {
  account_id    = var.account_id
  name          = "archive"
  location      = "weur"
  storage_class = "InfrequentAccess"
  jurisdiction  = "default"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [location]
  }
}

# Pictures of the shop.
resource "cloudflare_r2_bucket" "assets" {
  account_id   = var.account_id
  name         = "assets"
  location     = "oc"
  jurisdiction = "default"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [location]
  }
}

resource "cloudflare_r2_bucket" "backups" {
  account_id   = var.account_id
  name         = "backups"
  location     = "enam"
  jurisdiction = "default"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [location]
  }
}

# Exports that must stay in the EU.
resource "cloudflare_r2_bucket" "eu_exports" {
  account_id    = var.account_id
  name          = "eu-exports"
  storage_class = "Standard"
  jurisdiction  = "eu"

  lifecycle {
    prevent_destroy = true
  }
}
