package synth

// people is a group of families with names in common. It stands for nobody: the
// lists are short, and given and family names are combined at random.
type people struct {
	ethnicity   string   // the category that reports to the state use
	languages   []string // spoken at home, other than English
	heritage    float64  // probability that one of them is
	girls, boys []string // given names
	family      []string // family names
	twoSurnames float64  // probability of a second family name
	newcomer    float64  // probability of having come to a school in the country after kindergarten
}

// The ethnicity categories, as the state words them.
const (
	ethnicityLatino   = "Hispanic or Latino"
	ethnicityBlack    = "African American"
	ethnicityWhite    = "White"
	ethnicityAsian    = "Asian"
	ethnicityFilipino = "Filipino"
	ethnicityPacific  = "Pacific Islander"
	ethnicityNative   = "American Indian or Alaska Native"
	ethnicitySeveral  = "Two or More Races"
)

// peoples returns the groups in the order that the communities' shares use.
func peoples() []people {
	return []people{
		{
			ethnicity: ethnicityLatino, languages: []string{"Spanish"}, heritage: 0.72, twoSurnames: 0.35, newcomer: 0.16,
			girls:  []string{"Sofía", "Ximena", "Valeria", "Camila", "Guadalupe", "Daniela", "Mía", "Natalia", "Yaretzi", "Fátima", "Renata", "Esperanza", "Itzel", "Jocelyn", "Araceli", "Belén"},
			boys:   []string{"Mateo", "Ángel", "Santiago", "Diego", "José", "Emiliano", "Iván", "Sebastián", "Jesús", "Leonel", "Óscar", "Adrián", "Joaquín", "Ramón", "Kevin", "Andrés"},
			family: []string{"Hernández", "García", "Núñez", "Muñoz", "Martínez", "Rodríguez", "Ibáñez", "Peña", "Gutiérrez", "Castañeda", "Ramírez", "De la Cruz", "Ordóñez", "Vásquez", "Zúñiga", "López", "Montaño", "Ríos", "Ochoa", "Quiñones", "Sandoval", "Beltrán", "Treviño", "Arévalo"},
		},
		{
			ethnicity: ethnicityBlack, heritage: 0,
			girls:  []string{"Aaliyah", "Imani", "Nia", "Ja'Nae", "Kennedy", "Zaria", "Destiny", "Amari", "Brielle", "London", "Sanaa", "Tiana", "Serenity", "Ny'Asia"},
			boys:   []string{"Malik", "Jaylen", "DeShawn", "Isaiah", "Khalil", "Xavier", "Tyrell", "Marcus", "D'Angelo", "Elijah", "Jabari", "Omari", "Terrance", "Zion"},
			family: []string{"Washington", "Robinson", "Jackson", "Coleman", "Brooks", "Bryant", "Gaines", "Mosley", "Hollis", "Tillman", "Whitfield", "Dorsey", "Ellison", "Fontenot", "Guidry", "St. Julien", "Pettway", "Mayfield"},
		},
		{
			ethnicity: ethnicityWhite, heritage: 0, twoSurnames: 0.05,
			girls:  []string{"Emma", "Clara", "Zoë", "Hazel", "Norah", "Chloë", "Maeve", "Ruth", "Eleanor", "Ingrid", "Tess", "Siobhán", "Renée", "Phoebe"},
			boys:   []string{"Henry", "Owen", "Theodore", "Jasper", "Caleb", "Finn", "Søren", "Walter", "Emmett", "Leo", "Björn", "Patrick", "Wesley", "Gus"},
			family: []string{"O'Brien", "Miller", "Schmidt", "Larsen", "McAllister", "D'Amico", "Kowalski", "Goldberg", "Fitzgerald", "Van der Berg", "Whitaker", "Sørensen", "Papadopoulos", "Müller", "Hughes", "Rosetti", "Lindqvist", "Bauer", "O'Connell", "Novák"},
		},
		{
			ethnicity: ethnicityAsian, languages: []string{"Cantonese", "Cantonese", "Mandarin", "Toishanese"}, heritage: 0.74, newcomer: 0.14,
			girls:  []string{"Mei", "Emily", "Xiaoyu", "Vivian", "Jiayi", "Wing Yan", "Grace", "Yuxin", "美玲", "Karen", "Hoi Ching", "Angela"},
			boys:   []string{"Wei", "Jason", "Haoran", "Ka Ho", "Kevin", "Zihan", "Brandon", "Jun", "偉明", "Wilson", "Chun Hei", "Alan"},
			family: []string{"王", "Chen", "Wong", "Liang", "Huang", "李", "Leung", "Ng", "Zhao", "Lau", "Yee", "Kwan", "Situ", "Ouyang", "Tsui", "Fong"},
		},
		{
			ethnicity: ethnicityAsian, languages: []string{"Vietnamese"}, heritage: 0.76, newcomer: 0.1,
			girls:  []string{"Thảo", "Linh", "Ngọc", "Kim", "Hương", "Tiffany", "Mỹ Duyên", "Trang", "Bảo Trân", "Jennifer"},
			boys:   []string{"Minh", "Đức", "Huy", "Khôi", "Quốc", "Andy", "Tuấn", "Vinh", "Bảo", "Peter"},
			family: []string{"Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Huỳnh", "Võ", "Bùi", "Đỗ", "Dương", "Lý", "Trịnh"},
		},
		{
			ethnicity: ethnicityFilipino, languages: []string{"Filipino (Pilipino or Tagalog)", "Ilocano"}, heritage: 0.45, newcomer: 0.12,
			girls:  []string{"Angelica", "Princess", "Bea", "Maricel", "Althea", "Trisha", "Jasmine", "Luz"},
			boys:   []string{"Jericho", "Joshua", "Paolo", "Mark", "Rafael", "Christian", "Nathaniel", "Jun-Jun"},
			family: []string{"Dela Cruz", "Bautista", "Santos", "Macaraeg", "Villanueva", "Pangilinan", "Dimaculangan", "Agbayani", "Ocampo", "Magsaysay"},
		},
		{
			ethnicity: ethnicityAsian, languages: []string{"Hmong", "Hmong", "Khmer (Cambodian)", "Lao", "Mien (Yao)"}, heritage: 0.62, newcomer: 0.04,
			girls:  []string{"Mai", "Pa Houa", "Gao Nou", "Kalia", "Sophea", "Maly", "Nou", "Chenda"},
			boys:   []string{"Tou", "Pheng", "Chue", "Kou", "Dara", "Vibol", "Xeng", "Saeng"},
			family: []string{"Xiong", "Vue", "Vang", "Yang", "Lor", "Moua", "Saechao", "Saelee", "Sok", "Phommachanh", "Chey", "Thao"},
		},
		{
			ethnicity: ethnicityLatino, languages: []string{"Mam", "Mam", "Spanish", "Q'anjob'al"}, heritage: 0.97, twoSurnames: 0.3, newcomer: 0.5,
			girls:  []string{"María", "Juana", "Candelaria", "Elena", "Petrona", "Marleny", "Dominga", "Yulisa"},
			boys:   []string{"Juan", "Pedro", "Domingo", "Wilmer", "Marvin", "Alonzo", "Gaspar", "Elmer"},
			family: []string{"Pablo", "Matías", "Calmo", "Ramírez Pablo", "Jerónimo", "Mendoza", "Ortiz", "Sales", "Bautista Matías", "Aguilar", "Carrillo", "Tomás"},
		},
		{
			ethnicity: ethnicityWhite, languages: []string{"Arabic"}, heritage: 0.85, newcomer: 0.25,
			girls:  []string{"Mariam", "Noor", "Yasmeen", "Salma", "Huda", "Zaynab", "Rania", "Aisha"},
			boys:   []string{"Omar", "Yousef", "Khaled", "Abdulrahman", "Ali", "Hamza", "Saleh", "Tariq"},
			family: []string{"Al-Hassan", "Saleh", "Al-Ameri", "Nasser", "Haddad", "Mohamed", "Al-Jamal", "Kassab", "Obad", "Shaibi", "Al-Qadri", "Mansour"},
		},
		{
			ethnicity: ethnicityBlack, languages: []string{"Tigrinya", "Amharic", "Igbo", "Yoruba", "French"}, heritage: 0.6, newcomer: 0.28,
			girls:  []string{"Adaeze", "Hiwot", "Selam", "Ngozi", "Abeni", "Rahel", "Fatoumata", "Bethlehem"},
			boys:   []string{"Chidi", "Yonas", "Dawit", "Emeka", "Kwame", "Samuel", "Tesfay", "Ayodele"},
			family: []string{"Okafor", "Tesfaye", "Gebremedhin", "Adeyemi", "Mensah", "Nwosu", "Bekele", "Diallo", "Haile", "Ọlátúnjí", "Traoré", "Asante"},
		},
		{
			ethnicity: ethnicityAsian, languages: []string{"Punjabi", "Hindi", "Nepali"}, heritage: 0.6, newcomer: 0.12,
			girls:  []string{"Simran", "Harleen", "Priya", "Jasleen", "Anika", "Kiran", "Sunita", "Divya"},
			boys:   []string{"Arjun", "Gurpreet", "Rohan", "Harman", "Manvir", "Aarav", "Bikash", "Dev"},
			family: []string{"Singh", "Kaur", "Sandhu", "Gill", "Patel", "Sharma", "Dhillon", "Gurung", "Reddy", "Bains"},
		},
		{
			ethnicity: ethnicityAsian, languages: []string{"Korean", "Japanese"}, heritage: 0.5, newcomer: 0.1,
			girls:  []string{"Seo-yeon", "Hana", "지우", "Minji", "Yuna", "Claire", "Ha-eun", "Emi"},
			boys:   []string{"Min-jun", "Daniel", "Ji-ho", "도윤", "Haruto", "Eugene", "Seung", "Ren"},
			family: []string{"김", "Park", "Choi", "Kang", "이", "Yoon", "Tanaka", "Lim", "Shin", "Nakamura"},
		},
		{
			ethnicity: ethnicityPacific, languages: []string{"Tongan", "Samoan", "Fijian"}, heritage: 0.4, newcomer: 0.08,
			girls:  []string{"ʻAna", "Sela", "Malia", "Leilani", "Talia", "Lupe"},
			boys:   []string{"Sione", "Tevita", "Semisi", "Kaleo", "Mosese", "Viliami"},
			family: []string{"Tuʻipulotu", "Fifita", "Taufa", "Leota", "Vainikolo", "Kamaka", "Faleafa", "Moala"},
		},
		{
			ethnicity: ethnicityWhite, languages: []string{"Russian", "Ukrainian", "Bosnian"}, heritage: 0.75, newcomer: 0.3,
			girls:  []string{"Anastasiya", "Olena", "Mila", "Lejla", "Daria", "Žana"},
			boys:   []string{"Dmytro", "Ivan", "Artem", "Emir", "Nikita", "Miloš"},
			family: []string{"Kovalenko", "Petrov", "Shevchuk", "Hadžić", "Sokolova", "Begić", "Bondar", "Ivanenko"},
		},
		{
			ethnicity: ethnicityNative, languages: []string{"Navajo"}, heritage: 0.06,
			girls:  []string{"Winona", "Shania", "Dakota", "Cheyenne", "Raven", "Autumn"},
			boys:   []string{"Cody", "River", "Logan", "Hunter", "Skyler", "Jesse"},
			family: []string{"Begay", "Whitehorse", "Yellowhair", "Tsosie", "Redbird", "Longfeather", "Nez", "Joaquin"},
		},
	}
}

// romanized returns the spelling that a system without the script uses for a
// name, where taking the accents off is not enough.
func romanized() map[string]string {
	return map[string]string{
		"王": "Wang", "李": "Li", "김": "Kim", "이": "Lee", "美玲": "Meiling", "偉明": "Waiming", "지우": "Jiwoo", "도윤": "Doyun",
	}
}
