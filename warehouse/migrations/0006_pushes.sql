-- Saved pushes: JSON documents under names, as reports are.
CREATE TABLE sb_pushes (
	name_key TEXT PRIMARY KEY,
	name     TEXT NOT NULL,
	body     TEXT NOT NULL,
	created  TEXT NOT NULL,
	updated  TEXT NOT NULL
) WITHOUT ROWID;

-- A run of a push: what was made for all of its recipients at one time. Its
-- state is preparing, sending, done, stopped or abandoned. Occasion is the time
-- at which it was due, empty if somebody asked for it. Data says which imports
-- it shows; body is the push as it was.
CREATE TABLE sb_push_runs (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	push_key TEXT NOT NULL,
	push     TEXT NOT NULL,
	state    TEXT NOT NULL,
	occasion TEXT NOT NULL,
	started  TEXT NOT NULL,
	ended    TEXT NOT NULL,
	data     TEXT NOT NULL,
	body     TEXT NOT NULL
);
CREATE INDEX sb_push_runs_push ON sb_push_runs (push_key);

-- The outbox and the log in one: a line for each recipient and each address or
-- folder. State is held (not to be sent, detail says why), prepared, sending,
-- sent, refused, unknown or stopped. It is written before a message is handed
-- over and again when the answer is known. Students is -1 where the data do
-- not say who. Figures are numbers that conditions compare the next time.
CREATE TABLE sb_deliveries (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	run        INTEGER NOT NULL REFERENCES sb_push_runs (id),
	recipient  TEXT NOT NULL,
	run_as     TEXT NOT NULL,
	channel    TEXT NOT NULL,
	address    TEXT NOT NULL,
	message_id TEXT NOT NULL,
	subject    TEXT NOT NULL,
	words      TEXT NOT NULL,
	language   TEXT NOT NULL,
	state      TEXT NOT NULL,
	detail     TEXT NOT NULL,
	attempts   INTEGER NOT NULL,
	rows       INTEGER NOT NULL,
	students   INTEGER NOT NULL,
	figures    TEXT NOT NULL,
	changed    TEXT NOT NULL,
	sent       TEXT NOT NULL
);
CREATE INDEX sb_deliveries_run ON sb_deliveries (run);
CREATE INDEX sb_deliveries_state ON sb_deliveries (state);

-- The files of a delivery. Their content stays until the delivery is sent; the
-- hash (SHA-256) stays.
CREATE TABLE sb_delivery_files (
	delivery INTEGER NOT NULL REFERENCES sb_deliveries (id),
	position INTEGER NOT NULL,
	name     TEXT NOT NULL,
	format   TEXT NOT NULL,
	hash     TEXT NOT NULL,
	size     INTEGER NOT NULL,
	content  BLOB,
	PRIMARY KEY (delivery, position)
);
