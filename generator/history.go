package generator

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/internal/state"
)

// A history says where every address has gone that was ever written, or that a
// state holds.
type history struct {
	moved   []Move
	removed []string
	// gone are the addresses that a state shows to hold nothing of the
	// inventory, whatever an earlier run thought.
	gone map[string]bool
}

// history compares the addresses of now with those of the run before and with
// a state. It refuses where a plan would destroy something and no block can
// prevent it.
func (s *Survey) history(opts Options) (*history, error) {
	prev, held := opts.Previous, opts.State
	h := &history{gone: map[string]bool{}}
	current := map[string]*Item{}
	for _, it := range s.Items {
		if it.Address != "" {
			current[it.Address] = it
		}
	}
	if prev != nil {
		s.carry(h, prev, current)
		if unknownState(held) && !opts.NoState {
			if err := s.reassigned(prev, current); err != nil {
				return nil, err
			}
		}
	}
	if held != nil {
		if opts.Match == nil {
			panic("generator: a State was given without Match, so that nobody compares it")
		}
		matches, err := opts.Match(s, held)
		if err != nil {
			return nil, err
		}
		if err := s.carryState(h, prev, held, matches, current); err != nil {
			return nil, err
		}
	}
	h.tidy(current)
	return h, nil
}

// reassigned refuses an address that stood for one object and stands for
// another now, while nobody knows what the state holds there: Terraform would
// turn the one into the other, or destroy it.
func (s *Survey) reassigned(prev *Manifest, current map[string]*Item) error {
	var details []string
	ids := prev.lastIDs()
	for _, address := range slices.Sorted(maps.Keys(ids)) {
		was, it := ids[address], current[address]
		if it != nil && it.ID != "" && was != it.ID {
			details = append(details, fmt.Sprintf("%s stood for id %s, and stands for id %s now", address, was, it.ID))
		}
	}
	if details == nil {
		return nil
	}
	return &RefusalError{
		Summary: "addresses stand for other objects than before, and what the state holds there is not known",
		Details: details,
		Hint:    "give the state: terraform state pull | cfdr generate … --state -; or say with --no-state that nothing was ever applied",
	}
}

// unknownState says whether nobody knows what the state holds: none was shown,
// or an empty one, which is what lies in a directory whose state is elsewhere.
func unknownState(held *state.State) bool { return held == nil || len(held.Instances) == 0 }

// lastIDs are the ids that a state may hold at each address, as far as the
// runs before knew them.
func (m *Manifest) lastIDs() map[string]string {
	out := map[string]string{}
	for address, id := range m.Past {
		out[address] = id
	}
	for address, identity := range m.Addresses {
		if identity.ID != "" {
			out[address] = identity.ID
		}
	}
	return out
}

// written are the addresses that a snapshot wrote, without indices.
func (m *Manifest) written() map[string]bool {
	out := map[string]bool{}
	if m == nil {
		return out
	}
	for address := range m.Addresses {
		out[address] = true
	}
	for _, move := range m.Moved {
		out[state.Bare(move.From)], out[state.Bare(move.To)] = true, true
	}
	return out
}

