#!/usr/bin/env bash
# Secrets. Their values are in no snapshot: they come from --secrets, or from
# the terminal.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Each secret that is not set yet and whose value is given.
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

set_secrets() {
  $early || secrets
}

begin secrets "$@"
look worker pages_project
set_secrets
finish
