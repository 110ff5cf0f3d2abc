package standin

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The real providers adopt a seeded account without a change, and without a request that could make one. CFDR_TERRAFORM_MIRROR names a filesystem
// mirror that holds cloudflare/cloudflare; without it, without the version in it, or without terraform, there is nothing to ask.
func TestProvidersAdoptASeededAccount(t *testing.T) {
	mirror := os.Getenv("CFDR_TERRAFORM_MIRROR")
	if mirror == "" {
		t.Skip("no provider: set CFDR_TERRAFORM_MIRROR to a filesystem mirror that terraform init can use")
	}
	if _, err := exec.LookPath("terraform"); err != nil {
		t.Skip("terraform is not on PATH; install 1.9 or later")
	}
	for _, tc := range []struct {
		version, config string
		imports         int
	}{
		{"4.52.8", adoptV4, 9},
		{"5.22.0", adoptV5, 10},
	} {
		t.Run(tc.version, func(t *testing.T) {
			binary := filepath.Join(mirror, "registry.terraform.io/cloudflare/cloudflare", tc.version, "*", "terraform-provider-cloudflare_v"+tc.version)
			if found, _ := filepath.Glob(binary); len(found) == 0 {
				t.Skipf("the mirror has no cloudflare/cloudflare %s; put it there with terraform providers mirror", tc.version)
			}
			s := seeded()
			tf := newTerraform(t, s, mirror)
			tf.write("main.tf", strings.NewReplacer("VERSION", tc.version, "ACCOUNT", acc1, "ZONE", zone1).Replace(tc.config))
			before := s.Dump()
			tf.run("init")
			out := tf.run("plan", "-out=plan")
			if want := "Plan: " + plain(float64(tc.imports)) + " to import, 0 to add, 0 to change, 0 to destroy."; !strings.Contains(out, want) {
				t.Fatalf("the plan is not %q:\n%s", want, out)
			}
			tf.run("apply", "plan")
			if out := tf.run("plan"); !strings.Contains(out, "No changes.") {
				t.Errorf("the plan after the apply is not empty:\n%s", out)
			}
			if w := s.Writes(); len(w) != 0 {
				t.Errorf("writes: %v", w)
			}
			if u := s.Unserved(); len(u) != 0 {
				t.Errorf("unserved: %v", u)
			}
			if !bytes.Equal(before, s.Dump()) {
				t.Error("the account has changed")
			}
		})
	}
}

// seeded is an account with one of most things.
func seeded() *Server {
	s := New()
	s.AddAccount(acc1, "Main")
	s.Put("/zones", object{"id": zone1, "name": "example.com", "account": object{"id": acc1}})
	s.Put("/zones/"+zone1+"/settings", object{"id": "ssl", "value": "strict"})
	s.Put("/zones/"+zone1+"/dns_records", object{"id": "d0000000000000000000000000000001", "type": "A", "name": "www.example.com", "content": "192.0.2.1", "proxied": true})
	s.Put("/zones/"+zone1+"/dns_records", object{
		"id": "d0000000000000000000000000000002", "type": "CAA", "name": "example.com", "data": object{"flags": 0, "tag": "issue", "value": "pki.goog"},
	})
	account := "/accounts/" + acc1
	s.Put(account+"/storage/kv/namespaces", object{"id": "e0000000000000000000000000000001", "title": "CACHE"})
	s.Put(account+"/d1/database", object{"uuid": "00000000-0000-4000-a000-000000000001", "name": "main-db"})
	s.Put(account+"/r2/buckets", object{"name": "main-bucket"})
	s.Put(account+"/queues", object{"queue_id": "f0000000000000000000000000000001", "queue_name": "jobs"})
	s.PutWorker(acc1, Worker{
		Name: "main", Modules: []Module{{Name: "index.js", Content: []byte("export default {}")}}, CompatibilityDate: "2025-05-05", Secrets: []string{"S"},
		Schedules: []string{"0 * * * *"},
		Bindings: []map[string]any{
			{"type": "kv_namespace", "name": "KV", "namespace_id": "e0000000000000000000000000000001"},
			{"type": "d1", "name": "DB", "id": "00000000-0000-4000-a000-000000000001"},
		},
	})
	s.Put(account+"/pages/projects", object{"name": "site", "production_branch": "main"})
	return s
}

// terraform runs the real thing in a directory of its own against a Server.
type terraform struct {
	t   *testing.T
	dir string
	env []string
}

func newTerraform(t *testing.T, s *Server, mirror string) *terraform {
	t.Helper()
	base, stop, err := s.Listen()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	host, cert, stopTLS, err := s.ListenTLS()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stopTLS)
	tf := &terraform{t: t, dir: t.TempDir()}
	tf.write("cert.pem", string(cert))
	tf.write("cli.tfrc", "provider_installation {\n  filesystem_mirror {\n    path = \""+mirror+"\"\n  }\n}\n")
	tf.env = append(os.Environ(),
		"TF_CLI_CONFIG_FILE="+filepath.Join(tf.dir, "cli.tfrc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"CLOUDFLARE_API_TOKEN="+DefaultToken,
		"CLOUDFLARE_BASE_URL="+base,                                                                                                        // provider 5
		"CLOUDFLARE_API_HOSTNAME="+host, "SSL_CERT_FILE="+filepath.Join(tf.dir, "cert.pem"), "CLOUDFLARE_RPS=1000", "CLOUDFLARE_RETRIES=0", // provider 4
	)
	return tf
}

func (tf *terraform) write(name, content string) {
	tf.t.Helper()
	if err := os.WriteFile(filepath.Join(tf.dir, name), []byte(content), 0o600); err != nil {
		tf.t.Fatal(err)
	}
}

