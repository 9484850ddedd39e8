package synth

import "math"

// account is a line of the budget: the parts of a code of the state's standard
// account structure with their descriptions, and what is set aside on it.
type account struct {
	fund, fundName         string
	resource, resourceName string
	goal                   string
	function, functionName string
	object, objectName     string
	perStudent             float64 // dollars a student
	fixed                  float64 // dollars a school
	levels                 string  // initials of the levels that have it
	titleOne               bool    // only schools with Title I have it
	salaries               bool    // spent to the end of the year and not encumbered
}

// accounts returns the lines that schools have.
func accounts() []account {
	const (
		general, unrestricted   = "General Fund", "Unrestricted"
		supplemental, titleOne  = "LCFF Supplemental and Concentration", "ESSA Title I, Part A"
		lottery, special        = "Lottery: Instructional Materials", "Special Education"
		expanded, nutrition     = "Expanded Learning Opportunities", "Child Nutrition: School Programs"
		instruction, leadership = "Instruction", "School Administration"
		guidance, library       = "Guidance and Counseling Services", "Instructional Library, Media and Technology"
		plant, food             = "Plant Maintenance and Operations", "Food Services"
		health, separate        = "Health Services", "Special Education: Separate Classes"
	)
	return []account{
		{"01", general, "0000", unrestricted, "1110", "1000", instruction, "1100", "Teachers' Salaries", 3650, 0, "EMH", false, true},
		{"01", general, "0000", unrestricted, "1110", "1000", instruction, "1150", "Substitute Teachers", 95, 4000, "EMH", false, true},
		{"01", general, "0000", unrestricted, "1110", "1000", instruction, "3101", "State Teachers' Retirement System", 697, 0, "EMH", false, true},
		{"01", general, "0000", unrestricted, "1110", "1000", instruction, "3401", "Health and Welfare Benefits, Certificated", 840, 0, "EMH", false, true},
		{"01", general, "0000", unrestricted, "1110", "1000", instruction, "4300", "Materials and Supplies", 68, 1500, "EMH", false, false},
		{"01", general, "0000", unrestricted, "1110", "1000", instruction, "5800", "Professional and Consulting Services", 24, 2000, "EMH", false, false},
		{"01", general, "0000", unrestricted, "1110", "4200", "School-Sponsored Athletics", "4300", "Materials and Supplies", 38, 5000, "MH", false, false},
		{"01", general, "0000", unrestricted, "0000", "2700", leadership, "1300", "Supervisors' and Administrators' Salaries", 210, 98000, "EMH", false, true},
		{"01", general, "0000", unrestricted, "0000", "2700", leadership, "2400", "Clerical and Office Salaries", 120, 52000, "EMH", false, true},
		{"01", general, "0000", unrestricted, "0000", "2700", leadership, "3202", "Public Employees' Retirement System", 32, 13900, "EMH", false, true},
		{"01", general, "0000", unrestricted, "0000", "2700", leadership, "5900", "Communications", 6, 2800, "EMH", false, false},
		{"01", general, "0000", unrestricted, "0000", "8200", plant, "2200", "Classified Support Salaries", 310, 21000, "EMH", false, true},
		{"01", general, "0000", unrestricted, "0000", "8200", plant, "5500", "Operations and Housekeeping Services", 205, 9000, "EMH", false, false},
		{"01", general, "0000", unrestricted, "0000", "8200", plant, "6400", "Equipment", 0, 7000, "EMH", false, false},
		{"01", general, "0000", unrestricted, "1110", "3110", guidance, "1200", "Pupil Support Salaries", 120, 8000, "EMH", false, true},
		{"01", general, "0000", unrestricted, "1110", "3140", health, "1200", "Pupil Support Salaries", 38, 9000, "EMH", false, true},
		{"01", general, "0000", unrestricted, "1110", "2420", library, "4200", "Books and Other Reference Materials", 14, 800, "EMH", false, false},
		{"01", general, "0709", supplemental, "1110", "1000", instruction, "1100", "Teachers' Salaries", 290, 0, "EMH", false, true},
		{"01", general, "0709", supplemental, "1110", "1000", instruction, "2100", "Instructional Aides' Salaries", 175, 0, "EMH", false, true},
		{"01", general, "0709", supplemental, "1110", "3110", guidance, "5800", "Professional and Consulting Services", 62, 6000, "EMH", false, false},
		{"01", general, "1100", "Lottery: Unrestricted", "1110", "1000", instruction, "4400", "Noncapitalized Equipment", 41, 0, "EMH", false, false},
		{"01", general, "3010", titleOne, "1110", "1000", instruction, "2100", "Instructional Aides' Salaries", 155, 0, "EMH", true, true},
		{"01", general, "3010", titleOne, "1110", "2495", "Parent Participation", "4300", "Materials and Supplies", 4, 600, "EMH", true, false},
		{"01", general, "3010", titleOne, "1110", "2140", "Instructional Staff Development", "5200", "Travel and Conferences", 9, 1200, "EMH", true, false},
		{"01", general, "6300", lottery, "1110", "1000", instruction, "4100", "Approved Textbooks and Core Curricula", 72, 0, "EMH", false, false},
		{"01", general, "6500", special, "5760", "1110", separate, "1100", "Teachers' Salaries", 480, 0, "EMH", false, true},
		{"01", general, "6500", special, "5760", "1110", separate, "2100", "Instructional Aides' Salaries", 260, 0, "EMH", false, true},
		{"01", general, "2600", expanded, "1110", "1000", instruction, "5100", "Subagreements for Services", 330, 0, "E", false, false},
		{"01", general, "6387", "Career Technical Education Incentive Grant", "3800", "1000", instruction, "4400", "Noncapitalized Equipment", 55, 9000, "H", false, false},
		{"13", "Cafeteria Special Revenue Fund", "5310", nutrition, "0000", "3700", food, "2200", "Classified Support Salaries", 165, 12000, "EMH", false, true},
		{"13", "Cafeteria Special Revenue Fund", "5310", nutrition, "0000", "3700", food, "4700", "Food", 410, 0, "EMH", false, false},
		{"21", "Building Fund", "9010", "Other Restricted Local", "0000", "8500", "Facilities Acquisition and Construction", "6200", "Buildings and Improvements of Buildings", 0, 84000, "EMH", false, false},
	}
}

