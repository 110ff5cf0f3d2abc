package plan

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// A pair is one line of a comparison of two lists: the places of an element
// before and after, -1 where it is not.
type pair struct{ before, after int }

// tooMany is how many comparisons of elements are worth a nicer result.
// Terraform has no such limit and takes minutes for two lists of 100,000.
const tooMany = 2000 * 2000

// align pairs the elements of two lists, each known by a number, as Terraform
// does. Lists of one length are compared place by place, unless one holds the
// same as the other in another order. Otherwise what both have in common stays
// and the rest goes and comes; fits says whether two different elements are
// then shown as one that changed.
func align(before, after []int, fits func(before, after int) bool) []pair {
	var pairs []pair
	if len(before) == len(after) && !reordered(before, after) {
		for i := range before {
			pairs = append(pairs, pair{i, i})
		}
		return pairs
	}
	b, a := 0, 0
	// until goes on in both lists until each stands at an element, or at its
	// end.
	until := func(stopped func(list []int, i int) bool) {
		for ; !stopped(before, b); b++ {
			if !stopped(after, a) && fits(b, a) {
				pairs = append(pairs, pair{b, a})
				a++
				continue
			}
			pairs = append(pairs, pair{b, -1})
		}
		for ; !stopped(after, a); a++ {
			pairs = append(pairs, pair{-1, a})
		}
	}
	for _, c := range common(before, after) {
		until(func(list []int, i int) bool { return list[i] == c })
		pairs = append(pairs, pair{b, a})
		b, a = b+1, a+1
	}
	until(func(list []int, i int) bool { return i == len(list) })
	return pairs
}

// byKey pairs the elements of two lists that have one name.
func byKey(before, after []any, key string) []pair {
	places := make(map[any]int, len(after))
	for i, e := range after {
		if m, is := e.(map[string]any); is && m[key] != nil {
			places[fingerprint(m[key])] = i
		}
	}
	var pairs []pair
	used := make([]bool, len(after))
	for i, e := range before {
		m, _ := e.(map[string]any)
		j, there := places[fingerprint(m[key])]
		if !there || m[key] == nil || used[j] {
			pairs = append(pairs, pair{i, -1})
			continue
		}
		used[j] = true
		pairs = append(pairs, pair{i, j})
	}
	for j := range after {
		if !used[j] {
			pairs = append(pairs, pair{-1, j})
		}
	}
	return pairs
}

// reordered says whether one list has all that the other has.
func reordered(before, after []int) bool {
	has := make(map[int]bool, len(after))
	for _, n := range after {
		has[n] = true
	}
	for _, n := range before {
		if !has[n] {
			return false
		}
	}
	return true
}

// common gives a longest sequence that both lists have. Of several, it is the
// one that Terraform finds: from the end, what is only after is passed first.
func common(before, after []int) []int {
	// What both end in is found first in any case.
	n := 0
	for n < len(before) && n < len(after) && before[len(before)-1-n] == after[len(after)-1-n] {
		n++
	}
	end := before[len(before)-n:]
	before, after = before[:len(before)-n], after[:len(after)-n]

	var start []int
	if len(before)*len(after) > tooMany {
		n := 0
		for n < len(before) && n < len(after) && before[n] == after[n] {
			n++
		}
		start = before[:n]
		before, after = before[n:], after[n:]
	}
	if len(before)*len(after) > tooMany {
		before = nil
	}
	return slices.Concat(start, longest(before, after), end)
}

// longest is the longest common subsequence by the usual table.
func longest(before, after []int) []int {
	if len(before) == 0 || len(after) == 0 {
		return nil
	}
	// best[b*width+a] is how much the first b and the first a have in common.
	// The shorter list has no more than 2000 elements, so it fits.
	width := len(after) + 1
	best := make([]uint16, (len(before)+1)*width)
	for b := range before {
		for a := range after {
			i := (b+1)*width + a + 1
			if before[b] == after[a] {
				best[i] = best[i-width-1] + 1
			} else {
				best[i] = max(best[i-1], best[i-width])
			}
		}
	}
	found := make([]int, 0, best[len(best)-1])
	for b, a := len(before), len(after); b > 0 && a > 0; {
		switch i := b*width + a; {
		case before[b-1] == after[a-1]:
			found = append(found, before[b-1])
			b, a = b-1, a-1
		case best[i-width] > best[i-1]:
			b--
		default:
			a--
		}
	}
	slices.Reverse(found)
	return found
}

