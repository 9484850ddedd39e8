-- What people write. Every act is one entry of sb_edits and one transaction; it
-- can be undone and redone, also after the workspace was closed.

-- Columns of people's own, beside those of files. Own is the kind: text,
-- number, choice, yesno, date, formula; it is empty for a column of files. A
-- removed column stays in the table, out of sight, so that it can come back.
-- Edited is the dataset's count of edits when a cell of the column was last
-- changed; edit_decimals is how many decimals people have written there.
ALTER TABLE sb_columns ADD COLUMN own TEXT NOT NULL DEFAULT '';
ALTER TABLE sb_columns ADD COLUMN choices TEXT NOT NULL DEFAULT '[]';
ALTER TABLE sb_columns ADD COLUMN formula TEXT NOT NULL DEFAULT '';
ALTER TABLE sb_columns ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sb_columns ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sb_columns ADD COLUMN edit_decimals INTEGER NOT NULL DEFAULT 0;

-- How many times cells were changed in place. The version counts these and all
-- other changes.
ALTER TABLE sb_datasets ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;

-- Rows deleted by hand are retired as well. Their batch is the number of the
-- edit with a minus, which is why it refers to sb_batches no longer.
CREATE TABLE sb_retired_rows (
	dataset   INTEGER NOT NULL REFERENCES sb_datasets (id),
	first_row INTEGER NOT NULL,
	last_row  INTEGER NOT NULL,
	batch     INTEGER NOT NULL,
	PRIMARY KEY (dataset, first_row)
) WITHOUT ROWID;
INSERT INTO sb_retired_rows SELECT dataset, first_row, last_row, batch FROM sb_retired;
DROP TABLE sb_retired;
ALTER TABLE sb_retired_rows RENAME TO sb_retired;
CREATE INDEX sb_retired_batch ON sb_retired (batch);

-- The log. Dataset is empty for an act on the whole workspace. Batch is the
-- last import into the dataset before the act. State is 0 done, 1 undone, 2
-- undone for good, because something else was done since. Undone counts the
-- undoings, so that the last of them is redone first.
CREATE TABLE sb_edits (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	dataset INTEGER REFERENCES sb_datasets (id),
	batch   INTEGER NOT NULL,
	kind    TEXT NOT NULL,
	who     TEXT NOT NULL,
	at      TEXT NOT NULL,
	what    TEXT NOT NULL,
	detail  TEXT NOT NULL,
	cells   INTEGER NOT NULL,
	rows    INTEGER NOT NULL,
	state   INTEGER NOT NULL DEFAULT 0,
	undone  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sb_edits_dataset ON sb_edits (dataset, state, id);
CREATE INDEX sb_edits_state ON sb_edits (state, id);
CREATE INDEX sb_edits_undone ON sb_edits (undone) WHERE state = 1;

-- The cells of an act as they were and as they became. A state is as in
-- sb_cells, 0 being a value.
CREATE TABLE sb_edit_cells (
	edit         INTEGER NOT NULL REFERENCES sb_edits (id),
	row          INTEGER NOT NULL,
	column       INTEGER NOT NULL,
	old_state    INTEGER NOT NULL,
	old_number   REAL NOT NULL,
	old_text     TEXT NOT NULL,
	old_original TEXT,
	new_state    INTEGER NOT NULL,
	new_number   REAL NOT NULL,
	new_text     TEXT NOT NULL,
	new_original TEXT,
	PRIMARY KEY (edit, row, column)
) WITHOUT ROWID;
CREATE INDEX sb_edit_cells_place ON sb_edit_cells (column, row);

-- Cells that people have written into: the value that the row holds now, and
-- what the file said. Segments keep what the files said; this is laid over them
-- when a column is read. Change is the dataset's count of edits when the cell
-- was written. From_row is the row that the cell came from when an import put
-- another row in its place.
CREATE TABLE sb_edited (
	dataset       INTEGER NOT NULL,
	column        INTEGER NOT NULL,
	row           INTEGER NOT NULL,
	change        INTEGER NOT NULL,
	state         INTEGER NOT NULL,
	number        REAL NOT NULL,
	text          TEXT NOT NULL,
	file_state    INTEGER NOT NULL,
	file_number   REAL NOT NULL,
	file_text     TEXT NOT NULL,
	file_original TEXT,
	from_row      INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (column, row)
) WITHOUT ROWID;
CREATE INDEX sb_edited_change ON sb_edited (column, change);
CREATE INDEX sb_edited_row ON sb_edited (dataset, row);

-- What people say about a cell.
CREATE TABLE sb_comments (
	dataset INTEGER NOT NULL,
	column  INTEGER NOT NULL,
	row     INTEGER NOT NULL,
	text    TEXT NOT NULL,
	who     TEXT NOT NULL,
	at      TEXT NOT NULL,
	PRIMARY KEY (column, row)
) WITHOUT ROWID;
CREATE INDEX sb_comments_row ON sb_comments (dataset, row);

-- The glossary: a word of the district's files, and the word that is shown.
CREATE TABLE sb_terms (
	term_key TEXT PRIMARY KEY,
	term     TEXT NOT NULL,
	shown    TEXT NOT NULL
) WITHOUT ROWID;
