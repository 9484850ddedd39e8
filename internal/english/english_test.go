package english_test

import (
	"math"
	"testing"

	"github.com/schoolbench/schoolbench/internal/english"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", -1: "-1", -999: "-999", -1000: "-1,000", 1234567: "1,234,567", math.MaxInt64: "9,223,372,036,854,775,807", math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := english.Number(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestCounted(t *testing.T) {
	for n, want := range map[int]string{0: "0 rows", 1: "1 row", 2: "2 rows", 12000: "12,000 rows"} {
		if got := english.Counted(n, "row", "rows"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
