package schema

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is accepted and what is not follows github.com/cloudflare/saffron, the
// parser behind Cron Triggers.
func TestIsCron(t *testing.T) {
	accepted := []string{
		"* * * * *", "*/10 * * * *", "0 3 * * *", "0\t3 * *  *", "5-5 0-0 23-23 8-8 *", "59-0 23-0 31-1 12-1 *", "0,59 0,23 1,31 1,12 *",
		"0 16 * * SAT", "0 0 * jan sat-sun", "0 0 * * 7", "0 0 * * 1-7", "0 0 * * L", "0 0 * * 7L", "0 0 * * friL", "0 0 * * SAT#5", "0 0 * * 2#1",
		"0 0 L FEB *", "0 0 L-1 FEB *", "0 0 L-30W * *", "0 0 LW MAY *", "0 0 1W MAY *", "0 0 31W * *", "*/15,30-59/10 0 * * *", "0 20-4/2 * * *",
		"5/15 * * * *", "0 0 */30 */11 */6", "007 * * * *", "5,* * * * *", "5,*/3 * * * *",
	}
	for _, s := range accepted {
		assert.Empty(t, IsCron(s))
	}
	rejected := map[string]string{
		"":                             `it needs five fields, minute, hour, day, month and weekday, and has 0`,
		"* * * *":                      `it needs five fields, minute, hour, day, month and weekday, and has 4`,
		"0 0 3 * * MON":                `it needs five fields, minute, hour, day, month and weekday, and has 6`,
		"@hourly":                      `it needs five fields, minute, hour, day, month and weekday, and has 1`,
		" 0 3 * * *":                   `it begins or ends with a space`,
		"0 3 * * *\n":                  "\"*\\n\" is not a weekday",
		"0 3 * * 0":                    `0 is not a weekday: they count from 1 (Sunday) to 7 (Saturday)`,
		"0 3 * * 0-5":                  `0 is not a weekday: they count from 1 (Sunday) to 7 (Saturday)`,
		"0 3 * * 8":                    `the weekday 8 is not between 1 and 7`,
		"0 3 * * MONDAY":               `"MONDAY" is not a weekday`,
		"0 3 * * MON#6":                `"6" is not the first to fifth of a month`,
		"0 3 * * MON#":                 `"" is not the first to fifth of a month`,
		"0 3 * * 2,3#1":                `"2,3" is not a weekday`,
		"0 3 * * 2-3L":                 `"2-3" is not a weekday`,
		"0 3 * * ?":                    `"?" is not a weekday`,
		"0 3 * * */7":                  `"7" is not a step of a weekday, which is from 1 to 6`,
		"60 * * * *":                   `the minute 60 is not between 0 and 59`,
		"-1 * * * *":                   `"" is not a minute`,
		"+1 * * * *":                   `"+1" is not a minute`,
		"*/0 * * * *":                  `"0" is not a step of a minute, which is from 1 to 59`,
		"*/60 * * * *":                 `"60" is not a step of a minute, which is from 1 to 59`,
		"*/+5 * * * *":                 `"+5" is not a step of a minute, which is from 1 to 59`,
		"*/ * * * *":                   `"" is not a step of a minute, which is from 1 to 59`,
		"*,5 * * * *":                  `"*,5" lists more beside every minute`,
		"*-30 * * * *":                 `"*" is not a minute`,
		"1,,2 * * * *":                 `"" is not a minute`,
		"1. * * * *":                   `"1." is not a minute`,
		"0 24 * * *":                   `the hour 24 is not between 0 and 23`,
		"0 0 0 * *":                    `the day of the month 0 is not between 1 and 31`,
		"0 0 32 * *":                   `the day of the month 32 is not between 1 and 31`,
		"0 0 WL * *":                   `"WL" is not a day of the month`,
		"0 0 W * *":                    `"W" is not a working day of a month`,
		"0 0 32W * *":                  `"32W" is not a working day of a month`,
		"0 0 1,15W * *":                `"1,15W" is not a working day of a month`,
		"0 0 L3 * *":                   `"L3" is not a day before the last of a month, L-1 to L-30`,
		"0 0 L-31 * *":                 `"L-31" is not a day before the last of a month, L-1 to L-30`,
		"0 0 L-0 * *":                  `"L-0" is not a day before the last of a month, L-1 to L-30`,
		"0 0 * 0 *":                    `the month 0 is not between 1 and 12`,
		"0 0 * JANUARY *":              `"JANUARY" is not a month`,
		"0 0 * * SUN-":                 `"" is not a weekday`,
		"99999999999999999999 * * * *": `"99999999999999999999" is not a minute`,
	}
	for s, want := range rejected {
		_, err := parseCron(s)
		assert.EqualError(t, err, want, "%q", s)
	}
}

