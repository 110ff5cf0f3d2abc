#!/usr/bin/env bash
# Settings of zones, and their rules.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Zone settings: changed by PATCH /zones/:ZONE/settings/:ZONE_SETTING.
#      zone setting "0rtt" of zone "example.com", zone setting "always_use_https"
#      of zone "example.com", zone setting "automatic_https_rewrites" of zone
#      "example.com", zone setting "automatic_platform_optimization" of zone
#      "example.com", zone setting "brotli" of zone "example.com", zone setting
#      "browser_cache_ttl" of zone "example.com", zone setting "challenge_ttl" of
#      zone "example.com", zone setting "ciphers" of zone "example.com", and 14
#      more
#   2. Zone DNSSECs: changed by PATCH /zones/:ZONE/dnssec.
#      zone DNSSEC of zone "example.com"
#   3. Zone rulesets: made by POST /zones/:ZONE/rulesets; changed by PUT
#      /zones/:ZONE/rulesets/:ZONE_RULESET.
#      zone ruleset "http_request_snippets default" of zone "example.com"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

zone_settings() {
  bring zone_setting 'Zone settings'
}

zone_dnssecs() {
  bring zone_dnssec 'Zone DNSSECs'
}

zone_rulesets() {
  bring zone_ruleset 'Zone rulesets'
}

begin zone-settings "$@"
look zone zone_setting zone_dnssec zone_ruleset
zone_settings
zone_dnssecs
zone_rulesets
finish
