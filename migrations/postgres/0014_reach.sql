-- Who follows what, who is named where, and how people want to hear of it.

CREATE TABLE follows (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL, -- question, topic, tag, organisation
    target TEXT NOT NULL, -- its id; of a topic the slug
    active BOOLEAN NOT NULL DEFAULT TRUE, -- false: she stopped, and taking part does not begin it again
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind, target)
);
CREATE INDEX follows_target ON follows (kind, target);

-- Whom a post names. Stays when the name is taken out again: nobody is told of the same twice.
CREATE TABLE mentions (
    question_id BIGINT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    post TEXT NOT NULL, -- frage-1, antwort-2, kommentar-3
    name_key TEXT NOT NULL, -- the name as it is written there, as a slug
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    organisation_id BIGINT REFERENCES organisations (id),
    PRIMARY KEY (question_id, post, name_key)
);
CREATE INDEX mentions_account ON mentions (account_id);

-- The name as a slug, by which others name someone. Filled at the next start for accounts that are older.
ALTER TABLE accounts ADD COLUMN name_key TEXT;
CREATE INDEX accounts_name ON accounts (name_key);
-- How many mails in a row the mail server has refused for good.
ALTER TABLE accounts ADD COLUMN bounces BIGINT NOT NULL DEFAULT 0;

-- How often someone wants mails of a sort; without a row as usual.
CREATE TABLE mail_preferences (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    rhythm TEXT NOT NULL,
    PRIMARY KEY (account_id, subject)
);

ALTER TABLE notices ADD COLUMN event TEXT; -- what happened, once for each person: antwort-2
ALTER TABLE notices ADD COLUMN question_id BIGINT REFERENCES questions (id) ON DELETE CASCADE;
ALTER TABLE notices ADD COLUMN digest TEXT; -- the rhythm of the mail that it waits for
CREATE UNIQUE INDEX notices_event ON notices (account_id, event);
CREATE INDEX notices_question ON notices (question_id);
CREATE INDEX notices_digest ON notices (account_id, digest) WHERE digest IS NOT NULL;

-- A mail that will sum up what waits.
CREATE TABLE digests (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    rhythm TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, rhythm)
);
CREATE INDEX digests_due ON digests (due_at);

-- The link in a mail that ends mails of its sort, without signing in.
CREATE TABLE unsubscribe_links (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    scope TEXT NOT NULL, -- a subject, or the rhythm of a digest
    created_at BIGINT NOT NULL
);
CREATE INDEX unsubscribe_links_created ON unsubscribe_links (created_at);
CREATE INDEX unsubscribe_links_account ON unsubscribe_links (account_id);

ALTER TABLE outbox ADD COLUMN html TEXT;
ALTER TABLE outbox ADD COLUMN message_id TEXT; -- the part before the @; the same each time it is tried
ALTER TABLE outbox ADD COLUMN thread TEXT; -- message_id of the mail that began the thread
ALTER TABLE outbox ADD COLUMN unsubscribe TEXT;
ALTER TABLE outbox ADD COLUMN refused_at BIGINT; -- for good: it is not tried again
