# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The cron triggers of a worker, all of them: the API has them as one list.
#
# Ignored: schedules. An import does not restore it, and an update to the same
# value would be planned.

resource "cloudflare_workers_cron_trigger" "backup" {
  count = contains(var.held, "worker_schedule.backup") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.backup.script_name
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

resource "cloudflare_workers_cron_trigger" "janitor" {
  count = contains(var.held, "worker_schedule.janitor") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.janitor.script_name
  schedules = [
    {
      cron = "0 4 * * SUN"
    },
  ]

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [schedules]
  }
}

resource "cloudflare_workers_cron_trigger" "reports" {
  count = contains(var.held, "worker_schedule.reports") ? 0 : 1

  account_id  = var.account_id
  script_name = cloudflare_workers_script.reports.script_name
  schedules = [
    {
      cron = "0 16 * * 7"
    },
    {
      cron = "30 7 1 * *"
    },
    {
      cron = "0 9 * * MON"
    },
    {
      cron = "15 6 * * 2#1"
    },
    {
      cron = "*/15 * * * *"
    },
  ]

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [schedules]
  }
}
