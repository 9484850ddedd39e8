package workbench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/internal/disk"
	"github.com/schoolbench/schoolbench/table"
)

// Fetched is a file that came from somewhere else than a disk: the web, the
// clipboard, another program. It lies in a private folder of its own until it
// is closed. Path may be given to everything that takes the path of a file.
type Fetched struct {
	Path    string
	scratch *disk.Scratch
}

// Close removes the file. It may be called more than once. Should the program
// end without it, the next one does.
func (f *Fetched) Close() error { return f.scratch.Remove() }

// FetchOptions bound a download. The zero value is for ordinary use.
type FetchOptions struct {
	// MostBytes is how large the file may be; 0 is a gigabyte.
	MostBytes int64
	// Patience is how long the other side may be silent; 0 is half a minute.
	Patience time.Duration
	// Progress may be nil.
	Progress func(Progress)
}

const (
	mostFetched    = 1 << 30
	patience       = 30 * time.Second
	mostRedirected = 10
)

// IsLink reports whether a text is the address of something on the web rather
// than the path of a file.
func IsLink(text string) bool {
	address, err := url.Parse(strings.TrimSpace(text))
	return err == nil && (strings.EqualFold(address.Scheme, "http") || strings.EqualFold(address.Scheme, "https")) && address.Host != ""
}

// PlainLink is a link as it may be shown, written down and sent on: without the
// name, the password and the query, which may let in whoever has them. Other
// texts come back as they are, failed addresses as far as the query.
func PlainLink(link string) string {
	if !IsLink(link) {
		if at := strings.IndexAny(link, "?#"); at >= 0 && strings.Contains(link[:at], "://") {
			return link[:at]
		}
		return link
	}
	address, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return ""
	}
	return (&url.URL{Scheme: address.Scheme, Host: address.Host, Path: address.Path, RawPath: address.RawPath}).String()
}

// Fetch downloads a file from an address that begins with http or https. A link
// to a Google spreadsheet becomes that of its export as a workbook. Errors are
// *table.Issue and say what to do.
func Fetch(ctx context.Context, link string, options FetchOptions) (*Fetched, error) {
	where := table.Where{File: PlainLink(link)}
	address, err := url.Parse(strings.TrimSpace(link))
	if err != nil || !IsLink(link) {
		return nil, table.Failed("link-unusable", where, "This is not an address on the web.", "It should begin with https://, as the browser shows it.", errors.Unwrap(err))
	}
	exported := exportLink(address)
	if options.MostBytes <= 0 {
		options.MostBytes = mostFetched
	}
	if options.Patience <= 0 {
		options.Patience = patience
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	silence := time.AfterFunc(options.Patience, func() { cancel(errSilent) })
	defer silence.Stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, exported.String(), nil)
	if err != nil {
		return nil, table.Failed("link-unusable", where, "This is not an address on the web.", "It should begin with https://, as the browser shows it.", errors.Unwrap(err))
	}
	request.Header.Set("User-Agent", "Schoolbench")
	response, err := fetchClient().Do(request)
	if err != nil {
		return nil, linkFailure(ctx, where, err)
	}
	defer response.Body.Close() //nolint:errcheck // only read
	if issue := checkResponse(where, response, exported.String() != address.String(), options.MostBytes); issue != nil {
		return nil, issue
	}
	body := &watchedBody{source: response.Body, heard: func() { silence.Reset(options.Patience) }}
	if options.Progress != nil {
		body.progress = func(n int64) {
			done := -1.0
			if response.ContentLength > 0 {
				done = float64(n) / float64(response.ContentLength)
			}
			options.Progress(Progress{Step: "Fetching " + address.Host, Done: done})
		}
	}
	fetched, err := keep(nameOf(response), io.LimitReader(body, options.MostBytes+1))
	switch {
	case err != nil:
		return nil, linkFailure(ctx, where, err)
	case body.read > options.MostBytes:
		return nil, errors.Join(tooLarge(where, options.MostBytes), fetched.Close())
	case body.read == 0:
		return nil, errors.Join(table.Failed("link-empty", where, "There is nothing at this address.", "Open it in the browser and see whether it downloads the file you mean.", nil), fetched.Close())
	case response.ContentLength > body.read:
		return nil, errors.Join(table.Failed("link-cut-short", where, "The connection ended before all of the file had come.", "Try again.", nil), fetched.Close())
	}
	return fetched, nil
}

