# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.

terraform {
  required_version = ">= 1.7, < 2.0, >= 1.9"

  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 4.52"
    }
  }
}
