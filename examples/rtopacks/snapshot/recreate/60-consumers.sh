#!/usr/bin/env bash
# Consumers of queues and notifications of buckets, which start to run as soon
# as they are there.
#
# Written by cfdr from the inventory of the account RTOpacks.
# What it does, in this order:
#
#   1. Queue consumers: made by POST /accounts/:ACCOUNT/queues/:QUEUE/consumers;
#      changed by PUT /accounts/:ACCOUNT/queues/:QUEUE/consumers/:QUEUE_CONSUMER.
#      queue consumer of queue "cricos-sync-queue", queue consumer of queue
#      "rtopacks-ingest-queue", queue consumer of queue "tga-sync-queue"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

queue_consumers() {
  bring queue_consumer 'Queue consumers'
}

begin consumers "$@"
look queue queue_consumer
queue_consumers
finish
