// Package plan compares an inventory with a Terraform state, or with another
// inventory, and shows the difference in the words of `terraform plan`. It
// reads no file and asks nobody.
package plan
