-- The database of documents, evidence and decisions. Compiled into the
-- programs; store_open.c runs it in a new file.
--
-- What is where. A document's whole record (text, sentences, mentions,
-- claims) is one value: its record-stream lines in document.lines. Rows stand
-- only for what is searched, joined and judged: claims, their sentences, the
-- references they cite. A mention row each would make a dump's database some
-- 16 times slower to fill, and nothing asks for them by SQL but counts, which
-- document.counts answers.
-- (Measured, processor time: evm-load takes 5,000 PubMed records with 109,000
-- mentions in 0.13 s, 31 MB; a claim costs 16 us and 1.2 KB more. The lines
-- deflated, each document by itself at zlib's level 1, would be 9.5 MB instead
-- of 28 and cost 0.27 s: more than all the rest. Pages of 8 or 16 KB are no
-- faster than those of 4.)
--
-- Evidence is one extraction from one sentence, the unit of a decision. It is
-- found again by its fingerprint (claim.h), so decisions outlive re-runs. What
-- a person entered is never updated and never deleted; triggers hold it.

PRAGMA application_id = 0x45564d31;	-- "EVM1"
PRAGMA user_version = 7;		-- of this schema

CREATE TABLE meta (
	key	TEXT PRIMARY KEY,
	value	TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- How many equal votes settle a claim.
INSERT INTO meta VALUES ('quorum', '1');
-- Second looks: one card in so many of a queue of new claims is one that the
-- curator judged longer ago than these days, shown as if it were new. 0: none.
INSERT INTO meta VALUES ('second_every', '20'), ('second_days', '7');

-- ---- written by the pipeline ---------------------------------------------

-- A way of making claims: the stream's #pg lines. finished_at is NULL while
-- (or after) a load of it stops half way.
CREATE TABLE run (
	run_id		INTEGER PRIMARY KEY,
	provenance	TEXT NOT NULL UNIQUE,
	started_at	TEXT NOT NULL,
	finished_at	TEXT
) STRICT;

-- One row a document, its newest version. deleted: a deletion record came,
-- before or after it (then lines is NULL until it comes). version, revised:
-- what decides between two records of it.
CREATE TABLE document (
	doc_id		INTEGER PRIMARY KEY,
	source		TEXT NOT NULL,
	ext_id		TEXT NOT NULL,		-- PMID, PMC..., name
	version		INTEGER NOT NULL,
	revised		TEXT NOT NULL,		-- date, or ''
	deleted		INTEGER NOT NULL,
	retracted	INTEGER NOT NULL,	-- says its publication type
	title		TEXT NOT NULL,
	journal		TEXT NOT NULL,
	year		INTEGER,
	doi		TEXT NOT NULL,
	run_id		INTEGER REFERENCES run,	-- that wrote lines
	sentences	INTEGER NOT NULL,
	counts		TEXT NOT NULL,		-- mentions by type, JSON
	lines		TEXT,			-- last: long, and rarely read
	UNIQUE (source, ext_id)
) STRICT;

-- Sentences that hold evidence. ord counts the document's sentences from 1;
-- NULL when its newest text no longer has the sentence. b0, b1: bytes of the
-- text, half open.
CREATE TABLE sentence (
	sent_id	INTEGER PRIMARY KEY,
	doc_id	INTEGER NOT NULL REFERENCES document,
	ord	INTEGER,
	b0	INTEGER,
	b1	INTEGER,
	region	TEXT NOT NULL,
	section	TEXT NOT NULL,
	body	TEXT NOT NULL,
	CHECK (b0 < b1)
) STRICT;
CREATE INDEX sentence_of ON sentence (doc_id, ord);

CREATE VIRTUAL TABLE sentence_fts USING fts5 (
	body, content = 'sentence', content_rowid = 'sent_id',
	tokenize = "unicode61 remove_diacritics 2 tokenchars '-'"
);
-- Who adds a sentence adds it to the index (evm_sql_added_sentence), a load once a
-- batch: a trigger would write the index anew with each sentence.
CREATE TRIGGER sentence_ad AFTER DELETE ON sentence BEGIN
	INSERT INTO sentence_fts (sentence_fts, rowid, body)
		VALUES ('delete', old.sent_id, old.body);
END;
CREATE TRIGGER sentence_au BEFORE UPDATE OF body ON sentence BEGIN
	SELECT RAISE (ABORT, 'a sentence does not change');
END;

-- References that a claim cites; the whole list is in document.lines.
CREATE TABLE reference (
	doc_id	INTEGER NOT NULL REFERENCES document,
	label	TEXT NOT NULL,
	pmid	TEXT NOT NULL,
	doi	TEXT NOT NULL,
	raw	TEXT NOT NULL,
	PRIMARY KEY (doc_id, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
	ev_id		INTEGER PRIMARY KEY,
	fingerprint	TEXT NOT NULL UNIQUE,
	doc_id		INTEGER NOT NULL REFERENCES document,
	sent_id		INTEGER NOT NULL REFERENCES sentence,
	created_at	TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of ON evidence (doc_id);
CREATE INDEX evidence_in ON evidence (sent_id);

-- Which runs find it. Evidence without a row of its document's run has
-- vanished: it is kept because a person judged it.
CREATE TABLE evidence_run (
	ev_id	INTEGER NOT NULL REFERENCES evidence,
	run_id	INTEGER NOT NULL REFERENCES run,
	rule	TEXT NOT NULL,
	score	REAL NOT NULL,
	PRIMARY KEY (ev_id, run_id)
) STRICT, WITHOUT ROWID;

-- Files that evm-run read, so that it can go on where it was. size, mtime
-- (nanoseconds), crc: of its bytes on disk. keep: what of it was to be stored.
CREATE TABLE input (
	path	TEXT PRIMARY KEY,
	size	INTEGER NOT NULL,
	mtime	INTEGER NOT NULL,
	crc	INTEGER NOT NULL,
	state	TEXT NOT NULL CHECK (state IN ('done', 'failed')),
	message	TEXT NOT NULL,		-- why it failed
	run_id	INTEGER NOT NULL REFERENCES run,
	keep	TEXT NOT NULL,
	records	INTEGER NOT NULL,
	docs	INTEGER NOT NULL,
	skipped	INTEGER NOT NULL,
	read_at	TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Documents that were left out (evm-run --keep): the newest record of each, so
-- that an older one, which would be kept, stays out whatever comes first.
CREATE TABLE passed (
	source	TEXT NOT NULL,
	ext_id	TEXT NOT NULL,
	version	INTEGER NOT NULL,
	revised	TEXT NOT NULL,
	PRIMARY KEY (source, ext_id)
) STRICT, WITHOUT ROWID;

-- Records that could not be read, or that a stage failed on.
CREATE TABLE quarantine (
	q_id		INTEGER PRIMARY KEY,
	path		TEXT NOT NULL,
	offset		INTEGER NOT NULL,	-- in the inflated file
	line		INTEGER NOT NULL,	-- of id<TAB>text lines; else 0
	format		TEXT NOT NULL,
	encoding	TEXT NOT NULL,
	message		TEXT NOT NULL,
	bytes		BLOB NOT NULL,		-- none: it could not be cut
	run_id		INTEGER NOT NULL REFERENCES run,
	held_at		TEXT NOT NULL,
	UNIQUE (path, offset, line)
) STRICT;

-- ---- people -----------------------------------------------------------------

CREATE TABLE curator (
	curator_id	INTEGER PRIMARY KEY,
	login		TEXT NOT NULL UNIQUE,
	name		TEXT NOT NULL,
	orcid		TEXT,
	role		TEXT NOT NULL CHECK
		(role IN ('curator', 'adjudicator', 'admin', 'machine')),
	active		INTEGER NOT NULL DEFAULT 1
) STRICT;
-- Number 1 is the pipeline, everywhere below.
INSERT INTO curator VALUES (1, 'machine', 'evmine', NULL, 'machine', 1);

CREATE TABLE session (
	token_sha256	TEXT PRIMARY KEY,
	curator_id	INTEGER NOT NULL REFERENCES curator,
	csrf		TEXT NOT NULL,
	created_at	TEXT NOT NULL,
	expires_at	TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- append only ------------------------------------------------------------

-- What a claim says (JSON, claim.h), by the machine or edited by a person.
-- The first version has no parent; a second one without is what the machine
-- says now of evidence that a person has judged: shown, never the head.
-- s0 to t1: where subject, object and trigger stand, bytes from the first one of
-- the sentence; equal where one has no place.
-- (payload is valid JSON: who writes it sees to that. A CHECK that calls a
-- function, as json_valid, would have SQLite keep what each row's insertion
-- changes, in case it fails: 7 % of a load.)
CREATE TABLE version (
	ver_id		INTEGER PRIMARY KEY,
	ev_id		INTEGER NOT NULL REFERENCES evidence,
	parent_id	INTEGER REFERENCES version,
	curator_id	INTEGER NOT NULL REFERENCES curator,
	run_id		INTEGER REFERENCES run,
	claim_key	TEXT NOT NULL,
	payload		TEXT NOT NULL,
	note		TEXT,
	client_key	TEXT,			-- of a person's edit
	created_at	TEXT NOT NULL,
	s0	INTEGER NOT NULL DEFAULT 0,	s1	INTEGER NOT NULL DEFAULT 0,
	o0	INTEGER NOT NULL DEFAULT 0,	o1	INTEGER NOT NULL DEFAULT 0,
	t0	INTEGER NOT NULL DEFAULT 0,	t1	INTEGER NOT NULL DEFAULT 0,
	CHECK (s0 <= s1 AND o0 <= o1 AND t0 <= t1)
) STRICT;
CREATE UNIQUE INDEX version_key ON version (curator_id, client_key)
	WHERE client_key IS NOT NULL;
CREATE INDEX version_of ON version (ev_id, ver_id);
CREATE INDEX version_child ON version (parent_id) WHERE parent_id IS NOT NULL;

-- Why a claim is rejected: a key each. tag: what INDRA calls it.
CREATE TABLE reason (
	code		TEXT PRIMARY KEY,
	key		TEXT NOT NULL UNIQUE,
	label		TEXT NOT NULL,
	tag		TEXT NOT NULL,
	needs_text	INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO reason VALUES
	('boundary',	'b', 'a mention is cut wrong',			'entity_boundaries', 0),
	('grounding',	'g', 'a mention has the wrong identifier',	'grounding', 0),
	('subject',	's', 'the subject is another one',		'no_relation', 0),
	('polarity',	'p', 'the direction is wrong',			'polarity', 0),
	('negated',	'x', 'the text denies it or saw no effect',	'negative_result', 0),
	('hypothesis',	'h', 'an aim, a question or a hypothesis',	'hypothesis', 0),
	('background',	'f', 'background, or another study''s finding',	'other', 0),
	('none',	'n', 'no relation is stated',			'no_relation', 0),
	('relation',	'w', 'another relation is stated',		'wrong_relation', 0),
	('condition',	'k', 'a condition is missing (primed, engineered, inhibited)', 'agent_conditions', 0),
	('qualifier',	'q', 'route, dose or species is wrong',		'other', 0),
	('citation',	'i', 'the citation belongs elsewhere',		'other', 0),
	('duplicate',	'd', 'a duplicate',				'other', 0),
	('parsing',	't', 'the text or its sentences are read wrong', 'other', 0),
	('other',	'o', 'something else (say what)',		'other', 1);

CREATE TABLE batch (
	batch_id	INTEGER PRIMARY KEY,
	curator_id	INTEGER NOT NULL REFERENCES curator,
	filter		TEXT NOT NULL,
	n		INTEGER NOT NULL,
	client_key	TEXT NOT NULL,
	created_at	TEXT NOT NULL,
	UNIQUE (curator_id, client_key)
) STRICT;

-- role: a vote; the word that settles a dispute; a vote in a second look, which
-- nothing but that curator's agreement with themself is counted by.
-- created_at orders the decisions on an evidence, whatever way they came here:
-- the writer sees to it that it is later than everything that stands there.
CREATE TABLE decision (
	dec_id		INTEGER PRIMARY KEY,
	ev_id		INTEGER NOT NULL REFERENCES evidence,
	ver_id		INTEGER NOT NULL REFERENCES version,	-- that was shown
	curator_id	INTEGER NOT NULL REFERENCES curator,
	role		TEXT NOT NULL CHECK
		(role IN ('review', 'adjudicate', 'second', 'import')),
	verdict		TEXT NOT NULL CHECK
		(verdict IN ('accept', 'reject', 'unsure', 'skip', 'undo')),
	reason		TEXT REFERENCES reason,
	comment		TEXT,
	undoes		INTEGER REFERENCES decision,
	batch_id	INTEGER REFERENCES batch,
	ui		TEXT NOT NULL CHECK (ui IN ('web', 'tty', 'api', 'import')),
	client_key	TEXT NOT NULL,		-- makes sending it twice harmless
	ms_spent	INTEGER,
	merged		INTEGER NOT NULL DEFAULT 0,	-- out of another journal
	created_at	TEXT NOT NULL,
	UNIQUE (curator_id, client_key),
	CHECK ((verdict = 'undo') = (undoes IS NOT NULL)),
	CHECK (verdict <> 'reject' OR reason IS NOT NULL)
) STRICT;
CREATE INDEX decision_of ON decision (ev_id, curator_id, dec_id);
CREATE INDEX decision_by ON decision (curator_id, created_at);
CREATE INDEX decision_undone ON decision (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX decision_batch ON decision (batch_id) WHERE batch_id IS NOT NULL;

CREATE TABLE comment (
	com_id		INTEGER PRIMARY KEY,
	ev_id		INTEGER NOT NULL REFERENCES evidence,
	reply_to	INTEGER REFERENCES comment,
	curator_id	INTEGER NOT NULL REFERENCES curator,
	body		TEXT NOT NULL,
	client_key	TEXT NOT NULL,
	created_at	TEXT NOT NULL,
	UNIQUE (curator_id, client_key)
) STRICT;
CREATE INDEX comment_of ON comment (ev_id);

-- flag: look at this evidence again. sentence: it holds no further claim;
-- body is its text. paper: all of it is read. The last row of a curator counts.
CREATE TABLE mark (
	mark_id		INTEGER PRIMARY KEY,
	kind		TEXT NOT NULL CHECK (kind IN ('flag', 'sentence', 'paper')),
	curator_id	INTEGER NOT NULL REFERENCES curator,
	doc_id		INTEGER NOT NULL REFERENCES document,
	ev_id		INTEGER REFERENCES evidence,
	body		TEXT NOT NULL DEFAULT '',
	done		INTEGER NOT NULL,
	client_key	TEXT NOT NULL,
	created_at	TEXT NOT NULL,
	UNIQUE (curator_id, client_key),
	CHECK ((kind = 'flag') = (ev_id IS NOT NULL))
) STRICT;
CREATE INDEX mark_of ON mark (doc_id, kind, body);
CREATE INDEX mark_on ON mark (ev_id) WHERE ev_id IS NOT NULL;

-- A random sample: which evidence it drew does not change. Evidence that
-- vanishes before anybody judged it goes out of it.
CREATE TABLE sample (
	sample_id	INTEGER PRIMARY KEY,
	name		TEXT NOT NULL UNIQUE,
	curator_id	INTEGER NOT NULL REFERENCES curator,
	filter		TEXT NOT NULL,
	seed		TEXT NOT NULL,
	n		INTEGER NOT NULL,
	created_at	TEXT NOT NULL
) STRICT;
CREATE TABLE sample_item (
	sample_id	INTEGER NOT NULL REFERENCES sample,
	ev_id		INTEGER NOT NULL REFERENCES evidence,
	PRIMARY KEY (sample_id, ev_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sample_of ON sample_item (ev_id);

-- A row for each that a person adds: detail is its content as JSON, which is
-- also its line in the journal. Each row's digest holds the one before.
CREATE TABLE audit (
	seq		INTEGER PRIMARY KEY,
	at		TEXT NOT NULL,
	curator_id	INTEGER,
	kind		TEXT NOT NULL,
	ref		INTEGER,
	detail		TEXT NOT NULL,
	prev_sha256	TEXT NOT NULL,
	sha256		TEXT NOT NULL
) STRICT;

-- ---- derived: can be made again -----------------------------------------------

-- machine_ver: what the newest run says of it; another one than head_ver is
-- based on means "look again".
CREATE TABLE evidence_state (
	ev_id		INTEGER PRIMARY KEY REFERENCES evidence,
	rev		INTEGER NOT NULL DEFAULT 0,
	head_ver	INTEGER NOT NULL REFERENCES version,
	machine_ver	INTEGER REFERENCES version,
	status		TEXT NOT NULL,
	n_accept	INTEGER NOT NULL DEFAULT 0,
	n_reject	INTEGER NOT NULL DEFAULT 0,
	n_unsure	INTEGER NOT NULL DEFAULT 0,
	forks		INTEGER NOT NULL DEFAULT 0,
	claim_key	TEXT NOT NULL
) STRICT;
CREATE INDEX state_queue ON evidence_state (status, ev_id);
CREATE INDEX state_claim ON evidence_state (claim_key);

-- What the queue filters and counts by, of the head version: numbers of terms.
-- Made again, by the review layer, for the evidence in dirty. Evidence of
-- deleted documents has no row.
CREATE TABLE term (
	term_id	INTEGER PRIMARY KEY,
	field	INTEGER NOT NULL,		-- enum evm_field, then norm, id
	value	TEXT NOT NULL,
	UNIQUE (field, value)
) STRICT;
INSERT INTO term (term_id, field, value) VALUES (1, 0, 'new'),
	(2, 0, 'in_review'), (3, 0, 'accepted'), (4, 0, 'rejected'),
	(5, 0, 'disputed'), (6, 0, 'unsure');
CREATE TABLE facet (
	ev_id		INTEGER PRIMARY KEY REFERENCES evidence,
	terms		BLOB NOT NULL,	-- all fields' again, 4 bytes each: to count
	status		INTEGER NOT NULL,	-- them fast; but this one is right here
	doc_id		INTEGER NOT NULL,
	sent_id		INTEGER NOT NULL,
	score		REAL,			-- NULL: a person added it
	gone		INTEGER NOT NULL,	-- the newest run finds it no more
	retracted	INTEGER NOT NULL,
	predicate	INTEGER NOT NULL,
	subject		INTEGER NOT NULL,
	object		INTEGER NOT NULL,
	source		INTEGER NOT NULL,
	vesicle		INTEGER NOT NULL,
	disease		INTEGER NOT NULL,
	route		INTEGER NOT NULL,
	species		INTEGER NOT NULL,
	model		INTEGER NOT NULL,
	cargo		INTEGER NOT NULL,
	section		INTEGER NOT NULL,
	region		INTEGER NOT NULL,
	rule		INTEGER NOT NULL,
	certainty	INTEGER NOT NULL,
	year		INTEGER NOT NULL,
	s_norm		INTEGER NOT NULL,	-- concepts of subject and object
	s_id		INTEGER NOT NULL,
	o_norm		INTEGER NOT NULL,
	o_id		INTEGER NOT NULL
) STRICT;
CREATE INDEX facet_status ON facet (status, ev_id);
CREATE INDEX facet_doc ON facet (doc_id, ev_id);
CREATE INDEX facet_sentence ON facet (sent_id);
CREATE TABLE dirty (ev_id INTEGER PRIMARY KEY) STRICT;

CREATE TABLE setting (
	curator_id	INTEGER NOT NULL REFERENCES curator,
	key		TEXT NOT NULL,
	value		TEXT NOT NULL,
	PRIMARY KEY (curator_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
	ev_id		INTEGER PRIMARY KEY REFERENCES evidence,
	curator_id	INTEGER NOT NULL REFERENCES curator,
	expires_at	TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
	curator_id	INTEGER NOT NULL REFERENCES curator,
	ev_id		INTEGER NOT NULL REFERENCES evidence,
	base_ver	INTEGER NOT NULL,
	payload		TEXT NOT NULL,
	updated_at	TEXT NOT NULL,
	PRIMARY KEY (curator_id, ev_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_of ON draft (ev_id);

-- ---- rules ----------------------------------------------------------------------

-- Evidence with something of a person on it.
CREATE VIEW touched AS
	SELECT ev_id FROM decision
	UNION ALL SELECT ev_id FROM comment
	UNION ALL SELECT ev_id FROM draft
	UNION ALL SELECT ev_id FROM mark WHERE ev_id IS NOT NULL
	UNION ALL SELECT ev_id FROM version WHERE curator_id <> 1;

CREATE TRIGGER decision_nu BEFORE UPDATE ON decision BEGIN
	SELECT RAISE (ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_nd BEFORE DELETE ON decision BEGIN
	SELECT RAISE (ABORT, 'decision is append-only'); END;
CREATE TRIGGER comment_nu BEFORE UPDATE ON comment BEGIN
	SELECT RAISE (ABORT, 'comment is append-only'); END;
CREATE TRIGGER comment_nd BEFORE DELETE ON comment BEGIN
	SELECT RAISE (ABORT, 'comment is append-only'); END;
CREATE TRIGGER mark_nu BEFORE UPDATE ON mark BEGIN
	SELECT RAISE (ABORT, 'mark is append-only'); END;
CREATE TRIGGER mark_nd BEFORE DELETE ON mark BEGIN
	SELECT RAISE (ABORT, 'mark is append-only'); END;
CREATE TRIGGER sample_nu BEFORE UPDATE ON sample BEGIN
	SELECT RAISE (ABORT, 'sample is append-only'); END;
CREATE TRIGGER sample_nd BEFORE DELETE ON sample BEGIN
	SELECT RAISE (ABORT, 'sample is append-only'); END;
CREATE TRIGGER audit_nu BEFORE UPDATE ON audit BEGIN
	SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_nd BEFORE DELETE ON audit BEGIN
	SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER version_nu BEFORE UPDATE ON version BEGIN
	SELECT RAISE (ABORT, 'version is append-only'); END;
-- The machine's own, that nobody has touched, goes when it vanishes.
CREATE TRIGGER version_nd BEFORE DELETE ON version
	WHEN EXISTS (SELECT 1 FROM touched t WHERE t.ev_id = old.ev_id) BEGIN
	SELECT RAISE (ABORT, 'version is append-only'); END;
CREATE TRIGGER evidence_nu BEFORE UPDATE OF ev_id, fingerprint ON evidence BEGIN
	SELECT RAISE (ABORT, 'evidence keeps its fingerprint'); END;
CREATE TRIGGER evidence_nd BEFORE DELETE ON evidence
	WHEN EXISTS (SELECT 1 FROM touched t WHERE t.ev_id = old.ev_id) BEGIN
	SELECT RAISE (ABORT, 'evidence that a person judged is kept'); END;

-- What hangs on evidence that nobody judged goes with it (not by a cascade:
-- a load, which makes and deletes in order, does not have its rows looked up
-- again by foreign keys).
CREATE TRIGGER evidence_gone BEFORE DELETE ON evidence BEGIN
	DELETE FROM facet WHERE ev_id = old.ev_id;
	DELETE FROM sample_item WHERE ev_id = old.ev_id;
	DELETE FROM lease WHERE ev_id = old.ev_id;
END;

-- A vote is about the version that was shown, and that one is still the head.
CREATE TRIGGER decision_guard BEFORE INSERT ON decision BEGIN
	SELECT RAISE (ABORT, 'STALE')
	WHERE new.verdict <> 'undo' AND new.role <> 'adjudicate' AND
		new.merged = 0 AND new.ver_id <> (SELECT head_ver FROM evidence_state s
			WHERE s.ev_id = new.ev_id);
	SELECT RAISE (ABORT, 'version of another evidence')
	WHERE new.ev_id <> (SELECT ev_id FROM version v WHERE v.ver_id = new.ver_id);
	SELECT RAISE (ABORT, 'this reason needs a text')
	WHERE trim(coalesce(new.comment, '')) = '' AND
		(SELECT needs_text FROM reason r WHERE r.code = new.reason);
	SELECT RAISE (ABORT, 'undo only a decision of your own')
	WHERE new.verdict = 'undo' AND NOT EXISTS (
		SELECT 1 FROM decision d WHERE d.dec_id = new.undoes AND
			d.ev_id = new.ev_id AND d.curator_id = new.curator_id AND
			d.verdict <> 'undo');
	SELECT RAISE (ABORT, 'undone already')
	WHERE new.merged = 0 AND EXISTS
		(SELECT 1 FROM decision d WHERE d.undoes = new.undoes);
END;

-- The decision of each curator that counts: the last one not undone. A skip
-- says nothing. (+: by the index of the evidence; that of the times holds all
-- that the curator did since.)
CREATE VIEW effective AS
	SELECT d.* FROM decision d
	WHERE d.verdict NOT IN ('undo', 'skip') AND
		NOT EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.dec_id) AND
		NOT EXISTS (SELECT 1 FROM decision l
			WHERE l.ev_id = d.ev_id AND l.curator_id = d.curator_id AND
				l.role = d.role AND
				l.verdict NOT IN ('undo', 'skip') AND
				(+l.created_at, l.client_key) >
					(d.created_at, d.client_key) AND NOT EXISTS
				(SELECT 1 FROM decision u WHERE u.undoes = l.dec_id));

-- The version in force: the adjudicated one, else the end of the chain that
-- the first edits make. First by time and content, not by row: the same rows
-- give the same head in whatever order journals brought them. Scalar
-- subqueries, so that "WHERE ev_id = ?" costs the versions and decisions of
-- that evidence alone.
CREATE VIEW head AS
	SELECT e.ev_id, coalesce(
		(SELECT f.ver_id FROM effective f
			WHERE f.ev_id = e.ev_id AND f.role = 'adjudicate'
			ORDER BY f.created_at DESC, f.client_key DESC LIMIT 1),
		(WITH RECURSIVE chain (ver_id, depth) AS (
			SELECT (SELECT v.ver_id FROM version v WHERE v.ev_id = e.ev_id
				AND v.parent_id IS NULL
				ORDER BY v.created_at, v.payload, v.ver_id LIMIT 1), 1
			UNION ALL
			SELECT (SELECT v.ver_id FROM version v
				WHERE v.parent_id = chain.ver_id
				ORDER BY v.created_at, v.payload, v.ver_id LIMIT 1),
				depth + 1
			FROM chain WHERE chain.ver_id IS NOT NULL)
		SELECT ver_id FROM chain WHERE ver_id IS NOT NULL
			ORDER BY depth DESC LIMIT 1)) AS ver_id
	FROM evidence e;

-- Adjudication wins, until its version is edited; forked edits or votes that
-- differ are disputed; then the quorum. Only votes on the head count: an edit asks again.
CREATE VIEW state_now AS
	SELECT n.*, CASE
		WHEN adjudged IS NOT NULL AND edited > adjudged_at THEN 'disputed'
		WHEN adjudged = 'accept' THEN 'accepted'
		WHEN adjudged = 'reject' THEN 'rejected'
		WHEN forks > 0 OR n_accept > 0 AND n_reject > 0 THEN 'disputed'
		WHEN n_accept >= quorum THEN 'accepted'
		WHEN n_reject >= quorum THEN 'rejected'
		WHEN n_unsure > 0 THEN 'unsure'
		WHEN n_accept + n_reject > 0 THEN 'in_review'
		ELSE 'new' END AS status
	FROM (SELECT h.ev_id, h.ver_id AS head_ver,
		(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'quorum') AS quorum,
		(SELECT claim_key FROM version v WHERE v.ver_id = h.ver_id) AS claim_key,
		(SELECT count(*) FROM effective f WHERE f.ev_id = h.ev_id AND
			f.ver_id = h.ver_id AND f.role NOT IN ('adjudicate', 'second') AND
			f.verdict = 'accept') AS n_accept,
		(SELECT count(*) FROM effective f WHERE f.ev_id = h.ev_id AND
			f.ver_id = h.ver_id AND f.role NOT IN ('adjudicate', 'second') AND
			f.verdict = 'reject') AS n_reject,
		(SELECT count(*) FROM effective f WHERE f.ev_id = h.ev_id AND
			f.ver_id = h.ver_id AND f.role <> 'second' AND
			f.verdict = 'unsure') AS n_unsure,
		(SELECT f.verdict FROM effective f WHERE f.ev_id = h.ev_id AND
			f.ver_id = h.ver_id AND f.role = 'adjudicate'
			ORDER BY f.created_at DESC, f.client_key DESC LIMIT 1) AS adjudged,
		(SELECT max(f.created_at) FROM effective f WHERE f.ev_id = h.ev_id AND
			f.ver_id = h.ver_id AND f.role = 'adjudicate') AS adjudged_at,
		(SELECT max(v.created_at) FROM version v
			WHERE v.parent_id = h.ver_id) AS edited,
		(SELECT count(*) FROM (SELECT 1 FROM version v
			WHERE v.ev_id = h.ev_id AND v.parent_id IS NOT NULL
			GROUP BY v.parent_id HAVING count(*) > 1)) AS forks
		FROM head h) n;

-- A first version opens the state without asking the views: the fast path of
-- a load. Whatever else changes it raises rev, and the state follows: the views
-- stand in one trigger that runs when they are needed, for SQLite clears the
-- memory of all that a trigger may ask, whether it asks or not.
CREATE TRIGGER version_first AFTER INSERT ON version
	WHEN new.parent_id IS NULL BEGIN
	INSERT INTO evidence_state (ev_id, head_ver, machine_ver, status, claim_key)
	VALUES (new.ev_id, new.ver_id,
		CASE new.curator_id WHEN 1 THEN new.ver_id END, 'new', new.claim_key)
	ON CONFLICT DO NOTHING;
	UPDATE evidence_state SET rev = rev + 1
	WHERE ev_id = new.ev_id AND head_ver <> new.ver_id;
	INSERT INTO dirty VALUES (new.ev_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER version_edit AFTER INSERT ON version
	WHEN new.parent_id IS NOT NULL BEGIN
	UPDATE evidence_state SET rev = rev + 1 WHERE ev_id = new.ev_id;
END;
CREATE TRIGGER decision_state AFTER INSERT ON decision BEGIN
	UPDATE evidence_state SET rev = rev + 1 WHERE ev_id = new.ev_id;
END;
CREATE TRIGGER state_follow AFTER UPDATE OF rev ON evidence_state BEGIN
	UPDATE evidence_state SET
		(head_ver, status, n_accept, n_reject, n_unsure, forks, claim_key) =
		(SELECT head_ver, status, n_accept, n_reject, n_unsure, forks, claim_key
			FROM state_now s WHERE s.ev_id = new.ev_id)
	WHERE ev_id = new.ev_id;
END;

-- The queue's terms follow. (Not OR IGNORE: the outer statement's rule for
-- conflicts would hold. Not NOT IN: SQLite would make a table for it, each time.)
CREATE TRIGGER facet_run AFTER INSERT ON evidence_run BEGIN
	INSERT INTO dirty VALUES (new.ev_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER facet_head AFTER UPDATE OF head_ver ON evidence_state
	WHEN new.head_ver <> old.head_ver BEGIN
	INSERT INTO dirty VALUES (new.ev_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER facet_state AFTER UPDATE OF status ON evidence_state
	WHEN new.status <> old.status BEGIN
	UPDATE facet SET status = (SELECT term_id FROM term
		WHERE field = 0 AND value = new.status) WHERE ev_id = new.ev_id;
END;
CREATE TRIGGER facet_doc AFTER UPDATE ON document
	WHEN (new.run_id, new.deleted, new.retracted, new.year) IS NOT
		(old.run_id, old.deleted, old.retracted, old.year) BEGIN
	INSERT INTO dirty SELECT ev_id FROM evidence WHERE doc_id = new.doc_id
		AND ev_id NOT IN (SELECT ev_id FROM dirty);
END;

-- ---- what is asked ----------------------------------------------------------------

-- Evidence that the newest run of a document that is not deleted finds.
CREATE VIEW current AS
	SELECT e.ev_id, e.fingerprint, e.doc_id, e.sent_id, r.rule, r.score,
		s.status, s.head_ver, s.machine_ver, s.claim_key
	FROM document d JOIN evidence e ON e.doc_id = d.doc_id
	JOIN evidence_run r ON r.ev_id = e.ev_id AND r.run_id = d.run_id
	JOIN evidence_state s ON s.ev_id = e.ev_id
	WHERE d.deleted = 0;

-- Judged, and the machine says something else now, which the head is not
-- made of.
CREATE VIEW recheck AS
	SELECT c.ev_id, c.head_ver, c.machine_ver FROM current c
	WHERE c.machine_ver <> c.head_ver AND c.machine_ver NOT IN (
		WITH RECURSIVE up (ver_id) AS (
			SELECT c.head_ver
			UNION ALL
			SELECT v.parent_id FROM version v JOIN up ON v.ver_id = up.ver_id
			WHERE v.parent_id IS NOT NULL)
		SELECT ver_id FROM up);

-- What a curator said in a second look, and had said before.
CREATE VIEW vote AS
	SELECT ev_id, ver_id, curator_id, verdict FROM effective
	WHERE role = 'review' AND verdict IN ('accept', 'reject');
CREATE VIEW second_look AS
	SELECT s.ev_id, s.ver_id, s.curator_id, f.verdict AS first,
		s.verdict AS second
	FROM effective s JOIN decision f ON f.dec_id = (SELECT d.dec_id
		FROM decision d WHERE d.ev_id = s.ev_id AND
			d.curator_id = s.curator_id AND d.ver_id = s.ver_id AND
			d.role = 'review' AND d.verdict IN ('accept', 'reject') AND
			d.created_at < s.created_at AND NOT EXISTS
			(SELECT 1 FROM decision u WHERE u.undoes = d.dec_id)
		ORDER BY d.created_at DESC, d.client_key DESC LIMIT 1)
	WHERE s.role = 'second' AND s.verdict IN ('accept', 'reject');
-- How far two curators agree on what both judged; a = b: one with themself.
CREATE VIEW kappa AS
	SELECT a, b, n, po, pe, CASE WHEN pe < 1 THEN (po - pe) / (1 - pe) END AS kappa
	FROM (SELECT a, b, count(*) AS n, avg(va = vb) AS po,
			avg(va = 'accept') * avg(vb = 'accept') +
			avg(va = 'reject') * avg(vb = 'reject') AS pe
		FROM (SELECT x.curator_id AS a, y.curator_id AS b,
				x.verdict AS va, y.verdict AS vb
			FROM vote x JOIN vote y ON x.ev_id = y.ev_id AND
				x.ver_id = y.ver_id AND x.curator_id < y.curator_id
			UNION ALL SELECT curator_id, curator_id, first, second
			FROM second_look)
		GROUP BY 1, 2);

-- ---- for people who open the database: R, pandas, Datasette ------------------------
--
-- These names and columns stay. What is unknown is NULL or ''; several values
-- of a qualifier stand behind each other with "; ".

-- A row for each sentence that says a claim, as curators left it. id: what
-- exports show; status: new in_review accepted rejected disputed unsure; gone:
-- judged once, and the newest run finds it no more.
CREATE VIEW v_evidence AS
	SELECT substr(e.fingerprint, 1, 12) AS id, d.ext_id AS doc,
		d.source AS doc_source, d.title, d.journal, d.year, d.doi,
		d.retracted, t.ord AS sentence, t.region, t.section,
		t.body AS evidence,
		coalesce(json_extract(v.payload, '$.subject.quote'), '') AS subject,
		coalesce(json_extract(v.payload, '$.subject.type'), '') AS subject_type,
		coalesce(json_extract(v.payload, '$.subject.norm'), '') AS subject_norm,
		coalesce(json_extract(v.payload, '$.subject.id'), '') AS subject_id,
		coalesce(json_extract(v.payload, '$.predicate'), '') AS predicate,
		coalesce(json_extract(v.payload, '$.object.quote'), '') AS object,
		coalesce(json_extract(v.payload, '$.object.type'), '') AS object_type,
		coalesce(json_extract(v.payload, '$.object.norm'), '') AS object_norm,
		coalesce(json_extract(v.payload, '$.object.id'), '') AS object_id,
		coalesce(json_extract(v.payload, '$.negated'), 0) AS negated,
		coalesce(json_extract(v.payload, '$.certainty'), '') AS certainty,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.source')) AS source,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.source_species')) AS source_species,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.vesicle')) AS vesicle,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.cargo')) AS cargo,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.modification')) AS modification,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.route')) AS route,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.dose')) AS dose,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.cell')) AS cell,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.disease')) AS disease,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.model_species')) AS model_species,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.setting')) AS setting,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.refs')) AS refs,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.trial')) AS trial,
		(SELECT group_concat(value, '; ')
			FROM json_each(v.payload, '$.qualifiers.effect')) AS effect,
		r.score AS confidence, coalesce(r.rule, 'curator') AS rule,
		s.status, r.run_id IS NULL AND v.curator_id = 1 AS gone,
		s.claim_key, e.ev_id
	FROM document d JOIN evidence e ON e.doc_id = d.doc_id
	JOIN evidence_state s ON s.ev_id = e.ev_id
	JOIN version v ON v.ver_id = s.head_ver
	JOIN sentence t ON t.sent_id = e.sent_id
	LEFT JOIN evidence_run r ON r.ev_id = e.ev_id AND r.run_id = d.run_id
	WHERE d.deleted = 0;

-- A row for each claim, whoever says it, without what was rejected or is gone.
-- denied: evidence that says there is no such effect.
CREATE VIEW v_claims AS
	SELECT claim_key, subject_type, min(subject_norm) AS subject, predicate,
		object_type, min(object_norm) AS object, count(*) AS evidence,
		count(DISTINCT doc_source || ':' || doc) AS documents,
		sum(negated) AS denied, sum(certainty = 'hedged') AS hedged,
		sum(status = 'accepted') AS accepted, max(confidence) AS confidence,
		min(year) AS first_year, max(year) AS last_year
	FROM v_evidence WHERE status <> 'rejected' AND gone = 0
	GROUP BY claim_key, subject_type, predicate, object_type;

-- What vesicles do: a row for each source, species, vesicle, disease and
-- effect ("decreases apoptosis"). Where a disease itself is what changes, it
-- is the disease.
CREATE VIEW v_effects AS
	SELECT coalesce(source, '') AS source,
		coalesce(source_species, '') AS source_species,
		CASE subject_type WHEN 'vesicle' THEN subject_norm
			ELSE coalesce(vesicle, '') END AS vesicle,
		CASE WHEN object_type = 'disease' THEN object_norm
			ELSE coalesce(disease, '') END AS disease,
		predicate || ' ' || CASE object_norm WHEN '' THEN object
			ELSE object_norm END AS effect,
		predicate, negated,
		group_concat(DISTINCT route) AS routes,
		group_concat(DISTINCT model_species) AS model_species,
		count(*) AS evidence, sum(status = 'accepted') AS accepted,
		count(DISTINCT doc_source || ':' || doc) AS documents,
		max(confidence) AS confidence, min(year) AS first_year,
		max(year) AS last_year, group_concat(id) AS ids
	FROM v_evidence
	WHERE status <> 'rejected' AND gone = 0 AND
		(subject_type = 'vesicle' OR vesicle IS NOT NULL) AND
		predicate NOT IN ('contains', 'targets', 'superior_to')
	GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- A row for each mention: read from the documents' lines, so ask for some
-- documents, not for a dump's. b0, b1: bytes of the document's text. A
-- backslash is set aside while lines and fields are cut, as JSON has its own.
CREATE VIEW v_mentions AS
	SELECT d.ext_id AS doc, d.source AS doc_source,
		json_extract(m.f, '$[2]') AS type,
		CAST(json_extract(m.f, '$[3]') AS INTEGER) AS b0,
		CAST(json_extract(m.f, '$[4]') AS INTEGER) AS b1,
		replace(json_extract(m.f, '$[5]'), char(26) || char(26), '\') AS quote,
		replace(json_extract(m.f, '$[6]'), char(26) || char(26), '\') AS norm,
		coalesce((SELECT substr(value, 4) FROM json_each(m.f)
			WHERE key > 6 AND value GLOB 'id=*'), '') AS id,
		coalesce((SELECT substr(value, 6) FROM json_each(m.f)
			WHERE key > 6 AND value GLOB 'name=*'), '') AS name,
		(SELECT substr(value, 8) FROM json_each(m.f)
			WHERE key > 6 AND value GLOB 'source=*') AS source,
		(SELECT substr(value, 9) FROM json_each(m.f)
			WHERE key > 6 AND value GLOB 'species=*') AS species
	FROM document d JOIN (
		SELECT c.doc_id, l.key AS at,
			'[' || replace(json_quote(l.value), '\t', '","') || ']' AS f
		FROM document c, json_each('[' || replace(json_quote(
			replace(c.lines, '\', char(26))), '\n', '","') || ']') l
		WHERE c.deleted = 0 AND l.value GLOB 'E' || char(9) || '*') m
		ON m.doc_id = d.doc_id;
