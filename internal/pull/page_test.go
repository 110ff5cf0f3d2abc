package pull_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A page that comes twice, or late pages that are empty, are no end of a list.
func TestPagesThatAreWrong(t *testing.T) {
	s, _ := filled(sizes[1])
	at := "/accounts/" + sizedAccount + "/access/apps?page=2"
	calm, err := pullOn(t, &spoiler{handler: s, times: map[string]int{}}, sizedAccount)
	require.NoError(t, err)
	want := text(t, calm)
	first := newRecorder()
	req, err := http.NewRequest(http.MethodGet, "/client/v4"+strings.TrimSuffix(at, "2")+"1", http.NoBody)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer standin-default-token-00000000000000cfdr")
	s.ServeHTTP(first, req)
	require.Equal(t, 200, first.status)
	for name, does := range map[string]trouble{
		"the first again": func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
			return answered(req, 200, nil, first.body.Bytes()), nil
		},
		"the first again, called the second": func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
			var e map[string]any
			if err := json.Unmarshal(first.body.Bytes(), &e); err != nil {
				return nil, err
			}
			info(e)["page"] = 2
			b, err := json.Marshal(e)
			return answered(req, 200, nil, b), err
		},
		"an empty one":              told(func(e map[string]any) bool { e["result"] = []any{}; return true }),
		"an empty one, and no info": told(func(e map[string]any) bool { e["result"] = []any{}; delete(e, "result_info"); return true }),
		"null":                      told(func(e map[string]any) bool { e["result"] = nil; return true }),
	} {
		res, err := pullOn(t, &spoiler{handler: s, times: map[string]int{}, hit: at, often: 1, does: does}, sizedAccount)
		require.NoError(t, err, name)
		assert.Empty(t, res.Unreadable, name)
		assert.Equal(t, want, text(t, res), name)

		res, err = pullOn(t, &spoiler{handler: s, times: map[string]int{}, hit: at, often: -1, does: does}, sizedAccount)
		require.NoError(t, err, name)
		require.NotEmpty(t, res.Unreadable, name)
		assert.Equal(t, "access_application", res.Unreadable[0].Kind, name)
		nothingGone(t, calm, res, name)
	}
}
