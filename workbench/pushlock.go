package workbench

import (
	"context"
	"strings"

	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
)

// LockPush makes a push lock its PDF files with a password from now on, and
// says where the password is kept; with an empty password it no longer does.
// Recipients have to be told the password in another way than by mail.
func (b *Workbench) LockPush(ctx context.Context, name, password string, secrets mail.Secrets) (mail.Place, string, error) {
	plan, err := b.Push(ctx, name)
	if err != nil {
		return mail.Nowhere, "", err
	}
	const least = 8
	if password != "" && len([]rune(password)) < least {
		return mail.Nowhere, "", table.Failed("push-password", table.Where{}, "The password is too short to keep anybody out.", "Use at least 8 characters, or several words.", nil)
	}
	const most = 127 // bytes, which is what PDF takes
	if len(password) > most {
		return mail.Nowhere, "", table.Failed("push-password", table.Where{}, "The password is longer than a PDF file takes.", "Use at most 127 characters, fewer with accents.", nil)
	}
	plan.Locked = password != ""
	if err := b.SavePush(ctx, plan); err != nil {
		return mail.Nowhere, "", err
	}
	if password == "" {
		return mail.Nowhere, "", secrets.ForgetNamed(b.lockName(plan.Name))
	}
	return secrets.SaveNamed(b.lockName(plan.Name), password)
}

// lockName is the name of a push's password among those of other workspaces.
func (b *Workbench) lockName(name string) string { return b.Path() + " " + strings.ToLower(name) }
