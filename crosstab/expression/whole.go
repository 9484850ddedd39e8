package expression

// Whole reports whether a text is one expression by itself, with every
// parenthesis that it closes opened within it, so that it can be put between
// parentheses and joined with others. Names are not looked up. What is wrong
// is a *table.Issue.
func Whole(source string) error {
	_, err := scan(source, nil, true)
	return err
}
