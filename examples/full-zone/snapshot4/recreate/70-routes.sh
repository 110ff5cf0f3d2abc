#!/usr/bin/env bash
# Routes and domains of workers and buckets, which can be reached as soon as
# they are there.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Worker routes: made by POST /zones/:ZONE/workers/routes; changed by PUT
#      /zones/:ZONE/workers/routes/:WORKER_ROUTE.
#      worker route "*.preview.example.com/*"
#   2. R2 custom domains: made by POST
#      /accounts/:ACCOUNT/r2/buckets/:R2_BUCKET/domains/custom; changed by PUT
#      /accounts/:ACCOUNT/r2/buckets/:R2_BUCKET/domains/custom/:R2_CUSTOM_DOMAIN.
#      R2 custom domain "files.example.com"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

worker_routes() {
  bring worker_route 'Worker routes'
}

r2_custom_domains() {
  bring r2_custom_domain 'R2 custom domains'
}

begin routes "$@"
look zone r2_bucket worker_route r2_custom_domain
worker_routes
r2_custom_domains
finish