// past is what has to be remembered of addresses that no longer stand for what
// they stood for. Once a state was shown, or there is none, nothing has.
func (s *Survey) past(opts Options) map[string]string {
	if opts.Previous == nil || opts.NoState || !unknownState(opts.State) {
		return nil
	}
	out := opts.Previous.lastIDs()
	for _, it := range s.Items {
		if it.Address != "" && it.ID != "" {
			delete(out, it.Address)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// carry follows the addresses of an earlier manifest.
func (s *Survey) carry(h *history, prev *Manifest, current map[string]*Item) {
	type key struct{ kind, value string }
	byID, byPath := map[key]*Item{}, map[key]*Item{}
	for _, it := range s.Items {
		if it.Address == "" {
			continue
		}
		if it.ID != "" {
			byID[key{it.Kind.Name, it.ID}] = it
		}
		byPath[key{it.Kind.Name, it.Path()}] = it
	}
	h.moved = append(h.moved, prev.Moved...)
	h.removed = append(h.removed, prev.Removed...)
	for _, old := range slices.Sorted(maps.Keys(prev.Addresses)) {
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
// moved nor removed, and of two moves of one address the last counts. Terraform
// lets an address be moved to by one other only, so all that came to be one
// object are a chain.
func (h *history) tidy(current map[string]*Item) {
	last := map[string]string{}
	for _, m := range h.moved {
		if !h.gone[m.From] && current[m.From] == nil {
			last[m.From] = m.To
		}
	}
	removed := map[string]bool{}
	for _, r := range h.removed {
		removed[state.Bare(r)] = true
	}
	type source struct {
		from string
		away int
	}
	sources := map[string][]source{}
	for _, from := range slices.Sorted(maps.Keys(last)) {
		// A chain of moves ends in an address that is written, or is removed.
		to, away := last[from], 1
		for last[to] != "" && current[state.Bare(to)] == nil && away <= len(last) {
			to, away = last[to], away+1
		}
		if current[state.Bare(to)] != nil {
			sources[to] = append(sources[to], source{from, away})
		} else {
			removed[state.Bare(from)] = true
		}
	}
	h.moved, h.removed = nil, nil
	for to, chain := range sources {
		slices.SortFunc(chain, func(a, b source) int {
			return cmp.Or(cmp.Compare(b.away, a.away), cmp.Compare(a.from, b.from))
		})
		for i, c := range chain {
			next := to
			if i+1 < len(chain) {
				next = chain[i+1].from
			}
			h.moved = append(h.moved, Move{From: c.from, To: next})
		}
	}
	slices.SortFunc(h.moved, func(a, b Move) int { return cmp.Compare(a.From, b.From) })
	for _, r := range slices.Sorted(maps.Keys(removed)) {
		if current[r] == nil && !slices.ContainsFunc(h.moved, func(m Move) bool { return m.From == r }) {
			h.removed = append(h.removed, r)
		}
	}
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

// A Match says which item an instance of a state is, and what Terraform would
// do to it there.
type Match struct {
	Item *Item
	// Planned says what Terraform would plan for the instance under the
	// configuration of the item, after a refresh: "name would be replaced". It is
	// empty when Terraform would plan nothing.
	Planned string
	// Unsure says what Terraform may plan for an instance that no snapshot made:
	// that spells what it means otherwise than an import does. It is empty where
	// nothing is in doubt.
	Unsure string
	// Reimport: where both can be done, an instance that no snapshot made is
	// better imported again than moved.
	Reimport bool
	// Stuck says why the provider may not decode the instance, so that no block
	// of a configuration can take it out of the state.
	Stuck string
	// Undo is the command that takes the reason away, empty where only removing
	// the instance from the state does.
	Undo string
}

// carryState follows the addresses of a state. An instance is kept or moved
// only where Terraform then plans nothing for it. Any other is removed from the
// state and imported again, which is always clean; where no removed block can
// do that, because the address is still written, the run is refused.
func (s *Survey) carryState(h *history, prev *Manifest, held *state.State, matches map[*state.Instance]Match, current map[string]*Item) error {
	var refused []string
	refuse := func(format string, args ...any) { refused = append(refused, fmt.Sprintf(format, args...)) }
	holders := map[*Item]string{}
	ours := prev.written()
	for _, in := range held.Instances {
		switch {
		case in.Deposed != "":
			refuse("%s has a deposed instance, which the next plan would destroy; finish or undo that replacement first", in.Address)
			continue
		case !in.IsCloudflare():
			refuse("%s belongs to another provider; keep it in a directory and a state of its own (terraform state mv)", in.Address)
			continue
		}
		if id, ok := in.Attributes["account_id"].(string); ok && id != "" && id != s.Account.ID {
			refuse("%s belongs to the account %s; keep it in a directory and a state of its own (terraform state mv)", in.Address, id)
			continue
		}
		m := matches[in]
		if m.Stuck != "" {
			refuse("%s %s; remove it from the state, and what the inventory has of it is imported again: terraform state rm '%s'", in.Address, m.Stuck, in.Address)
			continue
		}
		it := m.Item
		matched := it != nil && it.Address != "" && sameType(in.Bare, it.Address)
		if matched {
			if other, twice := holders[it]; twice {
				refuse("%s and %s are both %s; forget one of them with: terraform state rm '%s'", other, in.Address, it, in.Address)
				continue
			}
			holders[it] = in.Address
		}
		at := current[in.Bare]
		inPlace := at != nil && becomes(in, at)
		if m.Planned == "" && !ours[in.Bare] {
			m.Planned = m.Unsure
		}
		clean := matched && m.Planned == ""
		moves := clean && (!m.Reimport || ours[in.Bare] || at != nil)
		switch {
		case inPlace && it == at && clean:
			s.Held++
			if in.Address != it.Instance() {
				s.Relocated++ // Terraform moves it by itself
			}
		case inPlace && it == at:
			refuse("%s %s; %s", in.Address, m.Planned, m.wayOut(in))
		case inPlace:
			refuse("%s holds %s, and stands for %s now; forget it with: terraform state rm '%s'", in.Address, holding(in), at, in.Address)
		case moves && in.Address == in.Bare+index(it):
			s.Held, s.Relocated = s.Held+1, s.Relocated+1
			h.moved = append(h.moved, Move{From: in.Bare, To: it.Address})
		case moves:
			s.Held, s.Relocated = s.Held+1, s.Relocated+1
			h.moved = append(h.moved, Move{From: in.Address, To: it.Address + index(it)})
		case at != nil:
			// A removed block takes a whole resource, and this one is written.
			refuse("%s holds %s, and %s has no such instance; forget it with: terraform state rm '%s'", in.Address, holding(in), at.Address, in.Address)
		default:
			s.Relocated++
			h.removed = append(h.removed, in.Bare)
			h.gone[in.Address], h.gone[in.Bare] = true, true
		}
	}
	if refused == nil {
		return nil
	}
	slices.Sort(refused)
	return &RefusalError{
		Summary: "the state holds what the new configuration would destroy or overwrite",
		Details: slices.Compact(refused),
		Hint:    "do what each line says, then run again; nothing was written",
	}
}

// wayOut says what to do with an instance that cannot stay where it is.
func (m Match) wayOut(in *state.Instance) string {
	if m.Undo != "" {
		return m.Undo
	}
	return fmt.Sprintf("remove it from the state, and it is imported again: terraform state rm '%s'", in.Address)
}

// becomes says whether an instance is what the resource of an item is, or what
// Terraform makes it by itself: with count and without it, the first instance
// is the same.
func becomes(in *state.Instance, it *Item) bool {
	return in.Address == it.Address || in.Address == it.Address+"[0]"
}
