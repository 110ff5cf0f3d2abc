#!/usr/bin/env bash
# Email routing: rules first, since mail comes as soon as it is enabled.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Email routing settings: changed by POST
#      /zones/:ZONE/email/routing/enable.
#      email routing settings of zone "example.org"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

email_routing_settings() {
  bring email_routing_settings 'Email routing settings'
}

begin email "$@"
look zone email_routing_settings
email_routing_settings
finish
