// Command sbench does the work of Schoolbench without a window: on schedules,
// on servers and in tests. Its commands, flags and exit codes are a contract.
//
// It builds without cgo and imports no Fyne.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	// The first Ctrl+C asks the work to stop and leave the workspace as it
	// was; a second one ends the program at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(Run(ctx, os.Args[1:], os.Stdout, os.Stderr, time.Now))
}
