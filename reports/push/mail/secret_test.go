package mail_test

import (
	"errors"
	"os"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
)

// Ensure that a password goes into the keychain, that a server without one
// keeps it in a file for its owner alone, and that the environment goes first.
func TestSecrets(t *testing.T) {
	account := mail.Account{Server: "smtp.district.example", User: "office", From: "office@district.example"}
	secrets := mail.Secrets{Folder: t.TempDir()}
	t.Setenv(mail.PasswordVariable, "")

	keyring.MockInitWithError(errors.New("no keychain here"))
	if _, _, err := secrets.Password(account); table.IssueIn(err) == nil || table.IssueIn(err).Code != "mail-password" {
		t.Errorf("without a password: %v", err)
	}
	place, path, err := secrets.Save(account, "ñ p4ss word")
	if err != nil || place != mail.InFile {
		t.Fatalf("saved in %q: %v", place, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info.Mode(), err)
	}
	if password, place, err := secrets.Password(account); err != nil || password != "ñ p4ss word" || place != mail.InFile {
		t.Errorf("%q from %q, %v", password, place, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if password, _, err := secrets.Password(account); err == nil {
		t.Errorf("a file that everybody can read gave %q", password)
	}

	keyring.MockInit()
	if place, _, err := secrets.Save(account, "second"); err != nil || place != mail.InKeychain {
		t.Fatalf("saved in %q: %v", place, err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file with the old password is still there: %v", err)
	}
	if password, place, err := secrets.Password(account); err != nil || password != "second" || place != mail.InKeychain {
		t.Errorf("%q from %q, %v", password, place, err)
	}
	t.Setenv(mail.PasswordVariable, "third")
	if password, place, err := secrets.Password(account); err != nil || password != "third" || place != mail.InVariable {
		t.Errorf("%q from %q, %v", password, place, err)
	}
	t.Setenv(mail.PasswordVariable, "")
	if err := secrets.Forget(account); err != nil {
		t.Fatal(err)
	}
	if _, _, err := secrets.Password(account); err == nil {
		t.Error("it is still there after it was forgotten")
	}
}
