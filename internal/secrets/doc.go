// Package secrets finds what looks like a secret in the code of workers and in
// what else an account tells, and can put a word in its place. It tells where
// something was found and by which rule, never what was found; it asks nobody
// whether a secret still opens anything.
package secrets
