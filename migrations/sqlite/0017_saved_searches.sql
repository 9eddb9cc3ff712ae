-- Searches that somebody has saved, to hear of what is new.

-- Since which change of `search_changes` something can be found; later changes leave it. Null: written by an older
-- version, and not changed since.
ALTER TABLE articles ADD COLUMN appeared_seq BIGINT;
ALTER TABLE questions ADD COLUMN appeared_seq BIGINT;
ALTER TABLE questions ADD COLUMN appeared_to TEXT; -- slug of the Kreis that it was for then; null: all
ALTER TABLE questions ADD COLUMN opened_seq BIGINT; -- since which change by all others
UPDATE articles SET appeared_seq = 0;
UPDATE questions SET appeared_seq = 0, appeared_to = audience;
CREATE INDEX articles_appeared ON articles (appeared_seq);
CREATE INDEX questions_appeared ON questions (appeared_seq);
CREATE INDEX questions_opened ON questions (opened_seq);

CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL, -- the address of its results behind the question mark, in one order
    mark BIGINT NOT NULL, -- up to which change she knows what there is
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX saved_searches_query ON saved_searches (account_id, query);

-- Up to which change all of them were looked through. One row.
CREATE TABLE saved_search_rounds (
    id BIGINT PRIMARY KEY NOT NULL,
    upto BIGINT NOT NULL
);
INSERT INTO saved_search_rounds (id, upto) VALUES (1, 0);
