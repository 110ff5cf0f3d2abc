#!/usr/bin/env bash
# Routes and domains of workers, which can be reached as soon as they are
# there.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Worker routes: made by POST /zones/:ZONE/workers/routes; changed by PUT
#      /zones/:ZONE/workers/routes/:WORKER_ROUTE.
#      worker route "*.preview.example.com/*"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

worker_routes() {
  bring worker_route 'Worker routes'
}

begin routes "$@"
look zone worker_route
worker_routes
finish
