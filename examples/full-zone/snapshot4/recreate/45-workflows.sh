#!/usr/bin/env bash
# Workflows.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Workflows: made by PUT /accounts/:ACCOUNT/workflows/:WORKFLOW; changed by
#      PUT /accounts/:ACCOUNT/workflows/:WORKFLOW.
#      workflow "cleanup", workflow "order-fulfilment"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

workflows() {
  bring workflow 'Workflows'
}

begin workflows "$@"
look workflow
workflows
finish
