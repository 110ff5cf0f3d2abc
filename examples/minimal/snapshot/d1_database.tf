# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A D1 database.
#
# Ignored: read_replication. It is always read back; where the inventory does
# not say it, its removal would be planned.

resource "cloudflare_d1_database" "notes" {
  account_id = var.account_id
  name       = "notes"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [read_replication]
  }
}
