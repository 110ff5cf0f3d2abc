#!/usr/bin/env bash
# Workers: what stands in for them, their code, and what they are bound to.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. A binding whose database or namespace was lost gets the new one.
#      Everything else of the worker stays.
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

rebind() {
  $early || bindings
}

begin workers "$@"
look d1_database worker
recognise
rebind
finish
