-- From thread to article, who knows their way around, and what is announced.

-- A draft that was made from a thread. It stays what it was when the thread is merged, renamed or deleted for good.
CREATE TABLE summaries (
    draft_id BIGINT PRIMARY KEY REFERENCES drafts (id) ON DELETE CASCADE, -- which says what article it became
    question_id BIGINT REFERENCES questions (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX summaries_question ON summaries (question_id);

-- Whose words it was made from. Names are never part of the text, so that one click takes one out of every revision.
CREATE TABLE contributors (
    draft_id BIGINT NOT NULL REFERENCES summaries (draft_id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    organisation_id BIGINT NOT NULL REFERENCES organisations (id), -- where she worked when she wrote
    withdrawn BOOLEAN NOT NULL DEFAULT FALSE, -- she does not want to be named
    PRIMARY KEY (draft_id, account_id)
);
CREATE INDEX contributors_account ON contributors (account_id);

-- Expertise is asked for by organisation.
CREATE INDEX answers_organisation ON answers (organisation_id);
CREATE INDEX revisions_first ON revisions (organisation_id) WHERE number = 1;
CREATE INDEX drafts_became ON drafts (article_id) WHERE state = 'published';

-- An unanswered question is offered to others, step by step. A new one is due at once, those from before are not.
ALTER TABLE questions ADD COLUMN route_at BIGINT DEFAULT 0; -- when the next step is due; null: there is none
ALTER TABLE questions ADD COLUMN route_stage BIGINT NOT NULL DEFAULT 0; -- how far it has gone
UPDATE questions SET route_at = NULL;
CREATE INDEX questions_routing ON questions (route_at)
    WHERE route_at IS NOT NULL AND answer_count = 0 AND closed_at IS NULL AND locked_at IS NULL AND removed_at IS NULL;
CREATE INDEX questions_waiting ON questions (topic, created_at)
    WHERE answer_count = 0 AND closed_at IS NULL AND locked_at IS NULL AND removed_at IS NULL;

-- Who was asked to look at a question, and why: nobody twice.
CREATE TABLE offers (
    question_id BIGINT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (question_id, account_id)
);
CREATE INDEX offers_account ON offers (account_id);

-- What moderators announce: news, and dates with a beginning.
CREATE TABLE announcements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    place TEXT NOT NULL,
    link TEXT NOT NULL,
    shown_until BIGINT NOT NULL, -- on the front page
    visibility TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 0, -- how often it was changed
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX announcements_start ON announcements (starts_at);
CREATE INDEX announcements_shown ON announcements (shown_until);
