# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# The token is read from CLOUDFLARE_API_TOKEN; it must belong to the account
# below and is written nowhere.

provider "cloudflare" {
}
