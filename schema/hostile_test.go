package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

const head = "cfdr: 1\naccounts:\n  - name: Example\n    id: 01a7362d577a6c3019a474fd6f485823\n"

const zoneHead = head + "    zones:\n      - name: example.com\n        id: 023e105f4ecef8ad9ca31a8372d0c353\n"

// load reads an inventory and checks what holds of every answer.
func load(t testing.TB, src []byte) (*schema.Inventory, hcl.Diagnostics) {
	t.Helper()
	inv, diags := schema.Load("x.yaml", src, kinds.Registry(), modules)
	require.Equal(t, diags.HasErrors(), inv == nil)
	for i, d := range diags {
		f, r := schema.FindingOf(d), d.Subject
		switch {
		case f.Code.Summary() == "" || f.Code.Summary() != d.Summary || d.Detail == "":
			require.Fail(t, "without code, heading or detail", "%v", d)
		case f.Code.IsWarning() != (d.Severity == hcl.DiagWarning):
			require.Fail(t, "of another severity than its code", "%v", d)
		case r == nil || r.Start.Line < 1 || r.Start.Column < 1 || r.Start.Byte > r.End.Byte || r.End.Byte > len(src) || r.Start.Line != r.End.Line || r.Start.Column > r.End.Column:
			require.Fail(t, "with a range that is none", "%v", d)
		case i > 0 && diags[i-1].Subject.Start.Line > r.Start.Line:
			require.Fail(t, "not in the order of the file", "%v", d)
		}
	}
	return inv, diags
}

// What nobody writes by hand ends in an error, or in none, within a second.
func TestHostile(t *testing.T) {
	laughs := zoneHead + "        fixed_settings:\n          a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
	merges := zoneHead + "        fixed_settings:\n          a: &a {x: 1}\n"
	for i := 'b'; i <= 'z'; i++ {
		laughs += fmt.Sprintf("          %c: &%c [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", i-1), 9), ", "))
		merges += fmt.Sprintf("          %c: &%c {<<: [%s], y%c: 1}\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", i-1), 9), ", "), i)
	}
	wide := "&wide {" + keys(3000) + "}"
	var flow, reversed strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&flow, "{name: r%d.example.com, type: A, content: 192.0.2.1, ttl: x}, ", i)
		fmt.Fprintf(&reversed, "      - {name: w%d, source: x, bindings: [{type: service, name: A, service: v%d}]}\n", i, i)
	}
	for name, c := range map[string]struct {
		text string
		want schema.Code
	}{
		"billion laughs":            {laughs, schema.CodeTooLarge},
		"billion merges":            {merges, schema.CodeTooLarge},
		"alias of itself":           {zoneHead + "        settings: {ciphers: &a [*a]}\n", schema.CodeTooLarge},
		"merge of itself":           {zoneHead + "        settings: &a {<<: [*a, *a, *a], x: 1}\n", schema.CodeTooLarge},
		"merge that steps back":     {zoneHead + "        settings: {ciphers: &a {<<: [1, 1, 1, 1], x: *a}}\n", schema.CodeTooLarge},
		"object that merges itself": {head + "    workers:\n      - &a {<<: [*a, *a, *a]}\n", schema.CodeTooLarge},
		"wide merges":               {zoneHead + "        settings: " + wide + "\n        fixed_settings:\n" + mergers(3000), schema.CodeTooLarge},
		"deep list":                 {zoneHead + "        settings: {ciphers: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}\n", schema.CodeTooLarge},
		"deeper than YAML goes":     {strings.Repeat("[", 1_000_000), schema.CodeSyntax},
		"deep mapping":              {strings.Repeat("{a: ", 100_000), schema.CodeSyntax},
		"deep block":                {deepBlock(2000), schema.CodeUnknownKey},
		"many questions":            {strings.Repeat("? ", 100_000), schema.CodeSyntax},
		"many dashes":               {strings.Repeat("- ", 100_000), schema.CodeSyntax},
		"huge key":                  {head + "    " + strings.Repeat("k", 1000) + ": 1\n    ? " + strings.Repeat("k", 1_000_000) + "\n    : 1\n", schema.CodeUnknownKey},
		"huge value":                {head + "    d1_databases: [{name: " + strings.Repeat("é", 1_000_000) + ", location: " + strings.Repeat("x", 1_000_000) + "}]\n", schema.CodeBadValue},
		"many keys":                 {zoneHead + "        settings: {" + keys(100_000) + "}\n", ""},
		"many duplicate keys":       {zoneHead + "        settings: {" + strings.Repeat("a: 1, ", 100_000) + "}\n", schema.CodeTooLarge},
		"many unknown keys":         {head + "    frob: {}\n    " + strings.ReplaceAll(keys(50_000), ", ", "\n    ") + "\n", schema.CodeTooLarge},
		"one line with problems":    {zoneHead + "        dns_records: [" + flow.String() + "]\n", schema.CodeTooLarge},
		"dangling references":       {head + "    workers:\n" + reversed.String(), schema.CodeReference},
		"many documents":            {strings.Repeat("---\n", 100_000), schema.CodeSyntax},
		"many comments":             {head + strings.Repeat("# note\n", 200_000), ""},
		"many anchors":              {head + "    notes: [" + anchors(100_000) + "]\n", ""},
		"schedules of each minute":  {head + "    workers:\n      - name: api\n        source: x\n        schedules:\n" + strings.Repeat("          - {cron: \"* * * 2 1\", says: \"Mon 2:30am AEST\"}\n", 500), schema.CodeSchedule},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, diags := load(t, []byte(c.text))
			took := time.Since(start)
			codes := map[schema.Code]bool{}
			for _, d := range diags {
				codes[schema.FindingOf(d).Code] = true
			}
			if c.want == "" {
				assert.Empty(t, lines(diags))
			} else {
				assert.True(t, codes[c.want], "%v", codes)
			}
			assert.Less(t, took, slack*time.Second)
			t.Logf("%d bytes, %d diagnostics in %v", len(c.text), len(diags), took)
		})
	}
}

