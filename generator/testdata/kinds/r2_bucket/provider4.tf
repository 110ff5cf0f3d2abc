# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An R2 bucket.
#
# Ignored: location. A difference would replace the bucket; the API honours
# the location only at the first creation of a name. Where the inventory has
# it only from a document, it must not change what is there.

resource "cloudflare_r2_bucket" "_2025_reports" {
  account_id = var.account_id
  name       = "2025-reports"

  lifecycle {
    prevent_destroy = true
  }
}

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

resource "cloudflare_r2_bucket" "elsewhere" {
  account_id = var.account_id
  name       = "elsewhere"
  location   = "APAC"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [location]
  }
}

resource "cloudflare_r2_bucket" "standard" {
  account_id = var.account_id
  name       = "standard"

  lifecycle {
    prevent_destroy = true
  }
}
