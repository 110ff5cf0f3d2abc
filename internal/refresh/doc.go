// Package refresh says what a refresh of a snapshot found: what the account has
// that the inventory did not say, what the state lacks, which gaps came and went,
// how old the newest copy of each database is, and how old the snapshot was. It
// is the report and its record; it asks no account and writes no file.
package refresh
