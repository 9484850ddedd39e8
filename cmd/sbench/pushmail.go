package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) pushMailCommand() *cobra.Command {
	var workspace string
	var account mail.Account
	var encryption string
	var askPassword, asJSON bool
	command := &cobra.Command{
		Use:   "mail -w WORKSPACE",
		Short: "Show or set how mail is sent: server, sender, password",
		Long: `Show how this workspace sends mail, or set what is given: the server, who signs
in, and the sender. Connections to other computers are always encrypted.

With --password the password is read from the terminal or, in a script, from the
standard input. It is kept in the system's keychain and never in the workspace; on
a server without a keychain it is kept in a file that only you can read, or comes
from the environment variable ` + mail.PasswordVariable + `.`,
		Example: `  sbench push mail -w district.schoolbench --server smtp.district.example --user data --from "Data Office <data@district.example>" --password
  sbench push test -w district.schoolbench me@district.example`,
		Args: nothing,
	}
	workspaceFlag(command, &workspace)
	flags := command.Flags()
	flags.StringVar(&account.Server, "server", "", "the mail server's name")
	flags.IntVar(&account.Port, "port", 0, "its port (default 587 with starttls, 465 with tls, 25 without)")
	flags.StringVar(&encryption, "encryption", "", "starttls, tls, or none for a server on this computer")
	flags.StringVar(&account.User, "user", "", "who signs in; empty for nobody")
	flags.StringVar(&account.From, "from", "", "the sender, such as \"Data Office <data@district.example>\"")
	flags.StringVar(&account.ReplyTo, "reply-to", "", "where answers go, if not to the sender")
	flags.StringSliceVar(&account.Domains, "domains", nil, "the district's own mail domains, with commas between (default: the sender's); other addresses are held back")
	flags.IntVar(&account.DailyLimit, "daily-limit", 0, fmt.Sprintf("how many messages may leave in 24 hours (default %d)", mail.DefaultDailyLimit))
	flags.IntVar(&account.PatienceSeconds, "patience", 0, "how many seconds to wait for an answer of the server (default 300 for a message, otherwise 30)")
	flags.BoolVar(&askPassword, "password", false, "set the password too: read from the terminal or the standard input")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		ctx := command.Context()
		changes := askPassword
		for _, name := range []string{"server", "port", "encryption", "user", "from", "reply-to", "domains", "daily-limit", "patience"} {
			changes = changes || flags.Changed(name)
		}
		if !changes {
			return p.reading(ctx, workspace, func(bench *workbench.Workbench) error { return p.showMail(command, bench, asJSON) })
		}
		return p.writing(ctx, workspace, false, func(bench *workbench.Workbench) error {
			kept, _, err := bench.MailAccount(ctx)
			if err != nil {
				return err
			}
			given := account
			given.Encryption = mail.Encryption(encryption)
			for name, take := range map[string]func(){
				"server": func() { kept.Server = given.Server }, "port": func() { kept.Port = given.Port }, "encryption": func() { kept.Encryption = given.Encryption },
				"user": func() { kept.User = given.User }, "from": func() { kept.From = given.From }, "reply-to": func() { kept.ReplyTo = given.ReplyTo },
				"domains": func() { kept.Domains = given.Domains }, "daily-limit": func() { kept.DailyLimit = given.DailyLimit }, "patience": func() { kept.PatienceSeconds = given.PatienceSeconds },
			} {
				if flags.Changed(name) {
					take()
				}
			}
			if err := bench.SaveMailAccount(ctx, kept); err != nil {
				return err
			}
			if askPassword {
				if err := p.savePassword(command.InOrStdin(), kept); err != nil {
					return err
				}
			}
			return p.showMail(command, bench, asJSON)
		})
	})
	return command
}

// askPassword reads a password from the terminal, which does not show it, or,
// in a script, from the standard input.
func (p *program) askPassword(source io.Reader, prompt string) (string, error) {
	line := ""
	if file, is := source.(*os.File); is && term.IsTerminal(int(file.Fd())) {
		fmt.Fprintf(p.stderr, "%s: ", prompt)
		typed, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(p.stderr)
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		line = string(typed)
	} else {
		var err error
		line, err = bufio.NewReader(io.LimitReader(source, 1<<16)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
	}
	password := strings.TrimRight(line, "\r\n")
	if password == "" {
		return "", table.Failed("mail-password", table.Where{}, "No password was given.", "Type it, or send it to the standard input.", nil)
	}
	return password, nil
}

// savePassword reads the password of an account and keeps it.
func (p *program) savePassword(source io.Reader, account mail.Account) error {
	password, err := p.askPassword(source, fmt.Sprintf("Password of %s at %s", account.User, account.Host()))
	if err != nil {
		return err
	}
	place, path, err := mail.Secrets{}.Save(account, password)
	if err == nil {
		p.tellPlace(place, path)
	}
	return err
}

// tellPlace says where a password is kept.
func (p *program) tellPlace(place mail.Place, path string) {
	if place == mail.InFile {
		fmt.Fprintf(p.stderr, "This computer has no keychain for the password, so it is in a file that only you can read: %s\n", path)
		return
	}
	fmt.Fprintf(p.stderr, "The password is in %s.\n", place)
}

func (p *program) pushLockCommand() *cobra.Command {
	var workspace string
	var off bool
	command := &cobra.Command{
		Use:   "lock -w WORKSPACE PUSH",
		Short: "Lock the PDF files of a push with a password (AES-256)",
		Long: `Lock the PDF files of a push with a password (AES-256), which is read from the
terminal or, in a script, from the standard input. It is kept like that of the
mail account. Tell it to the recipients in another way than by mail.`,
		Args: exactly("push"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&off, "off", false, "no longer lock them, and forget the password")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		password := ""
		if !off {
			var err error
			if password, err = p.askPassword(command.InOrStdin(), "Password for the files"); err != nil {
				return err
			}
		}
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			place, path, err := bench.LockPush(command.Context(), args[0], password, mail.Secrets{})
			if err == nil && !off {
				p.tellPlace(place, path)
			}
			return err
		})
	})
	return command
}

func (p *program) showMail(command *cobra.Command, bench *workbench.Workbench, asJSON bool) error {
	account, known, err := bench.MailAccount(command.Context())
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(p.stdout, account)
	}
	if !known {
		fmt.Fprintln(p.stderr, "The workspace does not know how to send mail.")
		return nil
	}
	user := account.User
	if user == "" {
		user = "nobody signs in"
	}
	encryption := account.Encryption
	if encryption == "" {
		encryption = mail.StartTLS
	}
	fmt.Fprintf(p.stdout, "server    %s (%s)\nuser      %s\nfrom      %s\ndomains   %s\nlimit     %d messages in 24 hours\n", account.Host(), encryption, user, account.From, strings.Join(account.OwnDomains(), ", "), account.Limit())
	return nil
}

func (p *program) pushTestCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{Use: "test -w WORKSPACE ADDRESS", Short: "Mail a message without any data to an address, to see whether mail works", Args: exactly("address")}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			outcome, err := bench.TestMail(command.Context(), args[0], workbench.PushOptions{})
			if err != nil {
				return err
			}
			if outcome.State != mail.Sent {
				return table.Failed("mail-test", table.Where{}, fmt.Sprintf("The test message was not taken: %s.", strings.TrimSuffix(outcome.Words, ".")), "Check the address and the mail account, or try again later.", nil)
			}
			fmt.Fprintf(p.stderr, "The server took the message (%s). See whether it arrives.\n", outcome.Words)
			return nil
		})
	})
	return command
}
