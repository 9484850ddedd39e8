package app

import (
	"reflect"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
)

// Recipients that cannot be typed stay as they are when other lines are changed.
func TestRecipientsSurviveTheForm(t *testing.T) {
	before := []push.Recipient{
		{Name: "Jane", Emails: []string{`"Doe, Jane" <jane@d.example>`}, Slice: reports.Slice{Label: "Jane", Filters: []reports.Filter{{Field: "School", Values: []string{"Birch; north"}}}}},
		{Name: "John", Emails: []string{"john@d.example"}, Slice: reports.Slice{Label: "John", Filters: []reports.Filter{{Field: "School", Values: []string{"Alder"}}}}},
	}
	text := recipientLines(before)
	again, err := readRecipients(text, before)
	if err != nil || !reflect.DeepEqual(again, before) {
		t.Errorf("%q is read as %+v, %v", text, again, err)
	}
	again, err = readRecipients(text+"\nBoard | all | board@d.example", before)
	if err != nil || len(again) != 3 || !reflect.DeepEqual(again[:2], before) {
		t.Errorf("with one more: %+v, %v", again, err)
	}
}

// What is sent is what was proofed: after a change of the data nothing leaves
// before it was looked at again.
func TestAnOldProofIsNotSent(t *testing.T) {
	d := newBoardDesk(t)
	d.keepPush(schoolPush("Packets"))
	proof := d.proofOf("Packets")
	d.append("fall", 3)
	proof.sendAll()
	d.quiet()
	log, err := d.shell.bench.PushLog(t.Context(), "Packets")
	if err != nil || len(log) != 0 {
		t.Errorf("sent: %+v, %v", log, err)
	}
	proof.run()
	d.quiet()
	proof.sendAll()
	d.quiet()
	if log, err = d.shell.bench.PushLog(t.Context(), "Packets"); err != nil || len(log) != 3 {
		t.Errorf("proofed again, sent: %+v, %v", log, err)
	}
}
