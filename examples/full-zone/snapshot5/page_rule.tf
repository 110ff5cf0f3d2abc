# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A page rule: what is done with addresses of a pattern.
#
# Ignored: actions. The provider reads it when it imports and never again;
# what has changed since would be updated, or replaced.
#
# Ignored: priority. The provider reads it when it imports and never again;
# what has changed since would be updated, or replaced.
#
# Ignored: status. The provider reads it when it imports and never again; what
# has changed since would be updated, or replaced.
#
# Ignored: target. The provider reads it when it imports and never again; what
# has changed since would be updated, or replaced.

resource "cloudflare_page_rule" "example_com_images__b884d24e" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "example.com/images/*"
  priority = 2
  status   = "active"
  actions = {
    browser_cache_ttl = 14400
    cache_level       = "cache_everything"
    edge_cache_ttl    = 7200
  }

  lifecycle {
    ignore_changes = [actions, priority, status, target]
  }
}

# Until the search engines have forgotten the old shop.
resource "cloudflare_page_rule" "shop_example_com_old__049f61b9" {
  zone_id  = cloudflare_zone.example_com.id
  target   = "shop.example.com/old/*"
  priority = 1
  status   = "disabled"
  actions = {
    forwarding_url = {
      status_code = 301
      url         = "https://shop.example.com/new/$1?a=\"b\"&$${c}%%{d}"
    }
  }

  lifecycle {
    ignore_changes = [actions, priority, status, target]
  }
}
