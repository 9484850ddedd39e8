package importertest

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode/utf16"
)

// Container packs streams into the container of old Office files.
func Container(streams map[string][]byte) []byte {
	const (
		sector     = 512
		smallest   = 4096 // what is smaller is packed in another way
		endOfChain = 0xFFFFFFFE
		fatSector  = 0xFFFFFFFD
		none       = 0xFFFFFFFF
	)
	little := binary.LittleEndian
	names := make([]string, 0, len(streams))
	for name := range streams {
		names = append(names, name)
	}
	slices.Sort(names)

	// The directory has a root and an entry for each stream, in a chain.
	directory := make([]byte, (len(names)+1)*128)
	entry := func(i int, name string, kind byte) []byte {
		at := directory[i*128 : (i+1)*128]
		units := utf16.Encode([]rune(name))
		for j, unit := range units {
			little.PutUint16(at[2*j:], unit)
		}
		little.PutUint16(at[64:], uint16(2*len(units)+2))
		at[66], at[67] = kind, 1
		for _, link := range []int{68, 72, 76} {
			little.PutUint32(at[link:], none)
		}
		return at
	}
	root := entry(0, "Root Entry", 5)
	little.PutUint32(root[116:], endOfChain)
	if len(names) > 0 {
		little.PutUint32(root[76:], 1)
	}

	sectorsOf := func(data []byte) int { return (len(data) + sector - 1) / sector }
	bodies := [][]byte{directory}
	for _, name := range names {
		body := streams[name]
		if len(body) < smallest {
			body = append(bytes.Clone(body), make([]byte, smallest-len(body))...)
		}
		bodies = append(bodies, body)
	}
	total := 0
	for _, body := range bodies {
		total += sectorsOf(body)
	}
	fatSectors := 1
	for fatSectors*sector/4 < total+fatSectors {
		fatSectors++
	}

	fat := bytes.Repeat([]byte{0xFF}, fatSectors*sector)
	for i := range fatSectors {
		little.PutUint32(fat[4*i:], fatSector)
	}
	next := fatSectors
	for i, body := range bodies {
		if i > 0 {
			at := entry(i, names[i-1], 2)
			if i < len(names) {
				little.PutUint32(at[72:], uint32(i+1))
			}
			little.PutUint32(at[116:], uint32(next))
			little.PutUint32(at[120:], uint32(len(body)))
		}
		for j := range sectorsOf(body) {
			following := uint32(next + j + 1)
			if j == sectorsOf(body)-1 {
				following = endOfChain
			}
			little.PutUint32(fat[4*(next+j):], following)
		}
		next += sectorsOf(body)
	}

	header := make([]byte, sector)
	copy(header, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	little.PutUint16(header[24:], 0x3E)
	little.PutUint16(header[26:], 3)
	little.PutUint16(header[28:], 0xFFFE)
	little.PutUint16(header[30:], 9)
	little.PutUint16(header[32:], 6)
	little.PutUint32(header[44:], uint32(fatSectors))
	little.PutUint32(header[48:], uint32(fatSectors)) // the directory follows the tables
	little.PutUint32(header[56:], smallest)
	little.PutUint32(header[60:], endOfChain)
	little.PutUint32(header[68:], endOfChain)
	for i := range 109 {
		place := uint32(none)
		if i < fatSectors {
			place = uint32(i)
		}
		little.PutUint32(header[76+4*i:], place)
	}
	out := append(header, fat...)
	for _, body := range bodies {
		out = append(out, body...)
		out = append(out, make([]byte, (sector-len(body)%sector)%sector)...)
	}
	return out
}
