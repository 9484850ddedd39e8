-- What the values of a column are, in a plain sentence.

ALTER TABLE sb_columns ADD COLUMN description TEXT NOT NULL DEFAULT '';
