-- How many questions of each municipality a reader may see, without a look at every one of them.
CREATE INDEX questions_place ON questions (organisation_id, audience, author_id) WHERE removed_at IS NULL;
