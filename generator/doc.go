// Package generator turns an inventory into the files of a snapshot: Terraform
// configuration for one target, and the document of what that target cannot
// hold. It is pure: the same inventory gives the same bytes. It reads no file,
// no clock and no environment, and knows no kind by name; what it has to know
// of one stands in the kind's value.
package generator
