# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The cron triggers of a worker, all of them: the API has them as one list.

resource "cloudflare_workers_cron_trigger" "backup" {
  count = contains(var.held, "worker_schedule.backup") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.backup.name
  schedules   = ["0 3 * * *"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "janitor" {
  count = contains(var.held, "worker_schedule.janitor") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.janitor.name
  schedules   = ["0 4 * * SUN"]

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_workers_cron_trigger" "reports" {
  count = contains(var.held, "worker_schedule.reports") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.reports.name
  schedules = [
    "0 16 * * 7",
    "30 7 1 * *",
    "0 9 * * MON",
    "15 6 * * 2#1",
    "*/15 * * * *",
  ]

  lifecycle {
    prevent_destroy = true
  }
}
