package schema_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

const settingsAccount = "01a7362d577a6c3019a474fd6f485823"

func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       schema.Settings
	}{
		{"the least", "cfdr: 1\naccounts: [" + settingsAccount + "]\n", schema.Settings{
			Inventory: "inventory.yaml", Accounts: []schema.AccountSetting{{ID: settingsAccount, Snapshot: "."}},
		}},
		{"everything", "cfdr: 1\ninventory: ../inventory.yaml\nreport: refresh.md\nmax_age: 30d\ncommit_content: true\nredact: true\naccounts:\n" +
			"  - {id: " + settingsAccount + ", token: SHOP_TOKEN, snapshot: shop, target: 4, state: /var/state.json}\n  - f0000000000000000000000000000001\n", schema.Settings{
			Inventory: "../inventory.yaml", Report: "refresh.md", MaxAge: "30d", CommitContent: true, Redact: true, Accounts: []schema.AccountSetting{
				{ID: settingsAccount, Token: "SHOP_TOKEN", Snapshot: "shop", Target: schema.V4, State: "/var/state.json"},
				{ID: "f0000000000000000000000000000001"},
			},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, diags := schema.LoadSettings("cfdr.yaml", []byte(c.text), kinds.Registry())
			require.Empty(t, diags)
			assert.Equal(t, &c.want, got)
		})
	}
}

func TestSettingsRefused(t *testing.T) {
	const token = "v1.0-0123456789abcdef0123-456789abcdef" // no token of anybody
	for _, c := range []struct{ text, want string }{
		{"", "cfdr.yaml:1:1: syntax"},
		{"accounts: [" + settingsAccount + "]\n", "cfdr.yaml:1:1: missing-field"},
		{"cfdr: 2\naccounts: [" + settingsAccount + "]\n", "cfdr.yaml:1:7: bad-value"},
		{"cfdr: 1\n", "cfdr.yaml:1:1: missing-field"},
		{"cfdr: 1\naccounts: []\n", "cfdr.yaml:2:11: missing-field"},
		{"cfdr: 1\naccounts: [shop]\n", "cfdr.yaml:2:12: bad-id"},
		{"cfdr: 1\naccounts: [{token: A}]\n", "cfdr.yaml:2:12: missing-field"},
		{"cfdr: 1\nacounts: []\naccounts: [" + settingsAccount + "]\n", "cfdr.yaml:2:1: unknown-key"},
		{"cfdr: 1\naccounts: [" + settingsAccount + ", " + settingsAccount + "]\n", "cfdr.yaml:2:46: duplicate"},
		{"cfdr: 1\naccounts: [{id: " + settingsAccount + ", target: 6}]\n", "cfdr.yaml:2:59: bad-value"},
		{"cfdr: 1\naccounts: [{id: " + settingsAccount + ", token: " + token + "}]\n", "cfdr.yaml:2:58: secret-value"},
		{"cfdr: 1\naccounts: [{id: " + settingsAccount + ", snapshot: a}, {id: f0000000000000000000000000000001, snapshot: ./a}]\n", "cfdr.yaml:2:114: duplicate"},
		{"cfdr: 1\nmax_age: soon\naccounts: [" + settingsAccount + "]\n", "cfdr.yaml:2:10: bad-value"},
		{"cfdr: 1\ninventory: /etc/passwd\naccounts: [" + settingsAccount + "]\n", "cfdr.yaml:2:12: bad-value"},
		{"cfdr: 1\naccounts: [" + settingsAccount + "\n", "cfdr.yaml:2:1: syntax"},
	} {
		t.Run(c.text, func(t *testing.T) {
			got, diags := schema.LoadSettings("cfdr.yaml", []byte(c.text), kinds.Registry())
			assert.Nil(t, got)
			require.Len(t, diags, 1, "%v", diags)
			d := diags[0]
			assert.Equal(t, c.want, fmt.Sprintf("%s:%d:%d: %s", d.Subject.Filename, d.Subject.Start.Line, d.Subject.Start.Column, schema.FindingOf(d).Code))
			assert.NotContains(t, d.Detail, token)
		})
	}
}

func TestParseAge(t *testing.T) {
	for text, want := range map[string]time.Duration{"36h": 36 * time.Hour, "30d": 30 * 24 * time.Hour, "2w": 14 * 24 * time.Hour, "0d": 0} {
		got, ok := schema.ParseAge(text)
		assert.True(t, ok, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "d", "30", "30 d", "-1d", "1m", "9999999d", "1.5d"} {
		_, ok := schema.ParseAge(text)
		assert.False(t, ok, text)
	}
}

// FuzzSettings: whatever the file holds, reading it ends, and gives settings or
// a reason.
func FuzzSettings(f *testing.F) {
	f.Add("cfdr: 1\naccounts: [" + settingsAccount + "]\n")
	f.Add("cfdr: 1\nmax_age: &a 30d\naccounts:\n- {id: *a, target: 4}\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, diags := schema.LoadSettings("cfdr.yaml", []byte(text), kinds.Registry())
		assert.Equal(t, s == nil, diags.HasErrors())
	})
}

// Two things are never written to one place.
func TestSettingsCollide(t *testing.T) {
	for _, lines := range []string{
		"report: inventory.yaml", "report: cfdr.yaml", "report: refresh.json", "report: content/a.md", "report: README.md", "report: main.tf",
		"inventory: refresh.json", "inventory: ./cfdr.yaml",
	} {
		got, diags := schema.LoadSettings("cfdr.yaml", []byte("cfdr: 1\n"+lines+"\naccounts: ["+settingsAccount+"]\n"), kinds.Registry())
		assert.Nil(t, got, lines)
		if assert.NotEmpty(t, diags, lines) {
			assert.Equal(t, schema.CodeBadValue, schema.FindingOf(diags[0]).Code, lines)
		}
	}
	_, diags := schema.LoadSettings("cfdr.yaml", []byte("cfdr: 1\naccounts: [{id: "+settingsAccount+", snapshot: content/now}]\n"), kinds.Registry())
	assert.Len(t, diags, 1)
}
