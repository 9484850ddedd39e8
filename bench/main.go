package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string) error {
	if len(arguments) == 0 {
		return fmt.Errorf("say what to do: peers or oracle")
	}
	flags := flag.NewFlagSet(arguments[0], flag.ContinueOnError)
	rows := flags.Int("rows", 10_000_000, "peers: how many rows")
	rounds := flags.Int("rounds", 7, "peers: how often each is run; the median counts")
	cases := flags.Int("cases", 25, "oracle: how many tables, with 20 cross-tabs each")
	if err := flags.Parse(arguments[1:]); err != nil {
		return err
	}
	switch arguments[0] {
	case "peers":
		return comparePeers(ctx, *rows, *rounds)
	case "oracle":
		return checkOracle(ctx, *cases)
	}
	return fmt.Errorf("there is no %q: say peers or oracle", arguments[0])
}
