package generator

import (
	"fmt"
	"slices"
	"strings"
)

// A history says where every address has gone that was ever written, or that a
// state holds.
type history struct {
	moved   []Move
	removed []string
}

// history compares the addresses of now with those of the run before and with
// a state. It refuses where a plan would destroy something and no block can
// prevent it.
func (s *Survey) history(prev *Manifest, state *State) (*history, error) {
	h := &history{}
	current := map[string]*Item{}
	for _, it := range s.Items {
		if it.Address != "" {
			current[it.Address] = it
		}
	}
	if prev != nil {
		s.carry(h, prev, current)
	}
	if state != nil {
		if err := s.carryState(h, state, current); err != nil {
			return nil, err
		}
	}
	h.tidy(current)
	return h, nil
}

// carry follows the addresses of an earlier manifest.
func (s *Survey) carry(h *history, prev *Manifest, current map[string]*Item) {
	type key struct{ kind, value string }
	byID, byPath := map[key]*Item{}, map[key]*Item{}
	for _, it := range current {
		if it.ID != "" {
			byID[key{it.Kind.Name, it.ID}] = it
		}
		byPath[key{it.Kind.Name, it.Path()}] = it
	}
	h.moved = append(h.moved, prev.Moved...)
	h.removed = append(h.removed, prev.Removed...)
	for _, old := range sortedKeys(prev.Addresses) {
		if current[old] != nil {
			continue
		}
		id := prev.Addresses[old]
		to := byPath[key{id.Kind, id.Path}]
		if id.ID != "" {
			if found := byID[key{id.Kind, id.ID}]; found != nil {
				to = found
			} else if to != nil && to.ID != "" {
				to = nil // another object of the same name
			}
		}
		if to != nil && sameType(old, to.Address) {
			h.moved = append(h.moved, Move{From: old, To: to.Address})
		} else {
			h.removed = append(h.removed, old)
		}
	}
}

func sameType(a, b string) bool {
	ta, _, _ := strings.Cut(a, ".")
	tb, _, _ := strings.Cut(b, ".")
	return ta == tb
}

// tidy drops what no longer holds: an address that is written again is neither
// moved nor removed, and of two moves of one address the last counts.
func (h *history) tidy(current map[string]*Item) {
	last := map[string]string{}
	for _, m := range h.moved {
		last[m.From] = m.To
	}
	removed := map[string]bool{}
	for _, r := range h.removed {
		removed[r] = true
	}
	h.moved, h.removed = nil, nil
	for _, from := range sortedKeys(last) {
		// A chain of moves ends in an address that is written, or is removed.
		to, steps := last[from], 0
		for last[to] != "" && written(current, to) == nil && steps < len(last) {
			to, steps = last[to], steps+1
		}
		switch {
		case current[from] != nil:
		case written(current, to) != nil:
			h.moved = append(h.moved, Move{From: from, To: to})
		default:
			removed[from] = true
		}
	}
	for _, r := range sortedKeys(removed) {
		if current[r] == nil && !slices.ContainsFunc(h.moved, func(m Move) bool { return m.From == r }) {
			h.removed = append(h.removed, r)
		}
	}
}

// written is the item that an address stands for, with or without its index.
func written(current map[string]*Item, address string) *Item {
	return current[strings.TrimSuffix(address, "[0]")]
}

// text writes the blocks, nil when there are none.
func (h *history) text() []byte {
	if len(h.moved)+len(h.removed) == 0 {
		return nil
	}
	w := &writer{}
	heading(w, "Where addresses of earlier runs have gone. What left the inventory is forgotten by Terraform and never destroyed.")
	first := true
	gap := func() {
		if !first {
			w.buf.WriteByte('\n')
		}
		first = false
	}
	for _, m := range h.moved {
		gap()
		w.open(0, "moved")
		w.body(1, []arg{{"from", raw(m.From)}, {"to", raw(m.To)}})
		w.line(0, "}")
	}
	for _, r := range h.removed {
		gap()
		w.open(0, "removed")
		w.body(1, []arg{{"from", raw(r)}, {"lifecycle", block{{"destroy", false}}}})
		w.line(0, "}")
	}
	return w.buf.Bytes()
}

// carryState follows the addresses of a state.
func (s *Survey) carryState(h *history, state *State, current map[string]*Item) error {
	var refused []string
	for _, in := range state.Instances {
		switch {
		case in.Deposed:
			refused = append(refused, fmt.Sprintf("%s has a deposed instance, which the next plan would destroy; finish or undo that replacement first", in.Address))
			continue
		case !in.Cloudflare:
			refused = append(refused, fmt.Sprintf("%s belongs to another provider; keep it in a directory and a state of its own (terraform state mv)", in.Address))
			continue
		}
		it := s.matchState(in)
		at := current[in.Bare]
		switch {
		case at != nil && it == at && in.standsFor():
			// It stays.
		case (at == nil || !in.standsFor()) && it != nil && it.Address != "" && sameType(in.Bare, it.Address):
			h.moved = append(h.moved, Move{From: in.Address, To: it.Address + index(it, s.Target)})
		case at != nil:
			refused = append(refused, fmt.Sprintf("%s holds %s, and stands for %s now; forget it with: terraform state rm '%s'", in.Address, in.describe(), at, in.Address))
		default:
			h.removed = append(h.removed, in.Bare)
		}
	}
	if refused != nil {
		slices.Sort(refused)
		return &RefusalError{
			Summary: "the state holds what the new configuration would destroy or overwrite",
			Details: slices.Compact(refused),
			Hint:    "do what each line says, then run again; nothing was written",
		}
	}
	// Two instances cannot both become one address.
	takers := map[string]string{}
	for _, m := range h.moved {
		if other, taken := takers[m.To]; taken && other != m.From && state.has(other) && state.has(m.From) {
			return &RefusalError{
				Summary: fmt.Sprintf("the state holds %s twice: as %s and as %s", m.To, other, m.From),
				Hint:    fmt.Sprintf("forget one of them with: terraform state rm '%s'", m.From),
			}
		}
		takers[m.To] = m.From
	}
	for _, m := range h.moved {
		if state.has(m.From) && state.has(m.To) {
			return &RefusalError{
				Summary: fmt.Sprintf("the state holds the same object as %s and as %s", m.From, m.To),
				Hint:    fmt.Sprintf("forget one of them with: terraform state rm '%s'", m.From),
			}
		}
	}
	return nil
}
