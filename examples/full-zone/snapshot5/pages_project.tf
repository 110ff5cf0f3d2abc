# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A Pages project: how a site is built, and what its functions are bound to.
#
# Ignored: deployment_configs.preview.env_vars["SEARCH_TOKEN"]. A secret
# variable is read back without its value, and stands in no configuration.
#
# Ignored: deployment_configs.production.env_vars["ANALYTICS_KEY"]. A secret
# variable is read back without its value, and stands in no configuration.
#
# Ignored: deployment_configs.production.env_vars["PAGER_KEY"]. A secret
# variable is read back without its value, and stands in no configuration.
#
# Ignored: deployment_configs.production.env_vars["SEARCH_TOKEN"]. A secret
# variable is read back without its value, and stands in no configuration.

# The documents.
resource "cloudflare_pages_project" "example_docs" {
  account_id        = var.account_id
  name              = "example-docs"
  production_branch = "main"
  build_config = {
    build_caching   = true
    build_command   = "npm run build && echo \"$${BRANCH}\""
    destination_dir = "dist"
    root_dir        = "docs"
  }
  source = {
    type = "github"
    config = {
      owner                          = "example"
      repo_name                      = "docs"
      production_branch              = "main"
      pr_comments_enabled            = true
      production_deployments_enabled = true
      preview_deployment_setting     = "custom"
      preview_branch_includes        = ["feature/*"]
      preview_branch_excludes        = ["feature/secret"]
      path_includes                  = ["*"]
    }
  }
  deployment_configs = {
    production = {
      env_vars = {
        BANNER = {
          type  = "plain_text"
          value = "It's $${here}, %%{not} \"there\""
        }
        NODE_VERSION = {
          type  = "plain_text"
          value = "22"
        }
      }
      kv_namespaces = {
        FLAGS = {
          namespace_id = cloudflare_workers_kv_namespace.feature_flags.id
        }
      }
      d1_databases = {
        DB = {
          id = cloudflare_d1_database.app.id
        }
      }
      r2_buckets = {
        ASSETS = {
          name = cloudflare_r2_bucket.assets.name
        }
        EXPORTS = {
          name         = cloudflare_r2_bucket.eu_exports.name
          jurisdiction = "eu"
        }
      }
      queue_producers = {
        EVENTS = {
          name = cloudflare_queue.events.queue_name
        }
      }
      services = {
        REPORTS = {
          service     = cloudflare_workers_script.reports.script_name
          environment = "production"
          entrypoint  = "ReportsApi"
        }
        SHOP = {
          service = cloudflare_workers_script.storefront.script_name
        }
      }
      durable_object_namespaces = {
        ROOMS = {
          namespace_id = "1e8621d8535c15ae277d690bc47e1fc2"
        }
      }
      hyperdrive_bindings = {
        POSTGRES = {
          id = "d501597b2ec2044ba8c2f2a0b0fa1027"
        }
      }
      mtls_certificates = {
        CLIENT = {
          certificate_id = "abbcbcc8-be7f-4cca-a3eb-ceab5efc09f6"
        }
      }
      vectorize_bindings = {
        VECTORS = {
          index_name = "products"
        }
      }
      analytics_engine_datasets = {
        METRICS = {
          dataset = "docs_metrics"
        }
      }
      ai_bindings = {
        AI = {
          project_id = ""
        }
      }
      browsers = {
        BROWSER = {}
      }
      compatibility_date                   = "2025-09-01"
      compatibility_flags                  = ["nodejs_compat"]
      always_use_latest_compatibility_date = false
      fail_open                            = false
      build_image_major_version            = 3
      placement = {
        mode = "smart"
      }
      limits = {
        cpu_ms = 50
      }
    }
    preview = {
      env_vars = {
        NODE_VERSION = {
          type  = "plain_text"
          value = "22"
        }
      }
      d1_databases = {
        DB = {
          id = cloudflare_d1_database.app_staging.id
        }
      }
      compatibility_date                   = "2025-09-01"
      always_use_latest_compatibility_date = false
      fail_open                            = true
      build_image_major_version            = 3
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes = [
      deployment_configs.preview.env_vars["SEARCH_TOKEN"],
      deployment_configs.production.env_vars["ANALYTICS_KEY"],
      deployment_configs.production.env_vars["SEARCH_TOKEN"],
    ]
  }
}

# Uploaded by hand when something is broken.
resource "cloudflare_pages_project" "example_status" {
  account_id        = var.account_id
  name              = "example-status"
  production_branch = "main"
  deployment_configs = {
    production = {
      env_vars = {
        TITLE = {
          type  = "plain_text"
          value = "Status"
        }
      }
      compatibility_date                   = "2024-06-01"
      always_use_latest_compatibility_date = false
      fail_open                            = true
      build_image_major_version            = 2
    }
    preview = {
      compatibility_date                   = "2024-06-01"
      always_use_latest_compatibility_date = false
      fail_open                            = true
      build_image_major_version            = 3
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [deployment_configs.production.env_vars["PAGER_KEY"]]
  }
}
