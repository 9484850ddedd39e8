-- Saved dashboards: JSON documents under names, as reports are.
CREATE TABLE sb_dashboards (
	name_key TEXT PRIMARY KEY,
	name     TEXT NOT NULL,
	body     TEXT NOT NULL,
	created  TEXT NOT NULL,
	updated  TEXT NOT NULL
) WITHOUT ROWID;