// run runs a subcommand that must succeed and returns what it printed.
func (tf *terraform) run(args ...string) string {
	tf.t.Helper()
	cmd := exec.Command("terraform", append([]string{args[0], "-no-color", "-input=false"}, args[1:]...)...)
	cmd.Dir, cmd.Env = tf.dir, tf.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		tf.t.Fatalf("terraform %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

const providers = `
terraform {
  required_providers {
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "VERSION"
    }
  }
}
`

const adoptV4 = providers + `
import {
  to = cloudflare_zone.z
  id = "ZONE"
}
resource "cloudflare_zone" "z" {
  account_id = "ACCOUNT"
  zone       = "example.com"
}
import {
  to = cloudflare_record.www
  id = "ZONE/d0000000000000000000000000000001"
}
resource "cloudflare_record" "www" {
  zone_id = cloudflare_zone.z.id
  name    = "www"
  type    = "A"
  content = "192.0.2.1"
  proxied = true
  lifecycle {
    ignore_changes = [allow_overwrite, content]
  }
}
import {
  to = cloudflare_workers_kv_namespace.n
  id = "ACCOUNT/e0000000000000000000000000000001"
}
resource "cloudflare_workers_kv_namespace" "n" {
  account_id = "ACCOUNT"
  title      = "CACHE"
}
import {
  to = cloudflare_d1_database.d
  id = "ACCOUNT/00000000-0000-4000-a000-000000000001"
}
resource "cloudflare_d1_database" "d" {
  account_id = "ACCOUNT"
  name       = "main-db"
}
import {
  to = cloudflare_r2_bucket.b
  id = "ACCOUNT/main-bucket"
}
resource "cloudflare_r2_bucket" "b" {
  account_id = "ACCOUNT"
  name       = "main-bucket"
}
import {
  to = cloudflare_queue.q
  id = "ACCOUNT/f0000000000000000000000000000001"
}
resource "cloudflare_queue" "q" {
  account_id = "ACCOUNT"
  name       = "jobs"
}
import {
  to = cloudflare_workers_script.w
  id = "ACCOUNT/main"
}
resource "cloudflare_workers_script" "w" {
  account_id = "ACCOUNT"
  name       = "main"
  content    = "export default {}"
  lifecycle {
    ignore_changes = all
  }
}
import {
  to = cloudflare_workers_cron_trigger.c
  id = "ACCOUNT/main"
}
resource "cloudflare_workers_cron_trigger" "c" {
  account_id  = "ACCOUNT"
  script_name = cloudflare_workers_script.w.name
  schedules   = ["0 * * * *"]
}
import {
  to = cloudflare_pages_project.p
  id = "ACCOUNT/site"
}
resource "cloudflare_pages_project" "p" {
  account_id        = "ACCOUNT"
  name              = "site"
  production_branch = "main"
}
`

const adoptV5 = providers + `
import {
  to = cloudflare_zone.z
  id = "ZONE"
}
resource "cloudflare_zone" "z" {
  account = { id = "ACCOUNT" }
  name    = "example.com"
}
import {
  to = cloudflare_zone_setting.ssl
  id = "ZONE/ssl"
}
resource "cloudflare_zone_setting" "ssl" {
  zone_id    = cloudflare_zone.z.id
  setting_id = "ssl"
  value      = "strict"
}
import {
  to = cloudflare_dns_record.www
  id = "ZONE/d0000000000000000000000000000001"
}
resource "cloudflare_dns_record" "www" {
  zone_id = cloudflare_zone.z.id
  name    = "www.example.com"
  type    = "A"
  content = "192.0.2.1"
  proxied = true
  ttl     = 1
}
import {
  to = cloudflare_dns_record.caa
  id = "ZONE/d0000000000000000000000000000002"
}
resource "cloudflare_dns_record" "caa" {
  zone_id = cloudflare_zone.z.id
  name    = "example.com"
  type    = "CAA"
  ttl     = 1
  data    = { flags = 0, tag = "issue", value = "pki.goog" }
}
import {
  to = cloudflare_workers_kv_namespace.n
  id = "ACCOUNT/e0000000000000000000000000000001"
}
resource "cloudflare_workers_kv_namespace" "n" {
  account_id = "ACCOUNT"
  title      = "CACHE"
}
import {
  to = cloudflare_d1_database.d
  id = "ACCOUNT/00000000-0000-4000-a000-000000000001"
}
resource "cloudflare_d1_database" "d" {
  account_id       = "ACCOUNT"
  name             = "main-db"
  read_replication = { mode = "disabled" }
}
import {
  to = cloudflare_r2_bucket.b
  id = "ACCOUNT/main-bucket/default"
}
resource "cloudflare_r2_bucket" "b" {
  account_id = "ACCOUNT"
  name       = "main-bucket"
}
import {
  to = cloudflare_queue.q
  id = "ACCOUNT/f0000000000000000000000000000001"
}
resource "cloudflare_queue" "q" {
  account_id = "ACCOUNT"
  queue_name = "jobs"
}
import {
  to = cloudflare_workers_script.w
  id = "ACCOUNT/main"
}
resource "cloudflare_workers_script" "w" {
  account_id  = "ACCOUNT"
  script_name = "main"
  content     = "export default {}"
  lifecycle {
    ignore_changes = all
  }
}
import {
  to = cloudflare_pages_project.p
  id = "ACCOUNT/site"
}
resource "cloudflare_pages_project" "p" {
  account_id        = "ACCOUNT"
  name              = "site"
  production_branch = "main"
}
`
