# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access application: what people and programs must pass Access to reach.
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
# Ignored: policies. The provider reads it only into a state that has it
# already, which an import has not.
#
# Ignored: session_duration. The provider takes a value for granted that an
# application may not have.

resource "cloudflare_zero_trust_access_application" "account_pages__c9a83603" {
  account_id = var.account_id
  name       = "Account pages"
  type       = "self_hosted"
  domain     = "example.com/account"
  policies = [
    cloudflare_zero_trust_access_policy.staff__c8d10cab.id,
    cloudflare_zero_trust_access_policy.health_checks__ca6f9cd7.id,
  ]
  auto_redirect_to_identity  = false
  enable_binding_cookie      = false
  http_only_cookie_attribute = true
  options_preflight_bypass   = true

  destinations {
    type = "public"
    uri  = "example.com/account"
  }

  destinations {
    type = "public"
    uri  = "example.com/account/health"
  }

  lifecycle {
    ignore_changes = [
      app_launcher_visible,
      destinations,
      domain,
      policies,
      session_duration,
    ]
  }
}

resource "cloudflare_zero_trust_access_application" "chat__6f3d1883" {
  account_id                = var.account_id
  name                      = "Chat"
  type                      = "saas"
  policies                  = [cloudflare_zero_trust_access_policy.staff__c8d10cab.id]
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  saas_app {
    auth_type             = "oidc"
    redirect_uris         = ["https://chat.example.net/callback"]
    grant_types           = ["authorization_code"]
    scopes                = ["openid", "email", "profile", "groups"]
    access_token_lifetime = "5m"

    custom_claim {
      name     = "department"
      scope    = "profile"
      required = false

      source {
        name = "department"
      }
    }
  }

  lifecycle {
    ignore_changes = [app_launcher_visible, policies, session_duration]
  }
}

resource "cloudflare_zero_trust_access_application" "dashboard_admin__ca302d41" {
  account_id = var.account_id
  name       = "Dashboard: \"admin\""
  type       = "self_hosted"
  domain     = "admin.example.com"
  policies = [
    cloudflare_zero_trust_access_policy.machines__42549186.id,
    cloudflare_zero_trust_access_policy.staff__c8d10cab.id,
    cloudflare_zero_trust_access_policy.mixed__026e8cd7.id,
  ]
  allowed_idps = [
    cloudflare_zero_trust_access_identity_provider.github__275cebd5.id,
  ]
  session_duration           = "30m"
  auto_redirect_to_identity  = true
  tags                       = ["internal"]
  enable_binding_cookie      = true
  http_only_cookie_attribute = true
  same_site_cookie_attribute = "strict"
  skip_interstitial          = true
  service_auth_401_redirect  = true
  options_preflight_bypass   = false

  destinations {
    type = "public"
    uri  = "admin.example.com"
  }

  cors_headers {
    allow_all_headers = true
    allow_credentials = true
    allowed_methods   = ["GET", "POST"]
    allowed_origins   = ["https://example.com", "https://shop.example.com"]
    max_age           = 600
  }

  lifecycle {
    ignore_changes = [
      app_launcher_visible,
      cors_headers,
      destinations,
      domain,
      policies,
    ]
  }
}

resource "cloudflare_zero_trust_access_application" "grafana__92063455" {
  account_id = var.account_id
  name       = "Grafana"
  type       = "self_hosted"
  domain     = "grafana.example.com"
  policies   = [cloudflare_zero_trust_access_policy.staff__c8d10cab.id]
  allowed_idps = [
    cloudflare_zero_trust_access_identity_provider.github__275cebd5.id,
    cloudflare_zero_trust_access_identity_provider.one_time_pin__b548683f.id,
  ]
  session_duration           = "24h"
  auto_redirect_to_identity  = false
  app_launcher_visible       = true
  logo_url                   = "https://example.com/static/grafana.png"
  custom_deny_message        = "Not for you; ask <ops> | `$${ops}`."
  enable_binding_cookie      = false
  http_only_cookie_attribute = true
  options_preflight_bypass   = false

  destinations {
    type = "public"
    uri  = "grafana.example.com"
  }

  destinations {
    type = "public"
    uri  = "*.preview.example.com/metrics"
  }

  lifecycle {
    ignore_changes = [destinations, domain, policies]
  }
}

resource "cloudflare_zero_trust_access_application" "payroll__b57094cd" {
  account_id                = var.account_id
  name                      = "Payroll"
  type                      = "saas"
  policies                  = [cloudflare_zero_trust_access_policy.mixed__026e8cd7.id]
  auto_redirect_to_identity = false
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  saas_app {
    sp_entity_id         = "https://payroll.example.net"
    consumer_service_url = "https://payroll.example.net/acs"
    name_id_format       = "email"

    custom_attribute {
      name        = "department"
      name_format = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"

      source {
        name = "department"
      }
    }
  }

  lifecycle {
    ignore_changes = [app_launcher_visible, policies, session_duration]
  }
}

resource "cloudflare_zero_trust_access_application" "the_runbook__7268ad52" {
  account_id                = var.account_id
  name                      = "The runbook"
  type                      = "bookmark"
  domain                    = "docs.example.com/runbook"
  auto_redirect_to_identity = false
  app_launcher_visible      = true
  enable_binding_cookie     = false
  options_preflight_bypass  = false

  lifecycle {
    ignore_changes = [domain, session_duration]
  }
}
