-- What an article is besides its text: fixed fields, a place in the tree, someone who looks after it, its history.

ALTER TABLE articles ADD COLUMN fields TEXT NOT NULL DEFAULT '{}'; -- JSON of the fixed fields of its kind
ALTER TABLE articles ADD COLUMN parent_id BIGINT REFERENCES articles (id);
ALTER TABLE articles ADD COLUMN position BIGINT NOT NULL DEFAULT 0; -- among its siblings
ALTER TABLE articles ADD COLUMN owner_id BIGINT REFERENCES accounts (id);
ALTER TABLE articles ADD COLUMN deputy_id BIGINT REFERENCES organisations (id);
ALTER TABLE articles ADD COLUMN review_months BIGINT;
ALTER TABLE articles ADD COLUMN review_due BIGINT;
ALTER TABLE articles ADD COLUMN review_stage BIGINT NOT NULL DEFAULT 0; -- how far up the reminder has gone
CREATE INDEX articles_parent ON articles (parent_id);
CREATE INDEX articles_owner ON articles (owner_id);
CREATE INDEX articles_deputy ON articles (deputy_id);
CREATE INDEX articles_review ON articles (review_due);

-- A revision keeps all that its author wrote, so that it can be restored.
ALTER TABLE revisions ADD COLUMN summary TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
ALTER TABLE revisions ADD COLUMN organisation_id BIGINT REFERENCES organisations (id); -- where the author worked then
ALTER TABLE revisions ADD COLUMN origins TEXT; -- which revision each line comes from; computed when first asked for
ALTER TABLE revisions ADD COLUMN begun_at BIGINT; -- when the author began with this run of edits
ALTER TABLE revisions ADD COLUMN superseded BOOLEAN NOT NULL DEFAULT FALSE; -- the same author went on within minutes

-- What happened to an article besides its text.
CREATE TABLE article_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    author_id BIGINT REFERENCES accounts (id),
    organisation_id BIGINT REFERENCES organisations (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX article_events_article ON article_events (article_id);
