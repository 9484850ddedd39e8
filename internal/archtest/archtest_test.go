package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/schoolbench/schoolbench"

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func list(t *testing.T, environment []string, arguments ...string) []listed {
	t.Helper()
	command := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports,Deps", "-tags", "accessibility,migrated_fynedo"}, arguments...)...)
	command.Env = append(os.Environ(), environment...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var one listed
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("read go list: %v", err)
		}
		packages = append(packages, one)
	}
}

// roomOf returns the row for a package of ours: the longest path that holds it.
func roomOf(all []room, importPath string) (room, bool) {
	path := strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
	best, found := room{}, false
	for _, candidate := range all {
		inside := path == candidate.path || (candidate.path != "" && strings.HasPrefix(path, candidate.path+"/"))
		if inside && (!found || len(candidate.path) > len(best.path)) {
			best, found = candidate, true
		}
	}
	return best, found
}

// complaints lists the arrows of one package that the map does not show.
func complaints(all []room, one listed) []string {
	home, known := roomOf(all, one.ImportPath)
	if !known {
		return []string{one.ImportPath + " is in no room: add it to the map with a decision record"}
	}
	var found []string
	for _, imported := range one.Imports {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			target, _ := roomOf(all, imported)
			top, _, _ := strings.Cut(target.path, "/")
			allowed := target.path == home.path || slices.Contains(home.may, target.path) || slices.Contains(home.may, top)
			// A room's parent and its leaves belong together: the table above
			// says which of them may know a format's library.
			family := home.path != "" && (strings.HasPrefix(target.path, home.path+"/") || strings.HasPrefix(home.path, target.path+"/")) && target.path != ""
			if !allowed && !family {
				found = append(found, one.ImportPath+" may not import "+imported)
			}
			continue
		}
		for _, prefix := range home.never {
			if strings.HasPrefix(imported, prefix) {
				found = append(found, one.ImportPath+" may never import "+imported)
			}
		}
	}
	return found
}

// Ensure that every import between rooms is on the map.
func TestArrows(t *testing.T) {
	all := rooms()
	for _, one := range list(t, []string{"CGO_ENABLED=1"}, module+"/...") {
		for _, complaint := range complaints(all, one) {
			t.Error(complaint)
		}
	}
}

// Ensure that the map would catch what it forbids.
func TestForbiddenArrowsAreCaught(t *testing.T) {
	for name, one := range map[string]listed{
		"core knows no screen":        {ImportPath: module + "/crosstab", Imports: []string{"fyne.io/fyne/v2"}},
		"core knows no database":      {ImportPath: module + "/importers/excel", Imports: []string{"database/sql"}},
		"table knows nothing of ours": {ImportPath: module + "/table", Imports: []string{module + "/importers"}},
		"warehouse reads no files":    {ImportPath: module + "/warehouse", Imports: []string{module + "/importers"}},
		"widgets know no domain":      {ImportPath: module + "/widgets", Imports: []string{module + "/table"}},
		"a new room needs a decision": {ImportPath: module + "/helpers"},
	} {
		if len(complaints(rooms(), one)) == 0 {
			t.Errorf("%s: nothing was said about %+v", name, one)
		}
	}
}

// Ensure that the command line needs no window: not even indirectly Fyne, and
// no cgo.
func TestCommandLineHasNoWindow(t *testing.T) {
	packages := list(t, []string{"CGO_ENABLED=0"}, module+"/cmd/sbench")
	if len(packages) != 1 {
		t.Fatalf("%d packages in cmd/sbench, want 1", len(packages))
	}
	for _, dependency := range packages[0].Deps {
		if strings.HasPrefix(dependency, fyne) || dependency == "runtime/cgo" {
			t.Errorf("cmd/sbench depends on %s", dependency)
		}
	}
}
