package app

// words are what the test is called.
func (t rowTest) words() string {
	switch t {
	case isEqual:
		return say("is")
	case isNot:
		return say("is not")
	case isMore:
		return say("is more than")
	case isAtLeast:
		return say("is at least")
	case isLess:
		return say("is less than")
	case isAtMost:
		return say("is at most")
	case isBetween:
		return say("is between")
	case contains:
		return say("contains")
	case lacks:
		return say("does not contain")
	case beginsWith:
		return say("begins with")
	case endsWith:
		return say("ends with")
	case isMissing:
		return say("is blank")
	case isGiven:
		return say("is not blank")
	case isWithheld:
		return say("is withheld")
	case doesNotFit:
		return say("does not fit its column")
	}
	return ""
}
