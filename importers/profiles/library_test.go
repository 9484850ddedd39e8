package profiles_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/table"
)

// Ensure that the profiles that come with Schoolbench hang together: files
// named after their profiles, links that lead somewhere, columns described.
func TestStandardProfiles(t *testing.T) {
	library := standard(t)
	paths, err := filepath.Glob("library/*.json")
	if err != nil || len(paths) != len(library.All()) {
		t.Fatalf("%d files for %d profiles (%v): two have the same name", len(paths), len(library.All()), err)
	}
	titles := map[string]string{}
	for _, profile := range library.All() {
		if _, err := os.Stat(filepath.Join("library", profile.Name+".json")); err != nil {
			t.Errorf("the profile %s is not in a file of its name", profile.Name)
		}
		if other, taken := titles[profile.Title]; taken {
			t.Errorf("%s and %s have the same title", profile.Name, other)
		}
		titles[profile.Title] = profile.Name
		if profile.Source == "" {
			t.Errorf("%s does not say where its layout is from", profile.Name)
		}
		for _, link := range profile.Links {
			target := library.Named(link.Profile)
			if target == nil || !slices.ContainsFunc(target.Columns, func(column profiles.Column) bool { return column.Name == link.Key }) {
				t.Errorf("%s: %s leads to %s.%s, which is not there", profile.Name, link.Column, link.Profile, link.Key)
			}
		}
		for _, column := range profile.Columns {
			if column.Description != "" && !strings.HasSuffix(column.Description, ".") {
				t.Errorf("%s: the description of %s is not a sentence", profile.Name, column.Name)
			}
		}
	}
}

// sound is a small profile that can be used.
const sound = `{
  "name": "bus-list",
  "title": "Bus list",
  "publisher": "Our transport office",
  "description": "One row for each student and bus.",
  "recognise": {"required": ["Bus", "Stop"]},
  "columns": [
    {"name": "Student No", "synonyms": ["Student"], "type": "code", "role": "identifier"},
    {"name": "Bus", "type": "code", "label": "Bus line"},
    {"name": "Stop", "type": "text", "marks": [{"text": "-", "state": "missing", "means": "Brought by car."}]},
    {"name": "Miles", "type": "decimal", "unit": "miles"}
  ],
  "key": ["Student No"]
}`

// Ensure that what is wrong with a profile is said in a sentence.
func TestReadSaysWhatIsWrong(t *testing.T) {
	for name, test := range map[string]struct{ from, to, says string }{
		"nothing":               {sound, "", "it is empty"},
		"no JSON":               {`"name"`, `name`, "line 2"},
		"a word too many":       {`"key"`, `"keys"`, `unknown field "keys"`},
		"more behind it":        {`["Student No"]` + "\n}", `["Student No"]` + "\n}{}", "follows its last bracket"},
		"a name with a space":   {`"bus-list"`, `"Bus list"`, "small letters"},
		"no title":              {`"Bus list"`, `""`, `no "title"`},
		"no sentence":           {`bus."`, `bus"`, "full stop"},
		"unknown type":          {`"decimal"`, `"number"`, "number"},
		"required is not there": {`"Stop"]`, `"Halt"]`, `"Halt"`},
		"too little":            {`["Bus", "Stop"]`, `["Bus"]`, "too little tells it"},
		"a name twice":          {`"Miles"`, `"bus"`, "a name in common"},
		"a mark of no state":    {`"missing"`, `"hidden"`, "missing or withheld"},
		"a key of no column":    {`["Student No"]`, `["Student"]`, `"Student"`},
		"wildcards":             {`"Miles"`, `"*a*b*c*d"`, "wildcards"},
		"a list for a word":     {`"Bus list"`, `["Bus list"]`, `"title"`},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(sound, test.from, test.to, 1)
			_, err := profiles.Read("bus-list.json", []byte(text))
			issue := table.IssueIn(err)
			if issue == nil || issue.Code != "profile-invalid" || issue.Where.File != "bus-list.json" {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(issue.Message, test.says) {
				t.Errorf("%q does not say %q", issue.Message, test.says)
			}
		})
	}
	if _, err := profiles.Read("bus-list.json", []byte("\xEF\xBB\xBF"+sound)); err != nil {
		t.Errorf("a sound profile: %v", err)
	}
}

// Ensure that a person's own profiles are used beside the standard ones and in
// their place, and that a broken one stops nothing.
func TestOwnProfiles(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"buses.json":  sound,
		"broken.json": "{",
		"mine.JSON":   strings.NewReplacer("bus-list", "reading-inventory", "Bus list", "Our reading list").Replace(sound),
		"notes.txt":   "none of it",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	library, err := profiles.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(library.All()), len(standard(t).All())+1; got != want {
		t.Errorf("%d profiles, want %d", got, want)
	}
	if title := library.Named("reading-inventory").Title; title != "Our reading list" {
		t.Errorf("the person's own profile does not count: %q", title)
	}
	issues := library.Issues()
	if len(issues) != 1 || issues[0].Where.File != "broken.json" {
		t.Errorf("issues: %v", issues)
	}
	source := importers.BytesSource("week 12.csv", []byte("STUDENT,Bus,Stop,Miles\n007,12,-,1.5\n008,12,Elm St,2\n"))
	plans, importer := plan(t, library, source)
	if plans[0].Profile != "bus-list" || !slices.Equal(plans[0].Key, []string{"STUDENT"}) {
		t.Errorf("profile %q, key %q", plans[0].Profile, plans[0].Key)
	}
	if cell := read(t, importer, source, plans[0])[0][2]; cell.State != table.Missing || cell.Text != "-" {
		t.Errorf("the mark was read as %v", cell)
	}
	last := plans[0].Findings[len(plans[0].Findings)-1]
	if last.Code != "profile-unusable" || !strings.Contains(last.Message, "broken.json") {
		t.Errorf("the broken profile is not told of: %v", last)
	}
	missing, err := profiles.Open(filepath.Join(folder, "nowhere"))
	if err != nil || len(missing.All()) != len(standard(t).All()) {
		t.Errorf("a folder that does not exist: %v", err)
	}
}

// Ensure that no profile text makes reading panic, and that a profile that was
// accepted can be used.
func FuzzRead(f *testing.F) {
	f.Add([]byte(sound))
	for _, name := range []string{"calpads-senr", "sacs-account-string", "cde-chronic-absenteeism", "oneroster-manifest"} {
		text, err := os.ReadFile("library/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	source := importers.BytesSource("a.csv", []byte("Account,Budget,Stop\n01-0000-0-1110-1000-1100-101,5,*\nx,*,y\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "a.json"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := profiles.Read("a.json", text); err != nil {
			if table.IssueIn(err) == nil {
				t.Errorf("not an issue: %v", err)
			}
			return
		}
		library, err := profiles.Open(folder)
		if err != nil {
			t.Fatal(err)
		}
		plans, importer := plan(t, library, source)
		read(t, importer, source, plans[0])
	})
}
