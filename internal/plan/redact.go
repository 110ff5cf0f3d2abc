package plan

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// hidden is what stands for a secret in every format.
const hidden = "(sensitive value)"

func (secret) String() string { return hidden }

// MarshalJSON keeps the digest out of every output.
func (secret) MarshalJSON() ([]byte, error) { return json.Marshal(hidden) }

func hide(v any) any {
	b, err := json.Marshal(v)
	if err != nil {
		b = []byte("?")
	}
	return secret{sha256.Sum256(b)}
}

// A redaction knows the secrets of a state. Terraform marks a path as
// sensitive and prints a copy of the value elsewhere in clear; here every text
// that is equal to a secret is hidden too, and every text that holds a long
// one.
type redaction struct {
	// texts are those within secret values.
	texts map[string]bool
	// long are the long ones of them by what they begin with, and begins says
	// of two bytes whether any of those begins with them.
	long   map[string][]string
	begins []bool
	// marks are the paths that the state itself marks, by address.
	marks map[string]*mark
	// judged are the resource types that have been looked at.
	judged map[string]judgement
}

// long is how many bytes a secret has that is looked for within other texts. A
// shorter one may well stand there by chance.
const long = 8

// A judgement says what the schemas of both providers tell of a resource type.
type judgement struct {
	shapes [2]*provider.Shape
	// unknown: they tell nothing, so nobody knows what of it is secret.
	unknown bool
	// sensitive: something of it is.
	sensitive bool
}

// A mark is where a state says that a value is sensitive, or that something
// below it is.
type mark struct {
	whole bool
	below map[any]*mark
}

func (m *mark) at(step any) *mark {
	if m == nil {
		return nil
	}
	return m.below[step]
}

func marksOf(paths [][]any) *mark {
	if paths == nil {
		return nil
	}
	root := &mark{}
	for _, path := range paths {
		m := root
		for _, step := range path {
			if m.below == nil {
				m.below = map[any]*mark{}
			}
			if m.below[step] == nil {
				m.below[step] = &mark{}
			}
			m = m.below[step]
		}
		m.whole = true
	}
	return root
}

func newRedaction(st *state.State) *redaction {
	r := &redaction{texts: map[string]bool{}, marks: map[string]*mark{}, judged: map[string]judgement{}}
	for _, v := range st.Secrets {
		r.learn(v)
	}
	for _, in := range st.Data {
		r.gather(in.Attributes, guide{mark: marksOf(in.Sensitive)})
	}
	for _, in := range st.Instances {
		m := marksOf(in.Sensitive)
		if m != nil {
			r.marks[in.Address+in.Deposed] = m
		}
		if j := r.judge(in.Type); m != nil || j.unknown || j.sensitive {
			r.gather(in.Attributes, j.guide(m))
		}
	}
	return r
}

// gather learns the secrets within a value.
func (r *redaction) gather(v any, g guide) {
	if g.secret() {
		r.learn(v)
		return
	}
	switch v := v.(type) {
	case string, json.Number:
		if g.mark != nil {
			r.learn(v) // what is marked below it is not there, so all of it may be
		}
	case []any:
		for i, e := range v {
			r.gather(e, g.element(i))
		}
	case map[string]any:
		if v["type"] == "plain_text" {
			return // hidden where it stands; what equals it is no secret
		}
		for k, e := range v {
			if isOwnSecret(v, k) {
				r.learn(e)
			} else {
				r.gather(e, g.entry(k))
			}
		}
	}
}

// isOwnSecret says whether an entry is the value of a variable that says of
// itself that it is secret.
func isOwnSecret(v map[string]any, key string) bool {
	return (v["type"] == "secret_text" || v["type"] == "secret_key") && key != "type" && key != "name"
}

// learn takes every text within a secret value.
func (r *redaction) learn(v any) {
	switch v := v.(type) {
	case string:
		r.learnText(v)
	case json.Number:
		if len(v) >= long {
			r.texts[string(v)] = true
		}
	case []any:
		for _, e := range v {
			r.learn(e)
		}
	case map[string]any:
		for _, e := range v {
			r.learn(e)
		}
	}
}

