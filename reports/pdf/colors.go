package pdf

import "image/color"

// The colours of a page: near-black words, grey for what is beside the matter,
// two strengths of rule.
var (
	ink        = color.RGBA{R: 0x1b, G: 0x24, B: 0x30, A: 0xff}
	muted      = color.RGBA{R: 0x56, G: 0x61, B: 0x70, A: 0xff}
	pale       = color.RGBA{R: 0x8b, G: 0x95, B: 0xa3, A: 0xff}
	lightRule  = color.RGBA{R: 0xe1, G: 0xe5, B: 0xea, A: 0xff}
	strongRule = color.RGBA{R: 0x87, G: 0x93, B: 0xa1, A: 0xff}
)
