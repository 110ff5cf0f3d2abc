#!/usr/bin/env bash
# Stores: databases, namespaces and buckets. They are made empty; their data
# is a person's to restore.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. D1 databases: made by POST /accounts/:ACCOUNT/d1/database; changed by
#      PATCH /accounts/:ACCOUNT/d1/database/:D1_DATABASE.
#      D1 database "app", D1 database "eu-customers", D1 database "scratch", D1
#      database "app-staging"
#   2. KV namespaces: made by POST /accounts/:ACCOUNT/storage/kv/namespaces.
#      KV namespace "RATE_LIMITS", KV namespace "feature-flags"
#   3. R2 buckets: made by POST /accounts/:ACCOUNT/r2/buckets.
#      R2 bucket "archive", R2 bucket "assets", R2 bucket "eu-exports"
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

begin stores "$@"
look d1_database kv_namespace r2_bucket
recognise
d1_databases
kv_namespaces
r2_buckets
finish
