#!/usr/bin/env bash
# Workers: what stands in for them, their code, and what they are bound to.
#
# Written by cfdr from the inventory of the account RTOpacks.
# What it does, in this order:
#
#   1. A placeholder where one is missing, with the classes and entrypoints that
#      others are bound to.
#      worker "rtopacks-studio-collab"
#   2. The code of those that are missing or only a placeholder. What somebody
#      deployed is never replaced.
#      worker "rtopacks-studio-collab"
#   3. A binding whose database or namespace was lost gets the new one.
#      Everything else of the worker stays.
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

stand_ins() {
  placeholders
}

uploads() {
  $early || code
}

rebind() {
  $early || bindings
}

begin workers "$@"
look kv_namespace worker
recognise
stand_ins
uploads
rebind
finish
