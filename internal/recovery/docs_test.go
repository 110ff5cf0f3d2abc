package recovery

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/schema"
)

// sessionBlock is a run of a script that docs/recovery.md shows.
var sessionBlock = regexp.MustCompile("(?ms)^```sh-session\n\\$ recreate/([^\n]*)\n(.*?)^```$")

// What the document shows of the scripts is what they say: the first block of
// a healthy account, the second of one in which everything is lost.
func TestRecoveryDocument(t *testing.T) {
	deep.Require(t)
	t.Parallel()
	path := filepath.Join("..", "..", "docs", "recovery.md")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	p := example(t, "full-zone-4")
	accounts := []*account{p.full(t), p.only(t, func(*schema.Object) bool { return false })}
	shown := 0
	got := sessionBlock.ReplaceAllStringFunc(string(text), func(block string) string {
		require.Less(t, shown, len(accounts))
		words := strings.Fields(sessionBlock.FindStringSubmatch(block)[1])
		r := p.run(t, accounts[shown], words[0], words[1:]...)
		shown++
		return "```sh-session\n$ recreate/" + strings.Join(words, " ") + "\n" + r.out + "```"
	})
	require.Equal(t, len(accounts), shown)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	assert.Equal(t, string(text), got)
}
