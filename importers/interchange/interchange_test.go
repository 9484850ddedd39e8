package interchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/importers/interchange"
)

const edfi = `<?xml version="1.0" encoding="UTF-8"?>
<InterchangeStudentEnrollment xmlns="http://ed-fi.org/5.2.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://ed-fi.org/5.2.0 x.xsd">
`

// wrap makes an interchange file of records.
func wrap(records ...string) []byte {
	return []byte(edfi + strings.Join(records, "\n") + "\n</InterchangeStudentEnrollment>\n")
}

func fixture(data []byte, want ...[][]string) importertest.Fixture {
	return importertest.Fixture{Name: "a.xml", Data: data, Want: want}
}

func TestImporter(t *testing.T) {
	student := func(id, first string) string {
		return `<Student id="S` + id + `"><StudentUniqueId>` + id + `</StudentUniqueId><Name><FirstName>` + first + `</FirstName><LastSurname>Ruiz</LastSurname></Name></Student>`
	}
	importertest.Run(t, interchange.New(), map[string]importertest.Fixture{
		"nested":                 fixture(wrap(student("0042", "Ana"), student("0043", "Bo")), [][]string{{"S0042", "0042", "Ana", "Ruiz"}, {"S0043", "0043", "Bo", "Ruiz"}}),
		"two kinds":              fixture(wrap(student("1", "Ana"), `<School><SchoolId>7</SchoolId><Title>Oak</Title></School>`, student("2", "Bo")), [][]string{{"S1", "1", "Ana", "Ruiz"}, {"S2", "2", "Bo", "Ruiz"}}, [][]string{{"7", "Oak"}}),
		"missing parts":          fixture(wrap(`<A><B>1</B></A>`, `<A><C>2</C></A>`, `<A/>`, `<A><B> 3 </B><C/></A>`), [][]string{{"1", ""}, {"", "2"}, {"3", ""}}),
		"repeated":               fixture(wrap(`<A><B>1</B><B>2</B></A>`, `<A><B>3</B></A>`), [][]string{{"1", "2"}, {"3", ""}}),
		"groups":                 fixture(wrap(`<A><P><X>1</X><Y>2</Y></P><P><X>3</X></P></A>`, `<A><P><Y>4</Y></P></A>`), [][]string{{"1", "2", "3"}, {"", "4", ""}}),
		"references":             fixture(wrap(`<E><D>2026-09-01</D><StudentReference><StudentIdentity><StudentUniqueId>5</StudentUniqueId></StudentIdentity></StudentReference></E>`, `<E><D>2026-09-02</D><StudentReference ref="S5"/></E>`), [][]string{{"2026-09-01", "5", ""}, {"2026-09-02", "", "S5"}}),
		"entities":               fixture(wrap(`<A><B>x &amp; &lt;y&gt; &#241;</B><C><![CDATA[<z>&]]></C></A>`, `<A><B>2</B></A>`), [][]string{{"x & <y> ñ", "<z>&"}, {"2", ""}}),
		"attributes of any name": fixture([]byte(`<rows xmlns:identity="u:x" xmlns:xsi="u:i"><row id="1" nil="2" schemaLocation="B" xsi:nil="true" identity:n="9">Oak</row><row id="2" nil="3" schemaLocation="C" xmlns:id="u:y">Ash</row></rows>`), [][]string{{"1", "2", "B", "9", "Oak"}, {"2", "3", "C", "", "Ash"}}),
		"plain list":             fixture([]byte(`<rows><row id="1">Oak</row><row id="2">Ash</row></rows>`), [][]string{{"1", "Oak"}, {"2", "Ash"}}),
		"wrapped list":           fixture([]byte(`<?xml version="1.0"?><export><rows><row><a>1</a><b>x</b></row><row><a>2</a><b>y</b></row></rows></export>`), [][]string{{"1", "x"}, {"2", "y"}}),
		"latin":                  fixture([]byte("<?xml version='1.0' encoding='ISO-8859-1'?><rows><row><a>1</a><b>Jim\xE9nez</b></row><row><a>2</a><b>y</b></row></rows>"), [][]string{{"1", "Jiménez"}, {"2", "y"}}),
		"not as it says":         fixture([]byte("<?xml version='1.0' encoding='UTF-8'?><rows><row x='Pe\xF1a'><a>1</a><b>Jim\xE9nez</b></row><row><a>2</a><b>y</b></row></rows>"), [][]string{{"Peña", "1", "Jiménez"}, {"", "2", "y"}}),
		"partly as it says":      fixture([]byte("<?xml version='1.0' encoding='UTF-8'?><rows><row><a>Muñoz \x96 Jos\xE9</a><b>Peña</b></row><row><a>2</a><b>y</b></row></rows>"), [][]string{{"Muñoz – José", "Peña"}, {"2", "y"}}),
		"declared entity":        {Name: "a.xml", Code: "file-damaged", Data: []byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]>` + string(wrap(`<A><B>&x;</B></A>`)))},
		"crossed":                {Name: "a.xml", Code: "file-damaged", Data: wrap(`<A><B>1</A></B>`)},
		"deep":                   {Name: "a.xml", Code: "file-damaged", Data: wrap(strings.Repeat("<A>", 100) + strings.Repeat("</A>", 100))},
		"no records":             {Name: "a.xml", Code: "file-empty", Data: wrap()},
		"a picture":              {Name: "a.xml", Code: "file-not-a-table", Data: []byte(`<svg><path d="M"/><path d="L"/></svg>`)},
		"settings":               {Name: "a.xml", Code: "file-not-a-table", Data: []byte(`<settings><size>4</size><size>5</size></settings>`)},
		"all different":          {Name: "a.xml", Code: "file-not-a-table", Data: []byte(`<settings><font name="x"/><page name="y"/></settings>`)},
	})
}

// Columns have the names of their elements, and as much of what is around these
// as it takes to tell them apart.
func TestNames(t *testing.T) {
	record := `<DisciplineAction><StudentReference><StudentIdentity><StudentUniqueId>1</StudentUniqueId></StudentIdentity></StudentReference>` +
		`<ResponsibilitySchoolReference><SchoolIdentity><SchoolId>7</SchoolId></SchoolIdentity></ResponsibilitySchoolReference>` +
		`<Association><StudentReference><StudentIdentity><StudentUniqueId>1</StudentUniqueId></StudentIdentity></StudentReference><SchoolReference><SchoolIdentity><SchoolId>8</SchoolId></SchoolIdentity></SchoolReference></Association>` +
		`<Race>A</Race><Race>B</Race><Address><City>X</City></Address><Address><City>Y</City></Address></DisciplineAction>`
	source := importers.BytesSource("a.xml", wrap(record, record))
	plans, err := interchange.New().Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"StudentUniqueId", "SchoolId", "Student StudentUniqueId", "School SchoolId", "Race", "Race 2", "City", "Address 2 City"}
	if got := plans[0].Schema().Names(); !slices.Equal(got, want) {
		t.Errorf("the columns are %q, want %q", got, want)
	}
	if plans[0].Rows != 2 || plans[0].Columns[0].Skip {
		t.Errorf("%+v", plans[0])
	}
}

// What is repeated without end does not become columns without end, and no
// value of it is lost.
func TestRepeatedWithoutEnd(t *testing.T) {
	var values []string
	for i := range 100 {
		values = append(values, fmt.Sprintf("<B>v%d</B>", i))
	}
	source := importers.BytesSource("a.xml", wrap("<A>"+strings.Join(values, "")+"</A>", "<A><B>w</B></A>"))
	tables := importertest.ReadAll(t, interchange.New(), source)
	if n := len(tables[0][0]); n != 40 {
		t.Errorf("there are %d columns", n)
	}
	all := strings.Join(tables[0][0], "; ")
	for i := range 100 {
		if !strings.Contains(all+";", fmt.Sprintf("v%d;", i)) {
			t.Errorf("v%d is lost: %s", i, all)
		}
	}
}

// What stands around the records is kept beside the tables.
func TestAround(t *testing.T) {
	source := importers.BytesSource("a.xml", []byte(`<export made="2026-09-01"><rows school="Oak">all of them<row><a>1</a></row><row><a>2</a></row></rows></export>`))
	importer := interchange.New()
	plans, err := importer.Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := importer.Aside(t.Context(), source, plans, func(aside importers.Aside) error {
		got = append(got, strings.Join(aside.Cells, "|"))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"export made: 2026-09-01", "rows school: Oak", "all of them"}; !slices.Equal(got, want) {
		t.Errorf("kept are %q, want %q", got, want)
	}
}

func FuzzInterchange(f *testing.F) {
	f.Add(`<A><B>1</B><B>2</B></A>`)
	f.Add(`<A x="1"/><A y="&amp;">z</A>`)
	f.Add(`<A><BReference><CIdentity><D>1</D></CIdentity></BReference></A><!-- x --><C/>`)
	f.Fuzz(func(t *testing.T, records string) {
		source := importers.BytesSource("fuzz.xml", wrap(records))
		importertest.MustKeep(t, interchange.New(), source)
	})
}
