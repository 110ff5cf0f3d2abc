package schema

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A cronSpec is an expression as Cloudflare reads it: five fields in UTC, with
// weekdays from 1 (Sunday) to 7 (Saturday), L for the last, W for the nearest
// working day and # for the nth of a month.
//
// Source: developers.cloudflare.com/workers/configuration/cron-triggers.
type cronSpec struct {
	minutes, hours, months [60]bool
	// day and weekday say whether a date is one of the field's.
	day, weekday       func(time.Time) bool
	anyDay, anyWeekday bool
}

var (
	monthNames   = []string{"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"}
	weekdayNames = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
)

// IsCron takes a cron expression that Cloudflare takes.
func IsCron(s string) string {
	if _, err := parseCron(s); err != nil {
		return fmt.Sprintf("Cloudflare rejects the cron expression %q: %v.", s, err)
	}
	return ""
}

func parseCron(s string) (*cronSpec, error) {
	f := strings.Fields(s)
	if len(f) != 5 {
		return nil, fmt.Errorf("it has %d fields instead of five: minute, hour, day, month, weekday", len(f))
	}
	spec := new(cronSpec)
	var err error
	if spec.minutes, err = cronSet(f[0], "minute", 0, 59, nil); err != nil {
		return nil, err
	}
	if spec.hours, err = cronSet(f[1], "hour", 0, 23, nil); err != nil {
		return nil, err
	}
	if spec.months, err = cronSet(f[3], "month", 1, 12, monthNames); err != nil {
		return nil, err
	}
	if spec.day, err = cronDay(f[2]); err != nil {
		return nil, err
	}
	if spec.weekday, err = cronWeekday(f[4]); err != nil {
		return nil, err
	}
	spec.anyDay = strings.HasPrefix(f[2], "*")
	spec.anyWeekday = strings.HasPrefix(f[4], "*")
	return spec, nil
}

// cronSet reads a list of numbers, ranges and steps.
func cronSet(s, what string, low, high int, names []string) (set [60]bool, err error) {
	number := func(t string) (int, error) {
		for i, n := range names {
			if strings.EqualFold(t, n) {
				return i + low, nil
			}
		}
		n, err := strconv.Atoi(t)
		if err != nil || strings.HasPrefix(t, "+") || strings.HasPrefix(t, "-") {
			return 0, fmt.Errorf("%q is not a %s", t, what)
		}
		if n < low || n > high {
			if what == "weekday" && n == 0 {
				return 0, fmt.Errorf("0 is not a weekday: they count from 1 (Sunday) to 7 (Saturday)")
			}
			return 0, fmt.Errorf("the %s %d is not between %d and %d", what, n, low, high)
		}
		return n, nil
	}
	for _, part := range strings.Split(s, ",") {
		span, stepText, stepped := strings.Cut(part, "/")
		step := 1
		if stepped {
			if step, err = strconv.Atoi(stepText); err != nil || step < 1 || step > high {
				return set, fmt.Errorf("%q is not a step of a %s", stepText, what)
			}
		}
		from, to := low, high
		if span != "*" {
			a, b, ranged := strings.Cut(span, "-")
			if from, err = number(a); err != nil {
				return set, err
			}
			switch {
			case ranged:
				if to, err = number(b); err != nil {
					return set, err
				}
				if to < from {
					return set, fmt.Errorf("the %s range %s runs backwards", what, span)
				}
			case !stepped:
				to = from
			}
		}
		for i := from; i <= to; i += step {
			set[i] = true
		}
	}
	return set, nil
}

func cronDay(s string) (func(time.Time) bool, error) {
	switch {
	case s == "L":
		return func(d time.Time) bool { return d.AddDate(0, 0, 1).Day() == 1 }, nil
	case s == "LW" || s == "WL":
		return func(d time.Time) bool { return d.Equal(workday(lastOf(d))) }, nil
	case strings.HasSuffix(s, "W"):
		n, err := strconv.Atoi(strings.TrimSuffix(s, "W"))
		if err != nil || n < 1 || n > 31 {
			return nil, fmt.Errorf("%q is not a working day of a month", s)
		}
		return func(d time.Time) bool {
			near := time.Date(d.Year(), d.Month(), n, 0, 0, 0, 0, time.UTC)
			return near.Month() == d.Month() && d.Equal(workday(near))
		}, nil
	}
	set, err := cronSet(s, "day of month", 1, 31, nil)
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

func cronWeekday(s string) (func(time.Time) bool, error) {
	if name, nth, ok := strings.Cut(s, "#"); ok {
		set, err := cronSet(name, "weekday", 1, 7, weekdayNames)
		n, nerr := strconv.Atoi(nth)
		if err != nil {
			return nil, err
		}
		if nerr != nil || n < 1 || n > 5 {
			return nil, fmt.Errorf("%q is not the first to fifth of a month", nth)
		}
		return func(d time.Time) bool { return set[int(d.Weekday())+1] && (d.Day()-1)/7+1 == n }, nil
	}
	if s == "L" {
		s = "7"
	} else if name, ok := strings.CutSuffix(s, "L"); ok {
		set, err := cronSet(name, "weekday", 1, 7, weekdayNames)
		return func(d time.Time) bool { return set[int(d.Weekday())+1] && d.AddDate(0, 0, 7).Month() != d.Month() }, err
	}
	set, err := cronSet(s, "weekday", 1, 7, weekdayNames)
	return func(d time.Time) bool { return set[int(d.Weekday())+1] }, err
}

// runs lists when the expression fires in a span of days. When both day fields
// are restricted either one suffices.
func (c *cronSpec) runs(from time.Time, days int) []time.Time {
	var out []time.Time
	for i := range days {
		d := from.AddDate(0, 0, i)
		if !c.months[int(d.Month())] {
			continue
		}
		day, weekday := c.day(d), c.weekday(d)
		if hit := day && weekday || !c.anyDay && !c.anyWeekday && (day || weekday); !hit {
			continue
		}
		for h := range 24 {
			if !c.hours[h] {
				continue
			}
			for m := range 60 {
				if c.minutes[m] {
					out = append(out, d.Add(time.Duration(h)*time.Hour+time.Duration(m)*time.Minute))
				}
			}
		}
	}
	return out
}
