#!/usr/bin/env bash
# Stores: databases, namespaces and buckets. They are made empty; their data
# is a person's to restore.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. D1 databases: made by POST /accounts/:ACCOUNT/d1/database; changed by
#      PATCH /accounts/:ACCOUNT/d1/database/:D1_DATABASE.
#      D1 database "app", D1 database "scratch", D1 database "app-staging"
#   2. KV namespaces: made by POST /accounts/:ACCOUNT/storage/kv/namespaces.
#      KV namespace "RATE_LIMITS", KV namespace "feature-flags"
#   3. R2 buckets: made by POST /accounts/:ACCOUNT/r2/buckets.
#      R2 bucket "assets", R2 bucket "eu-exports"
#   4. R2 bucket cors: made by PUT
#      /accounts/:ACCOUNT/r2/buckets/:R2_BUCKET/cors; changed by PUT
#      /accounts/:ACCOUNT/r2/buckets/:R2_BUCKET/cors.
#      R2 bucket cors of R2 bucket "assets", R2 bucket cors of R2 bucket
#      "eu-exports"
#   5. R2 bucket lifecycles: changed by PUT
#      /accounts/:ACCOUNT/r2/buckets/:R2_BUCKET/lifecycle.
#      R2 bucket lifecycle of R2 bucket "archive"
#   6. R2 managed domains: changed by PUT
#      /accounts/:ACCOUNT/r2/buckets/:R2_BUCKET/domains/managed.
#      R2 managed domain of R2 bucket "assets"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

d1_databases() {
  bring d1_database 'D1 databases'
}

kv_namespaces() {
  bring kv_namespace 'KV namespaces'
}

r2_buckets() {
  bring r2_bucket 'R2 buckets'
}

r2_bucket_cors() {
  bring r2_bucket_cors 'R2 bucket cors'
}

r2_bucket_lifecycles() {
  bring r2_bucket_lifecycle 'R2 bucket lifecycles'
}

r2_managed_domains() {
  bring r2_managed_domain 'R2 managed domains'
}

begin stores "$@"
look d1_database kv_namespace r2_bucket r2_bucket_cors r2_bucket_lifecycle r2_managed_domain
recognise
d1_databases
kv_namespaces
r2_buckets
r2_bucket_cors
r2_bucket_lifecycles
r2_managed_domains
finish