// slack is for slow machines and the race detector.
const slack = 20

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: 1, ", i)
	}
	return strings.TrimSuffix(b.String(), ", ")
}

func mergers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "          m%d: {<<: *wide}\n", i)
	}
	return b.String()
}

func anchors(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "&a%d x, *a%d, ", i, i)
	}
	return b.String()
}

func deepBlock(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

func TestTooManyBytes(t *testing.T) {
	inv, diags := load(t, make([]byte, schema.MaxBytes+1))
	assert.Nil(t, inv)
	assert.Equal(t, "1:1 error too-large: The file has 67108865 bytes; at most 67108864 are read. Give each account an inventory of its own.\n", lines(diags))
}

func FuzzLoad(f *testing.F) {
	for _, dir := range []string{"ok", "err"} {
		for _, file := range inventories(f, dir) {
			f.Add(read(f, file))
		}
	}
	for _, name := range []string{"minimal", "full-zone", "rtopacks"} {
		src, err := os.ReadFile(filepath.Join("..", "examples", name, "inventory.yaml"))
		require.NoError(f, err)
		f.Add(src)
	}
	f.Add([]byte(zoneHead + "        settings: {ciphers: &a {<<: [1, 1, 1], x: *a}}\n"))
	f.Add([]byte("\uFEFFcfdr: 1\r\naccounts: # \u2028\r  - <<: [*a]\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		start := time.Now()
		inv, _ := load(t, src)
		if inv != nil {
			schema.Walk(inv.Accounts, func(o *schema.Object) {
				require.NotEmpty(t, o.Label())
				require.NotEmpty(t, o.String())
				o.Range()
			})
		}
		require.Less(t, time.Since(start), 10*time.Second)
	})
}
