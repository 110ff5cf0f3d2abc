#!/usr/bin/env bash
# Names on workers.dev.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Workers subdomains: made by PUT /accounts/:ACCOUNT/workers/subdomain.
#      workers subdomain "example-team"
#   2. Worker subdomains: changed by POST
#      /accounts/:ACCOUNT/workers/scripts/:WORKER/subdomain.
#      worker subdomain of worker "accounts", worker subdomain of worker
#      "api-staging", worker subdomain of worker "rooms", worker subdomain of
#      worker "storefront"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

workers_subdomains() {
  bring workers_subdomain 'Workers subdomains'
}

worker_subdomains() {
  bring worker_subdomain 'Worker subdomains'
}

begin workers-dev "$@"
look workers_subdomain worker worker_subdomain
workers_subdomains
worker_subdomains
finish