// days lists the days of a month on which an expression fires.
func days(t *testing.T, expression string, year int, month time.Month) []int {
	t.Helper()
	spec, err := parseCron(expression)
	require.NoError(t, err)
	var out []int
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	spec.runs(first, lastOf(first).Day(), func(at time.Time) bool {
		if !slices.Contains(out, at.Day()) {
			out = append(out, at.Day())
		}
		return true
	})
	return out
}

func TestCronDays(t *testing.T) {
	// May 2027 begins on a Saturday and ends on a Monday.
	for expression, want := range map[string][]int{
		"0 0 * * *":       {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31},
		"0 0 * * 1":       {2, 9, 16, 23, 30},
		"0 0 * * SAT":     {1, 8, 15, 22, 29},
		"0 0 * * L":       {1, 8, 15, 22, 29},
		"0 0 * * FRI-SUN": {1, 2, 7, 8, 9, 14, 15, 16, 21, 22, 23, 28, 29, 30},
		"0 0 * * 6L":      {28},
		"0 0 * * MON#2":   {10},
		"0 0 * * WED#5":   nil,
		"0 0 1 * *":       {1},
		"0 0 L * *":       {31},
		"0 0 L-3 * *":     {28},
		"0 0 LW * *":      {31},
		"0 0 L-1W * *":    {31},
		"0 0 1W * *":      {3},
		"0 0 15W * *":     {14},
		"0 0 16W * *":     {17},
		"0 0 30-2 * *":    {1, 2, 30, 31},
		"0 0 28/2 * *":    {28, 30},
		"0 0 1 JUN *":     nil,
		"0 0 1 4-6/2 *":   nil,
		// Both day fields are restricted: either suffices. A step restricts too.
		"0 0 13 * FRI":   {7, 13, 14, 21, 28},
		"0 0 */15 * MON": {1, 3, 10, 16, 17, 24, 31},
	} {
		assert.Equal(t, want, days(t, expression, 2027, time.May), expression)
	}
	// January 2027 ends on a Sunday, February 2026 has 28 days and ends on a Saturday.
	assert.Equal(t, []int{29}, days(t, "0 0 LW * *", 2027, time.January))
	assert.Equal(t, []int{29}, days(t, "0 0 31W * *", 2027, time.January))
	assert.Equal(t, []int{27}, days(t, "0 0 LW * *", 2026, time.February))
	assert.Nil(t, days(t, "0 0 29 2 *", 2027, time.February))
	assert.Nil(t, days(t, "0 0 L-30 * *", 2027, time.February))
}

func TestCronTimes(t *testing.T) {
	spec, err := parseCron("30/20 22-2/2 * * *")
	require.NoError(t, err)
	var got []string
	spec.runs(referenceYear, 1, func(at time.Time) bool {
		got = append(got, at.Format("15:04"))
		return true
	})
	assert.Equal(t, []string{"00:30", "00:50", "02:30", "02:50", "22:30", "22:50"}, got)
}

func FuzzCron(f *testing.F) {
	for _, s := range []string{"* * * * *", "0 3 * * 0", "*/15,30-59/10 20-4/2 L-3W JAN-mar,12 FRI-SUN", "0 0 1W * 2#1", "0 0 LW * friL", "0 0 31 2 *", "5,* * * * *"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		spec, err := parseCron(s)
		if err != nil {
			require.Nil(t, spec)
			require.NotEmpty(t, IsCron(s))
			return
		}
		require.Empty(t, IsCron(s))
		count := 0
		last := referenceYear.Add(-1)
		spec.runs(referenceYear, 40, func(at time.Time) bool {
			require.True(t, at.After(last), "in order, each once")
			last = at
			count++
			return count < 1000
		})
		for _, set := range []struct {
			cronSet
			cronField
		}{{spec.minutes, cronMinute}, {spec.hours, cronHour}, {spec.months, cronMonth}} {
			i := slices.Index(set.cronSet[:], true)
			require.GreaterOrEqual(t, i, set.low, "no field is empty")
			for v := set.high + 1; v < len(set.cronSet); v++ {
				require.False(t, set.cronSet[v])
			}
		}
	})
}
