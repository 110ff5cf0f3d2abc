# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The cron triggers of a worker, all of them: the API has them as one list.
#
# Ignored: schedules. An import does not restore it, and an update to the same
# value would be planned.

resource "cloudflare_workers_cron_trigger" "notes_api" {
  count = contains(var.held, "worker_schedule.notes_api") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.notes_api.script_name
  schedules = [
    {
      cron = "0 3 * * *"
    },
  ]

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [schedules]
  }
}
