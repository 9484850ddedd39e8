package expression_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

var conditionSchema = table.Schema{
	{Name: "School", Type: table.Text},
	{Name: "Days Absent", Type: table.Integer},
	{Name: "and", Type: table.Text},
	{Name: "Day", Type: table.Date},
}

// A filter is cut where and connects its parts, and each part that asks one
// thing of one field is read.
func TestConditions(t *testing.T) {
	for name, test := range map[string]struct {
		source string
		want   []expression.Condition
	}{
		"one value": {`School = "Alder"`, []expression.Condition{{Field: "School", Operator: "==", Values: []string{"Alder"}}}},
		"a list and a size": {`school in ("A", 'and') and [days absent] >= -5`, []expression.Condition{
			{Field: "School", Operator: "in", Values: []string{"A", "and"}},
			{Field: "Days Absent", Operator: ">=", Values: []string{"-5"}},
		}},
		"left out": {`not School in ["A"] and School not in ["B"]`, []expression.Condition{
			{Field: "School", Operator: "in", Values: []string{"A"}, Not: true},
			{Field: "School", Operator: "in", Values: []string{"B"}, Not: true},
		}},
		"a column called and": {`[and] = "x" and not isblank([Day])`, []expression.Condition{
			{Field: "and", Operator: "==", Values: []string{"x"}},
			{Field: "Day", Operator: "isblank", Not: true},
		}},
		"several of one field": {`(School in ["A"] or isblank(School))`, []expression.Condition{
			{Field: "School", Operator: "or", Parts: []expression.Condition{
				{Field: "School", Operator: "in", Values: []string{"A"}},
				{Field: "School", Operator: "isblank"},
			}},
		}},
		"a stretch":     {`([Days Absent] >= 5 and [Days Absent] <= 9)`, []expression.Condition{{Field: "Days Absent", Operator: "and", Parts: []expression.Condition{{Field: "Days Absent", Operator: ">=", Values: []string{"5"}}, {Field: "Days Absent", Operator: "<=", Values: []string{"9"}}}}}},
		"lower case":    {`lower(School) contains "al"`, []expression.Condition{{Field: "School", Operator: "contains", Values: []string{"al"}, Lower: true}}},
		"part of a day": {`month([Day]) in [9, 10]`, []expression.Condition{{Field: "month([Day])", Operator: "in", Values: []string{"9", "10"}}}},
		"or of two":     {`School = "A" or [Days Absent] > 3`, []expression.Condition{{}}},
		"arithmetic":    {`[Days Absent] / 2 > 3 and School = "A"`, []expression.Condition{{}, {Field: "School", Operator: "==", Values: []string{"A"}}}},
		"two columns":   {`School = [and]`, []expression.Condition{{}}},
		"slip":          {`School = `, nil},
		"unknown":       {`Zebra = 3`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := expression.Conditions(test.source, conditionSchema)
			for _, each := range got {
				if !strings.Contains(test.source, each.Text) || each.Text == "" {
					t.Errorf("%q is not a part of what was written", each.Text)
				}
			}
			if !reflect.DeepEqual(withoutTexts(got), test.want) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func withoutTexts(conditions []expression.Condition) []expression.Condition {
	for i := range conditions {
		conditions[i].Text = ""
		withoutTexts(conditions[i].Parts)
	}
	return conditions
}

// The parts of a filter, put together again with and, are the filter.
func TestConditionsPutTogether(t *testing.T) {
	for _, source := range []string{
		`School = "A" and ([Days Absent] > 3 or isblank([Days Absent])) and not (School in ["B", "it""s"])`,
		`not School = "A" and [Days Absent] + 1 > 2`,
		`School = "A" or School = "B" and [Days Absent] > 2`,
	} {
		var texts []string
		for _, each := range expression.Conditions(source, conditionSchema) {
			texts = append(texts, each.Text)
		}
		if got := strings.Join(texts, " and "); got != source {
			t.Errorf("put together: %s\nwritten:      %s", got, source)
		}
	}
}
