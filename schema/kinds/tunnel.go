package kinds

import (
	"fmt"
	"strings"

	"github.com/cfdr/cfdr/schema"
	"github.com/zclconf/go-cty/cty"
)

var tunnel = &schema.Kind{
	Name:      "tunnel",
	Doc:       "A tunnel: the way from Cloudflare to machines that cannot be reached otherwise, which its connectors keep open. The token that they show is in no inventory.",
	Parent:    "account",
	Section:   "tunnels",
	Key:       []string{"name"},
	ID:        schema.UUID,
	Protected: true,
	Fields: []schema.Field{
		{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
		{Name: "config_src", Doc: "Where its configuration is kept: cloudflare, or local for a file beside each connector.", Type: cty.String, Required: true, Enum: []string{"cloudflare", "local"}, V5: schema.Form{Ignore: notRefreshed},
			Told: func(raw map[string]any) any {
				switch src := raw["config_src"]; {
				case src != nil:
					return src
				case raw["remote_config"] == true:
					return "cloudflare"
				}
				return "local"
			}},
		{Name: "tunnel_secret", Doc: "What the token of the connectors is made from. It has no place in an inventory.", Type: cty.String, Secret: true, Local: true},
	},
	Recreate: schema.Way{Script: "dns"},
	V4: schema.Resource{
		Absent: lack("The resource needs the secret of the tunnel and never reads it, so that an import plans to destroy the tunnel; it also reads the token of the connectors into the state.", "cloudflare/terraform-provider-cloudflare#3950; cloudflare_zero_trust_tunnel_cloudflared in the source of provider 4.52.8"),
		Gaps:   []schema.Gap{newTunnelToken, newTunnelFile, newTunnelName},
	},
	V5: schema.Resource{
		Type: "cloudflare_zero_trust_tunnel_cloudflared", ImportID: "{account_id}/{id}",
		Given: accountGiven,
		Unread: []schema.Unread{{Attr: "tunnel_secret", Vague: true, Reason: because(
			"The provider never reads it back, and it stands in no configuration; a state that has it would be updated.", measured5)}},
		Gaps: []schema.Gap{newTunnelToken, newTunnelFile, newTunnelName},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/cfd_tunnel?is_deleted=false", Paging: schema.ByPage, PerPage: 100, Permission: "Cloudflare Tunnel Read",
		Create: schema.Request{Method: "POST", Path: "/accounts/{account_id}/cfd_tunnel"},
		ReadOnly: []string{
			"account_tag", "config_src", "connections", "conns_active_at", "conns_inactive_at", "deleted_at", "metadata", "remote_config", "status", "tun_type",
		},
	},
}

const connectorsRead = "https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/configure-tunnels/remote-tunnel-permissions/"

var newTunnelToken = schema.Gap{
	Name: "new-token", Effect: schema.Lossy,
	When: func(o *schema.Object) []string {
		return when(o.Text("config_src") == "cloudflare", "the token of its connectors")
	},
	Reason: because("A tunnel that is made again has another secret. Its connectors cannot use the token that they have.", connectorsRead),
	Way:    byHand("Start each connector of the tunnel with the new token: `cloudflared tunnel token NAME` prints it, and the Zero Trust dashboard shows it."),
}

var newTunnelFile = schema.Gap{
	Name: "new-credentials", Effect: schema.Lossy,
	When: func(o *schema.Object) []string {
		return when(o.Text("config_src") != "cloudflare", "the credentials file of its connectors")
	},
	Reason: because("A tunnel that is made again has another id and another secret. Its connectors cannot use the credentials file that they have.", "https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/do-more-with-tunnels/local-management/tunnel-useful-terms/"),
	Way:    byHand("Give each connector of the tunnel a new credentials file, and its configuration the new id: `cloudflared tunnel token --cred-file FILE NAME` writes the file."),
}

// cfargo is how the DNS calls a tunnel: by its id.
const cfargo = ".cfargotunnel.com"

// newTunnelName is about the DNS: a record leads to a tunnel by its id.
var newTunnelName = schema.Gap{
	Name: "new-name", Effect: schema.Lossy,
	When:   leadsTo,
	Reason: because("A record leads to a tunnel by the id of the tunnel, and one that is made again has another.", "https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/routing-to-tunnel/dns/"),
	Way:    byHand("Point these DNS records to the new tunnel, ID" + cfargo + ", and put its id in the inventory. With `tunnel: NAME` in the inventory, a record follows its tunnel by itself."),
}

// leadsTo finds the DNS records that lead to a tunnel and do not say so, which
// is what they follow it by.
func leadsTo(o *schema.Object) []string {
	if o.ID == "" {
		return nil
	}
	var out []string
	for _, z := range o.Account().Children {
		if z.Kind != zone {
			continue
		}
		for _, r := range z.Children {
			if r.Kind.Name == "dns_record" && r.Text("tunnel") == "" && strings.EqualFold(strings.TrimSuffix(r.Text("content"), "."), o.ID+cfargo) {
				out = append(out, "the DNS record "+r.Text("name"))
			}
		}
	}
	return once(out)
}

var tunnelConfig = &schema.Kind{
	Name:    "tunnel_config",
	Doc:     "What a tunnel leads to, where Cloudflare keeps that.",
	Parent:  "tunnel",
	Section: "config",
	Shape:   schema.Whole,
	ID:      schema.ByParent,
	Fields: []schema.Field{
		{Name: "config", Doc: "Where requests go that come through the tunnel.", Required: true, Fields: []schema.Field{
			{Name: "ingress", Doc: "Rules, of which the first counts that a request meets. The last one meets all.", Many: schema.ListOf, Fields: []schema.Field{
				{Name: "hostname", Doc: "The host that is asked for; all where nothing is said.", Type: cty.String},
				{Name: "path", Doc: "A regular expression that the path meets.", Type: cty.String},
				{Name: "service", Doc: "Where such requests go: http://localhost:8080, ssh://10.0.0.5:22, http_status:404.", Type: cty.String, Required: true},
				originRequest("How the connector talks to the service, where it differs from what is said for all."),
			}},
			originRequest("How the connector talks to the services."),
			{Name: "warp_routing", Doc: "Devices with WARP reach private networks through the tunnel.", Type: cty.Bool,
				V5:  schema.Form{Lack: &schema.Lack{Reason: because("The resource has no argument for it.", schema5), Harmless: false}},
				API: &schema.Form{Name: "warp-routing.enabled"}},
		}},
	},
	Check: func(o *schema.Object, report schema.Report) {
		if o.Parent.Text("config_src") == "local" {
			report(schema.CodeBadValue, []any{"config"}, "The configuration of this tunnel is in a file beside its connectors: config_src is local. Cloudflare keeps none.")
		}
	},
	Recreate: schema.Way{Script: "dns"},
	V4: schema.Resource{
		Absent: lack("The import ends in a panic where the API does not say whether WARP is routed, and the whole plan fails.", measured4),
		Gaps:   []schema.Gap{otherAudience},
	},
	V5: schema.Resource{
		Type: "cloudflare_zero_trust_tunnel_cloudflared_config", ImportID: "{account_id}/{tunnel.id}",
		Given:   append(accountGiven[:1:1], schema.Given{Name: "tunnel_id", From: "tunnel", By: "id"}),
		StateID: "tunnel_id", StateIDValue: "{tunnel.id}",
		UnreadFor: func(o *schema.Object) []schema.Unread {
			var out []schema.Unread
			silent := func(said map[string]any, path string) {
				if said["origin_request"] == nil {
					out = append(out, schema.Unread{Attr: path + ".origin_request", Reason: because("The API may tell an empty one where nothing is said; the dashboard leaves such ones behind. It would be an update.", measured5)})
				}
			}
			config, _ := o.Fields["config"].(map[string]any)
			rules, _ := config["ingress"].([]any)
			silent(config, "config")
			for i, r := range rules {
				rule, _ := r.(map[string]any)
				silent(rule, fmt.Sprintf("config.ingress[%d]", i))
			}
			return out
		},
		Gaps: []schema.Gap{otherAudience},
	},
	API: schema.Endpoint{Path: "/accounts/{account_id}/cfd_tunnel/{tunnel.id}/configurations", Paging: schema.NoPaging, Permission: "Cloudflare Tunnel Read",
		One: true,
		If: func(raw map[string]any) bool {
			return raw["config_src"] == "cloudflare" || raw["remote_config"] == true
		},
		Pick:     func(raw map[string]any) bool { return raw["config"] != nil },
		Update:   schema.Request{Method: "PUT", Path: "/accounts/{account_id}/cfd_tunnel/{tunnel.id}/configurations"},
		ReadOnly: []string{"tunnel_id", "account_id", "version", "source"},
	},
}

// originRequest is how a connector talks to a service.
func originRequest(doc string) schema.Field {
	camel := func(name string) *schema.Form { return &schema.Form{Name: name} }
	return schema.Field{Name: "origin_request", Doc: doc, API: camel("originRequest"), Fields: []schema.Field{
		{Name: "access", Doc: "The connector checks the token of Access.", API: camel("access"), Fields: []schema.Field{
			{Name: "aud_tag", Doc: "The audience tags of the applications.", Type: cty.String, Many: schema.ListOf, Required: true, API: camel("audTag")},
			{Name: "team_name", Doc: "The name of the team.", Type: cty.String, Required: true, API: camel("teamName")},
			{Name: "required", Doc: "What has no token is refused.", Type: cty.Bool},
		}},
		{Name: "ca_pool", Doc: "A file with the authority of the service's certificate.", Type: cty.String, API: camel("caPool")},
		{Name: "connect_timeout", Doc: "Seconds to wait for a connection.", Type: cty.Number, API: camel("connectTimeout")},
		{Name: "disable_chunked_encoding", Doc: "Bodies are not sent in chunks.", Type: cty.Bool, API: camel("disableChunkedEncoding")},
		{Name: "http2_origin", Doc: "HTTP/2 is tried.", Type: cty.Bool, API: camel("http2Origin")},
		{Name: "http_host_header", Doc: "The Host header that the service gets.", Type: cty.String, API: camel("httpHostHeader")},
		{Name: "keep_alive_connections", Doc: "Idle connections that are kept, at most.", Type: cty.Number, API: camel("keepAliveConnections")},
		{Name: "keep_alive_timeout", Doc: "Seconds that an idle connection is kept.", Type: cty.Number, API: camel("keepAliveTimeout")},
		{Name: "match_sni_to_host", Doc: "The name asked for in TLS is the one of the request.", Type: cty.Bool, V5: schema.Form{Name: "match_sn_ito_host"}, API: camel("matchSNItoHost")},
		{Name: "no_happy_eyeballs", Doc: "IPv4 and IPv6 are not tried at once.", Type: cty.Bool, API: camel("noHappyEyeballs")},
		{Name: "no_tls_verify", Doc: "Any certificate of the service is taken.", Type: cty.Bool, API: camel("noTLSVerify")},
		{Name: "origin_server_name", Doc: "The name that the certificate of the service must have.", Type: cty.String, API: camel("originServerName")},
		{Name: "proxy_type", Doc: "socks for a SOCKS5 proxy; empty for the usual one.", Type: cty.String, API: camel("proxyType")},
		{Name: "tcp_keep_alive", Doc: "Seconds between packets that keep a connection.", Type: cty.Number, API: camel("tcpKeepAlive")},
		{Name: "tls_timeout", Doc: "Seconds to wait for TLS.", Type: cty.Number, API: camel("tlsTimeout")},
	}}
}

// otherAudience is about the applications that the connector checks for.
var otherAudience = schema.Gap{
	Name: "other-audience", Effect: schema.Lossy,
	When: func(o *schema.Object) []string {
		config, _ := o.Fields["config"].(map[string]any)
		rules, _ := config["ingress"].([]any)
		var out []string
		for _, r := range append([]any{config}, rules...) {
			rule, _ := r.(map[string]any)
			origin, _ := rule["origin_request"].(map[string]any)
			access, _ := origin["access"].(map[string]any)
			tags, _ := access["aud_tag"].([]any)
			for _, t := range tags {
				if tag, is := t.(string); is {
					out = append(out, "audience "+tag)
				}
			}
		}
		return once(out)
	},
	Reason: because("The connector lets pass what Access has signed for an application, by its audience tag. An application that is made again has another.", "https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/"),
	Way:    byHand("Where one of the Access applications was made again, put its new audience tag into the configuration of the tunnel, and into the inventory."),
}
