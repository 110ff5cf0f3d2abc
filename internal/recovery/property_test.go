package recovery

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// A disaster is a random account of which a random part was lost, and of the
// rest of which something was changed since the snapshot was taken.
type disaster struct {
	*rescue
	// lost are the keys of what is not there.
	lost   map[string]bool
	edited []edited
}

// disasterOf makes the disaster of a seed. Edits is the share, in percent, of
// what is left that was changed.
func disasterOf(t *testing.T, seed uint64, edits int) *disaster {
	t.Helper()
	d := newDraw(seed)
	from := sources(t)
	inv := d.account(t, from[int(seed)%len(from)])
	gone := d.losses(inv)
	s := standin.New(standin.WithSeed("after"))
	s.Seed(inv, inv.Accounts[0], standin.SeedOnly(func(o *schema.Object) bool { return !gone[o] }))
	x := &disaster{rescue: rescues(t, inv, s), lost: map[string]bool{}}
	x.activate()
	live, _ := x.live()
	for _, k := range x.kinds {
		for _, o := range k.Objects {
			if live[o.Key] == nil && !o.Undefined {
				x.lost[o.Key] = true
			}
		}
	}
	x.edited = d.edits(x.rescue, edits)
	x.ResetLog()
	return x
}

// A rebuild touches what is lost, and the references to it, and nothing else:
// whatever was lost of whatever account, and whatever was changed of the rest
// since, the rest is byte for byte as it was, all changes are listed, all that
// was lost is back, and a second run writes nothing.
func TestRebuildLeavesTheRestAsItWas(t *testing.T) {
	needTools(t)
	t.Parallel()
	for seed := range uint64(deep.Random(1, 4)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			x := disasterOf(t, seed, 50)
			before := x.Dump()
			_, had := x.live()
			first := x.rebuild(t, everything...)
			require.Contains(t, []int{0, 2}, first.code, first.text)
			x.rest(t, before, had, first.text)
			x.back(t, x.lost, first.text)
			assert.Zero(t, first.missing(t), first.text)
			for _, e := range x.edited {
				x.listed(t, e, first)
			}
			x.ResetLog()
			now := string(x.Dump())
			second := x.rebuild(t, everything...)
			assert.Empty(t, writes(x.account), "a second run writes nothing: %s", second.text)
			assert.Equal(t, now, string(x.Dump()))
			assert.NotContains(t, first.text+second.text, standin.DefaultToken)
		})
	}
}

// listed checks that a change is listed with what is live and what the snapshot
// says.
func (x *disaster) listed(t *testing.T, e edited, by rebuilding) {
	t.Helper()
	for _, line := range by.lines("    " + printable(e.name) + ": " + e.field) {
		if strings.Contains(line, " -> ") {
			return
		}
	}
	assert.Fail(t, "a change is not listed", "%s: %s: %v -> %v\n%s", e.name, e.field, e.is, e.was, by.text)
}

// printable is a name as a terminal shows it.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// rest checks that everything which was there is as it was, but for the ids of
// what was created again.
func (x *disaster) rest(t *testing.T, before []byte, had map[string]string, text string) {
	t.Helper()
	x.restBut(t, before, had, nil, text)
}

// restBut is rest, but for some objects.
func (x *disaster) restBut(t *testing.T, before []byte, had map[string]string, but map[string]bool, text string) {
	t.Helper()
	live, _ := x.live()
	changed := map[string]bool{}
	for key := range but {
		if l := live[key]; l != nil {
			changed[l.at+" "+l.id] = true
		}
	}
	_, has := x.live()
	var ids []string
	for _, k := range x.kinds {
		for _, o := range k.Objects {
			if was := o.Recorded; had[o.Key] == "" && was != "" && has[o.Key] != "" && was != has[o.Key] {
				ids = append(ids, was, has[o.Key])
			}
		}
	}
	renamed := strings.NewReplacer(ids...)
	var was, is map[string]any
	require.NoError(t, json.Unmarshal(before, &was))
	require.NoError(t, json.Unmarshal(x.Dump(), &is))
	for _, path := range slices.Sorted(maps.Keys(was)) {
		then, isList := was[path].([]any)
		if !isList {
			assert.True(t, changed[path+" "] || same(was[path], is[path], renamed), "%s was %s and is %s\n%s", path, compact(was[path]), compact(is[path]), text)
			continue
		}
		now, _ := is[path].([]any)
		for _, v := range then {
			id := idOf(v)
			i := slices.IndexFunc(now, func(v any) bool { return idOf(v) == id })
			if assert.GreaterOrEqual(t, i, 0, "%s %s is gone\n%s", path, id, text) {
				assert.True(t, changed[path+" "+id] || same(v, now[i], renamed), "%s %s was %s and is %s\n%s", path, id, compact(v), compact(now[i]), text)
			}
		}
	}
}

// same reports whether something is as it was, or differs by the new ids alone.
// What was written has another time of its last change.
func same(was, is any, renamed *strings.Replacer) bool {
	if compact(was) == compact(is) {
		return true
	}
	return renamed.Replace(compact(timeless(was))) == renamed.Replace(compact(timeless(is)))
}

func timeless(v any) any {
	m, is := v.(map[string]any)
	if !is {
		return v
	}
	m = maps.Clone(m)
	for _, name := range []string{"modified_on", "updated_at", "modified", "last_updated", "etag", "version"} {
		delete(m, name)
	}
	return m
}

func idOf(v any) string {
	m, _ := v.(map[string]any)
	for _, name := range []string{"id", "uuid", "queue_id", "consumer_id", "sitekey", "name"} {
		if s := textOf(m[name]); s != "" {
			return s
		}
	}
	return compact(v)
}
