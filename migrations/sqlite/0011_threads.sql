-- What a thread is besides its texts: who may see it, what moderators did with it, comments below its posts.

-- Null: the whole network. Otherwise a Kreis, until it opens to all.
ALTER TABLE questions ADD COLUMN audience TEXT REFERENCES organisations (slug);
ALTER TABLE questions ADD COLUMN opens_at BIGINT;
CREATE INDEX questions_opening ON questions (opens_at) WHERE opens_at IS NOT NULL;

ALTER TABLE questions ADD COLUMN revision BIGINT NOT NULL DEFAULT 1; -- how often it was edited, and one: two editors cannot overwrite each other
ALTER TABLE questions ADD COLUMN pinned_at BIGINT;
ALTER TABLE questions ADD COLUMN locked_at BIGINT; -- nobody but moderators writes here any more
ALTER TABLE questions ADD COLUMN closed_at BIGINT; -- no more answers, for a reason
ALTER TABLE questions ADD COLUMN closed_reason TEXT;
ALTER TABLE questions ADD COLUMN closed_note TEXT;
ALTER TABLE questions ADD COLUMN duplicate_of BIGINT REFERENCES questions (id);
ALTER TABLE questions ADD COLUMN merged_into BIGINT REFERENCES questions (id); -- its address leads there; it is removed as well
ALTER TABLE questions ADD COLUMN removed_at BIGINT; -- can be restored
ALTER TABLE questions ADD COLUMN removed_by BIGINT REFERENCES accounts (id);
ALTER TABLE questions ADD COLUMN removed_reason TEXT;

ALTER TABLE answers ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE answers ADD COLUMN helpful BIGINT NOT NULL DEFAULT 0; -- how many found it so
ALTER TABLE answers ADD COLUMN removed_at BIGINT;
ALTER TABLE answers ADD COLUMN removed_by BIGINT REFERENCES accounts (id);
ALTER TABLE answers ADD COLUMN removed_reason TEXT;

CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question_id BIGINT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    answer_id BIGINT REFERENCES answers (id) ON DELETE CASCADE, -- null: on the question itself
    body TEXT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    created_at BIGINT NOT NULL,
    edited_at BIGINT,
    revision BIGINT NOT NULL DEFAULT 1,
    removed_at BIGINT,
    removed_by BIGINT REFERENCES accounts (id),
    removed_reason TEXT
);
CREATE INDEX comments_question ON comments (question_id, created_at);
CREATE INDEX comments_answer ON comments (answer_id);
CREATE INDEX comments_author ON comments (author_id);
