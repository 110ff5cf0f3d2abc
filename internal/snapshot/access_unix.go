//go:build unix

package snapshot

import (
	"golang.org/x/sys/unix"
)

// canRename says whether files can be renamed from one directory to another. It
// is asked before a write begins, because a rename that is refused in the middle
// would leave the write unfinished until somebody mends the permissions.
func canRename(from, to string) error {
	if err := unix.Access(to, unix.W_OK|unix.X_OK); err != nil {
		return err
	}
	var a, b unix.Stat_t
	if err := unix.Stat(from, &a); err != nil {
		return err
	}
	if err := unix.Stat(to, &b); err != nil {
		return err
	}
	if a.Dev != b.Dev {
		return unix.EXDEV
	}
	return nil
}
