//go:build unix

package recovery

import (
	"os/exec"
	"syscall"
)

// alone gives a command a session without a terminal, so that it asks nobody.
func alone(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
