# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A Pages project: how a site is built, and what its functions are bound to.
#
# Ignored: build_config. It is read back also where nobody set it up, and its
# removal would be planned.

# The documents.
resource "cloudflare_pages_project" "example_docs" {
  account_id        = var.account_id
  name              = "example-docs"
  production_branch = "main"

  build_config {
    build_command   = "npm run build && echo \"$${BRANCH}\""
    destination_dir = "dist"
    root_dir        = "docs"
    build_caching   = true
  }

  source {
    type = "github"

    config {
      owner                         = "example"
      repo_name                     = "docs"
      production_branch             = "main"
      pr_comments_enabled           = true
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
      }
      d1_databases = {
        DB = cloudflare_d1_database.app.id
      }
      r2_buckets = {
        ASSETS  = cloudflare_r2_bucket.assets.name
        EXPORTS = "eu-exports"
      }
      durable_object_namespaces = {
        ROOMS = "1e8621d8535c15ae277d690bc47e1fc2"
      }
      compatibility_date                   = "2025-09-01"
      compatibility_flags                  = ["nodejs_compat"]
      always_use_latest_compatibility_date = false
      fail_open                            = false
      usage_model                          = "standard"

      service_binding {
        environment = "production"
        name        = "REPORTS"
        service     = cloudflare_workers_script.reports.name
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
      d1_databases = {
        DB = cloudflare_d1_database.app_staging.id
      }
      compatibility_date                   = "2025-09-01"
      always_use_latest_compatibility_date = false
      fail_open                            = true
      usage_model                          = "standard"
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Uploaded by hand when something is broken.
resource "cloudflare_pages_project" "example_status" {
  account_id        = var.account_id
  name              = "example-status"
  production_branch = "main"

  deployment_configs {
    production {
      environment_variables = {
        TITLE = "Status"
      }
      compatibility_date                   = "2024-06-01"
      always_use_latest_compatibility_date = false
      fail_open                            = true
      usage_model                          = "bundled"
    }

    preview {
      compatibility_date                   = "2024-06-01"
      always_use_latest_compatibility_date = false
      fail_open                            = true
      usage_model                          = "standard"
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [build_config]
  }
}
