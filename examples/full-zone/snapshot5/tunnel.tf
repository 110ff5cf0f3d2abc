# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A tunnel: the way from Cloudflare to machines that cannot be reached
# otherwise, which its connectors keep open. The token that they show is in no
# inventory.
#
# Ignored: config_src. The provider reads it when it imports and never again;
# what has changed since would be updated, or replaced.
#
# Ignored: tunnel_secret. The provider never reads it back, and it stands in
# no configuration; a state that has it would be updated.

# The machines in the office.
resource "cloudflare_zero_trust_tunnel_cloudflared" "office" {
  account_id = var.account_id
  name       = "office"
  config_src = "cloudflare"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [config_src, tunnel_secret]
  }
}

resource "cloudflare_zero_trust_tunnel_cloudflared" "the_lab_s_box__51adef34" {
  account_id = var.account_id
  name       = "the lab's \"box\""
  config_src = "local"

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [config_src, tunnel_secret]
  }
}
