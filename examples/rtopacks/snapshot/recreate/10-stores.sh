#!/usr/bin/env bash
# Stores: databases, namespaces and buckets. They are made empty; their data
# is a person's to restore.
#
# Written by cfdr from the inventory of the account RTOpacks.
# What it does, in this order:
#
#   1. D1 databases: made by POST /accounts/:ACCOUNT/d1/database; changed by
#      PATCH /accounts/:ACCOUNT/d1/database/:D1_DATABASE.
#      D1 database "abs-db-oc", D1 database "calendar-db", D1 database
#      "engine-db-oc", D1 database "landscape-db", D1 database "licensing-db-oc",
#      D1 database "microcredentials-db", D1 database "ops-db", D1 database
#      "radar-db", and 8 more
#   2. KV namespaces: made by POST /accounts/:ACCOUNT/storage/kv/namespaces.
#      KV namespace "MCP_API_KEYS", KV namespace "RTOPACKS_OPERATIONAL_KEYS"
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

begin stores "$@"
look d1_database kv_namespace
recognise
d1_databases
kv_namespaces
finish
