# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A service token: what a program shows to pass Access. Its secret is told
# once, when it is made.

# CI reaches the dashboard with it.
resource "cloudflare_zero_trust_access_service_token" "deployments" {
  account_id = var.account_id
  name       = "deployments"
  duration   = "8760h"
}
