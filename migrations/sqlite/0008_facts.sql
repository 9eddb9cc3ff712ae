-- By what articles can be filtered: derived from their fixed fields whenever a revision is published.
CREATE TABLE article_facts (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    name TEXT NOT NULL, -- of the filter, as in addresses
    value TEXT NOT NULL, -- as in addresses: lower case, digits, hyphens
    label TEXT NOT NULL, -- for readers
    PRIMARY KEY (article_id, name, value)
);
CREATE INDEX article_facts_value ON article_facts (name, value);

-- What a new article of a kind begins with, where moderators have changed what the region brings along.
CREATE TABLE article_templates (
    kind TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by BIGINT REFERENCES accounts (id)
);
