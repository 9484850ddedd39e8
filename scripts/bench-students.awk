# Makes up a csv of student records of 20 columns, for the benchmarks:
# awk -v rows=1000000 -f scripts/bench-students.awk
BEGIN {
	srand(7); OFS = ","
	split("Garcia,Nguyen,Smith,Hernandez,Lee,Johnson,Martinez,Tran,Brown,Lopez,Núñez,Davis,Gonzalez,Kim,Wilson,Perez", last, ",")
	split("Maria,Jose,Emily,Daniel,Sofia,Liam,Olivia,Noah,Ava,Ethan,Mia,Lucas,Isabella,Mateo,Zoe,Aiden", given, ",")
	split("Hispanic,White,Asian,Black or African American,Two or More,Filipino,Pacific Islander,American Indian", group, ",")
	split("Algebra I,English 9,Biology,World History,Physical Education,Spanish II,Chemistry,Art", course, ",")
	print "Student ID,Last Name,First Name,Birth Date,Gender,Ethnicity,School Code,School Name,Grade,School Year,English Learner,Course,Teacher ID,Date,Status,Minutes,Score,Percent,Fee,Note"
	for (i = 0; i < rows; i++) {
		school = int(rand() * 86)
		printf "%07d,%s,%s,%d/%d/%d,%s,%s,161259%08d,\"School %d, North\",%02d,2025-26,%s,%s,%06d,2026-%02d-%02d,%s,%d,%s,%.1f%%,\"$%.2f\",%s\n",
			rand() * 40000, last[1 + int(rand() * 16)], given[1 + int(rand() * 16)], 1 + int(rand() * 12), 1 + int(rand() * 28), 2008 + int(rand() * 12),
			substr("MFX", 1 + int(rand() * 3), 1), group[1 + int(rand() * 8)], 130000 + school, school, int(rand() * 13), substr("YN", 1 + int(rand() * 2), 1),
			course[1 + int(rand() * 8)], rand() * 2000, 1 + int(rand() * 12), 1 + int(rand() * 28), substr("PPPPPPAETU", 1 + int(rand() * 10), 1),
			rand() * 390, (rand() < 0.01) ? "*" : sprintf("%.2f", rand() * 1000), rand() * 100, rand() * 2000, (rand() < 0.02) ? "late bus" : ""
	}
}
