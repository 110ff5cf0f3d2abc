# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A Pages project: how a site is built, and what its functions are bound to.
#
# Ignored: build_config. It is read back also where nobody set it up, and its
# removal would be planned.
#
# Ignored: build_config[0].web_analytics_token. It is read back, and stands in
# no inventory.
#
# Ignored: deployment_configs[0].production[0].d1_databases. Where it refers
# to something whose id the inventory does not have, what is there must stay.
#
# Ignored:
# deployment_configs[0].production[0].environment_variables["STATUS_TOKEN"].
# Where a secret was taken out of a variable, what is there must stay.
#
# Ignored: deployment_configs[0].production[0].kv_namespaces. Where it refers
# to something whose id the inventory does not have, what is there must stay.

# The documents.
resource "cloudflare_pages_project" "example_docs" {
  account_id        = var.account_id
  name              = "example-docs"
  production_branch = "main"

  build_config {
    build_command     = "npm run build && echo \"$${BRANCH}\""
    destination_dir   = "dist"
    root_dir          = "docs"
    build_caching     = true
    web_analytics_tag = "0000example"
  }

  source {
    type = "github"

    config {
      owner                         = "example"
      repo_name                     = "docs"
      production_branch             = "main"
      pr_comments_enabled           = true
      deployments_enabled           = false
      production_deployment_enabled = true
      preview_deployment_setting    = "custom"
      preview_branch_includes       = ["feature/*"]
      preview_branch_excludes       = ["feature/secret"]
    }
  }

  deployment_configs {
    production {
      environment_variables = {
        BANNER       = "It's $${here}, %%{not} \"there\""
        NODE_VERSION = "22"
      }
      kv_namespaces = {
        FLAGS = cloudflare_workers_kv_namespace.feature_flags.id
        GONE  = local.ids["kv_namespace.nowhere"]
      }
      d1_databases = {
        DB     = cloudflare_d1_database.app.id
        UNSEEN = local.ids["d1_database.unseen"]
      }
      r2_buckets = {
        ASSETS  = cloudflare_r2_bucket.assets.name
        EXPORTS = "eu-exports"
      }
      durable_object_namespaces = {
        ROOMS = "00000000000000000000000000000011"
      }
      compatibility_date                   = "2025-09-01"
      compatibility_flags                  = ["nodejs_compat"]
      always_use_latest_compatibility_date = true
      fail_open                            = false
      usage_model                          = "unbound"

      service_binding {
        environment = "staging"
        name        = "REPORTS"
        service     = cloudflare_workers_script.storefront.name
      }

      service_binding {
        environment = null
        name        = "SHOP"
        service     = cloudflare_workers_script.storefront.name
      }

      placement {
        mode = "smart"
      }
    }

    preview {
      environment_variables = {
        NODE_VERSION = "22"
      }
      compatibility_date                   = "2025-09-01"
      always_use_latest_compatibility_date = false
      fail_open                            = true
      usage_model                          = "standard"
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes = [
      build_config[0].web_analytics_token,
      deployment_configs[0].production[0].d1_databases,
      deployment_configs[0].production[0].kv_namespaces,
    ]
  }
}

resource "cloudflare_pages_project" "example_git" {
  account_id        = var.account_id
  name              = "example-git"
  production_branch = "release"

  source {
    type = "gitlab"

    config {
      production_branch   = "release"
      deployments_enabled = true
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [build_config]
  }
}

resource "cloudflare_pages_project" "example_status" {
  count = contains(var.held, "pages_project.example_status") ? 0 : 1

  account_id        = var.account_id
  name              = "example-status"
  production_branch = "main"

  deployment_configs {
    production {
      environment_variables = {
        TITLE = "Status"
      }
      always_use_latest_compatibility_date = false
      fail_open                            = true
      usage_model                          = "standard"
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes = [
      build_config,
      deployment_configs[0].production[0].environment_variables["STATUS_TOKEN"],
    ]
  }
}
