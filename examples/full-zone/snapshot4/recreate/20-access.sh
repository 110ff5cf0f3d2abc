#!/usr/bin/env bash
# Access and Turnstile: who may pass, before anything they protect can be
# reached.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Access tags: made by POST /accounts/:ACCOUNT/access/tags.
#      access tag "internal"
#   2. Turnstile widgets: changed by PUT
#      /accounts/:ACCOUNT/challenges/widgets/:TURNSTILE_WIDGET.
#      turnstile widget "Contact \"us\""
#   3. Access identity providers: made by POST
#      /accounts/:ACCOUNT/access/identity_providers; changed by PUT
#      /accounts/:ACCOUNT/access/identity_providers/:ACCESS_IDENTITY_PROVIDER.
#      access identity provider "GitHub", access identity provider "Partners
#      (SAML)"
#   4. Access service tokens: made by POST
#      /accounts/:ACCOUNT/access/service_tokens; changed by PUT
#      /accounts/:ACCOUNT/access/service_tokens/:ACCESS_SERVICE_TOKEN.
#      access service token "old-ci"
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

turnstile_widgets() {
  bring turnstile_widget 'Turnstile widgets'
}

access_identity_providers() {
  bring access_identity_provider 'Access identity providers'
}

access_service_tokens() {
  bring access_service_token 'Access service tokens'
}

access_applications() {
  bring access_application 'Access applications'
}

begin access "$@"
look access_tag turnstile_widget access_identity_provider access_service_token access_policy access_application
access_tags
turnstile_widgets
access_identity_providers
access_service_tokens
access_applications
finish
