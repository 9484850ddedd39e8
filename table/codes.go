package table

// Codes is one small number a row, in the narrowest form that holds them all.
// Exactly one of the slices is in use; which one is told by Width. A Codes is
// read-only once built.
type Codes struct {
	U8  []uint8
	U16 []uint16
	U32 []uint32
}

// MakeCodes returns n zero codes wide enough for values below limit.
func MakeCodes(n, limit int) Codes {
	switch {
	case limit <= 1<<8:
		return Codes{U8: make([]uint8, n)}
	case limit <= 1<<16:
		return Codes{U16: make([]uint16, n)}
	default:
		return Codes{U32: make([]uint32, n)}
	}
}

// PackCodes copies codes, all below limit, into the narrowest form.
func PackCodes(codes []uint32, limit int) Codes {
	packed := MakeCodes(len(codes), limit)
	for i, code := range codes {
		packed.Set(i, code)
	}
	return packed
}

// Width is the number of bytes a code: 1, 2 or 4, or 0 if there are no codes.
func (c Codes) Width() int {
	switch {
	case c.U8 != nil:
		return 1
	case c.U16 != nil:
		return 2
	case c.U32 != nil:
		return 4
	}
	return 0
}

// Len is the number of rows.
func (c Codes) Len() int { return len(c.U8) + len(c.U16) + len(c.U32) }

// At returns the code of a row. Kernels range over the slices instead.
func (c Codes) At(row int) uint32 {
	switch {
	case c.U8 != nil:
		return uint32(c.U8[row])
	case c.U16 != nil:
		return uint32(c.U16[row])
	default:
		return c.U32[row]
	}
}

// Set stores the code of a row. It is for whoever builds the codes; nobody
// else may call it.
func (c Codes) Set(row int, code uint32) {
	switch {
	case c.U8 != nil:
		c.U8[row] = uint8(code)
	case c.U16 != nil:
		c.U16[row] = uint16(code)
	default:
		c.U32[row] = code
	}
}
