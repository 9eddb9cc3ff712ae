-- What members write before it is an article: never a row of `articles`, so no list, count, search or redirect can show it.
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    form_key TEXT, -- of the form it came from: sent twice, it is the same draft
    article_id BIGINT REFERENCES articles (id) ON DELETE CASCADE, -- null: a new article
    base BIGINT, -- the revision its author has read
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    organisation_id BIGINT NOT NULL REFERENCES organisations (id), -- where the author worked when she began
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    visibility TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    topic TEXT NOT NULL,
    tags TEXT NOT NULL,
    organisation TEXT NOT NULL,
    fields TEXT NOT NULL,
    parent TEXT NOT NULL,
    note TEXT NOT NULL,
    version BIGINT NOT NULL, -- counts how often it was saved
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    submitted_at BIGINT,
    decided_at BIGINT, -- returned, rejected, published or discarded
    revision BIGINT -- what it became
);
CREATE UNIQUE INDEX drafts_form ON drafts (author_id, form_key);
CREATE INDEX drafts_author ON drafts (author_id, updated_at);
CREATE INDEX drafts_article ON drafts (article_id, state);
CREATE INDEX drafts_state ON drafts (state, submitted_at);

-- What moderators said about a draft, and what it looked like before one of them corrected it.
CREATE TABLE draft_reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id BIGINT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    decision TEXT NOT NULL,
    comment TEXT NOT NULL,
    earlier TEXT, -- the body its author had written
    reviewer_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX draft_reviews_draft ON draft_reviews (draft_id);
