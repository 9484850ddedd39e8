package mail

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/zalando/go-keyring"

	"github.com/schoolbench/schoolbench/table"
)

// PasswordVariable is the environment variable that holds the password on a
// server without a keychain. It goes before every other place.
const PasswordVariable = "SCHOOLBENCH_MAIL_PASSWORD"

// keychainService is the name under which the keychain lists the password.
const keychainService = "Schoolbench mail"

// Secrets keeps passwords of mail accounts, and of files that are sent: in the system's keychain, or in
// files where there is none.
type Secrets struct {
	// Folder is where files with passwords are kept; empty is a folder of the
	// person's own configuration.
	Folder string
}

// Place says where a password is.
type Place string

// The places of a password.
const (
	Nowhere    Place = ""
	InKeychain Place = "the system's keychain"
	InFile     Place = "a file that only you can read"
	InVariable Place = "the environment variable " + PasswordVariable
)

// Save keeps the password of an account. It says where: a server without a
// keychain keeps it in a file with mode 0600 at the path that is returned.
func (s Secrets) Save(account Account, password string) (Place, string, error) {
	return s.save(account.key(), password)
}

// SaveNamed keeps a password that is not of an account, such as that of a
// push's files, as Save does.
func (s Secrets) SaveNamed(name, password string) (Place, string, error) {
	return s.save("named "+name, password)
}

// Named returns a password that SaveNamed kept; empty if there is none.
func (s Secrets) Named(name string) (string, error) {
	password, _, err := s.find("named " + name)
	return password, err
}

// ForgetNamed removes a password that SaveNamed kept.
func (s Secrets) ForgetNamed(name string) error { return s.forget("named " + name) }

func (s Secrets) save(key, password string) (Place, string, error) {
	if err := keyring.Set(keychainService, key, password); err == nil {
		return InKeychain, "", s.remove(key)
	}
	path, err := s.path(key)
	if err != nil {
		return Nowhere, "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Nowhere, "", err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".mail-*") // with mode 0600
	if err != nil {
		return Nowhere, "", err
	}
	_, err = file.WriteString(password + "\n")
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return Nowhere, "", errors.Join(err, os.Remove(file.Name()))
	}
	return InFile, path, nil
}

// Password returns the password of an account and where it was. That there is
// none is the issue mail-password.
func (s Secrets) Password(account Account) (string, Place, error) {
	if password, set := os.LookupEnv(PasswordVariable); set && password != "" {
		return password, InVariable, nil
	}
	password, place, err := s.find(account.key())
	if err == nil && place == Nowhere {
		err = table.Failed("mail-password", table.Where{}, fmt.Sprintf("There is no password for %s at %s.", account.User, account.Host()),
			fmt.Sprintf("Set it with sbench push mail --password, or in the environment variable %s.", PasswordVariable), nil)
	}
	return password, place, err
}

// find looks in the keychain and then for a file. That there is neither is
// Nowhere and no error.
func (s Secrets) find(key string) (string, Place, error) {
	if password, err := keyring.Get(keychainService, key); err == nil {
		return password, InKeychain, nil
	}
	path, err := s.path(key)
	if err != nil {
		return "", Nowhere, err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", Nowhere, nil
	}
	if err != nil {
		return "", Nowhere, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", Nowhere, table.Failed("mail-password", table.Where{File: path}, "Others on this computer can read the file with the password, so it is not used.",
			"Set the password anew, and change it wherever else it is used.", nil)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", Nowhere, err
	}
	return string(bytes.TrimRight(content, "\r\n")), InFile, nil
}

// Forget removes the password of an account from wherever it was saved.
func (s Secrets) Forget(account Account) error { return s.forget(account.key()) }

func (s Secrets) forget(key string) error {
	// Without a keychain there is nothing in it to forget.
	_ = keyring.Delete(keychainService, key)
	return s.remove(key)
}

func (s Secrets) remove(key string) error {
	path, err := s.path(key)
	if err != nil {
		return nil // without a folder there is no file
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// key is the name of an account in a keychain.
func (a Account) key() string { return a.User + "@" + a.Host() }

func (s Secrets) path(key string) (string, error) {
	folder := s.Folder
	if folder == "" {
		configuration, err := os.UserConfigDir()
		if err != nil {
			return "", err
		}
		folder = filepath.Join(configuration, "schoolbench")
	}
	return filepath.Join(folder, fmt.Sprintf("%x.password", sha256.Sum256([]byte(key)))), nil
}
