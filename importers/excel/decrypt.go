package excel

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// ErrPassword tells that a workbook cannot be opened by the password given.
var ErrPassword = errors.New("wrong password")

// mostSpins bounds the work that a workbook may ask for to make a key of its
// password; Excel asks for a hundred thousand rounds.
const mostSpins = 10_000_000

var spinCount = regexp.MustCompile(`spinCount="(\d+)"`)

// Decrypt returns the workbook inside one that a password protects. It fails
// with ErrPassword if the password is another, and with other errors if the
// content is no such workbook or is damaged.
func Decrypt(content []byte, password string) (workbook []byte, err error) {
	// The library trusts what it reads.
	defer func() {
		if cause := recover(); cause != nil {
			workbook, err = nil, fmt.Errorf("decrypt: %v", cause)
		}
	}()
	if !bytes.HasPrefix(content, oldMark()) {
		return nil, errors.New("decrypt: not an encrypted workbook")
	}
	for _, asked := range spinCount.FindAllSubmatch(content, -1) {
		if spins, err := strconv.Atoi(string(asked[1])); err != nil || spins > mostSpins {
			return nil, fmt.Errorf("decrypt: %s rounds", asked[1])
		}
	}
	workbook, err = excelize.Decrypt(content, &excelize.Options{Password: password})
	if err != nil {
		return nil, fmt.Errorf("decrypt: %w", err)
	}
	if !bytes.HasPrefix(workbook, zipMark()) {
		return nil, ErrPassword
	}
	return workbook, nil
}

// IsEncrypted reports whether content is a workbook that Decrypt can be asked
// to open: one in the container that a password puts around a new workbook. It
// reads until it knows, at most all.
func IsEncrypted(content io.Reader) bool {
	reader := bufio.NewReaderSize(content, searched)
	head, err := reader.Peek(len(oldMark()))
	if err != nil || !bytes.Equal(head, oldMark()) {
		return false
	}
	package16 := packageName()
	for {
		block, err := reader.Peek(searched)
		if bytes.Contains(block, package16) {
			return true
		}
		if err != nil {
			return false
		}
		// A name may lie across the end of the block.
		if _, err := reader.Discard(len(block) - len(package16)); err != nil {
			return false
		}
	}
}

// searched is how much of a container is searched at once.
const searched = 64 << 10

// packageName is the name of the encrypted workbook in its container, as that
// writes it: two bytes a letter.
func packageName() []byte {
	var name []byte
	for _, letter := range "EncryptedPackage" {
		name = binary.LittleEndian.AppendUint16(name, uint16(letter))
	}
	return name
}
