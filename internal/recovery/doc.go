// Package recovery runs the recreation scripts of a snapshot as a person does
// on the bad day: the files that cfdr writes, with the bash, curl and jq of the
// machine, against an account that a [standin.Server] keeps. It proves that the
// scripts bring back what is theirs, that a second run and a healthy account
// are left as they are, that they can be stopped and refused at any request,
// that what is in a name or a secret stays data, and that nothing is written to
// the wrong account.
//
// It holds tests only, and is a folder of its own because it starts processes,
// which the tests of the generator do not, and needs no Terraform, which those
// of internal/acceptance do: rebuild.sh is tested there. Where bash, curl or jq
// is missing the tests are skipped and say so. Most of their time goes into
// starting jq; CFDR_DEEP=1 runs the slow ones too.
package recovery
