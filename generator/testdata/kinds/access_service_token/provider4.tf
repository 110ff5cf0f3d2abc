# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A service token: what a program shows to pass Access. Its secret is told
# once, when it is made.
#
# Ignored: min_days_for_renewal. It says when Terraform renews the token, and
# is never read back; a state that has it would be updated.
#
# Ignored: name. Where the inventory has it only from a document, it must not
# change what is there.

# CI reaches the dashboard with it.
resource "cloudflare_zero_trust_access_service_token" "deployments" {
  account_id = var.account_id
  name       = "deployments"
  duration   = "8760h"

  lifecycle {
    ignore_changes = [min_days_for_renewal]
  }
}

resource "cloudflare_zero_trust_access_service_token" "deployments_second__8eeaf9b2" {
  account_id = var.account_id
  name       = "deployments"

  lifecycle {
    ignore_changes = [min_days_for_renewal]
  }
}

resource "cloudflare_zero_trust_access_service_token" "it_s_odd_x__eb15dd58" {
  account_id = var.account_id
  name       = "it's \"odd\" $${x}"
  duration   = "forever"

  lifecycle {
    ignore_changes = [min_days_for_renewal]
  }
}

resource "cloudflare_zero_trust_access_service_token" "plain" {
  count = contains(var.held, "access_service_token.plain") ? 0 : 1

  account_id = var.account_id
  name       = "plain"

  lifecycle {
    ignore_changes = [min_days_for_renewal]
  }
}

resource "cloudflare_zero_trust_access_service_token" "rumour" {
  account_id = var.account_id
  name       = "rumour"

  lifecycle {
    ignore_changes = [min_days_for_renewal, name]
  }
}
