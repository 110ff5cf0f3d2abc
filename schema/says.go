package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	// The zones are part of the program, so that one machine does not accept
	// what another refuses.
	_ "time/tzdata"
)

// What people say of a schedule is compared with its expression: the weekday,
// the day of the month and the hour, in the time zone they state. Words that
// are none of these are passed over, and what can be meant in two ways claims
// nothing: "every 6hr", "hourly from 9am to 5pm", "every 2nd day".

type claim struct {
	weekdays []time.Weekday
	days     []int
	clock    []int // minutes since midnight
	minutes  bool  // a minute was said, not only the hour
	zone     *time.Location
	zoneName string
}

// zones are the abbreviations whose meaning nobody disputes. EST, IST, CST and
// BST are not among them; those who use them state time_zone.
var zones = map[string]int{
	"UTC": 0, "GMT": 0, "Z": 0,
	"AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "AWST": 480,
	"NZST": 720, "NZDT": 780, "JST": 540, "SGT": 480, "HKT": 480,
	"WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180,
	"EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}

// disputed are abbreviations that several zones have, or a zone and its summer
// time together: an hour in one of them claims nothing.
var disputed = []string{"EST", "CST", "IST", "BST", "AST", "ET", "CT", "MT", "PT", "AET", "LOCAL"}

var (
	clockWord   = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$`)
	hoursWord   = regexp.MustCompile(`^(\d{1,2})h?$`)
	digitsWord  = regexp.MustCompile(`^(\d{2})(\d{2})$`)
	ordinalWord = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)$`)
	offsetWord  = regexp.MustCompile(`^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$`)
)

func parseZone(s string) *time.Location {
	if m, ok := zones[strings.ToUpper(s)]; ok {
		return time.FixedZone(s, m*60)
	}
	if m := offsetWord.FindStringSubmatch(strings.ToUpper(s)); m != nil {
		h, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi("0" + m[3])
		if h > 14 || minutes > 59 {
			return nil
		}
		offset := (h*60 + minutes) * 60
		if m[1] == "-" {
			offset = -offset
		}
		return time.FixedZone(s, offset)
	}
	if strings.Contains(s, "/") {
		if l, err := time.LoadLocation(s); err == nil {
			return l
		}
	}
	return nil
}

func parseWeekday(word string) (time.Weekday, bool) {
	w := strings.ToLower(strings.TrimSuffix(word, "."))
	for d := time.Sunday; d <= time.Saturday; d++ {
		full := strings.ToLower(d.String())
		if w == full || w == full+"s" || len(w) >= 3 && strings.HasPrefix(full, w) {
			return d, true
		}
	}
	switch w {
	case "weds":
		return time.Wednesday, true
	case "thurs", "thur":
		return time.Thursday, true
	case "tues":
		return time.Tuesday, true
	}
	return 0, false
}

// parseSays reads the claims of a description, nil when it claims nothing.
func parseSays(says, timeZone string) *claim {
	p := sayReader{words: splitWords(says), zoned: timeZone != ""}
	for p.at < len(p.words) && !p.lost {
		p.word()
	}
	c := p.claim
	if p.vague {
		c.clock = nil
	}
	if timeZone != "" {
		c.zone, c.zoneName = parseZone(timeZone), timeZone
	} else if c.zoneName == "" {
		c.zone, c.zoneName = time.UTC, "UTC"
	}
	if p.lost || c.zone == nil || c.weekdays == nil && c.days == nil && c.clock == nil {
		return nil
	}
	return &c
}

// splitWords gives the words of a description; of a range, both ends with "to"
// between.
func splitWords(says string) []string {
	says = strings.NewReplacer("a.m.", "am", "p.m.", "pm", "A.M.", "am", "P.M.", "pm", " – ", " ", " — ", " ", "–", "-", "—", "-").Replace(says)
	var out []string
	for _, field := range strings.FieldsFunc(says, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;()", r) }) {
		if strings.Contains(field, "/") && parseZone(field) != nil {
			out = append(out, field)
			continue
		}
		for _, w := range strings.FieldsFunc(field, func(r rune) bool { return r == '/' }) {
			if a, b, ok := strings.Cut(w, "-"); ok && (isWeekday(a) && isWeekday(b) || isOrdinal(a) && isOrdinal(b) || isClock(a) && isClock(b)) {
				out = append(out, a, "to", b)
			} else {
				out = append(out, w)
			}
		}
	}
	return out
}

