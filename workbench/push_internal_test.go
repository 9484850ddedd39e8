package workbench

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Ensure that a delivery whose files are gone is refused with the reason and
// does not keep its run open.
func TestPushFilesGone(t *testing.T) {
	bench, err := Open(t.Context(), filepath.Join(t.TempDir(), "w.schoolbench"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bench.Close() })
	server := mailtest.Start(t, nil)
	account := mail.Account{Server: "127.0.0.1", Port: server.Port, Encryption: mail.NoTLS, From: "data@district.example"}
	if err := bench.SaveMailAccount(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	run := warehouse.Run{Push: "Packets", Body: []byte(`{"name": "Packets"}`)}
	if run.ID, err = bench.warehouse.BeginRun(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	delivery := warehouse.Delivery{Recipient: "A", State: warehouse.Prepared, Files: []warehouse.DeliveryFile{{Name: "a.txt", Format: "txt", Size: 3}}}
	var deliveries []warehouse.Delivery
	delivery.Channel, delivery.Address = warehouse.ByFolder, filepath.Join(t.TempDir(), "A")
	deliveries = append(deliveries, delivery)
	delivery.Channel, delivery.Address, delivery.MessageID = warehouse.ByMail, "a@district.example", "1@district.example"
	deliveries = append(deliveries, delivery)
	if err := bench.warehouse.AddDeliveries(t.Context(), run.ID, deliveries); err != nil {
		t.Fatal(err)
	}
	if err := bench.warehouse.SetRun(t.Context(), run.ID, warehouse.RunSending); err != nil {
		t.Fatal(err)
	}
	result, err := bench.sendRun(t.Context(), run, true, PushOptions{})
	if err != nil || result.Refused != 2 || result.Waiting != 0 || !strings.Contains(result.Deliveries[0].Detail, "no longer in the workspace") {
		t.Errorf("%+v, %v", result, err)
	}
	if _, open, err := bench.openRun(t.Context(), "Packets"); err != nil || open {
		t.Errorf("the run is open: %v, %v", open, err)
	}
}
