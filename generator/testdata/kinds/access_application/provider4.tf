# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access application: what people and programs must pass Access to reach.
#
# Ignored: allowed_idps. Where it refers to something whose id the inventory
# does not have, what is there must stay.
#
# Ignored: app_launcher_visible. The provider takes a value for granted that
# an application may not have.
#
# Ignored: cors_headers. The provider reads it only into a state that has it
# already, which an import has not.
#
# Ignored: destinations. The provider reads it only into a state that has it
# already, which an import has not.
#
# Ignored: domain. The provider reads it only into a state that has it
# already, which an import has not.
#
# Ignored: footer_links. The provider reads it only into a state that has it
# already, which an import has not.
#
# Ignored: landing_page_design. The provider reads it only into a state that
# has it already, which an import has not.
#
# Ignored: policies. The provider reads it only into a state that has it
# already, which an import has not. Where it refers to something whose id the
# inventory does not have, what is there must stay.
#
# Ignored: scim_config[0].authentication. Its secrets are in no inventory, and
# a difference would send it without them.
#
# Ignored: session_duration. The provider takes a value for granted that an
# application may not have.
#
# Ignored: target_criteria. The provider reads the attributes of a target in
# an order of chance.

resource "cloudflare_zero_trust_access_application" "bookmark__2ef8a987" {
  account_id                = var.account_id
  name                      = "Bookmark"
  type                      = "bookmark"
  domain                    = "docs.example.com/runbook"
  auto_redirect_to_identity = false
  app_launcher_visible      = true
  logo_url                  = "https://example.com/b.png"
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  lifecycle {
    ignore_changes = [domain, session_duration]
  }
}

resource "cloudflare_zero_trust_access_application" "chat__6f3d1883" {
  account_id                = var.account_id
  name                      = "Chat"
  type                      = "saas"
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  saas_app {
    auth_type                        = "oidc"
    redirect_uris                    = ["https://chat.example.net/callback"]
    grant_types                      = ["authorization_code", "refresh_tokens"]
    scopes                           = ["openid", "email"]
    app_launcher_url                 = "https://chat.example.net"
    group_filter_regex               = "^(a|b)$"
    access_token_lifetime            = "5m"
    allow_pkce_without_client_secret = true

    refresh_token_options {
      lifetime = "90d"
    }

    hybrid_and_implicit_options {
      return_access_token_from_authorization_endpoint = true
      return_id_token_from_authorization_endpoint     = false
    }

    custom_claim {
      name     = "department"
      scope    = "profile"
      required = true

      source {
        name = "department"
      }
    }
  }

  lifecycle {
    ignore_changes = [app_launcher_visible, session_duration]
  }
}

