-- What the history, a merge and "who wrote this" need of a revision without reading its text.

ALTER TABLE revisions ADD COLUMN length BIGINT; -- of the text, in characters
ALTER TABLE revisions ADD COLUMN meta TEXT; -- JSON of kind, visibility, topic, organisation and tags as they were
UPDATE revisions SET length = LENGTH(body);

-- A page of the history, and the authors of a text, without touching the texts, which lie in the same rows.
CREATE INDEX revisions_history ON revisions (article_id, superseded, created_at, number, length, author_id, organisation_id);
