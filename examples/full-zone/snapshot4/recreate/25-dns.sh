#!/usr/bin/env bash
# Tunnels, and DNS records, which may lead to them.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Tunnels: made by POST /accounts/:ACCOUNT/cfd_tunnel.
#      tunnel "attic", tunnel "office", tunnel "the lab's \"box\""
#   2. Tunnel configs: changed by PUT
#      /accounts/:ACCOUNT/cfd_tunnel/:TUNNEL/configurations.
#      tunnel config of tunnel "attic", tunnel config of tunnel "office"
#   3. DNS records: made by POST /zones/:ZONE/dns_records; changed by PATCH
#      /zones/:ZONE/dns_records/:DNS_RECORD.
#      DNS record "archive.example.com A 192.0.2.50", DNS record "cdn.example.com
#      CNAME cdn.example.net", DNS record "grafana.example.com A 192.0.2.30", DNS
#      record "v6.example.com AAAA 2001:db8::6", DNS record "vault.example.com A
#      10.0.0.8"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

tunnels() {
  bring tunnel 'Tunnels'
}

tunnel_configs() {
  bring tunnel_config 'Tunnel configs'
}

dns_records() {
  bring dns_record 'DNS records'
}

begin dns "$@"
look tunnel tunnel_config zone dns_record
tunnels
tunnel_configs
dns_records
finish