func isWeekday(word string) bool {
	_, ok := parseWeekday(word)
	return ok
}

func isOrdinal(word string) bool { return ordinalWord.MatchString(strings.ToLower(word)) }

func isClock(word string) bool {
	m := clockWord.FindStringSubmatch(strings.ToLower(word))
	return m != nil && m[2]+m[3] != ""
}

// A sayReader reads the words of a description, one after the other.
type sayReader struct {
	words []string
	at    int
	claim claim
	// zoned: the time zone is stated beside the description.
	zoned bool
	// vague: the hours are a span, not those at which something runs.
	vague bool
	// lost: the description says something that is not understood.
	lost bool
}

// near gives the word at a distance from the present one, in lower case.
func (p *sayReader) near(distance int) string {
	if i := p.at + distance; i >= 0 && i < len(p.words) {
		return strings.ToLower(p.words[i])
	}
	return ""
}

var (
	spanWords     = []string{"to", "until", "till", "through", "thru", "before", "after", "by", "between", "from"}
	rangeWords    = []string{"to", "through", "thru", "till", "until"}
	everyWords    = []string{"every", "each"}
	negativeWords = []string{"except", "excluding", "not", "without", "unless", "but", "never"}
	// unitWords after an ordinal make it count something else than days of the
	// month.
	unitWords = []string{"hour", "minute", "week", "month", "quarter", "half", "working", "business", "weekday", "workday", "time"}
)

