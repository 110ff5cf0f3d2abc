#!/usr/bin/env bash
# DNS records.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. DNS records: made by POST /zones/:ZONE/dns_records; changed by PATCH
#      /zones/:ZONE/dns_records/:DNS_RECORD.
#      DNS record "archive.example.com A 192.0.2.50"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

dns_records() {
  bring dns_record 'DNS records'
}

begin dns "$@"
look zone dns_record
dns_records
finish