var errSilent = errors.New("the other side is silent")

// fetchClient is a client that trusts a redirect only if it does not leave
// encryption behind.
func fetchClient() *http.Client {
	return &http.Client{CheckRedirect: func(request *http.Request, via []*http.Request) error {
		if len(via) >= mostRedirected {
			return errRedirects
		}
		if request.URL.Scheme != "https" && via[len(via)-1].URL.Scheme == "https" {
			return errPlain
		}
		if request.URL.Scheme != "https" && request.URL.Scheme != "http" {
			return errRedirects
		}
		return nil
	}}
}

var (
	errRedirects = errors.New("redirected too often")
	errPlain     = errors.New("redirected to an address without encryption")
)

// linkFailure puts into words why nothing came.
func linkFailure(ctx context.Context, where table.Where, err error) error {
	if issue := table.IssueIn(err); issue != nil {
		return err
	}
	if whole := (*url.Error)(nil); errors.As(err, &whole) {
		err = whole.Err // it would name the link with its query
	}
	var unknownHost *net.DNSError
	var ours *fs.PathError // a file on this computer
	switch {
	case errors.Is(context.Cause(ctx), errSilent):
		return table.Failed("link-timed-out", where, "The other side does not answer.", "Try again later, or download the file in the browser and import that.", err)
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &ours):
		issue := Problem(err)
		issue.Where = where
		return &issue
	case errors.Is(err, errRedirects):
		return table.Failed("link-unusable", where, "The address leads from one to another without end.", "Open it in the browser, download the file there and import that.", err)
	case errors.Is(err, errPlain):
		return table.Failed("link-unusable", where, "The address leads on to one without encryption, where others could read along.", "Ask whoever publishes the file for an address that begins with https://.", err)
	case errors.As(err, &unknownHost):
		return table.Failed("link-unreachable", where, "There is no such place on the web, or this computer has no connection.", "Check the address and the connection.", err)
	}
	return table.Failed("link-unreachable", where, "The file could not be fetched.", "Check the connection; some schools' networks block addresses. Or download the file in the browser and import that.", err)
}

// checkResponse sees that a file has come, and not a page about it.
func checkResponse(where table.Where, response *http.Response, exported bool, most int64) *table.Issue {
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	const signIn = "The file is shown only to whoever signs in."
	const share = "Share it with anyone who has the link, or download it in the browser and import that."
	switch code := response.StatusCode; {
	case code == http.StatusUnauthorized || code == http.StatusForbidden,
		strings.HasPrefix(response.Request.URL.Host, "accounts.google."),
		exported && kind == "text/html":
		return table.Failed("link-needs-sign-in", where, signIn, share, nil)
	case code == http.StatusNotFound || code == http.StatusGone:
		return table.Failed("link-missing", where, "There is no file at this address any more.", "Look for the new address.", nil)
	case code != http.StatusOK:
		return table.Failed("link-refused", where, fmt.Sprintf("The other side answered %q instead of sending a file.", response.Status), "Try again later, or download the file in the browser and import that.", nil)
	case response.ContentLength > most:
		return tooLarge(where, most)
	}
	return nil
}

func tooLarge(where table.Where, most int64) *table.Issue {
	return table.Failed("link-too-large", where, fmt.Sprintf("The file is larger than %s megabytes.", table.FormatNumber(float64(most>>20), 0)),
		"Download it in the browser and import the file, or ask for a part of it.", nil)
}

// watchedBody counts what comes and tells that something came.
type watchedBody struct {
	source   io.Reader
	read     int64
	heard    func()
	progress func(int64)
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.source.Read(p)
	b.read += int64(n)
	b.heard()
	if b.progress != nil && n > 0 {
		b.progress(b.read)
	}
	return n, err
}

