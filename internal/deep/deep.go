// Package deep decides how many cases the tests run. By default a test runs the
// cases that find most mistakes in little time, so that go test ./... takes two
// minutes of CPU; with the environment variable [Env] set it runs all of them,
// as .ci/run does. Only tests import it.
package deep

import (
	"os"
	"strconv"
	"testing"
)

// Env is the environment variable that turns on all cases. Any value does; a
// number greater than 1 is also the number of random cases, see [Random].
const Env = "CFDR_DEEP"

// Enabled reports whether all cases are to run.
func Enabled() bool { return os.Getenv(Env) != "" }

// Count returns the number of cases to run: few by default, all in deep mode.
func Count(few, all int) int {
	if Enabled() {
		return all
	}
	return few
}

// Random returns the number of random cases to run, of which there is no end:
// few by default, many in deep mode, and N with CFDR_DEEP=N.
func Random(few, many int) int {
	if n, err := strconv.Atoi(os.Getenv(Env)); err == nil && n > 1 {
		return n
	}
	return Count(few, many)
}

// Sample returns the cases to run: n of them, spread evenly over the list, by
// default, and the whole list in deep mode.
func Sample[T any](list []T, n int) []T { return spread(list, Count(n, len(list))) }

// Part is [Sample] for a list of which even deep mode runs no more than many:
// N of it with CFDR_DEEP=N.
func Part[T any](list []T, few, many int) []T { return spread(list, Random(few, many)) }

func spread[T any](list []T, n int) []T {
	if n >= len(list) {
		return list
	}
	out := make([]T, n)
	for i := range out {
		out[i] = list[i*len(list)/n]
	}
	return out
}

// Require skips the test unless deep mode is on, and says how to run it.
func Require(t testing.TB) {
	t.Helper()
	if !Enabled() {
		t.Skipf("slow; run it with %s=1 go test -run '^%s$'", Env, t.Name())
	}
}
