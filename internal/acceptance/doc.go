// Package acceptance asks the real Terraform providers whether the promises of
// a snapshot hold: adopting plans and writes nothing, a second plan is empty,
// an empty account is rebuilt in full, a refresh destroys nothing. It holds
// tests only; the account is a [standin.Server].
//
// The tests need terraform and cloudflare/cloudflare in the versions below.
// CFDR_TERRAFORM_MIRROR names a filesystem mirror that has them; without it the
// registry is asked, and where neither answers the tests are skipped. The
// tests of a recovery run rebuild.sh as it is, which needs bash, curl and jq
// too. -short leaves out the test data of the kinds and the recovery of the
// examples, which take most of the time.
package acceptance
