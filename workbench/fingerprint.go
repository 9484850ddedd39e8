package workbench

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/schoolbench/schoolbench/importers"
)

// fingerprint is the SHA-256 of the source in hexadecimal, and its size.
func fingerprint(ctx context.Context, source importers.Source) (hash string, size int64, err error) {
	content, err := source.Open()
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	digest := sha256.New()
	buffer := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return "", 0, err
		}
		n, err := content.Read(buffer)
		digest.Write(buffer[:n])
		size += int64(n)
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(digest.Sum(nil)), size, nil
		}
		if err != nil {
			return "", 0, fmt.Errorf("read %s: %w", source.Name(), err)
		}
	}
}
