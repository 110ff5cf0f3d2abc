# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A Turnstile widget: what tells people from programs on a page. Its id is the
# sitekey that the page has; the secret that whoever asks shows is in no
# inventory.

resource "cloudflare_turnstile_widget" "contact_us_now__ede2bdb2" {
  account_id     = var.account_id
  name           = "contact \"us\" $${now}"
  domains        = ["www.example.com", "example.net"]
  mode           = "invisible"
  region         = "world"
  bot_fight_mode = true
  offlabel       = true

  lifecycle {
    prevent_destroy = true
  }
}

# The form of the shop.
resource "cloudflare_turnstile_widget" "sign_up" {
  account_id = var.account_id
  name       = "sign-up"
  domains    = ["example.com", "blog.example.com", "203.0.113.1"]
  mode       = "managed"
  region     = "world"

  lifecycle {
    prevent_destroy = true
  }
}

resource "cloudflare_turnstile_widget" "sign_up_old__cb3740f7" {
  count = contains(var.held, "turnstile_widget.sign_up_old__cb3740f7") ? 0 : 1

  account_id     = var.account_id
  name           = "sign-up"
  domains        = []
  mode           = "non-interactive"
  region         = "world"
  bot_fight_mode = false
  offlabel       = false

  lifecycle {
    prevent_destroy = true
  }
}