// centralCode and centralName stand for the district's own office in the
// budget. No school has the code.
const (
	centralCode = "990"
	centralName = "District Office"
)

// money is what a line of the budget says, in cents.
type money struct{ budget, spent, encumbered int64 }

// balance is what is left; it is negative where too much was spent.
func (m money) balance() int64 { return m.budget - m.spent - m.encumbered }

// spend draws what became of a sum.
func (a *account) spend(dollars float64, run *draws) money {
	var m money
	m.budget = int64(math.Round(100 * dollars * (0.92 + 0.16*run.share())))
	share, held := 0.985+0.03*run.normal(), 0.0
	if !a.salaries {
		share = min(1.25, 0.35+0.8*math.Sqrt(run.share()))
		if run.chance(0.45) {
			held = 0.2 * run.share()
		}
	}
	m.spent = int64(math.Round(float64(m.budget) * share))
	m.encumbered = int64(math.Round(float64(m.budget) * held))
	return m
}

// writeBudget writes one row for each school year, school and account.
func (d *District) writeBudget(j *job) error {
	rows := newTextRows(j.out, ',', "\n")
	rows.header("School Year", "School Code", "Location", "Fund Code", "Fund Name", "Resource Code", "Resource Name", "Goal Code",
		"Function Code", "Function Name", "Object Code", "Object Name", "Budget", "Spent", "Encumbered", "Balance")
	lines := accounts()
	for year := range d.options.Years {
		if err := j.advance(year, d.options.Years); err != nil {
			return err
		}
		// Costs rise from year to year.
		rise := math.Pow(1.034, float64(year))
		for position := range d.schools {
			school := &d.schools[position]
			for at := range lines {
				line := &lines[at]
				if line.titleOne && !school.TitleOne || !hasInitial(line.levels, school.Level) {
					continue
				}
				run := d.draw(aboutBudget, position*64+at, year)
				dollars := rise * (line.fixed + line.perStudent*float64(school.staffed))
				d.budgetRow(rows, year, school.Code, school.Name, line, line.spend(dollars, &run))
			}
		}
		for at := range lines {
			line := &lines[at]
			run := d.draw(aboutBudget, MaxSchools*64+at, year)
			dollars := rise * (2*line.fixed + 0.11*line.perStudent*float64(d.options.Students))
			d.budgetRow(rows, year, centralCode, centralName, line, line.spend(dollars, &run))
		}
	}
	return rows.finish()
}

func hasInitial(levels string, level Level) bool {
	for i := range len(levels) {
		if levels[i] == level.String()[0] {
			return true
		}
	}
	return false
}

// budgetRow writes one line of the budget.
func (d *District) budgetRow(rows *textRows, year int, code, location string, line *account, amounts money) {
	rows.text(schoolYear(d.options.FirstYear + year))
	for _, field := range []string{
		code, location, line.fund, line.fundName, line.resource, line.resourceName, line.goal,
		line.function, line.functionName, line.object, line.objectName,
	} {
		rows.text(field)
	}
	rows.cents(amounts.budget)
	rows.cents(amounts.spent)
	rows.cents(amounts.encumbered)
	rows.cents(amounts.balance())
	rows.end()
}
