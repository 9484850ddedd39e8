package assets

import (
	"embed"
	"encoding/json"
	"fmt"
)

//go:embed translations
var translations embed.FS

// Translation returns the texts of the window in a language, such as "es", by
// the texts as the code has them, which are English. English itself has only
// what its code does not: the texts of the window's toolkit.
func Translation(language string) (map[string]string, error) {
	content, err := translations.ReadFile("translations/" + language + ".json")
	if err != nil {
		return nil, fmt.Errorf("the window does not speak %q: %w", language, err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(content, &texts); err != nil {
		return nil, fmt.Errorf("the texts in %q: %w", language, err)
	}
	return texts, nil
}