// word reads the present word, and those after it that belong to it.
func (p *sayReader) word() {
	w := p.near(0)
	if slices.Contains(negativeWords, w) {
		p.lost = true
		return
	}
	if n := p.clock(w); n > 0 {
		p.at += n
		if zone := p.near(0); !p.zoned && (slices.Contains(disputed, strings.ToUpper(zone)) || p.near(1) == "time") {
			p.lost = true
		}
		return
	}
	switch d, isDay := parseWeekday(w); {
	case isDay:
		p.weekday(d)
	case w == "weekdays":
		p.claim.weekdays = append(p.claim.weekdays, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	case w == "weekends":
		p.claim.weekdays = append(p.claim.weekdays, time.Saturday, time.Sunday)
	case isOrdinal(w):
		p.ordinal(w)
	default:
		p.zone()
	}
	p.at++
}

// clock reads an hour, and gives how many words it takes.
func (p *sayReader) clock(w string) int {
	hour, minute, half, taken := "", "", "", 1
	next := p.near(1)
	switch m := clockWord.FindStringSubmatch(w); {
	case w == "midnight":
		hour, half = "12", "am"
	case w == "noon" || w == "midday":
		hour, half = "12", "pm"
	case m != nil && m[3] == "" && (next == "am" || next == "pm"):
		hour, minute, half, taken = m[1], m[2], next, 2
	case m != nil && (m[3] != "" || m[2] != "" && strings.Contains(w, ":")):
		hour, minute, half = m[1], m[2], m[3]
	case slices.Contains(everyWords, p.near(-1)) || parseZone(next) == nil:
		return 0
	case hoursWord.MatchString(w):
		hour = hoursWord.FindStringSubmatch(w)[1]
	case digitsWord.MatchString(w):
		m := digitsWord.FindStringSubmatch(w)
		hour, minute = m[1], m[2]
	default:
		return 0
	}
	if slices.Contains(spanWords, p.near(-1)) {
		p.vague = true
	}
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi("0" + minute)
	switch {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	if h < 24 && m < 60 {
		p.claim.clock = append(p.claim.clock, h*60+m)
		p.claim.minutes = p.claim.minutes || minute != ""
	}
	return taken
}

// weekday adds a day, or all from the one before "to" on.
func (p *sayReader) weekday(d time.Weekday) {
	list := &p.claim.weekdays
	if n := len(*list); n > 0 && slices.Contains(rangeWords, p.near(-1)) && isWeekday(p.near(-2)) {
		for from := (*list)[n-1]; from != d; {
			from = (from + 1) % 7
			*list = append(*list, from)
		}
		return
	}
	*list = append(*list, d)
}

// ordinal adds a day of the month, or all from the one before "to" on. "1st
// Monday" and "2nd and 4th Monday" are about weekdays, "every 2nd day" about
// none.
func (p *sayReader) ordinal(w string) {
	n, _ := strconv.Atoi(ordinalWord.FindStringSubmatch(w)[1])
	i := 1
	for isOrdinal(p.near(i)) || slices.Contains([]string{"and", "or", "&", "+"}, p.near(i)) && isOrdinal(p.near(i+1)) {
		i++
	}
	next := p.near(i)
	if isWeekday(next) || slices.Contains(unitWords, next) || strings.HasPrefix(next, "day") && slices.Contains(everyWords, p.near(-1)) {
		return
	}
	list := &p.claim.days
	if k := len(*list); k > 0 && slices.Contains(rangeWords, p.near(-1)) && isOrdinal(p.near(-2)) {
		for day := (*list)[k-1] + 1; day < n; day++ {
			*list = append(*list, day)
		}
	}
	*list = append(*list, n)
}

// zone takes a word that is a time zone: in capitals, or right after an hour.
// The claims before a second zone are the first one again ("2am AEST, 4pm UTC"),
// so only those before the first count.
func (p *sayReader) zone() {
	w := p.words[p.at]
	z := parseZone(w)
	if z == nil || strings.ToUpper(w) != w && !strings.Contains(w, "/") && len(p.claim.clock) == 0 {
		return
	}
	if p.claim.zoneName == "" {
		p.claim.zone, p.claim.zoneName = z, w
		rest := p.words[p.at+1:]
		if second := slices.IndexFunc(rest, func(s string) bool { return strings.ToUpper(s) == s && parseZone(s) != nil && s != w }); second >= 0 && len(p.claim.clock) > 0 {
			p.words = p.words[:p.at+1]
		}
	}
}

// referenceYear is any two years with a leap day among them; the days that an
// expression hits do not depend on more.
var referenceYear = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// A tally holds which values were seen.
type tally struct {
	seen  []bool
	count int
}

func (t *tally) add(v int) {
	if !t.seen[v] {
		t.seen[v] = true
		t.count++
	}
}

func (t *tally) values() []int {
	var out []int
	for v, seen := range t.seen {
		if seen {
			out = append(out, v)
		}
	}
	return out
}

// contradiction says how a description differs from its expression, "" when it
// does not, or claims nothing that can be compared.
func (s *Schedule) contradiction() string {
	c := parseSays(s.Says, s.TimeZone)
	if c == nil {
		return ""
	}
	spec, err := parseCron(s.Cron)
	if err != nil {
		return ""
	}
	weekdays, days, clocks := tally{seen: make([]bool, 7)}, tally{seen: make([]bool, 32)}, tally{seen: make([]bool, 24*60)}
	most := 24
	if c.minutes {
		most = 24 * 60
	}
	spec.runs(referenceYear, 2*366, func(t time.Time) bool {
		t = t.In(c.zone)
		weekdays.add(int(t.Weekday()))
		days.add(t.Day())
		clock := t.Hour() * 60
		if c.minutes {
			clock += t.Minute()
		}
		clocks.add(clock)
		return weekdays.count < 7 || days.count < 31 || clocks.count < most
	})
	claims := make([]int, len(c.weekdays))
	for i, d := range c.weekdays {
		claims[i] = int(d)
	}
	var wrong []string
	if actual := weekdays.values(); differs(claims, actual) {
		wrong = append(wrong, "on "+join(actual, func(d int) string { return time.Weekday(d).String() }))
	}
	if actual := days.values(); differs(c.days, actual) {
		wrong = append(wrong, "on the "+join(actual, ordinal))
	}
	if actual := clocks.values(); differs(c.clock, actual) {
		wrong = append(wrong, "at "+join(actual, func(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }))
	}
	if wrong == nil {
		return ""
	}
	return fmt.Sprintf("%q runs %s (%s); the description says %q.", s.Cron, strings.Join(wrong, ", "), c.zoneName, s.Says)
}

// differs compares what is claimed with what happens; a claim about what is
// not restricted at all (every day, every hour) is compared too.
func differs(claimed, actual []int) bool {
	if len(claimed) == 0 || len(actual) == 0 {
		return false
	}
	claimed = slices.Clone(claimed)
	slices.Sort(claimed)
	return !slices.Equal(slices.Compact(claimed), actual)
}

func join(values []int, text func(int) string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = text(v)
	}
	if len(out) > 4 {
		return fmt.Sprintf("%s and %d more", strings.Join(out[:4], ", "), len(out)-4)
	}
	return strings.Join(out, ", ")
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
