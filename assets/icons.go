package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed icons
var icons embed.FS

// Icon returns the drawing of a small icon as SVG, one colour on nothing, such
// as "home". It fails for a name that IconNames does not list.
func Icon(name string) ([]byte, error) {
	drawing, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil, fmt.Errorf("no icon is called %q: use one of %q", name, IconNames())
	}
	return drawing, nil
}

// IconNames lists the small icons by name.
func IconNames() []string {
	files, err := fs.Glob(icons, "icons/*.svg")
	if err != nil {
		return nil
	}
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(strings.TrimPrefix(file, "icons/"), ".svg")
	}
	slices.Sort(names)
	return names
}

//go:embed icons/schoolbench.png
var application []byte

// ApplicationIcon returns the application's icon as a PNG of 512 by 512. It
// must not be changed.
func ApplicationIcon() []byte { return application }
