# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.

output "ids" {
  description = "The ids of what Terraform holds and something may refer to, by key."
  value = {
    "d1_database.notes" : cloudflare_d1_database.notes.id
    "zone.example_com" : cloudflare_zone.example_com.id
  }
}
