package mail

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Message is one message to one address.
type Message struct {
	// ID stands in the Message-ID header and stays the same however often the
	// message is tried, so that a mail system can tell that it has it.
	ID      string
	To      string // one address
	Subject string
	// Text is the words, paragraphs with an empty line between them. They are
	// sent as plain text and as a simple page.
	Text        string
	Language    string // "en", "es"
	Date        time.Time
	Attachments []Attachment
}

// Attachment is a file that goes with a message.
type Attachment struct {
	Name string
	Data []byte
}

// Compose writes the message as it goes over the wire.
func (m Message) Compose(account Account) ([]byte, error) {
	composed := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := composed.From(account.From); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := composed.To(m.To); err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	if account.ReplyTo != "" {
		if err := composed.ReplyTo(account.ReplyTo); err != nil {
			return nil, fmt.Errorf("address for answers: %w", err)
		}
	}
	composed.Subject(oneLine(m.Subject))
	composed.SetMessageIDWithValue(m.ID)
	composed.SetDateWithValue(m.Date)
	// Keeps absence notices and the like from answering a program.
	composed.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Language != "" {
		composed.SetGenHeader(gomail.HeaderContentLang, m.Language)
	}
	composed.SetBodyString(gomail.TypeTextPlain, m.Text)
	composed.AddAlternativeString(gomail.TypeTextHTML, m.page())
	for _, attachment := range m.Attachments {
		if err := composed.AttachReader(attachment.Name, bytes.NewReader(attachment.Data)); err != nil {
			return nil, fmt.Errorf("attachment %s: %w", attachment.Name, err)
		}
	}
	var wire bytes.Buffer
	if _, err := composed.WriteTo(&wire); err != nil {
		return nil, err
	}
	return wire.Bytes(), nil
}

// page is the words as a page that any mail program can show.
func (m Message) page() string {
	language := m.Language
	if language == "" {
		language = "en"
	}
	var page strings.Builder
	fmt.Fprintf(&page, `<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title></head><body style="font-family:sans-serif;line-height:1.5;max-width:40em">`,
		html.EscapeString(language), html.EscapeString(oneLine(m.Subject)))
	for _, paragraph := range strings.Split(m.Text, "\n\n") {
		page.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(paragraph), "\n", "<br>") + "</p>")
	}
	page.WriteString("</body></html>")
	return page.String()
}

// oneLine takes line ends out of a header.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
