-- Files of articles and drafts. Their content is elsewhere, under its hash; their text is here, for the search.

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT REFERENCES articles (id) ON DELETE CASCADE,
    draft_id BIGINT, -- until it is published
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    hash TEXT NOT NULL, -- SHA-256 of the content, in hexadecimal
    width BIGINT, -- of an image, in pixels
    height BIGINT,
    pages BIGINT, -- of a document, once it was read
    account_id BIGINT REFERENCES accounts (id),
    organisation_id BIGINT REFERENCES organisations (id), -- where she worked then
    text_state TEXT NOT NULL, -- waiting, done, failed
    text_attempts BIGINT NOT NULL DEFAULT 0,
    text_due_at BIGINT NOT NULL, -- not before; a process that reads it moves it on
    created_at BIGINT NOT NULL,
    removed_at BIGINT -- the row goes a day later; until then it counts against the limit of its uploader
);
CREATE INDEX attachments_article ON attachments (article_id);
CREATE INDEX attachments_draft ON attachments (draft_id);
CREATE INDEX attachments_hash ON attachments (hash);
CREATE INDEX attachments_account ON attachments (account_id, created_at);
CREATE INDEX attachments_waiting ON attachments (text_due_at) WHERE text_state = 'waiting';

CREATE TABLE attachment_texts (
    attachment_id BIGINT NOT NULL REFERENCES attachments (id) ON DELETE CASCADE,
    page BIGINT NOT NULL, -- from 1; those without text are missing
    body TEXT NOT NULL,
    PRIMARY KEY (attachment_id, page)
);
