-- What people do with posts besides writing them: former texts, votes, "that concerns us, too", flags, and what moderators decide.

-- Texts that were replaced. The present one stands in the table of its post.
CREATE TABLE post_revisions (
    post TEXT NOT NULL, -- question, answer, comment
    post_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    title TEXT NOT NULL, -- of a question; otherwise empty
    body TEXT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES accounts (id), -- who wrote this text
    created_at BIGINT NOT NULL,
    PRIMARY KEY (post, post_id, number)
);
CREATE INDEX post_revisions_author ON post_revisions (author_id);

-- Null: whoever wrote the first text wrote the present one.
ALTER TABLE questions ADD COLUMN edited_by BIGINT REFERENCES accounts (id);
ALTER TABLE answers ADD COLUMN edited_by BIGINT REFERENCES accounts (id);
ALTER TABLE comments ADD COLUMN edited_by BIGINT REFERENCES accounts (id);

CREATE INDEX questions_merged ON questions (merged_into);
CREATE INDEX questions_duplicate ON questions (duplicate_of);

CREATE TABLE helpful_votes (
    answer_id BIGINT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (answer_id, account_id)
);
CREATE INDEX helpful_votes_account ON helpful_votes (account_id);

-- Organisations with the same question.
CREATE TABLE shared_questions (
    question_id BIGINT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id), -- who said so
    created_at BIGINT NOT NULL,
    PRIMARY KEY (question_id, organisation_id)
);
CREATE INDEX shared_questions_organisation ON shared_questions (organisation_id);

CREATE TABLE flags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post TEXT NOT NULL,
    post_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT REFERENCES accounts (id),
    decision TEXT,
    decision_note TEXT
);
-- one open flag of each person for each post
CREATE UNIQUE INDEX flags_open ON flags (post, post_id, account_id) WHERE decided_at IS NULL;
CREATE INDEX flags_account ON flags (account_id);

-- Rows are only ever added. What they are about may be gone, so nothing is referred to but who did it.
CREATE TABLE moderation_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    action TEXT NOT NULL,
    post TEXT, -- none: it was no post
    post_id BIGINT,
    detail TEXT NOT NULL, -- where to, which one
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX moderation_log_post ON moderation_log (post, post_id);

-- Numbers of posts that were deleted for good: SQLite would give them to the next one.
CREATE TABLE erased_posts (
    post TEXT NOT NULL,
    post_id BIGINT NOT NULL,
    PRIMARY KEY (post, post_id)
);
