# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# An Access policy: who may pass. One that names an application belongs to it,
# every other can be used by several.

resource "cloudflare_zero_trust_access_policy" "health_checks__ca6f9cd7" {
  count = contains(var.held, "access_policy.health_checks__ca6f9cd7") ? 0 : 1

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

resource "cloudflare_zero_trust_access_policy" "nobody__60257fd3" {
  account_id         = var.account_id
  name               = "Nobody"
  decision           = "deny"
  session_duration   = "24h"
  isolation_required = false

  include {
    everyone = true
  }
}

resource "cloudflare_zero_trust_access_policy" "second_factor__45499e0d" {
  account_id       = var.account_id
  name             = "Second factor"
  decision         = "allow"
  session_duration = "24h"

  include {
    everyone = true
  }
}

resource "cloudflare_zero_trust_access_policy" "servers_shell__524fdf38" {
  account_id       = var.account_id
  name             = "Shell"
  decision         = "allow"
  session_duration = "24h"
  application_id   = cloudflare_zero_trust_access_application.servers__5f4d6ca3.id
  precedence       = 2

  include {
    login_method = [
      cloudflare_zero_trust_access_identity_provider.github__275cebd5.id,
    ]
  }

  connection_rules {
    ssh {
      allow_email_alias = true
      usernames         = ["root", "deploy"]
    }
  }
}

# Who works here.
resource "cloudflare_zero_trust_access_policy" "staff__c8d10cab" {
  account_id                     = var.account_id
  name                           = "Staff"
  decision                       = "allow"
  session_duration               = "12h"
  isolation_required             = true
  purpose_justification_required = true
  purpose_justification_prompt   = "What for, \"$${you}\"?"
  approval_required              = true

  include {
    email = ["auditor@example.org"]
    group = [cloudflare_zero_trust_access_group.staff.id]
  }

  exclude {
    ip = ["198.51.100.7/32"]
  }

  require {
    auth_method = "mfa"
  }

  approval_group {
    approvals_needed = 1
    email_addresses  = ["founder@example.com", "second@example.com"]
  }

  approval_group {
    approvals_needed = 2
    email_list_uuid  = "00000000-0000-4000-8000-0000000000b1"
  }
}

resource "cloudflare_zero_trust_access_policy" "staff_second__86482a43" {
  account_id       = var.account_id
  name             = "Staff"
  decision         = "allow"
  session_duration = "24h"

  include {
    everyone = true
  }
}
