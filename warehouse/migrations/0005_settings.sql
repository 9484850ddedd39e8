-- Settings of the workspace, each a JSON document under its name: the school
-- calendar.

CREATE TABLE sb_settings (
	name    TEXT PRIMARY KEY,
	body    TEXT NOT NULL,
	updated TEXT NOT NULL
) WITHOUT ROWID;
