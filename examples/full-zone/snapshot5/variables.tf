# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.

variable "account_id" {
  description = "The account this snapshot is of: Example."
  type        = string
  default     = "01a7362d577a6c3019a474fd6f485823"
  nullable    = false

  validation {
    condition     = var.account_id == "01a7362d577a6c3019a474fd6f485823" || var.rebuild || !var.adopt || length(var.lost) > 0
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

variable "held" {
  description = "What must not be made yet, by key: routes, domains and cron triggers that a rebuild holds back until the data is there."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "ids" {
  description = "Ids that differ from the recorded ones in ids.tf, by key."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "rebuild" {
  description = "Set by rebuild.sh, which looks at the account before Terraform does."
  type        = bool
  default     = false
  nullable    = false
}