resource "cloudflare_zero_trust_access_application" "claims_by_provider__c071624f" {
  account_id                = var.account_id
  name                      = "Claims by provider"
  type                      = "saas"
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  saas_app {
    auth_type = "oidc"

    custom_claim {
      name = "department"

      source {
        name = "department"
        name_by_idp = {
          "00000000-0000-4000-8000-000000000102" = "dept"
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [app_launcher_visible, session_duration]
  }
}

# Every switch of an application.
resource "cloudflare_zero_trust_access_application" "everything__5963f241" {
  account_id = var.account_id
  name       = "Everything"
  type       = "self_hosted"
  domain     = "all.example.com"
  policies = [
    cloudflare_zero_trust_access_policy.staff__c8d10cab.id,
    cloudflare_zero_trust_access_policy.machines__42549186.id,
  ]
  allowed_idps = [
    cloudflare_zero_trust_access_identity_provider.github__275cebd5.id,
    cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f.id,
  ]
  session_duration             = "24h"
  auto_redirect_to_identity    = true
  allow_authenticate_via_warp  = true
  app_launcher_visible         = true
  logo_url                     = "https://example.com/static/logo.png"
  tags                         = ["internal", "it's $${odd}"]
  custom_deny_message          = "Not for you; ask <ops> | `$${ops}`."
  custom_deny_url              = "https://example.com/denied"
  custom_non_identity_deny_url = "https://example.com/denied/machines"
  custom_pages                 = ["00000000-0000-4000-8000-0000000000e2"]
  enable_binding_cookie        = true
  http_only_cookie_attribute   = true
  same_site_cookie_attribute   = "strict"
  skip_interstitial            = true
  service_auth_401_redirect    = true
  options_preflight_bypass     = false

  destinations {
    type = "public"
    uri  = "all.example.com"
  }

  destinations {
    type = "public"
    uri  = "*.example.com/admin"
  }

  destinations {
    type        = "private"
    hostname    = "intern.example.com"
    cidr        = "198.51.100.0/24"
    port_range  = "80-90"
    l4_protocol = "tcp"
    vnet_id     = "00000000-0000-4000-8000-0000000000e1"
  }

  cors_headers {
    allow_credentials = true
    allowed_headers   = ["X-One"]
    allowed_methods   = ["GET", "POST"]
    allowed_origins   = ["https://example.com"]
    max_age           = 600
  }

  lifecycle {
    ignore_changes = [cors_headers, destinations, domain, policies]
  }
}

resource "cloudflare_zero_trust_access_application" "everything_second__71cf39ec" {
  account_id                = var.account_id
  name                      = "Everything"
  type                      = "bookmark"
  domain                    = "second.example.com"
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  lifecycle {
    ignore_changes = [app_launcher_visible, domain, session_duration]
  }
}

resource "cloudflare_zero_trust_access_application" "launcher__b788f8d0" {
  account_id                   = var.account_id
  name                         = "Launcher"
  type                         = "app_launcher"
  auto_redirect_to_identity    = false
  enable_binding_cookie        = false
  options_preflight_bypass     = false
  app_launcher_logo_url        = "https://example.com/launcher.png"
  bg_color                     = "#ffffff"
  header_bg_color              = "#000000"
  skip_app_launcher_login_page = false

  footer_links {
    name = "Help"
    url  = "https://example.com/help?a=$${b}"
  }

  footer_links {
    name = "Status"
    url  = "https://status.example.com"
  }

  landing_page_design {
    title             = "Welcome"
    message           = "Sign in, %%{please}"
    image_url         = "https://example.com/i.png"
    button_color      = "#111111"
    button_text_color = "#eeeeee"
  }

  lifecycle {
    ignore_changes = [
      app_launcher_visible,
      footer_links,
      landing_page_design,
      session_duration,
    ]
  }
}

resource "cloudflare_zero_trust_access_application" "own_policy__8e89159e" {
  account_id                 = var.account_id
  name                       = "Own policy"
  type                       = "self_hosted"
  domain                     = "own.example.com"
  policies                   = [cloudflare_zero_trust_access_policy.staff__c8d10cab.id]
  auto_redirect_to_identity  = false
  enable_binding_cookie      = false
  http_only_cookie_attribute = true
  options_preflight_bypass   = false

  lifecycle {
    ignore_changes = [app_launcher_visible, domain, policies, session_duration]
  }
}

resource "cloudflare_zero_trust_access_application" "payroll__b57094cd" {
  account_id = var.account_id
  name       = "Payroll"
  type       = "saas"
  policies = [
    local.ids["access_policy.unseen"],
    local.ids["access_policy.nowhere"],
  ]
  allowed_idps              = [local.ids["access_identity_provider.unseen"]]
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  saas_app {
    sp_entity_id                     = "https://payroll.example.net"
    consumer_service_url             = "https://payroll.example.net/acs"
    name_id_format                   = "email"
    name_id_transform_jsonata        = "$lowercase(email)"
    saml_attribute_transform_jsonata = "$merge([{}])"
    default_relay_state              = "https://payroll.example.net/home"

    custom_attribute {
      name          = "department"
      friendly_name = "Department"
      name_format   = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
      required      = false

      source {
        name = "department"
      }
    }
  }

  scim_config {
    enabled              = true
    remote_uri           = "https://payroll.example.net/scim"
    idp_uid              = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id
    deactivate_on_delete = true

    mappings {
      schema            = "urn:ietf:params:scim:schemas:core:2.0:User"
      enabled           = true
      filter            = "title eq \"boss\""
      transform_jsonata = "$"
      strictness        = "strict"

      operations {
        create = true
        update = true
        delete = false
      }
    }
  }

  lifecycle {
    ignore_changes = [
      allowed_idps,
      app_launcher_visible,
      policies,
      session_duration,
    ]
  }
}

resource "cloudflare_zero_trust_access_application" "plain__328a507f" {
  account_id                 = var.account_id
  name                       = "Plain"
  type                       = "self_hosted"
  domain                     = "plain.example.com"
  policies                   = [cloudflare_zero_trust_access_policy.staff__c8d10cab.id]
  auto_redirect_to_identity  = false
  enable_binding_cookie      = false
  http_only_cookie_attribute = true
  options_preflight_bypass   = true

  cors_headers {
    allow_all_headers = true
    allow_all_methods = true
    allow_all_origins = true
  }

  lifecycle {
    ignore_changes = [
      app_launcher_visible,
      cors_headers,
      domain,
      policies,
      session_duration,
    ]
  }
}

resource "cloudflare_zero_trust_access_application" "provisioned_by_oauth__c2e05012" {
  account_id                = var.account_id
  name                      = "Provisioned by OAuth"
  type                      = "saas"
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  saas_app {
    sp_entity_id = "https://oauth.example.net"
  }

  scim_config {
    remote_uri = "https://oauth.example.net/scim"
    idp_uid    = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id

    authentication {
      scheme            = "oauth2"
      client_id         = "access"
      authorization_url = "https://oauth.example.net/auth"
      token_url         = "https://oauth.example.net/token"
      scopes            = ["provision"]
    }
  }

  lifecycle {
    ignore_changes = [
      app_launcher_visible,
      scim_config[0].authentication,
      session_duration,
    ]
  }
}

resource "cloudflare_zero_trust_access_application" "provisioned_by_password__ee36962e" {
  account_id                = var.account_id
  name                      = "Provisioned by password"
  type                      = "saas"
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  saas_app {
    sp_entity_id = "https://basic.example.net"
  }

  scim_config {
    remote_uri = "https://basic.example.net/scim"
    idp_uid    = cloudflare_zero_trust_access_identity_provider.github__275cebd5.id

    authentication {
      scheme = "httpbasic"
      user   = "access"
    }
  }

  lifecycle {
    ignore_changes = [
      app_launcher_visible,
      scim_config[0].authentication,
      session_duration,
    ]
  }
}

resource "cloudflare_zero_trust_access_application" "servers__5f4d6ca3" {
  account_id                = var.account_id
  name                      = "Servers"
  type                      = "infrastructure"
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  target_criteria {
    port     = 22
    protocol = "SSH"

    target_attributes {
      name   = "hostname"
      values = ["one", "two"]
    }
  }

  lifecycle {
    ignore_changes = [app_launcher_visible, session_duration, target_criteria]
  }
}
