-- Asking: forms that post once, files of posts, feeds, and the order of lists.

-- A form of a question or an answer: sent twice, it posts once. Files uploaded while somebody writes wait here.
CREATE TABLE post_forms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    form_key TEXT NOT NULL,
    question_id BIGINT REFERENCES questions (id) ON DELETE CASCADE, -- what it became
    answer_id BIGINT REFERENCES answers (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX post_forms_key ON post_forms (account_id, form_key);
CREATE INDEX post_forms_question ON post_forms (question_id);
CREATE INDEX post_forms_answer ON post_forms (answer_id);

ALTER TABLE attachments ADD COLUMN question_id BIGINT REFERENCES questions (id) ON DELETE CASCADE;
ALTER TABLE attachments ADD COLUMN answer_id BIGINT REFERENCES answers (id) ON DELETE CASCADE;
ALTER TABLE attachments ADD COLUMN form_id BIGINT REFERENCES post_forms (id) ON DELETE CASCADE;
CREATE INDEX attachments_question ON attachments (question_id);
CREATE INDEX attachments_answer ON attachments (answer_id);
CREATE INDEX attachments_form ON attachments (form_id);

-- What opens somebody's feeds, and nothing else. Only the hash of the key is stored.
CREATE TABLE feed_keys (
    account_id BIGINT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    key_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

-- Each list is read in its own order, from wherever the reader is.
CREATE INDEX questions_newest ON questions (created_at, id);
CREATE INDEX questions_author_newest ON questions (author_id, created_at, id);
CREATE INDEX questions_organisation_newest ON questions (organisation_id, created_at, id);
CREATE INDEX questions_topic_newest ON questions (topic, created_at, id);
CREATE INDEX questions_unanswered ON questions (created_at, id) WHERE answer_count = 0;
CREATE INDEX questions_unsolved ON questions (created_at, id) WHERE accepted_answer IS NULL;
CREATE INDEX questions_solved ON questions (created_at, id) WHERE accepted_answer IS NOT NULL;
CREATE INDEX questions_pinned ON questions (pinned_at) WHERE pinned_at IS NOT NULL;
DROP INDEX questions_created;
DROP INDEX questions_author;
DROP INDEX questions_organisation;
DROP INDEX questions_topic;
DROP INDEX questions_open;
