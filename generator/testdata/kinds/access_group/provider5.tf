# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access group: rules under one name, for policies and other groups to use.
#
# Ignored: include. Where it refers to something whose id the inventory does
# not have, what is there must stay. Where the inventory has it only from a
# document, it must not change what is there.
#
# Ignored: is_default. The provider does not read it back, so an update would
# be planned. The provider never reads it back; a state that has it would be
# updated.

resource "cloudflare_zero_trust_access_group" "contractors" {
  account_id = var.account_id
  name       = "contractors"
  include = [
    {
      email = {
        email = "one@example.net"
      }
    },
  ]
  is_default = true

  lifecycle {
    ignore_changes = [is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "forgotten" {
  account_id = var.account_id
  name       = "forgotten"
  include = [
    {
      auth_method = {
        auth_method = "mfa"
      }
    },
    {
      auth_method = {
        auth_method = "hwk"
      }
    },
    {
      gsuite = {
        email                = "a@example.com"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      gsuite = {
        email                = "b@example.com"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f.id
      }
    },
    {
      github_organization = {
        name                 = "example"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      github_organization = {
        name                 = "example"
        team                 = "shop"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      common_name = {
        common_name = "a.example.com"
      }
    },
    {
      common_name = {
        common_name = "b.example.com"
      }
    },
    {
      common_name = {
        common_name = "c.example.com"
      }
    },
    {
      common_name = {
        common_name = "d.example.com"
      }
    },
  ]

  lifecycle {
    ignore_changes = [is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "lists" {
  account_id = var.account_id
  name       = "lists"
  include = [
    {
      email_list = {
        id = "00000000-0000-4000-8000-0000000000b1"
      }
    },
    {
      ip_list = {
        id = "00000000-0000-4000-8000-0000000000b2"
      }
    },
    {
      device_posture = {
        integration_uid = "00000000-0000-4000-8000-0000000000b3"
      }
    },
  ]

  lifecycle {
    ignore_changes = [is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "loose_ends" {
  account_id = var.account_id
  name       = "loose-ends"
  include = [
    {
      group = {
        id = local.ids["access_group.unseen"]
      }
    },
    {
      group = {
        id = local.ids["access_group.nowhere"]
      }
    },
    {
      login_method = {
        id = local.ids["access_identity_provider.unseen"]
      }
    },
    {
      service_token = {
        token_id = local.ids["access_service_token.old_ci"]
      }
    },
  ]

  lifecycle {
    ignore_changes = [include, is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "new_rules" {
  account_id = var.account_id
  name       = "new-rules"
  include = [
    {
      oidc = {
        claim_name           = "role"
        claim_value          = "admin"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      linked_app_token = {
        app_uid = cloudflare_zero_trust_access_application.MCP.id
      }
    },
    {
      user_risk_score = {
        user_risk_score = ["low", "unscored"]
      }
    },
    {
      cloudflare_account_member = {
        account_id = var.account_id
      }
    },
    {
      cloudflare_account_member = {
        account_id = "01a7362d577a6c3019a474fd6f485824"
      }
    },
    {
      cloudflare_account_member = {}
    },
  ]

  lifecycle {
    ignore_changes = [is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "rumour" {
  account_id = var.account_id
  name       = "rumour"
  include = [
    {
      everyone = {}
    },
  ]

  lifecycle {
    ignore_changes = [include, is_default]
  }
}

# Who works here.
resource "cloudflare_zero_trust_access_group" "staff" {
  account_id = var.account_id
  name       = "staff"
  include = [
    {
      email = {
        email = "founder@example.com"
      }
    },
    {
      email = {
        email = "second@example.com"
      }
    },
    {
      email_domain = {
        domain = "example.com"
      }
    },
    {
      everyone = {}
    },
    {
      ip = {
        ip = "203.0.113.0/24"
      }
    },
    {
      ip = {
        ip = "2001:db8::/32"
      }
    },
    {
      geo = {
        country_code = "AU"
      }
    },
    {
      group = {
        id = cloudflare_zero_trust_access_group.contractors.id
      }
    },
    {
      service_token = {
        token_id = local.ids["access_service_token.deployments"]
      }
    },
    {
      any_valid_service_token = {}
    },
    {
      login_method = {
        id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      certificate = {}
    },
    {
      common_name = {
        common_name = "one.example.com"
      }
    },
    {
      common_name = {
        common_name = "two.example.com"
      }
    },
    {
      auth_method = {
        auth_method = "mfa"
      }
    },
    {
      azure_ad = {
        id                   = "00000000-0000-4000-8000-0000000000a1"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      azure_ad = {
        id                   = "00000000-0000-4000-8000-0000000000a2"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      github_organization = {
        name                 = "example"
        team                 = "shop"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      github_organization = {
        name                 = "example"
        team                 = "ops"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      gsuite = {
        email                = "staff@example.com"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      okta = {
        name                 = "staff"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      saml = {
        attribute_name       = "department"
        attribute_value      = "it's \"audit\" $${x}"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      saml = {
        attribute_name       = "department"
        attribute_value      = "law"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      auth_context = {
        id                   = "c1"
        ac_id                = "c1-acid"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      }
    },
    {
      external_evaluation = {
        evaluate_url = "https://eval.example.com/"
        keys_url     = "https://eval.example.com/keys"
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
        id = cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f.id
      }
    },
  ]
  is_default = false

  lifecycle {
    ignore_changes = [is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "staff_second__0bb6a9f7" {
  account_id = var.account_id
  name       = "staff"
  include = [
    {
      everyone = {}
    },
  ]

  lifecycle {
    ignore_changes = [is_default]
  }
}

resource "cloudflare_zero_trust_access_group" "three_names" {
  account_id = var.account_id
  name       = "three-names"
  include = [
    {
      common_name = {
        common_name = "a.example.com"
      }
    },
    {
      common_name = {
        common_name = "b.example.com"
      }
    },
    {
      common_name = {
        common_name = "c.example.com"
      }
    },
  ]

  lifecycle {
    ignore_changes = [is_default]
  }
}
