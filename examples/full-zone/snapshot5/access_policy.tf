# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access policy: who may pass. One that names an application belongs to it,
# every other can be used by several.
#
# Ignored: exclude. Rules of different sorts in one list read back with an
# empty group that is not there.
#
# Ignored: include. Rules of different sorts in one list read back with an
# empty group that is not there.
#
# Ignored: require. Rules of different sorts in one list read back with an
# empty group that is not there.

resource "cloudflare_zero_trust_access_policy" "health_checks__ca6f9cd7" {
  account_id = var.account_id
  name       = "Health checks"
  decision   = "bypass"
  include = [
    {
      everyone = {}
    },
  ]
  session_duration = "24h"

  lifecycle {
    ignore_changes = [include]
  }
}

resource "cloudflare_zero_trust_access_policy" "machines__42549186" {
  account_id = var.account_id
  name       = "Machines"
  decision   = "non_identity"
  include = [
    {
      service_token = {
        token_id = local.ids["access_service_token.deployments"]
      }
    },
    {
      any_valid_service_token = {}
    },
  ]
  session_duration = "24h"

  lifecycle {
    ignore_changes = [include]
  }
}

resource "cloudflare_zero_trust_access_policy" "mixed__026e8cd7" {
  account_id = var.account_id
  name       = "Mixed"
  decision   = "allow"
  include = [
    {
      group = {
        id = cloudflare_zero_trust_access_group.contractors.id
      }
    },
    {
      email = {
        email = "auditor@example.org"
      }
    },
    {
      saml = {
        attribute_name       = "department"
        attribute_value      = "audit"
        identity_provider_id = cloudflare_zero_trust_access_identity_provider.partners_saml__8d687ac7.id
      }
    },
  ]
  exclude = [
    {
      ip = {
        ip = "198.51.100.7/32"
      }
    },
  ]
  require = [
    {
      auth_method = {
        auth_method = "mfa"
      }
    },
  ]
  session_duration   = "24h"
  isolation_required = false

  lifecycle {
    ignore_changes = [exclude, include, require]
  }
}

resource "cloudflare_zero_trust_access_policy" "staff__c8d10cab" {
  account_id = var.account_id
  name       = "Staff"
  decision   = "allow"
  include = [
    {
      group = {
        id = cloudflare_zero_trust_access_group.staff.id
      }
    },
  ]
  session_duration               = "12h"
  purpose_justification_required = true
  purpose_justification_prompt   = "What for, \"$${you}\"?"
  approval_required              = true
  approval_groups = [
    {
      approvals_needed = 1
      email_addresses  = ["founder@example.com"]
    },
  ]

  lifecycle {
    ignore_changes = [include]
  }
}
