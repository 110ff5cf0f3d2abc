# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What exists is adopted, object by object. An object named in var.lost is
# created instead; with var.adopt = false all are.

import {
  for_each = var.adopt && !contains(var.lost, "zone.example_com") ? toset(["${local.ids["zone.example_com"]}"]) : toset([])
  to       = cloudflare_zone.example_com
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_a__9df161b6") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_a__9df161b6"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_a__9df161b6
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.example_com_mx__a052a4bd") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.example_com_mx__a052a4bd"]}"]) : toset([])
  to       = cloudflare_dns_record.example_com_mx__a052a4bd
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "dns_record.www_example_com_cname") ? toset(["${local.ids["zone.example_com"]}/${local.ids["dns_record.www_example_com_cname"]}"]) : toset([])
  to       = cloudflare_dns_record.www_example_com_cname
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "d1_database.notes") ? toset(["${var.account_id}/${local.ids["d1_database.notes"]}"]) : toset([])
  to       = cloudflare_d1_database.notes
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.lost, "worker.notes_api") ? toset(["${var.account_id}/notes-api"]) : toset([])
  to       = cloudflare_workers_script.notes_api
  id       = each.value
}

import {
  for_each = var.adopt && !contains(var.held, "worker_schedule.notes_api") && !contains(var.lost, "worker_schedule.notes_api") ? toset(["${var.account_id}/notes-api"]) : toset([])
  to       = cloudflare_workers_cron_trigger.notes_api[0]
  id       = each.value
}
