package plan

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// texts are the pieces of a value that a text would show: its strings, a line
// each, and those of a string that holds JSON.
func texts(v any, visit func(string)) {
	switch v := v.(type) {
	case string:
		if inner, is := decoded(v); is {
			texts(inner, visit)
			return
		}
		for _, line := range strings.Split(strings.TrimSpace(v), "\n") {
			visit(line)
		}
	case []any:
		for _, e := range v {
			texts(e, visit)
		}
	case map[string]any:
		for key, e := range v {
			visit(key)
			texts(e, visit)
		}
	}
}

// TestJSONShowsWhatTheTextShows: each text of a value in the JSON stands in the
// text and in the Markdown of the same difference, whatever the state has beside
// it. So what one of them leaves out is left out by the others.
func TestJSONShowsWhatTheTextShows(t *testing.T) {
	shown := 0
	for _, target := range schema.Targets() {
		for seed := range uint64(12) {
			_, inv := randomInventory(t, seed)
			random := rand.New(rand.NewPCG(seed, 8))
			p := &pretender{Rand: random, t: t, survey: generator.NewSurvey(inv, inv.Accounts[0], target)}
			var file map[string]any
			require.NoError(t, json.Unmarshal(p.pretend(), &file))
			n := 0
			unmarked(file["resources"], random, &n)
			b, err := json.Marshal(file)
			require.NoError(t, err)
			all := formats(t, Compare(inv, inv.Accounts[0], target, readState(t, b)))
			var plan struct {
				Changes []struct {
					Address string
					Change  struct{ Before, After any }
				} `json:"resource_changes"`
			}
			require.NoError(t, json.Unmarshal([]byte(all["json"]), &plan))
			for _, c := range plan.Changes {
				for _, side := range []any{c.Change.Before, c.Change.After} {
					texts(side, func(text string) {
						shown++
						quoted := strconv.Quote(text)
						for _, format := range []string{"text", "markdown"} {
							if !strings.Contains(all[format], text) && !strings.Contains(all[format], quoted[1:len(quoted)-1]) {
								assert.Failf(t, "the JSON has what another format hides", "%s %d: %s: %s: %q", target, seed, format, c.Address, text)
							}
						}
					})
				}
			}
		}
	}
	assert.Greater(t, shown, 1000)
}

// unmarked puts texts that stand nowhere else, and that nothing marks as secret,
// into a state: in place of some values, and beside others.
func unmarked(v any, random *rand.Rand, n *int) any {
	token := func() string {
		*n++
		return fmt.Sprintf("unmarked-%d-text", *n)
	}
	switch v := v.(type) {
	case string:
		if random.IntN(8) == 0 {
			return v + []string{"", "\n"}[random.IntN(2)] + token()
		}
		if strings.HasPrefix(v, "{") && strings.HasSuffix(v, "}") && len(v) > 2 && random.IntN(2) == 0 {
			return `{"` + token() + `":"` + token() + `",` + v[1:]
		}
	case []any:
		for i := range v {
			v[i] = unmarked(v[i], random, n)
		}
	case map[string]any:
		if attributes, is := v["attributes"].(map[string]any); is {
			for key, e := range attributes {
				if attributes[key] = unmarked(e, random, n); e == nil && random.IntN(2) == 0 {
					attributes[key] = token()
				}
			}
			return v
		}
		for key, e := range v {
			switch key {
			case "type", "mode", "provider", "name", "module", "index_key", "schema_version":
			default:
				v[key] = unmarked(e, random, n)
			}
		}
	}
	return v
}
