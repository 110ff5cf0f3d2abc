package pull_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
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

// A list of which the cursors lead round in a ring, or to one empty page after
// the other, ends: it counts as one that could not be read.
func TestPagesWithoutEnd(t *testing.T) {
	s, _ := filled(sizes[0])
	calm, err := pullOn(t, &spoiler{handler: s, times: map[string]int{}}, sizedAccount)
	require.NoError(t, err)
	for name, tc := range map[string]struct {
		next func(req *http.Request, n int) (cursor string, result []any)
		most int
	}{
		"a ring": {func(req *http.Request, _ int) (string, []any) {
			if req.URL.Query().Get("cursor") == "A" {
				return "B", []any{}
			}
			return "A", []any{}
		}, 20},
		"always another": {func(_ *http.Request, n int) (string, []any) { return strconv.Itoa(n), []any{} }, 200},
		"always another, and the same on each": {func(_ *http.Request, n int) (string, []any) {
			return strconv.Itoa(n), []any{map[string]any{"uuid": "5b1f1c1e-0000-4000-8000-000000000001", "name": "a"}}
		}, 200},
		"always more": {func(_ *http.Request, n int) (string, []any) {
			return strconv.Itoa(n), []any{map[string]any{"uuid": fmt.Sprintf("5b1f1c1e-0000-4000-8000-%012d", n), "name": strconv.Itoa(n)}}
		}, 10_500},
	} {
		n := 0
		network := &spoiler{handler: s, times: map[string]int{}, often: -1, does: func(req *http.Request, _ *http.Response, _ []byte) (*http.Response, error) {
			if !strings.Contains(req.URL.Path, "/d1/database") {
				return nil, nil
			}
			n++
			cursor, result := tc.next(req, n)
			b, err := json.Marshal(map[string]any{"success": true, "errors": []any{}, "messages": []any{}, "result": result, "result_info": map[string]any{"cursor": cursor}})
			return answered(req, 200, nil, b), err
		}}
		res, err := pullOn(t, network, sizedAccount)
		require.NoError(t, err, name)
		require.NotEmpty(t, res.Unreadable, name)
		assert.Equal(t, "d1_database", res.Unreadable[0].Kind, name)
		nothingGone(t, calm, res, name)
		assert.LessOrEqual(t, n, tc.most, name)
	}
}
