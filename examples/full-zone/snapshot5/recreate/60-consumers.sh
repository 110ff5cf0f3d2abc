#!/usr/bin/env bash
# Consumers of queues and notifications of buckets, which start to run as soon
# as they are there.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Queue consumers: made by POST /accounts/:ACCOUNT/queues/:QUEUE/consumers;
#      changed by PUT /accounts/:ACCOUNT/queues/:QUEUE/consumers/:QUEUE_CONSUMER.
#      queue consumer of queue "events", queue consumer of queue "orders", queue
#      consumer of queue "mail"
#   2. R2 event notifications: made by PUT
#      /accounts/:ACCOUNT/event_notifications/r2/:R2_BUCKET/configuration/queues/:QUEUE.
#      R2 event notification "events" of R2 bucket "assets", R2 event notification
#      "orders-dlq" of R2 bucket "eu-exports"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

queue_consumers() {
  bring queue_consumer 'Queue consumers'
}

r2_event_notifications() {
  bring r2_event_notification 'R2 event notifications'
}

begin consumers "$@"
look r2_bucket queue queue_consumer r2_event_notification
queue_consumers
r2_event_notifications
finish
