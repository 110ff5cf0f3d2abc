package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What people say of a schedule is compared with its expression: the weekday,
// the day of the month and the hour, in the time zone they state. Words that
// are none of these are passed over: "every 6hr" claims nothing here.

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

var (
	clockWord   = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?(am|pm)$`)
	clock24Word = regexp.MustCompile(`^(\d{1,2}):(\d{2})h?$`)
	hourWord    = regexp.MustCompile(`^(\d{1,2})h?$`)
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
	c := &claim{}
	words := strings.FieldsFunc(says, func(r rune) bool { return strings.ContainsRune(" \t,;()/–—", r) })
	words = splitRanges(words)
	// A zone such as Australia/Sydney must not be cut at its slash.
	for _, w := range strings.Fields(says) {
		if strings.Contains(w, "/") && parseZone(w) != nil {
			words = append(words, w)
		}
	}
	for i, w := range words {
		switch {
		case clockWord.MatchString(strings.ToLower(w)):
			m := clockWord.FindStringSubmatch(strings.ToLower(w))
			c.addClock(m[1], m[2], m[3])
		case i+1 < len(words) && hourWord.MatchString(w) && (strings.EqualFold(words[i+1], "am") || strings.EqualFold(words[i+1], "pm")):
			c.addClock(w, "", strings.ToLower(words[i+1]))
		case clock24Word.MatchString(w):
			m := clock24Word.FindStringSubmatch(w)
			c.addClock(m[1], m[2], "")
		case hourWord.MatchString(w) && i+1 < len(words) && parseZone(words[i+1]) != nil:
			c.addClock(hourWord.FindStringSubmatch(w)[1], "", "")
		case ordinalWord.MatchString(strings.ToLower(w)) && i+1 < len(words) && isWeekday(words[i+1]):
			// "1st Monday" is about the weekday, not the day of the month.
		case ordinalWord.MatchString(strings.ToLower(w)):
			n, _ := strconv.Atoi(ordinalWord.FindStringSubmatch(strings.ToLower(w))[1])
			c.days = append(c.days, n)
		default:
			if z := parseZone(w); z != nil && strings.ToUpper(w) == w || strings.Contains(w, "/") && z != nil {
				c.zone, c.zoneName = z, w
			} else if d, ok := parseWeekday(w); ok {
				c.addWeekday(words, i, d)
			}
		}
	}
	if timeZone != "" {
		c.zone, c.zoneName = parseZone(timeZone), timeZone
	}
	if c.zone == nil {
		c.zone, c.zoneName = time.UTC, "UTC"
	}
	if c.weekdays == nil && c.days == nil && c.clock == nil {
		return nil
	}
	return c
}

func isWeekday(word string) bool {
	_, ok := parseWeekday(word)
	return ok
}

// splitRanges makes three words of Mon-Fri.
func splitRanges(words []string) []string {
	var out []string
	for _, w := range words {
		if a, b, ok := strings.Cut(w, "-"); ok && isWeekday(a) && isWeekday(b) {
			out = append(out, a, "to", b)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// addWeekday adds a day, or all from the one before "to" or "through" on.
func (c *claim) addWeekday(words []string, i int, d time.Weekday) {
	if n := len(c.weekdays); n > 0 && i >= 2 && slices.Contains([]string{"to", "through", "till", "until"}, strings.ToLower(words[i-1])) && isWeekday(words[i-2]) {
		for from := c.weekdays[n-1]; from != d; {
			from = (from + 1) % 7
			c.weekdays = append(c.weekdays, from)
		}
		return
	}
	c.weekdays = append(c.weekdays, d)
}

func (c *claim) addClock(hour, minute, half string) {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi("0" + minute)
	switch {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	if h < 24 && m < 60 {
		c.clock = append(c.clock, h*60+m)
		c.minutes = c.minutes || minute != ""
	}
}

// referenceYear is any two years with a leap day among them; the days that an
// expression hits do not depend on more.
var referenceYear = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// contradiction says how a description differs from its expression, "" when it
// does not, or claims nothing that can be compared.
func (s *Schedule) contradiction() string {
	spec, err := parseCron(s.Cron)
	c := parseSays(s.Says, s.TimeZone)
	if err != nil || c == nil {
		return ""
	}
	var weekdays, days, clocks []int
	add := func(list *[]int, v int) {
		if !slices.Contains(*list, v) {
			*list = append(*list, v)
		}
	}
	for _, t := range spec.runs(referenceYear, 2*366) {
		t = t.In(c.zone)
		add(&weekdays, int(t.Weekday()))
		add(&days, t.Day())
		if c.minutes {
			add(&clocks, t.Hour()*60+t.Minute())
		} else {
			add(&clocks, t.Hour()*60)
		}
	}
	var claims []int
	for _, d := range c.weekdays {
		claims = append(claims, int(d))
	}
	var wrong []string
	if differs(claims, weekdays) {
		wrong = append(wrong, "on "+join(weekdays, func(d int) string { return time.Weekday(d).String() }))
	}
	if differs(c.days, days) {
		wrong = append(wrong, "on the "+join(days, ordinal))
	}
	if differs(c.clock, clocks) {
		wrong = append(wrong, "at "+join(clocks, func(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }))
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
	claimed, actual = slices.Clone(claimed), slices.Clone(actual)
	slices.Sort(claimed)
	slices.Sort(actual)
	return !slices.Equal(slices.Compact(claimed), actual)
}

func join(values []int, text func(int) string) string {
	slices.Sort(values)
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