func (r *redaction) learnText(s string) {
	if s == "" || r.texts[s] {
		return
	}
	r.texts[s] = true
	if s = strings.TrimSpace(s); len(s) < long {
		return
	}
	if r.long == nil {
		r.long, r.begins = map[string][]string{}, make([]bool, 1<<16)
	}
	for _, text := range []string{s, inJSON(s)} {
		if start := text[:long]; !slices.Contains(r.long[start], text) {
			r.long[start] = append(r.long[start], text)
			r.begins[begin(text)] = true
		}
	}
}

// inJSON is how a text stands within one that is JSON.
func inJSON(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return s
	}
	return b.String()[1 : b.Len()-2]
}

func begin(s string) int { return int(s[0])<<8 | int(s[1]) }

// find gives the first secret within a text, and where it is; a text that is
// one is one as a whole.
func (r *redaction) find(s string) (secret string, at int) {
	if r.texts[s] {
		return s, 0
	}
	if r.long == nil {
		return "", -1
	}
	for i := range max(0, len(s)-long+1) {
		if !r.begins[begin(s[i:])] {
			continue
		}
		for _, text := range r.long[s[i:i+long]] {
			if strings.HasPrefix(s[i:], text) && len(text) > len(secret) {
				secret = text
			}
		}
		if secret != "" {
			return secret, i
		}
	}
	return "", -1
}

// holdsInside says whether a text is JSON with a secret in it: it is drawn with
// what it holds, part by part.
func (r *redaction) holdsInside(s string) bool {
	if len(r.texts) == 0 {
		return false
	}
	v, is := decoded(s)
	if !is {
		return false
	}
	_, hides := r.walk(v, guide{})
	return hides
}

func (r *redaction) holds(s string) bool {
	_, at := r.find(s)
	return at >= 0
}

// scrub puts a word in the place of each secret within a text that is no value.
func (r *redaction) scrub(s string) string {
	if len(r.texts) == 0 {
		return s
	}
	var b strings.Builder
	for {
		secret, at := r.find(s)
		if at < 0 {
			break
		}
		b.WriteString(s[:at])
		b.WriteString(hidden)
		s = s[at+len(secret):]
	}
	b.WriteString(s)
	return b.String()
}

// scrubKeys does it for the keys of an address, also for short ones.
func (r *redaction) scrubKeys(s string) string {
	for _, path := range pathOf(s) {
		if key, is := path.(string); is && r.texts[key] {
			s = strings.ReplaceAll(s, "["+strconv.Quote(key)+"]", "[\""+hidden+"\"]")
		}
	}
	return s
}

// scrubWords does it for the words of a sentence, also for short ones.
func (r *redaction) scrubWords(s string) string {
	words := strings.Split(s, " ")
	for i, word := range words {
		if bare := strings.Trim(word, `"'.,;:()[]`); r.texts[bare] {
			words[i] = strings.Replace(word, bare, hidden, 1)
		}
	}
	return strings.Join(words, " ")
}

func (r *redaction) judge(resourceType string) judgement {
	j, known := r.judged[resourceType]
	if !known {
		j.unknown = true
		for i, t := range schema.Targets() {
			if j.shapes[i] = provider.Of(t, resourceType); j.shapes[i] != nil {
				j.unknown = false
				j.sensitive = j.sensitive || anySensitive(j.shapes[i])
			}
		}
		r.judged[resourceType] = j
	}
	return j
}

func anySensitive(s *provider.Shape) bool {
	if s == nil {
		return false
	}
	if s.Sensitive || anySensitive(s.Elem) {
		return true
	}
	for _, f := range s.Fields {
		if anySensitive(f) {
			return true
		}
	}
	return false
}

func (j judgement) guide(m *mark) guide { return guide{shapes: j.shapes, mark: m} }

// apply hides the secrets in all that is said of all changes.
func (r *redaction) apply(d *Diff) {
	for _, c := range d.Changes {
		j := r.judge(c.Type)
		address := c.Address
		if c.Previous != "" {
			address = c.Previous
		}
		m := r.marks[address+c.Deposed]
		if c.Type != "" && j.unknown {
			// Nobody here knows what of it is secret, so all of it may be.
			m, c.ID = &mark{whole: true}, ""
		}
		if len(r.texts) == 0 && m == nil && !j.sensitive {
			continue
		}
		same := sameMap(c.Before, c.After)
		c.Before = r.hidden(c.Before, j.guide(m))
		if same {
			c.After = c.Before
		} else {
			c.After = r.hidden(c.After, j.guide(m))
		}
		r.words(c)
	}
}

