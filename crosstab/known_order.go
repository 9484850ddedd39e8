package crosstab

import (
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// knownOrders lists words that people put in an order of their own, which is
// not that of the alphabet. Words on one line of a list stand for the same
// place.
func knownOrders() [][]string {
	return [][]string{
		{"preschool|pre-school|early education", "elementary|elem|primary|elementary school", "k-8|k8|span school|k-12|k12", "middle|middle school|junior high|intermediate|jr high|intermediate/middle/junior high|elementary/middle", "high|high school|senior high|secondary", "continuation|continuation high school|alternative", "adult|adult education"},
		{"not met|standard not met|did not meet", "nearly met|standard nearly met|partially met|approached|approaching", "met|standard met", "exceeded|standard exceeded"},
		{"far below basic", "below basic", "basic", "proficient", "advanced"},
		{"minimally developed|beginning", "somewhat developed|early intermediate", "moderately developed|intermediate", "early advanced", "well developed"},
		{"emerging", "expanding", "bridging"},
		{"urgent intervention", "intervention", "on watch", "at/above benchmark"},
		{"intensive|well below benchmark", "strategic|below benchmark", "core|at benchmark|benchmark", "above benchmark"},
		{"three or more grade levels below", "two grade levels below|two or more grade levels below", "one grade level below", "early on grade level", "mid or above grade level"},
		{"very low", "low", "medium|moderate", "high", "very high"},
		{"red", "orange", "yellow", "green", "blue"},
		{"satisfactory", "manageable", "moderate chronic|moderate", "severe chronic|severe"},
		{"never", "rarely", "sometimes", "often", "always"},
		{"strongly disagree", "disagree", "neither agree nor disagree|neutral", "agree", "strongly agree"},
		{"sunday|sun", "monday|mon", "tuesday|tue|tues", "wednesday|wed", "thursday|thu|thur|thurs", "friday|fri", "saturday|sat"},
		{"august|aug", "september|sep|sept", "october|oct", "november|nov", "december|dec", "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul"},
		{"fall|autumn", "winter", "spring", "summer"},
		{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"},
		{"freshman", "sophomore", "junior", "senior"},
	}
}

// knownOrder finds the order of people that all reported texts are in: a rank
// for each. There is none for a single text, which has no order.
func knownOrder(values []table.Value) (ranks map[string]int, found bool) {
	for _, order := range knownOrders() {
		places := map[string]int{}
		for place, words := range order {
			for word := range strings.SplitSeq(words, "|") {
				places[word] = place
			}
		}
		ranks = map[string]int{}
		for _, v := range values {
			if v.State != table.Reported {
				continue
			}
			place, known := places[strings.ToLower(strings.TrimSpace(v.Text))]
			if !known {
				ranks = nil
				break
			}
			ranks[v.Text] = place
		}
		if len(ranks) > 1 {
			return ranks, true
		}
	}
	return nil, false
}
