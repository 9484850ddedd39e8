package synth

// FaultKind names a kind of trouble that real extracts have.
type FaultKind string

// The faults that are planted.
const (
	LostZeros    FaultKind = "lost zeros"     // an identifier that went through a spreadsheet as a number
	TwoSpellings FaultKind = "two spellings"  // one thing under two names
	Withheld     FaultKind = "withheld"       // `*` where the group is too small to publish
	LostAccents  FaultKind = "lost accents"   // letters that the file's encoding does not have
	OldEncoding  FaultKind = "encoding"       // Windows-1252
	TitleRows    FaultKind = "title rows"     // text above the header
	MixedCase    FaultKind = "mixed case"     // Y, y, N and n in one column
	BlankLine    FaultKind = "blank line"     // an empty line at the end
	WindowsLines FaultKind = "line ends"      // carriage return and line feed
	ByteMark     FaultKind = "byte order"     // a byte order mark before the first header
	SlashedDates FaultKind = "slashed dates"  // month/day/year without leading zeros
	ExcelDates   FaultKind = "Excel dates"    // real dates, kept as numbers of days
	BlankCells   FaultKind = "blank cells"    // a value that nobody entered
	NotApplied   FaultKind = "not applicable" // blank by rule, not by neglect
)

// Fault is one kind of trouble planted in one file.
type Fault struct {
	File   string
	Column string // empty when it concerns the whole file
	Kind   FaultKind
	About  string // what was done, in a sentence
	// Rows is the number of data rows in which it shows, and 1 for a fault of
	// the whole file. It is counted as the files are written, and is zero
	// before the first WriteFiles has finished.
	Rows int
	// Line is the first line of the file, or row of its sheet, in which it shows,
	// counting from 1, and Example what stands there. Line is zero when it shows nowhere.
	Line    int
	Example string
}

// faultList returns the faults that WriteFiles plants, not yet counted.
func faultList() []Fault {
	return []Fault{
		{File: "schools.csv", Column: "Latitude", Kind: BlankCells, About: "Every seventh school has no coordinates yet."},
		{File: "students.xlsx", Column: "Birth Date", Kind: ExcelDates, About: "Dates are real Excel dates: numbers with a date format."},
		{File: "students.xlsx", Column: "Home Language", Kind: BlankCells, About: "The home language survey is missing for about one student in eighty."},
		{File: "students.xlsx", Column: "ZIP", Kind: BlankCells, About: "Homeless students have no ZIP code."},
		{File: "attendance.csv", Column: "Status", Kind: BlankCells, About: "Attendance was not taken: about one row in four thousand."},
		{File: "attendance.csv", Column: "Periods Absent", Kind: NotApplied, About: "Elementary schools do not take attendance by period."},
		{File: "marks.csv", Column: "GPA Points", Kind: NotApplied, About: "An incomplete (I) carries no grade points."},
		{File: "assessments.txt", Kind: OldEncoding, About: "The file is Windows-1252, as the state's files were."},
		{File: "assessments.txt", Column: "Last Name", Kind: LostAccents, About: "Letters that Windows-1252 does not have lost their accents or were written in Latin letters: Nguyễn is Nguyen, 王 is Wang."},
		{File: "assessments.txt", Column: "Scale Score", Kind: Withheld, About: "Fewer than 11 students of the school and grade took the test, so the score is `*`."},
		{File: "assessments.txt", Column: "Achievement Level", Kind: Withheld, About: "Withheld with the score."},
		{File: "assessments.txt", Column: "Scale Score", Kind: BlankCells, About: "The student was enrolled but not tested."},
		{File: "assessments.txt", Column: "Achievement Level", Kind: BlankCells, About: "The student was enrolled but not tested."},
		{File: "assessments.txt", Column: "First Name", Kind: LostAccents, About: "As in the last name."},
		{File: "discipline.csv", Column: "Student ID", Kind: LostZeros, About: "IDs went through a spreadsheet and lost their leading zeros."},
		{File: "discipline.csv", Column: "Incident Date", Kind: SlashedDates, About: "Dates are month/day/year without leading zeros; the other files have ISO dates."},
		{File: "discipline.csv", Kind: WindowsLines, About: "Lines end in carriage return and line feed."},
		{File: "discipline.csv", Kind: BlankLine, About: "An empty line follows the last row."},
		{File: "services.xlsx", Kind: TitleRows, About: "Two title rows and an empty row stand above the header."},
		{File: "services.xlsx", Column: "School", Kind: TwoSpellings, About: "The first school appears under two spellings."},
		{File: "services.xlsx", Column: "Consent", Kind: MixedCase, About: "Y, y, N and n, as different people type them."},
		{File: "services.xlsx", Column: "End", Kind: BlankCells, About: "A service of the last year that goes on has no end."},
		{File: "staff.csv", Kind: ByteMark, About: "The file begins with a byte order mark."},
		{File: "staff.csv", Kind: WindowsLines, About: "Lines end in carriage return and line feed."},
		{File: "staff.csv", Column: "Credential", Kind: NotApplied, About: "Staff without a credential have none to name."},
	}
}

// Planted lists the faults in the files, with the number of rows of each as the
// last finished WriteFiles counted them. The slice is the caller's.
func (d *District) Planted() []Fault {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return append([]Fault(nil), d.planted...)
}

// faultTally counts faults while one set of files is written.
type faultTally []Fault

// note counts a fault that shows in a line. Faults that are not listed would be
// a mistake in this package, which the tests look for.
func (t faultTally) note(file, column string, kind FaultKind, line int, example string) {
	for i := range t {
		fault := &t[i]
		if fault.Kind != kind || fault.Column != column || fault.File != file {
			continue
		}
		fault.Rows++
		if fault.Line == 0 {
			fault.Line, fault.Example = line, example
		}
		return
	}
	panic("synth: fault not listed: " + file + " " + column + " " + string(kind))
}
