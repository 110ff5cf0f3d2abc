# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# Whether the DNS of a zone is signed.
#
# Ignored: dnssec_multi_signer. The API may tell what is off as false, or not
# at all; each would be an update of the other.
#
# Ignored: dnssec_presigned. The API may tell what is off as false, or not at
# all; each would be an update of the other.
#
# Ignored: dnssec_use_nsec3. The API may tell what is off as false, or not at
# all; each would be an update of the other.

# The registry has asked for it.
resource "cloudflare_zone_dnssec" "example_com" {
  zone_id = cloudflare_zone.example_com.id
  status  = "active"

  lifecycle {
    ignore_changes = [dnssec_multi_signer, dnssec_presigned, dnssec_use_nsec3]
  }
}
