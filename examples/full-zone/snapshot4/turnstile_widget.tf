# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A Turnstile widget: what tells people from programs on a page. Its id is the
# sitekey that the page has; the secret that whoever asks shows is in no
# inventory.

resource "cloudflare_turnstile_widget" "contact_us__472590c4" {
  account_id = var.account_id
  name       = "Contact \"us\""
  domains    = ["example.net"]
  mode       = "invisible"
  region     = "world"

  lifecycle {
    prevent_destroy = true
  }
}

# The form of the shop.
resource "cloudflare_turnstile_widget" "sign_up" {
  account_id = var.account_id
  name       = "sign-up"
  domains    = ["shop.example.com", "www.example.com"]
  mode       = "managed"
  region     = "world"

  lifecycle {
    prevent_destroy = true
  }
}
