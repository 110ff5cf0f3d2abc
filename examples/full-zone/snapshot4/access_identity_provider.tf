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

resource "cloudflare_zero_trust_access_identity_provider" "github__275cebd5" {
  account_id = var.account_id
  name       = "GitHub"
  type       = "github"

  config {
    client_id = "Iv1.0123456789abcdef"
  }

  lifecycle {
    ignore_changes = [config[0].client_secret]
  }
}

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

resource "cloudflare_zero_trust_access_identity_provider" "partners_saml__8d687ac7" {
  account_id = var.account_id
  name       = "Partners (SAML)"
  type       = "saml"

  config {
    attributes           = ["email", "department"]
    email_attribute_name = "email"
    idp_public_cert      = "MIIBinvented0certificate0of0nobody="
    issuer_url           = "https://idp.example.net/metadata"
    sign_request         = false
    sso_target_url       = "https://idp.example.net/sso?app=$${access}"
  }

  scim_config {
    enabled                  = true
    identity_update_behavior = "automatic"
    seat_deprovision         = true
    user_deprovision         = true
  }

  lifecycle {
    ignore_changes = [config[0].client_secret, config[0].idp_public_cert]
  }
}
