-- The catalogue. Names that begin with sb_ are Schoolbench's own; every other
-- table is a dataset, one row for each row of its files. Times are RFC 3339 in
-- UTC. State in sb_cells is 1 missing, 2 withheld, 3 misfit.

CREATE TABLE sb_migrations (
	number  INTEGER PRIMARY KEY,
	name    TEXT NOT NULL,
	applied TEXT NOT NULL
);

CREATE TABLE sb_datasets (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	name       TEXT NOT NULL,
	name_key   TEXT NOT NULL UNIQUE,
	table_name TEXT NOT NULL UNIQUE,
	rows       INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	created    TEXT NOT NULL,
	updated    TEXT NOT NULL
);

CREATE TABLE sb_columns (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	dataset  INTEGER NOT NULL REFERENCES sb_datasets (id),
	position INTEGER NOT NULL,
	name     TEXT NOT NULL,
	name_key TEXT NOT NULL,
	sql_name TEXT NOT NULL,
	label    TEXT NOT NULL,
	type     TEXT NOT NULL,
	role     TEXT NOT NULL,
	decimals INTEGER NOT NULL,
	layout   TEXT NOT NULL,
	UNIQUE (dataset, name_key),
	UNIQUE (dataset, sql_name)
);

CREATE TABLE sb_batches (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	dataset   INTEGER NOT NULL REFERENCES sb_datasets (id),
	file      TEXT NOT NULL,
	sheet     TEXT NOT NULL,
	hash      TEXT NOT NULL,
	size      INTEGER NOT NULL,
	imported  TEXT NOT NULL,
	plan      TEXT NOT NULL,
	issues    TEXT NOT NULL,
	first_row INTEGER NOT NULL,
	rows      INTEGER NOT NULL
);
CREATE INDEX sb_batches_dataset ON sb_batches (dataset);

-- Which columns a batch brought with it, as its file described them.
CREATE TABLE sb_batch_columns (
	batch    INTEGER NOT NULL REFERENCES sb_batches (id),
	column   INTEGER NOT NULL REFERENCES sb_columns (id),
	type     TEXT NOT NULL,
	decimals INTEGER NOT NULL,
	PRIMARY KEY (batch, column)
) WITHOUT ROWID;
CREATE INDEX sb_batch_columns_column ON sb_batch_columns (column);

-- What a cell of a row cannot say itself: why it is NULL, and the text in the
-- file where the value would not read back as it was written.
CREATE TABLE sb_cells (
	dataset  INTEGER NOT NULL,
	row      INTEGER NOT NULL,
	column   INTEGER NOT NULL,
	state    INTEGER,
	text     TEXT,
	original TEXT,
	PRIMARY KEY (dataset, row, column)
) WITHOUT ROWID;

-- Column segments: the same cells again, column by column, for cross-tabs. A
-- segment's codes refer to the dictionary of its batch, column and generation.
CREATE TABLE sb_dictionaries (
	batch      INTEGER NOT NULL REFERENCES sb_batches (id),
	column     INTEGER NOT NULL REFERENCES sb_columns (id),
	generation INTEGER NOT NULL,
	plain      INTEGER NOT NULL,
	data       BLOB NOT NULL
);
CREATE UNIQUE INDEX sb_dictionaries_place ON sb_dictionaries (column, batch, generation);
CREATE INDEX sb_dictionaries_batch ON sb_dictionaries (batch);

CREATE TABLE sb_segments (
	batch      INTEGER NOT NULL REFERENCES sb_batches (id),
	column     INTEGER NOT NULL REFERENCES sb_columns (id),
	start      INTEGER NOT NULL,
	rows       INTEGER NOT NULL,
	generation INTEGER NOT NULL,
	data       BLOB NOT NULL
);
CREATE UNIQUE INDEX sb_segments_place ON sb_segments (column, batch, start);
CREATE INDEX sb_segments_batch ON sb_segments (batch);

CREATE TABLE sb_reports (
	name_key TEXT PRIMARY KEY,
	name     TEXT NOT NULL,
	body     TEXT NOT NULL,
	created  TEXT NOT NULL,
	updated  TEXT NOT NULL
) WITHOUT ROWID;
