// Command cfdr keeps a disaster-recovery snapshot of a Cloudflare account.
package main

import (
	"os"

	"github.com/cfdr/cfdr/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System()))
}
