-- What an import did to the rows that were there: "add" left them, "replace"
-- retired them all, "upsert" retired those it brought anew and perhaps those it
-- did not bring. The counts are of rows.
ALTER TABLE sb_batches ADD COLUMN mode TEXT NOT NULL DEFAULT 'add';
ALTER TABLE sb_batches ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sb_batches ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sb_batches ADD COLUMN rewritten INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sb_batches ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sb_batches ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
UPDATE sb_batches SET added = rows;

-- A column of a batch that its file does not have: the cells are those of the
-- rows that it replaced.
ALTER TABLE sb_batch_columns ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;

-- The place of a column in the dataset's key, from 1.
ALTER TABLE sb_columns ADD COLUMN key_position INTEGER;
-- The import that gave the column another type. The column stays, out of
-- sight, until that import is undone or can no longer be; became is the column
-- that has its name since.
ALTER TABLE sb_columns ADD COLUMN hidden INTEGER REFERENCES sb_batches (id);
ALTER TABLE sb_columns ADD COLUMN became INTEGER REFERENCES sb_columns (id);

-- Rows that an import retired. They are no longer in the dataset's table but in
-- sb_retired_N, N being the dataset's number, until that import is undone.
CREATE TABLE sb_retired (
	dataset   INTEGER NOT NULL REFERENCES sb_datasets (id),
	first_row INTEGER NOT NULL,
	last_row  INTEGER NOT NULL,
	batch     INTEGER NOT NULL REFERENCES sb_batches (id),
	PRIMARY KEY (dataset, first_row)
) WITHOUT ROWID;
CREATE INDEX sb_retired_batch ON sb_retired (batch);

-- How files with these headers were read the last time.
CREATE TABLE sb_plans (
	fingerprint TEXT PRIMARY KEY,
	body        TEXT NOT NULL,
	used        TEXT NOT NULL
) WITHOUT ROWID;
