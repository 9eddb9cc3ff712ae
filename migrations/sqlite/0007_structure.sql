-- How articles hang together.

-- What the current text of an article links to, by the slug of a title or by address.
CREATE TABLE article_links (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    target TEXT NOT NULL,
    label TEXT NOT NULL, -- the title as typed; empty when only the address is named
    PRIMARY KEY (article_id, target)
);
CREATE INDEX article_links_target ON article_links (target);
CREATE INDEX article_addresses_article ON article_addresses (article_id);

-- Other words for a tag, and its former names.
CREATE TABLE tag_synonyms (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    tag_id BIGINT NOT NULL REFERENCES tags (id) ON DELETE CASCADE
);
CREATE INDEX tag_synonyms_tag ON tag_synonyms (tag_id);

-- Topics that moderators have changed are theirs: the region's files no longer overwrite them.
ALTER TABLE topics ADD COLUMN edited BOOLEAN NOT NULL DEFAULT FALSE;

-- Topics that are gone: merged into another one, or removed.
CREATE TABLE topic_addresses (
    slug TEXT PRIMARY KEY,
    topic TEXT REFERENCES topics (slug)
);
CREATE INDEX topic_addresses_topic ON topic_addresses (topic);
