// Package fonts holds the typeface of everything Schoolbench writes: charts,
// PDF files and pictures use it, so that they measure and look alike.
//
// It is Noto Sans, which has the letters of Latin, Greek and Cyrillic
// alphabets, Spanish and Vietnamese included. It has no Chinese, Japanese or
// Korean: for those, SystemFallbacks names the fonts that the computer may
// have. The licence is in LICENSE-NotoSans.txt.
package fonts

import (
	_ "embed"
	"os"
	"path/filepath"
)

//go:embed NotoSans-Regular.ttf
var regular []byte

//go:embed NotoSans-Bold.ttf
var bold []byte

// Family is the name of the typeface.
const Family = "Noto Sans"

// Regular returns the regular weight as a TrueType file. It must not be
// changed.
func Regular() []byte { return regular }

// Bold returns the bold weight as a TrueType file. It must not be changed.
func Bold() []byte { return bold }

// SystemFallbacks returns the paths of fonts on this computer that hold
// Chinese, Japanese, Korean, Arabic or other characters that the typeface lacks
// as TrueType outlines, best first. The
// list is often empty, and a file in it may still turn out to be unreadable.
func SystemFallbacks() []string {
	known := []string{
		"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
		"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
		"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
		"/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
		"/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf",
		"/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
		"/usr/share/fonts/truetype/noto/NotoSansPahawhHmong-Regular.ttf",
		"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
		"/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
		"/Library/Fonts/Arial Unicode.ttf",
		"/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
		"/System/Library/Fonts/STHeiti Light.ttc",
	}
	if windows := os.Getenv("WINDIR"); windows != "" {
		for _, name := range []string{"msyh.ttc", "simhei.ttf", "simsun.ttc", "malgun.ttf", "msgothic.ttc", "arial.ttf", "tahoma.ttf", "seguisym.ttf"} {
			known = append(known, filepath.Join(windows, "Fonts", name))
		}
	}
	var present []string
	for _, path := range known {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			present = append(present, path)
		}
	}
	return present
}
