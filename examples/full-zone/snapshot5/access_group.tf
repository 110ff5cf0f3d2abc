# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access group: rules under one name, for policies and other groups to use.
#
# Ignored: is_default. The provider does not read it back, so an update would
# be planned. The provider never reads it back; a state that has it would be
# updated.

# People with a contract; see | the `list`.
resource "cloudflare_zero_trust_access_group" "contractors" {
  account_id = var.account_id
  name       = "contractors"
  include = [
    {
      email = {
        email = "one@example.net"
      }
    },
    {
      email = {
        email = "two@example.net"
      }
    },
    {
      ip = {
        ip = "203.0.113.0/24"
      }
    },
  ]

  lifecycle {
    ignore_changes = [is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "staff" {
  account_id = var.account_id
  name       = "staff"
  include = [
    {
      group = {
        id = cloudflare_zero_trust_access_group.contractors.id
      }
    },
    {
      email = {
        email = "founder@example.com"
      }
    },
    {
      email_domain = {
        domain = "example.com"
      }
    },
    {
      github_organization = {
        name                 = "example"
        team                 = "shop"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
  ]
  exclude = [
    {
      email = {
        email = "former@example.com"
      }
    },
    {
      geo = {
        country_code = "AQ"
      }
    },
  ]
  require = [
    {
      login_method = {
        id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
  ]
  is_default = false

  lifecycle {
    ignore_changes = [is_default]
  }
}
