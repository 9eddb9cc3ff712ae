-- Nachnutzung: which organisation does what with the subject of an article.

CREATE TABLE reuses (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    contact TEXT NOT NULL,
    note TEXT NOT NULL,
    since TEXT, -- a day, ISO 8601
    account_id BIGINT REFERENCES accounts (id),
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, organisation_id)
);
CREATE INDEX reuses_organisation ON reuses (organisation_id);
CREATE INDEX reuses_account ON reuses (account_id);
