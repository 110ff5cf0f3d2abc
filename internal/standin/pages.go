package standin

import (
	"net/http"
	"slices"
)

// pagesProduct keeps Pages projects and their domains, without deployments.
//
// Source: https://developers.cloudflare.com/api/resources/pages/
func pagesProduct() product {
	projects := &collection{
		path: "/accounts/{account}/pages/projects", id: "name", item: "project", form: byName, key: []string{"name"},
		paging:   paging{style: byPage, def: 10, max: 10},
		missing:  refuse(http.StatusNotFound, 8000007, "Project not found. The specified project name does not match any of your existing projects."),
		taken:    refuse(http.StatusConflict, 8000002, "A project with this name already exists. Choose a different project name."),
		readonly: []string{"subdomain", "domains", "latest_deployment", "canonical_deployment", "created_on", "uses_functions"},
		volatile: []string{"id", "preview_script_name", "production_script_name"},
		accept: func(_ *call, o, old object) error {
			if text(o, "name") == "" {
				return refuse(http.StatusBadRequest, 8000009, "The project name is not specified.")
			}
			configs, was := sub(o, "deployment_configs"), sub(old, "deployment_configs")
			for env, v := range configs {
				if config, ok := v.(object); ok {
					hideSecrets(sub(config, "env_vars"), sub(sub(was, env), "env_vars"))
				}
			}
			if old == nil {
				delete(o, "id")
			}
			return nil
		},
		fill: fillProject,
		show: func(_ *call, o object) object {
			for _, v := range sub(o, "deployment_configs") {
				config, _ := v.(object)
				for _, e := range sub(config, "env_vars") {
					if e, _ := e.(object); text(e, "type") == "secret_text" {
						e["value"] = ""
					}
				}
			}
			return o
		},
		remove: func(c *call, o object) error {
			c.s.drop(c.path("/accounts/{account}/pages/projects/") + text(o, "name"))
			return nil
		},
		gone: nothing,
	}
	domains := &collection{
		path: projects.path + "/{project}/domains", id: "name", item: "domain", form: byName, key: []string{"name"},
		missing:  refuse(http.StatusNotFound, 8000021, "The domain you have requested does not exist for this project."),
		taken:    refuse(http.StatusConflict, 8000018, "You have already added this custom domain."),
		readonly: []string{"status", "verification_data", "validation_data", "zone_tag", "id", "domain_id"},
		volatile: []string{"id", "domain_id"},
		fill: func(s *Server, p map[string]string, o object) {
			id := uuid(digest("pages domain", p["account"], p["project"], text(o, "name")))
			defaults(o, "id", id, "domain_id", id, "status", "active", "verification_data", object{"status": "active"},
				"validation_data", object{"status": "active", "method": "http"}, "certificate_authority", "google", "created_on", epoch,
				"zone_tag", text(s.zoneOf(p["account"], text(o, "name")), "id"))
		},
		stored: func(s *Server, p map[string]string, o object) {
			project := s.lookup("/accounts/"+p["account"]+"/pages/projects", p["project"])
			if project != nil && !slices.Contains(list(project, "domains"), o["name"]) {
				project["domains"] = append(list(project, "domains"), o["name"])
			}
		},
		remove: func(c *call, o object) error {
			project := c.s.lookup(c.path(projects.path), c.param("project"))
			project["domains"] = slices.DeleteFunc(list(project, "domains"), func(d any) bool { return d == o["name"] })
			return nil
		},
		gone: nothing,
	}
	routes := projects.routes("lgcd")
	routes = append(routes, route{"PATCH " + projects.path + "/{project}", func(c *call) (any, error) { return patchProject(c, projects) }})
	below := append(domains.routes("lgcd"), route{"PATCH " + domains.path + "/{domain}", domains.get},
		route{"GET " + projects.path + "/{project}/deployments", func(c *call) (any, error) { return paging{byPage, 25, 25}.page(c, nil) }})
	for _, r := range below {
		routes = append(routes, route{r.pattern, func(c *call) (any, error) {
			if c.s.lookup(c.path(projects.path), c.param("project")) == nil {
				return nil, projects.missing
			}
			return r.serve(c)
		}})
	}
	return product{permission: "Pages", collections: []*collection{projects, domains}, routes: routes}
}

// fillProject adds what the API adds to a project.
func fillProject(s *Server, p map[string]string, o object) {
	name := text(o, "name")
	if text(o, "id") == "" {
		o["id"] = s.newID(uuidID, "/accounts/"+p["account"]+"/pages/projects", name)
	}
	defaults(o, "subdomain", name+".pages.dev", "domains", []any{name + ".pages.dev"}, "source", nil, "latest_deployment", nil, "canonical_deployment", nil,
		"production_branch", "main", "created_on", epoch, "build_config", object{}, "deployment_configs", object{},
		"framework", "", "framework_version", "", "uses_functions", false, "preview_script_name", "pages-worker--"+digest(text(o, "id"))[:8]+"-preview",
		"production_script_name", "pages-worker--"+digest(text(o, "id"))[:8]+"-production")
	if o["build_config"] == nil {
		o["build_config"] = object{}
	}
	defaults(sub(o, "build_config"), "build_command", "", "destination_dir", "", "root_dir", "", "web_analytics_tag", nil, "web_analytics_token", nil)
	if config := sub(sub(o, "source"), "config"); config != nil {
		defaults(config, "deployments_enabled", true, "production_deployments_enabled", true, "pr_comments_enabled", true, "preview_deployment_setting", "all",
			"preview_branch_includes", []any{"*"}, "preview_branch_excludes", []any{}, "path_includes", []any{"*"}, "path_excludes", []any{})
	}
	configs := sub(o, "deployment_configs")
	for _, env := range []string{"preview", "production"} {
		if sub(configs, env) == nil {
			configs[env] = object{}
		}
		hideSecrets(sub(sub(configs, env), "env_vars"), nil) // those of a seed
		defaults(sub(configs, env), "fail_open", true, "always_use_latest_compatibility_date", false, "compatibility_date", "2026-01-01",
			"compatibility_flags", []any{}, "build_image_major_version", 3.0, "usage_model", "standard")
	}
}

// hideSecrets puts the hash of each secret in place of its value; an empty value leaves what was there.
func hideSecrets(vars, was object) {
	for name, v := range vars {
		e, _ := v.(object)
		if text(e, "type") != "secret_text" {
			continue
		}
		if value := text(e, "value"); value != "" {
			e["value"] = hidden(value)
		} else if was != nil {
			keepField(e, sub(was, name), "value")
		}
	}
}

// patchProject merges a change into a project; null takes a variable or a binding away.
func patchProject(c *call, k *collection) (any, error) {
	old, _, err := k.find(c)
	if err != nil {
		return nil, err
	}
	in, err := c.body()
	if err != nil {
		return nil, err
	}
	for _, f := range append([]string{"id", "name"}, k.readonly...) {
		delete(in, f)
	}
	for env, v := range sub(in, "deployment_configs") {
		if config, ok := v.(object); ok {
			hideSecrets(sub(config, "env_vars"), sub(sub(sub(old, "deployment_configs"), env), "env_vars"))
		}
	}
	o := clone(old)
	merge(o, in, true)
	prune(sub(o, "deployment_configs"))
	c.s.store(k, k.params(c), o)
	return k.shown(c, o), nil
}

// prune removes null fields, at any depth.
func prune(o object) {
	for f, v := range o {
		if v == nil {
			delete(o, f)
		} else if s, ok := v.(object); ok {
			prune(s)
		}
	}
}
