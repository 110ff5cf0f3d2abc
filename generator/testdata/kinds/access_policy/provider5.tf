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
  count = contains(var.held, "access_policy.health_checks__ca6f9cd7") ? 0 : 1

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

resource "cloudflare_zero_trust_access_policy" "nobody__60257fd3" {
  account_id = var.account_id
  name       = "Nobody"
  decision   = "deny"
  include = [
    {
      everyone = {}
    },
  ]
  session_duration   = "24h"
  isolation_required = false

  lifecycle {
    ignore_changes = [include]
  }
}

resource "cloudflare_zero_trust_access_policy" "risky__b1ee29dc" {
  account_id = var.account_id
  name       = "Risky"
  decision   = "deny"
  include = [
    {
      user_risk_score = {
        user_risk_score = ["high"]
      }
    },
  ]
  session_duration = "24h"

  lifecycle {
    ignore_changes = [include]
  }
}

resource "cloudflare_zero_trust_access_policy" "second_factor__45499e0d" {
  account_id = var.account_id
  name       = "Second factor"
  decision   = "allow"
  include = [
    {
      everyone = {}
    },
  ]
  session_duration = "24h"
  connection_rules = {
    rdp = {
      allowed_clipboard_local_to_remote_formats = ["text"]
      allowed_clipboard_remote_to_local_formats = ["text"]
    }
  }
  mfa_config = {
    allowed_authenticators = ["totp", "security_key"]
    mfa_disabled           = false
    session_duration       = "1h"
  }

  lifecycle {
    ignore_changes = [include]
  }
}

# Who works here.
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
    {
      email = {
        email = "auditor@example.org"
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
  session_duration               = "12h"
  isolation_required             = true
  purpose_justification_required = true
  purpose_justification_prompt   = "What for, \"$${you}\"?"
  approval_required              = true
  approval_groups = [
    {
      approvals_needed = 1
      email_addresses  = ["founder@example.com", "second@example.com"]
    },
    {
      approvals_needed = 2
      email_list_uuid  = "00000000-0000-4000-8000-0000000000b1"
    },
  ]

  lifecycle {
    ignore_changes = [exclude, include, require]
  }
}

resource "cloudflare_zero_trust_access_policy" "staff_second__86482a43" {
  account_id = var.account_id
  name       = "Staff"
  decision   = "allow"
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
