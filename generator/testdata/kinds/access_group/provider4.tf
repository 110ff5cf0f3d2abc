# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access group: rules under one name, for policies and other groups to use.
#
# Ignored: include. Where the inventory has it only from a document, it must
# not change what is there.

resource "cloudflare_zero_trust_access_group" "contractors" {
  account_id = var.account_id
  name       = "contractors"

  include {
    email = ["one@example.net"]
  }
}

resource "cloudflare_zero_trust_access_group" "lists" {
  account_id = var.account_id
  name       = "lists"

  include {
    device_posture = ["00000000-0000-4000-8000-0000000000b3"]
    email_list     = ["00000000-0000-4000-8000-0000000000b1"]
    ip_list        = ["00000000-0000-4000-8000-0000000000b2"]
  }
}

resource "cloudflare_zero_trust_access_group" "loose_ends" {
  account_id = var.account_id
  name       = "loose-ends"

  include {
    group = [
      local.ids["access_group.unseen"],
      local.ids["access_group.nowhere"],
    ]
    login_method  = [local.ids["access_identity_provider.unseen"]]
    service_token = [local.ids["access_service_token.old_ci"]]
  }
}

resource "cloudflare_zero_trust_access_group" "rumour" {
  account_id = var.account_id
  name       = "rumour"

  include {
    everyone = true
  }

  lifecycle {
    ignore_changes = [include]
  }
}
