# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access policy: who may pass. One that names an application belongs to it,
# every other can be used by several.

resource "cloudflare_zero_trust_access_policy" "grafana_on_call__ef4a1f33" {
  account_id       = var.account_id
  name             = "On call"
  decision         = "allow"
  session_duration = "24h"
  application_id   = cloudflare_zero_trust_access_application.grafana__92063455.id
  precedence       = 2

  include {
    email = ["oncall@example.com"]
  }
}

resource "cloudflare_zero_trust_access_policy" "health_checks__ca6f9cd7" {
  account_id       = var.account_id
  name             = "Health checks"
  decision         = "bypass"
  session_duration = "24h"

  include {
    everyone = true
  }
}

resource "cloudflare_zero_trust_access_policy" "machines__42549186" {
  account_id       = var.account_id
  name             = "Machines"
  decision         = "non_identity"
  session_duration = "24h"

  include {
    any_valid_service_token = true
    service_token           = [cloudflare_zero_trust_access_service_token.deployments.id]
  }
}

resource "cloudflare_zero_trust_access_policy" "mixed__026e8cd7" {
  account_id         = var.account_id
  name               = "Mixed"
  decision           = "allow"
  session_duration   = "24h"
  isolation_required = false

  include {
    email = ["auditor@example.org"]
    group = [cloudflare_zero_trust_access_group.contractors.id]

    saml {
      attribute_name       = "department"
      attribute_value      = "audit"
      identity_provider_id = cloudflare_zero_trust_access_identity_provider.partners_saml__8d687ac7.id
    }
  }

  exclude {
    ip = ["198.51.100.7/32"]
  }

  require {
    auth_method = "mfa"
  }
}

resource "cloudflare_zero_trust_access_policy" "staff__c8d10cab" {
  account_id                     = var.account_id
  name                           = "Staff"
  decision                       = "allow"
  session_duration               = "12h"
  purpose_justification_required = true
  purpose_justification_prompt   = "What for, \"$${you}\"?"
  approval_required              = true

  include {
    group = [cloudflare_zero_trust_access_group.staff.id]
  }

  approval_group {
    approvals_needed = 1
    email_addresses  = ["founder@example.com"]
  }
}
