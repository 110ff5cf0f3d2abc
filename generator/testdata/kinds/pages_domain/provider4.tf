# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A custom domain of a Pages project.

# The documents.
resource "cloudflare_pages_domain" "docs_example_com" {
  account_id   = var.account_id
  project_name = cloudflare_pages_project.example_docs.name
  domain       = "docs.example.com"

  depends_on = [
    cloudflare_zero_trust_access_application.docs__cafac97e,
  ]
}

resource "cloudflare_pages_domain" "www_docs_example_com" {
  count = contains(var.held, "pages_domain.www_docs_example_com") ? 0 : 1

  account_id   = var.account_id
  project_name = cloudflare_pages_project.example_docs.name
  domain       = "www.docs.example.com"
}
