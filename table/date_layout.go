package table

import (
	"strconv"
	"strings"
	"time"
)

// The layouts of Date columns that hold the numbers by which spreadsheets
// count days, from the end of 1899 or, in workbooks begun on old Macintosh
// computers, from 1904.
const (
	SerialLayout     = "serial"
	Serial1904Layout = "serial-1904"
)

// serialEpoch returns the day 0 of a serial layout, in days since 1970-01-01.
func serialEpoch(layout string) (epoch float64, ok bool) {
	switch layout {
	case SerialLayout:
		return -25569, true // 1899-12-30: serials after February 1900 count a day that never was
	case Serial1904Layout:
		return -24107, true
	}
	return 0, false
}

// firstSureSerial is 1900-03-01. Before it spreadsheets disagree.
const firstSureSerial = 61

// ParseSerial reads a day from a spreadsheet's serial number, with the epoch
// that the layout names. A fraction, which is a time of day, is no day.
func ParseSerial(text, layout string) (days float64, ok bool) {
	epoch, ok := serialEpoch(layout)
	if !ok || len(text) > 12 {
		return 0, false
	}
	text = strings.TrimSuffix(text, ".0")
	serial, err := strconv.ParseUint(text, 10, 24)
	if err != nil || (layout == SerialLayout && serial < firstSureSerial) {
		return 0, false
	}
	return epoch + float64(serial), true
}

// formatDay writes a day as its layout says.
func formatDay(days float64, layout string) string {
	if epoch, ok := serialEpoch(layout); ok {
		return strconv.FormatFloat(days-epoch, 'f', 0, 64)
	}
	if layout == "" {
		layout = time.DateOnly
	}
	return DayTime(days).Format(layout)
}
