# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A worker script with everything that is deployed with it.
#
# Every argument is ignored once a worker is there. Any update of an adopted
# worker destroys something: it uploads the code again without the secrets,
# and without what the resource cannot hold. Creation is not affected.

resource "cloudflare_workers_script" "notes_api" {
  account_id         = var.account_id
  script_name        = "notes-api"
  compatibility_date = "2025-09-01"
  bindings = [
    {
      type = "d1"
      name = "DB"
      id   = cloudflare_d1_database.notes.id
    },
  ]
  content     = file("${path.module}/workers/notes_api/index.js")
  main_module = "index.js"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = all
  }
}
