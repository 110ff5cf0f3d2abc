# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# What the inventory records; empty where it records none.

locals {
  ids = merge({
    "d1_database.notes" : "0f2ac74b-0fe2-4a6e-9a3b-3d7a2b9e8c10"
    "dns_record.example_com_a__9df161b6" : "372e67954025e0ba6aaa6d586b9e0b59"
    "dns_record.example_com_mx__a052a4bd" : "372e67954025e0ba6aaa6d586b9e0b5b"
    "dns_record.www_example_com_cname" : "372e67954025e0ba6aaa6d586b9e0b5a"
    "zone.example_com" : "023e105f4ecef8ad9ca31a8372d0c353"
  }, var.ids)
}
