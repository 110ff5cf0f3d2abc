#!/usr/bin/env bash
# Queues, dead letter queues first.
#
# Written by cfdr from the inventory of the account RTOpacks.
# What it does, in this order:
#
#   1. Queues: made by POST /accounts/:ACCOUNT/queues; changed by PATCH
#      /accounts/:ACCOUNT/queues/:QUEUE.
#      queue "cricos-sync-queue", queue "rtopacks-ingest-dlq", queue
#      "rtopacks-ingest-queue", queue "tga-sync-queue"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

queues() {
  bring queue 'Queues'
}

begin queues "$@"
look queue
queues
finish
