package main

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/schoolbench/schoolbench/table"
)

// writeJSON writes a value as indented JSON and a newline. Names keep their
// characters: nothing is escaped for HTML.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// appendJSONString appends a JSON string.
func appendJSONString(buffer *bytes.Buffer, text string) {
	encoder := json.NewEncoder(buffer)
	encoder.SetEscapeHTML(false)
	// Encoding a string cannot fail; the newline that Encode adds goes again.
	_ = encoder.Encode(text)
	buffer.Truncate(buffer.Len() - 1)
}

// appendJSONNumber appends a JSON number in plain digits, or null for what is
// not one.
func appendJSONNumber(buffer *bytes.Buffer, n float64) {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		buffer.WriteString("null")
		return
	}
	buffer.Write(strconv.AppendFloat(buffer.AvailableBuffer(), n, 'f', -1, 64))
}

// appendJSONValue appends a cell: a number for a reported integer or decimal,
// true or false for yes or no, null for a missing cell, and otherwise the text
// as the file has it.
func appendJSONValue(buffer *bytes.Buffer, column table.Column, value table.Value) {
	switch {
	case value.State == table.Missing && value.Text == "":
		buffer.WriteString("null")
	case value.State == table.Reported && (column.Type == table.Integer || column.Type == table.Decimal):
		appendJSONNumber(buffer, value.Number)
	case value.State == table.Reported && column.Type == table.YesNo:
		buffer.WriteString(strconv.FormatBool(value.Number != 0))
	default:
		appendJSONString(buffer, column.Text(value))
	}
}