// numbering gives equal elements equal numbers.
type numbering map[string]int

func (n numbering) of(print string) int {
	i, ok := n[print]
	if !ok {
		i = len(n)
		n[print] = i
	}
	return i
}

func (n numbering) values(list []any) []int {
	out := make([]int, len(list))
	for i, v := range list {
		out[i] = n.of(fingerprint(v))
	}
	return out
}

func (n numbering) lines(list []string) []int {
	out := make([]int, len(list))
	for i, s := range list {
		out[i] = n.of(s)
	}
	return out
}

// matched pairs the elements of two sets: those of before in their order, then
// what is new.
func matched(before, after []any) []pair {
	n := numbering{}
	places := map[int][]int{}
	for i, id := range n.values(after) {
		places[id] = append(places[id], i)
	}
	pairs := make([]pair, 0, len(before))
	taken := make([]bool, len(after))
	for i, id := range n.values(before) {
		j := -1
		if free := places[id]; len(free) > 0 {
			j, places[id] = free[0], free[1:]
			taken[j] = true
		}
		pairs = append(pairs, pair{i, j})
	}
	for j := range after {
		if !taken[j] {
			pairs = append(pairs, pair{-1, j})
		}
	}
	return pairs
}

func equal(a, b any) bool {
	return fingerprint(a) == fingerprint(b)
}

// fingerprint is the same for two values that are equal, and for no others.
func fingerprint(v any) string {
	switch v := v.(type) {
	case string:
		return `"` + v
	case json.Number:
		return "#" + string(v)
	}
	var w strings.Builder
	imprint(&w, v)
	return w.String()
}

func imprint(w *strings.Builder, v any) {
	switch v := v.(type) {
	case nil:
		w.WriteString("null")
	case bool:
		w.WriteString(strconv.FormatBool(v))
	case json.Number:
		w.WriteString("#")
		w.WriteString(string(v))
	case string:
		// The length in front makes any end of it plain.
		w.WriteString(strconv.Itoa(len(v)))
		w.WriteByte('"')
		w.WriteString(v)
	case []any:
		w.WriteByte('[')
		for _, e := range v {
			imprint(w, e)
			w.WriteByte(',')
		}
		w.WriteByte(']')
	case map[string]any:
		w.WriteByte('{')
		for _, k := range slices.Sorted(maps.Keys(v)) {
			imprint(w, k)
			w.WriteByte('=')
			imprint(w, v[k])
			w.WriteByte(',')
		}
		w.WriteByte('}')
	case unknown:
		w.WriteByte('?')
	case secret:
		w.WriteByte('!')
		w.Write(v.digest[:])
	}
}

// settled gives a value with all its numbers in the spelling of Terraform, so
// that 1.0 of a state equals 1 of an inventory, and one type for each sort.
func settled(v any) any {
	switch v := v.(type) {
	case nil, bool, string, unknown, secret:
		return v
	case json.Number:
		return number(v)
	case int:
		return json.Number(strconv.Itoa(v))
	case int64:
		return json.Number(strconv.FormatInt(v, 10))
	case float64:
		return number(json.Number(strconv.FormatFloat(v, 'g', -1, 64)))
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = settled(e)
		}
		return out
	case []string:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = e
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = settled(e)
		}
		return out
	}
	panic("plan: a value of a type that no argument has")
}

// number writes a number without an exponent and without idle zeros. One that
// a float cannot hold keeps its spelling, which may be very much shorter.
func number(n json.Number) json.Number {
	if !strings.ContainsAny(string(n), ".eE") || len(n) > 400 {
		return n
	}
	digits, _, _ := strings.Cut(strings.ToLower(string(n)), "e")
	if strings.Trim(digits, "-0.") == "" {
		return "0"
	}
	if f, err := n.Float64(); err != nil || f == 0 {
		return n
	}
	// 512 bits are what Terraform's numbers have.
	f, _, err := big.ParseFloat(string(n), 10, 512, big.ToNearestEven)
	if err != nil {
		return n
	}
	return json.Number(f.Text('f', -1))
}
