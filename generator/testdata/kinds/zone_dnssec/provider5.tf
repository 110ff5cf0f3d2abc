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
#
# Ignored: status. The provider knows only active and disabled; what is on its
# way would be an update until it is there.

resource "cloudflare_zone_dnssec" "coming_example" {
  zone_id = cloudflare_zone.coming_example.id
  status  = "active"

  lifecycle {
    ignore_changes = [
      dnssec_multi_signer,
      dnssec_presigned,
      dnssec_use_nsec3,
      status,
    ]
  }
}

# The registry asks for it.
resource "cloudflare_zone_dnssec" "example_com" {
  zone_id = cloudflare_zone.example_com.id
  status  = "active"

  lifecycle {
    ignore_changes = [dnssec_multi_signer, dnssec_presigned, dnssec_use_nsec3]
  }
}

resource "cloudflare_zone_dnssec" "going_example" {
  zone_id = cloudflare_zone.going_example.id
  status  = "disabled"

  lifecycle {
    ignore_changes = [
      dnssec_multi_signer,
      dnssec_presigned,
      dnssec_use_nsec3,
      status,
    ]
  }
}

resource "cloudflare_zone_dnssec" "plain_example" {
  zone_id             = cloudflare_zone.plain_example.id
  status              = "disabled"
  dnssec_multi_signer = false
  dnssec_presigned    = false
  dnssec_use_nsec3    = false

  lifecycle {
    ignore_changes = [dnssec_multi_signer, dnssec_presigned, dnssec_use_nsec3]
  }
}

resource "cloudflare_zone_dnssec" "signed_example" {
  zone_id             = cloudflare_zone.signed_example.id
  status              = "active"
  dnssec_multi_signer = true
  dnssec_presigned    = true
  dnssec_use_nsec3    = true
}
