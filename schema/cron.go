package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A cronSpec is an expression as Cloudflare reads it: five fields in UTC, with
// weekdays from 1 (Sunday) to 7 (Saturday), ranges that may pass the end and go
// on at the start, L for the last, W for the nearest working day and # for the
// nth of a month.
//
// Sources: developers.cloudflare.com/workers/configuration/cron-triggers, and
// the parser behind it, github.com/cloudflare/saffron.
type cronSpec struct {
	minutes, hours, months cronSet
	// day and weekday say whether a date is one of the field's, nil when the
	// field takes every one.
	day, weekday func(time.Time) bool
}

// A cronSet holds the values of a field.
type cronSet [60]bool

// A cronField is what may stand in a field.
type cronField struct {
	what      string
	low, high int
	// names of the values, from the lowest.
	names []string
}

var (
	cronMinute  = cronField{"minute", 0, 59, nil}
	cronHour    = cronField{"hour", 0, 23, nil}
	cronDay     = cronField{"day of the month", 1, 31, nil}
	cronMonth   = cronField{"month", 1, 12, []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}}
	cronWeekday = cronField{"weekday", 1, 7, []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}}
)

// IsCron takes a cron expression that Cloudflare takes.
func IsCron(s string) string {
	if _, err := parseCron(s); err != nil {
		return fmt.Sprintf("Cloudflare rejects the cron expression %q: %v.", s, err)
	}
	return ""
}

func parseCron(s string) (*cronSpec, error) {
	f := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' })
	switch {
	case len(f) != 5:
		return nil, fmt.Errorf("it needs five fields, minute, hour, day, month and weekday, and has %d", len(f))
	case s != strings.Trim(s, " \t"):
		return nil, fmt.Errorf("it begins or ends with a space")
	}
	spec := new(cronSpec)
	var err error
	if spec.minutes, err = cronMinute.set(f[0]); err != nil {
		return nil, err
	}
	if spec.hours, err = cronHour.set(f[1]); err != nil {
		return nil, err
	}
	if spec.day, err = parseCronDay(f[2]); err != nil {
		return nil, err
	}
	if spec.months, err = cronMonth.set(f[3]); err != nil {
		return nil, err
	}
	if spec.weekday, err = parseCronWeekday(f[4]); err != nil {
		return nil, err
	}
	return spec, nil
}

// value reads one number or name.
func (f *cronField) value(t string) (int, error) {
	if i := slices.IndexFunc(f.names, func(n string) bool { return strings.EqualFold(t, n) }); i >= 0 {
		return i + f.low, nil
	}
	n, err := strconv.Atoi(t)
	switch {
	case err != nil || t[0] < '0' || t[0] > '9':
		return 0, fmt.Errorf("%q is not a %s", t, f.what)
	case f.what == cronWeekday.what && n == 0:
		return 0, fmt.Errorf("0 is not a weekday: they count from 1 (Sunday) to 7 (Saturday)")
	case n < f.low || n > f.high:
		return 0, fmt.Errorf("the %s %d is not between %d and %d", f.what, n, f.low, f.high)
	}
	return n, nil
}

// set reads a list of values, ranges and steps.
func (f *cronField) set(s string) (set cronSet, err error) {
	if strings.HasPrefix(s, "*,") {
		return set, fmt.Errorf("%q lists more beside every %s", s, f.what)
	}
	for i, part := range strings.Split(s, ",") {
		span, stepText, stepped := strings.Cut(part, "/")
		step := 1
		if stepped {
			step, err = strconv.Atoi(stepText)
			if most := f.high - f.low; err != nil || stepText[0] == '+' || step < 1 || step > most {
				return set, fmt.Errorf("%q is not a step of a %s, which is from 1 to %d", stepText, f.what, most)
			}
		}
		from, to := f.low, f.high
		first, last, ranged := strings.Cut(span, "-")
		if span == "*" && i > 0 && !stepped {
			to = from // an asterisk that is not the first is the lowest value
		}
		if span != "*" {
			if from, err = f.value(first); err != nil {
				return set, err
			}
			switch {
			case ranged:
				if to, err = f.value(last); err != nil {
					return set, err
				}
			case !stepped:
				to = from
			}
		}
		if to < from {
			to += f.high - f.low + 1
		}
		for v := from; v <= to; v += step {
			set[(v-f.low)%(f.high-f.low+1)+f.low] = true
		}
	}
	return set, nil
}