// keep writes what comes into a file of this name in a folder of its own.
func keep(name string, source io.Reader) (fetched *Fetched, err error) {
	scratch, err := disk.NewScratch()
	if err != nil {
		return nil, err
	}
	fetched = &Fetched{Path: filepath.Join(scratch.Path(), name), scratch: scratch}
	defer func() {
		if err != nil {
			err = errors.Join(err, fetched.Close())
			fetched = nil
		}
	}()
	file, err := os.OpenFile(fetched.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fetched, err
	}
	_, err = io.Copy(file, source)
	return fetched, errors.Join(err, file.Close())
}

// nameOf is the name of the file that a response holds: the one it was sent
// under, or else the last part of the address.
func nameOf(response *http.Response) string {
	_, parameters, _ := mime.ParseMediaType(response.Header.Get("Content-Disposition"))
	name := safeName(parameters["filename"])
	if name == "" {
		name = safeName(path.Base(response.Request.URL.Path))
	}
	if name == "" {
		name = safeName(response.Request.URL.Hostname())
	}
	if filepath.Ext(name) == "" {
		kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
		name += map[string]string{
			"text/csv": ".csv", "text/tab-separated-values": ".tsv", "text/html": ".html", "application/zip": ".zip",
			"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx", "application/vnd.ms-excel": ".xls",
			"application/vnd.oasis.opendocument.spreadsheet": ".ods",
		}[kind]
	}
	return name
}

// safeName makes a text of others' usable as a file's name: no folders, no
// characters that a system refuses. Empty is for what leaves nothing.
func safeName(text string) string {
	text = text[strings.LastIndexAny(text, `/\`)+1:]
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(text, "_"))
	name = strings.TrimLeft(strings.TrimSpace(name), ".")
	if runes := []rune(name); len(runes) > 120 {
		name = string(runes[len(runes)-120:])
	}
	return strings.TrimSpace(name)
}

var (
	sheetLink     = regexp.MustCompile(`^/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)(?:/|$)`)
	publishedLink = regexp.MustCompile(`^/spreadsheets/(?:u/\d+/)?d/e/([A-Za-z0-9_-]+)(?:/|$)`)
)

// exportLink turns the address of a Google spreadsheet, as the browser shows
// it, into that of its export as a workbook with all of its sheets. Other
// addresses, and those of an export, stay as they are.
func exportLink(address *url.URL) *url.URL {
	if !strings.EqualFold(address.Hostname(), "docs.google.com") {
		return address
	}
	exported := url.URL{Scheme: "https", Host: "docs.google.com"}
	if found := publishedLink.FindStringSubmatch(address.Path); found != nil {
		if address.Query().Has("output") && !strings.EqualFold(address.Query().Get("output"), "html") {
			return address
		}
		exported.Path, exported.RawQuery = "/spreadsheets/d/e/"+found[1]+"/pub", "output=xlsx"
		return &exported
	}
	found := sheetLink.FindStringSubmatch(address.Path)
	if found == nil || strings.HasSuffix(address.Path, "/export") || strings.HasSuffix(address.Path, "/gviz/tq") {
		return address
	}
	exported.Path, exported.RawQuery = "/spreadsheets/d/"+found[1]+"/export", "format=xlsx"
	return &exported
}

// Paste makes a file of a range that was copied in a spreadsheet: lines of
// values with tabs between them, values with tabs, quotes or line ends in them
// in quotes.
func Paste(text string) (*Fetched, error) {
	if strings.TrimSpace(text) == "" {
		return nil, table.Failed("clipboard-empty", table.Where{}, "There is no text on the clipboard.", "Copy a range of cells in the spreadsheet first, then paste again.", nil)
	}
	return keep("Clipboard.tsv", strings.NewReader(text))
}

// Receive makes a file of what another program sends.
func Receive(source io.Reader, name string) (*Fetched, error) {
	fetched, err := keep(name, source)
	if err != nil {
		return nil, fmt.Errorf("receive %s: %w", name, err)
	}
	return fetched, nil
}
