package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
)

// dialectAgain reads a text as a person once said of a file like it that it is
// separated and written down, if that finds the columns of then. Nil plans
// leave it at what was found.
func dialectAgain(ctx context.Context, source importers.Source, importer importers.Importer, plans []importers.Plan, memories []memory, options importers.Options) ([]importers.Plan, error) {
	if len(plans) == 0 || options.Delimiter != "" || options.Encoding != "" {
		return nil, nil
	}
	found := plans[0]
	for _, kept := range memories {
		if kept.Plan.Importer != found.Importer {
			continue
		}
		again := saidOf(kept.Plan, found, options)
		if again.Delimiter == "" && again.Encoding == "" {
			continue
		}
		read, err := planTables(ctx, importer, source, again)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || len(read) == 0 || likeness(read[0], kept.Plan) < leastPlaced {
			continue
		}
		var how []string
		if again.Delimiter != "" {
			how = append(how, fmt.Sprintf("with values separated by %q", again.Delimiter))
		}
		if again.Encoding != "" {
			how = append(how, "as "+again.Encoding)
		}
		read[0].Findings = append([]importers.Finding{{
			Code:    "dialect-recalled",
			Message: fmt.Sprintf("The text is read %s, as was said of %s.", strings.Join(how, " and "), kept.File),
		}}, read[0].Findings...)
		return read, nil
	}
	return nil, nil
}

// saidOf adds to options what a person has said of a file before and this one
// was not found to be. A file that proves to be in a form of Unicode is not
// read in any other way.
func saidOf(before, found importers.Plan, options importers.Options) importers.Options {
	if slices.Contains(before.Said, importers.SaidDelimiter) && before.Delimiter != found.Delimiter {
		options.Delimiter = before.Delimiter
	}
	if slices.Contains(before.Said, importers.SaidEncoding) && before.Encoding != found.Encoding && !strings.HasPrefix(found.Encoding, "utf-") {
		options.Encoding = before.Encoding
	}
	return options
}
