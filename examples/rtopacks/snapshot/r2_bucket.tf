# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An R2 bucket.

# RTO site screenshots
resource "cloudflare_r2_bucket" "radar_screenshots" {
  account_id = var.account_id
  name       = "radar-screenshots"

  lifecycle {
    prevent_destroy = true
  }
}

# Client-uploaded media
resource "cloudflare_r2_bucket" "rtopacks_client_media" {
  account_id = var.account_id
  name       = "rtopacks-client-media"

  lifecycle {
    prevent_destroy = true
  }
}

# Archived session logs
resource "cloudflare_r2_bucket" "rtopacks_session_archive" {
  account_id = var.account_id
  name       = "rtopacks-session-archive"

  lifecycle {
    prevent_destroy = true
  }
}

# TGA payload archive
resource "cloudflare_r2_bucket" "tga_content" {
  account_id = var.account_id
  name       = "tga-content"

  lifecycle {
    prevent_destroy = true
  }
}