// words scrubs what is said of a change beside its values.
func (r *redaction) words(c *Change) {
	if len(r.texts) == 0 {
		return
	}
	for _, text := range []*string{&c.Name, &c.Key, &c.Address, &c.Previous, &c.Module, &c.Label, &c.Deposed, &c.ID, &c.NewID, &c.ImportID} {
		*text = r.scrub(*text)
	}
	if key, is := c.Index.(string); is {
		c.Index = r.scrub(key)
	}
	for _, text := range []*string{&c.Address, &c.Previous, &c.Module} {
		*text = r.scrubKeys(*text)
	}
	for i := range c.Reasons {
		c.Reasons[i] = r.scrubWords(r.scrub(c.Reasons[i]))
	}
	for i := range c.Missing {
		c.Missing[i].Path, c.Missing[i].Reason = r.scrub(c.Missing[i].Path), r.scrub(c.Missing[i].Reason)
	}
	for _, paths := range [][][]any{c.Differ, c.Replacing} {
		for _, path := range paths {
			for i, step := range path {
				if name, is := step.(string); is {
					path[i] = r.scrub(name)
				}
			}
		}
	}
	if t := c.Tombstone; t != nil && r.holds(t.Reason) {
		scrubbed := *t
		scrubbed.Reason = r.scrub(t.Reason)
		c.Tombstone = &scrubbed
	}
}

// sameMap says whether two maps are one.
func sameMap(a, b map[string]any) bool {
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

func (r *redaction) hidden(v map[string]any, g guide) map[string]any {
	if v == nil {
		return nil
	}
	if g.mark != nil && g.mark.whole {
		out := make(map[string]any, len(v))
		for k, e := range v {
			if out[k] = e; !isEmpty(e, nil) {
				out[k] = hide(e)
			}
		}
		return out
	}
	out, _ := r.walk(v, g)
	m, _ := out.(map[string]any)
	return m
}

// A guide is what is known of a value while it is walked through.
type guide struct {
	shapes [2]*provider.Shape
	mark   *mark
}

func (g guide) secret() bool {
	return g.mark != nil && g.mark.whole ||
		g.shapes[0] != nil && g.shapes[0].Sensitive || g.shapes[1] != nil && g.shapes[1].Sensitive
}

func (g guide) entry(name string) guide {
	out := guide{mark: g.mark.at(name)}
	for i, s := range g.shapes {
		out.shapes[i] = below(s, name)
	}
	return out
}

func (g guide) element(i int) guide {
	out := guide{mark: g.mark.at(int64(i))}
	if g.mark != nil {
		for step := range g.mark.below {
			if _, is := step.(int64); !is {
				out.mark = &mark{whole: true} // a mark that nobody understands
			}
		}
	}
	for i, s := range g.shapes {
		out.shapes[i] = elem(s)
	}
	return out
}

// walk hides every secret within a value. A value without a secret in it is
// given back as it is, and not as a copy.
func (r *redaction) walk(v any, g guide) (out any, hides bool) {
	if g.secret() {
		if _, is := v.(secret); is || isEmpty(v, nil) {
			return v, false
		}
		return hide(v), true
	}
	switch v := v.(type) {
	case string:
		if g.mark != nil || r.holds(v) || r.holdsInside(v) {
			return hide(v), true
		}
	case json.Number:
		if g.mark != nil || r.texts[string(v)] {
			return hide(v), true
		}
	case bool:
		if g.mark != nil {
			return hide(v), true
		}
	case []any:
		var copied []any
		for i, e := range v {
			if n, hides := r.walk(e, g.element(i)); hides {
				if copied == nil {
					copied = slices.Clone(v)
				}
				copied[i] = n
			}
		}
		if copied != nil {
			return copied, true
		}
	case map[string]any:
		return r.walkMap(v, g)
	}
	return v, false
}

func (r *redaction) walkMap(v map[string]any, g guide) (any, bool) {
	var copied map[string]any
	for k, e := range v {
		n, hides := e, false
		switch {
		case !isOwnSecret(v, k):
			n, hides = r.walk(e, g.entry(k))
		case !isEmpty(e, nil):
			n, hides = hide(e), true
		}
		as := k
		if r.holds(k) {
			as = r.scrub(k)
		}
		if !hides && as == k {
			continue
		}
		if copied == nil {
			copied = maps.Clone(v)
		}
		delete(copied, k)
		copied[as] = n
	}
	if copied != nil {
		return copied, true
	}
	return v, false
}
