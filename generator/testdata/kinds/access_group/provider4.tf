# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access group: rules under one name, for policies and other groups to use.
#
# Ignored: include. Where it refers to something whose id the inventory does
# not have, what is there must stay. Where the inventory has it only from a
# document, it must not change what is there.

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

  lifecycle {
    ignore_changes = [include]
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

# Who works here.
resource "cloudflare_zero_trust_access_group" "staff" {
  account_id = var.account_id
  name       = "staff"

  include {
    any_valid_service_token = true
    auth_method             = "mfa"
    certificate             = true
    common_names            = ["one.example.com", "two.example.com"]
    email                   = ["founder@example.com", "second@example.com"]
    email_domain            = ["example.com"]
    everyone                = true
    geo                     = ["AU"]
    group                   = [cloudflare_zero_trust_access_group.contractors.id]
    ip                      = ["203.0.113.0/24", "2001:db8::/32"]
    login_method = [
      cloudflare_zero_trust_access_identity_provider.github__275cebd5.id,
    ]
    service_token = [cloudflare_zero_trust_access_service_token.deployments.id]

    auth_context {
      ac_id                = "c1-acid"
      id                   = "c1"
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
    }

    azure {
      id = [
        "00000000-0000-4000-8000-0000000000a1",
        "00000000-0000-4000-8000-0000000000a2",
      ]
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
    }

    external_evaluation {
      evaluate_url = "https://eval.example.com/"
      keys_url     = "https://eval.example.com/keys"
    }

    github {
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      name                 = "example"
      teams                = ["shop", "ops"]
    }

    gsuite {
      email                = ["staff@example.com"]
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
    }

    okta {
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
      name                 = ["staff"]
    }

    saml {
      attribute_name       = "department"
      attribute_value      = "it's \"audit\" $${x}"
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
    }

    saml {
      attribute_name       = "department"
      attribute_value      = "law"
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
    }
  }

  exclude {
    email = ["former@example.com"]
    geo   = ["AQ"]
  }

  require {
    login_method = [
      cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f.id,
    ]
  }
}

resource "cloudflare_zero_trust_access_group" "staff_second__0bb6a9f7" {
  account_id = var.account_id
  name       = "staff"

  include {
    everyone = true
  }
}
