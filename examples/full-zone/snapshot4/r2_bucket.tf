# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An R2 bucket.
#
# Ignored: location. A difference would replace the bucket; the API honours
# the location only at the first creation of a name.

resource "cloudflare_r2_bucket" "archive" {
  account_id = var.account_id
  name       = "archive"
  location   = "WEUR"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [location]
  }
}

# Pictures of the shop.
resource "cloudflare_r2_bucket" "assets" {
  account_id = var.account_id
  name       = "assets"
  location   = "OC"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [location]
  }
}

resource "cloudflare_r2_bucket" "backups" {
  account_id = var.account_id
  name       = "backups"
  location   = "ENAM"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [location]
  }
}
