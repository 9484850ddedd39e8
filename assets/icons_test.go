package assets_test

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/assets"
)

// The window's toolkit recolours fills and nothing else, and draws no text in
// a drawing: an icon that strokes or writes would stay black or be missing.
func TestIconsAreFilledShapes(t *testing.T) {
	names := assets.IconNames()
	if len(names) < 10 {
		t.Fatalf("only %d icons: %q", len(names), names)
	}
	for _, name := range names {
		drawing, err := assets.Icon(name)
		if err != nil {
			t.Fatal(err)
		}
		var svg struct {
			XMLName xml.Name `xml:"svg"`
			ViewBox string   `xml:"viewBox,attr"`
		}
		if err := xml.Unmarshal(drawing, &svg); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if svg.ViewBox != "0 0 24 24" {
			t.Errorf("%s: view box %q, want a square of 24", name, svg.ViewBox)
		}
		for _, forbidden := range []string{"stroke", "<text", "fill=", "style="} {
			if strings.Contains(string(drawing), forbidden) {
				t.Errorf("%s holds %q", name, forbidden)
			}
		}
	}
}

func TestUnknownIconSaysWhatThereIs(t *testing.T) {
	_, err := assets.Icon("unicorn")
	if err == nil || !strings.Contains(err.Error(), "home") {
		t.Errorf("error %v does not list the icons there are", err)
	}
}

func TestApplicationIcon(t *testing.T) {
	picture, err := png.DecodeConfig(bytes.NewReader(assets.ApplicationIcon()))
	if err != nil {
		t.Fatal(err)
	}
	if picture.Width != 512 || picture.Height != 512 {
		t.Errorf("the icon is %d by %d, want 512 by 512", picture.Width, picture.Height)
	}
}
