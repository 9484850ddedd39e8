package fonts

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// Visual writes a line of text in the order in which it is drawn from left to
// right, with Arabic letters in the forms that join them to their neighbours,
// as far as can tells that the font has these. A text without letters that run
// from right to left is returned as it is.
func Visual(text string, can func(rune) bool) string {
	rightToLeft := false
	for _, letter := range text {
		if properties, _ := bidi.LookupRune(letter); properties.Class() == bidi.R || properties.Class() == bidi.AL {
			rightToLeft = true
			break
		}
	}
	if !rightToLeft {
		return text
	}
	joined := string(joinedForms([]rune(text), can))
	var paragraph bidi.Paragraph
	if _, err := paragraph.SetString(joined); err != nil {
		return joined
	}
	order, err := paragraph.Order()
	if err != nil {
		return joined
	}
	var drawn string
	for i := range order.NumRuns() {
		run := order.Run(i)
		piece := run.String()
		if run.Direction() == bidi.RightToLeft {
			piece = bidi.ReverseString(piece)
		}
		drawn += piece
	}
	return drawn
}

// arabicForm is where the forms of a letter begin among the presentation
// forms: alone, at the end of a word and, of letters that join both
// neighbours, at the beginning and in the middle.
type arabicForm struct {
	letter, alone rune
	joinsBoth     bool
}

// arabicForms lists the letters of the Arabic alphabet.
func arabicForms() []arabicForm {
	return []arabicForm{
		{0x0622, 0xfe81, false},
		{0x0623, 0xfe83, false},
		{0x0624, 0xfe85, false},
		{0x0625, 0xfe87, false},
		{0x0626, 0xfe89, true},
		{0x0627, 0xfe8d, false},
		{0x0628, 0xfe8f, true},
		{0x0629, 0xfe93, false},
		{0x062a, 0xfe95, true},
		{0x062b, 0xfe99, true},
		{0x062c, 0xfe9d, true},
		{0x062d, 0xfea1, true},
		{0x062e, 0xfea5, true},
		{0x062f, 0xfea9, false},
		{0x0630, 0xfeab, false},
		{0x0631, 0xfead, false},
		{0x0632, 0xfeaf, false},
		{0x0633, 0xfeb1, true},
		{0x0634, 0xfeb5, true},
		{0x0635, 0xfeb9, true},
		{0x0636, 0xfebd, true},
		{0x0637, 0xfec1, true},
		{0x0638, 0xfec5, true},
		{0x0639, 0xfec9, true},
		{0x063a, 0xfecd, true},
		{0x0641, 0xfed1, true},
		{0x0642, 0xfed5, true},
		{0x0643, 0xfed9, true},
		{0x0644, 0xfedd, true},
		{0x0645, 0xfee1, true},
		{0x0646, 0xfee5, true},
		{0x0647, 0xfee9, true},
		{0x0648, 0xfeed, false},
		{0x0649, 0xfeef, false},
		{0x064a, 0xfef1, true},
	}
}

func formOf(letter rune) (arabicForm, bool) {
	forms := arabicForms()
	at, found := slices.BinarySearchFunc(forms, letter, func(form arabicForm, letter rune) int { return int(form.letter - letter) })
	if !found {
		return arabicForm{}, false
	}
	return forms[at], true
}

// vowelSign reports whether a letter is a vowel sign, through which letters join.
func vowelSign(letter rune) bool { return letter >= 0x064b && letter <= 0x065f || letter == 0x0670 }

// joinedForms puts every letter into the form that its neighbours ask for.
func joinedForms(text []rune, can func(rune) bool) []rune {
	neighbour := func(i, step int) (arabicForm, bool) {
		for i += step; i >= 0 && i < len(text); i += step {
			if !vowelSign(text[i]) {
				return formOf(text[i])
			}
		}
		return arabicForm{}, false
	}
	var written []rune
	for i := 0; i < len(text); i++ {
		form, arabic := formOf(text[i])
		if !arabic {
			written = append(written, text[i])
			continue
		}
		before, joinedBefore := neighbour(i, -1)
		joinedBefore = joinedBefore && before.joinsBoth
		// Lam and alef are written as one.
		if i+1 < len(text) && text[i] == 0x0644 {
			if pair, is := map[rune]rune{0x0622: 0xfef5, 0x0623: 0xfef7, 0x0625: 0xfef9, 0x0627: 0xfefb}[text[i+1]]; is {
				if joinedBefore {
					pair++
				}
				if can(pair) {
					written = append(written, pair)
					i++
					continue
				}
			}
		}
		_, joinedAfter := neighbour(i, 1)
		joinedAfter = joinedAfter && form.joinsBoth
		drawn := form.alone
		switch {
		case joinedBefore && joinedAfter:
			drawn += 3
		case joinedAfter:
			drawn += 2
		case joinedBefore:
			drawn++
		}
		if !can(drawn) {
			drawn = text[i]
		}
		written = append(written, drawn)
	}
	return written
}
