package push

import (
	"fmt"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports"
)

// Letter is what the words of a message are made from.
type Letter struct {
	Title     string // of the pages
	Recipient string
	RunAs     string
	Data      string
	Language  reports.Language
	Date      time.Time
}

// Words are the subject and the text of a message.
type Words struct{ Subject, Text string }

// Compose writes the words of a message. They name no student and no number:
// what is in the files stays in the files.
func Compose(p Push, letter Letter) Words {
	formats := strings.ToUpper(strings.Join(p.Formats, ", "))
	opening := strings.TrimSpace(p.Words[letter.Language])
	if letter.Language == reports.Spanish {
		if opening == "" {
			opening = fmt.Sprintf("Adjunto: %s, para %s (%s).", letter.Title, letter.Recipient, formats)
		}
		return Words{
			Subject: fmt.Sprintf("%s: %s, %s", letter.Title, letter.Recipient, spanishDate(letter.Date)),
			Text: strings.Join([]string{
				opening,
				fmt.Sprintf("Los archivos contienen solo lo que corresponde a %s. Pueden incluir nombres de estudiantes: no los reenvíe a quien no deba verlos.", letter.Recipient),
				"Si este mensaje no es para usted, bórrelo y avísenos respondiendo a él.",
				fmt.Sprintf("Elaborado: %s.\nDatos: %s.\nEnvío: %s.", letter.RunAs, letter.Data, p.Name),
			}, "\n\n"),
		}
	}
	if opening == "" {
		opening = fmt.Sprintf("Attached: %s, for %s (%s).", letter.Title, letter.Recipient, formats)
	}
	return Words{
		Subject: fmt.Sprintf("%s: %s, %s", letter.Title, letter.Recipient, letter.Date.Format("2 Jan 2006")),
		Text: strings.Join([]string{
			opening,
			fmt.Sprintf("The files hold only what concerns %s. They may hold names of students: do not pass them on to anyone who may not see those.", letter.Recipient),
			"If this message is not for you, please delete it and let us know by answering it.",
			fmt.Sprintf("Made: %s.\nData: %s.\nPush: %s.", letter.RunAs, letter.Data, p.Name),
		}, "\n\n"),
	}
}

func spanishDate(date time.Time) string {
	months := [...]string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"}
	return fmt.Sprintf("%d %s %d", date.Day(), months[date.Month()-1], date.Year())
}
