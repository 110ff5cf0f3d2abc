package pull_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/pull"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema/kinds"
)

// Whatever answers may repeat what it was asked with. The token is in nothing
// that comes back: no failure, no note, and none of the answers that are kept.
func TestTheTokenIsRepeated(t *testing.T) {
	inv := load(t, "../../examples/minimal")
	id := inv.Accounts[0].ID
	escaped := strings.ReplaceAll(standin.DefaultToken, "-", `\u002d`)
	for name, body := range map[string]string{
		"plain":    `{"success":false,"errors":[{"code":6003,"message":"bad header: Bearer ` + standin.DefaultToken + `"}]}`,
		"escaped":  `{"success":false,"errors":[{"code":6003,"message":"bad header: Bearer ` + escaped + `"}]}`,
		"a list":   `{"success":true,"errors":[],"result":[{"id":"` + strings.Repeat("1", 32) + `","title":"` + escaped + `"}]}`,
		"no JSON":  `<html>` + standin.DefaultToken,
		"a result": `{"success":true,"errors":[],"result":{"title":"` + standin.DefaultToken + `"}}`,
	} {
		for _, code := range []int{200, 400, 403, 500} {
			for _, hit := range []string{"/accounts/" + id + "/storage/kv/namespaces?page=1&per_page=100", "/accounts/" + id + "/workers/scripts/notes-api/content/v2"} {
				_, network := world(t, inv)
				network.hit, network.often = hit, -1
				network.does = func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
					return answered(req, code, nil, []byte(body)), nil
				}
				c := clientOn(t, network, pull.Options{KeepRaw: true})
				res, err := pull.Pull(context.Background(), c, kinds.Registry(), id, nil)
				require.NoError(t, err)
				require.NotZero(t, network.times[hit], hit)
				for path, answer := range res.Raw {
					assert.NotContains(t, string(answer), standin.DefaultToken, "%s %d: %s", name, code, path)
				}
				for _, u := range res.Unreadable {
					for err := u.Err; err != nil; {
						assert.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), standin.DefaultToken, "%s %d", name, code)
						inner, _ := err.(interface{ Unwrap() error })
						if inner == nil {
							break
						}
						err = inner.Unwrap()
					}
				}
				notes, err := json.Marshal(res.Notes)
				require.NoError(t, err)
				assert.NotContains(t, string(notes), standin.DefaultToken)
			}
		}
	}
}
