# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What this provider cannot create as it was. GAPS.md says why, and what to
# create instead.

check "made_elsewhere" {
  assert {
    condition     = var.adopt && length(setintersection(var.lost, local.made_elsewhere)) == 0
    error_message = "Terraform would create, and not as they were: ${join(", ", var.adopt ? setintersection(var.lost, local.made_elsewhere) : local.made_elsewhere)}. Create them as GAPS.md says, leave them out of var.lost, and give their new ids in var.ids."
  }
}

locals {
  made_elsewhere = toset([
    "d1_database.app",
    "d1_database.app_staging",
    "d1_database.eu_customers",
    "r2_bucket.archive",
    "worker.janitor",
    "worker.legacy_mailer__7655402f",
    "worker.lobby",
    "worker.order_processor",
    "worker.renderer",
    "worker.stock",
    "worker.storefront",
    "worker.switchboard",
    "worker.thumbnails",
    "access_identity_provider.github__275cebd5",
    "pages_project.example_docs",
  ])
}
