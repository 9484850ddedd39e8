-- What a file holds beside its tables: titles, notes, totals, repeated headers,
-- hidden rows and sheets. Cells is a JSON array of the texts in their places;
-- cells that are in a table are empty there. They are kept with the import of
-- the file's first table.
CREATE TABLE sb_asides (
	batch    INTEGER NOT NULL REFERENCES sb_batches (id),
	position INTEGER NOT NULL,
	sheet    TEXT NOT NULL,
	row      INTEGER NOT NULL,
	cells    TEXT NOT NULL,
	PRIMARY KEY (batch, position)
) WITHOUT ROWID;
