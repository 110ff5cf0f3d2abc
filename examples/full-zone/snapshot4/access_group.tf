# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access group: rules under one name, for policies and other groups to use.

# People with a contract; see | the `list`.
resource "cloudflare_zero_trust_access_group" "contractors" {
  account_id = var.account_id
  name       = "contractors"

  include {
    email = ["one@example.net", "two@example.net"]
    ip    = ["203.0.113.0/24"]
  }
}

resource "cloudflare_zero_trust_access_group" "staff" {
  account_id = var.account_id
  name       = "staff"

  include {
    email        = ["founder@example.com"]
    email_domain = ["example.com"]
    group        = [cloudflare_zero_trust_access_group.contractors.id]

    github {
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      name                 = "example"
      teams                = ["shop"]
    }
  }

  exclude {
    email = ["former@example.com"]
    geo   = ["AQ"]
  }

  require {
    login_method = [
      cloudflare_zero_trust_access_identity_provider.github__275cebd5.id,
    ]
  }
}
