package expression

import (
	"context"
	"fmt"

	"github.com/schoolbench/schoolbench/table"
)

// Mask tells for every row of the frame whether the expression is true. A row
// for which it is unknown is not kept. It fails if the frame lacks a column or
// the expression is no condition.
func (e *Expression) Mask(frame *table.Frame) ([]bool, error) {
	filter, err := e.Filter(frame)
	if err != nil {
		return nil, err
	}
	mask := make([]bool, frame.Len())
	block := make([]uint8, 1<<13)
	scanner := filter.Scanner()
	for from := 0; from < len(mask); from += len(block) {
		to := min(from+len(block), len(mask))
		scanner.Fill(from, block[:to-from])
		for i := from; i < to; i++ {
			mask[i] = block[i-from] != 0
		}
	}
	return mask, nil
}

// Vector evaluates the expression for every row of the frame. It fails if the
// frame lacks a column.
func (e *Expression) Vector(frame *table.Frame) (*table.Vector, error) {
	return e.VectorContext(context.Background(), frame)
}

// VectorContext is Vector, and stops with the context's error when that is
// cancelled.
func (e *Expression) VectorContext(ctx context.Context, frame *table.Frame) (*table.Vector, error) {
	vectors, err := e.vectors(frame)
	if err != nil {
		return nil, err
	}
	if e.root.isField {
		return vectors[0], nil
	}
	column := e.Column()
	if len(e.root.fields) == 1 && vectors[e.root.fields[0]].IsCoded() {
		return mapped(column, e.root, vectors), nil
	}
	builder := table.NewVectorBuilder(column)
	r := make(row, len(vectors))
	for i := range frame.Len() {
		if i%stripLength == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, field := range e.root.fields {
			r[field] = vectors[field].Value(i)
		}
		builder.Append(e.root.value(r))
	}
	return builder.Vector(), nil
}

// mapped evaluates an expression of one coded column once for each of its
// distinct values.
func mapped(column table.Column, n *node, vectors []*table.Vector) *table.Vector {
	field := n.fields[0]
	source := vectors[field]
	var dictionary []table.Value
	index := map[table.Value]uint32{}
	codeOf := make([]uint32, len(source.Dictionary()))
	r := make(row, len(vectors))
	for code, value := range source.Dictionary() {
		r[field] = value
		v := n.value(r)
		place, known := index[v]
		if !known {
			place = uint32(len(dictionary))
			index[v] = place
			dictionary = append(dictionary, v)
		}
		codeOf[code] = place
	}
	codes := table.MakeCodes(source.Len(), max(1, len(dictionary)))
	from := source.Codes()
	switch from.Width() {
	case 1:
		translate(codes, from.U8, codeOf)
	case 2:
		translate(codes, from.U16, codeOf)
	case 4:
		translate(codes, from.U32, codeOf)
	}
	return table.NewCodedVector(column, codes, dictionary)
}

type code interface{ uint8 | uint16 | uint32 }

func translate[T code](into table.Codes, from []T, codeOf []uint32) {
	switch into.Width() {
	case 1:
		for i, c := range from {
			into.U8[i] = uint8(codeOf[c])
		}
	case 2:
		for i, c := range from {
			into.U16[i] = uint16(codeOf[c])
		}
	case 4:
		for i, c := range from {
			into.U32[i] = codeOf[c]
		}
	}
}

// vectors returns the frame's columns in the order of the expression's fields.
func (e *Expression) vectors(frame *table.Frame) ([]*table.Vector, error) {
	vectors := make([]*table.Vector, len(e.fields))
	for i, name := range e.fields {
		vector, found := frame.Column(name)
		if !found {
			return nil, table.Failed(fieldUnknownCode, table.Where{}, fmt.Sprintf("There is no column %q.", name), Suggestion(name, frame.Schema().Names()), nil)
		}
		vectors[i] = vector
	}
	return vectors, nil
}
