# Written by cfdr from the inventory. Do not edit: the next run would stop
# here. Change the inventory instead.
#
# A Pages project: how a site is built, and what its functions are bound to.
#
# Ignored: deployment_configs. Nobody described it, and a value that differs
# from what the provider takes for granted would be planned away.
#
# Ignored: deployment_configs.preview. Nobody described it, and a value that
# differs from what the provider takes for granted would be planned away.
#
# Ignored: deployment_configs.preview.env_vars["SEARCH_TOKEN"]. A secret
# variable is read back without its value, and stands in no configuration.
#
# Ignored: deployment_configs.production.d1_databases. Where it refers to
# something whose id the inventory does not have, what is there must stay.
#
# Ignored: deployment_configs.production.env_vars["ANALYTICS_KEY"]. A secret
# variable is read back without its value, and stands in no configuration.
#
# Ignored: deployment_configs.production.env_vars["SEARCH_TOKEN"]. A secret
# variable is read back without its value, and stands in no configuration.
#
# Ignored: deployment_configs.production.env_vars["STATUS_TOKEN"]. Where a
# secret was taken out of a variable, what is there must stay.
#
# Ignored: deployment_configs.production.kv_namespaces. Where it refers to
# something whose id the inventory does not have, what is there must stay.

# The documents.
resource "cloudflare_pages_project" "example_docs" {
  account_id        = var.account_id
  name              = "example-docs"
  production_branch = "main"
  build_config = {
    build_caching     = true
    build_command     = "npm run build && echo \"$${BRANCH}\""
    destination_dir   = "dist"
    root_dir          = "docs"
    web_analytics_tag = "0000example"
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
      path_includes                  = ["docs/*"]
      path_excludes                  = ["docs/drafts/*"]
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
        GONE = {
          namespace_id = local.ids["kv_namespace.nowhere"]
        }
      }
      d1_databases = {
        DB = {
          id = cloudflare_d1_database.app.id
        }
        UNSEEN = {
          id = local.ids["d1_database.unseen"]
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
          service     = cloudflare_workers_script.storefront.script_name
          environment = "staging"
          entrypoint  = "ReportsApi"
        }
        SHOP = {
          service = cloudflare_workers_script.storefront.script_name
        }
      }
      durable_object_namespaces = {
        ROOMS = {
          namespace_id = "00000000000000000000000000000011"
        }
      }
      hyperdrive_bindings = {
        POSTGRES = {
          id = "00000000000000000000000000000012"
        }
      }
      mtls_certificates = {
        CLIENT = {
          certificate_id = "00000000-0000-4000-8000-000000000013"
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
      always_use_latest_compatibility_date = true
      fail_open                            = false
      build_image_major_version            = 2
      placement = {
        mode = "smart"
      }
      limits = {
        cpu_ms = 50
      }
      wrangler_config_hash = "0000example"
    }
    preview = {
      env_vars = {
        NODE_VERSION = {
          type  = "plain_text"
          value = "22"
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
      deployment_configs.production.d1_databases,
      deployment_configs.production.env_vars["ANALYTICS_KEY"],
      deployment_configs.production.env_vars["SEARCH_TOKEN"],
      deployment_configs.production.kv_namespaces,
    ]
  }
}

resource "cloudflare_pages_project" "example_git" {
  account_id        = var.account_id
  name              = "example-git"
  production_branch = "release"
  source = {
    type = "gitlab"
    config = {
      production_branch = "release"
      path_includes     = ["*"]
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [deployment_configs]
  }
}

resource "cloudflare_pages_project" "example_status" {
  count = contains(var.held, "pages_project.example_status") ? 0 : 1

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
      always_use_latest_compatibility_date = false
      fail_open                            = true
      build_image_major_version            = 3
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes = [
      deployment_configs.preview,
      deployment_configs.production.env_vars["STATUS_TOKEN"],
    ]
  }
}
