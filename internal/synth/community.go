package synth

// community is a part of the town. Who lives there decides which names and
// languages its schools hear, and how much stands in a child's way.
type community struct {
	name                string
	zip                 string
	latitude, longitude float64
	weight              float64   // share of the district's students
	peoples             []float64 // share of each of peoples, in their order
	poverty             float64   // probability that a student is socioeconomically disadvantaged
	preparation         float64   // mean of what students can do, in standard deviations
	mobility            float64   // how often families move, against the district's average of 1
}

// communities returns the parts of town in the order in which they get their
// first school. The town is made up; its ZIP codes lie in a block that the
// postal service has not given out.
//
// The columns of peoples are: Latino, African American, white, Chinese,
// Vietnamese, Filipino, Hmong, Mam, Arab, West African, Punjabi, Korean,
// Pacific Islander, Slavic, Native American.
func communities() []community {
	return []community{
		{
			"Las Lomas", "00211", 37.812, -122.214, 1.0,
			[]float64{14, 8, 46, 12, 2, 3, 0, 0, 2, 1, 3, 6, 0.4, 3, 0.5},
			0.16, 0.75, 0.6,
		},
		{
			"Flatlands", "00221", 37.771, -122.223, 1.6,
			[]float64{58, 19, 4, 2, 3, 3, 0.5, 6, 2, 1, 0.5, 0, 1.5, 0.3, 0.5},
			0.88, -0.5, 1.3,
		},
		{
			"Harborside", "00207", 37.795, -122.281, 1.0,
			[]float64{22, 36, 13, 8, 4, 6, 0, 0.5, 5, 4, 0.5, 1, 1, 0.5, 0.6},
			0.68, -0.2, 1.2,
		},
		{
			"Lakeview", "00210", 37.806, -122.247, 1.1,
			[]float64{18, 20, 24, 22, 8, 4, 0.5, 0, 3, 3, 1, 3, 0.5, 1, 0.4},
			0.47, 0.25, 0.9,
		},
		{
			"Mission Cañada", "00227", 37.784, -122.219, 1.5,
			[]float64{66, 8, 4, 3, 6, 4, 1, 9, 1, 0.5, 0.5, 0, 1, 0.2, 0.5},
			0.85, -0.4, 1.0,
		},
		{
			"Jade Market", "00208", 37.799, -122.271, 0.8,
			[]float64{10, 7, 6, 52, 18, 4, 0.5, 0, 2, 1, 0.5, 4, 0.3, 0.5, 0.2},
			0.71, 0.3, 0.8,
		},
		{
			"Eastfield", "00203", 37.742, -122.172, 1.6,
			[]float64{52, 31, 3, 1, 3, 3, 0.5, 3, 3, 2, 0.5, 0, 3, 0, 0.5},
			0.91, -0.6, 1.5,
		},
		{
			"Orchard Heights", "00219", 37.788, -122.187, 0.9,
			[]float64{26, 24, 28, 7, 4, 6, 1, 0.5, 3, 3, 2, 1, 1, 1, 0.6},
			0.48, 0.1, 0.8,
		},
		{
			"Delta Road", "00231", 37.729, -122.154, 0.8,
			[]float64{38, 10, 12, 3, 6, 10, 9, 1, 5, 2, 10, 0.5, 2, 3, 0.8},
			0.66, -0.1, 1.0,
		},
		{
			"Skyline", "00215", 37.824, -122.196, 0.7,
			[]float64{9, 6, 56, 13, 1.5, 3, 0, 0, 2, 0.5, 3, 7, 0.2, 4, 0.5},
			0.11, 0.85, 0.5,
		},
	}
}
