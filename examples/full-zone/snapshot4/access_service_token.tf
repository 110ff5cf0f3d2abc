# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A service token: what a program shows to pass Access. Its secret is told
# once, when it is made.
#
# Ignored: min_days_for_renewal. It says when Terraform renews the token, and
# is never read back; a state that has it would be updated.

# CI reaches the dashboard with it.
resource "cloudflare_zero_trust_access_service_token" "deployments" {
  account_id = var.account_id
  name       = "deployments"
  duration   = "8760h"

  lifecycle {
    ignore_changes = [min_days_for_renewal]
  }
}
