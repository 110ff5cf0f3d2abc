# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An identity provider: where people sign in before Access lets them pass.
#
# Ignored: config[0].client_secret. It is never read back, and stands in no
# configuration; a state that has it would be updated, and the provider lose
# it.
#
# Ignored: config[0].idp_public_cert. The provider keeps a row of asterisks in
# the place of the certificate.

resource "cloudflare_zero_trust_access_identity_provider" "centrify__415536ab" {
  account_id = var.account_id
  name       = "Centrify"
  type       = "centrify"

  config {
    client_id        = "access"
    centrify_account = "https://example.centrify.example"
    centrify_app_id  = "app1"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "entra__e886d468" {
  account_id = var.account_id
  name       = "Entra"
  type       = "azureAD"

  config {
    client_id                  = "00000000-0000-4000-8000-0000000000d1"
    conditional_access_enabled = true
    directory_id               = "00000000-0000-4000-8000-0000000000d2"
    support_groups             = true
  }

  scim_config {
    enabled                  = false
    group_member_deprovision = false
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "google__a8ed293c" {
  count = contains(var.held, "access_identity_provider.google__a8ed293c") ? 0 : 1

  account_id = var.account_id
  name       = "Google"
  type       = "google-apps"

  config {
    client_id   = "access"
    apps_domain = "example.com"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "okta__e2c018cc" {
  account_id = var.account_id
  name       = "Okta"
  type       = "okta"

  config {
    client_id               = "access"
    authorization_server_id = "aus1"
    okta_account            = "https://example.okta.example"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "one_certificate__9596e9ac" {
  account_id = var.account_id
  name       = "One certificate"
  type       = "saml"

  config {
    idp_public_cert = "MIIBinvented0only="
    issuer_url      = "https://idp.example.org/"
    sso_target_url  = "https://idp.example.org/sso"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret, config[0].idp_public_cert]
  }
}

# For everybody.
resource "cloudflare_zero_trust_access_identity_provider" "one_time_pin__b548683f" {
  account_id = var.account_id
  name       = "One-time PIN"
  type       = "onetimepin"

  config {
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "one_time_pin_second__aeb1d263" {
  account_id = var.account_id
  name       = "One-time PIN"
  type       = "onetimepin"

  config {
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "onelogin__4345f151" {
  account_id = var.account_id
  name       = "OneLogin"
  type       = "onelogin"

  config {
    client_id        = "access"
    onelogin_account = "https://example.onelogin.example"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "own_oidc__5c466d93" {
  account_id = var.account_id
  name       = "Own OIDC"
  type       = "oidc"

  config {
    client_id        = "access"
    auth_url         = "https://sso.example.com/auth"
    certs_url        = "https://sso.example.com/keys"
    claims           = ["groups"]
    email_claim_name = "mail"
    pkce_enabled     = true
    scopes           = ["openid", "email"]
    token_url        = "https://sso.example.com/token"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "partners_saml__8d687ac7" {
  account_id = var.account_id
  name       = "Partners (SAML)"
  type       = "saml"

  config {
    attributes           = ["email", "department"]
    email_attribute_name = "email"
    idp_public_cert      = "MIIBinvented0first="
    issuer_url           = "https://idp.example.net/metadata"
    sign_request         = false
    sso_target_url       = "https://idp.example.net/sso?app=$${access}"
  }

  scim_config {
    enabled                  = true
    identity_update_behavior = "automatic"
    seat_deprovision         = true
    user_deprovision         = false
    group_member_deprovision = true
  }

  lifecycle {
    ignore_changes = [config[0].client_secret, config[0].idp_public_cert]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "ping__a79519ee" {
  account_id = var.account_id
  name       = "Ping"
  type       = "pingone"

  config {
    client_id   = "access"
    ping_env_id = "env1"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}
