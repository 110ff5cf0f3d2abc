#!/usr/bin/env bash
# Access and Turnstile: who may pass, before anything they protect can be
# reached.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Access tags: made by POST /accounts/:ACCOUNT/access/tags.
#      access tag "internal"
#   2. Access identity providers: made by POST
#      /accounts/:ACCOUNT/access/identity_providers; changed by PUT
#      /accounts/:ACCOUNT/access/identity_providers/:ACCESS_IDENTITY_PROVIDER.
#      access identity provider "GitHub"
#   3. Access service tokens: made by POST
#      /accounts/:ACCOUNT/access/service_tokens; changed by PUT
#      /accounts/:ACCOUNT/access/service_tokens/:ACCESS_SERVICE_TOKEN.
#      access service token "deployments", access service token "old-ci"
#   4. Access policies: made by POST
#      /accounts/:ACCOUNT/access/apps/:ACCESS_APPLICATION/policies; changed by PUT
#      /accounts/:ACCOUNT/access/apps/:ACCESS_APPLICATION/policies/:ACCESS_POLICY.
#      access policy "Grafana On call"
#   5. Access applications: changed by PUT
#      /accounts/:ACCOUNT/access/apps/:ACCESS_APPLICATION.
#      access application "Dashboard: \"admin\""
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

access_tags() {
  bring access_tag 'Access tags'
}

access_identity_providers() {
  bring access_identity_provider 'Access identity providers'
}

access_service_tokens() {
  bring access_service_token 'Access service tokens'
}

access_policies() {
  bring access_policy 'Access policies'
}

access_applications() {
  bring access_application 'Access applications'
}

begin access "$@"
look access_tag access_identity_provider access_service_token access_policy access_application
access_tags
access_identity_providers
access_service_tokens
access_policies
access_applications
finish