func parseCronDay(s string) (func(time.Time) bool, error) {
	if s == "*" {
		return nil, nil
	}
	body, working := strings.CutSuffix(s, "W")
	nearest := func(d time.Time) time.Time {
		if working {
			return workday(d)
		}
		return d
	}
	if after, isLast := strings.CutPrefix(body, "L"); isLast {
		before := 0
		if after != "" {
			n, err := strconv.Atoi(strings.TrimPrefix(after, "-"))
			if err != nil || after[0] != '-' || n < 1 || n > 30 {
				return nil, fmt.Errorf("%q is not a day before the last of a month, L-1 to L-30", s)
			}
			before = n
		}
		return func(d time.Time) bool {
			last := lastOf(d).AddDate(0, 0, -before)
			return last.Month() == d.Month() && d.Equal(nearest(last))
		}, nil
	}
	if working {
		n, err := cronDay.value(body)
		if err != nil {
			return nil, fmt.Errorf("%q is not a working day of a month", s)
		}
		return func(d time.Time) bool {
			day := time.Date(d.Year(), d.Month(), n, 0, 0, 0, 0, time.UTC)
			return day.Month() == d.Month() && d.Equal(workday(day))
		}, nil
	}
	set, err := cronDay.set(s)
	return func(d time.Time) bool { return set[d.Day()] }, err
}

func lastOf(d time.Time) time.Time {
	return time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC)
}

// workday is the working day nearest to a date within its month.
func workday(d time.Time) time.Time {
	switch d.Weekday() {
	case time.Saturday:
		if d.Day() == 1 {
			return d.AddDate(0, 0, 2)
		}
		return d.AddDate(0, 0, -1)
	case time.Sunday:
		if d.AddDate(0, 0, 1).Month() != d.Month() {
			return d.AddDate(0, 0, -2)
		}
		return d.AddDate(0, 0, 1)
	}
	return d
}

func parseCronWeekday(s string) (func(time.Time) bool, error) {
	if s == "*" {
		return nil, nil
	}
	is := func(d time.Time, weekday int) bool { return int(d.Weekday())+1 == weekday }
	if name, nth, ok := strings.Cut(s, "#"); ok {
		day, err := cronWeekday.value(name)
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(nth)
		if err != nil || nth[0] == '+' || n < 1 || n > 5 {
			return nil, fmt.Errorf("%q is not the first to fifth of a month", nth)
		}
		return func(d time.Time) bool { return is(d, day) && (d.Day()-1)/7+1 == n }, nil
	}
	if s == "L" {
		s = "SAT"
	}
	if name, ok := strings.CutSuffix(s, "L"); ok {
		day, err := cronWeekday.value(name)
		return func(d time.Time) bool { return is(d, day) && d.AddDate(0, 0, 7).Month() != d.Month() }, err
	}
	set, err := cronWeekday.set(s)
	return func(d time.Time) bool { return set[int(d.Weekday())+1] }, err
}

// on says whether the expression fires on a day. When both day fields are
// restricted either one suffices.
func (c *cronSpec) on(d time.Time) bool {
	switch {
	case !c.months[d.Month()]:
		return false
	case c.day == nil && c.weekday == nil:
		return true
	}
	return c.day != nil && c.day(d) || c.weekday != nil && c.weekday(d)
}

// Runs gives the times in a span of days at which an expression fires, none for
// one that is no expression.
func Runs(expr string, from time.Time, days int) []time.Time {
	c, err := parseCron(expr)
	if err != nil {
		return nil
	}
	var out []time.Time
	c.runs(from.UTC().Truncate(24*time.Hour), days, func(t time.Time) bool { out = append(out, t); return true })
	return out
}

// runs calls f with each time in a span of days at which the expression fires,
// until f says that it has seen enough.
func (c *cronSpec) runs(from time.Time, days int, f func(time.Time) bool) {
	for i := range days {
		d := from.AddDate(0, 0, i)
		if !c.on(d) {
			continue
		}
		for h := range 24 {
			for m := range 60 {
				if c.hours[h] && c.minutes[m] && !f(d.Add(time.Duration(h)*time.Hour+time.Duration(m)*time.Minute)) {
					return
				}
			}
		}
	}
}
