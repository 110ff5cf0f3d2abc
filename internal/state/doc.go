// Package state reads what Terraform remembers: a state file of format 4, and
// what `terraform show -json` prints of a state or of a plan. It does not know
// what a resource means, and never writes one.
package state
