# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An identity provider: where people sign in before Access lets them pass.
#
# Ignored: config.client_secret. It is read back as a row of asterisks, and
# stands in no configuration.

resource "cloudflare_zero_trust_access_identity_provider" "centrify__415536ab" {
  account_id = var.account_id
  name       = "Centrify"
  type       = "centrify"
  config = {
    client_id        = "access"
    centrify_account = "https://example.centrify.example"
    centrify_app_id  = "app1"
  }

  lifecycle {
    ignore_changes = [config.client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "cloudflare__a7ea43a1" {
  account_id = var.account_id
  name       = "Cloudflare"
  type       = "cloudflare"
  config = {
    restrict_to_account_members = true
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "entra__e886d468" {
  account_id = var.account_id
  name       = "Entra"
  type       = "azureAD"
  config = {
    client_id                  = "00000000-0000-4000-8000-0000000000d1"
    conditional_access_enabled = true
    directory_id               = "00000000-0000-4000-8000-0000000000d2"
    prompt                     = "select_account"
    support_groups             = true
  }
  scim_config = {
    enabled = false
  }

  lifecycle {
    ignore_changes = [config.client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "google__a8ed293c" {
  count = contains(var.held, "access_identity_provider.google__a8ed293c") ? 0 : 1

  account_id = var.account_id
  name       = "Google"
  type       = "google-apps"
  config = {
    client_id   = "access"
    apps_domain = "example.com"
  }

  lifecycle {
    ignore_changes = [config.client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "okta__e2c018cc" {
  account_id = var.account_id
  name       = "Okta"
  type       = "okta"
  config = {
    client_id               = "access"
    authorization_server_id = "aus1"
    okta_account            = "https://example.okta.example"
  }

  lifecycle {
    ignore_changes = [config.client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "one_certificate__9596e9ac" {
  account_id = var.account_id
  name       = "One certificate"
  type       = "saml"
  config = {
    enable_encryption = false
    idp_public_certs  = ["MIIBinvented0only="]
    issuer_url        = "https://idp.example.org/"
    sso_target_url    = "https://idp.example.org/sso"
  }
  read_only = false
}

# For everybody.
resource "cloudflare_zero_trust_access_identity_provider" "one_time_pin__b548683f" {
  account_id = var.account_id
  name       = "One-time PIN"
  type       = "onetimepin"
  config     = {}
}

resource "cloudflare_zero_trust_access_identity_provider" "one_time_pin_second__aeb1d263" {
  account_id = var.account_id
  name       = "One-time PIN"
  type       = "onetimepin"
  config     = {}
}

resource "cloudflare_zero_trust_access_identity_provider" "onelogin__4345f151" {
  account_id = var.account_id
  name       = "OneLogin"
  type       = "onelogin"
  config = {
    client_id        = "access"
    onelogin_account = "https://example.onelogin.example"
  }

  lifecycle {
    ignore_changes = [config.client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "own_oidc__5c466d93" {
  account_id = var.account_id
  name       = "Own OIDC"
  type       = "oidc"
  config = {
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
    ignore_changes = [config.client_secret]
  }
}

resource "cloudflare_zero_trust_access_identity_provider" "partners_saml__8d687ac7" {
  account_id = var.account_id
  name       = "Partners (SAML)"
  type       = "saml"
  config = {
    attributes           = ["email", "department"]
    email_attribute_name = "email"
    enable_encryption    = true
    header_attributes = [
      {
        attribute_name = "department"
        header_name    = "X-Department"
      },
    ]
    idp_public_certs = ["MIIBinvented0first=", "MIIBinvented0second="]
    issuer_url       = "https://idp.example.net/metadata"
    sign_request     = false
    sso_target_url   = "https://idp.example.net/sso?app=$${access}"
  }
  scim_config = {
    enabled                  = true
    identity_update_behavior = "automatic"
    seat_deprovision         = true
    user_deprovision         = false
  }
  read_only               = true
  saml_certificate_set_id = "00000000-0000-4000-8000-0000000000c1"
}

resource "cloudflare_zero_trust_access_identity_provider" "ping__a79519ee" {
  account_id = var.account_id
  name       = "Ping"
  type       = "pingone"
  config = {
    client_id   = "access"
    ping_env_id = "env1"
  }

  lifecycle {
    ignore_changes = [config.client_secret]
  }
}
