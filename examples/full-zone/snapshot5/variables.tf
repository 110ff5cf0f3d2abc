# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.

variable "account_id" {
  description = "The account this snapshot is of: Example."
  type        = string
  default     = "01a7362d577a6c3019a474fd6f485823"
  nullable    = false

  validation {
    condition     = var.account_id == "01a7362d577a6c3019a474fd6f485823" || !var.adopt || length(var.lost) > 0
    error_message = "Everything recorded here is in another account, and the state may be of that one. To rebuild in an empty account, use a state of its own and adopt = false."
  }
}

variable "adopt" {
  description = "Import what exists. Without it everything is created."
  type        = bool
  default     = true
  nullable    = false
}

variable "lost" {
  description = "What no longer exists and is created instead of imported, by key: d1_database.my_db."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "start" {
  description = "Make things run: cron triggers. A rebuild holds them back until the data is there."
  type        = bool
  default     = true
  nullable    = false
}

variable "ids" {
  description = "Ids of what a script made, by key. They take the place of the recorded ones below."
  type        = map(string)
  default     = {}
  nullable    = false
}

locals {
  # What the inventory records; empty where it records none.
  ids = merge({
    "access_identity_provider.github__275cebd5" : "50017630-294d-4e51-ae2c-3170cb9ccdfb"
    "access_service_token.deployments" : "8b69f6fe-4641-4d02-a75e-04e793c0f8c4"
    "d1_database.scratch" : ""
    "kv_namespace.AB_TESTS" : ""
    "kv_namespace.RATE_LIMITS" : ""
    "pages_project.example_docs" : ""
  }, var.ids)
}
