// Package acceptance asks the real Terraform providers whether the promises of
// a snapshot hold: adopting plans and writes nothing, a second plan is empty,
// an empty account is rebuilt in full, a refresh destroys nothing. It holds
// tests only; the account is a [standin.Server].
//
// The tests need terraform and cloudflare/cloudflare in the versions below.
// CFDR_TERRAFORM_MIRROR names a filesystem mirror that has them; without it the
// registry is asked, and where neither answers the tests are skipped. All of
// them take six minutes on two processors; -short leaves out the test data of
// the kinds, which is two of these.
package acceptance
