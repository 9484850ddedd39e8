package workbench_test

import (
	"context"
	"testing"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a delivery of a run that ended while its files were made is made
// anew when it is sent again, and that the push goes on afterwards.
func TestPushResendOfAbandoned(t *testing.T) {
	for name, where := range map[string]push.Where{"by mail": push.ToEmail, "into a folder": push.ToFolder} {
		t.Run(name, func(t *testing.T) {
			bench := manySchools(t, 8, where)
			server := mailtest.Start(t, nil)
			useServer(t, bench, server)
			ctx, cancel := context.WithCancel(t.Context())
			made := 0
			_, _ = bench.Send(ctx, "Monday packets", workbench.PushOptions{Progress: func(workbench.Progress) {
				if made++; made == 2 {
					cancel()
				}
			}})
			entries, err := bench.PushLog(t.Context(), "")
			if err != nil || len(entries) == 0 || entries[0].State != warehouse.Stopped {
				t.Fatalf("%+v, %v", entries, err)
			}
			results, err := bench.Resend(t.Context(), []int64{entries[0].ID}, atOnce())
			if err != nil || len(results) != 1 || results[0].Sent != 1 || !results[0].Complete() || results[0].Run == entries[0].Run {
				t.Fatalf("sent again: %+v, %v", results, err)
			}
			if result := mustSend(t, bench, atOnce()); result.Continued || result.Sent+result.Already != 8 || !result.Complete() {
				t.Errorf("afterwards: %+v", result)
			}
			if where == push.ToEmail {
				checkLetters(t, bench, server, 8)
			}
		})
	}
}
