package schema

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestContradiction(t *testing.T) {
	for _, c := range []struct{ cron, says, zone, want string }{
		// Weekdays, in the zone of the description.
		{"0 16 * * SAT", "Sun 2am AEST", "", ""},
		{"0 12 * * SAT", "Sun 10pm AEST", "", "on Saturday (AEST)"},
		{"0 6 * * 3", "Weds 6 UTC", "", "on Tuesday (UTC)"},
		{"0 6 * * 4", "Weds 6 UTC", "", ""},
		{"0 4 * * 1", "Mon 4 UTC", "", "on Sunday (UTC)"},
		{"0 9 * * 2-6", "Mon-Fri 9am UTC", "", ""},
		{"0 9 * * 1-5", "Mon-Fri 9am UTC", "", "on Sunday, Monday, Tuesday, Wednesday and 1 more (UTC)"},
		{"0 9 * * 2-6", "Monday through Friday, 9:00", "", ""},
		{"0 9 * * 2-6", "weekdays at 9 a.m. UTC", "", ""},
		{"0 9 * * 7,1", "weekends 9am UTC", "", ""},
		{"0 9 * * SAT-MON", "Sat to Mon 9am UTC", "", ""},
		{"0 9 * * 2,4", "Mondays and Wednesdays 9am UTC", "", ""},
		{"0 9 * * 2,4", "Mon, Weds & Fri 9am UTC", "", "on Monday, Wednesday (UTC)"},
		{"0 9 * * 7,1", "Sat/Sun 9am UTC", "", ""},
		{"0 3 * * *", "Mondays 3am UTC", "", "on Sunday, Monday, Tuesday, Wednesday and 3 more (UTC)"},
		{"15 6 * * 2#1", "first Monday of the month 6:15 UTC", "", ""},
		{"15 6 * * 2#1", "1st Monday of the month 6:15 UTC", "", ""},
		{"0 6 8-14 * *", "2nd and 4th Monday, 6am UTC", "", "on Sunday, Monday, Tuesday, Wednesday and 3 more (UTC)"},
		{"15 6 * * 2#1", "first Tuesday of the month 6:15 UTC", "", "on Monday (UTC)"},
		// Days of the month.
		{"0 18 1 * *", "1st/mo 4am AEST", "", "on the 2nd (AEST)"},
		{"0 18 L * *", "1st of the month, 4am AEST", "", ""},
		{"30 7 1 * *", "1st, 07:30 UTC", "", ""},
		{"0 16 1 * *", "monthly 1st 16 UTC", "", ""},
		{"0 0 1,15 * *", "the 1st and 15th, midnight UTC", "", ""},
		{"0 0 1-5 * *", "1st to 5th at midnight UTC", "", ""},
		{"0 0 1-5 * *", "1st–4th at midnight UTC", "", "on the 1st, 2nd, 3rd, 4th and 1 more (UTC)"},
		{"0 0 */2 * *", "every 2nd day", "", ""},
		{"0 */3 * * *", "every 3rd hour", "", ""},
		{"0 9 LW * *", "1st business day before the month ends", "", ""},
		{"0 0 22 * *", "the 23rd", "", "on the 22nd (UTC)"},
		{"0 0 11 * *", "the 12th", "", "on the 11th (UTC)"},
		// Hours.
		{"0 20 * * *", "daily 6am AEST", "", ""},
		{"0 20 * * *", "daily 7am AEST", "", "at 06:00 (AEST)"},
		{"0 2 * * *", "daily 12pm AEST", "", ""},
		{"0 14 * * *", "12am AEST", "", ""},
		{"0 14 * * *", "midnight AEST", "", ""},
		{"0 12 * * *", "noon", "", ""},
		{"30 2 * * *", "2am UTC", "", ""},
		{"30 2 * * *", "2:15am UTC", "", "at 02:30 (UTC)"},
		{"30 22 * * *", "10:30 pm UTC", "", ""},
		{"30 10 * * *", "10.30am UTC", "", ""},
		{"30 22 * * *", "10:30 p.m. UTC", "", ""},
		{"0 9 * * *", "0900 UTC", "", ""},
		{"0 9 * * *", "9h UTC", "", ""},
		{"0 2,14 * * *", "2am and 2pm UTC", "", ""},
		{"0 16 * * *", "2am aest", "", ""},
		{"0 16 * * *", "02:00 UTC+10", "", ""},
		{"0 16 * * *", "02:00 +10:00", "", ""},
		{"30 20 * * *", "2am +05:30", "", ""},
		{"0 16 * * *", "2am Australia/Brisbane", "", ""},
		{"0 16 * * *", "daily 2am", "Australia/Brisbane", ""},
		{"0 16 * * *", "daily 2am", "Australia/Sydney", "at 02:00, 03:00 (Australia/Sydney)"},
		{"0 9 * * MON", "Mon 10am", "CET", ""},
		{"0 16 * * SAT", "Sun 2am AEST (Sat 4pm UTC)", "", ""},
		{"0 15 * * SAT", "Sun 2am AEST (Sat 4pm UTC)", "", "at 01:00 (AEST)"},
		{"0 0-9 * * *", "5am UTC", "", "at 00:00, 01:00, 02:00, 03:00 and 6 more (UTC)"},
		// What claims nothing that can be compared.
		{"0 */6 * * *", "every 6hr", "", ""},
		{"0 */6 * * *", "every 6 hours", "", ""},
		{"0 */6 * * *", "every 6h UTC", "", ""},
		{"0 9-17 * * *", "hourly from 9am to 5pm UTC", "", ""},
		{"0 9-17 * * *", "hourly, 9am–5pm UTC", "", ""},
		{"0 9-17 * * *", "hourly between 9am and 5pm UTC", "", ""},
		{"0 14 * * *", "daily 9am EST", "", ""},
		{"0 16 * * *", "2am Sydney time", "", ""},
		{"0 16 * * *", "2am local", "", ""},
		{"0 9 * * 2-7", "every day except Sunday, 9am UTC", "", ""},
		{"0 3 * * *", "", "", ""},
		{"0 3 * * *", "nightly", "", ""},
		{"0 3 * * *", "monthly, in may or the month after; saturated", "", ""},
		{"0 3 * * 0", "Sun 4am", "", ""},
	} {
		got := (&Schedule{Cron: c.cron, Says: c.says, TimeZone: c.zone}).contradiction()
		want := c.want
		if want != "" {
			want = quote(c.cron) + " runs " + want + "; the description says " + quote(c.says) + "."
		}
		assert.Equal(t, want, got, "%q says %q", c.cron, c.says)
	}
}

func TestTimeZones(t *testing.T) {
	for _, s := range []string{"UTC", "aest", "CET", "Z", "+10:00", "-0330", "+5", "UTC+10", "gmt-3", "Australia/Sydney", "America/New_York"} {
		assert.Empty(t, isTimeZone(s), s)
	}
	for _, s := range []string{"", "EST", "IST", "Sydney", "+15:00", "+10:60", "+", "Nowhere/City", "../etc/passwd", "/etc/localtime", "Local/../x"} {
		assert.NotEmpty(t, isTimeZone(s), s)
	}
}

func FuzzSays(f *testing.F) {
	f.Add("0 16 * * SAT", "Sun 2am AEST (Sat 4pm UTC)", "")
	f.Add("0 9-17 1 * *", "1st to 3rd, 9am–5pm Mon-Fri", "Australia/Sydney")
	f.Add("*/5 * * * *", "2nd and 4th Monday every 3rd hour to midnight", "+10:00")
	f.Fuzz(func(_ *testing.T, cron, says, zone string) {
		(&Schedule{Cron: cron, Says: says, TimeZone: zone}).contradiction()
	})
}
