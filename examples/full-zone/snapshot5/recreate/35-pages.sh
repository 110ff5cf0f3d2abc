#!/usr/bin/env bash
# Pages projects and their domains.
#
# Written by cfdr from the inventory of the account Example.
# What it does, in this order:
#
#   1. Pages projects: made by POST /accounts/:ACCOUNT/pages/projects; changed
#      by PATCH /accounts/:ACCOUNT/pages/projects/:PAGES_PROJECT.
#      pages project "example-docs"
#
# Without --apply it only says what it would do; see --help. It can be run
# again at any time: what is there already stays as it is.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/lib.sh"

pages_projects() {
  bring pages_project 'Pages projects'
}

begin pages "$@"
look d1_database kv_namespace pages_project
pages_projects
finish
