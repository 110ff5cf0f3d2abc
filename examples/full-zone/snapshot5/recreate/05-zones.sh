#!/usr/bin/env bash
# Zones: the domains of the account.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Zones: made by POST /zones; changed by PATCH /zones/:ZONE.
#      zone "example.net"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

zones() {
  bring zone 'Zones'
}

begin zones "$@"
look zone
zones
finish
